//! An organisation for which people act: its name, its number, and what proves that its members speak for it. What else
//! is known of it is the directory's.

use jiff::Timestamp;
use kernel::CorporateNumber;

use crate::id::{MembershipId, OrganisationId, PersonId};
use crate::role::Role;

/// Characters. The longest registered names in Japan have some 130.
const LONGEST_NAME: usize = 200;

/// The name of an organisation, byte for byte as it was written: 髙 never becomes 高, and no width is changed, because
/// it must be found as it is registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationName(String);

/// What is wrong with a name of an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganisationNameFault {
    Missing,
    TooLong,
    /// A control character, or what belongs to an address in the web: the name stands in letters to people who never
    /// asked for one, and must carry nobody's advertisement.
    Character,
}

impl OrganisationNameFault {
    pub fn key(self) -> &'static str {
        match self {
            OrganisationNameFault::Missing => "organisation-name-missing",
            OrganisationNameFault::TooLong => "organisation-name-too-long",
            OrganisationNameFault::Character => "organisation-name-character",
        }
    }
}

impl OrganisationName {
    pub fn parse(text: &str) -> Result<OrganisationName, OrganisationNameFault> {
        if text.trim().is_empty() {
            return Err(OrganisationNameFault::Missing);
        }
        if text.chars().count() > LONGEST_NAME {
            return Err(OrganisationNameFault::TooLong);
        }
        // ¶ is a new line in letters.
        let odd = |c: char| c.is_control() || matches!(c, '<' | '>' | '¶');
        if text.chars().any(odd) || text.contains("://") || text.contains("www.") {
            return Err(OrganisationNameFault::Character);
        }
        Ok(OrganisationName(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What proves that the members speak for the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Only the word of the person who entered it.
    None,
    GbizId,
}

impl Proof {
    pub fn word(self) -> &'static str {
        match self {
            Proof::None => "none",
            Proof::GbizId => "gbizid",
        }
    }

    pub fn of_word(word: &str) -> Option<Proof> {
        [Proof::None, Proof::GbizId]
            .into_iter()
            .find(|proof| proof.word() == word)
    }
}

/// An organisation as the database has it.
#[derive(Clone, Debug)]
pub struct Organisation {
    pub id: OrganisationId,
    pub name: String,
    pub number: Option<CorporateNumber>,
    pub proof: Proof,
    /// Counts the changes.
    pub version: i64,
}

/// One person's place in an organisation, now or in the past.
#[derive(Clone, Debug)]
pub struct Membership {
    pub id: MembershipId,
    pub person: PersonId,
    /// As the person is shown; `None`: the account was deleted.
    pub name: Option<String>,
    pub email: Option<String>,
    pub role: Role,
    pub since: Timestamp,
    pub ended_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_as_it_was_written() {
        let check = |text: &str, expected: Result<(), OrganisationNameFault>| {
            let name = OrganisationName::parse(text);
            assert_eq!(name.clone().map(|_| ()), expected, "{text}");
            if let Ok(name) = name {
                assert_eq!(name.as_str(), text);
            }
        };
        check("株式会社髙﨑鉄工所", Ok(()));
        check("ＡＢＣ　Ｄｅｓｉｇｎ（株）", Ok(()));
        check("Smith & Sons, Ltd.", Ok(()));
        check("　", Err(OrganisationNameFault::Missing));
        check("", Err(OrganisationNameFault::Missing));
        check(&"加".repeat(200), Ok(()));
        check(&"加".repeat(201), Err(OrganisationNameFault::TooLong));
        for odd in [
            "a\nb",
            "a¶b",
            "見て https://evil.example",
            "www.evil.example",
            "<b>",
        ] {
            check(odd, Err(OrganisationNameFault::Character));
        }
    }

    #[test]
    fn words_lead_back() {
        for proof in [Proof::None, Proof::GbizId] {
            assert_eq!(Proof::of_word(proof.word()), Some(proof));
        }
    }
}
