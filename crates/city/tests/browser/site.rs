//! The site as a visitor's browser meets it: Kanazawa's content and real accounts on a database of its own, on a free
//! port, on a day that does not change. It is called `localhost`, because browsers give passkeys and `__Host-` cookies to
//! names only.

use std::sync::OnceLock;
use std::sync::mpsc::channel;
use std::thread;

use accounts::actions::Providers;
use axum::response::Html;
use axum::routing::get;
use city::folder::built_in;
use city::load::{Examples, load};
use city::people::accounts;
use city::site::{prepare, router_on};
use jiff::Timestamp;
use kernel::SiteAddress;
use platform::secret::SiteKey;
use platform::{Clock, DatabaseUrl, Db, Ground};
use tokio::net::TcpListener;
use tokio::runtime::Handle;

use super::webdriver::folder;

/// The day on which the site is looked at.
const NOW: &str = "2026-11-22T03:00:00Z";

/// A page with every fault that is looked for. It is served beside the site and no link leads to it.
pub const FAULTY: &str = "/faulty";

struct Site {
    /// Without a slash at the end.
    address: String,
    db: Db,
    runtime: Handle,
}

fn running() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(start)
}

/// The address of the running site, without a slash at the end.
pub fn site() -> &'static str {
    &running().address
}

/// The moment that it always is on the site.
pub fn now() -> Timestamp {
    NOW.parse().expect("a moment")
}

/// Does something with the site's database.
pub fn in_database<T>(work: impl AsyncFnOnce(&Db) -> T) -> T {
    let site = running();
    site.runtime.block_on(work(&site.db))
}

fn start() -> Site {
    let (tell, told) = channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
            let port = listener.local_addr().expect("an address").port();
            let address = format!("http://localhost:{port}");
            let clock = Clock::Fixed(now());
            let city = load(built_in(), Examples::Skip).expect("the built-in city is in order");
            let file = DatabaseUrl::file(folder().join("site.sqlite"));
            let db = Db::open(&file).await.expect("a database");
            prepare(&db, &city, &clock)
                .await
                .expect("the content is imported");
            let public = SiteAddress::parse(&address).expect("an address");
            let people = accounts(
                db.clone(),
                SiteKey::new(),
                &city,
                clock.clone(),
                public.clone(),
                Providers::none(),
            );
            let ground = Ground::quiet(clock.clone());
            let faulty = get(|| async { Html(include_str!("faulty.html")) });
            let site = router_on(&ground, city, clock, public, people).route(FAULTY, faulty);
            let runtime = Handle::current();
            tell.send(Site {
                address,
                db,
                runtime,
            })
            .unwrap_or_else(|_| panic!("the site is awaited"));
            axum::serve(listener, site).await.expect("the site runs");
        });
    });
    told.recv().expect("the site starts")
}
