//! Inside a crate, modules beside each other form no cycle. A module and what is declared inside it are one
//! room: they may know each other. The crate's front door knows all rooms and is none itself; a name that is
//! reached through it counts as a use of the room it comes from.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Breach;
use super::tree::Source;

const RULE: &str = "rooms form no cycle";

type Module = Vec<String>;

/// The modules of one crate: names that a file's `use` brings in, by module.
struct Rooms<'a> {
    modules: BTreeSet<Module>,
    names: BTreeMap<Module, BTreeMap<&'a str, &'a [String]>>,
}

pub fn rule(sources: &[Source]) -> Vec<Breach> {
    let crates: BTreeSet<&str> = sources.iter().map(Source::of_crate).collect();
    crates
        .into_iter()
        .flat_map(|name| {
            let files: Vec<(Module, &Source)> = sources
                .iter()
                .filter(|source| source.of_crate() == name && !source.is_test)
                .filter_map(|source| Some((source.module()?, source)))
                .collect();
            cycles(&files)
        })
        .collect()
}

/// Which room uses which, and a file in which it does.
type Uses<'a> = BTreeMap<Module, BTreeMap<Module, &'a str>>;

fn cycles(files: &[(Module, &Source)]) -> Vec<Breach> {
    let rooms = rooms(files);
    let mut uses: Uses<'_> = BTreeMap::new();
    for (module, source) in files {
        for path in &source.references {
            let Some(target) = rooms.target(module, path, 0) else {
                continue;
            };
            let shared = module
                .iter()
                .zip(&target)
                .take_while(|(a, b)| a == b)
                .count();
            if shared < module.len() && shared < target.len() {
                uses.entry(module[..=shared].to_vec())
                    .or_default()
                    .entry(target[..=shared].to_vec())
                    .or_insert(&source.path);
            }
        }
    }
    let mut told: BTreeSet<BTreeSet<Module>> = BTreeSet::new();
    let mut breaches = Vec::new();
    for start in uses.keys() {
        let Some(cycle) = shortest_cycle(&uses, start) else {
            continue;
        };
        if told.insert(cycle.iter().cloned().collect()) {
            breaches.push(breach(&uses, &cycle));
        }
    }
    breaches
}

fn rooms<'a>(files: &[(Module, &'a Source)]) -> Rooms<'a> {
    let mut names: BTreeMap<Module, BTreeMap<&str, &[String]>> = BTreeMap::new();
    for (module, source) in files {
        let known = names.entry(module.clone()).or_default();
        for (name, path) in &source.names {
            known.insert(name, path);
        }
    }
    Rooms {
        modules: files.iter().map(|(module, _)| module.clone()).collect(),
        names,
    }
}

impl Rooms<'_> {
    /// The module in which what `path` names is found, as seen from `module`; `None` outside of the crate.
    fn target(&self, module: &Module, path: &[String], depth: usize) -> Option<Module> {
        // Names that lead to each other in a circle do not compile; the depth only keeps us from following them.
        if depth > 8 {
            return None;
        }
        let mut at = module.clone();
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => (at, rest) = (Module::new(), &path[1..]),
            "self" => rest = &path[1..],
            "super" => {
                while rest.first().is_some_and(|part| part == "super") {
                    at.pop();
                    rest = &rest[1..];
                }
            }
            first => {
                let inside = inner(&at, first);
                if !self.modules.contains(&inside) {
                    // A name from a `use` of this file, or another crate: the `use` itself has been looked at.
                    return None;
                }
            }
        }
        for part in rest {
            let inside = inner(&at, part);
            if self.modules.contains(&inside) {
                at = inside;
                continue;
            }
            let from = self
                .names
                .get(&at)
                .and_then(|names| names.get(part.as_str()));
            match from {
                // A name that comes from another crate is this room's own to give.
                Some(path) => return self.target(&at, path, depth + 1).or(Some(at)),
                None => break,
            }
        }
        Some(at)
    }
}

fn inner(module: &Module, part: &str) -> Module {
    let mut inside = module.clone();
    inside.push(part.to_owned());
    inside
}

fn shortest_cycle(uses: &Uses<'_>, start: &Module) -> Option<Vec<Module>> {
    let mut came_from: BTreeMap<&Module, &Module> = BTreeMap::new();
    let mut next = VecDeque::from([start]);
    while let Some(here) = next.pop_front() {
        for there in uses.get(here).into_iter().flat_map(BTreeMap::keys) {
            if there == start {
                let mut cycle = vec![here.clone()];
                let mut back = here;
                while back != start {
                    back = came_from[back];
                    cycle.push(back.clone());
                }
                cycle.reverse();
                return Some(cycle);
            }
            if !came_from.contains_key(there) {
                came_from.insert(there, here);
                next.push_back(there);
            }
        }
    }
    None
}

fn breach(uses: &Uses<'_>, cycle: &[Module]) -> Breach {
    let mut steps = Vec::new();
    for (position, room) in cycle.iter().enumerate() {
        let used = &cycle[(position + 1) % cycle.len()];
        let file = uses[room][used];
        let place = if position == 0 {
            String::new()
        } else {
            format!(" ({file})")
        };
        let and = if position + 1 == cycle.len() {
            "and "
        } else {
            ""
        };
        steps.push(format!(
            "{and}`{}` uses `{}`{place}",
            room.join("::"),
            used.join("::")
        ));
    }
    Breach {
        file: uses[&cycle[0]][&cycle[1 % cycle.len()]].to_owned(),
        rule: RULE,
        why: steps.join(", "),
    }
}
