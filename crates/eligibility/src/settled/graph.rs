//! The graph of small steps. A step only refers to earlier ones, and no two steps are the same.

use std::collections::HashMap;
use std::hash::Hash;

use kernel::Date;

use crate::fact::FactId;
use crate::formula::{Cond, Num};
use crate::range::Truth;

/// A step that gives yes, no or unknown (null).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TruthId(pub u32);

/// A step that gives a whole number or null. As a lower or upper end null means that there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WholeId(pub u32);

/// A step that gives yes, no or unknown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Truths {
    Constant(Truth),
    /// What is known of a fact.
    YesNo(FactId),
    /// A condition about a coded fact alone; unknown where the fact is.
    Coded(FactId, Box<Cond>),
    /// Whether a day lies between two days, both included; unknown where the day is.
    Within(FactId, Date, Date),
    Not(TruthId),
    /// No when one is no, yes when all are.
    All(Vec<TruthId>),
    /// Yes when one is yes, no when all are no.
    Any(Vec<TruthId>),
    /// The second where the first is yes, the third where it is no; where it is unknown, what both agree on.
    If(TruthId, TruthId, TruthId),
    Less(Less),
    /// Of two intervals: yes when both are single and the same, no when they do not meet, else unknown.
    Equal {
        a: (WholeId, WholeId),
        b: (WholeId, WholeId),
    },
    /// Yes where it is no, else no: never unknown.
    IsNo(TruthId),
    /// Yes where it is yes, else no: never unknown.
    IsYes(TruthId),
    /// Yes where both are zero, else no: never unknown.
    AreZero(WholeId, WholeId),
}

/// Whether one interval lies below another: yes where the one `yes` is less than the other, no where the one of `no`
/// is not less than the other, else unknown. What is null decides nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Less {
    /// Upper end of the first, lower end of the second.
    pub yes: (WholeId, WholeId),
    /// Lower end of the first, upper end of the second.
    pub no: (WholeId, WholeId),
}

/// A step that gives a whole number or null. Unless said otherwise, null if one of what it is made of is null.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Whole {
    /// `None` is null.
    Constant(Option<i64>),
    /// An end of a number of the registry; where there is none, the declared one, if there is one.
    End(FactId, Side, Option<i64>),
    /// An end of a number about a coded fact alone.
    Coded(FactId, Side, Box<Num>),
    Plus(WholeId, WholeId),
    Minus(WholeId, WholeId),
    Times(WholeId, WholeId),
    /// Times a number that is not zero.
    Scaled(WholeId, i64),
    /// Divided by a number above zero, rounded down, also below zero.
    Floor(WholeId, i64),
    Lesser(WholeId, WholeId, Nulls),
    Greater(WholeId, WholeId, Nulls),
    /// The second where the first is yes, the third where it is no; where it is unknown, the lower or higher of both.
    Chosen(TruthId, WholeId, WholeId, Side),
}

/// Lower or upper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    Low,
    High,
}

/// What comes out when one of two is null: null, or the other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nulls {
    Null,
    Other,
}

/// What a whole number can be: the program that runs it must be able to hold every value in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub least: i64,
    pub most: i64,
    pub nullable: bool,
}

/// Steps in the order in which they can be run.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    truths: Arena<Truths>,
    wholes: Arena<Whole>,
    bounds: Vec<Bounds>,
    /// The order in which steps of both sorts were added.
    order: Vec<Step>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    Truth(TruthId),
    Whole(WholeId),
}

#[derive(Clone, Debug)]
struct Arena<T> {
    all: Vec<T>,
    known: HashMap<T, u32>,
}

impl<T> Default for Arena<T> {
    fn default() -> Arena<T> {
        Arena {
            all: Vec::new(),
            known: HashMap::new(),
        }
    }
}

impl<T: Clone + Eq + Hash> Arena<T> {
    /// The number of an item, and whether it is new.
    fn add(&mut self, item: T) -> (u32, bool) {
        if let Some(found) = self.known.get(&item) {
            return (*found, false);
        }
        let id = u32::try_from(self.all.len()).expect("fewer than 2^32 steps");
        self.known.insert(item.clone(), id);
        self.all.push(item);
        (id, true)
    }
}

impl Graph {
    pub fn truth(&self, id: TruthId) -> &Truths {
        &self.truths.all[id.0 as usize]
    }

    pub fn whole(&self, id: WholeId) -> &Whole {
        &self.wholes.all[id.0 as usize]
    }

    pub fn bounds(&self, id: WholeId) -> Bounds {
        self.bounds[id.0 as usize]
    }

    /// All steps, each after those that it is made of.
    pub fn steps(&self) -> &[Step] {
        &self.order
    }

    pub fn add_truth(&mut self, truth: Truths) -> TruthId {
        let (id, new) = self.truths.add(truth);
        let id = TruthId(id);
        if new {
            self.order.push(Step::Truth(id));
        }
        id
    }

    /// Adds a step with what it can be, for which the caller stands. The bounds of a step that is known already are the same.
    pub fn add_whole(&mut self, whole: Whole, bounds: Bounds) -> WholeId {
        let (id, new) = self.wholes.add(whole);
        let id = WholeId(id);
        if new {
            self.bounds.push(bounds);
            self.order.push(Step::Whole(id));
        }
        id
    }
}

impl Truths {
    /// The steps that it is made of.
    pub fn parts(&self) -> Vec<Step> {
        match self {
            Truths::Constant(_) | Truths::YesNo(_) | Truths::Coded(..) | Truths::Within(..) => {
                Vec::new()
            }
            Truths::Not(one) | Truths::IsNo(one) | Truths::IsYes(one) => vec![Step::Truth(*one)],
            Truths::All(all) | Truths::Any(all) => all.iter().copied().map(Step::Truth).collect(),
            Truths::If(a, b, c) => [*a, *b, *c].map(Step::Truth).to_vec(),
            Truths::Less(Less { yes, no }) => [yes.0, yes.1, no.0, no.1].map(Step::Whole).to_vec(),
            Truths::Equal { a, b } => [a.0, a.1, b.0, b.1].map(Step::Whole).to_vec(),
            Truths::AreZero(a, b) => [*a, *b].map(Step::Whole).to_vec(),
        }
    }
}

impl Whole {
    /// The steps that it is made of.
    pub fn parts(&self) -> Vec<Step> {
        match self {
            Whole::Constant(_) | Whole::End(..) | Whole::Coded(..) => Vec::new(),
            Whole::Scaled(one, _) | Whole::Floor(one, _) => vec![Step::Whole(*one)],
            Whole::Plus(a, b)
            | Whole::Minus(a, b)
            | Whole::Times(a, b)
            | Whole::Lesser(a, b, _)
            | Whole::Greater(a, b, _) => vec![Step::Whole(*a), Step::Whole(*b)],
            Whole::Chosen(by, yes, no, _) => {
                vec![Step::Truth(*by), Step::Whole(*yes), Step::Whole(*no)]
            }
        }
    }
}
