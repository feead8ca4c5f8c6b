//! Certificates held, support awarded earlier, support being received.

use kernel::document::Content;
use kernel::number_text;
use kernel::{Faults, FiscalYear, Node, wareki};

use super::choices::{choice, one_or_many};
use super::is_unknown;
use crate::fact::{Fact, Facts};
use crate::profile::{Award, Certificate};

/// `[iso9001]` or `[{kind: iso9001, valid_from: …, valid_until: …}]`.
pub(super) fn certificates(
    node: &Node,
    fact: &Fact,
    faults: &mut Faults,
) -> Option<Vec<Certificate>> {
    let mut held = Vec::new();
    for item in one_or_many(node) {
        if let Content::Scalar(_) = item.content {
            held.push(Certificate {
                kind: choice(item, fact, faults)?,
                valid_from: None,
                valid_until: None,
            });
            continue;
        }
        let mut fields = item.fields(faults)?;
        let kind = fields.required("kind", faults);
        let from = fields.optional("valid_from");
        let until = fields.optional("valid_until");
        fields.finish(faults);
        let day = |node: Option<&Node>, faults: &mut Faults| match node {
            None => Some(None),
            Some(node) if is_unknown(node) => Some(None),
            Some(node) => node.date(faults).map(Some),
        };
        held.push(Certificate {
            kind: choice(kind?, fact, faults)?,
            valid_from: day(from, faults)?,
            valid_until: day(until, faults)?,
        });
    }
    Some(held)
}

/// `[{programme: ID, fiscal_year: 2024, amount: 500000}]`; a plain id is an award of which no more is known.
pub(super) fn awards(node: &Node, facts: &Facts, faults: &mut Faults) -> Option<Vec<Award>> {
    let mut awards = Vec::new();
    for item in one_or_many(node) {
        if let Content::Scalar(_) = item.content {
            awards.push(Award {
                programme: name(item, faults)?,
                fiscal_year: None,
                amount: None,
            });
            continue;
        }
        let mut fields = item.fields(faults)?;
        let programme = fields.required_text("programme", faults);
        let year = fields.optional("fiscal_year").filter(|n| !is_unknown(n));
        let amount = fields.optional("amount").filter(|n| !is_unknown(n));
        fields.finish(faults);
        let fiscal_year = match year {
            None => None,
            Some(node) => Some(fiscal_year(node, faults)?),
        };
        let amount = match amount {
            None => None,
            Some(node) => Some(yen(node, facts, faults)?),
        };
        awards.push(Award {
            programme: programme?,
            fiscal_year,
            amount,
        });
    }
    Some(awards)
}

/// The id of a programme in a list. One that is not known cannot be counted: it is neither a programme nor none.
fn name(node: &Node, faults: &mut Faults) -> Option<String> {
    if is_unknown(node) {
        faults.add(&node.place, "document-empty-text", []);
        return None;
    }
    node.text(faults).map(str::to_owned)
}

/// `2024`, `FY2024`, `令和6年度`, or a day within the year.
fn fiscal_year(node: &Node, faults: &mut Faults) -> Option<i16> {
    let text = node.text(faults)?.trim();
    let digits = text.trim_start_matches("FY").trim_end_matches("年度");
    if let Ok(year) = digits.parse::<i16>()
        && (1990..=2200).contains(&year)
    {
        return Some(year);
    }
    let day = format!("{}年4月2日", text.trim_end_matches("年度"));
    let found = wareki::parse_date(&day)
        .map(|day| FiscalYear::containing(day).year())
        .or_else(|| wareki::parse_date(text).map(|day| FiscalYear::containing(day).year()));
    if found.is_none() {
        faults.add(&node.place, "profile-bad-fiscal-year", [("found", &text)]);
    }
    found
}

fn yen(node: &Node, facts: &Facts, faults: &mut Faults) -> Option<i64> {
    let text = node.text(faults)?;
    let read = number_text::parse(text).ok().filter(|number| {
        let unit = facts.units.find(&number.unit);
        number.scale == 0
            && number.digits >= 0
            && (number.unit.is_empty() || unit.is_some_and(|u| u.is_yen()))
    });
    let read = read.and_then(|number| i64::try_from(number.digits).ok());
    if read.is_none() {
        faults.add(
            &node.place,
            "profile-not-a-number",
            [("fact", &"amount"), ("found", &text)],
        );
    }
    read
}

/// `[ID, …]`.
pub(super) fn receiving(node: &Node, faults: &mut Faults) -> Option<Vec<String>> {
    let mut ids = Vec::new();
    for item in one_or_many(node) {
        ids.push(name(item, faults)?);
    }
    Some(ids)
}
