//! Axes with round numbers.

use crate::parts::grouped;

/// An axis: from where to where, with a mark at each round step.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// The marks, ascending; the first and last are the ends.
    pub ticks: Vec<f64>,
    /// How many decimals the marks need.
    pub decimals: usize,
}

impl Scale {
    /// An axis that holds all of these, with about `count` steps of 1, 2 or 5 times a power of ten. What is not finite is left
    /// out; without anything left it goes from 0 to 1.
    pub fn around(values: impl IntoIterator<Item = f64>, count: u8) -> Self {
        let finite = values.into_iter().filter(|value| value.is_finite() && value.abs() < 1e15);
        let ends = finite.fold(None, |ends: Option<(f64, f64)>, value| {
            Some(ends.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
        });
        let (low, high) = ends.unwrap_or((0.0, 1.0));
        // What is all alike still needs an axis to stand on: a tenth of it to both sides.
        let margin = if high - low > 1e-9 * high.abs().max(1.0) { 0.0 } else { (high.abs() / 10.0).max(0.5) };
        let (low, high) = (low - margin, high + margin);
        let rough = (high - low) / f64::from(count.max(1));
        let power = 10f64.powf(rough.log10().floor());
        let step = power * [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| power * factor >= rough * 0.999).unwrap_or(10.0);
        let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
        let mut ticks = Vec::new();
        let mut at = first;
        while at <= last {
            ticks.push(at * step);
            at += 1.0;
        }
        // How many digits behind the point: at most fifteen, as steps are 1e-15 of what is drawn at least.
        let decimals = (0..15).find(|digits| is_whole(step * 10f64.powi(*digits))).unwrap_or(15);
        Self { ticks, decimals: usize::try_from(decimals).unwrap_or(0) }
    }

    /// Where a value lies between the ends, from 0 to 1; what is outside lies at the end.
    pub fn place(&self, value: f64) -> f64 {
        match (self.ticks.first(), self.ticks.last()) {
            (Some(low), Some(high)) if high > low => ((value - low) / (high - low)).clamp(0.0, 1.0),
            _ => 0.5,
        }
    }

    /// A mark, as it is written.
    pub fn said(&self, tick: f64) -> String {
        let said = format!("{tick:.*}", self.decimals);
        if said.trim_start_matches('-').bytes().all(|byte| matches!(byte, b'0' | b'.')) { said.replace('-', "") } else { said }
    }
}

impl Scale {
    /// A mark as short as it can be said exactly: "50k", "2.5M", "1,200". Beside an axis there is little room.
    pub fn short(&self, tick: f64) -> String {
        let largest = self.ticks.iter().fold(0.0, |largest: f64, tick| largest.max(tick.abs()));
        let step = self.ticks.first_chunk().map_or(1.0, |[first, second]| second - first);
        let (unit, sign) = match (largest, step) {
            (1e7.., 1e5..) => (1e6, "M"),
            (1e4.., 1e2..) => (1e3, "k"),
            _ => (1.0, ""),
        };
        let decimals = match (0..=1).find(|digits| is_whole(step / unit * 10f64.powi(*digits))) {
            Some(digits) if unit > 1.0 => usize::try_from(digits).unwrap_or(1),
            _ => self.decimals,
        };
        if decimals > 6 {
            return if tick.abs() < step / 2.0 {
                "0".to_owned()
            } else {
                format!("{tick:.1e}").replace(".0e", "e").replace('-', "\u{2212}")
            };
        }
        let said = format!("{:.decimals$}", tick.abs() / unit);
        let is_zero = said.bytes().all(|byte| matches!(byte, b'0' | b'.'));
        let (whole, fraction) = said.split_at(said.find('.').unwrap_or(said.len()));
        let minus = if tick < 0.0 && !is_zero { "\u{2212}" } else { "" };
        let (fraction, sign) = if is_zero { ("", "") } else { (fraction, sign) };
        format!("{minus}{}{fraction}{sign}", grouped(whole))
    }
}

fn is_whole(number: f64) -> bool {
    (number - number.round()).abs() < 1e-6 * number.abs()
}
