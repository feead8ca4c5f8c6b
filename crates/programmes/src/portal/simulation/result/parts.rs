//! The parts of a result, before and after.

use super::{Bar, Cost, Row};
use crate::simulation::amounts::CLASSES;
use crate::simulation::reform::Moved;
use crate::simulation::report::{Report, count, number};
use crate::simulation::{Direction, Fate, Tally};

pub(super) fn has_money(before: &Tally, after: Option<&Tally>) -> bool {
    before.has_money() || after.is_some_and(Tally::has_money)
}

/// How many have a verdict.
type Of = fn(&Tally) -> u64;

pub(super) fn verdicts(report: &Report<'_>, before: &Tally, after: Option<&Tally>) -> Vec<Row> {
    let firms = before.firms().max(1);
    let each: [(&str, Of); 3] = [
        ("simulate-eligible", |tally| tally.eligible),
        ("simulate-undecided", |tally| tally.undecided),
        ("simulate-ineligible", |tally| tally.ineligible),
    ];
    let row = |(key, of): (&str, Of)| {
        let (was, is) = (of(before), after.map(of));
        Row {
            label: report.t(key),
            before: count(was),
            after: is.map_or_else(String::new, count),
            difference: is.map_or_else(String::new, |is| {
                signed(i128::from(is) - i128::from(was), &number)
            }),
            wide: (was * 1000 / firms, is.unwrap_or(was) * 1000 / firms),
        }
    };
    each.map(row).into()
}

/// With its sign, also where it is more.
fn signed(difference: i128, write: &dyn Fn(i128) -> String) -> String {
    match difference {
        0 => format!("±{}", write(0)),
        1.. => format!("+{}", write(difference)),
        _ => format!("−{}", write(-difference)),
    }
}

pub(super) fn cost(
    report: &Report<'_>,
    before: &Tally,
    after: Option<&Tally>,
    moved: Option<&Moved>,
) -> Cost {
    let said = |tally: &Tally| {
        let cost = tally.cost();
        report.between(Some(cost.low), cost.high)
    };
    let end = |end: Option<i128>| {
        end.map(|end| signed(end, &|yen| report.yen(yen)))
            .unwrap_or_else(|| report.t("simulate-no-limit"))
    };
    let difference = moved.map(|moved| {
        let (low, high) = (moved.cost.low(), moved.cost.high());
        match low == high {
            true => end(low),
            false => report.say("try-from-to", &[("low", &end(low)), ("high", &end(high))]),
        }
    });
    let unlimited = after.unwrap_or(before).unlimited();
    Cost {
        before: said(before),
        after: after.map_or_else(String::new, said),
        difference: difference.unwrap_or_default(),
        unlimited: (unlimited > 0)
            .then(|| report.say("simulate-unlimited", &[("count", &count(unlimited))])),
    }
}

pub(super) fn fates(report: &Report<'_>, moved: &Moved) -> Vec<(String, String)> {
    let each = Fate::ALL.iter().map(|fate| {
        let label = report.t(&format!("simulate-{}", fate.word()));
        (label, count(moved.of_fate(*fate)))
    });
    let undecided = (
        report.t("simulate-newly-undecided"),
        count(moved.newly_undecided()),
    );
    each.chain([undecided]).collect()
}

pub(super) fn proven(direction: Direction) -> Option<&'static str> {
    match direction {
        Direction::Same => Some("simulate-direction-same"),
        Direction::Up => Some("simulate-direction-up"),
        Direction::Down => Some("simulate-direction-down"),
        Direction::Open => None,
    }
}

/// Those who are eligible or may be, by the upper end of their amount.
pub(super) fn spread(report: &Report<'_>, before: &Tally, after: Option<&Tally>) -> Vec<Bar> {
    let of = |tally: &Tally| {
        let mut all = tally.sure.highs.clone();
        all.join(&tally.open.highs);
        let mut counts = all.classes().to_vec();
        counts.push(all.unlimited);
        counts
    };
    let (was, is) = (of(before), after.map(of));
    let most = was.iter().chain(is.iter().flatten()).max().copied();
    let most = most.unwrap_or(0).max(1);
    let label = |place: usize| {
        let yen = |place: usize| report.yen(i128::from(CLASSES[place]));
        match place {
            0 => report.yen(0),
            place if place < CLASSES.len() => report.say("try-class-to", &[("to", &yen(place))]),
            place if place == CLASSES.len() => {
                report.say("try-class-above", &[("from", &yen(CLASSES.len() - 1))])
            }
            _ => report.t("simulate-no-limit"),
        }
    };
    let bars = was.iter().enumerate().map(|(place, was)| {
        let is = is.as_ref().map(|is| is[place]);
        Bar {
            label: label(place),
            before: count(*was),
            after: is.map_or_else(String::new, count),
            wide: (was * 1000 / most, is.unwrap_or(0) * 1000 / most),
        }
    });
    bars.collect()
}

/// One sentence, also read aloud when something was moved.
pub(super) fn counts(report: &Report<'_>, before: &Tally, after: Option<&Tally>) -> String {
    let [was, open] = [count(before.eligible), count(before.undecided)];
    match after {
        None => report.say("try-counts", &[("eligible", &was), ("undecided", &open)]),
        Some(after) => {
            let args = [
                ("was", was),
                ("is", count(after.eligible)),
                ("was_open", open),
                ("is_open", count(after.undecided)),
            ];
            let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
            report.say("try-counts-moved", &args)
        }
    }
}
