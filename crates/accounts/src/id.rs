//! The ids of this module: random texts, each with a type of its own.

use std::fmt;

macro_rules! id {
    ($(#[$what:meta])* $name:ident) => {
        $(#[$what])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// An id as it stands in the database or in an address. Whether there is such a thing is not known here.
            pub fn of(text: impl Into<String>) -> $name {
                $name(text.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A person with an account. It stays the same when name and address change, and after the account is deleted.
    PersonId
);
id!(
    /// One browser in which a person is signed in.
    SessionId
);
id!(
    /// An organisation for which people act.
    OrganisationId
);
id!(
    /// A section of the city (課), whatever it is called on a day.
    SectionId
);
id!(
    /// One person's place in an organisation.
    MembershipId
);
id!(
    /// One agent's right to act for an organisation.
    DelegationId
);
id!(
    /// A mailed invitation. Not the token in its link: that one is nowhere but in the letter.
    InvitationId
);
id!(
    /// One duty that one person has or had.
    DutyId
);
