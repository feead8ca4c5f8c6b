//! Fractions, quickly: almost all numbers of real rules fit into 64 bits, where the processor computes without
//! help. What does not fit takes the slow way with the same result.

use num_traits::{CheckedAdd, CheckedMul};

use super::Exact;

/// Above and below the line, when both fit into 64 bits.
#[inline]
pub(super) fn small(value: Exact) -> Option<(i64, i64)> {
    let above = i64::try_from(*value.numer()).ok()?;
    let below = i64::try_from(*value.denom()).ok()?;
    Some((above, below))
}

#[inline]
pub(super) fn less(a: Exact, b: Exact) -> bool {
    match small(a).zip(small(b)) {
        Some(((n, d), (m, e))) if d == e => n < m,
        Some(((n, d), (m, e))) => i128::from(n) * i128::from(e) < i128::from(m) * i128::from(d),
        None => a < b,
    }
}

#[inline]
pub(super) fn lower(a: Exact, b: Exact) -> Exact {
    if less(b, a) { b } else { a }
}

#[inline]
pub(super) fn higher(a: Exact, b: Exact) -> Exact {
    if less(a, b) { b } else { a }
}

/// `None` when the sum does not fit.
#[inline]
pub(super) fn sum(a: Exact, b: Exact) -> Option<Exact> {
    if *a.denom() == 1 && *b.denom() == 1 {
        return i128::checked_add(*a.numer(), *b.numer()).map(Exact::from_integer);
    }
    a.checked_add(&b)
}

/// `None` when the product does not fit.
#[inline]
pub(super) fn product(a: Exact, b: Exact) -> Option<Exact> {
    let Some(((n, d), (m, e))) = small(a).zip(small(b)) else {
        return a.checked_mul(&b);
    };
    if d == 1 && e == 1 {
        return Some(Exact::from_integer(i128::from(n) * i128::from(m)));
    }
    // Shortened crosswise, the result needs no shortening: both fractions were in lowest terms.
    let (g, h) = (divisor(n, e), divisor(m, d));
    let (n, e, m, d) = (n / g, e / g, m / h, d / h);
    let above = i128::from(n) * i128::from(m);
    let below = i128::from(d) * i128::from(e);
    Some(Exact::new_raw(above, below))
}

/// The greatest common divisor, at least 1; `below` is above zero.
fn divisor(above: i64, below: i64) -> i64 {
    let (mut a, mut b) = (above.unsigned_abs(), below.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i64::try_from(a).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use num_traits::{CheckedAdd, CheckedMul};
    use proptest::prelude::*;

    use super::*;

    fn number() -> impl Strategy<Value = Exact> {
        let above = prop_oneof![
            -1000i128..1000,
            any::<i64>().prop_map(i128::from),
            any::<i128>()
        ];
        let below = prop_oneof![Just(1i128), 1i128..1000, 1i128..(1 << 70)];
        // The smallest number has no opposite, which no fraction of ours ever needs.
        (above, below).prop_map(|(n, d)| Exact::new(n.max(-i128::MAX), d))
    }

    proptest! {
        #[test]
        fn the_quick_way_gives_what_the_slow_way_gives(a in number(), b in number()) {
            prop_assert_eq!(less(a, b), a < b);
            prop_assert_eq!(sum(a, b), a.checked_add(&b));
            if let Some(found) = product(a, b) {
                prop_assert_eq!(Some(found), a.checked_mul(&b));
            }
        }
    }
}
