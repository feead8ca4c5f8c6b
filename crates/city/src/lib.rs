//! The composition: which modules there are, what is shown of several at once, and the commands. Nothing here
//! has a rule of its own.

mod about;
mod api;
pub mod commands;
pub mod folder;
mod home;
pub mod load;
mod mcp;
mod open_data;
pub mod people;
pub mod site;
mod sitemap;

use std::sync::LazyLock;

use kernel::Words;
use platform::Migration;

/// The messages of the composition.
pub fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        Words::joined([
            &Words::read(
                include_str!("../messages/ja.txt"),
                include_str!("../messages/en.txt"),
            ),
            &Words::read(
                include_str!("../messages/about.ja.txt"),
                include_str!("../messages/about.en.txt"),
            ),
            &Words::read(
                include_str!("../messages/comparison.ja.txt"),
                include_str!("../messages/comparison.en.txt"),
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
                include_str!("../messages/open_data.ja.txt"),
                include_str!("../messages/open_data.en.txt"),
            ),
        ])
    });
    &WORDS
}

/// The messages by which faults in content and profiles are told: those of every module that reads them.
pub fn fault_words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        Words::joined([
            words(),
            eligibility::words(),
            programmes::words(),
            plan::words(),
            accounts::words(),
            platform::words(),
        ])
    });
    &WORDS
}

/// The tables of every module, in the order of the arrows.
pub fn migrations() -> [&'static [Migration]; 3] {
    [
        accounts::migrations(),
        plan::migrations(),
        programmes::migrations(),
    ]
}
