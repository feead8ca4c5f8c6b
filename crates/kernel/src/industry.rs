//! Industries by the Japan Standard Industrial Classification (日本標準産業分類, JSIC), and sets of them for rules.
//!
//! Which industries a grant means is *not* here: the classification is a statistical standard, and the office that
//! runs a grant decides what "manufacturing" is.

use std::fmt;
use std::ops::RangeInclusive;

use crate::fold;

mod names;
mod set;

pub use set::IndustrySet;

/// A revision of the classification. Codes of more than two digits can change their meaning between revisions; the
/// divisions and two-digit groups are the same in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Revision {
    /// 第13回改定, in force since 2014-04-01.
    Thirteenth,
    /// 第14回改定, in force since 2024-04-01.
    Fourteenth,
}

/// A code of the classification: a division (大分類) by its letter, or two, three or four digits.
///
/// Never a number of no division, such as 00; that a longer code is listed in a revision is not promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndustryCode {
    division: char,
    digits: Digits,
}

/// Two to four digits, leading zeros counted; none for a division.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Digits {
    number: u16,
    length: u8,
}

/// Why a text is no industry code or set of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndustryFault {
    /// No code is written, or none between two commas.
    Empty,
    /// Neither one letter nor two to four digits.
    NotACode { text: String },
    /// A letter after T, or a number of no division.
    NoSuchDivision { text: String },
    /// A range of something else than two-digit groups, or one that ends before it begins.
    BadRange { text: String },
}

/// The divisions with the two-digit groups (中分類) of each, the same in the 13th and 14th revision.
const DIVISIONS: [(char, RangeInclusive<u8>); 20] = [
    ('A', 1..=2),
    ('B', 3..=4),
    ('C', 5..=5),
    ('D', 6..=8),
    ('E', 9..=32),
    ('F', 33..=36),
    ('G', 37..=41),
    ('H', 42..=49),
    ('I', 50..=61),
    ('J', 62..=67),
    ('K', 68..=70),
    ('L', 71..=74),
    ('M', 75..=77),
    ('N', 78..=80),
    ('O', 81..=82),
    ('P', 83..=85),
    ('Q', 86..=87),
    ('R', 88..=96),
    ('S', 97..=98),
    ('T', 99..=99),
];

impl Revision {
    /// The revision of that number, 13 or 14.
    pub fn from_number(number: u8) -> Option<Revision> {
        match number {
            13 => Some(Revision::Thirteenth),
            14 => Some(Revision::Fourteenth),
            _ => None,
        }
    }

    /// 13 or 14.
    pub fn number(self) -> u8 {
        match self {
            Revision::Thirteenth => 13,
            Revision::Fourteenth => 14,
        }
    }
}

impl IndustryCode {
    /// Reads `E`, `24`, `241` or `2411`, in any width and letter case.
    pub fn parse(text: &str) -> Result<IndustryCode, IndustryFault> {
        let text = fold::ascii(text).to_ascii_uppercase();
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        let digits = match (text.len(), is_number) {
            (0, _) => return Err(IndustryFault::Empty),
            (1, _) if text.as_bytes()[0].is_ascii_uppercase() => Digits::default(),
            (2..=4, true) => Digits::of(&text),
            _ => return Err(IndustryFault::NotACode { text }),
        };
        let division = DIVISIONS.iter().find(|(letter, groups)| {
            text.starts_with(*letter) || digits.group().is_some_and(|group| groups.contains(&group))
        });
        match division {
            Some((letter, _)) => Ok(IndustryCode {
                division: *letter,
                digits,
            }),
            None => Err(IndustryFault::NoSuchDivision { text }),
        }
    }

    /// The letter of the division in which the code lies: `E` for 2411.
    pub fn division(&self) -> char {
        self.division
    }

    /// The official Japanese name, for divisions and the two-digit groups of the city's programmes.
    pub fn ja_name(&self) -> Option<&'static str> {
        names::name(self).map(|(ja, _)| ja)
    }

    /// The English name used in government statistics, for the same codes; the Japanese name decides.
    pub fn en_name(&self) -> Option<&'static str> {
        names::name(self).map(|(_, en)| en)
    }

    /// The two-digit groups that the code is, or contains, or lies in.
    fn groups(&self) -> RangeInclusive<u8> {
        match self.digits.group() {
            Some(group) => group..=group,
            None => {
                let found = DIVISIONS
                    .iter()
                    .find(|(letter, _)| *letter == self.division);
                found
                    .expect("a division is read from the table alone")
                    .1
                    .clone()
            }
        }
    }
}

/// The code as the classification prints it, with its leading zero.
impl fmt::Display for IndustryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.digits.length {
            0 => write!(f, "{}", self.division),
            length => write!(
                f,
                "{:0width$}",
                self.digits.number,
                width = usize::from(length)
            ),
        }
    }
}

impl Digits {
    fn of(text: &str) -> Digits {
        text.bytes().fold(Digits::default(), |digits, byte| Digits {
            number: digits.number * 10 + u16::from(byte - b'0'),
            length: digits.length + 1,
        })
    }

    fn first(self, length: u8) -> Digits {
        let number = self.number / 10_u16.pow(u32::from(self.length.saturating_sub(length)));
        Digits {
            number,
            length: self.length.min(length),
        }
    }

    fn group(self) -> Option<u8> {
        let group = self.first(2);
        u8::try_from(group.number)
            .ok()
            .filter(|_| group.length == 2)
    }

    fn start_with(self, other: Digits) -> bool {
        self.first(other.length) == other
    }
}

#[cfg(test)]
mod tests;
