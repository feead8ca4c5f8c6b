//! Values in a document that may depend on something: a plain expression, or `cases`, `bands`, `by_date`,
//! `all`, `any`.

use kernel::document::Content;
use kernel::{Date, Fields, Node};

use super::{Compiler, Measured};
use crate::formula::{Comparison, Cond, Num};
use crate::range::{Exact, ONE, Range};
use crate::unit::Unit;

impl Compiler<'_, '_> {
    /// A condition where a document may say more than one expression.
    pub fn condition_slot(&mut self, node: &Node) -> Option<Cond> {
        match &node.content {
            Content::Scalar(_) => {
                let expr = self.parse(node)?;
                self.condition(node, &expr)
            }
            Content::Sequence(_) => {
                self.faults.add(&node.place, "slot-list", []);
                None
            }
            Content::Mapping(_) => {
                let mut fields = node.fields(self.faults)?;
                let parts = (
                    fields.optional("all"),
                    fields.optional("any"),
                    fields.optional("cases"),
                    fields.optional("by_date"),
                );
                fields.finish(self.faults);
                match parts {
                    (Some(all), None, None, None) => self.conditions(all).map(Cond::All),
                    (None, Some(any), None, None) => self.conditions(any).map(Cond::Any),
                    (None, None, Some(cases), None) => {
                        self.cases(cases, &mut |this, node| this.condition_slot(node), Cond::If)
                    }
                    (None, None, None, Some(dates)) => {
                        let dates =
                            self.by_date(dates, &mut |this, node| this.condition_slot(node))?;
                        Some(Cond::ByDate(dates))
                    }
                    _ => {
                        self.faults.add(&node.place, "slot-bad-condition", []);
                        None
                    }
                }
            }
        }
    }

    fn conditions(&mut self, node: &Node) -> Option<Vec<Cond>> {
        let items = node.items(self.faults)?;
        let compiled: Vec<Option<Cond>> =
            items.iter().map(|item| self.condition_slot(item)).collect();
        compiled.into_iter().collect()
    }

    /// A number of a given unit where a document may say more than one expression.
    pub fn number_slot(&mut self, node: &Node, unit: &Unit) -> Option<Num> {
        match &node.content {
            Content::Scalar(_) => {
                let expr = self.parse(node)?;
                let num = self.number_in(node, &expr, unit)?;
                Some(bounded_unknown(num, unit))
            }
            Content::Sequence(_) => {
                self.faults.add(&node.place, "slot-list", []);
                None
            }
            Content::Mapping(_) => {
                let mut fields = node.fields(self.faults)?;
                let parts = (
                    fields.optional("cases"),
                    fields.optional("bands"),
                    fields.optional("by_date"),
                );
                fields.finish(self.faults);
                let mut slot =
                    |this: &mut Self, node: &Node| -> Option<Num> { this.number_slot(node, unit) };
                match parts {
                    (Some(cases), None, None) => self.cases(cases, &mut slot, Num::If),
                    (None, Some(bands), None) => self.bands(bands, unit),
                    (None, None, Some(dates)) => self.by_date(dates, &mut slot).map(Num::ByDate),
                    _ => {
                        self.faults.add(&node.place, "slot-bad-number", []);
                        None
                    }
                }
            }
        }
    }

    /// The first case that holds. The last must be `otherwise`.
    fn cases<T>(
        &mut self,
        node: &Node,
        slot: &mut dyn FnMut(&mut Self, &Node) -> Option<T>,
        choose: fn(Box<Cond>, Box<T>, Box<T>) -> T,
    ) -> Option<T> {
        let items = node.items(self.faults)?;
        let mut rows: Vec<(Cond, T)> = Vec::new();
        let mut last = None;
        let mut fine = true;
        for (index, item) in items.iter().enumerate() {
            let mut fields = item.fields(self.faults)?;
            let when = fields.optional("when");
            let then = fields.optional("then");
            let otherwise = fields.optional("otherwise");
            fields.finish(self.faults);
            match (when, then, otherwise) {
                (Some(when), Some(then), None) => {
                    match (self.condition_slot(when), slot(self, then)) {
                        (Some(when), Some(then)) => rows.push((when, then)),
                        _ => fine = false,
                    }
                }
                (None, None, Some(value)) if index + 1 == items.len() => last = slot(self, value),
                _ => {
                    self.faults.add(&item.place, "slot-bad-case", []);
                    fine = false;
                }
            }
        }
        let ends = items
            .last()
            .and_then(|item| item.fields(self.faults))
            .is_some_and(|fields| fields.has("otherwise"));
        if !ends && fine {
            self.faults.add(&node.place, "slot-no-otherwise", []);
            return None;
        }
        if !fine {
            return None;
        }
        let last = last?;
        Some(rows.into_iter().rev().fold(last, |rest, (when, then)| {
            choose(Box::new(when), Box::new(then), Box::new(rest))
        }))
    }

    fn by_date<T>(
        &mut self,
        node: &Node,
        slot: &mut dyn FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Option<Vec<(Date, T)>> {
        let mut editions: Vec<(Date, T)> = Vec::new();
        for item in node.items(self.faults)? {
            let mut fields = item.fields(self.faults)?;
            let from = fields.required("from", self.faults);
            let value = fields.required("value", self.faults);
            fields.finish(self.faults);
            let from = from?.date(self.faults)?;
            if editions.last().is_some_and(|(before, _)| *before >= from) {
                self.faults.add(&item.place, "editions-order", []);
            }
            let value = slot(self, value?)?;
            editions.push((from, value));
        }
        Some(editions)
    }

    /// A table over a number. Rows are in order, without gap or overlap, over its whole declared range.
    fn bands(&mut self, node: &Node, unit: &Unit) -> Option<Num> {
        let mut fields = node.fields(self.faults)?;
        let of = fields.required("of", self.faults);
        let rows = fields.required("rows", self.faults);
        fields.finish(self.faults);
        let of = of?;
        let expr = self.parse(of)?;
        let Measured { num, unit: of_unit } = self.number(of, &expr)?;
        let of_unit = of_unit.unwrap_or_else(Unit::ratio);
        let declared = match &num {
            Num::Fact(_, about) => about.1,
            _ => Range::ANY,
        };
        let items = rows?.items(self.faults)?;
        let mut table = Table {
            of: num,
            unit: of_unit,
            declared,
            end: None,
            rows: Vec::new(),
        };
        for (index, row) in items.iter().enumerate() {
            let last = index + 1 == items.len();
            let mut fields = row.fields(self.faults)?;
            let (limit, then) = self.band(row, &mut fields, &mut table, last)?;
            fields.finish(self.faults);
            let then = self.number_slot(then, unit)?;
            table.rows.push((limit, then));
        }
        let mut rows = table.rows.into_iter().rev();
        let Some((_, last)) = rows.next() else {
            self.faults.add(&node.place, "bands-empty", []);
            return None;
        };
        Some(rows.fold(last, |rest, (limit, then)| match limit {
            None => then,
            Some((comparison, end)) => {
                let end = Num::Literal(end, Box::new(table.unit.clone()));
                let when = Cond::Compare(comparison, table.of.clone(), end);
                Num::If(Box::new(when), Box::new(then), Box::new(rest))
            }
        }))
    }

    /// One row: its upper end (none for the last) and its value, after checking that it joins the row before.
    fn band<'x>(
        &mut self,
        row: &Node,
        fields: &mut Fields<'x>,
        table: &mut Table,
        last: bool,
    ) -> Option<(Option<(Comparison, Exact)>, &'x Node)> {
        let from = fields.optional("from");
        let to = fields.optional("to");
        let below = fields.optional("below");
        let then = fields.required("then", self.faults)?;
        let from = match from {
            None => None,
            Some(node) => Some(self.band_end(node, &table.unit)?),
        };
        let limit = match (to, below) {
            (Some(to), None) => Some((Comparison::AtMost, self.band_end(to, &table.unit)?)),
            (None, Some(below)) => Some((Comparison::Less, self.band_end(below, &table.unit)?)),
            (None, None) => None,
            (Some(_), Some(_)) => {
                self.faults.add(&row.place, "bands-two-ends", []);
                return None;
            }
        };
        let expected = match table.end {
            None => table.declared.low,
            Some((Comparison::AtMost, end)) if table.unit.is_whole() => {
                Some(end + ONE * table.unit.factor)
            }
            Some((_, end)) => Some(end),
        };
        if let (Some(from), Some(expected)) = (from, expected) {
            let key = match from.cmp(&expected) {
                std::cmp::Ordering::Less if table.end.is_none() => None,
                std::cmp::Ordering::Less => Some("bands-overlap"),
                std::cmp::Ordering::Greater => Some("bands-gap"),
                std::cmp::Ordering::Equal => None,
            };
            if let Some(key) = key {
                let (from, expected) = (self.shown(table, from), self.shown(table, expected));
                self.faults
                    .add(&row.place, key, [("from", &from), ("expected", &expected)]);
                return None;
            }
        }
        if let (Some(from), Some((_, end))) = (from, limit)
            && (end < from || end == from && below.is_some())
        {
            let (from, end) = (self.shown(table, from), self.shown(table, end));
            self.faults.add(
                &row.place,
                "bands-backwards",
                [("from", &from), ("to", &end)],
            );
            return None;
        }
        let covers_rest =
            limit.is_none_or(|(_, end)| table.declared.high.is_some_and(|high| end >= high));
        if last != covers_rest && (last || limit.is_none()) {
            let key = if last {
                "bands-open-end"
            } else {
                "bands-after-end"
            };
            self.faults.add(&row.place, key, []);
            return None;
        }
        table.end = limit;
        Some((limit.filter(|_| !last), then))
    }

    fn shown(&self, table: &Table, value: Exact) -> String {
        table.unit.write(value, kernel::Lang::Ja)
    }

    fn band_end(&mut self, node: &Node, unit: &Unit) -> Option<Exact> {
        let expr = self.parse(node)?;
        match self.number_in(node, &expr, unit)? {
            Num::Literal(value, _) => Some(value),
            _ => {
                self.faults.add(&node.place, "bands-constant", []);
                None
            }
        }
    }
}

struct Table {
    of: Num,
    unit: Unit,
    declared: Range,
    /// The upper end of the row before.
    end: Option<(Comparison, Exact)>,
    rows: Vec<(Option<(Comparison, Exact)>, Num)>,
}

/// A rate that is not stated lies between 0 and 1; yen that are not stated are at least 0.
fn bounded_unknown(num: Num, unit: &Unit) -> Num {
    match num {
        Num::NotStated(_) if unit.is_ratio() => {
            Num::NotStated(Range::between(crate::range::ZERO, ONE))
        }
        Num::NotStated(_) if unit.is_yen() => Num::NotStated(Range::at_least_zero()),
        other => other,
    }
}
