//! From where a request comes: only for limits that strangers must not pass. It is never stored as it is, and never
//! logged.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::extract::Request;
use axum::http::HeaderMap;

/// The other end of the connection, as the operating system names it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub IpAddr);

/// The network a request comes from: one IPv4 address, or the /64 of an IPv6 address, because one household or
/// office has all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Visitor(IpAddr);

impl Visitor {
    /// Whose network is not known: all of these share their limits.
    pub const UNKNOWN: Visitor = Visitor(IpAddr::V4(Ipv4Addr::UNSPECIFIED));

    pub fn of(address: IpAddr) -> Visitor {
        match address {
            IpAddr::V6(six) => match six.to_ipv4_mapped() {
                Some(four) => Visitor(IpAddr::V4(four)),
                None => {
                    let bits = six.to_bits() & !u128::from(u64::MAX);
                    Visitor(IpAddr::V6(Ipv6Addr::from_bits(bits)))
                }
            },
            four @ IpAddr::V4(_) => Visitor(four),
        }
    }

    /// The text of the network, for keyed marks.
    pub fn text(&self) -> String {
        self.0.to_string()
    }
}

/// Puts the visitor beside the request. With `proxies` machines of ours in front, the visitor is who the outermost
/// of them says; what stands further left in `X-Forwarded-For` was written by strangers.
pub(crate) fn tell(request: &mut Request, proxies: usize) {
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0);
    let told = match proxies {
        0 => peer,
        _ => forwarded(request.headers(), proxies).or(peer),
    };
    let visitor = told.map_or(Visitor::UNKNOWN, Visitor::of);
    request.extensions_mut().insert(visitor);
}

fn forwarded(headers: &HeaderMap, proxies: usize) -> Option<IpAddr> {
    let hops: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    let hop = hops.get(hops.len().checked_sub(proxies)?)?.trim();
    hop.trim_matches(['[', ']']).parse().ok()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn check(proxies: usize, forwarded: &[&str], visitor: &str) {
        let mut request = Request::get("/");
        for value in forwarded {
            request = request.header("x-forwarded-for", *value);
        }
        let mut request = request.body(Body::empty()).expect("a request");
        request
            .extensions_mut()
            .insert(Peer(Ipv4Addr::LOCALHOST.into()));
        tell(&mut request, proxies);
        let told = request.extensions().get::<Visitor>().expect("told");
        assert_eq!(told.text(), visitor, "{proxies} {forwarded:?}");
    }

    #[test]
    fn only_what_our_own_proxies_say_counts() {
        check(0, &["203.0.113.9"], "127.0.0.1");
        check(1, &["203.0.113.9"], "203.0.113.9");
        check(1, &["198.51.100.1, 203.0.113.9"], "203.0.113.9");
        check(1, &["198.51.100.1", "203.0.113.9"], "203.0.113.9");
        check(2, &["198.51.100.1, 203.0.113.9"], "198.51.100.1");
        check(1, &["nonsense"], "127.0.0.1");
        check(3, &["203.0.113.9"], "127.0.0.1");
        check(1, &["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::");
        check(1, &["::ffff:203.0.113.9"], "203.0.113.9");
    }
}
