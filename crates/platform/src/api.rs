//! What the machine doors of all modules share: texts in both languages, what a source states or not, and the
//! answer to a request that is refused (RFC 9457). Not here: the routes, which each module has in its `api`.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{Bilingual, Lang, Words};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

/// The media type of a refusal.
pub const PROBLEM_TYPE: &str = "application/problem+json";

/// A text in Japanese and English. Neither is ever empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Text {
    #[schema(example = "金沢市")]
    pub ja: String,
    #[schema(example = "Kanazawa")]
    pub en: String,
}

impl From<&Bilingual> for Text {
    fn from(text: &Bilingual) -> Text {
        Text {
            ja: text.ja.clone(),
            en: text.en.clone(),
        }
    }
}

impl Text {
    /// Builds both sides with one function of the language.
    pub fn of(make: impl Fn(Lang) -> String) -> Text {
        Text::from(&Bilingual::of(make))
    }

    /// A message in both languages.
    pub fn said(words: &Words, key: &str, args: &[(&str, &str)]) -> Text {
        Text::of(|lang| words.say(lang, key, args))
    }

    pub fn maybe(text: Option<&Bilingual>) -> Option<Text> {
        text.map(Text::from)
    }

    pub fn all(texts: &[Bilingual]) -> Vec<Text> {
        texts.iter().map(Text::from).collect()
    }
}

/// Addresses of the page for people that shows the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Page {
    #[schema(example = "/programmes/kz-equip-2025")]
    pub ja: String,
    #[schema(example = "/en/programmes/kz-equip-2025")]
    pub en: String,
}

impl Page {
    pub fn of(path: &str) -> Page {
        Page {
            ja: path.to_owned(),
            en: format!("/en{path}"),
        }
    }
}

/// A request that is refused, as a problem of RFC 9457.
#[derive(Clone, Debug, Serialize, ToSchema)]
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
    detail: String,
    /// A word for programs; it stays the same when a sentence is reworded.
    #[schema(example = "api-not-found")]
    code: &'static str,
    /// What happened and what to do, in both languages.
    message: Box<Text>,
    /// The parts of the request that must be changed; empty when it is not about a part.
    errors: Vec<FieldError>,
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
            detail: message.en.clone(),
            code,
            message: Box::new(message),
            errors: Vec::new(),
        }
    }

    pub fn with_errors(self, errors: Vec<FieldError>) -> Problem {
        Problem { errors, ..self }
    }

    /// There is no such thing under this address.
    pub fn not_found() -> Problem {
        Problem::new(StatusCode::NOT_FOUND, crate::words(), "api-not-found", &[])
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_REQUEST);
        let mut response = (status, Json(self)).into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_TYPE));
        response
    }
}

/// The schema of a word out of a fixed set.
pub fn one_of<'w>(description: &str, words: impl IntoIterator<Item = &'w str>) -> Object {
    let words: Vec<&str> = words.into_iter().collect();
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .enum_values(Some(words))
        .build()
}

/// The schema of a day: `2026-05-01`.
pub fn day(description: &str) -> Object {
    text(description, r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
}

/// The schema of a text of a fixed form.
pub fn text(description: &str, pattern: &str) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .pattern(Some(pattern))
        .build()
}
