//! The way in for AI assistants (Model Context Protocol): they search the programmes, learn what can be asked, and
//! have a company judged. Every request stands alone: nothing about a visitor is kept or logged.

mod programme;
mod tools;

use std::sync::Arc;

use axum::Router;
use kernel::SiteAddress;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ErrorData,
    Implementation, ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig,
};
use rmcp::service::RequestContext;
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{RoleServer, ServerHandler};

use crate::open_data::State;

/// A request may be this large: a profile with every fact is a few thousand characters.
const LARGEST_REQUEST: usize = 64 * 1024;

/// Hosts by which a site on one's own machine, or a proxy on it, is called.
const LOCAL: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// The endpoint, at `/mcp`.
pub fn routes(state: State) -> Router {
    let config = config(state.shell.address());
    let make = move || {
        Ok(Assistant {
            state: state.clone(),
        })
    };
    let service = StreamableHttpService::new(make, Arc::<NeverSessionManager>::default(), config);
    Router::new().route_service("/mcp", service)
}

/// Only the site's own host and this machine are answered, and of pages in a browser only the site's own: another
/// site whose name is made to lead here (DNS rebinding) gets nothing.
fn config(address: &SiteAddress) -> StreamableHttpServerConfig {
    let hosts = address.host().into_iter().chain(LOCAL);
    let origin = match address.authority() {
        // An origin of the rule must name its port; the usual one is not written in addresses.
        Some(authority) if authority.contains(':') => vec![address.to_string()],
        Some(_) if address.to_string().starts_with("https://") => vec![format!("{address}:443")],
        Some(_) => vec![format!("{address}:80")],
        None => Vec::new(),
    };
    let local = LOCAL[..2].iter().map(|host| format!("http://{host}:*"));
    StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_sse_keep_alive(None)
        .with_max_request_body_bytes(LARGEST_REQUEST)
        .with_allowed_hosts(hosts)
        .with_allowed_origins(origin.into_iter().chain(local))
        .enforce_origin_validation()
}

/// What answers one request.
struct Assistant {
    state: State,
}

impl ServerHandler for Assistant {
    fn get_info(&self) -> ServerConfig {
        let city = &self.state.catalogue.city.name;
        let both = |key: &str| {
            let say = |lang| crate::words().say(lang, key, &[("city", city.get(lang))]);
            format!("{}\n{}", say(kernel::Lang::Ja), say(kernel::Lang::En))
        };
        let server = Implementation::new("monozukuri", env!("CARGO_PKG_VERSION"));
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(server)
            .with_instructions(both("mcp-instructions"))
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(tools::all(&self.state)))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let arguments = request.arguments.unwrap_or_default();
        let result = match tools::call(&self.state, &request.name, &arguments) {
            Ok(value) => CallToolResult::structured(value),
            // A sentence that the assistant can read and act upon.
            Err(tools::Refusal::Said(sentence)) => {
                CallToolResult::error(vec![ContentBlock::text(sentence)])
            }
            Err(tools::Refusal::NoSuchTool) => {
                return Err(ErrorData::invalid_params("unknown tool", None));
            }
        };
        Ok(result.into())
    }
}
