//! Yes, no and NULL: AND, OR and NOT of both databases are those of three values.

use kernel::Date;

use super::{Made, Piece, Steps, filled, of_truths, of_wholes, short};
use crate::fact::FactId;
use crate::range::Truth;
use crate::registry::Days;
use crate::settled::{Less, Step, TruthId, Truths, Whole, WholeId};
use crate::sql::coded::Coded;
use crate::sql::{NoSql, quoted};

impl Steps<'_> {
    pub(super) fn truth(&self, truth: &Truths) -> Result<Made, NoSql> {
        Ok(match truth {
            Truths::Constant(truth) => constant(*truth),
            Truths::YesNo(fact) => {
                return self.of_column(*fact, |column| Ok(short(read(column.to_owned(), column))));
            }
            Truths::Coded(fact, cond) => {
                return self.of_column(*fact, |column| {
                    let coded = Coded {
                        fact: *fact,
                        column,
                        facts: self.facts,
                        on: self.settled.on,
                    };
                    Ok(filled("{}", [read(coded.text(cond)?, column)]))
                });
            }
            Truths::Within(fact, first, last) => {
                return self.of_column(*fact, |column| {
                    Ok(filled("{}", [read(within(column, *first, *last), column)]))
                });
            }
            Truths::Not(one) => filled("(NOT {})", of_truths([*one])),
            Truths::All(all) => joined(all, "AND", Truth::Yes),
            Truths::Any(all) => joined(all, "OR", Truth::No),
            Truths::If(by, yes, no) if self.certain.contains(by) => filled(
                "CASE WHEN {} THEN {} ELSE {} END",
                of_truths([*by, *yes, *no]),
            ),
            Truths::If(by, yes, no) => match [*yes, *no].map(|id| self.constant_truth(id)) {
                [Some(Truth::Yes), _] => filled("({} OR {})", of_truths([*by, *no])),
                [Some(Truth::No), _] => filled("(NOT {} AND {})", of_truths([*by, *no])),
                [_, Some(Truth::Yes)] => filled("(NOT {} OR {})", of_truths([*by, *yes])),
                [_, Some(Truth::No)] => filled("({} AND {})", of_truths([*by, *yes])),
                [Some(Truth::Unknown) | None, Some(Truth::Unknown) | None] => filled(
                    "(({} AND {}) OR (NOT {} AND {}) OR ({} AND {}))",
                    of_truths([*by, *yes, *by, *no, *yes, *no]),
                ),
            },
            Truths::Less(Less { yes, no }) if yes == no => {
                filled("({} < {})", of_wholes([yes.0, yes.1]))
            }
            Truths::Less(less) => match self.of_columns(less) {
                Some(compared) => filled("({} < {})", compared),
                None => filled(
                    "CASE WHEN {} < {} THEN TRUE WHEN {} >= {} THEN FALSE END",
                    of_wholes([less.yes.0, less.yes.1, less.no.0, less.no.1]),
                ),
            },
            Truths::Equal { a, b } if a.0 == a.1 && b.0 == b.1 => {
                filled("({} = {})", of_wholes([a.0, b.0]))
            }
            Truths::Equal { a, b } => filled(
                "CASE WHEN {} = {} AND {} = {} AND {} = {} THEN TRUE \
                 WHEN {} < {} OR {} < {} THEN FALSE END",
                of_wholes([a.0, a.1, b.0, b.1, a.0, b.0, a.1, b.0, b.1, a.0]),
            ),
            Truths::IsYes(one) if self.certain.contains(one) => filled("{}", of_truths([*one])),
            Truths::IsYes(one) => filled("COALESCE({}, FALSE)", of_truths([*one])),
            Truths::IsNo(one) if self.certain.contains(one) => {
                filled("(NOT {})", of_truths([*one]))
            }
            Truths::IsNo(one) => filled("COALESCE(NOT {}, FALSE)", of_truths([*one])),
            Truths::AreZero(a, b) => {
                filled("COALESCE({} = 0 AND {} = 0, FALSE)", of_wholes([*a, *b]))
            }
        })
    }

    /// A comparison of a column with a number, where what is declared of the fact does not decide it: then NULL does as
    /// well as both ends of what is left.
    fn of_columns(&self, less: &Less) -> Option<[Piece; 2]> {
        let a = (less.no.0, less.yes.0);
        let b = (less.yes.1, less.no.1);
        let number = |(low, high): (WholeId, WholeId)| match self.settled.graph.whole(low) {
            Whole::Constant(Some(number)) if low == high => Some(*number),
            _ => None,
        };
        if let (Some(number), Some((column, low, high))) = (number(a), self.both_ends(b)) {
            let open = low.is_none_or(|low| number >= low) && high.is_none_or(|high| number < high);
            let [number] = of_wholes([a.0]);
            return open.then(|| [number, read(column.clone(), &column)]);
        }
        if let (Some((column, low, high)), Some(number)) = (self.both_ends(a), number(b)) {
            let open = low.is_none_or(|low| low < number) && high.is_none_or(|high| high >= number);
            let [number] = of_wholes([b.0]);
            return open.then(|| [read(column.clone(), &column), number]);
        }
        None
    }

    fn constant_truth(&self, id: TruthId) -> Option<Truth> {
        match self.settled.graph.truth(id) {
            Truths::Constant(truth) => Some(*truth),
            _ => None,
        }
    }

    /// What is made of a column; unknown where the registry has none.
    fn of_column(
        &self,
        fact: FactId,
        made: impl FnOnce(&str) -> Result<Made, NoSql>,
    ) -> Result<Made, NoSql> {
        match self.column(fact)? {
            Some(column) => made(&column),
            None => Ok(constant(Truth::Unknown)),
        }
    }
}

fn read(text: String, column: &str) -> Piece {
    let column = column.to_owned();
    Piece::Reading { text, column }
}

fn joined(all: &[TruthId], word: &str, empty: Truth) -> Made {
    if all.is_empty() {
        return constant(empty);
    }
    let gaps = vec!["{}"; all.len()].join(&format!(" {word} "));
    let steps = all.iter().map(|id| Piece::Step(Step::Truth(*id)));
    filled(&format!("({gaps})"), steps)
}

fn constant(truth: Truth) -> Made {
    let text = match truth {
        Truth::Yes => "TRUE",
        Truth::No => "FALSE",
        Truth::Unknown => "CAST(NULL AS BOOLEAN)",
    };
    short(Piece::Text(text.to_owned()))
}

/// Years of four digits sort as text as well, and a registry holds no others.
fn within(column: &str, first: Date, last: Date) -> String {
    let (first, last) = (first.max(Days::FIRST), last.min(Days::LAST));
    let (first, last) = if first <= last {
        (first, last)
    } else {
        (Days::LAST, Days::FIRST)
    };
    let [first, last] = [first, last].map(|day| quoted(&day.to_string()));
    format!("({column} BETWEEN {first} AND {last})")
}
