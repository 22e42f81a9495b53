//! How many chose what in a workshop.

use super::{attribute, text};
use std::fmt::Write;

/// What could be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// What it is.
    pub word: String,
    /// How many chose it.
    pub count: u32,
    /// The class that says its colour.
    pub tone: String,
}

/// Bars below each other, each with its number: as long as the most is the whole width.
pub fn votes(label: &str, all: &[Vote]) -> String {
    let most = all.iter().map(|vote| vote.count).max().unwrap_or_default().max(1);
    let mut out = String::with_capacity(128 + 320 * all.len());
    let _ = write!(out, "<ul class=\"votes\" aria-label=\"{}\">", attribute(label));
    for Vote { word, count, tone } in all {
        let noun = if *count == 1 { "vote" } else { "votes" };
        let width = u64::from(*count) * 100 / u64::from(most);
        let _ = write!(
            out,
            "<li class=\"{}\"><span class=\"word\">{}</span><span class=\"hush\">: {count} {noun}</span><svg aria-hidden=\"true\" height=\"20\">\
             <rect class=\"track\" width=\"100%\" height=\"20\" rx=\"3\"/><rect class=\"fill\" width=\"{width}%\" height=\"20\" rx=\"3\"/></svg>\
             <span class=\"num\" aria-hidden=\"true\">{count}</span></li>",
            attribute(tone),
            text(word)
        );
    }
    out.push_str("</ul>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bar_says_its_number_and_the_longest_is_whole() {
        let vote = |word: &str, count| Vote { word: word.to_owned(), count, tone: "h3".to_owned() };
        let drawn = votes("Votes on <Balance>", &[vote("1", 0), vote("2", 1), vote("3", 4)]);
        assert!(drawn.contains("aria-label=\"Votes on <Balance>\"") || drawn.contains("aria-label=\"Votes on &lt;Balance&gt;\""));
        for text in [
            ">1</span><span class=\"hush\">: 0 votes",
            ">2</span><span class=\"hush\">: 1 vote<",
            ": 4 votes",
            "width=\"25%\"",
            "class=\"fill\" width=\"0%\"",
        ] {
            assert!(drawn.contains(text), "{text}: {drawn}");
        }
        assert!(votes("Nothing", &[vote("1", 0)]).contains("class=\"fill\" width=\"0%\""));
    }
}
