//! Which charts a figure has, and how they are said to people who cannot see them. A series is a line; of a
//! table, every column of sizes is drawn: by year as a line, otherwise as bars.

use platform::Frame;

use super::chart::{Bars, Item, Point, TimeLine, bars, time_line};
use super::said;
use crate::figure::{Amount, Figure, Measure, Table, is_number};

/// One chart with its words.
pub struct Drawing {
    /// Unlike any other on the page.
    pub id: String,
    pub title: String,
    /// The title beside other charts of the same figure.
    pub short: String,
    /// All values in words.
    pub description: String,
    pub unit: Option<String>,
    /// Values that their source writes in words: they stand in the table only.
    pub in_words: Vec<String>,
    pub shape: Shape,
}

pub enum Shape {
    Line(TimeLine),
    Bars(Bars),
}

impl Drawing {
    /// Whether years are missing between the values.
    pub fn has_gaps(&self) -> bool {
        match &self.shape {
            Shape::Line(line) => !line.gaps.is_empty(),
            Shape::Bars(_) => false,
        }
    }
}

/// The charts of a figure, none for a single value. One number alone makes no chart.
pub fn drawings(frame: &Frame, figure: &Figure) -> Vec<Drawing> {
    match &figure.measure {
        Measure::Value { .. } => Vec::new(),
        Measure::Series { unit, points } => {
            let values = points
                .iter()
                .map(|(year, amount)| (year.as_str(), Some(amount)));
            let title = frame.text(&figure.name).to_owned();
            let chart = Heading {
                id: format!("chart-{}", figure.id),
                short: title.clone(),
                title,
                unit: Some(frame.text(unit).to_owned()),
            };
            let values: Vec<_> = values.collect();
            drawing(frame, chart, &values).into_iter().collect()
        }
        Measure::Table(table) => columns(frame, figure, table),
    }
}

fn columns(frame: &Frame, figure: &Figure, table: &Table) -> Vec<Drawing> {
    let drawn = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| !column.is_ordinal);
    drawn
        .filter_map(|(index, column)| {
            let cell =
                |row: &crate::figure::Row| row.cells.get(index).and_then(Option::as_ref).cloned();
            let cells: Vec<Option<Amount>> = table.rows.iter().map(cell).collect();
            let labels = table.rows.iter().map(|row| frame.text(&row.label));
            let values: Vec<_> = labels.zip(cells.iter().map(Option::as_ref)).collect();
            let title = frame.say(
                "plan-chart-column",
                &[
                    ("figure", frame.text(&figure.name)),
                    ("column", frame.text(&column.label)),
                ],
            );
            let chart = Heading {
                id: format!("chart-{}-{index}", figure.id),
                short: frame.text(&column.label).to_owned(),
                title,
                unit: column.unit.as_ref().map(|unit| frame.text(unit).to_owned()),
            };
            drawing(frame, chart, &values)
        })
        .collect()
}

/// What stands over a chart.
struct Heading {
    id: String,
    title: String,
    short: String,
    unit: Option<String>,
}

fn drawing(frame: &Frame, heading: Heading, values: &[(&str, Option<&Amount>)]) -> Option<Drawing> {
    let numbers = values
        .iter()
        .filter_map(|(_, amount)| value(frame, *amount));
    if numbers.count() < 2 {
        return None;
    }
    let years: Option<Vec<i16>> = values.iter().map(|(label, _)| year(label)).collect();
    let in_order = |years: &Vec<i16>| years.is_sorted_by(|a, b| a < b);
    let shape = match years.filter(in_order) {
        Some(years) => {
            let point = |(year, (_, amount)): (i16, &(&str, Option<&Amount>))| Point {
                year,
                value: value(frame, *amount),
                said: said_or_not_stated(frame, *amount),
            };
            let points: Vec<Point> = years.into_iter().zip(values).map(point).collect();
            Shape::Line(time_line(&points)?)
        }
        None => {
            let item = |(label, amount): &(&str, Option<&Amount>)| Item {
                label: (*label).to_owned(),
                value: value(frame, *amount),
                said: said_or_not_stated(frame, *amount),
            };
            Shape::Bars(bars(&values.iter().map(item).collect::<Vec<_>>())?)
        }
    };
    Some(Drawing {
        id: heading.id,
        title: heading.title,
        short: heading.short,
        description: all_said(frame, values),
        unit: heading.unit,
        in_words: not_numbers(frame, values),
        shape,
    })
}

/// The number of an amount; words instead of a number are never read as one.
fn value(frame: &Frame, amount: Option<&Amount>) -> Option<f64> {
    let text = frame.text(&amount?.text);
    if !is_number(text) {
        return None;
    }
    text.parse().ok()
}

fn year(label: &str) -> Option<i16> {
    let is_year = label.len() == 4 && label.bytes().all(|b| b.is_ascii_digit());
    is_year.then(|| label.parse().ok()).flatten()
}

fn said_or_not_stated(frame: &Frame, amount: Option<&Amount>) -> String {
    match amount {
        Some(amount) => said::number(frame, amount),
        None => frame.t("plan-not-stated"),
    }
}

fn all_said(frame: &Frame, values: &[(&str, Option<&Amount>)]) -> String {
    let one = |(label, amount): &(&str, Option<&Amount>)| {
        let value = said_or_not_stated(frame, *amount);
        frame.say("plan-chart-value", &[("label", label), ("value", &value)])
    };
    let all: Vec<String> = values.iter().map(one).collect();
    said::joined_values(frame, &all)
}

fn not_numbers(frame: &Frame, values: &[(&str, Option<&Amount>)]) -> Vec<String> {
    let amounts = values.iter().filter_map(|(_, amount)| *amount);
    amounts
        .filter(|amount| value(frame, Some(amount)).is_none())
        .map(|amount| said::number(frame, amount))
        .collect()
}
