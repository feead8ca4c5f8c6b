//! Accounts in a real browser: passkeys with a virtual authenticator, and password and app by forms alone. Every page on
//! the way is looked at as the public pages are.

use platform::{DatabaseUrl, Db};
use serde_json::json;

use super::findings::Findings;
use super::look::{carry_axe, look, run_axe};
use super::pages::Page;
use super::site::{NOW, database, site};
use super::webdriver::{Session, Visitor, text};

/// The path of the link in the newest letter to an address.
fn link(to: &str) -> String {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let db = Db::open(&DatabaseUrl::file(database())).await.expect("the site's database");
        let mut tx = db.read().await.expect("a transaction");
        let sql = "SELECT body FROM platform_letter WHERE recipient = $1 ORDER BY posted_at DESC, id DESC";
        let letters = tx.all(sql, (to,)).await.expect("letters");
        let texts = letters.iter().map(|row| row.get::<String>(0).expect("a text"));
        texts
            .flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
            .find(|word| word.contains("/links/"))
            .expect("a link")
    })
}

fn fill(session: &Session, id: &str, value: &str) {
    let script = "const field = document.getElementById(arguments[0]); field.focus(); field.value = arguments[1];";
    session.script(script, json!([id, value]));
}

/// Presses what a selector finds, as a click does, and waits for what follows.
fn press(session: &Session, selector: &str) {
    session.follow(selector, || click(session, selector));
}

/// While one page gives way to the next, what was found may be gone: then it is looked for again.
fn click(session: &Session, selector: &str) {
    session.wait_until(selector, || {
        let wanted = json!({"using": "css selector", "value": selector});
        let found = session.try_command("element", Some(&wanted));
        let id = found
            .ok()
            .and_then(|found| found.as_object()?.values().next().map(text));
        id.is_some_and(|id| {
            session
                .try_command(&format!("element/{id}/click"), Some(&json!({})))
                .is_ok()
        })
    });
}

/// Presses a passkey's button: the page says what it does before it goes on, so its end is the address.
fn press_passkey(session: &Session, selector: &str, path: &str) {
    click(session, selector);
    session.wait_until(path, || {
        let place = session.try_script("return location.pathname + document.readyState", json!([]));
        place == Ok(json!(format!("{path}complete")))
    });
}

fn submit(session: &Session) {
    press(session, "main form.form button");
}

#[track_caller]
fn is_at(session: &Session, path: &str) {
    let address = session.address();
    let found = address.strip_prefix(site()).unwrap_or(&address);
    assert_eq!(found.split('?').next(), Some(path), "{}", body(session));
}

fn body(session: &Session) -> String {
    text(&session.script("return document.querySelector('main').innerText", json!([])))
}

/// A person's device: keys are kept in it, and the person agrees to everything.
fn with_device(session: &Session) {
    let device = json!({
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": true,
        "hasUserVerification": true,
        "isUserVerified": true,
        "isUserConsenting": true,
    });
    session.command("webauthn/authenticator", Some(&device));
}

fn sign_up(session: &Session, lang: &str, email: &str) {
    session.open(&format!("{}{lang}/sign-up", site()));
    fill(session, "email", email);
    submit(session);
    session.open(&link(email));
    fill(session, "family", "加賀");
    fill(session, "given", "花子");
    submit(session);
    is_at(session, &format!("{lang}/account/set-up"));
}

#[test]
fn somebody_signs_up_and_in_with_a_passkey() {
    let session = Session::new(Visitor::Plain);
    with_device(&session);
    sign_up(&session, "", "hanako@example.jp");
    press_passkey(&session, "button[data-passkey=add]", "/account/codes");
    submit(&session);
    let codes = session.script(
        "return document.querySelectorAll('.codes code').length",
        json!([]),
    );
    assert_eq!(codes, json!(10));
    press(&session, "main a.button");
    is_at(&session, "/account");
    press(&session, "form[action='/sign-out'] button");
    session.open(&format!("{}/account/sessions", site()));
    is_at(&session, "/sign-in");
    press_passkey(
        &session,
        "button[data-passkey=sign-in]",
        "/account/sessions",
    );
    // The only way to sign in stays.
    session.open(&format!("{}/account/passkeys", site()));
    press(&session, "form[action$='/removal'] button");
    assert!(
        body(&session).contains("ただ一つ") || body(&session).contains("ほかの方法"),
        "{}",
        body(&session)
    );
    session.open(&format!("{}/account/passkeys", site()));
    is_at(&session, "/account/passkeys");
}

#[test]
fn without_scripts_password_and_app_do_the_same() {
    let session = Session::new(Visitor::WithoutScripts);
    let email = "jiro@example.jp";
    sign_up(&session, "/en", email);
    assert!(
        !body(&session).contains("Make a passkey"),
        "the panel is only there where passkeys can be made"
    );
    press(&session, "a[href='/en/account/password']");
    fill(&session, "new_password", "浅野川の水もとても冷たい");
    submit(&session);
    is_at(&session, "/en/account/authenticator");
    let secret = text(&session.script(
        "return document.querySelector('.secret').innerText",
        json!([]),
    ));
    fill(&session, "code", &code(&secret, 0));
    submit(&session);
    is_at(&session, "/en/account/codes");
    session.open(&format!("{}/en/account", site()));
    press(&session, "form[action='/en/sign-out'] button");
    session.open(&format!("{}/en/sign-in", site()));
    fill(&session, "email", email);
    fill(&session, "password", "浅野川の水もとても冷たい");
    submit(&session);
    is_at(&session, "/en/sign-in/code");
    // The clock of this site stands still; the app of somebody whose clock is half a minute ahead still fits.
    fill(&session, "code", &code(&secret, 30));
    submit(&session);
    is_at(&session, "/en/account");
}

/// What the app shows so many seconds after the site's moment.
fn code(secret: &str, later: u64) -> String {
    let plain: String = secret.split_whitespace().collect();
    let totp = totp_rs::Builder::new()
        .with_secret(totp_rs::Secret::try_from_base32(&plain).expect("base32"))
        .with_account_name("-")
        .build()
        .expect("a secret of 20 bytes");
    let now: jiff::Timestamp = NOW.parse().expect("a moment");
    totp.generate(u64::try_from(now.as_second()).expect("after 1970") + later)
        .to_string()
}

#[test]
fn everyone_can_use_the_pages_of_an_account() {
    let findings = Findings::default();
    for lang in ["", "/en"] {
        let session = Session::new(Visitor::Plain);
        carry_axe(&session);
        with_device(&session);
        let email = format!("looks{}@example.jp", lang.trim_start_matches('/'));
        sign_up(&session, lang, &email);
        let mut paths = vec!["/account/set-up".to_owned(), "/account/password".to_owned()];
        look_at(&session, lang, &paths, &findings);
        fill(&session, "new_password", "浅野川の水もとても冷たい");
        submit(&session);
        paths = vec!["/account/authenticator".to_owned()];
        look_at(&session, lang, &paths, &findings);
        session.open(&format!("{}{lang}/account/set-up", site()));
        press_passkey(
            &session,
            "button[data-passkey=add]",
            &format!("{lang}/account/codes"),
        );
        paths = [
            "/account",
            "/account/name",
            "/account/email",
            "/account/codes",
            "/account/sessions",
            "/account/events",
            "/account/notices",
            "/account/notices/settings",
            "/account/passkeys",
            "/account/providers",
            "/account/organisations",
            "/account/organisations/new",
            "/account/deletion",
            "/sign-in/again",
            "/links/nothing",
        ]
        .map(str::to_owned)
        .to_vec();
        look_at(&session, lang, &paths, &findings);
    }
    findings.assert_none();
}

fn look_at(session: &Session, lang: &str, paths: &[String], findings: &Findings) {
    for path in paths {
        let page = Page::at(&format!("{}{lang}{path}", site()));
        for width in [360, 1280] {
            session.resize(width);
            session.open(&page.address());
            let looks = match width {
                360 => &["structure", "width", "clipping", "targets"][..],
                _ => &["structure", "width", "clipping"][..],
            };
            look(session, &page, width, looks, findings);
            run_axe(session, &page, width, findings);
            picture(session, lang, path, width);
        }
    }
}

/// A picture of the page, where somebody wants to look at it.
fn picture(session: &Session, lang: &str, path: &str, width: u32) {
    let Ok(folder) = std::env::var("MONOZUKURI_SCREENSHOTS") else {
        return;
    };
    let size = session.script("return document.documentElement.scrollHeight", json!([]));
    session.devtools(
        "Emulation.setDeviceMetricsOverride",
        json!({"width": width, "height": size, "deviceScaleFactor": 1, "mobile": width < 600}),
    );
    let picture = session.devtools("Page.captureScreenshot", json!({"format": "png"}));
    let name = format!(
        "{}{}-{width}.png",
        lang.trim_start_matches('/'),
        path.replace('/', "-")
    );
    let bytes = base64::Engine::decode(
        &base64::engine::general_purpose::STANDARD,
        text(&picture["data"]),
    );
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(
        std::path::Path::new(&folder).join(name),
        bytes.expect("base64"),
    )
    .expect("written");
}
