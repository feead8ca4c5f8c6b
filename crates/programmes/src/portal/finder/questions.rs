//! Which questions the form asks, and in which order: each keeps its place while answers come.

use std::collections::BTreeMap;

use eligibility::{FactId, Facts};
use platform::Frame;

use super::address::Address;
use super::effect::Effects;
use super::question::{Asking, Question};
use crate::assess::{Wanted, is_shared};
use crate::programme::Programme;

/// How many shared facts the first form asks for, and how many more at a time.
const FIRST: usize = 12;
const MORE: usize = 8;

/// The questions of the form.
pub struct Questions<'a> {
    pub groups: Vec<GroupView>,
    /// What programmes still open are waiting for, most worth first.
    pub more: Vec<MoreLine>,
    /// What is handed on and not asked here.
    pub kept: Vec<(&'a str, &'a str)>,
}

/// Questions under one heading; the last group may have none.
pub struct GroupView {
    pub label: Option<String>,
    pub questions: Vec<Question>,
}

/// A question that stands further down the form.
pub struct MoreLine {
    pub anchor: String,
    pub label: String,
    pub waiting: String,
}

/// What the form is made of.
pub struct Form<'a> {
    pub asking: &'a Asking<'a>,
    pub address: &'a Address<'a>,
    /// The one programme that is judged, where only one is.
    pub only: Option<&'a Programme>,
    pub judged: &'a [&'a Programme],
    pub wanted: &'a [Wanted],
    /// What each answer has decided.
    pub effects: &'a Effects,
}

impl<'a> Form<'a> {
    pub fn questions(&self) -> Questions<'a> {
        let facts = self.asking.facts;
        let answers = self.address.answers;
        let asked_by = asked_by(self.judged);
        let given = |id: &FactId| answers.given(&facts.get(*id).id);
        let open = self.wanted.iter().filter(|wanted| !given(&wanted.fact));
        // Nothing is asked further before the first answer, and one programme asks everything at once.
        let more: Vec<&Wanted> = match self.only {
            None if answers.any(facts) => open.take(MORE).collect(),
            None | Some(_) => Vec::new(),
        };
        let mut asked = match self.only {
            Some(programme) => programme.facts.clone(),
            None => most_asked(facts, &asked_by),
        };
        if self.only.is_none() {
            let answered = facts.iter().map(|(id, _)| id).filter(given);
            asked.extend(answered.chain(more.iter().map(|wanted| wanted.fact)));
        }
        asked.sort_unstable();
        asked.dedup();
        let next = self.wanted.iter().find(|wanted| !given(&wanted.fact));
        let question = |id: FactId| Question {
            // Of one programme alone, the number says nothing.
            asked_by: match self.only {
                None => asked_by.get(&id).copied().unwrap_or_default(),
                Some(_) => 0,
            },
            is_next: next.is_some_and(|wanted| wanted.fact == id),
            effect: self.effects.said(self.asking.frame, id),
            ..self.asking.question(facts.get(id))
        };
        let shown = |name: &str| {
            let fact = name.split('.').next().unwrap_or(name);
            let id = facts.find(fact);
            name == "wish" || name == "on" || id.is_some_and(|id| asked.contains(&id))
        };
        Questions {
            kept: self
                .address
                .kept()
                .filter(|(name, _)| !shown(name))
                .collect(),
            groups: groups(
                self.asking.frame,
                facts,
                &in_order(asked.clone(), facts, &asked_by),
                &question,
            ),
            more: more.iter().map(|wanted| self.more_line(wanted)).collect(),
        }
    }

    fn more_line(&self, wanted: &Wanted) -> MoreLine {
        let frame = self.asking.frame;
        let fact = self.asking.facts.get(wanted.fact);
        let waiting = wanted.waiting.to_string();
        MoreLine {
            anchor: format!("{}-{}", self.asking.view, fact.id),
            label: frame.text(&fact.label).to_owned(),
            waiting: match wanted.waiting {
                0 => frame.t("finder-waiting-amount"),
                _ => frame.say("finder-waiting", &[("count", &waiting)]),
            },
        }
    }
}

impl Questions<'_> {
    pub fn all(&self) -> impl Iterator<Item = &Question> {
        self.groups.iter().flat_map(|group| &group.questions)
    }

    /// The fields with a mistake: where they are and what they ask for.
    pub fn mistakes(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for question in self.all() {
            let inside = question.fields().into_iter().filter(|one| one.has_errors());
            let own = (!question.errors.is_empty()).then_some(question);
            let wrong = own.into_iter().chain(inside);
            found.extend(wrong.map(|one| (one.anchor(), one.label.clone())));
        }
        found
    }
}

/// How many of the programmes ask for each fact.
fn asked_by(programmes: &[&Programme]) -> BTreeMap<FactId, usize> {
    let mut asked = BTreeMap::new();
    for fact in programmes.iter().flat_map(|programme| &programme.facts) {
        *asked.entry(*fact).or_default() += 1;
    }
    asked
}

/// The shared facts that most programmes ask for.
fn most_asked(facts: &Facts, asked_by: &BTreeMap<FactId, usize>) -> Vec<FactId> {
    let mut asked: Vec<(usize, FactId)> = facts
        .iter()
        .filter(|(_, fact)| fact.group.is_some() && is_shared(fact))
        .filter_map(|(id, _)| Some((*asked_by.get(&id)?, id)))
        .collect();
    asked.sort_by(|(a, first), (b, second)| b.cmp(a).then(first.cmp(second)));
    asked.into_iter().map(|(_, id)| id).take(FIRST).collect()
}

/// By group in the order of the catalogue, then by how many ask; facts without a group last.
fn in_order(
    mut ids: Vec<FactId>,
    facts: &Facts,
    asked_by: &BTreeMap<FactId, usize>,
) -> Vec<FactId> {
    let group = |id: &FactId| {
        let of_fact = facts.get(*id).group.as_ref();
        let place = |group: &String| facts.groups.iter().position(|known| &known.id == group);
        of_fact.and_then(place).unwrap_or(facts.groups.len())
    };
    ids.sort_by_key(|id| (group(id), std::cmp::Reverse(asked_by.get(id).copied()), *id));
    ids
}

fn groups(
    frame: &Frame,
    facts: &Facts,
    ids: &[FactId],
    question: &impl Fn(FactId) -> Question,
) -> Vec<GroupView> {
    let label = |id: &FactId| {
        let of_fact = facts.get(*id).group.as_ref()?;
        let group = facts.groups.iter().find(|group| &group.id == of_fact)?;
        Some(frame.text(&group.label).to_owned())
    };
    ids.chunk_by(|a, b| label(a) == label(b))
        .map(|ids| GroupView {
            label: ids.first().and_then(label),
            questions: ids.iter().map(|id| question(*id)).collect(),
        })
        .collect()
}
