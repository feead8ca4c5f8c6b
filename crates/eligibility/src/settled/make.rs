//! What is at hand while rules are made ready: the registry's layout, the day, and a profile of which nothing is known.

use std::collections::BTreeSet;

use kernel::Date;

use super::NoForm;
use super::ends::Ends;
use super::graph::{Graph, TruthId, Truths};
use crate::evaluate::{LazyCosts, Memo, Scene};
use crate::fact::{FactId, Facts};
use crate::formula::walk::{self, Seen};
use crate::formula::{Cond, Num};
use crate::profile::{Profile, Value};
use crate::registry::{Form, Layout};
use crate::rules::{Edition, Expenses};

pub(super) struct Maker<'a> {
    pub graph: &'a mut Graph,
    pub layout: &'a Layout,
    pub on: Date,
    pub expenses: Option<&'a Expenses>,
    /// Nothing is known of it.
    blank: Profile,
}

/// What a rule asks about.
pub(super) struct Asked {
    /// The facts that the registry has.
    pub columns: BTreeSet<FactId>,
    /// Whether it asks which costs count.
    pub costs: bool,
}

impl<'a> Maker<'a> {
    pub(super) fn new(
        graph: &'a mut Graph,
        layout: &'a Layout,
        facts: &Facts,
        on: Date,
        edition: &'a Edition,
    ) -> Maker<'a> {
        Maker {
            graph,
            layout,
            on,
            expenses: edition.expenses.as_ref(),
            blank: Profile::unknown(facts),
        }
    }

    pub(super) fn asked_by(&self, cond: &Cond) -> Asked {
        self.asked(|see| walk::condition(cond, see))
    }

    pub(super) fn asked_by_number(&self, num: &Num) -> Asked {
        self.asked(|see| walk::number(num, see))
    }

    fn asked<'r>(&self, look: impl FnOnce(walk::See<'_, 'r>)) -> Asked {
        let mut asked = Asked {
            columns: BTreeSet::new(),
            costs: false,
        };
        look(&mut |seen| match seen {
            Seen::Fact(id) if self.layout.has(id) => {
                asked.columns.insert(id);
            }
            Seen::Number(Num::EligibleCost(_)) => asked.costs = true,
            _ => {}
        });
        asked
    }

    /// Asks the engine itself with a profile of which one fact is known, or none.
    pub(super) fn with<T>(
        &self,
        known: Option<(FactId, Value)>,
        ask: impl FnOnce(&Scene<'_>) -> T,
    ) -> T {
        let memo = Memo::default();
        let costs = self.expenses.map(LazyCosts::new);
        let with_costs = |profile: &Profile| {
            ask(&Scene {
                costs: costs.as_ref(),
                ..Scene::new(profile, self.on, &memo)
            })
        };
        match known {
            None => with_costs(&self.blank),
            Some((id, value)) => {
                let mut profile = self.blank.clone();
                profile.set(id, value);
                with_costs(&profile)
            }
        }
    }

    /// What costs count, when the registry cannot say more about them than that nothing is known.
    pub(super) fn costs(&mut self, num: &Num) -> Result<Ends, NoForm> {
        let Some(expenses) = self.expenses else {
            let range = self.with(None, |scene| scene.number(num));
            return self.graph.range(range);
        };
        // While the costs are unknown it does not matter which of them count; the caps do.
        let mut caps = expenses.items.iter().filter_map(|item| item.cap.as_ref());
        let known = self.layout.has(expenses.list)
            || caps.any(|cap| !self.asked_by_number(cap).columns.is_empty());
        if known {
            return Err(NoForm::Costs);
        }
        let range = self.with(None, |scene| scene.number(num));
        self.graph.range(range)
    }

    /// A condition about one coded fact alone: it is asked once for each value that occurs.
    pub(super) fn coded(&mut self, cond: &Cond) -> Option<TruthId> {
        let asked = self.asked_by(cond);
        let only = self.only_coded(&asked)?;
        Some(
            self.graph
                .add_truth(Truths::Coded(only, Box::new(cond.clone()))),
        )
    }

    pub(super) fn only_coded(&self, asked: &Asked) -> Option<FactId> {
        let only = asked.columns.first().filter(|_| asked.columns.len() == 1)?;
        let coded = matches!(self.layout.form(*only), Some(Form::Coded));
        (coded && !asked.costs).then_some(*only)
    }
}
