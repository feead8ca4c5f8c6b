//! Reads how much is granted.

use kernel::{Faults, Fields, Node};
use num_traits::Zero;

use super::{Amount, Condition, Limits, Measure, Part};
use crate::accepted::read_accepted;
use crate::compile::{Compiler, Context, Names};
use crate::formula::{Cond, Num};
use crate::language::{ExprNode, parse};
use crate::range::{Exact, ONE, Rounding, ZERO};
use crate::unit::Unit;

/// Reads an amount and, when it has a minimum grant, the condition that comes with it.
pub(super) fn read_amount(
    node: &Node,
    over_courses: bool,
    names: &Names<'_>,
    context: &Context,
    faults: &mut Faults,
) -> Option<(Amount, Option<Condition>)> {
    if node.word() == Some("not stated") {
        let amount = Amount {
            not_stated: true,
            ..Amount::default()
        };
        return Some((amount, None));
    }
    let mut fields = node.fields(faults)?;
    let mut reading = Reading {
        names,
        context,
        faults,
    };
    let minimum = fields
        .optional("minimum_grant")
        .and_then(|node| reading.yen(node));
    let parts_node = fields.optional("parts");
    let mut amount = Amount::default();
    if let Some(parts) = parts_node {
        amount.limits = reading.limits(&mut fields);
        let mut seen: Vec<String> = Vec::new();
        for part in parts.items(reading.faults).unwrap_or_default() {
            let Some(part_read) = reading.part(part) else {
                continue;
            };
            if let Some(id) = &part_read.id {
                if seen.contains(id) {
                    reading.faults.add(&part.place, "part-twice", [("id", id)]);
                }
                seen.push(id.clone());
            }
            amount.parts.push(part_read);
        }
    } else {
        amount.limits = reading.limits(&mut fields);
        if !over_courses {
            let measure = reading.measure(&mut fields, node)?;
            amount.parts.push(Part {
                id: None,
                label: None,
                when: None,
                measure,
                limits: Limits::default(),
            });
        }
    }
    read_accepted(&mut fields, reading.faults);
    fields.finish(reading.faults);
    let minimum = minimum.map(|minimum| Condition {
        minimum_grant: Some(minimum),
        ..Condition::plain("minimum-grant", Cond::Constant(true), &node.place)
    });
    Some((amount, minimum))
}

struct Reading<'a, 'n> {
    names: &'a Names<'n>,
    context: &'a Context,
    faults: &'a mut Faults,
}

impl Reading<'_, '_> {
    fn unit(&self, id: &str) -> Unit {
        let found = self.names.facts.units.find(id);
        found.cloned().unwrap_or_else(Unit::ratio)
    }

    fn number(&mut self, node: &Node, unit: &Unit) -> Option<Num> {
        Compiler::new(self.names, self.context, self.faults).number_slot(node, unit)
    }

    fn yen(&mut self, node: &Node) -> Option<Num> {
        let yen = self.unit("yen");
        self.number(node, &yen)
    }

    /// Yen that are written as a number are never below zero.
    fn not_negative(&mut self, node: &Node) -> Option<Num> {
        let num = self.yen(node)?;
        if written(&num).any(|value| value < ZERO) {
            self.faults.add(&node.place, "amount-negative", []);
            return None;
        }
        Some(num)
    }

    /// A rate that is written as a number lies between 0 and 1.
    fn rate(&mut self, node: &Node) -> Option<Num> {
        let num = self.number(node, &Unit::ratio())?;
        if written(&num).any(|value| value < ZERO || value > ONE) {
            self.faults.add(&node.place, "amount-bad-rate", []);
            return None;
        }
        Some(num)
    }

    fn part(&mut self, node: &Node) -> Option<Part> {
        let mut fields = node.fields(self.faults)?;
        let id = fields.required_text("id", self.faults);
        let label = fields.required_bilingual("label", self.faults);
        let when_node = fields.optional("when");
        let when = when_node.and_then(|node| {
            Compiler::new(self.names, self.context, self.faults).condition_slot(node)
        });
        let limits = self.limits(&mut fields);
        let measure = self.measure(&mut fields, node);
        read_accepted(&mut fields, self.faults);
        fields.finish(self.faults);
        if when_node.is_some() && when.is_none() {
            return None;
        }
        Some(Part {
            id: Some(id?),
            label,
            when,
            measure: measure?,
            limits,
        })
    }

    fn measure(&mut self, fields: &mut Fields<'_>, node: &Node) -> Option<Measure> {
        let base = fields.optional("base");
        let less = fields.optional("less");
        let rate = fields.optional("rate");
        let each = fields.optional("each");
        let per = fields.optional("per");
        let at_least = fields.optional("at_least");
        let at_most = fields.optional("at_most");
        match (base, each, per) {
            (Some(base), None, None) if at_least.is_none() && at_most.is_none() => {
                let base = self.yen(base);
                let less_num = less.map(|node| self.yen(node));
                let rate_num = rate.map(|node| self.rate(node));
                Some(Measure::Share {
                    base: base?,
                    less: optional(less_num)?,
                    rate: optional(rate_num)?,
                })
            }
            (None, Some(each), Some(per)) if less.is_none() && rate.is_none() => {
                let each = self.not_negative(each);
                let (per, unit) = self.count(per)?;
                let at_least = at_least.map(|node| self.number(node, &unit));
                let at_most = at_most.map(|node| self.number(node, &unit));
                Some(Measure::PerUnit {
                    each: each?,
                    per,
                    unit: Box::new(unit),
                    at_least: optional(at_least)?,
                    at_most: optional(at_most)?,
                })
            }
            _ => {
                self.faults.add(&node.place, "amount-measure", []);
                None
            }
        }
    }

    /// A count of any unit but yen.
    fn count(&mut self, node: &Node) -> Option<(Num, Unit)> {
        let mut compiler = Compiler::new(self.names, self.context, self.faults);
        let expr = compiler.parse(node)?;
        let measured = compiler.number(node, &expr)?;
        let unit = measured.unit.unwrap_or_else(Unit::ratio);
        if unit.is_mixed() {
            self.faults.add(&node.place, "rule-mixed-units", []);
            return None;
        }
        if unit.is_yen() {
            self.faults.add(&node.place, "amount-per-yen", []);
            return None;
        }
        Some((measured.num, unit))
    }

    fn limits(&mut self, fields: &mut Fields<'_>) -> Limits {
        let cap = fields.optional("cap");
        let cap = cap.and_then(|node| self.not_negative(node));
        let floor = fields.optional("floor");
        let floor = floor.and_then(|node| self.not_negative(node));
        let rounding = fields
            .optional("rounding")
            .and_then(|node| self.rounding(node));
        Limits {
            cap,
            floor,
            rounding,
        }
    }

    /// `down to 1000円`, `up to 1000円`, `nearest to 100円`; `not stated` is as if left out.
    fn rounding(&mut self, node: &Node) -> Option<(Rounding, Exact)> {
        let text = node.text(self.faults)?;
        if text.trim() == "not stated" {
            return None;
        }
        let read = || {
            let (how, step) = text.trim().split_once(char::is_whitespace)?;
            let how = match how {
                "down" => Rounding::Down,
                "up" => Rounding::Up,
                "nearest" => Rounding::Nearest,
                _ => return None,
            };
            let step = step.trim().strip_prefix("to ")?;
            let ExprNode::Number {
                value,
                unit: Some(unit),
            } = *parse(step).ok()?.node
            else {
                return None;
            };
            let unit = self.names.facts.units.find(&unit)?;
            (unit.is_yen() && !value.is_zero()).then_some((how, value))
        };
        let found = read();
        if found.is_none() {
            self.faults
                .add(&node.place, "amount-bad-rounding", [("found", &text)]);
        }
        found
    }
}

/// The numbers that a value can be as they are written, case by case.
fn written(num: &Num) -> Box<dyn Iterator<Item = Exact> + '_> {
    match num {
        Num::Literal(value, _) => Box::new(std::iter::once(*value)),
        Num::If(_, yes, no) => Box::new(written(yes).chain(written(no))),
        Num::ByDate(editions) => Box::new(editions.iter().flat_map(|(_, num)| written(num))),
        _ => Box::new(std::iter::empty()),
    }
}

/// A value that was given must have been read; one that was not given is no value.
fn optional(read: Option<Option<Num>>) -> Option<Option<Num>> {
    match read {
        None => Some(None),
        Some(None) => None,
        Some(some) => Some(some),
    }
}
