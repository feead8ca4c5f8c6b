//! From a profile to the parameters of an address: the way back from what `answers` reads. The name of a company
//! and its number are left behind; they decide nothing.

#[cfg(test)]
mod tests;

use eligibility::profile::{Award, Certificate};
use eligibility::range::{Exact, Range};
use eligibility::unit::Unit;
use eligibility::{Fact, FactKind, Facts, Profile, Value};

use super::answers::{COURSE, NONE, SOMETHING};

/// One parameter.
pub type Pair = (String, String);

/// The parameters from which the same profile is read.
pub fn pairs(profile: &Profile, facts: &Facts) -> Vec<Pair> {
    let mut writing = Writing {
        facts,
        pairs: Vec::new(),
    };
    for (id, fact) in facts.iter() {
        writing.value(&fact.id, fact, profile.get(id));
    }
    let courses = profile.courses.iter();
    let courses =
        courses.map(|(programme, course)| (format!("{COURSE}{programme}"), course.clone()));
    writing.pairs.extend(courses);
    writing.pairs
}

/// A number or an interval as the reader of profiles takes it, in the unit of its fact where that can be written.
pub fn number(range: &Range, unit: &Unit, facts: &Facts) -> String {
    let base = facts.units.find(&unit.base);
    let in_unit = |value: Exact| decimal(value / unit.factor);
    let written = |value: Exact| {
        in_unit(value).or_else(|| {
            let base = base?;
            Some(format!("{}{}", decimal(value / base.factor)?, base.ja))
        })
    };
    let fraction = |value: Exact| format!("{}/{}", value.numer(), value.denom());
    match (range.low, range.high) {
        (Some(low), Some(high)) if low == high => written(low).unwrap_or_else(|| fraction(low)),
        (low, high) => {
            let end = |end: Option<Exact>| end.and_then(written).unwrap_or_default();
            format!("{}..{}", end(low), end(high))
        }
    }
}

struct Writing<'a> {
    facts: &'a Facts,
    pairs: Vec<Pair>,
}

impl Writing<'_> {
    fn add(&mut self, name: &str, value: impl Into<String>) {
        self.pairs.push((name.to_owned(), value.into()));
    }

    /// Several values of one name, or that there are none.
    fn all(&mut self, name: &str, values: impl Iterator<Item = String>) {
        let before = self.pairs.len();
        let values = values.map(|value| (name.to_owned(), value));
        self.pairs.extend(values);
        if self.pairs.len() == before {
            self.add(name, NONE);
        }
    }

    fn value(&mut self, name: &str, fact: &Fact, value: &Value) {
        let choice = |index: usize| fact.choices()[index].id.clone();
        match value {
            Value::Unknown => {}
            Value::YesNo(true) => self.add(name, "yes"),
            Value::YesNo(false) => self.add(name, "no"),
            Value::Number(range) => {
                if let FactKind::Number { unit, .. } = &fact.kind {
                    self.add(name, number(range, unit, self.facts));
                }
            }
            Value::Date(day) => self.add(name, day.to_string()),
            Value::Choice(index) => self.add(name, choice(*index)),
            Value::Choices(bits) => {
                let chosen = (0..fact.choices().len()).filter(|index| (bits >> index) & 1 == 1);
                self.all(name, chosen.map(choice));
            }
            Value::Industry(codes) => {
                self.all(name, codes.iter().map(|(code, _)| code.to_string()));
                // Without a revision the present one is meant.
                if let Some((_, revision)) = codes.first()
                    && revision.number() != 14
                {
                    self.add(&format!("{name}.revision"), revision.number().to_string());
                }
            }
            Value::Text(_, text) => self.add(name, text.clone()),
            Value::List(records) => self.list(name, fact, records),
            Value::Certificates(held) => self.certificates(name, fact, held),
            Value::Awards(awards) => self.awards(name, awards),
            Value::Receiving(ids) => self.all(name, ids.iter().cloned()),
        }
    }

    fn list(&mut self, name: &str, fact: &Fact, records: &[Vec<Value>]) {
        for (row, record) in records.iter().enumerate() {
            let row = format!("{name}.{row}");
            let before = self.pairs.len();
            for (field, value) in fact.fields().iter().zip(record) {
                self.value(&format!("{row}.{}", field.id), field, value);
            }
            if self.pairs.len() == before {
                self.add(&row, SOMETHING);
            }
        }
        if records.is_empty() {
            self.add(name, NONE);
        }
    }

    fn certificates(&mut self, name: &str, fact: &Fact, held: &[Certificate]) {
        for (place, certificate) in held.iter().enumerate() {
            let kind = &fact.choices()[certificate.kind].id;
            let earlier = held[..place].iter();
            let ticked = match earlier.filter(|one| one.kind == certificate.kind).count() {
                0 => kind.clone(),
                before => format!("{kind}~{}", before + 1),
            };
            for (part, day) in [
                ("from", certificate.valid_from),
                ("until", certificate.valid_until),
            ] {
                if let Some(day) = day {
                    self.add(&format!("{name}.{ticked}.{part}"), day.to_string());
                }
            }
            self.add(name, ticked);
        }
        if held.is_empty() {
            self.add(name, NONE);
        }
    }

    fn awards(&mut self, name: &str, awards: &[Award]) {
        for (row, award) in awards.iter().enumerate() {
            let row = format!("{name}.{row}");
            self.add(&format!("{row}.programme"), award.programme.clone());
            if let Some(year) = award.fiscal_year {
                self.add(&format!("{row}.fiscal_year"), year.to_string());
            }
            if let Some(amount) = award.amount {
                self.add(&format!("{row}.amount"), amount.to_string());
            }
        }
        if awards.is_empty() {
            self.add(name, NONE);
        }
    }
}

/// A number with all its decimals; nothing where they do not end.
fn decimal(value: Exact) -> Option<String> {
    let (mut below, mut scale) = (*value.denom(), 1_i128);
    let mut places = 0_usize;
    while below != 1 {
        let common = match (below % 2, below % 5) {
            (0, _) => 2,
            (_, 0) => 5,
            _ => return None,
        };
        below /= common;
        scale = scale.checked_mul(10)?;
        places += 1;
    }
    let digits = value.numer().checked_mul(scale / value.denom())?;
    let (sign, digits) = (if digits < 0 { "-" } else { "" }, digits.unsigned_abs());
    if places == 0 {
        return Some(format!("{sign}{digits}"));
    }
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    let written = format!("{sign}{whole}.{part}");
    let written = written.trim_end_matches('0').trim_end_matches('.');
    Some(written.to_owned())
}
