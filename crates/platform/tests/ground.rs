//! The ground under the pages: what is kept and what never is, limits, refusals in words, and a log that tells
//! nothing of visitors.

use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use askama::Template;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::OriginalUri;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http_body_util::BodyExt;
use kernel::Bilingual;
use platform::kept::Kept;
use platform::logs::{Form, Logs};
use platform::{Broken, Clock, Frame, Ground, Problem, Shell, SiteName, page, public_page};
use tower::ServiceExt;

/// A page that shows its address, so that a mixed-up answer shows.
#[derive(Template)]
#[template(
    source = "<p>{{ frame.path }}</p>{% for line in 0..200 %}<p>{{ line }}</p>{% endfor %}",
    ext = "html"
)]
struct EchoPage {
    frame: Frame,
}

fn echo(uri: &axum::http::Uri) -> EchoPage {
    let frame = shell().frame(uri, platform::words());
    EchoPage { frame }
}

fn clock() -> Clock {
    Clock::Fixed("2026-05-01T03:00:00Z".parse().expect("a moment"))
}

fn shell() -> Shell {
    let city = Bilingual::new("見本市", "Sample City");
    Shell::new(SiteName { city }, clock())
}

fn ground() -> Ground {
    Ground::quiet(clock())
}

fn site(ground: &Ground) -> Router {
    let routes = Router::new()
        .route(
            "/public",
            get(async |OriginalUri(uri): OriginalUri| public_page(&echo(&uri))),
        )
        .route(
            "/private",
            get(async |OriginalUri(uri): OriginalUri| page(&echo(&uri))),
        )
        .route(
            "/greeting",
            get(async |OriginalUri(uri): OriginalUri| {
                let cookie = [(header::SET_COOKIE, "visitor=7")];
                (cookie, public_page(&echo(&uri))).into_response()
            }),
        )
        .route("/form", post(async |body: Bytes| body.len().to_string()))
        .route("/en/form", post(async |body: Bytes| body.len().to_string()))
        .route(
            "/panic",
            get(async |OriginalUri(uri): OriginalUri| -> Response { panic!("{uri}") }),
        )
        .route(
            "/broken",
            get(async || Broken::new("tests", "a broken promise")),
        )
        .route(
            "/api/broken",
            get(async || Problem::of(StatusCode::INTERNAL_SERVER_ERROR)),
        )
        .route(
            "/slow",
            get(async || tokio::time::sleep(Duration::from_secs(600)).await),
        );
    ground.under(routes, shell())
}

async fn ask(site: &Router, request: Request<Body>) -> (StatusCode, HeaderMap, Vec<u8>) {
    let response = site.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 1 << 24).await.expect("a body");
    (parts.status, parts.headers, body.to_vec())
}

fn request(address: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::get(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::empty()).expect("a request")
}

async fn text(site: &Router, address: &str) -> (StatusCode, String) {
    let (status, _, body) = ask(site, request(address, &[])).await;
    (status, String::from_utf8(body).expect("UTF-8"))
}

#[tokio::test]
async fn a_public_page_is_made_once_and_asked_for_by_its_name() {
    let ground = ground();
    let site = site(&ground);
    let (_, plain, first) = ask(&site, request("/public?a=1", &[])).await;
    assert_eq!(plain[header::CACHE_CONTROL], "public, no-cache");
    let gzip = ("accept-encoding", "gzip");
    let (_, packed, body) = ask(&site, request("/public?a=1", &[gzip])).await;
    assert_eq!(packed[header::CONTENT_ENCODING], "gzip");
    assert_ne!(packed[header::ETAG], plain[header::ETAG]);
    let mut unpacked = Vec::new();
    let mut decoder = flate2::read::GzDecoder::new(&body[..]);
    decoder.read_to_end(&mut unpacked).expect("gzip");
    assert_eq!(unpacked, first);
    for headers in [&plain, &packed] {
        assert_eq!(headers[header::VARY], "Accept-Encoding");
    }
    let name = packed[header::ETAG].to_str().expect("ASCII");
    let known = format!("\"x\", W/{name}");
    let (status, headers, body) = ask(
        &site,
        request("/public?a=1", &[gzip, ("if-none-match", &known)]),
    )
    .await;
    assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0));
    assert_eq!(headers[header::ETAG], name);
    let head = Request::head("/public?a=1")
        .body(Body::empty())
        .expect("a request");
    let (status, headers, body) = ask(&site, head).await;
    assert_eq!((status, body.len()), (StatusCode::OK, 0));
    assert_eq!(headers[header::CONTENT_LENGTH], first.len().to_string());
    let count = ground.kept.count();
    assert_eq!((count.hits, count.misses, count.entries), (3, 1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_private_answer_is_never_kept_and_never_reaches_another() {
    let ground = ground();
    let site = site(&ground);
    let visitors: Vec<_> = (0..32)
        .map(|visitor| {
            let site = site.clone();
            tokio::spawn(async move {
                for turn in 0..40 {
                    let address = format!("/private?company={visitor}-{turn}");
                    let (_, headers, body) = ask(&site, request(&address, &[])).await;
                    let html = String::from_utf8(body).expect("UTF-8");
                    assert!(html.contains(&format!("<p>{address}</p>")), "{html}");
                    assert_eq!(headers[header::CACHE_CONTROL], "private, no-store");
                    assert!(!headers.contains_key(header::ETAG));
                    let shared = format!("/public?page={}", turn % 5);
                    let (_, html) = text(&site, &shared).await;
                    assert!(html.contains(&format!("<p>{shared}</p>")), "{html}");
                    let cookie = format!("visitor={visitor}");
                    let (_, headers, _) =
                        ask(&site, request("/public?signed-in", &[("cookie", &cookie)])).await;
                    assert_eq!(headers[header::CACHE_CONTROL], "private, no-store");
                    let (_, headers, _) = ask(&site, request("/greeting", &[])).await;
                    assert_eq!(headers[header::CACHE_CONTROL], "private, no-store");
                }
            })
        })
        .collect();
    for visitor in visitors {
        visitor.await.expect("every answer is one's own");
    }
    assert_eq!(
        ground.kept.count().entries,
        5,
        "the five public pages alone"
    );
}

#[tokio::test]
async fn what_is_kept_stays_within_its_bounds() {
    let ground = Ground {
        kept: Kept::new(100_000, clock()),
        ..ground()
    };
    let site = site(&ground);
    for number in 0..300 {
        assert_eq!(
            text(&site, &format!("/public?q={number}")).await.0,
            StatusCode::OK
        );
    }
    let count = ground.kept.count();
    assert!(count.entries > 0 && count.bytes <= 100_000, "{count:?}");
    let before = count.entries;
    text(&site, &format!("/public?q={}", "x".repeat(300))).await;
    assert_eq!(
        ground.kept.count().entries,
        before,
        "long queries are not kept"
    );
}

#[tokio::test]
async fn what_goes_beyond_the_limits_is_refused_in_words() {
    let mut ground = ground();
    ground.limits.most_requests = 1;
    ground.limits.patience = Duration::from_millis(20);
    let site = site(&ground);
    for (address, lang) in [("/form", "ja"), ("/en/form", "en")] {
        let large = Request::post(address)
            .header(header::CONTENT_LENGTH, 2_000_000)
            .body(Body::from("x"));
        let streamed = of_unknown_length(2_000_000);
        for request in [large, Request::post(address).body(streamed)] {
            let (status, _, body) = ask(&site, request.expect("a request")).await;
            assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
            let html = String::from_utf8(body).expect("UTF-8");
            assert!(html.contains(&format!("<html lang=\"{lang}\"")) && !html.contains('⟦'));
        }
    }
    let (status, html) = text(&site, &format!("/en/public?q={}", "x".repeat(20_000))).await;
    assert_eq!(status, StatusCode::URI_TOO_LONG);
    assert!(html.len() < 10_000, "a long address is not repeated");
    text(&site, "/public?kept").await;
    let (slow, busy, kept) = tokio::join!(
        ask(&site, request("/slow", &[])),
        ask(&site, request("/public", &[])),
        ask(&site, request("/public?kept", &[]))
    );
    assert_eq!(
        kept.0,
        StatusCode::OK,
        "what is kept is answered even by a busy site"
    );
    for (status, headers, body) in [slow, busy] {
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(headers[header::RETRY_AFTER], "5");
        assert!(
            String::from_utf8(body)
                .expect("UTF-8")
                .contains("混み合って")
        );
    }
    assert_eq!(
        text(&site, "/public").await.0,
        StatusCode::OK,
        "the place is free again"
    );
    let (status, headers, _) = ask(&site, request("/form", &[])).await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(headers[header::ALLOW], "POST");
}

/// A body that does not say how long it is.
fn of_unknown_length(bytes: usize) -> Body {
    Body::new(Body::from(vec![b'x'; bytes]).map_frame(|frame| frame))
}

#[tokio::test]
async fn machines_get_problems_and_people_get_pages() {
    let site = site(&ground());
    for address in ["/api/none", "/en/mcp", "/api/broken"] {
        let (_, headers, body) = ask(&site, request(address, &[])).await;
        assert_eq!(
            headers[header::CONTENT_TYPE],
            "application/problem+json",
            "{address}"
        );
        assert_eq!(headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        let problem: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
        let fault = problem["status"] == 500;
        assert_eq!(problem["reference"].is_string(), fault, "{problem}");
        assert!(problem["title"].is_string() && problem["type"] == "about:blank");
        assert!(problem["code"].is_string() && problem["errors"].is_array());
        for lang in ["ja", "en"] {
            let said = problem["message"][lang].as_str().expect("a sentence");
            assert!(!said.is_empty() && !said.contains('⟦'), "{said}");
        }
        assert_eq!(problem["detail"], problem["message"]["en"]);
    }
    let (status, html) = text(&site, "/apiary").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(html.contains("<h1"));
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
async fn the_log_has_the_reference_of_the_page_and_nothing_of_the_visitor() {
    let paper = Paper::default();
    let logs = Logs::to(Form::Json, Box::new(paper.clone()));
    let of_panics = logs.clone();
    platform::broken::watch_panics(move |broken| {
        of_panics.write(
            platform::logs::Line::event("fault")
                .with("why", platform::logs::Value::Ours(broken.place)),
        );
    });
    let ground = Ground { logs, ..ground() };
    let site = site(&ground);
    let mut references = Vec::new();
    for address in ["/panic?q=MARKER", "/broken?q=MARKER"] {
        let (_, html) = text(&site, address).await;
        references.extend(
            html.split_once("<code>")
                .and_then(|(_, rest)| Some(rest.split_once("</code>")?.0.to_owned())),
        );
    }
    for address in [
        "/private?q=MARKER",
        "/MARKER",
        "/public?MARKER",
        "/api/MARKER",
        "/form?MARKER",
    ] {
        let agent = [
            ("user-agent", "MARKER"),
            ("cookie", "MARKER"),
            ("referer", "MARKER"),
        ];
        ask(&site, request(address, &agent)).await;
    }
    let odd = Request::builder()
        .method("MARKER")
        .uri("/form")
        .body(Body::from("MARKER"));
    ask(&site, odd.expect("a request")).await;
    ground.logs.flush();
    let log = String::from_utf8(paper.0.lock().expect("written").clone()).expect("UTF-8");
    assert!(!log.contains("MARKER"), "{log}");
    for line in log.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("one JSON value");
        assert!(line["time"].is_string() && line["ms"].is_number(), "{line}");
    }
    assert_eq!(log.lines().count(), 8, "{log}");
    assert!(
        log.contains("tests/ground.rs:"),
        "the place of the panic: {log}"
    );
    assert!(!references.is_empty());
    for reference in references {
        assert!(log.contains(&reference), "{reference}: {log}");
    }
}
