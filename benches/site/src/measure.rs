//! Requests as fast as they go, and requests at a constant rate.

use std::time::{Duration, Instant};

use crate::client::Connection;

const CONNECTIONS: u64 = 32;

/// Requests per second when every connection asks again at once.
pub async fn most(host: &str, path: &str, seconds: u64) -> f64 {
    let begun = Instant::now();
    let end = begun + Duration::from_secs(seconds);
    let tasks: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (host, path) = (host.to_owned(), path.to_owned());
            tokio::spawn(async move {
                let mut connection = Connection::open(&host).await;
                let mut count = 0_u64;
                while Instant::now() < end {
                    assert_eq!(connection.ask(&path).await.status, 200);
                    count += 1;
                }
                count
            })
        })
        .collect();
    let mut count = 0;
    for task in tasks {
        count += task.await.expect("answers");
    }
    count as f64 / begun.elapsed().as_secs_f64()
}

/// How long after it was due each request was answered. The timer wakes up to 1 ms late; that counts too.
pub async fn at_rate(host: &str, path: &str, rate: u64, seconds: u64) -> Vec<Duration> {
    let begun = Instant::now() + Duration::from_millis(100);
    let step = Duration::from_secs(1) / u32::try_from(rate).expect("a rate");
    let tasks: Vec<_> = (0..CONNECTIONS)
        .map(|number| {
            let (host, path) = (host.to_owned(), path.to_owned());
            tokio::spawn(async move {
                let mut connection = Connection::open(&host).await;
                let mut late = Vec::new();
                for turn in (number..rate * seconds).step_by(CONNECTIONS as usize) {
                    let due = begun + step * u32::try_from(turn).expect("few enough");
                    tokio::time::sleep_until(due.into()).await;
                    assert_eq!(connection.ask(&path).await.status, 200);
                    late.push(due.elapsed());
                }
                late
            })
        })
        .collect();
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await.expect("answers"));
    }
    all
}

/// The value that this part of the sorted values does not exceed.
pub fn quantile(sorted: &[Duration], part: f64) -> Duration {
    let place = (sorted.len() as f64 * part).ceil() as usize;
    sorted[place.clamp(1, sorted.len()) - 1]
}
