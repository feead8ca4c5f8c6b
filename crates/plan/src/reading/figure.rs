//! Reads `figures.yaml`.

use kernel::{Bilingual, Faults, Fields, Node};

use super::KnownDirections;
use super::entry::{
    Ids, choice, directions, each, is_not_stated, note, optional_note, optional_text,
    text_or_not_stated,
};
use super::sources::NamedSources;
use crate::figure::{
    Amount, Column, Confidence, Figure, Measure, Qualifier, Row, Table, is_number,
};
use crate::source::Note;

pub fn read_all(node: &Node, known: &KnownDirections, faults: &mut Faults) -> Vec<Figure> {
    let Some(mut fields) = node.fields(faults) else {
        return Vec::new();
    };
    let named = NamedSources::read(&mut fields, faults);
    let mut ids = Ids::default();
    let figures = each(&mut fields, "figures", faults, |node, faults| {
        figure(node, &mut ids, &named, known, faults)
    });
    fields.finish(faults);
    figures
}

fn figure(
    node: &Node,
    ids: &mut Ids,
    named: &NamedSources,
    known: &KnownDirections,
    faults: &mut Faults,
) -> Option<Figure> {
    let mut fields = node.fields(faults)?;
    let id = ids.take(&mut fields, faults);
    let name = fields.required_bilingual("name", faults);
    let measure = measure(&mut fields, faults);
    let year = year(&mut fields, faults);
    let area = text_or_not_stated(&mut fields, "area", faults);
    let note = optional_note(&mut fields, "note", faults);
    let directions = fields
        .optional("directions")
        .and_then(|node| directions(node, known, faults));
    let sources = named.sources(&mut fields, faults);
    let confidence = fields
        .required("confidence", faults)
        .and_then(|node| choice(node, &Confidence::ALL, Confidence::word, faults));
    let hidden = hidden(&mut fields, faults);
    fields.finish(faults);
    Some(Figure {
        id: id?,
        name: name?,
        measure: measure?,
        year: year?,
        area: area?,
        note,
        directions,
        sources: sources?,
        confidence: confidence?,
        hidden,
    })
}

/// Exactly one of `value`, `series` and `table`.
fn measure(fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Measure> {
    let value = fields.optional("value");
    let series = fields.optional("series");
    let table_node = fields.optional("table");
    match (value, series, table_node) {
        (Some(node), None, None) => {
            let qualifier = qualifier(fields, faults);
            let unit = text_or_not_stated(fields, "unit", faults);
            let text = amount(node, faults)?;
            Some(Measure::Value {
                amount: Amount {
                    qualifier: qualifier?,
                    ..text
                },
                unit: unit?,
            })
        }
        (None, Some(node), None) => {
            let unit = fields.required_bilingual("unit", faults);
            let points = points(node, faults);
            Some(Measure::Series {
                unit: unit?,
                points: points?,
            })
        }
        (None, None, Some(node)) => table(node, faults).map(Measure::Table),
        _ => {
            // Which of them was meant is unclear, so what belongs to it is not reported as unknown.
            fields.optional("unit");
            fields.optional("qualifier");
            faults.add(fields.place(), "plan-fault-measure", []);
            None
        }
    }
}

fn qualifier(fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Qualifier> {
    let Some(node) = fields.optional("qualifier") else {
        return Some(Qualifier::Exact);
    };
    let word = |qualifier| match qualifier {
        Qualifier::Exact => "exact",
        Qualifier::About => "about",
        Qualifier::MoreThan => "more_than",
    };
    let choices = [Qualifier::Exact, Qualifier::About, Qualifier::MoreThan];
    choice(node, &choices, word, faults)
}

/// A number as written; words in both languages where the source uses words.
fn amount(node: &Node, faults: &mut Faults) -> Option<Amount> {
    if let Some(text) = node.scalar()
        && !is_number(text)
    {
        faults.add(&node.place, "plan-fault-number", [("found", &text)]);
        return None;
    }
    Some(Amount {
        text: node.bilingual(faults)?,
        qualifier: Qualifier::Exact,
    })
}

/// `{2002: 2119, …}`: years in their order.
fn points(node: &Node, faults: &mut Faults) -> Option<Vec<(String, Amount)>> {
    let fields = node.fields(faults)?;
    let mut points: Vec<(String, Amount)> = Vec::new();
    for (key, value) in fields.all() {
        let year = key.text(faults)?;
        let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        let in_order = points
            .last()
            .is_none_or(|(earlier, _)| earlier.as_str() < year);
        if !is_year || !in_order {
            faults.add(&key.place, "plan-fault-series-year", [("found", &year)]);
        }
        if let Some(amount) = amount(value, faults) {
            points.push((year.to_owned(), amount));
        }
    }
    Some(points)
}

fn table(node: &Node, faults: &mut Faults) -> Option<Table> {
    let mut fields = node.fields(faults)?;
    let head = fields.required_bilingual("head", faults);
    let columns = each(&mut fields, "columns", faults, column);
    let rows = each(&mut fields, "rows", faults, |node, faults| {
        row(node, columns.len(), faults)
    });
    fields.finish(faults);
    Some(Table {
        head: head?,
        columns,
        rows,
    })
}

fn column(node: &Node, faults: &mut Faults) -> Option<Column> {
    let mut fields = node.fields(faults)?;
    let label = fields.required_bilingual("label", faults);
    let unit = fields.optional_bilingual("unit", faults);
    let ordinal = fields.optional("ordinal");
    fields.finish(faults);
    Some(Column {
        label: label?,
        unit,
        is_ordinal: ordinal.and_then(|node| node.flag(faults)).unwrap_or(false),
    })
}

fn row(node: &Node, columns: usize, faults: &mut Faults) -> Option<Row> {
    let mut fields = node.fields(faults)?;
    let label = fields.required_bilingual("label", faults);
    let items = fields.list("cells", faults);
    if items.len() != columns {
        faults.add(
            fields.place(),
            "plan-fault-cells",
            [("found", &items.len()), ("expected", &columns)],
        );
    }
    let mut cells = Vec::with_capacity(items.len());
    for item in items {
        if is_not_stated(item) {
            cells.push(None);
        } else {
            cells.push(Some(amount(item, faults)?));
        }
    }
    fields.finish(faults);
    Some(Row {
        label: label?,
        cells,
    })
}

/// The year the figure speaks of. A series carries its years itself and has no other.
fn year(fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Option<Note>> {
    if fields.has("series") {
        return Some(None);
    }
    let node = fields.required("year", faults)?;
    if is_not_stated(node) {
        return Some(None);
    }
    note(node, faults).map(Some)
}

/// `display: false` needs its reason.
fn hidden(fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Bilingual> {
    let shown = fields
        .optional("display")
        .and_then(|node| node.flag(faults))
        .unwrap_or(true);
    if shown {
        return optional_text(fields, "display_reason", faults).and(None);
    }
    fields.required_bilingual("display_reason", faults)
}
