//! The layers of the drawing, from the lowest.

use super::{
    Course, DOTS, Ground, HEIGHT, Mark, MarkKind, attribute,
    labels::{shown, unit_place, words},
    text,
    words::{NARROW, Place, short, width},
};
use std::fmt::Write;

/// A share of the width, in an attribute.
pub(super) fn share(x: f64) -> String {
    format!("{:.2}%", x * 100.0)
}

/// The same within the lines, which are drawn on a thousand units.
fn unit(x: f64) -> String {
    format!("{:.1}", x * 1000.0)
}

/// Writes a layer: always, for what is at its place in the next drawing takes its place.
pub(super) fn layer(class: &str, children: &str, out: &mut String) {
    let _ = write!(out, "<g class=\"{class}\">{children}</g>");
}

impl Course<'_> {
    /// The drawing.
    pub(super) fn draw(&self, ground: &Ground, out: &mut String) {
        let id = attribute(self.id);
        let _ = write!(
            out,
            "<svg class=\"chart fluid\" width=\"100%\" height=\"{:.1}\" role=\"img\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-about\">",
            ground.height()
        );
        self.behind(ground, out);
        self.axes(ground, out);
        self.present(ground, out);
        self.lines(ground, out);
        self.happenings(ground, out);
        self.dots(ground, out);
        self.labels(ground, out);
        let (top, bottom) = (ground.top, ground.bottom());
        let _ = write!(
            out,
            "<g class=\"cross off\"><line x1=\"0%\" x2=\"0%\" y1=\"{top:.1}\" y2=\"{bottom:.1}\"/><circle cx=\"0%\" cy=\"{bottom:.1}\" r=\"7\"/></g></svg>"
        );
    }

    /// The healthy band, and the time of waiting for help.
    fn behind(&self, ground: &Ground, out: &mut String) {
        let end = |end: &Option<(f64, String)>| end.as_ref().map(|(value, _)| *value).filter(|value| value.is_finite());
        let band = self.band.map_or_else(String::new, |band| {
            let high = end(&band.high).map_or(0.0, |value| ground.y(value));
            let low = end(&band.low).map_or(HEIGHT, |value| ground.y(value));
            let (y, height) = (ground.top + high.min(low), (low - high).abs());
            format!("<rect x=\"0\" width=\"100%\" y=\"{y:.1}\" height=\"{height:.1}\"/>")
        });
        layer("band", &band, out);
        let helps = self.helps().fold(String::new(), |mut out, mark| {
            let (from, to) = self.span(mark, ground);
            let (x, width) = (share(from), share(to - from));
            let _ = write!(out, "<rect x=\"{x}\" width=\"{width}\" y=\"{:.1}\" height=\"{HEIGHT:.1}\"/>", ground.top);
            out
        });
        layer("helps", &helps, out);
    }

    pub(super) fn helps(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(|mark| mark.kind == MarkKind::Help)
    }

    /// From where to where something went on; what was over on the same day is still seen.
    pub(super) fn span(&self, mark: &Mark, ground: &Ground) -> (f64, f64) {
        let from = ground.x(mark.day);
        let until = mark.until.or(self.today.filter(|today| *today >= mark.day));
        let to = until.map_or(1.0, |until| ground.x(until));
        let to = to.max(from + 0.006).min(1.0);
        (from.min(to - 0.006).max(0.0), to)
    }

    /// Lines at round numbers with these, of what they are, and the names of days.
    fn axes(&self, ground: &Ground, out: &mut String) {
        let (mut rules, mut ticks) = (String::new(), String::new());
        for tick in &ground.scale.ticks {
            let y = ground.top + ground.y(*tick);
            let _ = write!(rules, "<rect x=\"0\" width=\"100%\" y=\"{:.1}\" height=\"1\"/>", y - 0.5);
            let said = ground.scale.short(*tick);
            let _ = write!(ticks, "<text transform=\"translate(-8 {:.1})\" text-anchor=\"end\">{said}</text>", y + 4.0);
        }
        layer("rules", &rules, out);
        layer("ticks", &ticks, out);
        let unit = words(unit_place(ground), "", &short(self.unit, 24));
        layer("unit", if self.unit.is_empty() { "" } else { &unit }, out);
        let (mut notches, mut days, mut years) = (String::new(), String::new(), String::new());
        let y = ground.bottom() + ground.below + 14.0;
        let widest = ground.ticks.iter().map(|tick| width(&tick.label)).fold(0.0, f64::max);
        let apart = ground.ticks.windows(2).map(|two| two[1].place - two[0].place).fold(1.0, f64::min);
        let is_narrow = apart * NARROW < widest + 5.0;
        for (at, tick) in ground.ticks.iter().enumerate() {
            let _ = write!(
                notches,
                "<rect x=\"{}\" width=\"1\" y=\"{:.1}\" height=\"{:.1}\"/>",
                share(tick.place),
                ground.bottom(),
                ground.below + 3.0
            );
            let class = shown([!is_narrow || at.is_multiple_of(2), true]);
            let place = Place { x: tick.place, aside: 0.0, y, anchor: "middle" };
            days.push_str(&words(place, class, &tick.label));
            if let Some(year) = tick.year {
                years.push_str(&words(Place { y: y + 14.0, ..place }, "", &year.to_string()));
            }
        }
        layer("notches", &notches, out);
        layer("days", &days, out);
        layer("years", &years, out);
    }

    /// Lines and what is below them, on units that are stretched to the width.
    fn lines(&self, ground: &Ground, out: &mut String) {
        let id = attribute(self.id);
        let _ = write!(
            out,
            "<svg class=\"lines\" aria-hidden=\"true\" y=\"{:.1}\" width=\"100%\" height=\"{HEIGHT:.1}\" viewBox=\"0 0 1000 {HEIGHT:.1}\" preserveAspectRatio=\"none\" overflow=\"visible\">\
             <defs><linearGradient id=\"{id}-fade\" gradientUnits=\"userSpaceOnUse\" x1=\"0\" x2=\"0\" y1=\"0\" y2=\"{HEIGHT:.1}\">\
             <stop offset=\"0\" class=\"most\"/><stop offset=\"1\" class=\"least\"/></linearGradient></defs>",
            ground.top
        );
        let (mut fill, mut line) = (String::new(), String::new());
        let mut before = None;
        for value in self.values {
            let here = ground.spot(value.day, value.amount);
            if let Some(here) = here {
                let from = before.unwrap_or(here);
                let (from, to) = ((unit(from.0), from.1), (unit(here.0), here.1));
                let _ = write!(line, "<path d=\"M{} {:.1}L{} {:.1}\"/>", from.0, from.1, to.0, to.1);
                let _ = write!(
                    fill,
                    "<path d=\"M{} {:.1}L{} {:.1}V{HEIGHT:.1}H{}Z\" fill=\"url(#{id}-fade)\"/>",
                    from.0, from.1, to.0, to.1, from.0
                );
            } else {
                line.push_str("<path d=\"\"/>");
                fill.push_str("<path d=\"\"/>");
            }
            before = here;
        }
        let path = |spots: &[(f64, f64)]| {
            let corners = spots.iter().enumerate().fold(String::new(), |mut path, (at, (x, y))| {
                let _ = write!(path, "{}{} {y:.1}", if at == 0 { "M" } else { "L" }, unit(*x));
                path
            });
            if corners.is_empty() { corners } else { format!("<path d=\"{corners}\"/>") }
        };
        let brackets = self.helps().fold(String::new(), |mut out, mark| {
            let (from, to) = self.span(mark, ground);
            let _ = write!(out, "<path d=\"M{} -2V-8H{}V-2\"/>", unit(from), unit(to));
            out
        });
        layer("fill", &fill, out);
        layer("expected", &path(&self.expectation(ground)), out);
        layer("target", &path(&self.steps(ground)), out);
        layer(if self.values.len() > 3 * DOTS { "value fine" } else { "value" }, &line, out);
        layer("brackets", &brackets, out);
        out.push_str("</svg>");
    }

    /// Where the value should be.
    pub(super) fn expectation(&self, ground: &Ground) -> Vec<(f64, f64)> {
        self.expected.iter().filter_map(|(day, value)| ground.spot(*day, *value)).collect()
    }

    /// The corners of what was promised.
    pub(super) fn steps(&self, ground: &Ground) -> Vec<(f64, f64)> {
        let mut corners: Vec<(f64, f64)> = Vec::new();
        for (x, y) in self.targets.iter().filter_map(|target| ground.spot(target.day, target.amount)) {
            if let Some((_, before)) = corners.last() {
                corners.push((x, *before));
            }
            corners.push((x, y));
        }
        let end = corners.last().map(|(_, y)| (1.0, *y));
        corners.extend(end);
        corners
    }

    /// Check-ins below the values.
    fn happenings(&self, ground: &Ground, out: &mut String) {
        let check_ins: Vec<&Mark> = self.marks.iter().filter(|mark| mark.kind == MarkKind::CheckIn).collect();
        // Many rings would be a chain.
        let radius = if check_ins.len() > DOTS / 2 { "1.5" } else { "3" };
        let check_ins = check_ins.into_iter().fold(String::new(), |mut out, mark| {
            let _ = write!(
                out,
                "<circle class=\"check-in\" cx=\"{}\" cy=\"{:.1}\" r=\"{radius}\"><title>{}</title></circle>",
                share(ground.x(mark.day)),
                ground.bottom() + 8.0,
                text(&self.happened(mark))
            );
            out
        });
        layer("check-ins", &check_ins, out);
        self.help_words(ground, out);
    }

    /// A dot for every value; where there are many only the last is seen.
    fn dots(&self, ground: &Ground, out: &mut String) {
        let last = self.last();
        let class = if self.values.len() > DOTS { "dots many" } else { "dots" };
        let _ = write!(out, "<g class=\"{class}\">");
        for (at, value) in self.values.iter().enumerate() {
            let said = self.said(value);
            let (x, title) = (share(ground.x(value.day)), text(&said));
            let _ = match ground.spot(value.day, value.amount) {
                Some((_, y)) => write!(
                    out,
                    "<circle class=\"dot{}\" cx=\"{x}\" cy=\"{y:.1}\" r=\"{r}\" data-x=\"{x}\" data-y=\"{y:.1}\" data-said=\"{}\"><title>{title}</title></circle>",
                    if last == Some(at) { " last" } else { "" },
                    attribute(&said),
                    r = if last == Some(at) { "5" } else { "3.5" },
                    y = ground.top + y
                ),
                None => write!(
                    out,
                    "<circle class=\"dot none\" cx=\"{x}\" cy=\"{:.1}\" r=\"0\"><title>{title}</title></circle>",
                    ground.bottom()
                ),
            };
        }
        out.push_str("</g>");
    }
}
