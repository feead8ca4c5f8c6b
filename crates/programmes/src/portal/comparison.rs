//! A comparison as a page in one file, to be kept, sent and printed. It is no page of the site: it stands alone,
//! with its look inside.

use askama::Template;

use crate::comparison::text::{Shown, change, day, heading, section_name};
use crate::comparison::{Comparison, Line, Section};

#[derive(Template)]
#[template(path = "comparison.html")]
struct ComparisonFile<'a> {
    all: &'a Comparison,
    title: String,
    old: String,
    new: String,
    blocks: Vec<Block<'a>>,
    added: Vec<String>,
    removed: Vec<String>,
}

/// A programme, or what programmes share.
struct Block<'a> {
    title: Option<String>,
    counts: Option<String>,
    sections: Vec<Group<'a>>,
}

struct Group<'a> {
    name: String,
    lines: Vec<&'a Line>,
}

/// The comparison as a whole page of HTML.
pub fn comparison_file(comparison: &Comparison, shown: Shown) -> String {
    let said = |headings: &[crate::comparison::Heading]| -> Vec<String> {
        headings
            .iter()
            .map(|one| heading(one, comparison))
            .collect()
    };
    let several = comparison.is_of_cities();
    let mut blocks: Vec<Block<'_>> = comparison
        .tables
        .iter()
        .filter(|table| shown == Shown::All || !several || table.changed() > 0)
        .map(|table| {
            let args = [
                ("changed", table.changed().to_string()),
                ("same", table.unchanged().to_string()),
            ];
            let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
            Block {
                title: several.then(|| heading(&table.new, comparison)),
                counts: Some(comparison.say("compare-counts", &args)),
                sections: groups(&table.lines, shown, comparison),
            }
        })
        .collect();
    let shared = groups(&comparison.shared, shown, comparison);
    if !shared.is_empty() {
        blocks.push(Block {
            title: Some(comparison.say("compare-shared", &[])),
            counts: None,
            sections: shared,
        });
    }
    let page = ComparisonFile {
        all: comparison,
        title: comparison.say(
            "compare-title",
            &[("on", &day(comparison.manner.on, comparison.manner.lang))],
        ),
        old: heading(&comparison.old, comparison),
        new: heading(&comparison.new, comparison),
        blocks,
        added: said(&comparison.added),
        removed: said(&comparison.removed),
    };
    page.render().expect("the template has no failing part")
}

fn groups<'a>(lines: &'a [Line], shown: Shown, all: &Comparison) -> Vec<Group<'a>> {
    let mut groups: Vec<(Section, Group<'a>)> = Vec::new();
    for line in lines {
        if shown == Shown::Changes && !line.differs() {
            continue;
        }
        match groups
            .last_mut()
            .filter(|(section, _)| *section == line.section)
        {
            Some((_, group)) => group.lines.push(line),
            None => groups.push((
                line.section,
                Group {
                    name: section_name(line.section, all),
                    lines: vec![line],
                },
            )),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

impl ComparisonFile<'_> {
    fn t(&self, key: &str) -> String {
        self.all.say(key, &[])
    }

    fn change(&self, line: &Line) -> String {
        change(line, self.all)
    }

    fn side(&self, line: &Line, side: &Option<String>) -> String {
        side.clone().unwrap_or_else(|| self.t(line.nothing()))
    }
}
