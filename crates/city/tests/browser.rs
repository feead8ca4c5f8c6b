//! The site in a real browser, as people use it: Chromium at phone and desktop width, in Japanese and English.
//! `./test` installs what these tests need.

#[path = "browser/finder.rs"]
mod finder;
#[path = "browser/findings.rs"]
mod findings;
#[path = "browser/journeys.rs"]
mod journeys;
#[path = "browser/keyboard.rs"]
mod keyboard;
#[path = "browser/live.rs"]
mod live;
#[path = "browser/look.rs"]
mod look;
#[path = "browser/looks.rs"]
mod looks;
#[path = "browser/accounts.rs"]
mod own_accounts;
#[path = "browser/pages.rs"]
mod pages;
#[path = "browser/person.rs"]
mod person;
#[path = "browser/private.rs"]
mod private;
#[path = "browser/screenshots.rs"]
mod screenshots;
#[path = "browser/simulation.rs"]
mod simulation;
#[path = "browser/site.rs"]
mod site;
#[path = "browser/taps.rs"]
mod taps;
#[path = "browser/webdriver.rs"]
mod webdriver;
