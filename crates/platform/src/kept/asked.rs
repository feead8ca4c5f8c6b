//! What a request asks of a public answer: which one, in which encoding, and which one the reader has already.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use kernel::Date;

/// Longer queries are answered but not kept: nobody asks for them twice.
const LONGEST_KEPT_QUERY: usize = 200;
/// No page of ours has a longer path.
const LONGEST_KEPT_PATH: usize = 200;

/// The effort of compressing what is made for one reader.
pub(super) const QUICK: u32 = 4;

/// The name of an answer: address and query, and the day in Japan that pages show.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    address: Box<str>,
    day: Date,
    path_length: usize,
}

impl Key {
    pub(super) fn size(&self) -> usize {
        self.address.len() + size_of::<Key>()
    }

    /// How hard to compress. A page without a query is one of a few hundred and will be asked for again; queries
    /// are without number, and nobody may keep us busy with them.
    pub(super) fn effort(&self) -> u32 {
        match self.address.len() == self.path_length {
            true => 9,
            false => QUICK,
        }
    }

    pub(super) fn may_be_kept(&self) -> bool {
        self.path_length <= LONGEST_KEPT_PATH
            && self.address.len() - self.path_length <= LONGEST_KEPT_QUERY
    }
}

pub(super) struct Asked {
    /// The answer that is asked for, unless the request has something to do with one visitor or is no question.
    pub(super) key: Option<Key>,
    pub(super) gzip: bool,
    pub(super) head_only: bool,
    /// With a cookie or a password.
    pub(super) personal: bool,
    has: Vec<String>,
}

impl Asked {
    pub(super) fn of(request: &Request, today: Date) -> Asked {
        let headers = request.headers();
        let personal =
            headers.contains_key(header::COOKIE) || headers.contains_key(header::AUTHORIZATION);
        let question = [Method::GET, Method::HEAD].contains(request.method());
        let address = request.uri().path_and_query();
        let key = address
            .filter(|_| question && !personal)
            .map(|address| Key {
                address: address.as_str().into(),
                day: today,
                path_length: request.uri().path().len(),
            });
        Asked {
            key,
            gzip: takes_gzip(headers),
            head_only: *request.method() == Method::HEAD,
            personal,
            has: names(headers),
        }
    }

    /// Whether the reader has the answer of this name (If-None-Match, weak comparison).
    pub(super) fn has(&self, name: &str) -> bool {
        self.has
            .iter()
            .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == name)
    }
}

/// The entity tags of If-None-Match, with their quotes. A comma may stand inside of one.
fn names(headers: &HeaderMap) -> Vec<String> {
    let mut names = Vec::new();
    for value in headers.get_all(header::IF_NONE_MATCH) {
        let mut quoted = false;
        let mut name = String::new();
        for sign in value.to_str().unwrap_or_default().chars() {
            match sign {
                '"' => {
                    quoted = !quoted;
                    name.push(sign);
                }
                ',' if !quoted => names.push(std::mem::take(&mut name)),
                ' ' | '\t' if !quoted => {}
                _ => name.push(sign),
            }
        }
        names.push(name);
    }
    names
}

/// Whether Accept-Encoding takes gzip: by name, or by `*`, and not with weight 0.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let mut any = false;
    for value in headers.get_all(header::ACCEPT_ENCODING) {
        for item in value.to_str().unwrap_or_default().split(',') {
            let (name, weight) = item.split_once(';').unwrap_or((item, ""));
            let weight = weight.trim().strip_prefix("q=").unwrap_or("1");
            let taken = weight
                .trim()
                .parse::<f32>()
                .is_ok_and(|weight| weight > 0.0);
            match name.trim().to_ascii_lowercase().as_str() {
                "gzip" | "x-gzip" => return taken,
                "*" => any = taken,
                _ => {}
            }
        }
    }
    any
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn asked(headers: &[(&str, &str)]) -> Asked {
        let mut request = Request::get("/programmes?kind=subsidy");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).expect("a request");
        Asked::of(&request, Date::constant(2026, 5, 1))
    }

    #[test]
    fn the_encoding_is_what_the_reader_takes() {
        let check = |accepted: &str, gzip: bool| {
            let found = asked(&[("accept-encoding", accepted)]).gzip;
            assert_eq!(found, gzip, "{accepted}");
        };
        check("gzip, deflate, br, zstd", true);
        check("GZIP;q=0.5", true);
        check("br;q=1.0, gzip; q=0.8, *;q=0.1", true);
        check("*", true);
        check("gzip;q=0, *", false);
        check("*, gzip;q=0", false);
        check("*;q=0", false);
        check("identity", false);
        check("gzip;q=maybe", false);
        check("", false);
        assert!(!asked(&[]).gzip);
    }

    #[test]
    fn the_reader_has_an_answer_by_any_of_its_names() {
        let check = |sent: &[&str], has: bool| {
            let headers: Vec<(&str, &str)> =
                sent.iter().map(|value| ("if-none-match", *value)).collect();
            assert_eq!(asked(&headers).has("\"abc\""), has, "{sent:?}");
        };
        check(&["\"abc\""], true);
        check(&["W/\"abc\""], true);
        check(&["\"x\", W/\"abc\" , \"y\""], true);
        check(&["\"x\"", "\"abc\""], true);
        check(&["*"], true);
        check(&["\"a,bc\",\"abc\""], true);
        check(&["abc"], false);
        check(&["\"abcd\""], false);
        check(&["\"x,\"abc\"\""], false);
        check(&[""], false);
        check(&[], false);
    }

    #[test]
    fn what_has_to_do_with_one_visitor_has_no_name() {
        assert!(asked(&[]).key.is_some());
        assert!(asked(&[("cookie", "session=1")]).key.is_none());
        assert!(asked(&[("authorization", "Bearer x")]).key.is_none());
    }
}
