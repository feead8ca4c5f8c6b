//! Beginning, proving and ending sessions.

use platform::secret::{Token, new_id};
use platform::{DbFault, Tx};

use super::record::By;
use super::{Accounts, record};
use crate::event::Event;
use crate::id::{PersonId, SessionId};
use crate::session::{self, Method, Session, Stage};
use crate::store::{browsers, people, sessions};

/// What a browser gets when somebody is signed in.
#[derive(Debug)]
pub struct Begun {
    pub session: Token,
    /// By which the browser is known from now on.
    pub browser: Token,
    pub id: SessionId,
}

/// Signs a person in. The token is always a new one: one that somebody planted before is worth nothing.
pub async fn begin_session(
    tx: &mut Tx,
    accounts: &Accounts,
    person: &PersonId,
    (stage, method): (Stage, Method),
    (browser, agent): (Option<Token>, &str),
) -> Result<Begun, DbFault> {
    let now = accounts.now();
    let lasts = match stage {
        Stage::Full => session::LONGEST,
        Stage::SetUp => session::SET_UP,
    };
    let name = session::browser_name(agent);
    let oldest = now - session::BROWSER_KNOWN;
    let known = match &browser {
        Some(token) => browsers::is_known(tx, &token.hash(), person, oldest).await?,
        None => false,
    };
    let token = Token::new();
    let begun = Session {
        id: SessionId::of(new_id()),
        person: person.clone(),
        stage,
        method,
        browser: name,
        created_at: now,
        proved_at: now,
        seen_at: now,
        ends_at: now + lasts,
    };
    sessions::insert(tx, &begun, &token.hash()).await?;
    let browser = browser.unwrap_or_default();
    if stage == Stage::Full {
        browsers::remember(tx, &browser.hash(), person, now).await?;
        let event = match known {
            true => Event::SignedIn,
            false => Event::SignedInAnew,
        };
        let by = By {
            other: None,
            browser: Some(&begun.browser),
        };
        let said = vec![("browser", begun.browser.clone())];
        record(
            tx,
            accounts,
            person,
            event,
            by,
            said,
            Some("/account/sessions".to_owned()),
        )
        .await?;
    }
    Ok(Begun {
        session: token,
        browser,
        id: begun.id,
    })
}

/// The session of a cookie, if it is still alive, and whether its person has duties in the city: whoever has some is
/// signed out earlier.
pub async fn session_of(
    tx: &mut Tx,
    accounts: &Accounts,
    token: &Token,
) -> Result<Option<(Session, bool)>, DbFault> {
    let found = sessions::find(tx, &token.hash(), accounts.clock.today()).await?;
    Ok(found.filter(|(session, on_duty)| {
        let idle = match on_duty {
            true => session::IDLE_ON_DUTY,
            false => session::IDLE,
        };
        session.is_alive(accounts.now(), idle)
    }))
}

/// After a new proof: another session in place of the old one, with a new token.
pub async fn prove_again(
    tx: &mut Tx,
    accounts: &Accounts,
    old: &Session,
    method: Method,
    (browser, agent): (Option<Token>, &str),
) -> Result<Begun, DbFault> {
    sessions::end(tx, &old.person, &old.id).await?;
    begin_session(
        tx,
        accounts,
        &old.person,
        (Stage::Full, method),
        (browser, agent),
    )
    .await
}

/// Ends the set-up as soon as the person can sign in safely: a full session in place of the limited one.
pub async fn complete_set_up(
    tx: &mut Tx,
    accounts: &Accounts,
    old: &Session,
    browser: (Option<Token>, &str),
) -> Result<Option<Begun>, DbFault> {
    let enough = people::find(tx, &old.person)
        .await?
        .is_some_and(|person| person.ways.are_enough());
    if old.stage == Stage::Full || !enough {
        return Ok(None);
    }
    prove_again(tx, accounts, old, Method::Link, browser)
        .await
        .map(Some)
}

/// Ends one session of a person; `false` when there is none of this id.
pub async fn end_session(
    tx: &mut Tx,
    accounts: &Accounts,
    person: &PersonId,
    id: &SessionId,
    event: Event,
) -> Result<bool, DbFault> {
    let ended = sessions::end(tx, person, id).await?;
    if ended {
        record(tx, accounts, person, event, By::default(), Vec::new(), None).await?;
    }
    Ok(ended)
}

/// Ends all sessions of a person but the one in which they ask for it.
pub async fn end_other_sessions(
    tx: &mut Tx,
    accounts: &Accounts,
    session: &Session,
) -> Result<u64, DbFault> {
    let ended = sessions::end_others(tx, &session.person, Some(&session.id)).await?;
    if ended > 0 {
        record(
            tx,
            accounts,
            &session.person,
            Event::SessionEnded,
            By::default(),
            Vec::new(),
            None,
        )
        .await?;
    }
    Ok(ended)
}
