//! The process that is killed.

use std::time::Duration;

use platform::jobs::{JobFault, Kinds, Pace, Work, run};
use platform::logs::Logs;
use platform::outbox::{self, Letter, Post, Sender};
use platform::{Clock, DatabaseUrl, Db, Tx};

use crate::{DATABASE, POST, STEPS, address};

/// The child: it works until it is killed. In the ordinary run of the tests it has nothing to do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child() {
    let (Ok(database), Ok(post)) = (std::env::var(DATABASE), std::env::var(POST)) else {
        return;
    };
    let url = DatabaseUrl::parse(&database).expect("an address");
    let db = Db::open(&url).await.expect("open");
    let mut sender = Sender::new(address(), Post::parse(&post).expect("a place"));
    sender.patience = Duration::from_secs(1);
    let pace = Pace {
        lease: Duration::from_secs(1),
        idle: Duration::from_millis(10),
        ..Pace::default()
    };
    let kinds = Kinds::new()
        .at_pace(pace)
        .with("one", one)
        .with("steps", steps);
    let (clock, logs) = (Clock::System, Logs::off());
    tokio::join!(
        run(
            db.clone(),
            clock.clone(),
            logs.clone(),
            kinds,
            3,
            std::future::pending()
        ),
        async {
            loop {
                outbox::deliver_due(&db, &clock, &logs, &sender).await.ok();
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
    );
}

async fn one(work: Work) -> Result<(), JobFault> {
    let mut tx = work.begin().await?;
    effect(&mut tx, &work, 0).await?;
    work.finish(tx).await
}

async fn steps(work: Work) -> Result<(), JobFault> {
    for step in work.done()..STEPS {
        tokio::time::sleep(Duration::from_millis(4)).await;
        let mut tx = work.begin().await?;
        effect(&mut tx, &work, step).await?;
        match step == STEPS - 1 {
            true => return work.finish(tx).await,
            false => work.checkpoint(tx, "{}", step + 1, STEPS).await?,
        }
    }
    Ok(())
}

/// A row and a letter.
async fn effect(tx: &mut Tx, work: &Work, step: i64) -> Result<(), JobFault> {
    tx.execute(
        "INSERT INTO sample_effect (job, step) VALUES ($1, $2)",
        (work.id(), step),
    )
    .await?;
    let letter = Letter {
        kind: "sample-done",
        key: format!("{} {step}", work.id()),
        to: address(),
        subject: "完了".to_owned(),
        text: format!("{} {step}", work.id()),
    };
    outbox::post(tx, &letter, work.clock().now()).await?;
    Ok(())
}
