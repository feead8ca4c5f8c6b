//! Numbers that look like chance and are the same on every machine.

/// SplitMix64 (Steele, Lea and Flood 2014): one addition and a mixture; not for secrets.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A stream that begins at a state as it is.
    #[cfg(test)]
    pub fn reference(state: u64) -> Random {
        Random(state)
    }

    /// A stream of its own for each name, so that another column changes none of the others.
    pub fn new(seed: u64, name: &str) -> Random {
        // FNV-1a
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Random(Random(seed).next() ^ hash)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below `end`, each equally likely (Lemire 2019). `end` is above zero.
    pub fn below(&mut self, end: u64) -> u64 {
        loop {
            let wide = u128::from(self.next()) * u128::from(end);
            let [low, high] = [wide as u64, (wide >> 64) as u64];
            // Only a part that is smaller than `end` can be uneven.
            if low >= end || low >= end.wrapping_neg() % end {
                return high;
            }
        }
    }
}
