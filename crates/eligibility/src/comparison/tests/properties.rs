//! Over random pairs of rules: what a row says of a range is what the rules say of every value in it.

use proptest::prelude::*;

use super::super::{Change, Outcome, Part, Row, Values, compare};
use super::{ON, programmes, side};
use crate::fact::Facts;
use crate::profile::{Profile, Value};
use crate::range::{Exact, Range};
use crate::sample::facts;
use crate::{Rules, judge};
use kernel::Lang;

fn condition() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (
            0..60i64,
            prop::sample::select(vec!["<", "<=", ">", ">=", "=", "!="])
        )
            .prop_map(|(n, op)| format!("employees {op} {n}人")),
        (0..60i64, 1..9i64).prop_map(|(n, d)| format!("employees * {d} >= {n}人")),
        (0..60i64).prop_map(|n| format!("min(employees, students) < {n}人")),
        (0..200i64, 1..4i64).prop_map(|(n, d)| format!("large_share * {d} < {n}%")),
        Just("green".to_owned()),
        Just("not tax_arrears".to_owned()),
        Just("place has any [head, factory]".to_owned()),
        Just("place has all [head, branch]".to_owned()),
        Just("place has none [branch]".to_owned()),
        Just("form in [company, coop]".to_owned()),
        Just("not stated".to_owned()),
        Just("(count of members where in_city) >= 2人".to_owned()),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) and ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) or ({b})")),
            inner.clone().prop_map(|a| format!("not ({a})")),
            (inner.clone(), inner.clone(), inner)
                .prop_map(|(a, b, c)| format!("if {a} then {b} else {c}")),
        ]
    })
}

fn rules(rule: &str, facts: &Facts) -> Option<Rules> {
    let text = format!("conditions: [{{id: x, rule: '{rule}'}}]");
    crate::sample::rules(&text, facts).ok()
}

/// A complete profile, with the values that descriptions are checked against.
#[derive(Clone, Debug)]
struct Somebody {
    employees: i64,
    students: i64,
    /// In thousandths of a percent.
    large_share: i64,
    green: bool,
    tax_arrears: bool,
    place: u64,
    form: usize,
}

fn somebody() -> impl Strategy<Value = Somebody> {
    (
        (0..70i64, 0..70i64, 0..100_000i64),
        (any::<bool>(), any::<bool>(), 0..8u64, 0..3usize),
    )
        .prop_map(
            |((employees, students, large_share), (g, t, place, form))| Somebody {
                employees,
                students,
                large_share,
                green: g,
                tax_arrears: t,
                place,
                form,
            },
        )
}

impl Somebody {
    fn number(&self, fact: &str) -> Exact {
        match fact {
            "employees" => Exact::from_integer(i128::from(self.employees)),
            "students" => Exact::from_integer(i128::from(self.students)),
            _ => Exact::new(i128::from(self.large_share), 100_000),
        }
    }

    fn profile(&self, facts: &Facts) -> Profile {
        let mut profile = Profile::unknown(facts);
        let mut set = |name: &str, value| profile.set(facts.find(name).expect("a fact"), value);
        for name in ["employees", "students", "large_share"] {
            set(name, Value::Number(Range::point(self.number(name))));
        }
        set("green", Value::YesNo(self.green));
        set("tax_arrears", Value::YesNo(self.tax_arrears));
        set("place", Value::Choices(self.place));
        set("form", Value::Choice(self.form));
        profile
    }

    /// Whether a description is about this one.
    fn fits(&self, fact: &str, values: &Values) -> bool {
        let places = ["head", "factory", "branch"];
        let has = |name: &String| {
            let index = places.iter().position(|place| place == name);
            self.place >> index.expect("a place") & 1 == 1
        };
        match values {
            Values::YesNo(value) if fact == "green" => *value == self.green,
            Values::YesNo(value) => *value == self.tax_arrears,
            Values::Numbers(spans) => spans.iter().any(|span| {
                let number = self.number(fact);
                let low = span
                    .low
                    .is_none_or(|end| end.at < number || end.included && end.at == number);
                let high = span
                    .high
                    .is_none_or(|end| number < end.at || end.included && end.at == number);
                low && high
            }),
            Values::Choices(ids) => {
                ids.contains(&["company", "sole", "coop"][self.form].to_owned())
            }
            Values::Set { all, any, none } => {
                all.iter().all(has)
                    && (any.is_empty() || any.iter().any(has))
                    && !none.iter().any(has)
            }
            Values::Combinations { named, sets } => sets
                .iter()
                .any(|set| named.iter().all(|place| has(place) == set.contains(place))),
            other => panic!("{other:?}"),
        }
    }
}

fn row(old: &Rules, new: &Rules, facts: &Facts) -> Row {
    let programmes = programmes();
    let old = side(facts, &programmes, old, ON);
    let new = side(facts, &programmes, new, ON);
    let rows = compare(&old, &new, ON, Lang::En);
    rows.into_iter()
        .find(|row| row.part == Part::Conditions)
        .expect("one condition")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn what_a_row_says_of_a_range_holds_for_every_value(
        a in condition(), b in condition(), people in prop::collection::vec(somebody(), 40)
    ) {
        let facts = facts();
        let (Some(old), Some(new)) = (rules(&a, &facts), rules(&b, &facts)) else { return Ok(()); };
        let row = row(&old, &new, &facts);
        let truth = |rules: &Rules, somebody: &Somebody| {
            judge("p", rules, &somebody.profile(&facts), ON).conditions.get(0)
        };
        for one in &people {
            let (was, now) = (truth(&old, one), truth(&new, one));
            let told: Vec<_> = row.cases.iter()
                .filter(|case| case.places.iter().all(|place| one.fits(&place.fact, &place.values)))
                .collect();
            for case in &told {
                prop_assert_eq!((case.old, case.new), (Outcome::Truth(was), Outcome::Truth(now)),
                    "{} | {} | {:?} | {:?}", a, b, one, row.meaning);
            }
            match row.change {
                Change::Same | Change::Equivalent => prop_assert_eq!(was, now, "{} | {}", a, b),
                Change::Wider => prop_assert!(was <= now, "{} | {} {:?}", a, b, one),
                Change::Narrower => prop_assert!(was >= now, "{} | {} {:?}", a, b, one),
                _ => {}
            }
            // Everybody for whom it differs is told of, unless there was more to tell than anybody reads, or the
            // sides ask about other things.
            let proven = matches!(row.change, Change::Wider | Change::Narrower | Change::Different);
            let other = row.change == Change::Different && row.cases.is_empty();
            let all_told = row.cases.len() < 12 && !other;
            if proven && all_told && was != now {
                prop_assert!(!told.is_empty(), "{} | {} {:?} {:?}", a, b, one, row.meaning);
            }
        }
    }

    #[test]
    fn a_thing_compared_with_itself_is_the_same(a in condition()) {
        let facts = facts();
        let Some(rules) = rules(&a, &facts) else { return Ok(()); };
        prop_assert_eq!(row(&rules, &rules, &facts).change, Change::Same, "{}", a);
    }

    #[test]
    fn sides_that_change_places_change_the_row(a in condition(), b in condition()) {
        let facts = facts();
        let (Some(old), Some(new)) = (rules(&a, &facts), rules(&b, &facts)) else { return Ok(()); };
        let (there, back) = (row(&old, &new, &facts), row(&new, &old, &facts));
        prop_assert_eq!((&there.old, &there.new), (&back.new, &back.old));
        let expected = match there.change {
            Change::Wider => Change::Narrower,
            Change::Narrower => Change::Wider,
            other => other,
        };
        prop_assert_eq!(back.change, expected, "{} | {}", a, b);
        prop_assert_eq!(there.cases.len(), back.cases.len());
        for case in &there.cases {
            let turned = back.cases.iter()
                .any(|other| other.places == case.places && (other.old, other.new) == (case.new, case.old));
            prop_assert!(turned || there.cases.len() >= 12, "{} | {} {:?}", a, b, case);
        }
    }
}
