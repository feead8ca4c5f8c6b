//! What was answered, in words: the question, the answer as it was chosen or typed, and what could not be read.

use eligibility::{Choice, Fact, FactKind};
use platform::Frame;

use super::Wanted;
use crate::portal::finder::answers::NONE;

/// One answer.
pub struct Answered {
    pub question: String,
    pub answer: String,
    pub mistake: String,
}

/// All answers in the order of the catalogue.
pub fn answered(wanted: &Wanted<'_>) -> Vec<Answered> {
    let facts = &wanted.state.catalogue.facts;
    let mistakes = wanted.mistakes();
    let mut found = Vec::new();
    for (_, fact) in facts.iter() {
        for (name, value) in wanted.answers.of_fact(&fact.id) {
            let mistake = mistakes.iter().find(|(field, _)| field == name);
            found.push(Answered {
                question: question(wanted, fact, name),
                answer: answer(wanted, fact, name, value),
                mistake: mistake.map_or_else(String::new, |(_, said)| said.clone()),
            });
        }
    }
    // What belongs to no single field that was filled in must not get lost.
    for (field, said) in &mistakes {
        if !found.iter().any(|one| &one.mistake == said) {
            let id = field.split('.').next().unwrap_or_default();
            let label = facts.find(id).map(|id| facts.get(id));
            found.push(Answered {
                question: label.map_or_else(|| field.clone(), |fact| question(wanted, fact, field)),
                answer: wanted.answers.first(field).to_owned(),
                mistake: said.clone(),
            });
        }
    }
    found
}

/// The label of a fact; for a record of a list also which record and which field.
fn question(wanted: &Wanted<'_>, fact: &Fact, name: &str) -> String {
    let frame = &wanted.frame;
    let label = frame.text(&fact.label);
    let mut parts = name.split('.').skip(1);
    let Some(row) = parts.next().and_then(|row| row.parse::<usize>().ok()) else {
        return label.to_owned();
    };
    let field = match (parts.next(), field_of(fact, name)) {
        (_, Some(field)) => frame.text(&field.label).to_owned(),
        (Some(part @ ("programme" | "fiscal_year" | "amount")), None) => {
            frame.t(&format!("file-award-{part}"))
        }
        (_, None) => String::new(),
    };
    let row = row.saturating_add(1).to_string();
    let args = [("label", label), ("row", &row), ("field", &field)];
    frame.say("file-row", &args)
}

fn field_of<'f>(fact: &'f Fact, name: &str) -> Option<&'f Fact> {
    let field = name.split('.').nth(2)?;
    fact.fields().iter().find(|one| one.id == field)
}

/// Choices are said by their labels; everything else as it was typed.
fn answer(wanted: &Wanted<'_>, fact: &Fact, name: &str, value: &str) -> String {
    let frame = &wanted.frame;
    if value == NONE {
        return frame.t("file-none");
    }
    let names = &wanted.state.catalogue.names;
    let programme = |id: &str| {
        let name = names.get(id).map(|name| frame.text(name));
        name.unwrap_or(id).to_owned()
    };
    let asked = field_of(fact, name).unwrap_or(fact);
    match &asked.kind {
        FactKind::YesNo => match eligibility::profile::yes_or_no(value) {
            Some(true) => frame.t("file-yes"),
            Some(false) => frame.t("file-no"),
            None => value.to_owned(),
        },
        FactKind::Choice(choices)
        | FactKind::Choices(choices)
        | FactKind::Certificates(choices) => label(frame, choices, value),
        FactKind::Receiving => programme(value),
        FactKind::Awards if name.ends_with(".programme") => programme(value),
        FactKind::Awards
        | FactKind::Number { .. }
        | FactKind::Date
        | FactKind::Industry
        | FactKind::Text
        | FactKind::List(_) => value.to_owned(),
    }
}

fn label(frame: &Frame, choices: &[Choice], value: &str) -> String {
    let choice = choices.iter().find(|choice| choice.id == value);
    choice
        .map_or(value, |choice| frame.text(&choice.label))
        .to_owned()
}
