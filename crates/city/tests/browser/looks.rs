//! Looks at every page: axe-core, the console, the width, the focus, large letters, forced colours.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::json;

use super::findings::Findings;
use super::site::{FAULTY, Page, pages};
use super::webdriver::{Session, Visitor};

const DESKTOP: u32 = 1280;
const PHONE: u32 = 360;
/// The narrowest window in which a page must do without scrolling sideways (WCAG 2.2, 1.4.10).
const NARROWEST: u32 = 320;

const NO_AXE: &str = "MONOZUKURI_AXE names no file: axe-core is missing. `./test` fetches it; \
                      or set MONOZUKURI_AXE to the path of an axe.min.js";

fn axe() -> &'static str {
    static AXE: OnceLock<String> = OnceLock::new();
    AXE.get_or_init(|| {
        let path = env::var("MONOZUKURI_AXE").unwrap_or_default();
        fs::read_to_string(path).unwrap_or_else(|_| panic!("{NO_AXE}"))
    })
}

/// Opens each page in one of `windows` windows and lets `look` look at it.
fn each_page(
    pages: &[&Page],
    visitor: Visitor,
    windows: usize,
    look: impl Fn(&Session, &Page) + Sync,
) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..windows {
            scope.spawn(|| {
                let session = Session::new(visitor);
                session.devtools(
                    "Page.addScriptToEvaluateOnNewDocument",
                    json!({"source": axe()}),
                );
                while let Some(page) = pages.get(next.fetch_add(1, Ordering::Relaxed)) {
                    session.resize(DESKTOP);
                    session.open(&page.address());
                    look(&session, page);
                }
            });
        }
    });
}

fn examples() -> Vec<&'static Page> {
    pages().iter().filter(|page| page.is_example).collect()
}

fn look(session: &Session, page: &Page, width: u32, looks: &[&str], findings: &Findings) {
    let found = session.script(include_str!("look.js"), json!([width, looks]));
    findings.add_all(page, width, &found);
}

fn force_colours(session: &Session) {
    let forced = json!({"features": [{"name": "forced-colors", "value": "active"}]});
    session.devtools("Emulation.setEmulatedMedia", forced);
}

fn run_axe(session: &Session, page: &Page, width: u32, findings: &Findings) {
    let found = session.script_later(include_str!("axe.js"), json!([]));
    findings.add_all(page, width, &found);
}

fn look_at_console(session: &Session, page: &Page, findings: &Findings) {
    for line in session.console() {
        // A browser notes by itself that a page does not exist; that is what these pages say.
        let own_status = line.contains(" status of 40") && line.contains(&page.path);
        if !own_status {
            findings.add(page, DESKTOP, "console", "", &line);
        }
    }
}

#[test]
fn every_page_can_be_used_by_everyone() {
    let findings = Findings::default();
    let all: Vec<&Page> = pages().iter().collect();
    assert!(all.len() > 200, "only {} pages were found", all.len());
    each_page(&all, Visitor::Plain, 2, |session, page| {
        look_at_console(session, page, &findings);
        let is_english = page.lang() == "en";
        look(session, page, DESKTOP, &["structure", "width"], &findings);
        if page.is_example || is_english {
            run_axe(session, page, DESKTOP, &findings);
        }
        if page.is_example {
            look(session, page, DESKTOP, &["focus", "clipping"], &findings);
        }
        session.resize(PHONE);
        if page.is_example || !is_english {
            run_axe(session, page, PHONE, &findings);
        }
        if page.is_example {
            look(
                session,
                page,
                PHONE,
                &["focus", "clipping", "targets"],
                &findings,
            );
        }
        session.resize(NARROWEST);
        look(session, page, NARROWEST, &["width"], &findings);
        look_at_console(session, page, &findings);
    });
    findings.assert_none();
}

#[test]
fn every_kind_of_page_can_be_read_in_letters_twice_as_large() {
    let findings = Findings::default();
    each_page(&examples(), Visitor::LargeText, 1, |session, page| {
        for width in [DESKTOP, DESKTOP / 2] {
            session.resize(width);
            look(session, page, width, &["width", "clipping"], &findings);
        }
    });
    findings.assert_none();
}

#[test]
fn every_kind_of_page_can_be_read_in_the_readers_own_colours() {
    let findings = Findings::default();
    each_page(&examples(), Visitor::Plain, 1, |session, page| {
        force_colours(session);
        look(session, page, DESKTOP, &["colours", "focus"], &findings);
    });
    findings.assert_none();
}

#[test]
fn every_page_has_a_title_of_its_own() {
    let findings = Findings::default();
    let session = Session::new(Visitor::Plain);
    let mut titles: BTreeMap<String, &Page> = BTreeMap::new();
    // Addresses with a query show the same page, narrowed.
    for page in pages().iter().filter(|page| !page.path.contains('?')) {
        session.open(&page.address());
        let title = session.title();
        if let Some(other) = titles.insert(format!("{} {title}", page.lang()), page) {
            findings.add(page, DESKTOP, "title-unique", &title, &other.path);
        }
    }
    findings.assert_none();
}

/// A look that finds nothing proves something only if it finds what is there.
#[test]
fn the_looks_find_what_is_wrong() {
    let findings = Findings::default();
    let session = Session::new(Visitor::Plain);
    let page = Page {
        path: FAULTY.to_owned(),
        kind: FAULTY.to_owned(),
        is_example: true,
    };
    session.resize(PHONE);
    session.open(&page.address());
    session.script(axe(), json!([]));
    look_at_console(&session, &page, &findings);
    let all = ["structure", "width", "clipping", "targets", "focus"];
    look(&session, &page, PHONE, &all, &findings);
    run_axe(&session, &page, PHONE, &findings);
    force_colours(&session);
    look(&session, &page, PHONE, &["colours"], &findings);
    let rules = findings.rules();
    for rule in [
        "axe document-title",
        "axe image-alt",
        "axe label",
        "clipped",
        "console",
        "focus-not-obscured",
        "focus-visible",
        "forced-colours",
        "language",
        "one-h1",
        "sideways",
        "target-size",
        "third-party",
        "title",
        "words",
    ] {
        assert!(rules.contains(rule), "{rule} is not found, only {rules:?}");
    }
}
