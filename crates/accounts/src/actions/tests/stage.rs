//! People on a fresh database, whose clock the story turns.

use jiff::Timestamp;
use kernel::{Bilingual, Date, Lang, MailAddress, SiteAddress};
use platform::secret::{SiteKey, Token, new_id};
use platform::{Clock, Db, Shell, SiteName, bench, migrate};

use crate::actions::{Accounts, Hashing, Inner, Providers, enter_organisation};
use crate::id::{OrganisationId, PersonId};
use crate::mandate::Mandate;
use crate::organisation::OrganisationName;
use crate::person::{Name, Person};
use crate::role::Need;
use crate::store::{mandates, people};

pub const TODAY: &str = "2026-04-01";

/// One database with its accounts.
#[derive(Clone)]
pub struct Stage {
    pub kind: &'static str,
    pub accounts: Accounts,
}

/// One stage for each kind of database, on 1 April 2026.
pub async fn stages() -> Vec<Stage> {
    let mut stages = Vec::new();
    for (kind, db) in bench::databases().await {
        migrate(&db, &[crate::migrations()]).await.expect(kind);
        stages.push(Stage {
            kind,
            accounts: accounts(db, TODAY),
        });
    }
    stages
}

fn accounts(db: Db, day: &str) -> Accounts {
    let now: Timestamp = format!("{day}T03:00:00Z").parse().expect("noon in Japan");
    let clock = Clock::Fixed(now);
    let site = SiteName {
        city: Bilingual::new("見本市", "Sample City"),
    };
    let words = kernel::Words::joined([crate::words()]);
    Accounts::new(Inner {
        db,
        clock: clock.clone(),
        key: SiteKey::new(),
        hashing: Hashing::new(),
        passkeys: None,
        providers: Providers::none(),
        shell: Shell::new(site, clock),
        address: SiteAddress::parse("https://monozukuri.example").expect("an address"),
        words,
    })
}

impl Stage {
    /// The same stage on another day.
    pub fn on(&self, day: &str) -> Stage {
        Stage {
            kind: self.kind,
            accounts: accounts(self.accounts.db.clone(), day),
        }
    }

    pub async fn person(&self, name: &str) -> Person {
        let mut tx = self.accounts.db.begin().await.expect(self.kind);
        let id = PersonId::of(new_id());
        let now = self.accounts.now();
        let email = email(name);
        people::insert(&mut tx, &id, &email, Lang::Ja, now)
            .await
            .expect(self.kind);
        let full = Name {
            family: name.to_owned(),
            given: "花".to_owned(),
            kana: None,
        };
        people::rename(&mut tx, &id, &full, Lang::Ja)
            .await
            .expect(self.kind);
        let person = people::find(&mut tx, &id).await.expect(self.kind);
        tx.commit().await.expect(self.kind);
        person.expect("just made")
    }

    pub async fn organisation(&self, owner: &Person, name: &str) -> OrganisationId {
        let name = OrganisationName::parse(name).expect("a name");
        enter_organisation(&self.accounts, owner, &name, None)
            .await
            .expect(self.kind)
    }

    pub async fn may(
        &self,
        person: &Person,
        organisation: &OrganisationId,
        need: Need,
    ) -> Option<Mandate> {
        let mut tx = self.accounts.db.read().await.expect(self.kind);
        let today = self.accounts.clock.today();
        mandates::may(&mut tx, &person.id, organisation, need, today)
            .await
            .expect(self.kind)
    }

    /// The token in the last letter to somebody.
    pub async fn link_for(&self, name: &str) -> Token {
        let mut tx = self.accounts.db.read().await.expect(self.kind);
        let rows = tx
            .all(
                "SELECT body FROM platform_letter WHERE recipient = $1",
                (email(name).as_str(),),
            )
            .await
            .expect(self.kind);
        let bodies: Vec<String> = rows.iter().map(|row| row.get(0).expect("text")).collect();
        // The letters of a fixed clock have no order: a link that still works is the one that is meant.
        for body in bodies {
            let token = body
                .split("/links/")
                .nth(1)
                .and_then(|rest| Token::parse(rest.lines().next().unwrap_or_default().trim()));
            if let Some(token) = token {
                let now = self.accounts.now();
                let found = crate::store::links::find(&mut tx, &token.hash(), now).await;
                if found.expect(self.kind).is_some() {
                    return token;
                }
            }
        }
        panic!("no letter with a link for {name}");
    }

    /// What somebody was told, by the keys of the notices, in the order of the alphabet.
    pub async fn told(&self, person: &Person) -> Vec<String> {
        let mut tx = self.accounts.db.read().await.expect(self.kind);
        let told = crate::store::notices::of_person(&mut tx, &person.id, 100, 0)
            .await
            .expect(self.kind);
        let mut kinds: Vec<String> = told.into_iter().map(|told| told.kind).collect();
        kinds.sort();
        kinds
    }
}

pub fn email(name: &str) -> MailAddress {
    MailAddress::parse(&format!("{name}@example.jp")).expect("an address")
}

pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}
