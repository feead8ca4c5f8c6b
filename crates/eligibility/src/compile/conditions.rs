//! Expressions that are yes or no.

use kernel::Node;
use kernel::fold::fold;

use super::{Compiler, Meaning};
use crate::fact::{Fact, FactKind};
use crate::formula::{Comparison, Cond, Source};
use crate::language::{Expr, ExprNode, Operator};

impl Compiler<'_, '_> {
    /// Compiles an expression that must be yes or no.
    pub(crate) fn condition(&mut self, node: &Node, expr: &Expr) -> Option<Cond> {
        match &*expr.node {
            ExprNode::Constant(value) => Some(Cond::Constant(*value)),
            ExprNode::NotStated => Some(Cond::NotStated),
            ExprNode::Name(name) => self.named_condition(node, expr, name),
            ExprNode::Not(inner) => {
                let inner = self.condition(node, inner)?;
                Some(Cond::Not(Box::new(inner)))
            }
            ExprNode::Binary(Operator::And, left, right) => {
                let (left, right) = (self.condition(node, left), self.condition(node, right));
                Some(Cond::All(joined(left?, right?, |cond| match cond {
                    Cond::All(parts) => parts,
                    other => vec![other],
                })))
            }
            ExprNode::Binary(Operator::Or, left, right) => {
                let (left, right) = (self.condition(node, left), self.condition(node, right));
                Some(Cond::Any(joined(left?, right?, |cond| match cond {
                    Cond::Any(parts) => parts,
                    other => vec![other],
                })))
            }
            ExprNode::Binary(operator, left, right) => match comparison_of(*operator) {
                Some(comparison) => self.compared(node, expr, comparison, left, right),
                None => self.wrong(node, expr, "rule-not-a-condition", [("found", expr)]),
            },
            ExprNode::In {
                subject,
                within,
                negated,
            } => {
                let found = self.within(node, subject, within)?;
                Some(if *negated {
                    Cond::Not(Box::new(found))
                } else {
                    found
                })
            }
            ExprNode::Has {
                subject,
                quantity,
                of,
            } => self.has(node, subject, *quantity, of),
            ExprNode::If(condition, yes, no) => {
                let condition = self.condition(node, condition);
                let (yes, no) = (self.condition(node, yes), self.condition(node, no));
                Some(Cond::If(
                    Box::new(condition?),
                    Box::new(yes?),
                    Box::new(no?),
                ))
            }
            ExprNode::Call(name, arguments) => self.call_condition(node, expr, name, arguments),
            ExprNode::Over {
                fold, list, filter, ..
            } if fold.is_condition() => {
                let Some(filter) = filter else {
                    return self.wrong(node, expr, "rule-needs-where", [("word", &fold.word())]);
                };
                let (list, filter) = self.filtered(node, expr, list, Some(filter))?;
                Some(Cond::Over {
                    fold: *fold,
                    list,
                    filter: Box::new(filter),
                })
            }
            ExprNode::Number { .. }
            | ExprNode::Date(_)
            | ExprNode::Text(_)
            | ExprNode::List(_)
            | ExprNode::Industries(..)
            | ExprNode::Negative(_)
            | ExprNode::Marginal(..) => {
                self.wrong(node, expr, "rule-not-a-condition", [("found", expr)])
            }
            ExprNode::Over { fold, .. } => {
                self.wrong(node, expr, "rule-over-brackets", [("word", &fold.word())])
            }
        }
    }

    fn named_condition(&mut self, node: &Node, expr: &Expr, name: &str) -> Option<Cond> {
        match self.meaning(name) {
            Meaning::Value(source, fact) => match fact.kind {
                FactKind::YesNo => Some(Cond::Fact(source)),
                _ => self.wrong(
                    node,
                    expr,
                    "rule-needs-comparison",
                    [("name", &name), ("type", &fact.kind.word())],
                ),
            },
            Meaning::Condition => self.defined_condition(node, expr, name),
            Meaning::Number | Meaning::EligibleCost(_) => {
                self.wrong(node, expr, "rule-not-a-condition", [("found", &name)])
            }
            Meaning::Unknown => self.unknown_name(node, expr, name),
        }
    }

    fn compared(
        &mut self,
        node: &Node,
        expr: &Expr,
        comparison: Comparison,
        left: &Expr,
        right: &Expr,
    ) -> Option<Cond> {
        if self.is_day(left) || self.is_day(right) {
            let (left, right) = (self.day(node, left), self.day(node, right));
            return Some(Cond::CompareDates(comparison, left?, right?));
        }
        if let Some(name) = Self::name_of(left) {
            match self.meaning(name) {
                Meaning::Value(source, fact) => {
                    if let Some(cond) = self.equals(node, expr, comparison, (source, fact), right) {
                        return cond;
                    }
                }
                // What stands on the right cannot be understood either then.
                Meaning::Unknown if name != "fiscal_year" => {
                    return self.unknown_name(node, left, name);
                }
                Meaning::Unknown
                | Meaning::Condition
                | Meaning::Number
                | Meaning::EligibleCost(_) => {}
            }
        }
        let left_num = self.number(node, left);
        let right_num = self.number(node, right);
        let (a, b) = (left_num?, right_num?);
        if let (Some(x), Some(y)) = (&a.unit, &b.unit)
            && !x.measures_same(y)
        {
            let (x, y) = (x.clone(), y.clone());
            return self.wrong_unit(node, right, &x, &y);
        }
        Some(Cond::Compare(comparison, a.num, b.num))
    }

    /// Comparisons of facts that are neither numbers nor days; `None` when it is a number after all.
    #[allow(clippy::option_option)]
    fn equals(
        &mut self,
        node: &Node,
        expr: &Expr,
        comparison: Comparison,
        (source, fact): (Source, &Fact),
        right: &Expr,
    ) -> Option<Option<Cond>> {
        let negated = match (&fact.kind, comparison) {
            (FactKind::Number { .. } | FactKind::Date | FactKind::List(_), _) => return None,
            (_, Comparison::Equal) => false,
            (_, Comparison::Unequal) => true,
            _ => {
                let kind = fact.kind.word();
                return Some(self.wrong(
                    node,
                    expr,
                    "rule-no-order",
                    [("name", &fact.id), ("type", &kind)],
                ));
            }
        };
        let found = match (&fact.kind, &*right.node) {
            (FactKind::YesNo, ExprNode::Constant(value)) => {
                let cond = Cond::Fact(source);
                Some(if *value {
                    cond
                } else {
                    Cond::Not(Box::new(cond))
                })
            }
            (FactKind::Choice(_), _) => self
                .choices(node, fact, std::slice::from_ref(right))
                .map(|bits| Cond::OneOf(source, bits)),
            (FactKind::Text, ExprNode::Text(text)) => {
                Some(Cond::TextIs(source, vec![fold(text)], vec![text.clone()]))
            }
            _ => {
                let kind = fact.kind.word();
                self.wrong(
                    node,
                    expr,
                    "rule-cannot-equal",
                    [("name", &fact.id), ("type", &kind)],
                )
            }
        };
        Some(found.map(|cond| {
            if negated {
                Cond::Not(Box::new(cond))
            } else {
                cond
            }
        }))
    }
}

fn comparison_of(operator: Operator) -> Option<Comparison> {
    match operator {
        Operator::Less => Some(Comparison::Less),
        Operator::AtMost => Some(Comparison::AtMost),
        Operator::More => Some(Comparison::More),
        Operator::AtLeast => Some(Comparison::AtLeast),
        Operator::Equal => Some(Comparison::Equal),
        Operator::Unequal => Some(Comparison::Unequal),
        Operator::Or
        | Operator::And
        | Operator::Plus
        | Operator::Minus
        | Operator::Times
        | Operator::Divided => None,
    }
}

/// Joins the parts of nested `and`s (or `or`s) into one row.
fn joined(left: Cond, right: Cond, parts: impl Fn(Cond) -> Vec<Cond>) -> Vec<Cond> {
    let mut all = parts(left);
    all.extend(parts(right));
    all
}

/// How a unit is called in messages.
pub(crate) fn unit_word(unit: &crate::unit::Unit) -> String {
    if unit.is_ratio() {
        "1/2, 50%".to_owned()
    } else if unit.ja == unit.id {
        unit.ja.clone()
    } else {
        format!("{} ({})", unit.ja, unit.id)
    }
}
