//! Arrows between crates point down, and siblings never meet.

use std::collections::BTreeSet;

use super::Breach;
use super::tree::Source;

const RULE: &str = "arrows point down";

/// Each crate with those it may use. `city` may use all.
const BASE: [(&str, &[&str]); 7] = [
    ("kernel", &[]),
    ("platform", &["kernel"]),
    ("eligibility", &["kernel"]),
    ("accounts", &["kernel", "platform"]),
    ("plan", &["kernel", "platform"]),
    ("directory", &["accounts", "kernel", "platform"]),
    ("programmes", &["eligibility", "kernel", "plan", "platform"]),
];

/// The modules beside each other: each may use everything in `BASE` and none of its siblings.
const SIBLINGS: [&str; 9] = [
    "advice",
    "assessments",
    "calls",
    "courses",
    "fairs",
    "network",
    "reports",
    "sites",
    "spaces",
];

/// What a crate may use of ours; `None` for a crate that is not in the map.
fn below(name: &str) -> Option<BTreeSet<&'static str>> {
    let base = || BASE.iter().map(|(name, _)| *name);
    if name == "city" {
        return Some(base().chain(SIBLINGS).collect());
    }
    if SIBLINGS.contains(&name) {
        return Some(base().collect());
    }
    let (_, may) = BASE.iter().find(|(known, _)| *known == name)?;
    Some(may.iter().copied().collect())
}

pub fn rule(sources: &[Source]) -> Vec<Breach> {
    let mut ours: BTreeSet<&str> = sources.iter().map(Source::of_crate).collect();
    ours.extend(BASE.iter().map(|(name, _)| *name));
    ours.extend(SIBLINGS);
    ours.insert("city");
    let mut breaches = BTreeSet::new();
    for source in sources {
        let name = source.of_crate();
        let is_manifest = source.path.ends_with("Cargo.toml");
        let Some(may) = below(name) else {
            if is_manifest {
                breaches.insert(Breach {
                    file: source.path.clone(),
                    rule: RULE,
                    why: format!(
                        "`{name}` has no place in the map; give it one in tests/architecture/arrows.rs \
                         and in ARCHITECTURE.md"
                    ),
                });
            }
            continue;
        };
        let wrong = |used: &str| used != name && ours.contains(used) && !may.contains(used);
        let told = if may.is_empty() {
            "it may use nothing of ours".to_owned()
        } else {
            let may: Vec<&str> = may.iter().copied().collect();
            format!("it may use: {}", may.join(", "))
        };
        let mut add = |how: &str, what: &str| {
            breaches.insert(Breach {
                file: source.path.clone(),
                rule: RULE,
                why: format!("`{name}` {how} `{what}`; {told}"),
            });
        };
        if is_manifest {
            for used in dependencies(&source.text) {
                if wrong(&used) {
                    add("depends on", &used);
                }
            }
        }
        // A module of the crate's own may be named like a crate further up.
        let is_own = |used: &str| {
            sources.iter().any(|other| {
                other.of_crate() == name
                    && other
                        .module()
                        .is_some_and(|module| module.iter().any(|part| part == used))
            })
        };
        for path in &source.references {
            if wrong(&path[0]) && !is_own(&path[0]) {
                add("uses", &path.join("::"));
            }
        }
    }
    breaches.into_iter().collect()
}

/// The packages a manifest depends on outside of its tests.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut counts = false;
    for line in manifest.lines().map(str::trim) {
        if let Some(section) = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            // `[dependencies]`, `[target.….dependencies]`, or a section for one: `[dependencies.plan]`.
            let is_ours = |part: &str| matches!(part, "dependencies" | "build-dependencies");
            counts = section.split('.').next_back().is_some_and(is_ours);
            match section.rsplit_once('.') {
                Some((before, name)) if before.split('.').next_back().is_some_and(is_ours) => {
                    found.push(name.to_owned());
                }
                _ => {}
            }
        } else if let (true, Some((key, value))) =
            (counts && !line.starts_with('#'), line.split_once('='))
        {
            let renamed = value
                .split_once("package")
                .and_then(|(_, rest)| rest.split('"').nth(1));
            let name = key.trim().split('.').next().unwrap_or_default();
            found.push(renamed.unwrap_or(name).trim_matches('"').to_owned());
        }
    }
    found
}
