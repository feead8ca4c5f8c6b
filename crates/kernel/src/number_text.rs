//! Numbers as people write them: `1億5000万円`, `２，０００人`, `66.7％`, `300万円..400万円`.
//!
//! What a unit means is *not* here: 円, 人 and か月 are told apart by whoever asked for the number.

use std::cmp::Ordering;

use crate::fold;

mod range;
mod reader;

pub use range::{NumberRange, parse_range};

/// An exact number with the unit behind it: the value is `digits / 10^scale`.
///
/// Never a float, and `scale` is never larger than the value needs: 1.50 is 15 / 10^1.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NumberText {
    pub digits: i128,
    pub scale: u32,
    /// What follows the number, in half width and trimmed: `円`, `か月`, `%`; empty if nothing does.
    pub unit: String,
}

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// Nothing is written.
    Empty,
    /// Something else than one number and its unit.
    NotANumber,
    /// A comma or point where no thousand or decimal ends: `12,34`.
    BadSeparator,
    /// `1.72E+11`: a spreadsheet has lost digits, which only the author can restore.
    Scientific,
    /// More digits than any amount or count has.
    TooLarge,
    /// The ends of a range do not say the same unit: `10人..20円`, or `300..400万円`, which can mean two things.
    UnclearRange,
    /// The range ends before it begins: `20..10`.
    ReversedRange,
}

/// Reads one number and its unit. A minus may be written `-`, `−`, `△` or `▲`; a `¥` in front is read as 円 behind.
pub fn parse(text: &str) -> Result<NumberText, NumberFault> {
    let text = fold::ascii(text);
    if text.is_empty() {
        return Err(NumberFault::Empty);
    }
    let (negative, text) = match text.strip_prefix(['-', '−', '△', '▲']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let (in_yen, text) = match text.strip_prefix(['¥', '\\']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let (value, rest) = reader::read_value(text)?;
    let mut unit = reader::unit(rest)?.to_owned();
    if in_yen && unit.is_empty() {
        unit.push('円');
    }
    let digits = if negative {
        -value.digits
    } else {
        value.digits
    };
    Ok(NumberText {
        digits,
        scale: value.scale,
        unit,
    })
}

impl NumberText {
    /// Compares the values; units are left aside. Nothing where the numbers are too long to be compared.
    fn compare_value(&self, other: &NumberText) -> Option<Ordering> {
        let scale = self.scale.max(other.scale);
        let at_scale = |number: &NumberText| {
            let factor = 10_i128.checked_pow(scale - number.scale)?;
            number.digits.checked_mul(factor)
        };
        Some(at_scale(self)?.cmp(&at_scale(other)?))
    }
}

#[cfg(test)]
mod tests;
