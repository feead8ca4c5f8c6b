//! How far a step is, for telling the nearest of several.

use num_traits::{CheckedDiv, CheckedMul, Signed, ToPrimitive};

use super::state::{Candidate, State};
use super::{Step, Target, Told, candidates};
use crate::fact::FactKind;
use crate::profile::Value;
use crate::range::{Exact, ONE};

/// One whole step: a certificate, an answer turned round, a number doubled, a year.
const WHOLE: u64 = 1000;

impl State<'_, '_> {
    /// How far a value is from the present one, for trying the nearest first.
    pub(super) fn distance(&self, target: Target, candidate: &Candidate) -> (Told, u64) {
        let Some(about) = self.about(target) else {
            return (Told::AsAdvice, 0);
        };
        let (from, to) = (self.value(target), candidate.to.clone());
        let step = candidates::step(about, target, from, to, None);
        (step.told, way(&step))
    }

    /// Whether the values to try for something depend on what else is changed: numbers are weighed against others.
    pub(super) fn is_weighed(&self, target: Target) -> bool {
        match self.about(target).map(|about| &about.kind) {
            Some(FactKind::Number { .. } | FactKind::Date) => true,
            Some(_) | None => false,
        }
    }
}

/// How far it is from the present value to the new one, in thousandths.
pub(super) fn way(step: &Step) -> u64 {
    if let Target::Record(_) = step.target {
        return 2 * WHOLE;
    }
    match (&step.from, &step.to) {
        (Value::Number(known), Value::Number(to)) => {
            let to = to.single();
            let ends = [known.low, known.high].into_iter().flatten();
            ends.zip(to.into_iter().cycle())
                .map(|(end, to)| relative(end, to))
                .min()
                .unwrap_or(WHOLE)
        }
        (Value::Date(from), Value::Date(to)) => {
            let days = to.duration_since(*from).as_hours().unsigned_abs() / 24;
            (days * WHOLE / 365).max(1)
        }
        (Value::Choices(from), Value::Choices(to)) => u64::from((from ^ to).count_ones()) * WHOLE,
        (Value::Certificates(from), Value::Certificates(to)) => {
            u64::try_from(to.len().abs_diff(from.len())).unwrap_or(u64::MAX / WHOLE) * WHOLE
        }
        _ => WHOLE,
    }
}

fn relative(from: Exact, to: Exact) -> u64 {
    let size = if from.abs() > ONE { from.abs() } else { ONE };
    let way = (to - from).abs().checked_div(&size);
    let way = way.and_then(|way| way.checked_mul(&Exact::from_integer(i128::from(WHOLE))));
    way.and_then(|way| way.ceil().to_integer().to_u64())
        .unwrap_or(u64::MAX / 8)
        .max(1)
}
