//! Removing what has run out: sessions, links, attempts, browsers, empty buckets.

use platform::DbFault;

use super::Accounts;
use crate::session;
use crate::store::{attempts, browsers, links, sessions, throttle};

/// Removes it. How many rows there were.
pub async fn clean(accounts: &Accounts) -> Result<u64, DbFault> {
    let now = accounts.now();
    let mut tx = accounts.db.begin().await?;
    let removed = sessions::remove_ended(&mut tx, now).await?
        + links::remove_old(&mut tx, now).await?
        + attempts::remove_old(&mut tx, now).await?
        + browsers::remove_old(&mut tx, now - session::BROWSER_KNOWN).await?
        + throttle::remove_empty(&mut tx, now.as_microsecond()).await?;
    tx.commit().await?;
    Ok(removed)
}
