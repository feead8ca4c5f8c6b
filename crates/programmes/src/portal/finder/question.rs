//! One question of the finder: its words and its control, filled with what was typed.

use std::collections::{BTreeMap, BTreeSet};

use eligibility::unit::Unit;
use eligibility::{Choice, Fact, FactKind};
use kernel::{Bilingual, Lang};
use platform::Frame;

use super::answers::{Answers, NONE, ROWS, Read, sentence};
use crate::portal::mentions::Mentions;

/// One question, or one field of a record.
pub struct Question {
    /// The name of its field; for fields of records such as `equipment.0.cost`.
    pub name: String,
    pub label: String,
    pub help: Vec<String>,
    /// How many of the programmes that are judged ask it.
    pub asked_by: usize,
    /// Whether it is the one most worth answering.
    pub is_next: bool,
    pub errors: Vec<String>,
    pub control: Control,
}

pub enum Control {
    YesNo(YesNo),
    Line {
        kind: LineKind,
        typed: String,
        unit: String,
    },
    Select(Vec<Pick>),
    Boxes {
        picks: Vec<Pick>,
        none: bool,
    },
    Rows {
        rows: Vec<Vec<Question>>,
        none: bool,
        filled: usize,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YesNo {
    Yes,
    No,
    Open,
}

/// What is typed on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    Number,
    Yen,
    Date,
    Industry,
    FiscalYear,
    Text,
}

/// One answer to choose.
pub struct Pick {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// What questions are made of.
pub struct Asking<'a> {
    pub frame: &'a Frame,
    pub answers: &'a Answers,
    pub read: &'a Read,
    /// What the rules mention: the programmes that one may have been supported by.
    pub mentions: &'a Mentions,
    pub names: &'a BTreeMap<String, Bilingual>,
}

impl Question {
    /// The address of the question on its page.
    pub fn anchor(&self) -> String {
        format!("q-{}", self.name)
    }

    /// Whether its control is a group of several (and so needs a legend).
    pub fn is_group(&self) -> bool {
        match self.control {
            Control::YesNo(_) | Control::Boxes { .. } | Control::Rows { .. } => true,
            Control::Line { .. } | Control::Select(_) => false,
        }
    }

    /// Whether it, or a field of its records, has a mistake.
    pub fn has_errors(&self) -> bool {
        let in_rows = match &self.control {
            Control::Rows { rows, .. } => rows.iter().flatten().any(Question::has_errors),
            Control::YesNo(_)
            | Control::Line { .. }
            | Control::Select(_)
            | Control::Boxes { .. } => false,
        };
        in_rows || !self.errors.is_empty()
    }

    /// What describes the field to those who hear it: help, then mistakes.
    pub fn described_by(&self) -> String {
        let anchor = self.anchor();
        let help = (!self.help.is_empty()).then(|| format!("{anchor}-help"));
        let errors = (!self.errors.is_empty()).then(|| format!("{anchor}-error"));
        help.into_iter().chain(errors).collect::<Vec<_>>().join(" ")
    }
}

impl Asking<'_> {
    /// The question of a fact.
    pub fn question(&self, fact: &Fact) -> Question {
        let mut question = self.field(fact, fact.id.clone());
        if let Control::Line { kind, .. } = &question.control {
            question.help.extend(self.example(*kind));
        }
        question
    }

    fn field(&self, fact: &Fact, name: String) -> Question {
        let frame = self.frame;
        let control = self.control(fact, &name);
        let asked = fact.question.as_ref().map(|question| frame.text(question));
        let label = frame.text(&fact.label);
        let help = fact.help.iter().map(|help| frame.text(help).to_owned());
        Question {
            label: asked.unwrap_or(label).to_owned(),
            help: help.collect(),
            asked_by: 0,
            is_next: false,
            errors: self.errors(&name, label),
            control,
            name,
        }
    }

    /// How a line is to be written; nothing for free text.
    fn example(&self, kind: LineKind) -> Option<String> {
        let key = match kind {
            LineKind::Number => "finder-example-number",
            LineKind::Yen => "finder-example-yen",
            LineKind::Date => "finder-example-date",
            LineKind::Industry => "finder-example-industry",
            // The label of a fiscal year holds its example.
            LineKind::FiscalYear | LineKind::Text => return None,
        };
        Some(self.frame.t(key))
    }

    fn errors(&self, name: &str, label: &str) -> Vec<String> {
        let faults = self.read.faults.get(name).into_iter().flatten();
        faults
            .map(|fault| sentence(fault, label, self.frame.lang))
            .collect()
    }

    fn control(&self, fact: &Fact, name: &str) -> Control {
        let line = |kind, unit: String| Control::Line {
            kind,
            typed: self.answers.first(name).to_owned(),
            unit,
        };
        match &fact.kind {
            FactKind::YesNo => Control::YesNo(self.yes_no(name)),
            FactKind::Number { unit, .. } if unit.is_yen() => line(LineKind::Yen, self.unit(unit)),
            FactKind::Number { unit, .. } => line(LineKind::Number, self.unit(unit)),
            FactKind::Date => line(LineKind::Date, String::new()),
            FactKind::Industry => line(LineKind::Industry, String::new()),
            FactKind::Text => line(LineKind::Text, String::new()),
            FactKind::Choice(choices) => Control::Select(self.picks(name, choices)),
            FactKind::Choices(choices) | FactKind::Certificates(choices) => {
                self.boxes(name, self.picks(name, choices))
            }
            FactKind::Receiving => {
                self.boxes(name, self.programmes(name, &self.mentions.receiving))
            }
            FactKind::List(fields) => {
                let field = |row: usize, field: &Fact| {
                    self.field(field, format!("{name}.{row}.{}", field.id))
                };
                self.rows(name, |row| {
                    fields.iter().map(|one| field(row, one)).collect()
                })
            }
            FactKind::Awards => self.rows(name, |row| self.award(&format!("{name}.{row}"))),
        }
    }

    fn yes_no(&self, name: &str) -> YesNo {
        match self.answers.first(name) {
            "" => YesNo::Open,
            answer => match eligibility::profile::yes_or_no(answer) {
                Some(true) => YesNo::Yes,
                Some(false) => YesNo::No,
                None => YesNo::Open,
            },
        }
    }

    fn unit(&self, unit: &Unit) -> String {
        match (unit.id.as_str(), self.frame.lang) {
            ("percent", _) => "%".to_owned(),
            (_, Lang::Ja) => unit.ja.clone(),
            (_, Lang::En) => unit.en_many.clone(),
        }
    }

    fn boxes(&self, name: &str, picks: Vec<Pick>) -> Control {
        let none = self.answers.all(name).any(|value| value == NONE);
        Control::Boxes { picks, none }
    }

    fn rows(&self, name: &str, row: impl Fn(usize) -> Vec<Question>) -> Control {
        let filled = |row: &usize| self.answers.given(&format!("{name}.{row}"));
        Control::Rows {
            rows: (0..ROWS).map(row).collect(),
            none: self.answers.all(name).any(|value| value == NONE),
            filled: (0..ROWS).rev().find(filled).map_or(0, |last| last + 1),
        }
    }

    fn picks(&self, name: &str, choices: &[Choice]) -> Vec<Pick> {
        let label = |choice: &Choice| self.frame.text(&choice.label).to_owned();
        choices
            .iter()
            .map(|choice| self.pick(name, &choice.id, label(choice)))
            .collect()
    }

    fn programmes(&self, name: &str, ids: &BTreeSet<String>) -> Vec<Pick> {
        let label = |id: &String| match self.names.get(id) {
            Some(name) => self.frame.text(name).to_owned(),
            None => id.clone(),
        };
        ids.iter()
            .map(|id| self.pick(name, id, label(id)))
            .collect()
    }

    fn pick(&self, name: &str, value: &str, label: String) -> Pick {
        Pick {
            value: value.to_owned(),
            label,
            chosen: self.answers.all(name).any(|chosen| chosen == value),
        }
    }

    /// The fields of one award.
    fn award(&self, row: &str) -> Vec<Question> {
        let frame = self.frame;
        let made = |part: &str, key: &str, control: &dyn Fn(&str) -> Control| {
            let name = format!("{row}.{part}");
            let (label, control) = (frame.t(key), control(&name));
            Question {
                errors: self.errors(&name, &label),
                asked_by: 0,
                is_next: false,
                help: Vec::new(),
                label,
                control,
                name,
            }
        };
        let line = |kind, unit: String| {
            move |name: &str| Control::Line {
                kind,
                typed: self.answers.first(name).to_owned(),
                unit: unit.clone(),
            }
        };
        vec![
            made("programme", "finder-award", &|name| {
                Control::Select(self.programmes(name, &self.mentions.awarded))
            }),
            made(
                "fiscal_year",
                "finder-award-year",
                &line(LineKind::FiscalYear, String::new()),
            ),
            made(
                "amount",
                "finder-award-amount",
                &line(LineKind::Yen, frame.t("finder-yen")),
            ),
        ]
    }
}
