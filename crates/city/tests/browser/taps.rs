//! A plain manufacturer on a phone, by taps: from the first page to programmes with amount, deadline and papers.

use kernel::Lang;
use serde_json::{Value, json};

use super::site::site;
use super::webdriver::{Session, Visitor, text};

const PHONE: u32 = 360;

/// A tap leads to the next page or question; ticking and typing belong to the answer that is then sent.
const MOST_TAPS: usize = 12;
const MOST_ANSWERS: usize = 10;

/// 見本製作所 of `docs/examples/manufacturer.yaml`, which wants to train its people: the question, and its fields.
const TRUTH: [(&str, &[(&str, &str)]); 19] = [
    ("-wish", &[("wish", "1-2")]),
    ("industry", &[("industry", "2441")]),
    ("employees", &[("employees", "22人")]),
    ("capital", &[("capital", "1,000万円")]),
    ("founded_on", &[("founded_on", "平成10年4月1日")]),
    (
        "place_in_city",
        &[
            ("place_in_city", "head_office"),
            ("place_in_city", "registered_office"),
            ("place_in_city", "principal_office"),
            ("place_in_city", "principal_establishment"),
            ("place_in_city", "production_site"),
        ],
    ),
    ("in_city_since", &[("in_city_since", "1998-04-01")]),
    (
        "place_in_prefecture",
        &[
            ("place_in_prefecture", "head_office"),
            ("place_in_prefecture", "principal_establishment"),
        ],
    ),
    (
        "in_prefecture_since",
        &[("in_prefecture_since", "1998-04-01")],
    ),
    ("tax_arrears", &[("tax_arrears", "no")]),
    ("employment_insurance", &[("employment_insurance", "yes")]),
    ("sales_month", &[("sales_month", "3,000万円..4,000万円")]),
    (
        "sales_month_year_before",
        &[("sales_month_year_before", "4,200万円")],
    ),
    (
        "equipment",
        &[
            ("equipment.0.category", "machinery"),
            ("equipment.0.unit_price", "400万円"),
            ("equipment.0.cost", "800万円"),
            ("equipment.0.acquired_on", "2025-12-01"),
        ],
    ),
    (
        "certificates",
        &[("certificates", "advanced_equipment_plan")],
    ),
    ("awards", &[("awards", "-")]),
    ("receiving", &[("receiving", "-")]),
    ("reskill_topic", &[("reskill_topic", "yes")]),
    (
        "reskill_training_cost",
        &[("reskill_training_cost", "30万円")],
    ),
];

/// The finger on the phone.
struct Finger<'s> {
    session: &'s Session,
    taps: usize,
}

impl Finger<'_> {
    fn find(&self, selector: &str) -> Option<String> {
        let wanted = json!({"using": "css selector", "value": selector});
        let found = self.session.command("elements", Some(&wanted));
        let first = found.as_array()?.first()?.as_object()?.values().next()?;
        Some(text(first))
    }

    /// Touches what is there: what is covered cannot be touched.
    fn touch(&self, selector: &str) {
        let found = self.find(selector);
        let id = found.unwrap_or_else(|| panic!("no {selector} on {}", self.session.address()));
        let centred = "document.querySelector(arguments[0]).scrollIntoView({block: 'center'})";
        self.session.script(centred, json!([selector]));
        self.session
            .command(&format!("element/{id}/click"), Some(&json!({})));
    }

    /// A tap that leads on.
    fn tap(&mut self, selector: &str) {
        self.taps += 1;
        self.session.follow(selector, || self.touch(selector));
    }

    fn write(&self, selector: &str, words: &str) {
        let found = self.find(selector);
        let id = found.unwrap_or_else(|| panic!("no {selector}"));
        let text = json!({"text": words});
        self.session
            .command(&format!("element/{id}/value"), Some(&text));
    }

    /// Gives one answer in the card of the question, and sends it.
    fn answer(&mut self, fields: &[(&str, &str)]) {
        for (name, value) in fields {
            let place = |what: &str| format!(".finder-card {what}[name='{name}']");
            let of_value = |what: &str| format!("{}[value='{value}']", place(what));
            if self.find(&of_value("button")).is_some() {
                return self.tap(&of_value("button"));
            } else if self.find(&of_value("input")).is_some() {
                self.touch(&of_value("input"));
            } else if self.find(&place("select")).is_some() {
                self.write(&place("select"), value);
            } else {
                self.write(&place("input[type=text]"), value);
            }
        }
        self.tap(".finder-card .step-next");
    }

    /// The question on the page, by the name under which it can be skipped.
    fn asked(&self) -> Option<String> {
        let skip = "return document.querySelector('.finder-skip button[name=skip]')?.value ?? null";
        let name = self.session.script(skip, json!([]));
        name.as_str().map(str::to_owned)
    }
}

/// What the result sheet says of each programme that can be used: its name, and the words under each label.
fn usable(session: &Session) -> Vec<Value> {
    let lines = session.script(
        "return [...document.querySelectorAll('section.sheet-line')].map((line) => ({
           name: line.querySelector('h3').innerText.trim(),
           strong: line.querySelector('dl strong').innerText.trim(),
           told: Object.fromEntries([...line.querySelectorAll('dl > dt')].map((label) =>
             [label.innerText.trim(), label.nextElementSibling.innerText.trim()])),
         }))",
        json!([]),
    );
    lines.as_array().expect("a list").clone()
}

/// From the first page to the result sheet. Returns the programmes that can be used, with what is said of them.
fn find_support(visitor: Visitor, lang: Lang) -> Vec<Value> {
    let session = Session::new(visitor);
    let root = match lang {
        Lang::Ja => site().to_owned(),
        Lang::En => format!("{}/en", site()),
    };
    session.resize(PHONE);
    session.open(&root);
    let mut finger = Finger {
        session: &session,
        taps: 0,
    };
    finger.tap("main a[href$='/finder?applicant=company']");
    let mut path = vec!["applicant".to_owned()];
    while path.len() < MOST_ANSWERS && finger.taps < MOST_TAPS - 1 {
        let Some(question) = finger.asked() else {
            break;
        };
        match TRUTH.iter().find(|(name, _)| *name == question) {
            Some((_, fields)) => {
                finger.answer(fields);
                path.push(question);
            }
            None => finger.tap(".finder-skip button[name=skip]"),
        }
    }
    finger.tap("main a[href*='/finder/result?']");
    assert!(finger.taps <= MOST_TAPS, "{} taps: {path:?}", finger.taps);
    let address = session.address();
    let sheet = format!("{root}/finder/result?");
    assert!(address.starts_with(&sheet), "{address}");
    let wide = session.script("return document.documentElement.scrollWidth", json!([]));
    assert_eq!(wide, json!(PHONE), "nobody scrolls sideways");
    let found = usable(&session);
    assert!(found.len() >= 3, "{path:?}: {found:#?}");
    for line in &found {
        assert_ne!(line["strong"], "", "how much: {line:#}");
        for key in [
            "finder-label-deadline",
            "finder-label-papers",
            "finder-label-source",
        ] {
            let label = programmes::words().say(lang, key, &[]);
            let told = line["told"][&label].as_str().unwrap_or_default();
            assert!(!told.is_empty(), "{label}: {line:#}");
        }
    }
    found
}

#[test]
fn a_plain_manufacturer_finds_three_programmes_by_twelve_taps_on_a_phone() {
    let with = find_support(Visitor::Plain, Lang::Ja);
    let without = find_support(Visitor::WithoutScripts, Lang::Ja);
    assert_eq!(with, without, "scripts change nothing in what is found");
    let english = find_support(Visitor::Plain, Lang::En);
    assert_eq!(english.len(), with.len());
}
