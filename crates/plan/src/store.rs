//! The plan in the database, so that other modules can refer to its directions. The content is the master:
//! an import makes the tables say what it says.

mod figures;
mod strategy;
#[cfg(test)]
mod tests;

use platform::{DbFault, Tx};

use crate::Plan;

/// Makes the tables say what the plan says. Doing it again changes nothing. Editions, policies and directions
/// that the plan no longer has stay, marked as such.
pub async fn import(tx: &mut Tx, plan: &Plan) -> Result<(), DbFault> {
    strategy::set_aside(tx).await?;
    if let Some(strategy) = &plan.strategy {
        strategy::save(tx, strategy).await?;
    }
    strategy::remove_dropped_themes(tx).await?;
    figures::set_aside(tx).await?;
    for (position, figure) in (1..).zip(&plan.figures) {
        figures::save(tx, figure, position).await?;
    }
    figures::remove_dropped(tx).await
}
