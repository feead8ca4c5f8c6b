//! Why a sign-in at another provider came to nothing. People read one of a few sentences; whoever runs the site finds
//! a closed word in the log that says exactly what was wrong, and nothing about whom.

macro_rules! refusals {
    ($($(#[$what:meta])* $name:ident = $word:literal, $key:literal;)*) => {
        /// Why nobody was signed in or linked.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ProviderRefusal {
            $($(#[$what])* $name,)*
        }

        impl ProviderRefusal {
            pub const ALL: &'static [ProviderRefusal] = &[$(ProviderRefusal::$name,)*];

            /// The word in the log.
            pub fn word(self) -> &'static str {
                match self {
                    $(ProviderRefusal::$name => $word,)*
                }
            }

            /// The beginning of the messages of its page.
            pub fn key(self) -> &'static str {
                match self {
                    $(ProviderRefusal::$name => $key,)*
                }
            }
        }
    };
}

refusals! {
    /// The site does not know its own address, to which the provider leads back.
    NoAddress = "no site address", "provider-no-address";
    TooOften = "too often", "provider-too-often";
    /// Nothing was begun in this browser, or too long ago, or it was answered before.
    NoAttempt = "no attempt", "provider-begin-again";
    WrongState = "wrong state", "provider-begin-again";
    /// Whoever began to link is no longer signed in.
    OtherPerson = "other person", "provider-begin-again";
    /// The person, or the provider, has cancelled it.
    Declined = "declined", "provider-declined";
    /// No answer in time, or one that leads elsewhere or has no end.
    NotReachable = "not reachable", "provider-not-reachable";
    WrongDiscovery = "wrong discovery", "provider-not-reachable";
    /// Another issuer answers than the one that was asked (RFC 9207).
    MixedUp = "wrong answering issuer", "provider-not-trusted";
    NoCode = "no code", "provider-not-trusted";
    CodeRefused = "code refused", "provider-begin-again";
    NoIdToken = "no id token", "provider-not-trusted";
    WrongAlgorithm = "wrong algorithm", "provider-not-trusted";
    UnknownKey = "unknown key", "provider-not-trusted";
    WrongSignature = "wrong signature", "provider-not-trusted";
    WrongIssuer = "wrong issuer", "provider-not-trusted";
    WrongAudience = "wrong audience", "provider-not-trusted";
    Expired = "expired", "provider-not-trusted";
    WrongNonce = "wrong nonce", "provider-not-trusted";
    /// The provider has asked for nothing anew.
    NotProvedAgain = "not proved again", "provider-not-trusted";
    WrongToken = "wrong token", "provider-not-trusted";
    NoUserinfo = "no userinfo", "provider-not-trusted";
    WrongSubject = "wrong subject", "provider-not-trusted";
    /// Somebody has an account with the address: signing in there proves that it is the same person.
    AccountExists = "account exists", "provider-account-exists";
    /// Without an address nobody could be written to.
    NoEmail = "no email", "provider-no-email";
    /// The provider may vouch for nobody whom the site does not know.
    NotLinked = "not linked", "provider-not-linked";
    /// Another account has this identity.
    LinkedElsewhere = "linked elsewhere", "provider-linked-elsewhere";
    /// Without it the person could not sign in any more.
    LastWay = "last way", "last-way";
}
