//! What is refused, and being interrupted.

use std::fs;
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::command::{Folder, refused};
use super::{reform, simulate};

#[test]
fn what_cannot_be_simulated_is_said_in_both_languages() {
    let folder = Folder::new("simulate-refused");
    let draft = reform(&folder);
    let falling = folder.write("falling.csv", "day,share\n1,50%\n2,20%\n");
    let nothing = folder.write("empty.csv", "");
    let city = folder.file("");
    let cases: [(&[&str], &str, &str); 10] = [
        (
            &["--format", "xlsx"],
            "cannot go to the screen",
            "画面に出せません",
        ),
        (
            &["--on", "soon"],
            "cannot be read as a date",
            "日付として読めません",
        ),
        (
            &["--budget", "lots", "--uptake", "1"],
            "cannot be read as yen",
            "円として読めません",
        ),
        (
            &["--budget", "1", "--uptake", "no-such.csv"],
            "neither a share nor a file",
            "ファイルとしても読めません",
        ),
        (
            &["--budget", "1", "--uptake", "1.5"],
            "neither a share nor a file",
            "ファイルとしても読めません",
        ),
        (
            &["--budget", "1", "--uptake", &falling],
            "Row 3: share \"20%\" is lower",
            "3行目の割合「20%」",
        ),
        (
            &["--budget", "1", "--uptake", &nothing],
            "has no day",
            "日がありません",
        ),
        (
            &["--budget", "1", "--uptake", "1", "--window-days", "9999"],
            "must be from 1 to 3660",
            "1から3660まで",
        ),
        (
            &["--budget", "1", "--uptake", "1", "--programme", "equip"],
            "that of one programme",
            "1つの制度",
        ),
        (
            &["--reform", &draft, "--reform", &city],
            "is a folder",
            "フォルダです",
        ),
    ];
    for (more, en, ja) in cases {
        refused(
            &simulate(&folder, &[more, &["--lang", "en"]].concat()),
            "",
            en,
        );
        refused(
            &simulate(&folder, &[more, &["--lang", "ja"]].concat()),
            "",
            ja,
        );
    }
    let unknown = simulate(&folder, &["--programme", "no-such-one", "--lang", "en"]);
    refused(&unknown, "", "no programme \"no-such-one\"");
    let broken = folder.write("broken.yaml", "id: training\nkind: subsidy\n");
    let ran = simulate(&folder, &["--reform", &broken, "--lang", "en"]);
    refused(&ran, "broken.yaml:", "");
    let ran = simulate(
        &folder,
        &["--out", "/no/such/folder/out.txt", "--lang", "en"],
    );
    refused(&ran, "", "cannot be written");
    // A budget without a curve is not understood at all: no curve is ever ours.
    assert_eq!(simulate(&folder, &["--budget", "1"]).code, 2);
    assert_eq!(simulate(&folder, &["--threads", "0"]).code, 2);
}

/// Ctrl-C while the registry comes in: 130, a sentence, and no file, though another was to be replaced.
#[cfg(unix)]
#[test]
fn who_interrupts_it_leaves_everything_as_it_was() {
    let folder = Folder::new("simulate-interrupted");
    let out = folder.write("out.json", "of yesterday");
    let mut child = Command::new(env!("CARGO_BIN_EXE_monozukuri"))
        .args(["simulate", "--registry", "-", "--out", &out, "--lang", "en"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut firms = child.stdin.take().expect("is piped");
    firms.write_all(b"id,employees\n").expect("is read");
    // More than a pipe holds: when all is written the program has begun to read.
    let mut rows = String::new();
    for number in 0..20_000 {
        rows.push_str(&format!("{number},{}\n", number % 700));
    }
    firms.write_all(rows.as_bytes()).expect("is read");
    std::thread::sleep(Duration::from_millis(200));
    let pid = child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &pid]).status();
    assert!(sent.expect("kill is there").success());
    // The registry has no end: only the interruption ends it.
    for number in 20_000.. {
        if firms.write_all(format!("{number},1\n").as_bytes()).is_err() {
            break;
        }
    }
    let mut told = String::new();
    let mut err = child.stderr.take().expect("is piped");
    err.read_to_string(&mut told).expect("UTF-8");
    assert_eq!(child.wait().expect("ends").code(), Some(130), "{told}");
    assert!(told.contains("Interrupted"), "{told}");
    let left: Vec<_> = fs::read_dir(&folder.path)
        .expect("is there")
        .flatten()
        .collect();
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(fs::read_to_string(&out).expect("is there"), "of yesterday");
}
