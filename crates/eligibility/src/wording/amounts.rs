//! How much is granted, in words: one line for each part and each limit.

use super::{Said, Wording};
use crate::formula::Num;
use crate::range::{Exact, Rounding};
use crate::rules::{Amount, Edition, ExpenseItem, Limits, Measure, Part};

/// One line of an amount: a heading (empty for a plain amount) and its sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountLine {
    pub label: String,
    pub texts: Vec<String>,
}

impl Wording<'_> {
    /// The lines of an amount.
    pub fn amount(&self, amount: &Amount, edition: &Edition) -> Vec<AmountLine> {
        if amount.not_stated {
            return vec![AmountLine {
                label: String::new(),
                texts: vec![self.say("amount-not-stated", &[])],
            }];
        }
        let mut lines: Vec<AmountLine> = amount
            .parts
            .iter()
            .map(|part| self.part(part, edition))
            .collect();
        let limits = self.limits(&amount.limits, edition);
        if let [only] = lines.as_mut_slice() {
            only.texts.extend(limits);
        } else if !limits.is_empty() {
            lines.push(AmountLine {
                label: self.say("in-total", &[]),
                texts: limits,
            });
        }
        lines
    }

    fn part(&self, part: &Part, edition: &Edition) -> AmountLine {
        let label = part.label.as_ref().map(|label| label.get(self.lang));
        let mut texts = Vec::new();
        if let Some(when) = &part.when {
            let condition = self.cond(when, Said::So, Some(edition));
            texts.push(self.say("part-when", &[("c", &condition)]));
        }
        match &part.measure {
            Measure::Share { base, less, rate } => {
                let mut base = self.number(base, Some(edition));
                if let Some(less) = less {
                    let less = self.number(less, Some(edition));
                    base = self.say("base-less", &[("base", &base), ("less", &less)]);
                }
                match rate {
                    None => texts.push(base),
                    Some(Num::NotStated(_)) => {
                        texts.push(self.say("rate-not-stated", &[("base", &base)]));
                    }
                    Some(rate @ Num::If(..)) => {
                        texts.push(self.say("rate-of", &[("base", &base)]));
                        texts.push(self.number(rate, Some(edition)));
                    }
                    Some(rate) => {
                        let rate = self.number(rate, Some(edition));
                        texts.push(self.say("share-of", &[("base", &base), ("rate", &rate)]));
                    }
                }
            }
            Measure::PerUnit {
                each,
                per,
                at_least,
                at_most,
                ..
            } => {
                let each = self.number(each, Some(edition));
                let per = self.number(per, Some(edition));
                texts.push(self.say("each-per", &[("each", &each), ("per", &per)]));
                for (key, limit) in [("per-at-least", at_least), ("per-at-most", at_most)] {
                    if let Some(limit) = limit {
                        let limit = self.number(limit, Some(edition));
                        texts.push(self.say(key, &[("limit", &limit)]));
                    }
                }
            }
        }
        texts.extend(self.limits(&part.limits, edition));
        AmountLine {
            label: label.unwrap_or_default().to_owned(),
            texts,
        }
    }

    fn limits(&self, limits: &Limits, edition: &Edition) -> Vec<String> {
        let mut texts = Vec::new();
        if let Some(cap) = &limits.cap {
            let cap = self.number(cap, Some(edition));
            texts.push(self.say("cap", &[("amount", &cap)]));
        }
        if let Some(floor) = &limits.floor {
            let floor = self.number(floor, Some(edition));
            texts.push(self.say("floor", &[("amount", &floor)]));
        }
        if let Some((rounding, step)) = &limits.rounding {
            texts.push(self.rounded_to(*rounding, *step));
        }
        texts
    }

    fn rounded_to(&self, rounding: Rounding, step: Exact) -> String {
        let yen = self.facts.units.find("yen");
        let step = yen.map_or_else(String::new, |yen| yen.write(step, self.lang));
        self.rounding(rounding, &step)
    }

    /// What one kind of cost must fulfil and how far it counts.
    pub fn expense(&self, item: &ExpenseItem, edition: &Edition) -> AmountLine {
        let mut texts = vec![self.cond(&item.filter, Said::So, Some(edition))];
        if let Some(cap) = &item.cap {
            let cap = self.number(cap, Some(edition));
            texts.push(self.say("cap", &[("amount", &cap)]));
        }
        for (key, share) in [
            ("share-of-total", item.share_of_total),
            ("share-of-claimed", item.share_of_claimed),
        ] {
            if let Some(share) = share {
                texts.push(self.say(key, &[("share", &crate::unit::plain(share))]));
            }
        }
        AmountLine {
            label: item.label.get(self.lang).to_owned(),
            texts,
        }
    }
}
