//! Changes are asked for from pages of this site alone. A browser says of every request from where it was made
//! (`Sec-Fetch-Site`, `Origin`), and no page can make it say otherwise: a form on another site cannot act in a
//! reader's name. Together with `SameSite` cookies this is the protection against forged requests (CSRF); no form
//! carries a token, so none can forget it. The addresses of machines look at no cookie and are asked from anywhere.

use axum::extract::{Request, State};
use axum::http::uri::Uri;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Shell;
use crate::refusal::is_for_machines;

/// Refuses a change that no page of this site has asked for.
pub(crate) async fn guarded(State(shell): State<Shell>, request: Request, next: Next) -> Response {
    let safe = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    let (_, path) = crate::frame::language_of(request.uri().path());
    if safe || is_for_machines(&path) || is_from_here(request.headers(), request.uri(), &shell) {
        return next.run(request).await;
    }
    StatusCode::FORBIDDEN.into_response()
}

fn is_from_here(headers: &HeaderMap, uri: &Uri, shell: &Shell) -> bool {
    let said = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    match (said("sec-fetch-site"), said("origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => {
            let authority = origin.split_once("://").map(|(_, authority)| authority);
            let ours = [
                said("host"),
                uri.authority().map(|own| own.as_str()),
                shell.address().authority(),
            ];
            authority.is_some_and(|authority| ours.contains(&Some(authority)))
        }
        // Every browser of the last years says one of the two. What says neither is no browser: it may ask, as long
        // as it does not come with what a browser would have added on its own.
        (None, None) => !headers.contains_key(header::COOKIE),
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Bilingual, SiteAddress};

    use super::*;
    use crate::{Clock, SiteName};

    fn check(sent: &[(&str, &str)], allowed: bool) {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "city.example:8080".parse().expect("a value"));
        for (name, value) in sent {
            let name: axum::http::HeaderName = name.parse().expect("a name");
            headers.insert(name, value.parse().expect("a value"));
        }
        let city = Bilingual::new("見本市", "Sample City");
        let address = SiteAddress::parse("https://www.city.example").expect("an address");
        let shell = Shell::new(SiteName { city }, Clock::System).at(address);
        let uri = Uri::from_static("/account/name");
        assert_eq!(is_from_here(&headers, &uri, &shell), allowed, "{sent:?}");
    }

    #[test]
    fn only_pages_of_this_site_may_ask_for_changes() {
        check(&[("sec-fetch-site", "same-origin")], true);
        check(&[("sec-fetch-site", "same-site")], false);
        check(&[("sec-fetch-site", "cross-site")], false);
        check(&[("sec-fetch-site", "none")], false);
        check(
            &[
                ("sec-fetch-site", "cross-site"),
                ("origin", "https://www.city.example"),
            ],
            false,
        );
        check(&[("origin", "http://city.example:8080")], true);
        check(&[("origin", "https://www.city.example")], true);
        check(&[("origin", "https://evil.example")], false);
        check(&[("origin", "null")], false);
        check(&[("cookie", "x=1")], false);
        check(&[], true);
    }
}
