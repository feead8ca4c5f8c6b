//! The small city of the rule engine's own tests, and random registries of its applicants.

#[path = "../../../eligibility/src/sample/random.rs"]
pub mod random;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use eligibility::compile::{Names, read_definitions};
use eligibility::fact::read_facts;
use eligibility::profile::Certificate;
use eligibility::range::{Exact, Range};
use eligibility::registry::Registry;
use eligibility::rules::read_rules;
use eligibility::{FactId, FactKind, Facts, Profile, Rules, Value, read_profile};
use kernel::document::read;
use kernel::industry::{IndustryCode, Revision};
use kernel::{Date, Fault, Faults};

use crate::dice::Dice;

const FACTS: &str = include_str!("../../../eligibility/src/sample/facts.yaml");
const DEFINITIONS: &str = include_str!("../../../eligibility/src/sample/definitions.yaml");

pub const ON: Date = jiff::civil::date(2026, 5, 1);

pub fn facts() -> Facts {
    let node = read("facts.yaml", FACTS)
        .expect("reads")
        .expect("is not empty");
    let mut faults = Faults::default();
    let mut facts = Facts::default();
    let mut fields = node.fields(&mut faults).expect("a mapping");
    read_facts(&mut fields, &mut facts, &mut faults);
    fields.finish(&mut faults);
    assert!(faults.is_empty());
    facts
}

/// The rules of a programme `p`, or the faults in them.
pub fn rules(text: &str, facts: &Facts) -> Result<Rules, Vec<Fault>> {
    let definitions = read("definitions.yaml", DEFINITIONS)
        .expect("reads")
        .expect("is not empty");
    let mut faults = Faults::default();
    let mut pending = BTreeMap::new();
    let mut fields = definitions.fields(&mut faults).expect("a mapping");
    read_definitions(&mut fields, facts, &mut pending, &mut faults);
    let programmes: BTreeSet<String> = ["p", "other", "oth_r"].map(str::to_owned).into();
    let names = Names {
        facts,
        programmes: &programmes,
        definitions: RefCell::new(pending),
    };
    let node = read("p.yaml", text).map_err(|fault| vec![fault])?;
    let node = node.expect("is not empty");
    let mut fields = node.fields(&mut faults).expect("a mapping");
    let rules = read_rules("p", &mut fields, &names, &mut faults);
    fields.finish(&mut faults);
    match faults.is_empty() {
        true => Ok(rules),
        false => Err(faults.into_sorted()),
    }
}

pub fn profile(text: &str, facts: &Facts) -> Profile {
    read_profile("profile", &format!("{{facts: {{{text}}}}}"), facts).expect("a profile")
}

/// A registry of random applicants. Every third value is unknown; every second registry knows some numbers only as
/// intervals. Lists and earlier awards are unknown of all.
pub fn registry(dice: &mut Dice, facts: &Facts, rows: usize) -> Registry {
    let wanted: Vec<FactId> = facts
        .iter()
        .filter(|(_, fact)| !matches!(fact.kind, FactKind::List(_) | FactKind::Awards))
        .filter(|_| dice.below(8) > 0)
        .map(|(id, _)| id)
        .collect();
    let intervals = dice.coin();
    let profiles: Vec<Profile> = (0..rows)
        .map(|_| {
            let mut profile = Profile::unknown(facts);
            for id in &wanted {
                if dice.below(3) > 0 {
                    profile.set(*id, value(dice, &facts.get(*id).kind, intervals));
                }
            }
            profile
        })
        .collect();
    Registry::of_profiles(&profiles, &wanted, facts).expect("all fit")
}

fn value(dice: &mut Dice, kind: &FactKind, intervals: bool) -> Value {
    match kind {
        FactKind::YesNo => Value::YesNo(dice.coin()),
        FactKind::Number { unit, .. } => {
            let parts = if unit.is_whole() {
                1
            } else {
                dice.of(&[1, 10, 200])
            };
            let low = Exact::new(i128::from(dice.below(150)), parts);
            let low = if dice.coin() { low } else { low * unit.factor };
            let low = if unit.is_whole() { low.floor() } else { low };
            let more = match intervals && dice.below(3) == 0 {
                true => Exact::from_integer(i128::from(dice.below(40))),
                false => Exact::from_integer(0),
            };
            Value::Number(Range {
                low: Some(low),
                high: Some(low + more),
            })
        }
        FactKind::Date => {
            let days = i64::from(dice.below(3000)) - 1500;
            let span = jiff::Span::new().days(days);
            Value::Date(ON.checked_add(span).expect("near today"))
        }
        FactKind::Choice(choices) => Value::Choice(dice.below(choices.len() as u32) as usize),
        FactKind::Choices(choices) => Value::Choices(u64::from(dice.below(1 << choices.len()))),
        FactKind::Industry => {
            let code = dice.of(&[
                "E", "G", "I", "24", "39", "50", "56", "241", "391", "2411", "0911", "3914",
            ]);
            let code = IndustryCode::parse(code).expect("a code");
            Value::Industry(vec![(code, Revision::Fourteenth)])
        }
        FactKind::Text => {
            let text = dice.of(&["北", "南", "o'hara", "a\"b,c", "{}", "%_\\"]);
            Value::Text(text.to_owned(), text.to_owned())
        }
        FactKind::Certificates(kinds) => {
            let all = 0..kinds.len();
            let held: Vec<usize> = all.filter(|_| dice.coin()).collect();
            let held = held.into_iter().map(|kind| Certificate {
                kind,
                valid_from: None,
                valid_until: dice.coin().then_some(jiff::civil::date(2026, 4, 30)),
            });
            Value::Certificates(held.collect())
        }
        FactKind::Receiving => {
            let all = ["p", "other", "oth_r"].map(str::to_owned);
            Value::Receiving(all.into_iter().filter(|_| dice.coin()).collect())
        }
        FactKind::List(_) | FactKind::Awards => Value::Unknown,
    }
}
