//! Running a plan over its registry, part by part, on one thread or several. Every thread counts for itself; what they
//! counted is added up, so that their number changes nothing.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::direction::{Direction, Proven, proven};
use super::groups::Groups;
use super::reform::{Change, Delta, Fate, Moves, Moving};
use super::tally::{Counting, Tallies};
use super::watch::{Interrupted, Watch};
use super::way::Way;
use super::{Listing, Outcome, Plan, Simulated};

/// So many rows are judged before somebody looks whether to stop.
const PART: usize = 4096;
const MOST_THREADS: usize = 64;

/// Judges everybody in the registry.
pub fn simulate(
    plan: &Plan<'_>,
    threads: NonZeroUsize,
    watch: &Watch,
) -> Result<Outcome, Interrupted> {
    let work = Work {
        plan,
        proven: all_proven(plan),
        before: Way::new(&plan.before, &plan.programmes, plan.on),
        after: plan
            .after
            .as_ref()
            .map(|side| Way::new(side, &plan.programmes, plan.on)),
        next: AtomicUsize::new(0),
        watch,
    };
    let threads = threads.get().min(MOST_THREADS);
    let mut counted = if threads == 1 {
        vec![work.run()]
    } else {
        thread::scope(|scope| {
            let started: Vec<_> = (0..threads).map(|_| scope.spawn(|| work.run())).collect();
            let ended = started.into_iter().map(|thread| match thread.join() {
                Ok(counted) => counted,
                Err(panic) => std::panic::resume_unwind(panic),
            });
            ended.collect()
        })
    };
    // A stop that came after the last row has stopped nothing.
    let judged: usize = counted.iter().map(|counted| counted.rows).sum();
    if judged < plan.before.registry.len() {
        return Err(Interrupted);
    }
    let mut first = counted.remove(0);
    for other in &mut counted {
        first.join(other);
    }
    Ok(first.outcome(plan, &work.proven))
}

/// What is proven of the reform of each programme. Who had nothing cannot lose, and who gets nothing any more not gain.
fn all_proven(plan: &Plan<'_>) -> Vec<Option<Proven>> {
    let Some(after) = &plan.after else {
        return vec![None; plan.programmes.len()];
    };
    let pairs = plan.before.rules.iter().zip(&after.rules);
    let each = pairs.map(|pair| match pair {
        (Some(old), Some(new)) => proven((old, plan.before.facts), (new, after.facts), plan.on),
        (None, None) => Direction::Same.alone(),
        (None, Some(_)) => Direction::Up.alone(),
        (Some(_), None) => Direction::Down.alone(),
    });
    each.map(Some).collect()
}

struct Work<'w> {
    plan: &'w Plan<'w>,
    proven: Vec<Option<Proven>>,
    before: Way<'w>,
    after: Option<Way<'w>>,
    /// The first row that nobody has begun with.
    next: AtomicUsize,
    watch: &'w Watch,
}

/// What one thread has counted.
struct Counted {
    rows: usize,
    programmes: Vec<(Tallies, Option<Tallies>, Option<Moves>)>,
    changes: Vec<Change>,
}

/// What one thread is counting, for one programme.
struct Counters {
    before: Counting,
    after: Option<(Counting, Moving)>,
}

impl Counters {
    fn new(groups: &Groups, reformed: bool) -> Counters {
        Counters {
            before: Counting::new(groups),
            after: reformed.then(|| (Counting::new(groups), Moving::new(groups))),
        }
    }
}

impl Work<'_> {
    fn run(&self) -> Counted {
        let groups = self.plan.groups;
        let all = self.plan.before.registry.len();
        let mut before = self.before.runner();
        let mut after = self.after.as_ref().map(Way::runner);
        let each = |_: &&str| Counters::new(groups, self.after.is_some());
        let mut counters: Vec<Counters> = self.plan.programmes.iter().map(each).collect();
        let mut changes = Vec::new();
        let mut rows = 0;
        let mut cells = Cells::new(groups);
        while !self.watch.is_stopped() {
            let first = self.next.fetch_add(PART, Ordering::Relaxed);
            if first >= all {
                break;
            }
            let part = first..(first + PART).min(all);
            cells.fill(part.clone());
            let old = before.rows(part.clone());
            let new = after.as_mut().map(|after| after.rows(part.clone()));
            for (programme, counters) in counters.iter_mut().enumerate() {
                for place in 0..part.len() {
                    let cells = cells.of(place);
                    let was = old[programme].get(place);
                    counters.before.add(was, cells);
                    let (Some(new), Some((counting, moving))) = (new, &mut counters.after) else {
                        continue;
                    };
                    let is = new[programme].get(place);
                    counting.add(is, cells);
                    let delta = Delta::of(was, is);
                    let delta = match self.proven[programme] {
                        Some(proven) => delta.within(proven),
                        None => delta,
                    };
                    let fate = moving.add(was, is, delta, cells);
                    if self.plan.listing == Listing::Listed && fate != Fate::Same {
                        changes.push(Change {
                            programme,
                            row: first + place,
                            fate,
                            before: was,
                            after: is,
                        });
                    }
                }
            }
            rows += part.len();
            self.watch.add(part.len());
        }
        let done = counters.into_iter().map(|counters| {
            let (after, moves) = counters.after.unzip();
            (
                counters.before.done(groups),
                after.map(|after| after.done(groups)),
                moves.map(|moves| moves.done(groups)),
            )
        });
        Counted {
            rows,
            programmes: done.collect(),
            changes,
        }
    }
}

/// The cells in which the rows of a part are counted: one for each set of groups.
struct Cells<'g> {
    groups: &'g Groups,
    cells: Vec<u32>,
    width: usize,
}

impl Cells<'_> {
    fn new(groups: &Groups) -> Cells<'_> {
        Cells {
            groups,
            cells: Vec::new(),
            width: groups.sets.len().max(1),
        }
    }

    fn fill(&mut self, rows: std::ops::Range<usize>) {
        self.cells.clear();
        for row in rows {
            let mut first = 0;
            for set in &self.groups.sets {
                let cell = first + set.group(row);
                let cell = u32::try_from(cell).expect("a few times 2^16 groups at most");
                self.cells.push(cell);
                first += set.groups.len();
            }
            if self.groups.sets.is_empty() {
                self.cells.push(0);
            }
        }
    }

    fn of(&self, place: usize) -> &[u32] {
        &self.cells[place * self.width..][..self.width]
    }
}

impl Counted {
    fn join(&mut self, other: &mut Counted) {
        self.rows += other.rows;
        self.changes.append(&mut other.changes);
        for (own, others) in self.programmes.iter_mut().zip(&other.programmes) {
            own.0.join(&others.0);
            if let (Some(own), Some(others)) = (&mut own.1, &others.1) {
                own.join(others);
            }
            if let (Some(own), Some(others)) = (&mut own.2, &others.2) {
                own.join(others);
            }
        }
    }

    fn outcome(mut self, plan: &Plan<'_>, proven: &[Option<Proven>]) -> Outcome {
        self.changes
            .sort_by_key(|change| (change.programme, change.row));
        let ids = plan.programmes.iter();
        let programmes = ids.zip(self.programmes).zip(proven);
        Outcome {
            on: plan.on,
            rows: self.rows,
            programmes: programmes
                .map(|((id, (before, after, moves)), proven)| Simulated {
                    id: (*id).to_owned(),
                    before,
                    after,
                    moves,
                    direction: proven.map(|proven| proven.direction),
                })
                .collect(),
            changes: self.changes,
        }
    }
}
