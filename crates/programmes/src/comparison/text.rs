//! The comparison for people at a command line.

use std::fmt::Write;

use kernel::{Date, Lang, wareki};

use super::{Comparison, Heading, Line, Section, Table};

/// Which lines are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Changes,
    All,
}

/// The comparison as text.
pub fn to_text(comparison: &Comparison, shown: Shown) -> String {
    let lang = comparison.manner.lang;
    let mut text = String::new();
    let mut line = |said: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{said}");
    };
    let on = day(comparison.manner.on, lang);
    line(comparison.say("compare-title", &[("on", &on)]));
    line(comparison.say(
        "compare-old",
        &[("name", &heading(&comparison.old, comparison))],
    ));
    line(comparison.say(
        "compare-new",
        &[("name", &heading(&comparison.new, comparison))],
    ));
    if comparison.is_empty() {
        line(comparison.say("compare-nothing", &[]));
    }
    let several = comparison.is_of_cities();
    if several {
        line(comparison.counts());
    }
    for (key, headings) in [
        ("compare-added", &comparison.added),
        ("compare-removed", &comparison.removed),
    ] {
        for one in headings {
            line(comparison.say(key, &[("name", &heading(one, comparison))]));
        }
    }
    for table in &comparison.tables {
        if shown == Shown::All || table.changed() > 0 || !several {
            self::table(table, several, shown, comparison, &mut text);
        }
    }
    if !comparison.shared.is_empty() {
        let _ = writeln!(text, "\n{}", comparison.say("compare-shared", &[]));
        let lines: Vec<&Line> = comparison.shared.iter().collect();
        sections(&lines, shown, comparison, &mut text);
    }
    let _ = writeln!(text, "\n{}", comparison.say("compare-legend", &[]));
    text
}

fn table(table: &Table, several: bool, shown: Shown, all: &Comparison, text: &mut String) {
    if several {
        let _ = writeln!(
            text,
            "\n{}",
            all.say("compare-programme", &[("name", &heading(&table.new, all))])
        );
    }
    let args = [
        ("changed", table.changed().to_string()),
        ("same", table.unchanged().to_string()),
    ];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    let _ = writeln!(text, "{}", all.say("compare-counts", &args));
    let lines: Vec<&Line> = table.lines.iter().collect();
    sections(&lines, shown, all, text);
}

fn sections(lines: &[&Line], shown: Shown, all: &Comparison, text: &mut String) {
    let mut section: Option<Section> = None;
    for line in lines {
        if shown == Shown::Changes && !line.differs() {
            continue;
        }
        if section != Some(line.section) {
            section = Some(line.section);
            let _ = writeln!(text, "\n■ {}", section_name(line.section, all));
        }
        let change = change(line, all);
        let _ = writeln!(text, "  {}［{change}］", line.label);
        let nothing = all.say(line.nothing(), &[]);
        for (key, side) in [("compare-was", &line.old), ("compare-now", &line.new)] {
            let side = side.as_ref().unwrap_or(&nothing);
            let _ = writeln!(text, "    {}{side}", all.say(key, &[]).replace('_', " "));
        }
        for meaning in &line.meaning {
            let _ = writeln!(
                text,
                "    {}{meaning}",
                all.say("compare-means", &[]).replace('_', " ")
            );
        }
    }
}

pub(crate) fn section_name(section: Section, all: &Comparison) -> String {
    all.say(&format!("compare-section-{}", section.word()), &[])
}

pub(crate) fn change(line: &Line, all: &Comparison) -> String {
    all.say(&format!("compare-change-{}", line.change.word()), &[])
}

/// Name, id and the time of which the source speaks.
pub(crate) fn heading(heading: &Heading, all: &Comparison) -> String {
    let day = day(heading.day, all.manner.lang);
    let args = [
        ("name", heading.name.as_str()),
        ("id", &heading.id),
        ("day", &day),
        ("as_of", heading.as_of.as_deref().unwrap_or_default()),
    ];
    let key = match &heading.as_of {
        Some(_) => "compare-heading",
        None => "compare-heading-plain",
    };
    all.say(key, &args)
}

pub(crate) fn day(day: Date, lang: Lang) -> String {
    match lang {
        Lang::Ja => wareki::date_ja(day),
        Lang::En => wareki::date_en(day),
    }
}
