//! Facts: what rules may ask about an applicant, with the words to ask for it.

mod changing;
mod reading;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};

use kernel::{Bilingual, Place};

use crate::range::Range;
use crate::unit::{Unit, Units};

pub use reading::{is_name, read_facts};

/// The position of a fact in the catalogue of a city; a profile is a row of values in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub u32);

/// One fact of the catalogue.
#[derive(Clone, Debug)]
pub struct Fact {
    pub id: String,
    pub kind: FactKind,
    /// A noun phrase; for yes/no facts a statement.
    pub label: Bilingual,
    /// For yes/no facts: the statement of "no".
    pub denied: Option<Bilingual>,
    pub question: Option<Bilingual>,
    pub help: Option<Bilingual>,
    /// What proves it.
    pub evidence: Option<Bilingual>,
    pub changeable: Changeable,
    pub permitted: Permitted,
    pub group: Option<String>,
    /// Where it is declared.
    pub place: Place,
}

#[derive(Clone, Debug)]
pub enum FactKind {
    YesNo,
    Number {
        unit: Box<Unit>,
        /// The values it can have at all, in the base unit.
        range: Range,
    },
    Date,
    Choice(Vec<Choice>),
    Choices(Vec<Choice>),
    Industry,
    Text,
    List(Vec<Fact>),
    Certificates(Vec<Choice>),
    Awards,
    Receiving,
}

/// Whether and how fast a company can change a fact by its own decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changeable {
    Quickly,
    Slowly,
    No,
    Unknown,
}

/// Which changes of a fact may be proposed at all, and which are only told as a limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Permitted {
    /// The one direction in which it can change; none: both.
    pub only: Option<Direction>,
    pub advised: Advised,
    /// Bits of the choices (or certificates) that can be taken on; none: all.
    pub to: Option<u64>,
}

/// Up is more, later, held, or "yes"; down is less, earlier, given up, or "no".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// Which changes are proposed. Others are told as a limit and nobody is advised to make them: who has 22 employees
/// wants to know that 20 is the limit, and nobody is to be dismissed for a subsidy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Advised {
    #[default]
    Any,
    Only(Direction),
    None,
}

/// One of the answers to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub id: String,
    pub label: Bilingual,
}

/// A heading under which questions are asked together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub id: String,
    pub label: Bilingual,
}

/// All facts of a city: the shared catalogue and those of single programmes.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    facts: Vec<Fact>,
    by_id: HashMap<String, FactId>,
    pub units: Units,
    pub groups: Vec<Group>,
    /// Facts whose declaration is broken: rules that use them are not reported as well.
    broken: BTreeSet<String>,
}

impl FactKind {
    /// How the kind is called, as in `facts.yaml`.
    pub fn word(&self) -> &'static str {
        match self {
            FactKind::YesNo => "yes_no",
            FactKind::Number { .. } => "number",
            FactKind::Date => "date",
            FactKind::Choice(_) => "choice",
            FactKind::Choices(_) => "choices",
            FactKind::Industry => "industry",
            FactKind::Text => "text",
            FactKind::List(_) => "list",
            FactKind::Certificates(_) => "certificates",
            FactKind::Awards => "awards",
            FactKind::Receiving => "receiving",
        }
    }
}

impl Fact {
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            FactKind::Choice(choices)
            | FactKind::Choices(choices)
            | FactKind::Certificates(choices) => choices,
            _ => &[],
        }
    }

    pub fn choice(&self, id: &str) -> Option<usize> {
        self.choices().iter().position(|choice| choice.id == id)
    }

    /// Whether a company can change it at all.
    pub fn can_change(&self) -> bool {
        match self.changeable {
            Changeable::Quickly | Changeable::Slowly => true,
            // What nobody has looked at is not proposed as if it were certain.
            Changeable::No | Changeable::Unknown => false,
        }
    }

    /// The fields of a list.
    pub fn fields(&self) -> &[Fact] {
        match &self.kind {
            FactKind::List(fields) => fields,
            _ => &[],
        }
    }
}

impl Facts {
    pub fn get(&self, id: FactId) -> &Fact {
        &self.facts[id.0 as usize]
    }

    pub fn find(&self, id: &str) -> Option<FactId> {
        self.by_id.get(id).copied()
    }

    pub fn len(&self) -> usize {
        self.facts.len()
    }

    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Fact)> {
        (0u32..).map(FactId).zip(&self.facts)
    }

    /// The one fact of a kind that may occur only once (certificates, awards, receiving).
    pub fn only(&self, is: impl Fn(&FactKind) -> bool) -> Option<FactId> {
        self.iter()
            .find(|(_, fact)| is(&fact.kind))
            .map(|(id, _)| id)
    }

    /// Whether a fact is declared, but not soundly.
    pub fn is_broken(&self, id: &str) -> bool {
        self.broken.contains(id)
    }

    fn add(&mut self, fact: Fact) {
        let id = FactId(u32::try_from(self.facts.len()).expect("a city has fewer than 2^32 facts"));
        self.by_id.insert(fact.id.clone(), id);
        self.facts.push(fact);
    }
}
