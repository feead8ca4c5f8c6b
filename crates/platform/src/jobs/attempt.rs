//! One attempt at a job: its handler runs, its lease is kept meanwhile, and what follows is written down.

use std::time::Duration;

use super::JobFault;
use super::kinds::Pace;
use super::life::{self, Attempt, MOST_ATTEMPTS, Next};
use super::site::{Site, log_fault};
use super::store::{self, Taken};
use super::work::Work;
use crate::db::DbFault;
use crate::logs::{Line, Value};
use crate::secret;

/// A handler whose lease seems lost may just have committed its end.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Lets the handler try, and writes down what follows.
pub(super) async fn attempt(site: &Site, taken: Taken) -> Next {
    let work = Work::new(site.db.clone(), site.clock.clone(), taken);
    let taken = work.taken();
    let attempt = if taken.is_cancel_asked {
        Attempt::Broken(JobFault::Cancelled)
    } else if taken.attempts > MOST_ATTEMPTS {
        // Each attempt before has ended with the end of a process: so may this one.
        Attempt::Broken(JobFault::Hopeless("crash"))
    } else {
        handle(site, &work).await
    };
    let now = site.clock.now();
    let next = match work.is_finished() {
        // Already committed by the handler, whatever it said afterwards.
        true => Next::Finished,
        false => life::next(&attempt, work.attempt(), now, secret::share()),
    };
    let settled = match work.is_finished() {
        true => Ok(true),
        false => settle(site, taken, next).await,
    };
    if let Err(fault) = &settled {
        // The lease runs out by itself.
        log_fault(&site.logs, fault);
    }
    let next = match settled {
        Ok(true) => next,
        Ok(false) | Err(_) => Next::Nothing,
    };
    site.logs.write(line(taken, next));
    next
}

async fn settle(site: &Site, taken: &Taken, next: Next) -> Result<bool, DbFault> {
    let mut tx = site.db.begin().await?;
    let settled = store::settle(&mut tx, taken, next, site.clock.now()).await?;
    tx.commit().await?;
    Ok(settled)
}

/// Runs the handler as a task of its own, so that its panic is only its own, and keeps its lease meanwhile.
async fn handle(site: &Site, work: &Work) -> Attempt {
    let Some(handler) = site.kinds.handler(&work.taken().kind) else {
        return Attempt::Broken(JobFault::Failed("unknown-kind"));
    };
    let mut task = tokio::spawn(handler(work.clone()));
    let mut stop = site.stop.clone();
    let interrupted = async {
        // Nobody is left who could ask us to stop: then we never do.
        if stop.wait_for(|stop| *stop).await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(site.kinds.pace().grace).await;
    };
    let attempt = tokio::select! {
        ended = &mut task => return told(ended),
        () = keep_lease(site, work) => {
            let _ = tokio::time::timeout(LAST_WORDS, &mut task).await;
            Attempt::Broken(JobFault::LeaseLost)
        }
        () = interrupted => Attempt::Interrupted,
    };
    task.abort();
    let _ = task.await;
    attempt
}

fn told(ended: Result<Result<(), JobFault>, tokio::task::JoinError>) -> Attempt {
    match ended {
        Ok(Ok(())) => Attempt::Finished,
        Ok(Err(fault)) => Attempt::Broken(fault),
        Err(why) if why.is_panic() => Attempt::Panicked,
        Err(_) => Attempt::Interrupted,
    }
}

/// Renews the lease three times in its length; ends when the job is no longer ours.
async fn keep_lease(site: &Site, work: &Work) {
    let Pace { lease, .. } = site.kinds.pace();
    loop {
        tokio::time::sleep(lease / 3).await;
        match renew(site, work, lease).await {
            Ok(Some(true)) => work.note_cancelled(),
            Ok(Some(false)) => {}
            Ok(None) => return,
            // The next try may succeed; if none does, the lease runs out, and the fence holds.
            Err(fault) => log_fault(&site.logs, &fault),
        }
    }
}

async fn renew(site: &Site, work: &Work, lease: Duration) -> Result<Option<bool>, DbFault> {
    let mut tx = site.db.begin().await?;
    let until = site.clock.now() + lease;
    let asked = store::renew(&mut tx, work.taken(), until).await?;
    tx.commit().await?;
    Ok(asked)
}

fn line(taken: &Taken, next: Next) -> Line {
    let line = Line::event("job")
        .with("id", Value::Ours(taken.id.as_str().to_owned()))
        .with("job_kind", Value::Ours(taken.kind.clone()))
        .with("attempt", Value::Number(taken.attempts.unsigned_abs()));
    let ended = |word| Value::Word(word);
    match next {
        Next::Finished => line.with("ended", ended("finished")),
        Next::Cancelled => line.with("ended", ended("cancelled")),
        Next::GivenBack => line.with("ended", ended("given-back")),
        Next::Nothing => line.with("ended", ended("lease-lost")),
        Next::Again { trouble, .. } => line
            .with("ended", ended("put-off"))
            .with("why", Value::Word(trouble)),
        Next::Failed { trouble } => line
            .with("ended", ended("failed"))
            .with("why", Value::Word(trouble)),
    }
}
