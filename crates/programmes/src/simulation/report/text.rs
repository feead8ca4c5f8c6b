//! The outcome for people at a command line.

mod budget;
mod reform;

use std::fmt::Write;

use kernel::{Lang, wareki};

use super::Report;
use super::grid::Grid;
use super::said::{count, number};
use crate::simulation::amounts::{CLASSES, Spread};
use crate::simulation::reform::Fate;
use crate::simulation::{Simulated, Tallies, Tally};

/// Up to so many programmes are told in detail; more only in one table.
const IN_DETAIL: usize = 5;

/// The outcome as text.
pub fn to_text(report: &Report<'_>) -> String {
    let mut text = String::new();
    let on = match report.lang {
        Lang::Ja => wareki::date_ja(report.outcome.on),
        Lang::En => wareki::date_en(report.outcome.on),
    };
    let firms = count(report.outcome.rows as u64);
    line(&mut text, &report.say("simulate-title", &[("on", &on)]));
    let args = [("name", report.source.name), ("firms", &firms)];
    line(&mut text, &report.say("simulate-registry", &args));
    if let Some(reform) = report.reform {
        line(
            &mut text,
            &report.say("simulate-reform", &[("name", reform)]),
        );
    }
    for note in report.notes() {
        line(&mut text, &report.say("simulate-note", &[("note", &note)]));
    }
    if report.outcome.programmes.len() > IN_DETAIL {
        text.push('\n');
        overview(report, &mut text);
        line(&mut text, "");
        line(&mut text, &report.t("simulate-more"));
        return text;
    }
    for simulated in &report.outcome.programmes {
        programme(report, simulated, &mut text);
    }
    if let Some(followed) = &report.followed {
        budget::budget(report, followed, &mut text);
    }
    text
}

fn line(text: &mut String, said: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{said}");
}

fn headings(report: &Report<'_>, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| report.t(key)).collect()
}

/// One line for each programme.
fn overview(report: &Report<'_>, text: &mut String) {
    let mut grid = Grid::default();
    let mut keys = vec![
        "simulate-programme",
        "simulate-eligible",
        "simulate-undecided",
        "simulate-ineligible",
        "simulate-cost-low",
        "simulate-cost-high",
    ];
    if report.reform.is_some() {
        keys.extend([
            "simulate-gains",
            "simulate-loses",
            "simulate-newly-undecided",
        ]);
    }
    grid.row(headings(report, &keys));
    for simulated in &report.outcome.programmes {
        let tally = &simulated.after.as_ref().unwrap_or(&simulated.before).all;
        let mut cells = vec![simulated.id.clone()];
        cells.extend(verdicts(tally));
        cells.extend(costs(report, tally));
        if let Some(moves) = &simulated.moves {
            let moved = &moves.all;
            let counts = [
                moved.of_fate(Fate::Gains),
                moved.of_fate(Fate::Loses),
                moved.newly_undecided(),
            ];
            cells.extend(counts.map(count));
        }
        grid.row(cells);
    }
    grid.write("", text);
}

fn verdicts(tally: &Tally) -> [String; 3] {
    [tally.eligible, tally.undecided, tally.ineligible].map(count)
}

/// Both ends of the cost; nothing for what pays no money.
fn costs(report: &Report<'_>, tally: &Tally) -> [String; 2] {
    if !tally.has_money() {
        return ["–".to_owned(), "–".to_owned()];
    }
    let cost = tally.cost();
    [number(cost.low), report.end(cost.high)]
}

fn programme(report: &Report<'_>, simulated: &Simulated, text: &mut String) {
    let args = [
        ("name", report.name(&simulated.id)),
        ("id", simulated.id.as_str()),
    ];
    let _ = writeln!(text, "\n{}", report.say("simulate-heading", &args));
    let (before, after) = report.exists(&simulated.id);
    match (&simulated.after, report.reform) {
        (Some(changed), Some(_)) => {
            side(report, "simulate-before", before, &simulated.before, text);
            side(report, "simulate-after", after, changed, text);
            reform::moves(report, simulated, text);
        }
        _ => tallies(report, &simulated.before, text),
    }
}

fn side(report: &Report<'_>, key: &str, exists: bool, of_side: &Tallies, text: &mut String) {
    let _ = writeln!(text, "\n{}", report.t(key));
    match exists {
        true => tallies(report, of_side, text),
        false => line(text, &format!("  {}", report.t("simulate-not-there"))),
    }
}

fn tallies(report: &Report<'_>, tallies: &Tallies, text: &mut String) {
    let all = &tallies.all;
    let mut grid = Grid::default();
    let keys = [
        "simulate-eligible",
        "simulate-undecided",
        "simulate-ineligible",
    ];
    grid.row(
        headings(report, &keys)
            .into_iter()
            .zip(verdicts(all))
            .map(|(key, count)| report.say("simulate-of", &[("what", &key), ("count", &count)])),
    );
    grid.write("  ", text);
    if all.has_money() {
        money(report, all, text);
    } else {
        line(text, &format!("  {}", report.t("simulate-no-money")));
    }
    for (set, of_set) in report.groups.sets.iter().zip(&tallies.groups) {
        let mut grid = Grid::default();
        let mut heads = vec![report.by(set.by)];
        heads.extend(headings(report, &["simulate-firms"]));
        heads.extend(headings(report, &keys));
        if all.has_money() {
            heads.extend(headings(
                report,
                &["simulate-cost-low", "simulate-cost-high"],
            ));
        }
        grid.row(heads);
        for (group, tally) in set.groups.iter().zip(of_set) {
            if tally.firms() == 0 {
                continue;
            }
            let mut cells = vec![report.group(group), count(tally.firms())];
            cells.extend(verdicts(tally));
            if all.has_money() {
                cells.extend(costs(report, tally));
            }
            grid.row(cells);
        }
        text.push('\n');
        grid.write("  ", text);
    }
}

fn money(report: &Report<'_>, all: &Tally, text: &mut String) {
    let cost = all.cost();
    let cost = report.between(Some(cost.low), cost.high);
    line(
        text,
        &format!("  {}", report.say("simulate-cost", &[("cost", &cost)])),
    );
    if all.unlimited() > 0 {
        let unlimited = count(all.unlimited());
        let args = [("count", unlimited.as_str())];
        line(
            text,
            &format!("  {}", report.say("simulate-unlimited", &args)),
        );
    }
    let sides = [
        ("simulate-sure-low", &all.sure.lows),
        ("simulate-sure-high", &all.sure.highs),
        ("simulate-open-low", &all.open.lows),
        ("simulate-open-high", &all.open.highs),
    ];
    let sides: Vec<(&str, &Spread)> = sides
        .into_iter()
        .filter(|(_, spread)| !spread.is_empty())
        .collect();
    let firms = count(all.sure.firms + all.open.firms);
    let exact = count(all.sure.exact + all.open.exact);
    let args = [("firms", firms.as_str()), ("exact", &exact)];
    line(text, "");
    line(
        text,
        &format!("  {}", report.say("simulate-amounts", &args)),
    );
    let mut grid = Grid::default();
    let heads = sides.iter().map(|(key, _)| report.t(key));
    grid.row(std::iter::once(report.t("simulate-each")).chain(heads));
    for (key, hundredths) in [
        ("simulate-p10", 10),
        ("simulate-p50", 50),
        ("simulate-p90", 90),
    ] {
        let cells = sides
            .iter()
            .map(|(_, spread)| report.quantile(spread.quantile(hundredths)));
        grid.row(std::iter::once(report.t(key)).chain(cells));
    }
    grid.write("  ", text);
    text.push('\n');
    let mut grid = Grid::default();
    let heads = sides.iter().map(|(key, _)| report.t(key));
    grid.row(std::iter::once(report.t("simulate-classes")).chain(heads));
    let classes: Vec<_> = sides.iter().map(|(_, spread)| spread.classes()).collect();
    for place in 0..=CLASSES.len() {
        if classes.iter().all(|counts| counts[place] == 0) {
            continue;
        }
        let end = |place: usize| number(i128::from(CLASSES[place]));
        let label = match place {
            0 => report.t("simulate-class-zero"),
            place if place == CLASSES.len() => {
                report.say("simulate-class-above", &[("from", &end(place - 1))])
            }
            place => {
                let args = [("from", end(place - 1)), ("to", end(place))];
                let args = args.each_ref().map(|(name, end)| (*name, end.as_str()));
                report.say("simulate-class-to", &args)
            }
        };
        let counts = classes.iter().map(|counts| count(counts[place]));
        grid.row(std::iter::once(label).chain(counts));
    }
    if sides.iter().any(|(_, spread)| spread.unlimited > 0) {
        let counts = sides.iter().map(|(_, spread)| count(spread.unlimited));
        grid.row(std::iter::once(report.t("simulate-no-limit")).chain(counts));
    }
    grid.write("  ", text);
}
