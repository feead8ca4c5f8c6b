//! The tables as sheets of an Excel file, with one that says what they are.

use kernel::Yen;

use super::days::{DAYS, days};
use super::{Item, Report, all, head};
use crate::workbook::{Cell, Column, Sheet};

/// The sheets of the Excel file.
pub fn sheets(report: &Report<'_>) -> Vec<Sheet> {
    let column = |label: String, width| Column { label, width };
    let label = |id: &str, tail: &str| {
        let key = format!("simulate-column-{}", id.replace('_', "-"));
        format!("{}{tail}", report.t(&key))
    };
    let mut sheets = vec![Sheet {
        name: report.t("simulate-sheet-results"),
        columns: head(report)
            .into_iter()
            .map(|(id, (key, tail))| {
                let wide = matches!(id.as_str(), "name" | "label" | "programme");
                column(label(key, &tail), if wide { 28 } else { 14 })
            })
            .collect(),
        rows: all(report).into_iter().map(cells).collect(),
    }];
    if let Some(followed) = &report.followed {
        sheets.push(Sheet {
            name: report.t("simulate-sheet-days"),
            columns: DAYS.map(|id| column(label(id, ""), 16)).into(),
            rows: days(report, followed).into_iter().map(cells).collect(),
        });
    }
    let mut about = vec![vec![
        Cell::Text(report.t("simulate-about-day")),
        Cell::Day(report.outcome.on),
    ]];
    let mut said = |key: &str, text: &str| {
        about.push(vec![Cell::Text(report.t(key)), Cell::Text(text.to_owned())]);
    };
    said("simulate-about-registry", report.source.name);
    if let Some(reform) = report.reform {
        said("simulate-about-reform", reform);
    }
    if let Some(followed) = &report.followed {
        said("simulate-about-curve", followed.curve);
    }
    for note in report.notes() {
        said("simulate-about-note", &note);
    }
    sheets.push(Sheet {
        name: report.t("simulate-sheet-about"),
        columns: vec![
            column(report.t("simulate-about-item"), 20),
            column(report.t("simulate-about-content"), 100),
        ],
        rows: about,
    });
    sheets
}

fn cells(row: Vec<Item>) -> Vec<Cell> {
    let cells = row.into_iter().map(|item| match item {
        Item::Text(text) => Cell::Text(text),
        Item::Count(count) => Cell::Count(count),
        Item::Yen(Some(yen)) => match i64::try_from(yen) {
            Ok(yen) => Cell::Yen(Yen(yen)),
            Err(_) => Cell::Text(yen.to_string()),
        },
        Item::Yen(None) | Item::Nothing => Cell::Empty,
    });
    cells.collect()
}
