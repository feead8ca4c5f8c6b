//! Statements about agents.

use jiff::Timestamp;
use kernel::Date;
use platform::{DbFault, Row, Tx};

use crate::delegation::{Agent, Delegation, Term};
use crate::id::{DelegationId, OrganisationId, PersonId};
use crate::role::Scope;

/// The columns of a delegation with the names of both sides, in the order in which [`delegation`] reads them.
macro_rules! delegation_where {
    ($condition:literal) => {
        concat!(
            "SELECT d.id, d.organisation_id, o.name, d.agent_person_id, d.agent_organisation_id,
                    p.family_name, p.given_name, p.email, a.name, d.scope, d.from_day, d.until_day,
                    g.family_name, g.given_name, g.email, d.ended_at
               FROM accounts_delegation AS d
               JOIN accounts_organisation AS o ON o.id = d.organisation_id
               JOIN accounts_person AS g ON g.id = d.granted_by
               LEFT JOIN accounts_person AS p ON p.id = d.agent_person_id
               LEFT JOIN accounts_organisation AS a ON a.id = d.agent_organisation_id
              WHERE ",
            $condition
        )
    };
}

/// What a delegation is made of.
pub struct Granted<'a> {
    pub id: &'a DelegationId,
    pub organisation: &'a OrganisationId,
    pub agent: &'a Agent,
    pub scope: Scope,
    pub term: &'a Term,
    pub by: &'a PersonId,
}

pub async fn insert(tx: &mut Tx, granted: &Granted<'_>, now: Timestamp) -> Result<(), DbFault> {
    let (person, organisation) = match granted.agent {
        Agent::Person(person) => (Some(person.as_str()), None),
        Agent::Organisation(organisation) => (None, Some(organisation.as_str())),
    };
    tx.execute(
        "INSERT INTO accounts_delegation (id, organisation_id, agent_person_id, agent_organisation_id, scope, from_day,
                                          until_day, granted_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        (
            granted.id.as_str(),
            granted.organisation.as_str(),
            person,
            organisation,
            granted.scope.word(),
            granted.term.from(),
            granted.term.until(),
            granted.by.as_str(),
            now,
        ),
    )
    .await?;
    Ok(())
}

/// All agents of an organisation, also former ones, the newest first.
pub async fn of_organisation(
    tx: &mut Tx,
    organisation: &OrganisationId,
) -> Result<Vec<Delegation>, DbFault> {
    tx.all(
        delegation_where!("d.organisation_id = $1 ORDER BY d.created_at DESC, d.id"),
        (organisation.as_str(),),
    )
    .await?
    .iter()
    .map(delegation)
    .collect()
}

/// For whom a person acts as agent, alone or as owner or editor of a firm; also what has ended. Closed organisations
/// are left out.
pub async fn of_agent(tx: &mut Tx, person: &PersonId) -> Result<Vec<Delegation>, DbFault> {
    tx.all(
        delegation_where!(
            "o.closed_at IS NULL
             AND (d.agent_person_id = $1
                  OR (a.closed_at IS NULL
                      AND EXISTS (SELECT 1 FROM accounts_membership AS m
                                   WHERE m.organisation_id = d.agent_organisation_id AND m.person_id = $1
                                     AND m.ended_at IS NULL AND m.role IN ('owner', 'editor'))))
             ORDER BY d.created_at DESC, d.id"
        ),
        (person.as_str(),),
    )
    .await?
    .iter()
    .map(delegation)
    .collect()
}

/// A delegation of the organisation that nobody has ended.
pub async fn find(
    tx: &mut Tx,
    organisation: &OrganisationId,
    id: &DelegationId,
) -> Result<Option<Delegation>, DbFault> {
    tx.optional(
        delegation_where!("d.organisation_id = $1 AND d.id = $2 AND d.ended_at IS NULL"),
        (organisation.as_str(), id.as_str()),
    )
    .await?
    .map(|row| delegation(&row))
    .transpose()
}

/// Ends it; `false` when somebody was quicker.
pub async fn end(
    tx: &mut Tx,
    id: &DelegationId,
    by: &PersonId,
    now: Timestamp,
) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "UPDATE accounts_delegation SET ended_at = $2, ended_by = $3 WHERE id = $1 AND ended_at IS NULL",
            (id.as_str(), now, by.as_str()),
        )
        .await?;
    Ok(changed == 1)
}

/// The agent of a person's own is gone: what was delegated to them ends. Which organisations had such an agent on the
/// day or from a later one.
pub async fn end_all(
    tx: &mut Tx,
    person: &PersonId,
    today: Date,
    now: Timestamp,
) -> Result<Vec<OrganisationId>, DbFault> {
    let rows = tx
        .all(
            "UPDATE accounts_delegation SET ended_at = $3, ended_by = $1
              WHERE agent_person_id = $1 AND ended_at IS NULL AND until_day >= $2
             RETURNING organisation_id",
            (person.as_str(), today, now),
        )
        .await?;
    rows.iter()
        .map(|row| Ok(OrganisationId::of(row.get::<String>(0)?)))
        .collect()
}

fn delegation(row: &Row) -> Result<Delegation, DbFault> {
    let person: Option<String> = row.get(3)?;
    let organisation: Option<String> = row.get(4)?;
    let scope: String = row.get(9)?;
    let email: Option<String> = row.get(7)?;
    let shown = super::people::shown(row.get(5)?, row.get(6)?, email.as_deref());
    let granter: Option<String> = row.get(14)?;
    let (agent, agent_name) = match (person, organisation) {
        (Some(person), None) => (Agent::Person(PersonId::of(person)), shown),
        (None, Some(organisation)) => (
            Agent::Organisation(OrganisationId::of(organisation)),
            row.get(8)?,
        ),
        // The table keeps this from happening.
        (None, None) | (Some(_), Some(_)) => return Err(DbFault::unreadable("agent_person_id")),
    };
    Ok(Delegation {
        id: DelegationId::of(row.get::<String>(0)?),
        organisation: OrganisationId::of(row.get::<String>(1)?),
        organisation_name: row.get(2)?,
        agent,
        agent_name,
        scope: Scope::of_word(&scope).ok_or_else(|| DbFault::unreadable("scope"))?,
        from: row.get(10)?,
        until: row.get(11)?,
        granted_by: super::people::shown(row.get(12)?, row.get(13)?, granter.as_deref()),
        ended_at: row.get(15)?,
    })
}
