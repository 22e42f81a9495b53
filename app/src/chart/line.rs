//! A line through time: reviews of a section, values of a goal.

use super::{attribute, scale::Scale, text};
use std::fmt::Write;

/// A value at some time.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// When, as it stands below.
    pub label: String,
    /// How much; nothing where there is a gap.
    pub value: Option<f64>,
    /// What the table says of it: the number, or why there is none.
    pub said: String,
    /// Whether a line leads here from the value before; it does not where the two cannot be compared.
    pub follows: bool,
}

/// A line chart.
#[derive(Clone, Copy, Debug)]
pub struct Chart<'a> {
    /// Its id on the page.
    pub id: &'a str,
    /// What it is of.
    pub title: &'a str,
    /// What it shows, in a sentence.
    pub description: &'a str,
    /// What stands above the column of times, and that of values.
    pub columns: [&'a str; 2],
    /// From first to last.
    pub points: &'a [Point],
    /// The ends of the axis, where they are known; else they go by the values.
    pub range: Option<(f64, f64)>,
}

/// What is drawn on: a phone's width, so that its text is as large there as other small text.
const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 176.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 24.0;
const RIGHT: f64 = 10.0;
/// About how wide a character is.
const CHARACTER: f64 = 6.6;
/// Up to so many values each has a dot.
const DOTS: usize = 40;

impl Chart<'_> {
    /// The picture, and its numbers as a table that opens.
    pub fn markup(&self) -> String {
        let values = self.points.iter().filter_map(|point| point.value);
        let ends = self.range.map(|(low, high)| [low, high]);
        let scale = Scale::around(values.chain(ends.into_iter().flatten()), 4);
        let widest = scale.ticks.iter().map(|tick| scale.said(*tick).chars().count()).max().unwrap_or(1);
        let left = 8.0 + CHARACTER * float(widest);
        let frame = Frame { left, scale, count: self.points.len() };
        let mut out = String::new();
        let (id, title, description) = (attribute(self.id), text(self.title), text(self.description));
        let _ = write!(
            out,
            "<figure class=\"plot\"><svg class=\"chart\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"{id}-title {id}-about\">\
             <title id=\"{id}-title\">{title}</title><desc id=\"{id}-about\">{description}</desc>"
        );
        frame.axis(&mut out);
        self.labels(&frame, &mut out);
        self.line(&frame, &mut out);
        out.push_str("</svg>");
        self.table(&mut out);
        out.push_str("</figure>");
        out
    }

    /// As many labels as there is room for, evenly, the last always.
    fn labels(&self, frame: &Frame, out: &mut String) {
        let widest = self.points.iter().map(|point| short(&point.label).chars().count()).max().unwrap_or(0);
        let room = ((WIDTH - frame.left) / (CHARACTER * (float(widest) + 1.5))).floor().max(1.0);
        let every = (1..=self.points.len()).find(|every| float(self.points.len().div_ceil(*every)) <= room).unwrap_or(1);
        let last = self.points.len().saturating_sub(1);
        for (at, point) in self.points.iter().enumerate().filter(|(at, _)| (last - at).is_multiple_of(every)) {
            let _ = write!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" class=\"at\">{}</text>",
                frame.x(at),
                HEIGHT - 7.0,
                text(&short(&point.label))
            );
        }
    }

    /// The line, broken where a value is missing; a value between two gaps is a dot.
    fn line(&self, frame: &Frame, out: &mut String) {
        let has_dots = self.points.len() <= DOTS;
        let value = |at: usize| self.points.get(at).and_then(|point| point.value).filter(|value| value.is_finite());
        let (mut path, mut dots) = (String::new(), String::new());
        for at in 0..self.points.len() {
            let Some(here) = value(at) else { continue };
            let (x, y) = (frame.x(at), frame.y(here));
            let follows = self.points[at].follows && at > 0 && value(at - 1).is_some();
            let _ = write!(path, "{}{x:.1} {y:.1}", if follows { "L" } else { "M" });
            let leads_on = value(at + 1).is_some() && self.points.get(at + 1).is_some_and(|next| next.follows);
            let is_alone = !follows && !leads_on;
            if has_dots || is_alone {
                let point = &self.points[at];
                let (label, said) = (text(&point.label), text(&point.said));
                let _ = write!(
                    dots,
                    "<circle class=\"dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\"><title>{label}: {said}</title></circle>"
                );
            }
        }
        if !path.is_empty() {
            let _ = write!(out, "<path class=\"value\" d=\"{path}\"/>{dots}");
        }
    }

    fn table(&self, out: &mut String) {
        let [first, second] = self.columns.map(text);
        let _ = write!(
            out,
            "<details><summary>As a table</summary><div class=\"scroll\"><table class=\"grid\"><thead><tr>\
             <th scope=\"col\">{first}</th><th scope=\"col\" class=\"num\">{second}</th></tr></thead><tbody>"
        );
        for point in self.points {
            let (label, said) = (text(&point.label), text(&point.said));
            let _ = write!(out, "<tr><th scope=\"row\">{label}</th><td class=\"num\">{said}</td></tr>");
        }
        out.push_str("</tbody></table></div></details>");
    }
}

/// The longest label below the picture; the table has all of it.
const LABEL: usize = 12;

fn short(label: &str) -> String {
    if label.chars().count() <= LABEL {
        return label.to_owned();
    }
    label.chars().take(LABEL - 1).chain(['…']).collect()
}

/// A count to draw with; more than can be drawn anyway is as many as that.
fn float(count: usize) -> f64 {
    u32::try_from(count).unwrap_or(u32::MAX).into()
}

/// Where things lie.
struct Frame {
    left: f64,
    scale: Scale,
    count: usize,
}

impl Frame {
    /// The middle of the place of a point: a single one stands in the middle.
    fn x(&self, at: usize) -> f64 {
        self.left + (WIDTH - RIGHT - self.left) * (float(at) + 0.5) / float(self.count.max(1))
    }

    fn y(&self, value: f64) -> f64 {
        HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * self.scale.place(value)
    }

    fn axis(&self, out: &mut String) {
        for tick in &self.scale.ticks {
            let y = self.y(*tick);
            let _ = write!(
                out,
                "<path class=\"axis\" d=\"M{:.1} {y:.1}H{:.1}\"/><text x=\"{:.1}\" y=\"{:.1}\" class=\"tick\">{}</text>",
                self.left,
                WIDTH - RIGHT,
                self.left - 5.0,
                y + 4.0,
                self.scale.said(*tick)
            );
        }
    }
}
