//! Pages in both languages, and the headers they go out with.

use askama::Template;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use kernel::Lang;
use platform::{DbFaultKind, Frame, assets_routes, page};
use tower::ServiceExt;

#[derive(Template)]
#[template(
    source = "{% extends \"layout.html\" %}{% block title %}Sample{% endblock %}\
              {% block content %}<h1>Sample</h1>{% endblock %}",
    ext = "html"
)]
struct SamplePage {
    frame: Frame,
}

fn frame(lang: Lang) -> Frame {
    Frame::sample(lang, platform::words())
}

async fn text(response: Response) -> String {
    let bytes = to_bytes(response.into_body(), 1 << 20).await.expect("body");
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn the_words_are_the_same_in_both_languages() {
    assert_eq!(platform::words().differences(), Vec::<String>::new());
    for kind in DbFaultKind::ALL {
        assert!(
            platform::words().find(Lang::Ja, kind.key()).is_some(),
            "{kind:?}"
        );
    }
}

#[tokio::test]
async fn every_page_renders_in_both_languages() {
    for lang in Lang::ALL {
        for response in [
            page(&SamplePage { frame: frame(lang) }),
            page::not_found(frame(lang)),
            page::bad_request(frame(lang)),
            page::fault_page(frame(lang), "20260401-7f3a"),
            page::unavailable(frame(lang), "20260401-7f3a"),
        ] {
            let html = text(response).await;
            assert!(!html.contains('⟦'), "{html}");
            assert!(html.contains(&format!("<html lang=\"{}\">", lang.tag())));
            assert_eq!(html.matches("<h1>").count(), 1, "{html}");
            assert!(
                !html.contains("style=\"")
                    && html.matches("<script").count() == 1
                    && html.contains("<script type=\"module\" src=\"/assets/site.js?v="),
                "{html}"
            );
        }
    }
}

#[tokio::test]
async fn the_frame_leads_to_the_same_page_in_the_other_language() {
    let html = text(page(&SamplePage {
        frame: frame(Lang::Ja),
    }))
    .await;
    assert!(html.contains("href=\"/en/sample?year=2026\""), "{html}");
    assert!(html.contains("href=\"/strategy\""), "{html}");
    let html = text(page(&SamplePage {
        frame: frame(Lang::En),
    }))
    .await;
    assert!(html.contains("href=\"/sample?year=2026\""), "{html}");
    assert!(html.contains("href=\"/en/strategy\""), "{html}");
}

#[tokio::test]
async fn no_cache_may_keep_a_page() {
    let response = page(&SamplePage {
        frame: frame(Lang::Ja),
    });
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(
        response.headers()[header::CACHE_CONTROL],
        "private, no-store"
    );
    assert_eq!(
        response.headers()[header::CONTENT_TYPE],
        "text/html; charset=utf-8"
    );
    assert_eq!(
        page::not_found(frame(Lang::Ja)).status(),
        StatusCode::NOT_FOUND
    );
    let fault = page::fault_page(frame(Lang::En), "R-1<");
    assert_eq!(fault.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let html = text(fault).await;
    assert!(
        html.contains("R-1&#60;"),
        "what is shown is escaped: {html}"
    );
}

#[tokio::test]
async fn the_stylesheet_is_kept_for_a_year_only_under_its_own_address() {
    let get = async |address: &str| {
        let request = Request::get(address).body(Body::empty()).expect("request");
        assets_routes::<()>()
            .oneshot(request)
            .await
            .expect("answer")
    };
    let response = get(frame(Lang::Ja).stylesheet()).await;
    let kept = response.headers()[header::CACHE_CONTROL].clone();
    assert!(kept.to_str().expect("ASCII").contains("immutable"));
    assert!(text(response).await.contains(".verdict-undecided"));
    for other in [
        "/assets/style.css",
        "/assets/style.css?v=0",
        "/assets/style.css?",
    ] {
        assert_eq!(
            get(other).await.headers()[header::CACHE_CONTROL],
            "no-cache"
        );
    }
    assert_eq!(get(frame(Lang::Ja).icon()).await.status(), StatusCode::OK);
}
