//! Whether the time of an answer tells who has an account. A statistical test: the same wrong password for an address
//! that has an account and for one that has none, by turns, and the rank-sum test of Mann and Whitney over both. The
//! test says "they differ" by chance once in a hundred thousand runs; a way that left the hash out for unknown
//! addresses is found every time (the second test proves that it would be).

use std::time::{Duration, Instant};

use accounts::Accounts;
use accounts::actions::{Inner, Passkeys, Providers, Stop, give_password};
use jiff::SignedDuration;
use kernel::{MailAddress, Words};
use platform::{Clock, Visitor as Network};

use super::site::{Site, one_site};
use super::visitor::Visitor;

const ROUNDS: u32 = 60;
/// Standard deviations: beyond them by chance in 1 of 100,000 runs.
const FAR: f64 = 4.4;

/// The same accounts at another moment, so that no bucket fills.
fn at(site: &Site, minutes: i64) -> Accounts {
    let now = &site.accounts;
    Accounts::new(Inner {
        db: now.db.clone(),
        clock: Clock::Fixed(site.now + SignedDuration::from_mins(minutes)),
        key: now.key.clone(),
        hashing: now.hashing.clone(),
        passkeys: None::<Passkeys>,
        providers: Providers::none(),
        shell: now.shell.clone(),
        address: now.address.clone(),
        words: Words::joined([accounts::words()]),
    })
}

async fn took(accounts: &Accounts, email: &MailAddress, round: u32) -> Duration {
    let network = Network::of(std::net::Ipv4Addr::from(0xC633_6400 + round).into());
    let begun = Instant::now();
    let refused = give_password(
        accounts,
        email,
        "wrong but long enough".to_owned(),
        None,
        network,
    )
    .await;
    let took = begun.elapsed();
    assert!(matches!(refused, Err(Stop::Refused(_))));
    took
}

/// How far the ranks of `a` among both are from what chance would give, in standard deviations.
fn distance(a: &[Duration], b: &[Duration]) -> f64 {
    let wins: f64 = a
        .iter()
        .flat_map(|x| b.iter().map(move |y| x.cmp(y)))
        .map(|order| match order {
            std::cmp::Ordering::Greater => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Less => 0.0,
        })
        .sum();
    let (m, n) = (a.len() as f64, b.len() as f64);
    (wins - m * n / 2.0) / (m * n * (m + n + 1.0) / 12.0).sqrt()
}

#[tokio::test]
async fn the_time_of_an_answer_does_not_tell_who_has_an_account() {
    let site = one_site().await;
    Visitor::default()
        .sign_up(&site, "taro@example.jp", "犀川の水はとても冷たい")
        .await;
    let known = MailAddress::parse("taro@example.jp").expect("an address");
    let unknown = MailAddress::parse("jiro@example.jp").expect("an address");
    took(&at(&site, 1), &unknown, 0).await;
    let (mut of_known, mut of_unknown) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        let accounts = at(&site, 10 + i64::from(round));
        // By turns, and each first as often as the other: what the machine does meanwhile meets both.
        let order = if round % 2 == 0 {
            [true, false]
        } else {
            [false, true]
        };
        for is_known in order {
            match is_known {
                true => of_known.push(took(&accounts, &known, round).await),
                false => of_unknown.push(took(&accounts, &unknown, round).await),
            }
        }
    }
    let far = distance(&of_known, &of_unknown);
    of_known.sort();
    of_unknown.sort();
    let middle = ROUNDS as usize / 2;
    println!(
        "known {:?}, unknown {:?}, {far:.2} standard deviations",
        of_known[middle], of_unknown[middle]
    );
    assert!(far.abs() < FAR, "{far}: {of_known:?} {of_unknown:?}");
}

#[test]
fn the_test_would_find_a_difference() {
    let around =
        |middle: u64| (0..60).map(move |spread| Duration::from_micros(middle + spread * 37 % 900));
    let (slow, quick): (Vec<_>, Vec<_>) = (around(50_000).collect(), around(49_200).collect());
    assert!(distance(&slow, &quick) > FAR);
    assert!(distance(&slow, &slow.clone()).abs() < 1.0);
}
