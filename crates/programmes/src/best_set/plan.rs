//! A plan of expenses (支出の計画): what somebody wants to buy, when, and how each expense appears in the facts that
//! programmes ask about. Without a plan, the lists and sums of the profile are the expenses.

use eligibility::fact::FactKind;
use eligibility::profile::{Value, read_value};
use eligibility::{FactId, Facts};
use kernel::document::{Content, read};
use kernel::{Bilingual, Date, Fault, Faults, Node, Place};

use crate::catalogue::Catalogue;
use crate::programme::Kind;

/// What is planned besides the profile.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Nothing later is planned; without it there is no limit.
    pub horizon: Option<Date>,
    /// Kinds of support and directions of the strategy; without any, every programme is looked at.
    pub wishes: Vec<String>,
    pub expenses: Vec<Planned>,
}

/// One expense of the plan.
#[derive(Clone, Debug)]
pub struct Planned {
    pub label: Bilingual,
    /// The day on which it is ordered or paid.
    pub day: Option<Date>,
    /// One record of a list, or a sum of yen, for every fact in which it appears.
    pub forms: Vec<(FactId, Value)>,
}

/// Reads a plan. All mistakes are reported together; nothing of a mistaken plan is used.
pub fn read_plan(file: &str, text: &str, catalogue: &Catalogue) -> Result<Plan, Vec<Fault>> {
    let mut faults = Faults::default();
    let node = match read(file, text) {
        Ok(Some(node)) => node,
        Ok(None) => {
            faults.add(&Place::start_of(file), "plan-file-empty", []);
            return Err(faults.into_sorted());
        }
        Err(fault) => return Err(vec![fault]),
    };
    let plan = plan_of(&node, catalogue, &mut faults);
    match plan {
        Some(plan) if faults.is_empty() => Ok(plan),
        _ => Err(faults.into_sorted()),
    }
}

fn plan_of(node: &Node, catalogue: &Catalogue, faults: &mut Faults) -> Option<Plan> {
    let mut fields = node.fields(faults)?;
    let horizon = fields.optional("horizon").and_then(|n| n.date(faults));
    let mut wishes = Vec::new();
    for item in fields.list("wishes", faults) {
        if let Some(wish) = item.text(faults) {
            if !is_wish(wish, catalogue) {
                faults.add(&item.place, "plan-file-no-wish", [("found", &wish)]);
            }
            wishes.push(wish.to_owned());
        }
    }
    let mut expenses = Vec::new();
    for item in fields.list("expenses", faults) {
        expenses.extend(read_expense(item, &catalogue.facts, faults));
    }
    fields.finish(faults);
    Some(Plan {
        horizon,
        wishes,
        expenses,
    })
}

fn is_wish(wish: &str, catalogue: &Catalogue) -> bool {
    let directions = &catalogue.headings.directions;
    Kind::of_word(wish).is_some() || directions.is_empty() || directions.contains_key(wish)
}

fn read_expense(node: &Node, facts: &Facts, faults: &mut Faults) -> Option<Planned> {
    let mut fields = node.fields(faults)?;
    let label = fields.required_bilingual("label", faults);
    let day = fields.optional("on").and_then(|n| n.date(faults));
    let appears = fields.required("facts", faults);
    fields.finish(faults);
    let mut forms = Vec::new();
    for (key, value) in appears?.fields(faults)?.all() {
        let name = key.text(faults)?;
        let Some(id) = facts.find(name) else {
            faults.add(&key.place, "profile-unknown-fact", [("name", &name)]);
            continue;
        };
        let fact = facts.get(id);
        let read = match &fact.kind {
            FactKind::List(_) => {
                let one = Content::Sequence(vec![value.clone()]);
                read_value(&Node::made(value.place.clone(), one), fact, facts, faults)
            }
            FactKind::Number { unit, .. } if unit.is_yen() => {
                read_value(value, fact, facts, faults)
            }
            _ => {
                faults.add(&key.place, "plan-file-not-an-expense", [("fact", &name)]);
                None
            }
        };
        forms.extend(read.map(|value| (id, value)));
    }
    Some(Planned {
        label: label?,
        day,
        forms,
    })
}
