//! Amounts: limits that never limit, and money that never comes.

use super::Looking;
use super::money::compared;
use super::numbers::{Counted, nothing};
use super::spots::At;
use crate::formula::{Comparison, Cond, Num};
use crate::rules::{Amount, Limits, Measure, Part};

impl Looking<'_> {
    /// Looks at an amount; `at` is its mapping.
    pub(super) fn amount(
        &mut self,
        amount: &Amount,
        minimum: Option<&Num>,
        at: &At<'_>,
        given: &[Cond],
    ) {
        if amount.not_stated {
            return;
        }
        let nodes = at.field("parts").map(At::into_items);
        let several = nodes.is_some();
        let nodes = nodes.unwrap_or_else(|| vec![at.clone()]);
        for (part, at) in amount.parts.iter().zip(&nodes) {
            self.part(part, at, given, several.then_some(&amount.limits));
        }
        if several {
            self.part_borders(&amount.parts, &nodes);
        }
        let sum = self.prover.sum(&amount.parts);
        let reached = several || self.can_pay(&sum, at, given);
        if reached {
            self.limits(&amount.limits, &sum, at, given);
            let whole = self.prover.whole(amount);
            self.minimum(minimum, &whole, at, given);
        }
    }

    fn part(&mut self, part: &Part, at: &At<'_>, given: &[Cond], over: Option<&Limits>) {
        let mut given = given.to_vec();
        if let (Some(when), Some(place)) = (&part.when, at.field("when")) {
            if self.prover.never(std::slice::from_ref(when), &given) {
                self.tell("part-never", "finding-part-never", &place);
                return;
            }
            if self.prover.always(when, &given) {
                self.tell("always", "finding-always", &place);
            } else {
                self.inside(&place, when, &given);
            }
            given.push(when.clone());
        }
        self.measure(&part.measure, at, &given);
        if let Some(over) = over {
            let measured = self.prover.measured(&part.measure);
            if self.can_pay(&measured, at, &given) {
                self.limits(&part.limits, &measured, at, &given);
                self.below_the_whole(&part.limits, over, at, &given);
            }
        }
    }

    fn measure(&mut self, measure: &Measure, at: &At<'_>, given: &[Cond]) {
        let nums: Vec<(&str, Option<&Num>)> = match measure {
            Measure::Share { base, less, rate } => vec![
                ("base", Some(base)),
                ("less", less.as_ref()),
                ("rate", rate.as_ref()),
            ],
            Measure::PerUnit {
                each,
                per,
                at_least,
                at_most,
                ..
            } => vec![
                ("each", Some(each)),
                ("per", Some(per)),
                ("at_least", at_least.as_ref()),
                ("at_most", at_most.as_ref()),
            ],
        };
        for (key, num) in nums {
            if let (Some(num), Some(at)) = (num, at.field(key)) {
                self.number(&at, num, given, Counted::Alone);
            }
        }
    }

    /// Whether anything comes out at all; tells when nothing does.
    fn can_pay(&mut self, measured: &Num, at: &At<'_>, given: &[Cond]) -> bool {
        let more = compared(Comparison::More, measured, &nothing());
        let never = self.prover.never(&[more], given);
        if never {
            let base = at.field("base").or_else(|| at.field("each"));
            self.tell(
                "amount-zero",
                "finding-amount-zero",
                base.as_ref().unwrap_or(at),
            );
        }
        !never
    }

    /// Caps and floors that never change anything.
    pub(super) fn limits(&mut self, limits: &Limits, before: &Num, at: &At<'_>, given: &[Cond]) {
        let (cap, floor) = (at.field("cap"), at.field("floor"));
        if let (Some(cap), Some(at)) = (&limits.cap, &cap) {
            self.number(at, cap, given, Counted::Alone);
            let above = compared(Comparison::More, before, cap);
            if self.prover.never(&[above], given) {
                self.tell("cap-idle", "finding-cap-idle", at);
            }
        }
        if let (Some(floor), Some(at)) = (&limits.floor, &floor) {
            self.number(at, floor, given, Counted::Alone);
            if let Some(cap) = &limits.cap {
                let fits = compared(Comparison::AtMost, floor, cap);
                if self.prover.never(&[fits], given) {
                    self.tell("floor-over-cap", "finding-floor-over-cap", at);
                    return;
                }
            }
            let below = compared(Comparison::Less, before, floor);
            if self.prover.never(&[below], given) {
                self.tell("floor-idle", "finding-floor-idle", at);
            }
        }
    }

    /// A cap of a part that is always above that of the whole.
    fn below_the_whole(&mut self, own: &Limits, over: &Limits, at: &At<'_>, given: &[Cond]) {
        let (Some(cap), Some(whole), Some(at)) = (&own.cap, &over.cap, at.field("cap")) else {
            return;
        };
        let fits = compared(Comparison::AtMost, cap, whole);
        if own.floor.is_none() && self.prover.never(&[fits], given) {
            self.tell("subcap-idle", "finding-subcap-idle", &at);
        }
    }

    /// A minimum grant that nobody, or everybody, reaches.
    pub(super) fn minimum(
        &mut self,
        minimum: Option<&Num>,
        whole: &Num,
        at: &At<'_>,
        given: &[Cond],
    ) {
        let (Some(minimum), Some(at)) = (minimum, at.field("minimum_grant")) else {
            return;
        };
        self.number(&at, minimum, given, Counted::Alone);
        let reached = compared(Comparison::AtLeast, whole, minimum);
        if self.prover.never(std::slice::from_ref(&reached), given) {
            self.tell("grant-never", "finding-grant-never", &at);
        } else if self.prover.always(&reached, given) {
            self.tell("minimum-idle", "finding-minimum-idle", &at);
        }
    }
}
