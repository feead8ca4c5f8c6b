//! A provider of our own: a real server on this machine, which does what OpenID Connect asks of it, or one thing wrong.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use accounts::actions::{Answered, Providers};
use accounts::provider::{Provider, ProviderKind, Secret};
use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Json, Redirect, Response};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD as BASE64};
use kernel::Bilingual;
use platform::logs::Logs;
use platform::secret;
use rsa::traits::PublicKeyParts;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::id_token::{KEYS, id_token};

pub const CLIENT: &str = "monozukuri";
const SECRET: &str = "a secret: with /signs";
/// The one thing that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    Nothing,
    Nonce,
    Issuer,
    Audience,
    OneMoreAudience,
    Party,
    Expired,
    Signature,
    NoAlgorithm,
    SharedSecret,
    NoIdToken,
    TokenError,
    TokenRedirect,
    TokenHuge,
    TokenSlow,
    Subject,
    UserinfoError,
    UserinfoNonsense,
    /// The key is a new one; the set has it once it is asked for again.
    NewKey,
    /// No set has the key.
    UnknownKey,
    DiscoveryIssuer,
    DiscoveryRedirect,
    /// The person proved long ago who they are.
    OldProof,
}

pub struct Stub {
    pub issuer: String,
    pub wrong: Wrong,
    pub userinfo: Value,
    /// How often the documents were asked for.
    pub discoveries: usize,
    pub key_sets: usize,
    codes: HashMap<String, HashMap<String, String>>,
}

#[derive(Clone)]
pub struct Running(Arc<Mutex<Stub>>);

impl Running {
    pub async fn start() -> Running {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let address = listener.local_addr().expect("an address");
        let running = Running(Arc::new(Mutex::new(Stub {
            issuer: format!("http://{address}/oauth/"),
            wrong: Wrong::Nothing,
            userinfo: json!({"sub": "s1", "email": "kaga@example.jp", "family_name": "加賀", "given_name": "太郎"}),
            discoveries: 0,
            key_sets: 0,
            codes: HashMap::new(),
        })));
        let routes = Router::new()
            .route("/oauth/.well-known/openid-configuration", get(discovery))
            .route("/oauth/jwks", get(key_set))
            .route("/oauth/authorize", get(authorize))
            .route("/oauth/token", post(token))
            .route("/oauth/userinfo", get(userinfo))
            .with_state(running.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        running
    }

    pub fn stub(&self) -> MutexGuard<'_, Stub> {
        self.0.lock().expect("nobody fails while holding it")
    }

    pub fn does(&self, wrong: Wrong) {
        self.stub().wrong = wrong;
    }

    pub fn tells(&self, said: Value) {
        self.stub().userinfo = said;
    }

    /// As a site knows it.
    pub fn provider(&self, kind: ProviderKind, trusts_email: bool) -> Provider {
        Provider {
            id: "stub".to_owned(),
            kind,
            issuer: self.stub().issuer.clone(),
            client_id: CLIENT.to_owned(),
            client_secret: Secret::new(SECRET),
            scopes: vec!["profile".to_owned(), "email".to_owned()],
            name: Bilingual::new("見本の認証", "Sample provider"),
            trusts_email,
        }
    }

    pub fn providers(&self, kind: ProviderKind, trusts_email: bool) -> Providers {
        self.providers_with(kind, trusts_email, Logs::off())
    }

    pub fn providers_with(&self, kind: ProviderKind, trusts_email: bool, logs: Logs) -> Providers {
        Providers::new(vec![self.provider(kind, trusts_email)], logs)
    }
}

/// What a browser does that is led to the provider: where it is led back to, and with what.
pub async fn visit(address: &str) -> (String, Answered) {
    let address = address.to_owned();
    let visited = tokio::task::spawn_blocking(move || {
        let config = ureq::Agent::config_builder().max_redirects(0).build();
        let answer = config.new_agent().get(&address).call().expect("an answer");
        let back = answer.headers().get(header::LOCATION).expect("back");
        back.to_str().expect("an address").to_owned()
    });
    let back = visited.await.expect("visited");
    let query = back.split_once('?').expect("an answer").1;
    let mut answered = Answered::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let value = Some(value.into_owned());
        match name.as_ref() {
            "code" => answered.code = value,
            "state" => answered.state = value,
            "iss" => answered.iss = value,
            "error" => answered.error = value,
            other => panic!("{other}"),
        }
    }
    (back, answered)
}

async fn discovery(State(running): State<Running>) -> Response {
    let mut stub = running.stub();
    stub.discoveries += 1;
    let issuer = stub.issuer.clone();
    if stub.wrong == Wrong::DiscoveryRedirect {
        return Redirect::to("https://evil.example/").into_response();
    }
    let named = match stub.wrong {
        Wrong::DiscoveryIssuer => issuer.trim_end_matches('/').to_owned(),
        _ => issuer.clone(),
    };
    Json(json!({
        "issuer": named,
        "authorization_endpoint": format!("{issuer}authorize"),
        "token_endpoint": format!("{issuer}token"),
        "userinfo_endpoint": format!("{issuer}userinfo"),
        "jwks_uri": format!("{issuer}jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
    }))
    .into_response()
}

async fn key_set(State(running): State<Running>) -> Response {
    let mut stub = running.stub();
    stub.key_sets += 1;
    let rotated = stub.wrong == Wrong::NewKey && stub.key_sets > 1;
    let (id, key) = match rotated {
        true => ("k2", &KEYS[1]),
        false => ("k1", &KEYS[0]),
    };
    let number = |number: &rsa::BigUint| BASE64.encode(number.to_bytes_be());
    Json(json!({"keys": [{
        "kty": "RSA", "use": "sig", "alg": "RS256", "kid": id, "n": number(key.n()), "e": number(key.e()),
    }]}))
    .into_response()
}

async fn authorize(
    State(running): State<Running>,
    Query(asked): Query<HashMap<String, String>>,
) -> Response {
    let mut stub = running.stub();
    assert_eq!(asked["response_type"], "code");
    assert_eq!(asked["code_challenge_method"], "S256");
    assert_eq!(asked["scope"], "openid profile email");
    let code = secret::new_id();
    let issuer = stub.issuer.clone();
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([
            ("code", &code),
            ("state", &asked["state"]),
            ("iss", &issuer),
        ])
        .finish();
    let back = format!("{}?{query}", asked["redirect_uri"]);
    stub.codes.insert(code, asked);
    Redirect::to(&back).into_response()
}

async fn token(
    State(running): State<Running>,
    headers: HeaderMap,
    Form(sent): Form<HashMap<String, String>>,
) -> Response {
    let wrong = running.stub().wrong;
    match wrong {
        Wrong::TokenSlow => tokio::time::sleep(std::time::Duration::from_secs(60)).await,
        Wrong::TokenRedirect => return Redirect::to("/oauth/userinfo").into_response(),
        Wrong::TokenHuge => {
            return Json(json!({"access_token": "x".repeat(1_100_000)})).into_response();
        }
        _ => {}
    }
    let mut stub = running.stub();
    let refused =
        |why: &str| (StatusCode::BAD_REQUEST, Json(json!({"error": why}))).into_response();
    let quoted: String = form_urlencoded::byte_serialize(SECRET.as_bytes()).collect();
    let basic = format!("Basic {}", STANDARD.encode(format!("{CLIENT}:{quoted}")));
    if headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        != Some(&basic)
    {
        return refused("invalid_client");
    }
    let Some(asked) = stub.codes.remove(&sent["code"]) else {
        return refused("invalid_grant");
    };
    let challenge = BASE64.encode(Sha256::digest(sent["code_verifier"].as_bytes()));
    let fits =
        asked["code_challenge"] == challenge && asked["redirect_uri"] == sent["redirect_uri"];
    if wrong == Wrong::TokenError || !fits {
        return refused("invalid_grant");
    }
    let mut said = json!({"access_token": "at", "token_type": "Bearer", "expires_in": 3600});
    if wrong != Wrong::NoIdToken {
        said["id_token"] = id_token(&stub, &asked["nonce"]).into();
    }
    Json(said).into_response()
}

async fn userinfo(State(running): State<Running>, headers: HeaderMap) -> Response {
    let stub = running.stub();
    assert_eq!(headers[header::AUTHORIZATION], "Bearer at");
    match stub.wrong {
        Wrong::UserinfoError => StatusCode::UNAUTHORIZED.into_response(),
        Wrong::UserinfoNonsense => "nonsense".into_response(),
        Wrong::Subject => {
            let mut said = stub.userinfo.clone();
            said["sub"] = "s2".into();
            Json(said).into_response()
        }
        _ => Json(stub.userinfo.clone()).into_response(),
    }
}
