//! Conditions on what was chosen: `in […]`, `has any […]`, industries.

use kernel::Node;
use kernel::fold::fold;
use kernel::industry::{IndustryFault, IndustrySet, Revision};

use super::{Compiler, Meaning};
use crate::fact::{Fact, FactKind};
use crate::formula::{Cond, Source};
use crate::language::{Expr, ExprNode, Quantity};

impl Compiler<'_, '_> {
    pub(super) fn within(&mut self, node: &Node, subject: &Expr, within: &Expr) -> Option<Cond> {
        let Some(name) = Self::name_of(subject) else {
            return self.wrong(node, subject, "rule-in-needs-fact", [("found", subject)]);
        };
        let (source, fact) = match self.meaning(name) {
            Meaning::Value(source, fact) => (source, fact),
            Meaning::Unknown => return self.unknown_name(node, subject, name),
            _ => return self.wrong(node, subject, "rule-in-needs-fact", [("found", &name)]),
        };
        match (&fact.kind, &*within.node) {
            (FactKind::Choice(_), ExprNode::List(items)) => self
                .choices(node, fact, items)
                .map(|bits| Cond::OneOf(source, bits)),
            (FactKind::Industry, ExprNode::Industries(revision, codes)) => {
                self.industries(node, within, source, revision, codes)
            }
            (FactKind::Text, ExprNode::List(items)) => {
                let mut texts = Vec::new();
                for item in items {
                    let ExprNode::Text(text) = &*item.node else {
                        return self.wrong(node, item, "rule-expected-quoted", [("found", item)]);
                    };
                    texts.push(text.clone());
                }
                let folded = texts.iter().map(|text| fold(text)).collect();
                Some(Cond::TextIs(source, folded, texts))
            }
            (FactKind::Choices(_), _) => {
                self.wrong(node, subject, "rule-use-has", [("name", &name)])
            }
            _ => self.wrong(
                node,
                within,
                "rule-bad-in",
                [("name", &name), ("type", &fact.kind.word())],
            ),
        }
    }

    fn industries(
        &mut self,
        node: &Node,
        expr: &Expr,
        source: Source,
        revision: &str,
        codes: &str,
    ) -> Option<Cond> {
        let revision = match revision {
            "13" => Revision::Thirteenth,
            "14" => Revision::Fourteenth,
            other => return self.wrong(node, expr, "rule-bad-revision", [("found", &other)]),
        };
        match IndustrySet::parse(revision, codes) {
            Ok(set) => Some(Cond::Industry(source, Box::new((revision, set)))),
            Err(fault) => {
                let found = faulty_code(&fault, codes);
                self.wrong(node, expr, "rule-bad-industry", [("found", &found)])
            }
        }
    }

    pub(super) fn has(
        &mut self,
        node: &Node,
        subject: &Expr,
        quantity: Quantity,
        of: &Expr,
    ) -> Option<Cond> {
        let Some(name) = Self::name_of(subject) else {
            return self.wrong(
                node,
                subject,
                "rule-has-needs-choices",
                [("found", subject)],
            );
        };
        let (source, fact) = match self.meaning(name) {
            Meaning::Value(source, fact) if matches!(fact.kind, FactKind::Choices(_)) => {
                (source, fact)
            }
            Meaning::Unknown => return self.unknown_name(node, subject, name),
            _ => return self.wrong(node, subject, "rule-has-needs-choices", [("found", &name)]),
        };
        let bits = match &*of.node {
            ExprNode::List(items) => self.choices(node, fact, items)?,
            _ => self.choices(node, fact, std::slice::from_ref(of))?,
        };
        Some(Cond::Has(source, quantity, bits))
    }

    /// The bits of named choices of a fact.
    pub(crate) fn choices(&mut self, node: &Node, fact: &Fact, items: &[Expr]) -> Option<u64> {
        let mut bits = 0;
        let mut fine = true;
        for item in items {
            let found = Self::name_of(item).and_then(|name| fact.choice(name));
            match found {
                Some(index) => bits |= 1 << index,
                None => {
                    fine = false;
                    let known: Vec<&str> = fact.choices().iter().map(|c| c.id.as_str()).collect();
                    let known = known.join(", ");
                    self.faults.add(
                        &node.place_at(item.at),
                        "rule-no-such-choice",
                        [("name", &fact.id), ("found", item), ("known", &known)],
                    );
                }
            }
        }
        fine.then_some(bits)
    }
}

/// The code of an industry set that is wrong.
fn faulty_code(fault: &IndustryFault, codes: &str) -> String {
    match fault {
        IndustryFault::Empty => codes.to_owned(),
        IndustryFault::NotACode { text }
        | IndustryFault::NoSuchDivision { text }
        | IndustryFault::BadRange { text } => text.clone(),
    }
}
