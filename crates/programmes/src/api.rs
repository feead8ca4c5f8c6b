//! The programmes for machines: the catalogue, the facts that rules ask about, and the assessment of a profile,
//! as JSON. Nobody signs in and nothing that is sent is kept.

mod asked;
mod assess;
mod body;
mod city;
mod facts;
mod list;
mod profile_schema;
mod programme;
mod rules;
mod said;
mod simulation;
#[cfg(test)]
mod tests;
mod written;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use eligibility::wording::Wording;
use kernel::{Date, Lang, Words};
use platform::{Clock, ContentFile};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Catalogue;
use crate::portal::Firms;
use written::Written;

pub use asked::filter_schemas;
pub use body::LARGEST_BODY;
pub use profile_schema::schemas;

/// What the addresses need. Cloning is cheap.
#[derive(Clone)]
pub struct State {
    catalogue: Arc<Catalogue>,
    /// With whom rules are tried out.
    firms: Arc<Firms>,
    clock: Clock,
    /// The files of the programmes by their ids.
    files: Arc<BTreeMap<String, Written>>,
}

impl State {
    pub fn new(
        catalogue: Arc<Catalogue>,
        firms: Arc<Firms>,
        clock: Clock,
        files: &[ContentFile],
    ) -> State {
        State {
            files: Arc::new(written::read(&catalogue, files)),
            catalogue,
            firms,
            clock,
        }
    }

    fn wording(&self, on: Date, lang: Lang) -> Wording<'_> {
        Wording {
            facts: &self.catalogue.facts,
            programmes: &self.catalogue.names,
            on,
            lang,
        }
    }
}

/// The addresses with their description. What may be sent to `/api/assess` is described by `schemas`.
pub fn routes(state: State) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(city::city))
        .routes(routes!(list::programmes))
        .routes(routes!(programme::programme))
        .routes(routes!(programme::source))
        .routes(routes!(simulation::simulation))
        .routes(routes!(facts::facts))
        .routes(routes!(assess::assess))
        .with_state(state)
}

/// The words of these addresses: their own, and those by which a mistaken profile is told.
pub fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        Words::joined([
            own_words(),
            crate::words(),
            eligibility::words(),
            platform::words(),
        ])
    });
    &WORDS
}

fn own_words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        Words::read(
            include_str!("../messages/api.ja.txt"),
            include_str!("../messages/api.en.txt"),
        )
    });
    &WORDS
}
