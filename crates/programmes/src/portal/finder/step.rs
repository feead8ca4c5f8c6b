//! One question at a time: which one, what is carried along, and the way back.

use eligibility::{FactKind, Verdict};

use super::address::{Address, WISH};
use super::effect::Effects;
use super::industries::{self, Industry};
use super::question::{Asking, Pick, Question};
use super::wish::Wish;
use crate::assess::{Assessment, Wanted};
use crate::programme::WindowState;

/// What stands above the results on a phone.
pub struct Step<'a> {
    pub asks: Asks<'a>,
    /// How many questions were answered.
    pub answered: usize,
    pub decided: usize,
    pub open: usize,
    /// What the last answer has decided, with its name.
    pub effect: Option<(String, Vec<String>)>,
    /// The state before; none at the first question.
    pub back: Option<String>,
}

pub enum Asks<'a> {
    Wish(Card<'a>),
    Fact(Card<'a>, Box<Asked>),
    /// Nothing is left that could decide anything, but for what was skipped.
    Nothing(Vec<Later>),
}

/// A question that was skipped, and where it is asked.
pub struct Later {
    pub label: String,
    pub link: String,
}

/// What every question carries along.
pub struct Card<'a> {
    /// The name under which it is skipped.
    pub name: String,
    /// The other answers, those given before it and those given after it.
    pub before: Vec<(&'a str, &'a str)>,
    pub after: Vec<(&'a str, &'a str)>,
    /// Whether "next" was pressed without an answer.
    pub is_unanswered: bool,
}

/// A question about a fact.
pub struct Asked {
    pub question: Question,
    /// The answers that one tap gives; empty where something must be typed or ticked.
    pub taps: Vec<Pick>,
    /// The industries to choose from without typing.
    pub industries: Vec<Industry>,
    /// The industries in whose names the words stand that were typed.
    pub found: Vec<Industry>,
}

impl<'a> Step<'a> {
    pub fn of(
        asking: &Asking<'_>,
        address: &Address<'a>,
        assessment: &Assessment<'_>,
        wanted: &[Wanted],
        wish: &Wish,
        effects: &Effects,
    ) -> Step<'a> {
        let settled = address.settled();
        let current = assessment
            .answers
            .iter()
            .filter(|assessed| assessed.window != WindowState::Closed);
        let undecided = |verdict: Verdict| match verdict {
            Verdict::Undecided => true,
            Verdict::Eligible | Verdict::Ineligible => false,
        };
        let (open, decided): (Vec<_>, Vec<_>) =
            current.partition(|assessed| undecided(assessed.answer.verdict));
        let asked = next(asking, address, wanted, wish);
        let before = match &asked {
            Some(now) => settled.iter().position(|name| name == now),
            None => None,
        };
        let last = before.unwrap_or(settled.len()).checked_sub(1);
        let answered = settled.iter().filter(|name| match **name {
            WISH => !address.wishes().is_empty(),
            name => address.answers.given(name),
        });
        let mut given = settled
            .iter()
            .rev()
            .filter(|name| address.answers.given(name));
        let last_fact = given.find_map(|name| asking.facts.find(name));
        let effect = last_fact.map(|id| {
            let label = asking.frame.text(&asking.facts.get(id).label);
            (label.to_owned(), effects.said(asking.frame, id))
        });
        Step {
            effect: effect.filter(|(_, said)| !said.is_empty()),
            answered: answered.count(),
            open: open.len(),
            decided: decided.len(),
            back: last.map(|last| address.with("/finder", &[("ask", settled[last])])),
            asks: match asked {
                None => Asks::Nothing(later(asking, address)),
                Some(name) if name == WISH => Asks::Wish(card(address, name)),
                Some(name) => {
                    let asked = Box::new(ask(asking, &name));
                    Asks::Fact(card(address, name), asked)
                }
            },
        }
    }
}

/// What was skipped and not answered since.
fn later(asking: &Asking<'_>, address: &Address<'_>) -> Vec<Later> {
    let skipped = address.skipped().into_iter();
    let facts = skipped.map(|id| asking.facts.get(id));
    let later = facts.map(|fact| Later {
        label: asking.frame.text(&fact.label).to_owned(),
        link: asking
            .frame
            .link(&address.with("/finder", &[("ask", &fact.id)])),
    });
    later.collect()
}

/// What was asked for; else what cannot be read; else who applies, what is wished, and what is worth most.
fn next(
    asking: &Asking<'_>,
    address: &Address<'_>,
    wanted: &[Wanted],
    wish: &Wish,
) -> Option<String> {
    let faulty = asking.read.faults.keys();
    let mut faulty = faulty.map(|field| field.split('.').next().unwrap_or(field).to_owned());
    let given = |id| address.answers.given(&asking.facts.get(id).id);
    let open = wanted
        .iter()
        .map(|wanted| wanted.fact)
        .find(|id| !given(*id));
    let name = |id| asking.facts.get(id).id.clone();
    let begun = address.answers.any(asking.facts);
    let wish_first = begun
        && !address.wish_is_settled()
        && wish.is_worth_asking()
        && address.answers.first("only").is_empty();
    if let Some(asked) = address.asked_for() {
        return Some(asked.to_owned());
    }
    match faulty.next() {
        Some(field) => Some(field),
        None if wish_first => Some(WISH.to_owned()),
        None => open.map(name),
    }
}

fn card<'a>(address: &Address<'a>, name: String) -> Card<'a> {
    let [before, after] = address.around(&name);
    let answered = match name.as_str() {
        WISH => !address.wishes().is_empty(),
        name => address.answers.given(name),
    };
    Card {
        is_unanswered: !answered && address.answers.first("asked") == name,
        before,
        after,
        name,
    }
}

fn ask(asking: &Asking<'_>, name: &str) -> Asked {
    let fact = asking.facts.find(name).map(|id| asking.facts.get(id));
    let fact = fact.expect("only facts of the catalogue are asked");
    let question = asking.question(fact);
    let frame = asking.frame;
    let typed = asking.address.answers.first(name);
    let (divisions, found) = match fact.kind {
        FactKind::Industry => (
            industries::divisions(frame.lang),
            industries::found(typed, frame.lang),
        ),
        _ => (Vec::new(), Vec::new()),
    };
    let chosen = |value: &str| typed == value;
    let taps = match &fact.kind {
        FactKind::YesNo => {
            let yes_no = eligibility::profile::yes_or_no(typed);
            let tap = |value: &str, key: &str, means| Pick {
                value: value.to_owned(),
                label: frame.t(key),
                chosen: yes_no == Some(means),
            };
            vec![
                tap("yes", "finder-yes", true),
                tap("no", "finder-no", false),
            ]
        }
        FactKind::Choice(choices) => {
            let tap = |choice: &eligibility::Choice| Pick {
                value: choice.id.clone(),
                label: frame.text(&choice.label).to_owned(),
                chosen: chosen(&choice.id),
            };
            choices.iter().map(tap).collect()
        }
        _ => Vec::new(),
    };
    Asked {
        question,
        taps,
        industries: divisions,
        found,
    }
}
