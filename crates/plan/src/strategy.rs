//! The strategy (戦略): its vision, its editions, and the tree of basic policies (基本方針) and directions
//! (方向性). Not here: what carries a direction out (programmes), and numbers (`figure`).

use kernel::{Bilingual, Date, FiscalYear};

use crate::source::{Backing, Directions, Id, Note};

/// A city's strategy as far as the sources tell it.
#[derive(Clone, Debug)]
pub struct Strategy {
    pub id: Id,
    pub name: Bilingual,
    /// Whose words the titles, summaries and translations are.
    pub wording: Option<Note>,
    pub legal_basis: Vec<LegalBasis>,
    pub upper_plans: Vec<RelatedPlan>,
    pub period: Period,
    pub industries: Vec<Bilingual>,
    pub vision: Vision,
    /// The edition that counts; its policies and directions are the ones meant everywhere else.
    pub current: Edition,
    pub earlier: Vec<Edition>,
    pub comparison: Option<Comparison>,
    pub themes: Vec<Theme>,
    pub strengths: Vec<Point>,
    pub challenges: Vec<Point>,
    pub related: Vec<RelatedPlan>,
    pub successor: Option<Successor>,
}

/// The ordinance or law on which the strategy rests.
#[derive(Clone, Debug)]
pub struct LegalBasis {
    pub name: Bilingual,
    pub number: Option<Bilingual>,
    pub enacted: Option<Date>,
    pub structure: Option<Bilingual>,
    pub backing: Backing,
}

/// The fiscal years the strategy covers; the first never lies after the last.
#[derive(Clone, Debug)]
pub struct Period {
    pub first: i16,
    pub last: i16,
    pub review: Option<Bilingual>,
    pub backing: Backing,
}

impl Period {
    pub fn years(&self) -> i16 {
        self.last - self.first + 1
    }

    /// Whether the last fiscal year of the strategy is over on `today`.
    pub fn is_over(&self, today: Date) -> bool {
        FiscalYear::containing(today).year() > self.last
    }
}

/// The city the strategy works towards (将来像).
#[derive(Clone, Debug)]
pub struct Vision {
    pub title: Bilingual,
    pub subtitle: Option<Bilingual>,
    pub note: Option<Note>,
    pub backing: Backing,
}

/// One edition (版) of the strategy.
#[derive(Clone, Debug)]
pub struct Edition {
    pub id: Id,
    pub label: Bilingual,
    pub adopted: Option<Bilingual>,
    pub known: Known,
    /// Why the edition was made; `None` when the source does not say.
    pub purpose: Option<Bilingual>,
    /// What was reported as done under it.
    pub practice: Option<Bilingual>,
    pub policies: Vec<Policy>,
    pub backing: Backing,
}

/// How much of an edition we could read.
#[derive(Clone, Debug)]
pub enum Known {
    Full,
    /// Only in part; the text says what is missing.
    Partial(Bilingual),
}

/// A basic policy (基本方針).
#[derive(Clone, Debug)]
pub struct Policy {
    pub id: Id,
    pub title: Title,
    pub idea: Option<Bilingual>,
    /// `None` when the source does not state them: that is not the same as having none.
    pub directions: Option<Vec<Direction>>,
}

impl Policy {
    /// The directions that are known.
    pub fn directions(&self) -> &[Direction] {
        self.directions.as_deref().unwrap_or_default()
    }
}

/// The title of a policy: its official one, or the one somebody reported while the official is unknown.
#[derive(Clone, Debug)]
pub enum Title {
    Official(Bilingual),
    Reported(Bilingual),
}

impl Title {
    pub fn text(&self) -> &Bilingual {
        match self {
            Title::Official(text) | Title::Reported(text) => text,
        }
    }

    pub fn is_official(&self) -> bool {
        match self {
            Title::Official(_) => true,
            Title::Reported(_) => false,
        }
    }
}

/// A direction (方向性): one of the ways in which a policy is followed.
#[derive(Clone, Debug)]
pub struct Direction {
    pub id: Id,
    pub title: Bilingual,
    /// The plan itself marks the direction as an answer to the new normal (ニューノーマル).
    pub new_normal: bool,
}

/// What the plan says about the times (背景).
#[derive(Clone, Debug)]
pub struct Theme {
    pub id: Id,
    pub title: Bilingual,
    pub text: Bilingual,
    pub directions: Directions,
    pub backing: Backing,
}

/// A strength (強み) or a challenge (課題).
#[derive(Clone, Debug)]
pub struct Point {
    pub text: Bilingual,
    pub backing: Backing,
}

/// What may and what may not be said about the difference between the editions.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub known: Bilingual,
    pub unknown: Bilingual,
    pub judgement: bool,
    pub backing: Backing,
}

/// A plan above, before or beside the strategy.
#[derive(Clone, Debug)]
pub struct RelatedPlan {
    pub name: Bilingual,
    pub date: Option<Bilingual>,
    pub note: Option<Note>,
    pub parts: Vec<Part>,
    pub backing: Backing,
}

/// One strand of a related plan.
#[derive(Clone, Debug)]
pub struct Part {
    pub title: Bilingual,
    pub points: Vec<Bilingual>,
}

/// What is known of the plan that follows.
#[derive(Clone, Debug)]
pub struct Successor {
    pub plan: Option<Bilingual>,
    pub note: Note,
}

impl Strategy {
    /// All editions, the current one first.
    pub fn editions(&self) -> impl Iterator<Item = &Edition> {
        std::iter::once(&self.current).chain(&self.earlier)
    }

    /// The directions of the current edition in their order, each with its policy.
    pub fn directions(&self) -> impl Iterator<Item = (&Policy, &Direction)> {
        self.current
            .policies
            .iter()
            .flat_map(|policy| policy.directions().iter().map(move |d| (policy, d)))
    }

    pub fn policy(&self, id: &str) -> Option<&Policy> {
        self.current.policies.iter().find(|p| p.id.as_str() == id)
    }

    pub fn direction(&self, id: &str) -> Option<(&Policy, &Direction)> {
        self.directions().find(|(_, d)| d.id.as_str() == id)
    }

    pub fn theme(&self, id: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.id.as_str() == id)
    }

    /// The background themes that bear on a direction.
    pub fn themes_of(&self, direction: &str) -> Vec<&Theme> {
        self.themes
            .iter()
            .filter(|theme| theme.directions.contain(direction))
            .collect()
    }
}
