//! The text of rules: a small expression language. Text becomes a tree ([`parse`]) and a tree becomes text
//! again ([`std::fmt::Display`]); parse → print → parse gives the same tree. What names mean is not known here.

mod lexer;
mod parser;
mod print;
#[cfg(test)]
mod tests;

use kernel::Date;

use crate::range::Exact;

pub use parser::parse;

/// A part of a rule with the place (in characters) where it begins in its text.
#[derive(Clone, Debug)]
pub struct Expr {
    pub at: usize,
    pub node: Box<ExprNode>,
}

/// Two expressions are equal when they say the same, wherever they stand.
impl PartialEq for Expr {
    fn eq(&self, other: &Expr) -> bool {
        self.node == other.node
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExprNode {
    /// A number as written, with its unit (as written) if it has one.
    Number {
        value: Exact,
        unit: Option<String>,
    },
    Date(Date),
    Text(String),
    /// `yes` or `no`.
    Constant(bool),
    NotStated,
    Name(String),
    List(Vec<Expr>),
    /// `JSIC14[…]`: revision and the text between the brackets.
    Industries(String, String),
    Not(Expr),
    Negative(Expr),
    Binary(Operator, Expr, Expr),
    In {
        subject: Expr,
        within: Expr,
        negated: bool,
    },
    Has {
        subject: Expr,
        quantity: Quantity,
        of: Expr,
    },
    If(Expr, Expr, Expr),
    Call(String, Vec<Expr>),
    /// `marginal(x, 100万円: 1/2, rest: 1/4)`: upper ends with their rates; the last has no end.
    Marginal(Expr, Vec<(Option<Expr>, Expr)>),
    Over {
        fold: Fold,
        value: Option<Expr>,
        list: String,
        filter: Option<Expr>,
        unit: Option<String>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Or,
    And,
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
    Unequal,
    Plus,
    Minus,
    Times,
    Divided,
}

impl Operator {
    fn text(self) -> &'static str {
        match self {
            Operator::Or => "or",
            Operator::And => "and",
            Operator::Less => "<",
            Operator::AtMost => "<=",
            Operator::More => ">",
            Operator::AtLeast => ">=",
            Operator::Equal => "=",
            Operator::Unequal => "!=",
            Operator::Plus => "+",
            Operator::Minus => "-",
            Operator::Times => "*",
            Operator::Divided => "/",
        }
    }

    /// How strongly it binds: a stronger one is applied first.
    fn strength(self) -> u8 {
        match self {
            Operator::Or => 1,
            Operator::And => 2,
            Operator::Less
            | Operator::AtMost
            | Operator::More
            | Operator::AtLeast
            | Operator::Equal
            | Operator::Unequal => 4,
            Operator::Plus | Operator::Minus => 5,
            Operator::Times | Operator::Divided => 6,
        }
    }

    pub fn is_comparison(self) -> bool {
        self.strength() == 4
    }
}

/// `has x`, `has any […]`, `has all […]`, `has none […]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantity {
    Any,
    All,
    None,
}

/// What is made of the records of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fold {
    Count,
    Sum,
    Largest,
    Smallest,
    Any,
    All,
    None,
    Share,
}

impl Fold {
    pub const ALL: [Fold; 8] = [
        Fold::Count,
        Fold::Sum,
        Fold::Largest,
        Fold::Smallest,
        Fold::Any,
        Fold::All,
        Fold::None,
        Fold::Share,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Fold::Count => "count",
            Fold::Sum => "sum",
            Fold::Largest => "largest",
            Fold::Smallest => "smallest",
            Fold::Any => "any",
            Fold::All => "all",
            Fold::None => "none",
            Fold::Share => "share",
        }
    }

    /// Whether it takes a value of each record (`sum of cost over …`).
    pub fn takes_value(self) -> bool {
        matches!(self, Fold::Sum | Fold::Largest | Fold::Smallest)
    }

    /// Whether its answer is yes or no.
    pub fn is_condition(self) -> bool {
        matches!(self, Fold::Any | Fold::All | Fold::None)
    }
}

/// A text that is not an expression: which message says why, where, and its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    pub at: usize,
    pub key: &'static str,
    pub args: Vec<(&'static str, String)>,
}
