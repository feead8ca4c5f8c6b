//! The rules of a programme: in words of both languages, and as they are written.

use eligibility::formula::{Cond, in_force};
use eligibility::rules::{Amount, Choose, Condition, Course, Edition};
use eligibility::wording::{AmountLine, Wording};
use kernel::{Date, Lang};
use platform::api::{Text, one_of};
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, SchemaType};

use super::State;
use super::written::WrittenRules;
use crate::portal::mentions::Mentions;
use crate::programme::Programme;

/// The rules from one day until the next edition.
#[derive(Serialize, ToSchema)]
#[schema(as = RuleEdition)]
pub struct EditionJson {
    /// The first day; null: the only edition, or the first one, whose beginning is not stated.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    from: Option<String>,
    /// The last day; null: no later edition is known.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    until: Option<String>,
    /// Whether somebody is judged by it today.
    in_force: bool,
    conditions: Vec<ConditionJson>,
    /// How many of the courses somebody can have.
    #[schema(schema_with = choose)]
    choose: &'static str,
    courses: Vec<CourseJson>,
    /// Which costs count, a line for each item.
    expenses: Vec<LineJson>,
    /// How much is given; with courses: what holds over all of them. Empty: no money, or it stands in the courses.
    amount: Vec<LineJson>,
    /// The amount as it is written in the rule language; null: none.
    #[schema(schema_with = written)]
    amount_rule: Option<Json>,
    /// Shared definitions that the conditions use, as they hold in this edition.
    definitions: Vec<DefinitionJson>,
}

fn choose() -> Object {
    one_of("How many of the courses somebody can have.", ["one", "any"])
}

/// What stands in a programme's file has many forms; `docs/rules.md` tells them.
fn written() -> Object {
    Object::with_type(SchemaType::AnyValue)
}

/// A requirement.
#[derive(Serialize, ToSchema)]
#[schema(as = RuleCondition)]
struct ConditionJson {
    /// Unique among the conditions of the edition or course.
    id: String,
    /// The sentence, made from the rule.
    text: Text,
    /// The rule as it is written in the rule language: an expression, or the form that depends on something.
    /// null: the source names the condition without giving its content.
    #[schema(schema_with = written)]
    rule: Option<Json>,
    /// false: the source does not give what it demands.
    stated: bool,
    /// Article or page of the source.
    basis: Option<String>,
    /// What proves it.
    evidence: Option<Text>,
    note: Option<Text>,
}

/// A course (枠) to choose.
#[derive(Serialize, ToSchema)]
#[schema(as = RuleCourse)]
struct CourseJson {
    id: String,
    label: Text,
    conditions: Vec<ConditionJson>,
    amount: Vec<LineJson>,
    #[schema(schema_with = written)]
    amount_rule: Option<Json>,
}

/// A line of an amount or of the costs that count.
#[derive(Serialize, ToSchema)]
#[schema(as = RuleLine)]
struct LineJson {
    /// What the line is about; null: a plain amount.
    label: Option<Text>,
    texts: Vec<Text>,
}

/// A shared definition.
#[derive(Serialize, ToSchema)]
#[schema(as = RuleDefinition)]
struct DefinitionJson {
    id: String,
    label: Text,
    basis: Option<String>,
    note: Option<Text>,
    /// What it means; null: before its first edition.
    means: Option<Text>,
}

/// Rules in both languages on one day.
struct Both<'a> {
    ja: Wording<'a>,
    en: Wording<'a>,
    edition: &'a Edition,
}

/// All editions, in the order of their first days.
pub fn editions(state: &State, programme: &Programme, today: Date) -> Vec<EditionJson> {
    let all = &programme.rules.editions;
    let current: *const Edition = programme.rules.on(today);
    let written = state.files.get(&programme.id);
    all.iter()
        .enumerate()
        .map(|(index, (from, edition))| {
            let next = all.get(index + 1);
            let until = next.and_then(|(next, _)| next.yesterday().ok());
            let in_force = std::ptr::eq(current, edition);
            // What is dated inside a rule is said as it was at the end of the edition, or will be at its beginning.
            let on = match until {
                _ if in_force => today,
                Some(last) if last < today => last,
                Some(_) | None => *from,
            };
            let both = Both {
                ja: state.wording(on, Lang::Ja),
                en: state.wording(on, Lang::En),
                edition,
            };
            let rules = written.map(|file| file.edition(index)).unwrap_or_default();
            EditionJson {
                from: (*from != Date::MIN).then(|| from.to_string()),
                until: until.map(|day| day.to_string()),
                in_force,
                ..both.edition(&rules)
            }
        })
        .collect()
}

impl Both<'_> {
    fn edition(&self, rules: &WrittenRules<'_>) -> EditionJson {
        let edition = self.edition;
        let items = edition.expenses.iter().flat_map(|expenses| &expenses.items);
        let courses = edition.courses.iter();
        EditionJson {
            from: None,
            until: None,
            in_force: false,
            conditions: self.conditions(&edition.conditions, rules),
            choose: match edition.choose {
                Choose::One => "one",
                Choose::Any => "any",
            },
            courses: courses.map(|course| self.course(course, rules)).collect(),
            expenses: items
                .flat_map(|item| {
                    let said = |w: &Wording<'_>| vec![w.expense(item, edition)];
                    lines(&said(&self.ja), &said(&self.en))
                })
                .collect(),
            amount: self.amount(edition.amount.as_ref()),
            amount_rule: rules.amount(),
            definitions: self.definitions(),
        }
    }

    fn course(&self, course: &Course, rules: &WrittenRules<'_>) -> CourseJson {
        let rules = rules.course(&course.id);
        CourseJson {
            id: course.id.clone(),
            label: Text::from(&course.label),
            conditions: self.conditions(&course.conditions, &rules),
            amount: self.amount(course.amount.as_ref()),
            amount_rule: rules.amount(),
        }
    }

    fn conditions(&self, all: &[Condition], rules: &WrittenRules<'_>) -> Vec<ConditionJson> {
        all.iter()
            .map(|condition| ConditionJson {
                id: condition.id.clone(),
                text: Text {
                    ja: self.ja.condition(condition, self.edition),
                    en: self.en.condition(condition, self.edition),
                },
                rule: rules.condition(&condition.id),
                stated: condition.not_stated.is_none()
                    && !(matches!(condition.rule, Cond::NotStated)
                        && condition.minimum_grant.is_none()),
                basis: condition.basis.clone(),
                evidence: both(self.ja.evidence(condition), self.en.evidence(condition)),
                note: Text::maybe(condition.note.as_ref()),
            })
            .collect()
    }

    fn amount(&self, amount: Option<&Amount>) -> Vec<LineJson> {
        let Some(amount) = amount else {
            return Vec::new();
        };
        let (ja, en) = (
            self.ja.amount(amount, self.edition),
            self.en.amount(amount, self.edition),
        );
        lines(&ja, &en)
    }

    fn definitions(&self) -> Vec<DefinitionJson> {
        let mentions = Mentions::of([self.edition]);
        let definitions = mentions.definitions.iter();
        definitions
            .map(|definition| {
                let means = in_force(&definition.editions, self.ja.on);
                DefinitionJson {
                    id: definition.id.clone(),
                    label: Text::from(&definition.label),
                    basis: definition.basis.clone(),
                    note: Text::maybe(definition.note.as_ref()),
                    means: means.map(|means| Text {
                        ja: self.ja.rule(means),
                        en: self.en.rule(means),
                    }),
                }
            })
            .collect()
    }
}

fn both(ja: Option<String>, en: Option<String>) -> Option<Text> {
    Some(Text { ja: ja?, en: en? })
}

/// The lines of both languages side by side: they come from the same rule and so have the same shape.
fn lines(ja: &[AmountLine], en: &[AmountLine]) -> Vec<LineJson> {
    ja.iter()
        .zip(en)
        .map(|(ja, en)| LineJson {
            label: (!ja.label.is_empty()).then(|| Text {
                ja: ja.label.clone(),
                en: en.label.clone(),
            }),
            texts: (ja.texts.iter().zip(&en.texts))
                .map(|(ja, en)| Text {
                    ja: ja.clone(),
                    en: en.clone(),
                })
                .collect(),
        })
        .collect()
}
