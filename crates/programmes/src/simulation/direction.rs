//! Whether a reform can be proven to be worse for nobody, or better for nobody, whatever is true of them. Then who is
//! only known in part gains or loses surely, though the intervals of the two answers overlap.

use std::collections::BTreeMap;

use eligibility::comparison::{Change, Part, Row, Side as Compared, compare};
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

impl Direction {
    fn with(self, other: Direction) -> Direction {
        match (self, other) {
            (Direction::Same, other) => other,
            (one, Direction::Same) => one,
            (one, other) if one == other => one,
            _ => Direction::Open,
        }
    }
}

/// The direction from the one rules to the others, as the comparison of their parts proves it.
pub(super) fn direction(
    (old, old_facts): (&Rules, &Facts),
    (new, new_facts): (&Rules, &Facts),
    on: Date,
) -> Direction {
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
        return Direction::Open;
    }
    // The language only concerns the sentences, which nobody reads here.
    let rows = compare(&side(old, old_facts), &side(new, new_facts), on, Lang::Ja);
    let all = rows.iter().map(of_row);
    all.fold(Direction::Same, Direction::with)
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
