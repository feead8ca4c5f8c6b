//! Reads the editions of the strategy with their policies and directions.

use kernel::fault::nearest;
use kernel::{Bilingual, Faults, Fields, Node};

use super::entry::{Ids, each, is_not_stated, optional_text, text_or_not_stated};
use super::sources::NamedSources;
use crate::strategy::{Direction, Edition, Known, Policy, Title};

/// The edition named under `current`, and the others in their order.
pub fn read_editions(
    fields: &mut Fields<'_>,
    named: &NamedSources,
    faults: &mut Faults,
) -> Option<(Edition, Vec<Edition>)> {
    let before = faults.len();
    let mut ids = Ids::default();
    fields.required("editions", faults);
    let mut editions = each(fields, "editions", faults, |node, faults| {
        edition(node, &mut ids, named, faults)
    });
    let node = fields.required("current", faults)?;
    let current = node.text(faults)?;
    if faults.len() > before {
        return None;
    }
    let names = editions.iter().map(|edition| edition.id.as_str());
    let Some(index) = names.clone().position(|name| name == current) else {
        let known = names.clone().collect::<Vec<_>>().join(", ");
        match nearest(current, names) {
            Some(meant) => faults.add(
                &node.place,
                "plan-fault-edition-near",
                [("id", &current), ("meant", &meant)],
            ),
            None => faults.add(
                &node.place,
                "plan-fault-edition",
                [("id", &current), ("known", &known)],
            ),
        }
        return None;
    };
    let current = editions.remove(index);
    Some((current, editions))
}

fn edition(
    node: &Node,
    ids: &mut Ids,
    named: &NamedSources,
    faults: &mut Faults,
) -> Option<Edition> {
    let mut fields = node.fields(faults)?;
    let id = ids.take(&mut fields, faults);
    let label = fields.required_bilingual("label", faults);
    let adopted = text_or_not_stated(&mut fields, "adopted", faults);
    let known = known(&mut fields, faults);
    let purpose = text_or_not_stated(&mut fields, "purpose", faults);
    let practice = optional_text(&mut fields, "practice", faults);
    let (mut policy_ids, mut direction_ids) = (Ids::default(), Ids::default());
    let policies = each(&mut fields, "policies", faults, |node, faults| {
        policy(node, &mut policy_ids, &mut direction_ids, faults)
    });
    let backing = named.backing(&mut fields, faults);
    fields.finish(faults);
    Some(Edition {
        id: id?,
        label: label?,
        adopted: adopted?,
        known: known?,
        purpose: purpose?,
        practice,
        policies,
        backing: backing?,
    })
}

/// `known: full`, or `known: partial` with `limits` that say what is missing.
fn known(fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Known> {
    let node = fields.required("known", faults)?;
    match node.text(faults)? {
        "full" => Some(Known::Full),
        "partial" => fields
            .required_bilingual("limits", faults)
            .map(Known::Partial),
        other => {
            faults.add(
                &node.place,
                "plan-fault-choice",
                [("found", &other), ("known", &"full, partial")],
            );
            None
        }
    }
}

fn policy(
    node: &Node,
    ids: &mut Ids,
    direction_ids: &mut Ids,
    faults: &mut Faults,
) -> Option<Policy> {
    let mut fields = node.fields(faults)?;
    let id = ids.take(&mut fields, faults);
    let title = title(&mut fields, faults);
    let idea = text_or_not_stated(&mut fields, "idea", faults);
    let directions = fields.required("directions", faults).map(|node| {
        (!is_not_stated(node)).then(|| {
            let items = node.items(faults).unwrap_or_default();
            items
                .iter()
                .filter_map(|node| direction(node, direction_ids, faults))
                .collect()
        })
    });
    fields.finish(faults);
    Some(Policy {
        id: id?,
        title: title?,
        idea: idea?,
        directions: directions?,
    })
}

/// The official `title`; when it is `not stated`, the `reported_title`.
fn title(fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Title> {
    let official: Option<Bilingual> = text_or_not_stated(fields, "title", faults)?;
    match official {
        Some(official) => Some(Title::Official(official)),
        None => fields
            .required_bilingual("reported_title", faults)
            .map(Title::Reported),
    }
}

fn direction(node: &Node, ids: &mut Ids, faults: &mut Faults) -> Option<Direction> {
    let mut fields = node.fields(faults)?;
    let id = ids.take(&mut fields, faults);
    let title = fields.required_bilingual("title", faults);
    let new_normal = fields
        .optional("new_normal")
        .and_then(|node| node.flag(faults))
        .unwrap_or(false);
    fields.finish(faults);
    Some(Direction {
        id: id?,
        title: title?,
        new_normal,
    })
}
