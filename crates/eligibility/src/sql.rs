//! Settled rules as SQL text over a table of applicants, for SQLite and PostgreSQL. NULL is the third value. Pure text:
//! no database is asked here, and which one will run it is known only where the two differ ([`Dialect`]).
//!
//! What a database cannot know of an applicant (lists, support awarded earlier, the days of certificates) has no form
//! here and is refused by name before anything runs: see [`NoSql`].

mod coded;
mod industry;
mod layers;
mod rows;
mod steps;
mod table;

use kernel::{Lang, Words};

use crate::fact::{FactId, Facts};
use crate::settled::{Settled, Step};

pub use rows::{Misplaced, Rows, Writing};
pub use table::{HIGH, TABLE, table};

use layers::Layers;

/// Where the text will run. Everything but the fence between two layers is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

/// A construct that has no form as SQL, and the fact that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSql {
    pub construct: Construct,
    pub fact: FactId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Construct {
    /// What is asked about the records of a list.
    List,
    /// What was awarded earlier.
    Awards,
    /// A certificate on another day than the one that is asked about.
    CertificateOnDay,
    /// A fact whose name is taken by another column, or longer than a database takes.
    Name,
}

impl NoSql {
    /// Which construct of which fact it is, as a sentence.
    pub fn sentence(&self, words: &Words, facts: &Facts, lang: Lang) -> String {
        let key = match self.construct {
            Construct::List => "sql-no-list",
            Construct::Awards => "sql-no-awards",
            Construct::CertificateOnDay => "sql-no-certificate-day",
            Construct::Name => "sql-no-name",
        };
        let fact = facts.get(self.fact);
        let label = fact.label.get(lang);
        words.say(lang, key, &[("fact", &fact.id), ("label", label)])
    }
}

/// One row for each applicant of the table: `id`; `verdict` in a word; `low` and `high` in yen, both NULL where there is
/// no amount; `high` alone is NULL where nothing known limits it, which `amount_given` tells apart.
pub fn statement(
    settled: &Settled,
    programme: usize,
    facts: &Facts,
    dialect: Dialect,
) -> Result<String, NoSql> {
    let ready = settled.programmes[programme];
    let verdict = Step::Truth(ready.verdict);
    let mut roots = vec![verdict];
    if let Some(money) = ready.money {
        roots.push(Step::Truth(money.given));
        roots.extend([money.low, money.high].map(Step::Whole));
    }
    let layers = Layers::of(settled, facts, &roots)?;
    let verdict = layers.root(verdict);
    let (given, low, high) = match ready.money {
        None => ("FALSE".to_owned(), nothing(), nothing()),
        Some(money) => {
            let given = layers.root(Step::Truth(money.given));
            let given = format!("({given} AND COALESCE({verdict}, TRUE))");
            let where_given = |end| {
                let end = layers.root(Step::Whole(end));
                format!("CASE WHEN {given} THEN CAST({end} AS BIGINT) END")
            };
            let (low, high) = (where_given(money.low), where_given(money.high));
            (given, low, high)
        }
    };
    let (with, from) = layers.text(dialect);
    Ok(format!(
        "{with}SELECT \"id\",\n       \
         CASE WHEN {verdict} THEN 'eligible' WHEN NOT {verdict} THEN 'ineligible' ELSE 'undecided' END AS \"verdict\",\n       \
         {low} AS \"low\",\n       \
         {high} AS \"high\",\n       \
         {given} AS \"amount_given\"\n  FROM {from}"
    ))
}

/// How many applicants there are of each verdict, how many amounts are given and have a limit, and the sums of both ends.
pub fn counts(statement: &str) -> String {
    format!(
        "SELECT \"verdict\", COUNT(*) AS \"applicants\", COUNT(\"low\") AS \"given\", COUNT(\"high\") AS \"limited\",\n       \
         SUM(\"low\") AS \"low\", SUM(\"high\") AS \"high\"\n  FROM (\n{statement}\n) AS answered\n GROUP BY \"verdict\""
    )
}

fn nothing() -> String {
    "CAST(NULL AS BIGINT)".to_owned()
}

impl Dialect {
    /// What keeps a database from writing one layer into the next and computing it again for each use, while rows still
    /// pass one by one. PostgreSQL takes a LIMIT for a reason not to use several processors; SQLite has no OFFSET alone.
    fn fence(self) -> &'static str {
        match self {
            Dialect::Sqlite => "LIMIT -1 OFFSET 0",
            Dialect::Postgres => "OFFSET '0'",
        }
    }
}

/// A text as SQL, whatever stands in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A whole number as SQL. SQLite takes the smallest one for a floating-point number unless it is computed.
fn literal(number: i64) -> String {
    match number {
        i64::MIN => "(-9223372036854775807 - 1)".to_owned(),
        number if number < 0 => format!("({number})"),
        number => number.to_string(),
    }
}
