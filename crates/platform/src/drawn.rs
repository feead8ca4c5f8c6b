//! Names drawn by chance: of letters, of jobs, and of leases that nobody else can guess or hold.

use std::fmt::Write;

/// 128 bits from the system as 32 hexadecimal digits: nobody draws the same twice.
pub(crate) fn name() -> String {
    bytes::<16>()
        .iter()
        .fold(String::with_capacity(32), |mut text, byte| {
            write!(text, "{byte:02x}").expect("writing to a String cannot fail");
            text
        })
}

fn bytes<const N: usize>() -> [u8; N] {
    let mut drawn = [0; N];
    getrandom::fill(&mut drawn).expect("every system we run on has a source of chance");
    drawn
}
