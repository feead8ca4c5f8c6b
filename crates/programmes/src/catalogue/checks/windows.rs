//! Windows that do not fit the rules: applications are taken before any rules are in force, or rules begin when
//! none are taken any more.

use eligibility::checks::{Finding, Span};
use kernel::{Date, Node};

use super::{entry, items};
use crate::programme::{Programme, Window};

/// The days on which applications are taken, as far as the source says.
pub(super) fn span(programme: &Programme) -> Option<Span> {
    let window = programme.window.known()?;
    let (opens, closes) = ends(window);
    (opens.is_some() && closes.is_some()).then_some(Span {
        first: opens,
        last: closes,
    })
}

fn ends(window: &Window) -> (Option<Date>, Option<Date>) {
    (
        window.opens.map(|moment| moment.day),
        window.closes.map(|moment| moment.day),
    )
}

pub(super) fn look(programme: &Programme, node: &Node) -> Vec<Finding> {
    let Some(window) = programme.window.known() else {
        return Vec::new();
    };
    let (opens, closes) = ends(window);
    let editions = programme.rules.editions.iter().map(|(from, _)| *from);
    let nodes = entry(node, "editions").map(items).unwrap_or_default();
    let mut found = Vec::new();
    for (index, (from, edition)) in editions.zip(nodes).enumerate() {
        let place = &entry(edition, "from").unwrap_or(edition).place;
        let mut tell = |kind, key, day: Date| {
            let args = vec![("from", from.to_string()), ("day", day.to_string())];
            found.push(Finding::new(kind, key, place.clone(), args));
        };
        match (opens, closes) {
            (_, Some(closes)) if closes < from => {
                tell(
                    "edition-after-window",
                    "finding-edition-after-window",
                    closes,
                );
            }
            (Some(opens), _) if index == 0 && opens < from => {
                tell("window-before-rules", "finding-window-before-rules", opens);
            }
            _ => {}
        }
    }
    found
}
