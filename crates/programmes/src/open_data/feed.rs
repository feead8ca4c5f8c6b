//! Calls that are open or will open, as an Atom feed (RFC 4287). A call is one entry for as long as it has the same
//! days; the call of the next year is another.

use kernel::{Date, Lang, SiteAddress};

use crate::assess::window_state;
use crate::catalogue::Catalogue;
use crate::programme::{Programme, WindowState, WindowType};

/// The year from which our names of things count (RFC 4151). It never changes.
const NAMED_SINCE: &str = "2026";

/// The feed on a day in a language.
pub fn atom(catalogue: &Catalogue, on: Date, site: &SiteAddress, lang: Lang) -> String {
    let feed = Feed {
        catalogue,
        on,
        site,
        lang,
    };
    let entries: Vec<Entry> = feed.entries();
    // Never the moment of the request: readers would take every look for news.
    let updated = entries.iter().map(|entry| entry.updated);
    let updated = updated.chain(catalogue.city.reviewed).max();
    let own = site.page(lang, "/feed.xml");
    let city = catalogue.city.name.get(lang);
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    text += &format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
        lang.tag()
    );
    text += &element("title", &feed.say("feed-title", &[("city", city)]));
    text += &element("subtitle", &feed.say("feed-subtitle", &[]));
    text += &element("id", &feed.tag(&format!("feed/{}", lang.tag())));
    text += &element(
        "updated",
        &instant(updated.unwrap_or(Date::constant(1970, 1, 1))),
    );
    text += &link("self", &own, "application/atom+xml");
    text += &link("alternate", &site.page(lang, "/programmes"), "text/html");
    text += &format!(
        "<author>{}</author>\n",
        element("name", &feed.say("feed-author", &[("city", city)]))
    );
    if let Some(licence) = &catalogue.city.open_data_licence {
        text += &element("rights", licence.attribution.get(lang));
        text += &link("license", &licence.url, "text/html");
    }
    for entry in entries {
        text += "<entry>\n";
        text += &element("title", &entry.title);
        text += &element("id", &entry.id);
        text += &element("updated", &instant(entry.updated));
        text += &link("alternate", &entry.address, "text/html");
        text += &format!("<category term=\"{}\"/>\n", entry.kind);
        text += &element("summary", &entry.summary);
        text += "</entry>\n";
    }
    text + "</feed>\n"
}

struct Feed<'a> {
    catalogue: &'a Catalogue,
    on: Date,
    site: &'a SiteAddress,
    lang: Lang,
}

struct Entry {
    title: String,
    id: String,
    updated: Date,
    address: String,
    kind: &'static str,
    summary: String,
}

impl Feed<'_> {
    /// What closes first comes first.
    fn entries(&self) -> Vec<Entry> {
        let mut current: Vec<(Option<Date>, &Programme)> = (self.catalogue.programmes.iter())
            .filter(|one| match window_state(one, self.on) {
                WindowState::Open | WindowState::Upcoming => true,
                WindowState::Closed | WindowState::Unknown => false,
            })
            .map(|one| {
                let closes = one.window.known().and_then(|window| window.closes);
                (closes.map(|moment| moment.day), one)
            })
            .collect();
        current.sort_by_key(|(closes, one)| (closes.is_none(), *closes, &one.id));
        current
            .into_iter()
            .filter_map(|(_, one)| self.entry(one))
            .collect()
    }

    fn entry(&self, programme: &Programme) -> Option<Entry> {
        let window = programme.window.known()?;
        let opens = window.opens?.day;
        let has_opened = opens <= self.on;
        let key = match (window.kind, has_opened) {
            (Some(WindowType::Event), _) => "feed-entry-held",
            (_, true) => "feed-entry-open",
            (_, false) => "feed-entry-upcoming",
        };
        let name = programme.name.get(self.lang);
        let closes = window
            .closes
            .map_or_else(|| self.say("feed-no-day", &[]), |at| at.to_string());
        let opened_at = window.opens?.to_string();
        let as_of = programme.as_of.get(self.lang);
        let days = [
            ("opens", opened_at.as_str()),
            ("closes", &closes),
            ("as_of", as_of),
        ];
        let summary = programme.summary.get(self.lang);
        // News are the review of the content and the opening itself, whichever came last.
        let updated = [self.catalogue.city.reviewed, has_opened.then_some(opens)];
        Some(Entry {
            title: self.say(key, &[("name", name)]),
            id: self.tag(&format!("programmes/{}/{opens}", programme.id)),
            updated: updated.into_iter().flatten().max().unwrap_or(opens),
            address: self
                .site
                .page(self.lang, &format!("/programmes/{}", programme.id)),
            kind: programme.kind.word(),
            summary: format!("{summary} {}", self.say("feed-days", &days)),
        })
    }

    fn tag(&self, of: &str) -> String {
        let authority = super::authority(self.site, self.catalogue);
        format!("tag:{authority},{NAMED_SINCE}:{of}")
    }

    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        crate::words().say(self.lang, key, args)
    }
}

/// The beginning of a day in Japan.
fn instant(day: Date) -> String {
    format!("{day}T00:00:00+09:00")
}

fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>\n", clean(text))
}

fn link(relation: &str, address: &str, kind: &str) -> String {
    let address = clean(address);
    format!("<link rel=\"{relation}\" type=\"{kind}\" href=\"{address}\"/>\n")
}

/// Text for XML: what has a meaning there is escaped, and what cannot stand there at all is left out.
pub fn clean(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' | '\n' => safe.push(c),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    safe
}
