//! Jobs that are repeated. The next one of each kind stands in the queue before it is due.

use std::time::Duration;

use jiff::Timestamp;

use super::job::{JobId, NewJob};
use super::kinds::Kinds;
use super::store;
use crate::db::{Db, DbFault};

/// Japan is nine hours ahead of UTC.
const TOKYO_SECONDS: i64 = 9 * 3_600;
const KEY: &str = "schedule";

/// Puts the next job of every repeated kind into the queue, if it is not there. Its name holds its moment: however
/// many processes do this, and however their clocks differ, there is one per moment.
pub(super) async fn enqueue_next(db: &Db, kinds: &Kinds, now: Timestamp) -> Result<(), DbFault> {
    if kinds.schedules().next().is_none() {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    for (kind, period) in kinds.schedules() {
        let run_at = next_moment(period, now);
        let job = NewJob {
            kind,
            payload: "{}".to_owned(),
            run_at,
            key: Some(KEY.to_owned()),
        };
        store::add(&mut tx, &JobId(format!("{kind}@{run_at}")), &job, now).await?;
    }
    tx.commit().await
}

/// The first moment after `now` that is a whole number of periods from midnight in Japan.
fn next_moment(period: Duration, now: Timestamp) -> Timestamp {
    let period = i64::try_from(period.as_secs()).unwrap_or(i64::MAX).max(1);
    let since = now.as_second() + TOKYO_SECONDS;
    let next = (since.div_euclid(period) + 1).saturating_mul(period) - TOKYO_SECONDS;
    Timestamp::from_second(next).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_japan_and_an_hour_at_its_full_minute() {
        let check = |hours: u64, now: &str, next: &str| {
            let moment = next_moment(Duration::from_secs(hours * 3_600), now.parse().expect(now));
            assert_eq!(moment, next.parse::<Timestamp>().expect(next), "{now}");
        };
        check(24, "2026-03-31T14:59:59Z", "2026-03-31T15:00:00Z");
        check(24, "2026-03-31T15:00:00Z", "2026-04-01T15:00:00Z");
        check(1, "2026-03-31T15:20:00.5Z", "2026-03-31T16:00:00Z");
    }
}
