//! The strategy itself (戦略): its editions, policies, directions and background themes, the organisations it
//! works with and the figures others report about it; all read from a city's content, shown to the public and
//! kept in the database for what refers to it. Not here: programmes, which carry a direction out.

pub mod api;
pub mod figure;
pub mod organisation;
pub mod portal;
pub mod reading;
#[cfg(test)]
mod sample;
pub mod source;
mod store;
pub mod strategy;

use std::sync::LazyLock;

use kernel::Words;
use platform::Migration;

pub use figure::Figure;
pub use organisation::Organisation;
pub use reading::read;
pub use source::{Backing, Directions, Id, Note, Source};
pub use store::import;
pub use strategy::{Direction, Edition, Policy, Strategy, Theme};

/// What a city's content says about its plan. A small city may have none of the three.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub strategy: Option<Strategy>,
    pub organisations: Vec<Organisation>,
    pub figures: Vec<Figure>,
}

/// The words of this module: its pages, and the faults of its documents. The faults of documents in general
/// are among the words of `platform`.
pub fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        let pages = Words::read(
            include_str!("../messages/ja.txt"),
            include_str!("../messages/en.txt"),
        );
        let pictures = Words::read(
            include_str!("../messages/pictures.ja.txt"),
            include_str!("../messages/pictures.en.txt"),
        );
        Words::joined([&pages, &pictures])
    });
    &WORDS
}

/// The tables of this module.
pub fn migrations() -> &'static [Migration] {
    const {
        &[Migration {
            module: "plan",
            number: 1,
            sql: include_str!("../migrations/001_plan.sql"),
        }]
    }
}
