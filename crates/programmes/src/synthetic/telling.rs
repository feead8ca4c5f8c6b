//! What a synthetic registry is made from, in words: it goes with every such registry.

use eligibility::fact::Facts;
use kernel::{Bilingual, Lang};

use super::{Goal, Ground, Marginal, Marginals, Shape};
use crate::words;

/// All sources and assumptions, column by column.
pub fn sources(
    marginals: &Marginals,
    facts: &Facts,
    city: &Bilingual,
    firms: u64,
    seed: u64,
    lang: Lang,
) -> String {
    let say = |key: &str, args: &[(&str, &str)]| words().say(lang, key, args);
    let (firms, seed) = (firms.to_string(), seed.to_string());
    let args = [
        ("city", city.get(lang)),
        ("firms", firms.as_str()),
        ("seed", seed.as_str()),
    ];
    let mut lines = vec![
        say("synthetic-title", &args),
        String::new(),
        say("synthetic-warning", &[]),
        say("synthetic-exact", &[]),
        String::new(),
        say("synthetic-columns", &[]),
    ];
    for column in &marginals.columns {
        lines.push(format!("- {}", title(column, facts, lang)));
        for ground in &column.grounds {
            let (key, text) = match ground {
                Ground::Source(place) => ("synthetic-from", &marginals.sources[*place].title),
                Ground::Assumption(text) => ("synthetic-assumed", text),
            };
            let number = match ground {
                Ground::Source(place) => (place + 1).to_string(),
                Ground::Assumption(_) => String::new(),
            };
            let args = [("text", text.get(lang)), ("number", number.as_str())];
            lines.push(format!("  {}", say(key, &args)));
        }
        if let Shape::Drawn {
            given: Some(given), ..
        } = &column.shape
        {
            let other = title(&marginals.columns[*given], facts, lang);
            let args = [("other", other.as_str())];
            lines.push(format!("  {}", say("synthetic-given", &args)));
        }
        if let Some(note) = &column.note {
            lines.push(format!("  {}", note.get(lang)));
        }
    }
    lines.extend([String::new(), say("synthetic-sources", &[])]);
    for (place, source) in marginals.sources.iter().enumerate() {
        let (title, area) = (source.title.get(lang), source.area.get(lang));
        let number = (place + 1).to_string();
        let args = [
            ("number", number.as_str()),
            ("title", title),
            ("area", area),
            ("year", source.year.as_str()),
        ];
        lines.push(say("synthetic-source", &args));
        let more = source.note.iter().map(|note| note.get(lang).to_owned());
        lines.extend(
            more.chain(source.url.clone())
                .map(|line| format!("    {line}")),
        );
    }
    if !marginals.notes.is_empty() {
        lines.extend([String::new(), say("synthetic-notes", &[])]);
        let notes = marginals.notes.iter().map(|note| note.get(lang));
        lines.extend(notes.map(|note| format!("- {note}")));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn title(column: &Marginal, facts: &Facts, lang: Lang) -> String {
    match column.goal {
        Goal::Fact(id) => {
            let fact = facts.get(id);
            let args = [("label", fact.label.get(lang)), ("id", fact.id.as_str())];
            words().say(lang, "synthetic-column", &args)
        }
        Goal::District => words().say(lang, "synthetic-district", &[]),
    }
}
