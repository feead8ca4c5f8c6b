//! Entries that occur in all three documents: names, texts that may be `not stated`, remarks, and the
//! directions something belongs to.

use kernel::fault::nearest;
use kernel::{Bilingual, Faults, Fields, Node};

use super::KnownDirections;
use crate::source::{Directions, Id, Note};

/// Whether the author wrote that the source does not say.
pub fn is_not_stated(node: &Node) -> bool {
    node.word() == Some("not stated")
}

/// A required text that may be `not stated`, which is `Some(None)`.
pub fn text_or_not_stated(
    fields: &mut Fields<'_>,
    name: &'static str,
    faults: &mut Faults,
) -> Option<Option<Bilingual>> {
    let node = fields.required(name, faults)?;
    if is_not_stated(node) {
        return Some(None);
    }
    node.bilingual(faults).map(Some)
}

/// A text that may be left out or `not stated`.
pub fn optional_text(
    fields: &mut Fields<'_>,
    name: &'static str,
    faults: &mut Faults,
) -> Option<Bilingual> {
    fields
        .optional(name)
        .filter(|node| !is_not_stated(node))?
        .bilingual(faults)
}

/// The texts of a list.
pub fn texts(fields: &mut Fields<'_>, name: &'static str, faults: &mut Faults) -> Vec<Bilingual> {
    fields
        .list(name, faults)
        .iter()
        .filter_map(|node| node.bilingual(faults))
        .collect()
}

/// Reads every item of a list; items with mistakes are left out, because their faults are recorded.
pub fn each<T>(
    fields: &mut Fields<'_>,
    name: &'static str,
    faults: &mut Faults,
    mut read: impl FnMut(&Node, &mut Faults) -> Option<T>,
) -> Vec<T> {
    fields
        .list(name, faults)
        .iter()
        .filter_map(|node| read(node, faults))
        .collect()
}

/// `judgement: true`, when it stands there.
pub fn judgement(fields: &mut Fields<'_>, faults: &mut Faults) -> bool {
    fields
        .optional("judgement")
        .and_then(|node| node.flag(faults))
        .unwrap_or(false)
}

pub fn optional_note(
    fields: &mut Fields<'_>,
    name: &'static str,
    faults: &mut Faults,
) -> Option<Note> {
    note(fields.optional(name)?, faults)
}

/// A remark: one text, or `{ja, en}` with perhaps `judgement: true`.
pub fn note(node: &Node, faults: &mut Faults) -> Option<Note> {
    if node.scalar().is_some() {
        return Some(Note {
            text: node.bilingual(faults)?,
            judgement: false,
        });
    }
    let mut fields = node.fields(faults)?;
    let ja = fields.required_text("ja", faults);
    let en = fields.required_text("en", faults);
    let judgement = judgement(&mut fields, faults);
    fields.finish(faults);
    Some(Note {
        text: Bilingual::new(ja?, en?),
        judgement,
    })
}

/// `{of: ["2-1"], judgement: true}`; every name must be a direction of the current edition.
pub fn directions(node: &Node, known: &KnownDirections, faults: &mut Faults) -> Option<Directions> {
    let mut fields = node.fields(faults)?;
    let ids = each(&mut fields, "of", faults, |node, faults| {
        direction(node, known, faults)
    });
    let judgement = judgement(&mut fields, faults);
    fields.finish(faults);
    Some(Directions { ids, judgement })
}

fn direction(node: &Node, known: &KnownDirections, faults: &mut Faults) -> Option<Id> {
    let name = node.text(faults)?;
    if let KnownDirections::These(these) = known
        && !these.iter().any(|direction| direction == name)
    {
        match nearest(name, these.iter().map(String::as_str)) {
            Some(meant) => faults.add(
                &node.place,
                "plan-fault-direction-near",
                [("id", &name), ("meant", &meant)],
            ),
            None => faults.add(&node.place, "plan-fault-direction", [("id", &name)]),
        }
        return None;
    }
    id(node, faults)
}

fn id(node: &Node, faults: &mut Faults) -> Option<Id> {
    let text = node.text(faults)?;
    let id = Id::parse(text);
    if id.is_none() {
        faults.add(&node.place, "plan-fault-id", [("found", &text)]);
    }
    id
}

/// Names that must differ from one another.
#[derive(Default)]
pub struct Ids(Vec<(Id, usize)>);

impl Ids {
    /// The `id` of a mapping, refused when another has it already.
    pub fn take(&mut self, fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Id> {
        let node = fields.required("id", faults)?;
        let id = id(node, faults)?;
        if let Some((_, line)) = self.0.iter().find(|(earlier, _)| *earlier == id) {
            faults.add(
                &node.place,
                "plan-fault-id-twice",
                [("id", &id), ("line", line)],
            );
            return None;
        }
        self.0.push((id.clone(), node.place.line));
        Some(id)
    }
}

/// The word of an entry, which must be one of the choices.
pub fn choice<T: Copy>(
    node: &Node,
    choices: &[T],
    word: impl Fn(T) -> &'static str,
    faults: &mut Faults,
) -> Option<T> {
    let found = node.text(faults)?;
    let choice = choices.iter().copied().find(|one| word(*one) == found);
    if choice.is_none() {
        let words: Vec<&str> = choices.iter().map(|one| word(*one)).collect();
        faults.add(
            &node.place,
            "plan-fault-choice",
            [("found", &found), ("known", &words.join(", "))],
        );
    }
    choice
}
