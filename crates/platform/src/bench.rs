//! The test bench: fresh databases of both kinds, so that every statement runs on both. Only in tests.
//!
//! The first test that asks starts a PostgreSQL server of its own for this test process, in a folder of its
//! own and reachable only through a socket in it; parallel test processes never meet. A guard process outside
//! waits for the end of the tests, however they end, then stops the server and removes the folder.

mod server;

use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};

use crate::{DatabaseUrl, Db};

static NEXT: AtomicU32 = AtomicU32::new(1);

/// A fresh, empty database of each kind: `("sqlite", …)` and `("postgresql", …)`.
///
/// # Panics
/// When PostgreSQL is not installed or cannot start: half a test is no test.
pub async fn databases() -> Vec<(&'static str, Db)> {
    let mut fresh = Vec::new();
    for url in addresses().await {
        let db = open(&url).await;
        fresh.push((db.kind(), db));
    }
    fresh
}

/// The addresses of a fresh, empty database of each kind, for tests that open one several times.
pub async fn addresses() -> Vec<DatabaseUrl> {
    vec![sqlite_address(), postgres_address().await]
}

async fn open(url: &DatabaseUrl) -> Db {
    match Db::open(url).await {
        Ok(db) => db,
        Err(fault) => panic!("{fault}"),
    }
}

fn sqlite_address() -> DatabaseUrl {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    DatabaseUrl::file(server::running().folder.join(format!("{number}.sqlite")))
}

async fn postgres_address() -> DatabaseUrl {
    let server = server::running();
    let name = format!("bench_{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let mut postgres = server
        .options("postgres")
        .connect()
        .await
        .expect("the server has just answered");
    postgres
        .execute(AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .await
        .expect("nobody else makes databases of this name");
    postgres.close().await.ok();
    DatabaseUrl::Postgres(Box::new(server.options(&name)))
}
