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

/// The messages of this module.
pub fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        Words::joined([
            &Words::read(
                include_str!("../messages/ja.txt"),
                include_str!("../messages/en.txt"),
            ),
            &Words::read(
                include_str!("../messages/best_set.ja.txt"),
                include_str!("../messages/best_set.en.txt"),
            ),
            &Words::read(
                include_str!("../messages/checks.ja.txt"),
                include_str!("../messages/checks.en.txt"),
            ),
            &Words::read(
                include_str!("../messages/children.ja.txt"),
                include_str!("../messages/children.en.txt"),
            ),
            &Words::read(
                include_str!("../messages/comparison.ja.txt"),
                include_str!("../messages/comparison.en.txt"),
            ),
            &Words::read(
                include_str!("../messages/finder.ja.txt"),
                include_str!("../messages/finder.en.txt"),
            ),
            &Words::read(
                include_str!("../messages/list.ja.txt"),
                include_str!("../messages/list.en.txt"),
            ),
            &Words::read(
                include_str!("../messages/open_data.ja.txt"),
                include_str!("../messages/open_data.en.txt"),
            ),
            &Words::read(
                include_str!("../messages/registry.ja.txt"),
                include_str!("../messages/registry.en.txt"),
            ),
            &Words::read(
                include_str!("../messages/simulation.ja.txt"),
                include_str!("../messages/simulation.en.txt"),
            ),
            &Words::read(
                include_str!("../messages/synthetic.ja.txt"),
                include_str!("../messages/synthetic.en.txt"),
            ),
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
