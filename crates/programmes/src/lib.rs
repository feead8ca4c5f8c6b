//! Support programmes (支援制度): the catalogue of a city, which of them an applicant can use, why, and for how
//! much. Not here: calls with budgets and applications (crate `calls`), and the rules' own language (`eligibility`).

pub mod api;
pub mod assess;
pub mod best_set;
pub mod catalogue;
pub mod comparison;
mod deciding;
pub mod headings;
pub mod listing;
pub mod open_data;
pub mod portal;
pub mod programme;
pub mod registry;
pub mod search;
pub mod sieve;
pub mod simulation;
pub mod standing;
mod store;
pub mod synthetic;
mod workbook;

use std::sync::LazyLock;

use kernel::Words;
use platform::Migration;

pub use assess::{Asked, Assessed, Assessment, assess, assess_open};
pub use catalogue::{Catalogue, City, CityFile, Contact, Licence, check, read};
pub use headings::{Headings, PolicyHeading};
pub use listing::{Found, Query, Sort};
pub use programme::{Programme, Stated, WindowState};
pub use store::import;

/// A pair of files with messages, by the beginning of their names.
macro_rules! read {
    ($name:literal) => {
        &Words::read(
            include_str!(concat!("../messages/", $name, "ja.txt")),
            include_str!(concat!("../messages/", $name, "en.txt")),
        )
    };
}

/// The messages of this module.
pub fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        Words::joined([
            read!(""),
            read!("best_set."),
            read!("checks."),
            read!("children."),
            read!("comparison."),
            read!("finder."),
            read!("list."),
            read!("open_data."),
            read!("registry."),
            read!("simulation."),
            read!("synthetic."),
            read!("try."),
        ])
    });
    &WORDS
}

/// The tables of this module.
pub fn migrations() -> &'static [Migration] {
    const {
        &[Migration {
            module: "programmes",
            number: 1,
            sql: include_str!("../migrations/001_programmes.sql"),
        }]
    }
}
