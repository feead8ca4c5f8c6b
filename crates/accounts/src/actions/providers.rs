//! Signing in at other providers (OpenID Connect): the authorization code flow with PKCE. The rules of the protocol are
//! the library's; here is how its questions are asked, and what is remembered of the answers.

mod answer;
mod begin;
mod business;
mod exchange;
mod http;
mod link;
mod own;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use openidconnect::core::CoreProviderMetadata;
use openidconnect::{DiscoveryError, IssuerUrl};
use platform::logs::{Line, Logs, Value};
use tokio::sync::Semaphore;

pub use answer::{Answered, finish_provider};
pub use begin::{Kept, Onward, ProviderWish, begin_provider, provider_attempt};
pub use own::{OwnProvider, providers_of, unlink_provider};

use super::Stop;
use crate::provider::{Provider, ProviderRefusal};
use http::{Http, Unreachable};

/// What a provider says of itself is asked again after so long.
const KNOWN_FOR: SignedDuration = SignedDuration::from_hours(1);
/// So many questions wait for answers at once. A provider that has fallen asleep must not take all threads.
const MOST_AT_ONCE: usize = 16;

/// The providers of the site. Cloning is cheap: all clones are one.
#[derive(Clone)]
pub struct Providers(Arc<Known>);

struct Known {
    providers: Vec<Provider>,
    logs: Logs,
    http: Http,
    met: Mutex<HashMap<String, Met>>,
    places: Arc<Semaphore>,
}

#[derive(Clone)]
struct Met {
    at: Timestamp,
    metadata: CoreProviderMetadata,
}

impl Providers {
    pub fn new(providers: Vec<Provider>, logs: Logs) -> Providers {
        Providers(Arc::new(Known {
            providers,
            logs,
            http: Http::new(),
            met: Mutex::default(),
            places: Arc::new(Semaphore::new(MOST_AT_ONCE)),
        }))
    }

    /// A site on which nobody else vouches for people.
    pub fn none() -> Providers {
        Providers::new(Vec::new(), Logs::off())
    }

    /// In the order of their file.
    pub fn all(&self) -> &[Provider] {
        &self.0.providers
    }

    pub fn find(&self, id: &str) -> Option<&Provider> {
        self.all().iter().find(|provider| provider.id == id)
    }

    /// Tells whoever runs the site what was wrong, and nothing about whom.
    pub fn log(&self, provider: &str, refusal: ProviderRefusal) {
        // What stands in an address is a visitor's: only a name of ours is written.
        let ours = self.find(provider).map(|provider| provider.id.clone());
        let line = Line::event("provider refused")
            .with("provider", ours.map_or(Value::Nothing, Value::Ours))
            .with("why", Value::Word(refusal.word()));
        self.0.logs.write(line);
    }

    /// Does what asks a provider away from the threads that answer pages.
    async fn away<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Providers) -> Result<T, ProviderRefusal> + Send + 'static,
    ) -> Result<T, Stop<ProviderRefusal>> {
        let places = Arc::clone(&self.0.places);
        let place = places.acquire_owned().await.map_err(|_| Stop::Busy)?;
        let own = self.clone();
        // The place goes with the work, which goes on even when its reader has left.
        let work = move || {
            let done = work(&own);
            drop(place);
            done
        };
        let done = tokio::task::spawn_blocking(work).await;
        done.map_err(|_| Stop::Busy)?.map_err(Stop::Refused)
    }

    /// What the provider says of itself, asked at most once an hour.
    fn meet(
        &self,
        provider: &Provider,
        now: Timestamp,
    ) -> Result<CoreProviderMetadata, ProviderRefusal> {
        let known = |met: &Met| now.duration_since(met.at).abs() < KNOWN_FOR;
        if let Some(met) = self.met().get(&provider.id).filter(|met| known(met)) {
            return Ok(met.metadata.clone());
        }
        let issuer =
            IssuerUrl::new(provider.issuer.clone()).map_err(|_| ProviderRefusal::WrongDiscovery)?;
        let metadata = CoreProviderMetadata::discover(&issuer, &self.0.http.of(provider))
            .map_err(|error| undiscovered(&error))?;
        let leads_on = metadata.authorization_endpoint().as_str();
        if !self.0.http.may_ask(provider, leads_on) {
            return Err(ProviderRefusal::WrongDiscovery);
        }
        self.remember(provider, &metadata, now);
        Ok(metadata)
    }

    fn remember(&self, provider: &Provider, metadata: &CoreProviderMetadata, at: Timestamp) {
        let metadata = metadata.clone();
        self.met().insert(provider.id.clone(), Met { at, metadata });
    }

    fn met(&self) -> std::sync::MutexGuard<'_, HashMap<String, Met>> {
        self.0.met.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn undiscovered(error: &DiscoveryError<Unreachable>) -> ProviderRefusal {
    match error {
        DiscoveryError::Request(_) | DiscoveryError::Response(..) => ProviderRefusal::NotReachable,
        _ => ProviderRefusal::WrongDiscovery,
    }
}
