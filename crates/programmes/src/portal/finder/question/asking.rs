//! How a question is made of a fact.

use std::collections::{BTreeMap, BTreeSet};

use eligibility::unit::Unit;
use eligibility::{Choice, Fact, FactKind, Facts};
use kernel::{Bilingual, Lang};
use platform::Frame;

use super::{Between, Control, Held, LineKind, Pick, Question, YesNo};
use crate::portal::finder::address::Address;
use crate::portal::finder::answers::{Answers, LEAST, MOST, MOST_ROWS, NONE, Read, sentence};
use crate::portal::finder::said_values;
use crate::portal::mentions::Mentions;

/// What questions are made of.
pub struct Asking<'a> {
    pub frame: &'a Frame,
    pub facts: &'a Facts,
    pub address: &'a Address<'a>,
    pub read: &'a Read,
    /// What the rules mention: the programmes that one may have been supported by.
    pub mentions: &'a Mentions,
    pub names: &'a BTreeMap<String, Bilingual>,
    /// `q` in the form, `s` in the steps.
    pub view: &'static str,
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

    fn answers(&self) -> &Answers {
        self.address.answers
    }

    fn field(&self, fact: &Fact, name: String) -> Question {
        let frame = self.frame;
        let asked = fact.question.as_ref().map(|question| frame.text(question));
        let label = frame.text(&fact.label);
        let help = fact.help.iter().map(|help| frame.text(help).to_owned());
        let control = self.control(fact, &name);
        let echo = match control {
            Control::Line { .. } => {
                said_values::understood(frame, fact, self.facts, self.answers().first(&name))
            }
            _ => None,
        };
        let mut question = self.made(name, asked.unwrap_or(label).to_owned(), control);
        question.errors = self.errors(&question.name, label);
        question.help = help.collect();
        question.echo = echo.filter(|_| question.errors.is_empty());
        question
    }

    fn made(&self, name: String, label: String, control: Control) -> Question {
        Question {
            view: self.view,
            errors: self.errors(&name, &label),
            name,
            label,
            help: Vec::new(),
            echo: None,
            effect: Vec::new(),
            asked_by: 0,
            is_next: false,
            control,
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
        let line = |kind, unit: String| self.line(name, kind, unit);
        match &fact.kind {
            FactKind::YesNo => Control::YesNo(self.yes_no(name)),
            FactKind::Number { unit, .. } => {
                let kind = match unit.is_yen() {
                    true => LineKind::Yen,
                    false => LineKind::Number,
                };
                self.number(name, kind, self.unit(unit))
            }
            FactKind::Date => line(LineKind::Date, String::new()),
            FactKind::Industry => Control::Line {
                kind: LineKind::Industry,
                typed: self.typed_codes(name),
                unit: String::new(),
                between: None,
            },
            FactKind::Text => line(LineKind::Text, String::new()),
            FactKind::Choice(choices) => Control::Select(self.picks(name, choices)),
            FactKind::Choices(choices) => Control::Boxes {
                picks: self.picks(name, choices),
                none: self.none(name),
            },
            FactKind::Certificates(choices) => self.held(name, choices),
            FactKind::Receiving => Control::Boxes {
                picks: self.programmes(name, &self.mentions.receiving),
                none: self.none(name),
            },
            FactKind::List(fields) => self.rows(name, |row| {
                let of_row = |field: &Fact| format!("{name}.{row}.{}", field.id);
                let field = |field: &Fact| self.field(field, of_row(field));
                fields.iter().map(field).collect()
            }),
            FactKind::Awards => self.rows(name, |row| self.award(&format!("{name}.{row}"))),
        }
    }

    fn line(&self, name: &str, kind: LineKind, unit: String) -> Control {
        Control::Line {
            kind,
            typed: self.answers().first(name).to_owned(),
            unit,
            between: None,
        }
    }

    /// A number, or the two ends of an interval. In records an interval is written on one line.
    fn number(&self, name: &str, kind: LineKind, unit: String) -> Control {
        if name.contains('.') {
            return self.line(name, kind, unit);
        }
        let typed = self.answers().first(name);
        let end = |end: &str| self.answers().first(&format!("{name}{end}"));
        let (typed, least, most) = match typed.split_once("..") {
            Some((least, most)) => ("", least.trim(), most.trim()),
            None => (typed, end(LEAST), end(MOST)),
        };
        Control::Line {
            kind,
            typed: typed.to_owned(),
            unit,
            between: Some(Between {
                least: least.to_owned(),
                most: most.to_owned(),
            }),
        }
    }

    /// Several codes stand on one line, wherever they came from.
    fn typed_codes(&self, name: &str) -> String {
        let codes: Vec<&str> = self.answers().all(name).collect();
        codes.join("、")
    }

    fn yes_no(&self, name: &str) -> YesNo {
        match eligibility::profile::yes_or_no(self.answers().first(name)) {
            Some(true) => YesNo::Yes,
            Some(false) => YesNo::No,
            None => YesNo::Open,
        }
    }

    fn none(&self, name: &str) -> bool {
        self.answers().all(name).any(|value| value == NONE)
    }

    fn unit(&self, unit: &Unit) -> String {
        match (unit.id.as_str(), self.frame.lang) {
            ("percent", _) => "%".to_owned(),
            (_, Lang::Ja) => unit.ja.clone(),
            (_, Lang::En) => unit.en_many.clone(),
        }
    }

    fn held(&self, name: &str, choices: &[Choice]) -> Control {
        let day = |id: &str, part: &str, key: &str| {
            let name = format!("{name}.{id}.{part}");
            let line = self.line(&name, LineKind::Date, String::new());
            self.made(name, self.frame.t(key), line)
        };
        let held = self.picks(name, choices).into_iter().map(|pick| Held {
            days: vec![
                day(&pick.value, "from", "finder-held-from"),
                day(&pick.value, "until", "finder-held-until"),
            ],
            pick,
        });
        let second = |(key, value): &(&str, &str)| {
            let own = *key == name || key.starts_with(&format!("{name}."));
            own && (value.contains('~') || key.contains('~'))
        };
        let kept = self.answers().filled().filter(second);
        Control::Held {
            held: held.collect(),
            none: self.none(name),
            kept: kept
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        }
    }

    /// One row at least; as many as are filled in or asked for.
    fn rows(&self, name: &str, row: impl Fn(usize) -> Vec<Question>) -> Control {
        let filled = self.answers().rows(name).last().map_or(0, |last| last + 1);
        let wanted = self.address.rows_wanted(name);
        let count = filled.max(wanted).clamp(1, MOST_ROWS);
        Control::Rows {
            rows: (0..count).map(row).collect(),
            none: self.none(name),
            more: (count < MOST_ROWS).then(|| format!("{name}:{}", count + 1)),
        }
    }

    fn picks(&self, name: &str, choices: &[Choice]) -> Vec<Pick> {
        let label = |choice: &Choice| self.frame.text(&choice.label).to_owned();
        choices
            .iter()
            .map(|choice| self.pick(name, &choice.id, label(choice)))
            .collect()
    }

    /// Programmes to choose from; one that was named otherwise, in a profile, stays among them.
    fn programmes(&self, name: &str, ids: &BTreeSet<String>) -> Vec<Pick> {
        let label = |id: &str| match self.names.get(id) {
            Some(name) => self.frame.text(name).to_owned(),
            None => id.to_owned(),
        };
        let named = self.answers().all(name).filter(|id| *id != NONE);
        let ids: BTreeSet<&str> = ids.iter().map(String::as_str).chain(named).collect();
        ids.into_iter()
            .map(|id| self.pick(name, id, label(id)))
            .collect()
    }

    fn pick(&self, name: &str, value: &str, label: String) -> Pick {
        Pick {
            value: value.to_owned(),
            label,
            chosen: self.answers().all(name).any(|chosen| chosen == value),
        }
    }

    /// The fields of one award.
    fn award(&self, row: &str) -> Vec<Question> {
        let frame = self.frame;
        let name = |part: &str| format!("{row}.{part}");
        let (programme, year, amount) = (name("programme"), name("fiscal_year"), name("amount"));
        let select = Control::Select(self.programmes(&programme, &self.mentions.awarded));
        let of_year = self.line(&year, LineKind::FiscalYear, String::new());
        let of_yen = self.line(&amount, LineKind::Yen, frame.t("finder-yen"));
        vec![
            self.made(programme, frame.t("finder-award"), select),
            self.made(year, frame.t("finder-award-year"), of_year),
            self.made(amount, frame.t("finder-award-amount"), of_yen),
        ]
    }
}
