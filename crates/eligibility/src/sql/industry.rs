//! Sets of industries over one code in text: what lies in them, what does not, and what cannot be said.

use std::collections::BTreeMap;

use kernel::industry::{IndustryCode, IndustrySet, Revision};

use super::quoted;

/// The revision in which a registry's table has its codes.
pub(super) const WRITTEN_IN: Revision = Revision::Fourteenth;

/// Which codes give the same answer: this very one, or all that begin with it.
#[derive(Default)]
struct Found {
    exact: Vec<String>,
    /// By the number of digits.
    beginning: BTreeMap<usize, Vec<String>>,
}

/// Whether the code in a column lies in the set: NULL where the code is NULL, and where it is too broad to say.
pub(super) fn industry(set: &IndustrySet, column: &str) -> String {
    let mut inside = Found::default();
    let mut open = Found::default();
    let groups = (0..100).map(|group| format!("{group:02}"));
    for text in ('A'..='T').map(String::from).chain(groups) {
        sort(set, &text, &mut inside, &mut open);
    }
    let mut text = "CASE".to_owned();
    for (found, answer) in [(inside, "TRUE"), (open, "NULL")] {
        if let Some(condition) = found.condition(column) {
            text.push_str(&format!(" WHEN {condition} THEN {answer}"));
        }
    }
    text.push_str(&format!(" WHEN {column} IS NOT NULL THEN FALSE END"));
    text
}

/// Puts a code, and the longer ones that begin with it, where they belong.
fn sort(set: &IndustrySet, text: &str, inside: &mut Found, open: &mut Found) {
    let Some(answer) = answer(set, text) else {
        return;
    };
    let found = match answer {
        Some(true) => Some(&mut *inside),
        None => Some(&mut *open),
        Some(false) => None,
    };
    let is_division = text.len() == 1;
    if is_division || !differs(set, text, answer) {
        if let Some(found) = found {
            found.add(text, is_division || text.len() == 4);
        }
        return;
    }
    if let Some(found) = found {
        found.add(text, true);
    }
    for digit in 0..10 {
        sort(set, &format!("{text}{digit}"), inside, open);
    }
}

/// `None` where there is no such code.
fn answer(set: &IndustrySet, text: &str) -> Option<Option<bool>> {
    let code = IndustryCode::parse(text).ok()?;
    Some(set.contains(&code, WRITTEN_IN))
}

/// Whether some longer code gives another answer.
fn differs(set: &IndustrySet, text: &str, than: Option<bool>) -> bool {
    text.len() < 4
        && (0..10).map(|digit| format!("{text}{digit}")).any(|longer| {
            answer(set, &longer).is_some_and(|answer| answer != than) || differs(set, &longer, than)
        })
}

impl Found {
    fn add(&mut self, text: &str, exact: bool) {
        let list = match exact {
            true => &mut self.exact,
            false => self.beginning.entry(text.len()).or_default(),
        };
        list.push(quoted(text));
    }

    fn condition(&self, column: &str) -> Option<String> {
        let exact =
            (!self.exact.is_empty()).then(|| format!("{column} IN ({})", self.exact.join(", ")));
        let beginning = self.beginning.iter().map(|(length, texts)| {
            let texts = texts.join(", ");
            format!("SUBSTR({column}, 1, {length}) IN ({texts})")
        });
        let all: Vec<String> = exact.into_iter().chain(beginning).collect();
        (!all.is_empty()).then(|| all.join(" OR "))
    }
}
