//! Passkeys and other providers, from the first question to the session, on both databases.

mod authenticator;
mod business;
mod ground;
mod id_token;
mod own_passkeys;
mod passkey_pages;
mod passkeys;
mod provider;
mod provider_pages;
mod provider_people;
