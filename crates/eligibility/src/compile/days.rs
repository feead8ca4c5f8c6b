//! Days, and rates that apply to parts of a number.

use kernel::Node;
use num_traits::ToPrimitive;

use super::{Compiler, Meaning, Measured};
use crate::fact::FactKind;
use crate::formula::{Day, Num, Step};
use crate::language::{Expr, ExprNode, Operator};
use crate::range::Exact;
use crate::unit::Unit;

impl Compiler<'_, '_> {
    pub(super) fn marginal(
        &mut self,
        node: &Node,
        of: &Expr,
        bands: &[(Option<Expr>, Expr)],
    ) -> Option<Measured> {
        let measured = self.number(node, of)?;
        let unit = measured.unit.unwrap_or_else(Unit::ratio);
        let mut compiled = Vec::new();
        let mut before: Option<Exact> = None;
        for (index, (end, rate)) in bands.iter().enumerate() {
            let end_value = match end {
                None => None,
                Some(end) => match self.number_in(node, end, &unit)? {
                    Num::Literal(value, _) => Some(value),
                    _ => return self.wrong(node, end, "rule-marginal-end", []),
                },
            };
            let last = index + 1 == bands.len();
            let place = end.as_ref().unwrap_or(rate);
            if end_value.is_none() != last {
                return self.wrong(node, place, "rule-marginal-rest", []);
            }
            if before.zip(end_value).is_some_and(|(a, b)| b <= a) {
                return self.wrong(node, place, "rule-marginal-order", []);
            }
            before = end_value;
            compiled.push((end_value, self.number_in(node, rate, &Unit::ratio())?));
        }
        if compiled.is_empty() {
            return self.wrong(node, of, "rule-marginal-rest", []);
        }
        Some(Measured {
            num: Num::Marginal(Box::new(measured.num), compiled, Box::new(unit.clone())),
            unit: Some(unit),
        })
    }

    /// Compiles an expression that must be a day.
    pub(crate) fn day(&mut self, node: &Node, expr: &Expr) -> Option<Day> {
        match &*expr.node {
            ExprNode::Date(date) => Some(Day::Literal(*date)),
            ExprNode::Name(name) if name == "on" => Some(Day::On),
            ExprNode::Name(name) => match self.meaning(name) {
                Meaning::Value(source, fact) if matches!(fact.kind, FactKind::Date) => {
                    Some(Day::Fact(source))
                }
                Meaning::Unknown => self.unknown_name(node, expr, name),
                _ => self.wrong(node, expr, "rule-not-a-day", [("found", &name)]),
            },
            ExprNode::Binary(operator @ (Operator::Plus | Operator::Minus), left, right) => {
                let day = self.day(node, left);
                let later = self.number(node, right)?;
                let sign = if *operator == Operator::Plus { 1 } else { -1 };
                let (Num::Literal(value, written), Some(unit)) = (later.num, later.unit) else {
                    return self.wrong(node, right, "rule-bad-step", [("found", right)]);
                };
                let step = match unit.base.as_str() {
                    "months" => Step::Months,
                    "days" => Step::Days,
                    _ => return self.wrong(node, right, "rule-bad-step", [("found", right)]),
                };
                let whole = value.is_integer().then(|| value.to_integer().to_i32());
                let Some(Some(steps)) = whole else {
                    return self.wrong(node, right, "rule-bad-step", [("found", right)]);
                };
                Some(Day::Later(Box::new(day?), sign * steps, step, written))
            }
            _ => self.wrong(node, expr, "rule-not-a-day", [("found", expr)]),
        }
    }
}
