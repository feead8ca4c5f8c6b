//! Values that are chosen from a list.

use kernel::document::Content;
use kernel::{Faults, Node};

use crate::fact::Fact;

/// A list, or a single value where a list of one is meant.
pub(super) fn one_or_many(node: &Node) -> &[Node] {
    match &node.content {
        Content::Sequence(items) => items,
        Content::Scalar(_) | Content::Mapping(_) => std::slice::from_ref(node),
    }
}

/// A choice by its id, or by its label in either language.
pub(super) fn choice(node: &Node, fact: &Fact, faults: &mut Faults) -> Option<usize> {
    let text = node.text(faults)?.trim();
    let found = fact.choices().iter().position(|choice| {
        choice.id == text || choice.label.ja == text || choice.label.en.eq_ignore_ascii_case(text)
    });
    if found.is_none() {
        let known: Vec<&str> = fact.choices().iter().map(|c| c.id.as_str()).collect();
        let known = known.join(", ");
        faults.add(
            &node.place,
            "rule-no-such-choice",
            [("name", &fact.id), ("found", &text), ("known", &known)],
        );
    }
    found
}
