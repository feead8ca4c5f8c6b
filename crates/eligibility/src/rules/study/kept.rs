//! What was found out about an edition, kept for whoever gives the same answers: most visitors have told little, and
//! with each further answer most of what an edition asks stays as it was. Of the answers themselves nothing is kept
//! but a number from which they cannot be found out.

use std::any::Any;
use std::fmt::{Debug, Formatter};
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

/// So many findings of an edition are kept; then the one goes that was not wanted for the longest time.
const MOST_KEPT: usize = 32;

/// Which answers something was found out for. Different ones have different keys, as surely as 128 bits can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key(u64, u64);

/// What was wanted last is first.
#[derive(Default)]
pub(crate) struct Kept(Mutex<Vec<(Key, Finding)>>);

type Finding = Arc<dyn Any + Send + Sync>;

impl Key {
    pub(crate) fn of(answers: impl Hash) -> Key {
        // Other numbers in every process, so that nobody can prepare answers with the same key.
        static SEEDS: LazyLock<[RandomState; 2]> = LazyLock::new(Default::default);
        let [one, other] = &*SEEDS;
        Key(one.hash_one(&answers), other.hash_one(&answers))
    }
}

impl Kept {
    /// What was found out, if it is kept; else `find` finds it out.
    pub(crate) fn or_find<T: Send + Sync + 'static>(
        &self,
        key: Key,
        find: impl FnOnce() -> T,
    ) -> Arc<T> {
        if let Some(known) = self.get(key).and_then(|known| known.downcast().ok()) {
            return known;
        }
        let found = Arc::new(find());
        let mut all = self.all();
        all.truncate(MOST_KEPT - 1);
        all.insert(0, (key, found.clone()));
        found
    }

    fn get(&self, key: Key) -> Option<Finding> {
        let mut all = self.all();
        let place = all.iter().position(|(known, _)| *known == key)?;
        all[..=place].rotate_right(1);
        Some(all[0].1.clone())
    }

    fn all(&self) -> MutexGuard<'_, Vec<(Key, Finding)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Debug for Kept {
    fn fmt(&self, to: &mut Formatter<'_>) -> std::fmt::Result {
        write!(to, "Kept({})", self.all().len())
    }
}
