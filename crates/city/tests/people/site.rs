//! A whole site on a fresh database of each kind, at a moment that the test moves.

use std::sync::OnceLock;

use accounts::Accounts;
use accounts::actions::Providers;
use axum::Router;
use city::folder::built_in;
use city::load::{Examples, load};
use city::people::accounts;
use city::site::{prepare, router_on};
use jiff::{SignedDuration, Timestamp};
use kernel::SiteAddress;
use platform::secret::SiteKey;
use platform::{Clock, ContentFile, Db, Ground};

/// What the site calls itself in letters.
pub const ADDRESS: &str = "https://city.example";

pub struct Site {
    pub kind: &'static str,
    pub db: Db,
    pub key: SiteKey,
    pub now: Timestamp,
    pub router: Router,
    pub accounts: Accounts,
}

impl Site {
    /// A site on a database that is prepared already, at a moment.
    pub fn on(kind: &'static str, db: Db, key: SiteKey, now: Timestamp) -> Site {
        let clock = Clock::Fixed(now);
        let city = load(content(), Examples::Skip).expect("the built-in city is in order");
        let address = SiteAddress::parse(ADDRESS).expect("an address");
        let people = accounts(
            db.clone(),
            key.clone(),
            &city,
            clock.clone(),
            address.clone(),
            Providers::none(),
        );
        // One proxy in front, so that tests can come from many networks.
        let ground = Ground {
            proxies: 1,
            ..Ground::quiet(clock.clone())
        };
        let router = router_on(&ground, city, clock, address, people.clone());
        Site {
            kind,
            db,
            key,
            now,
            router,
            accounts: people,
        }
    }

    /// The same site some time later.
    pub fn later(&self, time: SignedDuration) -> Site {
        Site::on(
            self.kind,
            self.db.clone(),
            self.key.clone(),
            self.now + time,
        )
    }
}

fn content() -> Vec<ContentFile> {
    static FILES: OnceLock<Vec<ContentFile>> = OnceLock::new();
    FILES.get_or_init(built_in).clone()
}

/// A fresh site on each kind of database.
pub async fn sites() -> Vec<Site> {
    let now: Timestamp = "2026-05-01T03:00:00Z".parse().expect("a moment");
    let mut sites = Vec::new();
    for (kind, db) in platform::bench::databases().await {
        let city = load(content(), Examples::Skip).expect("the built-in city is in order");
        prepare(&db, &city, &Clock::Fixed(now))
            .await
            .expect("prepared");
        sites.push(Site::on(kind, db, SiteKey::new(), now));
    }
    sites
}

/// A fresh site on the embedded database alone, for what is about pages and not about statements.
pub async fn one_site() -> Site {
    let mut sites = sites().await;
    sites.swap_remove(0)
}
