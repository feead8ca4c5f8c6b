//! What is measured: the plain verdicts, and every further answer that somebody gets. Whoever adds an answer to the
//! product adds it here.

use std::hint::black_box;

use eligibility::{Applicant, Profile};
use kernel::{Date, Lang};
use programmes::assess::to_json;
use programmes::{Asked, Catalogue, assess};

/// One answer for one profile.
pub struct Part {
    pub name: &'static str,
    /// Whether the goal ("everything ≤ 10 × the plain verdicts") counts it.
    pub counts: Counts,
    pub run: fn(&Catalogue, &Profile, Date),
}

#[derive(Clone, Copy, PartialEq)]
pub enum Counts {
    /// What all others are compared with.
    Plain,
    /// One of those that make up everything. It contains what it needs of the others.
    Everything,
    /// For comparison only.
    Beside,
}

pub const PARTS: [Part; 3] = [
    Part {
        name: "plain verdicts (with amount and missing)",
        counts: Counts::Plain,
        run: |catalogue, profile, on| {
            let applicant = Applicant::new(profile, on);
            for programme in &catalogue.programmes {
                black_box(applicant.judge(&programme.id, &programme.rules));
            }
        },
    },
    Part {
        name: "assess: verdicts, windows, next question",
        counts: Counts::Everything,
        run: |catalogue, profile, on| {
            black_box(assess(catalogue, profile, on, Asked::All));
        },
    },
    Part {
        name: "(assess, said as JSON in Japanese)",
        counts: Counts::Beside,
        run: |catalogue, profile, on| {
            let assessment = assess(catalogue, profile, on, Asked::All);
            black_box(to_json(&assessment, catalogue, Lang::Ja));
        },
    },
];
