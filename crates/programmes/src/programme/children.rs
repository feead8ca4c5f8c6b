//! What a programme is, told to children: a short text of its own, and the programme's name with readings.

use std::fmt::Display;

use kernel::{Bilingual, Faults, Node, Ruby};

/// The text for children. In the Japanese side of both texts every kanji has a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Children {
    /// The Japanese name of the programme, with readings.
    pub name: Ruby,
    pub ja: Ruby,
    pub en: String,
}

/// Reads the key `children` of a programme called `name`.
pub(super) fn read_children(
    node: &Node,
    name: Option<&Bilingual>,
    faults: &mut Faults,
) -> Option<Children> {
    let mut fields = node.fields(faults)?;
    let with_readings = match fields.optional("name") {
        Some(own) => read_name(own, name, faults),
        None => name.and_then(|name| readable_name(node, name, faults)),
    };
    let ja = fields
        .required("ja", faults)
        .and_then(|node| read_ruby(node, faults));
    let en = fields.required_text("en", faults);
    fields.finish(faults);
    Some(Children {
        name: with_readings?,
        ja: ja?,
        en: en?,
    })
}

/// The name with readings: nothing but readings may differ from the programme's own.
fn read_name(node: &Node, name: Option<&Bilingual>, faults: &mut Faults) -> Option<Ruby> {
    let written = read_ruby(node, faults)?;
    let plain = written.plain();
    if let Some(name) = name
        && plain != name.ja
    {
        let args = [
            ("found", &plain as &dyn Display),
            ("name", &name.ja as &dyn Display),
        ];
        faults.add(&node.place, "children-other-name", args);
    }
    Some(written)
}

/// The programme's own name, which needs no readings when it has no kanji.
fn readable_name(node: &Node, name: &Bilingual, faults: &mut Faults) -> Option<Ruby> {
    let name = Ruby::without_readings(&name.ja);
    if let Some(kanji) = name.first_unread() {
        faults.add(&node.place, "children-unread-name", [("kanji", &kanji)]);
    }
    Some(name)
}

fn read_ruby(node: &Node, faults: &mut Faults) -> Option<Ruby> {
    let text = node.text(faults)?.trim();
    if text.is_empty() {
        faults.add(&node.place, "document-empty-text", []);
        return None;
    }
    match Ruby::parse(text) {
        Err(fault) => {
            faults.add(&node.place, fault.key(), [("found", &fault.found())]);
            None
        }
        Ok(ruby) => {
            if let Some(kanji) = ruby.first_unread() {
                faults.add(&node.place, "children-unread", [("kanji", &kanji)]);
            }
            Some(ruby)
        }
    }
}
