//! Statements about people.

use jiff::Timestamp;
use kernel::{Date, Lang, MailAddress};
use platform::{DbFault, Row, Tx};

use crate::id::PersonId;
use crate::notice::Digest;
use crate::person::{Name, Person, Ways};

/// The columns of a person, in the order in which [`person`] reads them.
macro_rules! person_where {
    ($condition:literal) => {
        concat!(
            "SELECT p.id, p.email, p.family_name, p.given_name, p.family_kana, p.given_kana, p.lang, p.digest,
                    p.version, p.password IS NOT NULL, p.authenticator IS NOT NULL AND p.authenticator_in_use,
                    (SELECT COUNT(*) FROM accounts_passkey AS k WHERE k.person_id = p.id),
                    (SELECT COUNT(*) FROM accounts_identity AS i WHERE i.person_id = p.id),
                    (SELECT COUNT(*) FROM accounts_recovery_code AS c WHERE c.person_id = p.id AND c.used_at IS NULL)
               FROM accounts_person AS p
              WHERE p.deleted_at IS NULL AND ",
            $condition
        )
    };
}

/// The person, unless the account was deleted.
pub async fn find(tx: &mut Tx, id: &PersonId) -> Result<Option<Person>, DbFault> {
    tx.optional(person_where!("p.id = $1"), (id.as_str(),))
        .await?
        .map(|row| person(&row))
        .transpose()
}

pub async fn find_by_email(tx: &mut Tx, email: &MailAddress) -> Result<Option<Person>, DbFault> {
    tx.optional(person_where!("p.email_key = $1"), (email.key(),))
        .await?
        .map(|row| person(&row))
        .transpose()
}

/// A new person without a name and without a way to sign in. Nobody else may have the address.
pub async fn insert(
    tx: &mut Tx,
    id: &PersonId,
    email: &MailAddress,
    lang: Lang,
    now: Timestamp,
) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO accounts_person (id, email, email_key, lang, digest, authenticator_in_use, authenticator_step,
                                      created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, 0, $7, 1)",
        (
            id.as_str(),
            email.as_str(),
            email.key(),
            lang.tag(),
            Digest::AtOnce.word(),
            false,
            now,
        ),
    )
    .await?;
    Ok(())
}

/// Holds a person's row until the transaction ends: what is decided from several rows of the person stays true.
pub async fn hold(tx: &mut Tx, id: &PersonId) -> Result<(), DbFault> {
    tx.execute(
        "UPDATE accounts_person SET version = version + 1 WHERE id = $1 AND deleted_at IS NULL",
        (id.as_str(),),
    )
    .await?;
    Ok(())
}

pub async fn rename(tx: &mut Tx, id: &PersonId, name: &Name, lang: Lang) -> Result<(), DbFault> {
    let kana = name.kana.as_ref();
    tx.execute(
        "UPDATE accounts_person
            SET family_name = $2, given_name = $3, family_kana = $4, given_kana = $5, lang = $6, version = version + 1
          WHERE id = $1 AND deleted_at IS NULL",
        (
            id.as_str(),
            &name.family,
            &name.given,
            kana.map(|(family, _)| family.as_str()),
            kana.map(|(_, given)| given.as_str()),
            lang.tag(),
        ),
    )
    .await?;
    Ok(())
}

pub async fn set_digest(tx: &mut Tx, id: &PersonId, digest: Digest) -> Result<(), DbFault> {
    tx.execute(
        "UPDATE accounts_person SET digest = $2, version = version + 1 WHERE id = $1 AND deleted_at IS NULL",
        (id.as_str(), digest.word()),
    )
    .await?;
    Ok(())
}

/// Another address. The caller has seen that nobody else has it; the database keeps that so.
pub async fn set_email(tx: &mut Tx, id: &PersonId, email: &MailAddress) -> Result<(), DbFault> {
    tx.execute(
        "UPDATE accounts_person SET email = $2, email_key = $3, version = version + 1
          WHERE id = $1 AND deleted_at IS NULL",
        (id.as_str(), email.as_str(), email.key()),
    )
    .await?;
    Ok(())
}

/// Erases everything personal. The row stays, so that what refers to the person keeps its meaning.
pub async fn erase(tx: &mut Tx, id: &PersonId, now: Timestamp) -> Result<(), DbFault> {
    tx.execute(
        "UPDATE accounts_person
            SET email = NULL, email_key = NULL, family_name = NULL, given_name = NULL, family_kana = NULL,
                given_kana = NULL, password = NULL, password_at = NULL, authenticator = NULL,
                authenticator_in_use = $3, digest = 'never', deleted_at = $2, version = version + 1
          WHERE id = $1 AND deleted_at IS NULL",
        (id.as_str(), now, false),
    )
    .await?;
    for statement in [
        "DELETE FROM accounts_passkey WHERE person_id = $1",
        "DELETE FROM accounts_recovery_code WHERE person_id = $1",
        "DELETE FROM accounts_session WHERE person_id = $1",
        "DELETE FROM accounts_browser WHERE person_id = $1",
        "DELETE FROM accounts_attempt WHERE person_id = $1",
        "DELETE FROM accounts_link WHERE person_id = $1",
        "DELETE FROM accounts_identity WHERE person_id = $1",
        "DELETE FROM accounts_notice WHERE person_id = $1",
    ] {
        tx.execute(statement, (id.as_str(),)).await?;
    }
    Ok(())
}

/// Lets nobody else give this person duties until the transaction ends. `false`: there is no such account.
pub async fn lock(tx: &mut Tx, id: &PersonId) -> Result<bool, DbFault> {
    let changed = tx
        .execute(
            "UPDATE accounts_person SET version = version WHERE id = $1 AND deleted_at IS NULL",
            (id.as_str(),),
        )
        .await?;
    Ok(changed == 1)
}

/// People whose name or address contains a text.
pub async fn search(tx: &mut Tx, text: &str, most: i64) -> Result<Vec<Person>, DbFault> {
    let plain = text.trim().to_lowercase();
    let plain = plain
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    tx.all(
        person_where!(
            "(p.email_key LIKE $1 ESCAPE '\\' OR LOWER(p.family_name || ' ' || p.given_name) LIKE $1 ESCAPE '\\'
              OR LOWER(p.family_name || p.given_name) LIKE $1 ESCAPE '\\')
             ORDER BY p.email_key LIMIT $2"
        ),
        (format!("%{plain}%"), most),
    )
    .await?
    .iter()
    .map(person)
    .collect()
}

/// People who have a duty on a day or will have one.
pub async fn on_duty(tx: &mut Tx, today: Date) -> Result<Vec<Person>, DbFault> {
    tx.all(
        person_where!(
            "EXISTS (SELECT 1 FROM accounts_duty AS d
                      WHERE d.person_id = p.id AND d.ended_at IS NULL
                        AND (d.until_day IS NULL OR d.until_day >= $1))
             ORDER BY p.email_key"
        ),
        (today,),
    )
    .await?
    .iter()
    .map(person)
    .collect()
}

/// How a person is shown whose columns were read beside other things; `None`: the account was deleted.
pub fn shown(family: Option<String>, given: Option<String>, email: Option<&str>) -> Option<String> {
    match family.zip(given) {
        Some((family, given)) => Some(format!("{family} {given}")),
        None => email
            .and_then(|email| email.split('@').next())
            .map(str::to_owned),
    }
}

fn person(row: &Row) -> Result<Person, DbFault> {
    let email: String = row.get(1)?;
    let family: Option<String> = row.get(2)?;
    let given: Option<String> = row.get(3)?;
    let family_kana: Option<String> = row.get(4)?;
    let given_kana: Option<String> = row.get(5)?;
    let lang: String = row.get(6)?;
    let digest: String = row.get(7)?;
    let count = |index: usize| -> Result<u32, DbFault> {
        let count: i64 = row.get(index)?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    };
    Ok(Person {
        id: PersonId::of(row.get::<String>(0)?),
        email: MailAddress::parse(&email).map_err(|_| DbFault::unreadable("email"))?,
        name: family.zip(given).map(|(family, given)| Name {
            family,
            given,
            kana: family_kana.zip(given_kana),
        }),
        lang: Lang::of_tag(&lang).ok_or_else(|| DbFault::unreadable("lang"))?,
        digest: Digest::of_word(&digest).ok_or_else(|| DbFault::unreadable("digest"))?,
        version: row.get(8)?,
        ways: Ways {
            password: row.get(9)?,
            authenticator: row.get(10)?,
            passkeys: count(11)?,
            providers: count(12)?,
            codes: count(13)?,
        },
    })
}
