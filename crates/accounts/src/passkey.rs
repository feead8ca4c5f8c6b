//! A passkey: a key that a device or a password manager keeps, and proves only to this site. Here is what people see
//! of it; how it is proved is in the actions.

use std::fmt;

use jiff::{SignedDuration, Timestamp};

/// A person has no more of them than this: each one is a way in that must be looked after.
pub const MOST: usize = 20;
/// For so long the browser may take to answer. People search for keys and type codes meanwhile (WCAG 2.2.1).
pub const ANSWER_WITHIN: SignedDuration = SignedDuration::from_mins(5);
/// The longest name, in characters.
const LONGEST_NAME: usize = 60;

/// A passkey as its owner finds it in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    pub id: String,
    /// As the person calls it, or after the browser in which it was made.
    pub name: String,
    pub created_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

/// Why nothing came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasskeyRefusal {
    /// The site is reached without a name, and a passkey belongs to a name.
    NoName,
    /// The answer does not fit: too late, sent twice, from another site, of a key that nobody has here. Nobody is
    /// told which, because a stranger could learn from it which keys and accounts there are.
    Wrong,
    /// It is right, but of somebody else than the person who is signed in.
    OtherPerson,
    /// The person has [`MOST`] already.
    Enough,
    /// Too many have begun to sign in from this network.
    TooOften,
    /// What was written is no name for a key.
    BadName,
    /// Without it the person could not sign in any more.
    LastWay,
}

impl PasskeyRefusal {
    pub const ALL: [PasskeyRefusal; 7] = [
        PasskeyRefusal::NoName,
        PasskeyRefusal::Wrong,
        PasskeyRefusal::OtherPerson,
        PasskeyRefusal::Enough,
        PasskeyRefusal::TooOften,
        PasskeyRefusal::BadName,
        PasskeyRefusal::LastWay,
    ];

    pub fn key(self) -> &'static str {
        match self {
            PasskeyRefusal::NoName => "passkey-no-name",
            PasskeyRefusal::Wrong => "passkey-wrong",
            PasskeyRefusal::OtherPerson => "passkey-other-person",
            PasskeyRefusal::Enough => "passkey-enough",
            PasskeyRefusal::TooOften => "passkey-too-often",
            PasskeyRefusal::BadName => "passkey-bad-name",
            PasskeyRefusal::LastWay => "passkey-last-way",
        }
    }
}

impl fmt::Display for PasskeyRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// What the person calls the key; `unnamed` when nothing was written.
pub fn name(text: &str, unnamed: &str) -> Result<String, PasskeyRefusal> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(unnamed.to_owned());
    }
    let fits = text.chars().count() <= LONGEST_NAME && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned()).ok_or(PasskeyRefusal::BadName)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_without_a_name_is_called_after_its_browser() {
        let check = |text: &str, expected: Result<&str, PasskeyRefusal>| {
            let named = name(text, "Firefox / Mac");
            assert_eq!(named, expected.map(str::to_owned), "{text}");
        };
        check("", Ok("Firefox / Mac"));
        check(" 　", Ok("Firefox / Mac"));
        check(" 会社のパソコン ", Ok("会社のパソコン"));
        check(&"鍵".repeat(60), Ok(&"鍵".repeat(60)));
        check(&"鍵".repeat(61), Err(PasskeyRefusal::BadName));
        check("a\nb", Err(PasskeyRefusal::BadName));
    }
}
