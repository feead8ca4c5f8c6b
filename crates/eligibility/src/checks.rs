//! Static checks: what is certainly useless in sound rules, found without any applicant. A condition that nothing
//! decides, a cap that never binds, a course that nobody chooses. What cannot be proved is not told. Not here: what
//! is wrong in any case, which is refused when the rules are read.

mod amounts;
mod borders;
mod conditions;
mod courses;
mod days;
mod expenses;
mod money;
mod numbers;
mod prover;
mod spots;
#[cfg(test)]
mod tests;
mod uses;

use kernel::{Date, Fault, Node, Place};

use crate::fact::Facts;
use crate::formula::{Cond, Definition};
use crate::profile::Profile;
use crate::rules::Edition;
use conditions::Item;
use prover::Prover;
use spots::At;

pub use uses::Uses;

/// Something that a check found: which kind, where, and with which values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// One of [`crate::accepted::KINDS`].
    pub kind: &'static str,
    pub fault: Fault,
}

/// From the first to the last day, both included; without an end it goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub first: Option<Date>,
    pub last: Option<Date>,
}

impl Finding {
    pub fn new(
        kind: &'static str,
        key: &'static str,
        place: Place,
        args: Vec<(&'static str, String)>,
    ) -> Finding {
        Finding {
            kind,
            fault: Fault { place, key, args },
        }
    }
}

impl Span {
    /// The days that lie in both.
    pub fn within(self, other: Span) -> Span {
        let later = |a: Option<Date>, b: Option<Date>| a.into_iter().chain(b).max();
        let earlier = |a: Option<Date>, b: Option<Date>| a.into_iter().chain(b).min();
        Span {
            first: later(self.first, other.first),
            last: earlier(self.last, other.last),
        }
    }

    pub fn is_empty(self) -> bool {
        self.first
            .zip(self.last)
            .is_some_and(|(first, last)| last < first)
    }

    fn has(self, day: Date) -> bool {
        self.first.is_none_or(|first| first <= day) && self.last.is_none_or(|last| day <= last)
    }
}

/// Looks at an edition. `node` is the mapping in which its rules stand, `span` the days on which it is in force,
/// `window` those on which applications are taken.
pub fn edition(
    edition: &Edition,
    node: &Node,
    span: Span,
    window: Option<Span>,
    facts: &Facts,
) -> Vec<Finding> {
    let unknown = Profile::unknown(facts);
    let prover = Prover::new(facts, &unknown, edition.expenses.as_ref(), span);
    let mut looking = Looking {
        prover,
        found: Vec::new(),
    };
    looking.edition(edition, node, window);
    looking.found
}

/// Looks at a shared definition; `node` is its mapping.
pub fn definition(definition: &Definition<Cond>, node: &Node, facts: &Facts) -> Vec<Finding> {
    let unknown = Profile::unknown(facts);
    let editions = At::Doc(node).field("editions");
    let nodes = editions.map(At::into_items).unwrap_or_default();
    let mut found = Vec::new();
    for (index, ((from, means), at)) in definition.editions.iter().zip(nodes).enumerate() {
        let next = definition.editions.get(index + 1);
        let span = Span {
            first: Some(*from),
            last: next.and_then(|(day, _)| day.yesterday().ok()),
        };
        let mut looking = Looking {
            prover: Prover::new(facts, &unknown, None, span),
            found: Vec::new(),
        };
        if let Some(at) = at.field("means") {
            looking.inside(&at, means, &[]);
        }
        found.append(&mut looking.found);
    }
    found
}

/// Somebody who looks through an edition and writes down what they find.
struct Looking<'a> {
    prover: Prover<'a>,
    found: Vec<Finding>,
}

impl Looking<'_> {
    fn tell(&mut self, kind: &'static str, key: &'static str, at: &At<'_>) {
        self.tell_with(kind, key, at, Vec::new());
    }

    fn tell_with(
        &mut self,
        kind: &'static str,
        key: &'static str,
        at: &At<'_>,
        args: Vec<(&'static str, String)>,
    ) {
        self.found.push(Finding::new(kind, key, at.place(), args));
    }

    fn edition(&mut self, edition: &Edition, node: &Node, window: Option<Span>) {
        let own = conditions::items(&edition.conditions, node);
        let contradicts = self.conditions(&own, &[], window);
        let given: Vec<Cond> = own.iter().map(|item| item.cond.clone()).collect();
        // Nobody fulfils these conditions: of what follows, everything would be useless.
        if contradicts {
            return;
        }
        let at = At::Doc(node);
        if let (Some(expenses), Some(at)) = (&edition.expenses, at.field("expenses")) {
            self.expenses(expenses, &at, &given);
        }
        let nodes = at.field("courses").map(At::into_items).unwrap_or_default();
        self.courses(edition, &nodes, &given, window);
        if let (Some(amount), Some(at)) = (&edition.amount, at.field("amount")) {
            if edition.courses.is_empty() {
                let minimum = money::minimum(&edition.conditions);
                self.amount(amount, minimum, &at, &given);
            } else {
                self.over_courses(edition, amount, &at, &given);
            }
        }
    }
}

/// The conditions of a course or an edition as what is given.
fn given(items: &[Item<'_, '_>], before: &[Cond]) -> Vec<Cond> {
    let own = items.iter().map(|item| item.cond.clone());
    before.iter().cloned().chain(own).collect()
}
