//! The course of a budget day by day.

use super::{Item, Report};
use crate::simulation::budget::Course;
use crate::simulation::report::{Followed, said};

pub(super) const DAYS: [&str; 9] = [
    "synthetic",
    "side",
    "day",
    "share",
    "applications_low",
    "applications_high",
    "day_cost_low",
    "day_cost_high",
    "budget",
];

pub(super) fn days(report: &Report<'_>, followed: &Followed<'_>) -> Vec<Vec<Item>> {
    let sides = [("before", Some(followed.before)), ("after", followed.after)];
    let mut rows = Vec::new();
    for (side, course) in sides {
        let days = course.into_iter().flat_map(|course: &Course| &course.days);
        for day in days {
            rows.push(vec![
                Item::Text(if report.source.synthetic { "yes" } else { "no" }.to_owned()),
                Item::Text(side.to_owned()),
                Item::Count(u64::from(day.day)),
                Item::Text(said::percent(day.share)),
                Item::Count(day.applications.0),
                Item::Count(day.applications.1),
                Item::Yen(Some(day.cost.0)),
                Item::Yen(day.cost.1),
                Item::Yen(Some(i128::from(followed.before.budget))),
            ]);
        }
    }
    rows
}
