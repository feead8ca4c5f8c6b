//! The site as a visitor's browser meets it: Kanazawa's content on a database of its own, on a free port, on a day that
//! does not change.

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
use kernel::SiteAddress;
use platform::secret::SiteKey;
use platform::{Clock, DatabaseUrl, Db, Ground};
use tokio::net::TcpListener;

use super::webdriver::folder;

/// The day on which the site is looked at.
pub const NOW: &str = "2026-11-22T03:00:00Z";

/// A page with every fault that is looked for. It is served beside the site and no link leads to it.
pub const FAULTY: &str = "/faulty";

/// The address of the running site, without a slash at the end.
pub fn site() -> &'static str {
    static SITE: OnceLock<String> = OnceLock::new();
    SITE.get_or_init(start)
}

/// The database of the running site, for tests that read the letters it has written.
pub fn database() -> std::path::PathBuf {
    folder().join("site.sqlite")
}

fn start() -> String {
    let (tell, told) = channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
            let address = listener.local_addr().expect("an address");
            let clock = Clock::Fixed(NOW.parse().expect("a moment"));
            let city = load(built_in(), Examples::Skip).expect("the built-in city is in order");
            let file = DatabaseUrl::file(database());
            let db = Db::open(&file).await.expect("a database");
            prepare(&db, &city, &clock)
                .await
                .expect("the content is imported");
            // By its name: cookies and passkeys want one.
            let address = format!("http://localhost:{}", address.port());
            tell.send(address.clone()).expect("is awaited");
            let faulty = get(|| async { Html(include_str!("faulty.html")) });
            let public = SiteAddress::parse(&address).expect("an address");
            let people = accounts(
                db,
                SiteKey::new(),
                &city,
                clock.clone(),
                public.clone(),
                Providers::none(),
            );
            let ground = Ground::quiet(clock.clone());
            let site = router_on(&ground, city, clock, public, people).route(FAULTY, faulty);
            axum::serve(listener, site).await.expect("the site runs");
        });
    });
    told.recv().expect("the site starts")
}
