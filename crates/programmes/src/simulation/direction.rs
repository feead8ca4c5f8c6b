//! Whether a reform can be proven to be worse for nobody, or better for nobody, whatever is true of them. Then who is
//! only known in part gains or loses surely, though the intervals of the two answers overlap.

use std::collections::BTreeMap;

use eligibility::comparison::{Change, Outcome, Part, Row, Side as Compared, compare};
use eligibility::range::{Exact, ONE, ZERO};
use eligibility::rules::{Amount, Condition, Edition, Limits};
use eligibility::{Facts, Rules};
use kernel::{Date, Lang};

/// In which direction a reform goes, for everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It changes nothing.
    Same,
    /// Nobody is worse off.
    Up,
    /// Nobody is better off.
    Down,
    /// Both may be, or it is not proven.
    Open,
}

/// What is proven of a reform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Proven {
    pub direction: Direction,
    /// Nobody's amount changes by more yen than this; none where that is not proven.
    pub most: Option<i128>,
}

impl Direction {
    pub(super) fn alone(self) -> Proven {
        Proven {
            direction: self,
            most: None,
        }
    }

    fn with(self, other: Direction) -> Direction {
        match (self, other) {
            (Direction::Same, other) => other,
            (one, Direction::Same) => one,
            (one, other) if one == other => one,
            _ => Direction::Open,
        }
    }
}

/// What the comparison of the parts proves of the way from the one rules to the others.
pub(super) fn proven(
    (old, old_facts): (&Rules, &Facts),
    (new, new_facts): (&Rules, &Facts),
    on: Date,
) -> Proven {
    let (old, new) = (old.on(on), new.on(on));
    let names = BTreeMap::new();
    let side = |edition, facts| Compared {
        facts,
        programmes: &names,
        edition,
        day: on,
    };
    // To have no course to choose from any more, or for the first time, is another rule altogether.
    if old.courses.is_empty() != new.courses.is_empty() {
        return Direction::Open.alone();
    }
    // The language only concerns the sentences, which nobody reads here.
    let rows = compare(&side(old, old_facts), &side(new, new_facts), on, Lang::Ja);
    let changed: Vec<&Row> = rows
        .iter()
        .filter(|row| of_row(row) != Direction::Same)
        .collect();
    let directions = changed.iter().map(|row| of_row(row));
    Proven {
        direction: directions.fold(Direction::Same, Direction::with),
        most: most(&changed, new),
    }
}

/// Where caps alone differ, nobody's amount changes by more than all of them together: what comes after a cap adds,
/// compares or rounds, and does not multiply. A minimum grant could turn a small step into a large one.
fn most(changed: &[&Row], edition: &Edition) -> Option<i128> {
    let minimum = |all: &[Condition]| all.iter().any(|one| one.minimum_grant.is_some());
    let courses = edition.courses.iter();
    if minimum(&edition.conditions) || courses.clone().any(|one| minimum(&one.conditions)) {
        return None;
    }
    let mut most = ZERO;
    for row in changed {
        let is_cap = row.part == Part::Amount && row.id.rsplit('.').next() == Some("cap");
        let number = matches!(row.change, Change::Higher | Change::Lower);
        if !is_cap || !number || row.cases.is_empty() {
            return None;
        }
        let mut step = ZERO;
        for case in &row.cases {
            let (Outcome::Number(old), Outcome::Number(new)) = (case.old, case.new) else {
                return None;
            };
            let (old, new) = (old.single()?.max(ZERO), new.single()?.max(ZERO));
            step = step.max(if old < new { new - old } else { old - new });
        }
        most += step;
    }
    // A step that is rounded is at most the next multiple.
    let amounts = courses.filter_map(|course| course.amount.as_ref());
    let amounts = amounts.chain(edition.amount.as_ref());
    let mut steps: Vec<Exact> = amounts.flat_map(roundings).chain([ONE]).collect();
    steps.sort();
    for step in steps {
        most = (most / step).ceil() * step;
    }
    Some(most.ceil().to_integer())
}

fn roundings(amount: &Amount) -> impl Iterator<Item = Exact> {
    let step = |limits: &Limits| limits.rounding.map(|(_, step)| step);
    let parts = amount.parts.iter().map(move |part| step(&part.limits));
    parts.chain([step(&amount.limits)]).flatten()
}

fn of_row(row: &Row) -> Direction {
    use Direction::{Down, Open, Up};
    if let Change::Same | Change::Equivalent | Change::Text = row.change {
        return Direction::Same;
    }
    let slot = row.id.rsplit('.').next().unwrap_or_default();
    match (row.part, slot, row.change) {
        // Examples follow from the other rows.
        (Part::Examples, ..) => Direction::Same,
        (Part::Conditions, _, Change::Wider | Change::Removed) => Up,
        (Part::Conditions, _, Change::Narrower | Change::Added) => Down,
        (Part::Courses, "choose", _) => Open,
        (Part::Courses, _, Change::Added) => Up,
        (Part::Courses, _, Change::Removed) => Down,
        (Part::Amount, "cap" | "floor" | "base" | "rate" | "each" | "per" | "at_most", change) => {
            match (slot, change) {
                (_, Change::Higher) => Up,
                (_, Change::Lower) => Down,
                ("cap" | "at_most", Change::Added) | ("floor", Change::Removed) => Down,
                ("cap" | "at_most", Change::Removed) | ("floor", Change::Added) => Up,
                _ => Open,
            }
        }
        (Part::Amount, "less" | "at_least", Change::Higher | Change::Added) => Down,
        (Part::Amount, "less" | "at_least", Change::Lower | Change::Removed) => Up,
        (Part::Amount, "when", Change::Wider) => Up,
        (Part::Amount, "when", Change::Narrower) => Down,
        (Part::Amount, "part", Change::Added) => Up,
        (Part::Amount, "part", Change::Removed) => Down,
        _ => Open,
    }
}
