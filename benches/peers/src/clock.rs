//! Interleaved measuring: every round runs every contender on every profile once.

use std::time::{Duration, Instant};

const ROUNDS: usize = 60;
/// One measurement lasts at least this long, so that the clock itself does not count.
const LEAST: Duration = Duration::from_millis(2);

pub struct Contender<'a> {
    pub name: &'static str,
    pub rules: usize,
    pub conditions: usize,
    /// Who judges the same rules for us; without them it is compared with itself.
    pub ours: &'static str,
    /// Judges the profile of this number by all rules once.
    pub judge: Box<dyn FnMut(usize) + 'a>,
}

/// What came out for one contender and one profile, in nanoseconds for each rule.
pub struct Time {
    pub median: f64,
    pub p95: f64,
    /// The median over the rounds of how many times longer it took than ours in the same round.
    pub ratio: f64,
}

/// For each contender the times of each profile.
pub fn measure(contenders: &mut [Contender<'_>], profiles: usize) -> Vec<Vec<Time>> {
    let passes: Vec<u32> = contenders.iter_mut().map(warm_up).collect();
    let mut taken: Vec<Vec<Vec<f64>>> = vec![vec![Vec::new(); profiles]; contenders.len()];
    for round in 0..ROUNDS {
        for profile in 0..profiles {
            for turn in 0..contenders.len() {
                let at = (turn + round) % contenders.len();
                let contender = &mut contenders[at];
                // Whoever ran before leaves caches and branch prediction to somebody else's work.
                for _ in 0..passes[at] {
                    (contender.judge)(profile);
                }
                let start = Instant::now();
                for _ in 0..passes[at] {
                    (contender.judge)(profile);
                }
                let nanoseconds = start.elapsed().as_nanos() as f64;
                let judged = f64::from(passes[at]) * contender.rules as f64;
                taken[at][profile].push(nanoseconds / judged);
            }
        }
    }
    let find = |name: &str| {
        contenders
            .iter()
            .position(|contender| contender.name == name)
    };
    let ours: Vec<usize> = contenders
        .iter()
        .enumerate()
        .map(|(at, contender)| find(contender.ours).unwrap_or(at))
        .collect();
    let time = |at: usize, profile: usize| {
        let own: &[f64] = &taken[at][profile];
        let rounds = own.iter().zip(&taken[ours[at]][profile]);
        Time {
            median: part(own.to_vec(), 0.5),
            p95: part(own.to_vec(), 0.95),
            ratio: part(rounds.map(|(peer, ours)| peer / ours).collect(), 0.5),
        }
    };
    (0..contenders.len())
        .map(|at| (0..profiles).map(|profile| time(at, profile)).collect())
        .collect()
}

/// Runs a contender until it is warm; how often it must run for one measurement.
fn warm_up(contender: &mut Contender<'_>) -> u32 {
    let (start, mut passes) = (Instant::now(), 0_u32);
    while start.elapsed() < 20 * LEAST {
        (contender.judge)(0);
        passes += 1;
    }
    passes.div_ceil(20)
}

fn part(mut values: Vec<f64>, part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values[((values.len() - 1) as f64 * part).round() as usize]
}
