//! Counts, sums and shares as people read them.

use eligibility::range::Exact;
use kernel::{Lang, Yen};

use super::Report;
use crate::simulation::amounts::Quantile;
use crate::simulation::budget::RunsOut;

/// Digits with commas.
pub fn count(count: u64) -> String {
    number(i128::from(count))
}

pub fn number(number: i128) -> String {
    match i64::try_from(number) {
        Ok(number) => Yen(number).to_string(),
        // No sum of yen is as large; if one is, it is at least right.
        Err(_) => number.to_string(),
    }
}

/// A part in hundredths, with two decimals at most.
pub fn percent(share: Exact) -> String {
    let hundredths = (share * Exact::from_integer(10_000)).round().to_integer();
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    let text = format!("{whole}.{rest:02}");
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

impl Report<'_> {
    pub fn yen(&self, sum: i128) -> String {
        match (i64::try_from(sum), self.lang) {
            (Ok(sum), Lang::Ja) => Yen(sum).ja(),
            (Ok(sum), Lang::En) => Yen(sum).en(),
            (Err(_), _) => self.say("simulate-yen", &[("yen", &sum.to_string())]),
        }
    }

    /// A sum that lies between two ends.
    pub fn between(&self, low: Option<i128>, high: Option<i128>) -> String {
        match (low, high) {
            (Some(low), Some(high)) if low == high => self.yen(low),
            (Some(low), Some(high)) => {
                let args = [("low", self.yen(low)), ("high", self.yen(high))];
                let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
                self.say("simulate-between", &args)
            }
            (Some(low), None) => self.say("simulate-at-least", &[("low", &self.yen(low))]),
            (None, Some(high)) => self.say("simulate-at-most", &[("high", &self.yen(high))]),
            (None, None) => self.t("simulate-no-limit"),
        }
    }

    /// In tables that name the unit in their heading.
    pub fn quantile(&self, quantile: Option<Quantile>) -> String {
        match quantile {
            None => "–".to_owned(),
            Some(Quantile::Yen(yen)) => number(i128::from(yen)),
            Some(Quantile::Unlimited) => self.t("simulate-no-limit"),
        }
    }

    pub fn end(&self, sum: Option<i128>) -> String {
        sum.map_or_else(|| self.t("simulate-no-limit"), number)
    }

    pub fn runs_out(&self, at: RunsOut) -> String {
        match at {
            RunsOut::OnDay(day) => self.say("simulate-on-day", &[("day", &day.to_string())]),
            RunsOut::Never => self.t("simulate-never"),
            RunsOut::Unknown => self.t("simulate-unknown-day"),
        }
    }
}
