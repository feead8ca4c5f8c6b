//! The forms of the strategy, its policies, directions and themes.

use platform::api::{Page, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::maybe;
use super::parts::{
    ComparisonJson, LegalBasisJson, PeriodJson, PointJson, RelatedPlanJson, SuccessorJson,
    VisionJson,
};
use crate::Plan;
use crate::api::said::{BackingJson, BelongsToJson, NoteJson, note};
use crate::strategy::{Direction, Edition, Known, Policy, Strategy, Theme};

/// A city's strategy as far as the sources tell it.
#[derive(Serialize, ToSchema)]
#[schema(as = Strategy)]
pub struct StrategyJson {
    id: String,
    name: Text,
    /// Whose words titles, summaries and translations are.
    wording: Option<NoteJson>,
    legal_basis: Vec<LegalBasisJson>,
    upper_plans: Vec<RelatedPlanJson>,
    period: PeriodJson,
    /// The industries it is meant for.
    industries: Vec<Text>,
    vision: VisionJson,
    /// The number of editions.
    count: usize,
    /// The current edition first.
    #[schema(min_items = 1)]
    editions: Vec<EditionJson>,
    /// What may and what may not be said about the difference between the editions.
    comparison: Option<ComparisonJson>,
    /// Ids of the background themes; each is under `/api/themes/{id}`.
    themes: Vec<String>,
    strengths: Vec<PointJson>,
    challenges: Vec<PointJson>,
    related: Vec<RelatedPlanJson>,
    /// The plan that follows; null: nothing is known of one.
    successor: Option<SuccessorJson>,
    page: Page,
}

impl From<&Strategy> for StrategyJson {
    fn from(strategy: &Strategy) -> StrategyJson {
        let editions: Vec<EditionJson> = strategy
            .editions()
            .enumerate()
            .map(|(index, edition)| EditionJson::of(edition, index == 0))
            .collect();
        let points =
            |points: &[crate::strategy::Point]| points.iter().map(PointJson::from).collect();
        StrategyJson {
            id: strategy.id.to_string(),
            name: Text::from(&strategy.name),
            wording: note(strategy.wording.as_ref()),
            legal_basis: strategy
                .legal_basis
                .iter()
                .map(LegalBasisJson::from)
                .collect(),
            upper_plans: strategy
                .upper_plans
                .iter()
                .map(RelatedPlanJson::from)
                .collect(),
            period: PeriodJson::from(&strategy.period),
            industries: Text::all(&strategy.industries),
            vision: VisionJson::from(&strategy.vision),
            count: editions.len(),
            editions,
            comparison: strategy.comparison.as_ref().map(ComparisonJson::from),
            themes: strategy
                .themes
                .iter()
                .map(|theme| theme.id.to_string())
                .collect(),
            strengths: points(&strategy.strengths),
            challenges: points(&strategy.challenges),
            related: strategy.related.iter().map(RelatedPlanJson::from).collect(),
            successor: strategy.successor.as_ref().map(SuccessorJson::from),
            page: Page::of("/strategy"),
        }
    }
}

/// One edition of the strategy.
#[derive(Serialize, ToSchema)]
#[schema(as = Edition)]
struct EditionJson {
    id: String,
    label: Text,
    /// Whether its policies and directions are the ones meant everywhere else.
    current: bool,
    /// When it was adopted, as the source says it.
    adopted: Option<Text>,
    /// false: it could be read only in part; `missing` says what is not known.
    complete: bool,
    missing: Option<Text>,
    /// Why it was made; null: the source does not say.
    purpose: Option<Text>,
    /// What was reported as done under it.
    practice: Option<Text>,
    policies: Vec<PolicyJson>,
    backing: BackingJson,
}

impl EditionJson {
    fn of(edition: &Edition, current: bool) -> EditionJson {
        let missing = match &edition.known {
            Known::Full => None,
            Known::Partial(missing) => Some(Text::from(missing)),
        };
        EditionJson {
            id: edition.id.to_string(),
            label: Text::from(&edition.label),
            current,
            adopted: maybe(&edition.adopted),
            complete: missing.is_none(),
            missing,
            purpose: maybe(&edition.purpose),
            practice: maybe(&edition.practice),
            policies: edition.policies.iter().map(PolicyJson::from).collect(),
            backing: BackingJson::from(&edition.backing),
        }
    }
}

/// A basic policy.
#[derive(Serialize, ToSchema)]
#[schema(as = Policy)]
pub struct PolicyJson {
    #[schema(example = "2")]
    id: String,
    title: Text,
    /// false: the official title is not known; this is how somebody reported it.
    title_official: bool,
    idea: Option<Text>,
    /// null: the source does not state them, which is not the same as having none.
    directions: Option<Vec<DirectionLineJson>>,
}

impl From<&Policy> for PolicyJson {
    fn from(policy: &Policy) -> PolicyJson {
        let directions = policy.directions.as_ref();
        PolicyJson {
            id: policy.id.to_string(),
            title: Text::from(policy.title.text()),
            title_official: policy.title.is_official(),
            idea: maybe(&policy.idea),
            directions: directions.map(|all| all.iter().map(DirectionLineJson::from).collect()),
        }
    }
}

/// A direction as a line of its policy.
#[derive(Serialize, ToSchema)]
#[schema(as = DirectionLine)]
struct DirectionLineJson {
    #[schema(example = "2-1")]
    id: String,
    title: Text,
    /// The strategy itself marks it as an answer to the "new normal".
    new_normal: bool,
}

impl From<&Direction> for DirectionLineJson {
    fn from(direction: &Direction) -> DirectionLineJson {
        DirectionLineJson {
            id: direction.id.to_string(),
            title: Text::from(&direction.title),
            new_normal: direction.new_normal,
        }
    }
}

/// A direction with what belongs to it.
#[derive(Serialize, ToSchema)]
#[schema(as = Direction)]
pub struct DirectionJson {
    #[schema(example = "2-1")]
    id: String,
    title: Text,
    /// The strategy itself marks it as an answer to the "new normal".
    new_normal: bool,
    /// The id of its policy.
    policy: String,
    /// Ids of the themes that bear on it.
    themes: Vec<String>,
    /// Ids of the reported figures that bear on it, those that may be shown.
    figures: Vec<String>,
    /// Where the programmes are that carry it out.
    #[schema(example = "/api/programmes?direction=2-1")]
    programmes: String,
    page: Page,
}

impl DirectionJson {
    pub fn of(plan: &Plan, strategy: &Strategy, id: &str) -> Option<DirectionJson> {
        let (policy, direction) = strategy.direction(id)?;
        let themes = strategy.themes_of(id);
        let figures = plan.figures.iter();
        Some(DirectionJson {
            id: direction.id.to_string(),
            title: Text::from(&direction.title),
            new_normal: direction.new_normal,
            policy: policy.id.to_string(),
            themes: themes.iter().map(|theme| theme.id.to_string()).collect(),
            figures: figures
                .filter(|figure| figure.is_shown() && figure.bears_on(id))
                .map(|figure| figure.id.to_string())
                .collect(),
            programmes: format!("/api/programmes?direction={}", direction.id),
            page: Page::of(&format!("/strategy/directions/{}", direction.id)),
        })
    }
}

/// All background themes.
#[derive(Serialize, ToSchema)]
#[schema(as = Themes)]
pub struct ThemesJson {
    count: usize,
    themes: Vec<ThemeJson>,
}

impl ThemesJson {
    pub fn of(themes: &[Theme]) -> ThemesJson {
        ThemesJson {
            count: themes.len(),
            themes: themes.iter().map(ThemeJson::from).collect(),
        }
    }
}

/// What the strategy says about the times.
#[derive(Serialize, ToSchema)]
#[schema(as = Theme)]
pub struct ThemeJson {
    id: String,
    title: Text,
    text: Text,
    directions: BelongsToJson,
    backing: BackingJson,
    page: Page,
}

impl From<&Theme> for ThemeJson {
    fn from(theme: &Theme) -> ThemeJson {
        ThemeJson {
            id: theme.id.to_string(),
            title: Text::from(&theme.title),
            text: Text::from(&theme.text),
            directions: BelongsToJson::from(&theme.directions),
            backing: BackingJson::from(&theme.backing),
            page: Page::of(&format!("/strategy/themes/{}", theme.id)),
        }
    }
}
