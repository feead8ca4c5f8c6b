//! A site with one database of each kind, and people in it.

use accounts::actions::{Begun, Hashing, Inner, Passkeys, Providers, begin_session, session_of};
use accounts::notice::Digest;
use accounts::person::{Person, Ways};
use accounts::session::{Method, Session, Stage};
use accounts::{Accounts, PersonId};
use jiff::{SignedDuration, Timestamp};
use kernel::{Bilingual, Lang, MailAddress, SiteAddress, Words};
use platform::secret::{SiteKey, Token, new_id};
use platform::{Clock, Db, Shell, SiteName, bench};

pub const AGENT: &str = "Mozilla/5.0 (Macintosh) Firefox/140.0";
pub const SITE: &str = "https://city.example";

/// The same moment in every test.
pub fn noon() -> Timestamp {
    "2026-05-29T03:00:00Z".parse().expect("a moment")
}

/// A fresh site on each kind of database.
pub async fn sites() -> Vec<Accounts> {
    sites_with(Providers::none).await
}

/// The same with other providers, known to each site anew.
pub async fn sites_with(providers: impl Fn() -> Providers) -> Vec<Accounts> {
    let mut sites = Vec::new();
    for (_, db) in bench::databases().await {
        if let Err(fault) = platform::migrate(&db, &[accounts::migrations()]).await {
            panic!("{fault}");
        }
        sites.push(site(db, SiteKey::new(), noon(), providers()));
    }
    sites
}

/// The same site so much later.
pub fn later(accounts: &Accounts, minutes: i64) -> Accounts {
    let now = accounts.now() + SignedDuration::from_mins(minutes);
    let providers = accounts.providers.clone();
    site(accounts.db.clone(), accounts.key.clone(), now, providers)
}

fn site(db: Db, key: SiteKey, now: Timestamp, providers: Providers) -> Accounts {
    let city = Bilingual::new("見本市", "Sample City");
    let clock = Clock::Fixed(now);
    let address = SiteAddress::parse(SITE).expect("an address");
    Accounts::new(Inner {
        db,
        clock: clock.clone(),
        key,
        hashing: Hashing::new(),
        shell: Shell::new(SiteName { city }, clock).at(address.clone()),
        passkeys: Passkeys::for_address(&address, "見本市"),
        providers,
        address,
        words: Words::joined([accounts::words()]),
    })
}

/// Somebody with an account, who is signed in.
pub struct Somebody {
    pub person: Person,
    pub session: Session,
    /// As the browser has it.
    pub begun: Begun,
}

/// An account for an address, without any way to sign in yet.
pub async fn somebody(accounts: &Accounts, email: &str) -> Somebody {
    let id = PersonId::of(new_id());
    let email = MailAddress::parse(email).expect("an address");
    let mut tx = accounts.db.begin().await.expect("a transaction");
    tx.execute(
        "INSERT INTO accounts_person (id, email, email_key, lang, digest, authenticator_in_use, authenticator_step,
                                      created_at, version)
         VALUES ($1, $2, $3, 'ja', 'at-once', $4, 0, $5, 1)",
        (id.as_str(), email.as_str(), email.key(), false, accounts.now()),
    )
    .await
    .expect("inserted");
    let stage = (Stage::Full, Method::Link);
    let begun = begin_session(&mut tx, accounts, &id, stage, (None, AGENT))
        .await
        .expect("begun");
    tx.commit().await.expect("committed");
    let person = Person {
        id,
        email,
        name: None,
        lang: Lang::Ja,
        digest: Digest::AtOnce,
        ways: Ways::default(),
        version: 1,
    };
    let session = session(accounts, &begun.session).await.expect("alive");
    Somebody {
        person,
        session,
        begun,
    }
}

/// The session of a token, as long as it is alive.
pub async fn session(accounts: &Accounts, token: &Token) -> Option<Session> {
    let mut tx = accounts.db.read().await.expect("a transaction");
    let found = session_of(&mut tx, accounts, token).await.expect("read");
    found.map(|(session, _)| session)
}

/// The number that a statement counts.
pub async fn count(accounts: &Accounts, sql: &'static str) -> i64 {
    let mut tx = accounts.db.read().await.expect("a transaction");
    let row = tx.one(sql, ()).await.expect("a number");
    row.get(0).expect("a number")
}

/// What happened to a person, in no order.
pub async fn events(accounts: &Accounts, person: &PersonId) -> Vec<String> {
    let mut tx = accounts.db.read().await.expect("a transaction");
    let sql = "SELECT kind FROM accounts_event WHERE person_id = $1 ORDER BY kind";
    let rows = tx.all(sql, (person.as_str(),)).await.expect("rows");
    rows.iter().map(|row| row.get(0).expect("a word")).collect()
}
