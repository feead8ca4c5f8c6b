//! Expressions over the records of a list: `count of …`, `any of … where …`.

use kernel::Node;

use super::numbers::ratio;
use super::{Compiler, Measured};
use crate::fact::{FactId, FactKind};
use crate::formula::{Cond, Num};
use crate::language::{Expr, Fold};
use crate::range::ONE;
use crate::unit::Unit;

type Parts<'e> = (
    Fold,
    Option<&'e Expr>,
    &'e str,
    Option<&'e Expr>,
    Option<&'e str>,
);

impl Compiler<'_, '_> {
    /// The list of a fold and its filter, compiled with the record's fields in reach.
    pub(crate) fn filtered(
        &mut self,
        node: &Node,
        expr: &Expr,
        list: &str,
        filter: Option<&Expr>,
    ) -> Option<(FactId, Cond)> {
        if self.record.is_some() {
            return self.wrong(node, expr, "rule-list-in-list", []);
        }
        let id = match self.names.facts.find(list) {
            Some(id) if matches!(self.names.facts.get(id).kind, FactKind::List(_)) => id,
            Some(_) => return self.wrong(node, expr, "rule-not-a-list", [("name", &list)]),
            None if self.names.definitions.borrow().contains_key(list) => {
                return self.wrong(node, expr, "rule-not-a-list", [("name", &list)]);
            }
            None => return self.unknown_name(node, expr, list),
        };
        self.record = Some(id);
        let filter = match filter {
            None => Some(Cond::Constant(true)),
            Some(filter) => self.condition(node, filter),
        };
        self.record = None;
        Some((id, filter?))
    }

    /// A fold that gives a number.
    pub(crate) fn folded(
        &mut self,
        node: &Node,
        expr: &Expr,
        parts: Parts<'_>,
    ) -> Option<Measured> {
        let (fold, value, list, filter, unit) = parts;
        let (id, filter) = self.filtered(node, expr, list, filter)?;
        let (value, unit) = match (fold, value) {
            (Fold::Share, _) => {
                let one = Num::Literal(ONE, Box::new(Unit::ratio()));
                (ratio(one).num, Some(Unit::ratio()))
            }
            (Fold::Count, _) => {
                let written = unit.unwrap_or("people");
                let Some(unit) = self.names.facts.units.find(written).cloned() else {
                    return self.wrong(
                        node,
                        expr,
                        "unit-unknown",
                        [("found", &written), ("known", &"people, cases, units, …")],
                    );
                };
                (Num::Literal(ONE, Box::new(unit.clone())), Some(unit))
            }
            (_, Some(value)) => {
                self.record = Some(id);
                let measured = self.number(node, value);
                self.record = None;
                let measured = measured?;
                (measured.num, measured.unit)
            }
            (_, None) => return self.wrong(node, expr, "rule-not-a-number", [("found", expr)]),
        };
        Some(Measured {
            num: Num::Over {
                fold,
                list: id,
                value: Box::new(value),
                filter: Box::new(filter),
            },
            unit,
        })
    }
}
