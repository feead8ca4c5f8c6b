//! How often strangers may try. Each limit is a bucket that empties steadily: some tries at once, then one every so
//! often (the generic cell rate algorithm). A bucket never locks: it only makes the next try wait.
//!
//! Nobody who really is the owner is kept out: a browser in which the person has signed in before has a bucket of
//! its own, a passkey has none at all, and a mailed link opens one for a new browser. So the wrong tries of others
//! wear out only what others share.

/// One limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The first part of the bucket's name.
    pub name: &'static str,
    /// Tries at once.
    pub at_once: i64,
    /// Microseconds until one more try is allowed.
    pub every: i64,
}

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;

/// Wrong passwords for one address from browsers that are not known: 10 at once, then one in half a minute.
pub const ACCOUNT: Limit = Limit {
    name: "account",
    at_once: 10,
    every: 30 * SECOND,
};
/// The same from one browser that the person has used before.
pub const KNOWN_BROWSER: Limit = Limit {
    name: "browser",
    at_once: 10,
    every: 30 * SECOND,
};
/// Tries from one network, whatever the account: an office of fifty people signs in without noticing.
pub const NETWORK: Limit = Limit {
    name: "network",
    at_once: 60,
    every: 5 * SECOND,
};
/// Codes of one person from browsers that are not known. A code has a million values, three of which are right.
pub const CODE: Limit = Limit {
    name: "code",
    at_once: 10,
    every: 5 * MINUTE,
};
/// The same from a browser that the person has used before.
pub const CODE_KNOWN: Limit = Limit {
    name: "code-known",
    at_once: 10,
    every: 2 * MINUTE,
};
/// Passkeys that are asked for from one network. Nobody can guess one: this only bounds what strangers can have written
/// down, and each view of the sign-in page asks once.
pub const PASSKEY: Limit = Limit {
    name: "passkey",
    at_once: 120,
    every: SECOND,
};
/// Sign-ins at other providers that are begun from one network: each may make us ask the provider.
pub const PROVIDER: Limit = Limit {
    name: "provider",
    at_once: 60,
    every: 2 * SECOND,
};
/// Letters to one address that somebody asked for without being signed in.
pub const LETTER: Limit = Limit {
    name: "letter",
    at_once: 3,
    every: 5 * MINUTE,
};
/// Letters that somebody asked for from one network.
pub const LETTER_NETWORK: Limit = Limit {
    name: "letter-network",
    at_once: 20,
    every: 30 * SECOND,
};
/// Invitations that one person sends.
pub const INVITATION: Limit = Limit {
    name: "invitation",
    at_once: 30,
    every: MINUTE,
};

/// Browsers that a mailed link lets try, for one person: whoever has the mailbox must not get a new bucket as often as
/// they like.
pub const BROWSER_BY_LINK: Limit = Limit {
    name: "browser-by-link",
    at_once: 3,
    every: 8 * 60 * MINUTE,
};
/// Warnings to one person that somebody tries again and again.
pub const WARNING: Limit = Limit {
    name: "warning",
    at_once: 1,
    every: 24 * 60 * MINUTE,
};
/// Invitations to one address, whoever sends them: nobody's mailbox is filled through this site.
pub const INVITED: Limit = Limit {
    name: "invited",
    at_once: 10,
    every: 10 * MINUTE,
};
/// Letters by which the office lets one person back in.
pub const RECOVERY: Limit = Limit {
    name: "recovery",
    at_once: 3,
    every: 60 * MINUTE,
};
/// Organisations that one person enters.
pub const ORGANISATION: Limit = Limit {
    name: "organisation",
    at_once: 20,
    every: 10 * MINUTE,
};

/// What a bucket must not exceed for a try at `now`, and until when the try alone would fill it. Microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Try {
    pub now: i64,
    /// A bucket that is empty later than this takes no try.
    pub full_at: i64,
    /// When an empty bucket is empty again after this try.
    pub empty_again: i64,
    pub every: i64,
}

impl Limit {
    pub fn try_at(self, now: i64) -> Try {
        Try {
            now,
            full_at: now + (self.at_once - 1) * self.every,
            empty_again: now + self.every,
            every: self.every,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the statement in the store does, for one bucket.
    fn take(empty_at: &mut Option<i64>, at: Try) -> bool {
        match *empty_at {
            None => *empty_at = Some(at.empty_again),
            Some(full) if full > at.full_at => return false,
            Some(before) => *empty_at = Some(before.max(at.now) + at.every),
        }
        true
    }

    #[test]
    fn a_bucket_takes_some_tries_at_once_and_then_one_every_so_often() {
        let mut bucket = None;
        let now = 1_000 * MINUTE;
        let taken = (0..200)
            .filter(|_| take(&mut bucket, ACCOUNT.try_at(now)))
            .count();
        assert_eq!(taken, 10);
        let later = |seconds: i64| ACCOUNT.try_at(now + seconds * SECOND);
        assert!(!take(&mut bucket, later(29)));
        assert!(take(&mut bucket, later(30)));
        assert!(!take(&mut bucket, later(31)));
        let taken = (0..200).filter(|_| take(&mut bucket, later(3_600))).count();
        assert_eq!(
            taken, 10,
            "after an hour it is empty, and no more than that"
        );
    }
}
