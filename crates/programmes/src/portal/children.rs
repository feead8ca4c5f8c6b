//! The page for children (子どものページ): what pupils can use, told to them. With `?furigana=on` every kanji of
//! it has its reading; the address alone remembers that.

#[cfg(test)]
mod tests;

use askama::Template;
use axum::extract::{OriginalUri, Query, State as With};
use axum::response::Response;
use eligibility::profile::Value;
use eligibility::{Profile, Verdict};
use kernel::{Date, Lang, Ruby};
use platform::{Frame, public_page};

use super::{State, said};
use crate::assess::{Asked, assess};
use crate::catalogue::Catalogue;
use crate::programme::{Children, Programme, WindowState};

/// The fact that says who asks, and its choices that are pupils, with the message of each.
const WHO: &str = "applicant";
const PUPILS: [(&str, &str); 2] = [
    ("primary_pupil", "children-primary"),
    ("secondary_pupil", "children-secondary"),
];

#[derive(Template)]
#[template(path = "children.html")]
struct ChildrenPage<'a> {
    frame: Frame,
    furigana: Furigana,
    now: Vec<Entry<'a>>,
    past: Vec<Entry<'a>>,
}

/// Whether readings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Furigana {
    On,
    Off,
}

/// A programme that has a text for children and lets at least one of the pupils in.
struct Entry<'a> {
    programme: &'a Programme,
    told: &'a Children,
    window: WindowState,
    /// The messages that name the pupils.
    who: Vec<&'static str>,
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    let frame = state.frame(&uri);
    let on = pairs
        .iter()
        .any(|(name, value)| name == "furigana" && value == "on");
    let entries = entries(&state.catalogue, frame.today);
    let (past, now) = entries
        .into_iter()
        .partition(|entry| entry.window == WindowState::Closed);
    public_page(&ChildrenPage {
        furigana: if on { Furigana::On } else { Furigana::Off },
        now,
        past,
        frame,
    })
}

fn entries(catalogue: &Catalogue, today: Date) -> Vec<Entry<'_>> {
    let told: Vec<String> = catalogue
        .programmes
        .iter()
        .filter(|programme| programme.children.is_some())
        .map(|programme| programme.id.clone())
        .collect();
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for (pupil, who) in PUPILS {
        let Some(profile) = profile_of(catalogue, pupil) else {
            continue;
        };
        for assessed in assess(catalogue, &profile, today, Asked::These(&told)).answers {
            let Some(told) = &assessed.programme.children else {
                continue;
            };
            match assessed.answer.verdict {
                Verdict::Ineligible => continue,
                Verdict::Eligible | Verdict::Undecided => {}
            }
            let id = &assessed.programme.id;
            match entries.iter_mut().find(|entry| entry.programme.id == *id) {
                Some(entry) => entry.who.push(who),
                None => entries.push(Entry {
                    programme: assessed.programme,
                    told,
                    window: assessed.window,
                    who: vec![who],
                }),
            }
        }
    }
    entries.sort_by_key(|entry| (super::list::rank(entry.window), &entry.programme.id));
    entries
}

/// A profile that says who asks and nothing else; `None` in a city whose rules do not know such people.
fn profile_of(catalogue: &Catalogue, pupil: &str) -> Option<Profile> {
    let facts = &catalogue.facts;
    let id = facts.find(WHO)?;
    let choice = facts.get(id).choice(pupil)?;
    let mut profile = Profile::unknown(facts);
    profile.set(id, Value::Choice(choice));
    Some(profile)
}

impl ChildrenPage<'_> {
    /// A message, with readings where they are asked for. What comes back is HTML.
    fn say(&self, key: &str) -> String {
        let text = self.frame.t(key);
        // The tests read every message; a text of another kind is shown as it stands.
        self.html(&Ruby::parse(&text).unwrap_or_else(|_| Ruby::without_readings(&text)))
    }

    fn plain(&self, key: &str) -> String {
        let text = self.frame.t(key);
        Ruby::parse(&text).map_or(text, |ruby| ruby.plain())
    }

    fn name(&self, entry: &Entry<'_>) -> String {
        match self.frame.lang {
            Lang::Ja => self.html(&entry.told.name),
            Lang::En => self.html(&Ruby::without_readings(&entry.programme.name.en)),
        }
    }

    fn text(&self, entry: &Entry<'_>) -> String {
        match self.frame.lang {
            Lang::Ja => self.html(&entry.told.ja),
            Lang::En => self.html(&Ruby::without_readings(&entry.told.en)),
        }
    }

    fn html(&self, text: &Ruby) -> String {
        match self.furigana {
            Furigana::On => text.html(),
            Furigana::Off => text.plain_html(),
        }
    }

    /// Readings are for Japanese only.
    fn has_switch(&self) -> bool {
        self.frame.lang == Lang::Ja
    }

    fn other_way(&self) -> &'static str {
        match self.furigana {
            Furigana::On => "/children#content",
            Furigana::Off => "/children?furigana=on#content",
        }
    }

    fn switch_key(&self) -> &'static str {
        match self.furigana {
            Furigana::On => "children-furigana-off",
            Furigana::Off => "children-furigana-on",
        }
    }

    fn state_key(&self) -> &'static str {
        match self.furigana {
            Furigana::On => "children-furigana-is-on",
            Furigana::Off => "children-furigana-is-off",
        }
    }
}

impl Entry<'_> {
    fn window_key(&self) -> &'static str {
        match self.window {
            WindowState::Open => "children-open",
            WindowState::Upcoming => "children-upcoming",
            WindowState::Closed => "children-closed",
            WindowState::Unknown => "children-unknown",
        }
    }
}
