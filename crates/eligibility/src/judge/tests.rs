//! The shapes of real programmes, each computed by hand.

mod amounts;
mod conditions;
mod exactly;
mod kept;
mod properties;
