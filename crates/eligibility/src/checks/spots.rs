//! Where the parts of a compiled rule stand in the document it was read from: rule and document are walked
//! together. Where they cannot be paired, the place of the whole stands for its parts.

use kernel::document::Content;
use kernel::{Node, Place};

use crate::language::{Expr, ExprNode, Operator, parse};

/// Where a rule stands: a value of the document, or a part of the text of one.
#[derive(Clone)]
pub(super) enum At<'n> {
    Doc(&'n Node),
    Text(&'n Node, Expr),
}

/// One of several cases: the condition, where one is written, and what is then.
pub(super) struct Row<'n> {
    pub when: Option<At<'n>>,
    pub then: At<'n>,
}

impl<'n> At<'n> {
    pub fn place(&self) -> Place {
        match self {
            At::Doc(node) => node.place.clone(),
            At::Text(node, expr) => node.place_at(begin(expr)),
        }
    }

    /// An entry of a mapping.
    pub fn field(&self, name: &str) -> Option<At<'n>> {
        let At::Doc(node) = self else { return None };
        let Content::Mapping(entries) = &node.content else {
            return None;
        };
        let entry = entries.iter().find(|(key, _)| key.scalar() == Some(name));
        entry
            .map(|(_, value)| At::Doc(value))
            .filter(|at| matches!(at, At::Doc(node) if !node.is_null()))
    }

    pub fn into_items(self) -> Vec<At<'n>> {
        match self {
            At::Doc(node) => match &node.content {
                Content::Sequence(items) => items.iter().map(At::Doc).collect(),
                Content::Scalar(_) | Content::Mapping(_) => Vec::new(),
            },
            At::Text(..) => Vec::new(),
        }
    }

    /// The expression that stands here.
    fn expr(&self) -> Option<(&'n Node, Expr)> {
        match self {
            At::Text(node, expr) => Some((node, expr.clone())),
            At::Doc(node) => Some((node, parse(node.scalar()?).ok()?)),
        }
    }

    /// The parts of `all` or `and` (`any` or `or`), of which there are so many.
    pub fn parts(&self, operator: Operator, count: usize) -> Vec<At<'n>> {
        let key = match operator {
            Operator::And => "all",
            _ => "any",
        };
        let parts = match (self.field(key), self.expr()) {
            (Some(list), _) => list.into_items(),
            (None, Some((node, expr))) => {
                let mut parts = Vec::new();
                flatten(&expr, operator, &mut parts);
                let parts = parts.into_iter();
                parts.map(|expr| At::Text(node, expr)).collect()
            }
            (None, None) => Vec::new(),
        };
        if parts.len() == count {
            parts
        } else {
            vec![self.clone(); count]
        }
    }

    /// What is denied, or what comes after a sign.
    pub fn inner(&self) -> At<'n> {
        match self.expr() {
            Some((node, expr)) => match *expr.node {
                ExprNode::Not(inner) | ExprNode::Negative(inner) => At::Text(node, inner),
                _ => self.clone(),
            },
            None => self.clone(),
        }
    }

    /// The rows of `cases` or `bands`, or the two ways of an `if`.
    pub fn rows(&self) -> Vec<Row<'n>> {
        if let Some(cases) = self.field("cases") {
            let rows = cases.into_items().into_iter().filter_map(|row| {
                let when = row.field("when");
                let then = row.field("then").or_else(|| row.field("otherwise"))?;
                Some(Row { when, then })
            });
            return rows.collect();
        }
        if let Some(rows) = self.field("bands").and_then(|bands| bands.field("rows")) {
            let rows = rows.into_items().into_iter().filter_map(|row| {
                let then = row.field("then")?;
                Some(Row {
                    when: Some(row),
                    then,
                })
            });
            return rows.collect();
        }
        match self.expr() {
            Some((node, expr)) => match *expr.node {
                ExprNode::If(when, yes, no) => vec![
                    Row {
                        when: Some(At::Text(node, when)),
                        then: At::Text(node, yes),
                    },
                    Row {
                        when: None,
                        then: At::Text(node, no),
                    },
                ],
                _ => Vec::new(),
            },
            None => Vec::new(),
        }
    }

    /// The values of `by_date`, of which there are so many.
    pub fn dated(&self, count: usize) -> Vec<At<'n>> {
        let rows = self.field("by_date").map(At::into_items);
        let values: Vec<At<'n>> = rows
            .unwrap_or_default()
            .iter()
            .filter_map(|row| row.field("value"))
            .collect();
        if values.len() == count {
            values
        } else {
            vec![self.clone(); count]
        }
    }

    /// The operands of an arithmetic expression, the arguments of a call, or what each band of `marginal` pays.
    pub fn operands(&self, count: usize) -> Vec<At<'n>> {
        let found = self.expr().map(|(node, expr)| {
            let operands = match *expr.node {
                ExprNode::Binary(_, left, right) => vec![left, right],
                ExprNode::Call(_, arguments) => arguments,
                ExprNode::Marginal(_, bands) => bands.into_iter().map(|(_, rate)| rate).collect(),
                ExprNode::Over {
                    value: Some(value), ..
                } => vec![value],
                _ => Vec::new(),
            };
            let operands = operands.into_iter();
            operands
                .map(|expr| At::Text(node, expr))
                .collect::<Vec<_>>()
        });
        found
            .filter(|operands| operands.len() == count)
            .unwrap_or_else(|| vec![self.clone(); count])
    }
}

fn flatten(expr: &Expr, operator: Operator, parts: &mut Vec<Expr>) {
    match &*expr.node {
        ExprNode::Binary(found, left, right) if *found == operator => {
            flatten(left, operator, parts);
            flatten(right, operator, parts);
        }
        _ => parts.push(expr.clone()),
    }
}

/// The first character of an expression.
fn begin(expr: &Expr) -> usize {
    let first = match &*expr.node {
        ExprNode::Binary(_, left, _) => begin(left),
        ExprNode::In { subject, .. } | ExprNode::Has { subject, .. } => begin(subject),
        _ => expr.at,
    };
    first.min(expr.at)
}
