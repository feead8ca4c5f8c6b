//! A programme as an assistant gets it: short in a list, and everything of one.

use eligibility::rules::{Condition, Edition};
use eligibility::wording::Wording;
use kernel::{Bilingual, Date, Lang};
use programmes::assess::window_state;
use programmes::{Programme, Stated};
use serde_json::{Value, json};

use crate::open_data::State;

/// What a list tells of it.
pub fn brief(state: &State, one: &Programme, today: Date, lang: Lang) -> Value {
    let window = one.window.known();
    let moment = |moment: Option<programmes::programme::Moment>| moment.map(|at| at.to_string());
    json!({
        "id": one.id,
        "name": one.name.get(lang),
        "kind": one.kind.word(),
        "level": one.level.word(),
        "summary": one.summary.get(lang),
        "window": {
            "state": window_state(one, today).word(),
            "type": window.and_then(|window| window.kind).map(|kind| kind.word()),
            "opens": moment(window.and_then(|window| window.opens)),
            "closes": moment(window.and_then(|window| window.closes)),
        },
        "as_of": one.as_of.get(lang),
        "page": state.shell.address().page(lang, &format!("/programmes/{}", one.id)),
    })
}

/// Everything the source says, and on what it is silent.
pub fn full(state: &State, one: &Programme, today: Date, lang: Lang) -> Value {
    let catalogue = &state.catalogue;
    let wording = Wording {
        facts: &catalogue.facts,
        programmes: &catalogue.names,
        on: today,
        lang,
    };
    let edition = one.rules.on(today);
    let courses: Vec<Value> = (edition.courses.iter())
        .map(|course| {
            json!({
                "id": course.id,
                "name": course.label.get(lang),
                "conditions": conditions(&wording, &course.conditions, edition),
                "amount": course.amount.as_ref().map(|amount| lines(wording.amount(amount, edition))),
            })
        })
        .collect();
    let items = edition.expenses.iter().flat_map(|expenses| &expenses.items);
    let mut said = brief(state, one, today, lang);
    for (key, value) in [
        ("name_is_official", json!(one.name_official)),
        (
            "conditions",
            conditions(&wording, &edition.conditions, edition),
        ),
        ("courses", json!(courses)),
        (
            "amount",
            json!(
                edition
                    .amount
                    .as_ref()
                    .map(|amount| lines(wording.amount(amount, edition)))
            ),
        ),
        (
            "costs_that_count",
            lines(items.map(|item| wording.expense(item, edition)).collect()),
        ),
        ("operator", text(&one.operator, lang)),
        ("section", text(&one.section, lang)),
        ("documents", texts(&one.documents, lang)),
        ("steps", texts(&one.steps, lang)),
        ("covers", texts(&one.covers, lang)),
        ("does_not_cover", texts(&one.does_not_cover, lang)),
        ("usage_limit", text(&one.usage_limit, lang)),
        ("combination", text(&one.combination, lang)),
        ("terms", text(&one.terms, lang)),
        ("note", json!(one.note.as_ref().map(|note| note.get(lang)))),
        (
            "status_in_source",
            json!(one.status.as_ref().map(|status| status.get(lang))),
        ),
        ("not_stated", json!(one.not_stated)),
        ("confidence", json!(one.confidence.word())),
        ("sources", json!(one.sources)),
        ("licence_of_our_words", licence(state, lang)),
    ] {
        said[key] = value;
    }
    said
}

/// Under what our summary, translation and rules may be used; null: not decided.
fn licence(state: &State, lang: Lang) -> Value {
    let licence = state.catalogue.city.open_data_licence.as_ref();
    json!(licence.map(|licence| {
        json!({
            "id": licence.id,
            "name": licence.name.get(lang),
            "url": licence.url,
            "attribution": licence.attribution.get(lang),
        })
    }))
}

fn conditions(wording: &Wording<'_>, conditions: &[Condition], edition: &Edition) -> Value {
    let condition = |one: &Condition| {
        json!({
            "id": one.id,
            "text": wording.condition(one, edition),
            "basis": one.basis,
            "evidence": wording.evidence(one),
        })
    };
    conditions.iter().map(condition).collect()
}

fn lines(lines: Vec<eligibility::wording::AmountLine>) -> Value {
    let line =
        |line: eligibility::wording::AmountLine| json!({"label": line.label, "texts": line.texts});
    lines.into_iter().map(line).collect()
}

/// The text; "not_stated" where the source is silent, null where it has no meaning.
fn text(stated: &Stated<Bilingual>, lang: Lang) -> Value {
    match stated {
        Stated::Known(text) => json!(text.get(lang)),
        Stated::NotStated => json!("not_stated"),
        Stated::Absent => Value::Null,
    }
}

fn texts(stated: &Stated<Vec<Bilingual>>, lang: Lang) -> Value {
    match stated {
        Stated::Known(texts) => texts.iter().map(|text| text.get(lang)).collect(),
        Stated::NotStated => json!("not_stated"),
        Stated::Absent => Value::Null,
    }
}
