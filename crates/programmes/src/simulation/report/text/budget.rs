//! The course of a budget, for people at a command line.

use std::fmt::Write;

use super::super::Followed;
use super::super::grid::Grid;
use super::super::said::{count, number, percent};
use super::{Report, headings, line};
use crate::simulation::budget::{Course, RunsOut};

/// Of a curve that bends more often only so many days are told.
const MOST_DAYS: usize = 12;

pub(super) fn budget(report: &Report<'_>, followed: &Followed<'_>, text: &mut String) {
    let budget = report.yen(i128::from(followed.before.budget));
    let args = [("budget", budget.as_str()), ("curve", followed.curve)];
    let _ = writeln!(text, "\n{}", report.say("simulate-budget", &args));
    match followed.after {
        None => course(report, followed, followed.before, text),
        Some(after) => {
            for (key, of_side) in [
                ("simulate-before", followed.before),
                ("simulate-after", after),
            ] {
                line(text, &report.t(key));
                course(report, followed, of_side, text);
            }
        }
    }
}

fn course(report: &Report<'_>, followed: &Followed<'_>, course: &Course, text: &mut String) {
    for (key, at) in [
        ("simulate-earliest", course.earliest),
        ("simulate-latest", course.latest),
    ] {
        let when = report.runs_out(at);
        line(text, &format!("  {}", report.say(key, &[("when", &when)])));
    }
    let mut grid = Grid::default();
    grid.row(headings(
        report,
        &[
            "simulate-day",
            "simulate-share",
            "simulate-applications-low",
            "simulate-applications-high",
            "simulate-cost-low",
            "simulate-cost-high",
        ],
    ));
    let bends = followed.uptake.points();
    let told = |day: u32| {
        let ends = [course.earliest, course.latest];
        bends.iter().take(MOST_DAYS).any(|(bend, _)| *bend == day)
            || day == followed.uptake.last_day()
            || ends.contains(&RunsOut::OnDay(day))
    };
    for day in course.days.iter().filter(|day| told(day.day)) {
        grid.row([
            report.say("simulate-on-day", &[("day", &day.day.to_string())]),
            percent(day.share),
            count(day.applications.0),
            count(day.applications.1),
            number(day.cost.0),
            report.end(day.cost.1),
        ]);
    }
    grid.write("  ", text);
}
