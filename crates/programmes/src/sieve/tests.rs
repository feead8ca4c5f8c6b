//! A sieve against judging every programme, on the programmes of Kanazawa and on generated ones.

#[path = "../../../../benches/everything/src/generated.rs"]
mod generated;

use std::path::Path;

use eligibility::profile::{Award, Certificate};
use eligibility::range::{Exact, Range};
use eligibility::{Applicant, Fact, FactKind, Profile, Value, Verdict, read_profile};
use jiff::civil::date;
use kernel::industry::{IndustryCode, Revision};
use kernel::{Date, Faults};

use super::{Sieve, condition_with};
use crate::assess::{Asked, assess, assess_open};
use crate::catalogue::{Catalogue, CityFile, read};
use generated::{Dice, HERE, Land, municipality};

const TODAY: Date = date(2026, 5, 1);

fn kanazawa() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cities/kanazawa");
    let text = |path: &str| {
        std::fs::read_to_string(folder.join(path)).expect("a file of the city can be read")
    };
    let programmes = std::fs::read_dir(folder.join("programmes")).expect("the city has programmes");
    let names = programmes.map(|file| file.expect("a folder can be listed").file_name());
    let names = names.map(|name| format!("programmes/{}", name.to_string_lossy()));
    let shared = ["city.yaml", "facts.yaml", "definitions.yaml"].map(str::to_owned);
    names
        .chain(shared)
        .map(|path| (path.clone(), text(&path)))
        .collect()
}

fn generated_files(programmes: usize, near: usize) -> Vec<(String, String)> {
    let land = Land {
        programmes,
        near,
        municipalities: 3,
    };
    let kanazawa = kanazawa();
    let text = |path: &str| {
        let mut files = kanazawa.iter();
        let found = files.find(|(own, _)| own == path);
        found.expect("the city has the file").1.as_str()
    };
    generated::files(
        land,
        ["city.yaml", "facts.yaml", "definitions.yaml"].map(text),
    )
}

fn catalogue(files: &[(String, String)]) -> Catalogue {
    let files: Vec<CityFile<'_>> = files
        .iter()
        .map(|(path, text)| CityFile { path, text })
        .collect();
    let mut faults = Faults::default();
    let catalogue = read(&files, None, &mut faults).expect("there is a city");
    let faults = faults.into_sorted();
    assert!(faults.is_empty(), "{faults:?}");
    catalogue
}

/// Somebody of whom about so many of ten facts are known.
fn somebody(catalogue: &Catalogue, known: usize, dice: &mut Dice) -> Profile {
    let mut profile = Profile::unknown(&catalogue.facts);
    for (id, fact) in catalogue.facts.iter() {
        if dice.below(10) < known {
            profile.set(id, value(fact, catalogue, dice));
        }
    }
    profile
}

fn value(fact: &Fact, catalogue: &Catalogue, dice: &mut Dice) -> Value {
    let programme = |dice: &mut Dice| {
        catalogue.programmes[dice.below(catalogue.programmes.len())]
            .id
            .clone()
    };
    let day = |dice: &mut Dice| {
        date(
            2015 + dice.below(12) as i16,
            1 + dice.below(12) as i8,
            1 + dice.below(28) as i8,
        )
    };
    match &fact.kind {
        FactKind::YesNo => Value::YesNo(dice.one_in(2)),
        FactKind::Number { unit, range } => {
            let size = dice.one(&[
                0, 1, 2, 5, 10, 20, 30, 100, 500, 300_000, 2_000_000, 40_000_000,
            ]);
            let size = Exact::from_integer(size) * unit.factor;
            let size = range.high.map_or(size, |high| size.min(high));
            let low = range.low.map_or(size, |low| size.max(low));
            let wide = dice.one_in(4) && range.high.is_none();
            Value::Number(if wide {
                Range::between(low, low + low)
            } else {
                Range::point(low)
            })
        }
        FactKind::Date => Value::Date(day(dice)),
        FactKind::Choice(choices) => Value::Choice(dice.below(choices.len())),
        FactKind::Choices(choices) => Value::Choices(dice.below(1 << choices.len().min(20)) as u64),
        FactKind::Industry => {
            let code = dice.one(&["2441", "E", "3911", "24", "5021", "7261"]);
            let code = IndustryCode::parse(code).expect("the codes are codes");
            Value::Industry(vec![(code, Revision::Fourteenth)])
        }
        FactKind::Text => {
            let text = municipality(HERE);
            Value::Text(text.clone(), text)
        }
        FactKind::List(fields) => {
            let record = |dice: &mut Dice| {
                fields
                    .iter()
                    .map(|field| value(field, catalogue, dice))
                    .collect()
            };
            Value::List((0..dice.below(3)).map(|_| record(dice)).collect())
        }
        FactKind::Certificates(choices) => {
            let held = (0..choices.len())
                .filter(|_| dice.one_in(3))
                .map(|kind| Certificate {
                    kind,
                    valid_from: None,
                    valid_until: None,
                });
            Value::Certificates(held.collect())
        }
        FactKind::Awards => Value::Awards(
            (0..dice.below(9))
                .map(|_| Award {
                    programme: programme(dice),
                    fiscal_year: Some(2020 + dice.below(7) as i16),
                    amount: Some(100_000),
                })
                .collect(),
        ),
        FactKind::Receiving => {
            Value::Receiving((0..dice.below(4)).map(|_| programme(dice)).collect())
        }
    }
}

/// What the sieve puts aside is ineligible, by the condition that it names; the rest of the catalogue is open.
fn agrees(catalogue: &Catalogue, profile: &Profile, on: Date) -> usize {
    let sieve = Sieve::of(&catalogue.programmes, &catalogue.facts, on);
    let sifted = sieve.sift(profile);
    let applicant = Applicant::new(profile, on);
    let mut seen = sifted.open.clone();
    for (place, part) in sifted.refused() {
        let programme = &catalogue.programmes[place];
        let answer = applicant.judge(&programme.id, &programme.rules);
        assert_eq!(answer.verdict, Verdict::Ineligible, "{}", programme.id);
        let condition =
            condition_with(programme, part, on).expect("the part stands in a condition");
        let unmet = answer
            .outcomes()
            .any(|(id, _, truth)| id == condition.id && truth == eligibility::Truth::No);
        assert!(unmet, "{}: {}", programme.id, condition.id);
        seen.push(place);
    }
    seen.sort_unstable();
    assert_eq!(seen, (0..catalogue.programmes.len()).collect::<Vec<_>>());
    assert_eq!(sifted.count_of_refused() + sifted.open.len(), seen.len());
    sifted.count_of_refused()
}

#[test]
fn who_is_put_aside_in_kanazawa_is_ineligible() {
    let catalogue = catalogue(&kanazawa());
    let mut dice = Dice(7);
    let mut aside = 0;
    for round in 0..60 {
        let profile = somebody(&catalogue, round % 11, &mut dice);
        let on = dice.one(&[TODAY, date(2021, 4, 1), date(2030, 1, 1)]);
        aside += agrees(&catalogue, &profile, on);
    }
    assert!(aside > 60 * 20, "only {aside} were put aside");
}

#[test]
fn who_is_put_aside_in_a_large_catalogue_is_ineligible() {
    let catalogue = catalogue(&generated_files(600, 100));
    let mut dice = Dice(11);
    for round in 0..30 {
        let profile = somebody(&catalogue, round % 11, &mut dice);
        agrees(&catalogue, &profile, TODAY);
    }
}

#[test]
fn nobody_is_put_aside_while_nothing_is_known() {
    let catalogue = catalogue(&generated_files(50, 10));
    let profile = Profile::unknown(&catalogue.facts);
    assert_eq!(agrees(&catalogue, &profile, TODAY), 0);
}

#[test]
fn far_away_programmes_cost_no_more_than_their_places() {
    let profile = |catalogue: &Catalogue| {
        let here = format!("{{prefecture: p16, municipality: {}}}", municipality(HERE));
        read_profile("profile", &here, &catalogue.facts).expect("the profile is sound")
    };
    let looked_at = |count: usize| {
        let catalogue = catalogue(&generated_files(count, 20));
        let sieve = Sieve::of(&catalogue.programmes, &catalogue.facts, TODAY);
        let sifted = sieve.sift(&profile(&catalogue));
        assert_eq!(sifted.open.len(), 20);
        sifted.looked_at
    };
    let (few, many) = (looked_at(300), looked_at(1500));
    assert!(
        many < 3 * few,
        "{few} conditions for 300 programmes, {many} for 1500"
    );
}

#[test]
fn the_open_ones_are_answered_as_if_all_had_been_judged() {
    let catalogue = catalogue(&kanazawa());
    let mut dice = Dice(3);
    for round in 0..20 {
        let profile = somebody(&catalogue, round % 11, &mut dice);
        let all = assess(&catalogue, &profile, TODAY, Asked::All);
        let open = assess_open(&catalogue, &profile, TODAY);
        assert_eq!(all.next_question, open.next_question);
        let eligible = |answers: &[crate::Assessed<'_>]| {
            let fitting = answers
                .iter()
                .filter(|one| one.answer.verdict != Verdict::Ineligible);
            fitting
                .map(|one| {
                    (
                        one.programme.id.clone(),
                        one.answer.amount,
                        one.answer.missing.clone(),
                    )
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(eligible(&all.answers), eligible(&open.answers));
    }
}
