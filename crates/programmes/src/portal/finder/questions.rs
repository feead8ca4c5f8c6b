//! Which questions a page of the finder asks, and in which order.

use std::collections::BTreeMap;

use eligibility::{Fact, FactId, Facts, Verdict};
use platform::Frame;

use super::answers::{Answers, Read};
use super::question::{Asking, Control, Question};
use crate::assess::Assessment;
use crate::catalogue::Catalogue;
use crate::portal::mentions::Mentions;
use crate::programme::{Programme, WindowState};

/// How many shared facts the first form asks for, and how many more at a time.
const FIRST: usize = 12;
const MORE: usize = 8;

/// The file of the facts that all programmes share.
const SHARED: &str = "facts.yaml";

/// The questions of a page.
pub struct Questions<'a> {
    pub groups: Vec<GroupView>,
    /// What programmes still open are waiting for, most deciding first.
    pub more: Vec<Question>,
    /// Answered on earlier pages.
    pub earlier: Vec<Question>,
    /// Answers that are handed on and not asked here.
    pub kept: Vec<(&'a str, &'a str)>,
}

/// Questions under one heading; the last group may have none.
pub struct GroupView {
    pub label: Option<String>,
    pub questions: Vec<Question>,
}

impl<'a> Questions<'a> {
    pub fn of(
        frame: &Frame,
        catalogue: &Catalogue,
        only: Option<&Programme>,
        answers: &'a Answers,
        read: &Read,
        assessment: &Assessment<'_>,
    ) -> Questions<'a> {
        let facts = &catalogue.facts;
        let judged: Vec<&Programme> = assessment.answers.iter().map(|one| one.programme).collect();
        let editions = judged
            .iter()
            .flat_map(|programme| &programme.rules.editions);
        let asking = Asking {
            frame,
            answers,
            read,
            mentions: &Mentions::of(editions.map(|(_, edition)| edition)),
            names: &catalogue.names,
        };
        let asked_by = asked_by(&judged);
        let question = |id: FactId| Question {
            // Of one programme alone, the number says nothing.
            asked_by: match only {
                None => asked_by.get(&id).copied().unwrap_or_default(),
                Some(_) => 0,
            },
            is_next: assessment.next_question == Some(id),
            ..asking.question(facts.get(id))
        };
        let first = match only {
            Some(programme) => in_order(programme.facts.clone(), facts, &asked_by),
            None => in_order(most_asked(facts, &asked_by), facts, &asked_by),
        };
        let given = |id: &FactId| answers.given(&facts.get(*id).id);
        let all = facts.iter().map(|(id, _)| id);
        let elsewhere: Vec<FactId> = all.filter(|id| given(id) && !first.contains(id)).collect();
        // Nothing is asked further before the first answer, and one programme asks everything at once.
        let more: Vec<FactId> = match only {
            None if answers.any(facts) => {
                let open = wanted(assessment).into_iter().filter(|id| !given(id));
                open.take(MORE).collect()
            }
            None | Some(_) => Vec::new(),
        };
        let first: Vec<FactId> = first.into_iter().filter(|id| !more.contains(id)).collect();
        let mut page = Questions {
            groups: groups(frame, facts, &first, &question),
            more: Vec::new(),
            earlier: Vec::new(),
            kept: Vec::new(),
        };
        match only {
            None => page.earlier = elsewhere.into_iter().map(question).collect(),
            Some(_) => {
                let names = elsewhere.iter().map(|id| facts.get(*id));
                page.kept = names.flat_map(|fact| kept(answers, fact)).collect();
            }
        }
        page.more = more.into_iter().map(question).collect();
        page
    }

    pub fn all(&self) -> impl Iterator<Item = &Question> {
        let grouped = self.groups.iter().flat_map(|group| &group.questions);
        grouped.chain(&self.more).chain(&self.earlier)
    }

    /// The fields with a mistake: where they are and what they ask for.
    pub fn mistakes(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for question in self.all() {
            if !question.errors.is_empty() {
                found.push((question.anchor(), question.label.clone()));
            }
            if let Control::Rows { rows, .. } = &question.control {
                let fields = rows.iter().flatten().filter(|field| field.has_errors());
                found.extend(fields.map(|field| (field.anchor(), field.label.clone())));
            }
        }
        found
    }

    /// Whether an answer of an earlier page must be looked at again.
    pub fn earlier_has_errors(&self) -> bool {
        self.earlier.iter().any(Question::has_errors)
    }
}

fn kept<'a>(answers: &'a Answers, fact: &Fact) -> Vec<(&'a str, &'a str)> {
    answers.of_fact(&fact.id).collect()
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
    let shared = |fact: &Fact| fact.group.is_some() && &*fact.place.file == SHARED;
    let mut asked: Vec<(usize, FactId)> = facts
        .iter()
        .filter(|(_, fact)| shared(fact))
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

/// The facts for which undecided programmes wait: first what most wait for that are not over.
fn wanted(assessment: &Assessment<'_>) -> Vec<FactId> {
    let mut wanted: BTreeMap<FactId, (usize, usize)> = BTreeMap::new();
    let undecided = assessment
        .answers
        .iter()
        .filter(|assessed| assessed.answer.verdict == Verdict::Undecided);
    for assessed in undecided {
        for fact in &assessed.answer.missing {
            let (current, all) = wanted.entry(*fact).or_default();
            *all += 1;
            *current += usize::from(assessed.window != WindowState::Closed);
        }
    }
    let mut facts: Vec<(FactId, (usize, usize))> = wanted.into_iter().collect();
    facts.sort_by(|(first, a), (second, b)| b.cmp(a).then(first.cmp(second)));
    let mut facts: Vec<FactId> = facts.into_iter().map(|(id, _)| id).collect();
    if let Some(next) = assessment.next_question {
        facts.retain(|id| *id != next);
        facts.insert(0, next);
    }
    facts
}
