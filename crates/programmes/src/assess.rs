//! What a company can use: every programme judged for one profile on one day.

mod json;
mod next;
mod report;
#[cfg(test)]
mod tests;

use eligibility::range::Truth;
use eligibility::rules::Condition;
use eligibility::{Answer, FactId, Profile, judge};
use kernel::Date;

use crate::catalogue::Catalogue;
use crate::programme::{Programme, Stated, WindowState};

pub use json::to_json;
pub use report::to_text;

/// The answers of all programmes (or of those asked for), in the order of the catalogue.
pub struct Assessment<'c> {
    pub on: Date,
    pub answers: Vec<Assessed<'c>>,
    /// The fact that is worth asking first; none when nothing is missing.
    pub next_question: Option<FactId>,
}

/// One programme with its answer.
pub struct Assessed<'c> {
    pub programme: &'c Programme,
    pub answer: Answer<'c>,
    pub window: WindowState,
}

/// Which programmes are asked.
#[derive(Clone, Copy, Debug)]
pub enum Asked<'a> {
    All,
    These(&'a [String]),
}

/// Judges a profile by the programmes of a city.
pub fn assess<'c>(
    catalogue: &'c Catalogue,
    profile: &Profile,
    on: Date,
    asked: Asked<'_>,
) -> Assessment<'c> {
    let answers: Vec<Assessed<'c>> = catalogue
        .programmes
        .iter()
        .filter(|programme| match asked {
            Asked::All => true,
            Asked::These(ids) => ids.contains(&programme.id),
        })
        .map(|programme| Assessed {
            programme,
            answer: judge(&programme.id, &programme.rules, profile, on),
            window: window_state(programme, on),
        })
        .collect();
    Assessment {
        next_question: next::question(&answers),
        on,
        answers,
    }
}

/// The window of a programme on a day; unknown when the source does not state it.
pub fn window_state(programme: &Programme, on: Date) -> WindowState {
    match &programme.window {
        Stated::Known(window) => window.state(on),
        Stated::NotStated | Stated::Absent => WindowState::Unknown,
    }
}

/// All conditions of an answer with their outcomes; those of a course are called `course.condition`.
pub fn outcomes<'a>(
    answer: &'a Answer<'a>,
) -> impl Iterator<Item = (String, &'a Condition, Truth)> {
    let own = answer
        .edition
        .conditions
        .iter()
        .zip(&answer.conditions)
        .map(|(condition, truth)| (condition.id.clone(), condition, *truth));
    let of_courses = answer.courses.iter().flat_map(|answered| {
        answered
            .course
            .conditions
            .iter()
            .zip(&answered.conditions)
            .map(move |(condition, truth)| {
                let id = format!("{}.{}", answered.course.id, condition.id);
                (id, condition, *truth)
            })
    });
    own.chain(of_courses)
}
