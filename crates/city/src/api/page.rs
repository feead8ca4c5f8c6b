//! The page for developers: what the API offers, with examples that can be tried at once.

use askama::Template;
use axum::Router;
use axum::extract::{OriginalUri, State as With};
use axum::response::Response;
use axum::routing::get;
use platform::{Frame, Shell, public_page};

use super::words;

/// The page, relative to the root of a language.
pub fn routes(shell: Shell) -> Router {
    Router::new().route("/api", get(show)).with_state(shell)
}

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage {
    frame: Frame,
}

async fn show(With(shell): With<Shell>, OriginalUri(uri): OriginalUri) -> Response {
    public_page(&ApiPage {
        frame: shell.frame(&uri, words()),
    })
}

/// The addresses of the table, each with the message that tells what it gives.
const ADDRESSES: [(&str, &str); 16] = [
    ("GET /api/city", "api-page-city"),
    ("GET /api/strategy", "api-page-strategy"),
    ("GET /api/policies/{id}", "api-page-policy"),
    ("GET /api/directions/{id}", "api-page-direction"),
    ("GET /api/themes", "api-page-themes"),
    ("GET /api/themes/{id}", "api-page-theme"),
    ("GET /api/figures", "api-page-figures"),
    ("GET /api/figures/{id}", "api-page-figure"),
    ("GET /api/organisations", "api-page-organisations"),
    ("GET /api/facts", "api-page-facts"),
    ("GET /api/programmes", "api-page-programmes"),
    ("GET /api/programmes/{id}", "api-page-programme"),
    ("GET /api/programmes/{id}/source", "api-page-source"),
    ("GET /api/programmes/{id}/simulation", "api-page-simulation"),
    ("POST /api/assess", "api-page-assess"),
    ("GET /api/openapi.json", "api-page-document"),
];

impl ApiPage {
    fn addresses(&self) -> [(&'static str, &'static str); 16] {
        ADDRESSES
    }

    fn programmes_example(&self) -> &'static str {
        "curl 'https://SITE/api/programmes?kind=subsidy&window=open'"
    }

    fn assess_example(&self) -> String {
        let lang = self.frame.lang.tag();
        format!(
            "curl 'https://SITE/api/assess' \\\n  -H 'Content-Type: application/json' \\\n  -d '{{\"facts\": \
             {{\"applicant\": \"company\", \"industry\": \"2441\", \"employees\": 12}}, \"lang\": \"{lang}\"}}'"
        )
    }

    fn problem_example(&self) -> &'static str {
        "{\n  \"type\": \"about:blank\",\n  \"title\": \"Unprocessable Entity\",\n  \"status\": 422,\n  \"code\": \
         \"api-mistaken\",\n  \"message\": {\"ja\": \"…\", \"en\": \"…\"},\n  \"errors\": [\n    {\"field\": \
         \"/facts/employes\", \"code\": \"profile-unknown-fact-near\", \"message\": {\"ja\": \"…\", \"en\": \"…\"}}\n  ]\n}"
    }
}

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;

    #[test]
    fn the_page_is_complete_in_both_languages() {
        for lang in Lang::ALL {
            let frame = Frame::sample(lang, words());
            let html = ApiPage { frame }.render().expect("a page");
            assert!(!html.contains('⟦'), "{html}");
            assert!(html.contains("/api/openapi.json"));
        }
        assert!(words().differences().is_empty());
    }
}
