//! A PostgreSQL server for one test process.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

use sqlx::postgres::PgConnectOptions;

const NEEDED: &str = "PostgreSQL is needed for this test: apt-get install postgresql";
const START: Duration = Duration::from_secs(60);
/// The role that initdb makes; it exists in this server only.
const ROLE: &str = "bench";

/// Starts the server, waits until the tests end (their end closes our standard input, even when they are
/// killed), then stops the server and removes everything. Keyboard interrupts are for the tests, not for us.
const GUARD: &str = r#"
trap '' INT HUP TERM
"$1" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
  -c max_connections=400 -c shared_buffers=32MB -c autovacuum=off </dev/null &
server=$!
cat >/dev/null
kill -QUIT "$server"
wait "$server"
cd / && rm -rf "$2"
"#;

/// The running server of this test process.
pub(super) struct Server {
    /// Holds the socket, the data, and the SQLite files of the tests.
    pub folder: PathBuf,
    /// Its open input tells the guard that the tests still run.
    _guard: Child,
}

impl Server {
    pub fn options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(&self.folder)
            .port(5432)
            .username(ROLE)
            .password("")
            .database(database)
    }
}

/// The server, started by whoever asks first.
pub(super) fn running() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(start)
}

fn start() -> Server {
    let programs = programs();
    let account = Account::for_server();
    let folder = folder(&account);
    initialise(&programs, &account, &folder);

    let log = fs::File::create(folder.join("server.log")).expect("the folder is ours");
    let mut guard = Command::new("sh");
    guard
        .args(["-c", GUARD, "monozukuri-bench"])
        .arg(programs.join("postgres"))
        .arg(&folder)
        .current_dir(&folder)
        .env_remove("PGDATA")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(log)
        .process_group(0);
    account.put_on(&mut guard);
    let mut guard = guard.spawn().expect("sh exists on every machine");
    wait_for(&folder, &mut guard);
    Server {
        folder,
        _guard: guard,
    }
}

/// The folder with `postgres` and `initdb`: the newest under /usr/lib/postgresql, or one on the PATH.
fn programs() -> PathBuf {
    let mut installed: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    installed.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    installed
        .into_iter()
        .rev()
        .map(|(_, folder)| folder)
        .chain(std::env::split_paths(&path))
        .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
        .unwrap_or_else(|| panic!("{NEEDED}"))
}

fn folder(account: &Account) -> PathBuf {
    let number = std::process::id();
    let nanos = jiff::Timestamp::now().subsec_nanosecond();
    let name = format!("monozukuri-bench-{number}-{nanos}");
    let mut folder = std::env::temp_dir().join(&name);
    // The path of a Unix socket may have 107 bytes at most.
    if folder.as_os_str().len() > 80 {
        folder = Path::new("/tmp").join(&name);
    }
    fs::create_dir(&folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).expect("the folder is ours");
    if let Some((user, group)) = account.other {
        chown(&folder, Some(user), Some(group)).expect("root may give folders away");
    }
    folder
}

fn initialise(programs: &Path, account: &Account, folder: &Path) {
    let mut initdb = Command::new(programs.join("initdb"));
    initdb
        .args(["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"])
        .arg(format!("--username={ROLE}"))
        .arg("--pgdata")
        .arg(folder.join("data"))
        .current_dir(folder);
    account.put_on(&mut initdb);
    let done = initdb.output().expect("initdb was there a moment ago");
    if !done.status.success() {
        let why = String::from_utf8_lossy(&done.stderr).into_owned();
        fs::remove_dir_all(folder).ok();
        panic!("initdb: {why}");
    }
}

/// Waits until the server takes connections: it says so in its file of state.
fn wait_for(folder: &Path, guard: &mut Child) {
    let begun = Instant::now();
    loop {
        let state = fs::read_to_string(folder.join("data/postmaster.pid")).unwrap_or_default();
        if state
            .lines()
            .nth(7)
            .is_some_and(|line| line.trim() == "ready")
        {
            return;
        }
        let log = || fs::read_to_string(folder.join("server.log")).unwrap_or_default();
        if begun.elapsed() > START || log().contains("FATAL") {
            let why = log();
            drop(guard.stdin.take());
            guard.wait().ok();
            panic!("postgres: {why}");
        }
        sleep(Duration::from_millis(20));
    }
}

/// Under which account the server runs. PostgreSQL refuses to run as root.
struct Account {
    /// User and group to change to; `None` when we are not root.
    other: Option<(u32, u32)>,
}

impl Account {
    fn for_server() -> Account {
        if id(&["-u"]) != Some(0) {
            return Account { other: None };
        }
        let other = ["postgres", "nobody"]
            .iter()
            .find_map(|name| Some((id(&["-u", name])?, id(&["-g", name])?)));
        Account {
            other: Some(other.unwrap_or_else(|| panic!("{NEEDED}"))),
        }
    }

    fn put_on(&self, command: &mut Command) {
        if let Some((user, group)) = self.other {
            command.uid(user).gid(group);
        }
    }
}

fn id(args: &[&str]) -> Option<u32> {
    let said = Command::new("id").args(args).output().ok()?;
    String::from_utf8(said.stdout).ok()?.trim().parse().ok()
}
