//! People on this site: what the accounts work with, and what goes on for them beside the pages.

use std::time::Duration;

use accounts::actions::{Inner, Passkeys, Providers, clean, gather};
use accounts::notice::Digest;
use accounts::{Accounts, actions::Hashing};
use kernel::{SiteAddress, Words};
use platform::jobs::{JobFault, Kinds};
use platform::secret::SiteKey;
use platform::{Clock, Db, Shell, SiteName};

use crate::load::City;

const CLEAN: &str = "accounts-clean";
const GATHER: &str = "accounts-gather";
const HOURLY: Duration = Duration::from_secs(3_600);

/// The accounts of a city. `address` is where links in letters lead.
pub fn accounts(db: Db, key: SiteKey, city: &City, clock: Clock, address: SiteAddress) -> Accounts {
    let name = SiteName {
        city: city.catalogue.city.name.clone(),
    };
    let words = [
        accounts::words(),
        platform::words(),
        programmes::words(),
        plan::words(),
    ];
    Accounts::new(Inner {
        db,
        shell: Shell::new(name, clock.clone()).at(address.clone()),
        clock,
        key,
        hashing: Hashing::new(),
        passkeys: Passkeys::for_address(&address, &city.catalogue.city.name.ja),
        providers: Providers::none(),
        address,
        words: Words::joined(words),
    })
}

/// Adds what is done for people beside the pages: gathered letters, and removing what has run out.
pub fn with_jobs(kinds: Kinds, accounts: &Accounts) -> Kinds {
    let (of_clean, of_gather) = (accounts.clone(), accounts.clone());
    kinds
        .with(CLEAN, move |work| {
            let accounts = of_clean.clone();
            async move {
                clean(&accounts).await?;
                let tx = work.begin().await?;
                work.finish(tx).await
            }
        })
        .every(CLEAN, HOURLY)
        .with(GATHER, move |work| {
            let accounts = of_gather.clone();
            async move {
                for digest in [Digest::Daily, Digest::Weekly] {
                    while gather(&accounts, digest).await? > 0 {
                        if work.is_cancelled() {
                            return Err(JobFault::Cancelled);
                        }
                    }
                }
                let tx = work.begin().await?;
                work.finish(tx).await
            }
        })
        .every(GATHER, HOURLY)
}
