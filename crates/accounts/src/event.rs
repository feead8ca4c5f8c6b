//! What happens to an account or to somebody's rights. Each kind is written down for the person and the auditors, and
//! some are told.

use crate::notice::Urgency;

macro_rules! events {
    ($($(#[$what:meta])* $name:ident = $word:literal, $telling:expr;)*) => {
        /// What happened. Its word stands in the database; `event-…` is the message that tells it in the list of what
        /// happened, `notice-…` the one by which the person is told.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Event {
            $($(#[$what])* $name,)*
        }

        impl Event {
            pub const ALL: &'static [Event] = &[$(Event::$name,)*];

            pub fn word(self) -> &'static str {
                match self {
                    $(Event::$name => $word,)*
                }
            }

            /// The key of the message by which the person is told.
            pub fn notice_key(self) -> &'static str {
                match self {
                    $(Event::$name => concat!("notice-", $word),)*
                }
            }

            /// How the person is told, if at all.
            pub fn telling(self) -> Option<Urgency> {
                match self {
                    $(Event::$name => $telling,)*
                }
            }
        }
    };
}

const SILENT: Option<Urgency> = None;
const TOLD: Option<Urgency> = Some(Urgency::Usual);
const ALARMED: Option<Urgency> = Some(Urgency::Urgent);

events! {
    AccountMade = "account-made", SILENT;
    AccountDeleted = "account-deleted", SILENT;
    SignedIn = "signed-in", SILENT;
    /// In a browser that was not known.
    SignedInAnew = "signed-in-anew", ALARMED;
    SignedOut = "signed-out", SILENT;
    SessionEnded = "session-ended", SILENT;
    WrongTries = "wrong-tries", ALARMED;
    PasswordSet = "password-set", ALARMED;
    PasswordRemoved = "password-removed", ALARMED;
    AuthenticatorSet = "authenticator-set", ALARMED;
    AuthenticatorRemoved = "authenticator-removed", ALARMED;
    PasskeyAdded = "passkey-added", ALARMED;
    PasskeyRemoved = "passkey-removed", ALARMED;
    CodesMade = "codes-made", ALARMED;
    CodeUsed = "code-used", ALARMED;
    Recovered = "recovered", ALARMED;
    /// The office sent a letter with which the account can be opened.
    RecoverySent = "recovery-sent", ALARMED;
    EmailChanged = "email-changed", SILENT;
    EmailRestored = "email-restored", SILENT;
    ProviderLinked = "provider-linked", ALARMED;
    ProviderUnlinked = "provider-unlinked", ALARMED;
    NameChanged = "name-changed", SILENT;
    OrganisationEntered = "organisation-entered", SILENT;
    MembershipGiven = "membership-given", TOLD;
    MembershipChanged = "membership-changed", TOLD;
    MembershipEnded = "membership-ended", TOLD;
    /// Told to the owners: somebody has joined.
    MemberJoined = "member-joined", TOLD;
    OrganisationRenamed = "organisation-renamed", SILENT;
    OrganisationClosed = "organisation-closed", SILENT;
    DelegationGiven = "delegation-given", TOLD;
    DelegationEnded = "delegation-ended", TOLD;
    DutyGiven = "duty-given", TOLD;
    DutyEnded = "duty-ended", TOLD;
}

impl Event {
    pub fn of_word(word: &str) -> Option<Event> {
        Event::ALL
            .iter()
            .copied()
            .find(|event| event.word() == word)
    }
}
