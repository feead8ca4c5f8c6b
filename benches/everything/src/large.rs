//! Catalogues of thousands: judging all against sifting first.

use std::hint::black_box;
use std::time::Instant;

use eligibility::{Applicant, Verdict};
use kernel::Date;
use programmes::sieve::Sieve;
use programmes::{Asked, assess, assess_open};

use crate::city;
use crate::clock::measure;
use crate::generated::Land;
use crate::profiles::of_the_country;

pub fn report(on: Date) {
    println!("\n## Large catalogues\n");
    println!(
        "| programmes (near) | profile | open | not ineligible | looked at | judge all, µs | assess all, µs | sift, µs | assess the open, µs (p95) | gain |\n\
         |---|---|---|---|---|---|---|---|---|---|"
    );
    for (programmes, near) in [(500, 40), (5_000, 40), (50_000, 40), (5_000, 400)] {
        one(programmes, near, on);
    }
}

fn one(programmes: usize, near: usize, on: Date) {
    let start = Instant::now();
    let catalogue = city::generated(Land {
        programmes,
        near,
        municipalities: 37,
    });
    let read = start.elapsed();
    let start = Instant::now();
    let sieve = Sieve::of(&catalogue.programmes, &catalogue.facts, on);
    let made = start.elapsed();
    let (conditions, nodes) = sieve.size();
    for (name, profile) in of_the_country(&catalogue.facts) {
        let sifted = sieve.sift(&profile);
        let not_ineligible = assess(&catalogue, &profile, on, Asked::All);
        let not_ineligible = not_ineligible.answers.iter();
        let fitting = not_ineligible
            .filter(|one| one.answer.verdict != Verdict::Ineligible)
            .count();
        let times = measure(&mut [
            Box::new(|| {
                let applicant = Applicant::new(&profile, on);
                for programme in &catalogue.programmes {
                    black_box(applicant.judge(&programme.id, &programme.rules));
                }
            }),
            Box::new(|| {
                black_box(assess(&catalogue, &profile, on, Asked::All));
            }),
            Box::new(|| {
                black_box(sieve.sift(&profile));
            }),
            Box::new(|| {
                black_box(assess_open(&catalogue, &profile, on));
            }),
        ]);
        let [judged, all, sift, opened] = times[..] else {
            unreachable!("four were measured");
        };
        println!(
            "| {programmes} ({near}) | {name} | {} | {fitting} | {} | {:.0} | {:.0} | {:.1} | {:.0} ({:.0}) | {:.0}× |",
            sifted.open.len(),
            sifted.looked_at,
            judged.median,
            all.median,
            sift.median,
            opened.median,
            opened.p95,
            all.median / opened.median,
        );
    }
    println!(
        "| {programmes} ({near}) | *read in {:.0} ms; sieve made in {:.0} ms, {conditions} conditions, {nodes} nodes* | | | | | | | | |",
        read.as_secs_f64() * 1e3,
        made.as_secs_f64() * 1e3
    );
}
