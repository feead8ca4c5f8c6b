//! The life of a letter: waiting → sent, or given up after about three days, or at once when its receiver does not exist.

use std::time::Duration;

use jiff::Timestamp;

use crate::backoff::Backoff;

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attempt {
    Sent,
    /// It may go better another time.
    Failed(&'static str),
    /// The server will never take this letter for this receiver.
    Refused(&'static str),
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Sent,
    Again {
        at: Timestamp,
        trouble: &'static str,
    },
    GivenUp {
        trouble: &'static str,
    },
}

/// 30 s, 1 min, 2 min … 6 h. Twenty-one attempts take about three days: as long as a server may be down over a long
/// weekend.
const BACKOFF: Backoff = Backoff {
    first: Duration::from_secs(30),
    most: Duration::from_secs(6 * 3_600),
};
pub(super) const MOST_ATTEMPTS: i64 = 21;

/// What follows from an attempt, which was the `attempts`-th.
pub(super) fn next(attempt: Attempt, attempts: i64, now: Timestamp, share: f64) -> Next {
    match attempt {
        Attempt::Sent => Next::Sent,
        Attempt::Refused(trouble) => Next::GivenUp { trouble },
        Attempt::Failed(trouble) if attempts >= MOST_ATTEMPTS => Next::GivenUp { trouble },
        Attempt::Failed(trouble) => Next::Again {
            at: now + BACKOFF.after(attempts, share),
            trouble,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_tried_for_about_three_days() {
        let begun = Timestamp::UNIX_EPOCH;
        for (share, hours) in [(0.0, 68..=76), (1.0, 54..=61)] {
            let mut now = begun;
            let mut attempts = 1;
            while let Next::Again { at, .. } = next(Attempt::Failed("busy"), attempts, now, share) {
                assert!(at > now);
                now = at;
                attempts += 1;
            }
            assert_eq!(attempts, MOST_ATTEMPTS);
            let took = (now.as_second() - begun.as_second()) / 3_600;
            assert!(hours.contains(&took), "{took} h");
        }
    }

    #[test]
    fn a_refusal_ends_it_at_once() {
        let refused = next(Attempt::Refused("receiver"), 1, Timestamp::UNIX_EPOCH, 0.0);
        assert_eq!(
            refused,
            Next::GivenUp {
                trouble: "receiver"
            }
        );
    }
}
