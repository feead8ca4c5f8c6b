//! The program as people run it: arguments in; exit code, standard output and standard error out. Each test uses a part of it.
#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{fs, io::Write};

/// What a run of the program left behind.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs the program. Whatever it is given, it never panics and never shows a message without words.
pub fn monozukuri(args: &[&str]) -> Ran {
    monozukuri_with(args, b"")
}

/// Runs the program with something on standard input.
pub fn monozukuri_with(args: &[&str], input: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_monozukuri"))
        .args(args)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env_remove("LANG")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that does not read its input closes the pipe; that is no mistake.
    let _ = child.stdin.take().expect("is piped").write_all(input);
    let done = child.wait_with_output().expect("the program ends");
    let ran = Ran {
        code: done.status.code().expect("the program ends by itself"),
        out: String::from_utf8(done.stdout).expect("standard output is UTF-8"),
        err: String::from_utf8(done.stderr).expect("standard error is UTF-8"),
    };
    assert!(!ran.err.contains("panicked"), "{args:?}\n{}", ran.err);
    assert!(!ran.out.contains('⟦') && !ran.err.contains('⟦'), "{ran:?}");
    ran
}

/// A fresh folder for one test, removed when the test is over.
pub struct Folder {
    pub path: PathBuf,
}

impl Folder {
    pub fn new(name: &str) -> Folder {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = format!("{name}-{}-{number}", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("the folder can be made");
        Folder { path }
    }

    /// The path of a file in the folder, as an argument.
    pub fn file(&self, name: &str) -> String {
        let path = self.path.join(name);
        path.to_str().expect("the path is UTF-8").to_owned()
    }

    /// Writes a file and tells its path.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        fs::write(self.path.join(name), content).expect("the file can be written");
        self.file(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// The small sound city of `broken/base`.
pub const CITY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/broken/base");

/// Assesses a profile in the small city on 1 May 2026, as JSON in English.
pub fn assess(profile: &str, more: &[&str]) -> Ran {
    let args = [
        "assess",
        "--city",
        CITY,
        "--lang",
        "en",
        "--format",
        "json",
        "--profile",
        profile,
    ];
    let on: &[&str] = if more.contains(&"--on") {
        &[]
    } else {
        &["--on", "2026-05-01"]
    };
    monozukuri(&[&args, on, more].concat())
}

/// Exit code 1, nothing on standard output, and a line with the place and the piece of the sentence.
pub fn refused(ran: &Ran, place: &str, piece: &str) {
    let told = ran.err.replace(['“', '”'], "\"");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{told}");
    let mut lines = told.lines();
    let found = lines.any(|line| line.contains(place) && line.contains(piece));
    assert!(found, "{place} {piece}\n{told}");
}
