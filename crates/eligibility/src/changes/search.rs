//! The smallest set of changes that turns a "no": one step, then two, then three. Whatever turns it has to fulfil
//! each condition that is not fulfilled now, so one of these is taken and only what it asks about is opened, that is,
//! made unknown. What is refused even so is given up before any value is tried; only for what is no longer refused
//! are values looked for, and each set of them is judged.

use super::goals::{apart, goals, named, refused_for_good};
use super::state::{Candidate, State, outcomes};
use super::{Change, Changes, Changing, MOST_STEPS, Step, Target};
use crate::judge::{Answer, Verdict};
use crate::range::Truth;
use crate::rules::Rules;

/// Alternatives of one size that are told.
const MOST_CHANGES: usize = 3;

/// A search that has judged so often gives up.
const MOST_JUDGED: usize = 4000;

/// So many values of one fact are told apart when none of them makes the answer sure.
const MOST_TRIES: usize = 5;

pub(super) fn nearest(
    changing: &Changing<'_>,
    programme: &str,
    rules: &Rules,
    answer: &Answer<'_>,
) -> Changes {
    if let Some(because) = refused_for_good(changing, programme, rules) {
        return Changes::Nothing { because };
    }
    let mut search = Search {
        state: State::new(changing, programme, rules),
        found: Vec::new(),
        judged: 0,
        least: 1,
        never: None,
    };
    search.state.remember();
    search.state.wait_for(answer);
    let mut size = 1;
    while size <= MOST_STEPS {
        search.deepen(size, answer);
        if !search.found.is_empty() {
            let nearest = Change::nearest(search.found, MOST_CHANGES);
            let mut state = search.state;
            let told = nearest.into_iter().map(|change| state.told(change));
            return Changes::To(told.collect());
        }
        if let Some(because) = search.never.take() {
            return Changes::Nothing { because };
        }
        size = search.least.max(size + 1);
    }
    Changes::TooMany
}

struct Search<'s, 'p> {
    /// What is opened so far; then, while values are looked for, what is changed so far.
    state: State<'s, 'p>,
    found: Vec<Change>,
    judged: usize,
    /// With fewer steps nothing can be found.
    least: usize,
    /// Conditions about which nothing can be done, in every course.
    never: Option<Vec<String>>,
}

impl<'s> Search<'s, '_> {
    /// Opens all sets of exactly so many more things that could turn the answer, and looks for their values.
    fn deepen(&mut self, size: usize, answer: &Answer<'s>) {
        for target in self.worth_opening(size, answer) {
            for candidate in self.state.opened(target) {
                self.state.take(target, candidate);
                self.judged += 1;
                if size == 1 {
                    let turned = self.state.verdict() != Verdict::Ineligible;
                    if turned && !self.is_settled_earlier() {
                        self.settle();
                    }
                } else {
                    let answer = self.state.outcomes();
                    self.deepen(size - 1, &answer);
                }
                self.state.undo();
                if self.judged >= MOST_JUDGED {
                    return;
                }
            }
        }
    }

    /// What has to be opened next: what one of the conditions asks about that are not fulfilled, for one course or
    /// another; when none is left, what keeps the others open.
    fn worth_opening(&mut self, size: usize, answer: &Answer<'s>) -> Vec<Target> {
        if answer.verdict != Verdict::Ineligible {
            let mut worth: Vec<Target> = Vec::new();
            for (_, condition, _) in outcomes(answer).filter(|(.., truth)| *truth != Truth::Yes) {
                worth.extend(self.state.targets(condition));
            }
            return distinct(worth.into_iter());
        }
        let mut never: Vec<String> = Vec::new();
        let mut least = usize::MAX;
        let mut worth: Vec<Target> = Vec::new();
        for goal in goals(answer) {
            let mut targets: Vec<(usize, Vec<Target>)> = goal
                .iter()
                .enumerate()
                .map(|(index, (_, condition))| (index, self.state.targets(condition)))
                .collect();
            targets.sort_by_key(|(_, targets)| targets.len());
            match targets.first() {
                None => {}
                Some((_, none)) if none.is_empty() => {
                    let without = targets.iter().filter(|(_, targets)| targets.is_empty());
                    never.extend(without.map(|(index, _)| {
                        let (course, condition) = goal[*index];
                        named(course, condition)
                    }));
                }
                Some((_, fewest)) => {
                    let steps = apart(&targets);
                    least = least.min(steps);
                    if steps <= size {
                        worth.extend(fewest);
                    }
                }
            }
        }
        if self.state.steps.is_empty() {
            match least {
                usize::MAX => self.never = Some(never),
                steps => self.least = steps,
            }
        }
        distinct(worth.into_iter())
    }

    /// Looks for values of what is open. The order matters where one value depends on another.
    fn settle(&mut self) {
        let opened = std::mem::take(&mut self.state.steps);
        for step in opened.iter().rev() {
            self.state.steps.push(step.clone());
            self.state.undo();
        }
        // A day that was opened is a day already.
        let (days, mut left): (Vec<Step>, Vec<Step>) = opened
            .iter()
            .cloned()
            .partition(|step| step.target == Target::Day);
        for day in &days {
            self.state
                .take(day.target, Candidate::plain(day.to.clone()));
        }
        self.assign(&mut left);
        for _ in &days {
            self.state.undo();
        }
        for step in opened {
            self.state.take(step.target, Candidate::plain(step.to));
        }
    }

    fn assign(&mut self, left: &mut Vec<Step>) {
        if left.is_empty() {
            self.weigh();
            return;
        }
        // What has values of its own comes first, in one order; numbers are tried in each.
        let own = left
            .iter()
            .position(|step| !self.state.is_weighed(step.target));
        let alone = left
            .iter()
            .position(|step| self.state.is_alone(step.target, left));
        let order = own.or(alone);
        let order = order.map_or(0..left.len(), |index| index..index + 1);
        for index in order {
            let step = left.remove(index);
            let last = left.is_empty();
            let alone = self.state.is_alone(step.target, left);
            let mut candidates = self.state.candidates(step.target, last);
            candidates.sort_by_cached_key(|one| self.state.distance(step.target, one));
            let mut tries = MOST_TRIES;
            for candidate in candidates {
                if self.judged >= MOST_JUDGED || tries == 0 {
                    break;
                }
                self.state.take(step.target, candidate);
                if last {
                    // The nearest that does is enough; only what is sure may lie further away.
                    match self.weigh() {
                        Verdict::Eligible => tries = 0,
                        Verdict::Undecided => tries -= 1,
                        Verdict::Ineligible => {}
                    }
                } else if self.can_still_turn(left) {
                    self.assign(left);
                    // Where nothing else depends on it, the nearest that is sure is enough.
                    if alone && self.state.is_sure(step.target) {
                        tries = 0;
                    }
                }
                self.state.undo();
            }
            left.insert(index, step);
        }
    }

    /// Whether some values of what is left might turn the answer.
    fn can_still_turn(&mut self, left: &[Step]) -> bool {
        for step in left {
            self.state
                .take(step.target, Candidate::plain(step.to.clone()));
        }
        self.judged += 1;
        let verdict = self.state.verdict();
        for _ in left {
            self.state.undo();
        }
        verdict != Verdict::Ineligible
    }

    /// Keeps what is changed now when it turns the answer.
    fn weigh(&mut self) -> Verdict {
        self.judged += 1;
        let verdict = self.state.verdict();
        if verdict != Verdict::Ineligible && self.state.is_open_to_new_records() {
            let mut steps = self.state.steps.clone();
            steps.sort_by_key(|step| step.target);
            // What else it leads to is worked out for those that are told.
            self.found.push(Change {
                steps,
                verdict,
                amount: None,
                missing: Vec::new(),
                raised: Vec::new(),
            });
        }
        verdict
    }

    /// Whether the same things are known to do on an earlier day.
    fn is_settled_earlier(&self) -> bool {
        let steps = &self.state.steps;
        let is_open = |target: &Target| steps.iter().any(|step| step.target == *target);
        let waits = is_open(&Target::Day);
        waits
            && self.found.iter().any(|change| {
                change.steps.len() == steps.len()
                    && change.steps.iter().all(|step| is_open(&step.target))
            })
    }
}

fn distinct(targets: impl Iterator<Item = Target>) -> Vec<Target> {
    let mut all: Vec<Target> = targets.collect();
    all.sort_unstable();
    all.dedup();
    all
}
