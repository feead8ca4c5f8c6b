//! Reported figures as a table, one value a row. They are what others report, in the digits of their source; what
//! must not be shown on the page is not in the table either.

use kernel::Bilingual;
use plan::figure::{Amount, Figure, Measure, Qualifier};
use plan::{Plan, Source};
use programmes::City;
use programmes::open_data::table::{joined, write};

const COLUMNS: [&str; 21] = [
    "local_government_code",
    "city",
    "figure_id",
    "name_ja",
    "name_en",
    "year",
    "item_ja",
    "item_en",
    "column_ja",
    "column_en",
    "value",
    "qualifier",
    "unit_ja",
    "unit_en",
    "area_ja",
    "area_en",
    "status",
    "confidence",
    "note_ja",
    "note_en",
    "sources",
];

pub fn csv(plan: &Plan, city: &City) -> String {
    let shown = plan.figures.iter().filter(|figure| figure.is_shown());
    let rows = shown.flat_map(|figure| {
        values(figure)
            .into_iter()
            .map(|value| row(figure, &value, city))
    });
    write(&COLUMNS, rows)
}

/// One value of a figure with what tells it from the others.
#[derive(Default)]
struct Value<'f> {
    year: String,
    item: Option<&'f Bilingual>,
    column: Option<&'f Bilingual>,
    /// `None` where the source gives no value.
    amount: Option<&'f Amount>,
    unit: Option<&'f Bilingual>,
}

fn values(figure: &Figure) -> Vec<Value<'_>> {
    let year = || (figure.year.as_ref()).map_or_else(String::new, |year| year.text.ja.clone());
    match &figure.measure {
        Measure::Value { amount, unit } => vec![Value {
            year: year(),
            amount: Some(amount),
            unit: unit.as_ref(),
            ..Value::default()
        }],
        Measure::Series { unit, points } => (points.iter())
            .map(|(year, amount)| Value {
                year: year.clone(),
                amount: Some(amount),
                unit: Some(unit),
                ..Value::default()
            })
            .collect(),
        Measure::Table(table) => (table.rows.iter())
            .flat_map(|row| {
                table
                    .columns
                    .iter()
                    .zip(&row.cells)
                    .map(|(column, cell)| Value {
                        year: year(),
                        item: Some(&row.label),
                        column: Some(&column.label),
                        amount: cell.as_ref(),
                        unit: column.unit.as_ref(),
                    })
            })
            .collect(),
    }
}

fn row(figure: &Figure, value: &Value<'_>, city: &City) -> Vec<String> {
    let ja = |text: Option<&Bilingual>| text.map_or_else(String::new, |text| text.ja.clone());
    let en = |text: Option<&Bilingual>| text.map_or_else(String::new, |text| text.en.clone());
    let note = figure.note.as_ref().map(|note| &note.text);
    vec![
        city.code.clone(),
        city.name.ja.clone(),
        figure.id.to_string(),
        figure.name.ja.clone(),
        figure.name.en.clone(),
        value.year.clone(),
        ja(value.item),
        en(value.item),
        ja(value.column),
        en(value.column),
        ja(value.amount.map(|amount| &amount.text)),
        value.amount.map_or("", qualifier).to_owned(),
        ja(value.unit),
        en(value.unit),
        ja(figure.area.as_ref()),
        en(figure.area.as_ref()),
        "reported".to_owned(),
        figure.confidence.word().to_owned(),
        ja(note),
        en(note),
        sources(&figure.sources),
    ]
}

fn qualifier(amount: &Amount) -> &'static str {
    match amount.qualifier {
        Qualifier::Exact => "",
        Qualifier::About => "about",
        Qualifier::MoreThan => "more_than",
    }
}

/// The names and addresses of sources.
pub fn sources(sources: &[Source]) -> String {
    let texts = sources.iter().flat_map(|source| {
        let name = source.name.as_ref().map(|name| name.ja.as_str());
        name.into_iter().chain(source.address.as_deref())
    });
    joined(texts)
}
