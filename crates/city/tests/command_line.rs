//! The command line: what is asked for must exist, what is not understood ends with 2, and help teaches the rest.

use std::process::{Command, Stdio};

mod command;
use command::{CITY, Folder, assess, monozukuri, monozukuri_with, refused};

#[test]
fn what_is_asked_for_must_exist() {
    let folder = Folder::new("bad-input-asked");
    let profile = folder.write("profile.yaml", "employees: 12\n");
    let unknown = assess(&profile, &["--programme", "trainings"]);
    refused(&unknown, "", "There is no programme \"trainings\"");
    for day in ["2026-13-01", "tomorrow", "", "令和元年4月1日"] {
        let piece = format!("\"{day}\" cannot be read as a date");
        refused(&assess(&profile, &["--on", day]), "", &piece);
    }
    let ran = assess(
        &profile,
        &["--on", "令和8年5月1日", "--programme", "training"],
    );
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("\"on\": \"2026-05-01\""), "{}", ran.out);
    assert!(!ran.out.contains("\"equip\""), "{}", ran.out);
    let elsewhere = ["assess", "--city", "/nowhere", "--lang", "en"];
    let ran = monozukuri(&[&elsewhere, &["--profile", &profile] as &[&str]].concat());
    refused(&ran, "/nowhere", "The folder cannot be read");
}

#[test]
fn a_profile_may_come_from_standard_input() {
    let args = ["assess", "--city", CITY, "--lang", "en", "--profile", "-"];
    let ran = monozukuri_with(&args, "employees: 12\n".as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let ran = monozukuri_with(&args, b"");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
}

#[test]
fn a_command_that_is_not_understood_ends_with_2() {
    let wrong = [
        "",
        "chekc",
        "assess",
        "assess --profile",
        "assess --profile a.yaml --lang fr",
        "assess --profile a.yaml --format xml",
        "check --nonsense",
    ];
    for line in wrong {
        let args: Vec<&str> = line.split_whitespace().collect();
        let ran = monozukuri(&args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{line}");
        let helps = ran.err.contains("Usage:") || ran.err.contains("--help");
        assert!(helps, "{line}\n{}", ran.err);
    }
}

#[test]
fn help_names_the_commands() {
    for args in [&["--help"] as &[&str], &["-h"], &["help"]] {
        let ran = monozukuri(args);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
        for command in ["serve", "check", "assess"] {
            let mut lines = ran.out.lines();
            let listed = lines.any(|line| line.trim_start().starts_with(command));
            assert!(listed, "{command} is not listed:\n{}", ran.out);
        }
    }
}

#[test]
fn help_of_assess_says_where_profiles_are_explained() {
    let ran = monozukuri(&["assess", "--help"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("docs/rules.md"), "{}", ran.out);
}

/// As in `monozukuri assess … | head -1`.
#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = Folder::new("command-line-pipe");
    let profile = folder.write("profile.yaml", "employees: 12\n");
    for args in [
        &["assess", "--profile", &profile] as &[&str],
        &["check"],
        &["--help"],
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_monozukuri"))
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let done = child.wait_with_output().expect("the program ends");
        let err = String::from_utf8_lossy(&done.stderr);
        assert!(!err.contains("panicked"), "{args:?}\n{err}");
    }
}
