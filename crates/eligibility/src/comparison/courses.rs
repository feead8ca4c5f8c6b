//! The courses: which came and went, and what became of the others.

use super::{Change, Pair, Part, Row};
use crate::rules::{Choose, Course};

impl Pair<'_> {
    /// Courses are matched by id.
    pub(super) fn courses(&self) -> Vec<Row> {
        let (old, new) = (self.old.side.edition, self.new.side.edition);
        let mut rows = Vec::new();
        if old.courses.len() > 1 && new.courses.len() > 1 {
            let said = |choose: Choose| match choose {
                Choose::One => self.say("choose-one", &[]),
                Choose::Any => self.say("choose-any", &[]),
            };
            let mut row = self.row(Part::Courses, "choose", self.say("label-choose", &[]));
            (row.old, row.new) = (Some(said(old.choose)), Some(said(new.choose)));
            if old.choose != new.choose {
                row.change = Change::Different;
                row.meaning
                    .push(self.arrow(row.old.as_deref(), row.new.as_deref()));
            }
            rows.push(row);
        }
        for now in &new.courses {
            match old.courses.iter().find(|was| was.id == now.id) {
                None => rows.push(self.course(None, Some(now))),
                Some(was) => {
                    rows.push(self.course(Some(was), Some(now)));
                    rows.extend(self.conditions(&was.conditions, &now.conditions, &now.id));
                    rows.extend(self.amounts(was.amount.as_ref(), now.amount.as_ref(), Some(now)));
                }
            }
        }
        let dropped = old.courses.iter();
        let dropped = dropped.filter(|was| new.courses.iter().all(|now| now.id != was.id));
        rows.extend(dropped.map(|was| self.course(Some(was), None)));
        rows
    }

    fn course(&self, old: Option<&Course>, new: Option<&Course>) -> Row {
        let either = new.or(old).expect("a line is about something");
        let label = self.say("label-course", &[("id", &either.id)]);
        let mut row = self.row(Part::Courses, &either.id, label);
        row.old = old.map(|course| course.label.get(self.lang).to_owned());
        row.new = new.map(|course| course.label.get(self.lang).to_owned());
        let (change, key) = match (old, new) {
            (None, _) => (Change::Added, "course-added"),
            (_, None) => (Change::Removed, "course-removed"),
            _ if row.old != row.new => (Change::Text, "course-renamed"),
            _ => return row,
        };
        row.change = change;
        row.meaning.push(self.say(key, &[]));
        row
    }
}
