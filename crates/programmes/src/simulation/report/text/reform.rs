//! What a reform changes, for people at a command line.

use std::fmt::Write;

use super::super::grid::Grid;
use super::super::said::count;
use super::{Report, headings, line};
use crate::simulation::reform::{Fate, Moved};
use crate::simulation::{Direction, Simulated};

pub(super) fn moves(report: &Report<'_>, simulated: &Simulated, text: &mut String) {
    let Some(moves) = &simulated.moves else {
        return;
    };
    let _ = writeln!(text, "\n{}", report.t("simulate-moves"));
    if let Some(key) = simulated.direction.and_then(proven) {
        line(text, &format!("  {}", report.t(key)));
    }
    let all = &moves.all;
    let order = [
        (2, "simulate-eligible"),
        (1, "simulate-undecided"),
        (0, "simulate-ineligible"),
    ];
    let mut grid = Grid::default();
    let heads = order.map(|(_, key)| report.say("simulate-to", &[("what", &report.t(key))]));
    grid.row(std::iter::once(report.t("simulate-verdicts")).chain(heads));
    for (from, key) in order {
        let label = report.say("simulate-from", &[("what", &report.t(key))]);
        let counts = order.map(|(to, _)| count(all.verdicts[from][to]));
        grid.row(std::iter::once(label).chain(counts));
    }
    grid.write("  ", text);
    text.push('\n');
    let mut grid = Grid::default();
    for fate in Fate::ALL {
        let label = report.t(&format!("simulate-{}", fate.word()));
        grid.row([label, count(all.of_fate(fate))]);
    }
    grid.row([
        report.t("simulate-newly-undecided"),
        count(all.newly_undecided()),
    ]);
    grid.write("  ", text);
    let difference = report.between(all.cost.low(), all.cost.high());
    let args = [("cost", difference.as_str())];
    line(
        text,
        &format!("  {}", report.say("simulate-difference", &args)),
    );
    for (set, of_set) in report.groups.sets.iter().zip(&moves.groups) {
        let mut grid = Grid::default();
        let fates = Fate::ALL.map(|fate| report.t(&format!("simulate-{}", fate.word())));
        let mut heads = vec![report.by(set.by)];
        heads.extend(fates);
        heads.extend(headings(
            report,
            &[
                "simulate-newly-undecided",
                "simulate-more-low",
                "simulate-more-high",
            ],
        ));
        grid.row(heads);
        for (group, moved) in set.groups.iter().zip(of_set) {
            let cells = fates_of(moved);
            if Fate::ALL.iter().all(|fate| moved.of_fate(*fate) == 0) {
                continue;
            }
            let ends = [moved.cost.low(), moved.cost.high()].map(|end| report.end(end));
            let cells = std::iter::once(report.group(group)).chain(cells);
            grid.row(cells.chain(ends));
        }
        text.push('\n');
        grid.write("  ", text);
    }
}

fn fates_of(moved: &Moved) -> Vec<String> {
    let fates = Fate::ALL.iter().map(|fate| count(moved.of_fate(*fate)));
    fates
        .chain(std::iter::once(count(moved.newly_undecided())))
        .collect()
}

/// What can be said of the reform as a whole.
fn proven(direction: Direction) -> Option<&'static str> {
    match direction {
        Direction::Same => Some("simulate-direction-same"),
        Direction::Up => Some("simulate-direction-up"),
        Direction::Down => Some("simulate-direction-down"),
        Direction::Open => None,
    }
}
