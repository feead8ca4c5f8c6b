//! Reads whether, how fast and in which direction a company can change a fact.

use kernel::document::Content;
use kernel::{Faults, Fields, Node};

use super::{Advised, Changeable, Direction, FactKind, Permitted};

/// Reads `changeable: slowly`, or `changeable: {speed: slowly, only: up, advise: up, to: [a, b]}`.
pub(super) fn read_changeable(
    fields: &mut Fields<'_>,
    kind: Option<&FactKind>,
    faults: &mut Faults,
) -> (Changeable, Permitted) {
    let Some(node) = fields.optional("changeable") else {
        return (Changeable::Unknown, Permitted::default());
    };
    if !matches!(node.content, Content::Mapping(_)) {
        return (read_speed(node, faults), Permitted::default());
    }
    let mut permitted = Permitted::default();
    let Some(mut fields) = node.fields(faults) else {
        return (Changeable::Unknown, permitted);
    };
    let speed = fields.required("speed", faults);
    let speed = speed.map_or(Changeable::Unknown, |node| read_speed(node, faults));
    let only = fields.optional("only");
    let advise = fields.optional("advise");
    let to = fields.optional("to");
    fields.finish(faults);
    // A fact whose kind could not be read was reported there.
    let Some(kind) = kind else {
        return (speed, permitted);
    };
    permitted.only = only.and_then(|node| read_direction(node, kind, faults));
    permitted.advised = match advise {
        None => Advised::Any,
        Some(node) if node.word() == Some("none") => Advised::None,
        Some(node) => read_direction(node, kind, faults).map_or(Advised::Any, Advised::Only),
    };
    permitted.to = to.and_then(|node| read_choices(node, kind, faults));
    (speed, permitted)
}

fn read_speed(node: &Node, faults: &mut Faults) -> Changeable {
    match node.text(faults) {
        Some("quickly") => Changeable::Quickly,
        Some("slowly") => Changeable::Slowly,
        Some("no" | "false") => Changeable::No,
        Some("unknown") | None => Changeable::Unknown,
        Some(other) => {
            faults.add(&node.place, "fact-bad-changeable", [("found", &other)]);
            Changeable::Unknown
        }
    }
}

/// `up` and `down`; for yes/no facts `yes` and `no`.
fn read_direction(node: &Node, kind: &FactKind, faults: &mut Faults) -> Option<Direction> {
    let text = node.text(faults)?;
    let ordered = match kind {
        FactKind::Number { .. }
        | FactKind::Date
        | FactKind::Choices(_)
        | FactKind::Certificates(_)
        | FactKind::Receiving => true,
        FactKind::YesNo
        | FactKind::Choice(_)
        | FactKind::Industry
        | FactKind::Text
        | FactKind::List(_)
        | FactKind::Awards => false,
    };
    match (kind, text) {
        (FactKind::YesNo, "yes" | "true") => Some(Direction::Up),
        (FactKind::YesNo, "no" | "false") => Some(Direction::Down),
        (_, "up") if ordered => Some(Direction::Up),
        (_, "down") if ordered => Some(Direction::Down),
        _ => {
            faults.add(&node.place, "fact-bad-direction", [("found", &text)]);
            None
        }
    }
}

fn read_choices(node: &Node, kind: &FactKind, faults: &mut Faults) -> Option<u64> {
    let (FactKind::Choice(choices) | FactKind::Choices(choices) | FactKind::Certificates(choices)) =
        kind
    else {
        faults.add(&node.place, "fact-to-needs-choices", []);
        return None;
    };
    let known: Vec<&str> = choices.iter().map(|choice| choice.id.as_str()).collect();
    let mut bits = 0;
    for item in node.items(faults)? {
        let Some(id) = item.text(faults) else {
            continue;
        };
        match known.iter().position(|known| *known == id) {
            Some(index) => bits |= 1u64 << index,
            None => faults.add(
                &item.place,
                "fact-to-unknown",
                [("found", &id), ("known", &known.join(", "))],
            ),
        }
    }
    Some(bits)
}
