//! Who gains and who loses by a reform, one by one, as CSV.

use super::Report;
use crate::open_data::table;
use crate::simulation::Given;

const HEAD: [&str; 10] = [
    "synthetic",
    "programme",
    "id",
    "fate",
    "before",
    "before_low",
    "before_high",
    "after",
    "after_low",
    "after_high",
];

/// Everybody who is not surely treated as before. `id` tells who stands in a row of the registry.
pub fn changes_csv(report: &Report<'_>, id: impl Fn(usize) -> String) -> String {
    let synthetic = if report.source.synthetic { "yes" } else { "no" };
    let programmes = &report.outcome.programmes;
    let rows = report.outcome.changes.iter().map(|change| {
        let mut row = vec![
            synthetic.to_owned(),
            programmes[change.programme].id.clone(),
            id(change.row),
            change.fate.word().to_owned(),
        ];
        row.extend(given(change.before));
        row.extend(given(change.after));
        if !report.source.assumed.is_empty() {
            row.push(report.source.assumed.join("; "));
        }
        row
    });
    let mut head = HEAD.to_vec();
    if !report.source.assumed.is_empty() {
        head.push("assumed");
    }
    table::write(&head, rows)
}

/// Verdict and both ends of the amount; empty where there is none.
fn given(given: Given) -> [String; 3] {
    let amount = given.amount();
    let low = amount.map(|amount| amount.low.0.to_string());
    let high = amount.and_then(|amount| amount.high);
    let high = high.map(|high| high.0.to_string());
    [
        given.verdict().word().to_owned(),
        low.unwrap_or_default(),
        high.unwrap_or_default(),
    ]
}
