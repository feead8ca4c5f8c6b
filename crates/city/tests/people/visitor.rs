//! A visitor with a browser: cookies are kept, forms are sent as a page of the site sends them.

use std::collections::BTreeMap;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use tower::ServiceExt;

use super::mailbox::link;
use super::site::Site;

const AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";

#[derive(Clone, Default)]
pub struct Visitor {
    pub cookies: BTreeMap<String, String>,
}

/// What the site answered.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    /// Where it leads.
    pub fn to(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .and_then(|to| to.to_str().ok())
            .unwrap_or_default()
    }

    #[track_caller]
    pub fn leads_to(&self, path: &str) {
        assert_eq!(
            (self.status, self.to()),
            (StatusCode::SEE_OTHER, path),
            "{}",
            self.text
        );
    }

    #[track_caller]
    pub fn says(&self, status: u16, words: &str) {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert!(
            self.text.contains(words),
            "{words} is missing: {}",
            self.text
        );
    }
}

impl Visitor {
    pub async fn get(&mut self, site: &Site, path: &str) -> Answer {
        self.send(site, Request::get(path), Body::empty()).await
    }

    pub async fn post(&mut self, site: &Site, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded(fields);
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(site, request, Body::from(body)).await
    }

    pub async fn send(
        &mut self,
        site: &Site,
        request: axum::http::request::Builder,
        body: Body,
    ) -> Answer {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = request.header(header::USER_AGENT, AGENT);
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let request = request.body(body).expect("a request");
        let response = site
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer");
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("ASCII");
            for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
                assert!(cookie.contains(part), "{cookie}");
            }
            let (name, rest) = cookie.split_once('=').expect("a cookie");
            assert!(name.starts_with("__Host-"), "{cookie}");
            let value = rest.split(';').next().unwrap_or_default();
            match cookie.contains("Max-Age=0") {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), 1 << 24)
            .await
            .expect("a body");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains('⟦'), "a message is missing: {text}");
        Answer {
            status,
            headers,
            text,
        }
    }

    /// Makes an account from the first letter to recovery codes, with password and authenticator.
    pub async fn sign_up(&mut self, site: &Site, email: &str, password: &str) -> Secret {
        self.post(site, "/en/sign-up", &[("email", email)])
            .await
            .says(200, "A letter is on its way");
        let link = link(&site.db, email, "Go on with your account").await;
        self.get(site, &link).await.says(200, "Make the account");
        let name = [
            ("family", "加賀"),
            ("given", "太郎"),
            ("family_kana", "かが"),
            ("given_kana", "たろう"),
        ];
        self.post(site, &link, &name)
            .await
            .leads_to("/en/account/set-up");
        self.get(site, "/en/account")
            .await
            .leads_to("/en/account/set-up");
        self.post(site, "/en/account/password", &[("new_password", password)])
            .await
            .leads_to("/en/account/authenticator");
        let secret = Secret::on(&self.get(site, "/en/account/authenticator").await.text);
        self.post(
            site,
            "/en/account/authenticator",
            &[("code", &secret.code(site))],
        )
        .await
        .leads_to("/en/account/codes");
        secret
    }

    /// Signs in with password and code.
    pub async fn sign_in(
        &mut self,
        site: &Site,
        email: &str,
        password: &str,
        secret: &Secret,
    ) -> Answer {
        let answer = self
            .post(
                site,
                "/en/sign-in",
                &[("email", email), ("password", password)],
            )
            .await;
        if answer.status != StatusCode::SEE_OTHER {
            return answer;
        }
        assert!(
            answer.to().starts_with("/en/sign-in/code"),
            "{}",
            answer.to()
        );
        self.post(site, "/en/sign-in/code", &[("code", &secret.code(site))])
            .await
    }
}

/// What an authenticator app holds.
pub struct Secret(Vec<u8>);

impl Secret {
    /// As somebody types it from the page.
    pub fn on(page: &str) -> Secret {
        let shown = page
            .split("class=\"secret\" translate=\"no\">")
            .nth(1)
            .unwrap_or_else(|| panic!("no secret: {page}"));
        let text: String = shown
            .split('<')
            .next()
            .unwrap_or_default()
            .split_whitespace()
            .collect();
        let secret = totp_rs::Secret::try_from_base32(&text).expect("base32");
        Secret(secret.as_ref().to_vec())
    }

    pub fn code(&self, site: &Site) -> String {
        let totp = totp_rs::Builder::new()
            .with_secret(totp_rs::Secret::from(self.0.as_slice()))
            .with_account_name("-")
            .build()
            .expect("a secret of 20 bytes");
        let now = u64::try_from(site.now.as_second()).expect("after 1970");
        totp.generate(now).to_string()
    }
}

fn serde_urlencoded(fields: &[(&str, &str)]) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        form.append_pair(name, value);
    }
    form.finish()
}
