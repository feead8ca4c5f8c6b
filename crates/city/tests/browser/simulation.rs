//! A policy maker tries out another cap, by keyboard only, with and without scripts.

use serde_json::json;

use super::findings::Findings;
use super::keyboard::{Keyboard, SPACE};
use super::look::{carry_axe, look, look_at_console, run_axe};
use super::pages::Page;
use super::site::site;
use super::webdriver::{Session, Visitor, text};

const TRAINING: &str = "/programmes/kz-reskill-training";

fn said(session: &Session, selector: &str) -> String {
    let script = "return document.querySelector(arguments[0])?.innerText ?? ''";
    text(&session.script(script, json!([selector])))
}

/// From the programme's page to its numbers, and into the field of the cap.
fn at_the_cap(session: &Session) -> Keyboard<'_> {
    session.resize(1280);
    session.open(&format!("{}/en{TRAINING}", site()));
    let keyboard = Keyboard::of(session);
    keyboard.tab_to("the way to the numbers", |focus| {
        focus.role == "link" && focus.name.starts_with("Move its numbers")
    });
    keyboard.enter();
    keyboard.tab_to("the cap", |focus| {
        focus.role == "textbox" && focus.name == "Cap"
    });
    keyboard
}

#[test]
fn the_result_changes_while_a_number_is_written() {
    let session = Session::new(Visitor::Plain);
    let keyboard = at_the_cap(&session);
    session.script("window.stays = true", json!([]));
    keyboard.write("200000");
    session.wait_until("the variant in the address", || {
        session.address().contains("amount.cap=200000")
    });
    session.wait_until("what was moved", || {
        said(&session, "#result").contains("100,000 yen → 200,000 yen")
    });
    let focus = keyboard.focus().expect("the focus");
    assert_eq!(
        (focus.name.as_str(), focus.value.as_str()),
        ("Cap", "200000")
    );
    let status = session.script(
        "return document.getElementById('live-status').textContent",
        json!([]),
    );
    assert_eq!(text(&status), said(&session, ".live-counts"));
    let stays = session.script("return window.stays === true", json!([]));
    assert_eq!(stays, json!(true), "no other page was loaded");
    let link = session.script("return document.getElementById('link').value", json!([]));
    let address = session.address();
    let address = address.split('#').next().unwrap_or_default();
    assert!(text(&link).contains("amount.cap=200000") && address.contains(TRAINING));
    // The link leads others to the same variant.
    session.open(&text(&link));
    assert!(said(&session, "#result").contains("100,000 yen → 200,000 yen"));
}

#[test]
fn the_button_does_the_same_without_scripts() {
    let session = Session::new(Visitor::WithoutScripts);
    let keyboard = at_the_cap(&session);
    keyboard.write("200000");
    keyboard.tab_to("the assumptions", |focus| {
        focus.name.starts_with("Assume what is not known")
    });
    keyboard.press(SPACE);
    keyboard.tab_to("the cost of the training", |focus| {
        focus.role == "textbox" && focus.name.contains("eligible cost")
    });
    keyboard.write("400000");
    keyboard.tab_to("the button", |focus| focus.submits);
    keyboard.enter();
    let result = said(&session, "#result");
    assert!(result.contains("100,000 yen → 200,000 yen"), "{result}");
    assert!(result.contains("Assumed by you") && result.contains("400,000 yen"));
}

#[test]
fn variants_and_mistakes_are_pages_that_everyone_can_use() {
    let findings = Findings::default();
    let session = Session::new(Visitor::Plain);
    carry_axe(&session);
    let addresses = [
        "/simulation".to_owned(),
        format!("{TRAINING}/simulation"),
        format!(
            "{TRAINING}/simulation?amount.cap=200000&assume.reskill_training_cost=400000&by=industry"
        ),
        format!("{TRAINING}/simulation?amount.cap=many&amount.rate.1=3"),
    ];
    for path in addresses {
        for root in ["", "/en"] {
            for width in [1280, 320] {
                session.resize(width);
                session.open(&format!("{}{root}{path}", site()));
                let page = Page::at(&session.address());
                let looks = ["structure", "width", "focus", "clipping"];
                look(&session, &page, width, &looks, &findings);
                run_axe(&session, &page, width, &findings);
                look_at_console(&session, &page, width, &findings);
            }
        }
    }
    findings.assert_none();
}
