//! A table in which colour says how high each number is; the number says it, too.

use super::{attribute, text};
use std::fmt::Write;

/// The table.
#[derive(Clone, Debug, Default)]
pub struct Heat {
    /// What it is of, for who cannot see it.
    pub caption: String,
    /// What stands above the first column.
    pub corner: String,
    /// What stands above the others: short, and whole where that is longer.
    pub columns: Vec<(String, String)>,
    /// Which column is the present one.
    pub now: Option<usize>,
    /// What stands above what follows each line's numbers.
    pub tails: Vec<String>,
    /// From the top.
    pub lines: Vec<Line>,
}

/// A line of it.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// What it is of.
    pub head: String,
    /// Where that leads to.
    pub href: Option<String>,
    /// Whether it is the one that is looked at.
    pub is_open: bool,
    /// How deep it lies within the one above.
    pub level: u8,
    /// One for each column.
    pub cells: Vec<Cell>,
    /// One for each of [`Heat::tails`].
    pub tails: Vec<Tail>,
}

/// A number or what stands in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A number.
    Number {
        /// What it means, from 1 (very low) to 5 (very good): it says the colour.
        level: u8,
        /// As it stands there.
        short: String,
        /// As it is said.
        said: String,
    },
    /// Why there is none, in a word and in a sentence.
    Hidden(String, String),
    /// Nothing was asked.
    Empty,
}

/// What follows a line's numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tail {
    /// Words, in this tone; the second are smaller.
    Words(Tone, String, String),
    /// A dash, and what it stands for; nothing at all where it stands for nothing.
    Nothing(String),
}

/// How words sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good news.
    Up,
    /// Bad news.
    Down,
    /// A warning: three dots apart stand before it.
    Divided,
    /// Neither.
    Quiet,
}

impl Heat {
    /// The table's markup.
    pub fn markup(&self) -> String {
        let mut out = String::with_capacity(512 + 96 * self.lines.len() * (self.columns.len() + 2));
        let _ = write!(
            out,
            "<table class=\"heat\"><caption class=\"hush\">{}</caption><thead><tr><th scope=\"col\">{}</th>",
            text(&self.caption),
            text(&self.corner)
        );
        for (short, whole) in &self.columns {
            let _ = write!(out, "<th scope=\"col\"");
            if short != whole {
                let _ = write!(out, " title=\"{}\"", attribute(whole));
            }
            let _ = write!(out, ">{}</th>", text(short));
        }
        for tail in &self.tails {
            let _ = write!(out, "<th scope=\"col\">{}</th>", text(tail));
        }
        out.push_str("</tr></thead><tbody>");
        for line in &self.lines {
            self.line(line, &mut out);
        }
        out.push_str("</tbody></table>");
        out
    }

    fn line(&self, line: &Line, out: &mut String) {
        let class = if line.is_open { " class=\"open\"" } else { "" };
        let _ = write!(out, "<tr{class}><th scope=\"row\" class=\"level-{}\">", line.level.min(6));
        match &line.href {
            Some(href) => {
                let current = if line.is_open { " aria-current=\"true\"" } else { "" };
                let _ = write!(out, "<a href=\"{}\"{current}>{}</a>", attribute(href), text(&line.head));
            }
            None => out.push_str(&text(&line.head)),
        }
        out.push_str("</th>");
        for (at, cell) in line.cells.iter().enumerate() {
            let now = if self.now == Some(at) { " now" } else { "" };
            match cell {
                Cell::Number { level, short, said } => {
                    let _ = write!(out, "<td class=\"h{level}{now}\">");
                    said_or_short(short, said, out);
                    out.push_str("</td>");
                }
                Cell::Hidden(word, why) => {
                    let _ = write!(out, "<td class=\"few{now}\" title=\"{}\">", attribute(why));
                    said_or_short(word, why, out);
                    out.push_str("</td>");
                }
                Cell::Empty => {
                    out.push_str("<td class=\"none dim\">");
                    said_or_short("–", "not asked", out);
                    out.push_str("</td>");
                }
            }
        }
        for tail in &line.tails {
            match tail {
                Tail::Words(tone, words, more) => {
                    let (class, sign) = match tone {
                        Tone::Up => ("up", "▲ "),
                        Tone::Down => ("down", "▼ "),
                        Tone::Divided => ("apart", APART),
                        Tone::Quiet => ("dim", ""),
                    };
                    let _ = write!(out, "<td class=\"plain {class}\"><span aria-hidden=\"true\">{sign}</span>{}", text(words));
                    if !more.is_empty() {
                        let _ = write!(out, "<span class=\"more\">{}</span>", text(more));
                    }
                    out.push_str("</td>");
                }
                Tail::Nothing(words) if words.is_empty() => out.push_str("<td class=\"plain\"></td>"),
                Tail::Nothing(words) => {
                    out.push_str("<td class=\"plain dim\">");
                    said_or_short("–", words, out);
                    out.push_str("</td>");
                }
            }
        }
        out.push_str("</tr>");
    }
}

/// Three dots, as far from each other as opinions.
const APART: &str = "<svg viewBox=\"0 0 36 12\" width=\"36\" height=\"12\"><circle cx=\"7\" cy=\"6\" r=\"3\"/><circle cx=\"18\" cy=\"6\" r=\"3\"/><circle cx=\"29\" cy=\"6\" r=\"3\"/></svg>";

/// What is seen, and what is read out where that says more.
fn said_or_short(short: &str, said: &str, out: &mut String) {
    if short == said {
        out.push_str(&text(short));
    } else {
        let _ = write!(out, "<span aria-hidden=\"true\">{}</span><span class=\"hush\">{}</span>", text(short), text(said));
    }
}
