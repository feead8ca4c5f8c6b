//! Somebody with an account, as their browser and their mailbox have it.

use jiff::SignedDuration;
use serde_json::json;

use super::keyboard::{ENTER, Keyboard};
use super::site::{in_database, now, site};
use super::webdriver::{Session, text};

/// The path of the link in the newest letter to an address.
pub fn mailed_link(to: &str) -> String {
    let letter = in_database(async |db| {
        let mut tx = db.read().await.expect("a transaction");
        let newest = "SELECT body FROM platform_letter WHERE recipient = $1 ORDER BY posted_at DESC, id DESC LIMIT 1";
        let row = tx.one(newest, (to,)).await.expect("a letter");
        row.get::<String>(0).expect("a text")
    });
    let link = letter.split_whitespace().find_map(|word| {
        let path = word.strip_prefix(site())?;
        path.contains("/links/").then_some(path)
    });
    link.unwrap_or_else(|| panic!("no link: {letter}"))
        .to_owned()
}

/// Lets most of an hour pass since the person has proved who they are.
pub fn forget_proof(email: &str) {
    let long_ago = (now() - SignedDuration::from_mins(59)).to_string();
    in_database(async |db| {
        let mut tx = db.begin().await.expect("a transaction");
        let older = "UPDATE accounts_session SET proved_at = $1 \
                     WHERE person_id = (SELECT id FROM accounts_person WHERE email = $2)";
        let done = tx.execute(older, (&*long_ago, email)).await;
        done.expect("the proof is old");
        tx.commit().await.expect("committed");
    });
}

/// A device that makes passkeys by itself and always knows its owner.
pub struct Device<'s> {
    session: &'s Session,
    id: String,
}

impl Device<'_> {
    pub fn of(session: &Session) -> Device<'_> {
        let id = session.command(
            "webauthn/authenticator",
            Some(&json!({
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": true,
                "hasUserVerification": true,
                "isUserVerified": true,
                "isUserConsenting": true,
            })),
        );
        Device {
            session,
            id: text(&id),
        }
    }

    /// How many passkeys it holds.
    pub fn passkeys(&self) -> usize {
        let path = format!("webauthn/authenticator/{}/credentials", self.id);
        let held = self.session.command(&path, None);
        held.as_array().expect("a list").len()
    }

    /// Takes it away.
    pub fn remove(self) {
        let path = format!("webauthn/authenticator/{}", self.id);
        self.session.delete(&path);
    }
}

/// What an authenticator app holds.
pub struct App(Vec<u8>);

impl App {
    /// As somebody types it from the page.
    pub fn of(session: &Session) -> App {
        let secret = "return document.querySelector('.secret').textContent.replace(/\\s/g, '')";
        let secret = text(&session.script(secret, json!([])));
        let secret = totp_rs::Secret::try_from_base32(&secret).expect("base32");
        App(secret.as_ref().to_vec())
    }

    /// The code some half minutes from now. The site's clock stands still and takes each code once, but one half minute
    /// early or late.
    pub fn code(&self, half_minutes: i64) -> String {
        let app = totp_rs::Builder::new()
            .with_secret(totp_rs::Secret::from(self.0.as_slice()))
            .with_account_name("-")
            .build()
            .expect("a secret of 20 bytes");
        let moment = now().as_second() + 30 * half_minutes;
        app.generate(u64::try_from(moment).expect("after 1970"))
            .to_string()
    }
}

/// The hands of somebody at the keyboard.
pub struct Hands<'s> {
    pub session: &'s Session,
    keyboard: Keyboard<'s>,
}

impl Hands<'_> {
    pub fn of(session: &Session) -> Hands<'_> {
        Hands {
            session,
            keyboard: Keyboard::of(session),
        }
    }

    pub fn open(&self, path: &str) {
        self.session.open(&format!("{}{path}", site()));
    }

    pub fn write(&self, field: &str, words: &str) {
        self.keyboard.tab_to(field, |focus| {
            focus.role == "textbox" && focus.name.starts_with(field)
        });
        self.keyboard.fill(words);
    }

    /// Moves to a button or link and presses Enter.
    pub fn take(&self, name: &str) {
        self.reach(name);
        self.keyboard.enter();
    }

    /// The same where a script goes to another page by itself.
    pub fn take_to(&self, name: &str, path: &str) {
        self.reach(name);
        self.keyboard.press(ENTER);
        let session = self.session;
        session.wait_until(path, || session.address() == format!("{}{path}", site()));
        session.wait_until("the page", || {
            session.try_script("return document.readyState", json!([])) == Ok(json!("complete"))
        });
    }

    fn reach(&self, name: &str) {
        self.keyboard.tab_to(name, |focus| {
            ["button", "link"].contains(&&*focus.role) && focus.name.starts_with(name)
        });
    }

    /// Reads the page until it says something.
    #[track_caller]
    pub fn reads(&self, words: &str) {
        let read = || {
            let script = "return document.querySelector('main').innerText";
            self.session.try_script(script, json!([]))
        };
        let said = || read().is_ok_and(|read| text(&read).contains(words));
        self.session.wait_until(words, said);
    }

    /// Whether something is shown.
    pub fn sees(&self, selector: &str) -> bool {
        let script = "return [...document.querySelectorAll(arguments[0])].some((element) => element.checkVisibility())";
        self.session.script(script, json!([selector])) == json!(true)
    }

    #[track_caller]
    pub fn is_at(&self, path: &str) {
        assert_eq!(self.session.address(), format!("{}{path}", site()));
    }

    /// Makes an account by letter, until the ways to sign in are chosen.
    pub fn come_by_letter(&self, email: &str) {
        self.open("/en/sign-up");
        self.write("E-mail address", email);
        self.take("Send the letter");
        self.reads("A letter is on its way");
        self.open(&mailed_link(email));
        for (field, words) in [
            ("Family name", "加賀"),
            ("Given name", "花子"),
            ("Family name in kana", "かが"),
            ("Given name in kana", "はなこ"),
        ] {
            self.write(field, words);
        }
        self.take("Make the account");
        self.is_at("/en/account/set-up");
    }
}
