//! Two numbers with `..` between them. Whether the ends belong to the range is for the rule to say that uses it.

use std::cmp::Ordering;

use super::{NumberFault, NumberText, parse};
use crate::fold;

/// From one number to another, either end of which may be open. Never open at both ends, never reversed; where both
/// ends are given, they have the same unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberRange {
    pub from: Option<NumberText>,
    pub to: Option<NumberText>,
}

/// Reads `10..20`, `300万円..400万円`, `3000000..4000000円` (both in 円), `0円..` and `..20`; nothing without `..`.
pub fn parse_range(text: &str) -> Result<Option<NumberRange>, NumberFault> {
    let text = fold::ascii(text);
    let Some((lower, upper)) = text.split_once("..") else {
        return Ok(None);
    };
    let range = match (open_or_number(lower)?, open_or_number(upper)?) {
        (None, None) => return Err(NumberFault::Empty),
        (Some(from), Some(to)) if is_clear(&from, lower, upper) => closed(from, to)?,
        (Some(_), Some(_)) => return Err(NumberFault::UnclearRange),
        (from, to) => NumberRange { from, to },
    };
    Ok(Some(range))
}

fn open_or_number(text: &str) -> Result<Option<NumberText>, NumberFault> {
    match parse(text) {
        Ok(number) => Ok(Some(number)),
        Err(NumberFault::Empty) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// `300..400万円` may begin at 300円 or at 300万円: a bare number does not go with one in 万, unless it is nought.
fn is_clear(from: &NumberText, lower: &str, upper: &str) -> bool {
    let has_multiplier = |text: &str| text.contains(['百', '千', '万', '億', '兆']);
    from.digits == 0 || !from.unit.is_empty() || has_multiplier(lower) || !has_multiplier(upper)
}

fn closed(mut from: NumberText, mut to: NumberText) -> Result<NumberRange, NumberFault> {
    if from.unit.is_empty() {
        from.unit.clone_from(&to.unit);
    } else if to.unit.is_empty() {
        to.unit.clone_from(&from.unit);
    }
    if from.unit != to.unit {
        return Err(NumberFault::UnclearRange);
    }
    match from.compare_value(&to) {
        Some(Ordering::Less | Ordering::Equal) => Ok(NumberRange {
            from: Some(from),
            to: Some(to),
        }),
        Some(Ordering::Greater) => Err(NumberFault::ReversedRange),
        None => Err(NumberFault::TooLarge),
    }
}
