//! How far goals are, against how much of their time is gone.

use crate::{
    chart::{State, attribute, table::table, text},
    parts::grouped,
};
use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write,
};

/// A goal between its first and its last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Where it leads to.
    pub href: Option<String>,
    /// What it is, and whose: "Checkout p95 under 300 ms, Payments".
    pub title: String,
    /// How it stands.
    pub state: State,
    /// How much of its time is gone, in percent; what is outside of 0 to 100 is drawn at the end.
    pub gone: i32,
    /// How far it is, in percent; likewise.
    pub progress: i32,
}

/// The drawing.
#[derive(Clone, Copy, Debug)]
pub struct Scatter<'a> {
    /// Its id on the page: of the figure, and where those of its parts begin.
    pub id: &'a str,
    /// What it is of.
    pub title: &'a str,
    /// What it shows, in a sentence.
    pub description: &'a str,
    /// In the order of the table.
    pub goals: &'a [Spot],
}

/// Up to so many goals each has a sign of its own; more are put together where they are near each other.
const SIGNS: usize = 400;
/// What is near: so many percent either way.
const NEAR: i32 = 5;
/// More rows are no table that is read; there is a list of goals for that.
const ROWS: usize = 200;
/// What is drawn on. It is about as large on every screen.
const SIDE: f64 = 284.0;
const LEFT: f64 = 36.0;
const TOP: f64 = 24.0;
const WIDTH: f64 = LEFT + SIDE + 60.0;
const HEIGHT: f64 = TOP + SIDE + 38.0;
/// From these gaps on a goal is behind and at risk, in percent (`waymark::goal`).
const BEHIND: f64 = 16.5;
const AT_RISK: f64 = 33.0;

fn x(gone: f64) -> f64 {
    LEFT + SIDE * gone / 100.0
}

fn y(progress: f64) -> f64 {
    TOP + SIDE * (1.0 - progress / 100.0)
}

impl Spot {
    /// Where it is drawn.
    fn place(&self) -> (i32, i32) {
        (self.gone.clamp(0, 100), self.progress.clamp(0, 100))
    }

    /// "Checkout p95 under 300 ms: 62%, with 70% of its time gone, behind".
    fn said(&self) -> String {
        let Self { title, progress, gone, state, .. } = self;
        format!("{title}: {progress}%, with {gone}% of its time gone, {}", state.word().to_lowercase())
    }
}

/// What is drawn at a place.
struct Sign<'a> {
    state: State,
    x: f64,
    y: f64,
    /// How large, where goals are put together.
    scale: Option<f64>,
    said: String,
    href: Option<&'a str>,
}

impl Scatter<'_> {
    /// The drawing, what it says under the pointer, and its numbers as a table that opens.
    pub fn markup(&self) -> String {
        let mut out = String::with_capacity(4096 + 700 * self.goals.len().min(ROWS));
        let id = attribute(self.id);
        let _ = write!(
            out,
            "<div class=\"room\"><figure class=\"scatter\" id=\"{id}\"><div hidden><span id=\"{id}-title\">{}</span><span id=\"{id}-about\">{}</span></div>\
             <svg class=\"chart\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-about\">",
            text(self.title),
            text(self.description)
        );
        Self::ground(&mut out);
        out.push_str("<g class=\"dots\">");
        for sign in if self.goals.len() > SIGNS { self.together() } else { self.each() } {
            sign.draw(&mut out);
        }
        let _ = write!(
            out,
            "</g><g class=\"cross off\"><circle cx=\"0\" cy=\"0\" r=\"9\"/></g></svg>\
             <div class=\"under\"><output class=\"read\" aria-live=\"off\">{}</output><ul class=\"key\">",
            text(&self.summary())
        );
        for state in State::ALL {
            let count = self.goals.iter().filter(|goal| goal.state == state).count();
            let hidden = if count > 0 { "" } else { " hidden" };
            let _ = write!(out, "<li{hidden}>");
            state.draw(&mut out);
            let _ = write!(out, "{} <b class=\"num\">{}</b></li>", state.word().to_lowercase(), grouped(&count.to_string()));
        }
        out.push_str("</ul></div>");
        self.table(&mut out);
        out.push_str("</figure></div>");
        out
    }

    /// The two steps below what is expected, the axes and their words.
    fn ground(out: &mut String) {
        let below = |gap: f64, to: f64| {
            format!(
                "M{:.1} {:.1}L{:.1} {:.1}V{:.1}L{:.1} {:.1}Z",
                x(gap),
                y(0.0),
                x(100.0),
                y(100.0 - gap),
                y(100.0 - to),
                x(to),
                y(0.0)
            )
        };
        let _ = write!(
            out,
            "<g class=\"zones\"><path class=\"warn\" d=\"{}\"/><path class=\"bad\" d=\"{}\"/></g><g class=\"rules\">",
            below(BEHIND, AT_RISK),
            below(AT_RISK, 100.0)
        );
        let quarters = [0.0, 25.0, 50.0, 75.0, 100.0];
        for at in quarters {
            let _ = write!(out, "<path d=\"M{:.1} {:.1}H{:.1}\"/>", x(0.0), y(at), x(100.0));
        }
        out.push_str("</g><g class=\"ticks\">");
        for at in quarters {
            let _ = write!(out, "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{at}</text>", LEFT - 7.0, y(at) + 4.0);
        }
        for at in quarters {
            let _ = write!(out, "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{at}</text>", x(at), y(0.0) + 17.0);
        }
        let right = x(100.0) + 7.0;
        let _ = write!(
            out,
            "</g><g class=\"titles\"><text x=\"2\" y=\"11\">% progress</text><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">% of its time gone</text></g>\
             <g class=\"expected\"><path d=\"M{:.1} {:.1}L{:.1} {:.1}\"/></g><g class=\"zone-words\">",
            x(100.0) + 10.0,
            y(0.0) + 34.0,
            x(0.0),
            y(0.0),
            x(100.0),
            y(100.0)
        );
        let at = |progress: f64| y(progress) + 4.0;
        for (word, class, y) in [
            ("expected", "dim", at(100.0)),
            ("behind", "warn", at(100.0 - f64::midpoint(BEHIND, AT_RISK))),
            ("at risk", "bad", at((100.0 - AT_RISK) / 2.0)),
        ] {
            let _ = write!(out, "<text class=\"{class}\" x=\"{right:.1}\" y=\"{y:.1}\">{word}</text>");
        }
        out.push_str("</g>");
    }

    /// A sign for each; those at the same place stand around it.
    fn each(&self) -> Vec<Sign<'_>> {
        let mut places: HashMap<(i32, i32), u16> = HashMap::new();
        let sign = |goal: &'_ Spot| {
            let (gone, progress) = goal.place();
            // Two percent are about as much as a sign is wide.
            let before = places.entry((gone / 2, progress / 2)).and_modify(|count| *count += 1).or_insert(0);
            let (aside, up) = around(*before);
            let x = (x(gone.into()) + aside).clamp(LEFT, LEFT + SIDE);
            let y = (y(progress.into()) - up).clamp(TOP, TOP + SIDE);
            (x, y)
        };
        let places: Vec<(f64, f64)> = self.goals.iter().map(sign).collect();
        let both = self.goals.iter().zip(places);
        both.map(|(goal, (x, y))| Sign { state: goal.state, x, y, scale: None, said: goal.said(), href: goal.href.as_deref() })
            .collect()
    }

    /// A sign for all that are near each other: in the middle of them, as large as they are many, of the status that most have.
    fn together(&self) -> Vec<Sign<'_>> {
        let mut cells: BTreeMap<(i32, i32), Vec<&Spot>> = BTreeMap::new();
        for goal in self.goals {
            let (gone, progress) = goal.place();
            let cell = |percent: i32| (percent / NEAR).min(100 / NEAR - 1);
            cells.entry((cell(gone), cell(progress))).or_default().push(goal);
        }
        let most = cells.values().map(Vec::len).max().unwrap_or(1);
        cells.into_values().map(|goals| Sign::of(&goals, most)).collect()
    }

    /// What is read where nothing is pointed at.
    fn summary(&self) -> String {
        match self.goals.len() {
            0 => "No goals".to_owned(),
            1 => "1 goal".to_owned(),
            count @ ..=SIGNS => format!("{count} goals"),
            count => format!(
                "{} goals; those about the same place are one sign, larger the more they are",
                grouped(&count.to_string())
            ),
        }
    }

    fn table(&self, out: &mut String) {
        let rows = self.goals.iter().take(ROWS).map(|goal| {
            let title = text(&goal.title);
            let title = match &goal.href {
                Some(href) => format!("<a href=\"{}\">{title}</a>", attribute(href)),
                None => title.into_owned(),
            };
            let mut state = String::new();
            goal.state.draw(&mut state);
            vec![title, format!("{state} {}", goal.state.word()), format!("{}%", goal.progress), format!("{}%", goal.gone)]
        });
        out.push_str("<details><summary>As a table</summary>");
        table(&[("Goal", false), ("Status", false), ("Progress", true), ("Time gone", true)], rows, out);
        if let Some(more @ 1..) = self.goals.len().checked_sub(ROWS) {
            let more = grouped(&more.to_string());
            let _ = write!(out, "<p class=\"small dim\">{more} more are in the list of goals.</p>");
        }
        out.push_str("</details>");
    }
}

/// From good to bad, for of as many the worse one is shown.
const WORST: [State; 7] =
    [State::Dropped, State::Done, State::OnTrack, State::Behind, State::Overdue, State::AtRisk, State::Stuck];

impl<'a> Sign<'a> {
    /// What some goals look like together; the largest sign stands for `most`.
    fn of(goals: &[&'a Spot], most: usize) -> Self {
        let count = |state: State| goals.iter().filter(|goal| goal.state == state).count();
        let state = WORST.into_iter().max_by_key(|state| count(*state)).unwrap_or(State::OnTrack);
        let (gone, progress) = (mean(goals.iter().map(|goal| goal.place().0)), mean(goals.iter().map(|goal| goal.place().1)));
        let scale = (1.6 * (float(goals.len()) / float(most)).sqrt()).max(0.5);
        let (said, href) = if let [goal] = goals {
            (goal.said(), goal.href.as_deref())
        } else {
            let states = State::ALL.into_iter().filter(|state| count(*state) > 0);
            let states: Vec<_> = states.map(|state| format!("{} {}", count(state), state.word().to_lowercase())).collect();
            let (count, states) = (goals.len(), states.join(", "));
            (format!("{count} goals at about {progress:.0}%, with about {gone:.0}% of their time gone: {states}"), None)
        };
        Self { state, x: x(gone), y: y(progress), scale: Some(scale), said, href }
    }

    fn draw(&self, out: &mut String) {
        let Self { state, x, y, scale, said, href } = self;
        let _ = write!(out, "<path class=\"dot {}\" transform=\"translate({x:.1} {y:.1})", state.tone());
        if let Some(scale) = scale {
            let _ = write!(out, " scale({scale:.2})");
        }
        let _ = write!(out, "\" d=\"{}\" data-x=\"{x:.1}\" data-y=\"{y:.1}\" data-said=\"{}\"", state.shape(), attribute(said));
        if let Some(href) = href {
            let _ = write!(out, " data-href=\"{}\"", attribute(href));
        }
        let _ = write!(out, "><title>{}</title></path>", text(said));
    }
}

/// Where the next of several at one place stands: on a spiral that fills a disc evenly, and not far away.
fn around(before: u16) -> (f64, f64) {
    const GOLDEN: f64 = 2.399_963_229_728_653;
    let at = f64::from(before);
    let far = 4.6 * at.sqrt();
    // What does not fit near its place lies upon the others.
    let far = if far > 16.0 { far % 16.0 } else { far };
    (far * (GOLDEN * at).cos(), far * (GOLDEN * at).sin())
}

fn mean(numbers: impl ExactSizeIterator<Item = i32>) -> f64 {
    let count = float(numbers.len().max(1));
    numbers.map(f64::from).sum::<f64>() / count
}

fn float(count: usize) -> f64 {
    u32::try_from(count).unwrap_or(u32::MAX).into()
}
