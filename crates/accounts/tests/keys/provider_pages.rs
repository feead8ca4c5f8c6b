//! Everything a provider, or somebody in its place, can do wrong: refused with a page and a word in the log, and
//! nothing is written.

use std::io::Write;
use std::sync::{Arc, Mutex};

use accounts::Accounts;
use accounts::portal::{State, routes};
use accounts::provider::{ProviderKind, ProviderRefusal};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use kernel::Lang;
use platform::logs::{Form, Logs};
use tower::ServiceExt;

use super::ground::{count, sites_with};
use super::provider::{Running, Wrong, visit};

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("nobody fails").extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn ask(accounts: &Accounts, request: Request<Body>) -> Response {
    let state = State {
        accounts: accounts.clone(),
    };
    routes(state).oneshot(request).await.expect("an answer")
}

async fn text(response: Response) -> String {
    let bytes = to_bytes(response.into_body(), 1_000_000)
        .await
        .expect("a page");
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// Presses the button: where the page leads, and the cookie of the attempt.
async fn press(accounts: &Accounts) -> (String, String) {
    let request = Request::post("/sign-in/providers/stub")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("next=/account"))
        .expect("a request");
    let response = ask(accounts, request).await;
    assert_eq!(
        response.status(),
        StatusCode::OK,
        "a page, because a form may lead only to this site"
    );
    let cookie = response.headers()[header::SET_COOKIE]
        .to_str()
        .expect("a cookie");
    let cookie = cookie.split(';').next().expect("a value").to_owned();
    let html = text(response).await;
    let address = html
        .split_once("content=\"0; url=")
        .expect("it goes on by itself")
        .1;
    let address = address.split_once('"').expect("an address").0;
    (address.replace("&amp;", "&").replace("&#38;", "&"), cookie)
}

async fn come_back(accounts: &Accounts, back: &str, cookie: &str) -> Response {
    let path = back
        .strip_prefix("https://city.example")
        .expect("our address");
    let request = Request::get(path)
        .header(header::COOKIE, cookie)
        .body(Body::empty())
        .expect("a request");
    ask(accounts, request).await
}

async fn is_refused(accounts: &Accounts, response: Response, refusal: ProviderRefusal, rule: &str) {
    assert!(
        response.status().is_client_error() || response.status().is_server_error(),
        "{rule}"
    );
    let cookies = response
        .headers()
        .get_all(header::SET_COOKIE)
        .iter()
        .count();
    assert_eq!(cookies, 0, "{rule}: nobody is signed in");
    let html = text(response).await;
    let title = accounts::words().say(Lang::Ja, &format!("{}-title", refusal.key()), &[]);
    assert!(html.contains(&title), "{rule}: {title}");
    for table in [
        "SELECT COUNT(*) FROM accounts_person",
        "SELECT COUNT(*) FROM accounts_identity",
        "SELECT COUNT(*) FROM accounts_session",
        "SELECT COUNT(*) FROM accounts_attempt",
    ] {
        assert_eq!(count(accounts, table).await, 0, "{rule}: {table}");
    }
}

#[tokio::test]
async fn a_wrong_answer_is_refused_and_named_in_the_log() {
    use ProviderRefusal as R;
    let running = Running::start().await;
    let written = Written::default();
    let logs = Logs::to(Form::Json, Box::new(written.clone()));
    let made = || running.providers_with(ProviderKind::Staff, true, logs.clone());
    for accounts in sites_with(made).await {
        for (wrong, refusal) in [
            (Wrong::Nonce, R::WrongNonce),
            (Wrong::Issuer, R::WrongIssuer),
            (Wrong::Audience, R::WrongAudience),
            (Wrong::OneMoreAudience, R::WrongAudience),
            (Wrong::Party, R::WrongAudience),
            (Wrong::Expired, R::Expired),
            (Wrong::Signature, R::WrongSignature),
            (Wrong::NoAlgorithm, R::WrongAlgorithm),
            (Wrong::SharedSecret, R::WrongAlgorithm),
            (Wrong::UnknownKey, R::UnknownKey),
            (Wrong::NoIdToken, R::NoIdToken),
            (Wrong::TokenError, R::CodeRefused),
            (Wrong::TokenRedirect, R::WrongToken),
            (Wrong::TokenHuge, R::NotReachable),
            (Wrong::Subject, R::WrongSubject),
            (Wrong::UserinfoError, R::NoUserinfo),
            (Wrong::UserinfoNonsense, R::NoUserinfo),
        ] {
            running.does(wrong);
            let (address, cookie) = press(&accounts).await;
            let (back, _) = visit(&address).await;
            let response = come_back(&accounts, &back, &cookie).await;
            is_refused(&accounts, response, refusal, &format!("{wrong:?}")).await;
            logs.flush();
            let lines = String::from_utf8(std::mem::take(&mut *written.0.lock().expect("text")));
            let lines = lines.expect("text");
            assert_eq!(lines.lines().count(), 1, "{lines}");
            assert!(
                lines.contains(&format!("\"why\":\"{}\"", refusal.word())),
                "{wrong:?}: {lines}"
            );
            assert!(!lines.contains("kaga"), "nothing of anybody: {lines}");
        }
        running.does(Wrong::Nothing);
    }
}

#[tokio::test]
async fn what_comes_back_must_be_what_was_begun() {
    use ProviderRefusal as R;
    let running = Running::start().await;
    for accounts in sites_with(|| running.providers(ProviderKind::Staff, true)).await {
        for (from, to, refusal) in [
            ("state=", "state=x", R::WrongState),
            ("state=", "stat=", R::WrongState),
            ("iss=http", "iss=https", R::MixedUp),
            ("code=", "error=access_denied&x=", R::Declined),
            ("code=", "code=&x=", R::NoCode),
            ("code=", "code=x", R::CodeRefused),
        ] {
            let (address, cookie) = press(&accounts).await;
            let (back, _) = visit(&address).await;
            let changed = back.replacen(from, to, 1);
            let response = come_back(&accounts, &changed, &cookie).await;
            is_refused(&accounts, response, refusal, to).await;
            let response = come_back(&accounts, &back, &cookie).await;
            is_refused(
                &accounts,
                response,
                R::NoAttempt,
                "each attempt is answered once",
            )
            .await;
        }
        let (address, cookie) = press(&accounts).await;
        let (back, _) = visit(&address).await;
        let (_, other) = press(&accounts).await;
        let response = come_back(&accounts, &back, "").await;
        assert_eq!(
            response.status(),
            StatusCode::BAD_REQUEST,
            "another browser"
        );
        let response = come_back(&accounts, &back, &other).await;
        assert_eq!(
            response.status(),
            StatusCode::BAD_REQUEST,
            "another attempt"
        );
        let response = come_back(&accounts, &back, &cookie).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "the right one");
        assert_eq!(response.headers()[header::LOCATION], "/account");
        let response = come_back(&accounts, &back, &cookie).await;
        assert_eq!(
            response.status(),
            StatusCode::BAD_REQUEST,
            "the same code again"
        );
        assert_eq!(
            count(&accounts, "SELECT COUNT(*) FROM accounts_session").await,
            1
        );
    }
}

#[tokio::test]
async fn a_new_key_is_asked_for_once() {
    let running = Running::start().await;
    for accounts in sites_with(|| running.providers(ProviderKind::Staff, true)).await {
        running.stub().key_sets = 0;
        running.does(Wrong::NewKey);
        for asked in [2, 2] {
            let (address, cookie) = press(&accounts).await;
            let (back, _) = visit(&address).await;
            let response = come_back(&accounts, &back, &cookie).await;
            assert_eq!(response.status(), StatusCode::SEE_OTHER);
            assert_eq!(running.stub().key_sets, asked, "and then it is known");
        }
    }
}

#[tokio::test]
async fn a_provider_that_is_not_the_one_arranged_is_not_used() {
    let running = Running::start().await;
    for wrong in [Wrong::DiscoveryIssuer, Wrong::DiscoveryRedirect] {
        running.does(wrong);
        for accounts in sites_with(|| running.providers(ProviderKind::Staff, true)).await {
            let request = Request::post("/sign-in/providers/stub")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::empty())
                .expect("a request");
            let response = ask(&accounts, request).await;
            is_refused(
                &accounts,
                response,
                ProviderRefusal::WrongDiscovery,
                "discovery",
            )
            .await;
        }
    }
}

/// It takes as long as our patience, so one database must do: nothing of it is the database's.
#[tokio::test]
async fn a_provider_that_falls_asleep_is_left() {
    let running = Running::start().await;
    let sites = sites_with(|| running.providers(ProviderKind::Staff, true)).await;
    let accounts = sites.first().expect("a site");
    running.does(Wrong::TokenSlow);
    let (address, cookie) = press(accounts).await;
    let (back, _) = visit(&address).await;
    let begun = std::time::Instant::now();
    let response = come_back(accounts, &back, &cookie).await;
    assert!(begun.elapsed().as_secs() < 15, "{:?}", begun.elapsed());
    is_refused(accounts, response, ProviderRefusal::NotReachable, "asleep").await;
}
