//! What the page says about the words that were looked for, and what helps when nothing was found.

use platform::Frame;

use super::address;
use super::filters::FilterView;
use crate::listing::{Found, Query};

/// A step that would give results.
pub struct Remedy {
    pub label: String,
    pub address: String,
}

/// How the words were understood, and which values no filter knows.
pub fn told(frame: &Frame, found: &Found<'_>) -> Vec<String> {
    let mut told = Vec::new();
    for (name, value) in &found.unknown {
        told.push(frame.say("list-unknown", &[("name", name), ("value", value)]));
    }
    let Some(reading) = &found.reading else {
        return told;
    };
    for one in &reading.corrected {
        let said = [("typed", one.typed.as_str()), ("meant", one.meant.as_str())];
        told.push(frame.say("list-corrected", &said));
    }
    for (written, pieces) in &reading.apart {
        let pieces = listed(frame, pieces.iter().map(String::as_str));
        told.push(frame.say("list-apart", &[("text", written), ("pieces", &pieces)]));
    }
    // With no word left the empty list says it.
    if !reading.dropped.is_empty() && reading.found_any() {
        let dropped = listed(frame, reading.dropped.iter().map(String::as_str));
        let kept = listed(
            frame,
            reading.terms.iter().map(|term| term.written.as_str()),
        );
        told.push(frame.say("list-dropped", &[("dropped", &dropped), ("kept", &kept)]));
    }
    let also = reading.also();
    if !also.is_empty() && !found.hits.is_empty() {
        let also = listed(frame, also.into_iter());
        told.push(frame.say("list-also", &[("words", &also)]));
    }
    told
}

/// Every single step that would give results, most of them first.
pub fn remedies(
    frame: &Frame,
    query: &Query,
    found: &Found<'_>,
    filters: &[FilterView],
) -> Vec<Remedy> {
    if !found.hits.is_empty() {
        return Vec::new();
    }
    let mut steps: Vec<(usize, Remedy)> = Vec::new();
    let mut step = |count: usize, key: &str, what: &str, query: &Query| {
        let said = [("what", what), ("count", &count.to_string())];
        let label = frame.say(key, &said);
        let address = address(frame, query);
        steps.extend((count > 0).then_some((count, Remedy { label, address })));
    };
    if found.reading.is_some() {
        let text = &query.text;
        step(
            found.without_text,
            "list-without-text",
            text,
            &query.with_text(""),
        );
    }
    for filter in filters {
        if let Some(chosen) = filter.chosen_label(frame) {
            let query = query.without(filter.filter);
            step(filter.without, "list-without-filter", &chosen, &query);
        }
    }
    steps.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    steps.into_iter().map(|(_, remedy)| remedy).collect()
}

fn listed<'t>(frame: &Frame, words: impl Iterator<Item = &'t str>) -> String {
    let quoted: Vec<String> = words
        .map(|word| frame.say("list-quoted", &[("word", word)]))
        .collect();
    quoted.join(&frame.t("list-joint").replace('_', " "))
}
