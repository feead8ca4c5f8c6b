//! One browser in which a person is signed in, and for how long.

use jiff::{SignedDuration, Timestamp};

use crate::id::{PersonId, SessionId};

/// Without a request for so long, a session ends.
pub const IDLE: SignedDuration = SignedDuration::from_mins(60);
/// The same for people with duties in the city.
pub const IDLE_ON_DUTY: SignedDuration = SignedDuration::from_mins(30);
/// However busy it is, a session ends after so long.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// A session that only completes the ways to sign in.
pub const SET_UP: SignedDuration = SignedDuration::from_hours(1);
/// For so long after a proof, changes to the account need no new one.
pub const FRESH: SignedDuration = SignedDuration::from_mins(15);
/// A request is written down only when the last one is so long ago: not every page costs a write.
pub const SEEN_EVERY: SignedDuration = SignedDuration::from_secs(60);
/// A browser that was not used for so long is no longer known.
pub const BROWSER_KNOWN: SignedDuration = SignedDuration::from_hours(24 * 180);

/// What a session may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Full,
    /// After a mailed link: only completing the ways to sign in, or going away.
    SetUp,
}

/// How the person proved who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Passkey,
    /// Password and code.
    Password,
    /// At another provider.
    Provider,
    /// By a mailed link.
    Link,
}

impl Stage {
    pub fn word(self) -> &'static str {
        match self {
            Stage::Full => "full",
            Stage::SetUp => "set-up",
        }
    }

    pub fn of_word(word: &str) -> Option<Stage> {
        [Stage::Full, Stage::SetUp]
            .into_iter()
            .find(|stage| stage.word() == word)
    }
}

impl Method {
    pub fn word(self) -> &'static str {
        match self {
            Method::Passkey => "passkey",
            Method::Password => "password",
            Method::Provider => "provider",
            Method::Link => "link",
        }
    }

    pub fn of_word(word: &str) -> Option<Method> {
        [
            Method::Passkey,
            Method::Password,
            Method::Provider,
            Method::Link,
        ]
        .into_iter()
        .find(|method| method.word() == word)
    }
}

/// A session as the database has it.
#[derive(Clone, Debug)]
pub struct Session {
    pub id: SessionId,
    pub person: PersonId,
    pub stage: Stage,
    pub method: Method,
    /// Browser and system, as far as they told.
    pub browser: String,
    pub created_at: Timestamp,
    pub proved_at: Timestamp,
    pub seen_at: Timestamp,
    pub ends_at: Timestamp,
}

impl Session {
    /// Whether it still holds for a person who has duties, or none.
    pub fn is_alive(&self, now: Timestamp, idle: SignedDuration) -> bool {
        now < self.ends_at && now.duration_since(self.seen_at) < idle
    }

    /// Whether the person has proved who they are a short while ago.
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        now.duration_since(self.proved_at) < FRESH
    }

    pub fn should_be_seen(&self, now: Timestamp) -> bool {
        now.duration_since(self.seen_at) >= SEEN_EVERY
    }
}

/// Browser and system in words of ours, from what the browser calls itself: enough to recognise one's own devices,
/// and nothing that a stranger can write freely.
pub fn browser_name(agent: &str) -> String {
    let first = |known: &[(&str, &'static str)], unknown: &'static str| {
        known
            .iter()
            .find(|(sign, _)| agent.contains(sign))
            .map_or(unknown, |(_, name)| *name)
    };
    let browsers = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    let systems = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Macintosh", "Mac"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let (browser, system) = (first(&browsers, "?"), first(&systems, "?"));
    format!("{browser} / {system}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(seen_at: &str) -> Session {
        let at = |text: &str| text.parse().expect("a moment");
        Session {
            id: SessionId::of("s"),
            person: PersonId::of("p"),
            stage: Stage::Full,
            method: Method::Passkey,
            browser: String::new(),
            created_at: at("2026-05-01T00:00:00Z"),
            proved_at: at("2026-05-01T00:00:00Z"),
            seen_at: at(seen_at),
            ends_at: at("2026-05-01T12:00:00Z"),
        }
    }

    #[test]
    fn a_session_ends_when_it_rests_and_in_any_case_after_half_a_day() {
        let check = |seen: &str, now: &str, idle, alive: bool| {
            let now = now.parse().expect("a moment");
            assert_eq!(session(seen).is_alive(now, idle), alive, "{seen} {now}");
        };
        check("2026-05-01T01:00:00Z", "2026-05-01T01:59:59Z", IDLE, true);
        check("2026-05-01T01:00:00Z", "2026-05-01T02:00:00Z", IDLE, false);
        check(
            "2026-05-01T01:00:00Z",
            "2026-05-01T01:30:00Z",
            IDLE_ON_DUTY,
            false,
        );
        check("2026-05-01T11:59:00Z", "2026-05-01T11:59:59Z", IDLE, true);
        check("2026-05-01T11:59:00Z", "2026-05-01T12:00:00Z", IDLE, false);
    }

    #[test]
    fn a_proof_is_fresh_for_a_quarter_of_an_hour() {
        let now = |text: &str| text.parse().expect("a moment");
        assert!(session("2026-05-01T00:00:00Z").is_fresh(now("2026-05-01T00:14:59Z")));
        assert!(!session("2026-05-01T00:00:00Z").is_fresh(now("2026-05-01T00:15:00Z")));
    }

    #[test]
    fn browsers_are_named_in_our_words() {
        let check = |agent: &str, name: &str| assert_eq!(browser_name(agent), name);
        check(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
            "Chrome / Windows",
        );
        check(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1",
            "Safari / iPhone",
        );
        check("<script>", "? / ?");
    }
}
