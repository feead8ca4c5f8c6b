//! The forms of what stands around the strategy: its legal basis, its period, its vision, other plans.

use platform::api::{Text, day};
use serde::Serialize;
use utoipa::ToSchema;

use super::maybe;
use crate::api::said::{BackingJson, NoteJson, note};
use crate::strategy::{
    Comparison, LegalBasis, Part, Period, Point, RelatedPlan, Successor, Vision,
};

/// The ordinance or law on which the strategy rests.
#[derive(Serialize, ToSchema)]
#[schema(as = LegalBasis)]
pub struct LegalBasisJson {
    name: Text,
    number: Option<Text>,
    #[schema(schema_with = enacted)]
    enacted: Option<String>,
    structure: Option<Text>,
    backing: BackingJson,
}

fn enacted() -> utoipa::openapi::schema::Object {
    let mut schema = day("The day; null: not stated.");
    schema.schema_type = utoipa::openapi::schema::SchemaType::Array(vec![
        utoipa::openapi::schema::Type::String,
        utoipa::openapi::schema::Type::Null,
    ]);
    schema
}

impl From<&LegalBasis> for LegalBasisJson {
    fn from(basis: &LegalBasis) -> LegalBasisJson {
        LegalBasisJson {
            name: Text::from(&basis.name),
            number: maybe(&basis.number),
            enacted: basis.enacted.map(|day| day.to_string()),
            structure: maybe(&basis.structure),
            backing: BackingJson::from(&basis.backing),
        }
    }
}

/// The fiscal years (April to March) that the strategy covers.
#[derive(Serialize, ToSchema)]
#[schema(as = Period)]
pub struct PeriodJson {
    #[schema(example = 2015)]
    first_fiscal_year: i16,
    #[schema(example = 2024)]
    last_fiscal_year: i16,
    review: Option<Text>,
    backing: BackingJson,
}

impl From<&Period> for PeriodJson {
    fn from(period: &Period) -> PeriodJson {
        PeriodJson {
            first_fiscal_year: period.first,
            last_fiscal_year: period.last,
            review: maybe(&period.review),
            backing: BackingJson::from(&period.backing),
        }
    }
}

/// The city the strategy works towards.
#[derive(Serialize, ToSchema)]
#[schema(as = Vision)]
pub struct VisionJson {
    title: Text,
    subtitle: Option<Text>,
    note: Option<NoteJson>,
    backing: BackingJson,
}

impl From<&Vision> for VisionJson {
    fn from(vision: &Vision) -> VisionJson {
        VisionJson {
            title: Text::from(&vision.title),
            subtitle: maybe(&vision.subtitle),
            note: note(vision.note.as_ref()),
            backing: BackingJson::from(&vision.backing),
        }
    }
}

/// A strength or a challenge.
#[derive(Serialize, ToSchema)]
#[schema(as = Point)]
pub struct PointJson {
    text: Text,
    backing: BackingJson,
}

impl From<&Point> for PointJson {
    fn from(point: &Point) -> PointJson {
        PointJson {
            text: Text::from(&point.text),
            backing: BackingJson::from(&point.backing),
        }
    }
}

/// What is and what is not known about the difference between the editions.
#[derive(Serialize, ToSchema)]
#[schema(as = Comparison)]
pub struct ComparisonJson {
    known: Text,
    unknown: Text,
    /// true: this is our judgement.
    our_judgement: bool,
    backing: BackingJson,
}

impl From<&Comparison> for ComparisonJson {
    fn from(comparison: &Comparison) -> ComparisonJson {
        ComparisonJson {
            known: Text::from(&comparison.known),
            unknown: Text::from(&comparison.unknown),
            our_judgement: comparison.judgement,
            backing: BackingJson::from(&comparison.backing),
        }
    }
}

/// A plan above, before or beside the strategy.
#[derive(Serialize, ToSchema)]
#[schema(as = RelatedPlan)]
pub struct RelatedPlanJson {
    name: Text,
    date: Option<Text>,
    note: Option<NoteJson>,
    parts: Vec<PlanPartJson>,
    backing: BackingJson,
}

impl From<&RelatedPlan> for RelatedPlanJson {
    fn from(plan: &RelatedPlan) -> RelatedPlanJson {
        RelatedPlanJson {
            name: Text::from(&plan.name),
            date: maybe(&plan.date),
            note: note(plan.note.as_ref()),
            parts: plan.parts.iter().map(PlanPartJson::from).collect(),
            backing: BackingJson::from(&plan.backing),
        }
    }
}

/// One strand of a related plan.
#[derive(Serialize, ToSchema)]
#[schema(as = PlanPart)]
struct PlanPartJson {
    title: Text,
    points: Vec<Text>,
}

impl From<&Part> for PlanPartJson {
    fn from(part: &Part) -> PlanPartJson {
        PlanPartJson {
            title: Text::from(&part.title),
            points: Text::all(&part.points),
        }
    }
}

/// What is known of the plan that follows.
#[derive(Serialize, ToSchema)]
#[schema(as = Successor)]
pub struct SuccessorJson {
    plan: Option<Text>,
    note: NoteJson,
}

impl From<&Successor> for SuccessorJson {
    fn from(successor: &Successor) -> SuccessorJson {
        SuccessorJson {
            plan: maybe(&successor.plan),
            note: NoteJson::from(&successor.note),
        }
    }
}
