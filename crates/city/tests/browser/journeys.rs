//! What people do on the site, told as they would tell it, by keyboard only.

use serde_json::json;

use super::keyboard::Keyboard;
use super::site::site;
use super::webdriver::{Session, Visitor};

#[test]
fn scripts_are_off_for_visitors_without_scripts() {
    let session = Session::new(Visitor::WithoutScripts);
    session.open("data:text/html,<title>off</title><script>document.title='on'</script>");
    assert_eq!(session.title(), "off");
}

#[test]
fn the_other_language_shows_the_same_page() {
    let session = Session::new(Visitor::Plain);
    let keyboard = Keyboard::of(&session);
    for path in [
        "/strategy",
        "/programmes/kz-wage-bonus-2026",
        "/programmes?kind=subsidy",
        "/finder?applicant=company&employees=12",
    ] {
        session.open(&format!("{}{path}", site()));
        keyboard.tab_to("English", |focus| {
            focus.role == "link" && focus.name == "English"
        });
        keyboard.enter();
        assert_eq!(session.address(), format!("{}/en{path}", site()));
        keyboard.tab_to("日本語", |focus| {
            focus.role == "link" && focus.name == "日本語"
        });
        keyboard.enter();
        assert_eq!(session.address(), format!("{}{path}", site()));
    }
}

#[test]
fn the_catalogue_is_searched_and_narrowed_by_keyboard() {
    for visitor in [Visitor::Plain, Visitor::WithoutScripts] {
        let session = Session::new(visitor);
        let keyboard = Keyboard::of(&session);
        session.open(&format!("{}/programmes", site()));
        let all = programmes(&session);
        keyboard.tab_to("the search", |focus| focus.role == "searchbox");
        keyboard.fill("加工");
        keyboard.enter();
        let found = programmes(&session);
        assert!(!found.is_empty() && found.len() < all.len(), "{found:#?}");
        assert!(
            session.address().contains("q="),
            "a search can be kept as a link"
        );

        session.open(&format!("{}/programmes", site()));
        narrow(&keyboard, "補助金");
        let narrowed = programmes(&session);
        assert!(
            !narrowed.is_empty() && narrowed.len() < all.len(),
            "{narrowed:#?}"
        );
        assert!(
            session.address().contains("kind=subsidy"),
            "a filter can be kept as a link"
        );
    }
}

/// Takes a filter: a link of that name, or an entry of a list that is sent.
fn narrow(keyboard: &Keyboard<'_>, to: &str) {
    let focus = keyboard.tab_to(to, |focus| {
        let is_link = focus.role == "link" && focus.name.starts_with(to);
        is_link || (focus.role == "combobox" && focus.question == "種類")
    });
    if focus.role == "combobox" {
        keyboard.pick(to, |focus| focus.value.starts_with(to));
        keyboard.tab_to("the button", |focus| focus.submits);
    }
    keyboard.enter();
}

fn programmes(session: &Session) -> Vec<String> {
    let script = "return [...document.querySelectorAll('main h3 a[href*=\"/programmes/\"]')].map((link) => link.href)";
    let links = session.script(script, json!([]));
    let links = links.as_array().expect("a list");
    links
        .iter()
        .map(|link| link.as_str().expect("an address").to_owned())
        .collect()
}

#[test]
fn results_and_programmes_can_be_printed() {
    let session = Session::new(Visitor::Plain);
    for path in [
        "/programmes/kz-wage-bonus-2026",
        "/finder?applicant=company&employees=12",
        "/programmes",
        "/strategy",
    ] {
        session.open(&format!("{}{path}", site()));
        session.devtools("Emulation.setEmulatedMedia", json!({"media": "print"}));
        let shown = |what: &str| {
            let script = "return [...document.querySelectorAll(arguments[0])].some((element) => element.checkVisibility())";
            session.script(script, json!([what])) == json!(true)
        };
        assert!(shown("h1"), "{path}: the heading is printed");
        for control in ["nav", "button"] {
            assert!(
                !shown(control),
                "{path}: a <{control}> is of no use on paper"
            );
        }
        let printed = session.command(
            "print",
            Some(&json!({"page": {"width": 21.0, "height": 29.7}})),
        );
        let printed = printed.as_str().expect("a document");
        // "%PDF-" in base64.
        assert!(printed.starts_with("JVBERi"), "{path}");
        assert!(
            printed.len() > 10_000,
            "{path}: {} letters are hardly a page",
            printed.len()
        );
    }
}
