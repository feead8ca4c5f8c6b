//! Money of the city: whole yen, added and taken away without ever wrapping round.
//!
//! Rates, shares and rounding are *not* here: they belong to the rule that prescribes them.

use std::fmt;

/// An amount in whole yen. Never a fraction of a yen; negative only where a difference is meant.
///
/// The yen is the unit of the currency (通貨の単位及び貨幣の発行等に関する法律 art. 2); grants are decided in whole yen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Yen(pub i64);

impl Yen {
    /// The sum, or nothing where it could not be held.
    pub fn checked_add(self, other: Yen) -> Option<Yen> {
        self.0.checked_add(other.0).map(Yen)
    }

    /// The difference, or nothing where it could not be held.
    pub fn checked_sub(self, other: Yen) -> Option<Yen> {
        self.0.checked_sub(other.0).map(Yen)
    }

    /// As a Japanese reader expects it: `200万円`, `1億2,345万円`, and `1,234,567円` where 万 would not come out even.
    pub fn ja(self) -> String {
        let amount = self.0.unsigned_abs();
        if amount == 0 || !amount.is_multiple_of(10_000) {
            return format!("{self}円");
        }
        let parts: String = [
            (amount / 1_000_000_000_000, "兆"),
            (amount / 100_000_000 % 10_000, "億"),
            (amount / 10_000 % 10_000, "万"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| with_commas(count) + name)
        .collect();
        format!("{}{parts}円", self.sign())
    }

    /// As an English reader expects it: `2,000,000 yen`.
    pub fn en(self) -> String {
        format!("{self} yen")
    }

    fn sign(self) -> &'static str {
        if self.0 < 0 { "-" } else { "" }
    }
}

/// Digits with commas and no unit, `1,234,567`, for tables that name the unit in their heading.
impl fmt::Display for Yen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!(
            "{}{}",
            self.sign(),
            with_commas(self.0.unsigned_abs())
        ))
    }
}

fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests;
