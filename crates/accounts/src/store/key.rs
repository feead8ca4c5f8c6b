//! Statements about the fingerprint of the site's key.

use jiff::Timestamp;
use platform::{DbFault, Tx};

/// The fingerprint of the key with which secrets of this database are sealed: the given one where there was none.
pub async fn fingerprint(tx: &mut Tx, ours: &str, now: Timestamp) -> Result<String, DbFault> {
    tx.execute(
        "INSERT INTO accounts_key (id, fingerprint, created_at) VALUES (1, $1, $2) ON CONFLICT (id) DO NOTHING",
        (ours, now),
    )
    .await?;
    tx.one("SELECT fingerprint FROM accounts_key WHERE id = 1", ())
        .await?
        .get(0)
}
