use super::*;
use proptest::prelude::*;

fn range() -> impl Strategy<Value = (Range, Exact)> {
    (-50i128..50, 0i128..30, 0i128..30, 1i128..4).prop_map(|(low, up, more, den)| {
        let exact = |n| Exact::new(n, den);
        (
            Range::between(exact(low), exact(low + up + more)),
            exact(low + up),
        )
    })
}

fn holds(range: Range, value: Exact) -> bool {
    range.low.is_none_or(|low| low <= value) && range.high.is_none_or(|high| value <= high)
}

proptest! {
    #[test]
    fn every_operation_holds_every_result((a, x) in range(), (b, y) in range()) {
        prop_assert!(holds(a.plus(b), x + y));
        prop_assert!(holds(a.minus(b), x - y));
        prop_assert!(holds(a.times(b), x * y));
        prop_assert!(holds(a.min(b), x.min(y)));
        prop_assert!(holds(a.max(b), x.max(y)));
        if y != ZERO {
            prop_assert!(holds(a.divided_by(b), x / y));
        }
        match a.less(&b) {
            Truth::Yes => prop_assert!(x < y),
            Truth::No => prop_assert!(x >= y),
            Truth::Unknown => {}
        }
        prop_assert_eq!(a.below(y), a.less(&Range::point(y)));
        prop_assert_eq!(a.above(y), Range::point(y).less(&a));
        match a.equal(&b) {
            Truth::Yes => prop_assert!(x == y),
            Truth::No => prop_assert!(x != y),
            Truth::Unknown => {}
        }
    }
}

#[test]
fn what_does_not_fit_is_unknown_and_never_wrong() {
    let huge = Range::whole(i128::MAX);
    assert_eq!(huge.plus(huge), Range::ANY);
    assert_eq!(huge.times(huge), Range::ANY);
    assert_eq!(huge.divided_by(Range::point(ZERO)), Range::ANY);
}

#[test]
fn rounding_goes_to_multiples() {
    let check = |how: Rounding, value: i128, expected: i128| {
        let step = Exact::from_integer(1000);
        let value = Exact::from_integer(value);
        assert_eq!(how.apply(value, step), Some(Exact::from_integer(expected)));
    };
    check(Rounding::Down, 83_066, 83_000);
    check(Rounding::Up, 83_001, 84_000);
    check(Rounding::Nearest, 83_500, 84_000);
    check(Rounding::Nearest, 83_499, 83_000);
}
