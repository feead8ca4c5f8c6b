//! What we build on: every package comes from the one registry, unchanged, under a licence that goes with ours.
//! Whether somebody has reported a fault in one cannot be asked here: that list is not in any registry.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

/// Licences that allow what we do, each alone. A package may offer several: one of them is enough.
const FINE: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    // Only the files of the package itself must stay under it; we change none.
    "MPL-2.0",
    "Unicode-3.0",
    "Zlib",
];

/// The system that this was built for, as the compiler calls it.
fn host() -> String {
    let asked = Command::new("rustc")
        .arg("-vV")
        .output()
        .expect("rustc runs");
    let told = String::from_utf8_lossy(&asked.stdout).into_owned();
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("rustc names its host").to_owned()
}

fn packages() -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml");
    let asked = Command::new(cargo)
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--offline",
            "--manifest-path",
            manifest,
            // What other systems need was never fetched here.
            "--filter-platform",
            &host(),
        ])
        .output()
        .expect("cargo runs");
    assert!(
        asked.status.success(),
        "{}",
        String::from_utf8_lossy(&asked.stderr)
    );
    let mut found: Value = serde_json::from_slice(&asked.stdout).expect("JSON");
    found["packages"]
        .as_array_mut()
        .expect("packages")
        .drain(..)
        .collect()
}

/// `(MIT OR Apache-2.0) AND Unicode-3.0`: every part joined by AND must offer one that is fine.
fn is_fine(licence: &str) -> bool {
    let plain = licence.replace('/', " OR ").replace(['(', ')'], " ");
    plain
        .split(" AND ")
        .all(|part| part.split(" OR ").any(|one| FINE.contains(&one.trim())))
}

#[test]
fn every_package_comes_from_the_registry_under_a_licence_that_goes_with_ours() {
    let mut wrong = BTreeMap::new();
    let packages = packages();
    assert!(packages.len() > 300, "only {} packages", packages.len());
    for package in &packages {
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        let name = format!("{} {}", text("name"), text("version"));
        let ours = package["source"].is_null();
        if !ours && text("source") != "registry+https://github.com/rust-lang/crates.io-index" {
            wrong.insert(name, format!("comes from {}", text("source")));
        } else if !is_fine(text("license")) {
            wrong.insert(name, format!("licence {:?}", text("license")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_lock_file_knows_the_content_of_every_package() {
    let lock = include_str!("../../../Cargo.lock");
    for package in lock
        .split("[[package]]")
        .skip(1)
        .filter(|package| package.contains("\nsource = "))
    {
        assert!(
            package.contains("\nchecksum = \""),
            "no checksum: {package}"
        );
    }
}

#[test]
fn a_licence_is_read_as_it_is_meant() {
    for fine in [
        "MIT",
        "MIT OR GPL-3.0",
        "MIT/Apache-2.0",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
    ] {
        assert!(is_fine(fine), "{fine}");
    }
    for not in ["", "GPL-3.0", "MIT AND GPL-3.0", "AGPL-3.0-only"] {
        assert!(!is_fine(not), "{not}");
    }
}
