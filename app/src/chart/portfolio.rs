//! The goals of a team or of all at a glance: how many stand how, and how far each is in its time.

mod scatter;

pub use scatter::{Scatter, Spot};

use super::{State, attribute};
use crate::parts::grouped;
use std::fmt::Write;

/// How many goals stand so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// How.
    pub state: State,
    /// How many.
    pub count: u32,
    /// Where these are listed.
    pub href: Option<String>,
}

/// How many stand how: one bar, and what its pieces are as a list. What was given up is in the list only: it is not under way, and no success.
/// Pieces stand in the order of [`State::ALL`].
pub fn shares(label: &str, parts: &[Part]) -> String {
    let of = |state: State| parts.iter().filter(move |part| part.state == state);
    let count = |state: State| of(state).map(|part| u64::from(part.count)).sum::<u64>();
    let counted: Vec<(State, f64)> = State::ALL
        .into_iter()
        .filter(|state| *state != State::Dropped)
        .map(|state| (state, f64::from(u32::try_from(count(state)).unwrap_or(u32::MAX))))
        .filter(|(_, count)| *count > 0.0)
        .collect();
    let whole: f64 = counted.iter().map(|(_, count)| count).sum();
    let mut out = format!("<figure class=\"shares\" aria-label=\"{}\">", attribute(label));
    // One of thousands is still a piece that is seen.
    let seen: Vec<f64> = counted.iter().map(|(_, count)| (count / whole).max(0.016)).collect();
    let all: f64 = seen.iter().sum();
    let mut x = 0.0;
    out.push_str("<svg class=\"chart fluid\" width=\"100%\" height=\"30\" aria-hidden=\"true\">");
    if counted.is_empty() {
        out.push_str("<rect class=\"piece none\" width=\"100%\" height=\"30\" rx=\"4\"/>");
    }
    for ((state, count), seen) in counted.iter().zip(seen) {
        let share = seen / all;
        piece(*state, &grouped(&count.to_string()), x, share, &mut out);
        x += share;
    }
    out.push_str("</svg><ul class=\"states\">");
    for state in State::ALL {
        let (word, count) = (state.word(), count(state));
        let _ = write!(out, "<li class=\"{}{}\">", state.class(), if count == 0 { " none" } else { "" });
        state.draw(&mut out);
        let _ = match of(state).find_map(|part| part.href.as_ref()).filter(|_| count > 0) {
            Some(href) => write!(out, "<a href=\"{}\">{word}</a>", attribute(href)),
            None => write!(out, "<span>{word}</span>"),
        };
        let _ = write!(out, " <b class=\"num\">{}</b>", grouped(&count.to_string()));
        if let Some((_, number)) = counted.iter().find(|(counted, _)| *counted == state) {
            let percent = number / whole * 100.0;
            let said = if percent < 1.0 { "&lt;1".to_owned() } else { format!("{percent:.0}") };
            let _ = write!(out, " <span class=\"dim num\">{said}%</span>");
        }
        out.push_str("</li>");
    }
    out.push_str("</ul></figure>");
    out
}

/// A piece of the bar: its shape, number and word, as far as there is room for them, on a phone and on a desk.
fn piece(state: State, count: &str, x: f64, share: f64, out: &mut String) {
    let (tone, class, word) = (state.tone(), state.class(), state.word().to_lowercase());
    let chars = |words: &str| f64::from(u8::try_from(words.len()).unwrap_or(u8::MAX));
    let number = 28.0 + 8.0 * chars(count);
    let room = |needed: f64| match share {
        share if share * 260.0 >= needed => "",
        share if share * 600.0 >= needed => " wide",
        _ => " off",
    };
    let (x, share) = (x * 100.0, share * 100.0);
    let _ = write!(
        out,
        "<rect class=\"piece {tone} {class}\" x=\"{x:.2}%\" width=\"{share:.2}%\" height=\"30\"/>\
         <svg class=\"on {tone} {class}\" x=\"{x:.2}%\" overflow=\"visible\"><path class=\"shape{}\" transform=\"translate(13 15)\" d=\"{}\"/>\
         <text class=\"num{}\" x=\"23\" y=\"19.5\">{count}<tspan class=\"word{}\" dx=\"5\">{word}</tspan></text></svg>",
        room(24.0),
        state.shape(),
        room(number),
        room(number + 8.0 + 7.2 * chars(&word))
    );
}
