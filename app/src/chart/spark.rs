//! A line as small as a word.

use std::fmt::Write;

const WIDTH: f64 = 92.0;
const HEIGHT: f64 = 26.0;
/// What is kept free around it, for the dot.
const EDGE: f64 = 4.0;
/// Up to so many values each is drawn; of more, the lowest and the highest of each part.
const MOST: usize = 80;

/// A small line through values, on a drawing of 92 by 26: the line, and how high its end is. What is no number is left out, and with fewer than two there is
/// no line.
pub fn spark_line(values: &[f64]) -> Option<(String, String)> {
    let values: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    let (low, high) = ends(&values);
    let [_, .., last] = values[..] else { return None };
    // Halves, because the whole may be beyond what a number holds.
    let half = high / 2.0 - low / 2.0;
    let y = |value: f64| {
        let share = if half > 0.0 { ((value / 2.0 - low / 2.0) / half).clamp(0.0, 1.0) } else { 0.5 };
        HEIGHT - EDGE - (HEIGHT - 2.0 * EDGE) * share
    };
    let drawn = thinned(&values);
    let steps = u16::try_from(drawn.len() - 1).map_or(1.0, f64::from);
    let mut path = String::new();
    let mut x = EDGE;
    for value in &drawn {
        let _ = write!(path, "{}{x:.1} {:.1}", if path.is_empty() { "M" } else { "L" }, y(*value));
        x += (WIDTH - 2.0 * EDGE) / steps;
    }
    Some((path, format!("{:.1}", y(last))))
}

fn ends(values: &[f64]) -> (f64, f64) {
    values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(*value), high.max(*value)))
}

/// As many values as can be told apart, with every peak; the last stays the last.
fn thinned(values: &[f64]) -> Vec<f64> {
    let [before @ .., last] = values else { return Vec::new() };
    if values.len() <= MOST {
        return values.to_vec();
    }
    let part = before.len().div_ceil(MOST / 2 - 1);
    let both = |part: &[f64]| {
        let (low, high) = ends(part);
        let rises = part.iter().position(|value| *value <= low) <= part.iter().position(|value| *value >= high);
        if rises { [low, high] } else { [high, low] }
    };
    before.chunks(part).flat_map(both).chain([*last]).collect()
}
