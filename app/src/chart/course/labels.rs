//! The layers of words that are placed where there is room.

use super::{
    Course, Ground, HEIGHT, Mark, Value,
    layers::{layer, share},
    text,
    words::{Drawn, NARROW, Place, WIDE, short, width},
};
use std::fmt::Write;

/// Words at their place; `class` says where they are shown.
pub(super) fn words(place: Place, class: &str, words: &str) -> String {
    let Place { x, aside, y, anchor } = place;
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    format!("<text{class} x=\"{}\" dx=\"{aside:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{}</text>", share(x), text(words))
}

/// The class of what has room in a narrow drawing, in a wide one only, or in none.
pub(super) fn shown([narrow, wide]: [bool; 2]) -> &'static str {
    match (narrow, wide) {
        (true, _) => "",
        (false, true) => "wide",
        (false, false) => "off",
    }
}

/// Above the numbers of the axis.
pub(super) fn unit_place(ground: &Ground) -> Place {
    Place { x: 0.0, aside: -8.0 - width("0") * f64::from(ground.gutter), y: 9.0, anchor: "start" }
}

impl Course<'_> {
    /// The present day.
    pub(super) fn present(&self, ground: &Ground, out: &mut String) {
        let Some(today) = self.today else {
            layer("today", "", out);
            layer("today-word", "", out);
            return;
        };
        let x = ground.x(today);
        let _ = write!(
            out,
            "<g class=\"today\"><rect x=\"{}\" width=\"1\" y=\"13.0\" height=\"{:.1}\"/></g>",
            share(x),
            ground.bottom() - 13.0
        );
        let anchor = match x {
            ..0.07 => "start",
            0.94.. => "end",
            _ => "middle",
        };
        let place = Place { x, aside: 0.0, y: 9.0, anchor };
        let unit = (unit_place(ground), width(&short(self.unit, 24)));
        let is_free = |whole| !unit.0.covered(unit.1, whole).meets(place.covered(width("today"), whole));
        layer("today-word", &words(place, shown([NARROW, WIDE].map(is_free)), "today"), out);
    }

    /// What stands above brackets; of what would meet only the last.
    pub(super) fn help_words(&self, ground: &Ground, out: &mut String) {
        let helps: Vec<&Mark> = self.helps().collect();
        let mut taken: Vec<(Place, f64, [bool; 2])> = Vec::new();
        let mut said: Vec<String> = Vec::new();
        for mark in helps.into_iter().rev() {
            let (from, to) = self.span(mark, ground);
            let label = short(&mark.said, 28);
            let width = width(&label);
            let start = Place { x: from, aside: 0.0, y: ground.top - 14.0, anchor: "start" };
            let is_short = start.covered(width, NARROW).is_within(NARROW);
            let place = if is_short { start } else { Place { x: to, anchor: "end", ..start } };
            let has_room = [(0, NARROW), (1, WIDE)].map(|(at, whole)| {
                let covered = place.covered(width, whole);
                let is_met = taken.iter().any(|(other, width, shown)| shown[at] && other.covered(*width, whole).meets(covered));
                !is_met && covered.is_within(whole)
            });
            taken.push((place, width, has_room));
            said.push(words(place, shown(has_room), &label));
        }
        said.reverse();
        let said = said.concat();
        layer("help-words", &said, out);
    }

    /// The last value that is drawn.
    pub(super) fn last(&self) -> Option<usize> {
        self.values.iter().rposition(|value| value.amount.is_finite())
    }

    /// The last value, the last target and the ends of the band, where they are least in the way.
    pub(super) fn labels(&self, ground: &Ground, out: &mut String) {
        let mut drawn = Drawn::default();
        let known = |value: &Value| ground.spot(value.day, value.amount);
        let spots: Vec<(f64, f64)> = self.values.iter().filter_map(known).collect();
        let steps = self.steps(ground);
        drawn.line(&spots, 6.0);
        drawn.line(&self.expectation(ground), 2.0);
        drawn.line(&steps, 3.0);
        let shift = |place: Place| Place { y: place.y + ground.top, ..place };
        let last = self.last().and_then(|at| self.values.get(at)).and_then(|value| Some((value, known(value)?)));
        let now = last.and_then(|(value, (x, y))| {
            let place = |aside, down: f64, anchor| Place { x, aside, y: y + down, anchor };
            let places = [
                place(10.0, 4.0, "start"),
                place(10.0, -6.0, "start"),
                place(10.0, 14.0, "start"),
                place(5.0, -9.0, "end"),
                place(5.0, 20.0, "end"),
                place(0.0, -9.0, "middle"),
                place(0.0, 20.0, "middle"),
                place(-10.0, 4.0, "end"),
            ];
            let said = short(&value.said, 16);
            // It is larger than other words.
            drawn.place(width(&said) * 1.2, &places, 0.1, HEIGHT).map(|place| words(shift(place), "", &said))
        });
        layer("now", &now.unwrap_or_default(), out);
        let target = self.targets.iter().rev().find_map(|target| Some((target, ground.spot(target.day, target.amount)?)));
        let promised = target.and_then(|(target, (x, y))| {
            let said = format!("target {}", short(&target.said, 16));
            let end = |down: f64| Place { x: 1.0, aside: 0.0, y: y + down, anchor: "end" };
            let start = |down: f64| Place { x, aside: 5.0, y: y + down, anchor: "start" };
            let before = Place { x, aside: -6.0, y: y + 4.0, anchor: "end" };
            let places = [end(-6.0), end(14.0), start(-6.0), start(14.0), before];
            drawn.place(width(&said), &places, 1.3, HEIGHT).map(|place| words(shift(place), "", &said))
        });
        layer("promised", &promised.unwrap_or_default(), out);
        let ends = self.band.into_iter().flat_map(|band| [(&band.high, [14.0, -6.0]), (&band.low, [-6.0, 14.0])]);
        let mut healthy = String::new();
        for (end, [inside, outside]) in ends {
            let Some((value, said)) = end.as_ref().filter(|(value, _)| value.is_finite()) else { continue };
            let y = ground.y(*value);
            let at = |x, aside, anchor| [inside, outside].map(|down| Place { x, aside, y: y + down, anchor });
            let middle = |x| at(x, 0.0, "middle");
            let places = [at(1.0, -2.0, "end"), at(0.0, 6.0, "start"), middle(0.5), middle(0.3), middle(0.7)].concat();
            let said = short(said, 24);
            if let Some(place) = drawn.place(width(&said), &places, 0.1, HEIGHT) {
                healthy.push_str(&words(shift(place), "", &said));
            }
        }
        layer("healthy", &healthy, out);
    }
}
