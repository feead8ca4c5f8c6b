//! What somebody wants to do: kinds of support and directions of the strategy, as the catalogue has them. A wish
//! narrows which programmes may ask and which are shown first; it never decides whether one can be used.

use std::collections::BTreeMap;

use eligibility::Verdict;
use kernel::Bilingual;
use platform::Frame;

use super::address::Address;
use super::question::Pick;
use crate::assess::Assessment;
use crate::portal::said;
use crate::programme::{Kind, Programme, WindowState};

/// The wishes that a page offers.
pub struct Wish {
    /// How many programmes are still possible.
    pub kinds: Vec<Offer>,
    pub directions: Vec<Offer>,
    /// Whether anything is chosen.
    pub chosen: bool,
}

/// One wish with the number of programmes that are still possible.
pub struct Offer {
    pub pick: Pick,
    pub count: usize,
}

impl Wish {
    pub fn of(
        frame: &Frame,
        directions: &BTreeMap<String, Bilingual>,
        address: &Address<'_>,
        assessment: &Assessment<'_>,
    ) -> Wish {
        let wishes = address.wishes();
        let possible = |wish: &str| {
            let possible = assessment.answers.iter().filter(|assessed| {
                assessed.answer.verdict != Verdict::Ineligible
                    && assessed.window != WindowState::Closed
                    && grants(assessed.programme, wish)
            });
            possible.count()
        };
        let offer = |value: &str, label: String| {
            let chosen = wishes.contains(&value);
            let count = possible(value);
            let pick = Pick {
                value: value.to_owned(),
                label,
                chosen,
            };
            (count > 0 || chosen).then_some(Offer { pick, count })
        };
        let kinds = Kind::ALL.iter();
        let titles = directions.iter();
        Wish {
            kinds: kinds
                .filter_map(|kind| offer(kind.word(), said::kind(frame, kind)))
                .collect(),
            directions: titles
                .filter_map(|(id, title)| offer(id, frame.text(title).to_owned()))
                .collect(),
            chosen: !wishes.is_empty(),
        }
    }

    /// Whether there is anything to choose between.
    pub fn is_worth_asking(&self) -> bool {
        self.kinds.len() + self.directions.len() > 1
    }
}

/// Whether a programme is what somebody wants; without a wish, every one is.
pub fn wanted(programme: &Programme, wishes: &[&str]) -> bool {
    wishes.is_empty() || wishes.iter().any(|wish| grants(programme, wish))
}

fn grants(programme: &Programme, wish: &str) -> bool {
    let kinds = programme.also.iter().chain([&programme.kind]);
    let mut words = kinds.map(|kind| kind.word());
    words.any(|word| word == wish) || programme.directions.iter().any(|id| id == wish)
}
