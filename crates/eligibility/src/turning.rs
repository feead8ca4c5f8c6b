//! Turning points: the values of one fact at which something that rules ask of it can turn out another way. Trying
//! them tries everything, where `Turning::whole` says so: this is how "does it matter", "what would change it"
//! and "what to ask next" look through what a company might answer.

mod days;
mod kinds;
mod numbers;
#[cfg(test)]
mod tests;

use crate::evaluate::{Memo, Scene};
use crate::fact::{Fact, FactId, FactKind};
use crate::profile::{Profile, Value};
pub(crate) use numbers::crossings;

use crate::rules::{Asked, Edition};
use kernel::Date;

/// Values of a fact to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turning {
    /// In their natural order; never unknown, all within what is known of the fact.
    pub values: Vec<Value>,
    /// Whether every value that the fact can have is answered like one of these, whatever the other facts are.
    /// Not so for numbers that are weighed against other unknown ones, for lists, and for amounts.
    pub whole: bool,
}

/// The turning points of a fact in the rules of an edition. What the profile knows of other facts is used;
/// what it knows of this one limits the values.
pub fn turning(edition: &Edition, id: FactId, fact: &Fact, profile: &Profile, on: Date) -> Turning {
    let memo = Memo::default();
    let scene = Scene::new(profile, on, &memo);
    let nothing = Asked::default();
    let about = About {
        id,
        scene,
        asked: edition.study().asked(id).unwrap_or(&nothing),
    };
    let known = profile.get(id);
    match &fact.kind {
        FactKind::Number { unit, range } => {
            let within = match known {
                Value::Number(known) => *known,
                _ => *range,
            };
            about.numbers(within, unit.is_whole())
        }
        FactKind::Date => about.days(),
        FactKind::YesNo => Turning {
            values: vec![Value::YesNo(false), Value::YesNo(true)],
            whole: true,
        },
        FactKind::Choice(choices) => Turning {
            values: (0..choices.len()).map(Value::Choice).collect(),
            whole: true,
        },
        FactKind::Choices(choices) => about.choices(choices.len()),
        FactKind::Industry => about.industries(),
        FactKind::Text => about.texts(),
        FactKind::Certificates(_) => about.certificates(),
        FactKind::Awards => about.awards(),
        FactKind::Receiving => about.receiving(),
        FactKind::List(_) => Turning {
            values: vec![Value::List(Vec::new())],
            whole: false,
        },
    }
}

/// What is asked about one fact. Its own value never takes part in what is computed about the others.
struct About<'a> {
    id: FactId,
    scene: Scene<'a>,
    asked: &'a Asked,
}
