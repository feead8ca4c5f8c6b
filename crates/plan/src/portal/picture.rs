//! The strategy as a picture: vision, basic policies, directions, and below each direction one mark for every
//! programme. Here is what the picture shows, in the reader's language; where it stands is `layout`'s.

mod layout;
#[cfg(test)]
mod tests;

use platform::Frame;

use super::programmes::{Openness, ProgrammeLine, Tally};
use super::said;
use crate::strategy::Strategy;

pub use layout::Picture;

/// What stands in the picture.
pub struct Outline {
    pub vision: String,
    pub policies: Vec<PolicyOutline>,
    /// The letter inside the mark of a programme that gives money.
    pub money_letter: String,
}

pub struct PolicyOutline {
    pub link: String,
    pub number: String,
    pub title: String,
    pub directions: Vec<DirectionOutline>,
}

pub struct DirectionOutline {
    pub link: String,
    pub number: String,
    pub title: String,
    pub total: String,
    pub states: String,
    pub tally: Tally,
    pub programmes: Vec<MarkOutline>,
}

pub struct MarkOutline {
    pub link: String,
    /// Name, kind and whether it is open: what a reader hears instead of the mark.
    pub name: String,
    pub openness: Openness,
    pub is_money: bool,
}

impl Outline {
    /// The strategy with the programmes whose main direction lies in it, open ones first.
    pub fn of(
        frame: &Frame,
        strategy: &Strategy,
        programmes: impl Fn(&str) -> Vec<ProgrammeLine>,
    ) -> Outline {
        let direction = |direction: &crate::Direction| {
            let mut lines = programmes(direction.id.as_str());
            lines.retain(|line| line.is_main);
            lines.sort_by_key(|line| line.openness);
            let tally = Tally::of(&lines);
            let title = frame.text(&direction.title);
            let total = tally.total_said(frame);
            let states = match tally.total() {
                0 => String::new(),
                _ => tally.states_said(frame),
            };
            DirectionOutline {
                link: frame.link(&format!("/strategy/directions/{}", direction.id)),
                number: direction.id.to_string(),
                title: title.to_owned(),
                total,
                states,
                tally,
                programmes: lines.iter().map(|line| mark(frame, line)).collect(),
            }
        };
        let policies = strategy.current.policies.iter().map(|policy| {
            let title = frame.text(policy.title.text());
            PolicyOutline {
                link: frame.link(&format!("/strategy/policies/{}", policy.id)),
                number: policy.id.to_string(),
                title: title.to_owned(),
                directions: policy.directions().iter().map(direction).collect(),
            }
        });
        Outline {
            vision: frame.say(
                "plan-picture-vision",
                &[("vision", frame.text(&strategy.vision.title))],
            ),
            policies: policies.collect(),
            money_letter: frame.t("plan-picture-money-letter"),
        }
    }

    pub fn directions(&self) -> impl Iterator<Item = &DirectionOutline> {
        self.policies.iter().flat_map(|policy| &policy.directions)
    }

    /// All programmes of the picture, each counted once.
    pub fn tally(&self) -> Tally {
        self.directions().map(|direction| direction.tally).sum()
    }
}

fn mark(frame: &Frame, line: &ProgrammeLine) -> MarkOutline {
    let kind = frame.text(&line.kind_label).to_owned();
    let known = said::joined(frame, &[kind, line.openness.said(frame)]);
    MarkOutline {
        link: frame.link(&line.path),
        name: frame.say(
            "plan-picture-mark",
            &[("name", frame.text(&line.name)), ("known", &known)],
        ),
        openness: line.openness,
        is_money: line.support.is_money(),
    }
}
