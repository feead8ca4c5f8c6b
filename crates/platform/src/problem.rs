//! What went wrong, for machines: `application/problem+json` (RFC 9457). The same refusals that people read as a
//! page. A problem never repeats what the visitor sent.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::Lang;
use serde_json::{Map, Value};

use crate::reference::Reference;

/// A refusal or a fault as a value: `Problem::of(StatusCode::NOT_FOUND, lang).detail("…")` is an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    status: StatusCode,
    title: String,
    detail: Option<String>,
    reference: Option<String>,
    further: Map<String, Value>,
}

impl Problem {
    /// A problem with a title of the caller's, the same for every problem of its kind.
    pub fn new(status: StatusCode, title: impl Into<String>) -> Problem {
        Problem {
            status,
            title: title.into(),
            detail: None,
            reference: None,
            further: Map::new(),
        }
    }

    /// The problem that a status stands for, in the words of our error pages.
    pub fn of(status: StatusCode, lang: Lang) -> Problem {
        let kind = Kind::of(status);
        let say =
            |part: &str| crate::words().say(lang, &format!("error-{}-{part}", kind.key()), &[]);
        Problem::new(status, say("title")).detail(say("why"))
    }

    /// What went wrong this time and what to do about it.
    pub fn detail(mut self, detail: impl Into<String>) -> Problem {
        self.detail = Some(detail.into());
        self
    }

    /// The number under which the log tells more. The site adds it to every status from 500 on.
    pub fn reference(mut self, reference: &Reference) -> Problem {
        self.reference = Some(reference.to_string());
        self
    }

    /// A further member, such as the list of mistakes in what was sent.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Problem {
        self.further.insert(name.to_owned(), value.into());
        self
    }

    pub fn status(&self) -> StatusCode {
        self.status
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        // One that still waits for its number takes itself along.
        let waiting =
            (self.status.is_server_error() && self.reference.is_none()).then(|| self.clone());
        let mut members = self.further;
        members.insert("type".to_owned(), "about:blank".into());
        members.insert("title".to_owned(), self.title.into());
        members.insert("status".to_owned(), self.status.as_u16().into());
        if let Some(detail) = self.detail {
            members.insert("detail".to_owned(), detail.into());
        }
        if let Some(reference) = self.reference {
            members.insert("reference".to_owned(), reference.into());
        }
        let headers = [
            (
                header::CONTENT_TYPE,
                HeaderValue::from_static("application/problem+json"),
            ),
            (
                header::CACHE_CONTROL,
                HeaderValue::from_static("private, no-store"),
            ),
        ];
        let body = Value::Object(members).to_string();
        let mut response = (self.status, headers, body).into_response();
        if let Some(problem) = waiting {
            response.extensions_mut().insert(problem);
        }
        response
    }
}

/// The kinds of refusal that have words and a page of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    BadRequest,
    NotFound,
    WrongMethod,
    TooLarge,
    Fault,
    Unavailable,
}

impl Kind {
    /// The kind whose words fit a status best.
    pub(crate) fn of(status: StatusCode) -> Kind {
        match status.as_u16() {
            404 | 410 => Kind::NotFound,
            405 => Kind::WrongMethod,
            413 => Kind::TooLarge,
            503 | 504 => Kind::Unavailable,
            500..=599 => Kind::Fault,
            _ => Kind::BadRequest,
        }
    }

    pub(crate) fn key(self) -> &'static str {
        match self {
            Kind::BadRequest => "bad-request",
            Kind::NotFound => "not-found",
            Kind::WrongMethod => "wrong-method",
            Kind::TooLarge => "too-large",
            Kind::Fault => "fault",
            Kind::Unavailable => "unavailable",
        }
    }
}
