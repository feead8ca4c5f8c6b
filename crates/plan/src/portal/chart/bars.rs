//! Values by item, as bars that begin at zero. An item without a number has its words and no bar.

use super::{WIDTH, place};
use crate::portal::wrap::{width, wrap};

const SIZE: f64 = 14.0;
const LINE: f64 = 19.0;
const BAR: f64 = 16.0;
const ROOM: f64 = 12.0;

/// An item, its value if the source gives one as a number, and how the value is said.
#[derive(Clone, Debug)]
pub struct Item {
    pub label: String,
    pub value: Option<f64>,
    pub said: String,
}

#[derive(Clone, Debug, Default)]
pub struct Bars {
    pub height: f64,
    pub bars: Vec<Bar>,
}

/// The name above, the bar below it, and the value at the end of the bar.
#[derive(Clone, Debug)]
pub struct Bar {
    pub label: Vec<(f64, String)>,
    pub y: f64,
    pub thickness: f64,
    /// `None` where there is no number.
    pub length: Option<f64>,
    pub said_x: f64,
    pub said_y: f64,
    pub said: String,
}

/// The bars of the items in their order; `None` without any number.
pub fn bars(items: &[Item]) -> Option<Bars> {
    let number = |item: &Item| {
        item.value
            .filter(|value| value.is_finite() && *value >= 0.0)
    };
    let greatest = items.iter().filter_map(number).reduce(f64::max)?;
    let widest = items
        .iter()
        .filter(|item| number(item).is_some())
        .map(|item| width(&item.said) * SIZE)
        .fold(0.0, f64::max);
    // However long a value is said, a bar keeps a third of the chart.
    let longest = (WIDTH - widest - 8.0).max(WIDTH / 3.0);
    let mut y = 0.0;
    let mut drawn = Vec::with_capacity(items.len());
    for item in items {
        let mut label = Vec::new();
        for line in wrap(&item.label, WIDTH / SIZE) {
            y += LINE;
            label.push((place(y - 5.0), line));
        }
        let length = number(item).map(|value| match greatest > 0.0 {
            true => place(value / greatest * longest),
            false => 0.0,
        });
        drawn.push(Bar {
            label,
            y: place(y),
            thickness: BAR,
            length,
            said_x: length.map_or(0.0, |length| place(length + 6.0)),
            said_y: place(y + BAR - 3.0),
            said: item.said.clone(),
        });
        y += BAR + ROOM;
    }
    Some(Bars {
        height: place(y - ROOM + 4.0),
        bars: drawn,
    })
}
