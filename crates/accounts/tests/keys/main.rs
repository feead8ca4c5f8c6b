//! Passkeys and other providers, from the first question to the session, on both databases.

mod authenticator;
mod ground;
mod passkeys;
