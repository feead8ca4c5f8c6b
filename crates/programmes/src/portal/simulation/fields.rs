//! The fields of a variant: one for each number that can be moved, in the order of the rules, under the sentence in
//! which it stands.

use eligibility::levers::{Lever, Near, Slot, Spot, Within};
use eligibility::rules::{Amount, Condition, Edition};
use eligibility::wording::{AmountLine, Wording};
use kernel::Lang;
use platform::Frame;

use super::variant::Variant;

/// Numbers under one heading: the conditions, or the amounts of a course.
pub struct Section {
    pub title: String,
    pub groups: Vec<Group>,
}

/// The numbers of one sentence.
pub struct Group {
    /// The sentence, where it has several numbers.
    pub title: Option<String>,
    pub fields: Vec<Field>,
}

pub struct Field {
    /// Its address on the page.
    pub anchor: String,
    /// Its name in the address of the page.
    pub name: String,
    pub label: String,
    pub now: String,
    pub unit: String,
    pub typed: String,
    pub is_moved: bool,
    pub errors: Vec<String>,
}

impl Field {
    pub fn described_by(&self) -> String {
        let error = match self.errors.is_empty() {
            true => String::new(),
            false => format!(" {}-error", self.anchor),
        };
        format!("{0}-now{error}", self.anchor)
    }
}

/// Under which heading a number stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Conditions,
    Expenses,
    Amounts,
}

impl Kind {
    fn of(within: Within) -> Kind {
        match within {
            Within::Condition(_) => Kind::Conditions,
            Within::Expense(_) => Kind::Expenses,
            Within::Amount | Within::Part(_) => Kind::Amounts,
        }
    }
}

/// What fields are made of.
pub struct Making<'a> {
    pub frame: &'a Frame,
    pub edition: &'a Edition,
    pub wording: Wording<'a>,
    pub variant: &'a Variant,
}

impl Making<'_> {
    pub fn sections(&self) -> Vec<Section> {
        let mut sections: Vec<((Option<usize>, Kind), Section)> = Vec::new();
        let mut last: Option<(Option<usize>, Within)> = None;
        for (place, lever) in self.variant.levers.iter().enumerate() {
            let spot = lever.spot;
            let heading = (spot.course, Kind::of(spot.within));
            if sections.last().is_none_or(|(of, _)| *of != heading) {
                let title = self.heading(spot);
                let groups = Vec::new();
                sections.push((heading, Section { title, groups }));
                last = None;
            }
            let groups = &mut sections.last_mut().expect("one was just there").1.groups;
            if last != Some((spot.course, spot.within)) {
                last = Some((spot.course, spot.within));
                groups.push(Group {
                    title: Some(self.sentence(spot)),
                    fields: Vec::new(),
                });
            }
            let group = groups.last_mut().expect("one was just there");
            group.fields.push(self.field(place, lever));
        }
        let mut sections: Vec<Section> = sections.into_iter().map(|(_, one)| one).collect();
        for group in sections.iter_mut().flat_map(|section| &mut section.groups) {
            finish(group, self.frame);
        }
        sections
    }

    /// How a number is called where it stands alone.
    pub fn name(&self, lever: &Lever) -> String {
        let label = self.label(lever);
        match label.is_empty() {
            true => self.sentence(lever.spot),
            false => label,
        }
    }

    fn field(&self, place: usize, lever: &Lever) -> Field {
        let lang = self.frame.lang;
        let label = self.label(lever);
        let wrong = self.variant.wrong.get(&lever.id).into_iter().flatten();
        let called = self.name(lever);
        Field {
            anchor: format!("lever-{}", place + 1),
            name: lever.id.clone(),
            now: lever.unit.write(lever.value, lang),
            unit: match (lever.unit.id.as_str(), lang) {
                ("percent", _) => "%".to_owned(),
                (_, Lang::Ja) => lever.unit.ja.clone(),
                (_, Lang::En) => lever.unit.en_many.clone(),
            },
            typed: self.variant.typed(lever).to_owned(),
            is_moved: self.variant.moved.iter().any(|(moved, _)| *moved == place),
            errors: wrong
                .map(|wrong| wrong.said(&called, Some(&lever.unit), lang))
                .collect(),
            label,
        }
    }

    fn heading(&self, spot: Spot) -> String {
        let key = match (spot.within, spot.course) {
            (Within::Expense(_), _) => "try-expenses",
            (Within::Condition(_), None) => "try-conditions",
            (Within::Condition(_), Some(_)) => "try-course-conditions",
            (Within::Amount | Within::Part(_), None) => "try-amount",
            (Within::Amount | Within::Part(_), Some(_)) => "try-course-amount",
        };
        let course = spot
            .course
            .map(|course| &self.edition.courses[course].label);
        let course = course.map_or("", |label| self.frame.text(label));
        self.frame.say(key, &[("course", course)])
    }

    /// The sentence in which a number stands.
    fn sentence(&self, spot: Spot) -> String {
        let course = spot.course.map(|course| &self.edition.courses[course]);
        let conditions: &[Condition] = match course {
            Some(course) => &course.conditions,
            None => &self.edition.conditions,
        };
        let amount: Option<&Amount> = match course {
            Some(course) => course.amount.as_ref(),
            None => self.edition.amount.as_ref(),
        };
        match spot.within {
            Within::Condition(place) => self.wording.condition(&conditions[place], self.edition),
            Within::Expense(place) => {
                let expenses = self.edition.expenses.as_ref();
                let item = expenses.map(|expenses| &expenses.items[place]);
                item.map_or_else(String::new, |item| {
                    self.line(&self.wording.expense(item, self.edition))
                })
            }
            Within::Part(place) => {
                let lines = amount.map(|amount| self.wording.amount(amount, self.edition));
                let line = lines.and_then(|lines| lines.into_iter().nth(place));
                line.map_or_else(String::new, |line| self.line(&line))
            }
            Within::Amount => self.frame.t("try-in-total"),
        }
    }

    fn line(&self, line: &AmountLine) -> String {
        let between = match self.frame.lang {
            Lang::Ja => "、",
            Lang::En => "; ",
        };
        let texts = line.texts.join(between);
        match line.label.as_str() {
            "" => texts,
            label => {
                let args = [("label", label), ("texts", texts.as_str())];
                self.frame.say("try-line", &args)
            }
        }
    }

    /// What tells a number from the others of its sentence; empty where the sentence itself does.
    fn label(&self, lever: &Lever) -> String {
        let frame = self.frame;
        let near = match &lever.near {
            Near::Nothing => None,
            Near::Comparison(rule) => Some(self.wording.rule(rule)),
            Near::When(case) => {
                let case = self.wording.rule(case);
                Some(frame.say("try-when", &[("case", &case)]))
            }
            Near::Otherwise => Some(frame.t("try-otherwise")),
            Near::BandEnd => Some(frame.t("try-band-end")),
            Near::BandRate(Some(end), unit) => {
                let end = unit.write(*end, frame.lang);
                Some(frame.say("try-band-until", &[("end", &end)]))
            }
            Near::BandRate(None, _) => Some(frame.t("try-band-rest")),
        };
        let slot = match lever.spot.slot {
            Slot::Rule => return near.unwrap_or_default(),
            slot => frame.t(&format!("try-slot-{}", slot.word())),
        };
        match near {
            None => slot,
            Some(near) => frame.say("try-slot-near", &[("slot", &slot), ("near", &near)]),
        }
    }
}

/// A sentence with one number is the label of its field; several fields are called differently.
fn finish(group: &mut Group, frame: &Frame) {
    let title = group.title.clone().unwrap_or_default();
    for field in group
        .fields
        .iter_mut()
        .filter(|field| field.label.is_empty())
    {
        field.label = title.clone();
    }
    let labels: Vec<String> = group
        .fields
        .iter()
        .map(|field| field.label.clone())
        .collect();
    for (place, field) in group.fields.iter_mut().enumerate() {
        if labels.iter().filter(|label| **label == field.label).count() > 1 {
            let before = labels[..=place]
                .iter()
                .filter(|label| **label == field.label);
            let number = before.count().to_string();
            let args = [("label", field.label.as_str()), ("number", number.as_str())];
            field.label = frame.say("try-numbered", &args);
        }
    }
    if labels.len() == 1 && (labels[0] == title || title.is_empty()) {
        group.title = None;
    }
}
