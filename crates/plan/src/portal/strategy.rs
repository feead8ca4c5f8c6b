//! The strategy on one page.

use askama::Template;
use axum::extract::{OriginalUri, State as With};
use axum::response::Response;
use platform::{Frame, page};

use super::{State, said};
use crate::strategy::{Known, Strategy};

#[derive(Template)]
#[template(path = "strategy.html")]
struct StrategyPage<'a> {
    frame: Frame,
    strategy: &'a Strategy,
}

pub async fn show(With(state): With<State>, OriginalUri(uri): OriginalUri) -> Response {
    let frame = state.frame(&uri);
    match &state.plan.strategy {
        Some(strategy) => page(&StrategyPage { frame, strategy }),
        None => platform::page::not_found(frame),
    }
}

impl StrategyPage<'_> {
    fn tree_heading(&self) -> String {
        let policies = self.strategy.current.policies.len().to_string();
        let directions = self.strategy.directions().count().to_string();
        self.frame.say(
            "plan-tree-heading",
            &[("policies", &policies), ("directions", &directions)],
        )
    }
}
