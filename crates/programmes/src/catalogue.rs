//! All programmes of a city with the facts and definitions they use, read from its folder and checked as one.

mod cases;
mod checks;
mod city;
mod names;
mod reading;

use std::collections::BTreeMap;

use eligibility::Facts;
use eligibility::formula::{Cond, Definition};
use kernel::Bilingual;

use crate::deciding;
use crate::headings::Headings;
use crate::programme::Programme;
use crate::search::Index;
use crate::sieve::LatestSieve;
use crate::standing::Latest;

pub use cases::Case;
pub use checks::check;
pub use city::{City, Contact, Licence};
pub use reading::{CityFile, read};

/// The catalogue of a city (支援制度の一覧), in the order of the files.
#[derive(Debug)]
pub struct Catalogue {
    pub city: City,
    pub facts: Facts,
    pub programmes: Vec<Programme>,
    pub names: BTreeMap<String, Bilingual>,
    pub cases: Vec<Case>,
    /// The shared definitions that are conditions, for their pages.
    pub definitions: Vec<std::sync::Arc<Definition<Cond>>>,
    /// The headings of the strategy; empty for a city without one.
    pub headings: Headings,
    /// The texts of all programmes, to be searched.
    pub index: Index,
    /// How the programmes stand on the day that was last asked about.
    pub latest: Latest,
    /// The sieve of the day that was last asked about; made only when somebody sifts.
    pub sieve: LatestSieve,
    /// What single answers decide on that day.
    pub deciding: deciding::Latest,
}

impl Catalogue {
    pub fn find(&self, id: &str) -> Option<&Programme> {
        self.programmes.iter().find(|programme| programme.id == id)
    }
}
