//! What is wrong with the pages, told so that one knows where to look.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Mutex;

use serde_json::Value;

use super::pages::Page;
use super::webdriver::text;

/// One thing that is wrong.
struct Finding {
    rule: String,
    element: String,
    why: String,
    /// Page, language, width.
    place: String,
}

/// Everything that is wrong, gathered over many pages, so that one run tells all.
#[derive(Default)]
pub struct Findings(Mutex<Vec<Finding>>);

impl Findings {
    /// Adds what a look at a page has returned: a list of `{rule, element, why}`.
    pub fn add_all(&self, page: &Page, width: u32, found: &Value) {
        for one in found.as_array().expect("a look returns a list") {
            let [rule, element, why] = ["rule", "element", "why"].map(|key| text(&one[key]));
            self.add(page, width, &rule, &element, &why);
        }
    }

    pub fn add(&self, page: &Page, width: u32, rule: &str, element: &str, why: &str) {
        let finding = Finding {
            rule: rule.to_owned(),
            element: element.to_owned(),
            why: why.to_owned(),
            place: format!("{} ({}, {width} px)", page.path, page.lang()),
        };
        self.0.lock().expect("no look panics").push(finding);
    }

    /// Fails when something was found.
    pub fn assert_none(&self) {
        if let Some(report) = self.report() {
            panic!("{report}");
        }
    }

    /// What was found, by rule and element. The same element on many pages is told once.
    pub fn report(&self) -> Option<String> {
        let found = self.0.lock().expect("no look panics");
        let mut told: BTreeMap<(&str, &str), Vec<&Finding>> = BTreeMap::new();
        for one in found.iter() {
            told.entry((&one.rule, &one.element)).or_default().push(one);
        }
        if told.is_empty() {
            return None;
        }
        let mut report = format!("{} faults of {} kinds:\n", found.len(), told.len());
        for ((rule, element), places) in told {
            let Finding { place, why, .. } = places[0];
            let _ = writeln!(report, "\n{rule}: {place}\n  {element}\n  {why}");
            if places.len() > 1 {
                let others: Vec<&str> = places[1..].iter().take(4).map(|one| &*one.place).collect();
                let more = places.len() - 1;
                let _ = writeln!(report, "  and {more} times more: {}", others.join(", "));
            }
        }
        Some(report)
    }
}
