//! Looks at the pages that only somebody with an account comes to, from every side as at the public ones: no crawl finds
//! them, so somebody walks through them.

use std::path::PathBuf;
use std::{env, fs};

use serde_json::{Value, json};

use super::findings::Findings;
use super::look::{carry_axe, force_colours, look, look_at_console, run_axe};
use super::looks::{DESKTOP, NARROWEST, OPEN_DETAILS, PHONE};
use super::pages::Page;
use super::person::{App, Device, mailed_link};
use super::screenshots::picture;
use super::site::site;
use super::webdriver::{Session, Visitor};

/// The pages of a completed account.
const ROOMS: [&str; 14] = [
    "/account",
    "/account?saved=notices",
    "/account/name",
    "/account/email",
    "/account/password",
    "/account/authenticator",
    "/account/codes",
    "/account/sessions",
    "/account/events",
    "/account/notices",
    "/account/notices/settings",
    "/account/passkeys",
    "/account/providers",
    "/account/deletion",
];

const PASSWORD: &str = "gravel-river-asano-27";

/// Somebody makes an account, looks into every room and leaves. `look` is called on each page with a name for it.
struct Walk<'w, L: Fn(&Session, &str)> {
    session: &'w Session,
    root: &'w str,
    look: L,
}

impl<L: Fn(&Session, &str)> Walk<'_, L> {
    fn go(&self, email: &str) {
        for path in ["/sign-in", "/sign-up", "/sign-in/help", "/links/worn-out"] {
            self.enter(path, path);
        }
        self.come(email);
        let app = self.set_up();
        for path in ROOMS {
            self.enter(path, path);
        }
        self.open("/account/name");
        self.send("/account/name", json!({"family": ""}));
        self.see("/account/name wrong");
        // Another browser, so that two are signed in.
        self.session.delete("cookie");
        self.open("/sign-in");
        self.send(
            "/sign-in",
            json!({"email": email, "password": "wrong-word"}),
        );
        self.see("/sign-in wrong");
        self.send("/sign-in", json!({"email": email, "password": PASSWORD}));
        self.see("/sign-in/code");
        self.send("/sign-in/code", json!({"code": "000000"}));
        self.see("/sign-in/code wrong");
        self.send("/sign-in/code", json!({"code": app.code(0)}));
        self.enter("/account/sessions", "/account/sessions two");
        self.enter("/sign-in/again", "/sign-in/again");
    }

    /// From the address to the page behind the letter.
    fn come(&self, email: &str) {
        self.open("/sign-up");
        self.send("/sign-up", json!({"email": "nobody"}));
        self.see("/sign-up wrong");
        self.send("/sign-up", json!({"email": email}));
        self.see("/sign-up letter");
        let link = mailed_link(email);
        self.session.open(&format!("{}{link}", site()));
        self.see("/links");
        self.send(&link, json!({"family": "加賀", "given": ""}));
        self.see("/links wrong");
        let name = json!({"family": "加賀", "given": "花子", "family_kana": "かが", "given_kana": "はなこ"});
        self.send(&link, name);
    }

    /// All ways to sign in.
    fn set_up(&self) -> App {
        self.see("/account/set-up");
        self.enter("/account/password", "/account/password first");
        self.send("/account/password", json!({"new_password": "short"}));
        self.see("/account/password wrong");
        self.send("/account/password", json!({"new_password": PASSWORD}));
        self.see("/account/authenticator first");
        self.send("/account/authenticator", json!({"code": "000000"}));
        self.see("/account/authenticator wrong");
        let app = App::of(self.session);
        self.send("/account/authenticator", json!({"code": app.code(-1)}));
        self.see("/account/codes first");
        self.enter("/account", "/account without codes");
        self.open("/account/codes");
        self.send("/account/codes", json!({}));
        self.see("/account/codes shown");
        let device = Device::of(self.session);
        self.open("/account/passkeys");
        self.session.follow("a new passkey", || {
            let press = "document.querySelector('[data-passkey=add]').click()";
            self.session.script(press, json!([]));
        });
        self.session.wait_until("the passkey in the list", || {
            let card = "return document.querySelector('main li.card') !== null";
            self.session.try_script(card, json!([])) == Ok(json!(true))
        });
        device.remove();
        app
    }

    fn open(&self, path: &str) {
        self.session.open(&format!("{}{}{path}", site(), self.root));
    }

    /// Writes into a form of the page and sends it.
    fn send(&self, action: &str, fields: Value) {
        const SEND: &str = "
            const form = [...document.forms].find((form) => form.getAttribute('action').endsWith(arguments[0]));
            for (const [name, words] of Object.entries(arguments[1])) form.elements[name].value = words;
            form.noValidate = true;
            form.requestSubmit();";
        self.session.follow(action, || {
            self.session.script(SEND, json!([action, fields]));
        });
    }

    fn enter(&self, path: &str, name: &str) {
        self.open(path);
        self.see(name);
    }

    fn see(&self, name: &str) {
        (self.look)(self.session, name);
    }
}

/// Walks in both languages, with an address for each.
fn walk(session: &Session, who: &str, look: impl Fn(&Session, &str)) {
    for (root, lang) in [("", "ja"), ("/en", "en")] {
        session.delete("cookie");
        let walk = Walk {
            session,
            root,
            look: &look,
        };
        walk.go(&format!("{who}-{lang}@example.jp"));
    }
}

/// The page that is open, named for the report.
fn page(session: &Session, name: &str) -> Page {
    let mut page = Page::at(&session.address());
    page.kind = name.to_owned();
    page
}

#[test]
fn every_private_page_can_be_used_by_everyone() {
    let findings = Findings::default();
    let session = Session::new(Visitor::Plain);
    carry_axe(&session);
    walk(&session, "all", |session, name| {
        let page = page(session, name);
        let at = |width: u32, looks: &[&str]| look(session, &page, width, looks, &findings);
        session.resize(DESKTOP);
        at(DESKTOP, &["structure", "width", "focus", "clipping"]);
        run_axe(session, &page, DESKTOP, &findings);
        session.resize(PHONE);
        session.script(OPEN_DETAILS, json!([]));
        run_axe(session, &page, PHONE, &findings);
        at(PHONE, &["focus", "clipping", "targets"]);
        session.resize(NARROWEST);
        at(NARROWEST, &["width"]);
        look_at_console(session, &page, NARROWEST, &findings);
        session.resize(DESKTOP);
    });
    findings.assert_none();
}

#[test]
fn every_private_page_can_be_read_in_letters_twice_as_large() {
    let findings = Findings::default();
    let session = Session::new(Visitor::LargeText);
    walk(&session, "large", |session, name| {
        let page = page(session, name);
        for width in [DESKTOP, DESKTOP / 2] {
            session.resize(width);
            look(session, &page, width, &["width", "clipping"], &findings);
        }
    });
    findings.assert_none();
}

#[test]
fn every_private_page_can_be_read_in_the_readers_own_colours() {
    let findings = Findings::default();
    let session = Session::new(Visitor::Plain);
    session.resize(DESKTOP);
    force_colours(&session);
    walk(&session, "colours", |session, name| {
        let page = page(session, name);
        look(session, &page, DESKTOP, &["colours", "focus"], &findings);
    });
    findings.assert_none();
}

#[test]
#[ignore = "draws pictures into MONOZUKURI_SCREENSHOTS"]
fn private_screenshots() {
    let folder =
        env::var_os("MONOZUKURI_SCREENSHOTS").expect("MONOZUKURI_SCREENSHOTS names a folder");
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder).expect("the folder can be made");
    let session = Session::new(Visitor::Plain);
    walk(&session, "drawn", |session, name| {
        let lang = page(session, name).lang();
        let name = name.trim_matches('/').replace(['/', ' ', '?', '='], "-");
        for width in [320, 390, 1280] {
            session.resize(width);
            fs::write(
                folder.join(format!("{name}-{lang}-{width}.png")),
                picture(session, width),
            )
            .expect("the picture can be written");
        }
    });
}
