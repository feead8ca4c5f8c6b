//! Taking letters out of the outbox and sending them.

use std::future::Future;
use std::time::Duration;

use kernel::MailAddress;

use super::life::{self, Attempt, MOST_ATTEMPTS, Next};
use super::place::Post;
use super::smtp::Line as SmtpLine;
use super::{Taken, folder, message, store};
use crate::clock::Clock;
use crate::db::{Db, DbFault};
use crate::logs::{Line, Logs, Value};
use crate::secret;

/// How often an empty outbox is looked into, and how long we wait after a fault of the database.
const ROUND: Duration = Duration::from_secs(1);
const AFTER_FAULT: Duration = Duration::from_secs(5);

/// Who sends, and where to.
#[derive(Clone, Debug)]
pub struct Sender {
    pub from: MailAddress,
    pub post: Post,
    /// How long a server may take for one letter. A lease lasts twice as long, so that nobody takes a letter over
    /// while its holder still waits.
    pub patience: Duration,
}

impl Sender {
    pub fn new(from: MailAddress, post: Post) -> Sender {
        Sender {
            from,
            post,
            patience: Duration::from_secs(60),
        }
    }
}

/// What became of letters that were due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    pub sent: u64,
    /// Not sent now; they wait for another time.
    pub put_off: u64,
    pub given_up: u64,
}

/// Sends letters until `stop`. The letter under way is finished first, as long as its server does not take too long.
pub async fn deliver(
    db: Db,
    clock: Clock,
    logs: Logs,
    sender: Sender,
    stop: impl Future<Output = ()>,
) {
    let mut stop = std::pin::pin!(stop);
    let mut line = SmtpLine::default();
    loop {
        let done = {
            let one = deliver_one(&db, &clock, &logs, &sender, &mut line);
            let mut one = std::pin::pin!(one);
            tokio::select! {
                done = &mut one => done,
                () = &mut stop => {
                    // A lease that is left runs out by itself: whether the server has the letter is not known.
                    let _ = tokio::time::timeout(AFTER_FAULT, one).await;
                    return;
                }
            }
        };
        let rest = match done {
            Ok(Some(_)) => continue,
            Ok(None) => ROUND,
            Err(fault) => {
                logs.write(
                    Line::event("outbox-fault").with("why", Value::Word(fault.kind().key())),
                );
                AFTER_FAULT
            }
        };
        line.rest().await;
        tokio::select! {
            () = tokio::time::sleep(rest) => {}
            () = &mut stop => return,
        }
    }
}

/// Sends what is due now, each letter once, and says what became of it: for tests and for commands.
pub async fn deliver_due(
    db: &Db,
    clock: &Clock,
    logs: &Logs,
    sender: &Sender,
) -> Result<Delivered, DbFault> {
    let mut line = SmtpLine::default();
    let mut delivered = Delivered::default();
    while let Some(next) = deliver_one(db, clock, logs, sender, &mut line).await? {
        match next {
            Next::Sent => delivered.sent += 1,
            Next::Again { .. } => delivered.put_off += 1,
            Next::GivenUp { .. } => delivered.given_up += 1,
        }
    }
    line.rest().await;
    Ok(delivered)
}

/// Takes one letter that is due, sends it and writes down what became of it; `None` when no letter is due.
async fn deliver_one(
    db: &Db,
    clock: &Clock,
    logs: &Logs,
    sender: &Sender,
    line: &mut SmtpLine,
) -> Result<Option<Next>, DbFault> {
    let lease = secret::new_id();
    let now = clock.now();
    let Some(letter) = store::take_due(db, &lease, now, now + 2 * sender.patience).await? else {
        return Ok(None);
    };
    let attempt = match letter.attempts > MOST_ATTEMPTS {
        // Each attempt before has ended with the end of a process: so may this one.
        true => Attempt::Refused("crash"),
        false => attempt(sender, &letter, line).await,
    };
    let now = clock.now();
    let next = life::next(attempt, letter.attempts, now, secret::share());
    let settled = store::settle(db, &letter, next, now).await?;
    let said = Line::event("letter")
        .with("id", Value::Ours(letter.id))
        .with("letter_kind", Value::Ours(letter.kind))
        .with("attempt", Value::Number(letter.attempts.unsigned_abs()));
    logs.write(match (settled, next) {
        (false, _) => said.with("ended", Value::Word("lease-lost")),
        (true, Next::Sent) => said.with("ended", Value::Word("sent")),
        (true, Next::Again { trouble, .. }) => said
            .with("ended", Value::Word("put-off"))
            .with("why", Value::Word(trouble)),
        (true, Next::GivenUp { trouble }) => said
            .with("ended", Value::Word("given-up"))
            .with("why", Value::Word(trouble)),
    });
    Ok(Some(next))
}

async fn attempt(sender: &Sender, letter: &Taken, line: &mut SmtpLine) -> Attempt {
    let Some(written) = message::write(letter, &sender.from) else {
        return Attempt::Refused("address");
    };
    match &sender.post {
        Post::Smtp(server) => {
            let hello = sender.from.domain();
            line.send(server, hello, &written, sender.patience).await
        }
        Post::Folder(path) => {
            let (path, id) = (path.clone(), letter.id.clone());
            let put = move || folder::put(&path, &id, written.text.as_bytes());
            match tokio::task::spawn_blocking(put).await {
                Ok(Ok(())) => Attempt::Sent,
                _ => Attempt::Failed("folder"),
            }
        }
    }
}
