//! A variant (試案) from the parameters of an address: numbers moved, and what is assumed of everybody of whom it is not
//! known. A mistake stays with its field, and nothing that was typed is lost.

use std::collections::BTreeMap;

use eligibility::fact::{Advised, Changeable, FactId, Permitted};
use eligibility::levers::{Lever, Refused, levers, with};
use eligibility::profile::read_value;
use eligibility::range::{Exact, Range};
use eligibility::unit::Unit;
use eligibility::{Fact, FactKind, Facts, Rules, Value};
use kernel::document::Content;
use kernel::fold::ascii;
use kernel::{Bilingual, Date, Fault, Faults, Lang, Node, Place};

use crate::portal::finder::answers::{Answers, sentence};
use crate::programme::Programme;

/// In front of the name of a fact that is assumed.
pub const ASSUME: &str = "assume.";

/// What is tried, read once.
pub struct Variant {
    pub levers: Vec<Lever>,
    /// What was typed for levers, by id.
    typed: BTreeMap<String, String>,
    /// Values that differ from those in force.
    pub moved: Vec<(usize, Exact)>,
    /// The facts of assumptions, without the front of their names.
    pub answers: Answers,
    pub assumed: Vec<(FactId, Value)>,
    /// What is wrong, by the name of the field.
    pub wrong: BTreeMap<String, Vec<Wrong>>,
    /// Names that mean nothing here.
    pub unknown: Vec<String>,
    /// The rules with the numbers moved; none where nothing is moved.
    pub rules: Option<Rules>,
}

/// A mistake in a field.
pub enum Wrong {
    Said(Fault),
    /// An interval where one number is meant.
    Interval,
    Refused(Refused),
}

impl Variant {
    pub fn read(
        pairs: Vec<(String, String)>,
        own: &[&str],
        programme: &Programme,
        facts: &Facts,
        on: Date,
    ) -> Variant {
        let (assuming, others): (Vec<_>, Vec<_>) = pairs
            .into_iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .partition(|(name, _)| name.starts_with(ASSUME));
        let assuming = assuming
            .into_iter()
            .map(|(name, value)| (name[ASSUME.len()..].to_owned(), value));
        let answers = Answers::new(assuming.collect());
        let mut variant = Variant {
            levers: levers(&programme.rules, on),
            typed: BTreeMap::new(),
            moved: Vec::new(),
            answers,
            assumed: Vec::new(),
            wrong: BTreeMap::new(),
            unknown: Vec::new(),
            rules: None,
        };
        for (name, text) in others {
            let place = variant.levers.iter().position(|lever| lever.id == name);
            match place {
                Some(place) => variant.lever(place, &text, facts),
                None if own.contains(&name.as_str()) => {}
                None => variant.unknown.push(name),
            }
        }
        variant.assume(programme, facts);
        variant.moved.sort_by_key(|(place, _)| *place);
        variant.put(programme, on);
        variant
    }

    /// No column can hold what is assumed of a fact.
    pub fn cannot_hold(&mut self, fact: &str) {
        self.wrong_at(
            &format!("{ASSUME}{fact}"),
            Wrong::Refused(Refused::NotWhole),
        );
    }

    /// What was typed for a lever.
    pub fn typed(&self, lever: &Lever) -> &str {
        self.typed.get(&lever.id).map_or("", String::as_str)
    }

    pub fn is_plain(&self) -> bool {
        self.moved.is_empty() && self.assumed.is_empty()
    }

    pub fn is_sound(&self) -> bool {
        self.wrong.is_empty()
    }

    pub fn has_wrong_assumption(&self) -> bool {
        self.wrong.keys().any(|field| field.starts_with(ASSUME))
    }

    /// What makes this variant, and nothing else.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let moved = self.moved.iter().map(|(place, _)| {
            let lever = &self.levers[*place];
            (lever.id.clone(), self.typed(lever).to_owned())
        });
        let assumed = self.answers.filled();
        let assumed = assumed.map(|(name, value)| (format!("{ASSUME}{name}"), value.to_owned()));
        moved.chain(assumed).collect()
    }

    fn lever(&mut self, place: usize, text: &str, facts: &Facts) {
        let lever = &self.levers[place];
        let id = lever.id.clone();
        if self.typed.contains_key(&id) {
            return;
        }
        match number(lever, text, facts) {
            Ok(value) => match lever.refuses(value) {
                Some(why) => self.wrong_at(&id, Wrong::Refused(why)),
                None if value == lever.value => {}
                None => self.moved.push((place, value)),
            },
            Err(wrong) => self.wrong_at(&id, wrong),
        }
        self.typed.insert(id, text.trim().to_owned());
    }

    fn wrong_at(&mut self, field: &str, wrong: Wrong) {
        self.wrong.entry(field.to_owned()).or_default().push(wrong);
    }

    /// Only what the programme asks about makes a difference.
    fn assume(&mut self, programme: &Programme, facts: &Facts) {
        let read = self.answers.read(facts);
        for (field, faults) in read.faults {
            for fault in faults {
                self.wrong_at(&format!("{ASSUME}{field}"), Wrong::Said(fault));
            }
        }
        for id in &programme.facts {
            let value = read.profile.get(*id);
            if !value.is_unknown() && can_be_assumed(&facts.get(*id).kind) {
                self.assumed.push((*id, value.clone()));
            }
        }
        let names: Vec<String> = (self.answers.filled())
            .map(|(name, _)| name.split('.').next().unwrap_or(name).to_owned())
            .collect();
        for name in names {
            let asked = facts.find(&name).filter(|id| programme.facts.contains(id));
            if !asked.is_some_and(|id| can_be_assumed(&facts.get(id).kind)) {
                self.unknown.push(format!("{ASSUME}{name}"));
            }
        }
    }

    fn put(&mut self, programme: &Programme, on: Date) {
        if self.moved.is_empty() {
            return;
        }
        let moves = self.moved.iter();
        let moves: Vec<(String, Exact)> = moves
            .map(|(place, value)| (self.levers[*place].id.clone(), *value))
            .collect();
        match with(&programme.rules, on, &moves) {
            Ok(rules) => self.rules = Some(rules),
            Err(refused) => {
                for (id, why) in refused {
                    self.wrong_at(&id, Wrong::Refused(why));
                }
            }
        }
    }
}

/// Records are judged firm by firm, which takes too long while somebody waits.
pub fn can_be_assumed(kind: &FactKind) -> bool {
    match kind {
        FactKind::YesNo
        | FactKind::Number { .. }
        | FactKind::Date
        | FactKind::Choice(_)
        | FactKind::Choices(_)
        | FactKind::Certificates(_)
        | FactKind::Awards
        | FactKind::Receiving => true,
        FactKind::List(_) | FactKind::Industry | FactKind::Text => false,
    }
}

/// A number as people write it: `1,500万円`, `２／３`, `50%`; without a unit in that of the lever.
fn number(lever: &Lever, text: &str, facts: &Facts) -> Result<Exact, Wrong> {
    let fact = Fact {
        id: lever.id.clone(),
        kind: FactKind::Number {
            unit: Box::new(lever.unit.clone()),
            range: Range::ANY,
        },
        label: Bilingual::default(),
        denied: None,
        question: None,
        help: None,
        evidence: None,
        changeable: Changeable::Unknown,
        permitted: Permitted {
            advised: Advised::Any,
            ..Permitted::default()
        },
        group: None,
        place: Place::start_of(""),
    };
    let text = match text.contains(['/', '／']) {
        true => ascii(text),
        false => text.to_owned(),
    };
    let node = Node::made(Place::start_of(""), Content::Scalar(text));
    let mut faults = Faults::default();
    match read_value(&node, &fact, facts, &mut faults) {
        Some(Value::Number(range)) => range.single().ok_or(Wrong::Interval),
        _ => Err(match faults.into_sorted().into_iter().next() {
            Some(fault) => Wrong::Said(fault),
            None => Wrong::Interval,
        }),
    }
}

impl Wrong {
    /// The sentence, with the field called by its label.
    pub fn said(&self, label: &str, unit: Option<&Unit>, lang: Lang) -> String {
        let say = |key: &str, args: &[(&str, &str)]| crate::words().say(lang, key, args);
        let write =
            |value: Exact| unit.map_or_else(|| value.to_string(), |unit| unit.write(value, lang));
        match self {
            Wrong::Said(fault) => sentence(fault, label, lang),
            Wrong::Interval => say("try-interval", &[]),
            Wrong::Refused(Refused::Unknown) => say("try-unknown-lever", &[]),
            Wrong::Refused(Refused::NotWhole) => say("try-not-whole", &[]),
            Wrong::Refused(Refused::Disorder) => say("try-disorder", &[]),
            Wrong::Refused(Refused::Outside(range)) => match (range.low, range.high) {
                (Some(low), Some(high)) => {
                    let (low, high) = (write(low), write(high));
                    say("try-outside", &[("low", &low), ("high", &high)])
                }
                (Some(low), None) => say("try-below", &[("low", &write(low))]),
                (None, Some(high)) => say("try-above", &[("high", &write(high))]),
                (None, None) => say("try-too-large", &[]),
            },
        }
    }
}
