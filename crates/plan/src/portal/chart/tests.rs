//! Whatever the values are, a chart stays inside its frame, keeps their order and shows no number that is none.

use super::*;

const VALUES: [&[Option<f64>]; 9] = [
    &[Some(0.0)],
    &[Some(7.5)],
    &[Some(0.0), Some(0.0), Some(0.0)],
    &[Some(5.0), Some(5.0), Some(5.0)],
    &[Some(1.0), None, Some(1_000_000_000.0)],
    &[Some(0.001), Some(0.002)],
    &[None, Some(3.0), None],
    &[Some(2119.0), Some(2249.0), Some(1407.0), Some(1716.0)],
    &[Some(f64::NAN), Some(1.0), Some(f64::INFINITY)],
];

fn points(values: &[Option<f64>], step: i16) -> Vec<Point> {
    let point = |(value, index): (&Option<f64>, i16)| Point {
        year: 2000 + index * step,
        value: *value,
        said: value.map_or_else(String::new, |value| value.to_string()),
    };
    values.iter().zip(0..).map(point).collect()
}

fn items(values: &[Option<f64>]) -> Vec<Item> {
    let item = |(value, index): (&Option<f64>, i16)| Item {
        label: format!("電子部品・デバイス・電子回路などをつくる事業所、第{index}回の調査による"),
        value: *value,
        said: value.map_or_else(|| "出典に記載なし".to_owned(), |value| value.to_string()),
    };
    values.iter().zip(0..).map(item).collect()
}

#[test]
fn everything_lies_inside_the_frame() {
    for values in VALUES {
        for step in [1, 2, 30] {
            let line = time_line(&points(values, step)).expect("a line");
            let inside =
                |x: f64, y: f64| (0.0..=WIDTH).contains(&x) && (0.0..=line.height).contains(&y);
            assert!(line.dots.iter().all(|dot| inside(dot.x, dot.y)));
            assert!(line.dots.iter().all(|dot| dot.y <= line.base));
            assert!(line.labels.iter().all(|label| inside(label.x, label.y)));
            assert!(line.years.iter().all(|label| inside(label.x, label.y)));
            assert!(
                line.gaps
                    .iter()
                    .all(|(x, wide)| *wide > 0.0 && inside(x + wide, 0.0))
            );
        }
        let chart = bars(&items(values)).expect("bars");
        for bar in &chart.bars {
            assert!(bar.y + bar.thickness <= chart.height);
            assert!(
                bar.length
                    .is_none_or(|length| (0.0..=WIDTH).contains(&length))
            );
        }
    }
}

#[test]
fn nothing_is_drawn_without_a_number() {
    for values in [&[][..], &[None, None], &[Some(f64::NAN)]] {
        assert!(time_line(&points(values, 1)).is_none());
        assert!(bars(&items(values)).is_none());
    }
}

#[test]
fn more_is_never_drawn_as_less() {
    for values in VALUES {
        let line = time_line(&points(values, 1)).expect("a line");
        let chart = bars(&items(values)).expect("bars");
        let known: Vec<f64> = values
            .iter()
            .copied()
            .flatten()
            .filter(|v| v.is_finite())
            .collect();
        let lengths: Vec<f64> = chart.bars.iter().filter_map(|bar| bar.length).collect();
        assert_eq!((known.len(), known.len()), (line.dots.len(), lengths.len()));
        for (a, value_a) in known.iter().enumerate() {
            for (b, value_b) in known.iter().enumerate() {
                if value_a <= value_b {
                    assert!(line.dots[a].y >= line.dots[b].y);
                    assert!(lengths[a] <= lengths[b]);
                }
            }
        }
    }
}

#[test]
fn bars_and_heights_begin_at_zero() {
    let chart = bars(&items(&[Some(0.0), Some(10.0), Some(20.0)])).expect("bars");
    let lengths: Vec<f64> = chart.bars.iter().filter_map(|bar| bar.length).collect();
    assert_eq!(lengths[0], 0.0);
    assert!((lengths[2] - 2.0 * lengths[1]).abs() <= 0.2, "{lengths:?}");
    let line = time_line(&points(&[Some(0.0), Some(10.0), Some(20.0)], 1)).expect("a line");
    let up = |index: usize| line.base - line.dots[index].y;
    assert_eq!(up(0), 0.0);
    assert!((up(2) - 2.0 * up(1)).abs() <= 0.2);
}

#[test]
fn years_stand_at_their_distance_and_missing_ones_are_not_bridged() {
    let mut years = points(&[Some(1.0), Some(2.0), Some(3.0)], 1);
    years[2].year = 2011;
    let line = time_line(&years).expect("a line");
    let [a, b, c] = &line.dots[..] else {
        panic!("three dots");
    };
    let (near, far) = (b.x - a.x, c.x - b.x);
    assert!((far - 10.0 * near).abs() < 1.0, "{near} {far}");
    assert_eq!(line.runs.len(), 1);
    assert!(!line.runs[0].contains(&format!("{},", c.x)));
    assert_eq!(line.gaps.len(), 1);
    let whole = time_line(&points(&[Some(1.0), Some(2.0), Some(3.0)], 1)).expect("a line");
    assert_eq!((whole.runs.len(), whole.gaps.len()), (1, 0));
    // A year that is listed without a value is a gap as well.
    let holed = time_line(&points(&[Some(1.0), None, Some(3.0)], 1)).expect("a line");
    assert_eq!((holed.runs.len(), holed.gaps.len()), (0, 1));
}

#[test]
fn first_and_last_value_are_written_beside_the_line() {
    let line = time_line(&points(&[Some(2119.0), Some(1.0), Some(1716.0)], 1)).expect("a line");
    let said: Vec<&str> = line
        .labels
        .iter()
        .map(|label| label.text.as_str())
        .collect();
    assert_eq!(said, ["2119", "1716"]);
}

#[test]
fn a_round_number_is_never_below_the_value() {
    for (value, top) in [
        (0.0, 1.0),
        (0.3, 0.5),
        (7.0, 10.0),
        (2249.0, 2500.0),
        (1000.0, 1000.0),
    ] {
        assert!((round_top(value) - top).abs() < 1e-9, "{value}");
    }
}
