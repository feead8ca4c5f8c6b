//! Every statement about figures.

use platform::{DbFault, Tx};

use crate::figure::{Figure, Measure};

/// Marks every figure as dropped; what is saved afterwards is taken back.
pub async fn set_aside(tx: &mut Tx) -> Result<(), DbFault> {
    tx.execute("UPDATE plan_figure SET in_content = $1", (false,))
        .await?;
    Ok(())
}

pub async fn save(tx: &mut Tx, figure: &Figure, position: i64) -> Result<(), DbFault> {
    let (amount, unit) = match &figure.measure {
        Measure::Value { amount, unit } => (Some(amount.text.ja.as_str()), unit.as_ref()),
        Measure::Series { unit, .. } => (None, Some(unit)),
        Measure::Table(_) => (None, None),
    };
    let year = figure.year.as_ref().map(|year| &year.text);
    tx.execute(
        "INSERT INTO plan_figure (id, name_ja, name_en, amount, unit_ja, unit_en, year_ja, year_en, is_shown,
                                  position, in_content)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (id) DO UPDATE
            SET name_ja = excluded.name_ja, name_en = excluded.name_en, amount = excluded.amount,
                unit_ja = excluded.unit_ja, unit_en = excluded.unit_en,
                year_ja = excluded.year_ja, year_en = excluded.year_en,
                is_shown = excluded.is_shown, position = excluded.position,
                in_content = excluded.in_content",
        (
            figure.id.as_str(),
            figure.name.ja.as_str(),
            figure.name.en.as_str(),
            amount,
            unit.map(|unit| unit.ja.as_str()),
            unit.map(|unit| unit.en.as_str()),
            year.map(|year| year.ja.as_str()),
            year.map(|year| year.en.as_str()),
            figure.is_shown(),
            position,
            true,
        ),
    )
    .await?;
    Ok(())
}

pub async fn remove_dropped(tx: &mut Tx) -> Result<(), DbFault> {
    tx.execute("DELETE FROM plan_figure WHERE in_content = $1", (false,))
        .await?;
    Ok(())
}
