//! Steps as instructions: where their operands are and where the result goes.

use std::collections::HashMap;

use kernel::Date;

use super::schedule::{Part, Places, money, parts};
use super::{NULL, byte};
use crate::evaluate::{Memo, Scene};
use crate::fact::{FactId, Facts};
use crate::formula::{Cond, Num};
use crate::profile::{Profile, Value};
use crate::range::{Exact, Range};
use crate::registry::{Coded, Column, Days, Registry};
use crate::settled::{Less, Settled, Side, Step, TruthId, Truths, Whole, WholeId};

/// A place among the truths, or among the whole numbers.
pub(super) type Place = usize;

pub(super) enum Op<'a> {
    Truth(Place, TruthOp<'a>),
    Whole(Place, WholeOp<'a>),
}

pub(super) enum TruthOp<'a> {
    Constant(u8),
    Flags(&'a [u8]),
    Coded(&'a Coded, Vec<u8>),
    Within(&'a [i32], i32, i32),
    Not(Place),
    All(Vec<Place>),
    Any(Vec<Place>),
    If(Place, Place, Place),
    Less([Place; 4]),
    Equal([Place; 4]),
    IsNo(Place),
    IsYes(Place),
    AreZero(Place, Place),
}

pub(super) enum WholeOp<'a> {
    Constant(i64),
    /// Values, what stands for none among them, and what is taken instead.
    Numbers(&'a [i64], i64, i64),
    Coded(&'a Coded, Vec<i64>),
    Plus(Place, Place),
    Minus(Place, Place),
    Times(Place, Place),
    Scaled(Place, i64),
    Floor(Place, i64),
    Lesser(Place, Place, crate::settled::Nulls),
    Greater(Place, Place, crate::settled::Nulls),
    Chosen(Place, Place, Place, Side),
}

/// What is run for one programme, and where its answers are then.
pub(super) struct Piece<'a> {
    pub first: Vec<Op<'a>>,
    pub then: Vec<Op<'a>>,
    pub verdict: Place,
    /// Whether there is an amount, its lower and its upper end.
    pub money: Option<(Place, Place, Place)>,
}

pub(super) struct Code<'a> {
    pub pieces: Vec<Piece<'a>>,
    pub truths: usize,
    pub wholes: usize,
}

pub(super) fn code<'a>(settled: &Settled, registry: &'a Registry, facts: &Facts) -> Code<'a> {
    let parts = parts(settled);
    let mut writer = Writer {
        settled,
        registry,
        lookup: Lookup {
            blank: Profile::unknown(facts),
            on: settled.on,
        },
        last: last_uses(settled, &parts),
        places: HashMap::new(),
        truths: Places::default(),
        wholes: Places::default(),
        now: 0,
    };
    let pieces = parts.iter().zip(&settled.programmes).map(|(part, ready)| {
        let first = writer.ops(&part.first);
        let then = writer.ops(&part.then);
        let piece = Piece {
            first,
            then,
            verdict: writer.truth(ready.verdict),
            money: ready.money.map(|money| {
                let given = writer.truth(money.given);
                (given, writer.whole(money.low), writer.whole(money.high))
            }),
        };
        writer.finish();
        piece
    });
    let pieces = pieces.collect();
    Code {
        pieces,
        truths: writer.truths.count,
        wholes: writer.wholes.count,
    }
}

/// When each step is used for the last time; the end of a programme counts as one moment more.
fn last_uses(settled: &Settled, parts: &[Part]) -> HashMap<Step, usize> {
    let mut last = HashMap::new();
    let mut now = 0;
    for (part, ready) in parts.iter().zip(&settled.programmes) {
        for step in part.first.iter().chain(&part.then) {
            let used = match step {
                Step::Truth(id) => settled.graph.truth(*id).parts(),
                Step::Whole(id) => settled.graph.whole(*id).parts(),
            };
            for one in used {
                last.insert(one, now);
            }
            last.insert(*step, now);
            now += 1;
        }
        for step in money(ready).into_iter().chain([Step::Truth(ready.verdict)]) {
            last.insert(step, now);
        }
        now += 1;
    }
    last
}

struct Writer<'a, 's> {
    settled: &'s Settled,
    registry: &'a Registry,
    lookup: Lookup,
    last: HashMap<Step, usize>,
    places: HashMap<Step, Place>,
    truths: Places,
    wholes: Places,
    now: usize,
}

impl<'a> Writer<'a, '_> {
    fn ops(&mut self, steps: &[Step]) -> Vec<Op<'a>> {
        let mut ops = Vec::new();
        for step in steps {
            // The result never lies where an operand is: places are given back afterwards.
            let (op, parts) = match step {
                Step::Truth(id) => {
                    let place = self.truths.take();
                    self.places.insert(*step, place);
                    let op = Op::Truth(place, self.truth_op(*id));
                    (op, self.settled.graph.truth(*id).parts())
                }
                Step::Whole(id) => {
                    let place = self.wholes.take();
                    self.places.insert(*step, place);
                    let op = Op::Whole(place, self.whole_op(*id));
                    (op, self.settled.graph.whole(*id).parts())
                }
            };
            ops.push(op);
            self.give_back(parts);
            self.now += 1;
        }
        ops
    }

    /// After a programme's answers have been handed out.
    fn finish(&mut self) {
        let all: Vec<Step> = self.places.keys().copied().collect();
        self.give_back(all);
        self.now += 1;
    }

    fn give_back(&mut self, steps: Vec<Step>) {
        for step in steps {
            if self.last.get(&step).is_some_and(|last| *last > self.now) {
                continue;
            }
            if let Some(place) = self.places.remove(&step) {
                match step {
                    Step::Truth(_) => self.truths.give(place),
                    Step::Whole(_) => self.wholes.give(place),
                }
            }
        }
    }

    fn truth(&self, id: TruthId) -> Place {
        self.places[&Step::Truth(id)]
    }

    fn whole(&self, id: WholeId) -> Place {
        self.places[&Step::Whole(id)]
    }

    fn truth_op(&self, id: TruthId) -> TruthOp<'a> {
        let truths = |all: &[TruthId]| all.iter().map(|one| self.truth(*one)).collect();
        let wholes = |all: [WholeId; 4]| all.map(|one| self.whole(one));
        match self.settled.graph.truth(id) {
            Truths::Constant(truth) => TruthOp::Constant(byte(*truth)),
            Truths::YesNo(fact) => match self.registry.column(*fact) {
                Some(Column::YesNo(flags)) => TruthOp::Flags(flags.all()),
                _ => TruthOp::Constant(super::UNKNOWN),
            },
            Truths::Coded(fact, cond) => match self.registry.column(*fact) {
                Some(Column::Coded(coded)) => {
                    TruthOp::Coded(coded, self.lookup.truths(*fact, coded, cond))
                }
                _ => TruthOp::Constant(super::UNKNOWN),
            },
            Truths::Within(fact, from, to) => match self.registry.column(*fact) {
                Some(Column::Days(days)) => {
                    let number = |day: Date| Days::number(day).expect("a day of a registry");
                    TruthOp::Within(days.all(), number(*from), number(*to))
                }
                _ => TruthOp::Constant(super::UNKNOWN),
            },
            Truths::Not(one) => TruthOp::Not(self.truth(*one)),
            Truths::All(all) => TruthOp::All(truths(all)),
            Truths::Any(all) => TruthOp::Any(truths(all)),
            Truths::If(by, yes, no) => {
                TruthOp::If(self.truth(*by), self.truth(*yes), self.truth(*no))
            }
            Truths::Less(Less { yes, no }) => TruthOp::Less(wholes([yes.0, yes.1, no.0, no.1])),
            Truths::Equal { a, b } => TruthOp::Equal(wholes([a.0, a.1, b.0, b.1])),
            Truths::IsNo(one) => TruthOp::IsNo(self.truth(*one)),
            Truths::IsYes(one) => TruthOp::IsYes(self.truth(*one)),
            Truths::AreZero(a, b) => TruthOp::AreZero(self.whole(*a), self.whole(*b)),
        }
    }

    fn whole_op(&self, id: WholeId) -> WholeOp<'a> {
        let at = |one: &WholeId| self.whole(*one);
        match self.settled.graph.whole(id) {
            Whole::Constant(value) => WholeOp::Constant(value.unwrap_or(NULL)),
            Whole::End(fact, side, declared) => {
                let instead = declared.unwrap_or(NULL);
                match self.registry.column(*fact) {
                    Some(Column::Numbers(numbers)) => match (side, numbers.high()) {
                        (Side::High, Some(high)) => WholeOp::Numbers(high, i64::MAX, instead),
                        _ => WholeOp::Numbers(numbers.low(), i64::MIN, instead),
                    },
                    _ => WholeOp::Constant(instead),
                }
            }
            Whole::Coded(fact, side, num) => match self.registry.column(*fact) {
                Some(Column::Coded(coded)) => {
                    WholeOp::Coded(coded, self.lookup.wholes(*fact, coded, num, *side))
                }
                _ => WholeOp::Constant(NULL),
            },
            Whole::Plus(a, b) => WholeOp::Plus(at(a), at(b)),
            Whole::Minus(a, b) => WholeOp::Minus(at(a), at(b)),
            Whole::Times(a, b) => WholeOp::Times(at(a), at(b)),
            Whole::Scaled(a, by) => WholeOp::Scaled(at(a), *by),
            Whole::Floor(a, by) => WholeOp::Floor(at(a), *by),
            Whole::Lesser(a, b, nulls) => WholeOp::Lesser(at(a), at(b), *nulls),
            Whole::Greater(a, b, nulls) => WholeOp::Greater(at(a), at(b), *nulls),
            Whole::Chosen(by, yes, no, side) => {
                WholeOp::Chosen(self.truth(*by), at(yes), at(no), *side)
            }
        }
    }
}

/// Asks the engine itself about each distinct value of a fact.
struct Lookup {
    blank: Profile,
    on: Date,
}

impl Lookup {
    fn truths(&self, fact: FactId, coded: &Coded, cond: &Cond) -> Vec<u8> {
        self.each(fact, coded, |scene| byte(scene.truth(cond)))
    }

    fn wholes(&self, fact: FactId, coded: &Coded, num: &Num, side: Side) -> Vec<i64> {
        self.each(fact, coded, |scene| {
            let Range { low, high } = scene.number(num);
            let end = match side {
                Side::Low => low,
                Side::High => high,
            };
            let whole = |end: Exact| i64::try_from(end.to_integer()).unwrap_or(NULL);
            end.map_or(NULL, whole)
        })
    }

    fn each<T>(&self, fact: FactId, coded: &Coded, ask: impl Fn(&Scene<'_>) -> T) -> Vec<T> {
        let mut profile = self.blank.clone();
        let values = coded.values().iter();
        values
            .map(|value: &Value| {
                profile.set(fact, value.clone());
                let memo = Memo::default();
                ask(&Scene::new(&profile, self.on, &memo))
            })
            .collect()
    }
}
