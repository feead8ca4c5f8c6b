use proptest::prelude::*;

use super::*;

fn check(text: &str, printed: &str) {
    let expr = parse(text).unwrap_or_else(|slip| panic!("{text}: {slip:?}"));
    assert_eq!(expr.to_string(), printed);
}

#[test]
fn rules_read_as_they_are_written() {
    check("employees <= 300人", "employees <= 300人");
    check("employees ≤ ３００人", "employees <= 300人");
    check("a or b and not c", "a or b and not c");
    check("(a or b) and c", "(a or b) and c");
    check("x - (y - z) * 2", "x - (y - z) * 2");
    check("capital <= 1億5,000万円", "capital <= 150000000円");
    check("place has factory", "place has any factory");
    check(
        "place not in [a, b] and rate >= 5%",
        "place not in [a, b] and rate >= 5%",
    );
    check("on < 令和8年4月1日", "on < 2026-04-01");
    check("not stated", "not stated");
    check(
        "(count of hires in 件 where since(day) >= 1年 and paid) >= 5件",
        "(count of hires in 件 where since(day) >= 1年 and paid) >= 5件",
    );
    check(
        "marginal(cost, 100万円: 1/2, rest: 1/4)",
        "marginal(cost, 1000000円: 1 / 2, rest: 1 / 4)",
    );
    check(
        "industry in JSIC14[E, 09-32]",
        "industry in JSIC14[E, 09-32]",
    );
    check("if a then 1 else 2", "if a then 1 else 2");
    check(
        "employees <= 300 people or b",
        "employees <= 300people or b",
    );
}

#[test]
fn slips_are_found_where_they_are() {
    let check = |text: &str, key: &str, at: usize| {
        let slip = parse(text).expect_err(text);
        assert_eq!((slip.key, slip.at), (key, at), "{text}");
    };
    check("employees <=", "rule-expected-value", 12);
    check("a and", "rule-expected-value", 5);
    check("(a or b", "rule-missing-at-end", 7);
    check("a b", "rule-unexpected", 2);
    check("a & b", "rule-other-operator", 2);
    check("a => b", "rule-other-operator", 2);
    check("a # b", "rule-strange-character", 2);
    check("on < 令和元年4月1日", "rule-no-such-date", 5);
    check("x = \"open", "rule-open-quote", 4);
    check("1 < x < 3", "rule-unexpected", 6);
    check(&"(".repeat(5000), "rule-too-deep", 60);
    // Without an end the tree would be as deep as the rule is long, and too deep to be walked.
    check(&"a or ".repeat(100_000), "rule-too-long", 2507);
    check(&"1 + ".repeat(100_000), "rule-too-long", 2006);
    check(&"not ".repeat(5000), "rule-too-deep", 240);
}

fn leaf() -> impl Strategy<Value = ExprNode> {
    prop_oneof![
        "[a-d]{1,3}".prop_map(|name| ExprNode::Name(format!("f_{name}"))),
        (0i128..100_000, 0u32..3, prop::option::of("(円|人|年|%)")).prop_map(
            |(digits, scale, unit)| ExprNode::Number {
                value: Exact::new(digits, 10i128.pow(scale)),
                unit,
            }
        ),
        any::<bool>().prop_map(ExprNode::Constant),
        Just(ExprNode::NotStated),
        "[a-z ]{0,5}".prop_map(ExprNode::Text),
    ]
}

fn tree() -> impl Strategy<Value = Expr> {
    let wrap = |node| Expr {
        at: 0,
        node: Box::new(node),
    };
    leaf()
        .prop_map(wrap)
        .prop_recursive(5, 40, 3, move |inner| {
            let operator = prop::sample::select(vec![
                Operator::Or,
                Operator::And,
                Operator::Less,
                Operator::AtLeast,
                Operator::Unequal,
                Operator::Plus,
                Operator::Minus,
                Operator::Times,
                Operator::Divided,
            ]);
            let quantity = prop::sample::select(vec![Quantity::Any, Quantity::All, Quantity::None]);
            prop_oneof![
                (operator, inner.clone(), inner.clone())
                    .prop_map(|(op, a, b)| ExprNode::Binary(op, a, b)),
                inner.clone().prop_map(ExprNode::Not),
                inner.clone().prop_map(ExprNode::Negative),
                (inner.clone(), inner.clone(), inner.clone())
                    .prop_map(|(a, b, c)| ExprNode::If(a, b, c)),
                (inner.clone(), inner.clone(), any::<bool>()).prop_map(
                    |(subject, within, negated)| {
                        ExprNode::In {
                            subject,
                            within,
                            negated,
                        }
                    }
                ),
                (inner.clone(), quantity, inner.clone()).prop_map(|(subject, quantity, of)| {
                    ExprNode::Has {
                        subject,
                        quantity,
                        of,
                    }
                }),
                prop::collection::vec(inner.clone(), 0..3).prop_map(ExprNode::List),
                prop::collection::vec(inner.clone(), 1..3)
                    .prop_map(|args| ExprNode::Call("min".to_owned(), args)),
                (
                    prop::sample::select(Fold::ALL.to_vec()),
                    inner.clone(),
                    prop::option::of(inner)
                )
                    .prop_map(|(fold, value, filter)| ExprNode::Over {
                        fold,
                        value: fold.takes_value().then_some(value),
                        list: "items".to_owned(),
                        filter,
                        unit: None,
                    }),
            ]
            .prop_map(wrap)
        })
}

proptest! {
    #[test]
    fn parse_print_parse_is_the_same(expr in tree()) {
        let text = expr.to_string();
        let again = parse(&text).map_err(|slip| TestCaseError::fail(format!("{text}: {slip:?}")))?;
        prop_assert_eq!(&again, &expr, "{}", text);
    }

    #[test]
    fn no_text_makes_the_parser_fall(text in ".{0,80}") {
        let _ = parse(&text);
    }
}
