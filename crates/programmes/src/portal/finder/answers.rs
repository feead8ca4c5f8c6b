//! From the parameters of an address to a profile. A mistake stays with its field: the fact is unknown, and
//! everything else is judged all the same. The way back stands in `pairs`.

mod records;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use eligibility::profile::set_from_text;
use eligibility::{Fact, FactKind, Facts, Profile};
use kernel::document::Content;
use kernel::industry::IndustryCode;
use kernel::{Fault, Faults, Lang, Node, Place};

use super::industries;

/// What is sent for "none of these": no id can be this.
pub const NONE: &str = "-";

/// What stands for a record of which nothing is known but that there is one.
pub const SOMETHING: &str = "?";

/// How many records of a list are read.
pub const MOST_ROWS: usize = 40;

/// In front of the id of a programme: the course that somebody wants.
pub const COURSE: &str = "course.";

/// Behind the name of a number: the fields for its ends, where only these are known.
pub const LEAST: &str = ".least";
pub const MOST: &str = ".most";

/// The parameters in the order in which they came: who answers later comes behind.
pub struct Answers(Vec<(String, String)>);

/// What the answers mean.
pub struct Read {
    pub profile: Profile,
    /// What is wrong, by the name of the field.
    pub faults: BTreeMap<String, Vec<Fault>>,
}

impl Answers {
    /// Two ends are written as one interval: `employees.least=10&employees.most=20` means `employees=10..20`.
    pub fn new(pairs: Vec<(String, String)>) -> Answers {
        Answers(joined(pairs))
    }

    /// The first value that is not empty; else nothing.
    pub fn first<'s>(&'s self, name: &str) -> &'s str {
        self.all(name).next().unwrap_or_default()
    }

    /// All values of a name that are not empty.
    pub fn all<'s>(&'s self, name: &str) -> impl Iterator<Item = &'s str> {
        self.filled()
            .filter(move |(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// All names with a value.
    pub fn filled(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(key, value)| (key.as_str(), value.trim()))
            .filter(|(_, value)| !value.is_empty())
    }

    /// Whether anything is given for a fact or for a field of one of its records.
    pub fn given(&self, name: &str) -> bool {
        self.filled().any(|(key, _)| {
            let rest = key.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }

    /// Whether any fact is answered at all.
    pub fn any(&self, facts: &Facts) -> bool {
        facts.iter().any(|(_, fact)| self.given(&fact.id))
    }

    /// Names and values of a fact, as they were given.
    pub fn of_fact<'s>(&'s self, fact: &str) -> impl Iterator<Item = (&'s str, &'s str)> {
        self.filled()
            .filter(move |(key, _)| key.split('.').next() == Some(fact))
    }

    /// The profile of what is answered.
    pub fn read(&self, facts: &Facts) -> Read {
        let mut profile = Profile::unknown(facts);
        let mut faults = Faults::default();
        for (_, fact) in facts.iter().filter(|(_, fact)| self.given(&fact.id)) {
            if let Some(content) = self.content(fact, &fact.id, &mut faults) {
                set_from_text(&mut profile, &fact.id, content, facts, &mut faults);
            }
        }
        let courses = self.filled().filter_map(|(key, course)| {
            let programme = key.strip_prefix(COURSE)?;
            Some((programme.to_owned(), course.to_owned()))
        });
        profile.courses.extend(courses);
        let mut by_field: BTreeMap<String, Vec<Fault>> = BTreeMap::new();
        for fault in faults.into_sorted() {
            let field = fault.place.file.to_string();
            by_field.entry(field).or_default().push(fault);
        }
        Read {
            profile,
            faults: by_field,
        }
    }

    /// What is answered under a name, in the form of a document; nothing when it is left open.
    fn content(&self, fact: &Fact, name: &str, faults: &mut Faults) -> Option<Content> {
        match &fact.kind {
            FactKind::Number { .. } if self.has_ends(name) => {
                faults.add(&Place::start_of(name), "finder-exact-and-between", []);
                None
            }
            FactKind::YesNo
            | FactKind::Number { .. }
            | FactKind::Date
            | FactKind::Choice(_)
            | FactKind::Text => match self.first(name) {
                "" => None,
                text => Some(Content::Scalar(text.to_owned())),
            },
            FactKind::Industry => self.industries(name, faults),
            FactKind::Choices(_) | FactKind::Receiving => {
                let ticked = self.all(name).filter(|value| *value != NONE);
                let ticked = ticked.map(|value| scalar(name, value)).collect();
                self.or_none(name, ticked, faults)
            }
            FactKind::Certificates(_) => self.certificates(name, faults),
            FactKind::List(fields) => self.list(name, fields, faults),
            FactKind::Awards => self.awards(name, faults),
        }
    }

    /// Whether ends are left that were not joined, because a number stands beside them.
    fn has_ends(&self, name: &str) -> bool {
        [LEAST, MOST]
            .iter()
            .any(|end| !self.first(&format!("{name}{end}")).is_empty())
    }

    /// Codes, or words that stand in the name of one industry alone.
    fn industries(&self, name: &str, faults: &mut Faults) -> Option<Content> {
        let typed = self.all(name).filter(|value| *value != NONE);
        let typed = typed.flat_map(|typed| typed.split([',', '、', '，', ' ', '　']));
        let mut codes = Vec::new();
        for word in typed.filter(|word| !word.is_empty()) {
            if IndustryCode::parse(word).is_ok() {
                codes.push(scalar(name, word));
                continue;
            }
            match industries::named(word).as_slice() {
                // The reader of profiles says what is wrong with it.
                [] => codes.push(scalar(name, word)),
                [code] => codes.push(scalar(name, &code.to_string())),
                several => {
                    let offered: Vec<String> = several.iter().map(ToString::to_string).collect();
                    let codes = offered.join("、");
                    let args: [(&str, &dyn std::fmt::Display); 2] =
                        [("found", &word), ("codes", &codes)];
                    faults.add(&Place::start_of(name), "finder-industry-several", args);
                    return None;
                }
            }
        }
        match self.first(&format!("{name}.revision")) {
            "" => self.or_none(name, codes, faults),
            revision => {
                let entry = |key: &str, node| (scalar(name, key), node);
                let list = Node::made(Place::start_of(name), Content::Sequence(codes));
                Some(Content::Mapping(vec![
                    entry("revision", scalar(name, revision)),
                    entry("codes", list),
                ]))
            }
        }
    }

    /// What is ticked or filled in, or expressly nothing. Both at once is a mistake.
    fn or_none(&self, name: &str, given: Vec<Node>, faults: &mut Faults) -> Option<Content> {
        let none = self.all(name).any(|value| value == NONE);
        if none && !given.is_empty() {
            faults.add(&Place::start_of(name), "finder-none-and-more", []);
            return None;
        }
        if none {
            return Some(Content::Sequence(Vec::new()));
        }
        (!given.is_empty()).then_some(Content::Sequence(given))
    }
}

/// Puts an interval in the place of its first end, unless a number is given as well.
fn joined(pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    let value = |wanted: &str| {
        let mut values = pairs.iter().filter(|(name, _)| name == wanted);
        let filled = values.find(|(_, value)| !value.trim().is_empty());
        filled.map_or("", |(_, value)| value.trim())
    };
    let interval = |name: &str| {
        let fact = name.strip_suffix(LEAST).or(name.strip_suffix(MOST))?;
        let ends = [LEAST, MOST].map(|end| format!("{fact}{end}"));
        let [least, most] = [value(&ends[0]), value(&ends[1])];
        let is_plain = !fact.contains('.') && value(fact).is_empty();
        let is_given = !least.is_empty() || !most.is_empty();
        (is_plain && is_given).then(|| (fact.to_owned(), format!("{least}..{most}")))
    };
    let mut joined: Vec<(String, String)> = Vec::with_capacity(pairs.len());
    for pair in &pairs {
        match interval(&pair.0) {
            None => joined.push(pair.clone()),
            Some(interval) if joined.contains(&interval) => {}
            Some(interval) => joined.push(interval),
        }
    }
    joined
}

fn scalar(name: &str, text: &str) -> Node {
    Node::made(Place::start_of(name), Content::Scalar(text.to_owned()))
}

/// The sentence about a mistake. People know a fact by its label, not by its id.
pub fn sentence(fault: &Fault, label: &str, lang: Lang) -> String {
    let args: Vec<(&str, &str)> = fault
        .args
        .iter()
        .map(|(name, value)| match *name {
            "fact" => (*name, label),
            name => (name, value.as_str()),
        })
        .collect();
    super::words().say(lang, fault.key, &args)
}
