//! Words of the catalogue as JSON, and what a source states, leaves out, or what does not apply.

use std::borrow::Cow;

use platform::api::one_of;
use serde::Serialize;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;
use utoipa::{PartialSchema, ToSchema};

use crate::listing::Sort;
use crate::programme::{Confidence, Kind, Level, Selection, Stated, WindowState, WindowType};

/// A word out of the fixed set of an enum of the catalogue.
macro_rules! word {
    ($json:ident, $of:ident, $name:literal, $description:literal) => {
        #[doc = $description]
        #[derive(Serialize)]
        pub struct $json(&'static str);

        impl From<$of> for $json {
            fn from(word: $of) -> $json {
                $json(word.word())
            }
        }

        impl PartialSchema for $json {
            fn schema() -> RefOr<Schema> {
                let words = $of::ALL.iter().map(|word| word.word());
                one_of($description, words).into()
            }
        }

        impl ToSchema for $json {
            fn name() -> Cow<'static, str> {
                $name.into()
            }
        }
    };
}

word!(
    KindJson,
    Kind,
    "ProgrammeKind",
    "What kind of support it is."
);
word!(LevelJson, Level, "Level", "Who stands behind it.");
word!(SortJson, Sort, "ListOrder", "The order of a list.");
word!(
    ConfidenceJson,
    Confidence,
    "SourceConfidence",
    "How good the best source is. `unrated`: nobody has judged it."
);
word!(
    SelectionJson,
    Selection,
    "Selection",
    "How applications are chosen."
);
word!(
    WindowTypeJson,
    WindowType,
    "WindowType",
    "How the window is set."
);
word!(
    WindowStateJson,
    WindowState,
    "WindowState",
    "The window on one day. `unknown`: the source does not tell; it is never assumed to be open."
);

/// Whether a source states something, and what. Where the whole is null, it does not apply, or nobody looked for it.
#[derive(Serialize, ToSchema)]
#[schema(as = Stated)]
pub struct StatedJson<T: ToSchema> {
    /// false: the source does not say; there is no `value` then.
    stated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    value: Option<T>,
}

/// Puts what a source states into its JSON form.
pub fn stated<T, J: ToSchema>(stated: &Stated<T>, form: impl Fn(&T) -> J) -> Option<StatedJson<J>> {
    match stated {
        Stated::Known(value) => Some(StatedJson {
            stated: true,
            value: Some(form(value)),
        }),
        Stated::NotStated => Some(StatedJson {
            stated: false,
            value: None,
        }),
        Stated::Absent => None,
    }
}
