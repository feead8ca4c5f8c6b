//! The classes of a column and how many of a hundred are in each.

use eligibility::fact::FactKind;
use eligibility::profile::Value;
use eligibility::registry::{Days, Filling};
use kernel::{Faults, Node, Place};

use super::super::{Class, Goal, Ground, Marginals, Span, Spread, Table, Values};
use super::ground;
use crate::catalogue::Catalogue;
use crate::registry::value_of;

/// Published counts are far below this.
const MOST_WEIGHT: u64 = 1_000_000_000;
/// Weights of a table add up to less, so that they can be multiplied by any number of firms.
const MOST_SUM: u128 = 1 << 90;

/// The classes of one column, from all of its tables.
pub struct Reading<'a> {
    goal: Goal,
    so_far: &'a Marginals,
    catalogue: &'a Catalogue,
    faults: &'a mut Faults,
    classes: Vec<Class>,
    grounds: Vec<Ground>,
}

impl<'a> Reading<'a> {
    pub fn new(
        goal: Goal,
        so_far: &'a Marginals,
        catalogue: &'a Catalogue,
        faults: &'a mut Faults,
    ) -> Reading<'a> {
        Reading {
            goal,
            so_far,
            catalogue,
            faults,
            classes: Vec::new(),
            grounds: Vec::new(),
        }
    }

    pub fn done(self) -> (Vec<Class>, Vec<Ground>) {
        (self.classes, self.grounds)
    }

    /// One table. A class that is split has its weight divided by the weights of its parts, exactly.
    pub fn table(&mut self, nodes: &[Node], place: &Place) -> Option<Table> {
        if nodes.is_empty() {
            self.faults.add(place, "synthetic-no-classes", []);
            return None;
        }
        // Every weight as a fraction: above and below.
        let mut parts: Vec<(usize, u128, u128)> = Vec::new();
        for node in nodes {
            let mut fields = node.fields(self.faults)?;
            let weight = fields.required("weight", self.faults)?;
            let weight = self.weight(weight)?;
            let Some(split) = fields.optional("split") else {
                let class = self.class(&mut fields)?;
                fields.finish(self.faults);
                parts.push((class, weight, 1));
                continue;
            };
            fields.finish(self.faults);
            let mut inner = split.fields(self.faults)?;
            let ground = ground(&mut inner, self.so_far, self.faults)?;
            let classes = inner.list("classes", self.faults);
            inner.finish(self.faults);
            self.grounds.push(ground);
            let table = self.table(classes, &split.place)?;
            let sum: u128 = table.iter().map(|(_, weight)| weight).sum();
            let inner = table.iter();
            parts.extend(inner.map(|(class, part)| (*class, weight * part, sum)));
        }
        let below = common(parts.iter().map(|(_, _, below)| *below));
        let whole = below.and_then(|below| {
            let weights = parts.iter().map(|(class, above, each)| {
                let weight = above.checked_mul(below / each)?;
                (weight < MOST_SUM / parts.len() as u128).then_some((*class, weight))
            });
            weights.collect::<Option<Table>>()
        });
        if whole.is_none() {
            self.faults.add(place, "synthetic-too-fine", []);
        }
        let table = whole?;
        for (index, (class, _)) in table.iter().enumerate() {
            if table[..index].iter().any(|(earlier, _)| earlier == class) {
                let text = &self.classes[*class].text;
                self.faults
                    .add(place, "synthetic-class-twice", [("class", text)]);
                return None;
            }
        }
        Some(table)
    }

    fn weight(&mut self, node: &Node) -> Option<u128> {
        let text = node.text(self.faults)?.trim();
        let weight = text.replace('_', "").parse::<u64>().ok();
        let weight = weight.filter(|weight| (1..=MOST_WEIGHT).contains(weight));
        if weight.is_none() {
            self.faults
                .add(&node.place, "synthetic-weight", [("found", &text)]);
        }
        weight.map(u128::from)
    }

    /// The place of a class among those of the column; the same text is the same class.
    fn class(&mut self, fields: &mut kernel::document::Fields<'_>) -> Option<usize> {
        let node = fields.required("value", self.faults)?;
        let text = node.text(self.faults)?.trim();
        let spread = match fields.optional("spread") {
            None => Spread::Even,
            Some(node) => match node.text(self.faults)? {
                "even" => Spread::Even,
                "halving" => Spread::Halving,
                other => {
                    self.faults
                        .add(&node.place, "synthetic-spread", [("found", &other)]);
                    return None;
                }
            },
        };
        let step = match fields.optional("step") {
            None => 1,
            Some(node) => i64::try_from(self.weight(node)?).ok()?,
        };
        let values = self.values(text, spread, step, &node.place)?;
        let class = Class {
            text: text.to_owned(),
            values,
        };
        match self.classes.iter().position(|known| known.text == text) {
            Some(place) if self.classes[place] == class => Some(place),
            Some(_) => {
                self.faults
                    .add(&node.place, "synthetic-class-twice", [("class", &text)]);
                None
            }
            None => {
                self.classes.push(class);
                Some(self.classes.len() - 1)
            }
        }
    }

    fn values(&mut self, text: &str, spread: Spread, step: i64, place: &Place) -> Option<Values> {
        if text == "unknown" {
            return Some(Values::One(Value::Unknown));
        }
        let Goal::Fact(id) = self.goal else {
            return Some(Values::One(Value::Text(text.to_owned(), text.to_owned())));
        };
        let fact = self.catalogue.facts.get(id);
        let mut ends = Vec::new();
        let cells: Vec<&str> = match fact.kind {
            FactKind::Date | FactKind::Number { .. } => text.split("..").collect(),
            _ => vec![text],
        };
        for cell in cells {
            match value_of(cell.trim(), id, self.catalogue) {
                Ok(value) => ends.push(value),
                Err(faults) => {
                    for mut fault in faults {
                        fault.place = place.clone();
                        self.faults.push(fault);
                    }
                    return None;
                }
            }
        }
        let end = |value: &Value| match (value, &fact.kind) {
            (Value::Date(day), _) => Days::number(*day).map(i64::from),
            (Value::Number(range), FactKind::Number { unit, .. }) => {
                let (low, high) = (range.low?, range.high?);
                let in_unit = low / unit.factor;
                let whole = low == high && in_unit.is_integer();
                whole.then(|| i64::try_from(in_unit.to_integer()).ok())?
            }
            _ => None,
        };
        let span = |low: i64, high: i64| {
            let fits = low <= high && low % step == 0 && high % step == 0 && self.fits(id, high);
            let positive = low >= 0 || matches!(spread, Spread::Even);
            (fits && positive).then_some(Span { low, high, step })
        };
        let span = match (&fact.kind, ends.as_slice()) {
            (FactKind::Date | FactKind::Number { .. }, [one]) => {
                end(one).and_then(|one| span(one, one))
            }
            (FactKind::Date | FactKind::Number { .. }, [low, high]) => end(low)
                .zip(end(high))
                .and_then(|(low, high)| span(low, high)),
            (_, [one]) => return Some(Values::One(one.clone())),
            _ => None,
        };
        let Some(span) = span else {
            self.faults.add(place, "synthetic-span", [("found", &text)]);
            return None;
        };
        Some(match fact.kind {
            FactKind::Date => Values::Days(span),
            _ => Values::Numbers { span, spread },
        })
    }

    /// Whether a column can count that many.
    fn fits(&self, id: eligibility::fact::FactId, high: i64) -> bool {
        let kind = &self.catalogue.facts.get(id).kind;
        let (FactKind::Number { unit, .. }, Filling::Numbers { denominator, .. }) =
            (kind, Filling::of(kind))
        else {
            return true;
        };
        let factor = unit.factor * i128::from(denominator);
        let whole = factor.is_integer();
        let factor = i64::try_from(factor.to_integer());
        whole && factor.is_ok_and(|factor| factor.checked_mul(high).is_some())
    }
}

/// Tables for the classes of another column.
pub struct Tables<'a> {
    pub of: &'a [String],
}

impl Tables<'_> {
    /// One for each class; the one that names no classes is for all that have none.
    pub fn read(
        &self,
        nodes: &[Node],
        place: &Place,
        reading: &mut Reading<'_>,
    ) -> Option<Vec<Table>> {
        let mut tables: Vec<Option<Table>> = vec![None; self.of.len()];
        let mut others = None;
        for node in nodes {
            let mut fields = node.fields(reading.faults)?;
            let named = fields.optional("of");
            let classes = fields.list("classes", reading.faults);
            fields.finish(reading.faults);
            let table = reading.table(classes, &node.place)?;
            let Some(named) = named else {
                others = Some(table);
                continue;
            };
            for class in named.items(reading.faults)? {
                let text = class.text(reading.faults)?.trim();
                match self.of.iter().position(|known| known == text) {
                    Some(index) if tables[index].is_none() => tables[index] = Some(table.clone()),
                    Some(_) => {
                        reading.faults.add(
                            &class.place,
                            "synthetic-class-twice",
                            [("class", &text)],
                        );
                        return None;
                    }
                    None => {
                        let known = self.of.join(", ");
                        reading.faults.add(
                            &class.place,
                            "synthetic-no-class",
                            [("class", &text), ("known", &known)],
                        );
                        return None;
                    }
                }
            }
        }
        let mut complete = Vec::with_capacity(tables.len());
        for (table, class) in tables.into_iter().zip(self.of) {
            match table.or_else(|| others.clone()) {
                Some(table) => complete.push(table),
                None => {
                    reading
                        .faults
                        .add(place, "synthetic-no-table", [("class", class)]);
                    return None;
                }
            }
        }
        Some(complete)
    }
}

/// A number that all divide; nothing when it becomes too large.
fn common(numbers: impl Iterator<Item = u128>) -> Option<u128> {
    let mut least = 1_u128;
    for number in numbers {
        let (mut a, mut b) = (least, number);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        least = least
            .checked_mul(number / a)
            .filter(|least| *least < MOST_SUM)?;
    }
    Some(least)
}
