//! Judging: no programme and no company makes the engine stop, and what it said when less was known stays true
//! when more is known.

use eligibility::wording::Wording;
use eligibility::{Profile, Truth, Value, Verdict, YenRange, judge};
use kernel::Lang;
use kernel::document::read;

use super::dice::Dice;
use super::sample::CITY;
use super::values::{complete, day, less};
use super::written::programme;

/// Whether a programme could be made of the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    Judged,
    /// Rules that can never hold, or units that do not fit, are refused when they are read.
    Refused,
}

pub fn holds(bytes: &[u8]) -> Tried {
    let dice = &mut Dice(bytes);
    let on = day(dice);
    let text = programme(dice);
    let node = read("p.yaml", &text).unwrap_or_else(|fault| panic!("{text}\n{fault:?}"));
    let Some((facts, rules)) = node.and_then(|node| CITY.programme(&node)) else {
        return Tried::Refused;
    };
    let (mut known, mut unknown) = (Profile::unknown(&facts), Profile::unknown(&facts));
    for (id, fact) in facts.iter() {
        let value = complete(fact, dice);
        unknown.set(id, less(&value, fact, dice));
        known.set(id, value);
    }
    let after = judge("p", &rules, &known, on);
    let before = judge("p", &rules, &unknown, on);

    let told =
        || format!("{text}\non {on}\nless {unknown:?}\nmore {known:?}\n{before:?}\n{after:?}");
    if before.verdict != Verdict::Undecided {
        assert_eq!(
            before.verdict,
            after.verdict,
            "a verdict changed: {}",
            told()
        );
    }
    for (before, after) in before.outcomes().zip(after.outcomes()) {
        assert_eq!(before.0, after.0);
        let stays = before.2 == after.2 || before.2 == Truth::Unknown;
        assert!(stays, "condition {} changed: {}", before.0, told());
    }
    if let (Some(outer), Some(inner)) = (before.amount, after.amount) {
        assert!(
            lies_within(inner, outer),
            "an amount left its interval: {}",
            told()
        );
    }
    for answer in [&before, &after] {
        if answer.verdict == Verdict::Ineligible {
            assert!(
                answer.missing.is_empty() && answer.amount.is_none(),
                "{}",
                told()
            );
        }
        if let Some(YenRange { low, high }) = answer.amount {
            assert!(
                low.0 >= 0 && high.is_none_or(|high| low <= high),
                "{}",
                told()
            );
        }
    }

    // What is not missing may be anything.
    let mut other = unknown.clone();
    for (id, fact) in facts.iter() {
        if unknown.get(id) == &Value::Unknown && !before.missing.contains(&id) {
            other.set(id, complete(fact, dice));
        }
    }
    let otherwise = judge("p", &rules, &other, on);
    assert_eq!(
        before.verdict,
        otherwise.verdict,
        "not missing {other:?}: {}",
        told()
    );

    let wording = Wording {
        facts: &facts,
        programmes: &CITY.names,
        on,
        lang: Lang::En,
    };
    for (id, condition, _) in before.outcomes() {
        let said = wording.condition(condition, before.edition);
        assert!(
            !said.is_empty() && !said.contains('⟦'),
            "{id} is said as {said:?}"
        );
    }
    Tried::Judged
}

fn lies_within(inner: YenRange, outer: YenRange) -> bool {
    let below = match (inner.high, outer.high) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(inner), Some(outer)) => inner <= outer,
    };
    outer.low <= inner.low && below
}
