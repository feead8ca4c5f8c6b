//! A support programme (支援制度): what it is, who runs it, where the facts come from, when it is open, and its rules.

mod children;
mod combines;
mod reading;
mod window;

use eligibility::Rules;
use eligibility::fact::FactId;
use kernel::{Bilingual, Place};

pub use children::Children;
pub use combines::{Combines, JointCap, With, check_joint_caps, joint_caps};
pub use reading::{Surroundings, own_id, read_programme};
pub use window::{Moment, Window, WindowState, WindowType};

/// One programme of the catalogue.
#[derive(Clone, Debug)]
pub struct Programme {
    pub id: String,
    pub name: Bilingual,
    /// False when the source does not give the official name and ours is a description.
    pub name_official: bool,
    pub kind: Kind,
    pub also: Vec<Kind>,
    pub level: Level,
    /// Directions of the strategy, the main one first. Which ones is our judgement.
    pub directions: Vec<String>,
    pub operator: Stated<Bilingual>,
    pub section: Stated<Bilingual>,
    pub summary: Bilingual,
    pub as_of: Bilingual,
    pub sources: Vec<String>,
    pub confidence: Confidence,
    pub confidence_note: Option<Bilingual>,
    /// What the source said about being open.
    pub status: Option<Bilingual>,
    pub window: Stated<Window>,
    pub selection: Stated<Selection>,
    pub documents: Stated<Vec<Bilingual>>,
    pub steps: Stated<Vec<Bilingual>>,
    pub covers: Stated<Vec<Bilingual>>,
    pub does_not_cover: Stated<Vec<Bilingual>>,
    pub usage_limit: Stated<Bilingual>,
    pub combination: Stated<Bilingual>,
    /// What `combination` and other statements mean for other programmes.
    pub combines: Vec<Combines>,
    pub terms: Stated<Bilingual>,
    pub note: Option<Bilingual>,
    /// What is told to children about it.
    pub children: Option<Children>,
    /// The certificate that this programme gives.
    pub gives: Option<String>,
    pub succeeds: Option<String>,
    /// Matters on which the source is silent.
    pub not_stated: Vec<String>,
    pub rules: Rules,
    /// The facts its rules can ask about.
    pub facts: Vec<FactId>,
    pub place: Place,
}

/// Something that a source says, or is silent about, or that has no meaning for this programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stated<T> {
    Known(T),
    /// The source does not say.
    NotStated,
    /// It does not apply, or nobody looked for it.
    Absent,
}

impl<T> Stated<T> {
    pub fn known(&self) -> Option<&T> {
        match self {
            Stated::Known(value) => Some(value),
            Stated::NotStated | Stated::Absent => None,
        }
    }

    pub fn is_not_stated(&self) -> bool {
        matches!(self, Stated::NotStated)
    }
}

/// An enum whose values are words of the content files and keys of the messages.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($variant),+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word in content files and addresses.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            pub fn of_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What kind of support it is.
    Kind {
        Subsidy = "subsidy",
        Loan = "loan",
        TaxRelief = "tax_relief",
        Certification = "certification",
        Consultation = "consultation",
        CourseEvent = "course_event",
        Facility = "facility",
        Showcase = "showcase",
        Matching = "matching",
    }
}

words! {
    /// Who stands behind it.
    Level { City = "city", Prefecture = "prefecture", National = "national" }
}

words! {
    /// How good the best source is.
    Confidence {
        Official = "official",
        Secondary = "secondary",
        News = "news",
        NameOnly = "name_only",
        Unrated = "unrated",
    }
}

words! {
    /// How applications are chosen.
    Selection {
        FirstCome = "first_come",
        Scored = "scored",
        Lot = "lot",
        Screening = "screening",
    }
}
