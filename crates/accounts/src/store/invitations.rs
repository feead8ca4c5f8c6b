//! Statements about links that invite somebody, as those who sent them see them.

use jiff::Timestamp;
use platform::{DbFault, Row, Tx};

use crate::id::{InvitationId, OrganisationId};
use crate::link::Purpose;

/// An invitation that waits for its answer.
#[derive(Clone, Debug)]
pub struct Invitation {
    pub id: InvitationId,
    pub purpose: Purpose,
    pub ends_at: Timestamp,
}

/// What an organisation's owners have sent, the newest first.
pub async fn of_organisation(
    tx: &mut Tx,
    organisation: &OrganisationId,
    now: Timestamp,
) -> Result<Vec<Invitation>, DbFault> {
    tx.all(
        "SELECT token_hash, state, ends_at FROM accounts_link
          WHERE organisation_id = $1 AND used_at IS NULL AND ends_at > $2
          ORDER BY created_at DESC, token_hash",
        (organisation.as_str(), now),
    )
    .await?
    .iter()
    .map(invitation)
    .collect()
}

/// Takes an organisation's invitation back; `false` when it is not one of theirs or was answered.
pub async fn withdraw(
    tx: &mut Tx,
    organisation: &OrganisationId,
    id: &InvitationId,
) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "DELETE FROM accounts_link WHERE organisation_id = $1 AND token_hash = $2 AND used_at IS NULL",
            (organisation.as_str(), id.as_str()),
        )
        .await?;
    Ok(changed == 1)
}

/// Duties that wait for people who have no account yet.
pub async fn of_duties(tx: &mut Tx, now: Timestamp) -> Result<Vec<Invitation>, DbFault> {
    tx.all(
        "SELECT token_hash, state, ends_at FROM accounts_link
          WHERE kind = 'take-duty' AND used_at IS NULL AND ends_at > $1
          ORDER BY created_at DESC, token_hash",
        (now,),
    )
    .await?
    .iter()
    .map(invitation)
    .collect()
}

/// Takes the invitation to a duty back.
pub async fn withdraw_duty(tx: &mut Tx, id: &InvitationId) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "DELETE FROM accounts_link WHERE kind = 'take-duty' AND token_hash = $1 AND used_at IS NULL",
            (id.as_str(),),
        )
        .await?;
    Ok(changed == 1)
}

fn invitation(row: &Row) -> Result<Invitation, DbFault> {
    let state: String = row.get(1)?;
    Ok(Invitation {
        id: InvitationId::of(row.get::<String>(0)?),
        purpose: serde_json::from_str(&state).map_err(|_| DbFault::unreadable("state"))?,
        ends_at: row.get(2)?,
    })
}
