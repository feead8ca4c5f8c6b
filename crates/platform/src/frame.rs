//! What every page is framed with: the language and address of the request, the city's name, the day, and the
//! words of the module that shows the page.
//!
//! The site serves the same routes twice: at the root in Japanese and under `/en` in English.

use std::borrow::Borrow;
use std::sync::Arc;

use axum::http::Uri;
use kernel::{Bilingual, Date, Lang, SiteAddress, Words, wareki};

use crate::Clock;

/// How the site is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteName {
    /// The city, such as 金沢市 / Kanazawa City.
    pub city: Bilingual,
}

/// What a module needs to frame its pages: part of the state of each module. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Shell {
    site: Arc<SiteName>,
    clock: Clock,
    address: Arc<SiteAddress>,
}

impl Shell {
    pub fn new(site: SiteName, clock: Clock) -> Shell {
        Shell {
            site: Arc::new(site),
            clock,
            address: Arc::default(),
        }
    }

    /// The same shell on a site whose public address is known.
    pub fn at(self, address: SiteAddress) -> Shell {
        Shell {
            address: Arc::new(address),
            ..self
        }
    }

    /// The frame of a page asked for at `uri` as the browser sent it (`axum::extract::OriginalUri`).
    pub fn frame(&self, uri: &Uri, words: &'static Words) -> Frame {
        let asked = uri.path_and_query().map_or("/", |asked| asked.as_str());
        let (lang, path) = language_of(asked);
        // Two slashes at the beginning would make a link to another host of it.
        let path = format!("/{}", path.trim_start_matches(['/', '\\']));
        Frame {
            lang,
            path,
            site: Arc::clone(&self.site),
            today: self.clock.today(),
            words,
        }
    }

    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    pub fn site(&self) -> &SiteName {
        &self.site
    }

    /// Under which address people reach the site.
    pub fn address(&self) -> &SiteAddress {
        &self.address
    }
}

/// The frame of one page. Every page has it as its field `frame`; the layout reads it from there.
#[derive(Clone, Debug)]
pub struct Frame {
    pub lang: Lang,
    /// The address without the language, with its query: `/strategy?year=2026`.
    pub path: String,
    pub site: Arc<SiteName>,
    pub today: Date,
    pub words: &'static Words,
}

impl Frame {
    /// A message of the module.
    pub fn t(&self, key: &str) -> String {
        self.words.say(self.lang, key, &[])
    }

    /// A message of the module with its values.
    pub fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.words.say(self.lang, key, args)
    }

    /// A message of the platform.
    pub fn shell(&self, key: &str) -> String {
        self.shell_say(key, &[])
    }

    /// A message of the platform with its values.
    pub fn shell_say(&self, key: &str, args: &[(&str, &str)]) -> String {
        crate::words().say(self.lang, key, args)
    }

    /// A text of the content in the reader's language.
    pub fn text<'a>(&self, text: &'a Bilingual) -> &'a str {
        text.get(self.lang)
    }

    /// A day as people read it: 2026年4月1日（令和8年）, 1 April 2026.
    /// Templates hand over fields by reference and Rust hands over the day itself: both are taken.
    pub fn date(&self, day: impl Borrow<Date>) -> String {
        match self.lang {
            Lang::Ja => wareki::date_ja(*day.borrow()),
            Lang::En => wareki::date_en(*day.borrow()),
        }
    }

    /// The city in the reader's language.
    pub fn city(&self) -> &str {
        self.text(&self.site.city)
    }

    /// The address of a page of this site in the reader's language: `/strategy` becomes `/en/strategy`.
    pub fn link(&self, path: &str) -> String {
        address_in(self.lang, path)
    }

    /// This page in the other language.
    pub fn other_language_link(&self) -> String {
        address_in(self.lang.other(), &self.path)
    }

    pub fn other_language_tag(&self) -> &'static str {
        self.lang.other().tag()
    }

    /// Whether the page belongs to a section: `/strategy` holds `/strategy/directions/1-1`, and `/` only itself.
    pub fn is_current(&self, section: &str) -> bool {
        let path = self.path.split('?').next().unwrap_or_default();
        match path.strip_prefix(section) {
            Some(rest) => rest.is_empty() || (section != "/" && rest.starts_with('/')),
            None => false,
        }
    }

    /// The value of `aria-current` in the navigation.
    pub fn current(&self, section: &str) -> &'static str {
        if self.path.split('?').next() == Some(section) {
            "page"
        } else if self.is_current(section) {
            "true"
        } else {
            "false"
        }
    }

    pub fn stylesheet(&self) -> &'static str {
        crate::assets::stylesheet_address()
    }

    pub fn script(&self) -> &'static str {
        crate::assets::script_address()
    }

    pub fn icon(&self) -> &'static str {
        crate::assets::ICON_ADDRESS
    }

    /// A frame for the tests and samples of pages: a city of no name, on 1 April 2026.
    pub fn sample(lang: Lang, words: &'static Words) -> Frame {
        Frame {
            lang,
            path: "/sample?year=2026".to_owned(),
            site: Arc::new(SiteName {
                city: Bilingual::new("見本市", "Sample City"),
            }),
            today: Date::constant(2026, 4, 1),
            words,
        }
    }
}

/// Splits an address as the browser sent it into its language and the rest.
pub(crate) fn language_of(asked: &str) -> (Lang, String) {
    match asked.strip_prefix("/en") {
        Some("") => (Lang::En, "/".to_owned()),
        Some(rest) if rest.starts_with('/') => (Lang::En, rest.to_owned()),
        Some(query) if query.starts_with('?') => (Lang::En, format!("/{query}")),
        _ => (Lang::Ja, asked.to_owned()),
    }
}

fn address_in(lang: Lang, path: &str) -> String {
    match (lang, path.strip_prefix('/')) {
        (Lang::Ja, _) | (Lang::En, None) => path.to_owned(),
        (Lang::En, Some(rest)) if rest.is_empty() || rest.starts_with(['?', '#']) => {
            format!("/en{rest}")
        }
        (Lang::En, Some(_)) => format!("/en{path}"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_address_becomes_a_link_to_another_host() {
        let shell = Shell::new(
            SiteName {
                city: Bilingual::new("見本市", "Sample City"),
            },
            Clock::System,
        );
        for asked in [
            "/en//evil.example/",
            "//evil.example/",
            "/en/%5Cevil.example",
        ] {
            let uri: Uri = asked.parse().expect("an address");
            let frame = shell.frame(&uri, crate::words());
            for link in [frame.other_language_link(), frame.link(&frame.path)] {
                assert!(
                    !link.starts_with("//") && !link.contains('\\'),
                    "{asked}: {link}"
                );
            }
        }
    }

    use super::*;

    fn frame(asked: &str) -> Frame {
        let city = Bilingual::new("見本市", "Sample City");
        let clock = Clock::Fixed("2026-03-31T15:00:00Z".parse().expect("a moment"));
        Shell::new(SiteName { city }, clock)
            .frame(&asked.parse().expect("an address"), crate::words())
    }

    #[test]
    fn the_address_tells_the_language_and_leads_to_the_other() {
        let check = |asked: &str, lang: Lang, path: &str, other: &str| {
            let frame = frame(asked);
            assert_eq!((frame.lang, frame.path.as_str()), (lang, path), "{asked}");
            assert_eq!(frame.other_language_link(), other, "{asked}");
        };
        check("/", Lang::Ja, "/", "/en");
        check("/en", Lang::En, "/", "/");
        check("/en/", Lang::En, "/", "/");
        check("/en?q=1", Lang::En, "/?q=1", "/?q=1");
        check("/?q=1", Lang::Ja, "/?q=1", "/en?q=1");
        check(
            "/strategy?a=%20",
            Lang::Ja,
            "/strategy?a=%20",
            "/en/strategy?a=%20",
        );
        check("/en/strategy", Lang::En, "/strategy", "/strategy");
        check("/energy", Lang::Ja, "/energy", "/en/energy");
    }

    #[test]
    fn links_stay_in_the_language_of_the_page() {
        assert_eq!(frame("/en/x").link("/strategy#a"), "/en/strategy#a");
        assert_eq!(frame("/en/x").link("/"), "/en");
        assert_eq!(frame("/x").link("/strategy"), "/strategy");
        assert_eq!(
            frame("/en/x").link("https://example.jp/"),
            "https://example.jp/"
        );
    }

    #[test]
    fn a_page_knows_its_section() {
        let check = |asked: &str, section: &str, current: &str| {
            assert_eq!(frame(asked).current(section), current, "{asked} {section}");
        };
        check("/strategy?x=1", "/strategy", "page");
        check("/en/strategy/directions/1-1", "/strategy", "true");
        check("/strategyx", "/strategy", "false");
        check("/strategy", "/", "false");
        check("/en?x=1", "/", "page");
    }

    #[test]
    fn a_frame_carries_the_day_in_japan() {
        assert_eq!(frame("/").today, Date::constant(2026, 4, 1));
        assert_eq!(frame("/en").date(frame("/").today), "1 April 2026");
    }
}
