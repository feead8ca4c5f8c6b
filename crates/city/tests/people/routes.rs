//! Every address of the site, as the running router knows it.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, header};
use tower::ServiceExt;

use super::site::Site;

/// One address with one method.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// `/account/sessions/{session}/end`
    pub path: String,
    pub method: String,
}

/// All of them. The router tells its paths only where it is printed, and its methods only to who asks with a wrong one:
/// both come from what really answers, so no address can be forgotten.
pub async fn routes(site: &Site) -> Vec<Route> {
    let printed = format!("{:?}", site.router);
    let mut paths = BTreeSet::new();
    for part in printed.split("RouteId(").skip(1) {
        let Some((_, rest)) = part.split_once("): \"") else {
            continue;
        };
        let path = rest.split('"').next().unwrap_or_default();
        if path.starts_with('/') {
            paths.insert(path.to_owned());
        }
    }
    assert!(
        paths.len() > 150,
        "the router is not printed as it was: {} paths",
        paths.len()
    );
    let mut routes = Vec::new();
    for path in paths {
        for method in methods(site, &path).await {
            routes.push(Route {
                path: path.clone(),
                method,
            });
        }
    }
    routes
}

/// The methods of an address: what it says to a method that no page has.
async fn methods(site: &Site, path: &str) -> Vec<String> {
    let request = Request::builder().method("TRACE").uri(filled(path, "x"));
    let request = request.body(Body::empty()).expect("a request");
    let response = site
        .router
        .clone()
        .oneshot(request)
        .await
        .expect("an answer");
    let allowed = response.headers().get(header::ALLOW);
    match allowed {
        Some(allowed) => {
            let allowed = allowed.to_str().expect("ASCII");
            allowed
                .split(',')
                .map(str::trim)
                .filter(|method| *method != "HEAD")
                .map(str::to_owned)
                .collect()
        }
        // Whoever takes every method says so by not refusing this one.
        None => vec!["GET".to_owned(), "POST".to_owned()],
    }
}

/// The path with every name in braces replaced.
pub fn filled(path: &str, value: &str) -> String {
    let mut filled = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        filled.push_str(value);
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    filled + rest
}

/// The names in braces.
pub fn names(path: &str) -> Vec<&str> {
    path.split('{')
        .skip(1)
        .filter_map(|part| part.split('}').next())
        .collect()
}
