//! Lists of programmes: what somebody asks for (words, filters, order, page) and what there is. The page and the API
//! read the same addresses with it. Not here: how words are found (`search`), and how anything looks.

mod facets;
mod query;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::sync::Arc;

use kernel::{Date, Lang};

use crate::catalogue::Catalogue;
use crate::programme::{Programme, WindowState};
use crate::search::{Finding, Marked, Reading};
use crate::standing::{Filter, Most, Standings};

pub use facets::{Facet, FacetChoice};
pub use query::{Query, Sort};

use facets::Narrowed;

/// So many programmes stand on one page.
pub const PAGE: usize = 50;

/// A list as it was asked for.
#[derive(Debug)]
pub struct Found<'c> {
    /// All programmes that fit, in their order. A page of them is [`Found::on_page`].
    pub hits: Vec<Hit<'c>>,
    /// How the words were understood; `None` when none were given.
    pub reading: Option<Reading>,
    /// For every filter its choices, with the number of programmes each would give beside the other filters.
    pub facets: Vec<Facet>,
    /// Without the words there would be so many.
    pub without_text: usize,
    /// What the address says and no filter knows: name and value.
    pub unknown: Vec<(String, String)>,
    /// The order of `hits`.
    pub sort: Sort,
    pub page: usize,
    pub pages: usize,
    /// All programmes of the catalogue.
    pub total: usize,
    catalogue: &'c Catalogue,
    lang: Lang,
}

/// A programme of a list.
#[derive(Clone, Copy, Debug)]
pub struct Hit<'c> {
    pub programme: &'c Programme,
    pub window: WindowState,
    /// The last day, when the source states it.
    pub closes: Option<Date>,
    pub most: Most,
    /// Its place in the catalogue.
    place: usize,
    score: u32,
}

impl Catalogue {
    /// The list that is asked for, on a day. `lang` is the reader's language.
    pub fn search(&self, query: &Query, on: Date, lang: Lang) -> Found<'_> {
        let standings = self.standings(on);
        let finding = Some(self.index.find(&query.text, lang)).filter(Finding::was_asked);
        let scores = finding.as_ref().map(|finding| finding.scores.as_slice());
        let narrowed = Narrowed::by(query, scores, &standings);
        let sort = match query.sort {
            Some(Sort::Relevance) | None if finding.is_none() => Sort::Status,
            Some(sort) => sort,
            None => Sort::Relevance,
        };
        let mut hits: Vec<Hit<'_>> = narrowed
            .fitting()
            .map(|place| {
                let standing = &standings.all[place];
                Hit {
                    programme: &self.programmes[place],
                    window: standing.window,
                    closes: standing.closes,
                    most: standing.most,
                    place,
                    score: scores.and_then(|scores| scores[place]).unwrap_or(0),
                }
            })
            .collect();
        order(&mut hits, sort, on, lang);
        let pages = hits.len().div_ceil(PAGE).max(1);
        Found {
            hits,
            reading: finding.map(|finding| finding.reading),
            facets: narrowed.facets(),
            without_text: narrowed.without_text(),
            unknown: unknown(query, &standings),
            sort,
            page: query.page.clamp(1, pages),
            pages,
            total: self.programmes.len(),
            catalogue: self,
            lang,
        }
    }

    /// How all programmes stand on a day; worked out once a day.
    pub fn standings(&self, on: Date) -> Arc<Standings> {
        self.latest.on(on, || {
            Standings::of(&self.programmes, &self.facts, &self.headings, on)
        })
    }
}

impl<'c> Found<'c> {
    /// The programmes of the page that was asked for.
    pub fn on_page(&self) -> &[Hit<'c>] {
        let from = (self.page - 1) * PAGE;
        &self.hits[from.min(self.hits.len())..(from + PAGE).min(self.hits.len())]
    }

    /// The texts of a programme with the words marked; nothing is marked when no words were given.
    pub fn marked(&self, hit: &Hit<'_>) -> Marked {
        let nothing = Reading::default();
        let reading = self.reading.as_ref().unwrap_or(&nothing);
        let index = &self.catalogue.index;
        index.marked(hit.place, reading, self.lang)
    }

    pub fn facet(&self, filter: Filter) -> Option<&Facet> {
        self.facets.iter().find(|facet| facet.filter == filter)
    }
}

/// Values that no filter knows. They narrow nothing down, and the reader is told.
fn unknown(query: &Query, standings: &Standings) -> Vec<(String, String)> {
    let chosen = query.chosen.iter();
    let unknown = chosen.filter(|(filter, word)| standings.place(**filter, word).is_none());
    let unknown = unknown.map(|(filter, word)| (filter.word().to_owned(), word.clone()));
    unknown.chain(query.unknown.iter().cloned()).collect()
}

/// Open first, over last.
pub fn rank(window: WindowState) -> u8 {
    match window {
        WindowState::Open => 0,
        WindowState::Upcoming => 1,
        WindowState::Unknown => 2,
        WindowState::Closed => 3,
    }
}

/// Puts a list in order. Where nothing else decides, what is open comes first, and then the id.
fn order(hits: &mut [Hit<'_>], sort: Sort, on: Date, lang: Lang) {
    hits.sort_by_key(|hit| (rank(hit.window), &hit.programme.id));
    match sort {
        Sort::Status => {}
        Sort::Relevance => hits.sort_by_key(|hit| Reverse(hit.score)),
        Sort::Deadline => hits.sort_by_key(|hit| deadline(hit.closes, on)),
        Sort::Amount => hits.sort_by_key(|hit| match hit.most {
            Most::UpTo(yen) => (0, Reverse(yen.0)),
            Most::NoLimit => (1, Reverse(0)),
            Most::NotStated => (2, Reverse(0)),
            Most::NoAmount => (3, Reverse(0)),
        }),
        Sort::Name => {
            hits.sort_by_cached_key(|hit| kernel::fold::fold(hit.programme.name.get(lang)))
        }
    }
}

/// The nearest closing day to come first, then those that are past, the last one first; what is not stated last.
fn deadline(closes: Option<Date>, on: Date) -> (u8, i32) {
    match closes {
        Some(closes) if closes >= on => (0, (closes - on).get_days()),
        Some(closes) => (1, (on - closes).get_days()),
        None => (2, 0),
    }
}
