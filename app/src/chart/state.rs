//! How a goal stands, as pictures say it: never by a colour alone.

use std::fmt::Write;

/// How a goal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It will be reached.
    OnTrack,
    /// It can be reached, but not by going on like this.
    Behind,
    /// It will not be reached unless something changes.
    AtRisk,
    /// It waits for help.
    Stuck,
    /// Its day has passed.
    Overdue,
    /// It was done.
    Done,
    /// It was given up.
    Dropped,
}

impl State {
    /// All, in the order in which they stand beside each other.
    pub const ALL: [Self; 7] = [Self::OnTrack, Self::Behind, Self::AtRisk, Self::Stuck, Self::Overdue, Self::Done, Self::Dropped];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::OnTrack => "On track",
            Self::Behind => "Behind",
            Self::AtRisk => "At risk",
            Self::Stuck => "Stuck",
            Self::Overdue => "Overdue",
            Self::Done => "Done",
            Self::Dropped => "Given up",
        }
    }

    /// Its tone, a class: good, warn, bad or quiet.
    pub fn tone(self) -> &'static str {
        match self {
            Self::OnTrack | Self::Done => "good",
            Self::Behind => "warn",
            Self::AtRisk | Self::Stuck | Self::Overdue => "bad",
            Self::Dropped => "quiet",
        }
    }

    /// Its own class, which tells it from others of the same tone.
    pub fn class(self) -> &'static str {
        match self {
            Self::OnTrack => "is-on-track",
            Self::Behind => "is-behind",
            Self::AtRisk => "is-at-risk",
            Self::Stuck => "is-stuck",
            Self::Overdue => "is-overdue",
            Self::Done => "is-done",
            Self::Dropped => "is-given-up",
        }
    }

    /// Its shape around 0 0, about ten wide, to be filled by the rule `evenodd`. Those of the pills: a circle, a triangle, a square; what
    /// is stuck is a square that is barred.
    pub fn shape(self) -> &'static str {
        match self {
            Self::OnTrack => "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0Z",
            Self::Behind => "M0-5L5.2 4.2H-5.2Z",
            Self::AtRisk => "M-4.2-4.2H4.2V4.2H-4.2Z",
            Self::Stuck => "M-4.8-4.8H4.8V4.8H-4.8ZM-2.9-1.1V1.1H2.9V-1.1Z",
            Self::Overdue => "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0ZM-.8-3.2H.8V-.4L2.8 1L1.9 2.3L-.8.5Z",
            Self::Done => "M-5 .4L-3.5-1.1L-1.4 1L3.5-4.1L5-2.6L-1.4 4Z",
            Self::Dropped => "M-4.8 0a4.8 4.8 0 1 0 9.6 0a4.8 4.8 0 1 0-9.6 0ZM-2.7 0a2.7 2.7 0 1 0 5.4 0a2.7 2.7 0 1 0-5.4 0Z",
        }
    }

    /// The shape as a small picture that stands beside its word.
    pub(super) fn draw(self, out: &mut String) {
        let _ = write!(
            out,
            "<svg class=\"shape {}\" viewBox=\"-6 -6 12 12\" width=\"12\" height=\"12\" aria-hidden=\"true\"><path d=\"{}\"/></svg>",
            self.tone(),
            self.shape()
        );
    }
}
