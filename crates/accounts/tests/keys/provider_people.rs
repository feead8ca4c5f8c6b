//! Who is signed in by another provider's word, and who is not.

use accounts::actions::{
    Begun, ProviderWish, begin_provider, finish_provider, provider_attempt, providers_of,
    unlink_provider,
};
use accounts::provider::{ProviderKind, ProviderRefusal};
use accounts::session::Method;
use accounts::{Accounts, Stop};
use kernel::Lang;
use platform::Visitor;
use platform::secret::new_id;
use serde_json::json;

use super::ground::{AGENT, count, events, later, session, sites_with, somebody};
use super::provider::{Running, Wrong, visit};

pub type Done = Result<Option<Begun>, Stop<ProviderRefusal>>;

/// From the button to the end.
pub async fn go(accounts: &Accounts, wish: ProviderWish<'_>) -> Done {
    let back = (Lang::En, "/en/account");
    let onward = begin_provider(accounts, "stub", wish, back, Visitor::UNKNOWN).await?;
    let (led_back, answered) = visit(&onward.address).await;
    assert!(led_back.starts_with("https://city.example/sign-in/providers/stub/answer?"));
    let kept = provider_attempt(accounts, "stub", Some(&onward.attempt)).await?;
    let kept = kept.expect("it was begun");
    assert_eq!((kept.lang(), kept.next()), (Lang::En, "/en/account"));
    let own = match wish {
        ProviderWish::SignIn => None,
        ProviderWish::Prove(session) | ProviderWish::Link(session) => Some(session),
    };
    finish_provider(accounts, &kept, answered, own, (None, AGENT)).await
}

pub fn refused(done: Done, refusal: ProviderRefusal, rule: &str) {
    match done {
        Err(Stop::Refused(found)) => assert_eq!(found, refusal, "{rule}"),
        Err(stop) => panic!("{rule}: {stop:?}"),
        Ok(_) => panic!("{rule}: it was taken"),
    }
}

/// A fresh site on each database, with one provider.
pub async fn sites(kind: ProviderKind, trusts_email: bool) -> (Running, Vec<Accounts>) {
    let running = Running::start().await;
    let sites = sites_with(|| running.providers(kind, trusts_email)).await;
    (running, sites)
}

async fn identities(accounts: &Accounts) -> i64 {
    count(accounts, "SELECT COUNT(*) FROM accounts_identity").await
}

#[tokio::test]
async fn a_trusted_provider_makes_an_account_once_and_signs_in_after_that() {
    let (running, sites) = sites(ProviderKind::Staff, true).await;
    for accounts in sites {
        let asked_before = running.stub().discoveries;
        let begun = go(&accounts, ProviderWish::SignIn)
            .await
            .expect("in")
            .expect("a session");
        let first = session(&accounts, &begun.session).await.expect("alive");
        assert_eq!(first.method, Method::Provider);
        let happened = events(&accounts, &first.person).await;
        for event in ["account-made", "provider-linked", "signed-in-anew"] {
            assert!(happened.contains(&event.to_owned()), "{happened:?}");
        }
        running.tells(json!({"sub": "s1"}));
        let begun = go(&accounts, ProviderWish::SignIn)
            .await
            .expect("in")
            .expect("a session");
        let second = session(&accounts, &begun.session).await.expect("alive");
        assert_eq!(
            second.person, first.person,
            "known by its subject, whatever else is told"
        );
        assert_eq!(
            count(&accounts, "SELECT COUNT(*) FROM accounts_person").await,
            1
        );
        // The tokens of the provider are of noon: later they have expired, but first it is asked what it is.
        for (minutes, asked) in [(59, 1), (61, 2)] {
            let done = go(&later(&accounts, minutes), ProviderWish::SignIn).await;
            refused(done, ProviderRefusal::Expired, "an old token");
            let discoveries = running.stub().discoveries - asked_before;
            assert_eq!(discoveries, asked, "once an hour");
        }
        running.tells(json!({"sub": "s1", "email": "kaga@example.jp"}));
    }
}

#[tokio::test]
async fn nobody_is_taken_over_by_an_address() {
    for (kind, trusts) in [(ProviderKind::GBizId, false), (ProviderKind::Staff, true)] {
        let (running, sites) = sites(kind, trusts).await;
        for accounts in sites {
            let kaga = somebody(&accounts, "Kaga@example.jp").await;
            refused(
                go(&accounts, ProviderWish::SignIn).await,
                ProviderRefusal::AccountExists,
                "an account with the address",
            );
            assert_eq!(identities(&accounts).await, 0);
            assert!(
                !events(&accounts, &kaga.person.id)
                    .await
                    .contains(&"provider-linked".to_owned())
            );
            running
                .tells(json!({"sub": "s1", "email": "noto@example.jp", "email_verified": false}));
            refused(
                go(&accounts, ProviderWish::SignIn).await,
                ProviderRefusal::NoEmail,
                "an address that is not proved",
            );
            running.tells(json!({"sub": "s1", "email": "kaga@example.jp"}));
        }
    }
    let (_running, sites) = sites(ProviderKind::Staff, false).await;
    for accounts in sites {
        refused(
            go(&accounts, ProviderWish::SignIn).await,
            ProviderRefusal::NotLinked,
            "a provider that vouches for nobody",
        );
        assert_eq!(
            count(&accounts, "SELECT COUNT(*) FROM accounts_person").await,
            0
        );
    }
}

#[tokio::test]
async fn the_directory_of_staff_knows_those_who_have_a_duty() {
    for (kind, trusts, links) in [
        (ProviderKind::Staff, true, true),
        (ProviderKind::GBizId, true, false),
    ] {
        let (_running, sites) = sites(kind, trusts).await;
        for accounts in sites {
            let kaga = somebody(&accounts, "kaga@example.jp").await;
            let mut tx = accounts.db.begin().await.expect("a transaction");
            tx.execute(
                "INSERT INTO accounts_duty (id, person_id, duty, from_day, created_at)
                 VALUES ($1, $2, 'administrator', '2026-04-01', $3)",
                (new_id(), kaga.person.id.as_str(), accounts.now()),
            )
            .await
            .expect("inserted");
            tx.commit().await.expect("committed");
            let done = go(&accounts, ProviderWish::SignIn).await;
            match links {
                true => {
                    let begun = done.expect("in").expect("a session");
                    let session = session(&accounts, &begun.session).await.expect("alive");
                    assert_eq!(session.person, kaga.person.id);
                }
                false => refused(
                    done,
                    ProviderRefusal::AccountExists,
                    "no directory of staff",
                ),
            }
        }
    }
}

#[tokio::test]
async fn a_provider_is_linked_proves_again_and_is_let_go() {
    let (running, sites) = sites(ProviderKind::Staff, false).await;
    for accounts in sites {
        let kaga = somebody(&accounts, "kaga@example.jp").await;
        let noto = somebody(&accounts, "noto@example.jp").await;
        let link = ProviderWish::Link(&kaga.session);
        assert!(
            go(&accounts, link).await.expect("linked").is_none(),
            "no new session"
        );
        go(&accounts, link)
            .await
            .expect("once more changes nothing");
        refused(
            go(&accounts, ProviderWish::Link(&noto.session)).await,
            ProviderRefusal::LinkedElsewhere,
            "an identity has one account",
        );
        refused(
            go(&accounts, ProviderWish::Prove(&noto.session)).await,
            ProviderRefusal::OtherPerson,
            "it proves its own person only",
        );
        running.does(Wrong::OldProof);
        refused(
            go(&accounts, ProviderWish::Prove(&kaga.session)).await,
            ProviderRefusal::NotProvedAgain,
            "an old proof proves nothing new",
        );
        running.does(Wrong::Nothing);
        let begun = go(&accounts, ProviderWish::Prove(&kaga.session)).await;
        let begun = begun.expect("proved").expect("a session");
        assert!(session(&accounts, &begun.session).await.is_some());
        assert!(session(&accounts, &kaga.begun.session).await.is_none());
        let own = &kaga.person.id;
        let listed = providers_of(&accounts, own).await.expect("read");
        assert_eq!(listed.len(), 1);
        assert_eq!(listed[0].linked_at, Some(accounts.now()));
        let last = unlink_provider(&accounts, own, "stub").await;
        assert!(matches!(last, Err(Stop::Refused(ProviderRefusal::LastWay))));
        assert_eq!(identities(&accounts).await, 1);
        let mut tx = accounts.db.begin().await.expect("a transaction");
        tx.execute(
            "INSERT INTO accounts_passkey (id, person_id, credential, passkey, name, created_at)
             VALUES ('k', $1, 'c', '{}', 'k', $2)",
            (own.as_str(), accounts.now()),
        )
        .await
        .expect("inserted");
        tx.commit().await.expect("committed");
        unlink_provider(&accounts, own, "stub")
            .await
            .expect("let go");
        assert!(
            events(&accounts, own)
                .await
                .contains(&"provider-unlinked".to_owned())
        );
        let gone = unlink_provider(&accounts, own, "stub").await;
        assert!(matches!(gone, Err(Stop::NotFound)));
    }
}
