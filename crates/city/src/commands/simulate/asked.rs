//! What the arguments mean: the day, the programmes, the budget and its curve.

use std::path::Path;

use kernel::{Date, Lang, number_text, wareki};
use platform::Clock;
use programmes::programme::Stated;
use programmes::simulation::uptake::{MOST_DAYS, Uptake, part};

use super::reform::Reformed;
use super::{End, Simulate, said};
use crate::commands::compare::sides::text;
use crate::load::City;

/// A budget with the curve along which it is used.
pub(super) struct Budgeted {
    pub yen: i64,
    pub uptake: Uptake,
    /// How the curve is called.
    pub curve: String,
}

pub(super) fn day(given: Option<&str>) -> Result<Date, End> {
    match given {
        None => Ok(Clock::System.today()),
        Some(text) => {
            wareki::parse_date(text).ok_or_else(|| said("assess-bad-day", [("found", text)]))
        }
    }
}

/// The ids of the programmes: those that are named, else those of the reform, else all of both sides.
pub(super) fn programmes(
    named: &[String],
    city: &City,
    reformed: Option<&Reformed>,
) -> Result<Vec<String>, End> {
    let sides = [Some(city), reformed.map(|reformed| &reformed.city)];
    let all = sides.into_iter().flatten();
    let all = all.flat_map(|side| side.catalogue.programmes.iter().map(|one| one.id.clone()));
    let wanted: Vec<String> = match (named, reformed.and_then(|one| one.ids.as_ref())) {
        ([], None) => all.collect(),
        ([], Some(ids)) => ids.clone(),
        (named, _) => {
            let known: Vec<String> = all.collect();
            if let Some(id) = named.iter().find(|id| !known.contains(id)) {
                return Err(said("programme-unknown", [("id", id)]));
            }
            named.to_vec()
        }
    };
    let mut ids: Vec<String> = Vec::new();
    for id in wanted {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

pub(super) fn budget(
    asked: &Simulate,
    ids: &[String],
    city: &City,
    reformed: Option<&Reformed>,
    lang: Lang,
) -> Result<Option<Budgeted>, End> {
    let (Some(budget), Some(uptake)) = (&asked.budget, &asked.uptake) else {
        return Ok(None);
    };
    let [id] = ids else {
        return Err(said("simulate-budget-one", []));
    };
    let yen = yen(budget).ok_or_else(|| said("simulate-budget-yen", [("found", budget)]))?;
    let path = Path::new(uptake);
    if let Some(share) = part(uptake) {
        let days = match asked.window_days {
            Some(days) => days,
            None => {
                let sides = [reformed.map(|reformed| &reformed.city), Some(city)];
                let sides = sides.into_iter().flatten();
                let days = sides.filter_map(|side| window_days(side, id)).next();
                days.ok_or_else(|| said("simulate-window-days", [("id", id)]))?
            }
        };
        let (days_text, most) = (days.to_string(), MOST_DAYS.to_string());
        let even = Uptake::even(share, days).ok_or_else(|| {
            said(
                "simulate-bad-days",
                [("found", &days_text), ("most", &most)],
            )
        })?;
        let args = [("share", uptake.as_str()), ("days", &days_text)];
        return Ok(Some(Budgeted {
            yen,
            uptake: even,
            curve: crate::words().say(lang, "simulate-even", &args),
        }));
    }
    if !path.exists() {
        return Err(said("simulate-uptake-missing", [("found", uptake)]));
    }
    if asked.window_days.is_some() {
        return Err(said("simulate-days-of-file", []));
    }
    let table = text(path)?;
    let curve = Uptake::read(&table).map_err(|fault| {
        let row = fault.row.map(|row| row.to_string()).unwrap_or_default();
        let file = path.display().to_string();
        let args = [("row", row.as_str()), ("found", &fault.found)];
        let what = crate::fault_words().say(lang, fault.key, &args);
        said("simulate-uptake-bad", [("file", &file), ("what", &what)])
    })?;
    Ok(Some(Budgeted {
        yen,
        uptake: curve,
        curve: path.display().to_string(),
    }))
}

/// Whole yen, as people write them.
fn yen(text: &str) -> Option<i64> {
    let number = number_text::parse(text).ok()?;
    let in_yen = number.unit.is_empty() || number.unit == "円";
    let yen = i64::try_from(number.digits).ok().filter(|yen| *yen >= 0);
    yen.filter(|_| in_yen && number.scale == 0)
}

/// The days from the opening to the closing, both included, where the source states them.
fn window_days(city: &City, id: &str) -> Option<u32> {
    let Stated::Known(window) = &city.catalogue.find(id)?.window else {
        return None;
    };
    let (opens, closes) = (window.opens?.day, window.closes?.day);
    u32::try_from(opens.until(closes).ok()?.get_days() + 1).ok()
}
