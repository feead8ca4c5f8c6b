//! The API of the whole site: the addresses of every module, the OpenAPI document made from them, and the page for
//! developers. Not here: what an address answers; that stands in the `api` of each module.

mod document;
mod door;
mod page;

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get};
use kernel::Words;
use plan::Plan;
use platform::problem::Problem;
use platform::{Clock, ContentFile};
use programmes::Catalogue;
use programmes::portal::Firms;

pub use page::routes as page_routes;

/// What the addresses need.
pub struct State {
    pub plan: Arc<Plan>,
    pub catalogue: Arc<Catalogue>,
    pub firms: Arc<Firms>,
    pub clock: Clock,
}

/// Everything under `/api/`, once for both languages. The files are those of the city's content.
pub fn routes(state: State, files: &[ContentFile]) -> Router {
    let schemas = programmes::api::schemas(&state.catalogue);
    let filters = programmes::api::filter_schemas(&state.catalogue);
    let programmes = programmes::api::State::new(state.catalogue, state.firms, state.clock, files);
    let (router, described) = plan::api::routes(state.plan)
        .merge(programmes::api::routes(programmes))
        .split_for_parts();
    let methods = Arc::new(document::methods(&described));
    let text: Arc<str> = document::text(&described, schemas, &filters).into();
    router
        .route(
            document::ADDRESS,
            get(move || async move { ([(CONTENT_TYPE, "application/json")], text.to_string()) }),
        )
        .route("/api/{*rest}", any(|| async { Problem::not_found() }))
        .layer(from_fn_with_state(methods, door::pass))
}

/// The words of the API's own answers and of its page.
fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        Words::read(
            include_str!("../messages/api.ja.txt"),
            include_str!("../messages/api.en.txt"),
        )
    });
    &WORDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::built_in;
    use crate::load::{Examples, load};

    #[test]
    fn no_two_modules_give_one_name_to_two_forms() {
        let city = load(built_in(), Examples::Skip).expect("the built-in city is in order");
        let of_programmes = programmes::api::State::new(
            Arc::new(city.catalogue),
            Arc::default(),
            Clock::System,
            &city.files,
        );
        let described = [
            plan::api::routes(Arc::new(city.plan)).into_openapi(),
            programmes::api::routes(of_programmes).into_openapi(),
        ];
        let [plan, programmes] = described.map(|one| one.components.expect("schemas").schemas);
        for (name, form) in &plan {
            let other = programmes.get(name);
            assert!(other.is_none_or(|other| other == form), "{name}");
        }
    }
}
