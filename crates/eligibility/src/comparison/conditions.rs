//! Which condition of one side answers to which of the other, and what became of it.

use std::collections::BTreeSet;

use super::rewrite::same;
use super::truths::Found;
use super::{Change, Pair, Part, Row};
use crate::fact::FactId;
use crate::formula::walk::facts_of;
use crate::formula::{Cond, Num};
use crate::language::Fold;
use crate::rules::Condition;

impl Pair<'_> {
    /// Conditions are matched by id, then by the facts that they ask about.
    pub(super) fn conditions(
        &self,
        old: &[Condition],
        new: &[Condition],
        course: &str,
    ) -> Vec<Row> {
        let mut left: Vec<&Condition> = old.iter().collect();
        let mut rows = Vec::new();
        for now in new {
            let by_id = left.iter().position(|was| was.id == now.id);
            let free = |was: &&Condition| new.iter().all(|other| other.id != was.id);
            let found = by_id.or_else(|| {
                left.iter()
                    .position(|was| free(was) && self.ask_alike(was, now))
            });
            let was = found.map(|index| left.remove(index));
            rows.push(self.condition(was, Some(now), course));
        }
        let dropped = left.into_iter();
        rows.extend(dropped.map(|was| self.condition(Some(was), None, course)));
        rows
    }

    fn ask_alike(&self, old: &Condition, new: &Condition) -> bool {
        let asked = |rule: Cond| -> BTreeSet<FactId> { facts_of(&rule) };
        let old = asked(self.old.opened.cond(&old.rule));
        let new = asked(self.new.opened.cond(&new.rule));
        !old.is_empty() && old == new
    }

    fn condition(&self, old: Option<&Condition>, new: Option<&Condition>, course: &str) -> Row {
        let either = new.or(old).expect("a line is about something");
        let id = match course {
            "" => either.id.clone(),
            course => format!("{course}.{}", either.id),
        };
        let mut row = Row {
            part: Part::Conditions,
            label: self.condition_label(either, course),
            id,
            old: old.map(|was| self.old.wording.condition(was, self.old.side.edition)),
            new: new.map(|now| self.new.wording.condition(now, self.new.side.edition)),
            change: Change::Same,
            cases: Vec::new(),
            meaning: Vec::new(),
        };
        let minimum = |condition: Option<&Condition>| {
            condition.is_some_and(|condition| condition.minimum_grant.is_some())
        };
        if minimum(old) || minimum(new) {
            self.minimum(old, new, &mut row);
        } else {
            self.rules(old, new, &mut row);
        }
        if row.change == Change::Same {
            self.beside(old, new, &mut row);
        }
        row
    }

    fn condition_label(&self, condition: &Condition, course: &str) -> String {
        let key = match (condition.minimum_grant.is_some(), course) {
            (true, "") => "label-minimum-grant",
            (true, _) => "label-course-minimum-grant",
            (false, "") => "label-condition",
            (false, _) => "label-course-condition",
        };
        let course = self.course_label(course);
        self.say(key, &[("id", &condition.id), ("course", &course)])
    }

    fn rules(&self, old: Option<&Condition>, new: Option<&Condition>, row: &mut Row) {
        let texts = |condition: Option<&Condition>| condition.and_then(|c| c.not_stated.clone());
        if let (Some(was), Some(now)) = (old, new)
            && self.unchanged(&was.rule, &now.rule, row)
        {
            if texts(old) != texts(new) {
                row.change = Change::Unproven;
                row.meaning = vec![self.say("named-differently", &[])];
            }
            return;
        }
        let nothing = Cond::Constant(true);
        let was = old.map_or(nothing.clone(), |c| self.old.opened.cond(&c.rule));
        let now = new.map_or(nothing, |c| self.new.opened.cond(&c.rule));
        let of_records = match (old, new) {
            (Some(was), Some(now)) => self.records(&was.rule, &now.rule),
            _ => None,
        };
        let what = if of_records.is_some() {
            "record"
        } else {
            "condition"
        };
        let mut found = of_records.unwrap_or_else(|| self.truths(&was, &now));
        let key = match (old, new) {
            (None, _) => {
                found.change = Change::Added;
                "condition-added"
            }
            (_, None) => {
                found.change = Change::Removed;
                "condition-removed"
            }
            _ => "",
        };
        if !key.is_empty() {
            row.meaning.push(self.say(key, &[]));
        }
        let (asked, asks) = (facts_of(&was), facts_of(&now));
        let other = !asked.is_empty() && !asks.is_empty() && asked.is_disjoint(&asks);
        if what == "condition"
            && other
            && matches!(found.change, Change::Different | Change::Unproven)
        {
            // Combinations of facts that have nothing to do with each other would tell nobody anything.
            found.cases.clear();
            found.more = false;
            let (asked, asks) = (self.labels(&asked), self.labels(&asks));
            row.meaning
                .push(self.say("asks-other", &[("old", &asked), ("new", &asks)]));
        }
        self.tell(&found, what, None, row);
    }

    /// Rules about the records of one list are compared record by record: if more records fit, more lists have one
    /// that fits, and more lists have none that does not.
    fn records(&self, old: &Cond, new: &Cond) -> Option<Found> {
        let (
            Cond::Over { fold, list, filter },
            Cond::Over {
                fold: fold_now,
                list: list_now,
                filter: filter_now,
            },
        ) = (old, new)
        else {
            return None;
        };
        let list_was = self.old.opened.places.fact(*list);
        if fold != fold_now || list_was != self.new.opened.places.fact(*list_now) {
            return None;
        }
        let was = self.old.opened.in_record(*list, filter);
        let now = self.new.opened.in_record(*list_now, filter_now);
        let mut found = self.truths(&was, &now);
        found.change = match (fold, found.change) {
            (Fold::None, Change::Wider) => Change::Narrower,
            (Fold::None, Change::Narrower) => Change::Wider,
            (_, change) => change,
        };
        Some(found)
    }

    fn labels(&self, facts: &BTreeSet<FactId>) -> String {
        let labels: Vec<&str> = facts
            .iter()
            .map(|id| self.joint.get(*id).label.get(self.lang))
            .collect();
        let joint = self.say("listed", &[]).replace('_', " ");
        labels.join(&joint)
    }

    /// Whether two rules are the same as they are written; if a definition makes the difference, that is said.
    pub(super) fn unchanged(&self, old: &Cond, new: &Cond, row: &mut Row) -> bool {
        if same(&self.old.opened.cond(old), &self.new.opened.cond(new)) {
            return true;
        }
        if same(&self.old.named.cond(old), &self.new.named.cond(new)) {
            row.change = Change::Definition;
            row.meaning.push(self.say("by-definition", &[]));
            return true;
        }
        false
    }

    /// The minimum grant is a number.
    fn minimum(&self, old: Option<&Condition>, new: Option<&Condition>, row: &mut Row) {
        let num = |condition: Option<&Condition>| -> Option<Num> {
            condition.and_then(|condition| condition.minimum_grant.clone())
        };
        let (was, now) = (num(old), num(new));
        let was = was.map(|num| self.old.opened.num(&num));
        let now = now.map(|num| self.new.opened.num(&num));
        if same(&was, &now) {
            return;
        }
        let found: Found = self.numbers(was.as_ref(), now.as_ref());
        self.tell(&found, "number", self.yen(), row);
    }

    /// What stands beside the same rule: its basis, what proves it, remarks.
    fn beside(&self, old: Option<&Condition>, new: Option<&Condition>, row: &mut Row) {
        let (Some(old), Some(new)) = (old, new) else {
            return;
        };
        let lang = self.lang;
        let text =
            |text: &Option<kernel::Bilingual>| text.as_ref().map(|text| text.get(lang).to_owned());
        let pairs = [
            ("beside-basis", old.basis.clone(), new.basis.clone()),
            ("beside-evidence", text(&old.evidence), text(&new.evidence)),
            ("beside-note", text(&old.note), text(&new.note)),
        ];
        for (key, was, now) in pairs {
            if was != now {
                row.change = Change::Text;
                let none = self.say("nothing", &[]);
                let was = was.unwrap_or_else(|| none.clone());
                let now = now.unwrap_or(none);
                row.meaning
                    .push(self.say(key, &[("old", &was), ("new", &now)]));
            }
        }
    }
}
