//! What follows from an attempt at a job.

use std::time::Duration;

use jiff::Timestamp;

use super::fault::JobFault;
use crate::backoff::Backoff;

/// 10 s, 20 s … 1 h: ten attempts take about an hour and a half.
const BACKOFF: Backoff = Backoff {
    first: Duration::from_secs(10),
    most: Duration::from_secs(3_600),
};
pub(super) const MOST_ATTEMPTS: i64 = 10;

/// How an attempt ended.
#[derive(Debug)]
pub(super) enum Attempt {
    /// The handler returned without a fault.
    Finished,
    Broken(JobFault),
    Panicked,
    /// The process stops; the handler was interrupted and may go on elsewhere at once.
    Interrupted,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Finished,
    Again {
        at: Timestamp,
        trouble: &'static str,
    },
    Failed {
        trouble: &'static str,
    },
    Cancelled,
    GivenBack,
    /// The job is somebody else's: nothing is written.
    Nothing,
}

/// What follows from an attempt, which was the `attempts`-th since the last progress.
pub(super) fn next(attempt: &Attempt, attempts: i64, now: Timestamp, share: f64) -> Next {
    let trouble = match attempt {
        Attempt::Finished => return Next::Finished,
        Attempt::Interrupted => return Next::GivenBack,
        Attempt::Broken(JobFault::Cancelled) => return Next::Cancelled,
        Attempt::Broken(JobFault::LeaseLost) => return Next::Nothing,
        Attempt::Broken(JobFault::Hopeless(trouble)) => return Next::Failed { trouble },
        Attempt::Broken(fault @ (JobFault::Failed(_) | JobFault::Db(_))) => fault.word(),
        Attempt::Panicked => "panic",
    };
    match attempts >= MOST_ATTEMPTS {
        true => Next::Failed { trouble },
        false => Next::Again {
            at: now + BACKOFF.after(attempts, share),
            trouble,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    #[test]
    fn a_job_is_tried_ten_times() {
        let failed = Attempt::Broken(JobFault::Failed("why"));
        let seconds = |attempts| match next(&failed, attempts, NOW, 0.0) {
            Next::Again { at, .. } => Some(at.as_second()),
            _ => None,
        };
        assert_eq!(seconds(1), Some(10));
        assert_eq!(seconds(2), Some(20));
        assert_eq!(seconds(9), Some(2_560));
        assert_eq!(seconds(10), None);
        let last = next(&Attempt::Panicked, 10, NOW, 0.0);
        assert_eq!(last, Next::Failed { trouble: "panic" });
    }

    #[test]
    fn what_cannot_succeed_or_is_not_ours_is_not_tried_again() {
        let check = |fault, expected| {
            assert_eq!(next(&Attempt::Broken(fault), 1, NOW, 0.0), expected);
        };
        check(JobFault::Hopeless("why"), Next::Failed { trouble: "why" });
        check(JobFault::Cancelled, Next::Cancelled);
        check(JobFault::LeaseLost, Next::Nothing);
    }
}
