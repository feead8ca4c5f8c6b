//! stub
use crate::Catalogue;
use kernel::Bilingual;
use platform::Shell;
use std::collections::BTreeMap;
use std::sync::Arc;
#[derive(Clone)]
pub struct State {
    pub catalogue: Arc<Catalogue>,
    pub shell: Shell,
    pub directions: Arc<BTreeMap<String, Bilingual>>,
}
pub fn routes(_state: State) -> axum::Router {
    axum::Router::new()
}
