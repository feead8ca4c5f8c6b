//! What went wrong, for machines: `application/problem+json` (RFC 9457). The same refusals that people read as a
//! page. One form for all of them, whoever refuses: a handler, the router, or the ground under both.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::Words;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::Text;
use crate::reference::Reference;

/// The media type of a problem.
pub const PROBLEM_TYPE: &str = "application/problem+json";

/// A request that is refused, or a fault of ours, as a problem of RFC 9457.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// `about:blank`: the status and `code` say what kind of problem it is.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    kind: &'static str,
    /// The name of the status in HTTP.
    #[schema(example = "Not Found")]
    title: &'static str,
    #[schema(example = 404, minimum = 400, maximum = 599)]
    status: u16,
    /// The sentence of `message` in English.
    #[schema(value_type = String)]
    detail: Box<str>,
    /// A word for programs; it stays the same when a sentence is reworded.
    #[schema(example = "api-not-found")]
    code: &'static str,
    /// What happened and what to do, in both languages.
    message: Box<Text>,
    /// The parts of the request that must be changed; empty when it is not about a part.
    errors: Vec<FieldError>,
    /// The number under which our log tells more: with every status from 500 on, and only there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, nullable = false)]
    reference: Option<Box<str>>,
}

/// One mistake in a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// Where it is: a JSON Pointer (RFC 6901) into the body, or the name of a parameter.
    #[schema(example = "/facts/employees")]
    pub field: String,
    /// A word for programs.
    #[schema(example = "profile-unknown-fact")]
    pub code: String,
    pub message: Text,
}

impl Problem {
    /// A problem whose message is one of `words`.
    pub fn new(
        status: StatusCode,
        words: &Words,
        code: &'static str,
        args: &[(&str, &str)],
    ) -> Problem {
        let message = Text::said(words, code, args);
        Problem {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or_default(),
            status: status.as_u16(),
            detail: message.en.as_str().into(),
            code,
            message: Box::new(message),
            errors: Vec::new(),
            reference: None,
        }
    }

    /// The problem that a bare status stands for.
    pub fn of(status: StatusCode) -> Problem {
        Problem::new(status, crate::words(), Kind::of(status).code(), &[])
    }

    /// There is no such thing under this address.
    pub fn not_found() -> Problem {
        Problem::of(StatusCode::NOT_FOUND)
    }

    pub fn with_errors(self, errors: Vec<FieldError>) -> Problem {
        Problem { errors, ..self }
    }

    /// The number under which the log tells more. The site adds it to every status from 500 on.
    pub fn reference(mut self, reference: &Reference) -> Problem {
        self.reference = Some(reference.to_string().into());
        self
    }

    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_TYPE)),
            (
                header::CACHE_CONTROL,
                HeaderValue::from_static("private, no-store"),
            ),
            // A refusal tells nothing about anybody: a page elsewhere that asked the API may read why it was refused.
            (
                header::ACCESS_CONTROL_ALLOW_ORIGIN,
                HeaderValue::from_static("*"),
            ),
        ];
        let body = serde_json::to_string(&self).expect("text keys and no numbers that JSON lacks");
        let mut response = (status, headers, body).into_response();
        if status.is_server_error() && self.reference.is_none() {
            // One that still waits for its number takes itself along.
            response.extensions_mut().insert(self);
        }
        response
    }
}

/// The kinds of refusal that have words and a page of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    BadRequest,
    /// Asked for from another site.
    Foreign,
    NotFound,
    WrongMethod,
    TooLarge,
    TooMany,
    Fault,
    Unavailable,
}

impl Kind {
    /// The kind whose words fit a status best.
    pub(crate) fn of(status: StatusCode) -> Kind {
        match status.as_u16() {
            403 => Kind::Foreign,
            404 | 410 => Kind::NotFound,
            405 => Kind::WrongMethod,
            413 => Kind::TooLarge,
            429 => Kind::TooMany,
            503 | 504 => Kind::Unavailable,
            500..=599 => Kind::Fault,
            _ => Kind::BadRequest,
        }
    }

    pub(crate) fn key(self) -> &'static str {
        match self {
            Kind::BadRequest => "bad-request",
            Kind::Foreign => "foreign",
            Kind::NotFound => "not-found",
            Kind::WrongMethod => "wrong-method",
            Kind::TooLarge => "too-large",
            Kind::TooMany => "too-many",
            Kind::Fault => "fault",
            Kind::Unavailable => "unavailable",
        }
    }

    /// The message for machines.
    fn code(self) -> &'static str {
        match self {
            Kind::BadRequest | Kind::Foreign => "api-bad-request",
            Kind::NotFound => "api-not-found",
            Kind::WrongMethod => "api-wrong-method",
            Kind::TooLarge => "api-request-too-large",
            Kind::TooMany => "api-unavailable",
            Kind::Fault => "api-fault",
            Kind::Unavailable => "api-unavailable",
        }
    }
}
