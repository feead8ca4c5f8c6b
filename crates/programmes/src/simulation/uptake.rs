//! The curve of uptake (申請率曲線): which part of those who can use a programme has applied by which day. It is what
//! somebody supposes, never ours: it is read from what they give.

use eligibility::range::{Exact, ONE, ZERO};
use kernel::fold;

/// A curve reaches so many days at most.
pub const MOST_DAYS: u32 = 3_660;

/// Shares by the end of days since the opening, which is day 1. Before the first point and between two points the
/// share grows evenly; after the last it stays. Never more than all, never falling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uptake(Vec<(u32, Exact)>);

/// Why a text is no curve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UptakeFault {
    pub key: &'static str,
    /// The row, as a spreadsheet counts; none where the whole is meant.
    pub row: Option<usize>,
    pub found: String,
}

impl Uptake {
    /// So large a part of all applies, evenly over so many days.
    pub fn even(share: Exact, days: u32) -> Option<Uptake> {
        let sound = (ZERO..=ONE).contains(&share) && (1..=MOST_DAYS).contains(&days);
        sound.then(|| Uptake(vec![(days, share)]))
    }

    /// Reads a table of two columns, `day` and `share`.
    pub fn read(text: &str) -> Result<Uptake, UptakeFault> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let mut points: Vec<(u32, Exact)> = Vec::new();
        let fault = |key, row: u64, found: &str| UptakeFault {
            key,
            row: usize::try_from(row).ok(),
            found: found.to_owned(),
        };
        let mut headed = false;
        for record in reader.records() {
            let record = record.map_err(|_| UptakeFault {
                key: "simulate-uptake-columns",
                row: None,
                found: String::new(),
            })?;
            let row = record.position().map_or(0, csv::Position::line);
            let (Some(day), Some(share), None) = (record.get(0), record.get(1), record.get(2))
            else {
                let found: Vec<&str> = record.iter().collect();
                return Err(fault("simulate-uptake-columns", row, &found.join(",")));
            };
            if !headed {
                if (day, share) != ("day", "share") {
                    let found = format!("{day},{share}");
                    return Err(fault("simulate-uptake-heading", row, &found));
                }
                headed = true;
                continue;
            }
            let number = fold::ascii(day).parse::<u32>().ok();
            let Some(number) = number.filter(|day| (1..=MOST_DAYS).contains(day)) else {
                return Err(fault("simulate-uptake-day", row, day));
            };
            let Some(part) = part(share) else {
                return Err(fault("simulate-uptake-share", row, share));
            };
            if let Some((last, highest)) = points.last() {
                if number <= *last {
                    return Err(fault("simulate-uptake-order", row, day));
                }
                if part < *highest {
                    return Err(fault("simulate-uptake-falls", row, share));
                }
            }
            points.push((number, part));
        }
        match points.is_empty() {
            true => Err(UptakeFault {
                key: "simulate-uptake-empty",
                row: None,
                found: String::new(),
            }),
            false => Ok(Uptake(points)),
        }
    }

    pub fn points(&self) -> &[(u32, Exact)] {
        &self.0
    }

    /// The last day of which something is said.
    pub fn last_day(&self) -> u32 {
        self.0.last().map_or(0, |(day, _)| *day)
    }

    /// The part that has applied by the end of a day.
    pub fn share(&self, day: u32) -> Exact {
        let (mut from, mut at_from) = (0, ZERO);
        for (to, share) in &self.0 {
            if day <= *to {
                let days = Exact::new(i128::from(day - from), i128::from(to - from));
                return at_from + (share - at_from) * days;
            }
            (from, at_from) = (*to, *share);
        }
        at_from
    }
}

/// A part of a whole: `0.25`, `25%` or `1/4`, with at most six decimals.
pub fn part(text: &str) -> Option<Exact> {
    let text = fold::ascii(text);
    let value = match text.split_once('/') {
        Some((above, below)) => {
            let (above, below) = (whole(above)?, whole(below)?);
            (below > 0).then(|| Exact::new(above, below))?
        }
        None => match text.strip_suffix(['%', '％']) {
            Some(hundredths) => decimal(hundredths.trim())? / Exact::from_integer(100),
            None => decimal(&text)?,
        },
    };
    // Finer shares would not fit beside the sums of a country.
    let sound = (ZERO..=ONE).contains(&value) && *value.denom() <= 1_000_000;
    sound.then_some(value)
}

fn decimal(text: &str) -> Option<Exact> {
    let (before, after) = text.split_once('.').unwrap_or((text, ""));
    if after.len() > 6 {
        return None;
    }
    let scale = 10i128.pow(u32::try_from(after.len()).ok()?);
    let after = if after.is_empty() { 0 } else { whole(after)? };
    Some(Exact::new(whole(before)? * scale + after, scale))
}

/// Up to nine digits.
fn whole(text: &str) -> Option<i128> {
    let digits = (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}
