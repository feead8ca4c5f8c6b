//! The number by which the State knows a corporation.
//!
//! Sole proprietors and voluntary groups have none: their stable id belongs to the directory, not here.

use std::fmt;

use crate::fold;

/// A corporate number (法人番号): a check digit from 1 to 9 and the twelve digits of the base number.
///
/// Never one with a wrong check digit; that the corporation exists is for the register to say. Source: the My Number
/// Act (番号利用法) art. 39 and the check digit of its ordinance (法人番号の指定等に関する省令 art. 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CorporateNumber(u64);

/// Why a text is no corporate number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CorporateNumberFault {
    /// Something else than thirteen digits, spaces and hyphens aside.
    NotThirteenDigits,
    /// The first digit does not fit the others: it should be `expected`, or another digit was mistyped.
    CheckDigit { expected: u8 },
}

impl CorporateNumber {
    /// Reads digits of any width; spaces and hyphens of all kinds are left out.
    pub fn parse(text: &str) -> Result<CorporateNumber, CorporateNumberFault> {
        let digits = fold::identifier_digits(text)
            .filter(|digits| digits.len() == 13)
            .ok_or(CorporateNumberFault::NotThirteenDigits)?;
        let (check, base) = digits.split_at(1);
        let expected = check_digit(base);
        if check != expected.to_string() {
            return Err(CorporateNumberFault::CheckDigit { expected });
        }
        let number = digits
            .parse()
            .expect("thirteen ASCII digits fit into 64 bits");
        Ok(CorporateNumber(number))
    }
}

/// The thirteen digits, as they are stored.
impl fmt::Display for CorporateNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:013}", self.0)
    }
}

/// 9 minus the weighted sum modulo 9; from the right, digits weigh 1 and 2 in turn, and products keep both digits.
fn check_digit(base: &str) -> u8 {
    let weights = [1, 2].into_iter().cycle();
    let sum: u8 = base
        .bytes()
        .rev()
        .zip(weights)
        .map(|(digit, weight)| (digit - b'0') * weight)
        .sum();
    9 - sum % 9
}

#[cfg(test)]
mod tests;
