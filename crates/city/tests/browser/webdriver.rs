//! A real Chromium, driven through chromedriver: one chromedriver for the whole run, and its sessions.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use std::{fs, thread};

use serde_json::{Value, json};
use ureq::Agent;

/// Chromium and chromedriver write and read nothing outside of their folder, and end with the test process, however it
/// ends: the shell waits for the end of its standard input and then ends its own process group, which holds nothing else.
const KEEPER: &str = r#"trap : TERM
chromedriver --port=0 >"$1/chromedriver.log" 2>&1 &
read -r _
kill -TERM 0
sleep 0.3
rm -rf "$1"
kill -KILL 0"#;

const MISSING: &str = "Chromium and its driver are missing. `./test` installs them, or: \
                       apt-get install chromium chromium-driver fonts-noto-cjk";

/// The running chromedriver.
struct Driver {
    address: String,
    agent: Agent,
    /// Its standard input is closed when this process ends.
    _keeper: Child,
}

fn driver() -> &'static Driver {
    static DRIVER: OnceLock<Driver> = OnceLock::new();
    DRIVER.get_or_init(start_driver)
}

fn start_driver() -> Driver {
    let found = Command::new("chromedriver").arg("--version").output();
    assert!(found.is_ok_and(|ran| ran.status.success()), "{MISSING}");
    let folder = folder();
    let mut keeper = Command::new("sh");
    keeper
        .args(["-c", KEEPER, "keeper"])
        .arg(&folder)
        .env("TMPDIR", &folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    std::os::unix::process::CommandExt::process_group(&mut keeper, 0);
    let keeper = keeper.spawn().expect("a shell starts");
    let port = wait_for_port(&folder.join("chromedriver.log"));
    let agent = Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(120)))
        .http_status_as_error(false)
        .build()
        .into();
    Driver {
        address: format!("http://127.0.0.1:{port}"),
        agent,
        _keeper: keeper,
    }
}

/// The folder of this run; removed at its end.
pub fn folder() -> PathBuf {
    let name = format!("browser-{}", std::process::id());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

/// The free port that chromedriver has found for itself.
fn wait_for_port(log: &Path) -> u16 {
    let began = Instant::now();
    loop {
        let told = fs::read_to_string(log).unwrap_or_default();
        let port = told
            .split_once("started successfully on port ")
            .and_then(|(_, rest)| rest.split('.').next()?.parse().ok());
        if let Some(port) = port {
            return port;
        }
        assert!(
            began.elapsed() < Duration::from_secs(60),
            "chromedriver does not start: {told}"
        );
        thread::sleep(Duration::from_millis(20));
    }
}

/// How a visitor's browser is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visitor {
    /// As most have it.
    Plain,
    /// Scripts are switched off.
    WithoutScripts,
    /// Letters twice as large as usual.
    LargeText,
}

impl Visitor {
    fn preferences(self) -> Value {
        match self {
            Visitor::Plain => json!({}),
            Visitor::WithoutScripts => {
                json!({"profile.managed_default_content_settings.javascript": 2})
            }
            Visitor::LargeText => json!({
                "webkit.webprefs.default_font_size": 32,
                "webkit.webprefs.default_fixed_font_size": 26,
            }),
        }
    }
}

/// One browser window. What goes wrong in talking to it ends the test.
pub struct Session {
    path: String,
}

impl Session {
    pub fn new(visitor: Visitor) -> Session {
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-crash-reporter",
            "--disable-sync",
            "--force-color-profile=srgb",
            "--hide-scrollbars",
            "--lang=ja",
            "--no-first-run",
            "--window-size=1280,800",
        ];
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "goog:loggingPrefs": {"browser": "ALL"},
            "goog:chromeOptions": {"args": arguments, "prefs": visitor.preferences()},
        }}});
        let made = ask("/session", Some(&wanted)).unwrap_or_else(|why| panic!("no browser: {why}"));
        let id = made["sessionId"].as_str().expect("a session has an id");
        let session = Session {
            path: format!("/session/{id}"),
        };
        // A page in a window without the focus does not show where it is.
        session.devtools(
            "Emulation.setFocusEmulationEnabled",
            json!({"enabled": true}),
        );
        session
    }

    /// A command of the protocol: GET without a body, POST with one.
    pub fn command(&self, command: &str, body: Option<&Value>) -> Value {
        self.try_command(command, body)
            .unwrap_or_else(|why| panic!("{command}: {why}"))
    }

    pub fn try_command(&self, command: &str, body: Option<&Value>) -> Result<Value, String> {
        ask(&format!("{}/{command}", self.path), body)
    }

    /// Takes away what a command has made.
    pub fn delete(&self, path: &str) {
        let driver = driver();
        let address = format!("{}{}/{path}", driver.address, self.path);
        let answer = driver.agent.delete(address).call();
        let status = answer
            .unwrap_or_else(|why| panic!("{path}: {why}"))
            .status();
        assert!(status.is_success(), "{path}: {status}");
    }

    pub fn open(&self, address: &str) {
        self.command("url", Some(&json!({"url": address})));
    }

    pub fn address(&self) -> String {
        text(&self.command("url", None))
    }

    pub fn title(&self) -> String {
        text(&self.command("title", None))
    }

    /// What the script returns.
    pub fn script(&self, script: &str, args: Value) -> Value {
        self.command(
            "execute/sync",
            Some(&json!({"script": script, "args": args})),
        )
    }

    pub fn try_script(&self, script: &str, args: Value) -> Result<Value, String> {
        self.try_command(
            "execute/sync",
            Some(&json!({"script": script, "args": args})),
        )
    }

    /// What the script gives to its last argument.
    pub fn script_later(&self, script: &str, args: Value) -> Value {
        self.command(
            "execute/async",
            Some(&json!({"script": script, "args": args})),
        )
    }

    /// Does something that leads on, and waits for what follows: another page, or another content of this one.
    pub fn follow(&self, what: &str, act: impl FnOnce()) {
        const SEEN: &str = "return location.href + document.querySelector('main').innerText";
        let before = self.script(SEEN, json!([]));
        act();
        // While one page gives way to the next, there may be nothing to look at.
        let state = || self.try_script("return document.readyState", json!([]));
        self.wait_until(&format!("what follows from {what}"), || {
            state() == Ok(json!("complete"))
                && self
                    .try_script(SEEN, json!([]))
                    .is_ok_and(|seen| seen != before)
        });
    }

    pub fn wait_until(&self, what: &str, is_so: impl Fn() -> bool) {
        let began = Instant::now();
        while !is_so() {
            let waited = began.elapsed() < Duration::from_secs(30);
            assert!(waited, "{what} does not come on {}", self.address());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// A command of Chromium's own protocol.
    pub fn devtools(&self, command: &str, params: Value) -> Value {
        let body = json!({"cmd": command, "params": params});
        self.command("goog/cdp/execute", Some(&body))
    }

    /// Sets the width of the window; below 600 it is a phone's.
    pub fn resize(&self, width: u32) {
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}),
        );
    }

    /// What has been written to the console since the last time.
    pub fn console(&self) -> Vec<String> {
        let log = self.command("se/log", Some(&json!({"type": "browser"})));
        let entries = log.as_array().expect("a log is a list");
        entries
            .iter()
            .map(|entry| format!("{}: {}", text(&entry["level"]), text(&entry["message"])))
            .collect()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let driver = driver();
        let _ = driver
            .agent
            .delete(format!("{}{}", driver.address, self.path))
            .call();
    }
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn ask(path: &str, body: Option<&Value>) -> Result<Value, String> {
    let driver = driver();
    let address = format!("{}{path}", driver.address);
    let answer = match body {
        Some(body) => driver.agent.post(address).send_json(body),
        None => driver.agent.get(address).call(),
    };
    let mut answer = answer.map_err(|error| error.to_string())?;
    let mut body: Value = answer
        .body_mut()
        .with_config()
        .limit(1 << 28)
        .read_json()
        .map_err(|error| error.to_string())?;
    let value = body["value"].take();
    match value["error"].as_str() {
        Some(error) => Err(format!("{error}: {}", text(&value["message"]))),
        None => Ok(value),
    }
}
