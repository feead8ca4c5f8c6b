//! Writing down what happened, and telling it to whom it concerns.

use platform::{DbFault, Tx};

use super::{Accounts, tell};
use crate::event::Event;
use crate::id::PersonId;
use crate::notice::Notice;
use crate::store::events;

/// Who did something, and in which browser.
#[derive(Clone, Copy, Debug, Default)]
pub struct By<'a> {
    /// `None`: the person whose account it is.
    pub other: Option<&'a PersonId>,
    pub browser: Option<&'a str>,
}

/// Writes an event down and tells the person, if it is one that is told. `said` are the values of its message, `path`
/// is where it leads.
pub async fn record(
    tx: &mut Tx,
    accounts: &Accounts,
    person: &PersonId,
    event: Event,
    by: By<'_>,
    said: Vec<(&'static str, String)>,
    path: Option<String>,
) -> Result<(), DbFault> {
    events::insert(tx, person, event, by.other, by.browser, accounts.now()).await?;
    let Some(urgency) = event.telling() else {
        return Ok(());
    };
    let notice = Notice {
        kind: event.notice_key(),
        said,
        path: path.or_else(|| Some("/account".to_owned())),
        urgency,
    };
    tell(tx, accounts, person, &notice).await
}
