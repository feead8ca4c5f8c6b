//! What every module needs and no domain word: the database, the clock, a city's content, the frame of every
//! page, and the words of all of these. Nothing here knows what a strategy or a programme is.

mod assets;
#[cfg(feature = "bench")]
pub mod bench;
pub mod clock;
pub mod content;
pub mod db;
pub mod frame;
pub mod migrations;
pub mod page;

use std::sync::LazyLock;

use kernel::Words;

pub use assets::assets_routes;
pub use clock::Clock;
pub use content::{ContentFile, Imported};
pub use db::{Args, DatabaseUrl, Db, DbFault, DbFaultKind, Row, Tx, Value};
pub use frame::{Frame, Shell, SiteName};
pub use migrations::{Migration, migrate};
pub use page::page;

/// The platform's own words: navigation, footer, error pages, and the faults of databases and documents.
pub fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        Words::read(
            include_str!("../messages/ja.txt"),
            include_str!("../messages/en.txt"),
        )
    });
    &WORDS
}

/// The platform's own tables. `migrate` applies them before those of any module.
pub fn migrations() -> &'static [Migration] {
    const {
        &[Migration {
            module: "platform",
            number: 1,
            sql: include_str!("../migrations/001_content.sql"),
        }]
    }
}
