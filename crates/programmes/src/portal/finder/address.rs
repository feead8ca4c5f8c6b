//! The address of the finder: the answers in the order in which they were given, and what the page was asked to
//! show. Every link of the finder is the address that the reader came with, with one thing changed.

use eligibility::{FactId, Facts};

use super::answers::{Answers, COURSE};

/// Which of the two faces is shown: one question at a time, or the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// As wide as the window is: steps on a phone, the form on a desktop.
    Either,
    Steps,
    Form,
}

/// The name under which the wish is skipped: no fact can be called so.
pub const WISH: &str = "-wish";

/// The name under which somebody says not to know a fact: no fact can be called so.
pub const DONT_KNOW: &str = "dont-know";

/// What an address says, read once.
pub struct Address<'a> {
    pub answers: &'a Answers,
    facts: &'a Facts,
}

impl<'a> Address<'a> {
    pub fn new(answers: &'a Answers, facts: &'a Facts) -> Address<'a> {
        Address { answers, facts }
    }

    pub fn view(&self) -> View {
        match self.answers.first("view") {
            "steps" => View::Steps,
            "form" => View::Form,
            _ => View::Either,
        }
    }

    /// What somebody wants: kinds of support and directions of the strategy.
    pub fn wishes(&self) -> Vec<&'a str> {
        self.answers.all("wish").collect()
    }

    /// The facts that somebody does not want to be asked now: skipped for later, or not known.
    pub fn passed(&self) -> Vec<FactId> {
        let passed = self.answers.all("skip").chain(self.answers.all(DONT_KNOW));
        let open = passed.filter(|fact| !self.answers.given(fact));
        open.filter_map(|fact| self.facts.find(fact)).collect()
    }

    /// Of these, the facts that may be asked again in the end.
    pub fn skipped(&self) -> Vec<FactId> {
        let skipped = self.answers.all("skip");
        let open = skipped.filter(|fact| !self.answers.given(fact) && !self.is_not_known(fact));
        open.filter_map(|fact| self.facts.find(fact)).collect()
    }

    /// Whether somebody has said not to know it.
    pub fn is_not_known(&self, fact: &str) -> bool {
        self.answers.all(DONT_KNOW).any(|one| one == fact)
    }

    pub fn wish_is_settled(&self) -> bool {
        !self.wishes().is_empty() || self.answers.all("skip").any(|fact| fact == WISH)
    }

    /// The question that was asked for by name, also by adding a row to it.
    pub fn asked_for(&self) -> Option<&'a str> {
        let rows = self.answers.first("rows").split_once(':');
        let asked = match rows {
            Some((fact, _)) => fact,
            None => self.answers.first("ask"),
        };
        (asked == WISH || self.facts.find(asked).is_some()).then_some(asked)
    }

    /// How many rows of a list the reader wants to see.
    pub fn rows_wanted(&self, name: &str) -> usize {
        let wanted = self
            .answers
            .all("rows")
            .filter_map(|rows| rows.split_once(':'))
            .filter(|(of, _)| *of == name)
            .filter_map(|(_, count)| count.parse().ok());
        wanted.max().unwrap_or_default()
    }

    /// What was settled, in order: facts answered or skipped, and the wish.
    pub fn settled(&self) -> Vec<&'a str> {
        let mut settled = Vec::new();
        for (name, value) in self.answers.filled() {
            let of = match name {
                "wish" => WISH,
                "skip" | DONT_KNOW => value,
                name => name.split('.').next().unwrap_or(name),
            };
            let known = of == WISH || self.facts.find(of).is_some();
            if known && !settled.contains(&of) {
                settled.push(of);
            }
        }
        settled
    }

    /// The pairs that belong to every address, but for those of one question.
    pub fn pairs_without(&self, question: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.kept()
            .filter(move |(name, value)| !belongs(name, value, question))
    }

    /// The same, split at the place of the question: changing an answer does not change its place.
    pub fn around(&self, question: &str) -> [Vec<(&'a str, &'a str)>; 2] {
        let kept: Vec<_> = self.kept().collect();
        let place = kept
            .iter()
            .position(|(name, value)| belongs(name, value, question))
            .unwrap_or(kept.len());
        let others = |pairs: &[(&'a str, &'a str)]| {
            let others = pairs.iter().copied();
            others
                .filter(|(name, value)| !belongs(name, value, question))
                .collect()
        };
        [others(&kept[..place]), others(&kept[place..])]
    }

    /// Everything that is kept from page to page.
    pub fn kept(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let facts = self.facts;
        self.answers.filled().filter(move |(name, _)| {
            let fact = name.split('.').next().unwrap_or(name);
            matches!(*name, "wish" | "skip" | DONT_KNOW | "view" | "on" | "only")
                || name.starts_with(COURSE)
                || facts.find(fact).is_some()
        })
    }

    /// This address under a path, with something more: `/finder?employees=12&ask=industry`.
    pub fn with(&self, path: &str, more: &[(&str, &str)]) -> String {
        let changed = |name: &str| {
            more.iter()
                .any(|(other, _)| *other == name && !matches!(*other, "skip" | DONT_KNOW))
        };
        let kept = self.kept().filter(|(name, _)| !changed(name));
        written(path, kept.chain(more.iter().copied()))
    }

    /// This address under a path, without what one question has settled.
    pub fn without(&self, path: &str, question: &str) -> String {
        written(path, self.pairs_without(question))
    }

    /// This address under a path, without the pairs of some names.
    pub fn without_names(&self, path: &str, names: &[&str]) -> String {
        written(path, self.kept().filter(|(name, _)| !names.contains(name)))
    }
}

fn belongs(name: &str, value: &str, question: &str) -> bool {
    match (name, question) {
        ("wish", WISH) => true,
        ("skip" | DONT_KNOW, question) => value == question,
        (name, question) => name.split('.').next() == Some(question),
    }
}

/// An address from its path and its pairs.
pub fn written<'s>(path: &str, pairs: impl Iterator<Item = (&'s str, &'s str)>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs {
        query.append_pair(name, value);
    }
    match query.finish().as_str() {
        "" => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}
