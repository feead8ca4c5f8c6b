//! What goes on beside the pages of the program itself: letters leave, and wrong wishes about mail are told.

use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use kernel::MailAddress;
use platform::outbox::{Letter, post};
use platform::{Clock, DatabaseUrl, Db};

/// The program on a folder of its own; both are gone at the end.
struct Program {
    child: Child,
    data: PathBuf,
}

impl Program {
    fn start(name: &str, mail: Option<&str>) -> Program {
        let data = format!("monozukuri-background-{name}-{}", std::process::id());
        let data = std::env::temp_dir().join(data);
        let mut command = Command::new(env!("CARGO_BIN_EXE_monozukuri"));
        if let Some(mail) = mail {
            command.env("MONOZUKURI_MAIL", mail);
        }
        let child = command
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--log",
                "json",
                "--data",
            ])
            .arg(&data)
            .env("LC_ALL", "en_GB.UTF-8")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        Program { child, data }
    }

    /// Its exit code and what it said on standard error.
    fn ended(&mut self) -> (Option<i32>, String) {
        let mut said = String::new();
        let mut error = self.child.stderr.take().expect("piped");
        error.read_to_string(&mut said).expect("UTF-8");
        (self.child.wait().expect("it ends").code(), said)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
        std::fs::remove_dir_all(&self.data).ok();
    }
}

#[tokio::test]
async fn a_letter_leaves_within_seconds_and_the_log_does_not_know_for_whom() {
    let mut program = Program::start("letter", None);
    let file = program.data.join("monozukuri.sqlite");
    let folder = program.data.join("mail");
    let db = Db::open(&DatabaseUrl::file(file)).await.expect("open");
    let letter = Letter {
        kind: "sample-note",
        key: "sample".to_owned(),
        to: MailAddress::parse("hanako@example.jp").expect("an address"),
        subject: "Secret subject".to_owned(),
        text: "Secret text\n".to_owned(),
    };
    let begun = Instant::now();
    let soon = |what| assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
    loop {
        let mut tx = db.begin().await.expect("begin");
        // Until the program has made its tables, there is no outbox.
        if post(&mut tx, &letter, Clock::System.now()).await.is_ok() {
            break tx.commit().await.expect("commit");
        }
        drop(tx);
        soon("no outbox");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let sent = loop {
        let sent = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        let mut sent =
            sent.filter(|entry| entry.path().extension().is_some_and(|end| end == "eml"));
        if let Some(entry) = sent.next() {
            break std::fs::read_to_string(entry.path()).expect("the letter");
        }
        soon("no letter");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert!(sent.contains("To: hanako@example.jp"), "{sent}");
    db.close().await;
    let id = program.child.id().to_string();
    let told = Command::new("kill").args(["-TERM", &id]).status();
    assert!(told.expect("kill").success());
    let (code, log) = program.ended();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("\"kind\":\"letter\""), "{log}");
    for personal in ["hanako", "Secret"] {
        assert!(!log.contains(personal), "{log}");
    }
}

#[test]
fn a_place_for_mail_that_cannot_be_read_is_told_without_its_password() {
    let place = Some("smtps://city:s3cret@mail.example.jp:x");
    let (code, said) = Program::start("place", place).ended();
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("The port in --mail"), "{said}");
    assert!(!said.contains("s3cret"), "{said}");
}
