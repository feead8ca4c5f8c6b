//! Figures from outside (数字): statistics, reports, news. They are reported (報告値), never counted by us,
//! and keep the digits of their source. Not here: indicators, which are computed from ledger entries.

use kernel::Bilingual;

use crate::source::{Directions, Id, Note, Source};

/// A reported figure with its year and its source.
#[derive(Clone, Debug)]
pub struct Figure {
    pub id: Id,
    pub name: Bilingual,
    pub measure: Measure,
    /// The year the figure speaks of; `None` when the source does not say. A series has its years inside.
    pub year: Option<Note>,
    pub area: Option<Bilingual>,
    pub note: Option<Note>,
    pub directions: Option<Directions>,
    /// Never empty.
    pub sources: Vec<Source>,
    pub confidence: Confidence,
    /// Why the figure must not be shown; `None` for a figure that may.
    pub hidden: Option<Bilingual>,
}

/// What a figure consists of.
#[derive(Clone, Debug)]
pub enum Measure {
    /// One value; the unit is `None` when the source leaves it unclear.
    Value {
        amount: Amount,
        unit: Option<Bilingual>,
    },
    /// Values by year, in the order of the years.
    Series {
        unit: Bilingual,
        points: Vec<(String, Amount)>,
    },
    Table(Table),
}

/// Values by item; every row has one cell for each column.
#[derive(Clone, Debug)]
pub struct Table {
    pub head: Bilingual,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug)]
pub struct Column {
    pub label: Bilingual,
    /// `None` where the label says it all.
    pub unit: Option<Bilingual>,
    /// Its numbers are ranks or the like (第58回, 3位): they have an order but no size, so they are not drawn.
    pub is_ordinal: bool,
}

#[derive(Clone, Debug)]
pub struct Row {
    pub label: Bilingual,
    /// `None` where the source gives no value.
    pub cells: Vec<Option<Amount>>,
}

/// A value as its source writes it, or the words it uses instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    pub text: Bilingual,
    pub qualifier: Qualifier,
}

/// How exactly a value is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Qualifier {
    Exact,
    /// 約
    About,
    /// 超
    MoreThan,
}

/// What kind of source a figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    Official,
    /// Official statistics, processed by somebody else.
    StatisticsSecondary,
    News,
    /// A council member's report of a visit (視察記).
    CouncilVisit,
    Memo,
}

impl Confidence {
    pub const ALL: [Confidence; 5] = [
        Confidence::Official,
        Confidence::StatisticsSecondary,
        Confidence::News,
        Confidence::CouncilVisit,
        Confidence::Memo,
    ];

    /// The word for it in documents.
    pub fn word(self) -> &'static str {
        match self {
            Confidence::Official => "official",
            Confidence::StatisticsSecondary => "statistics_secondary",
            Confidence::News => "news",
            Confidence::CouncilVisit => "council_visit",
            Confidence::Memo => "memo",
        }
    }
}

impl Figure {
    pub fn is_shown(&self) -> bool {
        self.hidden.is_none()
    }

    pub fn bears_on(&self, direction: &str) -> bool {
        self.directions
            .as_ref()
            .is_some_and(|directions| directions.contain(direction))
    }
}

/// Digits with thousands separators for the eye, nothing rounded: `301194.5` is `301,194.5`.
/// What is not a plain number stays as it is.
pub fn grouped(text: &str) -> String {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    if !is_number(text) {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len() + 4);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if let Some(fraction) = fraction {
        shown.push('.');
        shown.push_str(fraction);
    }
    shown
}

/// Whether a text is a plain number: digits, and a decimal point between digits at most once.
pub fn is_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_and_never_changed() {
        for (written, shown) in [
            ("8", "8"),
            ("147", "147"),
            ("1716.0", "1,716.0"),
            ("105039", "105,039"),
            ("301194.5", "301,194.5"),
            ("200超", "200超"),
        ] {
            assert_eq!(grouped(written), shown);
        }
    }

    #[test]
    fn a_number_is_digits_with_at_most_one_point() {
        for number in ["0", "33.8", "56186"] {
            assert!(is_number(number), "{number}");
        }
        for other in ["", ".", "1.", ".5", "1,000", "-1", "1e3", "1.2.3", "八"] {
            assert!(!is_number(other), "{other}");
        }
    }
}
