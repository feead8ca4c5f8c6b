//! How fast the site answers, beside a bare axum server that answers with as many bytes in the same run.
//!
//! `site-bench http://127.0.0.1:8080 [--seconds 5] [--rate 1000] [--rate-seconds 30] PATH…`
//!
//! First the most requests per second (32 connections, rounds of both servers in turn), then latency at a constant
//! rate, counted from the moment a request was due and not from when it could be sent: a server that stalls cannot
//! hide it.

mod client;
mod measure;

use std::process::Stdio;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use client::Connection;
use measure::{at_rate, most, quantile};
use tokio::process::Command;

const ROUNDS: usize = 3;

struct Wish {
    host: String,
    seconds: u64,
    rate: u64,
    rate_seconds: u64,
    paths: Vec<String>,
}

#[tokio::main]
async fn main() {
    let mut words = std::env::args().skip(1);
    let first = words.next().unwrap_or_default();
    if first == "hello" {
        let mut number = || words.next().and_then(|word| word.parse().ok());
        let (port, size) = (number().expect("port"), number().expect("size"));
        return hello(port as u16, size).await;
    }
    let Some(host) = first.strip_prefix("http://") else {
        eprintln!("site-bench http://HOST:PORT [--seconds N] [--rate N] [--rate-seconds N] PATH…");
        std::process::exit(2);
    };
    let mut wish = Wish {
        host: host.trim_end_matches('/').to_owned(),
        seconds: 5,
        rate: 1_000,
        rate_seconds: 30,
        paths: Vec::new(),
    };
    while let Some(word) = words.next() {
        let mut number = || {
            words
                .next()
                .and_then(|word| word.parse().ok())
                .expect("a number")
        };
        match word.as_str() {
            "--seconds" => wish.seconds = number(),
            "--rate" => wish.rate = number(),
            "--rate-seconds" => wish.rate_seconds = number(),
            _ => wish.paths.push(word),
        }
    }
    for path in &wish.paths {
        compare(&wish, path).await;
    }
}

async fn compare(wish: &Wish, path: &str) {
    let answer = Connection::open(&wish.host).await.ask(path).await;
    let port = 18_099;
    let mut bare = Command::new(std::env::current_exe().expect("this program"))
        .args(["hello", &port.to_string(), &answer.bytes.to_string()])
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("the bare server starts");
    tokio::time::sleep(Duration::from_millis(300)).await;
    let bare_host = format!("127.0.0.1:{port}");
    println!(
        "{path}: {} bytes (gzip), status {}",
        answer.bytes, answer.status
    );
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(most(&wish.host, path, wish.seconds).await);
        theirs.push(most(&bare_host, "/", wish.seconds).await);
    }
    ours.sort_by(f64::total_cmp);
    theirs.sort_by(f64::total_cmp);
    let (ours, theirs) = (ours[ROUNDS / 2], theirs[ROUNDS / 2]);
    println!(
        "  most: site {ours:.0}/s, bare axum {theirs:.0}/s, ratio {:.2}",
        ours / theirs
    );
    for (name, host, path) in [("site", &wish.host, path), ("bare axum", &bare_host, "/")] {
        let mut late = at_rate(host, path, wish.rate, wish.rate_seconds).await;
        late.sort();
        let ms = |part: f64| quantile(&late, part).as_secs_f64() * 1e3;
        println!(
            "  {} answers at {}/s: {name} p50 {:.2} ms, p99 {:.2} ms, p99.9 {:.2} ms, longest {:.2} ms",
            late.len(),
            wish.rate,
            ms(0.5),
            ms(0.99),
            ms(0.999),
            ms(1.0)
        );
    }
    bare.kill().await.ok();
}

async fn hello(port: u16, size: usize) {
    let body = axum::body::Bytes::from(vec![b'x'; size]);
    let routes = Router::new().route("/", get(move || async move { body }));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port))
        .await
        .expect("a free port");
    axum::serve(listener, routes).await.expect("serving");
}
