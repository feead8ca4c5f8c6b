//! What every module needs and no domain word: the database, the clock, a city's content, the frame of every
//! page, and the words of all of these. Nothing here knows what a strategy or a programme is.

pub mod api;
mod assets;
mod backoff;
#[cfg(feature = "bench")]
pub mod bench;
pub mod broken;
pub mod clock;
mod components;
pub mod content;
pub mod db;
pub mod file;
pub mod frame;
pub mod ground;
pub mod headers;
pub mod jobs;
pub mod kept;
pub mod limits;
pub mod logs;
pub mod metrics;
pub mod migrations;
mod origin;
pub mod outbox;
pub mod page;
pub mod problem;
pub mod ready;
pub mod reference;
mod refusal;
pub mod secret;
pub mod server;
pub mod upkeep;
pub mod visitor;

use std::sync::LazyLock;

use kernel::Words;

pub use assets::assets_routes;
pub use broken::Broken;
pub use clock::Clock;
pub use components::components_routes;
pub use content::{ContentFile, Imported};
pub use db::{Args, AssertSqlSafe, DatabaseUrl, Db, DbFault, DbFaultKind, Row, Tx, Value};
pub use frame::{Frame, Shell, SiteName};
pub use ground::Ground;
pub use migrations::{Migration, migrate};
pub use page::{page, public_page};
pub use problem::Problem;
pub use visitor::Visitor;

/// The platform's own words: navigation, footer, error pages, and the faults of databases and documents.
pub fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        Words::joined([
            &Words::read(
                include_str!("../messages/ja.txt"),
                include_str!("../messages/en.txt"),
            ),
            &Words::read(
                include_str!("../messages/components.ja.txt"),
                include_str!("../messages/components.en.txt"),
            ),
        ])
    });
    &WORDS
}

/// The platform's own tables. `migrate` applies them before those of any module.
pub fn migrations() -> &'static [Migration] {
    const {
        &[
            own_table(1, include_str!("../migrations/001_content.sql")),
            own_table(2, include_str!("../migrations/002_outbox.sql")),
            own_table(3, include_str!("../migrations/003_jobs.sql")),
            own_table(4, include_str!("../migrations/004_outbox_given_up.sql")),
        ]
    }
}

const fn own_table(number: i64, sql: &'static str) -> Migration {
    Migration {
        module: "platform",
        number,
        sql,
    }
}
