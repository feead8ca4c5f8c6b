//! Connections: taking them, giving slow ones up, and ending them in good order when the site stops.

mod impatient;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tower::ServiceExt as _;

use crate::visitor::Peer;
use impatient::Impatient;

/// Short enough that a burst of failures does not fill the log, long enough that files may be closed meanwhile.
const AFTER_FAILED_ACCEPT: Duration = Duration::from_millis(100);
/// More than all limits of addresses, with room for the headers of honest browsers.
const LARGEST_HEAD: usize = 64 * 1024;

/// How patient the site is with a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Until the head of a request is complete; also how long a connection may rest between two requests.
    pub head: Duration,
    /// How long a reader may take nothing of an answer that is waiting.
    pub reader: Duration,
    /// How long requests under way may take after the site was asked to stop.
    pub stop: Duration,
    /// Connections at once; the next wait until one ends.
    pub most_connections: usize,
}

impl Default for Patience {
    fn default() -> Patience {
        Patience {
            head: Duration::from_secs(30),
            reader: Duration::from_secs(30),
            stop: Duration::from_secs(10),
            most_connections: 4_096,
        }
    }
}

/// How serving ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Connections that were still busy when the patience was over.
    pub cut: usize,
}

/// Serves until `stopped`, then takes no more connections, lets requests under way finish as long as patience lasts,
/// and cuts the rest.
pub async fn serve(
    listener: TcpListener,
    routes: Router,
    patience: Patience,
    stopped: impl Future<Output = ()>,
) -> Ended {
    let places = Arc::new(Semaphore::new(patience.most_connections));
    let (stop, stopping) = watch::channel(false);
    let mut connections = JoinSet::new();
    let mut stopped = std::pin::pin!(stopped);
    loop {
        let place = tokio::select! {
            () = &mut stopped => break,
            place = Arc::clone(&places).acquire_owned() => place,
        };
        let accepted = tokio::select! {
            () = &mut stopped => break,
            accepted = listener.accept() => accepted,
        };
        // Those that have ended make room for those to come.
        while connections.try_join_next().is_some() {}
        let Ok((stream, peer)) = accepted else {
            tokio::time::sleep(AFTER_FAILED_ACCEPT).await;
            continue;
        };
        let routes = routes.clone();
        let stopping = stopping.clone();
        connections.spawn(async move {
            connection(stream, Peer(peer.ip()), routes, patience, stopping).await;
            drop(place);
        });
    }
    drop(listener);
    let _ = stop.send(true);
    let all = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(patience.stop, all).await.is_ok() {
        return Ended { cut: 0 };
    }
    let cut = connections.len();
    connections.shutdown().await;
    Ended { cut }
}

async fn connection(
    stream: TcpStream,
    peer: Peer,
    routes: Router,
    patience: Patience,
    mut stopping: watch::Receiver<bool>,
) {
    // An answer is written at once; waiting for more would only delay it.
    let _ = stream.set_nodelay(true);
    let routes = routes.map_request(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(peer);
        request
    });
    let stream = TokioIo::new(Impatient::new(stream, patience.reader));
    let mut connection = std::pin::pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(patience.head)
            .max_buf_size(LARGEST_HEAD)
            .serve_connection(stream, TowerToHyperService::new(routes))
    );
    let asked = async { stopping.wait_for(|stop| *stop).await.is_ok() };
    tokio::select! {
        // How a connection ends is the visitor's affair: gone, too slow, or not HTTP.
        _ = connection.as_mut() => return,
        _ = asked => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}
