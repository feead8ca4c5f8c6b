//! The lookup of who may act for whom. Every module that shows or changes something of an organisation asks here, or
//! joins the view in its own statements:
//!
//! ```sql
//! JOIN accounts_mandate AS m ON m.organisation_id = a.organisation_id
//!                           AND m.person_id = $1 AND m.from_day <= $2 AND m.until_day >= $2 AND m.submits
//! ```
//!
//! with the person, the day and what is to be done (`m.reads`, `m.prepares`, `m.submits`, `m.manages`). A person may
//! have several mandates for one organisation: a statement that lists things uses `EXISTS` instead of `JOIN`.

use kernel::Date;
use platform::{DbFault, Row, Tx};

use crate::id::{DelegationId, OrganisationId, PersonId};
use crate::mandate::{Grounds, Mandate, Reach};
use crate::organisation::Organisation;
use crate::role::{Need, Role};
use crate::store::organisations::organisation;

/// The mandate by which a person may do something for an organisation on a day; the widest where there are several.
/// `None`: to this person the organisation does not exist.
pub async fn may(
    tx: &mut Tx,
    person: &PersonId,
    organisation: &OrganisationId,
    need: Need,
    today: Date,
) -> Result<Option<Mandate>, DbFault> {
    let rows = tx
        .all(
            "SELECT m.organisation_id, m.role, m.delegation_id, m.until_day, m.reads, m.prepares, m.submits, m.manages
               FROM accounts_mandate AS m
              WHERE m.organisation_id = $1 AND m.person_id = $2 AND m.from_day <= $3 AND m.until_day >= $3
              ORDER BY m.manages DESC, m.submits DESC, m.prepares DESC, m.until_day DESC, m.delegation_id",
            (organisation.as_str(), person.as_str(), today),
        )
        .await?;
    for row in rows {
        let mandate = mandate(&row)?;
        if mandate.allows(need) {
            return Ok(Some(mandate));
        }
    }
    Ok(None)
}

/// The organisations for which a person may do something on a day, by name: to choose for whom one acts.
pub async fn organisations(
    tx: &mut Tx,
    person: &PersonId,
    need: Need,
    today: Date,
) -> Result<Vec<Organisation>, DbFault> {
    let rows = tx
        .all(
            "SELECT o.id, o.name, o.corporate_number, o.proof, o.version
               FROM accounts_organisation AS o
              WHERE EXISTS (SELECT 1 FROM accounts_mandate AS m
                             WHERE m.organisation_id = o.id AND m.person_id = $1
                               AND m.from_day <= $2 AND m.until_day >= $2
                               AND CASE $3 WHEN 'read' THEN m.reads WHEN 'prepare' THEN m.prepares
                                           WHEN 'submit' THEN m.submits ELSE m.manages END)
              ORDER BY o.name, o.id",
            (person.as_str(), today, word(need)),
        )
        .await?;
    rows.iter().map(organisation).collect()
}

fn word(need: Need) -> &'static str {
    match need {
        Need::Read => "read",
        Need::Prepare => "prepare",
        Need::Submit => "submit",
        Need::Manage => "manage",
    }
}

fn mandate(row: &Row) -> Result<Mandate, DbFault> {
    let role: String = row.get(1)?;
    let delegation: Option<String> = row.get(2)?;
    let by = match delegation {
        Some(id) => Grounds::Delegation(DelegationId::of(id)),
        None => {
            Grounds::Membership(Role::of_word(&role).ok_or_else(|| DbFault::unreadable("role"))?)
        }
    };
    Ok(Mandate {
        organisation: OrganisationId::of(row.get::<String>(0)?),
        by,
        until: row.get(3)?,
        reach: Reach {
            reads: row.get(4)?,
            prepares: row.get(5)?,
            submits: row.get(6)?,
            manages: row.get(7)?,
        },
    })
}
