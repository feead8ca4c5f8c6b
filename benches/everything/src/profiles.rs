//! Who is judged: of some nearly nothing is known, of some everything.

use eligibility::profile::Certificate;
use eligibility::range::{Exact, Range, ZERO};
use eligibility::{Fact, FactKind, Facts, Profile, Value, read_profile};
use jiff::civil::date;
use kernel::industry::{IndustryCode, Revision};

use crate::generated::{Dice, HERE, municipality};

const EXAMPLE: &str = include_str!("../../../docs/examples/manufacturer.yaml");

/// Five for the programmes of Kanazawa.
pub fn of_kanazawa(facts: &Facts) -> Vec<(&'static str, Profile)> {
    vec![
        ("docs/examples/manufacturer", read(EXAMPLE, facts)),
        ("half of that known", half(read(EXAMPLE, facts), facts)),
        ("only the industry known", read("industry: E", facts)),
        ("nothing known", Profile::unknown(facts)),
        ("everything known", filled(read(EXAMPLE, facts), facts)),
    ]
}

/// Four for the generated ones, from the same place as far as that is known.
pub fn of_the_country(facts: &Facts) -> Vec<(&'static str, Profile)> {
    let place = format!(
        "  prefecture: p{:02}\n  municipality: {}\n",
        HERE.0,
        municipality(HERE)
    );
    let example = format!("{}\n{place}", EXAMPLE.trim_end());
    let only_place = format!("facts:\n{place}");
    vec![
        ("manufacturer", read(&example, facts)),
        ("only the place known", read(&only_place, facts)),
        ("nothing known", Profile::unknown(facts)),
        ("everything known", filled(read(&example, facts), facts)),
    ]
}

fn read(text: &str, facts: &Facts) -> Profile {
    read_profile("profile", text, facts).expect("the profiles are sound")
}

/// Every second fact that is known.
fn half(mut profile: Profile, facts: &Facts) -> Profile {
    let known = facts
        .iter()
        .filter(|(id, _)| !profile.get(*id).is_unknown());
    let known: Vec<_> = known.map(|(id, _)| id).collect();
    for id in known.into_iter().skip(1).step_by(2) {
        profile.set(id, Value::Unknown);
    }
    profile
}

/// What is unknown, drawn.
fn filled(mut profile: Profile, facts: &Facts) -> Profile {
    let mut dice = Dice(5);
    for (id, fact) in facts.iter() {
        let single = match profile.get(id) {
            Value::Unknown => Some(value(fact, &mut dice)),
            // The example gives some numbers as "between".
            Value::Number(range) => range.low.map(|low| Value::Number(Range::point(low))),
            _ => None,
        };
        if let Some(single) = single {
            profile.set(id, single);
        }
    }
    profile
}

fn value(fact: &Fact, dice: &mut Dice) -> Value {
    match &fact.kind {
        FactKind::YesNo => Value::YesNo(dice.one_in(2)),
        FactKind::Number { unit, range } => {
            let size = dice.one(&[1, 2, 5, 10, 30, 300_000, 4_000_000]);
            let size = Exact::from_integer(size) * unit.factor;
            let size = range.high.map_or(size, |high| size.min(high));
            Value::Number(Range::point(size.max(range.low.unwrap_or(ZERO))))
        }
        FactKind::Date => Value::Date(date(2018 + dice.below(8) as i16, 4, 1)),
        FactKind::Choice(choices) => Value::Choice(dice.below(choices.len())),
        FactKind::Choices(choices) => Value::Choices(dice.below(1 << choices.len().min(20)) as u64),
        FactKind::Industry => {
            let code = IndustryCode::parse("2441").expect("it is a code");
            Value::Industry(vec![(code, Revision::Fourteenth)])
        }
        FactKind::Text => Value::Text("金沢市".to_owned(), "金沢市".to_owned()),
        FactKind::List(fields) => {
            let record = |dice: &mut Dice| fields.iter().map(|field| value(field, dice)).collect();
            Value::List((0..2).map(|_| record(dice)).collect())
        }
        FactKind::Certificates(_) => Value::Certificates(vec![Certificate {
            kind: 0,
            valid_from: None,
            valid_until: None,
        }]),
        FactKind::Awards => Value::Awards(Vec::new()),
        FactKind::Receiving => Value::Receiving(Vec::new()),
    }
}
