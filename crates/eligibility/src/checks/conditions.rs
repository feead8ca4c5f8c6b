//! Conditions: those that never or always hold, those that others imply, and the parts of both.

use kernel::Node;

use super::prover::denied;
use super::spots::At;
use super::{Looking, Span};
use crate::formula::Cond;
use crate::language::Operator;
use crate::rules::Condition;

/// A requirement that has to hold together with others, and where it stands.
pub(super) struct Item<'r, 'n> {
    pub cond: &'r Cond,
    pub at: At<'n>,
}

/// The conditions of a mapping, with those that `excludes` adds; what `all` or `and` joins are several. What a
/// minimum grant asks is not among them.
pub(super) fn items<'r, 'n>(conditions: &'r [Condition], node: &'n Node) -> Vec<Item<'r, 'n>> {
    let at = At::Doc(node);
    let list = |name: &str| at.field(name).map(At::into_items).unwrap_or_default();
    let nodes = list("conditions").into_iter().chain(list("excludes"));
    let asked = conditions.iter().filter(|one| one.minimum_grant.is_none());
    let stated = asked.filter(|one| one.id != "stated" || !matches!(one.rule, Cond::NotStated));
    let mut found = Vec::new();
    for (condition, node) in stated.zip(nodes) {
        let at = node.field("rule").unwrap_or(node);
        flatten(&condition.rule, at, &mut found);
    }
    found
}

fn flatten<'r, 'n>(cond: &'r Cond, at: At<'n>, found: &mut Vec<Item<'r, 'n>>) {
    match cond {
        Cond::All(parts) => {
            let places = at.parts(Operator::And, parts.len());
            for (part, at) in parts.iter().zip(places) {
                flatten(part, at, found);
            }
        }
        _ => found.push(Item { cond, at }),
    }
}

impl Looking<'_> {
    /// Looks at conditions that have to hold together, given others; whether they contradict.
    pub(super) fn conditions(
        &mut self,
        items: &[Item<'_, '_>],
        given: &[Cond],
        window: Option<Span>,
    ) -> bool {
        let mut before = given.to_vec();
        let mut contradicts = false;
        for item in items {
            if self.prover.never(std::slice::from_ref(item.cond), &before) {
                self.tell("never", "finding-never", &item.at);
                contradicts = true;
            } else {
                before.push(item.cond.clone());
            }
        }
        if contradicts {
            return true;
        }
        let mut closed = false;
        let mut needed = vec![true; items.len()];
        for index in (0..items.len()).rev() {
            let item = &items[index];
            if matches!(item.cond, Cond::NotStated) {
                continue;
            }
            let others = |needed: &[bool]| -> Vec<Cond> {
                let kept = (0..items.len()).filter(|other| *other != index && needed[*other]);
                let kept = kept.map(|other| items[other].cond.clone());
                given.iter().cloned().chain(kept).collect()
            };
            if self.prover.always(item.cond, &[]) {
                self.tell("always", "finding-always", &item.at);
                needed[index] = false;
                continue;
            }
            let around = others(&needed);
            if self.prover.always(item.cond, &around) {
                self.tell("implied", "finding-implied", &item.at);
                needed[index] = false;
                continue;
            }
            if !closed
                && let Some(window) = window
                && self.never_while_open(item.cond, &around, window)
            {
                self.tell("window-never", "finding-window-never", &item.at);
                closed = true;
            }
            self.inside(&item.at, item.cond, &around);
        }
        false
    }

    /// Whether a condition can be fulfilled, but never on a day on which applications are taken.
    fn never_while_open(&self, cond: &Cond, given: &[Cond], window: Span) -> bool {
        let open = self.prover.span.within(window);
        self.prover
            .never_in(open, std::slice::from_ref(cond), given)
    }

    /// Looks at the parts of a condition, given what holds around it.
    pub(super) fn inside(&mut self, at: &At<'_>, cond: &Cond, given: &[Cond]) {
        match cond {
            Cond::Not(inner) => match &**inner {
                Cond::Not(_) | Cond::All(_) | Cond::Any(_) | Cond::If(..) => {
                    self.inside(&at.inner(), inner, given);
                }
                _ => {}
            },
            Cond::All(parts) => self.all(at, parts, given),
            Cond::Any(parts) => self.alternatives(at, parts, given),
            Cond::If(..) => self.cases(at, cond, given),
            Cond::ByDate(editions) => {
                for ((_, cond), at) in editions.iter().zip(at.dated(editions.len())) {
                    self.inside(&at, cond, given);
                }
            }
            _ => {}
        }
    }

    /// Parts that have to hold together.
    fn all(&mut self, at: &At<'_>, parts: &[Cond], given: &[Cond]) {
        let places = at.parts(Operator::And, parts.len());
        let mut needed = vec![true; parts.len()];
        for index in (0..parts.len()).rev() {
            let others = (0..parts.len()).filter(|other| *other != index && needed[*other]);
            let others = others.map(|other| parts[other].clone());
            let around: Vec<Cond> = given.iter().cloned().chain(others).collect();
            if matches!(parts[index], Cond::NotStated) {
                continue;
            }
            if self.prover.always(&parts[index], &[]) {
                self.tell("always", "finding-always", &places[index]);
                needed[index] = false;
            } else if self.prover.always(&parts[index], &around) {
                self.tell("implied", "finding-implied", &places[index]);
                needed[index] = false;
            } else {
                self.inside(&places[index], &parts[index], &around);
            }
        }
    }

    /// Alternatives of which one has to hold: each must be possible, and decide something.
    fn alternatives(&mut self, at: &At<'_>, parts: &[Cond], given: &[Cond]) {
        let places = at.parts(Operator::Or, parts.len());
        let mut needed = vec![true; parts.len()];
        for index in (0..parts.len()).rev() {
            let part = &parts[index];
            if matches!(part, Cond::NotStated) {
                continue;
            }
            if self.prover.never(std::slice::from_ref(part), given) {
                self.tell(
                    "alternative-never",
                    "finding-alternative-never",
                    &places[index],
                );
                needed[index] = false;
                continue;
            }
            let others = (0..parts.len()).filter(|other| *other != index && needed[*other]);
            let mut alone: Vec<Cond> = others.map(|other| denied(&parts[other])).collect();
            let only = alone.is_empty();
            alone.push(part.clone());
            if !only && self.prover.never(&alone, given) {
                self.tell(
                    "alternative-implied",
                    "finding-alternative-implied",
                    &places[index],
                );
                needed[index] = false;
                continue;
            }
            self.inside(&places[index], part, given);
        }
    }

    /// The cases of a condition.
    fn cases(&mut self, at: &At<'_>, cond: &Cond, given: &[Cond]) {
        let mut given = given.to_vec();
        let mut rest = cond;
        let rows = at.rows();
        self.borders(&rows, whens(cond));
        for row in rows {
            let (Cond::If(when, then, otherwise), Some(at)) = (rest, &row.when) else {
                if !self.is_reached(&row.then, &given) {
                    return;
                }
                self.inside(&row.then, rest, &given);
                return;
            };
            if self.is_possible(at, when, &given) {
                let within = [&given[..], std::slice::from_ref(when)].concat();
                self.inside(&row.then, then, &within);
            }
            given.push(denied(when));
            rest = otherwise;
        }
    }

    /// Whether a row of cases is ever reached; tells when it is not.
    pub(super) fn is_possible(&mut self, at: &At<'_>, when: &Cond, given: &[Cond]) -> bool {
        let never = self.prover.never(std::slice::from_ref(when), given);
        if never {
            let is_band = at.field("then").is_some();
            let (kind, key) = if is_band {
                ("band-never", "finding-band-never")
            } else {
                ("case-never", "finding-case-never")
            };
            self.tell(kind, key, at);
        }
        !never
    }

    /// Whether the last row is ever reached, after all others; tells when it is not.
    pub(super) fn is_reached(&mut self, at: &At<'_>, given: &[Cond]) -> bool {
        let Some((last, before)) = given.split_last() else {
            return true;
        };
        let never = self.prover.never(std::slice::from_ref(last), before);
        if never {
            self.tell("case-never", "finding-otherwise-never", at);
        }
        !never
    }
}

/// The conditions of a chain of cases, in their order.
fn whens(cond: &Cond) -> Vec<&Cond> {
    let mut found = Vec::new();
    let mut rest = cond;
    while let Cond::If(when, _, otherwise) = rest {
        found.push(&**when);
        rest = otherwise;
    }
    found
}
