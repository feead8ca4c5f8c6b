//! The reported figures that may be shown. One that must not be shown is not here at all.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State as With};
use platform::api::{Text, one_of};
use platform::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::Object;

use super::said::{BelongsToJson, NoteJson, SourceJson, note, sources};
use super::strategy::asked;
use crate::Plan;
use crate::figure::{Amount, Confidence, Figure, Measure, Qualifier, Table, is_number};

/// The reported figures
///
/// Statistics, reports and news about the city's industry. They are reported by others, never counted by this site,
/// and keep the digits of their source.
#[utoipa::path(
    get, path = "/api/figures", operation_id = "listFigures", tag = "strategy",
    responses((status = 200, description = "All figures that may be shown.", body = FiguresJson))
)]
pub async fn figures(With(plan): With<Arc<Plan>>) -> Json<FiguresJson> {
    let shown = plan.figures.iter().filter(|figure| figure.is_shown());
    let figures: Vec<FigureJson> = shown.map(FigureJson::from).collect();
    Json(FiguresJson {
        count: figures.len(),
        figures,
    })
}

/// One reported figure
#[utoipa::path(
    get, path = "/api/figures/{id}", operation_id = "getFigure", tag = "strategy",
    params(("id" = String, Path, description = "The figure's id.", pattern = "^[a-z0-9-]{1,60}$", example = "gva-2021")),
    responses(
        (status = 200, description = "The figure.", body = FigureJson),
        (status = 404, description = "There is no such figure, or it may not be shown.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn figure(
    With(plan): With<Arc<Plan>>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<FigureJson>, Problem> {
    let id = asked(id)?;
    plan.figures
        .iter()
        .find(|figure| figure.is_shown() && figure.id.as_str() == id)
        .map(|figure| Json(FigureJson::from(figure)))
        .ok_or_else(Problem::not_found)
}

/// All reported figures.
#[derive(Serialize, ToSchema)]
#[schema(as = Figures)]
pub struct FiguresJson {
    count: usize,
    figures: Vec<FigureJson>,
}

/// A figure from outside.
#[derive(Serialize, ToSchema)]
#[schema(as = Figure)]
pub struct FigureJson {
    id: String,
    name: Text,
    /// Always true: somebody else reported it; it is not computed here.
    reported: bool,
    /// The year it speaks of; null: the source does not say, or a series has its years inside.
    year: Option<NoteJson>,
    area: Option<Text>,
    measure: MeasureJson,
    note: Option<NoteJson>,
    directions: Option<BelongsToJson>,
    #[schema(min_items = 1)]
    sources: Vec<SourceJson>,
    #[schema(schema_with = confidence)]
    confidence: &'static str,
}

fn confidence() -> Object {
    let words = Confidence::ALL.map(Confidence::word);
    one_of("What kind of source it comes from.", words)
}

impl From<&Figure> for FigureJson {
    fn from(figure: &Figure) -> FigureJson {
        FigureJson {
            id: figure.id.to_string(),
            name: Text::from(&figure.name),
            reported: true,
            year: note(figure.year.as_ref()),
            area: Text::maybe(figure.area.as_ref()),
            measure: MeasureJson::from(&figure.measure),
            note: note(figure.note.as_ref()),
            directions: figure.directions.as_ref().map(BelongsToJson::from),
            sources: sources(&figure.sources),
            confidence: figure.confidence.word(),
        }
    }
}

/// What a figure consists of.
#[derive(Serialize, ToSchema)]
#[schema(as = Measure)]
#[serde(tag = "form", rename_all = "snake_case")]
enum MeasureJson {
    /// One value.
    Value {
        amount: AmountJson,
        /// null: the source leaves it unclear.
        unit: Option<Text>,
    },
    /// Values by year.
    Series {
        unit: Text,
        count: usize,
        points: Vec<SeriesPointJson>,
    },
    /// Values by item; every row has one cell for each column.
    Table {
        head: Text,
        columns: Vec<ColumnJson>,
        count: usize,
        rows: Vec<RowJson>,
    },
}

#[derive(Serialize, ToSchema)]
#[schema(as = SeriesPoint)]
struct SeriesPointJson {
    #[schema(example = "2021")]
    year: String,
    amount: AmountJson,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Column)]
struct ColumnJson {
    label: Text,
    /// null: the label says it all.
    unit: Option<Text>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Row)]
struct RowJson {
    label: Text,
    /// One for each column; null: the source gives no value.
    cells: Vec<Option<AmountJson>>,
}

/// A value as its source writes it.
#[derive(Serialize, ToSchema)]
#[schema(as = Amount)]
struct AmountJson {
    text: Text,
    /// The digits when the text is a plain number, as text so that none is lost; null otherwise.
    #[schema(example = "1716.0")]
    number: Option<String>,
    #[schema(schema_with = qualifier)]
    qualifier: &'static str,
}

fn qualifier() -> Object {
    let words = ["exact", "about", "more_than"];
    one_of("How exactly the value is meant.", words)
}

impl From<&Amount> for AmountJson {
    fn from(amount: &Amount) -> AmountJson {
        let text = &amount.text.ja;
        AmountJson {
            text: Text::from(&amount.text),
            number: is_number(text).then(|| text.clone()),
            qualifier: match amount.qualifier {
                Qualifier::Exact => "exact",
                Qualifier::About => "about",
                Qualifier::MoreThan => "more_than",
            },
        }
    }
}

impl From<&Measure> for MeasureJson {
    fn from(measure: &Measure) -> MeasureJson {
        match measure {
            Measure::Value { amount, unit } => MeasureJson::Value {
                amount: AmountJson::from(amount),
                unit: Text::maybe(unit.as_ref()),
            },
            Measure::Series { unit, points } => MeasureJson::Series {
                unit: Text::from(unit),
                count: points.len(),
                points: points
                    .iter()
                    .map(|(year, amount)| SeriesPointJson {
                        year: year.clone(),
                        amount: AmountJson::from(amount),
                    })
                    .collect(),
            },
            Measure::Table(table) => table_json(table),
        }
    }
}

fn table_json(table: &Table) -> MeasureJson {
    let columns = table.columns.iter().map(|column| ColumnJson {
        label: Text::from(&column.label),
        unit: Text::maybe(column.unit.as_ref()),
    });
    let rows = table.rows.iter().map(|row| RowJson {
        label: Text::from(&row.label),
        cells: row
            .cells
            .iter()
            .map(|cell| cell.as_ref().map(AmountJson::from))
            .collect(),
    });
    MeasureJson::Table {
        head: Text::from(&table.head),
        columns: columns.collect(),
        count: table.rows.len(),
        rows: rows.collect(),
    }
}
