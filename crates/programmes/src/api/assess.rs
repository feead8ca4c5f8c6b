//! What an applicant can use, asked by a program. What is sent is judged and forgotten.

use axum::body::to_bytes;
use axum::extract::{Request, State as With};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use platform::problem::Problem;

use super::body::{LARGEST_BODY, Question, Refused, Unreadable, read};
use super::{State, words};
use crate::assess::{AssessmentJson, assess as judge, to_json};
use crate::{Asked, Catalogue};

/// What an applicant can use
///
/// Judges a profile by the programmes of the city: for each one whether it can be used, why, for how much, until
/// when, and which facts are still missing. The answer has the form of `monozukuri assess --format json`. Nothing that
/// is sent is stored or logged, and no cache may keep the answer.
#[utoipa::path(
    post, path = "/api/assess", operation_id = "assess", tag = "assessment",
    request_body(
        content = serde_json::Value, content_type = "application/json",
        description = "A profile; at most 64 kilobytes. Its schema is `AssessRequest`.",
        example = json!({"facts": {"applicant": "company", "industry": "2441", "employees": 12,
            "place_in_city": ["head_office", "production_site"], "tax_arrears": false},
            "on": "2026-05-01", "programmes": ["kz-wage-bonus-2026"], "lang": "en"}),
    ),
    responses(
        (status = 200, description = "The answers, in the order of the catalogue.", body = AssessmentJson),
        (status = 400, description = "The body is not JSON: empty, broken, not UTF-8, nested too deeply.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is larger than 64 kilobytes.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not declared as application/json.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Something in the profile cannot be meant; `errors` tells each mistake with its place.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn assess(With(state): With<State>, request: Request) -> Response {
    let mut response = match asked(&state, request).await {
        Ok(question) => answer(&state, &question),
        Err(problem) => problem.into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}

async fn asked(state: &State, request: Request) -> Result<Question, Problem> {
    let problem = |status, code| Problem::new(status, words(), code, &[]);
    let largest = (LARGEST_BODY / 1024).to_string();
    let too_large = || {
        let args = [("most", largest.as_str())];
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            words(),
            "api-too-large",
            &args,
        )
    };
    if !is_json(request.headers()) {
        return Err(problem(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "api-not-declared",
        ));
    }
    if declared_length(request.headers()).is_some_and(|length| length > LARGEST_BODY) {
        return Err(too_large());
    }
    let bytes = to_bytes(request.into_body(), LARGEST_BODY)
        .await
        .map_err(|_| too_large())?;
    question(&bytes, &state.catalogue)
}

/// The question in a body.
fn question(bytes: &[u8], catalogue: &Catalogue) -> Result<Question, Problem> {
    let bad = |code| Problem::new(StatusCode::BAD_REQUEST, words(), code, &[]);
    read(bytes, catalogue).map_err(|refused| match refused {
        Refused::Unreadable(Unreadable::Empty) => bad("api-empty"),
        Refused::Unreadable(Unreadable::NotUtf8) => bad("api-not-utf8"),
        Refused::Unreadable(Unreadable::TooDeep) => bad("api-too-deep"),
        Refused::Unreadable(Unreadable::NotJson { line, column }) => {
            let (line, column) = (line.to_string(), column.to_string());
            let args = [("line", line.as_str()), ("column", column.as_str())];
            Problem::new(StatusCode::BAD_REQUEST, words(), "api-not-json", &args)
        }
        Refused::Mistaken(errors) => {
            let count = errors.len().to_string();
            let args = [("count", count.as_str())];
            Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                words(),
                "api-mistaken",
                &args,
            )
            .with_errors(errors)
        }
    })
}

fn answer(state: &State, question: &Question) -> Response {
    let on = question.on.unwrap_or_else(|| state.clock.today());
    let which = match &question.programmes {
        None => Asked::All,
        Some(ids) => Asked::These(ids),
    };
    let assessment = judge(&state.catalogue, &question.profile, on, which);
    let body = to_json(&assessment, &state.catalogue, question.lang);
    ([(CONTENT_TYPE, "application/json")], body).into_response()
}

/// JSON is UTF-8 (RFC 8259); a charset that says so too does no harm.
fn is_json(headers: &HeaderMap) -> bool {
    let declared = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let mut parts = declared.unwrap_or_default().split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
    let is_json =
        kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"));
    is_json
        && parts.all(|part| match part.split_once('=') {
            Some((name, value)) if name.eq_ignore_ascii_case("charset") => {
                value.trim_matches('"').eq_ignore_ascii_case("utf-8")
            }
            _ => true,
        })
}

fn declared_length(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
