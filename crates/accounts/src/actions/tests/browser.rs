//! A browser on the pages of this module, in which somebody is signed in.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use tower::ServiceExt;

use super::stage::Stage;
use crate::actions::begin_session;
use crate::desk::{self, DeskEntry};
use crate::person::Person;
use crate::portal;
use crate::role::Duty;
use crate::session::{Method, Stage as SessionStage};

pub struct Browser {
    router: Router,
    cookie: String,
}

/// What the site answered.
pub struct Answer {
    pub status: StatusCode,
    pub to: String,
    pub text: String,
}

impl Stage {
    fn router(&self) -> Router {
        let accounts = self.accounts.clone();
        let entry = DeskEntry {
            path: "/desk/cases",
            words: crate::words(),
            title: "desk-work",
            text: "desk-duties",
            duties: &[Duty::Officer],
        };
        let pages = portal::routes(portal::State {
            accounts: accounts.clone(),
        })
        .merge(desk::routes(desk::State {
            accounts,
            entries: vec![entry].into(),
        }));
        Router::new().merge(pages.clone()).nest("/en", pages)
    }

    /// Nobody is signed in.
    pub fn stranger(&self) -> Browser {
        Browser {
            router: self.router(),
            cookie: String::new(),
        }
    }

    pub async fn signed_in(&self, person: &Person) -> Browser {
        let mut tx = self.accounts.db.begin().await.expect(self.kind);
        let how = (SessionStage::Full, Method::Password);
        let begun = begin_session(&mut tx, &self.accounts, &person.id, how, (None, ""))
            .await
            .expect(self.kind);
        tx.commit().await.expect(self.kind);
        Browser {
            router: self.router(),
            cookie: format!("__Host-session={}", begun.session.text()),
        }
    }
}

impl Browser {
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        let kind = "application/x-www-form-urlencoded";
        let request = Request::post(path).header(header::CONTENT_TYPE, kind);
        self.send(request, Body::from(form.finish())).await
    }

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = request
            .header(header::COOKIE, &self.cookie)
            .body(body)
            .expect("a request");
        let response = self.router.clone().oneshot(request).await;
        let response = response.expect("routers do not fail");
        let status = response.status();
        let to = response
            .headers()
            .get(header::LOCATION)
            .and_then(|to| to.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        let bytes = to_bytes(response.into_body(), 1 << 20)
            .await
            .expect("a body");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains('⟦'), "a message is missing: {text}");
        Answer { status, to, text }
    }
}

impl Answer {
    #[track_caller]
    pub fn leads_to(&self, path: &str) -> &Answer {
        assert_eq!(
            (self.status.as_u16(), self.to.as_str()),
            (303, path),
            "{}",
            self.text
        );
        self
    }

    #[track_caller]
    pub fn says(&self, status: u16, words: &str) -> &Answer {
        assert_eq!(self.status.as_u16(), status, "{}{}", self.to, self.text);
        assert!(
            self.text.contains(words),
            "{words} is missing: {}",
            self.text
        );
        self
    }

    #[track_caller]
    pub fn is_silent_on(&self, words: &str) -> &Answer {
        assert!(!self.text.contains(words), "{words} is told: {}", self.text);
        self
    }

    /// The address of the first form or link that contains both texts.
    #[track_caller]
    pub fn address(&self, begins: &str, ends: &str) -> String {
        self.text
            .split('"')
            .find(|part| part.starts_with(begins) && part.ends_with(ends))
            .unwrap_or_else(|| panic!("{begins}…{ends} is missing: {}", self.text))
            .to_owned()
    }
}
