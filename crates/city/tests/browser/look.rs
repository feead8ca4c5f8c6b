//! Ways of looking at the page that a window shows.

use std::sync::OnceLock;
use std::{env, fs};

use serde_json::json;

use super::findings::Findings;
use super::pages::Page;
use super::webdriver::Session;

const NO_AXE: &str = "MONOZUKURI_AXE names no file: axe-core is missing. `./test` fetches it; \
                      or set MONOZUKURI_AXE to the path of an axe.min.js";

/// From now on every page that the session opens carries axe-core.
pub fn carry_axe(session: &Session) {
    session.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({"source": axe()}),
    );
}

fn axe() -> &'static str {
    static AXE: OnceLock<String> = OnceLock::new();
    AXE.get_or_init(|| {
        let path = env::var("MONOZUKURI_AXE").unwrap_or_default();
        fs::read_to_string(path).unwrap_or_else(|_| panic!("{NO_AXE}"))
    })
}

/// Takes some of the looks of `look.js`.
pub fn look(session: &Session, page: &Page, width: u32, looks: &[&str], findings: &Findings) {
    let found = session.script(include_str!("look.js"), json!([width, looks]));
    findings.add_all(page, width, &found);
}

/// From now on the session shows pages in the reader's own colours.
pub fn force_colours(session: &Session) {
    let forced = json!({"features": [{"name": "forced-colors", "value": "active"}]});
    session.devtools("Emulation.setEmulatedMedia", forced);
}

/// Every rule of axe-core for WCAG 2.2 AA and good practice, for a session that carries axe-core.
pub fn run_axe(session: &Session, page: &Page, width: u32, findings: &Findings) {
    let found = session.script_later(include_str!("axe.js"), json!([]));
    findings.add_all(page, width, &found);
}

/// Whatever was written to the console since the last look is a fault.
pub fn look_at_console(session: &Session, page: &Page, width: u32, findings: &Findings) {
    for line in session.console() {
        // A browser notes by itself that a page does not exist or refuses; that is what these pages say.
        let own_status = line.contains(" status of 4") && line.contains(&page.path);
        let is_chatter = line.starts_with("DEBUG");
        if !own_status && !is_chatter {
            findings.add(page, width, "console", "", &line);
        }
    }
}
