//! The finder from the first page to the results, by keyboard only: a maker of machines looks for support.

use city::folder::built_in;
use city::load::{Examples, load};
use kernel::Lang;
use serde_json::json;

use super::findings::Findings;
use super::keyboard::{Focus, Keyboard, SPACE};
use super::look::{carry_axe, look, look_at_console, run_axe};
use super::pages::Page;
use super::site::site;
use super::webdriver::{Session, Visitor};

/// An answer in the finder: what is written or picked, by the identifiers of the content.
enum Answer {
    Write(&'static str),
    Pick(&'static [&'static str]),
    No,
}

/// 加賀精機, a maker of machines with its office and its works in the city.
const MAKER: [(&str, Answer); 7] = [
    ("applicant", Answer::Pick(&["company"])),
    ("industry", Answer::Write("2441")),
    (
        "place_in_city",
        Answer::Pick(&["head_office", "production_site"]),
    ),
    ("in_city_since", Answer::Write("2001-04-01")),
    ("employees", Answer::Write("12")),
    ("capital", Answer::Write("10000000")),
    ("tax_arrears", Answer::No),
];

/// What is written in, ticked or chosen from.
const FIELDS: [&str; 7] = [
    "textbox",
    "searchbox",
    "spinbutton",
    "checkbox",
    "radio",
    "combobox",
    "listbox",
];

/// After so many pages a person wants to see what was found.
const PATIENCE: usize = 16;

/// What every visitor is asked within that time.
const ASKED_FIRST: [&str; 3] = ["applicant", "industry", "employees"];

/// A question as it stands on the page, and its answer as it does.
struct Told {
    question: String,
    write: Option<&'static str>,
    picks: Vec<String>,
}

/// The answers in the words of the page, from the content, so that a changed wording changes nothing here.
fn told(lang: Lang, asked: &[&str]) -> Vec<Told> {
    let city = load(built_in(), Examples::Skip).expect("the built-in city is in order");
    let given = MAKER.iter().filter(|(id, _)| asked.contains(id));
    given
        .map(|(id, answer)| {
            let facts = &city.catalogue.facts;
            let fact = facts.find(id).unwrap_or_else(|| panic!("{id} is a fact"));
            let fact = facts.get(fact);
            let question = fact.question.as_ref().unwrap_or(&fact.label).get(lang);
            let label = |pick: &&str| {
                let choice = fact.choices().iter().find(|choice| choice.id == **pick);
                choice
                    .expect("the choice exists")
                    .label
                    .get(lang)
                    .to_owned()
            };
            let (write, picks) = match answer {
                Answer::Write(words) => (Some(*words), Vec::new()),
                Answer::Pick(picks) => (None, picks.iter().map(label).collect()),
                Answer::No => (None, vec![said(lang, "いいえ", "No")]),
            };
            Told {
                question: question.to_owned(),
                write,
                picks,
            }
        })
        .collect()
}

fn said(lang: Lang, ja: &str, en: &str) -> String {
    match lang {
        Lang::Ja => ja.to_owned(),
        Lang::En => en.to_owned(),
    }
}

fn root(lang: Lang) -> String {
    match lang {
        Lang::Ja => site().to_owned(),
        Lang::En => format!("{}/en", site()),
    }
}

/// Gives the answer to the control that has the focus. Tells whether the question is answered with that: each box of
/// several is a control of its own.
fn give(keyboard: &Keyboard<'_>, focus: &Focus, answer: &mut Told) -> bool {
    match focus.role.as_str() {
        "checkbox" => {
            if answer.picks.contains(&focus.name) && focus.value != "true" {
                keyboard.press(SPACE);
            }
            answer.picks.retain(|pick| *pick != focus.name);
            answer.picks.is_empty()
        }
        "radio" => {
            keyboard.pick(&answer.picks[0], |focus| focus.name == answer.picks[0]);
            true
        }
        "combobox" | "listbox" if answer.write.is_none() => {
            keyboard.pick(&answer.picks[0], |focus| focus.value == answer.picks[0]);
            true
        }
        _ => {
            let write = answer.write;
            keyboard.fill(write.unwrap_or_else(|| panic!("{focus:?} is written in")));
            true
        }
    }
}

/// Answers what is asked, page after page, until every answer is sent, nothing more is asked, or it takes too long; then looks at
/// the result sheet. Whether the finder asks everything at once or one question at a time, by fields or by buttons, is
/// the same to the visitor. Returns the address of the finder before the sheet.
fn answer_everything(
    session: &Session,
    lang: Lang,
    mut waiting: Vec<Told>,
    look_at: impl Fn(),
) -> String {
    let keyboard = Keyboard::of(session);
    for _ in 0..PATIENCE {
        look_at();
        if waiting.is_empty() || !answer_page(&keyboard, lang, &mut waiting) {
            break;
        }
        keyboard.enter();
    }
    let answered = session.address();
    assert_understood(session);
    let sheet = programmes::words().say(lang, "finder-to-sheet", &[]);
    keyboard.tab_to(&sheet, |focus| focus.role == "link" && focus.name == sheet);
    keyboard.enter();
    answered
}

fn assert_understood(session: &Session) {
    let errors = session.script(
        "return document.querySelectorAll('[aria-invalid=true]').length",
        json!([]),
    );
    assert_eq!(errors, json!(0), "every answer is understood");
}

/// Answers what the page asks and moves on to what leads further. Tells whether there is such a thing.
fn answer_page(keyboard: &Keyboard<'_>, lang: Lang, waiting: &mut Vec<Told>) -> bool {
    let skips = ["finder-step-skip", "finder-wish-skip"];
    let skips = skips.map(|key| programmes::words().say(lang, key, &[]));
    let mut has_answered = false;
    while let Some(focus) = keyboard.tab() {
        let asked = |told: &Told| focus.question.contains(&told.question);
        match waiting.iter().position(asked) {
            // An answer that is a button leads further by itself.
            Some(at) if focus.role == "button" && waiting[at].picks.contains(&focus.name) => {
                waiting.remove(at);
                return true;
            }
            // The heading of a step and what opens a range are no answers.
            Some(_) if !FIELDS.contains(&focus.role.as_str()) => {}
            Some(at) => {
                let is_answered = give(keyboard, &focus, &mut waiting[at]);
                has_answered = true;
                if is_answered {
                    waiting.remove(at);
                }
            }
            None if focus.submits && has_answered => return true,
            None if skips.contains(&focus.name) => return true,
            None => {}
        }
    }
    assert!(!has_answered, "answers can be given, but not sent");
    false
}

/// The programmes on the page of results, by group: what a visitor takes away.
fn results(session: &Session) -> Vec<String> {
    let links = session.script(
        "return [...document.querySelectorAll('main a[href*=\"/programmes/\"]')].map((link) =>
           `${link.closest('section')?.getAttribute('aria-labelledby')} ${new URL(link.href).pathname}`)",
        json!([]),
    );
    let links = links.as_array().expect("a list");
    links
        .iter()
        .map(|link| link.as_str().expect("an address").to_owned())
        .collect()
}

/// What a visitor takes home.
struct Found {
    programmes: Vec<String>,
    /// The questions that were answered.
    answered: Vec<&'static str>,
}

/// From the first page to the result sheet, with the answers to what is `asked`.
fn find_support(visitor: Visitor, lang: Lang, width: u32, asked: &[&str]) -> Found {
    let session = Session::new(visitor);
    let keyboard = Keyboard::of(&session);
    let findings = Findings::default();
    let look_at = || {
        let page = Page::at(&session.address());
        let looks = ["structure", "width", "clipping"];
        look(&session, &page, width, &looks, &findings);
        look_at_console(&session, &page, width, &findings);
        if visitor != Visitor::WithoutScripts {
            run_axe(&session, &page, width, &findings);
        }
    };
    carry_axe(&session);
    session.resize(width);
    session.open(&root(lang));
    let finder = platform::words().say(lang, "shell-finder", &[]);
    keyboard.tab_to(&finder, |focus| {
        focus.role == "link" && focus.name == finder
    });
    keyboard.enter();
    let address = answer_everything(&session, lang, told(lang, asked), look_at);
    look_at();
    findings.assert_none();
    let place = format!("{}/finder?", root(lang));
    assert!(address.starts_with(&place), "{address}");
    let answers = address.replace('?', "&");
    let is_answered = |id: &&str| answers.contains(&format!("&{id}="));
    for asked in ASKED_FIRST {
        assert!(is_answered(&asked), "{asked} is answered: {address}");
    }
    for answer in ["applicant=company", "industry=2441", "employees=12"] {
        assert!(address.contains(answer), "{answer} stays in {address}");
    }
    let sheet = session.address();
    let place = format!("{}/finder/result?", root(lang));
    assert!(sheet.starts_with(&place), "{sheet}");
    let kept = session.script(
        "return localStorage.length + sessionStorage.length + document.cookie.length",
        json!([]),
    );
    assert_eq!(
        kept,
        json!(0),
        "nothing of the answers stays in the browser"
    );
    let ids = MAKER.iter().map(|(id, _)| *id);
    Found {
        programmes: results(&session),
        answered: ids.filter(is_answered).collect(),
    }
}

#[test]
fn the_finder_is_used_to_the_end_by_keyboard_with_scripts_and_without() {
    let all = MAKER.map(|(id, _)| id);
    let with = find_support(Visitor::Plain, Lang::Ja, 360, &all);
    let without = find_support(Visitor::WithoutScripts, Lang::Ja, 360, &all);
    assert!(with.programmes.len() >= 3, "{:#?}", with.programmes);
    assert_eq!(
        with.programmes, without.programmes,
        "scripts change nothing in what is found"
    );
    // All questions stand on the form, so only those are answered that the steps had asked.
    let form = find_support(Visitor::Plain, Lang::En, 1280, &with.answered);
    let in_english: Vec<String> = form
        .programmes
        .iter()
        .map(|line| line.replace(" /en/", " /"))
        .collect();
    assert_eq!(
        in_english, with.programmes,
        "neither the language nor the form changes anything in what is found"
    );
}
