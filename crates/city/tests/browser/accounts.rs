//! Accounts in a real browser: with passkeys from a device, and with password and app where no script runs. By keyboard
//! only.

use serde_json::json;

use super::person::{App, Device, Hands, forget_proof};
use super::webdriver::{Session, Visitor};

#[test]
fn who_has_a_passkey_needs_nothing_else() {
    const HANAKO: &str = "hanako@example.jp";
    let session = Session::new(Visitor::Plain);
    let phone = Device::of(&session);
    let hanako = Hands::of(&session);
    hanako.come_by_letter(HANAKO);
    hanako.take_to("Make a passkey", "/en/account/codes");
    assert_eq!(phone.passkeys(), 1);
    hanako.take("Make new recovery codes");
    hanako.reads("These codes are shown only now");
    let codes = session.script(
        "return document.querySelectorAll('.codes code').length",
        json!([]),
    );
    assert_eq!(codes, json!(10));
    hanako.take("I have kept them");
    hanako.reads("加賀 花子");

    hanako.take("Sign out");
    hanako.is_at("/en");
    sign_in_by_button(&hanako);
    hanako.take("Sign out");
    sign_in_from_list(&hanako);

    // The only way in stays.
    hanako.open("/en/account/passkeys");
    hanako.take("Remove");
    hanako.reads("Without this passkey you could not sign in any more");

    // The same device has its key already; another device makes another one.
    hanako.take("Make a passkey");
    hanako.reads("This device has a passkey for this account already");
    phone.remove();
    let laptop = Device::of(&session);
    hanako.open("/en/account/passkeys");
    hanako.take("Make a passkey");
    session.wait_until("two passkeys", || cards(&session) == 2);
    hanako.open("/en/account/passkeys");
    hanako.write("Name", "Laptop");
    hanako.take("Change the name");
    hanako.reads("Laptop");

    // Something important asks for another proof.
    forget_proof(HANAKO);
    hanako.open("/en/account/email");
    hanako.is_at("/en/sign-in/again?next=%2Fen%2Faccount%2Femail");
    hanako.reads("prove once more");
    assert!(!hanako.sees("#password"), "there is no password to ask for");
    hanako.take_to("Sign in with a passkey", "/en/account/email");
    hanako.reads("Change your e-mail address");

    // One of the two may go now.
    hanako.open("/en/account/passkeys");
    assert_eq!(laptop.passkeys(), 1);
    hanako.take("Remove");
    hanako.is_at("/en/account/passkeys");
    assert_eq!(cards(&session), 1);
}

/// In a browser that does not offer passkeys under the address field. One that does gives them to the device at once, and
/// the device consents before the button can be pressed.
fn sign_in_by_button(person: &Hands<'_>) {
    let session = person.session;
    let without_list = "PublicKeyCredential.isConditionalMediationAvailable = async () => false";
    let added = session.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({"source": without_list}),
    );
    person.open("/en/sign-in?next=/en/account");
    person.take_to("Sign in with a passkey", "/en/account");
    person.reads("加賀 花子");
    session.devtools(
        "Page.removeScriptToEvaluateOnNewDocument",
        json!({"identifier": added["identifier"]}),
    );
}

/// From the list that the browser offers under the address field.
fn sign_in_from_list(person: &Hands<'_>) {
    person.open("/en/sign-in?next=/en/account");
    person.reads("加賀 花子");
    person.is_at("/en/account");
}

fn cards(session: &Session) -> u64 {
    let count = session.try_script(
        "return document.querySelectorAll('main li.card').length",
        json!([]),
    );
    count.ok().and_then(|count| count.as_u64()).unwrap_or(0)
}

#[test]
fn forms_alone_are_enough() {
    const JIRO: &str = "jiro@example.jp";
    const PASSWORD: &str = "gravel-river-asano-27";
    let session = Session::new(Visitor::WithoutScripts);
    let jiro = Hands::of(&session);
    jiro.come_by_letter(JIRO);
    assert!(
        !jiro.sees("[data-passkey-panel]"),
        "no button that does nothing"
    );
    jiro.take("Set a password");
    jiro.write("New password", "short");
    jiro.take("Set the password");
    jiro.reads("It must have at least 10 characters");
    jiro.write("New password", PASSWORD);
    jiro.take("Set the password");
    jiro.is_at("/en/account/authenticator");
    assert!(jiro.sees(".qr svg"));
    let app = App::of(&session);
    jiro.write("Six digits", &app.code(-1));
    jiro.take("Check and set up");
    jiro.is_at("/en/account/codes");
    jiro.take("Make new recovery codes");
    jiro.reads("These codes are shown only now");
    jiro.take("I have kept them");
    jiro.take("Sign out");

    jiro.open("/en/account/sessions");
    jiro.is_at("/en/sign-in?next=%2Fen%2Faccount%2Fsessions");
    assert!(!jiro.sees("[data-passkey-panel]"));
    jiro.write("E-mail address", JIRO);
    jiro.write("Password", PASSWORD);
    jiro.take("Continue");
    jiro.write("Code", &app.code(-1));
    jiro.take("Sign in");
    jiro.reads("The code is wrong or was used before");
    jiro.write("Code", &app.code(0));
    jiro.take("Sign in");
    jiro.is_at("/en/account/sessions");
    jiro.open("/en/account/passkeys");
    jiro.reads("you need a browser that knows passkeys");
    assert!(!jiro.sees("[data-passkey-panel]"));
}
