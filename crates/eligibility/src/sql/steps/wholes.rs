//! Whole numbers of 64 bits, and NULL. That no value leaves them is what the bounds of the graph promise: SQLite would
//! go on in floating point without a word.

use super::{Made, Piece, Steps, filled, of_truths, of_wholes, short};
use crate::registry::Form;
use crate::settled::{Nulls, Side, Step, TruthId, Whole, WholeId};
use crate::sql::coded::no_number;
use crate::sql::table::{column, high_column};
use crate::sql::{NoSql, literal};

/// The declared end of a fact, where there is one.
type Declared = Option<i64>;

impl Steps<'_> {
    pub(super) fn whole(&self, whole: &Whole) -> Result<Made, NoSql> {
        Ok(match whole {
            Whole::Constant(number) => constant(*number),
            Whole::End(fact, side, declared) => {
                let intervals = match self.settled.layout.form(*fact) {
                    Some(Form::Number(numeric)) => numeric.intervals,
                    _ => return Ok(constant(*declared)),
                };
                let column = match side {
                    Side::High if intervals => high_column(*fact, self.facts)?,
                    Side::High | Side::Low => column(*fact, self.facts)?,
                };
                let text = match declared {
                    None => column.clone(),
                    Some(declared) => format!("COALESCE({column}, {})", literal(*declared)),
                };
                short(Piece::Reading { text, column })
            }
            Whole::Coded(fact, ..) if !self.settled.layout.has(*fact) => constant(None),
            Whole::Coded(fact, ..) => return Err(no_number(*fact, self.facts)),
            Whole::Plus(a, b) => self.counted("({} + {})", &[*a, *b]),
            Whole::Minus(a, b) => self.counted("({} - {})", &[*a, *b]),
            Whole::Times(a, b) => self.counted("({} * {})", &[*a, *b]),
            Whole::Scaled(one, by) => self.counted(&format!("({{}} * {})", literal(*by)), &[*one]),
            Whole::Floor(one, by) => self.floor(*one, *by),
            Whole::Lesser(a, b, nulls) => self.extreme("<", *a, *b, *nulls),
            Whole::Greater(a, b, nulls) => self.extreme(">", *a, *b, *nulls),
            Whole::Chosen(by, yes, no, side) => self.chosen(*by, *yes, *no, *side),
        })
    }

    /// Both databases divide towards zero.
    fn floor(&self, one: WholeId, by: i64) -> Made {
        let by = literal(by);
        if self.settled.graph.bounds(one).least >= 0 {
            return self.counted(&format!("({{}} / {by})"), &[one]);
        }
        let template = format!("({{}} / {by} - CASE WHEN {{}} % {by} < 0 THEN 1 ELSE 0 END)");
        self.counted(&template, &[one, one])
    }

    /// The lesser or greater of two. What a comparison with NULL leaves open falls to the last branch.
    fn extreme(&self, sign: &str, a: WholeId, b: WholeId, nulls: Nulls) -> Made {
        let rest = match nulls {
            Nulls::Other if self.is_nullable(b) => {
                filled("ELSE COALESCE({}, {})", of_wholes([b, a]))
            }
            Nulls::Null if self.is_nullable(a) => {
                filled("WHEN {} IS NOT NULL THEN {}", of_wholes([a, b]))
            }
            // With the first for certain, a NULL beside it comes out; without one beside it, that is what is left.
            Nulls::Null | Nulls::Other => filled("ELSE {}", of_wholes([b])),
        };
        let [first, second] = of_wholes([a, b]);
        let compared = [first, second, self.wide(a, &[a, b])];
        filled(&format!("CASE WHEN {{}} {sign} {{}} THEN {{}} "), compared)
            .then(rest)
            .then(end())
    }

    fn chosen(&self, by: TruthId, yes: WholeId, no: WholeId, side: Side) -> Made {
        let wide = self.wide(yes, &[yes, no]);
        let [known] = of_truths([by]);
        if self.certain.contains(&by) {
            let [other] = of_wholes([no]);
            return filled("CASE WHEN {} THEN {} ELSE {} END", [known, wide, other]);
        }
        let [other] = of_wholes([no]);
        let known = [known.clone(), wide, known, other];
        let decided = filled("CASE WHEN {} THEN {} WHEN NOT {} THEN {} ", known);
        let sign = match side {
            Side::Low => "<",
            Side::High => ">",
        };
        let first = filled(
            &format!("WHEN {{}} {sign} {{}} THEN {{}} "),
            of_wholes([yes, no, yes]),
        );
        let rest = if self.is_nullable(yes) {
            filled("WHEN {} IS NOT NULL THEN {}", of_wholes([yes, no]))
        } else {
            filled("ELSE {}", of_wholes([no]))
        };
        decided.then(first).then(rest).then(end())
    }

    /// The column of which these are both ends, with what is declared of the fact, where it holds no intervals.
    pub(super) fn both_ends(
        &self,
        ends: (WholeId, WholeId),
    ) -> Option<(String, Declared, Declared)> {
        match [ends.0, ends.1].map(|id| self.settled.graph.whole(id)) {
            [
                Whole::End(fact, Side::Low, low),
                Whole::End(other, Side::High, high),
            ] => {
                let Some(Form::Number(numeric)) = self.settled.layout.form(*fact) else {
                    return None;
                };
                let single = fact == other && !numeric.intervals;
                let column = column(*fact, self.facts).ok().filter(|_| single)?;
                Some((column, *low, *high))
            }
            _ => None,
        }
    }

    /// A calculation, in 64 bits.
    fn counted(&self, template: &str, of: &[WholeId]) -> Made {
        let rest = of.iter().skip(1).map(|id| Piece::Step(Step::Whole(*id)));
        let first = of.iter().take(1).map(|id| self.wide(*id, of));
        filled(template, first.chain(rest))
    }

    /// A number as one of 64 bits. PostgreSQL takes a small constant for one of 32 and would count on in those where
    /// nothing beside it is wider.
    fn wide(&self, id: WholeId, beside: &[WholeId]) -> Piece {
        let constant = |id: &WholeId| self.same_for_all(self.settled.graph.whole(*id));
        let all_constant = beside.iter().all(|one| constant(one).is_some());
        match constant(&id) {
            Some(Some(number)) if all_constant => {
                Piece::Text(format!("CAST({} AS BIGINT)", literal(number)))
            }
            _ => Piece::Step(Step::Whole(id)),
        }
    }

    /// The number, where it is the same for everyone.
    fn same_for_all(&self, whole: &Whole) -> Option<Option<i64>> {
        match whole {
            Whole::Constant(number) => Some(*number),
            Whole::End(fact, _, declared) => (!self.settled.layout.has(*fact)).then_some(*declared),
            Whole::Coded(fact, ..) => (!self.settled.layout.has(*fact)).then_some(None),
            _ => None,
        }
    }
}

fn constant(number: Option<i64>) -> Made {
    let text = number.map_or_else(|| "CAST(NULL AS BIGINT)".to_owned(), literal);
    short(Piece::Text(text))
}

fn end() -> Made {
    filled(" END", [])
}
