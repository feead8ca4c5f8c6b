//! What the steps have come to so far.

use super::TOGETHER;

/// The results of steps, each in its place, for the applicants that are looked at together.
pub(super) struct State {
    pub truths: Vec<Vec<u8>>,
    pub wholes: Vec<Vec<i64>>,
}

impl State {
    pub fn new(truths: usize, wholes: usize) -> State {
        State {
            truths: vec![vec![0; TOGETHER]; truths],
            wholes: vec![vec![0; TOGETHER]; wholes],
        }
    }
}
