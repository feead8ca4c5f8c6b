//! Processes that die at any moment: nothing is done twice, nothing is forgotten. This program starts itself again as
//! a child that does jobs and delivers letters, kills it at random moments, and looks at what stands there in the end.
//! `MONOZUKURI_KILLS=200` kills two hundred times on each database and for each kind of post.

#[path = "killed/child.rs"]
mod child;
mod mail_server;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use kernel::MailAddress;
use platform::jobs::{NewJob, counts, enqueue};
use platform::{DatabaseUrl, Db, Migration, bench, migrate, outbox};

use mail_server::MailServer;

const DATABASE: &str = "MONOZUKURI_KILLED_DATABASE";
const POST: &str = "MONOZUKURI_KILLED_POST";
const KILLS: &str = "MONOZUKURI_KILLS";
const STEPS: i64 = 5;
/// Kills in the normal suite, on each database and for each kind of post.
const ON_SQLITE: u32 = 15;
const ON_POSTGRES: u32 = 8;

/// Effects, without anything that would keep them from standing there twice.
const EFFECT: Migration = Migration {
    module: "sample",
    number: 1,
    sql: "CREATE TABLE sample_effect (job TEXT NOT NULL, step BIGINT NOT NULL);",
};

fn address() -> MailAddress {
    MailAddress::parse("hanako@example.jp").expect("an address")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_done_twice_with_letters_into_a_folder() {
    for (url, kills) in databases().await {
        let folder = format!("monozukuri-killed-{}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        let killed = kill_often(&url, kills, &format!("folder:{}", folder.display())).await;
        let ids = check(&killed).await;
        let mut files = names(&folder);
        files.retain(|name| !name.starts_with('.'));
        let expected: Vec<String> = ids.iter().map(|id| format!("{id}.eml")).collect();
        assert_eq!(files, expected, "{url}");
        killed.tell("folder", 0);
        std::fs::remove_dir_all(&folder).ok();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_done_twice_with_letters_to_a_server() {
    for (url, kills) in databases().await {
        let server = MailServer::start(|_| None).await;
        let killed = kill_often(&url, kills, &server.url()).await;
        let ids = check(&killed).await;
        let expected: Vec<String> = ids.iter().map(|id| format!("<{id}@example.jp>")).collect();
        let came: Vec<String> = server.by_message_id().into_keys().collect();
        assert_eq!(came, expected, "{url}");
        // A repetition is the same message, byte for byte.
        let mut messages = BTreeMap::new();
        for taken in server.taken() {
            let id = taken.header("Message-ID");
            let first = messages.entry(id).or_insert_with(|| taken.message.clone());
            assert_eq!(*first, taken.message, "{url}");
        }
        killed.tell("server", server.taken().len() - ids.len());
    }
}

async fn databases() -> Vec<(DatabaseUrl, u32)> {
    let wished = std::env::var(KILLS)
        .ok()
        .map(|kills| kills.parse().expect("a number"));
    let addresses = bench::addresses().await.into_iter();
    addresses
        .map(|url| match url {
            DatabaseUrl::Sqlite(_) => (url, wished.unwrap_or(ON_SQLITE)),
            DatabaseUrl::Postgres(_) => (url, wished.unwrap_or(ON_POSTGRES)),
        })
        .collect()
}

/// What was done, and how it went.
struct Killed {
    db: Db,
    kills: u32,
    ones: usize,
    steps: usize,
    took: Duration,
}

impl Killed {
    fn tell(&self, post: &str, repeated: usize) {
        println!(
            "{}, {post}: {} kills, {} jobs, {} effects, {repeated} letters came again, {:.1} s",
            self.db.kind(),
            self.kills,
            self.ones + self.steps,
            self.effects(),
            self.took.as_secs_f64(),
        );
    }

    fn effects(&self) -> usize {
        self.ones + self.steps * usize::try_from(STEPS).expect("five")
    }
}

/// Starts the child and kills it, again and again, with never too little to do; then lets it come to the end.
async fn kill_often(url: &DatabaseUrl, kills: u32, post: &str) -> Killed {
    let begun = Instant::now();
    let db = Db::open(url).await.expect("open");
    migrate(&db, &[&[EFFECT]]).await.expect("migrate");
    let mut killed = Killed {
        db,
        kills,
        ones: 0,
        steps: 0,
        took: Duration::ZERO,
    };
    for _ in 0..kills {
        let mut tx = killed.db.begin().await.expect("begin");
        if counts(&mut tx).await.expect("counts").unfinished < 60 {
            for _ in 0..20 {
                killed.ones += 2;
                killed.steps += 1;
                for kind in ["one", "one", "steps"] {
                    let now = Timestamp::now();
                    enqueue(&mut tx, &NewJob::now(kind, "{}", now), now)
                        .await
                        .expect("enqueue");
                }
            }
        }
        tx.commit().await.expect("commit");
        let mut child = start(url, post);
        tokio::time::sleep(Duration::from_millis(40 + u64::from(chance()) % 260)).await;
        // SIGKILL: nothing of it can be caught.
        child.kill().expect("the child still runs");
        child.wait().expect("the child has ended");
    }
    let mut child = start(url, post);
    let patience = Instant::now();
    while unfinished(&killed.db).await > 0 {
        assert!(
            patience.elapsed() < Duration::from_secs(120),
            "{url}: it never ends"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    child.kill().expect("the child still runs");
    child.wait().expect("the child has ended");
    killed.took = begun.elapsed();
    killed
}

fn start(url: &DatabaseUrl, post: &str) -> Child {
    Command::new(std::env::current_exe().expect("we run"))
        .args(["--exact", "child::child"])
        .env(DATABASE, text_of(url))
        .env(POST, post)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("we were started, too")
}

/// The address as the child can read it.
fn text_of(url: &DatabaseUrl) -> String {
    match url {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
        DatabaseUrl::Postgres(options) => format!(
            "postgres://{}@localhost/{}?host={}",
            options.get_username(),
            options.get_database().expect("a name"),
            options.get_socket().expect("a socket").display()
        ),
    }
}

async fn unfinished(db: &Db) -> i64 {
    let mut tx = db.read().await.expect("read");
    let jobs = counts(&mut tx).await.expect("jobs");
    let letters = outbox::counts(&mut tx).await.expect("letters");
    assert_eq!(
        (jobs.failed, letters.given_up),
        (0, 0),
        "a kill is no failure"
    );
    jobs.unfinished + letters.waiting
}

/// Every effect stands there exactly once. The names of all letters, sorted.
async fn check(killed: &Killed) -> Vec<String> {
    let mut tx = killed.db.read().await.expect("read");
    let rows = tx
        .all(
            "SELECT job, step, COUNT(*) FROM sample_effect GROUP BY job, step",
            (),
        )
        .await
        .expect("effects");
    for row in &rows {
        let (job, step, times): (String, i64, i64) = (
            row.get(0).expect("job"),
            row.get(1).expect("step"),
            row.get(2).expect("times"),
        );
        assert_eq!(times, 1, "{job} {step}");
    }
    assert_eq!(rows.len(), killed.effects());
    let rows = tx
        .all("SELECT id FROM platform_letter", ())
        .await
        .expect("letters");
    let mut ids: Vec<String> = rows.iter().map(|row| row.get(0).expect("id")).collect();
    assert_eq!(ids.len(), killed.effects());
    ids.sort();
    ids
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    names.sort();
    names
}

fn chance() -> u16 {
    use std::hash::{BuildHasher, RandomState};
    u16::try_from(RandomState::new().hash_one("chance") & 0xffff).expect("16 bits")
}
