//! What is counted is what judging would say: nothing is decided by an answer that would not really decide it.

use eligibility::{Applicant, Profile, Value, Verdict};
use jiff::civil::date;

use crate::Catalogue;
use crate::portal::tests::{kanazawa, odd};

/// The example with so many of its answers taken away that much is open.
fn profiles(city: &Catalogue) -> Vec<Profile> {
    let mut profiles = vec![Profile::unknown(&city.facts)];
    for case in city.cases.iter().step_by(7) {
        let mut profile = case.profile.clone();
        for (id, _) in city.facts.iter().filter(|(id, _)| id.0 % 3 == 1) {
            profile.set(id, Value::Unknown);
        }
        profiles.push(profile);
    }
    profiles
}

#[test]
fn an_answer_that_counts_as_deciding_decides() {
    let on = date(2026, 5, 1);
    let mut compared = 0;
    for city in [kanazawa(), odd()] {
        let deciding = city.deciding.on(on, &city.programmes, &city.facts);
        for profile in profiles(&city) {
            let mut open = deciding.open(&profile);
            for programme in &city.programmes {
                let judged = |profile: &Profile| {
                    Applicant::new(profile, on).judge(&programme.id, &programme.rules)
                };
                let answer = judged(&profile);
                if answer.verdict != Verdict::Undecided {
                    continue;
                }
                for share in open.shares(&programme.id, &answer.missing) {
                    let values = &deciding.values[share.fact.0 as usize];
                    let possible = values.possible(profile.get(share.fact));
                    let (mut refused, mut fulfilled) = (0, 0);
                    for (bit, value) in values.tried() {
                        let mut told = profile.clone();
                        told.set(share.fact, value.clone());
                        match judged(&told).verdict {
                            Verdict::Ineligible => refused |= bit,
                            Verdict::Eligible => fulfilled |= bit,
                            Verdict::Undecided => {}
                        }
                    }
                    let really = [refused, fulfilled].map(|bits| values.share(bits, possible));
                    let fact = &city.facts.get(share.fact).id;
                    assert!(share.refused <= really[0], "{}: {fact}", programme.id);
                    assert!(share.fulfilled <= really[1], "{}: {fact}", programme.id);
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 1000, "{compared}");
}

#[test]
fn another_day_is_worked_out_anew() {
    let city = odd();
    let on = |day| city.deciding.on(day, &city.programmes, &city.facts).on;
    assert_eq!(on(date(2026, 5, 1)), date(2026, 5, 1));
    assert_eq!(on(date(2020, 5, 1)), date(2020, 5, 1));
}
