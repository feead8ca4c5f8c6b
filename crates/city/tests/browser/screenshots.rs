//! Pictures of every kind of page, for people to look at:
//! `MONOZUKURI_SCREENSHOTS=DIR cargo test -p city --test browser screenshots -- --ignored`

use std::path::PathBuf;
use std::{env, fs};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::pages::pages;
use super::webdriver::{Session, Visitor};

/// What lies further down is cut off: a picture of a longer page cannot be looked at.
const HIGHEST: f64 = 12_000.0;

#[test]
#[ignore = "draws pictures into MONOZUKURI_SCREENSHOTS"]
fn screenshots() {
    let folder =
        env::var_os("MONOZUKURI_SCREENSHOTS").expect("MONOZUKURI_SCREENSHOTS names a folder");
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder).expect("the folder can be made");
    let session = Session::new(Visitor::Plain);
    for page in pages().iter().filter(|page| page.is_example) {
        for width in [360, 1280] {
            session.resize(width);
            session.open(&page.address());
            let name = format!("{}-{}-{width}.png", file_name(&page.kind), page.lang());
            fs::write(folder.join(name), picture(&session, width))
                .expect("the picture can be written");
        }
    }
}

/// The whole page, not only what the window shows of it.
pub fn picture(session: &Session, width: u32) -> Vec<u8> {
    let metrics = session.devtools("Page.getLayoutMetrics", json!({}));
    let height = metrics["cssContentSize"]["height"]
        .as_f64()
        .expect("a height");
    let clip = json!({"x": 0, "y": 0, "width": width, "height": height.min(HIGHEST), "scale": 1});
    let params = json!({"captureBeyondViewport": true, "clip": clip});
    let shot = session.devtools("Page.captureScreenshot", params);
    let data = shot["data"].as_str().expect("a picture");
    STANDARD.decode(data).expect("the picture is base64")
}

/// `/programmes/*` becomes `programmes-each`.
fn file_name(kind: &str) -> String {
    let name: String = kind
        .replace('*', "each")
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .take(80)
        .collect();
    let name = name.trim_matches('-');
    if name.is_empty() {
        "home".to_owned()
    } else {
        name.to_owned()
    }
}
