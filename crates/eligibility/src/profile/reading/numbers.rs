//! Numbers as people write them, with the unit of the fact.

use kernel::number_text::{NumberFault, NumberText, parse, parse_range};
use kernel::{Faults, Node};
use num_traits::CheckedMul;

use crate::fact::{Fact, Facts};
use crate::range::{Exact, Range, is_reasonable};
use crate::unit::Unit;

/// A number or an interval `low..high` in the base unit, within what the fact can be at all.
pub(super) fn number(
    node: &Node,
    fact: &Fact,
    unit: &Unit,
    declared: Range,
    facts: &Facts,
    faults: &mut Faults,
) -> Option<Range> {
    let text = node.text(faults)?;
    let mut reading = Reading {
        node,
        fact,
        unit,
        facts,
        faults,
        text,
    };
    let range = reading.range()?;
    let outside = |end: Option<Exact>| {
        end.is_some_and(|end| {
            declared.low.is_some_and(|least| end < least)
                || declared.high.is_some_and(|most| end > most)
        })
    };
    if outside(range.low) || outside(range.high) {
        let shown = |end: Option<Exact>| {
            end.map_or_else(String::new, |end| unit.write(end, kernel::Lang::Ja))
        };
        let (low, high) = (shown(declared.low), shown(declared.high));
        faults.add(
            &node.place,
            "profile-out-of-range",
            [
                ("fact", &fact.id),
                ("found", &text),
                ("low", &low),
                ("high", &high),
            ],
        );
        return None;
    }
    Some(Range {
        low: range.low.or(declared.low),
        high: range.high.or(declared.high),
    })
}

struct Reading<'a> {
    node: &'a Node,
    fact: &'a Fact,
    unit: &'a Unit,
    facts: &'a Facts,
    faults: &'a mut Faults,
    text: &'a str,
}

impl Reading<'_> {
    fn range(&mut self) -> Option<Range> {
        if let Some(range) = self.fraction() {
            return Some(range);
        }
        match parse_range(self.text) {
            Ok(Some(range)) => {
                let low = range.from.as_ref().map(|end| self.exact(end));
                let high = range.to.as_ref().map(|end| self.exact(end));
                Some(Range {
                    low: end(low)?,
                    high: end(high)?,
                })
            }
            Ok(None) => match parse(self.text) {
                Ok(number) => self.exact(&number).map(Range::point),
                Err(fault) => self.refuse(fault),
            },
            Err(fault) => self.refuse(fault),
        }
    }

    /// `1/3` for facts that are a plain ratio.
    fn fraction(&self) -> Option<Range> {
        let (above, below) = self.text.split_once('/')?;
        let above: i64 = above.trim().parse().ok()?;
        let below: i64 = below.trim().parse().ok()?;
        let fits = self.unit.is_ratio() && below > 0;
        fits.then(|| Range::point(Exact::new(i128::from(above), i128::from(below))))
    }

    fn exact(&mut self, number: &NumberText) -> Option<Exact> {
        let unit = if number.unit.is_empty() {
            self.unit
        } else {
            match self.facts.units.find(&number.unit) {
                Some(unit) if unit.measures_same(self.unit) => unit,
                _ => {
                    let expected = crate::compile::unit_word(self.unit);
                    self.faults.add(
                        &self.node.place,
                        "profile-wrong-unit",
                        [
                            ("fact", &self.fact.id),
                            ("found", &number.unit),
                            ("expected", &expected),
                        ],
                    );
                    return None;
                }
            }
        };
        let scale = 10i128.checked_pow(number.scale);
        let value = scale
            .map(|scale| Exact::new(number.digits, scale))
            .and_then(|value| value.checked_mul(&unit.factor));
        let Some(value) = value.filter(|value| is_reasonable(*value)) else {
            return self.refuse(NumberFault::TooLarge);
        };
        if self.unit.is_whole() && !value.is_integer() {
            self.faults.add(
                &self.node.place,
                "profile-not-whole",
                [("fact", &self.fact.id), ("found", &self.text)],
            );
            return None;
        }
        Some(value)
    }

    fn refuse<T>(&mut self, fault: NumberFault) -> Option<T> {
        let key = match fault {
            NumberFault::Empty | NumberFault::NotANumber => "profile-not-a-number",
            NumberFault::BadSeparator => "profile-bad-separator",
            NumberFault::Scientific => "profile-scientific",
            NumberFault::TooLarge => "profile-too-large",
            NumberFault::UnclearRange => "profile-unclear-range",
            NumberFault::ReversedRange => "profile-reversed-range",
        };
        self.faults.add(
            &self.node.place,
            key,
            [("fact", &self.fact.id), ("found", &self.text)],
        );
        None
    }
}

/// An end that was written must have been read.
fn end(read: Option<Option<Exact>>) -> Option<Option<Exact>> {
    match read {
        None => Some(None),
        Some(None) => None,
        Some(some) => Some(some),
    }
}
