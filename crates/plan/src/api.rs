//! The plan for machines: the strategy and its parts, the reported figures, the organisations, as JSON.
//! Everything here is public and the same for every reader.

mod figures;
mod organisations;
mod said;
mod strategy;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Plan;

/// The addresses of the plan with their description.
pub fn routes(plan: Arc<Plan>) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(strategy::strategy))
        .routes(routes!(strategy::policy))
        .routes(routes!(strategy::direction))
        .routes(routes!(strategy::themes))
        .routes(routes!(strategy::theme))
        .routes(routes!(figures::figures))
        .routes(routes!(figures::figure))
        .routes(routes!(organisations::organisations))
        .with_state(plan)
}
