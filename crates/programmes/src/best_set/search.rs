//! The search itself, exact: branch and bound over which programme has which expenses. It knows numbers only, so
//! that it can be compared with trying everything.

/// What is to be chosen from.
#[derive(Debug)]
pub struct Problem {
    /// The options of every programme; taking none is always possible.
    pub options: Vec<Vec<Choice>>,
    /// Pairs that may not be taken together.
    pub forbidden: Vec<Vec<bool>>,
    /// Pairs that may have the same expense.
    pub may_share: Vec<Vec<bool>>,
    /// Programmes with the most that they may give together; no programme stands under two.
    pub caps: Vec<(Vec<usize>, i64)>,
    pub goal: Goal,
}

/// One programme with some of the expenses.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// The contested expenses that it has.
    pub mask: u64,
    pub worth: Worth,
}

/// What is given: at least and at most; without `high` nothing known limits it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worth {
    pub low: i64,
    pub high: Option<i64>,
    /// A loan is not added up.
    pub counted: bool,
}

/// Which end counts first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    Certain,
    Possible,
}

/// For every programme the position of its option, and whether no better set exists.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    pub taken: Vec<Option<usize>>,
    pub proven: bool,
}

/// After so many steps the search stops with the best set so far.
const MOST_STEPS: usize = 400_000;

/// Compared from the left: what counts first, then the other end, then how many programmes. Sums keep this order.
pub type Score = [i128; 5];

/// Finds the best set. Of equal ones the first in the order of the search is kept, so that it is always the same.
pub fn search(problem: &Problem) -> Found {
    let count = problem.options.len();
    let mut order: Vec<usize> = (0..count).collect();
    let best_alone = |one: usize| {
        let options = problem.options[one].iter();
        options
            .map(|choice| problem.score_of(choice.worth))
            .max()
            .unwrap_or_default()
    };
    order.sort_by_key(|one| (std::cmp::Reverse(best_alone(*one)), *one));
    let mut search = Search {
        relaxed: Relaxed::of(problem, &order),
        problem,
        order,
        taken: vec![None; count],
        best: vec![None; count],
        best_score: [0; 5],
        steps: 0,
    };
    search.from(0, [0; 5]);
    Found {
        proven: search.steps <= MOST_STEPS,
        taken: search.best,
    }
}

struct Search<'p> {
    problem: &'p Problem,
    order: Vec<usize>,
    relaxed: Option<Relaxed>,
    taken: Vec<Option<usize>>,
    best: Vec<Option<usize>>,
    best_score: Score,
    steps: usize,
}

impl Search<'_> {
    /// `sum` is the score so far without joint caps, which only lower it.
    fn from(&mut self, depth: usize, sum: Score) {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return;
        }
        let Some(one) = self.order.get(depth).copied() else {
            let score = self.problem.score(&self.taken);
            if score > self.best_score {
                self.best_score = score;
                self.best.clone_from(&self.taken);
            }
            return;
        };
        if self.bound(depth, sum) <= self.best_score {
            return;
        }
        let mut options: Vec<(usize, Score)> = self.possible(one).collect();
        options.sort_by_key(|(at, score)| (std::cmp::Reverse(*score), *at));
        for (at, score) in options {
            self.taken[one] = Some(at);
            self.from(depth + 1, plus(sum, score));
        }
        self.taken[one] = None;
        self.from(depth + 1, sum);
    }

    /// No set that goes on from here has a higher score.
    fn bound(&self, depth: usize, sum: Score) -> Score {
        let taken = self.taken.iter().zip(&self.problem.options);
        let taken = taken.filter_map(|(at, options)| at.map(|at| options[at].mask));
        let used = taken.fold(0, |all, mask| all | mask);
        let mut each = sum;
        let mut shared = sum;
        for later in &self.order[depth..] {
            let possible = self.possible(*later).map(|(_, score)| score).max();
            let possible = possible.unwrap_or_default();
            each = plus(each, possible);
            if self.problem.shares_with_any(*later) {
                shared = plus(shared, possible);
            }
        }
        match &self.relaxed {
            None => each,
            Some(relaxed) => each.min(plus(shared, relaxed.best(depth, used))),
        }
    }

    /// The options that fit to what is taken.
    fn possible(&self, one: usize) -> impl Iterator<Item = (usize, Score)> + '_ {
        let problem = self.problem;
        let mut used = 0;
        let mut is_forbidden = false;
        for (other, at) in self.taken.iter().enumerate() {
            let Some(at) = at else { continue };
            is_forbidden |= problem.forbidden[one][other];
            if !problem.may_share[one][other] {
                used |= problem.options[other][*at].mask;
            }
        }
        let options = problem.options[one].iter().enumerate();
        options
            .filter(move |(_, choice)| !is_forbidden && choice.mask & used == 0)
            .map(|(at, choice)| (at, problem.score_of(choice.worth)))
    }
}

/// So many contested expenses are worked out for every selection beforehand.
const MOST_BITS: u32 = 10;

/// The best that the programmes from one place of the order on can have out of the expenses that are free, each
/// expense once; exclusions and joint caps aside, which only lower it. Programmes that may share are not in it.
struct Relaxed {
    bits: Vec<u32>,
    /// By place in the order, then by the free expenses.
    best: Vec<Vec<Score>>,
}

impl Relaxed {
    /// Nothing where there are too many expenses.
    fn of(problem: &Problem, order: &[usize]) -> Option<Relaxed> {
        let masks = problem.options.iter().flatten().map(|choice| choice.mask);
        let all = masks.fold(0, |all, mask| all | mask);
        if all.count_ones() > MOST_BITS {
            return None;
        }
        let bits: Vec<u32> = (0..u64::BITS).filter(|bit| all >> bit & 1 == 1).collect();
        let mut relaxed = Relaxed {
            bits,
            best: Vec::new(),
        };
        let selections = 1_usize << relaxed.bits.len();
        let mut after = vec![[0; 5]; selections];
        for one in order.iter().rev() {
            let mut now = after.clone();
            let options = problem.options[*one].iter();
            let options = options.filter(|_| !problem.shares_with_any(*one));
            for choice in options {
                let (mask, score) = (relaxed.packed(choice.mask), problem.score_of(choice.worth));
                for free in (0..selections).filter(|free| free & mask == mask) {
                    now[free] = now[free].max(plus(score, after[free & !mask]));
                }
            }
            after.clone_from(&now);
            relaxed.best.push(now);
        }
        relaxed.best.reverse();
        Some(relaxed)
    }

    fn best(&self, depth: usize, used: u64) -> Score {
        let all = (1 << self.bits.len()) - 1;
        self.best[depth][all & !self.packed(used)]
    }

    /// A selection as a number that counts its own bits only.
    fn packed(&self, mask: u64) -> usize {
        let bits = self.bits.iter().enumerate();
        let set = bits.filter(|(_, bit)| mask >> **bit & 1 == 1);
        set.fold(0, |packed, (at, _)| packed | 1 << at)
    }
}

impl Problem {
    fn shares_with_any(&self, one: usize) -> bool {
        self.may_share[one].contains(&true)
    }

    /// The score of one worth alone.
    pub fn score_of(&self, worth: Worth) -> Score {
        let (low, open, high) = match (worth.counted, worth.high) {
            (false, _) => (0, 0, 0),
            (true, None) => (worth.low, 1, 0),
            (true, Some(high)) => (worth.low, 0, high),
        };
        let (low, high) = (i128::from(low), i128::from(high));
        match self.goal {
            Goal::Certain => [low, open, high, 1, 0],
            Goal::Possible => [open, high, low, 1, 0],
        }
    }

    /// The score of a set, with its joint caps.
    pub fn score(&self, taken: &[Option<usize>]) -> Score {
        let worth = |one: usize| taken[one].map(|at| self.options[one][at].worth);
        let mut score = [0; 5];
        for one in 0..taken.len() {
            let is_capped = self.caps.iter().any(|(members, _)| members.contains(&one));
            if let (Some(worth), false) = (worth(one), is_capped) {
                score = plus(score, self.score_of(worth));
            }
        }
        for (members, cap) in &self.caps {
            let members: Vec<Worth> = members.iter().filter_map(|one| worth(*one)).collect();
            let mut together = self.score_of(capped(&members, *cap));
            together[3] = i128::try_from(members.len()).expect("few programmes");
            score = plus(score, together);
        }
        score
    }
}

/// What programmes under a joint cap give together.
pub fn capped(members: &[Worth], cap: i64) -> Worth {
    let counted: Vec<&Worth> = members.iter().filter(|worth| worth.counted).collect();
    let low = counted
        .iter()
        .fold(0, |sum: i64, worth| sum.saturating_add(worth.low));
    let high = counted
        .iter()
        .try_fold(0, |sum: i64, worth| Some(sum.saturating_add(worth.high?)));
    Worth {
        low: low.min(cap),
        high: Some(high.map_or(cap, |high| high.min(cap))),
        counted: true,
    }
}

fn plus(a: Score, b: Score) -> Score {
    std::array::from_fn(|at| a[at].saturating_add(b[at]))
}
