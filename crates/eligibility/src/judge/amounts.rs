//! How much is granted, as an interval that holds every possible amount.

use kernel::Yen;
use num_traits::ToPrimitive;

use super::YenRange;
use crate::evaluate::{Missing, Scene};
use crate::range::{Exact, ONE, Range, Rounding, Truth, ZERO};
use crate::rules::{Amount, Limits, Measure, Part};

/// The sum of the parts after all limits, with fractions of a yen.
pub(super) fn amount(amount: &Amount, scene: &Scene<'_>) -> Range {
    if amount.not_stated {
        return Range::at_least_zero();
    }
    let sum = amount
        .parts
        .iter()
        .map(|part| self::part(part, scene))
        .fold(Range::point(ZERO), Range::plus);
    limited(&amount.limits, sum, scene)
}

fn part(part: &Part, scene: &Scene<'_>) -> Range {
    let applies = part
        .when
        .as_ref()
        .map_or(Truth::Yes, |when| scene.truth(when));
    let nothing = Range::point(ZERO);
    if applies == Truth::No {
        return nothing;
    }
    let (measured, counts) = measured(&part.measure, scene);
    let granted = limited(&part.limits, measured, scene);
    match applies.and(counts) {
        Truth::Yes => granted,
        Truth::No => nothing,
        Truth::Unknown => granted.hull(nothing),
    }
}

/// What comes out before all limits, and whether it counts at all.
fn measured(measure: &Measure, scene: &Scene<'_>) -> (Range, Truth) {
    match measure {
        Measure::Share { base, less, rate } => {
            let mut base = scene.number(base);
            if let Some(less) = less {
                base = base.minus(scene.number(less));
            }
            let base = base.not_negative();
            let rate = rate.as_ref().map_or(Range::point(ONE), |r| scene.number(r));
            (base.times(rate.not_negative()), Truth::Yes)
        }
        Measure::PerUnit {
            each,
            per,
            unit,
            at_least,
            at_most,
        } => {
            let per = scene.number(per).not_negative();
            let enough = at_least
                .as_ref()
                .map_or(Truth::Yes, |least| !per.less(&scene.number(least)));
            let counted = match at_most {
                Some(most) => per.min(scene.number(most)),
                None => per,
            };
            let each = scene.number(each).not_negative();
            let counted = if unit.factor == ONE {
                counted
            } else {
                counted.divided_by(Range::point(unit.factor))
            };
            (each.times(counted), enough)
        }
    }
}

/// Cap, floor, rounding, in this order; rounding never lifts above the cap.
pub(super) fn limited(limits: &Limits, amount: Range, scene: &Scene<'_>) -> Range {
    let mut found = amount;
    let cap = limits
        .cap
        .as_ref()
        .map(|cap| scene.number(cap).not_negative());
    if let Some(cap) = cap {
        found = found.min(cap);
    }
    if let Some(floor) = &limits.floor {
        found = found.max(scene.number(floor));
    }
    if let Some((rounding, step)) = limits.rounding {
        let before = found;
        let round = |value: Exact| rounding.apply(value, step);
        found = Range {
            low: found.low.and_then(round),
            high: found.high.and_then(round),
        };
        // Rounding up does not lift above the cap, nor take away what the floor gave.
        if let Some(cap) = cap {
            found = found.min(cap.max(before));
        }
    }
    found.not_negative()
}

/// Whole yen: what is left of a yen is dropped.
pub(super) fn whole_yen(range: Range) -> Range {
    let down = |value: Exact| Rounding::Down.apply(value, ONE);
    Range {
        low: range.low.and_then(down),
        high: range.high.and_then(down),
    }
    .not_negative()
}

/// The interval in yen. What does not fit into 64 bits counts as without limit, and as at least all that does.
pub(super) fn award(range: Range) -> YenRange {
    let yen = |value: Exact| value.to_integer().to_i64().map(Yen);
    let low = range.low.map(|low| yen(low).unwrap_or(Yen(i64::MAX)));
    let low = low.unwrap_or_default();
    YenRange {
        low,
        high: range.high.and_then(yen).map(|high| high.max(low)),
    }
}

/// The facts that keep an amount from being a single one.
pub(super) fn missing(amount: &Amount, scene: &Scene<'_>, missing: &mut Missing) {
    let parts = amount.parts.iter().map(|part| self::part(part, scene));
    let sum = parts.fold(Range::point(ZERO), Range::plus);
    if missing_limits(&amount.limits, sum, scene, missing) {
        for part in &amount.parts {
            missing_part(part, scene, missing);
        }
    }
}

fn missing_part(part: &Part, scene: &Scene<'_>, missing: &mut Missing) {
    if self::part(part, scene).is_single() {
        return;
    }
    if let Some(when) = &part.when {
        missing.of_condition(when, scene);
    }
    let (measured, counts) = measured(&part.measure, scene);
    let matters = missing_limits(&part.limits, measured, scene, missing);
    match &part.measure {
        Measure::Share { base, less, rate } => {
            let all = [Some(base), less.as_ref(), rate.as_ref()];
            for num in all.into_iter().flatten().filter(|_| matters) {
                missing.of_number(num, scene);
            }
        }
        Measure::PerUnit {
            each,
            per,
            at_least,
            at_most,
            ..
        } => {
            let limits = [at_least.as_ref(), at_most.as_ref()];
            let all = [Some(each), Some(per)].into_iter().chain(limits);
            for num in all
                .flatten()
                .filter(|_| matters || counts == Truth::Unknown)
            {
                missing.of_number(num, scene);
            }
        }
    }
}

/// The facts on which limits wait that can bind at all; and whether what is limited can come through them.
pub(super) fn missing_limits(
    limits: &Limits,
    before: Range,
    scene: &Scene<'_>,
    missing: &mut Missing,
) -> bool {
    let cap = limits.cap.as_ref();
    let most = cap.map(|cap| scene.number(cap).not_negative());
    let capped = most.map_or(before, |most| before.min(most));
    if let Some(floor) = &limits.floor {
        let least = scene.number(floor);
        if capped.less(&least) != Truth::No {
            missing.of_number(floor, scene);
        }
        if least.less(&capped) == Truth::No {
            return false;
        }
    }
    let (Some(cap), Some(most)) = (cap, most) else {
        return !before.is_single();
    };
    if most.less(&before) != Truth::No {
        missing.of_number(cap, scene);
    }
    !before.is_single() && before.less(&most) != Truth::No
}
