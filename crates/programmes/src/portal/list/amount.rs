//! What a card of the list says about the money.

use eligibility::rules::{Amount, Edition, Limits};
use eligibility::wording::Wording;
use kernel::Lang;
use platform::Frame;

use super::super::said;

/// A line longer than this (in the width of a Latin letter) tells nobody anything on a card.
const LONGEST_AMOUNT: usize = 110;

/// The amount on one line: the most there can be, else the whole rule if it is short.
pub fn amount_line(frame: &Frame, wording: &Wording<'_>, edition: &Edition) -> Option<String> {
    if let (Some(amount), true) = (&edition.amount, edition.courses.is_empty()) {
        return Some(shortened(
            frame,
            amount_text(frame, wording, amount, edition),
        ));
    }
    let over = edition
        .amount
        .as_ref()
        .and_then(|amount| cap(&amount.limits));
    if let Some(over) = over {
        return Some(shortened(
            frame,
            amount_text(frame, wording, &over, edition),
        ));
    }
    let courses: Vec<String> = edition
        .courses
        .iter()
        .filter_map(|course| {
            let amount = course.amount.as_ref()?;
            let text = amount_text(frame, wording, amount, edition);
            let label = frame.text(&course.label);
            Some(frame.say("list-labelled", &[("label", label), ("text", &text)]))
        })
        .collect();
    (!courses.is_empty())
        .then(|| shortened(frame, courses.join(&frame.t("list-next").replace('_', " "))))
}

/// The cap of an amount where it has one, else all of its lines.
fn amount_text(frame: &Frame, wording: &Wording<'_>, amount: &Amount, edition: &Edition) -> String {
    let only_part = match amount.parts.as_slice() {
        [part] => cap(&part.limits),
        _ => None,
    };
    if let Some(most) = cap(&amount.limits).or(only_part) {
        let lines = wording.amount(&most, edition);
        return lines.into_iter().flat_map(|line| line.texts).collect();
    }
    let lines = wording.amount(amount, edition);
    let lines: Vec<String> = lines.iter().map(|line| said::line(frame, line)).collect();
    lines.join(&frame.t("list-next").replace('_', " "))
}

/// An amount that says nothing but its cap.
fn cap(limits: &Limits) -> Option<Amount> {
    let limits = Limits {
        cap: Some(limits.cap.clone()?),
        ..Limits::default()
    };
    Some(Amount {
        limits,
        ..Amount::default()
    })
}

fn shortened(frame: &Frame, text: String) -> String {
    let width = match frame.lang {
        Lang::Ja => 2,
        Lang::En => 1,
    };
    if text.chars().count() * width > LONGEST_AMOUNT {
        frame.t("list-amount-varies")
    } else {
        text
    }
}
