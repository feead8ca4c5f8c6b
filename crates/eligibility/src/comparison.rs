//! What differs between two editions of rules (新旧対照), condition by condition and amount by amount, and what it
//! means for applicants: not how a text was changed. Not here: programmes, their windows, cities.

mod amounts;
mod cells;
mod conditions;
mod courses;
mod examples;
mod expenses;
mod joint;
mod names;
mod numbers;
mod rewrite;
mod said;
mod shared;
mod slots;
mod spots;
#[cfg(test)]
mod tests;
mod truths;
mod values;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kernel::{Bilingual, Date, Lang, Words};

use crate::fact::Facts;
use crate::range::{Range, Truth};
use crate::rules::Edition;
use crate::wording::Wording;

use joint::Joint;
use rewrite::{Definitions, Rewrite};

pub use shared::definitions;
pub use values::{End, Span, Values, Where};

/// The messages of comparisons.
pub fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        Words::read(
            include_str!("../messages/comparison.ja.txt"),
            include_str!("../messages/comparison.en.txt"),
        )
    });
    &WORDS
}

/// One side: an edition as it holds on a day, with the catalogue in which it was read.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    pub facts: &'a Facts,
    pub programmes: &'a BTreeMap<String, Bilingual>,
    pub edition: &'a Edition,
    /// The day whose definitions and parameters hold.
    pub day: Date,
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub part: Part,
    /// What the line is about: the id of a condition, `course.condition`, `part.cap` and so on.
    pub id: String,
    pub label: String,
    /// `None`: there is nothing of this kind on that side.
    pub old: Option<String>,
    pub new: Option<String>,
    pub change: Change,
    /// For whom it differs, as far as that could be found out.
    pub cases: Vec<Case>,
    /// What it means, in sentences.
    pub meaning: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Conditions,
    Expenses,
    Courses,
    Amount,
    Examples,
    Definitions,
    Facts,
}

/// What happened. Nothing is called the same, wider or narrower unless everything was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Same,
    /// Other words, proven to be the same.
    Equivalent,
    /// Some are fulfilled that were not, none the other way round.
    Wider,
    Narrower,
    Higher,
    Lower,
    /// In both directions.
    Different,
    Added,
    Removed,
    /// The rule is the same, a definition that it uses is not.
    Definition,
    /// Not everything could be tried: the meaning must be read.
    Unproven,
    /// Texts beside the rules.
    Text,
}

/// Applicants for whom it differs in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Empty: for all.
    pub places: Vec<Where>,
    pub old: Outcome,
    pub new: Outcome,
    /// One combination that was tried, where not all could be.
    pub example: bool,
}

/// What comes out on a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Truth(Truth),
    /// A number, or an interval where the source does not say it.
    Number(Range),
    /// There is no such limit.
    Nothing,
}

impl Part {
    pub fn word(self) -> &'static str {
        match self {
            Part::Conditions => "conditions",
            Part::Expenses => "expenses",
            Part::Courses => "courses",
            Part::Amount => "amount",
            Part::Examples => "examples",
            Part::Definitions => "definitions",
            Part::Facts => "facts",
        }
    }
}

impl Change {
    pub fn word(self) -> &'static str {
        match self {
            Change::Same => "same",
            Change::Equivalent => "equivalent",
            Change::Wider => "wider",
            Change::Narrower => "narrower",
            Change::Higher => "higher",
            Change::Lower => "lower",
            Change::Different => "different",
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Definition => "definition",
            Change::Unproven => "unproven",
            Change::Text => "text",
        }
    }
}

/// Every line of the table, unchanged ones too, in the order of the new edition; what was dropped comes last in its
/// part. `on` is the day for which times that pass are reckoned, on both sides.
pub fn compare(old: &Side<'_>, new: &Side<'_>, on: Date, lang: Lang) -> Vec<Row> {
    let joint = Joint::new(old, new);
    let pair = Pair::new(&joint, old, new, on, lang);
    let mut rows = pair.conditions(&old.edition.conditions, &new.edition.conditions, "");
    rows.extend(pair.expenses());
    rows.extend(pair.courses());
    rows.extend(pair.amounts(
        old.edition.amount.as_ref(),
        new.edition.amount.as_ref(),
        None,
    ));
    rows.extend(pair.facts());
    rows.sort_by_key(|row| row.part);
    rows
}

/// Both sides with what is needed to compare and to say it.
struct Pair<'a> {
    joint: &'a Joint,
    old: Looked<'a>,
    new: Looked<'a>,
    on: Date,
    lang: Lang,
}

/// A side with its words and its way into the common list.
struct Looked<'a> {
    side: Side<'a>,
    wording: Wording<'a>,
    opened: Rewrite<'a>,
    named: Rewrite<'a>,
}

impl<'a> Pair<'a> {
    fn new(joint: &'a Joint, old: &Side<'a>, new: &Side<'a>, on: Date, lang: Lang) -> Pair<'a> {
        let looked = |side: &Side<'a>, places| {
            let opened = Rewrite {
                joint,
                places,
                day: side.day,
                definitions: Definitions::Opened,
                record: None,
            };
            Looked {
                side: *side,
                wording: Wording {
                    facts: side.facts,
                    programmes: side.programmes,
                    on: side.day,
                    lang,
                },
                opened,
                named: Rewrite {
                    definitions: Definitions::Named,
                    ..opened
                },
            }
        };
        Pair {
            joint,
            old: looked(old, joint.old()),
            new: looked(new, joint.new_side()),
            on,
            lang,
        }
    }

    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        words().say(self.lang, key, args)
    }
}
