//! Facts with named values: what is told apart, and what is not.

use std::collections::{BTreeMap, BTreeSet};

use kernel::FiscalYear;
use kernel::industry::{IndustryCode, IndustrySet, Revision};

use super::{About, Turning};
use crate::formula::{AwardMeasure, Cond, Num, Source};
use crate::profile::{Award, Certificate, Value};

/// Up to so many named values every combination is tried.
const MOST_COMBINED: usize = 6;

impl About<'_> {
    fn is_it(&self, source: Source) -> bool {
        source == Source::Fact(self.id)
    }

    /// Combinations of the choices that rules name. The others change nothing.
    pub(super) fn choices(&self, count: usize) -> Turning {
        let named = self
            .asked
            .conditions
            .iter()
            .fold(0, |named, cond| match cond {
                Cond::Has(source, _, bits) if self.is_it(*source) => named | bits,
                _ => named,
            });
        let named: Vec<u64> = (0..count.min(64))
            .map(|index| 1u64 << index)
            .filter(|bit| named & bit != 0)
            .collect();
        let (sets, whole) = combinations(&named);
        Turning {
            values: sets
                .into_iter()
                .map(|set| Value::Choices(set.into_iter().fold(0, |all, bit| all | bit)))
                .collect(),
            whole,
        }
    }

    /// One industry for each way in which the sets of the rules tell industries apart.
    pub(super) fn industries(&self) -> Turning {
        Turning {
            values: self.told_apart().to_vec(),
            // A company may have several industries.
            whole: self.industry_sets().count() < 2,
        }
    }

    fn industry_sets(&self) -> impl Iterator<Item = &IndustrySet> {
        self.asked.conditions.iter().filter_map(|cond| match cond {
            Cond::Industry(source, set) if self.is_it(*source) => Some(&set.1),
            _ => None,
        })
    }

    /// One industry for each way in which the rules tell them apart.
    fn told_apart(&self) -> &[Value] {
        let known = &self.asked.industries;
        known.get_or_init(|| self.one_industry_each())
    }

    fn one_industry_each(&self) -> Vec<Value> {
        let sets: Vec<&IndustrySet> = self.industry_sets().collect();
        let groups = (1..=99).filter_map(|group| IndustryCode::parse(&format!("{group:02}")).ok());
        let written: BTreeSet<IndustryCode> = sets.iter().flat_map(|set| set.codes()).collect();
        let beside = written.iter().flat_map(beside);
        let codes = written.iter().copied().chain(groups).chain(beside);
        let revision = Revision::Fourteenth;
        let mut told_apart: BTreeMap<Vec<Option<bool>>, IndustryCode> = BTreeMap::new();
        for code in codes {
            let answers: Vec<Option<bool>> = sets
                .iter()
                .map(|set| set.contains(&code, revision))
                .collect();
            if answers.iter().all(Option::is_some) {
                told_apart.entry(answers).or_insert(code);
            }
        }
        told_apart
            .into_values()
            .map(|code| Value::Industry(vec![(code, revision)]))
            .collect()
    }

    pub(super) fn texts(&self) -> Turning {
        let mut values: Vec<Value> = Vec::new();
        for cond in &self.asked.conditions {
            if let Cond::TextIs(source, folded, written) = cond
                && self.is_it(*source)
            {
                let texts = folded.iter().zip(written);
                values.extend(texts.map(|(f, w)| Value::Text(f.clone(), w.clone())));
            }
        }
        values.push(Value::Text("\u{1}".to_owned(), "-".to_owned()));
        Turning {
            values,
            whole: true,
        }
    }

    /// Combinations of the certificates that rules name, held without limit of time.
    pub(super) fn certificates(&self) -> Turning {
        let mut always = true;
        let mut kinds: Vec<usize> = (self.asked.conditions.iter())
            .filter_map(|cond| match cond {
                Cond::Holds {
                    certificates,
                    kind,
                    day,
                } if *certificates == self.id => {
                    always &= self.scene.day(day) == Some(self.scene.on);
                    Some(*kind)
                }
                _ => None,
            })
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        let (sets, whole) = combinations(&kinds);
        let held = |kind| Certificate {
            kind,
            valid_from: None,
            valid_until: None,
        };
        Turning {
            values: sets
                .into_iter()
                .map(|set| Value::Certificates(set.into_iter().map(held).collect()))
                .collect(),
            whole: whole && always,
        }
    }

    /// No award, or one of each programme that rules name, in this fiscal year or the one before.
    pub(super) fn awards(&self) -> Turning {
        let this_year = FiscalYear::containing(self.scene.on).year();
        let mut programmes: BTreeSet<&String> = BTreeSet::new();
        let mut only_counted = true;
        for cond in &self.asked.conditions {
            if let Cond::Awarded { programmes: of, .. } = cond {
                programmes.extend(of);
                only_counted = false;
            }
        }
        for num in &self.asked.numbers {
            match num {
                Num::Awards {
                    measure,
                    programmes: of,
                    ..
                } => {
                    programmes.extend(of);
                    only_counted &= *measure == AwardMeasure::Count;
                }
                Num::AwardsFrom { programmes: of, .. } => {
                    programmes.extend(of);
                    only_counted = false;
                }
                _ => {}
            }
        }
        let mut values = vec![Value::Awards(Vec::new())];
        for programme in &programmes {
            for back in [0, 1] {
                values.push(Value::Awards(vec![Award {
                    programme: (*programme).clone(),
                    fiscal_year: Some(this_year - back),
                    amount: None,
                }]));
            }
        }
        Turning {
            values,
            whole: programmes.is_empty() && only_counted,
        }
    }

    pub(super) fn receiving(&self) -> Turning {
        let programmes: BTreeSet<&String> = (self.asked.conditions.iter())
            .filter_map(|cond| match cond {
                Cond::Receiving { programmes, .. } => Some(programmes),
                _ => None,
            })
            .flatten()
            .collect();
        let programmes: Vec<String> = programmes.into_iter().cloned().collect();
        let (sets, whole) = combinations(&programmes);
        Turning {
            values: sets.into_iter().map(Value::Receiving).collect(),
            whole,
        }
    }
}

/// The codes of the same length beside a longer one, and those around it: what is left of a group without it.
fn beside(code: &IndustryCode) -> impl Iterator<Item = IndustryCode> {
    let written = code.to_string();
    (2..written.len()).flat_map(move |length| {
        let around = written[..length].to_owned();
        (0..=9).filter_map(move |digit| IndustryCode::parse(&format!("{around}{digit}")).ok())
    })
}

/// All combinations of a few things; of many: none, each alone, and all.
fn combinations<T: Clone>(things: &[T]) -> (Vec<Vec<T>>, bool) {
    if things.len() <= MOST_COMBINED {
        let sets = (0..1u32 << things.len()).map(|chosen| {
            let chosen = (0..things.len()).filter(|index| chosen >> index & 1 == 1);
            chosen.map(|index| things[index].clone()).collect()
        });
        return (sets.collect(), true);
    }
    let mut sets = vec![Vec::new()];
    sets.extend(things.iter().map(|one| vec![one.clone()]));
    sets.push(things.to_vec());
    (sets, false)
}
