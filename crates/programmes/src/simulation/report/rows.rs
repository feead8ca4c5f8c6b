//! The outcome as tables for spreadsheets: a row for each programme, side and group. In CSV the headings are words for
//! machines, in Excel they are in the language of the reader.

mod days;
mod sheets;

use kernel::{Lang, Yen};

use super::Report;
use crate::open_data::table;
use crate::simulation::amounts::{Amounts, CLASSES, Quantile, Spread};
use crate::simulation::groups::Group;
use crate::simulation::reform::{Fate, Moved};
use crate::simulation::tally::Tally;

pub(super) use sheets::sheets;

/// A value of a table; `None` where there is none.
enum Item {
    Text(String),
    Count(u64),
    Yen(Option<i128>),
    Nothing,
}

/// The outcome as CSV: UTF-8, a row for each programme, side and group.
pub fn to_csv(report: &Report<'_>) -> String {
    let heads: Vec<String> = head(report).into_iter().map(|(id, _)| id).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    table::write(&heads, all(report).into_iter().map(written))
}

fn written(row: Vec<Item>) -> Vec<String> {
    let cells = row.into_iter().map(|item| match item {
        Item::Text(text) => text,
        Item::Count(count) => count.to_string(),
        Item::Yen(yen) => yen.map_or_else(String::new, |yen| yen.to_string()),
        Item::Nothing => String::new(),
    });
    cells.collect()
}

type Head = (String, (&'static str, String));

/// The columns: the name in CSV, then the message and what follows it in Excel.
fn head(report: &Report<'_>) -> Vec<Head> {
    let mut head: Vec<Head> = Vec::new();
    let mut add = |name: &'static str| head.push((name.to_owned(), (name, String::new())));
    for name in [
        "on",
        "synthetic",
        "programme",
        "name",
        "side",
        "by",
        "group",
        "label",
        "firms",
        "eligible",
        "undecided",
        "ineligible",
        "cost_low",
        "cost_high",
        "unlimited",
    ] {
        add(name);
    }
    for (verdict, low, high) in [
        ("eligible", "eligible_low", "eligible_high"),
        ("undecided", "undecided_low", "undecided_high"),
    ] {
        for (tail, key) in [
            ("amounts", "amounts"),
            ("exact", "exact"),
            ("sum_low", "sum_low"),
            ("sum_high", "sum_high"),
        ] {
            let of = format!("：{}", report.t(&format!("simulate-{verdict}")));
            head.push((format!("{verdict}_{tail}"), (key, of)));
        }
        for side in [low, high] {
            for part in [10, 50, 90] {
                head.push((format!("{side}_p{part}"), (side, format!(" {part}%"))));
            }
            let mut from = None;
            for end in CLASSES {
                let class = format!(" {}", class(from, Some(end), report.lang));
                head.push((format!("{side}_to_{end}"), (side, class)));
                from = Some(end);
            }
            let above = CLASSES[CLASSES.len() - 1];
            let class = format!(" {}", class(Some(above), None, report.lang));
            head.push((format!("{side}_above_{above}"), (side, class)));
        }
    }
    if report.reform.is_some() {
        let names = [
            "gains",
            "may_gain",
            "same",
            "may_lose",
            "loses",
            "open",
            "newly_undecided",
            "more_low",
            "more_high",
        ];
        for name in names {
            head.push((name.to_owned(), (name, String::new())));
        }
    }
    if !report.source.assumed.is_empty() {
        head.push(("assumed".to_owned(), ("assumed", String::new())));
    }
    head
}

/// A class of amounts in a heading.
fn class(from: Option<i64>, to: Option<i64>, lang: Lang) -> String {
    let yen = |yen: i64| match lang {
        Lang::Ja => Yen(yen).ja(),
        Lang::En => Yen(yen).en(),
    };
    match (from, to) {
        (None, Some(to)) => yen(to),
        (_, Some(to)) => format!("≤ {}", yen(to)),
        (Some(from), None) => format!("> {}", yen(from)),
        (None, None) => String::new(),
    }
}

fn all(report: &Report<'_>) -> Vec<Vec<Item>> {
    let mut rows = Vec::new();
    for simulated in &report.outcome.programmes {
        let sides = [
            ("before", Some(&simulated.before), None),
            ("after", simulated.after.as_ref(), simulated.moves.as_ref()),
        ];
        let (before, after) = report.exists(&simulated.id);
        for (side, tallies, moves) in sides {
            let Some(tallies) = tallies else { continue };
            let start = |by: &str, group: &str, label: String| {
                let texts = [
                    report.outcome.on.to_string(),
                    if report.source.synthetic { "yes" } else { "no" }.to_owned(),
                    simulated.id.clone(),
                    report.name(&simulated.id).to_owned(),
                    side.to_owned(),
                    by.to_owned(),
                    group.to_owned(),
                    label,
                ];
                texts.map(Item::Text).into_iter().collect::<Vec<Item>>()
            };
            let exists = if side == "before" { before } else { after };
            let mut add = |mut row: Vec<Item>, tally: &Tally, moved: Option<&Moved>| {
                counts(&mut row, tally, exists);
                if report.reform.is_some() {
                    changed(&mut row, moved);
                }
                if !report.source.assumed.is_empty() {
                    row.push(Item::Text(report.source.assumed.join("; ")));
                }
                rows.push(row);
            };
            let label = report.t("simulate-all");
            let row = start("all", "all", label);
            add(row, &tallies.all, moves.map(|moves| &moves.all));
            let sets = report.groups.sets.iter().zip(&tallies.groups);
            for (place, (set, of_set)) in sets.enumerate() {
                for (number, (group, tally)) in set.groups.iter().zip(of_set).enumerate() {
                    if tally.firms() == 0 {
                        continue;
                    }
                    let label = match group {
                        Group::District(name) => name.clone(),
                        group => report.group(group),
                    };
                    let row = start(set.by.word(), &group.id(), label);
                    let moved = moves.map(|moves| &moves.groups[place][number]);
                    add(row, tally, moved);
                }
            }
        }
    }
    rows
}

fn counts(row: &mut Vec<Item>, tally: &Tally, exists: bool) {
    row.push(Item::Count(tally.firms()));
    if !exists {
        let rest = 6 + 2 * (4 + 2 * (3 + CLASSES.len() + 1));
        row.extend((0..rest).map(|_| Item::Nothing));
        return;
    }
    row.extend([tally.eligible, tally.undecided, tally.ineligible].map(Item::Count));
    let money = tally.has_money();
    let cost = tally.cost();
    row.push(Item::Yen(money.then_some(cost.low)));
    row.push(Item::Yen(cost.high.filter(|_| money)));
    row.push(Item::Count(tally.unlimited()));
    for amounts in [&tally.sure, &tally.open] {
        sums(row, amounts);
    }
}

fn sums(row: &mut Vec<Item>, amounts: &Amounts) {
    let some = amounts.firms > 0;
    row.push(Item::Count(amounts.firms));
    row.push(Item::Count(amounts.exact));
    row.push(Item::Yen(some.then_some(amounts.low)));
    let limited = some && amounts.highs.unlimited == 0;
    row.push(Item::Yen(limited.then_some(amounts.high)));
    for spread in [&amounts.lows, &amounts.highs] {
        self::spread(row, spread);
    }
}

fn spread(row: &mut Vec<Item>, spread: &Spread) {
    for part in [10, 50, 90] {
        row.push(match spread.quantile(part) {
            Some(Quantile::Yen(yen)) => Item::Yen(Some(i128::from(yen))),
            Some(Quantile::Unlimited) | None => Item::Nothing,
        });
    }
    row.extend(spread.classes().map(Item::Count));
}

fn changed(row: &mut Vec<Item>, moved: Option<&Moved>) {
    let Some(moved) = moved else {
        row.extend((0..Fate::ALL.len() + 3).map(|_| Item::Nothing));
        return;
    };
    row.extend(Fate::ALL.map(|fate| Item::Count(moved.of_fate(fate))));
    row.push(Item::Count(moved.newly_undecided()));
    row.push(Item::Yen(moved.cost.low()));
    row.push(Item::Yen(moved.cost.high()));
}
