//! The numbers of an edition that can be moved (変更できる数値): thresholds of conditions, rates, caps, floors, minimum
//! grants, amounts for each unit, bands. Each has an id that stays while the file does. Shared definitions and
//! parameters are *not* moved: other programmes stand on them. Nor are calendar days, fiscal years and rounding.

mod spot;
#[cfg(test)]
mod tests;
mod walk;

use kernel::Date;

use crate::range::{Exact, Range, is_reasonable};
use crate::rules::{Edition, LazyStudy, Rules};
use crate::unit::Unit;

pub use spot::{Near, Slot, Spot, Within};
use walk::{Knob, Walk};

/// A number that can be moved.
#[derive(Clone, Debug)]
pub struct Lever {
    /// Where it stands: `condition.size.1`, `course.a.amount.part.b.cap`.
    pub id: String,
    pub spot: Spot,
    /// What it stands beside, where its spot holds several numbers.
    pub near: Near,
    /// In the base unit of its kind.
    pub value: Exact,
    /// As it is written in the rules.
    pub unit: Unit,
    /// What it can be moved to.
    pub range: Range,
}

/// Why a number cannot be moved to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is no such number.
    Unknown,
    /// Not within what it can be.
    Outside(Range),
    /// It counts whole things.
    NotWhole,
    /// A band would end before it begins.
    Disorder,
}

/// The numbers of the edition in force on a day, in the order of the rules.
pub fn levers(rules: &Rules, on: Date) -> Vec<Lever> {
    let mut edition = rules.on(on).clone();
    let mut found = Vec::new();
    Walk::new(on, &mut |lever, _| found.push(lever)).edition(&mut edition);
    found
}

/// The rules with some numbers of the edition in force moved, values in the base unit. The rules themselves, and
/// definitions that they share with others, stay as they are.
pub fn with(
    rules: &Rules,
    on: Date,
    moves: &[(String, Exact)],
) -> Result<Rules, Vec<(String, Refused)>> {
    let mut moved = rules.clone();
    let edition = in_force(&mut moved, on);
    // What was found out about the edition holds for its old numbers.
    edition.study = LazyStudy::default();
    let mut refused: Vec<(String, Refused)> = Vec::new();
    let mut met = vec![false; moves.len()];
    let mut see = |lever: Lever, knob: Knob<'_>| {
        let wanted = moves.iter().position(|(id, _)| *id == lever.id);
        let Some(place) = wanted else { return };
        met[place] = true;
        let value = moves[place].1;
        match lever.refuses(value) {
            Some(why) => refused.push((lever.id, why)),
            None => knob.set(value),
        }
    };
    let mut walk = Walk::new(on, &mut see);
    walk.edition(edition);
    let disorder = walk.disorder;
    refused.extend(disorder.into_iter().map(|id| (id, Refused::Disorder)));
    let unknown = moves.iter().zip(met).filter(|(_, met)| !met);
    refused.extend(unknown.map(|((id, _), _)| (id.clone(), Refused::Unknown)));
    if refused.is_empty() {
        Ok(moved)
    } else {
        Err(refused)
    }
}

fn in_force(rules: &mut Rules, on: Date) -> &mut Edition {
    let last = rules.editions.iter().rposition(|(from, _)| *from <= on);
    &mut rules.editions[last.unwrap_or(0)].1
}

impl Lever {
    /// Why it cannot have a value; nothing when it can.
    pub fn refuses(&self, value: Exact) -> Option<Refused> {
        let outside = self.range.low.is_some_and(|low| value < low)
            || self.range.high.is_some_and(|high| value > high);
        if outside || !is_reasonable(value) {
            return Some(Refused::Outside(self.range));
        }
        let whole = self.unit.is_whole() && !value.is_integer();
        whole.then_some(Refused::NotWhole)
    }
}
