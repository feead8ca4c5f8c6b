//! Under which address people reach the site, for documents that leave it: feeds, calendars, open data.

use std::fmt;

use crate::Lang;

/// The public address of the site, such as `https://monozukuri.example.jp`, or nothing while nobody has said it.
/// It is never taken from a request, because whoever sends a request chooses the host in it. Without it, addresses
/// stay relative to the host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteAddress(Option<String>);

impl SiteAddress {
    /// `http` or `https`, a host, perhaps a port; nothing after it, because the site answers at the root of its host.
    pub fn parse(text: &str) -> Option<SiteAddress> {
        let text = text.trim().trim_end_matches('/');
        let (scheme, host) = text.split_once("://")?;
        let scheme = scheme.to_ascii_lowercase();
        let host = host.to_ascii_lowercase();
        let name = match host.rsplit_once(':') {
            Some((name, port)) if !name.is_empty() => {
                port.parse::<u16>().ok().filter(|port| *port > 0)?;
                name
            }
            _ => host.as_str(),
        };
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        let is_name = !name.is_empty() && !name.starts_with(['.', '-']) && name.chars().all(fits);
        (matches!(scheme.as_str(), "http" | "https") && is_name)
            .then(|| SiteAddress(Some(format!("{scheme}://{host}"))))
    }

    /// The address of a path of the site: absolute where the site's address is known.
    pub fn of(&self, path: &str) -> String {
        format!("{}{path}", self.0.as_deref().unwrap_or_default())
    }

    /// The address of a page in a language: Japanese at the root, English under `/en`.
    pub fn page(&self, lang: Lang, path: &str) -> String {
        match lang {
            Lang::Ja => self.of(path),
            Lang::En if path == "/" => self.of("/en"),
            Lang::En => self.of(&format!("/en{path}")),
        }
    }

    /// The name of the host without its port.
    pub fn host(&self) -> Option<&str> {
        let (_, host) = self.0.as_deref()?.split_once("://")?;
        host.split(':').next()
    }

    /// The host as a browser names it, with a port that is not the usual one.
    pub fn authority(&self) -> Option<&str> {
        let (_, authority) = self.0.as_deref()?.split_once("://")?;
        Some(authority)
    }
}

/// The address as it is given in `--site`; empty while it is not known.
impl fmt::Display for SiteAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_deref().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_of_a_host_is_one() {
        let check = |text: &str, read: Option<&str>| {
            let found = SiteAddress::parse(text).map(|address| address.to_string());
            assert_eq!(found.as_deref(), read, "{text}");
        };
        check("https://example.jp", Some("https://example.jp"));
        check(" HTTPS://Example.JP/ ", Some("https://example.jp"));
        check("http://localhost:8080", Some("http://localhost:8080"));
        for bad in [
            "",
            "example.jp",
            "ftp://example.jp",
            "https://",
            "https://example.jp/site",
            "https://example.jp?x",
            "https://a b",
            "https://x:0",
            "https://x:99999",
            "https://u@example.jp",
            "javascript://alert(1)",
        ] {
            check(bad, None);
        }
    }

    #[test]
    fn addresses_are_absolute_only_where_the_site_is_known() {
        let site = SiteAddress::parse("https://example.jp:8443").expect("an address");
        assert_eq!(site.page(Lang::En, "/x"), "https://example.jp:8443/en/x");
        assert_eq!(site.page(Lang::En, "/"), "https://example.jp:8443/en");
        assert_eq!(site.host(), Some("example.jp"));
        assert_eq!(site.authority(), Some("example.jp:8443"));
        let nowhere = SiteAddress::default();
        assert_eq!(nowhere.page(Lang::En, "/x"), "/en/x");
        assert_eq!(nowhere.page(Lang::Ja, "/x"), "/x");
        assert_eq!(nowhere.host(), None);
    }
}
