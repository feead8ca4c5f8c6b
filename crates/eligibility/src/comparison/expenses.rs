//! Which costs count, and how far.

use super::rewrite::same;
use super::{Change, Pair, Part, Row};
use crate::formula::Num;
use crate::range::Exact;
use crate::rules::{ExpenseItem, Expenses};
use crate::unit::Unit;

impl Pair<'_> {
    /// One line for each kind of cost, and one for each of its limits that a side has.
    pub(super) fn expenses(&self) -> Vec<Row> {
        let (old, new) = (
            self.old.side.edition.expenses.as_ref(),
            self.new.side.edition.expenses.as_ref(),
        );
        let empty = Vec::new();
        let was = old.map_or(&empty, |expenses| &expenses.items);
        let now = new.map_or(&empty, |expenses| &expenses.items);
        let mut rows = Vec::new();
        for item in now {
            let before = was.iter().find(|other| other.id == item.id);
            self.item((old, before), (new, Some(item)), &mut rows);
        }
        for item in was {
            if now.iter().all(|other| other.id != item.id) {
                self.item((old, Some(item)), (new, None), &mut rows);
            }
        }
        rows
    }

    fn item(
        &self,
        (was, old): (Option<&Expenses>, Option<&ExpenseItem>),
        (now, new): (Option<&Expenses>, Option<&ExpenseItem>),
        rows: &mut Vec<Row>,
    ) {
        let either = new.or(old).expect("a line is about something");
        let name = either.label.get(self.lang);
        let mut row = Row {
            part: Part::Expenses,
            id: either.id.clone(),
            label: self.say("label-expense", &[("name", name)]),
            old: old.map(|item| self.line(&self.old.wording.expense(item, self.old.side.edition))),
            new: new.map(|item| self.line(&self.new.wording.expense(item, self.new.side.edition))),
            change: Change::Same,
            cases: Vec::new(),
            meaning: Vec::new(),
        };
        if let (Some(a), Some(b), Some(from), Some(to)) = (old, new, was, now) {
            let opened = [
                self.old.opened.in_record(from.list, &a.filter),
                self.new.opened.in_record(to.list, &b.filter),
            ];
            let named = [
                self.old.named.in_record(from.list, &a.filter),
                self.new.named.in_record(to.list, &b.filter),
            ];
            if same(&opened[0], &opened[1]) {
                if a.label != b.label {
                    row.change = Change::Text;
                    let args = [
                        ("old", a.label.get(self.lang)),
                        ("new", b.label.get(self.lang)),
                    ];
                    row.meaning.push(self.say("renamed", &args));
                }
            } else if same(&named[0], &named[1]) {
                row.change = Change::Definition;
                row.meaning.push(self.say("by-definition", &[]));
            } else {
                let found = self.truths(&opened[0], &opened[1]);
                self.tell(&found, "expense", None, &mut row);
            }
        } else {
            let (change, key) = match new {
                Some(_) => (Change::Added, "expense-added"),
                None => (Change::Removed, "expense-removed"),
            };
            row.change = change;
            row.meaning.push(self.say(key, &[]));
        }
        rows.push(row);
        let id = &either.id;
        let num = |item: Option<&ExpenseItem>| item.and_then(|item| item.cap.clone());
        if let (Some(a), Some(b)) = (old, new) {
            let (cap, before) = (num(Some(b)), num(Some(a)));
            self.slot(
                Part::Expenses,
                &format!("{id}.cap"),
                self.say("label-expense-cap", &[("name", name)]),
                (before.as_ref(), cap.as_ref()),
                self.yen(),
                rows,
            );
            let shares = [
                ("share_of_total", a.share_of_total, b.share_of_total),
                ("share_of_claimed", a.share_of_claimed, b.share_of_claimed),
            ];
            for (slot, was, now) in shares {
                let literal = |share: Option<Exact>| {
                    share.map(|share| Num::Literal(share, Box::new(Unit::ratio())))
                };
                let label = format!("label-expense-{}", slot.replace('_', "-"));
                self.slot(
                    Part::Expenses,
                    &format!("{id}.{slot}"),
                    self.say(&label, &[("name", name)]),
                    (literal(was).as_ref(), literal(now).as_ref()),
                    None,
                    rows,
                );
            }
        }
    }
}
