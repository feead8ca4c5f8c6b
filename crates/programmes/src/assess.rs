//! What a company can use: every programme judged for one profile on one day.

mod changes;
mod json;
mod next;
mod report;
#[cfg(test)]
mod tests;

use eligibility::{Answer, Applicant, FactId, Facts, Profile};
use kernel::Date;

use crate::catalogue::Catalogue;
use crate::programme::{Programme, Stated, WindowState};
use crate::sieve::Sieve;

pub use changes::{Ways, is_too_late};
pub(crate) use json::AssessmentJson;
pub use json::to_json;
pub use next::{Aim, Narrowing, Wanted, is_old, is_shared, questions};
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
    let answers = judge_all(catalogue, profile, on, asked);
    assessment(catalogue, profile, on, asked, answers)
}

/// Judges a profile by those programmes alone that the sieve leaves open, for catalogues of thousands: whoever is not
/// in the answer is ineligible. The next question is the same as when all are judged, for who is refused never asks.
pub fn assess_open<'c>(catalogue: &'c Catalogue, profile: &Profile, on: Date) -> Assessment<'c> {
    let make = || Sieve::of(&catalogue.programmes, &catalogue.facts, on);
    let sieve = catalogue.sieve.on(on, make);
    let open = sieve.sift(profile).open.into_iter();
    let open = open.map(|place| &catalogue.programmes[place]);
    let answers = judge_each(open, &catalogue.facts, profile, on);
    assessment(catalogue, profile, on, Asked::All, answers)
}

/// The answers alone.
pub fn judge_all<'c>(
    catalogue: &'c Catalogue,
    profile: &Profile,
    on: Date,
    asked: Asked<'_>,
) -> Vec<Assessed<'c>> {
    let programmes = catalogue.programmes.iter();
    let programmes = programmes.filter(|programme| match asked {
        Asked::All => true,
        Asked::These(ids) => ids.contains(&programme.id),
    });
    judge_each(programmes, &catalogue.facts, profile, on)
}

fn judge_each<'c>(
    programmes: impl Iterator<Item = &'c Programme>,
    facts: &Facts,
    profile: &Profile,
    on: Date,
) -> Vec<Assessed<'c>> {
    let applicant = Applicant::new(profile, on);
    let assessed = programmes.map(|programme| Assessed {
        programme,
        answer: applicant.judge_exactly(&programme.id, &programme.rules, facts),
        window: window_state(programme, on),
    });
    assessed.collect()
}

fn assessment<'c>(
    catalogue: &'c Catalogue,
    profile: &Profile,
    on: Date,
    asked: Asked<'_>,
    answers: Vec<Assessed<'c>>,
) -> Assessment<'c> {
    Assessment {
        next_question: next_question(catalogue, profile, &answers, on, asked),
        on,
        profile: profile.clone(),
        answers,
    }
}

/// The fact worth asking first. Of all programmes, those that cannot be applied for any more never ask; those that
/// were asked for by name do.
fn next_question(
    catalogue: &Catalogue,
    profile: &Profile,
    answers: &[Assessed<'_>],
    on: Date,
    asked: Asked<'_>,
) -> Option<FactId> {
    let by_name = matches!(asked, Asked::These(_));
    let narrowing = Narrowing {
        catalogue,
        profile,
        skipped: &[],
        may_ask: &|assessed| by_name || assessed.window != WindowState::Closed,
        aim: Aim::Decisions,
    };
    let wanted = questions(answers, on, &narrowing);
    wanted.first().map(|wanted| wanted.fact)
}

/// The window of a programme on a day; unknown when the source does not state it.
pub fn window_state(programme: &Programme, on: Date) -> WindowState {
    match &programme.window {
        Stated::Known(window) => window.state(on),
        Stated::NotStated | Stated::Absent => WindowState::Unknown,
    }
}
