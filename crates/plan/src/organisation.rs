//! Organisations (機関) the strategy works with: sections, support bodies, universities, estates, halls.
//! Public bodies only; never a private person, and only the telephone numbers of offices.

use kernel::Bilingual;

use crate::source::{Backing, Id, Note};

/// An organisation or a place, as the sources describe it.
#[derive(Clone, Debug)]
pub struct Organisation {
    pub id: Id,
    pub name: Bilingual,
    pub kind: Kind,
    pub address: Option<Bilingual>,
    pub location: Option<Bilingual>,
    pub phones: Vec<Phone>,
    pub role: Option<Bilingual>,
    pub since: Option<Bilingual>,
    pub area: Option<Area>,
    pub tenants: Option<Bilingual>,
    pub target: Option<Bilingual>,
    pub members: Members,
    pub note: Option<Note>,
    pub backing: Backing,
}

impl Organisation {
    /// Whether more is known than name, role and remarks.
    pub fn has_facts(&self) -> bool {
        !self.phones.is_empty()
            || !matches!(self.members, Members::NotAsked)
            || self.area.is_some()
            || [
                &self.address,
                &self.location,
                &self.since,
                &self.tenants,
                &self.target,
            ]
            .iter()
            .any(|fact| fact.is_some())
    }
}

/// The telephone of an office (窓口).
#[derive(Clone, Debug)]
pub struct Phone {
    pub number: String,
    pub office: Option<Bilingual>,
    pub note: Option<Bilingual>,
}

/// The land of an estate.
#[derive(Clone, Debug)]
pub struct Area {
    /// As written in the source.
    pub hectares: String,
    pub note: Option<Bilingual>,
}

/// Who belongs to it.
#[derive(Clone, Debug)]
pub enum Members {
    /// It has no members, or nobody asked.
    NotAsked,
    /// The source gives no full list; these are the ones it names, perhaps none.
    NotStated {
        named: Vec<Bilingual>,
    },
    Listed(Vec<Bilingual>),
}

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    City,
    CitySection,
    Prefecture,
    SupportBody,
    Finance,
    Association,
    Council,
    Network,
    University,
    School,
    Estate,
    Facility,
}

impl Kind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Kind; 12] = [
        Kind::City,
        Kind::CitySection,
        Kind::Prefecture,
        Kind::SupportBody,
        Kind::Finance,
        Kind::Association,
        Kind::Council,
        Kind::Network,
        Kind::University,
        Kind::School,
        Kind::Estate,
        Kind::Facility,
    ];

    /// The word for it in documents.
    pub fn word(self) -> &'static str {
        match self {
            Kind::City => "city",
            Kind::CitySection => "city_section",
            Kind::Prefecture => "prefecture",
            Kind::SupportBody => "support_body",
            Kind::Finance => "finance",
            Kind::Association => "association",
            Kind::Council => "council",
            Kind::Network => "network",
            Kind::University => "university",
            Kind::School => "school",
            Kind::Estate => "estate",
            Kind::Facility => "facility",
        }
    }
}
