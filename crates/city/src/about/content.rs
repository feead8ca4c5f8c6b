//! What there is to say about the content: what it holds, how old and how sure it is, what is not known, and
//! what is our judgement. Nothing is typed here; all of it is counted.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Bilingual;
use plan::strategy::Known;
use plan::{Figure, Note, Plan};
use platform::Frame;
use programmes::assess::window_state;
use programmes::programme::Confidence;
use programmes::{Catalogue, Programme, Stated, WindowState};

use super::sources::Sources;

pub struct Content {
    pub programmes: usize,
    pub organisations: usize,
    pub figures: usize,
    pub reviewed: Option<String>,
    pub sources: Sources,
    /// Programmes by the year of which their sources speak, the latest first; "" for no year.
    pub years: Vec<(String, usize)>,
    pub confidence: Vec<(String, usize)>,
    pub windows: Vec<(String, usize)>,
    pub matters: Vec<Matter>,
    /// Editions of the strategy that are known in part: name, and what is missing.
    pub partial: Vec<(String, String)>,
    /// Messages of what we judged, each with how often.
    pub judgements: Vec<(&'static str, usize)>,
    /// Figures that are not shown: name and reason.
    pub hidden: Vec<(String, String)>,
}

/// A matter on which sources are silent, and the programmes in question.
pub struct Matter {
    pub label: String,
    pub programmes: Vec<(String, String)>,
}

impl Content {
    pub fn of(plan: &Plan, catalogue: &Catalogue, frame: &Frame) -> Content {
        let own = |text: &Bilingual| frame.text(text).to_owned();
        let editions = plan.strategy.iter().flat_map(|one| one.editions());
        let all = &catalogue.programmes;
        Content {
            programmes: all.len(),
            organisations: plan.organisations.len(),
            figures: plan.figures.iter().filter(|one| one.is_shown()).count(),
            reviewed: catalogue.city.reviewed.map(|day| frame.date(day)),
            sources: Sources::of(plan, catalogue),
            years: years(all),
            confidence: counted(
                all,
                Confidence::ALL,
                |one| one.confidence,
                |one| said(frame, &format!("confidence-{}", one.word())),
            ),
            windows: counted(
                all,
                WindowState::ALL,
                |one| window_state(one, frame.today),
                |one| said(frame, &format!("window-state-{}", one.word())),
            ),
            matters: matters(all, frame),
            partial: editions
                .filter_map(|edition| match &edition.known {
                    Known::Partial(missing) => Some((own(&edition.label), own(missing))),
                    Known::Full => None,
                })
                .collect(),
            judgements: judgements(plan, all),
            hidden: (plan.figures.iter())
                .filter_map(|one| Some((own(&one.name), own(one.hidden.as_ref()?))))
                .collect(),
        }
    }
}

/// A message of the programmes, whose words these are.
fn said(frame: &Frame, key: &str) -> String {
    programmes::words().say(frame.lang, key, &[])
}

fn counted<T: Copy + PartialEq>(
    all: &[Programme],
    values: &[T],
    of: impl Fn(&Programme) -> T,
    label: impl Fn(T) -> String,
) -> Vec<(String, usize)> {
    values
        .iter()
        .map(|value| {
            let count = all.iter().filter(|one| of(one) == *value).count();
            (label(*value), count)
        })
        .filter(|(_, count)| *count > 0)
        .collect()
}

fn years(all: &[Programme]) -> Vec<(String, usize)> {
    let mut by_year: BTreeMap<String, usize> = BTreeMap::new();
    for programme in all {
        *by_year.entry(year_in(&programme.as_of.en)).or_default() += 1;
    }
    by_year.into_iter().rev().collect()
}

/// The last year that a text names: 2025 in "FY2025", "18 February 2025" and "2019/2025"; "" where it names none.
pub(super) fn year_in(text: &str) -> String {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| {
            digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
        })
        .max()
        .unwrap_or_default()
        .to_owned()
}

fn matters(all: &[Programme], frame: &Frame) -> Vec<Matter> {
    let mut by_matter: BTreeMap<String, Vec<&Programme>> = BTreeMap::new();
    for programme in all {
        for matter in silent_on(programme) {
            by_matter
                .entry(matter.to_owned())
                .or_default()
                .push(programme);
        }
    }
    let mut matters: Vec<Matter> = by_matter
        .into_iter()
        .map(|(matter, silent)| {
            let key = format!("not-stated-{matter}");
            let message = programmes::words().find(frame.lang, &key);
            Matter {
                label: message.map_or(matter, str::to_owned),
                programmes: (silent.into_iter())
                    .map(|one| {
                        let link = frame.link(&format!("/programmes/{}", one.id));
                        (link, frame.text(&one.name).to_owned())
                    })
                    .collect(),
            }
        })
        .collect();
    matters.sort_by_key(|matter| std::cmp::Reverse(matter.programmes.len()));
    matters
}

/// The matters on which the sources of a programme are silent, however its file says so.
fn silent_on(programme: &Programme) -> BTreeSet<&str> {
    let mut matters: BTreeSet<&str> = programme.not_stated.iter().map(String::as_str).collect();
    let silent = [
        ("window", is_silent(&programme.window)),
        ("selection", is_silent(&programme.selection)),
        ("documents", is_silent(&programme.documents)),
        ("steps", is_silent(&programme.steps)),
        ("section", is_silent(&programme.section)),
        ("covers", is_silent(&programme.covers)),
        ("does_not_cover", is_silent(&programme.does_not_cover)),
        ("usage_limit", is_silent(&programme.usage_limit)),
        ("combination", is_silent(&programme.combination)),
    ];
    matters.extend(
        silent
            .iter()
            .filter(|(_, silent)| *silent)
            .map(|(matter, _)| matter),
    );
    matters
}

fn is_silent<T>(stated: &Stated<T>) -> bool {
    stated.is_not_stated()
}

fn judgements(plan: &Plan, all: &[Programme]) -> Vec<(&'static str, usize)> {
    let strategy = plan.strategy.iter();
    let themes = strategy.clone().flat_map(|one| &one.themes);
    let is_ours = |note: &Option<Note>| note.as_ref().is_some_and(|note| note.judgement);
    let figures = |is: &dyn Fn(&Figure) -> bool| plan.figures.iter().filter(|one| is(one)).count();
    let judgements = [
        (
            "about-judged-directions",
            all.iter().filter(|one| !one.directions.is_empty()).count(),
        ),
        (
            "about-judged-names",
            all.iter().filter(|one| !one.name_official).count(),
        ),
        (
            "about-judged-themes",
            themes.filter(|one| one.directions.judgement).count(),
        ),
        (
            "about-judged-figures",
            figures(&|one| one.directions.as_ref().is_some_and(|d| d.judgement)),
        ),
        ("about-judged-years", figures(&|one| is_ours(&one.year))),
        (
            "about-judged-remarks",
            figures(&|one| is_ours(&one.note))
                + plan
                    .organisations
                    .iter()
                    .filter(|one| is_ours(&one.note))
                    .count(),
        ),
        (
            "about-judged-comparison",
            strategy
                .filter(|one| one.comparison.as_ref().is_some_and(|c| c.judgement))
                .count(),
        ),
    ];
    judgements
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .collect()
}
