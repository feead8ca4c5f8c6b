//! Two conditions, tried with everything that they tell apart.

use kernel::Place;

use super::cells::{Cell, Cells, boxed};
use super::values::{example, places};
use super::{Case, Change, Outcome, Pair};
use crate::evaluate::{Memo, Scene};
use crate::formula::Cond;
use crate::profile::Profile;
use crate::range::Truth;
use crate::rules::{Condition, Edition, facts_of};

/// What was found out about two rules.
pub(super) struct Found {
    pub change: Change,
    pub cases: Vec<Case>,
    /// There are more cases than are told.
    pub more: bool,
    /// It holds for companies with one industry.
    pub one_industry: bool,
}

/// More cases than this are not told: nobody would read them.
const MOST_CASES: usize = 12;

impl Found {
    /// Nothing can be said but what both sides say themselves.
    pub fn unproven() -> Found {
        Found {
            change: Change::Unproven,
            cases: Vec::new(),
            more: false,
            one_industry: false,
        }
    }
}

impl Pair<'_> {
    /// Compares two rules over the common list of facts.
    pub(super) fn truths(&self, old: &Cond, new: &Cond) -> Found {
        let sides = [asking(old), asking(new)];
        let asked = &facts_of(&sides[0]) | &facts_of(&sides[1]);
        let Some(cells) = Cells::of(self.joint, &asked, [&sides[0], &sides[1]], self.on) else {
            return Found::unproven();
        };
        let tried = cells.tried(self.joint, |profile| {
            let scene = self.scene(profile);
            (scene(old), scene(new))
        });
        let open =
            |(a, b): (Truth, Truth)| cells.blind && (a == Truth::Unknown || b == Truth::Unknown);
        let whole = cells.whole() && !tried.iter().any(|(pair, _)| open(*pair));
        let differing: Vec<((Truth, Truth), Vec<Cell>)> = tried
            .into_iter()
            .filter(|((a, b), _)| a != b && !open((*a, *b)))
            .collect();
        let gains = differing.iter().any(|((a, b), _)| a < b);
        let losses = differing.iter().any(|((a, b), _)| a > b);
        let change = match (whole, gains, losses) {
            (true, false, false) if !cells.one_industry() => Change::Equivalent,
            (false, _, _) | (true, false, false) => Change::Unproven,
            (true, true, false) => Change::Wider,
            (true, false, true) => Change::Narrower,
            (true, true, true) => Change::Different,
        };
        let outcomes = differing
            .into_iter()
            .map(|((a, b), met)| (Outcome::Truth(a), Outcome::Truth(b), met));
        self.found(change, &cells, outcomes.collect())
    }

    fn scene<'p>(&self, profile: &'p Profile) -> impl Fn(&Cond) -> Truth + use<'p> {
        let on = self.on;
        move |rule| {
            let memo = Memo::default();
            let scene = Scene::new(profile, on, &memo);
            scene.truth(rule)
        }
    }

    /// Tells where sides differ: in ranges where all values were tried, else by one example of each kind.
    pub(super) fn found(
        &self,
        change: Change,
        cells: &Cells,
        differing: Vec<(Outcome, Outcome, Vec<Cell>)>,
    ) -> Found {
        let ranges = cells.facts.iter().all(|fact| fact.whole);
        let mut cases = Vec::new();
        for (old, new, met) in differing {
            let told = if ranges {
                let boxes = boxed(&met);
                let told = boxes.iter().map(|one| places(self.joint, cells, one));
                told.collect()
            } else {
                vec![example(self.joint, cells, &met[met.len() / 2])]
            };
            cases.extend(told.into_iter().map(|places| Case {
                places,
                old,
                new,
                example: !ranges,
            }));
        }
        let more = cases.len() > MOST_CASES;
        cases.truncate(MOST_CASES);
        Found {
            change,
            cases,
            more,
            one_industry: cells.one_industry(),
        }
    }
}

/// An edition that asks one thing.
fn asking(rule: &Cond) -> Edition {
    Edition::of_conditions(vec![Condition {
        id: String::new(),
        rule: rule.clone(),
        basis: None,
        evidence: None,
        note: None,
        not_stated: None,
        place: Place::start_of(""),
        minimum_grant: None,
    }])
}
