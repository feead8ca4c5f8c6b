//! The catalogue: all programmes of the city, searched, narrowed down and put in order. Every state is an address that
//! can be kept; what is shown is public.

mod amount;
mod card;
mod filters;
mod told;

use askama::Template;
use axum::extract::{OriginalUri, Query as Pairs, State as With};
use axum::response::Response;
use platform::{Frame, public_page};

use self::card::Card;
use self::filters::{Chip, ChoiceView, FilterView, filters};
use self::told::{Remedy, remedies, told};
use super::{State, said};
use crate::listing::{Found, Query, Sort};

pub use crate::listing::rank;
use crate::programme::WindowState;
use crate::standing::Filter;

#[derive(Template)]
#[template(path = "programmes.html")]
struct ProgrammesPage<'a> {
    frame: Frame,
    query: Query,
    found: Found<'a>,
    filters: Vec<FilterView>,
    /// What is chosen, each with the address without it.
    chips: Vec<Chip>,
    /// How the words were understood, and what no filter knows.
    told: Vec<String>,
    /// What would give results, when there are none.
    remedies: Vec<Remedy>,
    cards: Vec<Card<'a>>,
}

/// An order with its address.
struct Order {
    label: String,
    address: String,
    current: bool,
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Response {
    let frame = state.frame(&uri);
    let pairs = pairs.iter();
    let query = Query::of(pairs.map(|(name, value)| (name.as_str(), value.as_str())));
    let found = state.catalogue.search(&query, frame.today, frame.lang);
    let wording = state.catalogue.wording(frame.today, frame.lang);
    let on_page = found.on_page().iter();
    let cards = on_page.map(|hit| Card::of(&frame, &wording, &found, hit));
    let filters = filters(&frame, &state, &query, &found);
    public_page(&ProgrammesPage {
        cards: cards.collect(),
        chips: filters
            .iter()
            .filter_map(|filter| filter.chip(&frame, &query))
            .collect(),
        told: told(&frame, &found),
        remedies: remedies(&frame, &query, &found, &filters),
        filters,
        query,
        found,
        frame,
    })
}

impl ProgrammesPage<'_> {
    /// The title tells what was looked for and how much there is: it is read out first.
    fn title(&self) -> String {
        if !self.query.narrows() {
            return self.frame.t("list-title");
        }
        let count = self.found.hits.len().to_string();
        let (key, text) = match self.query.text.as_str() {
            "" => ("list-title-narrowed", ""),
            text => ("list-title-searched", text),
        };
        self.frame.say(key, &[("count", &count), ("text", text)])
    }

    fn count(&self) -> String {
        let (count, total) = (
            self.found.hits.len().to_string(),
            self.found.total.to_string(),
        );
        self.frame
            .say("list-count", &[("count", &count), ("total", &total)])
    }

    /// The orders there are; by relevance only where words were given.
    fn orders(&self) -> Vec<Order> {
        let searched = self.found.reading.is_some();
        let orders = Sort::ALL.iter().filter(|sort| match sort {
            Sort::Relevance => searched,
            Sort::Status | Sort::Deadline | Sort::Amount | Sort::Name => true,
        });
        orders
            .map(|sort| Order {
                label: self.frame.t(&format!("list-sort-{}", sort.word())),
                address: self.address(&self.query.sorted(*sort)),
                current: self.found.sort == *sort,
            })
            .collect()
    }

    fn order_told(&self) -> String {
        let sort = self.found.sort.word();
        self.frame.t(&format!("list-sorted-{sort}"))
    }

    fn is_by_amount(&self) -> bool {
        self.found.sort == Sort::Amount
    }

    /// The order that was asked for, to be kept when the form is sent.
    fn kept_sort(&self) -> Option<&'static str> {
        self.query.sort.map(Sort::word)
    }

    fn pages(&self) -> String {
        let (page, pages) = (self.found.page.to_string(), self.found.pages.to_string());
        self.frame
            .say("list-page", &[("page", &page), ("pages", &pages)])
    }

    fn earlier(&self) -> Option<String> {
        let page = self.found.page.checked_sub(1).filter(|page| *page > 0)?;
        Some(self.address(&self.query.on_page(page)))
    }

    fn later(&self) -> Option<String> {
        let page = self.found.page + 1;
        (page <= self.found.pages).then(|| self.address(&self.query.on_page(page)))
    }

    /// What most people look for, in one step: what is open, and what closes soon.
    fn quick(&self) -> Vec<&ChoiceView> {
        let soon = |filter: Filter, word: &str| match filter {
            Filter::Window => word == WindowState::Open.word(),
            Filter::Deadline => true,
            Filter::Kind
            | Filter::Who
            | Filter::Direction
            | Filter::Policy
            | Filter::Level
            | Filter::Operator => false,
        };
        let free = self.filters.iter().filter(|one| one.is_any());
        free.flat_map(|one| one.choices.iter().map(move |choice| (one.filter, choice)))
            .filter(|(filter, choice)| soon(*filter, &choice.word))
            .map(|(_, choice)| choice)
            .collect()
    }

    fn chosen_filters(&self) -> usize {
        self.query.chosen.len()
    }

    fn address_without_text(&self) -> String {
        self.address(&self.query.with_text(""))
    }

    fn address(&self, query: &Query) -> String {
        address(&self.frame, query)
    }
}

fn address(frame: &Frame, query: &Query) -> String {
    frame.link(&format!("/programmes{}", query.address()))
}
