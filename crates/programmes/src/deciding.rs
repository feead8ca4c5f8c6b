//! What a single answer decides: for every fact the values that rules tell apart, and for every requirement with
//! which of them it is certainly refused or fulfilled. Worked out once a day for the whole catalogue, so that the
//! next question is found by counting. Values that rules tell apart count equally; no share is guessed.

mod requirement;
#[cfg(test)]
mod tests;
mod values;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, RwLock};

use eligibility::rules::Edition;
use eligibility::{Applicant, FactId, Facts, Profile, Verdict};
use kernel::Date;

use crate::programme::Programme;
use requirement::{Requirement, parts};
use values::Values;

/// The requirements of all programmes on one day.
#[derive(Debug)]
pub struct Deciding {
    on: Date,
    requirements: Vec<Requirement>,
    /// In the order of the facts.
    values: Vec<Values>,
    by_programme: HashMap<String, Needs>,
}

/// What a programme requires, by the numbers of the requirements.
#[derive(Debug, Default)]
struct Needs {
    own: Vec<usize>,
    courses: Vec<(String, Vec<usize>)>,
}

/// What was worked out for the day that was last asked about.
#[derive(Debug, Default)]
pub struct Latest(RwLock<Option<Arc<Deciding>>>);

impl Latest {
    /// Worked out anew when it is another day than the last time.
    pub fn on(&self, on: Date, programmes: &[Programme], facts: &Facts) -> Arc<Deciding> {
        let kept = self.0.read().ok().and_then(|kept| kept.clone());
        if let Some(deciding) = kept.filter(|deciding| deciding.on == on) {
            return deciding;
        }
        let deciding = Arc::new(Deciding::of(programmes, facts, on));
        if let Ok(mut kept) = self.0.write() {
            *kept = Some(Arc::clone(&deciding));
        }
        deciding
    }
}

impl Deciding {
    pub fn of(programmes: &[Programme], facts: &Facts, on: Date) -> Deciding {
        let mut requirements = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut number = |conditions: &[eligibility::rules::Condition], edition: &Edition| {
            let parts = parts(conditions, edition, on);
            let numbers = parts.into_iter().map(|(key, part)| {
                *known.entry(key).or_insert_with(|| {
                    requirements.push(part);
                    requirements.len() - 1
                })
            });
            numbers.collect::<Vec<usize>>()
        };
        let mut by_programme = HashMap::new();
        for programme in programmes {
            let edition = programme.rules.on(on);
            let needs = Needs {
                own: number(&edition.conditions, edition),
                courses: (edition.courses.iter())
                    .map(|course| (course.id.clone(), number(&course.conditions, edition)))
                    .collect(),
            };
            by_programme.insert(programme.id.clone(), needs);
        }
        let values = values::of(programmes, facts, &requirements, on);
        let mut deciding = Deciding {
            on,
            requirements,
            values,
            by_programme,
        };
        deciding.split_alone(facts);
        deciding
    }

    /// How each requirement splits by each of its facts while nothing else is known.
    fn split_alone(&mut self, facts: &Facts) {
        let mut profile = Profile::unknown(facts);
        for requirement in &mut self.requirements {
            requirement.alone = (requirement.facts.iter())
                .map(|fact| tried(requirement, *fact, &self.values, &mut profile, self.on))
                .collect();
        }
    }

    /// Looks at what a profile leaves open.
    pub fn open<'d>(&'d self, profile: &'d Profile) -> Open<'d> {
        Open {
            deciding: self,
            profile: profile.clone(),
            known: profile,
            truths: vec![None; self.requirements.len()],
            splits: HashMap::new(),
        }
    }
}

/// With which values of a fact something is refused, and with which it is fulfilled, as bits of its values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split {
    pub refused: u64,
    pub fulfilled: u64,
}

/// What a profile leaves open, looked at requirement by requirement.
pub struct Open<'d> {
    deciding: &'d Deciding,
    known: &'d Profile,
    /// A copy in which values are tried.
    profile: Profile,
    truths: Vec<Option<Verdict>>,
    splits: HashMap<(usize, FactId), Split>,
}

/// How the answer to one question splits a programme: shares of its values, between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    pub fact: FactId,
    /// The programme is refused, whatever the other facts are.
    pub refused: f64,
    /// Nothing is left open.
    pub fulfilled: f64,
}

impl Open<'_> {
    /// The facts that keep the verdict of a programme open, and how each splits it. `missing` are those that still
    /// matter.
    pub fn shares(&mut self, programme: &str, missing: &[FactId]) -> Vec<Shares> {
        let Some(needs) = self.deciding.by_programme.get(programme) else {
            return Vec::new();
        };
        let own = self.left(&needs.own);
        let wanted = self.known.courses.get(programme);
        let courses: Vec<Vec<usize>> = (needs.courses.iter())
            .filter(|(id, _)| wanted.is_none_or(|wanted| wanted == id))
            .filter_map(|(_, course)| self.left(course))
            .collect();
        let Some(own) = own else {
            return Vec::new();
        };
        let asked: BTreeSet<FactId> = (own.iter().chain(courses.iter().flatten()))
            .flat_map(|number| &self.deciding.requirements[*number].facts)
            .copied()
            .filter(|fact| missing.contains(fact))
            .collect();
        let has_courses = !needs.courses.is_empty();
        asked
            .into_iter()
            .map(|fact| {
                let mut split = self.all(&own, fact);
                if has_courses {
                    let none = Split {
                        refused: u64::MAX,
                        fulfilled: 0,
                    };
                    let any = courses.iter().fold(none, |any, course| {
                        let one = self.all(course, fact);
                        Split {
                            refused: any.refused & one.refused,
                            fulfilled: any.fulfilled | one.fulfilled,
                        }
                    });
                    split = both(split, any);
                }
                let values = &self.deciding.values[fact.0 as usize];
                let possible = values.possible(self.known.get(fact));
                Shares {
                    fact,
                    refused: values.share(split.refused, possible),
                    fulfilled: values.share(split.fulfilled, possible),
                }
            })
            .collect()
    }

    /// The requirements that are still open; none when one is refused.
    fn left(&mut self, numbers: &[usize]) -> Option<Vec<usize>> {
        let mut left = Vec::new();
        for number in numbers {
            match self.truth(*number) {
                Verdict::Eligible => {}
                Verdict::Undecided => left.push(*number),
                Verdict::Ineligible => return None,
            }
        }
        Some(left)
    }

    fn truth(&mut self, number: usize) -> Verdict {
        let requirement = &self.deciding.requirements[number];
        let known = self.known;
        *self.truths[number].get_or_insert_with(|| match requirement.is_untouched(known) {
            true => Verdict::Undecided,
            false => requirement.verdict(&Applicant::new(known, self.deciding.on)),
        })
    }

    fn all(&mut self, numbers: &[usize], fact: FactId) -> Split {
        let every = Split {
            refused: 0,
            fulfilled: u64::MAX,
        };
        let splits = numbers.iter().map(|number| self.split(*number, fact));
        splits.fold(every, both)
    }

    fn split(&mut self, number: usize, fact: FactId) -> Split {
        let deciding = self.deciding;
        let requirement = &deciding.requirements[number];
        let Some(place) = requirement.facts.iter().position(|one| *one == fact) else {
            return Split::default();
        };
        // What stands alone splits in the same way whatever else is known.
        if requirement.facts.len() == 1 || requirement.is_untouched(self.known) {
            return requirement.alone[place];
        }
        let profile = &mut self.profile;
        let split = || tried(requirement, fact, &deciding.values, profile, deciding.on);
        *self.splits.entry((number, fact)).or_insert_with(split)
    }
}

/// Both must be fulfilled.
fn both(one: Split, other: Split) -> Split {
    Split {
        refused: one.refused | other.refused,
        fulfilled: one.fulfilled & other.fulfilled,
    }
}

/// Tries every value of a fact. What is known of it comes back afterwards.
fn tried(
    requirement: &Requirement,
    fact: FactId,
    values: &[Values],
    profile: &mut Profile,
    on: Date,
) -> Split {
    let mut split = Split::default();
    let known = profile.get(fact).clone();
    for (bit, value) in values[fact.0 as usize].tried() {
        profile.set(fact, value.clone());
        match requirement.verdict(&Applicant::new(profile, on)) {
            Verdict::Ineligible => split.refused |= bit,
            Verdict::Eligible => split.fulfilled |= bit,
            Verdict::Undecided => {}
        }
    }
    profile.set(fact, known);
    split
}
