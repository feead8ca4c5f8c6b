//! One firm that answers, and how many questions it takes.

use std::collections::BTreeSet;

use eligibility::{Applicant, FactId, Profile, Verdict};
use jiff::civil::Date;
use programmes::assess::{Aim, Narrowing, judge_all, questions, window_state};
use programmes::{Asked, Assessed, Catalogue, Programme, WindowState};

use crate::population::Dice;

/// In which order facts are asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Ours: what decides most.
    Deciding,
    /// A form: every fact of the programmes in the order of the catalogue, whether it still matters or not.
    Form,
    /// The next fact in the order of the catalogue that some programme misses, for its verdict or its amount.
    File,
    /// The next fact in the order of the catalogue that can still decide a programme.
    FileOfVerdicts,
    /// Any fact that can still decide a programme.
    Random,
}

/// Which programmes are to be decided.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    OnOffer,
    All,
}

impl Scope {
    pub fn takes(self, programme: &Programme, on: Date) -> bool {
        match self {
            Scope::All => true,
            Scope::OnOffer => window_state(programme, on) != WindowState::Closed,
        }
    }
}

/// What all firms have in common.
pub struct Interview<'c> {
    pub catalogue: &'c Catalogue,
    pub on: Date,
    pub scope: Scope,
    /// How many of a hundred questions are left open.
    pub skips: usize,
}

/// What one firm was asked.
pub struct Course {
    /// How many programmes were decided before the first question and after each.
    pub decided: Vec<usize>,
}

impl Course {
    pub fn questions(&self) -> usize {
        self.decided.len() - 1
    }

    /// After how many questions so many hundredths of what was decided in the end were.
    pub fn until(&self, hundredths: usize) -> usize {
        let last = self.decided.last().copied().unwrap_or_default();
        let enough = |decided: &usize| decided * 100 >= last * hundredths;
        self.decided.iter().position(enough).unwrap_or_default()
    }
}

impl Interview<'_> {
    /// Asks a firm until no programme is undecided for want of a fact that it may still give.
    pub fn ask(&self, firm: &Profile, order: Order, dice: &mut Dice) -> Course {
        let mut known = Profile::unknown(&self.catalogue.facts);
        let mut answers = judge_all(self.catalogue, &known, self.on, Asked::All);
        let mut form = self.form().into_iter();
        let mut skipped: Vec<FactId> = Vec::new();
        let mut decided = Vec::new();
        loop {
            let (done, wanted) = self.open(&answers, &known, &skipped);
            decided.push(done);
            let Some(first) = wanted.first() else {
                return Course { decided };
            };
            let fact = match order {
                Order::Deciding => *first,
                Order::FileOfVerdicts => *wanted.iter().min().unwrap_or(first),
                Order::Form => form.next().unwrap_or(*first),
                Order::Random => wanted[dice.below(wanted.len())],
                Order::File => {
                    let missing: BTreeSet<FactId> = (answers.iter())
                        .filter(|assessed| self.scope.takes(assessed.programme, self.on))
                        .flat_map(|assessed| assessed.answer.missing.iter().copied())
                        .filter(|fact| !skipped.contains(fact))
                        .collect();
                    *missing.first().unwrap_or(first)
                }
            };
            if dice.hundred(self.skips) {
                skipped.push(fact);
            } else {
                known.set(fact, firm.get(fact).clone());
                self.judge_again(&mut answers, fact, &known);
            }
        }
    }

    /// The facts of the programmes that are to be decided, in the order of the catalogue.
    fn form(&self) -> BTreeSet<FactId> {
        let programmes = self.catalogue.programmes.iter();
        let taken = programmes.filter(|programme| self.scope.takes(programme, self.on));
        taken
            .flat_map(|programme| &programme.facts)
            .copied()
            .collect()
    }

    /// An answer changes nothing where its fact is not asked about.
    fn judge_again(&self, answers: &mut [Assessed<'_>], fact: FactId, known: &Profile) {
        let applicant = Applicant::new(known, self.on);
        for assessed in answers {
            let programme = assessed.programme;
            if programme.facts.contains(&fact) {
                let facts = &self.catalogue.facts;
                assessed.answer = applicant.judge_exactly(&programme.id, &programme.rules, facts);
            }
        }
    }

    /// How many programmes are decided, and the facts that may decide others, the most worth first.
    pub fn open(
        &self,
        answers: &[Assessed<'_>],
        known: &Profile,
        skipped: &[FactId],
    ) -> (usize, Vec<FactId>) {
        let takes = |assessed: &Assessed<'_>| self.scope.takes(assessed.programme, self.on);
        let narrowing = Narrowing {
            catalogue: self.catalogue,
            profile: known,
            skipped,
            may_ask: &takes,
            aim: Aim::Decisions,
        };
        let wanted = questions(answers, self.on, &narrowing);
        let decided = answers
            .iter()
            .filter(|assessed| takes(assessed) && assessed.answer.verdict != Verdict::Undecided);
        let wanted = wanted.iter().filter(|wanted| wanted.waiting > 0);
        (decided.count(), wanted.map(|wanted| wanted.fact).collect())
    }

    /// How many facts would have been enough for somebody who knew the answers beforehand: facts are taken away, those
    /// of few programmes first, as long as nothing is left to ask. No order can be sure of so few.
    pub fn with_hindsight(&self, firm: &Profile) -> usize {
        let asked_by = |id: FactId| {
            let askers = self.catalogue.programmes.iter();
            askers
                .filter(|programme| programme.facts.contains(&id))
                .count()
        };
        let mut facts: Vec<FactId> = self.catalogue.facts.iter().map(|(id, _)| id).collect();
        facts.sort_by_key(|id| asked_by(*id));
        let mut known = firm.clone();
        let mut count = facts.len();
        for fact in facts {
            let less = known.without(fact);
            let answers = judge_all(self.catalogue, &less, self.on, Asked::All);
            if self.open(&answers, &less, &[]).1.is_empty() {
                known = less;
                count -= 1;
            }
        }
        count
    }
}
