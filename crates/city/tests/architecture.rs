//! The shape of the source tree, read as plain text: arrows, rooms, purity, names and sizes. Every rule is a
//! function over paths and texts; it runs over the real tree, and once over a made-up tree that breaks it.

#[path = "architecture/arrows.rs"]
mod arrows;
#[path = "architecture/purity.rs"]
mod purity;
#[path = "architecture/rooms.rs"]
mod rooms;
#[path = "architecture/shape.rs"]
mod shape;
#[path = "architecture/source.rs"]
mod source;
#[path = "architecture/tree.rs"]
mod tree;

use tree::{Source, made_up, real};

/// One place where a rule does not hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Breach {
    pub file: String,
    pub rule: &'static str,
    pub why: String,
}

type Rule = fn(&[Source]) -> Vec<Breach>;

/// The rule holds in the real tree.
#[track_caller]
fn holds(rule: Rule) {
    let breaches = rule(&real());
    let told: Vec<String> = breaches.iter().map(sentence).collect();
    assert!(told.is_empty(), "\n{}\n", told.join("\n"));
}

/// The rule fails on the made-up tree with exactly these sentences.
#[track_caller]
fn fails(rule: Rule, files: &[(&str, &str)], expected: &[&str]) {
    let told: Vec<String> = rule(&made_up(files)).iter().map(sentence).collect();
    assert_eq!(told, expected);
}

fn sentence(breach: &Breach) -> String {
    format!("{}: {}: {}", breach.file, breach.rule, breach.why)
}

#[test]
fn arrows_point_down() {
    holds(arrows::rule);
}

#[test]
fn rooms_form_no_cycle() {
    holds(rooms::rule);
}

#[test]
fn ideas_are_pure() {
    holds(purity::rule);
}

#[test]
fn nothing_is_named_after_no_idea() {
    holds(shape::names);
}

#[test]
fn files_hold_one_idea() {
    holds(shape::lengths);
}

#[test]
fn files_say_what_they_are_for() {
    holds(shape::first_lines);
}

#[test]
fn front_doors_are_short() {
    holds(shape::front_doors);
}

#[test]
fn an_arrow_upwards_fails() {
    fails(
        arrows::rule,
        &[
            (
                "crates/kernel/Cargo.toml",
                "[package]\nname = \"kernel\"\n[dependencies]\njiff.workspace = true\nplatform.workspace = true\n",
            ),
            (
                "crates/plan/src/lib.rs",
                "//! P.\nuse {kernel::Yen, programmes::Programme};\n",
            ),
            ("crates/city/src/lib.rs", "//! C.\nuse calls::Call;\n"),
        ],
        &[
            "crates/kernel/Cargo.toml: arrows point down: `kernel` depends on `platform`; it may use nothing of ours",
            "crates/plan/src/lib.rs: arrows point down: `plan` uses `programmes::Programme`; it may use: kernel, platform",
        ],
    );
}

#[test]
fn an_arrow_between_siblings_fails() {
    fails(
        arrows::rule,
        &[
            (
                "crates/calls/src/call.rs",
                "//! Not in a comment: courses::Course, nor in a text.\nconst A: &str = \"courses::Course\";\n\
                 fn place() { courses::find(); plan::find(); }\n",
            ),
            (
                "crates/fairs/Cargo.toml",
                "[dependencies]\nshow = { package = \"sites\", path = \"../sites\" }\n[dev-dependencies]\nplatform = {}\n",
            ),
        ],
        &[
            "crates/calls/src/call.rs: arrows point down: `calls` uses `courses::find`; it may use: \
             accounts, directory, eligibility, kernel, plan, platform, programmes",
            "crates/fairs/Cargo.toml: arrows point down: `fairs` depends on `sites`; it may use: \
             accounts, directory, eligibility, kernel, plan, platform, programmes",
        ],
    );
}

#[test]
fn a_crate_without_a_place_fails() {
    fails(
        arrows::rule,
        &[("crates/extras/Cargo.toml", "[package]\nname = \"extras\"\n")],
        &[
            "crates/extras/Cargo.toml: arrows point down: `extras` has no place in the map; \
             give it one in tests/architecture/arrows.rs and in ARCHITECTURE.md",
        ],
    );
}

#[test]
fn a_cycle_of_rooms_fails() {
    fails(
        rooms::rule,
        &[
            (
                "crates/calls/src/lib.rs",
                "//! C.\nmod call;\nmod grant;\npub use grant::Grant;\n",
            ),
            ("crates/calls/src/call.rs", "//! C.\nuse crate::Grant;\n"),
            (
                "crates/calls/src/grant.rs",
                "//! G.\nmod letter;\nuse letter::Letter;\n",
            ),
            (
                "crates/calls/src/grant/letter.rs",
                "//! L.\nuse super::Grant;\nfn of() { crate::call::open() }\n",
            ),
        ],
        &[
            "crates/calls/src/call.rs: rooms form no cycle: `call` uses `grant`, and \
             `grant` uses `call` (crates/calls/src/grant/letter.rs)",
        ],
    );
}

#[test]
fn a_cycle_of_three_inside_a_room_fails() {
    fails(
        rooms::rule,
        &[
            (
                "crates/calls/src/grant.rs",
                "//! G.\nuse a::A; use b::B; use c::C;\n",
            ),
            ("crates/calls/src/grant/a.rs", "//! A.\nuse super::b::B;\n"),
            (
                "crates/calls/src/grant/b.rs",
                "//! B.\nuse super::{C, super::grant};\n",
            ),
            (
                "crates/calls/src/grant/c.rs",
                "//! C.\nfn c() { super::a::a() }\n",
            ),
            (
                "crates/calls/src/grant/d.rs",
                "//! D.\n#[cfg(test)]\nmod tests { use crate::grant::a::A; }\n",
            ),
        ],
        &[
            "crates/calls/src/grant/a.rs: rooms form no cycle: `grant::a` uses `grant::b`, \
             `grant::b` uses `grant::c` (crates/calls/src/grant/b.rs), and \
             `grant::c` uses `grant::a` (crates/calls/src/grant/c.rs)",
        ],
    );
}

#[test]
fn a_door_inside_an_idea_fails() {
    fails(
        purity::rule,
        &[
            (
                "crates/kernel/src/yen.rs",
                "//! Y.\nuse std::{fmt, fs::File};\n",
            ),
            (
                "crates/eligibility/src/judge.rs",
                "//! J.\nasync fn judge() { x().await }\n",
            ),
            (
                "crates/calls/src/call.rs",
                "//! C. About axum.\nfn find(tx: &mut platform::Tx) {}\n",
            ),
            (
                "crates/calls/src/grant.rs",
                "//! G.\nmod sample;\nuse std::time::SystemTime;\n",
            ),
            (
                "crates/calls/src/lib.rs",
                "//! L.\n#[cfg(test)]\nmod sample;\nuse platform::Migration;\n",
            ),
            (
                "crates/calls/src/sample.rs",
                "//! S.\nuse platform::bench;\n",
            ),
            (
                "crates/calls/src/store/calls.rs",
                "//! S.\nuse platform::Tx;\n",
            ),
            ("crates/calls/src/portal.rs", "//! P.\nuse axum::Router;\n"),
            ("crates/platform/src/db.rs", "//! D.\nuse sqlx::Row;\n"),
        ],
        &[
            "crates/calls/src/call.rs: ideas are pure: `platform::` belongs into a door, an action or a store",
            "crates/calls/src/grant.rs: ideas are pure: `SystemTime` belongs into a door, an action or a store",
            "crates/eligibility/src/judge.rs: ideas are pure: `.await` belongs into a door, an action or a store",
            "crates/eligibility/src/judge.rs: ideas are pure: `async fn` belongs into a door, an action or a store",
            "crates/kernel/src/yen.rs: ideas are pure: `std::fs` belongs into a door, an action or a store",
        ],
    );
}

#[test]
fn a_name_without_an_idea_fails() {
    fails(
        shape::names,
        &[
            ("crates/calls/src/utils.rs", "//! U.\n"),
            ("crates/calls/src/common/dates.rs", "//! D.\n"),
            (
                "crates/calls/src/call.rs",
                "//! C. No mod util; here.\nmod helpers { }\nmod modelling;\n",
            ),
        ],
        &[
            "crates/calls/src/call.rs: nothing is named after no idea: `mod helpers` does not say what it holds",
            "crates/calls/src/common/dates.rs: nothing is named after no idea: `common` does not say what it holds",
            "crates/calls/src/utils.rs: nothing is named after no idea: `utils` does not say what it holds",
        ],
    );
}

#[test]
fn a_long_file_fails() {
    let long = "//! Long.\n".repeat(401);
    let just = "//! Long.\n".repeat(400);
    fails(
        shape::lengths,
        &[
            ("crates/calls/src/call.rs", &long),
            ("crates/calls/tests/journey.rs", &just),
        ],
        &[
            "crates/calls/src/call.rs: a file holds one idea: 401 lines; more than 400 are two ideas",
        ],
    );
}

#[test]
fn a_file_that_does_not_say_what_it_is_for_fails() {
    fails(
        shape::first_lines,
        &[
            ("crates/calls/src/call.rs", "use kernel::Yen;\n"),
            ("crates/calls/src/grant.rs", "// Grants.\n"),
            ("crates/calls/src/call/tests.rs", "use super::*;\n"),
            ("crates/calls/tests/journey.rs", "use calls::Call;\n"),
        ],
        &[
            "crates/calls/src/call.rs: a file says what it is for: its first line does not begin with `//!`",
            "crates/calls/src/grant.rs: a file says what it is for: its first line does not begin with `//!`",
        ],
    );
}

#[test]
fn a_long_front_door_fails() {
    let long = "//! Long.\n".repeat(101);
    fails(
        shape::front_doors,
        &[
            ("crates/calls/src/lib.rs", &long),
            ("crates/plan/src/portal.rs", &long),
        ],
        &["crates/calls/src/lib.rs: front doors are short: 101 lines; at most 100"],
    );
}
