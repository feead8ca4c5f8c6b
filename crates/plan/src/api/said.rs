//! Sources, remarks and judgements as JSON: whose statement something is goes with every statement.

use platform::api::Text;
use serde::Serialize;
use utoipa::ToSchema;

use crate::source::{Backing, Directions, Note, Source};

/// A source, by its name, its address, or both.
#[derive(Serialize, ToSchema)]
#[schema(as = Source)]
pub struct SourceJson {
    /// null: the source has no name of its own.
    name: Option<Text>,
    /// null: the source is not on the web.
    url: Option<String>,
}

impl From<&Source> for SourceJson {
    fn from(source: &Source) -> SourceJson {
        SourceJson {
            name: Text::maybe(source.name.as_ref()),
            url: source.address.clone(),
        }
    }
}

/// What a statement rests on.
#[derive(Serialize, ToSchema)]
#[schema(as = Backing)]
pub struct BackingJson {
    #[schema(min_items = 1)]
    sources: Vec<SourceJson>,
    /// The time of which the sources speak; null: they do not say.
    as_of: Option<Text>,
}

impl From<&Backing> for BackingJson {
    fn from(backing: &Backing) -> BackingJson {
        BackingJson {
            sources: sources(&backing.sources),
            as_of: Text::maybe(backing.as_of.as_ref()),
        }
    }
}

pub fn sources(sources: &[Source]) -> Vec<SourceJson> {
    sources.iter().map(SourceJson::from).collect()
}

/// A remark.
#[derive(Serialize, ToSchema)]
#[schema(as = Note)]
pub struct NoteJson {
    text: Text,
    /// true: this is our judgement, not the source's words.
    our_judgement: bool,
}

impl From<&Note> for NoteJson {
    fn from(note: &Note) -> NoteJson {
        NoteJson {
            text: Text::from(&note.text),
            our_judgement: note.judgement,
        }
    }
}

pub fn note(note: Option<&Note>) -> Option<NoteJson> {
    note.map(NoteJson::from)
}

/// The directions of the strategy to which something belongs.
#[derive(Serialize, ToSchema)]
#[schema(as = BelongsTo)]
pub struct BelongsToJson {
    #[schema(example = json!(["2-1"]))]
    ids: Vec<String>,
    /// true: we, not the city, put it there.
    our_judgement: bool,
}

impl From<&Directions> for BelongsToJson {
    fn from(directions: &Directions) -> BelongsToJson {
        BelongsToJson {
            ids: directions.ids.iter().map(ToString::to_string).collect(),
            our_judgement: directions.judgement,
        }
    }
}
