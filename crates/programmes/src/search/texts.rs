//! The texts of a programme in which words are looked for.

use eligibility::wording::Wording;
use kernel::{Bilingual, Lang};

use super::Shelf;
use super::field::Field;
use super::leaf::Leaf;
use crate::programme::{Programme, Stated};

/// All texts of a programme. What it does *not* cover is left out: nobody looks for it there.
pub(super) fn leaf(programme: &Programme, shelf: &Shelf<'_>) -> Leaf {
    let mut leaf = Leaf::default();
    let mut add = |field: Field, text: &Bilingual| {
        for lang in Lang::ALL {
            leaf.add(field, lang, text.get(lang));
        }
    };
    add(Field::Name, &programme.name);
    add(Field::Summary, &programme.summary);
    for kind in std::iter::once(&programme.kind).chain(&programme.also) {
        let key = format!("kind-{}", kind.word());
        add(
            Field::Kind,
            &Bilingual::of(|lang| crate::words().say(lang, &key, &[])),
        );
    }
    for (field, text) in [
        (Field::Operator, &programme.operator),
        (Field::Section, &programme.section),
        (Field::Note, &programme.terms),
    ] {
        text.known().into_iter().for_each(|text| add(field, text));
    }
    let directions = &programme.directions;
    let titles = directions
        .iter()
        .filter_map(|id| shelf.headings.directions.get(id));
    titles.for_each(|title| add(Field::Direction, title));
    for (field, texts) in [
        (Field::Covers, &programme.covers),
        (Field::Step, &programme.steps),
        (Field::Document, &programme.documents),
    ] {
        known(texts).for_each(|text| add(field, text));
    }
    for text in programme.note.iter().chain(&programme.status) {
        add(Field::Note, text);
    }
    for lang in Lang::ALL {
        rules(&mut leaf, programme, shelf, lang);
    }
    leaf
}

fn known(texts: &Stated<Vec<Bilingual>>) -> impl Iterator<Item = &Bilingual> {
    texts.known().into_iter().flatten()
}

/// The rules of all editions in words, each sentence once. What is dated inside an edition is said as it is on the
/// edition's first day, or on the day the content was reviewed where that is later.
fn rules(leaf: &mut Leaf, programme: &Programme, shelf: &Shelf<'_>, lang: Lang) {
    let mut said: Vec<(Field, String)> = Vec::new();
    for (from, edition) in &programme.rules.editions {
        let wording = Wording {
            facts: shelf.facts,
            programmes: shelf.names,
            on: shelf.reviewed.map_or(*from, |day| day.max(*from)),
            lang,
        };
        let of_courses = edition.courses.iter().flat_map(|course| &course.conditions);
        for condition in edition.conditions.iter().chain(of_courses) {
            said.push((Field::Condition, wording.condition(condition, edition)));
            said.extend(
                (condition.note.iter()).map(|note| (Field::Note, note.get(lang).to_owned())),
            );
        }
        let courses = edition.courses.iter();
        said.extend(courses.map(|course| (Field::Covers, course.label.get(lang).to_owned())));
        for item in edition.expenses.iter().flat_map(|all| &all.items) {
            let line = wording.expense(item, edition);
            said.push((Field::Expense, line.label));
        }
    }
    let mut earlier: Vec<&str> = Vec::new();
    for (field, text) in &said {
        if !earlier.contains(&text.as_str()) {
            leaf.add(*field, lang, text);
            earlier.push(text);
        }
    }
}
