//! The site as a visitor's browser meets it: Kanazawa's content on a database of its own, on a free port, on a day that
//! does not change.

use std::sync::OnceLock;
use std::sync::mpsc::channel;
use std::thread;

use axum::response::Html;
use axum::routing::get;
use city::folder::built_in;
use city::load::{Examples, load};
use city::site::{prepare, router};
use platform::{Clock, DatabaseUrl, Db};
use tokio::net::TcpListener;

use super::webdriver::folder;

/// The day on which the site is looked at.
const NOW: &str = "2026-11-22T03:00:00Z";

/// A page with every fault that is looked for. It is served beside the site and no link leads to it.
pub const FAULTY: &str = "/faulty";

/// The address of the running site, without a slash at the end.
pub fn site() -> &'static str {
    static SITE: OnceLock<String> = OnceLock::new();
    SITE.get_or_init(start)
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
            let file = DatabaseUrl::file(folder().join("site.sqlite"));
            let db = Db::open(&file).await.expect("a database");
            prepare(&db, &city, &clock)
                .await
                .expect("the content is imported");
            tell.send(format!("http://{address}")).expect("is awaited");
            let faulty = get(|| async { Html(include_str!("faulty.html")) });
            let site = router(city, clock).route(FAULTY, faulty);
            axum::serve(listener, site).await.expect("the site runs");
        });
    });
    told.recv().expect("the site starts")
}
