//! The firms with whom rules are tried out: synthetic ones, made when they are first needed and kept in memory. Few
//! simulations run at once, each beside the pages; whoever cannot wait is told to come again.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use eligibility::fact::FactId;
use eligibility::levers::levers;
use eligibility::{Rules, Value};
use kernel::{Date, Lang};
use tokio::sync::{Semaphore, TryAcquireError};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::Catalogue;
use crate::comparison::{Comparison, Manner, Version, compare_programmes};
use crate::programme::Programme;
use crate::registry::RegistryFile;
use crate::simulation::{
    Districts, Groups, Listing, Outcome, Plan, Side, Watch, assumed, simulate, unknown,
};
use crate::synthetic::{Marginals, registry};

/// So many firms there are, always the same ones.
pub const FIRMS: u64 = 100_000;
pub const SEED: u64 = 1;

/// So long somebody waits for a simulation to begin.
const PATIENCE: Duration = Duration::from_secs(4);
/// Half of the processors, so that pages go on being answered.
const SHARE: usize = 2;
/// So many wait at most.
const WAITING: usize = 16;

/// Firms for trying out rules; a city without figures has none.
pub struct Firms {
    marginals: Option<Marginals>,
    count: u64,
    made: OnceLock<Made>,
    running: Arc<Semaphore>,
    waiting: Semaphore,
    /// What comes out of rules as they are, on the day that was last asked about.
    kept: Mutex<Kept>,
}

/// A day, and what came out on it by programme.
type Kept = (Date, Vec<(String, Arc<Tried>)>);

/// The firms, with the groups in which they are told.
pub struct Made {
    pub file: RegistryFile,
    pub groups: Groups,
}

/// What is tried out.
pub struct Trying {
    /// The id of a programme of the catalogue.
    pub programme: String,
    pub on: Date,
    /// The rules with numbers moved; none where nothing is.
    pub rules: Option<Rules>,
    /// Taken to be true of everybody of whom it is not known.
    pub assumed: Vec<(FactId, Value)>,
    pub lang: Lang,
}

/// What came out.
#[derive(Debug)]
pub struct Tried {
    pub outcome: Outcome,
    /// The facts that the rules ask about, and of how many firms each is unknown before anything is assumed.
    pub unknown: Vec<(FactId, u64)>,
    /// What the moved numbers mean.
    pub comparison: Option<Comparison>,
}

/// Why nothing came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The city has no figures to make firms from.
    NoFirms,
    /// Too many ask at once.
    Busy,
    /// No column can hold what is assumed of this fact.
    Unheld(FactId),
}

impl Default for Firms {
    fn default() -> Firms {
        Firms::new(None)
    }
}

impl Firms {
    pub fn new(marginals: Option<Marginals>) -> Firms {
        Firms::of(marginals, FIRMS)
    }

    /// Fewer or more firms than usual.
    pub fn of(marginals: Option<Marginals>, count: u64) -> Firms {
        let processors = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        Firms {
            marginals,
            count,
            made: OnceLock::new(),
            running: Arc::new(Semaphore::new((processors / SHARE).max(1))),
            waiting: Semaphore::new(WAITING),
            kept: Mutex::new((Date::default(), Vec::new())),
        }
    }

    /// The figures from which they are made.
    pub fn marginals(&self) -> Option<&Marginals> {
        self.marginals.as_ref()
    }

    /// Whether there is anything to try out: nobody is sent to a page that has nothing to move.
    pub fn can_try(&self, programme: &Programme, on: Date) -> bool {
        self.marginals.is_some() && !levers(&programme.rules, on).is_empty()
    }

    pub fn count(&self) -> u64 {
        self.count
    }

    /// The firms, once there are any.
    pub fn made(&self) -> Option<&Made> {
        self.made.get()
    }

    /// Tries rules out, beside the pages.
    pub async fn try_out(
        self: &Arc<Self>,
        catalogue: &Arc<Catalogue>,
        trying: Trying,
    ) -> Result<Arc<Tried>, Refusal> {
        if self.marginals.is_none() {
            return Err(Refusal::NoFirms);
        }
        if let Some(kept) = self.kept(&trying) {
            return Ok(kept);
        }
        let place = match self.waiting.try_acquire() {
            Ok(place) => place,
            Err(TryAcquireError::NoPermits | TryAcquireError::Closed) => return Err(Refusal::Busy),
        };
        let running = timeout(PATIENCE, Arc::clone(&self.running).acquire_owned()).await;
        let Ok(Ok(running)) = running else {
            return Err(Refusal::Busy);
        };
        drop(place);
        let (firms, catalogue) = (Arc::clone(self), Arc::clone(catalogue));
        let tried = spawn_blocking(move || {
            // Held until the work is done, also when nobody waits for it any more.
            let _running = running;
            firms.tried(&catalogue, &trying)
        });
        match tried.await {
            Ok(tried) => tried,
            Err(broken) => match broken.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(Refusal::Busy),
            },
        }
    }

    fn kept(&self, trying: &Trying) -> Option<Arc<Tried>> {
        if !trying.is_plain() {
            return None;
        }
        let kept = self.kept.lock().ok()?;
        let found = kept.1.iter().find(|(id, _)| *id == trying.programme);
        found
            .filter(|_| kept.0 == trying.on)
            .map(|(_, tried)| Arc::clone(tried))
    }

    fn keep(&self, trying: &Trying, tried: &Arc<Tried>) {
        if !trying.is_plain() {
            return;
        }
        if let Ok(mut kept) = self.kept.lock() {
            if kept.0 != trying.on {
                *kept = (trying.on, Vec::new());
            }
            let known = kept.1.iter().any(|(id, _)| *id == trying.programme);
            if !known {
                kept.1.push((trying.programme.clone(), Arc::clone(tried)));
            }
        }
    }

    /// The firms, made when they are first asked for.
    fn make(&self, catalogue: &Catalogue) -> Result<&Made, Refusal> {
        let marginals = self.marginals.as_ref().ok_or(Refusal::NoFirms)?;
        Ok(self.made.get_or_init(|| {
            let file = registry(marginals, &catalogue.facts, self.count, SEED);
            let districts = file.districts.as_ref().map(|labels| Districts {
                names: labels.names(),
                codes: labels.codes(),
            });
            let groups = Groups::of(&file.registry, &catalogue.facts, districts);
            Made { file, groups }
        }))
    }

    fn tried(&self, catalogue: &Catalogue, trying: &Trying) -> Result<Arc<Tried>, Refusal> {
        let made = self.make(catalogue)?;
        let programme = catalogue.find(&trying.programme).ok_or(Refusal::NoFirms)?;
        let known = &made.file.registry;
        let filled = match trying.assumed.as_slice() {
            [] => None,
            values => {
                let filled = assumed(known, values, &catalogue.facts);
                Some(filled.map_err(Refusal::Unheld)?)
            }
        };
        let side = |rules| Side {
            registry: filled.as_ref().unwrap_or(known),
            facts: &catalogue.facts,
            rules: vec![Some(rules)],
        };
        let plan = Plan {
            on: trying.on,
            programmes: vec![programme.id.as_str()],
            before: side(&programme.rules),
            after: trying.rules.as_ref().map(side),
            groups: &made.groups,
            listing: Listing::Counted,
        };
        let outcome = simulate(&plan, NonZeroUsize::MIN, &Watch::default());
        let asked = programme.facts.iter();
        let tried = Arc::new(Tried {
            outcome: outcome.expect("nobody stops it"),
            unknown: asked.map(|id| (*id, unknown(known, *id))).collect(),
            comparison: (trying.rules.as_ref())
                .map(|rules| compared(catalogue, programme, rules, trying)),
        });
        self.keep(trying, &tried);
        Ok(tried)
    }
}

impl Trying {
    /// Whether it asks about rules and firms as they are.
    fn is_plain(&self) -> bool {
        self.rules.is_none() && self.assumed.is_empty()
    }
}

/// The comparison of a programme with itself under other rules.
fn compared(
    catalogue: &Catalogue,
    programme: &Programme,
    rules: &Rules,
    trying: &Trying,
) -> Comparison {
    let moved = Programme {
        rules: rules.clone(),
        ..programme.clone()
    };
    let version = |programme| Version {
        catalogue,
        programme,
        day: trying.on,
    };
    let manner = Manner {
        on: trying.on,
        lang: trying.lang,
    };
    compare_programmes(version(programme), version(&moved), manner)
}
