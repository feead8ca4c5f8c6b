//! Another provider that vouches for people (OpenID Connect): the city's own directory of staff, or gBizID. How the
//! protocol goes is in the actions; here is what a provider is, what it tells of a person, and what follows from it.

mod refusal;
mod told;

use std::fmt;

use kernel::Bilingual;

pub use refusal::ProviderRefusal;
pub use told::{Business, Party, Told, told};

/// What kind of people a provider knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProviderKind {
    /// The city's directory of the people who work for it.
    Staff,
    /// GビズID: businesses and those who act for them.
    GBizId,
}

impl ProviderKind {
    pub const ALL: [ProviderKind; 2] = [ProviderKind::Staff, ProviderKind::GBizId];

    pub fn word(self) -> &'static str {
        match self {
            ProviderKind::Staff => "staff",
            ProviderKind::GBizId => "gbizid",
        }
    }

    pub fn of_word(word: &str) -> Option<ProviderKind> {
        ProviderKind::ALL
            .into_iter()
            .find(|kind| kind.word() == word)
    }

    /// What is asked for when the file names no scopes. gBizID gives everything arranged to whoever asks for nothing,
    /// so something is always named (guideline 2.9).
    pub fn usual_scopes(self) -> &'static [&'static str] {
        match self {
            ProviderKind::Staff => &["openid", "profile", "email"],
            ProviderKind::GBizId => &["openid", "profile", "user", "email"],
        }
    }
}

/// A provider as the city has arranged it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// Its name in addresses and in the database.
    pub id: String,
    pub kind: ProviderKind,
    /// Compared sign by sign, with the slash at its end or without (OpenID Connect Discovery §4.3).
    pub issuer: String,
    pub client_id: String,
    pub client_secret: Secret,
    pub scopes: Vec<String>,
    /// As people know it.
    pub name: Bilingual,
    /// Whether an address that it tells is known to be the person's.
    pub trusts_email: bool,
}

impl Provider {
    /// Whether a person whom nobody here knows may be known by the address it tells.
    pub fn vouches_for_email(&self) -> bool {
        match self.kind {
            ProviderKind::Staff => self.trusts_email,
            ProviderKind::GBizId => true,
        }
    }
}

/// A secret that the provider has given us; it is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn new(text: impl Into<String>) -> Secret {
        Secret(text.into())
    }

    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Whether something may be asked at this address: over TLS, or on this machine, where tests have their provider.
pub fn is_safe_address(address: &str) -> bool {
    if address.starts_with("https://") {
        return true;
    }
    let Some(rest) = address.strip_prefix("http://") else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    // Before an @ stands a name to sign in with, and the host comes after it.
    !host.contains('@') && ["127.0.0.1", "localhost"].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_asked_without_tls_but_on_this_machine() {
        let check =
            |address: &str, safe: bool| assert_eq!(is_safe_address(address), safe, "{address}");
        check("https://gbiz-id.go.jp/oauth/", true);
        check("http://gbiz-id.go.jp/oauth/", false);
        check("http://127.0.0.1:8080/x", true);
        check("http://localhost", true);
        check("http://localhost.evil.example/", false);
        check("http://127.0.0.1@evil.example/", false);
        check("http://127.0.0.1:80@evil.example/", false);
        check("ftp://localhost/", false);
    }

    #[test]
    fn secrets_are_not_shown() {
        assert_eq!(format!("{:?}", Secret::new("x")), "Secret(…)");
    }
}
