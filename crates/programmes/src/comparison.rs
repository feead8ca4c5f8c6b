//! What differs between two versions of a programme, or between two whole cities (新旧対照表): the rules as
//! `eligibility` compares them, and beside them the window, the papers and the other texts.

mod cities;
mod json;
pub(crate) mod text;
mod texts;

use eligibility::comparison::{Case, Change, Part, Row, Side, compare, definitions};
use kernel::{Bilingual, Date, FiscalYear, Lang};

use crate::catalogue::Catalogue;
use crate::programme::Programme;

pub use cities::compare_cities;
pub use json::to_json;
pub use text::{Shown, to_text};

/// A programme as it holds on a day, in the catalogue in which it was read.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    pub catalogue: &'a Catalogue,
    pub programme: &'a Programme,
    pub day: Date,
}

/// How it is compared and said.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// The day for which times that pass are reckoned, on both sides.
    pub on: Date,
    pub lang: Lang,
}

/// Everything that differs, with what does not.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub manner: Manner,
    pub old: Heading,
    pub new: Heading,
    /// One for each programme that both sides have.
    pub tables: Vec<Table>,
    /// What programmes share: definitions, and facts that are asked in another way.
    pub shared: Vec<Line>,
    /// Programmes of one side alone.
    pub added: Vec<Heading>,
    pub removed: Vec<Heading>,
}

/// What stands at the head of a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub id: String,
    pub name: String,
    /// The time of which the source speaks.
    pub as_of: Option<String>,
    /// The day by which an edition was chosen.
    pub day: Date,
}

/// A programme that both sides have.
#[derive(Clone, Debug)]
pub struct Table {
    pub old: Heading,
    pub new: Heading,
    /// In the order of the sections; unchanged ones too.
    pub lines: Vec<Line>,
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub section: Section,
    pub id: String,
    pub label: String,
    pub old: Option<String>,
    pub new: Option<String>,
    pub change: Change,
    pub cases: Vec<Case>,
    pub meaning: Vec<String>,
}

/// Where a line stands, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    General,
    Of(Part),
    Window,
    Texts,
    /// Definitions and facts come after the rest.
    Shared(Part),
}

impl Section {
    pub fn word(self) -> &'static str {
        match self {
            Section::General => "general",
            Section::Window => "window",
            Section::Texts => "texts",
            Section::Of(part) | Section::Shared(part) => part.word(),
        }
    }
}

impl From<Row> for Line {
    fn from(row: Row) -> Line {
        let section = match row.part {
            Part::Definitions | Part::Facts => Section::Shared(row.part),
            part => Section::Of(part),
        };
        Line {
            section,
            id: row.id,
            label: row.label,
            old: row.old,
            new: row.new,
            change: row.change,
            cases: row.cases,
            meaning: row.meaning,
        }
    }
}

impl Line {
    /// The message that stands where a side has nothing of the kind.
    pub(crate) fn nothing(&self) -> &'static str {
        match self.section {
            Section::Of(Part::Amount) => "compare-none-limit",
            Section::General | Section::Window | Section::Texts => "compare-none-text",
            Section::Of(_) | Section::Shared(_) => "compare-none",
        }
    }

    pub fn differs(&self) -> bool {
        self.change != Change::Same
    }
}

impl Table {
    pub fn unchanged(&self) -> usize {
        self.lines.iter().filter(|line| !line.differs()).count()
    }

    pub fn changed(&self) -> usize {
        self.lines.len() - self.unchanged()
    }
}

impl Comparison {
    /// Whether nothing at all differs.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.tables.iter().all(|table| table.changed() == 0)
            && !self.shared.iter().any(Line::differs)
    }

    /// The tables in which something differs.
    pub fn changed(&self) -> impl Iterator<Item = &Table> {
        self.tables.iter().filter(|table| table.changed() > 0)
    }

    /// Whether it is about whole cities, not about one programme.
    pub fn is_of_cities(&self) -> bool {
        match self.tables.as_slice() {
            [only] => only.old != self.old,
            _ => true,
        }
    }

    /// How many programmes changed, stayed, came and went.
    pub fn counts(&self) -> String {
        let changed = self.changed().count();
        let args = [
            ("changed", changed.to_string()),
            ("same", (self.tables.len() - changed).to_string()),
            ("added", self.added.len().to_string()),
            ("removed", self.removed.len().to_string()),
        ];
        let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
        self.say("compare-programmes", &args)
    }

    pub(crate) fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        crate::words().say(self.manner.lang, key, args)
    }
}

impl<'a> Version<'a> {
    fn side(&self) -> Side<'a> {
        Side {
            facts: &self.catalogue.facts,
            programmes: &self.catalogue.names,
            edition: self.programme.rules.on(self.day),
            day: self.day,
        }
    }

    fn heading(&self, lang: Lang) -> Heading {
        let text = |text: &Bilingual| text.get(lang).to_owned();
        Heading {
            id: self.programme.id.clone(),
            name: text(&self.programme.name),
            as_of: Some(year_in_full(text(&self.programme.as_of), lang)),
            day: self.day,
        }
    }
}

/// A bare fiscal year is said in full.
fn year_in_full(as_of: String, lang: Lang) -> String {
    let year = as_of.strip_prefix("FY").and_then(|year| year.parse().ok());
    match (year.and_then(FiscalYear::new), lang) {
        (Some(year), Lang::Ja) => year.ja(),
        (Some(_), Lang::En) | (None, _) => as_of,
    }
}

/// Compares two versions of a programme, or two programmes.
pub fn compare_programmes(old: Version<'_>, new: Version<'_>, manner: Manner) -> Comparison {
    let mut table = table(old, new, manner);
    let shared = definitions(&[old.side()], &[new.side()], manner.on, manner.lang);
    table.lines.extend(shared.into_iter().map(Line::from));
    table.lines.sort_by_key(|line| line.section);
    Comparison {
        manner,
        old: table.old.clone(),
        new: table.new.clone(),
        tables: vec![table],
        shared: Vec::new(),
        added: Vec::new(),
        removed: Vec::new(),
    }
}

/// The table of a programme without the definitions, which several may share.
fn table(old: Version<'_>, new: Version<'_>, manner: Manner) -> Table {
    let mut lines = texts::lines(old.programme, new.programme, manner.lang);
    let rows = compare(&old.side(), &new.side(), manner.on, manner.lang);
    lines.extend(rows.into_iter().map(Line::from));
    lines.sort_by_key(|line| line.section);
    Table {
        old: old.heading(manner.lang),
        new: new.heading(manner.lang),
        lines,
    }
}
