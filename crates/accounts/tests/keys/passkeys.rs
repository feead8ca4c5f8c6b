//! Passkeys with an authenticator of our own.

use accounts::actions::{
    begin_passkey_registration, begin_passkey_sign_in, finish_passkey_registration,
    finish_passkey_sign_in, passkeys_of, prove_with_passkey,
};
use accounts::passkey::PasskeyRefusal;
use accounts::session::Method;
use accounts::{Accounts, Stop};
use platform::Visitor;
use serde_json::Value;

use super::authenticator::Authenticator;
use super::ground::{AGENT, Somebody, count, events, later, session, sites, somebody};

pub type Done<T> = Result<T, Stop<PasskeyRefusal>>;

pub fn refused<T>(done: Done<T>, refusal: PasskeyRefusal, rule: &str) {
    match done {
        Err(Stop::Refused(found)) => assert_eq!(found, refusal, "{rule}"),
        Err(stop) => panic!("{rule}: {stop:?}"),
        Ok(_) => panic!("{rule}: it was taken"),
    }
}

pub async fn add(accounts: &Accounts, owner: &Somebody, device: &mut Authenticator) -> Done<()> {
    let challenge = begin_passkey_registration(accounts, &owner.person).await?;
    let answer = device.create(&challenge);
    let attempt = &challenge.attempt;
    finish_passkey_registration(accounts, &owner.session, attempt, answer, "").await?;
    Ok(())
}

pub async fn sign_in(
    accounts: &Accounts,
    device: &Authenticator,
) -> Done<accounts::session::Session> {
    let challenge = begin_passkey_sign_in(accounts, Visitor::UNKNOWN).await?;
    let answer = device.get(&challenge);
    let begun = finish_passkey_sign_in(accounts, &challenge.attempt, answer, (None, AGENT)).await?;
    Ok(session(accounts, &begun.session)
        .await
        .expect("it is alive"))
}

#[tokio::test]
async fn a_new_passkey_signs_its_person_in() {
    for accounts in sites().await {
        let kaga = somebody(&accounts, "kaga@example.jp").await;
        let mut device = Authenticator::new();
        let challenge = begin_passkey_registration(&accounts, &kaga.person)
            .await
            .expect("asked");
        let asked = &challenge.question["publicKey"];
        assert_eq!(asked["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(
            asked["authenticatorSelection"]["userVerification"],
            "required"
        );
        assert!(!asked.to_string().contains(kaga.person.id.as_str()));
        let answer = device.create(&challenge);
        let attempt = &challenge.attempt;
        let made =
            finish_passkey_registration(&accounts, &kaga.session, attempt, answer.clone(), " ")
                .await
                .expect("made");
        assert_eq!(made.name, "Firefox / Mac");
        refused(
            finish_passkey_registration(&accounts, &kaga.session, attempt, answer, "").await,
            PasskeyRefusal::Wrong,
            "an answer is taken once",
        );
        let session = sign_in(&later(&accounts, 60), &device).await.expect("in");
        assert_eq!(
            (session.person, session.method),
            (kaga.person.id.clone(), Method::Passkey)
        );
        let kept = passkeys_of(&accounts, &kaga.person.id).await.expect("read");
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].used_at, Some(later(&accounts, 60).now()));
        let happened = events(&accounts, &kaga.person.id).await;
        assert!(
            happened.contains(&"passkey-added".to_owned()),
            "{happened:?}"
        );
        let again = begin_passkey_registration(&accounts, &kaga.person)
            .await
            .expect("asked");
        let excluded = &again.question["publicKey"]["excludeCredentials"];
        assert_eq!(excluded[0]["id"], device.credential(), "none is made twice");
    }
}

#[tokio::test]
async fn what_does_not_fit_is_refused_alike() {
    for accounts in sites().await {
        let kaga = somebody(&accounts, "kaga@example.jp").await;
        let mut device = Authenticator::new();
        add(&accounts, &kaga, &mut device).await.expect("added");
        let wrong = PasskeyRefusal::Wrong;

        let strange = |change: fn(&mut Authenticator)| {
            let mut other = device.clone();
            change(&mut other);
            other
        };
        let unknown = {
            let mut other = Authenticator::new();
            let challenge = begin_passkey_registration(&accounts, &kaga.person)
                .await
                .expect("asked");
            other.create(&challenge);
            other
        };
        for (device, rule) in [
            (
                strange(|it| it.origin = "https://evil.example"),
                "another site",
            ),
            (
                strange(|it| it.origin = "https://sub.city.example"),
                "a site below",
            ),
            (
                strange(|it| it.origin = "http://city.example"),
                "without TLS",
            ),
            (strange(|it| it.host = "evil.example"), "another name"),
            (strange(|it| it.verifies = false), "nobody was verified"),
            (unknown, "a key that nobody has here"),
        ] {
            refused(sign_in(&accounts, &device).await, wrong, rule);
            let mut anew = device.clone();
            if rule != "a key that nobody has here" {
                refused(add(&accounts, &kaga, &mut anew).await, wrong, rule);
            }
        }

        let challenge = begin_passkey_sign_in(&accounts, Visitor::UNKNOWN)
            .await
            .expect("asked");
        let answer = device.get(&challenge);
        let finish = |at: Accounts, answer: Value| {
            let attempt = challenge.attempt.clone();
            async move { finish_passkey_sign_in(&at, &attempt, answer, (None, AGENT)).await }
        };
        refused(
            finish(later(&accounts, 5), answer.clone()).await,
            wrong,
            "too late",
        );
        finish(later(&accounts, 4), answer.clone())
            .await
            .expect("in time");
        refused(
            finish(accounts.clone(), answer.clone()).await,
            wrong,
            "twice",
        );
        let fresh = begin_passkey_sign_in(&accounts, Visitor::UNKNOWN)
            .await
            .expect("asked");
        let replayed =
            finish_passkey_sign_in(&accounts, &fresh.attempt, answer, (None, AGENT)).await;
        refused(replayed, wrong, "the answer to another question");

        let mut tx = accounts.db.begin().await.expect("a transaction");
        tx.execute(
            "UPDATE accounts_person SET deleted_at = $1, email = NULL, email_key = NULL",
            (accounts.now(),),
        )
        .await
        .expect("deleted");
        tx.commit().await.expect("committed");
        refused(
            sign_in(&accounts, &device).await,
            wrong,
            "a deleted account",
        );
        assert_eq!(
            count(&accounts, "SELECT COUNT(*) FROM accounts_passkey").await,
            1
        );
    }
}

#[tokio::test]
async fn a_counter_only_goes_on() {
    for accounts in sites().await {
        let kaga = somebody(&accounts, "kaga@example.jp").await;
        let mut device = Authenticator::new();
        device.counter = 7;
        add(&accounts, &kaga, &mut device).await.expect("added");
        let mut copy = device.clone();
        device.counter = 9;
        sign_in(&accounts, &device).await.expect("in");
        refused(
            sign_in(&accounts, &device).await,
            PasskeyRefusal::Wrong,
            "the same count",
        );
        copy.counter = 8;
        refused(
            sign_in(&accounts, &copy).await,
            PasskeyRefusal::Wrong,
            "a copy",
        );
        device.counter = 10;
        sign_in(&accounts, &device)
            .await
            .expect("the owner still gets in");
    }
}

#[tokio::test]
async fn a_key_proves_its_own_person_only() {
    for accounts in sites().await {
        let kaga = somebody(&accounts, "kaga@example.jp").await;
        let noto = somebody(&accounts, "noto@example.jp").await;
        let mut device = Authenticator::new();
        add(&accounts, &kaga, &mut device).await.expect("added");
        refused(
            add(&accounts, &noto, &mut device.clone()).await,
            PasskeyRefusal::Wrong,
            "a key has one owner",
        );
        let challenge = begin_passkey_registration(&accounts, &noto.person)
            .await
            .expect("asked");
        let answer = Authenticator::new().create(&challenge);
        let (session_of_kaga, attempt) = (&kaga.session, &challenge.attempt);
        refused(
            finish_passkey_registration(&accounts, session_of_kaga, attempt, answer, "").await,
            PasskeyRefusal::Wrong,
            "what was begun for another person",
        );
        let prove = |session: accounts::session::Session| {
            let (accounts, device) = (accounts.clone(), device.clone());
            async move {
                let challenge = begin_passkey_sign_in(&accounts, Visitor::UNKNOWN).await?;
                let answer = device.get(&challenge);
                let attempt = &challenge.attempt;
                prove_with_passkey(&accounts, &session, attempt, answer, (None, AGENT)).await
            }
        };
        refused(
            prove(noto.session.clone()).await,
            PasskeyRefusal::OtherPerson,
            "not hers",
        );
        let begun = prove(kaga.session.clone()).await.expect("proved");
        assert!(session(&accounts, &begun.session).await.is_some());
        assert!(
            session(&accounts, &kaga.begun.session).await.is_none(),
            "a new one in its place"
        );
    }
}
