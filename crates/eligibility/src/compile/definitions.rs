//! Shared definitions (`sme`) and parameters (`minimum_wage`), compiled when a rule first uses them.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{Bilingual, Date, Faults, Fields, Node};

use super::{Compiler, Context, Names};
use crate::accepted::read_accepted;
use crate::fact::{Facts, is_name};
use crate::formula::{Cond, Definition, Num};
use crate::language::Expr;
use crate::unit::Unit;

/// A definition as far as it is known: read, being compiled, or compiled.
pub struct Pending<'a> {
    label: Bilingual,
    basis: Option<String>,
    note: Option<Bilingual>,
    unit: Option<Unit>,
    editions: Vec<(Date, &'a Node)>,
    state: State,
}

#[derive(Clone)]
enum State {
    Read,
    Busy,
    Condition(Arc<Definition<Cond>>),
    Number(Arc<Definition<Num>>),
    Broken,
}

impl Pending<'_> {
    pub(super) fn is_number(&self) -> bool {
        self.unit.is_some()
    }
}

/// Reads the `definitions` and `parameters` of a mapping; they are compiled later.
pub fn read_definitions<'a>(
    fields: &mut Fields<'a>,
    facts: &Facts,
    found: &mut BTreeMap<String, Pending<'a>>,
    faults: &mut Faults,
) {
    for (key, inner, value) in [
        ("definitions", "editions", "means"),
        ("parameters", "values", "value"),
    ] {
        for node in fields.list(key, faults) {
            let Some((id, pending)) = read_one(node, facts, (inner, value), faults) else {
                continue;
            };
            if facts.find(&id).is_some() || found.contains_key(&id) {
                faults.add(&node.place, "definition-twice", [("id", &id)]);
            } else {
                found.insert(id, pending);
            }
        }
    }
}

fn read_one<'a>(
    node: &'a Node,
    facts: &Facts,
    (inner, value): (&'static str, &'static str),
    faults: &mut Faults,
) -> Option<(String, Pending<'a>)> {
    let before = faults.len();
    let mut fields = node.fields(faults)?;
    let id = fields.required("id", faults).and_then(|node| {
        let id = node.text(faults)?;
        is_name(id, node, faults).then(|| id.to_owned())
    });
    let label = fields.required_bilingual("label", faults);
    let basis = fields.optional_text("basis", faults);
    let note = fields.optional_bilingual("note", faults);
    fields.texts("sources", faults);
    fields.optional_text("as_of", faults);
    read_accepted(&mut fields, faults);
    let unit = match fields.optional("unit") {
        None if inner == "values" => Some(Unit::ratio()),
        None => None,
        Some(unit) => {
            let name = unit.text(faults).unwrap_or_default();
            let known = facts.units.find(name).cloned();
            if known.is_none() {
                faults.add(
                    &unit.place,
                    "unit-unknown",
                    [("found", &name), ("known", &"yen, people, …")],
                );
            }
            Some(known.unwrap_or_else(Unit::ratio))
        }
    };
    let mut editions: Vec<(Date, &Node)> = Vec::new();
    for edition in fields
        .required(inner, faults)
        .and_then(|node| node.items(faults))
        .unwrap_or_default()
    {
        let Some(mut entry) = edition.fields(faults) else {
            continue;
        };
        let from = entry
            .required("from", faults)
            .and_then(|node| node.date(faults));
        let means = entry.required(value, faults);
        entry.finish(faults);
        if let (Some(from), Some(means)) = (from, means) {
            if editions.last().is_some_and(|(before, _)| *before >= from) {
                faults.add(&edition.place, "editions-order", []);
            }
            editions.push((from, means));
        }
    }
    fields.finish(faults);
    if editions.is_empty() && faults.len() == before {
        faults.add(&node.place, "definition-empty", [("key", &inner)]);
    }
    // A broken definition keeps its name, so that rules that use it are not reported as well.
    let state = if faults.len() == before {
        State::Read
    } else {
        State::Broken
    };
    let pending = Pending {
        label: label.unwrap_or_default(),
        basis,
        note,
        unit,
        editions,
        state,
    };
    Some((id?, pending))
}

impl Compiler<'_, '_> {
    pub(crate) fn defined_condition(
        &mut self,
        node: &Node,
        expr: &Expr,
        name: &str,
    ) -> Option<Cond> {
        match self.definition(node, expr, name)? {
            State::Condition(definition) => Some(Cond::Defined(definition)),
            _ => None,
        }
    }

    pub(crate) fn defined_number(
        &mut self,
        node: &Node,
        expr: &Expr,
        name: &str,
    ) -> Option<Arc<Definition<Num>>> {
        match self.definition(node, expr, name)? {
            State::Number(definition) => Some(definition),
            _ => None,
        }
    }

    fn definition(&mut self, node: &Node, expr: &Expr, name: &str) -> Option<State> {
        let state = self.names.definitions.borrow().get(name)?.state.clone();
        match state {
            State::Read => {}
            State::Busy => {
                return self.wrong(node, expr, "definition-circular", [("name", &name)]);
            }
            ready => return Some(ready),
        }
        compile_one(self.names, name, self.faults);
        let compiled = self.names.definitions.borrow().get(name)?.state.clone();
        Some(compiled)
    }
}

/// Compiles every definition that no rule has used yet, so that mistakes in unused ones are found too.
pub fn compile_all(names: &Names<'_>, faults: &mut Faults) {
    let ids: Vec<String> = names.definitions.borrow().keys().cloned().collect();
    for id in ids {
        let unused = matches!(names.definitions.borrow()[&id].state, State::Read);
        if unused {
            compile_one(names, &id, faults);
        }
    }
}

fn compile_one(names: &Names<'_>, id: &str, faults: &mut Faults) {
    let set = |state: State| {
        if let Some(pending) = names.definitions.borrow_mut().get_mut(id) {
            state.clone_into(&mut pending.state);
        }
    };
    set(State::Busy);
    let (unit, editions, label, basis, note) = {
        let pending = &names.definitions.borrow()[id];
        (
            pending.unit.clone(),
            pending.editions.clone(),
            pending.label.clone(),
            pending.basis.clone(),
            pending.note.clone(),
        )
    };
    let number = names.definitions.borrow().keys().position(|key| key == id);
    let number = number.unwrap_or(usize::MAX);
    let context = Context::default();
    let mut compiler = Compiler::new(names, &context, faults);
    let id = id.to_owned();
    let state = match unit {
        None => {
            let compiled: Option<Vec<_>> = editions
                .iter()
                .map(|(from, node)| Some((*from, compiler.condition_slot(node)?)))
                .collect();
            compiled.map(|editions| {
                State::Condition(Arc::new(Definition {
                    id: id.clone(),
                    label,
                    basis,
                    note,
                    editions,
                    unit: Unit::ratio(),
                    number,
                }))
            })
        }
        Some(unit) => {
            let compiled: Option<Vec<_>> = editions
                .iter()
                .map(|(from, node)| Some((*from, compiler.number_slot(node, &unit)?)))
                .collect();
            compiled.map(|editions| {
                State::Number(Arc::new(Definition {
                    id: id.clone(),
                    label,
                    basis,
                    note,
                    editions,
                    unit,
                    number,
                }))
            })
        }
    };
    set(state.unwrap_or(State::Broken));
}

/// The definitions that are conditions, for those who want to show them.
pub fn conditions_of(names: &Names<'_>) -> Vec<Arc<Definition<Cond>>> {
    let definitions = names.definitions.borrow();
    definitions
        .values()
        .filter_map(|pending| match &pending.state {
            State::Condition(definition) => Some(definition.clone()),
            State::Read | State::Busy | State::Number(_) | State::Broken => None,
        })
        .collect()
}
