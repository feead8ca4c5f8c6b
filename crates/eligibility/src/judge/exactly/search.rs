//! Goes through the cases that a few requirements tell apart: whatever is asked first and not known is taken for
//! yes and for no, until everything is decided.

mod adjoining;
mod atoms;
mod cases;
mod ways;

use std::ops::Range;

use super::count;
use crate::evaluate::{LazyCosts, Memo, Missing, Scene};
use crate::fact::{FactId, Facts};
use crate::formula::{Cond, Definition};
use crate::judge::{Applicant, Judging, Verdict, YenRange, amounts, least};
use crate::profile::Profile;
use crate::range::Truth;
use crate::rules::{Counts, Edition};
use atoms::Wanted;
use cases::{Case, Step};
use ways::{Domain, Way};

/// So many pairs of cases are compared; after that a fact is taken to matter.
const MOST_PAIRS: u32 = 2_000;

/// What is certain after all cases were looked at.
pub(super) struct Found {
    pub truth: Truth,
    /// When nothing fulfils the requirements: the first that cannot be fulfilled together with those before it.
    pub refusing: Option<usize>,
    /// What is granted in all cases that are not refused.
    pub granted: Option<YenRange>,
    pub missing: Vec<FactId>,
}

impl Found {
    pub(super) fn of(truth: Truth, missing: Vec<FactId>) -> Found {
        Found {
            truth,
            refusing: None,
            granted: None,
            missing,
        }
    }
}

/// The state of a search.
pub(super) struct Search<'r, 'a> {
    applicant: &'a Applicant<'a>,
    facts: &'a Facts,
    edition: &'r Edition,
    profile: Profile,
    assumed: Vec<(&'r Cond, bool)>,
    domains: Vec<Domain>,
    /// Everything that was ever taken for known, and the way to the present state.
    steps: Vec<Step<'r>>,
    path: Vec<usize>,
    /// How often the requirements ask about each fact.
    counts: Counts,
    rules: Vec<&'r Cond>,
    wanted: Option<Option<&'a str>>,
    cases: Vec<Case>,
    matters: Missing,
    left: u32,
    pairs_left: u32,
}

/// What is next in a state.
enum Next<'r> {
    Decided(Case),
    Ask(&'r Cond),
}

impl<'r, 'a> Search<'r, 'a> {
    pub(super) fn new(
        applicant: &'a Applicant<'a>,
        facts: &'a Facts,
        edition: &'r Edition,
    ) -> Search<'r, 'a> {
        let kept = applicant.scratch.take();
        Search {
            applicant,
            facts,
            edition,
            profile: kept.unwrap_or_else(|| applicant.profile.clone()),
            assumed: Vec::new(),
            domains: Vec::new(),
            steps: Vec::new(),
            path: Vec::new(),
            counts: Counts::new(),
            rules: Vec::new(),
            wanted: None,
            cases: Vec::new(),
            matters: Missing::default(),
            left: applicant.patience,
            pairs_left: MOST_PAIRS,
        }
    }

    /// Looks at requirements together, and at the amount when `money` is given.
    pub(super) fn over(
        mut self,
        rules: &[&'r Cond],
        money: Option<&Judging<'r, 'a>>,
        counts: &Counts,
    ) -> Option<Found> {
        self.rules = rules.to_vec();
        self.wanted = money.map(|judging| judging.wanted);
        self.counts = counts.clone();
        let done = self.explore();
        let found = done.map(|_| cases::found(&self.cases, self.matters));
        self.applicant.scratch.replace(Some(self.profile));
        found
    }

    /// Whether an amount is looked at that asks about a fact.
    fn is_paid_by(&self, fact: FactId) -> bool {
        self.wanted.is_some() && count(&self.edition.study().money, fact) > 0
    }

    /// The cases from here on, as a part of all.
    fn explore(&mut self) -> Option<Range<usize>> {
        // Working out an amount takes about as long as two looks at conditions.
        let work = if self.wanted.is_some() { 2 } else { 1 };
        self.left = self.left.checked_sub(work)?;
        let first = self.cases.len();
        let asked = match self.next() {
            Next::Decided(case) => {
                if case.truth != Truth::No {
                    case.waits_for
                        .iter()
                        .for_each(|fact| self.matters.insert(*fact));
                }
                self.cases.push(case);
                return Some(first..self.cases.len());
            }
            Next::Ask(asked) => asked,
        };
        let (about, ways) = self.ways(asked);
        let mut parts = Vec::with_capacity(ways.len());
        for way in ways {
            let before = self.enter(&way, asked);
            let part = self.explore();
            self.leave(&way, before);
            parts.push(part?);
        }
        for fact in about {
            if !self.matters.contains(fact) && self.turns(fact, &parts) {
                self.matters.insert(fact);
            }
        }
        Some(first..self.cases.len())
    }

    /// Whether two parts can differ by this fact alone. Two companies that are the same but for one fact part ways
    /// where a question is about it, so that no other pairs of cases need to be compared.
    fn turns(&mut self, fact: FactId, parts: &[Range<usize>]) -> bool {
        let with_amount = self.is_paid_by(fact);
        let depth = self.path.len();
        for (index, part) in parts.iter().enumerate() {
            for other in &parts[index + 1..] {
                for one in &self.cases[part.clone()] {
                    for two in &self.cases[other.clone()] {
                        if !one.differs(two, with_amount) {
                            continue;
                        }
                        let Some(left) = self.pairs_left.checked_sub(1) else {
                            return true;
                        };
                        self.pairs_left = left;
                        if self.adjoin(one, two, depth, fact) {
                            return true;
                        }
                    }
                }
            }
        }
        false
    }

    /// Looks with what is taken for known.
    pub(super) fn look<T>(&self, at: impl FnOnce(&Scene<'_>) -> T) -> T {
        let memo = Memo::default();
        let costs = self.edition.expenses.as_ref().map(LazyCosts::new);
        at(&Scene {
            costs: costs.as_ref(),
            assumed: &self.assumed,
            ..Scene::new(&self.profile, self.applicant.on, &memo)
        })
    }

    fn next(&self) -> Next<'r> {
        self.look(|scene| {
            let mut truth = Truth::Yes;
            for (index, rule) in self.rules.iter().enumerate() {
                truth = truth.and(scene.truth(rule));
                if truth == Truth::No {
                    return Next::Decided(Case::refused(index, &self.path));
                }
            }
            let mut rules = self.rules.iter();
            if let Some(asked) =
                rules.find_map(|rule| self.open_condition(rule, scene, &Wanted::All))
            {
                return Next::Ask(asked);
            }
            let Some(wanted) = self.wanted else {
                return Next::Decided(Case::plain(truth, &self.path));
            };
            let paid = self.paid(truth, wanted, *scene);
            match self.open_in_money(wanted, scene, &paid.waits_for) {
                Some(asked) => Next::Ask(asked),
                None => Next::Decided(paid),
            }
        })
    }

    /// What is paid when all that is shared is decided.
    fn paid(&self, truth: Truth, wanted: Option<&'a str>, scene: Scene<'_>) -> Case {
        let judging = Judging {
            edition: self.edition,
            scene,
            wanted,
        };
        let courses = judging.courses();
        let raw = judging.raw(&courses);
        let silent = truth == Truth::Unknown;
        let mut truth = truth.and(judging.any_course(&courses));
        for condition in &self.edition.conditions {
            if let (Some(minimum), Some(raw)) = (&condition.minimum_grant, raw) {
                truth = truth.and(!raw.less(&scene.number(minimum)));
            }
        }
        if truth == Truth::No {
            return Case::refused(self.rules.len(), &self.path);
        }
        let granted = raw.map(|range| least(&self.edition.conditions, range, &scene));
        let amount = granted.map(amounts::award);
        let mut missing = Missing::default();
        judging.missing_for_money(Verdict::of(truth), amount, &courses, &mut missing);
        let mut case = Case::plain(truth, &self.path);
        case.amount = amount;
        case.silent = silent;
        case.waits_for = missing.into_facts();
        case
    }

    /// Whether a definition can be taken as one question: nothing else asks about its facts, or it is known.
    pub(super) fn is_one_question(&self, definition: &Definition<Cond>) -> bool {
        let known = self
            .applicant
            .definition(definition, self.edition, self.facts);
        known.truth != Truth::Unknown
            || !known.missing.is_empty()
                && known
                    .missing
                    .iter()
                    .all(|fact| count(&known.counts, *fact) == count(&self.counts, *fact))
    }

    fn enter(&mut self, way: &Way<'r>, asked: &'r Cond) -> Option<crate::profile::Value> {
        self.path.push(self.steps.len());
        self.steps.push(way.step.clone());
        match &way.value {
            Some((fact, value)) => Some(self.profile.replace(*fact, value.clone())),
            None => {
                self.assumed.push((asked, way.holds));
                None
            }
        }
    }

    fn leave(&mut self, way: &Way<'r>, before: Option<crate::profile::Value>) {
        self.path.pop();
        match (&way.value, before) {
            (Some((fact, _)), Some(before)) => self.profile.set(*fact, before),
            _ => {
                self.assumed.pop();
            }
        }
    }
}
