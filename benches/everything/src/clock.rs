//! Interleaved measuring: every round runs everything once, in rotating order, so that what else the machine does
//! falls on all alike.

use std::time::{Duration, Instant};

const ROUNDS: usize = 40;
/// One measurement lasts at least this long, so that the clock itself does not count.
const LEAST: Duration = Duration::from_millis(2);

/// What came out for one runner.
#[derive(Clone, Copy)]
pub struct Time {
    /// Microseconds of one run, median over the rounds.
    pub median: f64,
    pub p95: f64,
    /// How many times longer than the first runner in the same round, median over the rounds.
    pub ratio: f64,
}

pub fn measure(runners: &mut [Box<dyn FnMut() + '_>]) -> Vec<Time> {
    let passes: Vec<u32> = runners.iter_mut().map(warm_up).collect();
    let mut taken: Vec<Vec<f64>> = vec![Vec::new(); runners.len()];
    for round in 0..ROUNDS {
        for turn in 0..runners.len() {
            let at = (turn + round) % runners.len();
            let start = Instant::now();
            for _ in 0..passes[at] {
                runners[at]();
            }
            let microseconds = start.elapsed().as_secs_f64() * 1e6;
            taken[at].push(microseconds / f64::from(passes[at]));
        }
    }
    let first = taken[0].clone();
    taken
        .iter()
        .map(|own| Time {
            median: part(own.clone(), 0.5),
            p95: part(own.clone(), 0.95),
            ratio: part(own.iter().zip(&first).map(|(a, b)| a / b).collect(), 0.5),
        })
        .collect()
}

/// Runs until it is warm; how often it must run for one measurement.
fn warm_up(runner: &mut Box<dyn FnMut() + '_>) -> u32 {
    let (start, mut passes) = (Instant::now(), 0_u32);
    while start.elapsed() < 10 * LEAST {
        runner();
        passes += 1;
    }
    passes.div_ceil(10)
}

fn part(mut values: Vec<f64>, part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values[((values.len() - 1) as f64 * part).round() as usize]
}
