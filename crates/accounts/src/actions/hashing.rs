//! The place where passwords are hashed. Each hash takes 19 MiB and some fifty milliseconds of a core, so only a few run
//! at once, away from the threads that answer pages, and a crowd that waits for them is bounded: public pages stay
//! quick however many sign in.

use std::sync::Arc;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

/// KiB, rounds, lanes: the second of the equal choices in the OWASP Password Storage Cheat Sheet for Argon2id.
const MEMORY: u32 = 19 * 1024;
const ROUNDS: u32 = 2;
const LANES: u32 = 1;
/// Who would wait longer than this many others is told to come back.
const MOST_WAITING: usize = 500;

/// Cloning is cheap: all clones share their places.
#[derive(Clone)]
pub struct Hashing {
    places: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

/// Too many wait already.
#[derive(Debug)]
pub struct Crowded;

impl<R> From<Crowded> for super::Stop<R> {
    fn from(_: Crowded) -> super::Stop<R> {
        super::Stop::Busy
    }
}

impl Hashing {
    /// Half of the machine's cores, and at least one.
    pub fn new() -> Hashing {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Hashing {
            places: Arc::new(Semaphore::new((cores / 2).max(1))),
            waiting: Arc::default(),
        }
    }

    /// A password in the PHC form, with a salt of its own.
    pub async fn hash(&self, password: String) -> Result<String, Crowded> {
        self.run(move || {
            let hash = argon2().hash_password(password.as_bytes());
            hash.expect("any text can be hashed").to_string()
        })
        .await
    }

    /// Whether it is the password. Without a hash the same work is done for nothing, so that nobody can tell from the
    /// time whether there was one.
    pub async fn is_right(&self, password: String, hash: Option<String>) -> Result<bool, Crowded> {
        self.run(move || {
            let known = hash.is_some();
            let hash = hash.unwrap_or_else(|| NOBODYS.clone());
            let right = PasswordHash::new(&hash)
                .is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok());
            right && known
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Crowded> {
        let waiting = Waiting::begin(&self.waiting).ok_or(Crowded)?;
        let place = Arc::clone(&self.places)
            .acquire_owned()
            .await
            .map_err(|_| Crowded)?;
        // Both go with the work: it goes on even when its reader has left, and counts until it ends.
        let work = move || {
            let done = work();
            drop((place, waiting));
            done
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| Crowded)
    }
}

impl Default for Hashing {
    fn default() -> Hashing {
        Hashing::new()
    }
}

/// A hash that no password has.
static NOBODYS: LazyLock<String> = LazyLock::new(|| {
    let random = platform::secret::Token::new().text();
    let hash = argon2().hash_password(random.as_bytes());
    hash.expect("any text can be hashed").to_string()
});

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY, ROUNDS, LANES, None).expect("sizes that Argon2 takes");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// One of those who wait or are served.
struct Waiting(Arc<AtomicUsize>);

impl Waiting {
    fn begin(count: &Arc<AtomicUsize>) -> Option<Waiting> {
        let waiting = Waiting(Arc::clone(count));
        match count.fetch_add(1, Ordering::Relaxed) < MOST_WAITING {
            true => Some(waiting),
            false => None,
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
