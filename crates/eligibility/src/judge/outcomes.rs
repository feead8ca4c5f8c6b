//! The outcomes of the conditions of an edition or course, kept as bits: an answer is made for every programme
//! and every applicant, and most of it would be the memory for a few truth values.

use crate::range::Truth;

/// What came out for each condition, in their order; there are at most [`crate::rules::MOST_CONDITIONS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcomes {
    yes: u64,
    no: u64,
    count: u8,
}

impl Outcomes {
    /// Adds the outcome of the next condition.
    pub(super) fn push(&mut self, truth: Truth) {
        self.set(usize::from(self.count), truth);
        self.count += 1;
    }

    pub(super) fn set(&mut self, index: usize, truth: Truth) {
        let bit = 1 << index;
        self.yes &= !bit;
        self.no &= !bit;
        match truth {
            Truth::Yes => self.yes |= bit,
            Truth::No => self.no |= bit,
            Truth::Unknown => {}
        }
    }

    pub fn get(&self, index: usize) -> Truth {
        match (self.yes >> index & 1, self.no >> index & 1) {
            (1, _) => Truth::Yes,
            (_, 1) => Truth::No,
            _ => Truth::Unknown,
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = Truth> {
        let all = *self;
        (0..usize::from(self.count)).map(move |index| all.get(index))
    }

    /// No when one is no, yes when all are yes.
    pub fn all(&self) -> Truth {
        if self.no != 0 {
            Truth::No
        } else if self.yes.count_ones() == u32::from(self.count) {
            Truth::Yes
        } else {
            Truth::Unknown
        }
    }
}
