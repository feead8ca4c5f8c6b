//! The smallest set of changes that turns a "no": one step, then two, then three. Whatever turns it has to fulfil
//! each condition that is not fulfilled now, so at every step one of these is taken and only what it asks about is
//! changed. A set that cannot be small enough is given up before anything is tried.

use kernel::Date;

use super::state::{Candidate, State};
use super::{Change, Changes, Changing, MOST_STEPS, Target, days};
use crate::judge::{Answer, Applicant, Verdict};
use crate::range::Truth;
use crate::rules::{Condition, Rules};

/// Alternatives of one size that are told.
const MOST_CHANGES: usize = 3;

/// A search that has judged so often gives up.
const MOST_JUDGED: usize = 4000;

/// Conditions that have to be fulfilled together, with the names by which answers call them.
type Goal<'r> = Vec<(String, &'r Condition)>;

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
        never: None,
    };
    for size in 1..=MOST_STEPS {
        search.deepen(size, answer);
        if !search.found.is_empty() {
            let nearest = Change::nearest(search.found, MOST_CHANGES);
            let mut state = search.state;
            let told = nearest.into_iter().map(|change| state.tightened(change));
            return Changes::To(told.collect());
        }
        if let Some(because) = search.never.take() {
            return Changes::Nothing { because };
        }
    }
    Changes::TooMany
}

/// The conditions that are not fulfilled however everything turns out that can change, today or later.
fn refused_for_good(changing: &Changing<'_>, programme: &str, rules: &Rules) -> Option<Vec<String>> {
    let refused = |on: Date| {
        let free = Applicant::new(&changing.free, on).judge(programme, rules);
        (free.verdict == Verdict::Ineligible).then(|| unmet(&free))
    };
    let today = refused(changing.on)?;
    let later = days::of_rules(rules, changing.profile, changing.on);
    later.into_iter().all(|day| refused(day).is_some()).then_some(today)
}

/// What is not fulfilled: the programme's own conditions, or else those of its courses.
fn unmet(answer: &Answer<'_>) -> Vec<String> {
    let own = answer.edition.conditions.len();
    let outcomes = || answer.outcomes().enumerate();
    let unmet = |all: &mut dyn Iterator<Item = (usize, (String, &Condition, Truth))>| {
        all.filter(|(_, (_, _, truth))| *truth == Truth::No)
            .map(|(_, (id, _, _))| id)
            .collect::<Vec<String>>()
    };
    let common = unmet(&mut outcomes().filter(|(index, _)| *index < own));
    if common.is_empty() { unmet(&mut outcomes()) } else { common }
}

struct Search<'s, 'p> {
    state: State<'s, 'p>,
    found: Vec<Change>,
    judged: usize,
    /// Conditions about which nothing can be done, in every course.
    never: Option<Vec<String>>,
}

impl Search<'_, '_> {
    /// Tries all sets of exactly so many more steps.
    fn deepen(&mut self, size: usize, answer: &Answer<'_>) {
        let goals = goals(answer);
        let mut never: Vec<String> = Vec::new();
        let mut open = false;
        for goal in goals {
            let mut targets: Vec<(usize, Vec<Target>)> = goal
                .iter()
                .enumerate()
                .map(|(index, (_, condition))| (index, self.state.targets(condition)))
                .collect();
            targets.sort_by_key(|(_, targets)| targets.len());
            let Some((first, of_first)) = targets.first() else {
                continue;
            };
            if of_first.is_empty() {
                let without = targets.iter().filter(|(_, targets)| targets.is_empty());
                never.extend(without.map(|(index, _)| goal[*index].0.clone()));
                continue;
            }
            open = true;
            if apart(&targets) > size {
                continue;
            }
            let (id, condition) = (&goal[*first].0, goal[*first].1);
            for target in of_first.clone() {
                for candidate in self.state.candidates(target, id, condition, size == 1) {
                    self.try_it(size, target, candidate, id, condition);
                    if self.judged >= MOST_JUDGED {
                        return;
                    }
                }
            }
        }
        if self.state.steps.is_empty() && !open {
            self.never = Some(never);
        }
    }

    fn try_it(
        &mut self,
        size: usize,
        target: Target,
        candidate: Candidate,
        id: &str,
        condition: &Condition,
    ) {
        self.state.take(target, candidate);
        if size > 1 {
            self.judged += 1;
            let answer = self.state.judge();
            // What is turned by fewer steps was found before.
            if answer.verdict == Verdict::Ineligible {
                self.deepen(size - 1, &answer);
            }
        } else if self.state.truth(id, condition) != Truth::No {
            self.judged += 1;
            let answer = self.state.judge();
            if answer.verdict != Verdict::Ineligible {
                let change = self.state.change(&answer);
                self.found.push(change);
            }
        }
        self.state.undo();
    }
}

/// For a programme with courses one goal for each of them.
fn goals<'r>(answer: &Answer<'r>) -> Vec<Goal<'r>> {
    let own = answer.edition.conditions.len();
    let unmet: Vec<(usize, (String, &Condition, Truth))> = answer
        .outcomes()
        .enumerate()
        .filter(|(_, (_, _, truth))| *truth == Truth::No)
        .collect();
    let named = |(_, (id, condition, _)): &(usize, (String, &'r Condition, Truth))| {
        (id.clone(), *condition)
    };
    let common: Goal<'r> = unmet.iter().filter(|one| one.0 < own).map(named).collect();
    if answer.courses.is_empty() {
        return vec![common];
    }
    let mut from = own;
    let mut goals = Vec::new();
    for course in &answer.courses {
        let to = from + course.course.conditions.len();
        let of_course = unmet.iter().filter(|one| (from..to).contains(&one.0));
        goals.push(common.iter().cloned().chain(of_course.map(named)).collect());
        from = to;
    }
    goals
}

/// How many conditions ask about different things: at least so many steps are needed.
fn apart(targets: &[(usize, Vec<Target>)]) -> usize {
    let mut seen: Vec<Target> = Vec::new();
    let mut count = 0;
    for (_, of_condition) in targets {
        if of_condition.iter().all(|target| !seen.contains(target)) {
            count += 1;
            seen.extend(of_condition);
        }
    }
    count
}
