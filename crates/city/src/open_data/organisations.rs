//! Organisations the strategy works with, as a table. Public bodies and the telephones of offices only.

use kernel::Bilingual;
use plan::{Organisation, Plan};
use programmes::City;
use programmes::open_data::table::{joined, write};

use super::figures::sources;

const COLUMNS: [&str; 15] = [
    "local_government_code",
    "city",
    "organisation_id",
    "name_ja",
    "name_en",
    "kind",
    "address_ja",
    "address_en",
    "telephones",
    "role_ja",
    "role_en",
    "since_ja",
    "as_of_ja",
    "as_of_en",
    "sources",
];

pub fn csv(plan: &Plan, city: &City) -> String {
    write(
        &COLUMNS,
        plan.organisations.iter().map(|one| row(one, city)),
    )
}

fn row(organisation: &Organisation, city: &City) -> Vec<String> {
    let ja = |text: &Option<Bilingual>| {
        text.as_ref()
            .map_or_else(String::new, |text| text.ja.clone())
    };
    let en = |text: &Option<Bilingual>| {
        text.as_ref()
            .map_or_else(String::new, |text| text.en.clone())
    };
    let as_of = &organisation.backing.as_of;
    vec![
        city.code.clone(),
        city.name.ja.clone(),
        organisation.id.to_string(),
        organisation.name.ja.clone(),
        organisation.name.en.clone(),
        organisation.kind.word().to_owned(),
        ja(&organisation.address),
        en(&organisation.address),
        joined(
            organisation
                .phones
                .iter()
                .map(|phone| phone.number.as_str()),
        ),
        ja(&organisation.role),
        en(&organisation.role),
        ja(&organisation.since),
        ja(as_of),
        en(as_of),
        sources(&organisation.backing.sources),
    ]
}
