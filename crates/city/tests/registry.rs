//! Registries through the command line: whatever comes in is read or refused by row and column, and nothing
//! half-written stays behind.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

mod command;
use command::{CITY, Folder, Ran, monozukuri, monozukuri_with, refused};

/// Checks a registry in the small city.
fn check(path: &str, more: &[&str]) -> Ran {
    let args = ["check", "--city", CITY, "--lang", "en", "--registry", path];
    monozukuri(&[&args, more].concat())
}

fn check_text(text: impl AsRef<[u8]>) -> Ran {
    let folder = Folder::new("registry");
    check(&folder.write("firms.csv", text), &[])
}

/// What is in the folder, by name.
fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(&folder.path).expect("the folder is there");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names
        .map(|name| name.into_string().expect("UTF-8"))
        .collect();
    names.sort();
    names
}

#[test]
fn a_registry_that_is_in_order_is_told_column_by_column() {
    let ran = check_text("id,district,employees\n1,Izumino,12\n2,,\n3,Teramachi,5..9\n");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for piece in [
        "3 firms read",
        "District: 2 different",
        "(employees): known of 2 firms (66%)",
    ] {
        assert!(ran.out.contains(piece), "{piece}\n{}", ran.out);
    }
    assert!(!ran.out.contains("synthetic"), "{}", ran.out);
    let args = ["check", "--city", CITY, "--lang", "en", "--registry", "-"];
    let ran = monozukuri_with(&args, b"id,employees,synthetic\n1,12,yes\n");
    assert!(ran.out.contains("is synthetic"), "{}", ran.out);
}

#[test]
fn wrong_values_are_told_by_row_and_column() {
    let ran = check_text("id,employees\n1,12\n2,many\n3,\n3,4\n4\n");
    refused(&ran, "Row 3, column employees: ", "\"many\"");
    refused(&ran, "Row 5, column id: ", "also that of row 4");
    refused(&ran, "Row 6: ", "There are 1 cells; row 1 has 2 columns");
    assert!(ran.err.contains("--skip-damaged"), "{}", ran.err);
}

#[test]
fn a_wrong_head_is_told_with_what_may_be_meant() {
    let ran = check_text("id,employes,weather\n1,12,fine\n");
    refused(&ran, "Row 1: ", "Did you mean \"employees\"?");
    refused(&ran, "Row 1: ", "--ignore weather");
    let folder = Folder::new("registry");
    let file = folder.write("firms.csv", "id,employees,weather\n1,12,fine\n");
    assert_eq!(check(&file, &["--ignore", "weather"]).code, 0);
    refused(
        &check_text("employees\n12\n"),
        "Row 1: ",
        "There is no column \"id\"",
    );
}

#[test]
fn what_is_no_registry_is_refused() {
    refused(&check_text(""), "firms.csv: ", "The registry is empty");
    refused(&check_text("id,employees\n"), "firms.csv: ", "has no firms");
    // 金沢 in Shift_JIS
    refused(
        &check_text(b"id,district,employees\n1,\x8b\xe0\x91\xf2,5\n"),
        "Row 2: ",
        "CSV UTF-8",
    );
    let folder = Folder::new("registry");
    refused(
        &check(&folder.file("nowhere.csv"), &[]),
        "nowhere.csv: ",
        "cannot be read",
    );
    let path = folder.path.to_str().expect("UTF-8");
    refused(&check(path, &[]), path, "a folder, not a file");
}

#[test]
fn a_sparse_file_of_50_gigabytes_ends_at_once() {
    let folder = Folder::new("registry-sparse");
    for (name, start) in [("zeros.csv", ""), ("tail.csv", "id,employees\n1,12\n")] {
        let path = folder.write(name, start);
        let file = fs::OpenOptions::new().write(true).open(&path);
        file.and_then(|file| file.set_len(50_000_000_000))
            .expect("the file system has sparse files");
        let begun = Instant::now();
        let more: &[&[&str]] = &[&[], &["--skip-damaged"]];
        for more in more {
            refused(&check(&path, more), name, "data that is no text");
        }
        // Reading it would take minutes.
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
    assert_eq!(names(&folder), ["tail.csv", "zeros.csv"]);
}

#[test]
fn damaged_rows_are_left_out_when_asked_and_kept_with_their_reasons() {
    let folder = Folder::new("registry-damaged");
    let rows: String = (1..=200)
        .map(|row| match row % 10 {
            0 => format!("{row},damaged\n"),
            _ => format!("{row},{row}\n"),
        })
        .collect();
    let path = folder.write("firms.csv", format!("id,employees\n{rows}"));
    let ran = check(&path, &[]);
    refused(&ran, "Row 11, column employees", "damaged");
    assert_eq!(
        ran.err.lines().count(),
        21,
        "twenty mistakes and what to do\n{}",
        ran.err
    );
    assert_eq!(names(&folder), ["firms.csv"], "nothing is written unasked");
    let ran = check(&path, &["--skip-damaged"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.err.contains("20 rows") && ran.out.contains("180 firms"),
        "{ran:?}"
    );
    assert_eq!(names(&folder), ["firms.csv", "firms.csv.rejected.csv"]);
    let rejected = fs::read_to_string(folder.path.join("firms.csv.rejected.csv"));
    let rejected = rejected.expect("is there");
    assert!(
        rejected.starts_with("row,reason,id,employees\n11,\"employees: "),
        "{rejected}"
    );
    assert_eq!(rejected.lines().count(), 21);
    // Corrected, the file is a registry again.
    let corrected = folder.write("again.csv", rejected.replace(",damaged\n", ",7\n"));
    let ran = check(&corrected, &["--ignore", "row", "--ignore", "reason"]);
    assert!(ran.out.contains("20 firms"), "{ran:?}");
}

#[test]
fn synthetic_firms_are_the_same_for_the_same_seed_and_say_what_they_are() {
    let folder = Folder::new("registry-synthetic");
    let make = |name: &str, seed: &str| {
        let path = folder.file(name);
        let args = [
            "synthesize",
            "--firms",
            "2000",
            "--seed",
            seed,
            "--lang",
            "en",
            "--out",
            &path,
        ];
        let ran = monozukuri(&args);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
        assert!(ran.err.contains("do not exist"), "{}", ran.err);
        fs::read_to_string(path).expect("is there")
    };
    let (one, same, other) = (make("a.csv", "1"), make("b.csv", "1"), make("c.csv", "2"));
    assert!(one == same && one != other);
    let made = [
        "a.csv",
        "a.csv.sources.txt",
        "b.csv",
        "b.csv.sources.txt",
        "c.csv",
        "c.csv.sources.txt",
    ];
    assert_eq!(names(&folder), made);
    let told = fs::read_to_string(folder.path.join("a.csv.sources.txt")).expect("is there");
    assert!(
        told.contains("https://") && told.contains("Assumption"),
        "{told}"
    );
    let ran = monozukuri(&["check", "--lang", "en", "--registry", &folder.file("a.csv")]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(
        ran.out.contains("2000 firms") && ran.out.contains("is synthetic"),
        "{}",
        ran.out
    );
    let out = monozukuri(&[
        "synthesize",
        "--firms",
        "2000",
        "--seed",
        "1",
        "--lang",
        "ja",
    ]);
    assert_eq!(out.out, one, "standard output gets the same rows");
    assert!(out.err.contains("実在しません"), "{}", out.err);
}

/// The shares of Kanazawa's file, counted in what was made.
#[test]
fn kanazawas_synthetic_firms_have_the_published_shares() {
    let ran = monozukuri(&["synthesize", "--firms", "100000", "--seed", "5"]);
    let column = |name: &str| {
        let head = ran.out.lines().next().expect("a head");
        head.split(',')
            .position(|column| column == name)
            .expect("the column")
    };
    let (industry, applicant) = (column("industry"), column("applicant"));
    let count = |place: usize, value: &str| {
        let cells = ran
            .out
            .lines()
            .filter_map(|line| line.split(',').nth(place));
        cells.filter(|cell| *cell == value).count()
    };
    // Ishikawa 2014: 25.6 %, 12.1 %, 12.0 %. Japan 2014: 2,053 to 1,675 to 255.
    let shares = [("I", 25_600), ("M", 12_100), ("E", 12_000)];
    assert_eq!(
        shares.map(|(value, _)| count(industry, value)),
        shares.map(|(_, count)| count)
    );
    let forms = ["sole_proprietor", "company", "other_body"];
    assert_eq!(
        forms.map(|value| count(applicant, value)),
        [51_544, 42_054, 6_402]
    );
}

#[test]
fn a_city_without_figures_is_told_what_is_missing() {
    let args = ["synthesize", "--firms", "10", "--seed", "1", "--lang", "en"];
    let ran = monozukuri(&[&args as &[&str], &["--city", CITY]].concat());
    refused(&ran, "", "has no synthetic.yaml");
    for firms in ["0", "20000001"] {
        let ran = monozukuri(&[
            "synthesize",
            "--firms",
            firms,
            "--seed",
            "1",
            "--lang",
            "en",
        ]);
        refused(&ran, "", "from 1 to 20000000");
    }
    let ran = monozukuri(&[
        "synthesize",
        "--firms",
        "10",
        "--seed",
        "1",
        "--lang",
        "en",
        "--out",
        "/nowhere/a.csv",
    ]);
    refused(&ran, "/nowhere/a.csv", "cannot be written");
}

#[cfg(unix)]
#[test]
fn who_interrupts_finds_no_half_written_file() {
    let folder = Folder::new("registry-interrupted");
    let path = folder.file("firms.csv");
    for signal in ["-INT", "-TERM"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_monozukuri"))
            .args([
                "synthesize",
                "--firms",
                "20000000",
                "--seed",
                "1",
                "--out",
                &path,
            ])
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let begun = Instant::now();
        while names(&folder).len() < 2 && begun.elapsed() < Duration::from_secs(30) {
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(
            names(&folder).iter().all(|name| name.ends_with(".part")),
            "{:?}",
            names(&folder)
        );
        let id = child.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status();
        assert!(sent.expect("kill runs").success());
        let ended = child.wait().expect("the program ends");
        assert_eq!((ended.code(), names(&folder)), (Some(130), Vec::new()));
    }
    // Who kills it leaves a part, and never a registry that looks whole.
    let mut child = Command::new(env!("CARGO_BIN_EXE_monozukuri"))
        .args([
            "synthesize",
            "--firms",
            "20000000",
            "--seed",
            "1",
            "--out",
            &path,
        ])
        .spawn()
        .expect("the program starts");
    let begun = Instant::now();
    while names(&folder).len() < 2 && begun.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().expect("the program is there");
    child.wait().expect("the program ends");
    assert!(names(&folder).iter().all(|name| name.ends_with(".part")));
}

/// As in `monozukuri check --registry PIPE`, where nobody writes into the pipe.
#[cfg(unix)]
#[test]
fn who_waits_for_a_registry_can_be_interrupted() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_monozukuri"))
        .args(["check", "--registry", "-", "--city", CITY])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // Waiting for its end would close the pipe, and it would read that there is no registry.
    let pipe = child.stdin.take();
    std::thread::sleep(Duration::from_millis(500));
    let id = child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status();
    assert!(sent.expect("kill runs").success());
    let ended = child.wait().expect("the program ends");
    drop(pipe);
    // By itself, or by the signal when it had not yet begun to listen.
    assert!(matches!(ended.code(), Some(130) | None), "{ended:?}");
}
