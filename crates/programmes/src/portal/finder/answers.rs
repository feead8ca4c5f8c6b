//! From the parameters of an address to a profile. A mistake stays with its field: the fact is unknown, and
//! everything else is judged all the same.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use eligibility::profile::set_from_text;
use eligibility::{Fact, FactKind, Facts, Profile};
use kernel::document::Content;
use kernel::{Fault, Faults, Lang, Node, Place};

/// What is sent for "none of these": no id can be this.
pub const NONE: &str = "-";

/// How many records of a list a form has room for.
pub const ROWS: usize = 4;

/// The parameters as they came, in their order.
pub struct Answers(Vec<(String, String)>);

/// What the answers mean.
pub struct Read {
    pub profile: Profile,
    /// What is wrong, by the name of the field.
    pub faults: BTreeMap<String, Vec<Fault>>,
}

impl Answers {
    pub fn new(pairs: Vec<(String, String)>) -> Answers {
        Answers(pairs)
    }

    /// The first value that is not empty; else nothing.
    pub fn first<'s>(&'s self, name: &str) -> &'s str {
        self.all(name).next().unwrap_or_default()
    }

    /// All values of a name that are not empty.
    pub fn all<'s>(&'s self, name: &str) -> impl Iterator<Item = &'s str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Whether anything is given for a fact or for a field of one of its records.
    pub fn given(&self, name: &str) -> bool {
        self.0.iter().any(|(key, value)| {
            let rest = key.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                && !value.trim().is_empty()
        })
    }

    /// Whether any fact is answered at all.
    pub fn any(&self, facts: &Facts) -> bool {
        facts.iter().any(|(_, fact)| self.given(&fact.id))
    }

    /// Names and values of a fact, for answers that a page hands on without asking again.
    pub fn of_fact<'s>(&'s self, fact: &str) -> impl Iterator<Item = (&'s str, &'s str)> {
        let filled = self.0.iter().filter(|(_, value)| !value.trim().is_empty());
        filled
            .filter(move |(key, _)| key.split('.').next() == Some(fact))
            .map(|(key, value)| (key.as_str(), value.as_str()))
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
            FactKind::YesNo
            | FactKind::Number { .. }
            | FactKind::Date
            | FactKind::Choice(_)
            | FactKind::Text => match self.first(name) {
                "" => None,
                text => Some(Content::Scalar(text.to_owned())),
            },
            FactKind::Industry => {
                let codes = self
                    .all(name)
                    .flat_map(|typed| typed.split([',', '、', '，', ' ', '　']));
                let codes = codes.filter(|code| !code.is_empty());
                sequence(codes.map(|code| scalar(name, code)).collect())
            }
            FactKind::Choices(_) | FactKind::Certificates(_) | FactKind::Receiving => {
                let ticked = self.all(name).filter(|value| *value != NONE);
                let ticked = ticked.map(|value| scalar(name, value)).collect();
                self.or_none(name, ticked, faults)
            }
            FactKind::List(fields) => {
                let records = (0..ROWS).filter_map(|row| {
                    let row = format!("{name}.{row}");
                    let field = |field: &Fact| {
                        let input = format!("{row}.{}", field.id);
                        let content = self.content(field, &input, faults)?;
                        Some((
                            scalar(&input, &field.id),
                            Node::made(Place::start_of(&input), content),
                        ))
                    };
                    record(&row, fields.iter().filter_map(field).collect())
                });
                let records = records.collect();
                self.or_none(name, records, faults)
            }
            FactKind::Awards => self.awards(name, faults),
        }
    }

    /// Support awarded earlier: the programme of a row must be chosen.
    fn awards(&self, name: &str, faults: &mut Faults) -> Option<Content> {
        let mut records = Vec::new();
        let mut incomplete = false;
        for row in 0..ROWS {
            let row = format!("{name}.{row}");
            let parts =
                ["programme", "fiscal_year", "amount"].map(|part| (part, format!("{row}.{part}")));
            let given: Vec<(Node, Node)> = parts
                .iter()
                .filter(|(_, input)| !self.first(input).is_empty())
                .map(|(part, input)| (scalar(input, part), scalar(input, self.first(input))))
                .collect();
            let programme = &parts[0].1;
            if !given.is_empty() && self.first(programme).is_empty() {
                faults.add(&Place::start_of(programme), "finder-award-programme", []);
                incomplete = true;
            }
            records.extend(record(&row, given));
        }
        if incomplete {
            return None;
        }
        self.or_none(name, records, faults)
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
        sequence(given)
    }
}

fn scalar(name: &str, text: &str) -> Node {
    Node::made(Place::start_of(name), Content::Scalar(text.to_owned()))
}

fn sequence(nodes: Vec<Node>) -> Option<Content> {
    (!nodes.is_empty()).then_some(Content::Sequence(nodes))
}

/// A record of which something is filled in.
fn record(row: &str, entries: Vec<(Node, Node)>) -> Option<Node> {
    let filled = !entries.is_empty();
    filled.then(|| Node::made(Place::start_of(row), Content::Mapping(entries)))
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
