//! The search against trying every option of every programme.

use crate::best_set::search::{Choice, Found, Goal, Problem, Score, Worth, search};

/// Numbers that look random and are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    pub fn one_in(&mut self, limit: u64) -> bool {
        self.below(limit) == 0
    }
}

fn problem(dice: &mut Dice) -> Problem {
    let count = usize::try_from(1 + dice.below(5)).expect("small");
    let expenses = 1 + dice.below(4);
    let mut options = Vec::new();
    for _ in 0..count {
        let choices = (0..1 + dice.below(4)).map(|_| {
            let low = i64::try_from(dice.below(6)).expect("small");
            let more = i64::try_from(dice.below(6)).expect("small");
            let worth = Worth {
                low,
                high: (!dice.one_in(9)).then_some(low + more),
                counted: !dice.one_in(8),
            };
            let mask = dice.below(1 << expenses);
            Choice { mask, worth }
        });
        options.push(choices.collect());
    }
    let mut pairs = |chance| {
        let mut matrix = vec![vec![false; count]; count];
        let pairs = (0..count).flat_map(|a| (0..a).map(move |b| (a, b)));
        for (a, b) in pairs {
            let yes = dice.one_in(chance);
            matrix[a][b] = yes;
            matrix[b][a] = yes;
        }
        matrix
    };
    let (forbidden, may_share) = (pairs(3), pairs(4));
    let cap = i64::try_from(dice.below(9)).expect("small");
    Problem {
        caps: match count {
            1 | 2 => Vec::new(),
            _ => vec![(vec![0, 2], cap)],
        },
        goal: match dice.one_in(2) {
            true => Goal::Certain,
            false => Goal::Possible,
        },
        options,
        forbidden,
        may_share,
    }
}

fn is_compatible(problem: &Problem, taken: &[Option<usize>]) -> bool {
    let mask = |one: usize| taken[one].map(|at| problem.options[one][at].mask);
    (0..taken.len()).all(|a| {
        (0..a).all(|b| match (mask(a), mask(b)) {
            (Some(of_a), Some(of_b)) => {
                !problem.forbidden[a][b] && (problem.may_share[a][b] || of_a & of_b == 0)
            }
            _ => true,
        })
    })
}

/// The best score of all sets, each tried.
fn tried(problem: &Problem) -> Score {
    let mut taken = vec![None; problem.options.len()];
    let mut best = [0; 5];
    loop {
        if is_compatible(problem, &taken) {
            best = best.max(problem.score(&taken));
        }
        // Count up: none, first option, second option …
        let Some(one) = (0..taken.len()).find(|one| {
            let next = taken[*one].map_or(0, |at| at + 1);
            next < problem.options[*one].len()
        }) else {
            return best;
        };
        taken[one] = Some(taken[one].map_or(0, |at| at + 1));
        taken[..one].fill(None);
    }
}

#[test]
fn no_set_is_better_than_the_one_found_and_it_is_compatible() {
    let mut dice = Dice(4);
    for round in 0..3_000 {
        let problem = problem(&mut dice);
        let Found { taken, proven } = search(&problem);
        assert!(proven, "round {round}");
        assert!(
            is_compatible(&problem, &taken),
            "round {round}: {problem:?} {taken:?}"
        );
        let (found, best) = (problem.score(&taken), tried(&problem));
        assert_eq!(found, best, "round {round}: {problem:?} {taken:?}");
    }
}

#[test]
fn fifteen_programmes_over_eight_expenses_are_proven() {
    let mut dice = Dice(15);
    let options = |dice: &mut Dice| -> Vec<Choice> {
        let kept = dice.below(1 << 8);
        let sums: Vec<i64> = (0..8)
            .map(|_| 1_000 * i64::try_from(dice.below(900)).expect("small"))
            .collect();
        let masks = (1..1_u64 << 8).filter(|mask| mask & !kept == 0);
        let choice = |mask: u64| {
            let low = (0..8)
                .filter(|bit| mask >> bit & 1 == 1)
                .map(|bit| sums[bit])
                .sum::<i64>()
                / 2;
            let low = low.min(1_500_000);
            let worth = Worth {
                low,
                high: Some(low),
                counted: true,
            };
            Choice { mask, worth }
        };
        masks.map(choice).collect()
    };
    let problem = Problem {
        options: (0..15).map(|_| options(&mut dice)).collect(),
        forbidden: vec![vec![false; 15]; 15],
        may_share: vec![vec![false; 15]; 15],
        caps: Vec::new(),
        goal: Goal::Certain,
    };
    let found = search(&problem);
    assert!(is_compatible(&problem, &found.taken));
    assert!(found.proven);
}
