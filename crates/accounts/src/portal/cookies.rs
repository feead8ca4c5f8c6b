//! The cookies of this site. All are `__Host-` cookies: only this host over TLS can set and read them (browsers count
//! `localhost` as such), no script sees them, and other sites' forms do not carry them.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use platform::Visitor;
use platform::secret::Token;

use crate::actions::Begun;
use crate::session;

const SESSION: &str = "__Host-session";
const BROWSER: &str = "__Host-browser";
const ATTEMPT: &str = "__Host-attempt";
/// Seconds for which a browser keeps what waits for its next step.
const ATTEMPT_LASTS: i64 = 600;

/// What a browser brings along with a request, and from where it comes.
#[derive(Clone, Debug)]
pub struct Asker {
    pub session: Option<Token>,
    /// By which the browser is known.
    pub browser: Option<Token>,
    /// What was begun in it and waits for the next step.
    pub attempt: Option<Token>,
    /// What the browser calls itself; only ever turned into words of ours.
    pub agent: String,
    pub visitor: Visitor,
}

impl Asker {
    pub fn of(parts: &Parts) -> Asker {
        let headers = &parts.headers;
        let agent = headers
            .get(header::USER_AGENT)
            .and_then(|agent| agent.to_str().ok());
        Asker {
            session: cookie(headers, SESSION),
            browser: cookie(headers, BROWSER),
            attempt: cookie(headers, ATTEMPT),
            agent: agent.unwrap_or_default().to_owned(),
            visitor: parts
                .extensions
                .get::<Visitor>()
                .copied()
                .unwrap_or(Visitor::UNKNOWN),
        }
    }

    /// The browser as actions that begin sessions want it.
    pub fn browser(&self) -> (Option<Token>, &str) {
        (self.browser.clone(), &self.agent)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Asker {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asker, Self::Rejection> {
        Ok(Asker::of(parts))
    }
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<Token> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .and_then(|(_, value)| Token::parse(value))
}

/// The answer to somebody who is signed in from now on.
pub fn signed_in(mut response: Response, begun: &Begun) -> Response {
    set(
        &mut response,
        SESSION,
        &begun.session.text(),
        session::LONGEST.as_secs(),
    );
    known_browser(&mut response, &begun.browser);
    set(&mut response, ATTEMPT, "", 0);
    response
}

pub fn known_browser(response: &mut Response, browser: &Token) {
    set(
        response,
        BROWSER,
        &browser.text(),
        session::BROWSER_KNOWN.as_secs(),
    );
}

pub fn signed_out(mut response: Response) -> Response {
    set(&mut response, SESSION, "", 0);
    response
}

pub fn attempting(mut response: Response, attempt: &Token) -> Response {
    set(&mut response, ATTEMPT, &attempt.text(), ATTEMPT_LASTS);
    response
}

fn set(response: &mut Response, name: &str, value: &str, seconds: i64) {
    let cookie =
        format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}");
    let cookie = HeaderValue::try_from(cookie).expect("names and tokens are plain signs");
    response.headers_mut().append(header::SET_COOKIE, cookie);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others_and_must_be_a_token() {
        let token = Token::new();
        let check = |sent: &[String], found: bool| {
            let mut headers = HeaderMap::new();
            for value in sent {
                headers.append(header::COOKIE, value.parse().expect("a value"));
            }
            assert_eq!(cookie(&headers, SESSION).is_some(), found, "{sent:?}");
        };
        let text = token.text();
        check(&[format!("a=b; __Host-session={text}; c=d")], true);
        check(&["a=b".to_owned(), format!("__Host-session={text}")], true);
        check(&[format!("session={text}")], false);
        check(&["__Host-session=x".to_owned()], false);
        check(&[], false);
    }
}
