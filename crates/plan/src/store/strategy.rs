//! Every statement about editions, policies, directions and themes.

use kernel::Bilingual;
use platform::{DbFault, Tx};

use crate::source::Id;
use crate::strategy::{Direction, Edition, Known, Policy, Strategy, Theme};

/// Marks everything as dropped; what is saved afterwards is taken back.
pub async fn set_aside(tx: &mut Tx) -> Result<(), DbFault> {
    tx.execute(
        "UPDATE plan_edition SET is_current = $1, in_content = $2",
        (false, false),
    )
    .await?;
    tx.execute("UPDATE plan_policy SET in_content = $1", (false,))
        .await?;
    tx.execute("UPDATE plan_direction SET in_content = $1", (false,))
        .await?;
    tx.execute("UPDATE plan_theme SET in_content = $1", (false,))
        .await?;
    Ok(())
}

pub async fn save(tx: &mut Tx, strategy: &Strategy) -> Result<(), DbFault> {
    for edition in strategy.editions() {
        let is_current = edition.id == strategy.current.id;
        save_edition(tx, edition, is_current).await?;
        let mut place = 0;
        for (position, policy) in (1..).zip(&edition.policies) {
            save_policy(tx, &edition.id, policy, position).await?;
            for direction in policy.directions() {
                place += 1;
                save_direction(tx, &edition.id, &policy.id, direction, place).await?;
            }
        }
    }
    for (position, theme) in (1..).zip(&strategy.themes) {
        save_theme(tx, theme, position).await?;
    }
    Ok(())
}

async fn save_edition(tx: &mut Tx, edition: &Edition, is_current: bool) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO plan_edition (id, label_ja, label_en, is_current, known_in_full, in_content)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO UPDATE
            SET label_ja = excluded.label_ja, label_en = excluded.label_en,
                is_current = excluded.is_current, known_in_full = excluded.known_in_full,
                in_content = excluded.in_content",
        (
            edition.id.as_str(),
            edition.label.ja.as_str(),
            edition.label.en.as_str(),
            is_current,
            matches!(edition.known, Known::Full),
            true,
        ),
    )
    .await?;
    Ok(())
}

async fn save_policy(
    tx: &mut Tx,
    edition: &Id,
    policy: &Policy,
    position: i64,
) -> Result<(), DbFault> {
    let title: &Bilingual = policy.title.text();
    tx.execute(
        "INSERT INTO plan_policy (edition_id, id, title_ja, title_en, title_is_official, idea_ja, idea_en,
                                  position, in_content)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (edition_id, id) DO UPDATE
            SET title_ja = excluded.title_ja, title_en = excluded.title_en,
                title_is_official = excluded.title_is_official,
                idea_ja = excluded.idea_ja, idea_en = excluded.idea_en,
                position = excluded.position, in_content = excluded.in_content",
        (
            edition.as_str(),
            policy.id.as_str(),
            title.ja.as_str(),
            title.en.as_str(),
            policy.title.is_official(),
            policy.idea.as_ref().map(|idea| idea.ja.as_str()),
            policy.idea.as_ref().map(|idea| idea.en.as_str()),
            position,
            true,
        ),
    )
    .await?;
    Ok(())
}

async fn save_direction(
    tx: &mut Tx,
    edition: &Id,
    policy: &Id,
    direction: &Direction,
    position: i64,
) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO plan_direction (edition_id, id, policy_id, title_ja, title_en, new_normal, position,
                                     in_content)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (edition_id, id) DO UPDATE
            SET policy_id = excluded.policy_id, title_ja = excluded.title_ja,
                title_en = excluded.title_en, new_normal = excluded.new_normal,
                position = excluded.position, in_content = excluded.in_content",
        (
            edition.as_str(),
            direction.id.as_str(),
            policy.as_str(),
            direction.title.ja.as_str(),
            direction.title.en.as_str(),
            direction.new_normal,
            position,
            true,
        ),
    )
    .await?;
    Ok(())
}

async fn save_theme(tx: &mut Tx, theme: &Theme, position: i64) -> Result<(), DbFault> {
    tx.execute(
        "INSERT INTO plan_theme (id, title_ja, title_en, body_ja, body_en, position, in_content)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (id) DO UPDATE
            SET title_ja = excluded.title_ja, title_en = excluded.title_en,
                body_ja = excluded.body_ja, body_en = excluded.body_en,
                position = excluded.position, in_content = excluded.in_content",
        (
            theme.id.as_str(),
            theme.title.ja.as_str(),
            theme.title.en.as_str(),
            theme.text.ja.as_str(),
            theme.text.en.as_str(),
            position,
            true,
        ),
    )
    .await?;
    Ok(())
}

/// Themes are only told, never referred to, so a dropped one leaves nothing behind.
pub async fn remove_dropped_themes(tx: &mut Tx) -> Result<(), DbFault> {
    tx.execute("DELETE FROM plan_theme WHERE in_content = $1", (false,))
        .await?;
    Ok(())
}
