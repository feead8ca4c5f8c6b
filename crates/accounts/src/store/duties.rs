//! Statements about duties in the city. Other modules ask [`may_on_duty`], or join the view in their own statements:
//!
//! ```sql
//! EXISTS (SELECT 1 FROM accounts_on_duty AS h
//!          WHERE h.person_id = $1 AND h.duty = 'officer' AND h.section_id = c.section_id
//!            AND h.from_day <= $2 AND h.until_day >= $2 AND h.after_day < $2)
//! ```

use jiff::Timestamp;
use kernel::Date;
use platform::{DbFault, Row, Tx};

use crate::duty::{Given, Held, Post, Span};
use crate::id::{DutyId, PersonId, SectionId};
use crate::role::Duty;
use crate::section;

/// The columns of a duty, in the order in which [`given`] reads them.
macro_rules! duty_where {
    ($condition:literal) => {
        concat!(
            "SELECT d.id, d.person_id, d.duty, d.section_id, d.from_day, d.until_day, d.ended_at,
                    g.family_name, g.given_name, g.email
               FROM accounts_duty AS d
               LEFT JOIN accounts_person AS g ON g.id = d.granted_by
              WHERE ",
            $condition
        )
    };
}

pub async fn insert(
    tx: &mut Tx,
    id: &DutyId,
    person: &PersonId,
    post: &Post,
    span: &Span,
    granted_by: Option<&PersonId>,
    now: Timestamp,
) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO accounts_duty (id, person_id, duty, section_id, from_day, until_day, granted_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        (
            id.as_str(),
            person.as_str(),
            post.duty().word(),
            post.section().map(SectionId::as_str),
            span.from,
            span.until,
            granted_by.map(PersonId::as_str),
            now,
        ),
    )
    .await?;
    Ok(())
}

/// Everything a person has had to do, the newest first.
pub async fn of_person(tx: &mut Tx, person: &PersonId) -> Result<Vec<Given>, DbFault> {
    tx.all(
        duty_where!("d.person_id = $1 ORDER BY d.created_at DESC, d.id"),
        (person.as_str(),),
    )
    .await?
    .iter()
    .map(given)
    .collect()
}

/// Who has which duty on a day or will have it.
pub async fn open_on(tx: &mut Tx, today: Date) -> Result<Vec<Given>, DbFault> {
    tx.all(
        duty_where!(
            "d.ended_at IS NULL AND (d.until_day IS NULL OR d.until_day >= $1) ORDER BY d.person_id, d.from_day, d.id"
        ),
        (today,),
    )
    .await?
    .iter()
    .map(given)
    .collect()
}

/// A duty that nobody has ended.
pub async fn find(tx: &mut Tx, id: &DutyId) -> Result<Option<Given>, DbFault> {
    tx.optional(
        duty_where!("d.id = $1 AND d.ended_at IS NULL"),
        (id.as_str(),),
    )
    .await?
    .map(|row| given(&row))
    .transpose()
}

/// What a person has to do on a day, and where its work is on that day.
pub async fn held(tx: &mut Tx, person: &PersonId, today: Date) -> Result<Vec<Held>, DbFault> {
    let sections = super::sections::all(tx).await?;
    let given = of_person(tx, person).await?;
    Ok(given
        .into_iter()
        .filter(|given| given.ended_at.is_none() && given.span.holds(today))
        .map(|given| {
            let at = given
                .section
                .map(|section| section::present(&sections, &section, today));
            let found = sections
                .iter()
                .find(|section| Some(&section.id) == at.as_ref());
            Held {
                duty: given.duty,
                section_name: found.map(|section| section.name_on(today).clone()),
                section: at,
                span: given.span,
            }
        })
        .collect())
}

/// Whether a person may do a duty on a day; for a section's duty in this section or one whose work it has taken over.
pub async fn may_on_duty(
    tx: &mut Tx,
    person: &PersonId,
    duty: Duty,
    section: Option<&SectionId>,
    today: Date,
) -> Result<bool, DbFault> {
    let row = tx
        .optional(
            "SELECT 1 FROM accounts_on_duty AS h
              WHERE h.person_id = $1 AND h.duty = $2 AND (h.section_id IS NULL OR h.section_id = $3)
                AND h.from_day <= $4 AND h.until_day >= $4 AND h.after_day < $4
              LIMIT 1",
            (
                person.as_str(),
                duty.word(),
                section.map_or("", SectionId::as_str),
                today,
            ),
        )
        .await?;
    Ok(row.is_some())
}

/// Lets nobody else give or end duties of administrators until the transaction ends.
pub async fn lock_administrators(tx: &mut Tx) -> Result<(), DbFault> {
    tx.execute(
        "UPDATE accounts_duty SET from_day = from_day WHERE duty = 'administrator' AND ended_at IS NULL",
        (),
    )
    .await?;
    Ok(())
}

/// How many other people look after duties on a day and do so until somebody ends it.
pub async fn count_other_administrators(
    tx: &mut Tx,
    person: &PersonId,
    today: Date,
) -> Result<i64, DbFault> {
    tx.one(
        "SELECT COUNT(DISTINCT person_id) FROM accounts_duty
          WHERE duty = 'administrator' AND person_id <> $1 AND ended_at IS NULL AND from_day <= $2
            AND until_day IS NULL",
        (person.as_str(), today),
    )
    .await?
    .get(0)
}

/// Ends it; `false` when somebody was quicker.
pub async fn end(tx: &mut Tx, id: &DutyId, by: &PersonId, now: Timestamp) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "UPDATE accounts_duty SET ended_at = $2, ended_by = $3 WHERE id = $1 AND ended_at IS NULL",
            (id.as_str(), now, by.as_str()),
        )
        .await?;
    Ok(changed == 1)
}

/// Ends all duties of a person whose account is deleted.
pub async fn end_all(tx: &mut Tx, person: &PersonId, now: Timestamp) -> Result<(), DbFault> {
    tx.execute(
        "UPDATE accounts_duty SET ended_at = $2, ended_by = $1 WHERE person_id = $1 AND ended_at IS NULL",
        (person.as_str(), now),
    )
    .await?;
    Ok(())
}

fn given(row: &Row) -> Result<Given, DbFault> {
    let duty: String = row.get(2)?;
    let granter: Option<String> = row.get(9)?;
    Ok(Given {
        id: DutyId::of(row.get::<String>(0)?),
        person: PersonId::of(row.get::<String>(1)?),
        duty: Duty::of_word(&duty).ok_or_else(|| DbFault::unreadable("duty"))?,
        section: row.get::<Option<String>>(3)?.map(SectionId::of),
        span: Span {
            from: row.get(4)?,
            until: row.get(5)?,
        },
        ended_at: row.get(6)?,
        granted_by: super::people::shown(row.get(7)?, row.get(8)?, granter.as_deref()),
    })
}
