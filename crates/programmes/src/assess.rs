//! What a company can use: every programme judged for one profile on one day.

mod changes;
mod json;
mod next;
mod report;
#[cfg(test)]
mod tests;

use eligibility::{Answer, Applicant, FactId, Profile};
use kernel::Date;

use crate::catalogue::Catalogue;
use crate::programme::{Programme, Stated, WindowState};
use crate::sieve::Sieve;

pub use changes::{Asking, is_too_late};
pub(crate) use json::AssessmentJson;
pub use json::to_json;
pub use next::{Narrowing, Wanted, is_old, is_shared, questions};
pub use report::to_text;

/// The answers of all programmes (or of those asked for), in the order of the catalogue.
pub struct Assessment<'c> {
    pub on: Date,
    /// Who was judged.
    pub profile: Profile,
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
    let applicant = Applicant::new(profile, on);
    let answers: Vec<Assessed<'c>> = catalogue
        .programmes
        .iter()
        .filter(|programme| match asked {
            Asked::All => true,
            Asked::These(ids) => ids.contains(&programme.id),
        })
        .map(|programme| Assessed {
            programme,
            answer: applicant.judge(&programme.id, &programme.rules),
            window: window_state(programme, on),
        })
        .collect();
    Assessment {
        next_question: next::question(&answers, &catalogue.facts, on, asked),
        on,
        profile: profile.clone(),
        answers,
    }
}

/// Judges a profile by those programmes alone that the sieve leaves open, for catalogues of thousands: whoever is not
/// in the answer is ineligible. The next question is the same as when all are judged, for who is refused never asks.
pub fn assess_open<'c>(catalogue: &'c Catalogue, profile: &Profile, on: Date) -> Assessment<'c> {
    let make = || Sieve::of(&catalogue.programmes, &catalogue.facts, on);
    let sieve = catalogue.sieve.on(on, make);
    let applicant = Applicant::new(profile, on);
    let open = sieve.sift(profile).open.into_iter();
    let answers: Vec<Assessed<'c>> = open
        .map(|place| {
            let programme = &catalogue.programmes[place];
            Assessed {
                programme,
                answer: applicant.judge(&programme.id, &programme.rules),
                window: window_state(programme, on),
            }
        })
        .collect();
    Assessment {
        next_question: next::question(&answers, &catalogue.facts, on, Asked::All),
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
