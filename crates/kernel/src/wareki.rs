//! Dates as they are written in Japan: by era (和暦), by the Western year, with digits of any width.
//!
//! Times of day, holidays and opening hours are *not* here.

use jiff::civil::{Date, date};

use crate::fold;

/// An era (元号): the reign that gives a Japanese year its name. Eras never overlap; the last is still open.
struct Era {
    name: &'static str,
    letter: char,
    first_day: Date,
}

/// Newest first. Source: the cabinet orders under the Era Name Act (元号法); earlier eras by imperial edict.
const ERAS: [Era; 5] = [
    Era {
        name: "令和",
        letter: 'R',
        first_day: date(2019, 5, 1),
    },
    Era {
        name: "平成",
        letter: 'H',
        first_day: date(1989, 1, 8),
    },
    Era {
        name: "昭和",
        letter: 'S',
        first_day: date(1926, 12, 25),
    },
    Era {
        name: "大正",
        letter: 'T',
        first_day: date(1912, 7, 30),
    },
    Era {
        name: "明治",
        letter: 'M',
        first_day: date(1868, 1, 25),
    },
];

/// Japan counts days by the Gregorian calendar since 1 January 1873 (明治五年太政官布告第三百三十七号).
/// An era date before it belongs to the old lunisolar calendar and names another day.
const GREGORIAN_SINCE: Date = date(1873, 1, 1);

/// The date a person wrote, or nothing where the text is no date or names a day that never was.
///
/// `2024-04-01`, `2024/4/1`, `2024.4.1`, `20240401`, `2024年4月1日`, `R6.4.1`, `令和6年4月1日`, `令和元年5月1日`.
/// Never a guess: `24/4/1`, 令和元年4月1日 (still 平成) and 平成32年 (already 令和) are refused.
pub fn parse_date(text: &str) -> Option<Date> {
    let text = fold::ascii(text);
    match era_at_start(&text) {
        Some((era, rest)) => {
            let (year, month, day) = year_month_day(rest)?;
            let year = if year == "元" {
                1
            } else {
                number(year, 1..=2)?
            };
            date_of_era(era, year, number(month, 1..=2)?, number(day, 1..=2)?)
        }
        None => {
            let (year, month, day) = eight_digits(&text).or_else(|| year_month_day(&text))?;
            calendar_date(
                number(year, 4..=4)?,
                number(month, 1..=2)?,
                number(day, 1..=2)?,
            )
        }
    }
}

/// `令和6年4月1日`; before 1873, when no era date names the same day, `1870年4月1日`.
pub fn wareki(day: Date) -> String {
    format!("{}{}月{}日", year_ja(day), day.month(), day.day())
}

/// `2026年4月1日（令和8年）`.
pub fn date_ja(day: Date) -> String {
    let western = format!("{}年{}月{}日", day.year(), day.month(), day.day());
    match era_of(day) {
        Some(_) => format!("{western}（{}）", year_ja(day)),
        None => western,
    }
}

/// `1 April 2026`.
pub fn date_en(day: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = MONTHS[usize::from(day.month().unsigned_abs()) - 1];
    format!("{} {month} {}", day.day(), day.year())
}

/// The year of `day` with its era, `令和7年` or `令和元年`; the Western year where no era applies.
pub(crate) fn year_ja(day: Date) -> String {
    let Some(era) = era_of(day) else {
        return format!("{}年", day.year());
    };
    match day.year() - era.first_day.year() + 1 {
        1 => format!("{}元年", era.name),
        year => format!("{}{year}年", era.name),
    }
}

fn era_of(day: Date) -> Option<&'static Era> {
    if day < GREGORIAN_SINCE {
        return None;
    }
    ERAS.iter().find(|era| era.first_day <= day)
}

fn era_at_start(text: &str) -> Option<(&'static Era, &str)> {
    ERAS.iter().find_map(|era| {
        let rest = text
            .strip_prefix(era.name)
            .or_else(|| text.strip_prefix(era.letter))
            .or_else(|| text.strip_prefix(era.letter.to_ascii_lowercase()))?;
        Some((era, rest))
    })
}

fn date_of_era(era: &Era, year: i16, month: i16, day: i16) -> Option<Date> {
    let year = (year > 0).then_some(era.first_day.year() + year - 1)?;
    let date = calendar_date(year, month, day)?;
    era_of(date)
        .filter(|found| found.name == era.name)
        .map(|_| date)
}

fn calendar_date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

fn eight_digits(text: &str) -> Option<(&str, &str, &str)> {
    let compact = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    compact.then(|| (&text[..4], &text[4..6], &text[6..]))
}

/// The three parts of a date, cut at 年月日 or at twice the same separator.
fn year_month_day(text: &str) -> Option<(&str, &str, &str)> {
    if let Some(text) = text.strip_suffix('日') {
        let (year, rest) = text.split_once('年')?;
        let (month, day) = rest.split_once('月')?;
        return Some((year.trim(), month.trim(), day.trim()));
    }
    ['-', '/', '.'].into_iter().find_map(|separator| {
        let (year, rest) = text.split_once(separator)?;
        let (month, day) = rest.split_once(separator)?;
        Some((year, month, day))
    })
}

fn number(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<i16> {
    let digits_only = text.bytes().all(|byte| byte.is_ascii_digit());
    (digits_only && length.contains(&text.len())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests;
