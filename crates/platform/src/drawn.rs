//! What is drawn by chance: names of letters and jobs, leases that nobody else can guess or hold, shares of a wait.

use crate::migrations::hex;

/// 128 bits from the system as 32 hexadecimal digits: nobody draws the same twice.
pub(crate) fn name() -> String {
    hex(&bytes::<16>())
}

/// A share of a whole: at least 0 and less than 1.
pub(crate) fn share() -> f64 {
    f64::from(u16::from_be_bytes(bytes())) / 65_536.0
}

fn bytes<const N: usize>() -> [u8; N] {
    let mut drawn = [0; N];
    getrandom::fill(&mut drawn).expect("every system we run on has a source of chance");
    drawn
}
