//! What moves an objective, as bars below each other.

use super::{State, attribute, text};
use std::fmt::Write;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Where it leads to.
    pub href: Option<String>,
    /// What it is.
    pub title: String,
    /// What it is now, as it is said: "296 of 300 ms".
    pub said: String,
    /// How far it is, in percent: below 0 and above 100, too.
    pub progress: Option<i32>,
    /// How far it should be.
    pub expected: Option<i32>,
    /// How it stands.
    pub state: State,
    /// How much of the objective it is, as it is said: "40%"; nothing where all are alike.
    pub share: String,
    /// How sure its owner is, from 0 to 10.
    pub confidence: Option<u8>,
}

/// A list of bars. A row is read out as one sentence; what is seen beside it says the same.
pub fn bars(label: &str, bars: &[Bar]) -> String {
    let mut out = String::with_capacity(256 + 1400 * bars.len());
    let _ = write!(out, "<ul class=\"bars\" aria-label=\"{}\">", attribute(label));
    for bar in bars {
        bar.row(&mut out);
    }
    out.push_str("</ul>");
    out
}

impl Bar {
    fn row(&self, out: &mut String) {
        let title = text(&self.title);
        out.push_str("<li><span class=\"what\">");
        let _ = match &self.href {
            Some(href) => write!(out, "<a href=\"{}\">{title}</a>", attribute(href)),
            None => write!(out, "{title}"),
        };
        let _ = write!(out, "<span class=\"hush\">: {}.</span></span>", text(&self.sentence()));
        let said = [&self.said, &self.share].map(|part| text(part));
        out.push_str("<span class=\"figures\" aria-hidden=\"true\">");
        let _ = match (self.said.is_empty(), self.share.is_empty()) {
            (_, true) => write!(out, "{}", said[0]),
            (true, false) => write!(out, "<span class=\"share\">counts {}</span>", said[1]),
            (false, false) => write!(out, "{}<span class=\"share\"> · counts {}</span>", said[0], said[1]),
        };
        let _ = write!(out, "</span><span class=\"progress {}\" aria-hidden=\"true\">", self.state.tone());
        if let Some(progress) = self.progress {
            let _ = write!(
                out,
                "<svg><rect class=\"track\" width=\"100%\" height=\"8\" rx=\"4\"/><rect class=\"fill\" width=\"{}%\" height=\"8\" rx=\"4\"/>",
                progress.clamp(0, 100)
            );
            if let Some(expected) = self.expected {
                let x = expected.clamp(0, 100);
                let _ = write!(out, "<line class=\"mark\" x1=\"{x}%\" x2=\"{x}%\" y1=\"-3\" y2=\"11\"/>");
            }
            let _ = write!(out, "</svg><span class=\"num\">{}</span>", percent(progress));
        } else {
            out.push_str("<span class=\"num none\">–</span>");
        }
        let _ = write!(out, "</span><span class=\"pill {}\" aria-hidden=\"true\">", self.state.tone());
        self.state.draw(out);
        let _ = write!(out, "{}</span>", self.state.word());
        self.pips(out);
        out.push_str("</li>");
    }

    /// "296 of 300 ms, 98 percent, expected 60 percent, on track, confidence 8 of 10, counts 40%".
    fn sentence(&self) -> String {
        let percent = |percent: i32| format!("{} percent", percent.to_string().replace('-', "minus "));
        let parts = [
            Some(self.said.clone()),
            self.progress.map(percent),
            self.progress.and(self.expected).map(|expected| format!("expected {}", percent(expected))),
            Some(self.state.word().to_lowercase()),
            self.confidence.map(|confidence| format!("confidence {} of 10", confidence.min(10))),
            Some(self.share.clone()).filter(|share| !share.is_empty()).map(|share| format!("counts {share}")),
        ];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Confidence as ten pips with the number.
    fn pips(&self, out: &mut String) {
        out.push_str("<span class=\"confidence\" aria-hidden=\"true\">");
        if let Some(confidence) = self.confidence.map(|confidence| confidence.min(10)) {
            out.push_str("<svg viewBox=\"0 0 68 10\" width=\"68\" height=\"10\">");
            for pip in 0..10_u8 {
                let class = if pip < confidence { "pip on" } else { "pip" };
                let _ =
                    write!(out, "<rect class=\"{class}\" x=\"{}\" width=\"5\" height=\"10\" rx=\"1.5\"/>", 7 * u16::from(pip));
            }
            let _ = write!(out, "</svg><span class=\"num\">{confidence}<span class=\"dim\"> / 10</span></span>");
        }
        out.push_str("</span>");
    }
}

/// With a minus sign as wide as a digit.
fn percent(number: i32) -> String {
    format!("{number}%").replace('-', "\u{2212}")
}
