//! One number of a programme as a line, and how lines are written.

use super::amounts::Of;
use super::rewrite::same;
use super::{Change, Looked, Pair, Part, Row};
use crate::formula::Num;
use crate::unit::Unit;
use crate::wording::AmountLine;

impl Pair<'_> {
    /// One number of a programme; nothing when neither side has it.
    pub(super) fn slot(
        &self,
        part: Part,
        id: &str,
        label: String,
        (old, new): (Option<&Num>, Option<&Num>),
        unit: Option<Unit>,
        rows: &mut Vec<Row>,
    ) {
        if old.is_none() && new.is_none() {
            return;
        }
        let mut row = self.row(part, id, label);
        let said = |side: &Looked<'_>, num: &Num| side.wording.number(num, Some(side.side.edition));
        row.old = old.map(|num| said(&self.old, num));
        row.new = new.map(|num| said(&self.new, num));
        let opened = (
            old.map(|num| self.old.opened.num(num)),
            new.map(|num| self.new.opened.num(num)),
        );
        let named = (
            old.map(|num| self.old.named.num(num)),
            new.map(|num| self.new.named.num(num)),
        );
        if same(&opened.0, &opened.1) {
            rows.push(row);
            return;
        }
        if same(&named.0, &named.1) {
            row.meaning.push(self.say("by-definition", &[]));
        }
        let found = self.numbers(opened.0.as_ref(), opened.1.as_ref());
        self.tell(&found, "number", unit, &mut row);
        rows.push(row);
    }

    pub(super) fn row(&self, part: Part, id: &str, label: String) -> Row {
        Row {
            part,
            id: id.to_owned(),
            label,
            old: None,
            new: None,
            change: Change::Same,
            cases: Vec::new(),
            meaning: Vec::new(),
        }
    }

    pub(super) fn line(&self, line: &AmountLine) -> String {
        let texts = line.texts.join(&self.say("joint", &[]).replace('_', " "));
        match line.label.as_str() {
            "" => texts,
            label => self.say("line", &[("label", label), ("texts", &texts)]),
        }
    }

    pub(super) fn labelled(&self, key: &str, of: &Of) -> String {
        let label = self.say(key, &[]);
        match of.label.as_str() {
            "" => label,
            of => self.say("label-of", &[("of", of), ("label", &label)]),
        }
    }
}
