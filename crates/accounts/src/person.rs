//! A person with an account: name, address, language, and which ways to sign in they have.

use kernel::{Lang, MailAddress};

use crate::id::PersonId;
use crate::notice::Digest;

/// The longest part of a name that is taken, in characters.
const LONGEST_NAME: usize = 60;

/// A person's name, in the two parts that Japanese forms ask for (standards §8.1: surname first).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub family: String,
    pub given: String,
    /// フリガナ of both; `None`: not given.
    pub kana: Option<(String, String)>,
}

/// What is wrong with a name, by field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    Missing,
    TooLong,
    /// A control character, or a sign no name has.
    Character,
    /// フリガナ is written in kana.
    NotKana,
}

impl NameFault {
    pub fn key(self) -> &'static str {
        match self {
            NameFault::Missing => "name-missing",
            NameFault::TooLong => "name-too-long",
            NameFault::Character => "name-character",
            NameFault::NotKana => "name-not-kana",
        }
    }
}

/// One part of a name, without spaces around it.
pub fn name_part(text: &str) -> Result<String, NameFault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(NameFault::Missing);
    }
    if text.chars().count() > LONGEST_NAME {
        return Err(NameFault::TooLong);
    }
    // Links and markup in a name would make a letter to somebody else a carrier of advertisements.
    if text
        .chars()
        .any(|c| c.is_control() || "<>/\\\"{}[]@:;|".contains(c))
        || text.contains("www.")
    {
        return Err(NameFault::Character);
    }
    Ok(text.to_owned())
}

/// One part of フリガナ; hiragana becomes full-width katakana. `None` when nothing was written.
pub fn kana_part(text: &str) -> Result<Option<String>, NameFault> {
    let text = kernel::fold::kana(text.trim());
    if text.is_empty() {
        return Ok(None);
    }
    if text.chars().count() > LONGEST_NAME {
        return Err(NameFault::TooLong);
    }
    let is_kana = |c: char| ('ァ'..='ヺ').contains(&c) || matches!(c, 'ー' | '・' | '　' | ' ');
    if !text.chars().all(is_kana) {
        return Err(NameFault::NotKana);
    }
    Ok(Some(text))
}

impl Name {
    /// 加賀 太郎: surname first in both languages, as the person wrote it.
    pub fn full(&self) -> String {
        format!("{} {}", self.family, self.given)
    }
}

/// A person as the database has them.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: PersonId,
    pub email: MailAddress,
    /// `None` until the person has told it.
    pub name: Option<Name>,
    pub lang: Lang,
    pub digest: Digest,
    pub ways: Ways,
    pub version: i64,
}

impl Person {
    /// The name, or the part of the address before the `@` while there is none.
    pub fn shown(&self) -> String {
        match &self.name {
            Some(name) => name.full(),
            None => self.email.name().to_owned(),
        }
    }
}

/// By which ways a person can sign in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    pub password: bool,
    pub authenticator: bool,
    pub passkeys: u32,
    pub providers: u32,
    /// Recovery codes that were not used yet.
    pub codes: u32,
}

impl Ways {
    /// Whether the person can sign in safely: a password alone is not enough.
    pub fn are_enough(self) -> bool {
        self.passkeys > 0 || self.providers > 0 || (self.password && self.authenticator)
    }

    /// Whether something beside the mailbox proves that it is the person: then a mail alone lets nobody in.
    pub fn have_second(self) -> bool {
        self.authenticator || self.passkeys > 0 || self.providers > 0 || self.codes > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_name_is_plain_text() {
        let check = |text: &str, expected: Result<&str, NameFault>| {
            assert_eq!(name_part(text), expected.map(str::to_owned), "{text}");
        };
        check(" 加賀 ", Ok("加賀"));
        check("髙﨑", Ok("髙﨑"));
        check("O'Neill-Sato", Ok("O'Neill-Sato"));
        check("　", Err(NameFault::Missing));
        check("http://evil.example", Err(NameFault::Character));
        check("www.evil.example", Err(NameFault::Character));
        check("a\nb", Err(NameFault::Character));
        check(&"加".repeat(61), Err(NameFault::TooLong));
    }

    #[test]
    fn furigana_are_full_width_katakana() {
        let check = |text: &str, expected: Result<Option<&str>, NameFault>| {
            assert_eq!(
                kana_part(text),
                expected.map(|text| text.map(str::to_owned)),
                "{text}"
            );
        };
        check("かが", Ok(Some("カガ")));
        check("ｶｶﾞ", Ok(Some("カガ")));
        check("ヴァン・ゴッホ", Ok(Some("ヴァン・ゴッホ")));
        check("", Ok(None));
        check("加賀", Err(NameFault::NotKana));
        check("kaga", Err(NameFault::NotKana));
    }

    #[test]
    fn mail_alone_opens_nothing_that_a_provider_guards() {
        let ways = Ways {
            providers: 1,
            ..Ways::default()
        };
        assert!(ways.have_second());
        assert!(!Ways::default().have_second());
    }

    #[test]
    fn a_password_alone_is_not_enough() {
        let ways = Ways {
            password: true,
            ..Ways::default()
        };
        assert!(!ways.are_enough());
        assert!(
            Ways {
                authenticator: true,
                ..ways
            }
            .are_enough()
        );
        assert!(
            Ways {
                passkeys: 1,
                ..Ways::default()
            }
            .are_enough()
        );
        assert!(
            !Ways {
                codes: 10,
                ..Ways::default()
            }
            .are_enough()
        );
    }
}
