//! The filters of the list with their choices, in the reader's language.

use platform::Frame;

use super::super::{State, said};
use super::address;
use crate::catalogue::Catalogue;
use crate::listing::{Facet, FacetChoice, Found, Query};
use crate::programme::{Kind, Level, WindowState};
use crate::standing::{Filter, NOT_STATED, WHO};

/// A filter as it is shown.
pub struct FilterView {
    pub filter: Filter,
    pub label: String,
    /// Those that would give anything, and the one that is chosen.
    pub choices: Vec<ChoiceView>,
    pub hint: Option<String>,
    /// Without this filter there would be so many.
    pub without: usize,
}

pub struct ChoiceView {
    pub word: String,
    pub label: String,
    pub count: usize,
    pub chosen: bool,
    /// The list with this choice beside the others.
    pub address: String,
}

/// Something that is chosen, with the address without it.
pub struct Chip {
    pub label: String,
    pub address: String,
}

pub fn filters(frame: &Frame, state: &State, query: &Query, found: &Found<'_>) -> Vec<FilterView> {
    let facets = found.facets.iter();
    let views = facets.map(|facet| view(frame, state, query, facet));
    views.filter(|view| !view.choices.is_empty()).collect()
}

fn view(frame: &Frame, state: &State, query: &Query, facet: &Facet) -> FilterView {
    let filter = facet.filter;
    let offered = facet.choices.iter();
    let offered = offered.filter(|choice| choice.count > 0 || choice.chosen);
    let choices = offered.map(|choice: &FacetChoice| ChoiceView {
        label: label(frame, state, filter, &choice.word),
        address: address(frame, &query.with(filter, &choice.word)),
        word: choice.word.clone(),
        count: choice.count,
        chosen: choice.chosen,
    });
    FilterView {
        choices: choices.collect(),
        label: frame.t(&format!("list-{}", filter.word())),
        hint: (filter == Filter::Who).then(|| frame.t("list-who-hint")),
        without: facet.without,
        filter,
    }
}

impl FilterView {
    pub fn name(&self) -> &'static str {
        self.filter.word()
    }

    pub fn is_any(&self) -> bool {
        !self.choices.iter().any(|choice| choice.chosen)
    }

    /// The choice that is made: "Kind: loan".
    pub fn chosen_label(&self, frame: &Frame) -> Option<String> {
        let chosen = self.choices.iter().find(|choice| choice.chosen)?;
        let said = [
            ("label", self.label.as_str()),
            ("text", chosen.label.as_str()),
        ];
        Some(frame.say("list-labelled", &said))
    }

    pub fn chip(&self, frame: &Frame, query: &Query) -> Option<Chip> {
        Some(Chip {
            label: self.chosen_label(frame)?,
            address: address(frame, &query.without(self.filter)),
        })
    }
}

/// What a choice is called.
fn label(frame: &Frame, state: &State, filter: Filter, word: &str) -> String {
    let titled = |title: Option<&kernel::Bilingual>| match title {
        Some(title) => format!("{word} {}", frame.text(title)),
        None => word.to_owned(),
    };
    let known = match filter {
        Filter::Kind => Kind::of_word(word).map(|kind| said::kind(frame, &kind)),
        Filter::Level => Level::of_word(word).map(|level| said::level(frame, &level)),
        Filter::Window => WindowState::of_word(word).map(|window| match window {
            WindowState::Unknown => frame.t("list-window-unknown"),
            WindowState::Open | WindowState::Upcoming | WindowState::Closed => {
                said::window_state(frame, &window)
            }
        }),
        Filter::Deadline => Some(frame.t(&format!("list-deadline-{word}"))),
        Filter::Direction => Some(titled(state.catalogue.headings.directions.get(word))),
        Filter::Policy => {
            let mut policies = state.catalogue.headings.policies.iter();
            let policy = policies.find(|policy| policy.id == word);
            Some(titled(policy.map(|policy| &policy.title)))
        }
        Filter::Operator if word == NOT_STATED => Some(frame.t("page-not-stated")),
        Filter::Operator => operator(frame, &state.catalogue, word),
        Filter::Who => who(frame, &state.catalogue, word),
    };
    known.unwrap_or_else(|| word.to_owned())
}

/// An operator in the reader's language, by its Japanese name.
fn operator(frame: &Frame, catalogue: &Catalogue, name: &str) -> Option<String> {
    let mut operators = catalogue
        .programmes
        .iter()
        .filter_map(|one| one.operator.known());
    let operator = operators.find(|operator| operator.ja == name)?;
    Some(frame.text(operator).to_owned())
}

fn who(frame: &Frame, catalogue: &Catalogue, id: &str) -> Option<String> {
    let fact = catalogue.facts.get(catalogue.facts.find(WHO)?);
    let choice = fact.choices().iter().find(|choice| choice.id == id)?;
    Some(frame.text(&choice.label).to_owned())
}
