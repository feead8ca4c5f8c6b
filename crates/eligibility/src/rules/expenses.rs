//! Reads the expenses of a programme.

use kernel::{Bilingual, Faults, Node};

use super::{ExpenseItem, Expenses};
use crate::accepted::read_accepted;
use crate::compile::{Compiler, Context, Names};
use crate::fact::FactKind;
use crate::formula::{Cond, Num};
use crate::range::{ONE, ZERO};
use crate::unit::Unit;

/// Reads which costs count, with their limits.
pub(super) fn read_expenses(
    node: &Node,
    names: &Names<'_>,
    context: &Context,
    faults: &mut Faults,
) -> Option<Expenses> {
    let mut fields = node.fields(faults)?;
    let list = fields.required("list", faults);
    let amount = fields.required("amount", faults);
    let items = fields.required("items", faults);
    read_accepted(&mut fields, faults);
    fields.finish(faults);
    let (list, amount, items) = (list?, amount?, items?);
    let name = list.text(faults)?;
    let Some(id) = names
        .facts
        .find(name)
        .filter(|id| matches!(names.facts.get(*id).kind, FactKind::List(_)))
    else {
        faults.add(&list.place, "rule-not-a-list", [("name", &name)]);
        return None;
    };
    let field = amount.text(faults)?;
    let found = names.facts.get(id).fields().iter().position(|fact| {
        fact.id == field && matches!(&fact.kind, FactKind::Number { unit, .. } if unit.is_yen())
    });
    let Some(found) = found else {
        faults.add(&amount.place, "expenses-amount", [("found", &field)]);
        return None;
    };
    let mut read: Vec<ExpenseItem> = Vec::new();
    for node in items.items(faults)? {
        let Some(item) = read_item(node, id, names, context, faults) else {
            continue;
        };
        if read.iter().any(|earlier| earlier.id == item.id) {
            faults.add(&node.place, "expenses-item-twice", [("id", &item.id)]);
        }
        read.push(item);
    }
    Some(Expenses {
        list: id,
        amount: u32::try_from(found).expect("a list has fewer than 2^32 fields"),
        items: read,
    })
}

fn read_item(
    node: &Node,
    list: crate::fact::FactId,
    names: &Names<'_>,
    context: &Context,
    faults: &mut Faults,
) -> Option<ExpenseItem> {
    let mut fields = node.fields(faults)?;
    let id = fields.required_text("id", faults);
    let label: Option<Bilingual> = fields.required_bilingual("label", faults);
    let filter = fields.optional("where");
    let cap = fields.optional("cap");
    let of_total = fields.optional("share_of_total");
    let of_claimed = fields.optional("share_of_claimed");
    read_accepted(&mut fields, faults);
    fields.finish(faults);
    let mut compiler = Compiler::new(names, context, faults);
    let yen = names
        .facts
        .units
        .find("yen")
        .cloned()
        .unwrap_or_else(Unit::ratio);
    let cap = cap.and_then(|cap| compiler.number_slot(cap, &yen));
    let mut share = |node: Option<&Node>| {
        let node = node?;
        let value = compiler.number_slot(node, &Unit::ratio())?;
        match value {
            Num::Literal(value, _) if value > ZERO && value <= ONE => Some(value),
            _ => {
                compiler.faults.add(&node.place, "expenses-share", []);
                None
            }
        }
    };
    let (share_of_total, share_of_claimed) = (share(of_total), share(of_claimed));
    let filter = match filter {
        None => Cond::Constant(true),
        Some(node) => {
            compiler.record = Some(list);
            compiler.condition_slot(node)?
        }
    };
    Some(ExpenseItem {
        id: id?,
        label: label?,
        filter,
        cap,
        share_of_total,
        share_of_claimed,
    })
}
