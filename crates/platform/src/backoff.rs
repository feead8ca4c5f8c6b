//! How long to wait before trying again: twice as long each time, with a share of chance, so that what failed together
//! does not come back together.

use std::time::Duration;

/// Waits between attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Backoff {
    /// After the first attempt.
    pub first: Duration,
    /// The longest wait.
    pub most: Duration,
}

impl Backoff {
    /// The wait after the given number of attempts: between the whole and four fifths of it, by a share between 0 and 1.
    pub fn after(self, attempts: i64, share: f64) -> Duration {
        let doublings = u32::try_from(attempts.clamp(1, 31) - 1).expect("between 0 and 30");
        let whole = self
            .first
            .saturating_mul(2_u32.saturating_pow(doublings))
            .min(self.most);
        whole.mul_f64(1.0 - share.clamp(0.0, 1.0) / 5.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let backoff = Backoff {
            first: Duration::from_secs(30),
            most: Duration::from_secs(100),
        };
        let check = |attempts, share, seconds| {
            let wait = backoff.after(attempts, share);
            assert_eq!(wait.as_secs(), seconds, "{attempts}, {share}");
        };
        check(0, 0.0, 30);
        check(1, 0.0, 30);
        check(2, 0.0, 60);
        check(3, 0.0, 100);
        check(i64::MAX, 0.0, 100);
        check(1, 1.0, 24);
        check(3, 0.5, 90);
    }
}
