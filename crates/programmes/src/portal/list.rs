//! The catalogue: all programmes of the city, narrowed down by what a reader looks for.

use askama::Template;
use axum::extract::{OriginalUri, Query, State as With};
use axum::response::Response;
use eligibility::rules::{Amount, Edition, Limits};
use eligibility::wording::Wording;
use kernel::fold::fold;
use kernel::{Date, Lang};
use platform::{Frame, public_page};

use super::{State, said};
use crate::assess::window_state;
use crate::programme::{Kind, Level, Programme, WindowState};

#[derive(Template)]
#[template(path = "programmes.html")]
struct ProgrammesPage<'a> {
    frame: Frame,
    filter: Filter,
    kinds: Vec<Pick>,
    directions: Vec<Pick>,
    levels: Vec<Pick>,
    windows: Vec<Pick>,
    cards: Vec<Card<'a>>,
    total: usize,
}

/// One choice of a filter.
struct Pick {
    value: String,
    label: String,
    chosen: bool,
}

/// One programme of the list.
struct Card<'a> {
    programme: &'a Programme,
    window: WindowState,
    amount: Option<String>,
}

/// What the reader looks for. Words that no filter knows narrow nothing down.
#[derive(Debug, Default, PartialEq, Eq)]
struct Filter {
    kind: Option<Kind>,
    direction: Option<String>,
    level: Option<Level>,
    window: Option<WindowState>,
    text: String,
}

/// A line longer than this (in the width of a Latin letter) tells nobody anything on a card.
const LONGEST_AMOUNT: usize = 110;

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    let frame = state.frame(&uri);
    let today = frame.today;
    let filter = Filter::of(&pairs);
    let all = &state.catalogue.programmes;
    let wording = state.catalogue.wording(today, frame.lang);
    let mut cards: Vec<Card<'_>> = all
        .iter()
        .filter(|programme| filter.admits(programme, today))
        .map(|programme| Card {
            programme,
            window: window_state(programme, today),
            amount: amount_line(&frame, &wording, programme.rules.on(today)),
        })
        .collect();
    cards.sort_by_key(|card| (rank(card.window), &card.programme.id));
    let directions = state.directions.iter().map(|(id, title)| Pick {
        chosen: filter.direction.as_ref() == Some(id),
        label: format!("{id} {}", frame.text(title)),
        value: id.clone(),
    });
    public_page(&ProgrammesPage {
        kinds: picks(Kind::ALL, filter.kind, Kind::word, |k| {
            said::kind(&frame, &k)
        }),
        directions: directions.collect(),
        levels: picks(Level::ALL, filter.level, Level::word, |l| {
            said::level(&frame, &l)
        }),
        windows: picks(WindowState::ALL, filter.window, WindowState::word, |w| {
            said::window_state(&frame, &w)
        }),
        cards,
        total: all.len(),
        filter,
        frame,
    })
}

impl Filter {
    fn of(pairs: &[(String, String)]) -> Filter {
        let given = |name: &str| {
            let mut values = pairs.iter().filter(|(key, _)| key == name);
            values.next_back().map_or("", |(_, value)| value.trim())
        };
        Filter {
            kind: Kind::of_word(given("kind")),
            direction: Some(given("direction").to_owned()).filter(|id| !id.is_empty()),
            level: Level::of_word(given("level")),
            window: WindowState::of_word(given("window")),
            text: given("q").to_owned(),
        }
    }

    fn admits(&self, programme: &Programme, today: Date) -> bool {
        let of_kind = |kind| programme.kind == kind || programme.also.contains(&kind);
        let has_direction = |id| programme.directions.contains(id);
        self.kind.is_none_or(of_kind)
            && self.direction.as_ref().is_none_or(has_direction)
            && self.level.is_none_or(|level| programme.level == level)
            && self
                .window
                .is_none_or(|window| window_state(programme, today) == window)
            && self.finds_text(programme)
    }

    /// Every word of the text stands in the name or the summary, in either language.
    fn finds_text(&self, programme: &Programme) -> bool {
        let (name, summary) = (&programme.name, &programme.summary);
        let texts = [&name.ja, &name.en, &summary.ja, &summary.en].map(|text| fold(text));
        self.text
            .split_whitespace()
            .map(fold)
            .all(|word| texts.iter().any(|text| text.contains(&word)))
    }
}

impl ProgrammesPage<'_> {
    fn is_narrowed(&self) -> bool {
        self.filter != Filter::default()
    }

    /// The filters: name, message of the label, choices.
    fn filters(&self) -> [(&'static str, &'static str, &[Pick]); 4] {
        [
            ("kind", "list-kind", &self.kinds),
            ("direction", "list-direction", &self.directions),
            ("level", "list-level", &self.levels),
            ("window", "list-window", &self.windows),
        ]
    }

    fn count(&self) -> String {
        let (count, total) = (self.cards.len().to_string(), self.total.to_string());
        self.frame
            .say("list-count", &[("count", &count), ("total", &total)])
    }
}

impl Card<'_> {
    fn path(&self) -> String {
        format!("/programmes/{}", self.programme.id)
    }

    fn as_of(&self, frame: &Frame) -> String {
        let as_of = said::as_of(frame, &self.programme.as_of);
        frame.say("list-as-of", &[("as_of", &as_of)])
    }
}

/// The order of a list: what can be applied for first, what is over last.
pub fn rank(window: WindowState) -> u8 {
    match window {
        WindowState::Open => 0,
        WindowState::Upcoming => 1,
        WindowState::Unknown => 2,
        WindowState::Closed => 3,
    }
}

fn picks<T: Copy + PartialEq>(
    all: &[T],
    chosen: Option<T>,
    word: impl Fn(T) -> &'static str,
    label: impl Fn(T) -> String,
) -> Vec<Pick> {
    all.iter()
        .map(|one| Pick {
            value: word(*one).to_owned(),
            label: label(*one),
            chosen: chosen == Some(*one),
        })
        .collect()
}

/// The amount on one line: the most there can be, else the whole rule if it is short.
fn amount_line(frame: &Frame, wording: &Wording<'_>, edition: &Edition) -> Option<String> {
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
