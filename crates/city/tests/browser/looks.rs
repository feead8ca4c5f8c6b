//! Looks at every page: axe-core, the console, the width, the focus, large letters, forced colours.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::json;

use super::findings::Findings;
use super::look::{carry_axe, force_colours, look, look_at_console, run_axe};
use super::pages::{Page, pages};
use super::site::{FAULTY, site};
use super::webdriver::{Session, Visitor};

/// What is folded away is looked at too.
pub const OPEN_DETAILS: &str =
    "for (const one of document.querySelectorAll('details')) one.open = true";

pub const DESKTOP: u32 = 1280;
pub const PHONE: u32 = 360;
/// The narrowest window in which a page must do without scrolling sideways (WCAG 2.2, 1.4.10).
pub const NARROWEST: u32 = 320;

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
                carry_axe(&session);
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

#[test]
fn every_page_can_be_used_by_everyone() {
    let findings = Findings::default();
    let all: Vec<&Page> = pages().iter().collect();
    assert!(all.len() > 200, "only {} pages were found", all.len());
    let windows = thread::available_parallelism().map_or(2, usize::from);
    each_page(&all, Visitor::Plain, windows, |session, page| {
        let is_english = page.lang() == "en";
        let at = |width: u32, looks: &[&str]| look(session, page, width, looks, &findings);
        at(DESKTOP, &["structure", "width"]);
        if page.is_example {
            at(DESKTOP, &["focus", "clipping"]);
        }
        // Pages of one kind are made alike: axe-core looks at each once, at one width in one language and at the
        // other in the other, and at the example of the kind at both widths in both.
        if page.is_example || is_english {
            run_axe(session, page, DESKTOP, &findings);
        }
        session.resize(PHONE);
        session.script(OPEN_DETAILS, json!([]));
        if page.is_example || !is_english {
            run_axe(session, page, PHONE, &findings);
        }
        if page.is_example {
            at(PHONE, &["focus", "clipping", "targets"]);
        }
        session.resize(NARROWEST);
        at(NARROWEST, &["width"]);
        look_at_console(session, page, NARROWEST, &findings);
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
    let mut titles: BTreeMap<(&str, &str), &Page> = BTreeMap::new();
    // Addresses with a query show the same page, narrowed.
    for page in pages().iter().filter(|page| !page.path.contains('?')) {
        if let Some(other) = titles.insert((page.lang(), &page.title), page) {
            let why = format!("is the title of {} too", other.path);
            findings.add(page, DESKTOP, "title-unique", &page.title, &why);
        }
    }
    findings.assert_none();
}

/// A look that finds nothing proves something only if it finds what is there.
#[test]
fn the_looks_find_what_is_wrong() {
    let findings = Findings::default();
    let session = Session::new(Visitor::Plain);
    let page = Page::at(&format!("{}{FAULTY}", site()));
    session.resize(PHONE);
    carry_axe(&session);
    session.open(&page.address());
    look_at_console(&session, &page, PHONE, &findings);
    let all = ["structure", "width", "clipping", "targets", "focus"];
    look(&session, &page, PHONE, &all, &findings);
    run_axe(&session, &page, PHONE, &findings);
    force_colours(&session);
    look(&session, &page, PHONE, &["colours"], &findings);
    let report = findings.report().expect("there are faults");
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
        let told = format!(
            "
{rule}: /faulty (ja, 360 px)
"
        );
        assert!(report.contains(&told), "{rule} is not found: {report}");
    }
}
