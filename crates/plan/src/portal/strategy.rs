//! The strategy on one page: as a picture, as a list that says the same, and in words.

use askama::Template;
use axum::extract::{OriginalUri, State as With};
use axum::response::Response;
use platform::{Frame, public_page};

use super::picture::{DirectionOutline, Outline, Picture, PolicyOutline};
use super::programmes::{Openness, Tally};
use super::{State, said};
use crate::strategy::{Known, Policy, Strategy};

#[derive(Template)]
#[template(path = "strategy.html")]
struct StrategyPage<'a> {
    frame: Frame,
    strategy: &'a Strategy,
    outline: &'a Outline,
    tally: Tally,
    pictures: [Picture<'a>; 2],
}

pub async fn show(With(state): With<State>, OriginalUri(uri): OriginalUri) -> Response {
    let frame = state.frame(&uri);
    let Some(strategy) = &state.plan.strategy else {
        return platform::page::not_found(frame);
    };
    let outline = Outline::of(&frame, strategy, |id| (state.programmes)(id));
    public_page(&StrategyPage {
        tally: outline.tally(),
        pictures: [Picture::wide(&outline), Picture::narrow(&outline)],
        frame,
        strategy,
        outline: &outline,
    })
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

    /// The policies, each with what the picture shows of it.
    fn policies(&self) -> Vec<(&Policy, &PolicyOutline)> {
        let policies = self.strategy.current.policies.iter();
        policies.zip(&self.outline.policies).collect()
    }

    /// Directions of which no programme is open by its source.
    fn without_open(&self) -> Vec<&DirectionOutline> {
        let directions = self.outline.directions();
        directions.filter(|d| d.tally.open == 0).collect()
    }
}
