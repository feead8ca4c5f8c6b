//! What one condition asks about and whether it can turn with time alone, worked out once for an edition.

use std::collections::BTreeSet;

use kernel::Date;

use super::{Condition, Edition, facts_of};
use crate::fact::FactId;
use crate::formula::walk::{self, Seen};
use crate::formula::{Cond, Day, Num};

/// What one condition asks about.
#[derive(Debug)]
pub struct Asking {
    /// In the order of the catalogue; for what depends on money those of the whole edition.
    pub facts: Vec<FactId>,
    /// Whether money has to be reckoned first.
    pub by_amount: bool,
    /// Whether it looks at the day of judgement.
    moves: bool,
    /// Whether it looks at certificates, which begin on some day.
    pub holds: bool,
    /// The last day on which one of its own editions begins.
    last: Option<Date>,
}

impl Asking {
    /// Whether it may turn on some day after this one, certificates that begin later aside.
    pub fn may_turn_after(&self, on: Date) -> bool {
        self.moves || self.last.is_some_and(|last| last > on)
    }

    /// Whether it asks about a fact.
    pub fn asks(&self, id: FactId) -> bool {
        self.facts.binary_search(&id).is_ok()
    }

    fn of(condition: &Condition, edition: &Edition) -> Asking {
        let mut facts: BTreeSet<FactId> = BTreeSet::new();
        let mut asking = Asking {
            facts: Vec::new(),
            by_amount: condition.minimum_grant.is_some(),
            moves: false,
            holds: false,
            last: None,
        };
        let mut see = |seen: Seen<'_>, facts: Option<&mut BTreeSet<FactId>>| match seen {
            Seen::Fact(id) => facts.into_iter().for_each(|facts| {
                facts.insert(id);
            }),
            Seen::Awarded(_) => asking.moves = true,
            Seen::Receiving(_) => {}
            Seen::Definition(definition) => asking.begins(&definition.editions),
            Seen::Condition(cond) => asking.condition(cond),
            Seen::Number(num) => asking.number(num),
        };
        walk::condition(&condition.rule, &mut |seen| see(seen, Some(&mut facts)));
        walk::numbers(condition.minimum_grant.iter(), &mut |seen| see(seen, None));
        if asking.by_amount {
            facts.extend(facts_of(edition));
        }
        asking.facts = facts.into_iter().collect();
        asking
    }

    fn condition(&mut self, cond: &Cond) {
        match cond {
            Cond::CompareDates(_, left, right) => self.moves |= moves(left) || moves(right),
            Cond::Holds { .. } => self.holds = true,
            Cond::ByDate(editions) => self.begins(editions),
            _ => {}
        }
    }

    fn number(&mut self, num: &Num) {
        match num {
            Num::FiscalYear => self.moves = true,
            Num::Elapsed(from, to) | Num::Age(from, to) | Num::Days(from, to) => {
                self.moves |= moves(from) || moves(to);
            }
            Num::EligibleCost(_) => self.by_amount = true,
            Num::ByDate(editions) => self.begins(editions),
            Num::Defined(definition) => self.begins(&definition.editions),
            _ => {}
        }
    }

    fn begins<T>(&mut self, editions: &[(Date, T)]) {
        self.last = self.last.max(editions.iter().map(|(from, _)| *from).max());
    }
}

impl Edition {
    /// All conditions: its own, then those of its courses.
    pub fn all_conditions(&self) -> impl Iterator<Item = &Condition> {
        let of_courses = self.courses.iter().flat_map(|course| &course.conditions);
        self.conditions.iter().chain(of_courses)
    }

    /// What all conditions ask about, in their order.
    pub fn all_asking(&self) -> &[Asking] {
        self.study().asking.get_or_init(|| {
            let conditions = self.all_conditions();
            conditions
                .map(|condition| Asking::of(condition, self))
                .collect()
        })
    }

    /// What a condition of this edition or of its courses asks about.
    pub fn asking(&self, condition: &Condition) -> &Asking {
        let mut all = self.all_conditions();
        let position = all.position(|one| std::ptr::eq(one, condition));
        &self.all_asking()[position.expect("a condition of this edition")]
    }
}

/// Whether a day moves with the day of judgement.
fn moves(day: &Day) -> bool {
    match day {
        Day::On => true,
        Day::Literal(_) | Day::Fact(_) => false,
        Day::Later(from, ..) => moves(from),
    }
}
