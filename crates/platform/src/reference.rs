//! Reference numbers: what a reader can tell the office on the telephone, and what the log has beside the reason.
//! A number says nothing about the reader or the request.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// Without I, L, O and U, which are read as other signs.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BITS: u32 = 40;

/// A number such as `7K2M-9QXB`: no two requests of one process share one, and those of others hardly ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reference(u64);

impl Reference {
    /// The next number.
    pub fn next() -> Reference {
        static COUNT: LazyLock<AtomicU64> =
            LazyLock::new(|| AtomicU64::new(RandomState::new().hash_one("first")));
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        // An odd factor makes neighbours look unlike each other and keeps different counts different.
        Reference(count.wrapping_mul(0x9E37_79B9_7F4A_7C15) & ((1 << BITS) - 1))
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..8).rev() {
            if place == 3 {
                f.write_str("-")?;
            }
            let sign = SIGNS[(self.0 >> (place * 5) & 31) as usize];
            write!(f, "{}", char::from(sign))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn numbers_can_be_read_out_and_do_not_repeat() {
        let many: BTreeSet<String> = (0..10_000).map(|_| Reference::next().to_string()).collect();
        assert_eq!(many.len(), 10_000);
        for number in many {
            assert_eq!(number.len(), 9, "{number}");
            assert!(!number.contains(['I', 'L', 'O', 'U']), "{number}");
        }
    }
}
