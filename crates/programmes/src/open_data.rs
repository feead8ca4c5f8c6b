//! The catalogue as open data: for tables, for other machines, for feed readers and for calendars. Pure: it makes
//! texts, and the doors send them. Not here: what a visitor answered.

pub mod calendar;
pub mod feed;
pub mod linked;
pub mod municipal;
pub mod table;
#[cfg(test)]
mod tests;

use kernel::SiteAddress;

use crate::catalogue::Catalogue;

/// Who gives out the names of things in feeds and calendars: the host of the site; while nobody has said it, a name
/// that can never be a host (RFC 2606), so that it cannot collide with one.
fn authority(site: &SiteAddress, catalogue: &Catalogue) -> String {
    match site.host() {
        Some(host) => host.to_owned(),
        None => format!("{}.monozukuri.invalid", catalogue.city.code),
    }
}
