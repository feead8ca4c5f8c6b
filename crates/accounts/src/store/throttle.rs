//! Statements about limits.

use platform::{DbFault, Tx};

use crate::throttle::Try;

/// Takes one try from a bucket; `false` when the bucket is full. One statement, so that no two tries take one place.
pub async fn take(tx: &mut Tx, bucket: &str, at: Try) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "INSERT INTO accounts_throttle (bucket, empty_at) VALUES ($1, $2)
             ON CONFLICT (bucket) DO UPDATE
                SET empty_at = CASE WHEN accounts_throttle.empty_at > $3
                                    THEN accounts_throttle.empty_at ELSE $3 END + $4
              WHERE accounts_throttle.empty_at <= $5",
            (bucket, at.empty_again, at.now, at.every, at.full_at),
        )
        .await?;
    Ok(changed == 1)
}

/// Empties a bucket: the tries were the owner's.
pub async fn empty(tx: &mut Tx, bucket: &str) -> Result<(), DbFault> {
    tx.execute("DELETE FROM accounts_throttle WHERE bucket = $1", (bucket,))
        .await?;
    Ok(())
}

pub async fn remove_empty(tx: &mut Tx, now: i64) -> Result<u64, DbFault> {
    tx.execute("DELETE FROM accounts_throttle WHERE empty_at <= $1", (now,))
        .await
}
