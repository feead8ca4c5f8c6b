//! Results that come while answers are given, the way back, a network that fails, and what is refused.

use serde_json::json;

use super::findings::Findings;
use super::keyboard::{ENTER, Keyboard};
use super::look::{carry_axe, look, look_at_console, run_axe};
use super::pages::Page;
use super::site::site;
use super::webdriver::{Session, Visitor, text};

const DESKTOP: u32 = 1280;
const PHONE: u32 = 360;

/// What would be gone after another page was loaded.
const MARK: &str = "window.stays = true";

fn stays(session: &Session) -> bool {
    session.script("return window.stays === true", json!([])) == json!(true)
}

fn said(session: &Session, selector: &str) -> String {
    let script = "return document.querySelector(arguments[0])?.innerText ?? ''";
    text(&session.script(script, json!([selector])))
}

/// The id of what has the focus, and what is written in it.
fn field(session: &Session) -> String {
    let script = "return `${document.activeElement.id}=${document.activeElement.value}`";
    text(&session.script(script, json!([])))
}

fn at_employees(session: &Session) -> Keyboard<'_> {
    session.resize(DESKTOP);
    session.open(&format!("{}/finder?applicant=company", site()));
    session.script(MARK, json!([]));
    let keyboard = Keyboard::of(session);
    keyboard.tab_to("the number of people", |_| {
        field(session).starts_with("q-employees=")
    });
    keyboard
}

#[test]
fn results_change_while_answers_are_written() {
    let session = Session::new(Visitor::Plain);
    let keyboard = at_employees(&session);
    let before = said(&session, "#finder-status");
    keyboard.write("12");
    session.wait_until("the address with the answer", || {
        session.address().contains("employees=12")
    });
    assert_eq!(
        field(&session),
        "q-employees=12",
        "the writer stays where they were"
    );
    let counts = said(&session, ".finder-counts");
    let status = session.script(
        "const status = document.getElementById('finder-status');
         return status.getAttribute('role') === 'status' ? status.textContent : ''",
        json!([]),
    );
    assert_ne!(text(&status), before, "what changed is told");
    assert_eq!(text(&status), counts, "what is told is what is shown");
    keyboard.write("0");
    session.wait_until("the next answer", || {
        session.address().contains("employees=120")
    });
    assert_eq!(
        field(&session),
        "q-employees=120",
        "writing goes on where it was"
    );
    assert!(stays(&session), "no other page was loaded");
}

#[test]
fn who_moves_on_from_an_answer_keeps_the_place() {
    let session = Session::new(Visitor::Plain);
    let keyboard = at_employees(&session);
    let place = || {
        text(&session.script(
            "const one = document.activeElement; return one.tagName + one.textContent",
            json!([]),
        ))
    };
    // The day is the last field; the button that sends the form comes after it.
    keyboard.tab_to("the day", |_| field(&session).starts_with("q-on="));
    keyboard.write("2026-11-20");
    keyboard.tab();
    let before = place();
    assert!(before.starts_with("BUTTON"), "{before}");
    session.wait_until("the results of that day", || {
        session.address().contains("on=2026-11-20")
    });
    assert_eq!(place(), before, "the focus stays on the button");
}

#[test]
fn the_button_does_the_same_when_the_network_fails() {
    let session = Session::new(Visitor::Plain);
    let keyboard = at_employees(&session);
    let network = |is_off: bool| {
        let how = json!({"offline": is_off, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
        session.devtools("Network.enable", json!({}));
        session.devtools("Network.emulateNetworkConditions", how);
    };
    network(true);
    keyboard.write("12");
    // The browser notes the failed request in its console.
    session.wait_until("the failed request", || {
        let console = session.console();
        console
            .iter()
            .any(|line| line.contains("ERR_INTERNET_DISCONNECTED"))
    });
    assert!(!session.address().contains("employees"));
    assert_eq!(
        field(&session),
        "q-employees=12",
        "what was written is not lost"
    );
    network(false);
    keyboard.enter();
    assert!(session.address().contains("employees=12"));
    assert!(!stays(&session), "the button loads the page");
}

#[test]
fn the_way_back_leads_through_the_questions() {
    let session = Session::new(Visitor::Plain);
    session.resize(PHONE);
    session.open(&format!("{}/finder", site()));
    session.script(MARK, json!([]));
    let keyboard = Keyboard::of(&session);
    let question = || said(&session, "#step-heading");
    let mut passed = Vec::new();
    for _ in 0..3 {
        passed.push((session.address(), question()));
        keyboard.tab_to("an answer", |focus| focus.role == "button" && focus.submits);
        keyboard.enter();
        let focus = session.script("return document.activeElement.id", json!([]));
        assert_eq!(focus, json!("step-heading"), "the new question is read");
    }
    assert_ne!(passed[0].1, passed[1].1, "another question is asked");
    for (address, asked) in passed.into_iter().rev() {
        session.follow("the way back", || {
            session.command("back", Some(&json!({})));
        });
        // The address comes back first, then the page that belongs to it.
        session.wait_until("the page before", || {
            session.address() == address && question() == asked
        });
    }
    assert!(stays(&session), "no other page was loaded");
}

#[test]
fn refusals_are_pages_that_can_be_used() {
    let findings = Findings::default();
    let session = Session::new(Visitor::Plain);
    carry_axe(&session);
    let look_at = |word: &str| {
        for width in [DESKTOP, PHONE] {
            session.resize(width);
            let page = Page::at(&session.address());
            let looks = ["structure", "width", "focus", "clipping"];
            look(&session, &page, width, &looks, &findings);
            run_axe(&session, &page, width, &findings);
            look_at_console(&session, &page, width, &findings);
        }
        assert_ne!(said(&session, "h1"), "", "{word}");
    };
    for root in ["", "/en"] {
        let start = format!("{}{root}/finder/start", site());
        let send = |field: &str, script: &str| {
            session.open(&start);
            session.script(script, json!([]));
            let keyboard = Keyboard::of(&session);
            let script =
                "document.getElementById(arguments[0]).form.querySelector('button').focus()";
            session.script(script, json!([field]));
            session.follow(field, || keyboard.press(ENTER));
            look_at(field);
        };
        send("number", "document.getElementById('number').value = '12'");
        assert_ne!(said(&session, "#number-error"), "", "what is wrong is told");
        send("text", "document.getElementById('text').value = 'a: ['");
        assert_ne!(
            said(&session, ".error-summary"),
            "",
            "what is wrong is told"
        );
        send(
            "text",
            "document.getElementById('text').value = 'a'.repeat(300000)",
        );
        // A form is sent to a page that takes none.
        session.open(&format!("{}{root}/programmes", site()));
        session.follow("a form", || {
            session.script(
                "const form = document.createElement('form');
                 form.method = 'post';
                 document.body.append(form);
                 form.submit()",
                json!([]),
            );
        });
        look_at("a refused form");
    }
    findings.assert_none();
}
