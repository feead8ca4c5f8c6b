//! What the script of a page asks for and answers.

use accounts::Accounts;
use accounts::actions::Challenge;
use accounts::portal::{State, routes};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use platform::secret::Token;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::authenticator::Authenticator;
use super::ground::{Somebody, count, later, sites, somebody};

/// Status, headers and JSON of the answer to a script.
async fn post(
    accounts: &Accounts,
    path: &str,
    session: Option<&Somebody>,
    sent: Value,
) -> (StatusCode, HeaderMap, Value) {
    let cookie = session.map(|own| format!("__Host-session={}", own.begun.session.text()));
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::COOKIE, cookie.unwrap_or_default())
        .body(Body::from(sent.to_string()))
        .expect("a request");
    let state = State {
        accounts: accounts.clone(),
    };
    let answer = routes(state).oneshot(request).await.expect("an answer");
    let (parts, body) = answer.into_parts();
    let bytes = to_bytes(body, 100_000).await.expect("a body");
    let said = serde_json::from_slice(&bytes).unwrap_or_default();
    (parts.status, parts.headers, said)
}

fn challenge(said: &Value) -> Challenge {
    let attempt = said["attempt"].as_str().expect("a token");
    Challenge {
        question: json!({ "publicKey": said["publicKey"] }),
        attempt: Token::parse(attempt).expect("a token"),
    }
}

#[tokio::test]
async fn a_script_adds_a_key_and_signs_in_with_it() {
    for accounts in sites().await {
        let kaga = somebody(&accounts, "kaga@example.jp").await;
        let mut device = Authenticator::new();
        let own = Some(&kaga);
        let (status, _, said) =
            post(&accounts, "/account/passkeys/challenge", own, json!({})).await;
        assert_eq!(status, StatusCode::OK);
        let answer = device.create(&challenge(&said));
        let sent = json!({ "attempt": said["attempt"], "answer": answer });
        let (status, ..) = post(&accounts, "/account/passkeys", own, sent.clone()).await;
        assert_eq!(status, StatusCode::OK);
        let (status, _, said) = post(&accounts, "/account/passkeys", own, sent).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(said["key"], "passkey-wrong");
        assert!(
            said["sentence"]
                .as_str()
                .is_some_and(|sentence| sentence.contains("パスキー"))
        );

        let (_, _, said) = post(&accounts, "/sign-in/passkey", None, json!({})).await;
        assert_eq!(said["publicKey"]["userVerification"], "required");
        assert_eq!(
            said["publicKey"]["allowCredentials"],
            json!([]),
            "no account is named"
        );
        let answer = device.get(&challenge(&said));
        let sent = json!({ "attempt": said["attempt"], "answer": answer });
        let path = "/sign-in/passkey/answer";
        let (status, headers, _) = post(&accounts, path, None, sent.clone()).await;
        assert_eq!(status, StatusCode::OK);
        let cookies: Vec<&str> = headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|cookie| cookie.to_str().ok())
            .collect();
        assert!(
            cookies
                .iter()
                .any(|cookie| cookie.starts_with("__Host-session="))
        );
        let (status, headers, _) = post(&accounts, path, None, sent).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!headers.contains_key(header::SET_COOKIE));
        let wrong = json!({ "attempt": "x", "answer": {} });
        let (status, ..) = post(&accounts, path, None, wrong).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn an_old_proof_leads_to_a_new_one_before_a_key_is_added() {
    for accounts in sites().await {
        let kaga = somebody(&accounts, "kaga@example.jp").await;
        let path = "/account/passkeys/challenge";
        let site = later(&accounts, 16);
        let (status, _, said) = post(&site, path, Some(&kaga), json!({})).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(
            said,
            json!({ "go": "/sign-in/again?next=%2Faccount%2Fpasskeys" })
        );
        let attempts = "SELECT COUNT(*) FROM accounts_attempt";
        assert_eq!(count(&accounts, attempts).await, 0);
    }
}
