//! Reads `organisations.yaml`.

use kernel::{Faults, Fields, Node};

use super::entry::{Ids, choice, each, is_not_stated, optional_note, optional_text, texts};
use super::sources::NamedSources;
use crate::figure::is_number;
use crate::organisation::{Area, Kind, Members, Organisation, Phone};

pub fn read_all(node: &Node, faults: &mut Faults) -> Vec<Organisation> {
    let Some(mut fields) = node.fields(faults) else {
        return Vec::new();
    };
    let named = NamedSources::read(&mut fields, faults);
    let mut ids = Ids::default();
    let organisations = each(&mut fields, "organisations", faults, |node, faults| {
        organisation(node, &mut ids, &named, faults)
    });
    fields.finish(faults);
    organisations
}

fn organisation(
    node: &Node,
    ids: &mut Ids,
    named: &NamedSources,
    faults: &mut Faults,
) -> Option<Organisation> {
    let mut fields = node.fields(faults)?;
    let id = ids.take(&mut fields, faults);
    let name = fields.required_bilingual("name", faults);
    let kind = fields
        .required("kind", faults)
        .and_then(|node| choice(node, &Kind::ALL, Kind::word, faults));
    let address = optional_text(&mut fields, "address", faults);
    let location = optional_text(&mut fields, "location", faults);
    let phones = each(&mut fields, "phones", faults, phone);
    let role = optional_text(&mut fields, "role", faults);
    let since = optional_text(&mut fields, "since", faults);
    let area = fields.optional("area").and_then(|node| area(node, faults));
    let tenants = optional_text(&mut fields, "tenants", faults);
    let target = optional_text(&mut fields, "target", faults);
    let members = members(&mut fields, faults);
    let note = optional_note(&mut fields, "note", faults);
    let backing = named.backing(&mut fields, faults);
    fields.finish(faults);
    Some(Organisation {
        id: id?,
        name: name?,
        kind: kind?,
        address,
        location,
        phones,
        role,
        since,
        area,
        tenants,
        target,
        members,
        note,
        backing: backing?,
    })
}

fn phone(node: &Node, faults: &mut Faults) -> Option<Phone> {
    let mut fields = node.fields(faults)?;
    let number = fields.required("number", faults).and_then(|node| {
        let text = node.text(faults)?;
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let is_phone = text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if !is_phone || !(9..=15).contains(&digits) {
            faults.add(&node.place, "plan-fault-phone", [("found", &text)]);
            return None;
        }
        Some(text.to_owned())
    });
    let office = optional_text(&mut fields, "office", faults);
    let note = optional_text(&mut fields, "note", faults);
    fields.finish(faults);
    Some(Phone {
        number: number?,
        office,
        note,
    })
}

fn area(node: &Node, faults: &mut Faults) -> Option<Area> {
    let mut fields = node.fields(faults)?;
    let hectares = fields.required("hectares", faults).and_then(|node| {
        let text = node.text(faults)?;
        if !is_number(text) {
            faults.add(&node.place, "plan-fault-number", [("found", &text)]);
            return None;
        }
        Some(text.to_owned())
    });
    let note = optional_text(&mut fields, "note", faults);
    fields.finish(faults);
    Some(Area {
        hectares: hectares?,
        note,
    })
}

/// `members` is the full list or `not stated`; in the second case `named_members` are those the source names.
fn members(fields: &mut Fields<'_>, faults: &mut Faults) -> Members {
    let Some(node) = fields.optional("members") else {
        return Members::NotAsked;
    };
    if is_not_stated(node) {
        return Members::NotStated {
            named: texts(fields, "named_members", faults),
        };
    }
    Members::Listed(texts(fields, "members", faults))
}
