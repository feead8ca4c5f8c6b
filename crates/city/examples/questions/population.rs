//! Made-up firms for the experiment: complete profiles over every fact of a city, the same for the same seed. No
//! firm is real and no share is a statistic; the shares below only keep the population from being absurd.

use std::collections::BTreeSet;

use eligibility::profile::{Award, Certificate};
use eligibility::range::{Exact, Range, ZERO};
use eligibility::turning::turning;
use eligibility::{Fact, FactId, FactKind, Profile, Value};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::FiscalYear;
use kernel::industry::{IndustryCode, Revision};
use programmes::Catalogue;

/// Who applies: companies, some proprietors, few others.
const APPLICANTS: [(&str, usize); 5] = [
    ("company", 76),
    ("sole_proprietor", 17),
    ("sme_association", 3),
    ("other_body", 2),
    ("founder", 2),
];

/// Half of the firms make things; the rest are the other industries of the strategy, and some of all others.
const INDUSTRIES: [(&[&str], usize); 4] = [
    (
        &[
            "0911", "1011", "1111", "1511", "1911", "2441", "2621", "2671", "2911", "3231",
        ],
        50,
    ),
    (&["3911", "3921", "4111", "4121", "7261"], 25),
    (&["0611", "5021", "5611", "7611", "7711"], 15),
    (&["4431", "6931", "7511", "8011", "9111"], 10),
];

/// Random numbers (SplitMix64), the same in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        usize::try_from((mixed >> 16) % end as u64).expect("a remainder is below a usize")
    }

    /// True in so many of a hundred cases.
    pub fn hundred(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    fn one_of<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len())]
    }
}

/// What firms are drawn from.
pub struct Population<'c> {
    catalogue: &'c Catalogue,
    on: Date,
    /// For each fact the values at which some programme turns.
    turning: Vec<Vec<Value>>,
    programmes: Vec<String>,
}

impl<'c> Population<'c> {
    pub fn new(catalogue: &'c Catalogue, on: Date) -> Population<'c> {
        let nothing = Profile::unknown(&catalogue.facts);
        let turns = |id: FactId, fact: &Fact| {
            let askers = catalogue.programmes.iter();
            let askers = askers.filter(|programme| programme.facts.contains(&id));
            let mut values: Vec<Value> = Vec::new();
            for programme in askers {
                let found = turning(programme.rules.on(on), id, fact, &nothing, on);
                for value in found.values {
                    if !values.contains(&value) {
                        values.push(value);
                    }
                }
            }
            values
        };
        let programmes: BTreeSet<&String> = (catalogue.programmes.iter())
            .map(|programme| &programme.id)
            .collect();
        Population {
            turning: (catalogue.facts.iter())
                .map(|(id, fact)| turns(id, fact))
                .collect(),
            programmes: programmes.into_iter().cloned().collect(),
            catalogue,
            on,
        }
    }

    /// The firm of a number: every fact known, none an interval.
    pub fn firm(&self, seed: u64, number: u64) -> Profile {
        let mut dice = Dice::new(seed ^ number.wrapping_mul(0xD1B5_4A32_D192_ED03));
        let mut profile = Profile::unknown(&self.catalogue.facts);
        for (id, fact) in self.catalogue.facts.iter() {
            let turns = &self.turning[id.0 as usize];
            profile.set(id, self.value(fact, turns, &mut dice));
        }
        profile
    }

    fn value(&self, fact: &Fact, turns: &[Value], dice: &mut Dice) -> Value {
        match &fact.kind {
            FactKind::YesNo => Value::YesNo(dice.hundred(50)),
            FactKind::Choice(choices) if fact.id == "applicant" => {
                let applicant = weighted(&APPLICANTS, dice);
                let named = choices.iter().position(|choice| choice.id == applicant);
                Value::Choice(named.unwrap_or_else(|| dice.below(choices.len())))
            }
            FactKind::Choice(choices) => Value::Choice(dice.below(choices.len())),
            FactKind::Choices(choices) => {
                let ticked = (0..choices.len()).filter(|_| dice.hundred(33));
                Value::Choices(ticked.fold(0, |all, index| all | 1 << index))
            }
            FactKind::Number { unit, range } if turns.is_empty() => {
                Value::Number(number(unit.factor, range, dice))
            }
            FactKind::Industry => {
                let codes: &[&str] = weighted(&INDUSTRIES, dice);
                let code = IndustryCode::parse(codes[dice.below(codes.len())])
                    .expect("the codes are codes");
                Value::Industry(vec![(code, Revision::Fourteenth)])
            }
            FactKind::Text if turns.is_empty() => Value::Text("-".to_owned(), "-".to_owned()),
            FactKind::Date if turns.is_empty() => Value::Date(self.day(dice)),
            FactKind::Number { .. } | FactKind::Text | FactKind::Date => dice.one_of(turns).clone(),
            FactKind::List(fields) => {
                let records = 0..dice.below(3);
                let record = |dice: &mut Dice| -> Vec<Value> {
                    let fields = fields.iter();
                    fields.map(|field| self.value(field, &[], dice)).collect()
                };
                Value::List(records.map(|_| record(dice)).collect())
            }
            FactKind::Certificates(choices) => {
                let held = (0..choices.len()).filter(|_| dice.hundred(20));
                let certificate = |kind| Certificate {
                    kind,
                    valid_from: None,
                    valid_until: None,
                };
                Value::Certificates(held.map(certificate).collect())
            }
            FactKind::Awards => {
                let this_year = FiscalYear::containing(self.on).year();
                let count = if dice.hundred(60) {
                    0
                } else {
                    1 + dice.below(3)
                };
                let award = |dice: &mut Dice| Award {
                    programme: dice.one_of(&self.programmes).clone(),
                    fiscal_year: Some(this_year - i16::try_from(dice.below(4)).unwrap_or(0)),
                    amount: Some(100_000),
                };
                Value::Awards((0..count).map(|_| award(dice)).collect())
            }
            FactKind::Receiving => {
                let count = if dice.hundred(80) { 0 } else { 1 };
                let ids = (0..count).map(|_| dice.one_of(&self.programmes).clone());
                Value::Receiving(ids.collect())
            }
        }
    }

    /// A day within two years before or one after the day of the answer.
    fn day(&self, dice: &mut Dice) -> Date {
        let days = i32::try_from(dice.below(3 * 365)).unwrap_or(0) - 2 * 365;
        self.on.saturating_add(days.days())
    }
}

fn weighted<T: Copy>(shares: &[(T, usize)], dice: &mut Dice) -> T {
    let all: usize = shares.iter().map(|(_, share)| share).sum();
    let mut left = dice.below(all);
    for (thing, share) in shares {
        if left < *share {
            return *thing;
        }
        left -= share;
    }
    shares[0].0
}

/// A number of any size, within what the fact can have.
fn number(factor: Exact, range: &Range, dice: &mut Dice) -> Range {
    let size = 10_i128.pow(u32::try_from(dice.below(9)).unwrap_or(0));
    let rough = Exact::from_integer(size * i128::try_from(1 + dice.below(9)).unwrap_or(1)) * factor;
    let low = range.low.unwrap_or(ZERO);
    Range::point(range.high.map_or(rough, |high| rough.min(high)).max(low))
}
