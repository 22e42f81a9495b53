//! A number through time, with what was promised, what was expected and what happened: the course of a goal.
//!
//! One drawing for a desk and a phone: heights are in pixels and places in time are shares of the width, so that text and dots stay
//! as large as they are wherever it stands. What only a wide one has room for has the class `wide`.
//!
//! Pages that are open are patched in place: an element of the old drawing becomes the one at its place in the new one. So layers are
//! always there and in this order, and within a layer all are of one kind and in the order of time; every value has its element at its
//! index in `fill`, `value` and `dots`. Where it lies is an attribute, which styles let glide.

mod days;
mod labels;
mod layers;
mod words;

use super::{attribute, scale::Scale, table::table, text};
use crate::moment;
use days::{Days, Tick};
use jiff::civil::Date;
use std::fmt::Write;

/// What the number was on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// When.
    pub day: Date,
    /// How much; what is not finite is only said.
    pub amount: f64,
    /// As it is said: "312 ms".
    pub said: String,
    /// What was expected then, as it is said: "382 ms".
    pub expected: Option<String>,
}

/// What was promised from a day on, until the next target or the end.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// From when on.
    pub day: Date,
    /// How much.
    pub amount: f64,
    /// As it is said: "300 ms".
    pub said: String,
}

/// Within what the number is healthy: each end with how it is said; open where there is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Band {
    /// The lower end: "at least 99.5 %".
    pub low: Option<(f64, String)>,
    /// The upper end.
    pub high: Option<(f64, String)>,
}

/// What happened besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When, or from when on.
    pub day: Date,
    /// Until when; nothing where it is at once over, or still goes on.
    pub until: Option<Date>,
    /// What it was.
    pub kind: MarkKind,
    /// In a few words: "help asked, 9 days".
    pub said: String,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Its owner said how it is.
    CheckIn,
    /// Its owner asked for help; it goes on until somebody gave it.
    Help,
}

/// The drawing. Everything is in the order of time.
#[derive(Clone, Copy, Debug)]
pub struct Course<'a> {
    /// Its id on the page: of the figure, and where those of its parts begin.
    pub id: &'a str,
    /// What it is of.
    pub title: &'a str,
    /// What it shows, in a sentence.
    pub description: &'a str,
    /// What stands above the table's columns: the day, the value, and what was expected where that is said of any.
    pub columns: [&'a str; 3],
    /// Of what the axis counts; it is written once.
    pub unit: &'a str,
    /// The first day. What is known of days before or after widens the axis.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The present day, where it is one of these.
    pub today: Option<Date>,
    /// What it was.
    pub values: &'a [Value],
    /// Where it should be: a line through these.
    pub expected: &'a [(Date, f64)],
    /// What was promised.
    pub targets: &'a [Target],
    /// Within what it is healthy.
    pub band: Option<&'a Band>,
    /// What the axis holds at least; it goes by what is drawn otherwise.
    pub range: Option<(f64, f64)>,
    /// What happened besides.
    pub marks: &'a [Mark],
}

/// Up to so many values each shows its dot.
const DOTS: usize = 40;

impl Course<'_> {
    /// The drawing, what it says under the pointer, what its signs mean, and its numbers as a table that opens.
    pub fn markup(&self) -> String {
        let mut out = String::with_capacity(4096 + 512 * self.values.len());
        let id = attribute(self.id);
        let ground = self.ground();
        let _ = write!(
            out,
            "<figure class=\"course gutter-{}\" id=\"{id}\"><div hidden><span id=\"{id}-title\">{}</span><span id=\"{id}-about\">{}</span></div>",
            ground.gutter,
            text(self.title),
            text(self.description)
        );
        self.draw(&ground, &mut out);
        let last = self.values.iter().rev().find(|value| value.amount.is_finite());
        let read = last.map_or_else(|| "No value yet".to_owned(), |value| self.said(value));
        let _ = write!(out, "<div class=\"under\"><output class=\"read\" aria-live=\"off\">{}</output>", text(&read));
        self.key(&mut out);
        out.push_str("</div>");
        self.numbers(&mut out);
        out.push_str("</figure>");
        out
    }

    /// Where everything lies.
    fn ground(&self) -> Ground {
        let known = self.values.iter().map(|value| value.day).chain(self.expected.iter().map(|(day, _)| *day));
        let days = Days::around(self.from, known.chain(self.today).chain([self.to]));
        let ends = self.band.into_iter().flat_map(|band| [&band.low, &band.high]).flatten().map(|(value, _)| *value);
        let range = self.range.into_iter().flat_map(|(low, high)| [low, high]);
        let lines = self.expected.iter().map(|(_, value)| *value).chain(self.targets.iter().map(|target| target.amount));
        let scale = Scale::around(self.values.iter().map(|value| value.amount).chain(lines).chain(ends).chain(range), 4);
        let widest = scale.ticks.iter().map(|tick| scale.short(*tick).chars().count()).max().unwrap_or(1);
        let (has_help, has_check_in) = (self.has(MarkKind::Help), self.has(MarkKind::CheckIn));
        Ground {
            top: if has_help { 36.0 } else { 18.0 },
            below: if has_check_in { 14.0 } else { 2.0 },
            gutter: u8::try_from(widest.clamp(1, 9)).unwrap_or(9),
            ticks: days.ticks(),
            days,
            scale,
        }
    }

    fn has(&self, kind: MarkKind) -> bool {
        self.marks.iter().any(|mark| mark.kind == kind)
    }

    /// A day as people say it; the year where it is not this one.
    fn day(&self, day: Date) -> String {
        moment::dated(day, self.today.unwrap_or(self.to))
    }

    /// "12 March: 312 ms, expected 382 ms".
    fn said(&self, value: &Value) -> String {
        let expected = value.expected.as_ref().map_or_else(String::new, |expected| format!(", expected {expected}"));
        format!("{}: {}{expected}", self.day(value.day), value.said)
    }

    /// A mark with its days: "28 February to 9 March: help asked, 9 days".
    fn happened(&self, mark: &Mark) -> String {
        match (mark.kind, mark.until) {
            (_, Some(until)) if until > mark.day => {
                format!("{} to {}: {}", self.day(mark.day), self.day(until), mark.said)
            }
            (MarkKind::Help, None) => format!("Since {}: {}", self.day(mark.day), mark.said),
            _ => format!("{}: {}", self.day(mark.day), mark.said),
        }
    }

    /// What the signs mean; always all, and those that are not drawn hidden.
    fn key(&self, out: &mut String) {
        let signs = [
            (!self.expected.is_empty(), "expected", "<path class=\"expected\" d=\"M1 6H19\"/>"),
            (!self.targets.is_empty(), "target", "<path class=\"target\" d=\"M1 8.5H10V3.5H19\"/>"),
            (self.band.is_some(), "healthy", "<path class=\"band\" d=\"M1 1H19V11H1Z\"/>"),
            (self.has(MarkKind::CheckIn), "check-in", "<circle class=\"check-in\" cx=\"10\" cy=\"6\" r=\"3\"/>"),
            (self.has(MarkKind::Help), "waiting for help", "<path class=\"bracket\" d=\"M2 10V3H18V10\"/>"),
        ];
        out.push_str("<ul class=\"key\">");
        for (is_drawn, word, sign) in signs {
            let hidden = if is_drawn { "" } else { " hidden" };
            let _ = write!(
                out,
                "<li{hidden}><svg class=\"chart\" viewBox=\"0 0 20 12\" aria-hidden=\"true\">{sign}</svg>{word}</li>"
            );
        }
        out.push_str("</ul>");
    }

    /// Every value in a table; targets and what happened as sentences below.
    fn numbers(&self, out: &mut String) {
        let [day, value, expected] = self.columns;
        let is_expected = self.values.iter().any(|value| value.expected.is_some());
        let columns = [(day, false), (value, true), (expected, true)];
        let columns = if is_expected { &columns[..] } else { &columns[..2] };
        let rows = self.values.iter().map(|value| {
            let mut row = vec![self.day(value.day), text(&value.said).into_owned()];
            if is_expected {
                row.push(text(value.expected.as_deref().unwrap_or_default()).into_owned());
            }
            row
        });
        out.push_str("<details><summary>As a table</summary>");
        table(columns, rows, out);
        let targets = self.targets.iter().map(|target| format!("From {}: target {}", self.day(target.day), target.said));
        let ends = self.band.into_iter().flat_map(|band| [&band.low, &band.high]).flatten();
        let healthy = ends.map(|(_, said)| format!("Healthy: {said}"));
        let mut rest = targets.chain(healthy).chain(self.marks.iter().map(|mark| self.happened(mark))).peekable();
        if rest.peek().is_some() {
            out.push_str("<ul class=\"besides\">");
            for sentence in rest {
                let _ = write!(out, "<li>{}</li>", text(&sentence));
            }
            out.push_str("</ul>");
        }
        out.push_str("</details>");
    }
}

/// How high the part is in which values lie, in pixels, and how much of that is above the highest mark, for words.
const HEIGHT: f64 = 208.0;
const HEAD: f64 = 14.0;

/// Where everything lies.
struct Ground {
    days: Days,
    ticks: Vec<Tick>,
    scale: Scale,
    /// How much is above the values, and how much between them and the names of days.
    top: f64,
    below: f64,
    /// How many characters the widest mark of the axis has.
    gutter: u8,
}

impl Ground {
    /// Where a day lies, from 0 to 1.
    fn x(&self, day: Date) -> f64 {
        self.days.place(day)
    }

    /// Where a value lies below the top of the values.
    fn y(&self, value: f64) -> f64 {
        HEIGHT - (HEIGHT - HEAD) * self.scale.place(value)
    }

    /// Both, where the value is one.
    fn spot(&self, day: Date, value: f64) -> Option<(f64, f64)> {
        value.is_finite().then(|| (self.x(day), self.y(value)))
    }

    /// Whether years are named below the months.
    fn says_years(&self) -> bool {
        self.ticks.iter().any(|tick| tick.year.is_some())
    }

    fn bottom(&self) -> f64 {
        self.top + HEIGHT
    }

    /// How high all of it is.
    fn height(&self) -> f64 {
        self.bottom() + self.below + 20.0 + if self.says_years() { 14.0 } else { 0.0 }
    }
}
