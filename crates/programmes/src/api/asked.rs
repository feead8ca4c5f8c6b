//! What the address of the list asks for. A filter that cannot be meant is refused: a slip must not look like an
//! answer.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use kernel::Lang;
use platform::api::Text;
use platform::problem::{FieldError, Problem};
use serde_json::{Value as Json, json};
use utoipa::IntoParams;

use super::said::SortJson;
use super::words;
use crate::catalogue::Catalogue;
use crate::listing::{Found, Query, Sort};
use crate::standing::Filter;

/// The longest text that is looked for, in characters.
const LONGEST_TEXT: usize = 200;
/// So many programmes are given unless `limit` says otherwise, and at most.
const USUAL_LIMIT: usize = 100;
const LARGEST_LIMIT: usize = 1_000;
const LARGEST_OFFSET: usize = 1_000_000;
/// The parameters besides the filters.
const OTHERS: [&str; 5] = ["q", "sort", "lang", "limit", "offset"];

/// The parameters of the list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(
    dead_code,
    reason = "the fields describe the parameters; `Asked` reads them"
)]
pub struct Parameters {
    /// Words to look for in all texts of a programme; kana, width and variant kanji do not matter.
    #[param(max_length = 200, example = "設備")]
    q: Option<String>,
    /// Only this kind, whether it is the main one or a further one.
    kind: Option<String>,
    /// Only programmes that are not out of the question for this kind of applicant.
    who: Option<String>,
    /// Only programmes that carry out this direction of the strategy.
    #[param(example = "2-1")]
    direction: Option<String>,
    /// Only programmes that carry out this policy of the strategy.
    policy: Option<String>,
    /// Only those of the city, the prefecture or the nation.
    level: Option<String>,
    /// Only those of this operator, by its Japanese name; `-`: the source names none.
    operator: Option<String>,
    /// Only those whose window is in this state today.
    window: Option<String>,
    /// Only those whose stated closing day comes within 30 or 90 days, or by the end of this fiscal year.
    deadline: Option<String>,
    /// The order. By relevance where words are given, else by status: those first that can be applied for, then by id.
    #[param(inline, required = false, value_type = SortJson)]
    sort: Option<String>,
    /// The language whose texts count more, and by whose names is sorted.
    #[param(pattern = "^(ja|en)$", example = "ja")]
    lang: Option<String>,
    /// How many programmes are given at most; 100 if left out.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
    /// How many are left out at the beginning.
    #[param(minimum = 0, maximum = 1_000_000)]
    offset: Option<u32>,
}

/// What is asked for.
pub struct Asked {
    pub query: Query,
    pub lang: Lang,
    pub limit: usize,
    pub offset: usize,
    lang_given: bool,
}

impl Asked {
    /// Reads the parameters; every one that cannot be meant is told. Which choices a filter has is known only to the
    /// search: [`unknown_values`].
    pub fn of(pairs: &[(String, String)]) -> Result<Asked, Vec<FieldError>> {
        let mut asked = Asked {
            query: Query {
                page: 1,
                ..Query::default()
            },
            lang: Lang::Ja,
            limit: USUAL_LIMIT,
            offset: 0,
            lang_given: false,
        };
        let mut slips = Vec::new();
        let mut seen = BTreeSet::new();
        for (name, value) in pairs {
            if !seen.insert(name.as_str()) {
                slips.push(slip(name, "api-filter-twice", &[("name", name)]));
            } else if let Some(filter) = Filter::of_word(name) {
                asked.query.chosen.insert(filter, value.clone());
            } else if let Err(slip) = asked.take(name, value) {
                slips.push(slip);
            }
        }
        if slips.is_empty() {
            Ok(asked)
        } else {
            Err(slips)
        }
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), FieldError> {
        let refuse = |known: &str| not_a_value(name, value, known);
        let number = |least: usize, most: usize| {
            let number = Some(value).filter(|value| value.bytes().all(|one| one.is_ascii_digit()));
            number
                .and_then(|number| number.parse().ok())
                .filter(|number| (least..=most).contains(number))
                .ok_or_else(|| refuse(&format!("{least}–{most}")))
        };
        match name {
            "q" if value.chars().count() > LONGEST_TEXT => {
                let most = LONGEST_TEXT.to_string();
                return Err(slip(name, "api-filter-long", &[("most", &most)]));
            }
            "q" => value.trim().clone_into(&mut self.query.text),
            "sort" => {
                let sort = Sort::of_word(value);
                let known = Sort::ALL.iter().map(|sort| sort.word());
                let known: Vec<&str> = known.collect();
                self.query.sort = Some(sort.ok_or_else(|| refuse(&known.join(", ")))?);
            }
            "lang" => {
                let lang = Lang::ALL.into_iter().find(|lang| lang.tag() == value);
                self.lang = lang.ok_or_else(|| refuse("ja, en"))?;
                self.lang_given = true;
            }
            "limit" => self.limit = number(1, LARGEST_LIMIT)?,
            "offset" => self.offset = number(0, LARGEST_OFFSET)?,
            _ => {
                let filters = Filter::ALL.iter().map(|filter| filter.word());
                let known: Vec<&str> = filters.chain(OTHERS).collect();
                let known = known.join(", ");
                let args = [("name", name), ("known", known.as_str())];
                return Err(slip(name, "api-filter-unknown", &args));
            }
        }
        Ok(())
    }

    /// The address of what follows, when so many fit.
    pub fn next(&self, count: usize) -> Option<String> {
        let offset = self.offset + self.limit;
        if offset >= count {
            return None;
        }
        let query = self.query.address();
        let sign = if query.is_empty() { '?' } else { '&' };
        let lang = match self.lang_given {
            true => format!("lang={}&", self.lang.tag()),
            false => String::new(),
        };
        let limit = self.limit;
        Some(format!(
            "/api/programmes{query}{sign}{lang}limit={limit}&offset={offset}"
        ))
    }
}

/// The values that no choice of their filter is, each with the choices there are.
pub fn unknown_values(found: &Found<'_>) -> Vec<FieldError> {
    let unknown = found.unknown.iter().map(|(name, value)| {
        let facet = Filter::of_word(name).and_then(|filter| found.facet(filter));
        let choices = facet.iter().flat_map(|facet| &facet.choices);
        let known: Vec<&str> = choices.map(|choice| choice.word.as_str()).collect();
        not_a_value(name, value, &known.join(", "))
    });
    unknown.collect()
}

/// For every filter the schema of its values: the choices of this city.
pub fn filter_schemas(catalogue: &Catalogue) -> Vec<(&'static str, Json)> {
    // The choices are the same on every day.
    let standings = catalogue.standings(kernel::Date::constant(2026, 4, 1));
    let filters = Filter::ALL.iter().map(|filter| {
        let schema = match standings.choices(*filter) {
            [] => json!({"type": "string"}),
            choices => json!({"type": "string", "enum": choices}),
        };
        (filter.word(), schema)
    });
    filters.collect()
}

fn not_a_value(name: &str, value: &str, known: &str) -> FieldError {
    // A long value is not repeated.
    let value: String = value.chars().take(LONGEST_TEXT).collect();
    let args = [("found", value.as_str()), ("known", known)];
    slip(name, "api-filter-value", &args)
}

fn slip(name: &str, code: &'static str, args: &[(&str, &str)]) -> FieldError {
    FieldError {
        field: name.to_owned(),
        code: code.to_owned(),
        message: Text::said(words(), code, args),
    }
}

/// The refusal of an address with mistakes.
pub fn refused(errors: Vec<FieldError>) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, words(), "api-filter", &[]).with_errors(errors)
}
