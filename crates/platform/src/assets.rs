//! The stylesheet, the script and the icon, embedded in the program.

use std::sync::LazyLock;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};

use crate::kept::public;
use crate::migrations::hex;

const STYLE: &str = concat!(
    include_str!("../assets/style.css"),
    include_str!("../assets/parts.css"),
    include_str!("../assets/forms.css"),
    include_str!("../assets/pictures.css"),
    include_str!("../assets/list.css"),
    include_str!("../assets/finder.css"),
    include_str!("../assets/simulation.css"),
    include_str!("../assets/account.css"),
    include_str!("../assets/edges.css"),
    include_str!("../assets/print.css"),
);
const SCRIPT: &str = concat!(
    include_str!("../assets/site.js"),
    include_str!("../assets/passkeys.js"),
);
const ICON: &str = include_str!("../assets/icon.svg");
pub(crate) const ICON_ADDRESS: &str = "/assets/icon.svg";

/// `/assets/style.css?v=…`: a changed stylesheet has another address, so that it can be kept for a year.
pub(crate) fn stylesheet_address() -> &'static str {
    static ADDRESS: LazyLock<String> =
        LazyLock::new(|| format!("/assets/style.css?v={}", version(STYLE)));
    &ADDRESS
}

/// `/assets/site.js?v=…`
pub(crate) fn script_address() -> &'static str {
    static ADDRESS: LazyLock<String> =
        LazyLock::new(|| format!("/assets/site.js?v={}", version(SCRIPT)));
    &ADDRESS
}

/// The routes of what pages load. They stand outside the languages: once, at the root.
pub fn assets_routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/assets/style.css", get(style))
        .route("/assets/site.js", get(script))
        .route(ICON_ADDRESS, get(icon))
}

async fn style(uri: Uri) -> Response {
    versioned(&uri, stylesheet_address(), "text/css; charset=utf-8", STYLE)
}

async fn script(uri: Uri) -> Response {
    let kind = "text/javascript; charset=utf-8";
    versioned(&uri, script_address(), kind, SCRIPT)
}

/// During an update another node may have sent the reader here with its own version: that answer must not stay for
/// a year under the wrong name.
fn versioned(uri: &Uri, ours: &str, kind: &'static str, text: &'static str) -> Response {
    let asked = uri.path_and_query().map(|asked| asked.as_str());
    if asked == Some(ours) {
        let keep = "public, max-age=31536000, immutable";
        return public((headers(kind, keep), text).into_response());
    }
    (headers(kind, "no-cache"), text).into_response()
}

async fn icon() -> Response {
    public((headers("image/svg+xml", "public, max-age=86400"), ICON).into_response())
}

fn headers(kind: &'static str, keep: &'static str) -> [(HeaderName, HeaderValue); 3] {
    [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
    ]
}

fn version(text: &str) -> String {
    let mut hash = hex(&Sha256::digest(text.as_bytes()));
    hash.truncate(12);
    hash
}
