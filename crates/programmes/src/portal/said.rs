//! How values of the catalogue are said on a page, in the reader's language.

use eligibility::YenRange;
use eligibility::wording::AmountLine;
use kernel::{Bilingual, FiscalYear, Lang, Yen};
use platform::Frame;

use crate::programme::{
    Confidence, Kind, Level, Moment, Programme, Selection, Stated, WindowState, WindowType,
};

pub fn kind(frame: &Frame, kind: &Kind) -> String {
    frame.t(&format!("kind-{}", kind.word()))
}

pub fn level(frame: &Frame, level: &Level) -> String {
    frame.t(&format!("level-{}", level.word()))
}

pub fn confidence(frame: &Frame, confidence: &Confidence) -> String {
    frame.t(&format!("confidence-{}", confidence.word()))
}

pub fn selection(frame: &Frame, selection: &Selection) -> String {
    frame.t(&format!("selection-{}", selection.word()))
}

pub fn window_type(frame: &Frame, kind: &WindowType) -> String {
    frame.t(&format!("window-type-{}", kind.word()))
}

pub fn window_state(frame: &Frame, state: &WindowState) -> String {
    frame.t(&format!("window-state-{}", state.word()))
}

/// The class of the tag that shows the state of a window.
pub fn window_tag(state: &WindowState) -> &'static str {
    match state {
        WindowState::Open => "tag tag-open",
        WindowState::Upcoming => "tag tag-upcoming",
        WindowState::Closed => "tag tag-closed",
        WindowState::Unknown => "tag",
    }
}

/// The dates of a programme's window, as far as the source gives them.
pub fn window_dates(frame: &Frame, programme: &Programme) -> Option<String> {
    let window = programme.window.known()?;
    let said = |key: &str, args: &[(&str, String)]| {
        let args: Vec<(&str, &str)> = args
            .iter()
            .map(|(name, day)| (*name, day.as_str()))
            .collect();
        Some(frame.say(key, &args))
    };
    match (window.opens, window.closes) {
        (Some(opens), Some(closes)) => said(
            "window-state-from-to",
            &[
                ("opens", moment(frame, opens)),
                ("closes", moment(frame, closes)),
            ],
        ),
        (Some(opens), None) => said("window-state-from", &[("opens", moment(frame, opens))]),
        (None, Some(closes)) => said("window-state-to", &[("closes", moment(frame, closes))]),
        (None, None) => None,
    }
}

fn moment(frame: &Frame, moment: Moment) -> String {
    let day = frame.date(moment.day);
    match moment.time {
        None => day,
        Some((hour, minute)) => {
            let time = format!("{hour}:{minute:02}");
            frame.say("window-state-minute", &[("day", &day), ("time", &time)])
        }
    }
}

/// The time of which the source speaks; a bare fiscal year is said in full.
pub fn as_of(frame: &Frame, as_of: &Bilingual) -> String {
    let text = frame.text(as_of);
    let year = text.strip_prefix("FY").and_then(|year| year.parse().ok());
    match (year.and_then(FiscalYear::new), frame.lang) {
        (Some(year), Lang::Ja) => year.ja(),
        (Some(_), Lang::En) | (None, _) => text.to_owned(),
    }
}

pub fn yen(frame: &Frame, yen: Yen) -> String {
    match frame.lang {
        Lang::Ja => yen.ja(),
        Lang::En => yen.en(),
    }
}

/// Whether everything is known that an amount depends on, as far as the applicant can tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    All,
    InPart,
}

/// An amount: 83,000円, 最大60,000円（…）, 20,000円から60,000円, 0円以上（…）. Without an upper end the reason is said too.
pub fn award(frame: &Frame, award: &YenRange, answered: Answered) -> String {
    let low = yen(frame, award.low);
    match (award.high, answered) {
        (Some(_), _) if award.is_exact() => low,
        (Some(high), answered) if award.low == Yen(0) => {
            let key = match answered {
                Answered::All => "outcome-amount-up-to",
                Answered::InPart => "outcome-amount-up-to-open",
            };
            frame.say(key, &[("high", &yen(frame, high))])
        }
        (Some(high), _) => {
            let high = yen(frame, high);
            frame.say("outcome-amount-between", &[("low", &low), ("high", &high)])
        }
        (None, Answered::All) => frame.say("outcome-amount-no-limit", &[("low", &low)]),
        (None, Answered::InPart) => frame.say("outcome-amount-open", &[("low", &low)]),
    }
}

/// What the amount of a programme is: support, a loan, tax that is spared.
pub fn amount_label(frame: &Frame, kind: &Kind) -> String {
    frame.t(match kind {
        Kind::Loan => "outcome-amount-loan",
        Kind::TaxRelief => "outcome-amount-tax",
        Kind::Subsidy
        | Kind::Certification
        | Kind::Consultation
        | Kind::CourseEvent
        | Kind::Facility
        | Kind::Showcase
        | Kind::Matching => "outcome-amount-grant",
    })
}

/// A matter on which the source is silent; a word that has no message of ours is shown as it is.
pub fn matter(frame: &Frame, matter: &str) -> String {
    let key = format!("not-stated-{matter}");
    match frame.words.find(frame.lang, &key) {
        Some(said) => said.to_owned(),
        None => matter.to_owned(),
    }
}

/// A line of an amount or an expense: its heading, if any, and its sentences.
pub fn line(frame: &Frame, line: &AmountLine) -> String {
    let texts = line.texts.join(&frame.t("list-joint").replace('_', " "));
    match line.label.as_str() {
        "" => texts,
        label => frame.say("list-labelled", &[("label", label), ("text", &texts)]),
    }
}

/// Whether there is nothing to show, not even that the source is silent.
pub fn is_absent<T>(stated: &Stated<T>) -> bool {
    match stated {
        Stated::Absent => true,
        Stated::Known(_) | Stated::NotStated => false,
    }
}

/// Who runs a programme, if the source says so.
pub fn operator<'a>(frame: &'a Frame, operator: &'a Stated<Bilingual>) -> Option<&'a str> {
    operator.known().map(|name| frame.text(name))
}

/// Only these addresses become links: a source must not run anything.
pub fn is_link(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// The site on which a source lies.
pub fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}
