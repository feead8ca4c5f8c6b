//! The first row: which column is what.

use eligibility::fact::FactKind;
use kernel::fault::nearest;

use super::cells::Filler;
use super::refused::{Damage, Refused};
use super::{DISTRICT, ID, MOST_COLUMNS, SYNTHETIC};
use crate::catalogue::Catalogue;

/// What stands in a column.
pub enum Meaning {
    Id,
    District,
    Synthetic,
    Fact(Box<Filler>),
    /// Somebody said that it is not meant for us.
    Ignored,
}

/// Reads the names. Every mistake in them is told.
pub fn read_header(
    names: &[String],
    ignore: &[String],
    catalogue: &Catalogue,
) -> Result<Vec<Meaning>, Refused> {
    let mut refused = Refused::default();
    let mut add = |key, args: &[(&'static str, &str)]| refused.add(Damage::of_row(1, key, args));
    if names.len() > MOST_COLUMNS {
        let (found, most) = (names.len().to_string(), MOST_COLUMNS.to_string());
        add("registry-columns", &[("found", &found), ("most", &most)]);
        return Err(refused);
    }
    if let [only] = names
        && only.contains([';', '\t'])
    {
        add("registry-separator", &[]);
        return Err(refused);
    }
    let mut meanings = Vec::with_capacity(names.len());
    for (place, name) in names.iter().enumerate() {
        if ignore.contains(name) {
            meanings.push(Meaning::Ignored);
            continue;
        }
        if name.is_empty() {
            let column = (place + 1).to_string();
            add("registry-no-name", &[("column", &column)]);
            continue;
        }
        if names[..place].contains(name) {
            add("registry-column-twice", &[("name", name)]);
            continue;
        }
        match name.as_str() {
            ID => meanings.push(Meaning::Id),
            DISTRICT => meanings.push(Meaning::District),
            SYNTHETIC => meanings.push(Meaning::Synthetic),
            name => match fact(name, catalogue) {
                Ok(filler) => meanings.push(Meaning::Fact(Box::new(filler))),
                Err((key, meant)) => add(key, &[("name", name), ("meant", meant)]),
            },
        }
    }
    if !names.iter().any(|name| name == ID) {
        add("registry-no-id", &[]);
    }
    let facts = |meaning: &Meaning| matches!(meaning, Meaning::Fact(_));
    if refused.is_empty() && !meanings.iter().any(facts) {
        refused.add(Damage::of_row(1, "registry-no-facts", &[]));
    }
    if refused.is_empty() {
        Ok(meanings)
    } else {
        Err(refused)
    }
}

/// The column of a fact, or what is wrong with its name and what may be meant.
fn fact<'a>(name: &str, catalogue: &'a Catalogue) -> Result<Filler, (&'static str, &'a str)> {
    let facts = &catalogue.facts;
    let is_list = |kind: &FactKind| matches!(kind, FactKind::List(_));
    match facts.find(name) {
        Some(id) if is_list(&facts.get(id).kind) => Err(("registry-list-column", "")),
        Some(id) => Ok(Filler::new(id, facts.get(id))),
        None => {
            let known = facts.iter().filter(|(_, fact)| !is_list(&fact.kind));
            let known = known.map(|(_, fact)| fact.id.as_str());
            match nearest(name, known.chain([ID, DISTRICT, SYNTHETIC])) {
                Some(meant) => Err(("registry-strange-column-near", meant)),
                None => Err(("registry-strange-column", "")),
            }
        }
    }
}
