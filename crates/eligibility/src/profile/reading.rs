//! From a profile in YAML or JSON, or from a form, to values.

use kernel::document::{Content, read};
use kernel::fault::nearest;
use kernel::{CorporateNumber, Fault, Faults, Node, Place};

use super::{Profile, Value};
use crate::fact::Facts;

mod choices;
mod histories;
mod numbers;
mod values;

pub use values::{read_value, yes_or_no};

/// Keys at the top of a profile that are not facts.
const NOT_FACTS: [&str; 4] = ["name", "corporate_number", "courses", "facts"];

/// Reads a profile. All mistakes are reported together; nothing of a mistaken profile is used.
pub fn read_profile(file: &str, text: &str, facts: &Facts) -> Result<Profile, Vec<Fault>> {
    let mut faults = Faults::default();
    let node = match read(file, text) {
        Ok(Some(node)) => node,
        Ok(None) => {
            faults.add(&Place::start_of(file), "profile-empty", []);
            return Err(faults.into_sorted());
        }
        Err(fault) => return Err(vec![fault]),
    };
    let profile = profile_of(&node, facts, &mut faults);
    match profile {
        Some(profile) if faults.is_empty() => Ok(profile),
        _ => Err(faults.into_sorted()),
    }
}

fn profile_of(node: &Node, facts: &Facts, faults: &mut Faults) -> Option<Profile> {
    let mut profile = Profile::unknown(facts);
    let mut fields = node.fields(faults)?;
    profile.name = fields.optional_text("name", faults);
    if let Some(number) = fields.optional("corporate_number") {
        check_corporate_number(number, faults);
    }
    if let Some(courses) = fields.optional("courses") {
        for (programme, course) in courses.fields(faults)?.all() {
            if let (Some(programme), Some(course)) = (programme.text(faults), course.text(faults)) {
                profile
                    .courses
                    .insert(programme.to_owned(), course.to_owned());
            }
        }
    }
    match fields.optional("facts") {
        Some(inner) => {
            for (key, value) in inner.fields(faults)?.all() {
                set(&mut profile, key, value, facts, faults);
            }
            for (key, _) in fields.all() {
                let name = key.scalar().unwrap_or_default();
                if facts.find(name).is_some() {
                    faults.add(&key.place, "profile-fact-outside", [("name", &name)]);
                } else if !NOT_FACTS.contains(&name) {
                    let known = NOT_FACTS.join(", ");
                    faults.add(
                        &key.place,
                        "document-unknown-key",
                        [("key", &name), ("known", &known)],
                    );
                }
            }
        }
        None => {
            for (key, value) in fields.all() {
                let is_fact = key.scalar().is_none_or(|name| !NOT_FACTS.contains(&name));
                if is_fact {
                    set(&mut profile, key, value, facts, faults);
                }
            }
        }
    }
    Some(profile)
}

/// Reads the `facts` of a worked example.
pub fn read_case_facts(node: &Node, facts: &Facts, faults: &mut Faults) -> Profile {
    let mut profile = Profile::unknown(facts);
    if let Some(fields) = node.fields(faults) {
        for (key, value) in fields.all() {
            set(&mut profile, key, value, facts, faults);
        }
    }
    profile
}

/// Sets a fact from what somebody wrote into a form; empty means unknown.
pub fn set_from_text(
    profile: &mut Profile,
    name: &str,
    content: Content,
    facts: &Facts,
    faults: &mut Faults,
) {
    let place = Place::start_of(name);
    let key = Node::made(place.clone(), Content::Scalar(name.to_owned()));
    set(profile, &key, &Node::made(place, content), facts, faults);
}

fn set(profile: &mut Profile, key: &Node, value: &Node, facts: &Facts, faults: &mut Faults) {
    let Some(name) = key.text(faults) else {
        return;
    };
    let Some(id) = facts.find(name) else {
        // A fact whose declaration is broken was reported where it is declared.
        if facts.is_broken(name) {
            return;
        }
        let known = facts.iter().map(|(_, fact)| fact.id.as_str());
        match nearest(name, known) {
            Some(meant) => faults.add(
                &key.place,
                "profile-unknown-fact-near",
                [("name", &name), ("meant", &meant)],
            ),
            None => faults.add(&key.place, "profile-unknown-fact", [("name", &name)]),
        }
        return;
    };
    if is_unknown(value) {
        profile.set(id, Value::Unknown);
        return;
    }
    if let Some(value) = read_value(value, facts.get(id), facts, faults) {
        profile.set(id, value);
    }
}

pub(super) fn is_unknown(node: &Node) -> bool {
    node.is_null() || matches!(node.scalar().map(str::trim), Some("unknown" | "不明" | ""))
}

fn check_corporate_number(node: &Node, faults: &mut Faults) {
    use kernel::corporate_number::CorporateNumberFault;
    let Some(text) = node.text(faults) else {
        return;
    };
    match CorporateNumber::parse(text) {
        Ok(_) => {}
        Err(CorporateNumberFault::NotThirteenDigits) => {
            faults.add(&node.place, "profile-corporate-digits", [("found", &text)]);
        }
        Err(CorporateNumberFault::CheckDigit { expected }) => faults.add(
            &node.place,
            "profile-corporate-check",
            [("found", &text), ("expected", &expected)],
        ),
    }
}
