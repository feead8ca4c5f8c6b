//! From a tree to its text, with brackets only where they are needed.

use std::fmt;

use super::{Expr, ExprNode, Operator, Quantity};
use crate::range::{Exact, ZERO};

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(self, 0, f)
    }
}

/// Writes an expression where at least `strength` is needed to stand without brackets.
fn write(expr: &Expr, strength: u8, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if own_strength(&expr.node) < strength {
        f.write_str("(")?;
        write(expr, 0, f)?;
        return f.write_str(")");
    }
    match &*expr.node {
        ExprNode::Number { value, unit } => {
            write!(f, "{}{}", decimal(*value), unit.as_deref().unwrap_or(""))
        }
        ExprNode::Date(date) => write!(f, "{date}"),
        ExprNode::Text(text) => write!(f, "\"{text}\""),
        ExprNode::Constant(true) => f.write_str("yes"),
        ExprNode::Constant(false) => f.write_str("no"),
        ExprNode::NotStated => f.write_str("not stated"),
        ExprNode::Name(name) => f.write_str(name),
        ExprNode::List(items) => {
            f.write_str("[")?;
            commas(items, f)?;
            f.write_str("]")
        }
        ExprNode::Industries(revision, codes) => write!(f, "JSIC{revision}[{codes}]"),
        ExprNode::Not(inner) => {
            f.write_str("not ")?;
            write(inner, 3, f)
        }
        ExprNode::Negative(inner) => {
            f.write_str("-")?;
            write(inner, 8, f)
        }
        ExprNode::Binary(operator, left, right) => {
            let own = operator.strength();
            write(left, own + u8::from(operator.is_comparison()), f)?;
            write!(f, " {} ", operator.text())?;
            write(right, own + 1, f)
        }
        ExprNode::In {
            subject,
            within,
            negated,
        } => {
            write(subject, 5, f)?;
            f.write_str(if *negated { " not in " } else { " in " })?;
            write(within, 8, f)
        }
        ExprNode::Has {
            subject,
            quantity,
            of,
        } => {
            write(subject, 5, f)?;
            f.write_str(match quantity {
                Quantity::Any => " has any ",
                Quantity::All => " has all ",
                Quantity::None => " has none ",
            })?;
            write(of, 8, f)
        }
        ExprNode::If(condition, yes, no) => {
            f.write_str("if ")?;
            write(condition, 0, f)?;
            f.write_str(" then ")?;
            write(yes, 0, f)?;
            f.write_str(" else ")?;
            write(no, 0, f)
        }
        ExprNode::Call(name, arguments) => {
            write!(f, "{name}(")?;
            commas(arguments, f)?;
            f.write_str(")")
        }
        ExprNode::Marginal(of, bands) => {
            f.write_str("marginal(")?;
            write(of, 0, f)?;
            for (end, rate) in bands {
                f.write_str(", ")?;
                match end {
                    Some(end) => write(end, 5, f)?,
                    None => f.write_str("rest")?,
                }
                f.write_str(": ")?;
                write(rate, 5, f)?;
            }
            f.write_str(")")
        }
        ExprNode::Over {
            fold,
            value,
            list,
            filter,
            unit,
        } => {
            write!(f, "{} of ", fold.word())?;
            if let Some(value) = value {
                write(value, 0, f)?;
                f.write_str(" over ")?;
            }
            f.write_str(list)?;
            if let Some(unit) = unit {
                write!(f, " in {unit}")?;
            }
            if let Some(filter) = filter {
                f.write_str(" where ")?;
                write(filter, 0, f)?;
            }
            Ok(())
        }
    }
}

fn commas(items: &[Expr], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            f.write_str(", ")?;
        }
        write(item, 0, f)?;
    }
    Ok(())
}

fn own_strength(node: &ExprNode) -> u8 {
    match node {
        ExprNode::If(..) | ExprNode::Over { .. } => 0,
        ExprNode::Binary(operator, ..) => operator.strength(),
        ExprNode::Not(_) => 3,
        ExprNode::In { .. } | ExprNode::Has { .. } => Operator::Equal.strength(),
        ExprNode::Negative(_) => 7,
        ExprNode::NotStated => 3,
        ExprNode::Number { .. }
        | ExprNode::Date(_)
        | ExprNode::Text(_)
        | ExprNode::Constant(_)
        | ExprNode::Name(_)
        | ExprNode::List(_)
        | ExprNode::Industries(..)
        | ExprNode::Call(..)
        | ExprNode::Marginal(..) => 8,
    }
}

/// A number as decimal digits; numbers in rules are written as decimals, so this is exact.
fn decimal(value: Exact) -> String {
    let mut digits = value.trunc().to_string();
    let mut rest = value.fract();
    if rest == ZERO {
        return digits;
    }
    digits.push('.');
    for _ in 0..30 {
        rest *= Exact::from_integer(10);
        digits.push_str(&rest.trunc().to_string());
        rest = rest.fract();
        if rest == ZERO {
            break;
        }
    }
    digits
}
