//! Rounding to multiples (端数処理).

use num_traits::{CheckedAdd, CheckedDiv, CheckedMul};

use super::Exact;
use super::exact::small;

/// How a value is brought to a multiple of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rounding {
    Down,
    Up,
    /// Halves go up.
    Nearest,
}

impl Rounding {
    /// The multiple of `step` (above zero) that `value` is brought to; `None` when it does not fit.
    pub fn apply(self, value: Exact, step: Exact) -> Option<Exact> {
        if let Some(rounded) = quick(self, value, step) {
            return Some(rounded);
        }
        let steps = value.checked_div(&step)?;
        let whole = match self {
            Rounding::Down => steps.floor(),
            Rounding::Up => steps.ceil(),
            Rounding::Nearest => steps.checked_add(&Exact::new_raw(1, 2))?.floor(),
        };
        whole.checked_mul(&step)
    }
}

/// Rounding to a whole step, when everything fits into 64 bits.
fn quick(rounding: Rounding, value: Exact, step: Exact) -> Option<Exact> {
    let ((above, below), (step, 1)) = (small(value)?, small(step)?) else {
        return None;
    };
    let unit = below.checked_mul(step).filter(|unit| *unit > 0)?;
    let whole = match rounding {
        Rounding::Down => above.div_euclid(unit),
        Rounding::Up => -(above.checked_neg()?.div_euclid(unit)),
        Rounding::Nearest => {
            let doubled = above.checked_mul(2)?.checked_add(unit)?;
            doubled.div_euclid(unit.checked_mul(2)?)
        }
    };
    Some(Exact::from_integer(i128::from(whole) * i128::from(step)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_quick_way_gives_what_the_slow_way_gives(
            above in any::<i64>(), below in 1i64..1_000_000, step in 1i128..10_000
        ) {
            let value = Exact::new(above.into(), below.into());
            let step = Exact::from_integer(step);
            let steps = value / step;
            for (how, whole) in [
                (Rounding::Down, steps.floor()),
                (Rounding::Up, steps.ceil()),
                (Rounding::Nearest, (steps + Exact::new(1, 2)).floor()),
            ] {
                prop_assert_eq!(how.apply(value, step), Some(whole * step));
            }
        }
    }
}
