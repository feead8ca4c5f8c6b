//! Statements about passkeys.

use jiff::Timestamp;
use platform::{DbFault, Tx};

use crate::id::PersonId;
use crate::passkey::Passkey;

/// A passkey of a person whose account is there.
pub struct Owned {
    pub id: String,
    pub person: PersonId,
    /// The public key with its counter, as the WebAuthn library writes it.
    pub key: String,
}

/// All passkeys of a person, the oldest first.
pub async fn of_person(tx: &mut Tx, person: &PersonId) -> Result<Vec<Passkey>, DbFault> {
    tx.all(
        "SELECT id, name, created_at, used_at FROM accounts_passkey WHERE person_id = $1 ORDER BY created_at, id",
        (person.as_str(),),
    )
    .await?
    .iter()
    .map(|row| {
        Ok(Passkey {
            id: row.get(0)?,
            name: row.get(1)?,
            created_at: row.get(2)?,
            used_at: row.get(3)?,
        })
    })
    .collect()
}

/// The credential ids of a person's passkeys: no authenticator takes a second one beside them.
pub async fn credentials(tx: &mut Tx, person: &PersonId) -> Result<Vec<String>, DbFault> {
    tx.all(
        "SELECT credential FROM accounts_passkey WHERE person_id = $1 ORDER BY created_at, id",
        (person.as_str(),),
    )
    .await?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

/// Whose credential it is.
pub async fn find(tx: &mut Tx, credential: &str) -> Result<Option<Owned>, DbFault> {
    let row = tx
        .optional(
            "SELECT k.id, k.person_id, k.passkey FROM accounts_passkey AS k
               JOIN accounts_person AS p ON p.id = k.person_id AND p.deleted_at IS NULL
              WHERE k.credential = $1",
            (credential,),
        )
        .await?;
    row.map(|row| {
        Ok(Owned {
            id: row.get(0)?,
            person: PersonId::of(row.get::<String>(1)?),
            key: row.get(2)?,
        })
    })
    .transpose()
}

/// A new passkey; `false` when the credential is here already.
pub async fn insert(
    tx: &mut Tx,
    passkey: &Passkey,
    person: &PersonId,
    credential: &str,
    key: &str,
) -> Result<bool, DbFault> {
    let inserted = tx
        .execute(
            "INSERT INTO accounts_passkey (id, person_id, credential, passkey, name, created_at)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (credential) DO NOTHING",
            (
                &passkey.id,
                person.as_str(),
                credential,
                key,
                &passkey.name,
                passkey.created_at,
            ),
        )
        .await?;
    Ok(inserted == 1)
}

/// Notes a use, with the key as it is after it; `false` when somebody else has used it since it was read.
pub async fn used(tx: &mut Tx, before: &Owned, key: &str, now: Timestamp) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "UPDATE accounts_passkey SET passkey = $3, used_at = $4 WHERE id = $1 AND passkey = $2",
            (&before.id, &before.key, key, now),
        )
        .await?;
    Ok(changed == 1)
}

/// `false` when the person has none of this id.
pub async fn rename(tx: &mut Tx, person: &PersonId, id: &str, name: &str) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "UPDATE accounts_passkey SET name = $3 WHERE id = $1 AND person_id = $2",
            (id, person.as_str(), name),
        )
        .await?;
    Ok(changed == 1)
}

/// `false` when the person has none of this id.
pub async fn remove(tx: &mut Tx, person: &PersonId, id: &str) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "DELETE FROM accounts_passkey WHERE id = $1 AND person_id = $2",
            (id, person.as_str()),
        )
        .await?;
    Ok(changed == 1)
}
