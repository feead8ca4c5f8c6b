//! How much is granted: part by part and limit by limit.

use super::{Change, Looked, Pair, Part, Row};
use crate::formula::{Cond, Num};
use crate::rules::{Amount, Course, Limits, Measure, Part as AmountPart};
use crate::unit::Unit;

impl Pair<'_> {
    /// An amount; with courses their own one or what applies over them.
    pub(super) fn amounts(
        &self,
        old: Option<&Amount>,
        new: Option<&Amount>,
        course: Option<&Course>,
    ) -> Vec<Row> {
        let prefix = course.map_or(String::new(), |course| format!("{}.", course.id));
        let of = Of {
            prefix,
            label: course.map_or(String::new(), |c| c.label.get(self.lang).to_owned()),
        };
        let stated = |amount: &Amount| !amount.not_stated;
        let mut rows = Vec::new();
        match (old, new) {
            (None, None) => return rows,
            (Some(was), Some(now)) if stated(was) && stated(now) => {
                self.parts(was, now, &of, &mut rows);
                self.limits((&was.limits, &now.limits), &of, &mut rows);
            }
            _ => {
                let label = self.labelled("label-amount", &of);
                let mut row = self.row(Part::Amount, &format!("{}amount", of.prefix), label);
                row.old = old.map(|amount| self.whole_amount(&self.old, amount));
                row.new = new.map(|amount| self.whole_amount(&self.new, amount));
                let (change, key) = match (old, new) {
                    (None, _) => (Change::Added, "amount-added"),
                    (_, None) => (Change::Removed, "amount-removed"),
                    (Some(was), Some(now)) => match (stated(was), stated(now)) {
                        (false, true) => (Change::Different, "amount-now-stated"),
                        (true, false) => (Change::Different, "amount-no-longer-stated"),
                        _ => (Change::Same, ""),
                    },
                };
                row.change = change;
                if !key.is_empty() {
                    row.meaning.push(self.say(key, &[]));
                }
                rows.push(row);
            }
        }
        if rows.iter().any(|row| row.change != Change::Same)
            && let (Some(was), Some(now)) = (old, new)
        {
            rows.extend(self.examples(was, now, &of));
        }
        rows
    }

    fn whole_amount(&self, side: &Looked<'_>, amount: &Amount) -> String {
        let lines = side.wording.amount(amount, side.side.edition);
        let said: Vec<String> = lines.iter().map(|line| self.line(line)).collect();
        said.join(" / ")
    }

    fn parts(&self, old: &Amount, new: &Amount, of: &Of, rows: &mut Vec<Row>) {
        for now in &new.parts {
            let was = old.parts.iter().find(|was| was.id == now.id);
            self.part((was, Some(now)), of, rows);
        }
        for was in &old.parts {
            if new.parts.iter().all(|now| now.id != was.id) {
                self.part((Some(was), None), of, rows);
            }
        }
    }

    fn part(
        &self,
        (old, new): (Option<&AmountPart>, Option<&AmountPart>),
        of: &Of,
        rows: &mut Vec<Row>,
    ) {
        let either = new.or(old).expect("a line is about something");
        let of = match (&either.id, &either.label) {
            (Some(id), Some(label)) => of.inside(id, label.get(self.lang)),
            _ => of.inside("", ""),
        };
        let alike = match (old, new) {
            (Some(was), Some(now)) => {
                std::mem::discriminant(&was.measure) == std::mem::discriminant(&now.measure)
            }
            _ => false,
        };
        let (Some(was), Some(now), true) = (old, new, alike) else {
            let label = self.labelled("label-part", &of);
            let mut row = self.row(Part::Amount, &format!("{}part", of.prefix), label);
            let alone = |part: &AmountPart| Amount {
                parts: vec![part.clone()],
                ..Amount::default()
            };
            row.old = old.map(|part| self.whole_amount(&self.old, &alone(part)));
            row.new = new.map(|part| self.whole_amount(&self.new, &alone(part)));
            let (change, key) = match (old, new) {
                (None, _) => (Change::Added, "part-added"),
                (_, None) => (Change::Removed, "part-removed"),
                _ => (Change::Unproven, "part-other-way"),
            };
            row.change = change;
            row.meaning.push(self.say(key, &[]));
            rows.push(row);
            return;
        };
        self.when(was.when.as_ref(), now.when.as_ref(), &of, rows);
        let mut slot = |key: &str, old: Option<&Num>, new: Option<&Num>, unit: Option<Unit>| {
            let id = format!("{}{}", of.prefix, key);
            let label = self.labelled(&format!("label-{}", key.replace('_', "-")), &of);
            self.slot(Part::Amount, &id, label, (old, new), unit, rows);
        };
        match (&was.measure, &now.measure) {
            (
                Measure::Share { base, less, rate },
                Measure::Share {
                    base: base_now,
                    less: less_now,
                    rate: rate_now,
                },
            ) => {
                slot("base", Some(base), Some(base_now), self.yen());
                slot("less", less.as_ref(), less_now.as_ref(), self.yen());
                slot("rate", rate.as_ref(), rate_now.as_ref(), None);
            }
            (
                Measure::PerUnit {
                    each,
                    per,
                    at_least,
                    at_most,
                    ..
                },
                Measure::PerUnit {
                    each: each_now,
                    per: per_now,
                    unit,
                    at_least: at_least_now,
                    at_most: at_most_now,
                },
            ) => {
                let unit = || Some((**unit).clone());
                slot("each", Some(each), Some(each_now), self.yen());
                slot("per", Some(per), Some(per_now), unit());
                slot("at_least", at_least.as_ref(), at_least_now.as_ref(), unit());
                slot("at_most", at_most.as_ref(), at_most_now.as_ref(), unit());
            }
            _ => {}
        }
        self.limits((&was.limits, &now.limits), &of, rows);
    }

    /// For whom a part counts at all.
    fn when(&self, old: Option<&Cond>, new: Option<&Cond>, of: &Of, rows: &mut Vec<Row>) {
        if old.is_none() && new.is_none() {
            return;
        }
        let always = Cond::Constant(true);
        let (was, now) = (old.unwrap_or(&always), new.unwrap_or(&always));
        let label = self.labelled("label-when", of);
        let mut row = self.row(Part::Amount, &format!("{}when", of.prefix), label);
        row.old = old.map(|rule| self.old.wording.rule(rule));
        row.new = new.map(|rule| self.new.wording.rule(rule));
        if !self.unchanged(was, now, &mut row) {
            let found = self.truths(&self.old.opened.cond(was), &self.new.opened.cond(now));
            self.tell(&found, "part", None, &mut row);
        }
        rows.push(row);
    }

    fn limits(&self, (old, new): (&Limits, &Limits), of: &Of, rows: &mut Vec<Row>) {
        let pairs = [
            ("cap", &old.cap, &new.cap),
            ("floor", &old.floor, &new.floor),
        ];
        for (key, was, now) in pairs {
            let label = self.labelled(&format!("label-{key}"), of);
            let id = format!("{}{key}", of.prefix);
            let both = (was.as_ref(), now.as_ref());
            self.slot(Part::Amount, &id, label, both, self.yen(), rows);
        }
        if old.rounding.is_none() && new.rounding.is_none() {
            return;
        }
        let said = |side: &Looked<'_>, limits: &Limits| {
            limits.rounding.map(|(rounding, step)| {
                let step = self.written(step, self.yen().as_ref());
                side.wording.rounding(rounding, &step)
            })
        };
        let label = self.labelled("label-rounding", of);
        let mut row = self.row(Part::Amount, &format!("{}rounding", of.prefix), label);
        row.old = said(&self.old, old);
        row.new = said(&self.new, new);
        if old.rounding != new.rounding {
            row.change = match (old.rounding, new.rounding) {
                (None, _) => Change::Added,
                (_, None) => Change::Removed,
                _ => Change::Different,
            };
            row.meaning
                .push(self.arrow(row.old.as_deref(), row.new.as_deref()));
        }
        rows.push(row);
    }
}

/// What an amount belongs to: a course, a part, a part of a course.
pub(super) struct Of {
    pub prefix: String,
    pub label: String,
}

impl Of {
    fn inside(&self, id: &str, label: &str) -> Of {
        let prefix = match id {
            "" => self.prefix.clone(),
            id => format!("{}{id}.", self.prefix),
        };
        let label = match (self.label.as_str(), label) {
            (outer, "") => outer.to_owned(),
            ("", inner) => inner.to_owned(),
            (outer, inner) => format!("{outer} / {inner}"),
        };
        Of { prefix, label }
    }
}
