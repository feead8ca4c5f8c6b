//! The code by which statistics and open data know a prefecture, a city, a ward, a town or a village.

use std::fmt;

use crate::fold;

/// A local government code (全国地方公共団体コード): prefecture, municipality and a check digit, six digits in all.
///
/// Never one with a wrong check digit or of a prefecture that is not; that the municipality exists, or still exists
/// after a merger, is not promised. Source: the codes of the Ministry of Internal Affairs, with JIS X 0401 and 0402.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalGovernmentCode(u32);

/// Why a text is no local government code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalGovernmentCodeFault {
    /// Something else than six digits, or five without the check digit.
    NotSixDigits,
    /// The first two digits are no prefecture: they run from 01 to 47.
    NoSuchPrefecture,
    /// The last digit does not fit the others: it should be `expected`, or another digit was mistyped.
    CheckDigit { expected: u8 },
}

impl LocalGovernmentCode {
    /// Reads six digits, or the first five, as geospatial data has them, and adds the check digit.
    pub fn parse(text: &str) -> Result<LocalGovernmentCode, LocalGovernmentCodeFault> {
        let digits = fold::identifier_digits(text)
            .filter(|digits| matches!(digits.len(), 5 | 6))
            .ok_or(LocalGovernmentCodeFault::NotSixDigits)?;
        if !("01"..="47").contains(&&digits[..2]) {
            return Err(LocalGovernmentCodeFault::NoSuchPrefecture);
        }
        let (body, check) = digits.split_at(5);
        let expected = check_digit(body);
        if !check.is_empty() && check != expected.to_string() {
            return Err(LocalGovernmentCodeFault::CheckDigit { expected });
        }
        let body: u32 = body.parse().expect("five ASCII digits fit into 32 bits");
        Ok(LocalGovernmentCode(body * 10 + u32::from(expected)))
    }
}

/// The six digits, with the leading zero of the northern prefectures.
impl fmt::Display for LocalGovernmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

/// The last digit of 11 minus the weighted sum modulo 11; the five digits weigh 6, 5, 4, 3, 2.
fn check_digit(body: &str) -> u8 {
    let sum: u8 = body
        .bytes()
        .zip([6, 5, 4, 3, 2])
        .map(|(digit, weight)| (digit - b'0') * weight)
        .sum();
    (11 - sum % 11) % 10
}

#[cfg(test)]
mod tests;
