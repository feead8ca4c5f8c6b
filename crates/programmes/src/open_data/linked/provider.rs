//! Who stands behind a programme, as linked data.

use serde_json::{Value, json};

use super::Making;
use super::terms::{both, made};
use crate::programme::{Level, Programme};

impl Making<'_> {
    /// Who runs it; the level alone where the source does not name anybody.
    pub(super) fn authority(&self, programme: &Programme, page: &str) -> Value {
        let city = &self.catalogue.city;
        let unnamed = match programme.level {
            Level::City => Some(city.name.clone()),
            Level::Prefecture => city.prefecture.clone(),
            Level::National => Some(self.say("linked-country")),
        };
        let level = self.say(&format!("level-{}", programme.level.word()));
        let name = programme
            .operator
            .known()
            .cloned()
            .or(unnamed)
            .unwrap_or(level);
        made([
            ("@id", json!(format!("{page}#authority"))),
            // Chambers and universities run programmes too: we do not call them a government.
            ("@type", json!(["Organization", "cv:PublicOrganisation"])),
            ("name", both(&name)),
            ("skos:prefLabel", both(&name)),
            ("dct:spatial", self.area(programme.level)),
            (
                "department",
                match programme.section.known() {
                    None => Value::Null,
                    Some(section) => json!({"@type": "Organization", "name": both(section)}),
                },
            ),
        ])
    }

    /// The area of the public body behind it.
    pub(super) fn area(&self, level: Level) -> Value {
        let city = &self.catalogue.city;
        let prefecture_code = city.code.get(..2).unwrap_or_default();
        match level {
            Level::City => made([
                ("@id", json!(format!("urn:x-lgcode:{}", city.code))),
                ("@type", json!(["AdministrativeArea", "dct:Location"])),
                ("name", both(&city.name)),
                ("identifier", json!(city.code)),
            ]),
            Level::Prefecture => made([
                ("@id", json!(format!("urn:x-lgcode:{prefecture_code}"))),
                ("@type", json!(["AdministrativeArea", "dct:Location"])),
                ("name", city.prefecture.as_ref().map_or(Value::Null, both)),
                ("identifier", json!(format!("JP-{prefecture_code}"))),
            ]),
            Level::National => made([
                (
                    "@id",
                    json!("http://publications.europa.eu/resource/authority/country/JPN"),
                ),
                ("@type", json!(["Country", "dct:Location"])),
                ("name", both(&self.say("linked-country"))),
                ("identifier", json!("JP")),
            ]),
        }
    }
}
