//! The ground under Kanazawa's site: which pages are kept, what the log says, when the site is ready, and how the
//! program ends.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use accounts::actions::Providers;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use city::folder::built_in;
use city::load::{Examples, load};
use city::people::accounts;
use city::site::{prepare, router_on};
use kernel::SiteAddress;
use platform::logs::{Form, Logs};
use platform::ready::Readiness;
use platform::secret::SiteKey;
use platform::{Clock, ContentFile, Db, Ground, content};
use tower::ServiceExt;

fn clock() -> Clock {
    Clock::Fixed("2026-05-01T03:00:00Z".parse().expect("a moment"))
}

fn site(ground: &Ground) -> Router {
    let city = load(built_in(), Examples::Skip).expect("the built-in city is in order");
    let address = SiteAddress::default();
    let nobody = accounts(
        Db::empty(),
        SiteKey::new(),
        &city,
        clock(),
        address.clone(),
        Providers::none(),
    );
    router_on(ground, city, clock(), address, nobody)
}

async fn ask(site: &Router, request: Request<Body>) -> (StatusCode, String, String) {
    let response = site.clone().oneshot(request).await.expect("an answer");
    let kept = response.headers().get(header::CACHE_CONTROL);
    let kept = kept
        .and_then(|value| value.to_str().ok())
        .unwrap_or("none")
        .to_owned();
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 24)
        .await
        .expect("a body");
    (status, kept, String::from_utf8_lossy(&body).into_owned())
}

fn get(address: &str) -> Request<Body> {
    Request::get(address)
        .body(Body::empty())
        .expect("a request")
}

#[tokio::test]
async fn pages_of_the_city_are_public_and_answers_of_visitors_are_not() {
    let ground = Ground::quiet(clock());
    let site = site(&ground);
    let public = [
        "/",
        "/strategy",
        "/strategy/directions/1-1",
        "/strategy/figures",
        "/organisations",
        "/programmes",
        "/en/programmes/yorozu",
    ];
    for address in public {
        let (status, kept, _) = ask(&site, get(address)).await;
        assert_eq!(
            (status, kept.as_str()),
            (StatusCode::OK, "public, no-cache"),
            "{address}"
        );
    }
    let entries = ground.kept.count().entries;
    assert_eq!(entries, public.len() as u64);
    for address in [
        "/finder",
        "/finder?employees=12",
        "/en/finder?capital=1",
        "/none",
        "/programmes/none",
    ] {
        let (_, kept, _) = ask(&site, get(address)).await;
        assert_eq!(kept, "private, no-store", "{address}");
    }
    assert_eq!(
        ground.kept.count().entries,
        entries,
        "no answer of a visitor is kept"
    );
}

#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no panic while writing").write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_line_of_the_log_and_no_measurement_tells_what_a_visitor_sent() {
    let paper = Paper::default();
    let logs = Logs::to(Form::Json, Box::new(paper.clone()));
    let ground = Ground {
        logs,
        ..Ground::quiet(clock())
    };
    let site = site(&ground);
    for address in [
        "/finder?employees=MARKER&industry=MARKER",
        "/en/finder?MARKER=1",
        "/MARKER",
        "/en/programmes/MARKER",
        "/programmes?q=MARKER",
        "/api/MARKER",
        "/mcp/MARKER",
        "/strategy/directions/%FFMARKER",
    ] {
        ask(&site, get(address)).await;
    }
    let form = Request::post("/finder")
        .header("content-type", "MARKER")
        .body(Body::from("MARKER"));
    ask(&site, form.expect("a request")).await;
    ground.logs.flush();
    let log = String::from_utf8(paper.0.lock().expect("written").clone()).expect("UTF-8");
    assert_eq!(log.lines().count(), 9, "{log}");
    assert!(
        log.contains("\"route\":\"/en/programmes/{id}\"") && log.contains("\"lang\":\"en\""),
        "{log}"
    );
    let (_, _, measured) = ask(&site, get("/metrics")).await;
    assert!(
        measured.contains("route=\"/finder\",status=\"2xx\""),
        "{measured}"
    );
    assert!(
        !log.contains("MARKER") && !measured.contains("MARKER"),
        "{log}{measured}"
    );
}

#[tokio::test]
async fn the_site_is_ready_while_the_database_has_its_content() {
    for (kind, db) in platform::bench::databases().await {
        let city = load(built_in(), Examples::Skip).expect("the built-in city is in order");
        prepare(&db, &city, &clock()).await.expect("prepared");
        let ask_ready = async |served: &Readiness| {
            let ground = Ground {
                readiness: served.clone(),
                ..Ground::quiet(clock())
            };
            let (status, _, said) = ask(&site(&ground), get("/readyz")).await;
            (status.as_u16(), said)
        };
        let ours = || Readiness::on(db.clone(), content::hash(&city.files));
        let check = async |readiness: Readiness, status: u16, said: &str| {
            let expected = (status, format!("{said}\n"));
            assert_eq!(ask_ready(&readiness).await, expected, "{kind}");
        };
        check(ours(), 200, "ready").await;
        let stopping = ours();
        stopping.stop();
        check(stopping, 503, "not ready: stopping").await;
        let mut tx = db.begin().await.expect("a transaction");
        let other = [ContentFile::new("a.yaml", "a")];
        content::import(&mut tx, &other, clock().now())
            .await
            .expect("imported");
        tx.commit().await.expect("committed");
        check(ours(), 503, "not ready: content").await;
        db.close().await;
        check(ours(), 503, "not ready: database").await;
    }
}

/// The program itself, on a folder and a port of its own.
struct Program {
    child: Child,
    address: String,
    data: std::path::PathBuf,
}

impl Program {
    fn start(name: &str, options: &[&str]) -> Program {
        let data = std::env::temp_dir().join(format!("monozukuri-{name}-{}", std::process::id()));
        let mut child = Command::new(env!("CARGO_BIN_EXE_monozukuri"))
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--log",
                "json",
                "--data",
            ])
            .arg(&data)
            .args(options)
            .env("LC_ALL", "C")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut said = String::new();
        let out = child.stdout.take().expect("piped");
        BufReader::new(out).read_line(&mut said).expect("a line");
        let address = said.split("http://").nth(1).and_then(|rest| {
            rest.split(|sign: char| !(sign.is_ascii_alphanumeric() || ".:".contains(sign)))
                .next()
        });
        let address = address
            .unwrap_or_else(|| panic!("no address: {said}"))
            .to_owned();
        Program {
            child,
            address,
            data,
        }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("the site listens");
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .expect("set");
        stream
    }

    fn terminate(&self) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .expect("kill")
                .success()
        );
    }

    /// Its exit code and its log.
    fn ended(mut self) -> (Option<i32>, String) {
        let mut log = String::new();
        let mut error = self.child.stderr.take().expect("piped");
        error.read_to_string(&mut log).expect("UTF-8");
        let code = self.child.wait().expect("it ends").code();
        std::fs::remove_dir_all(&self.data).ok();
        (code, log)
    }
}

fn send(stream: &mut TcpStream, text: &str) {
    stream.write_all(text.as_bytes()).expect("sent");
}

fn rest(mut stream: TcpStream) -> String {
    let mut text = Vec::new();
    stream.read_to_end(&mut text).ok();
    String::from_utf8_lossy(&text).into_owned()
}

#[test]
fn a_stop_is_announced_and_a_slow_visitor_still_gets_an_answer() {
    let program = Program::start("slow", &["--leave-time", "2"]);
    let mut slow = program.connect();
    send(&mut slow, "GET /en/programmes HTTP/1.1\r\nHost: x\r\n");
    let mut watcher = program.connect();
    send(
        &mut watcher,
        "GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    );
    assert!(rest(watcher).starts_with("HTTP/1.1 200"));
    program.terminate();
    let begun = Instant::now();
    loop {
        let mut watcher = program.connect();
        send(
            &mut watcher,
            "GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        );
        let said = rest(watcher);
        if said.contains("503") {
            assert!(said.ends_with("not ready: stopping\n"), "{said}");
            break;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "the stop is never announced"
        );
    }
    // Until nobody can come in any more: then the site waits for the slow visitor alone.
    while TcpStream::connect(&program.address).is_ok() {
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "the site goes on listening"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
    send(&mut slow, "\r\n");
    let answer = rest(slow);
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.ends_with("</html>"),
        "cut off: {answer}"
    );
    let (code, log) = program.ended();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("\"kind\":\"stopped\",\"cut\":0"), "{log}");
}

#[test]
fn who_never_finishes_is_cut_and_the_log_says_so() {
    let program = Program::start("stuck", &["--leave-time", "0", "--stop-time", "1"]);
    let mut stuck = program.connect();
    send(&mut stuck, "GET /en/programmes HTTP/1.1\r\nHost: x\r\n");
    let mut other = program.connect();
    send(
        &mut other,
        "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    );
    assert!(rest(other).ends_with("ok\n"));
    program.terminate();
    let (code, log) = program.ended();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("\"kind\":\"stopped\",\"cut\":1"), "{log}");
    assert!(log.contains("\"kind\":\"stopping\""), "{log}");
}

#[test]
fn a_head_that_never_ends_loses_its_connection() {
    let program = Program::start("head", &["--connection-time", "1", "--leave-time", "0"]);
    let mut endless = program.connect();
    send(&mut endless, "GET / HTTP/1.1\r\nHost: x\r\n");
    assert!(
        !rest(endless).starts_with("HTTP/1.1 200"),
        "the connection ends by itself"
    );
    program.terminate();
    assert_eq!(program.ended().0, Some(0));
}
