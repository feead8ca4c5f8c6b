//! Values by year. Years stand at their true distance; only years that follow each other are joined.

use super::{WIDTH, place, round_top};
use crate::portal::wrap::width;

const LEFT: f64 = 12.0;
const RIGHT: f64 = WIDTH - 12.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 150.0;
const HEIGHT: f64 = 180.0;
/// Characters are counted at this size.
const SIZE: f64 = 14.0;

/// A year, its value if the source gives one as a number, and how the value is said.
#[derive(Clone, Debug)]
pub struct Point {
    pub year: i16,
    pub value: Option<f64>,
    pub said: String,
}

/// A line through time.
#[derive(Clone, Debug, Default)]
pub struct TimeLine {
    pub height: f64,
    pub base: f64,
    pub left: f64,
    pub right: f64,
    /// Runs of years that follow each other, as the points of an SVG polyline.
    pub runs: Vec<String>,
    pub dots: Vec<Dot>,
    /// The first and the last value.
    pub labels: Vec<Label>,
    /// Years, as many as can be read.
    pub years: Vec<Label>,
    /// Stretches of years without a value: left end and width.
    pub gaps: Vec<(f64, f64)>,
}

#[derive(Clone, Debug)]
pub struct Dot {
    pub x: f64,
    pub y: f64,
    pub year: i16,
    pub said: String,
}

#[derive(Clone, Debug)]
pub struct Label {
    pub x: f64,
    pub y: f64,
    /// `start`, `middle` or `end`, as SVG writes it.
    pub anchor: &'static str,
    pub text: String,
}

/// The line of the points, which come in the order of their years; `None` without any number.
pub fn time_line(points: &[Point]) -> Option<TimeLine> {
    let known: Vec<(i16, f64, &str)> = points
        .iter()
        .filter_map(|point| {
            let value = point.value.filter(|value| value.is_finite())?;
            Some((point.year, value, point.said.as_str()))
        })
        .collect();
    let (first, last) = (points.first()?.year, points.last()?.year);
    let greatest = known.iter().map(|(_, value, _)| *value).reduce(f64::max)?;
    let top = round_top(greatest);
    let x_of = |year: i16| match i32::from(last) - i32::from(first) {
        0 => place(WIDTH / 2.0),
        years => {
            let share = f64::from(i32::from(year) - i32::from(first)) / f64::from(years);
            place(LEFT + share * (RIGHT - LEFT))
        }
    };
    let dots: Vec<Dot> = known
        .iter()
        .map(|(year, value, said)| Dot {
            x: x_of(*year),
            y: place(BOTTOM - value / top * (BOTTOM - TOP)),
            year: *year,
            said: (*said).to_owned(),
        })
        .collect();
    let years: Vec<(f64, i16)> = points.iter().map(|p| (x_of(p.year), p.year)).collect();
    Some(TimeLine {
        height: HEIGHT,
        base: BOTTOM,
        left: LEFT,
        right: RIGHT,
        runs: runs(&dots),
        labels: ends(&dots),
        years: readable_years(&years, &dots),
        gaps: gaps(&dots),
        dots,
    })
}

/// Dots of years that follow each other; a lone dot needs no line.
fn runs(dots: &[Dot]) -> Vec<String> {
    dots.chunk_by(|a, b| b.year == a.year + 1)
        .filter(|run| run.len() > 1)
        .map(|run| {
            let places: Vec<String> = run
                .iter()
                .map(|dot| format!("{},{}", dot.x, dot.y))
                .collect();
            places.join(" ")
        })
        .collect()
}

/// Where years are missing between two values.
fn gaps(dots: &[Dot]) -> Vec<(f64, f64)> {
    dots.windows(2)
        .filter_map(|pair| match pair {
            [a, b] if b.year > a.year + 1 => {
                let year = (b.x - a.x) / f64::from(b.year - a.year);
                let (from, to) = (a.x + year / 2.0, b.x - year / 2.0);
                Some((place(from), place(to - from)))
            }
            _ => None,
        })
        .collect()
}

fn ends(dots: &[Dot]) -> Vec<Label> {
    let label = |dot: &Dot| {
        let half = width(&dot.said) * SIZE / 2.0;
        let (x, anchor) = kept_inside(dot.x, half);
        let middle = x.clamp(half, (WIDTH - half).max(half));
        // Above every dot that the text would cover.
        let covered = dots
            .iter()
            .filter(|other| (other.x - middle).abs() <= half + 4.0);
        let top = covered.map(|other| other.y).fold(dot.y, f64::min);
        Label {
            x,
            y: place((top - 10.0).max(SIZE)),
            anchor,
            text: dot.said.clone(),
        }
    };
    match dots {
        [] => Vec::new(),
        [only] => vec![label(only)],
        [first, .., last] => {
            let (first_label, mut last_label) = (label(first), label(last));
            let both = (width(&first.said) + width(&last.said)) * SIZE;
            // Two wide values near each other: the last one moves up to the edge.
            if both + 8.0 > last.x - first.x && (first_label.y - last_label.y).abs() < SIZE {
                last_label.y = place((first_label.y.min(last_label.y) - SIZE - 2.0).max(SIZE));
            }
            vec![first_label, last_label]
        }
    }
}

/// The years under the line: the first and the last, those beside a gap, and others that do not crowd.
fn readable_years(years: &[(f64, i16)], dots: &[Dot]) -> Vec<Label> {
    const APART: f64 = 40.0;
    let beside_gaps = dots
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if b.year > a.year + 1))
        .flatten()
        .map(|dot| (dot.x, dot.year));
    let wanted = years.first().into_iter().chain(years.last()).copied();
    let wanted = wanted.chain(beside_gaps).chain(years.iter().copied());
    let mut taken: Vec<(f64, i16)> = Vec::new();
    for (x, year) in wanted {
        if taken.iter().all(|(other, _)| (other - x).abs() >= APART) {
            taken.push((x, year));
        }
    }
    taken.sort_by_key(|(_, year)| *year);
    let label = |(x, year): (f64, i16)| {
        let (x, anchor) = kept_inside(x, 18.0);
        Label {
            x,
            y: BOTTOM + 20.0,
            anchor,
            text: year.to_string(),
        }
    };
    taken.into_iter().map(label).collect()
}

/// A text in the middle of `x`, or begun or ended at the edge when it would stand out.
fn kept_inside(x: f64, half: f64) -> (f64, &'static str) {
    if x - half < 0.0 {
        (0.0, "start")
    } else if x + half > WIDTH {
        (WIDTH, "end")
    } else {
        (x, "middle")
    }
}
