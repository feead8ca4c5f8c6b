//! From weights to whole numbers of firms, and from these to one firm after the other.

use super::random::Random;

/// Divides a number by weights, by largest remainders; of equal ones the first. The parts add up exactly.
pub fn apportion(total: u64, weights: &[u128]) -> Vec<u64> {
    let sum: u128 = weights.iter().sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let total = u128::from(total);
    let mut parts: Vec<u64> = Vec::with_capacity(weights.len());
    let mut remainders: Vec<(u128, usize)> = Vec::with_capacity(weights.len());
    for (place, weight) in weights.iter().enumerate() {
        let product = total * weight;
        parts.push(u64::try_from(product / sum).expect("a part is no larger than the whole"));
        remainders.push((product % sum, place));
    }
    let given: u128 = parts.iter().map(|part| u128::from(*part)).sum();
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let left = usize::try_from(total - given).expect("less than one for each weight is left");
    for (_, place) in &remainders[..left] {
        parts[*place] += 1;
    }
    parts
}

/// Classes with how many firms are still to be put into each: drawn without putting back, so that in the end each
/// has exactly its number.
#[derive(Clone, Debug)]
pub struct Urn {
    left: Vec<(usize, u64)>,
    total: u64,
}

impl Urn {
    pub fn new(left: Vec<(usize, u64)>) -> Urn {
        let total = left.iter().map(|(_, count)| count).sum();
        Urn { left, total }
    }

    /// The class of the next firm; `None` when all are in their places.
    pub fn draw(&mut self, random: &mut Random) -> Option<usize> {
        let mut place = random.below(self.total.checked_sub(1)? + 1);
        for (class, count) in &mut self.left {
            match place.checked_sub(*count) {
                Some(behind) => place = behind,
                None => {
                    *count -= 1;
                    self.total -= 1;
                    return Some(*class);
                }
            }
        }
        None
    }
}
