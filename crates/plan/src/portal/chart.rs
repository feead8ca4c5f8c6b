//! Small charts of reported figures: values in, places in a drawing out. Every chart begins at zero; a value that
//! its source does not give leaves a gap, and nothing is calculated, rounded or joined across it.

mod bars;
mod line;
#[cfg(test)]
mod tests;

pub use bars::{Bars, Item, bars};
pub use line::{Point, TimeLine, time_line};

/// The width of every chart; texts are 14 high at this width.
pub const WIDTH: f64 = 320.0;

/// The smallest round number that is not below any value: 1, 2, 2.5 or 5 times a power of ten.
fn round_top(greatest: f64) -> f64 {
    if !greatest.is_finite() || greatest <= 0.0 {
        return 1.0;
    }
    let power = 10f64.powf(greatest.log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|step| step * power)
        .find(|top| *top >= greatest)
        .unwrap_or(greatest)
}

/// Tenths are fine enough for a place in a drawing.
fn place(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
