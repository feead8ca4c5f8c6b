//! What the platform itself repeats: ended jobs go after thirty days, and so does what is personal in letters that
//! never left.

use std::time::Duration;

use crate::jobs::{self, JobFault, Kinds, Work};
use crate::outbox;

const KIND: &str = "platform-upkeep";
const DAY: Duration = Duration::from_secs(24 * 3_600);
const KEPT_DAYS: u32 = 30;
/// Small enough that no other writer waits long.
const AT_ONCE: i64 = 500;

/// The kinds, and the platform's own among them.
#[must_use]
pub fn with_upkeep(kinds: Kinds) -> Kinds {
    kinds.with(KIND, upkeep).every(KIND, DAY)
}

async fn upkeep(work: Work) -> Result<(), JobFault> {
    let before = work.clock().now() - KEPT_DAYS * DAY;
    let mut removed = work.done();
    loop {
        let mut tx = work.begin().await?;
        let count = jobs::remove_ended(&mut tx, before, AT_ONCE).await?;
        if count == 0 {
            outbox::forget(&mut tx, before).await?;
            return work.finish(tx).await;
        }
        removed += i64::try_from(count).unwrap_or(AT_ONCE);
        work.checkpoint(tx, "{}", removed, removed).await?;
    }
}
