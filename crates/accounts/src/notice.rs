//! What people are told: notices on the site, and when they are mailed.

use jiff::{SignedDuration, Timestamp};

/// When notices are mailed. What concerns the security of an account is always mailed at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digest {
    AtOnce,
    /// All of a day in one letter.
    Daily,
    Weekly,
    /// Only on the site.
    Never,
}

impl Digest {
    pub const ALL: [Digest; 4] = [Digest::AtOnce, Digest::Daily, Digest::Weekly, Digest::Never];

    pub fn word(self) -> &'static str {
        match self {
            Digest::AtOnce => "at-once",
            Digest::Daily => "daily",
            Digest::Weekly => "weekly",
            Digest::Never => "never",
        }
    }

    pub fn of_word(word: &str) -> Option<Digest> {
        Digest::ALL.into_iter().find(|digest| digest.word() == word)
    }

    /// How long notices are gathered; `None` when no letter gathers them.
    pub fn gathers_for(self) -> Option<SignedDuration> {
        match self {
            Digest::Daily => Some(SignedDuration::from_hours(24)),
            Digest::Weekly => Some(SignedDuration::from_hours(24 * 7)),
            Digest::AtOnce | Digest::Never => None,
        }
    }
}

/// How urgently somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// As the person wishes.
    Usual,
    /// Mailed at once, whatever the person wishes: security, and days by which something lapses.
    Urgent,
}

/// One thing that a person is told. The sentence is made when it is read: `kind` is the key of a message of the module
/// that tells it, `said` has its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub kind: &'static str,
    pub said: Vec<(&'static str, String)>,
    /// Where it leads, without the language.
    pub path: Option<String>,
    pub urgency: Urgency,
}

/// A notice as the person finds it.
#[derive(Clone, Debug)]
pub struct Told {
    pub id: String,
    pub kind: String,
    pub said: Vec<(String, String)>,
    pub path: Option<String>,
    pub created_at: Timestamp,
    pub is_read: bool,
}
