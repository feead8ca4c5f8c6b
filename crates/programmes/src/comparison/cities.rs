//! Two cities, or one city before and after: which programmes came, went and changed.

use std::collections::BTreeMap;

use super::{Comparison, Heading, Line, Manner, Section, Version, table};
use crate::catalogue::Catalogue;
use crate::programme::Programme;
use eligibility::comparison::{Part, Side, definitions};

/// Compares the programmes of two catalogues, all or the ones named. A programme that succeeds one that is gone is
/// compared with it.
pub fn compare_cities(
    old: &Catalogue,
    new: &Catalogue,
    only: &[String],
    manner: Manner,
) -> Comparison {
    let asked = |id: &str| only.is_empty() || only.iter().any(|asked| asked == id);
    let mut gone: Vec<&Programme> = old.programmes.iter().collect();
    let mut pairs: Vec<(Version<'_>, Version<'_>)> = Vec::new();
    let mut added: Vec<&Programme> = Vec::new();
    for now in &new.programmes {
        let same = gone.iter().position(|was| was.id == now.id);
        let before = same.or_else(|| {
            let before = now.succeeds.as_deref()?;
            let gone_now = new.find(before).is_none();
            gone.iter().position(|was| was.id == before && gone_now)
        });
        match before.map(|index| gone.remove(index)) {
            Some(was) if asked(&now.id) || asked(&was.id) => {
                pairs.push((version(old, was, manner), version(new, now, manner)));
            }
            Some(_) => {}
            None if asked(&now.id) => added.push(now),
            None => {}
        }
    }
    gone.retain(|was| asked(&was.id));
    let mut shared: BTreeMap<(Section, String), Line> = BTreeMap::new();
    let mut tables = Vec::new();
    for (was, now) in &pairs {
        let mut found = table(*was, *now, manner);
        found.lines.retain(|line| {
            let both = line.old.is_some() && line.new.is_some();
            let of_all = both && line.section == Section::Shared(Part::Facts);
            if of_all {
                shared.insert((line.section, line.id.clone()), line.clone());
            }
            !of_all
        });
        tables.push(found);
    }
    let was: Vec<Side<'_>> = pairs.iter().map(|(was, _)| was.side()).collect();
    let now: Vec<Side<'_>> = pairs.iter().map(|(_, now)| now.side()).collect();
    for row in definitions(&was, &now, manner.on, manner.lang) {
        let line = Line::from(row);
        shared.insert((line.section, line.id.clone()), line);
    }
    let heading = |catalogue: &Catalogue| Heading {
        id: catalogue.city.code.clone(),
        name: catalogue.city.name.get(manner.lang).to_owned(),
        as_of: None,
        day: manner.on,
    };
    Comparison {
        manner,
        old: heading(old),
        new: heading(new),
        tables,
        shared: shared.into_values().collect(),
        added: named(&added, new, manner),
        removed: named(&gone, old, manner),
    }
}

fn version<'a>(catalogue: &'a Catalogue, programme: &'a Programme, manner: Manner) -> Version<'a> {
    Version {
        catalogue,
        programme,
        day: manner.on,
    }
}

fn named(programmes: &[&Programme], catalogue: &Catalogue, manner: Manner) -> Vec<Heading> {
    let of = |programme| version(catalogue, programme, manner).heading(manner.lang);
    programmes.iter().copied().map(of).collect()
}
