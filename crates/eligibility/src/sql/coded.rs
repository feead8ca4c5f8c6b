//! Conditions about one coded fact: choices by their ids, sets of them as bits, industries by code, texts.

use kernel::Date;

use super::industry::industry;
use super::{Construct, NoSql, literal, quoted};
use crate::fact::{FactId, FactKind, Facts};
use crate::formula::{Cond, Day, Step, in_force};
use crate::language::Quantity;

pub(super) struct Coded<'a> {
    pub fact: FactId,
    pub column: &'a str,
    pub facts: &'a Facts,
    pub on: Date,
}

impl Coded<'_> {
    pub(super) fn text(&self, cond: &Cond) -> Result<String, NoSql> {
        let column = self.column;
        Ok(match cond {
            Cond::Constant(true) => "TRUE".to_owned(),
            Cond::Constant(false) => "FALSE".to_owned(),
            Cond::NotStated => unknown(),
            Cond::Not(one) => format!("(NOT {})", self.text(one)?),
            Cond::All(all) => self.joined(all, " AND ", "TRUE")?,
            Cond::Any(all) => self.joined(all, " OR ", "FALSE")?,
            Cond::If(by, yes, no) => {
                let [by, yes, no] = [self.text(by)?, self.text(yes)?, self.text(no)?];
                format!("(({by} AND {yes}) OR (NOT {by} AND {no}) OR ({yes} AND {no}))")
            }
            Cond::OneOf(_, bits) => {
                let choices = self.facts.get(self.fact).choices().iter().enumerate();
                let chosen = choices.filter(|(index, _)| bits >> index & 1 == 1);
                self.one_of(chosen.map(|(_, choice)| choice.id.as_str()))
            }
            Cond::TextIs(_, texts, _) => self.one_of(texts.iter().map(String::as_str)),
            Cond::Has(_, quantity, bits) => {
                let bits = literal(bits.cast_signed());
                match quantity {
                    Quantity::Any => format!("({column} & {bits} <> 0)"),
                    Quantity::All => format!("({column} & {bits} = {bits})"),
                    Quantity::None => format!("({column} & {bits} = 0)"),
                }
            }
            Cond::Industry(_, about) => industry(&about.1, column),
            Cond::Holds { kind, day, .. } => {
                if !self.is_the_day(day) {
                    return Err(self.no(Construct::CertificateOnDay));
                }
                let bit = literal((1u64 << kind).cast_signed());
                format!("({column} & {bit} <> 0)")
            }
            Cond::Receiving { programmes, .. } => {
                let each: Vec<String> = programmes
                    .iter()
                    .map(|id| {
                        let id = quoted(&format!(";{id};"));
                        format!("REPLACE({column}, {id}, '') <> {column}")
                    })
                    .collect();
                if each.is_empty() {
                    self.never()
                } else {
                    format!("({})", each.join(" OR "))
                }
            }
            Cond::Defined(definition) => match in_force(&definition.editions, self.on) {
                Some(cond) => self.text(cond)?,
                None => unknown(),
            },
            Cond::ByDate(editions) => match in_force(editions, self.on) {
                Some(cond) => self.text(cond)?,
                None => unknown(),
            },
            Cond::Awarded { .. } => return Err(self.no(Construct::Awards)),
            // About a coded fact these are about the records of a list, or how often something was awarded.
            Cond::Over { .. } | Cond::Fact(_) | Cond::Compare(..) | Cond::CompareDates(..) => {
                return Err(self.no(of_kind(&self.facts.get(self.fact).kind)));
            }
        })
    }

    fn joined(&self, all: &[Cond], word: &str, empty: &str) -> Result<String, NoSql> {
        let texts: Result<Vec<String>, NoSql> = all.iter().map(|one| self.text(one)).collect();
        let texts = texts?;
        Ok(match texts.is_empty() {
            true => empty.to_owned(),
            false => format!("({})", texts.join(word)),
        })
    }

    fn one_of<'t>(&self, texts: impl Iterator<Item = &'t str>) -> String {
        let texts: Vec<String> = texts.map(quoted).collect();
        if texts.is_empty() {
            return self.never();
        }
        format!("({} IN ({}))", self.column, texts.join(", "))
    }

    /// No, where anything is known of it.
    fn never(&self) -> String {
        format!("CASE WHEN {} IS NOT NULL THEN FALSE END", self.column)
    }

    fn is_the_day(&self, day: &Day) -> bool {
        self.day(day) == Some(self.on)
    }

    fn day(&self, day: &Day) -> Option<Date> {
        match day {
            Day::On => Some(self.on),
            Day::Literal(day) => Some(*day),
            Day::Fact(_) => None,
            Day::Later(from, by, step, _) => {
                let span = jiff::Span::new();
                let span = match step {
                    Step::Months => span.try_months(*by),
                    Step::Days => span.try_days(*by),
                };
                self.day(from)?.checked_add(span.ok()?).ok()
            }
        }
    }

    fn no(&self, construct: Construct) -> NoSql {
        let fact = self.fact;
        NoSql { construct, fact }
    }
}

fn unknown() -> String {
    "CAST(NULL AS BOOLEAN)".to_owned()
}

/// Numbers about coded facts are counts and sums over what has no place in a table.
pub(super) fn no_number(fact: FactId, facts: &Facts) -> NoSql {
    let construct = of_kind(&facts.get(fact).kind);
    NoSql { construct, fact }
}

fn of_kind(kind: &FactKind) -> Construct {
    match kind {
        FactKind::Awards => Construct::Awards,
        FactKind::Certificates(_) => Construct::CertificateOnDay,
        FactKind::List(_)
        | FactKind::YesNo
        | FactKind::Number { .. }
        | FactKind::Date
        | FactKind::Choice(_)
        | FactKind::Choices(_)
        | FactKind::Industry
        | FactKind::Text
        | FactKind::Receiving => Construct::List,
    }
}
