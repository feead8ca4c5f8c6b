//! A profile written as parameters is read as the same profile, whatever its facts are.

use std::sync::LazyLock;

use eligibility::profile::{Award, Certificate};
use eligibility::range::{Exact, Range};
use eligibility::{Fact, FactKind, Facts, Profile, Value, read_profile};
use kernel::Date;
use kernel::fold::fold;
use kernel::industry::{IndustryCode, Revision};
use proptest::prelude::*;
use proptest::sample::subsequence;

use super::pairs;
use crate::Catalogue;
use crate::portal::finder::answers::Answers;
use crate::portal::finder::file::to_json;
use crate::portal::tests::{kanazawa, odd};

/// Every kind of fact, and units that do not divide.
static CITIES: LazyLock<[std::sync::Arc<Catalogue>; 2]> = LazyLock::new(|| [odd(), kanazawa()]);

fn day() -> impl Strategy<Value = Date> {
    (1980..2040_i16, 1..13_i8, 1..29_i8).prop_map(|(year, month, day)| {
        Date::new(year, month, day).expect("every month has 28 days")
    })
}

/// A number that can be written, within what the fact can be.
fn number(declared: Range, factor: Exact, whole: bool) -> BoxedStrategy<Value> {
    let within = move |value: Exact| {
        let value = declared.low.map_or(value, |low| value.max(low));
        declared.high.map_or(value, |high| value.min(high))
    };
    let one = (0..5_000_000_i128, 0..3_u32).prop_map(move |(digits, scale)| {
        let scale = if whole { 1 } else { 10_i128.pow(scale) };
        within(Exact::new(digits, scale) * factor)
    });
    (one.clone(), one, 0..3)
        .prop_map(move |(a, b, shape)| match shape {
            0 => Range {
                low: Some(a),
                high: Some(a),
            },
            1 => Range {
                low: Some(a.min(b)),
                high: Some(a.max(b)),
            },
            _ => Range {
                low: Some(a),
                high: declared.high,
            },
        })
        .prop_map(Value::Number)
        .boxed()
}

fn value(fact: &Fact) -> BoxedStrategy<Value> {
    let count = fact.choices().len();
    match &fact.kind {
        FactKind::YesNo => any::<bool>().prop_map(Value::YesNo).boxed(),
        FactKind::Number { unit, range } => {
            let small = range
                .high
                .is_some_and(|high| high <= Exact::from_integer(1));
            match small {
                true => (0..=100_i128)
                    .prop_map(|n| Value::Number(Range::point(Exact::new(n, 100))))
                    .boxed(),
                false => number(*range, unit.factor, unit.is_whole()),
            }
        }
        FactKind::Date => day().prop_map(Value::Date).boxed(),
        FactKind::Choice(_) => (0..count).prop_map(Value::Choice).boxed(),
        FactKind::Choices(_) => (0..1_u64 << count).prop_map(Value::Choices).boxed(),
        FactKind::Industry => {
            let codes = subsequence(vec!["E", "09", "24", "2441", "391", "A"], 0..4);
            (codes, any::<bool>())
                .prop_map(|(codes, old)| {
                    let revision = if old {
                        Revision::Thirteenth
                    } else {
                        Revision::Fourteenth
                    };
                    let code = |code: &str| IndustryCode::parse(code).expect("a code");
                    Value::Industry(codes.into_iter().map(|c| (code(c), revision)).collect())
                })
                .boxed()
        }
        FactKind::Text => "[a-zあ-んー&=+%]{1,12}"
            .prop_map(|text| Value::Text(fold(&text), text))
            .boxed(),
        FactKind::List(fields) => {
            let record: Vec<_> = fields.iter().map(maybe).collect();
            prop::collection::vec(record, 0..3)
                .prop_map(Value::List)
                .boxed()
        }
        FactKind::Certificates(_) => {
            let one = (0..count, prop::option::of(day()), prop::option::of(day()));
            let one = one.prop_map(|(kind, valid_from, valid_until)| Certificate {
                kind,
                valid_from,
                valid_until,
            });
            prop::collection::vec(one, 0..4)
                .prop_map(Value::Certificates)
                .boxed()
        }
        FactKind::Awards => {
            let year = prop::option::of(1990..2200_i16);
            let one = ("[a-z]{1,6}", year, prop::option::of(0..1_000_000_000_i64));
            let one = one.prop_map(|(programme, fiscal_year, amount)| Award {
                programme,
                fiscal_year,
                amount,
            });
            prop::collection::vec(one, 0..4)
                .prop_map(Value::Awards)
                .boxed()
        }
        FactKind::Receiving => prop::collection::vec("[a-z]{1,6}", 0..3)
            .prop_map(Value::Receiving)
            .boxed(),
    }
}

fn maybe(fact: &Fact) -> BoxedStrategy<Value> {
    prop_oneof![Just(Value::Unknown), value(fact)].boxed()
}

fn profile(facts: &Facts) -> impl Strategy<Value = Profile> + use<> {
    let unknown = Profile::unknown(facts);
    let values: Vec<_> = facts.iter().map(|(_, fact)| maybe(fact)).collect();
    let ids: Vec<_> = facts.iter().map(|(id, _)| id).collect();
    let courses = prop::collection::btree_map("[a-z]{1,4}", "[a-z]{1,4}", 0..3);
    (values, courses).prop_map(move |(values, courses)| {
        let mut profile = unknown.clone();
        profile.courses = courses;
        for (id, value) in ids.iter().zip(values) {
            profile.set(*id, value);
        }
        profile
    })
}

fn comes_back(facts: &Facts, profile: &Profile) {
    let written = pairs(profile, facts);
    let read = Answers::new(written.clone()).read(facts);
    assert!(read.faults.is_empty(), "{written:?}: {:?}", read.faults);
    assert_eq!(&read.profile, profile, "{written:?}");
    let file = to_json(profile, facts).to_string();
    let read = read_profile("file", &file, facts).expect("a sound file");
    assert_eq!(&read, profile, "{file}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_profile_of_every_kind_of_fact_comes_back(one in profile(&CITIES[0].facts)) {
        comes_back(&CITIES[0].facts, &one);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn a_profile_of_the_first_city_comes_back(one in profile(&CITIES[1].facts)) {
        comes_back(&CITIES[1].facts, &one);
    }
}

#[test]
fn a_number_that_does_not_divide_by_its_unit_is_written_in_the_smaller_one() {
    let facts = &CITIES[1].facts;
    let id = facts.iter().find_map(|(id, fact)| match &fact.kind {
        FactKind::Number { unit, .. } if unit.is_ratio() => Some(id),
        _ => None,
    });
    let id = id.expect("a fact that is a share");
    let mut profile = Profile::unknown(facts);
    profile.set(id, Value::Number(Range::point(Exact::new(1, 3))));
    comes_back(facts, &profile);
}
