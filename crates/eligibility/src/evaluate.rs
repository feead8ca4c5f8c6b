//! The value of a compiled rule for one profile: three-valued conditions, intervals of numbers.
//! Always sound: a decided answer stays the same however the unknown facts turn out.

mod costs;
mod dates;
mod lists;
mod missing;

use std::cell::Cell;

use kernel::{Date, FiscalYear};

use crate::formula::{Calc, Comparison, Cond, Day, Num, Source, in_force};
use crate::language::Quantity;
use crate::profile::{Profile, Value};
use crate::range::{Exact, ONE, Range, Truth, ZERO};

pub(crate) use costs::LazyCosts;
pub(crate) use missing::Missing;

/// What a rule is looked at with: a profile, a day, and what has been computed before.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub profile: &'a Profile,
    pub on: Date,
    /// The record of the list that is being looked at.
    pub record: Option<&'a [Value]>,
    pub costs: Option<&'a LazyCosts<'a>>,
    pub memo: &'a Memo,
    /// Conditions that are taken for decided, though nothing known decides them.
    pub assumed: &'a [(&'a Cond, bool)],
}

/// What the shared definitions say of one applicant on one day: `sme` is asked by dozens of programmes.
#[derive(Default)]
pub(crate) struct Memo([Cell<Option<Truth>>; 32]);

impl<'a> Scene<'a> {
    pub(crate) fn new(profile: &'a Profile, on: Date, memo: &'a Memo) -> Scene<'a> {
        Scene {
            profile,
            on,
            record: None,
            costs: None,
            memo,
            assumed: &[],
        }
    }

    #[inline]
    pub(crate) fn value(&self, source: Source) -> &'a Value {
        match source {
            Source::Fact(id) => self.profile.get(id),
            Source::Field { index, .. } => self
                .record
                .map_or(&Value::Unknown, |record| &record[index as usize]),
        }
    }

    pub(crate) fn with_record(self, record: &'a [Value]) -> Scene<'a> {
        Scene {
            record: Some(record),
            ..self
        }
    }

    pub(crate) fn day(&self, day: &Day) -> Option<Date> {
        dates::day(day, self)
    }

    /// Whether a condition holds.
    pub(crate) fn truth(&self, cond: &Cond) -> Truth {
        match self.told(cond) {
            Truth::Unknown => self.assumption(cond),
            decided => decided,
        }
    }

    #[inline]
    fn assumption(&self, cond: &Cond) -> Truth {
        let mut assumed = self.assumed.iter();
        let found = assumed.find(|(about, _)| std::ptr::eq(*about, cond));
        Truth::from(found.map(|(_, holds)| *holds))
    }

    fn told(&self, cond: &Cond) -> Truth {
        match cond {
            Cond::Constant(value) => Truth::from(*value),
            Cond::NotStated => Truth::Unknown,
            Cond::Fact(source) => match self.value(*source) {
                Value::YesNo(value) => Truth::from(*value),
                _ => Truth::Unknown,
            },
            Cond::Not(inner) => !self.truth(inner),
            Cond::All(parts) => {
                let mut all = Truth::Yes;
                for part in parts {
                    all = all.and(self.truth(part));
                    if all == Truth::No {
                        break;
                    }
                }
                all
            }
            Cond::Any(parts) => {
                let mut any = Truth::No;
                for part in parts {
                    any = any.or(self.truth(part));
                    if any == Truth::Yes {
                        break;
                    }
                }
                any
            }
            Cond::Compare(comparison, left, right) => {
                // The plain comparison of a fact with a number is by far the most frequent one.
                if let (Num::Fact(source, _), Num::Literal(limit, _)) = (left, right)
                    && let Value::Number(range) = self.value(*source)
                {
                    return match comparison {
                        Comparison::Less => range.below(*limit),
                        Comparison::AtLeast => !range.below(*limit),
                        Comparison::More => range.above(*limit),
                        Comparison::AtMost => !range.above(*limit),
                        Comparison::Equal => range.equal(&Range::point(*limit)),
                        Comparison::Unequal => !range.equal(&Range::point(*limit)),
                    };
                }
                // So is "one year has passed since …", for which counting days would be a detour.
                if let (Num::Elapsed(from, to), Num::Literal(months, _)) = (left, right)
                    && let Some(months) = dates::whole_months(*months)
                {
                    let days = self.day(from).zip(self.day(to));
                    return Truth::from(days.map(|(from, to)| {
                        ordered(*comparison, to.cmp(&dates::later(from, months)))
                    }));
                }
                compare(*comparison, &self.number(left), &self.number(right))
            }
            Cond::CompareDates(comparison, left, right) => {
                let days = self.day(left).zip(self.day(right));
                Truth::from(days.map(|(a, b)| ordered(*comparison, a.cmp(&b))))
            }
            Cond::OneOf(source, bits) => match self.value(*source) {
                Value::Choice(index) => Truth::from(bits >> index & 1 == 1),
                _ => Truth::Unknown,
            },
            Cond::Has(source, quantity, bits) => match self.value(*source) {
                Value::Choices(chosen) => Truth::from(match quantity {
                    Quantity::Any => chosen & bits != 0,
                    Quantity::All => chosen & bits == *bits,
                    Quantity::None => chosen & bits == 0,
                }),
                _ => Truth::Unknown,
            },
            Cond::Industry(source, set) => match self.value(*source) {
                Value::Industry(codes) => {
                    codes.iter().fold(Truth::No, |found, (code, revision)| {
                        found.or(Truth::from(set.1.contains(code, *revision)))
                    })
                }
                _ => Truth::Unknown,
            },
            Cond::TextIs(source, texts, _) => match self.value(*source) {
                Value::Text(folded, _) => Truth::from(texts.contains(folded)),
                _ => Truth::Unknown,
            },
            Cond::If(condition, yes, no) => match self.truth(condition) {
                Truth::Yes => self.truth(yes),
                Truth::No => self.truth(no),
                Truth::Unknown => match (self.truth(yes), self.truth(no)) {
                    (a, b) if a == b => a,
                    _ => Truth::Unknown,
                },
            },
            Cond::Over { fold, list, filter } => self.over(*fold, *list, filter),
            Cond::Holds {
                certificates,
                kind,
                day,
            } => self.holds(*certificates, *kind, day),
            Cond::Awarded {
                awards,
                programmes,
                year,
            } => self.awarded(*awards, programmes, year),
            Cond::Receiving {
                receiving,
                programmes,
            } => match self.profile.get(*receiving) {
                Value::Receiving(ids) => Truth::from(ids.iter().any(|id| programmes.contains(id))),
                _ => Truth::Unknown,
            },
            Cond::Defined(definition) => {
                if let decided @ (Truth::Yes | Truth::No) = self.assumption(cond) {
                    return decided;
                }
                let known = self.memo.0.get(definition.number);
                if let Some(truth) = known.and_then(Cell::get) {
                    return truth;
                }
                let truth = match in_force(&definition.editions, self.on) {
                    Some(means) => self.truth(means),
                    None => Truth::Unknown,
                };
                if let Some(known) = known {
                    known.set(Some(truth));
                }
                truth
            }
            Cond::ByDate(editions) => match in_force(editions, self.on) {
                Some(cond) => self.truth(cond),
                None => Truth::Unknown,
            },
        }
    }

    /// All values that a number can have.
    pub(crate) fn number(&self, num: &Num) -> Range {
        match num {
            Num::Literal(value, _) => Range::point(*value),
            Num::Fact(source, about) => match self.value(*source) {
                Value::Number(range) => *range,
                _ => about.1,
            },
            Num::FiscalYear => Range::whole(i128::from(FiscalYear::containing(self.on).year())),
            Num::Negative(inner) => self.number(inner).negated(),
            Num::InUnit(inner, unit) => self.number(inner).divided_by(Range::point(unit.factor)),
            Num::Calc(calc, left, right) => {
                let (a, b) = (self.number(left), self.number(right));
                match calc {
                    Calc::Plus => a.plus(b),
                    Calc::Minus => a.minus(b),
                    Calc::Times => a.times(b),
                    Calc::Divided => a.divided_by(b),
                }
            }
            Num::Least(parts) => self.extreme(parts, Range::min),
            Num::Most(parts) => self.extreme(parts, Range::max),
            Num::Round(rounding, value, step) => {
                let (value, step) = (self.number(value), self.number(step));
                match step.single().filter(|step| *step > ZERO) {
                    None => Range::ANY,
                    Some(step) => Range {
                        low: value.low.and_then(|v| rounding.apply(v, step)),
                        high: value.high.and_then(|v| rounding.apply(v, step)),
                    },
                }
            }
            Num::Change(new, old) => self.change(new, old),
            Num::Fall(new, old) => self.change(new, old).negated(),
            Num::Elapsed(from, to) => self.days(from, to, dates::months_between),
            Num::Days(from, to) => self.days(from, to, dates::days_between),
            Num::Age(born, day) => self.days(born, day, dates::completed_years_in_months),
            Num::If(condition, yes, no) => match self.truth(condition) {
                Truth::Yes => self.number(yes),
                Truth::No => self.number(no),
                Truth::Unknown => self.number(yes).hull(self.number(no)),
            },
            Num::Marginal(of, bands, _) => self.marginal(of, bands),
            Num::Over {
                fold,
                list,
                value,
                filter,
            } => self.folded(*fold, *list, value, filter),
            Num::Awards {
                measure,
                awards,
                programmes,
            } => self.awards(*measure, *awards, programmes),
            Num::AwardsFrom {
                awards,
                programmes,
                year,
            } => self.awards_from(*awards, programmes, year),
            Num::EligibleCost(item) => match (self.costs.map(|costs| costs.of(self)), item) {
                (None, _) => Range::at_least_zero(),
                (Some(costs), None) => costs.total,
                (Some(costs), Some(index)) => costs.items[*index],
            },
            Num::Defined(definition) => match in_force(&definition.editions, self.on) {
                Some(means) => self.number(means),
                None => Range::ANY,
            },
            Num::ByDate(editions) => match in_force(editions, self.on) {
                Some(value) => self.number(value),
                None => Range::ANY,
            },
            Num::NotStated(range) => *range,
        }
    }

    fn extreme(&self, parts: &[Num], choose: impl Fn(Range, Range) -> Range) -> Range {
        let mut ranges = parts.iter().map(|part| self.number(part));
        let first = ranges.next().unwrap_or(Range::ANY);
        ranges.fold(first, choose)
    }

    /// (new − old) ÷ old = new ÷ old − 1; written with each number once, so that the interval is tight.
    fn change(&self, new: &Num, old: &Num) -> Range {
        self.number(new)
            .divided_by(self.number(old))
            .minus(Range::point(ONE))
    }

    fn days(&self, from: &Day, to: &Day, between: impl Fn(Date, Date) -> Exact) -> Range {
        match self.day(from).zip(self.day(to)) {
            Some((from, to)) => Range::point(between(from, to)),
            None => Range::ANY,
        }
    }

    /// Each band's rate for the part of the number that lies in it.
    fn marginal(&self, of: &Num, bands: &[(Option<Exact>, Num)]) -> Range {
        let of = self.number(of);
        let mut total = Range::point(ZERO);
        let mut below = Range::point(ZERO);
        for (end, rate) in bands {
            let within = match end {
                Some(end) => of.min(Range::point(*end)),
                None => of,
            };
            let part = within.minus(below);
            total = total.plus(part.not_negative().times(self.number(rate)));
            if let Some(end) = end {
                below = Range::point(*end);
            }
        }
        total
    }
}

fn compare(comparison: Comparison, a: &Range, b: &Range) -> Truth {
    match comparison {
        Comparison::Less => a.less(b),
        Comparison::AtLeast => !a.less(b),
        Comparison::More => b.less(a),
        Comparison::AtMost => !b.less(a),
        Comparison::Equal => a.equal(b),
        Comparison::Unequal => !a.equal(b),
    }
}

fn ordered(comparison: Comparison, order: std::cmp::Ordering) -> bool {
    match comparison {
        Comparison::Less => order.is_lt(),
        Comparison::AtMost => order.is_le(),
        Comparison::More => order.is_gt(),
        Comparison::AtLeast => order.is_ge(),
        Comparison::Equal => order.is_eq(),
        Comparison::Unequal => order.is_ne(),
    }
}
