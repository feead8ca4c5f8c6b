//! What each step of a graph means, said as plainly as possible.

use eligibility::settled::{Graph, Less, Nulls, Side, Step, Truths, Whole};
use eligibility::{FactId, Truth, Value};

use std::collections::HashMap;

/// The values of all steps for one applicant.
#[derive(Default)]
pub struct Values {
    pub truths: HashMap<u32, Truth>,
    pub wholes: HashMap<u32, Option<i64>>,
}

pub fn values(graph: &Graph, of: impl Fn(FactId) -> Value) -> Values {
    let mut values = Values::default();
    for step in graph.steps() {
        match step {
            Step::Truth(id) => {
                let truth = values.truth(graph.truth(*id), &of);
                values.truths.insert(id.0, truth);
            }
            Step::Whole(id) => {
                let whole = values.whole(graph.whole(*id), &of);
                let bounds = graph.bounds(*id);
                match whole {
                    None => assert!(bounds.nullable),
                    Some(whole) => assert!((bounds.least..=bounds.most).contains(&whole)),
                }
                values.wholes.insert(id.0, whole);
            }
        }
    }
    values
}

impl Values {
    fn truth(&self, truth: &Truths, of: &impl Fn(FactId) -> Value) -> Truth {
        let t = |id: &eligibility::settled::TruthId| self.truths[&id.0];
        let w = |id: &eligibility::settled::WholeId| self.wholes[&id.0];
        let less = |a, b| w(a).zip(w(b)).map(|(a, b)| a < b);
        match truth {
            Truths::Constant(truth) => *truth,
            Truths::YesNo(fact) => match of(*fact) {
                Value::YesNo(value) => Truth::from(value),
                _ => Truth::Unknown,
            },
            Truths::Within(fact, first, last) => match of(*fact) {
                Value::Date(day) => Truth::from((*first..=*last).contains(&day)),
                _ => Truth::Unknown,
            },
            Truths::Coded(..) => panic!("no random graph has one"),
            Truths::Not(one) => !t(one),
            Truths::All(all) => all.iter().map(t).fold(Truth::Yes, Truth::and),
            Truths::Any(all) => all.iter().map(t).fold(Truth::No, Truth::or),
            Truths::If(by, yes, no) => match t(by) {
                Truth::Yes => t(yes),
                Truth::No => t(no),
                Truth::Unknown if t(yes) == t(no) => t(yes),
                Truth::Unknown => Truth::Unknown,
            },
            Truths::Less(Less { yes, no }) => match (less(&yes.0, &yes.1), less(&no.0, &no.1)) {
                (Some(true), _) => Truth::Yes,
                (_, Some(false)) => Truth::No,
                _ => Truth::Unknown,
            },
            Truths::Equal { a, b } => {
                let single = |(low, high)| w(low).filter(|low| w(high) == Some(*low));
                let apart = [less(&a.1, &b.0), less(&b.1, &a.0)].contains(&Some(true));
                match single((&a.0, &a.1)).zip(single((&b.0, &b.1))) {
                    Some((a, b)) if a == b => Truth::Yes,
                    _ if apart => Truth::No,
                    _ => Truth::Unknown,
                }
            }
            Truths::IsNo(one) => Truth::from(t(one) == Truth::No),
            Truths::IsYes(one) => Truth::from(t(one) == Truth::Yes),
            Truths::AreZero(a, b) => Truth::from(w(a) == Some(0) && w(b) == Some(0)),
        }
    }

    fn whole(&self, whole: &Whole, of: &impl Fn(FactId) -> Value) -> Option<i64> {
        let w = |id: &eligibility::settled::WholeId| self.wholes[&id.0];
        let pair = |a, b| w(a).zip(w(b));
        match whole {
            Whole::Constant(number) => *number,
            Whole::End(fact, side, declared) => {
                let Value::Number(range) = of(*fact) else {
                    return *declared;
                };
                let end = match side {
                    Side::Low => range.low,
                    Side::High => range.high,
                };
                let end = end.map(|end| i64::try_from(end.to_integer()).expect("fits"));
                end.or(*declared)
            }
            Whole::Coded(..) => panic!("no random graph has one"),
            Whole::Plus(a, b) => pair(a, b).map(|(a, b)| a + b),
            Whole::Minus(a, b) => pair(a, b).map(|(a, b)| a - b),
            Whole::Times(a, b) => pair(a, b).map(|(a, b)| a * b),
            Whole::Scaled(one, by) => w(one).map(|one| one * by),
            Whole::Floor(one, by) => w(one).map(|one| one.div_euclid(*by)),
            Whole::Lesser(a, b, nulls) => extreme(w(a), w(b), *nulls, i64::min),
            Whole::Greater(a, b, nulls) => extreme(w(a), w(b), *nulls, i64::max),
            Whole::Chosen(by, yes, no, side) => match self.truths[&by.0] {
                Truth::Yes => w(yes),
                Truth::No => w(no),
                Truth::Unknown => extreme(
                    w(yes),
                    w(no),
                    Nulls::Null,
                    match side {
                        Side::Low => i64::min,
                        Side::High => i64::max,
                    },
                ),
            },
        }
    }
}

fn extreme(
    a: Option<i64>,
    b: Option<i64>,
    nulls: Nulls,
    choose: impl Fn(i64, i64) -> i64,
) -> Option<i64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(choose(a, b)),
        (one, None) | (None, one) => match nulls {
            Nulls::Null => None,
            Nulls::Other => one,
        },
    }
}
