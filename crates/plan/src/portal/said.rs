//! How values of the plan are said on a page, in the reader's language.

use kernel::{Bilingual, FiscalYear, Lang};
use platform::Frame;

use crate::figure::{Amount, Confidence, Qualifier, grouped};
use crate::organisation::Kind;
use crate::source::{Note, Source};
use crate::strategy::Period;

/// A value with its unit: 約4,000億円, about 4,000 × 100 million yen.
pub fn quantity(frame: &Frame, amount: &Amount, unit: &Option<Bilingual>) -> String {
    let number = grouped(frame.text(&amount.text));
    let with_unit = match unit {
        None => number,
        Some(unit) => {
            let key = match unit.en.as_str() {
                "%" => "plan-quantity-percent",
                _ => "plan-quantity",
            };
            frame.say(key, &[("number", &number), ("unit", frame.text(unit))])
        }
    };
    let key = match amount.qualifier {
        Qualifier::Exact => return with_unit,
        Qualifier::About => "plan-quantity-about",
        Qualifier::MoreThan => "plan-quantity-more-than",
    };
    frame.say(key, &[("quantity", &with_unit)])
}

/// Several words in a row: 受付中2・不明5, 2 open, 5 not known.
pub fn joined(frame: &Frame, parts: &[String]) -> String {
    one_after_another(frame, "plan-join", parts)
}

/// Several values in a row, which may hold commas themselves.
pub fn joined_values(frame: &Frame, parts: &[String]) -> String {
    one_after_another(frame, "plan-join-values", parts)
}

fn one_after_another(frame: &Frame, key: &str, parts: &[String]) -> String {
    let join =
        |before: String, next: &String| frame.say(key, &[("before", &before), ("next", next)]);
    match parts.split_first() {
        Some((first, rest)) => rest.iter().fold(first.clone(), join),
        None => String::new(),
    }
}

/// A value whose unit stands elsewhere.
pub fn number(frame: &Frame, amount: &Amount) -> String {
    quantity(frame, amount, &None)
}

/// The year of a figure: 2021年, 2021.
pub fn year(frame: &Frame, year: &Note) -> String {
    frame.say("plan-year", &[("year", frame.text(&year.text))])
}

/// A year of a series.
pub fn series_year(frame: &Frame, year: &str) -> String {
    frame.say("plan-year", &[("year", year)])
}

/// The fiscal years of the strategy: 平成27年度（2015年度）から…, fiscal 2015 to fiscal 2024 (10 years).
pub fn period(frame: &Frame, period: &Period) -> String {
    frame.say(
        "plan-period-years",
        &[
            ("first", &fiscal_year(frame, period.first)),
            ("last", &fiscal_year(frame, period.last)),
            ("years", &period.years().to_string()),
        ],
    )
}

/// The last fiscal year of the strategy.
pub fn last_year(frame: &Frame, period: &Period) -> String {
    fiscal_year(frame, period.last)
}

fn fiscal_year(frame: &Frame, year: i16) -> String {
    match (FiscalYear::new(year), frame.lang) {
        (Some(year), Lang::En) => year.en(),
        (Some(named), Lang::Ja) => frame.say(
            "plan-fiscal-year",
            &[("year", &year.to_string()), ("named", &named.ja())],
        ),
        (None, _) => year.to_string(),
    }
}

/// What a link to a source is called: its name, or the site it lies on.
pub fn source<'a>(frame: &Frame, source: &'a Source) -> &'a str {
    match (&source.name, &source.address) {
        (Some(name), _) => name.get(frame.lang),
        (None, Some(address)) => host(address),
        (None, None) => "",
    }
}

fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// What kind of source a figure comes from.
pub fn confidence(frame: &Frame, confidence: &Confidence) -> String {
    frame.t(match confidence {
        Confidence::Official => "plan-confidence-official",
        Confidence::StatisticsSecondary => "plan-confidence-statistics",
        Confidence::News => "plan-confidence-news",
        Confidence::CouncilVisit => "plan-confidence-council-visit",
        Confidence::Memo => "plan-confidence-memo",
    })
}

/// The heading of a group of organisations.
pub fn kind(frame: &Frame, kind: &Kind) -> String {
    frame.t(match kind {
        Kind::City => "plan-kind-city",
        Kind::CitySection => "plan-kind-city-section",
        Kind::Prefecture => "plan-kind-prefecture",
        Kind::SupportBody => "plan-kind-support-body",
        Kind::Finance => "plan-kind-finance",
        Kind::Association => "plan-kind-association",
        Kind::Council => "plan-kind-council",
        Kind::Network => "plan-kind-network",
        Kind::University => "plan-kind-university",
        Kind::School => "plan-kind-school",
        Kind::Estate => "plan-kind-estate",
        Kind::Facility => "plan-kind-facility",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(number: &str, qualifier: Qualifier, unit: Bilingual, ja: &str, en: &str) {
        let amount = Amount {
            text: Bilingual::same(number),
            qualifier,
        };
        for (lang, said) in [(Lang::Ja, ja), (Lang::En, en)] {
            let frame = Frame::sample(lang, crate::words());
            assert_eq!(quantity(&frame, &amount, &Some(unit.clone())), said);
        }
    }

    #[test]
    fn a_value_is_said_with_its_unit_and_its_exactness() {
        let oku = Bilingual::new("億円", "× 100 million yen");
        check(
            "1716.0",
            Qualifier::Exact,
            oku,
            "1,716.0億円",
            "1,716.0 × 100 million yen",
        );
        let percent = Bilingual::same("%");
        check("17", Qualifier::About, percent, "約17%", "about 17%");
        let companies = Bilingual::new("社", "companies");
        check(
            "200",
            Qualifier::MoreThan,
            companies,
            "200社超",
            "more than 200 companies",
        );
    }

    #[test]
    fn a_source_without_a_name_is_called_after_its_site() {
        assert_eq!(host("https://www.example.jp/a?b"), "www.example.jp");
        assert_eq!(host("http://example.jp"), "example.jp");
    }
}
