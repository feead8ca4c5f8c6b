//! Expressions that are numbers or days, with their units.

use kernel::Node;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub};

use super::conditions::unit_word;
use super::{Compiler, Meaning, Measured};
use crate::fact::FactKind;
use crate::formula::{Calc, Num};
use crate::language::{Expr, ExprNode, Operator};
use crate::range::{Exact, ONE, Range, ZERO, is_reasonable};
use crate::unit::Unit;

impl Compiler<'_, '_> {
    /// Compiles an expression that must be a number.
    pub(crate) fn number(&mut self, node: &Node, expr: &Expr) -> Option<Measured> {
        match &*expr.node {
            ExprNode::Number { value, unit } => self.literal(node, expr, *value, unit.as_deref()),
            ExprNode::NotStated => Some(Measured {
                num: Num::NotStated(Range::ANY),
                unit: None,
            }),
            ExprNode::Name(name) if name == "fiscal_year" => Some(ratio(Num::FiscalYear)),
            ExprNode::Name(name) => self.named_number(node, expr, name),
            ExprNode::Negative(inner) => {
                let inner = self.number(node, inner)?;
                Some(Measured {
                    num: match inner.num {
                        Num::Literal(value, unit) => Num::Literal(-value, unit),
                        other => Num::Negative(Box::new(other)),
                    },
                    unit: inner.unit,
                })
            }
            ExprNode::Binary(operator, left, right) => {
                let calc = match operator {
                    Operator::Plus => Calc::Plus,
                    Operator::Minus => Calc::Minus,
                    Operator::Times => Calc::Times,
                    Operator::Divided => Calc::Divided,
                    _ => return self.wrong(node, expr, "rule-not-a-number", [("found", expr)]),
                };
                let (a, b) = (self.number(node, left), self.number(node, right));
                self.calculated(node, right, calc, a?, b?)
            }
            ExprNode::If(condition, yes, no) => {
                let condition = self.condition(node, condition);
                let (yes_num, no_num) = (self.number(node, yes), self.number(node, no));
                let (yes_num, no_num) = (yes_num?, no_num?);
                let unit = self.same_unit(node, no, yes_num.unit, no_num.unit)?;
                Some(Measured {
                    num: Num::If(
                        Box::new(condition?),
                        Box::new(yes_num.num),
                        Box::new(no_num.num),
                    ),
                    unit,
                })
            }
            ExprNode::Call(name, arguments) => self.call_number(node, expr, name, arguments),
            ExprNode::Marginal(of, bands) => self.marginal(node, of, bands),
            ExprNode::Over {
                fold,
                value,
                list,
                filter,
                unit,
            } if !fold.is_condition() => self.folded(
                node,
                expr,
                (
                    *fold,
                    value.as_ref(),
                    list,
                    filter.as_ref(),
                    unit.as_deref(),
                ),
            ),
            ExprNode::Date(_)
            | ExprNode::Text(_)
            | ExprNode::Constant(_)
            | ExprNode::List(_)
            | ExprNode::Industries(..)
            | ExprNode::Not(_)
            | ExprNode::In { .. }
            | ExprNode::Has { .. }
            | ExprNode::Over { .. } => {
                self.wrong(node, expr, "rule-not-a-number", [("found", expr)])
            }
        }
    }

    /// A number that must have a given unit.
    pub(crate) fn number_in(&mut self, node: &Node, expr: &Expr, unit: &Unit) -> Option<Num> {
        let found = self.number(node, expr)?;
        match &found.unit {
            Some(written) if !written.measures_same(unit) => {
                let written = written.clone();
                self.wrong_unit(node, expr, unit, &written)
            }
            _ => Some(found.num),
        }
    }

    /// A number of another unit than its place needs, or of none.
    pub(crate) fn wrong_unit<T>(
        &mut self,
        node: &Node,
        expr: &Expr,
        expected: &Unit,
        found: &Unit,
    ) -> Option<T> {
        let wanted = unit_word(expected);
        if found.is_ratio() && matches!(&*expr.node, ExprNode::Number { unit: None, .. }) {
            let example = format!("{expr}{}", expected.ja);
            return self.wrong(
                node,
                expr,
                "rule-missing-unit",
                [("expected", &wanted), ("example", &example)],
            );
        }
        let found = unit_word(found);
        self.wrong(
            node,
            expr,
            "rule-wrong-unit",
            [("expected", &wanted), ("found", &found)],
        )
    }

    fn literal(
        &mut self,
        node: &Node,
        expr: &Expr,
        value: Exact,
        unit: Option<&str>,
    ) -> Option<Measured> {
        let found = match unit {
            None => Unit::ratio(),
            Some(written) => match self.names.facts.units.find(written) {
                Some(unit) => unit.clone(),
                None => {
                    let known: Vec<&str> = self.names.facts.units.ids().collect();
                    let known = known.join(", ");
                    return self.wrong(
                        node,
                        expr,
                        "unit-unknown",
                        [("found", &written), ("known", &known)],
                    );
                }
            },
        };
        let fits_all = value == ZERO && unit.is_none();
        Some(Measured {
            num: Num::Literal(value * found.factor, Box::new(found.clone())),
            unit: (!fits_all).then_some(found),
        })
    }

    fn named_number(&mut self, node: &Node, expr: &Expr, name: &str) -> Option<Measured> {
        match self.meaning(name) {
            Meaning::Value(source, fact) => match &fact.kind {
                FactKind::Number { unit, range } => Some(Measured {
                    num: Num::Fact(source, Box::new((Unit::clone(unit), *range))),
                    unit: Some(Unit::clone(unit)),
                }),
                FactKind::List(_) => {
                    self.wrong(node, expr, "rule-list-needs-fold", [("name", &name)])
                }
                _ => self.wrong(node, expr, "rule-not-a-number", [("found", &name)]),
            },
            Meaning::EligibleCost(item) => Some(Measured {
                num: Num::EligibleCost(item),
                unit: self.names.facts.units.find("yen").cloned(),
            }),
            Meaning::Number => {
                let definition = self.defined_number(node, expr, name)?;
                Some(Measured {
                    unit: Some(definition.unit.clone()),
                    num: Num::Defined(definition),
                })
            }
            Meaning::Condition => self.wrong(node, expr, "rule-not-a-number", [("found", &name)]),
            Meaning::Unknown => self.unknown_name(node, expr, name),
        }
    }

    fn calculated(
        &mut self,
        node: &Node,
        right: &Expr,
        calc: Calc,
        a: Measured,
        b: Measured,
    ) -> Option<Measured> {
        // Yen for each year of a time that is kept in months: the number is taken in its own unit.
        let (mut a, mut b) = (a, b);
        if matches!(calc, Calc::Times | Calc::Divided) {
            let of_yen = |one: &Measured| one.unit.as_ref().is_some_and(Unit::is_yen);
            for one in [&a, &b] {
                if one.unit.as_ref().is_some_and(Unit::is_mixed) && (of_yen(&a) || of_yen(&b)) {
                    return self.wrong(node, right, "rule-mixed-units", []);
                }
            }
            if of_yen(&a) {
                b = in_own_unit(b);
            } else if of_yen(&b) && calc == Calc::Times {
                a = in_own_unit(a);
            }
        }
        let unit = match calc {
            Calc::Plus | Calc::Minus => self.same_unit(node, right, a.unit, b.unit)?,
            Calc::Times => match (a.unit, b.unit) {
                (Some(x), Some(y)) if x.is_ratio() => Some(y),
                (Some(x), Some(y)) if y.is_ratio() || x.is_yen() && !y.is_yen() => Some(x),
                (Some(x), Some(y)) if y.is_yen() && !x.is_yen() => Some(y),
                (Some(x), Some(y)) => {
                    let (x, y) = (unit_word(&x), unit_word(&y));
                    return self.wrong(
                        node,
                        right,
                        "rule-cannot-multiply",
                        [("left", &x), ("right", &y)],
                    );
                }
                (one, None) | (None, one) => one,
            },
            Calc::Divided => match (a.unit, b.unit) {
                (Some(x), Some(y)) if x.measures_same(&y) => Some(Unit::ratio()),
                (Some(x), Some(y)) if y.is_ratio() || x.is_yen() => Some(x),
                (Some(x), Some(y)) => {
                    let (x, y) = (unit_word(&x), unit_word(&y));
                    return self.wrong(
                        node,
                        right,
                        "rule-cannot-divide",
                        [("left", &x), ("right", &y)],
                    );
                }
                (one, None) => one,
                (None, Some(_)) => None,
            },
        };
        if let (Num::Literal(x, _), Num::Literal(y, _)) = (&a.num, &b.num) {
            if calc == Calc::Divided && *y == ZERO {
                return self.wrong(node, right, "rule-divides-by-zero", []);
            }
            let value = match calc {
                Calc::Plus => x.checked_add(y),
                Calc::Minus => x.checked_sub(y),
                Calc::Times => x.checked_mul(y),
                Calc::Divided => x.checked_div(y),
            };
            let Some(value) = value.filter(|value| is_reasonable(*value)) else {
                return self.wrong(node, right, "rule-bad-number", [("found", right)]);
            };
            let shown = unit.clone().unwrap_or_else(Unit::ratio);
            return Some(Measured {
                num: Num::Literal(value, Box::new(shown)),
                unit,
            });
        }
        Some(Measured {
            num: Num::Calc(calc, Box::new(a.num), Box::new(b.num)),
            unit,
        })
    }

    /// The common unit of two numbers that are added, compared or alternatives.
    pub(crate) fn same_unit(
        &mut self,
        node: &Node,
        right: &Expr,
        a: Option<Unit>,
        b: Option<Unit>,
    ) -> Option<Option<Unit>> {
        match (a, b) {
            (Some(x), Some(y)) if !x.measures_same(&y) => self.wrong_unit(node, right, &x, &y),
            // Years and months together are a time, but not a number of one unit.
            (Some(x), Some(y)) if x.id != y.id => Some(Some(x.mixed())),
            (Some(x), _) => Some(Some(x)),
            (None, y) => Some(y),
        }
    }
}

/// A number without unit.
pub(crate) fn ratio(num: Num) -> Measured {
    Measured {
        num,
        unit: Some(Unit::ratio()),
    }
}

/// A time or area as a plain number of the unit in which it is written.
pub(crate) fn in_own_unit(measured: Measured) -> Measured {
    let Measured { num, unit } = measured;
    let num = match &unit {
        Some(own) if !own.is_ratio() && own.factor != ONE => match num {
            Num::Literal(value, written) => Num::Literal(value / own.factor, written),
            other => Num::InUnit(Box::new(other), Box::new(own.clone())),
        },
        _ => num,
    };
    Measured { num, unit }
}
