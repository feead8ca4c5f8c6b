//! Steps as instructions: where their operands are and where the result goes.

use std::collections::HashMap;

use kernel::Date;

use super::limits::{Way, limit};
use super::schedule::{Part, Places, needed, parts};
use super::{NULL, UNKNOWN, byte};
use crate::evaluate::{Memo, Scene};
use crate::fact::{FactId, Facts};
use crate::formula::{Cond, Num};
use crate::profile::{Profile, Value};
use crate::range::{Exact, Range};
use crate::registry::{Coded, Column, Counts, Days, Registry};
use crate::settled::{Less, Nulls, Settled, Side, Step, TruthId, Truths, Whole, WholeId};

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
    Within(&'a [i32], (i32, i32)),
    /// A count against a limit; what holds where there is none.
    Limit(&'a Counts, (Way, i64, u8)),
    Not(Place),
    All(Vec<Place>),
    Any(Vec<Place>),
    If(Place, Place, Place),
    Less([Place; 4]),
    Equal([Place; 4]),
    IsNo(Place),
    IsYes(Place),
    AreZero(Place, Place),
    /// What the verdict has worked out, of those who are picked.
    Picked(Place),
}

pub(super) enum WholeOp<'a> {
    Constant(i64),
    /// Ends, what stands for none among them, and what is taken instead.
    Ends(&'a Counts, (i64, i64)),
    Coded(&'a Coded, Vec<i64>),
    Plus(Place, Place),
    Minus(Place, Place),
    Times(Place, Place),
    Scaled(Place, i64),
    Floor(Place, i64),
    Lesser(Place, Place, Nulls),
    Greater(Place, Place, Nulls),
    Chosen(Place, Place, Place, Side),
}

/// What is run for one programme, and where its answers are then.
pub(super) struct Piece<'a> {
    pub verdict: Vec<Op<'a>>,
    pub verdict_at: Place,
    /// Run for those alone who are not refused.
    pub money: Vec<Op<'a>>,
    /// Whether there is an amount, its lower and its upper end.
    pub money_at: Option<(Place, Place, Place)>,
}

/// So many places for truths and for whole numbers.
#[derive(Clone, Copy, Default)]
pub(super) struct Room {
    pub truths: usize,
    pub wholes: usize,
}

pub(super) struct Code<'a> {
    pub pieces: Vec<Piece<'a>>,
    /// For verdicts, and for amounts.
    pub rooms: [Room; 2],
}

pub(super) fn code<'a>(settled: &Settled, registry: &'a Registry, facts: &Facts) -> Code<'a> {
    let parts = parts(settled);
    let lookup = Lookup {
        blank: Profile::unknown(facts),
        on: settled.on,
    };
    let writer = || Writer {
        settled,
        registry,
        lookup: &lookup,
        last: HashMap::new(),
        truths: Places::default(),
        wholes: Places::default(),
        now: 0,
    };
    let (mut verdicts, mut amounts) = (writer(), writer());
    verdicts.last = last_uses(settled, &parts);
    let mut pieces = Vec::new();
    for (part, ready) in parts.iter().zip(&settled.programmes) {
        let verdict = verdicts.ops(&part.verdict);
        // Amounts keep all their places to the end: there are few.
        for id in &part.picked {
            amounts.truths.take(id.0);
        }
        let picked = part.picked.iter().map(|id| {
            let from = verdicts.truths.of(id.0);
            Op::Truth(amounts.truths.of(id.0), TruthOp::Picked(from))
        });
        let mut money: Vec<Op<'a>> = picked.collect();
        money.extend(amounts.ops(&part.money));
        pieces.push(Piece {
            verdict,
            verdict_at: verdicts.truth(ready.verdict),
            money,
            money_at: ready.money.map(|money| {
                let ends = (amounts.whole(money.low), amounts.whole(money.high));
                (amounts.truth(money.given), ends.0, ends.1)
            }),
        });
        verdicts.end_of_programme();
        amounts.truths.give_back_all();
        amounts.wholes.give_back_all();
    }
    Code {
        pieces,
        rooms: [verdicts.room(), amounts.room()],
    }
}

/// When each step is used for the last time by a verdict; the end of a programme, when its amount picks truths from its
/// verdict, is one moment more.
fn last_uses(settled: &Settled, parts: &[Part]) -> HashMap<Step, usize> {
    let mut last = HashMap::new();
    let mut now = 0;
    for (part, ready) in parts.iter().zip(&settled.programmes) {
        for step in &part.verdict {
            for one in needed(settled, *step) {
                last.insert(one, now);
            }
            last.insert(*step, now);
            now += 1;
        }
        last.insert(Step::Truth(ready.verdict), now);
        for id in &part.picked {
            last.insert(Step::Truth(*id), now);
        }
        now += 1;
    }
    last
}

struct Writer<'a, 's> {
    settled: &'s Settled,
    registry: &'a Registry,
    lookup: &'s Lookup,
    /// Empty where all places are kept.
    last: HashMap<Step, usize>,
    truths: Places,
    wholes: Places,
    now: usize,
}

impl<'a> Writer<'a, '_> {
    fn ops(&mut self, steps: &[Step]) -> Vec<Op<'a>> {
        let mut ops = Vec::new();
        for step in steps {
            // The result never lies where an operand is: places are given back afterwards.
            ops.push(match step {
                Step::Truth(id) => Op::Truth(self.truths.take(id.0), self.truth_op(*id)),
                Step::Whole(id) => Op::Whole(self.wholes.take(id.0), self.whole_op(*id)),
            });
            for one in needed(self.settled, *step) {
                self.give_back(one);
            }
            self.now += 1;
        }
        ops
    }

    fn end_of_programme(&mut self) {
        let over = self.last.iter().filter(|(_, last)| **last == self.now);
        let over: Vec<Step> = over.map(|(step, _)| *step).collect();
        for step in over {
            self.give_back(step);
        }
        self.now += 1;
    }

    fn give_back(&mut self, step: Step) {
        if self.last.get(&step).is_none_or(|last| *last > self.now) {
            return;
        }
        match step {
            Step::Truth(id) => self.truths.give_back(id.0),
            Step::Whole(id) => self.wholes.give_back(id.0),
        }
    }

    fn room(&self) -> Room {
        Room {
            truths: self.truths.count,
            wholes: self.wholes.count,
        }
    }

    fn truth(&self, id: TruthId) -> Place {
        self.truths.of(id.0)
    }

    fn whole(&self, id: WholeId) -> Place {
        self.wholes.of(id.0)
    }

    fn truth_op(&self, id: TruthId) -> TruthOp<'a> {
        let truths = |all: &[TruthId]| all.iter().map(|one| self.truth(*one)).collect();
        let wholes = |all: [WholeId; 4]| all.map(|one| self.whole(one));
        if let Some(limit) = limit(self.settled, id) {
            let about = (limit.way, limit.limit, byte(limit.unknown));
            return match self.registry.column(limit.fact) {
                Some(Column::Numbers(numbers)) => TruthOp::Limit(numbers.low(), about),
                _ => TruthOp::Constant(about.2),
            };
        }
        match self.settled.graph.truth(id) {
            Truths::Constant(truth) => TruthOp::Constant(byte(*truth)),
            Truths::YesNo(fact) => match self.registry.column(*fact) {
                Some(Column::YesNo(flags)) => TruthOp::Flags(flags.all()),
                _ => TruthOp::Constant(UNKNOWN),
            },
            Truths::Coded(fact, cond) => match self.registry.column(*fact) {
                Some(Column::Coded(coded)) => {
                    TruthOp::Coded(coded, self.lookup.truths(*fact, coded, cond))
                }
                _ => TruthOp::Constant(UNKNOWN),
            },
            Truths::Within(fact, from, to) => match self.registry.column(*fact) {
                Some(Column::Days(days)) => {
                    let number = |day: Date| Days::number(day).expect("a day of a registry");
                    TruthOp::Within(days.all(), (number(*from), number(*to)))
                }
                _ => TruthOp::Constant(UNKNOWN),
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
                        (Side::High, Some(high)) => WholeOp::Ends(high, (i64::MAX, instead)),
                        _ => WholeOp::Ends(numbers.low(), (i64::MIN, instead)),
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

    fn each<T: Copy>(&self, fact: FactId, coded: &Coded, ask: impl Fn(&Scene<'_>) -> T) -> Vec<T> {
        let mut profile = self.blank.clone();
        let mut asked = |value: &Value| {
            profile.set(fact, value.clone());
            let memo = Memo::default();
            ask(&Scene::new(&profile, self.on, &memo))
        };
        let mut table: Vec<T> = coded.values().iter().map(&mut asked).collect();
        // As long as all codes of a byte, so that nothing has to be checked when one is looked up.
        let unknown = table[0];
        table.resize(table.len().max(256), unknown);
        table
    }
}
