//! What strangers cannot do: find out who has an account, keep the owner out, act from another site.

use axum::body::Body;
use axum::http::{Request, header};
use jiff::SignedDuration;

use super::mailbox::{letters, link};
use super::site::{one_site, sites};
use super::visitor::Visitor;

const PASSWORD: &str = "犀川の水はとても冷たい";
const TARO: &str = "taro@example.jp";

#[tokio::test]
async fn nobody_learns_who_has_an_account() {
    for site in sites().await {
        Visitor::default().sign_up(&site, TARO, PASSWORD).await;
        let site = site.later(SignedDuration::from_mins(30));
        let mut stranger = Visitor::default();
        for path in ["/en/sign-up", "/en/sign-in/help"] {
            let known = stranger.post(&site, path, &[("email", TARO)]).await;
            let unknown = stranger
                .post(&site, path, &[("email", "nobody@example.jp")])
                .await;
            assert_eq!(
                (known.status, &known.text),
                (unknown.status, &unknown.text),
                "{path}"
            );
        }
        let sign_in = async |email: &str| {
            let fields = [("email", email), ("password", "wrong but long enough")];
            let answer = Visitor::default().post(&site, "/en/sign-in", &fields).await;
            answer.says(422, "we do not say which");
            answer.text.replace(email, "…")
        };
        assert_eq!(sign_in(TARO).await, sign_in("nobody@example.jp").await);
        assert!(
            letters(&site.db, TARO)
                .await
                .iter()
                .any(|letter| letter.subject == "You have an account already")
        );
    }
}

#[tokio::test]
async fn two_hundred_wrong_tries_are_slowed_down_and_the_owner_still_gets_in() {
    for site in sites().await {
        let mut taro = Visitor::default();
        let secret = taro.sign_up(&site, TARO, PASSWORD).await;
        taro.post(&site, "/en/sign-out", &[]).await;
        let site = site.later(SignedDuration::from_mins(30));
        // From many networks: the limit of the account must hold, not only that of one network.
        let tries = (0_u8..200).map(|number| {
            let site = &site;
            async move {
                let request = Request::post("/en/sign-in")
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .header("sec-fetch-site", "same-origin")
                    .header("x-forwarded-for", format!("192.0.2.{number}"));
                let body = Body::from(format!("email={TARO}&password=wrong-password-{number}"));
                Visitor::default()
                    .send(site, request, body)
                    .await
                    .status
                    .as_u16()
            }
        });
        let answers = futures(tries).await;
        let count = |status: u16| answers.iter().filter(|answer| **answer == status).count();
        assert_eq!(
            count(422),
            10,
            "{}: ten tries were looked at: {answers:?}",
            site.kind
        );
        assert_eq!(count(429), 190, "{}: {answers:?}", site.kind);
        // A stranger's browser has to wait, even with the right password …
        let mut elsewhere = Visitor::default();
        let fields = [("email", TARO), ("password", PASSWORD)];
        elsewhere
            .post(&site, "/en/sign-in", &fields)
            .await
            .says(429, "too many tries");
        // … the browser in which Taro was before has not …
        taro.sign_in(&site, TARO, PASSWORD, &secret)
            .await
            .leads_to("/en/account");
        // … and a letter opens a new one.
        elsewhere
            .post(&site, "/en/sign-in/help", &[("email", TARO)])
            .await;
        let way = link(&site.db, TARO, "Getting back").await;
        elsewhere
            .post(&site, &way, &[("wish", "browser")])
            .await
            .leads_to("/en/sign-in");
        let site = site.later(SignedDuration::from_secs(60));
        elsewhere
            .sign_in(&site, TARO, PASSWORD, &secret)
            .await
            .leads_to("/en/account");
        let told = letters(&site.db, TARO).await;
        let warned = told
            .iter()
            .filter(|letter| letter.text.contains("tries again and again"))
            .count();
        assert_eq!(warned, 1, "told once, not two hundred times");
    }
}

/// All at once.
async fn futures<F: Future<Output = u16>>(all: impl Iterator<Item = F>) -> Vec<u16> {
    let mut all: Vec<_> = all.map(Box::pin).collect();
    let mut answers = vec![None; all.len()];
    std::future::poll_fn(|context| {
        let mut waiting = false;
        for (future, answer) in all.iter_mut().zip(answers.iter_mut()) {
            if answer.is_none() {
                match future.as_mut().poll(context) {
                    std::task::Poll::Ready(ready) => *answer = Some(ready),
                    std::task::Poll::Pending => waiting = true,
                }
            }
        }
        match waiting {
            true => std::task::Poll::Pending,
            false => std::task::Poll::Ready(()),
        }
    })
    .await;
    answers.into_iter().flatten().collect()
}

#[tokio::test]
async fn a_form_on_another_site_changes_nothing() {
    let site = one_site().await;
    let mut taro = Visitor::default();
    taro.sign_up(&site, TARO, PASSWORD).await;
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example"),
        ("x-nothing", "1"),
    ] {
        let request = Request::post("/en/sign-out").header(name, value);
        let answer = taro.send(&site, request, Body::empty()).await;
        answer.says(403, "Nothing has changed");
    }
    taro.get(&site, "/en/account").await.says(200, "My page");
    let own = Request::post("/en/sign-out").header("origin", super::site::ADDRESS);
    taro.send(&site, own, Body::empty()).await.leads_to("/en");
}

#[tokio::test]
async fn letters_cannot_be_used_to_pester_somebody() {
    let site = one_site().await;
    for _ in 0..20 {
        Visitor::default()
            .post(&site, "/en/sign-up", &[("email", TARO)])
            .await
            .says(200, "A letter is on its way");
    }
    assert_eq!(letters(&site.db, TARO).await.len(), 3);
}

#[tokio::test]
async fn five_wrong_codes_and_the_password_is_asked_for_again() {
    let site = one_site().await;
    let mut taro = Visitor::default();
    let secret = taro.sign_up(&site, TARO, PASSWORD).await;
    taro.post(&site, "/en/sign-out", &[]).await;
    let site = site.later(SignedDuration::from_mins(5));
    taro.post(
        &site,
        "/en/sign-in",
        &[("email", TARO), ("password", PASSWORD)],
    )
    .await;
    for _ in 0..5 {
        taro.post(&site, "/en/sign-in/code", &[("code", "000000")])
            .await
            .says(422, "The code is wrong");
    }
    let right = secret.code(&site);
    taro.post(&site, "/en/sign-in/code", &[("code", &right)])
        .await
        .says(422, "Please begin again");
}
