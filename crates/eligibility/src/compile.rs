//! From the text of rules to compiled rules: names are resolved, units and kinds checked, every mistake
//! reported with its place. Nothing here judges anybody.

mod calls;
mod choices;
mod conditions;
mod days;
mod definitions;
mod lists;
mod numbers;
mod slots;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use kernel::fault::nearest;
use kernel::{Fault, Faults, Node};

use crate::fact::{Fact, FactId, FactKind, Facts};
use crate::formula::{Num, Source};
use crate::language::{Expr, ExprNode, Slip, parse};
use crate::unit::Unit;

pub(crate) use conditions::unit_word;
pub use definitions::{Pending, compile_all, conditions_of, read_definitions};

/// What names mean in a city: its facts, its definitions and parameters, its programmes.
pub struct Names<'a> {
    pub facts: &'a Facts,
    pub programmes: &'a BTreeSet<String>,
    /// Definitions are compiled when they are first used; this remembers how far each one is.
    pub definitions: RefCell<BTreeMap<String, Pending<'a>>>,
}

/// What an expression in one place may use besides the city's names.
#[derive(Clone, Default)]
pub struct Context {
    /// The programme whose rules these are: the meaning of `this`.
    pub programme: Option<String>,
    pub expense_items: ExpenseItems,
}

/// Which eligible costs rules may name.
#[derive(Clone, Default)]
pub enum ExpenseItems {
    #[default]
    None,
    /// Reported elsewhere: rules that name them are not reported as well.
    Broken,
    These(Vec<String>),
}

/// A compiled number with its unit; `None` fits every unit (a plain zero, or a value that is not stated).
pub(crate) struct Measured {
    pub num: Num,
    pub unit: Option<Unit>,
}

/// Compiles expressions of one scalar of a document.
pub struct Compiler<'a, 'n> {
    pub(crate) names: &'a Names<'n>,
    pub(crate) context: &'a Context,
    pub(crate) faults: &'a mut Faults,
    /// The list whose record is being looked at.
    pub(crate) record: Option<FactId>,
}

/// What a name stands for.
pub(crate) enum Meaning<'a> {
    Value(Source, &'a Fact),
    Condition,
    Number,
    EligibleCost(Option<usize>),
    Unknown,
}

impl<'a, 'n> Compiler<'a, 'n> {
    pub fn new(
        names: &'a Names<'n>,
        context: &'a Context,
        faults: &'a mut Faults,
    ) -> Compiler<'a, 'n> {
        Compiler {
            names,
            context,
            faults,
            record: None,
        }
    }

    pub(crate) fn parse(&mut self, node: &Node) -> Option<Expr> {
        let text = node.text(self.faults)?;
        match parse(text) {
            Ok(expr) => Some(expr),
            Err(slip) => {
                self.report(node, slip);
                None
            }
        }
    }

    pub(crate) fn report(&mut self, node: &Node, slip: Slip) {
        self.faults.push(Fault {
            place: node.place_at(slip.at),
            key: slip.key,
            args: slip.args,
        });
    }

    /// Reports a mistake at an expression and gives up on it.
    pub(crate) fn wrong<T, const N: usize>(
        &mut self,
        node: &Node,
        expr: &Expr,
        key: &'static str,
        args: [(&'static str, &dyn Display); N],
    ) -> Option<T> {
        self.faults.add(&node.place_at(expr.at), key, args);
        None
    }

    /// What a name means here: fields of the record at hand come before facts.
    pub(crate) fn meaning(&self, name: &str) -> Meaning<'n> {
        let facts = self.names.facts;
        if let Some(list) = self.record {
            let fields = facts.get(list).fields();
            if let Some(index) = fields.iter().position(|field| field.id == name) {
                let index = u32::try_from(index).expect("a list has fewer than 2^32 fields");
                return Meaning::Value(Source::Field { list, index }, &fields[index as usize]);
            }
        }
        if let Some(id) = facts.find(name) {
            return Meaning::Value(Source::Fact(id), facts.get(id));
        }
        if let ExpenseItems::These(items) = &self.context.expense_items {
            if name == "eligible_cost" {
                return Meaning::EligibleCost(None);
            }
            if let Some(item) = name.strip_prefix("eligible_cost.")
                && let Some(index) = items.iter().position(|id| id == item)
            {
                return Meaning::EligibleCost(Some(index));
            }
        }
        match self.names.definitions.borrow().get(name) {
            Some(pending) if pending.is_number() => Meaning::Number,
            Some(_) => Meaning::Condition,
            None => Meaning::Unknown,
        }
    }

    pub(crate) fn unknown_name<T>(&mut self, node: &Node, expr: &Expr, name: &str) -> Option<T> {
        if self.names.facts.is_broken(name) {
            return None;
        }
        if name.starts_with("eligible_cost") {
            if let ExpenseItems::Broken = self.context.expense_items {
                return None;
            }
            return self.wrong(node, expr, "rule-no-expenses", [("name", &name)]);
        }
        let of_list = self.names.facts.iter().find(|(id, fact)| {
            Some(*id) != self.record && fact.fields().iter().any(|field| field.id == name)
        });
        if let Some((_, list)) = of_list {
            return self.wrong(
                node,
                expr,
                "rule-field-outside",
                [("name", &name), ("list", &list.id)],
            );
        }
        let mut known: Vec<String> = self
            .names
            .facts
            .iter()
            .map(|(_, fact)| fact.id.clone())
            .collect();
        known.extend(self.names.definitions.borrow().keys().cloned());
        if let Some(list) = self.record {
            let fields = self.names.facts.get(list).fields();
            known.extend(fields.iter().map(|field| field.id.clone()));
        }
        match nearest(name, known.iter().map(String::as_str)) {
            Some(meant) => self.wrong(
                node,
                expr,
                "rule-unknown-name-near",
                [("name", &name), ("meant", &meant)],
            ),
            None => self.wrong(node, expr, "rule-unknown-name", [("name", &name)]),
        }
    }

    /// The name an expression consists of.
    pub(crate) fn name_of(expr: &Expr) -> Option<&str> {
        match &*expr.node {
            ExprNode::Name(name) => Some(name),
            _ => None,
        }
    }

    /// Whether the expression is a day.
    pub(crate) fn is_day(&self, expr: &Expr) -> bool {
        match &*expr.node {
            ExprNode::Date(_) => true,
            ExprNode::Name(name) if name == "on" => true,
            ExprNode::Name(name) => {
                matches!(self.meaning(name), Meaning::Value(_, fact) if matches!(fact.kind, FactKind::Date))
            }
            ExprNode::Binary(
                crate::language::Operator::Plus | crate::language::Operator::Minus,
                left,
                _,
            ) => self.is_day(left),
            _ => false,
        }
    }
}
