//! Signing in with password and code. Known and unknown addresses take the same way and the same time.

use jiff::SignedDuration;
use kernel::MailAddress;
use platform::secret::Token;
use platform::{DbFault, Tx, Visitor};

use super::authenticator::is_right_code;
use super::record::By;
use super::sessions::{Begun, begin_session};
use super::{Accounts, Stop, record};
use crate::event::Event;
use crate::id::PersonId;
use crate::person::Person;
use crate::session::{self, Method, Stage};
use crate::store::{attempts, browsers, people, ways};
use crate::throttle;

/// How long the code may come after the password.
const FOR_CODE: SignedDuration = SignedDuration::from_mins(10);
/// Codes after one password.
const MOST_CODES: i64 = 5;
/// The kind of attempt that waits for a code.
const CODE: &str = "code";

/// Why nobody was signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInRefusal {
    /// Address or password are wrong: nobody is told which.
    Wrong,
    /// Too many tries from browsers that are not known, or from this network.
    TooMany,
    /// The code is wrong, or was used before.
    WrongCode,
    /// The password was long ago, or there were too many wrong codes after it.
    BeginAgain,
    /// The account was never completed: a mailed link goes on with it.
    Incomplete,
}

impl SignInRefusal {
    pub fn key(self) -> &'static str {
        match self {
            SignInRefusal::Wrong => "sign-in-wrong",
            SignInRefusal::TooMany => "sign-in-too-many",
            SignInRefusal::WrongCode => "sign-in-wrong-code",
            SignInRefusal::BeginAgain => "sign-in-begin-again",
            SignInRefusal::Incomplete => "sign-in-incomplete",
        }
    }
}

/// The password was right; the browser keeps this until the code comes.
#[derive(Debug)]
pub struct Waiting(pub Token);

/// The first step. Whoever is refused learns nothing about whether there is such an account.
pub async fn give_password(
    accounts: &Accounts,
    email: &MailAddress,
    password: String,
    browser: Option<&Token>,
    visitor: Visitor,
) -> Result<Waiting, Stop<SignInRefusal>> {
    if !accounts.take_for(throttle::NETWORK, visitor).await? {
        return Err(Stop::Refused(SignInRefusal::TooMany));
    }
    let mut tx = accounts.db.read().await?;
    let person = people::find_by_email(&mut tx, email).await?;
    let nobody = PersonId::of("");
    let id = person.as_ref().map_or(&nobody, |person| &person.id);
    let hash = ways::password(&mut tx, id).await?;
    let known = is_known(&mut tx, accounts, browser, id).await?;
    drop(tx);
    let taken = match (&known, browser) {
        (true, Some(browser)) => {
            accounts
                .take(throttle::KNOWN_BROWSER, &browser.hash())
                .await?
        }
        _ => accounts.take(throttle::ACCOUNT, &email.key()).await?,
    };
    if !taken {
        warn(accounts, email, person.as_ref()).await?;
        return Err(Stop::Refused(SignInRefusal::TooMany));
    }
    let right = accounts.hashing.is_right(password, hash).await?;
    let Some(person) = person.filter(|_| right) else {
        return Err(Stop::Refused(SignInRefusal::Wrong));
    };
    if !person.ways.authenticator {
        return Err(Stop::Refused(SignInRefusal::Incomplete));
    }
    let token = Token::new();
    let ends_at = accounts.now() + FOR_CODE;
    let mut tx = accounts.db.begin().await?;
    attempts::insert(
        &mut tx,
        &token.hash(),
        CODE,
        Some(&person.id),
        "{}",
        ends_at,
    )
    .await?;
    tx.commit().await?;
    Ok(Waiting(token))
}

/// The second step: a code of the authenticator, or a recovery code in its place.
pub async fn give_code(
    accounts: &Accounts,
    waiting: &Token,
    typed: &str,
    (browser, agent): (Option<Token>, &str),
) -> Result<Begun, Stop<SignInRefusal>> {
    let now = accounts.now();
    let mut tx = accounts.db.read().await?;
    let attempt = attempts::find(&mut tx, &waiting.hash(), CODE, now).await?;
    let Some(person) = attempt.and_then(|attempt| attempt.person) else {
        return Err(Stop::Refused(SignInRefusal::BeginAgain));
    };
    let known = is_known(&mut tx, accounts, browser.as_ref(), &person).await?;
    drop(tx);
    let taken = match (&known, &browser) {
        (true, Some(browser)) => accounts.take(throttle::CODE_KNOWN, &browser.hash()).await?,
        _ => accounts.take(throttle::CODE, person.as_str()).await?,
    };
    if !taken {
        return Err(Stop::Refused(SignInRefusal::TooMany));
    }
    let mut tx = accounts.db.begin().await?;
    if !attempts::count_try(&mut tx, &waiting.hash(), MOST_CODES).await? {
        attempts::remove(&mut tx, &waiting.hash()).await?;
        tx.commit().await?;
        return Err(Stop::Refused(SignInRefusal::BeginAgain));
    }
    if !is_right_code(&mut tx, accounts, &person, typed).await? {
        // The wrong try stays counted.
        tx.commit().await?;
        return Err(Stop::Refused(SignInRefusal::WrongCode));
    }
    attempts::remove(&mut tx, &waiting.hash()).await?;
    if let (true, Some(browser)) = (known, &browser) {
        accounts
            .empty(&mut tx, throttle::KNOWN_BROWSER, &browser.hash())
            .await?;
        accounts
            .empty(&mut tx, throttle::CODE_KNOWN, &browser.hash())
            .await?;
    }
    let begun = begin_session(
        &mut tx,
        accounts,
        &person,
        (Stage::Full, Method::Password),
        (browser, agent),
    )
    .await?;
    tx.commit().await?;
    Ok(begun)
}

async fn is_known(
    tx: &mut Tx,
    accounts: &Accounts,
    browser: Option<&Token>,
    person: &PersonId,
) -> Result<bool, DbFault> {
    let hash = browser.map(Token::hash).unwrap_or_default();
    browsers::is_known(tx, &hash, person, accounts.now() - session::BROWSER_KNOWN).await
}

/// Tells the owner once a day that somebody tries. A bucket of one counts the days, for every address alike: the time
/// of an answer must not tell whether there is an owner.
async fn warn(
    accounts: &Accounts,
    email: &MailAddress,
    person: Option<&Person>,
) -> Result<(), DbFault> {
    let first = accounts.take(throttle::WARNING, &email.key()).await?;
    let Some(person) = person.filter(|_| first) else {
        return Ok(());
    };
    let mut tx = accounts.db.begin().await?;
    record(
        &mut tx,
        accounts,
        &person.id,
        Event::WrongTries,
        By::default(),
        Vec::new(),
        None,
    )
    .await?;
    tx.commit().await
}
