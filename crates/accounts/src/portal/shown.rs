//! A page that only tells something and shows where to go on.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use platform::page::page_with_status;
use platform::{Broken, DbFault, Frame};

/// A page that tells something.
#[derive(Template)]
#[template(path = "told.html")]
pub struct ToldPage {
    pub frame: Frame,
    pub title: String,
    /// `info`, `success`, `warning`, `error`.
    pub tone: &'static str,
    pub text: Vec<String>,
    /// Where to go on: address without the language, and text; the first is the main one.
    pub links: Vec<(String, String)>,
}

impl ToldPage {
    /// The page whose messages begin with `key`: `KEY-title`, `KEY-text`.
    pub fn new(frame: Frame, key: &str, tone: &'static str, links: &[(&str, &str)]) -> ToldPage {
        ToldPage {
            title: frame.t(&format!("{key}-title")),
            tone,
            text: vec![frame.t(&format!("{key}-text"))],
            links: links
                .iter()
                .map(|(path, link)| ((*path).to_owned(), frame.t(link)))
                .collect(),
            frame,
        }
    }

    pub fn answer(&self, status: StatusCode) -> Response {
        page_with_status(status, self)
    }
}

/// A fault of the database, as an answer.
pub fn broken(fault: &DbFault) -> Response {
    Broken::database("accounts", fault).into_response()
}

/// Too many wait for a password to be checked: the ground makes the page.
pub fn busy() -> Response {
    let later = [(axum::http::header::RETRY_AFTER, "5")];
    (StatusCode::SERVICE_UNAVAILABLE, later).into_response()
}

/// A link that does not work: used, too old, or never one. Nobody is told which.
pub fn worn_out(frame: Frame) -> Response {
    ToldPage::new(
        frame,
        "link-worn-out",
        "warning",
        &[
            ("/sign-in/help", "sign-in-to-help"),
            ("/sign-up", "sign-in-to-sign-up"),
        ],
    )
    .answer(StatusCode::NOT_FOUND)
}
