//! Synthetic firms as the rows of a CSV, without keeping them.

use std::fmt::Write;

use eligibility::fact::Facts;
use kernel::Date;

use super::making::{Drawn, Firms, PREFIX, width};
use super::{Goal, Marginals, Shape, Values};
use crate::registry::{DISTRICT, ID, SYNTHETIC, quoted};

/// The lines of a registry, the head first.
pub struct Rows<'a> {
    marginals: &'a Marginals,
    firms: Firms<'a>,
    firm: Vec<Drawn>,
    /// The texts of classes of one value.
    texts: Vec<Vec<String>>,
    width: usize,
    written: u64,
    head: Option<String>,
}

impl<'a> Rows<'a> {
    pub fn new(marginals: &'a Marginals, facts: &Facts, firms: u64, seed: u64) -> Rows<'a> {
        let mut head = format!("{ID},{SYNTHETIC}");
        for column in &marginals.columns {
            let name = match column.goal {
                Goal::Fact(id) => &facts.get(id).id,
                Goal::District => DISTRICT,
            };
            head.push(',');
            head.push_str(name);
        }
        let mut texts: Vec<Vec<String>> = Vec::new();
        for column in &marginals.columns {
            texts.push(match &column.shape {
                Shape::Copy(earlier) => texts[*earlier].clone(),
                Shape::Drawn { classes, .. } => {
                    classes.iter().map(|class| quoted(&class.text)).collect()
                }
            });
        }
        Rows {
            marginals,
            firms: Firms::new(marginals, firms, seed),
            firm: Vec::new(),
            texts,
            width: width(firms),
            written: 0,
            head: Some(head),
        }
    }

    /// Writes the next line behind what is there. False when there is none.
    pub fn next(&mut self, out: &mut String) -> bool {
        if let Some(head) = self.head.take() {
            out.push_str(&head);
            out.push('\n');
            return true;
        }
        if !self.firms.next(&mut self.firm) {
            return false;
        }
        self.written += 1;
        let (number, width) = (self.written, self.width);
        write!(out, "{PREFIX}{number:0width$},yes").expect("a text takes what is written");
        for (place, (column, drawn)) in self.marginals.columns.iter().zip(&self.firm).enumerate() {
            out.push(',');
            match &self.marginals.class(column, drawn.class).values {
                Values::One(value) if value.is_unknown() => {}
                Values::One(_) => out.push_str(&self.texts[place][drawn.class]),
                Values::Numbers { .. } => {
                    write!(out, "{}", drawn.value).expect("a text takes what is written");
                }
                Values::Days(_) => {
                    let day = day(drawn.value);
                    write!(out, "{day}").expect("a text takes what is written");
                }
            }
        }
        out.push('\n');
        true
    }
}

/// The day that is so many behind 1970-01-01.
fn day(number: i64) -> Date {
    let span = jiff::Span::new().days(number);
    let day = jiff::civil::date(1970, 1, 1).checked_add(span);
    day.expect("checked when it was read")
}
