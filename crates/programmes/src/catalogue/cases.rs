//! Worked examples beside a programme: a profile, a day, and what must come out.

use std::collections::BTreeSet;

use eligibility::profile::read_case_facts;
use eligibility::range::Truth;
use eligibility::{Applicant, Facts, Profile, Verdict};
use kernel::{Bilingual, Date, Faults, Node, Place, Yen, number_text};

use super::Catalogue;

/// One worked example.
#[derive(Clone, Debug)]
pub struct Case {
    pub programme: String,
    pub name: Bilingual,
    pub on: Date,
    pub profile: Profile,
    pub expected: Expected,
    pub place: Place,
}

/// What must come out; what is `None` is not compared.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    pub verdict: Option<Verdict>,
    /// `Some(None)`: no amount.
    pub amount: Option<Option<(Yen, Option<Yen>)>>,
    pub missing: Option<BTreeSet<String>>,
    pub unmet: Option<BTreeSet<String>>,
}

pub(super) fn read_cases(
    node: &Node,
    programme: &str,
    programmes: &BTreeSet<String>,
    facts: &Facts,
    cases: &mut Vec<Case>,
    faults: &mut Faults,
) {
    if !programmes.contains(programme) {
        faults.add(&node.place, "programme-unknown", [("id", &programme)]);
        return;
    }
    for item in node.items(faults).unwrap_or_default() {
        if let Some(case) = read_case(item, programme, facts, faults) {
            cases.push(case);
        }
    }
}

fn read_case(node: &Node, programme: &str, facts: &Facts, faults: &mut Faults) -> Option<Case> {
    let mut fields = node.fields(faults)?;
    let name = fields.required_bilingual("name", faults);
    let on = fields
        .required("on", faults)
        .and_then(|node| node.date(faults));
    let mut profile = match fields.optional("facts") {
        Some(node) => read_case_facts(node, facts, faults),
        None => Profile::unknown(facts),
    };
    if let Some(course) = fields.optional("courses") {
        match course.scalar() {
            Some(course) => {
                profile
                    .courses
                    .insert(programme.to_owned(), course.to_owned());
            }
            None => {
                for (_, value) in course.fields(faults)?.all() {
                    let course = value.text(faults)?.to_owned();
                    profile.courses.insert(programme.to_owned(), course);
                }
            }
        }
    }
    let expected = fields
        .required("expect", faults)
        .and_then(|node| read_expected(node, faults));
    fields.finish(faults);
    Some(Case {
        programme: programme.to_owned(),
        name: name?,
        on: on?,
        profile,
        expected: expected?,
        place: node.place.clone(),
    })
}

fn read_expected(node: &Node, faults: &mut Faults) -> Option<Expected> {
    let mut fields = node.fields(faults)?;
    let mut expected = Expected::default();
    if let Some(node) = fields.optional("verdict") {
        expected.verdict = match node.text(faults)? {
            "eligible" => Some(Verdict::Eligible),
            "ineligible" => Some(Verdict::Ineligible),
            "undecided" => Some(Verdict::Undecided),
            other => {
                let known = "eligible, ineligible, undecided";
                faults.add(
                    &node.place,
                    "programme-bad-word",
                    [("found", &other), ("known", &known)],
                );
                None
            }
        };
    }
    if let Some(node) = fields.optional("amount") {
        expected.amount = read_amount(node, faults);
    }
    for (key, into) in [
        ("missing", &mut expected.missing),
        ("unmet", &mut expected.unmet),
    ] {
        if fields.optional(key).is_some() {
            *into = Some(fields.texts(key, faults).into_iter().collect());
        }
    }
    fields.finish(faults);
    Some(expected)
}

/// `83000`, `[0, 60000]`, `[0, null]` or `none`.
#[allow(clippy::option_option)]
fn read_amount(node: &Node, faults: &mut Faults) -> Option<Option<(Yen, Option<Yen>)>> {
    if node.word() == Some("none") {
        return Some(None);
    }
    if node.scalar().is_some() {
        let yen = yen(node, faults)?;
        return Some(Some((yen, Some(yen))));
    }
    let items = node.items(faults)?;
    let [low, high] = items else {
        faults.add(&node.place, "case-bad-amount", []);
        return None;
    };
    let high = if high.is_null() {
        None
    } else {
        Some(yen(high, faults)?)
    };
    Some(Some((yen(low, faults)?, high)))
}

fn yen(node: &Node, faults: &mut Faults) -> Option<Yen> {
    let text = node.text(faults)?;
    let read = number_text::parse(text).ok();
    let read = read.filter(|n| n.scale == 0 && (n.unit.is_empty() || n.unit == "円"));
    let read = read.and_then(|number| i64::try_from(number.digits).ok());
    if read.is_none() {
        faults.add(&node.place, "case-bad-amount", []);
    }
    read.map(Yen)
}

impl Catalogue {
    /// Runs every worked example; each difference is a fault at its place.
    pub fn run_cases(&self, faults: &mut Faults) {
        for case in &self.cases {
            self.run_case(case, faults);
        }
    }

    fn run_case(&self, case: &Case, faults: &mut Faults) {
        let Some(programme) = self.find(&case.programme) else {
            return;
        };
        let applicant = Applicant::new(&case.profile, case.on);
        let answer = applicant.judge_exactly(&programme.id, &programme.rules, &self.facts);
        let mut differs = |key: &'static str, expected: String, found: String| {
            if expected != found {
                faults.add(
                    &case.place,
                    key,
                    [
                        ("case.ja", &case.name.ja),
                        ("case.en", &case.name.en),
                        ("expected", &expected),
                        ("found", &found),
                    ],
                );
            }
        };
        if let Some(verdict) = case.expected.verdict {
            let found = answer.verdict.word();
            differs(
                "case-verdict-differs",
                verdict.word().to_owned(),
                found.to_owned(),
            );
        }
        if let Some(expected) = &case.expected.amount {
            let found = answer.amount.map(|amount| (amount.low, amount.high));
            differs(
                "case-amount-differs",
                amount_text(*expected),
                amount_text(found),
            );
        }
        if let Some(missing) = &case.expected.missing {
            let found: BTreeSet<String> = answer
                .missing
                .iter()
                .map(|id| self.facts.get(*id).id.clone())
                .collect();
            differs("case-missing-differs", set_text(missing), set_text(&found));
        }
        if let Some(unmet) = &case.expected.unmet {
            let found: BTreeSet<String> = answer
                .outcomes()
                .filter(|(_, _, truth)| *truth == Truth::No)
                .map(|(id, _, _)| id)
                .collect();
            differs("case-unmet-differs", set_text(unmet), set_text(&found));
        }
    }
}

fn amount_text(amount: Option<(Yen, Option<Yen>)>) -> String {
    match amount {
        None => "none".to_owned(),
        Some((low, Some(high))) if low == high => low.to_string(),
        Some((low, Some(high))) => format!("[{low}, {high}]"),
        Some((low, None)) => format!("[{low}, null]"),
    }
}

fn set_text(set: &BTreeSet<String>) -> String {
    let items: Vec<&str> = set.iter().map(String::as_str).collect();
    format!("[{}]", items.join(", "))
}
