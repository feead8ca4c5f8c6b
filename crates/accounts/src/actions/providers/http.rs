//! How a provider is asked: briefly, without following it elsewhere, and never for an answer without an end.

use std::fmt;
use std::time::Duration;

use openidconnect::http::Method;
use openidconnect::{HttpRequest, HttpResponse};
use ureq::Agent;

use crate::provider::{Provider, is_safe_address};

/// From the first packet to the last sign.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of an answer. Key sets and tokens have a few thousand.
const MOST: u64 = 1024 * 1024;

pub(super) struct Http(Agent);

/// No answer, or none that may be used. What the provider or the network said stays unsaid: it may hold anything.
#[derive(Debug)]
pub(super) struct Unreachable;

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not reachable")
    }
}

impl std::error::Error for Unreachable {}

impl Http {
    pub(super) fn new() -> Http {
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .max_redirects(0)
            .http_status_as_error(false)
            .build();
        Http(config.new_agent())
    }

    /// Only over TLS. Without it only by a provider that is on this machine itself: no provider elsewhere can make us
    /// ask what listens here.
    pub(super) fn may_ask(&self, provider: &Provider, address: &str) -> bool {
        address.starts_with("https://")
            || (provider.issuer.starts_with("http://") && is_safe_address(address))
    }

    /// A client of the library for the questions to one provider.
    pub(super) fn of<'a>(
        &'a self,
        provider: &'a Provider,
    ) -> impl Fn(HttpRequest) -> Result<HttpResponse, Unreachable> + 'a {
        move |request| {
            if !self.may_ask(provider, &request.uri().to_string()) {
                return Err(Unreachable);
            }
            let answer = match *request.method() {
                Method::GET => self.0.run(request.map(|_| ())),
                _ => self.0.run(request),
            };
            let (parts, mut body) = answer.map_err(|_| Unreachable)?.into_parts();
            let body = body.with_config().limit(MOST).read_to_vec();
            let body = body.map_err(|_| Unreachable)?;
            Ok(HttpResponse::from_parts(parts, body))
        }
    }
}
