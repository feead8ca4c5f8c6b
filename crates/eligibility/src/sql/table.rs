//! The table of a registry: a column for each fact, NULL where it is unknown.

use super::{Construct, NoSql, literal, quoted};
use crate::fact::{FactId, FactKind, Facts};
use crate::registry::{Form, Layout};

/// What the table is called.
pub const TABLE: &str = "registry";

/// What is added to the name of a number's column for its upper end, where numbers may be intervals.
pub const HIGH: &str = "_high";

/// PostgreSQL cuts longer names off without refusing them.
const LONGEST_NAME: usize = 63;

/// The table as `CREATE TABLE`, the same for both databases. Numbers are whole counts of a part of their base unit;
/// sets of choices and certificates in force on the day are bits in their declared order; programmes received from
/// stand between semicolons, `;a;b;`; an industry is one code of the revision in force. What has no column: lists and
/// support awarded earlier.
pub fn table(layout: &Layout, facts: &Facts) -> Result<String, NoSql> {
    let mut lines = vec!["  \"id\" TEXT NOT NULL PRIMARY KEY".to_owned()];
    for (id, form) in columns(layout, facts) {
        let name = column(id, facts)?;
        let kind = &facts.get(id).kind;
        let mut add = |name: &str| {
            let check = check(name, form, kind);
            lines.push(format!("  {name} {}{check}", self::kind(form, kind)));
        };
        add(&name);
        if is_interval(form) {
            add(&high_column(id, facts)?);
        }
    }
    Ok(format!("CREATE TABLE {TABLE} (\n{}\n)", lines.join(",\n")))
}

/// The facts that have a column, in the order of the catalogue.
pub(super) fn columns<'l>(
    layout: &'l Layout,
    facts: &'l Facts,
) -> impl Iterator<Item = (FactId, &'l Form)> {
    layout.facts().filter_map(|id| {
        let kept = !matches!(facts.get(id).kind, FactKind::List(_) | FactKind::Awards);
        kept.then(|| layout.form(id).map(|form| (id, form)))
            .flatten()
    })
}

pub(super) fn is_interval(form: &Form) -> bool {
    matches!(form, Form::Number(numeric) if numeric.intervals)
}

/// The name of a fact's column.
pub(super) fn column(id: FactId, facts: &Facts) -> Result<String, NoSql> {
    named(id, &facts.get(id).id)
}

pub(super) fn high_column(id: FactId, facts: &Facts) -> Result<String, NoSql> {
    let name = format!("{}{HIGH}", facts.get(id).id);
    if facts.find(&name).is_some() {
        return Err(no_name(id));
    }
    named(id, &name)
}

fn named(id: FactId, name: &str) -> Result<String, NoSql> {
    if name == "id" || name.len() > LONGEST_NAME {
        return Err(no_name(id));
    }
    Ok(format!("\"{name}\""))
}

fn no_name(fact: FactId) -> NoSql {
    let construct = Construct::Name;
    NoSql { construct, fact }
}

fn kind(form: &Form, kind: &FactKind) -> &'static str {
    match (form, kind) {
        (Form::YesNo, _) => "BOOLEAN",
        (Form::Date, _) => "DATE",
        (Form::Number(_), _) => "BIGINT",
        (Form::Coded, FactKind::Choices(_) | FactKind::Certificates(_)) => "BIGINT",
        (Form::Coded, _) => "TEXT",
    }
}

/// What a column must not hold: a number outside of what the layout promises could leave 64 bits, and a choice that is
/// not among the declared ones would be taken for another one.
fn check(name: &str, form: &Form, kind: &FactKind) -> String {
    match (form, kind) {
        (Form::Number(numeric), _) => {
            let [least, most] = [numeric.least, numeric.most].map(literal);
            format!(" CHECK ({name} BETWEEN {least} AND {most})")
        }
        (Form::Coded, FactKind::Choice(choices)) => {
            let ids = choices.iter().map(|choice| quoted(&choice.id));
            let ids: Vec<String> = ids.collect();
            format!(" CHECK ({name} IN ({}))", ids.join(", "))
        }
        _ => String::new(),
    }
}
