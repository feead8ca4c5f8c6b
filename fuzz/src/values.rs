//! What somebody answers to a fact: a complete value, and the same with less known.

use eligibility::profile::{Award, Certificate};
use eligibility::range::{Exact, Range};
use eligibility::{Fact, FactKind, Value};
use jiff::civil::date;
use kernel::Date;
use kernel::industry::{IndustryCode, Revision};

use super::dice::Dice;

const SIZES: [i128; 20] = [
    0,
    1,
    2,
    3,
    5,
    9,
    10,
    19,
    20,
    21,
    49,
    50,
    51,
    99,
    100,
    101,
    300,
    1_000_000,
    999_999_999_999,
    1_000_000_000_000_000,
];
const INDUSTRIES: [&str; 6] = ["2441", "1931", "3911", "5021", "5111", "7261"];
const WARDS: [&str; 3] = ["北区", "東区", "南区"];
const PROGRAMMES: [&str; 2] = ["p", "other"];

/// Everything is known.
pub fn complete(fact: &Fact, dice: &mut Dice<'_>) -> Value {
    match &fact.kind {
        FactKind::YesNo => Value::YesNo(dice.once_in(2)),
        FactKind::Number { unit, range } => {
            let size = Exact::from_integer(dice.one(&SIZES));
            let size = if unit.is_whole() {
                size
            } else {
                size / Exact::from_integer(4)
            };
            Value::Number(Range::point(limited(size * unit.factor, range)))
        }
        FactKind::Date => Value::Date(day(dice)),
        FactKind::Choice(choices) => Value::Choice(dice.below(choices.len())),
        FactKind::Choices(choices) => Value::Choices(dice.bits() & ((1 << choices.len()) - 1)),
        FactKind::Industry => {
            let count = 1 + usize::from(dice.once_in(4));
            let code = |_| {
                let code = IndustryCode::parse(dice.one(&INDUSTRIES)).expect("the codes are codes");
                (
                    code,
                    dice.one(&[Revision::Fourteenth, Revision::Thirteenth]),
                )
            };
            Value::Industry((0..count).map(code).collect())
        }
        FactKind::Text => {
            let ward = dice.one(&WARDS).to_owned();
            Value::Text(ward.clone(), ward)
        }
        FactKind::List(fields) => {
            let records = dice.below(4);
            let record = |_| fields.iter().map(|field| complete(field, dice)).collect();
            Value::List((0..records).map(record).collect())
        }
        FactKind::Certificates(choices) => {
            let held = (0..dice.below(3)).map(|_| Certificate {
                kind: dice.below(choices.len()),
                valid_from: dice.once_in(2).then(|| day(dice)),
                valid_until: dice.once_in(2).then(|| day(dice)),
            });
            Value::Certificates(held.collect())
        }
        FactKind::Awards => {
            let awards = (0..dice.below(5)).map(|_| Award {
                programme: dice.one(&PROGRAMMES).to_owned(),
                fiscal_year: Some(2019 + i16::from(dice.byte() % 8)),
                amount: Some(i64::from(dice.byte()) * 1000),
            });
            Value::Awards(awards.collect())
        }
        FactKind::Receiving => {
            let some = (0..dice.below(3)).map(|_| dice.one(&PROGRAMMES).to_owned());
            Value::Receiving(some.collect())
        }
    }
}

/// The same or less: the complete value is one of those that this leaves open.
pub fn less(value: &Value, fact: &Fact, dice: &mut Dice<'_>) -> Value {
    match dice.below(4) {
        0 => Value::Unknown,
        1 | 2 => value.clone(),
        _ => blurred(value, fact, dice),
    }
}

fn blurred(value: &Value, fact: &Fact, dice: &mut Dice<'_>) -> Value {
    match (value, &fact.kind) {
        (Value::Number(known), FactKind::Number { unit, range }) => {
            let (down, up) = (dice.one(&SIZES), dice.one(&SIZES));
            let end = |end: Option<Exact>, by: i128| {
                end.map(|end| limited(end + Exact::from_integer(by) * unit.factor, range))
            };
            Value::Number(Range {
                low: end(known.low, -down),
                high: if dice.once_in(4) {
                    range.high
                } else {
                    end(known.high, up)
                },
            })
        }
        (Value::Industry(codes), _) => {
            let shorter = |(code, revision): &(IndustryCode, Revision)| {
                let text = code.to_string();
                let length = dice.one(&[4, 3, 2]).min(text.len());
                let code =
                    IndustryCode::parse(&text[..length]).expect("a group of a code is a code");
                (code, *revision)
            };
            Value::Industry(codes.iter().map(shorter).collect())
        }
        (Value::List(records), FactKind::List(fields)) => {
            let record = |record: &Vec<Value>| {
                let fields = record.iter().zip(fields);
                fields
                    .map(|(value, field)| less(value, field, dice))
                    .collect()
            };
            Value::List(records.iter().map(record).collect())
        }
        (Value::Awards(awards), _) => Value::Awards(
            awards
                .iter()
                .map(|award| Award {
                    programme: award.programme.clone(),
                    fiscal_year: award.fiscal_year.filter(|_| !dice.once_in(3)),
                    amount: award.amount.filter(|_| !dice.once_in(3)),
                })
                .collect(),
        ),
        _ => value.clone(),
    }
}

fn limited(value: Exact, range: &Range) -> Exact {
    let value = range.low.map_or(value, |low| value.max(low));
    range.high.map_or(value, |high| value.min(high))
}

/// A day, mostly of these years, rarely the first or last there is.
pub fn day(dice: &mut Dice<'_>) -> Date {
    if dice.once_in(32) {
        return dice.one(&[Date::MIN, Date::MAX]);
    }
    let (month, day) = (1 + dice.byte() % 12, 1 + dice.byte() % 31);
    let year = 2018 + i16::from(dice.byte() % 12);
    let (month, day) = (month as i8, day as i8);
    Date::new(year, month, day).unwrap_or(date(year, month, 28))
}
