//! What happens while somebody looks: one stream of server-sent events for each page that is seen, with what it shows.
//!
//! What is told is how things are now, never what changed of them: told twice it changes nothing, and the newest makes up for those that were lost.
//! A page says what it shows and how new that is; what is newer is told at once, so that nothing is lost between reading and watching, or while
//! a line was cut.

mod api;
#[cfg(feature = "ssr")]
mod hub;
#[cfg(feature = "hydrate")]
mod line;
#[cfg(feature = "ssr")]
mod open;
#[cfg(feature = "ssr")]
mod presence;
#[cfg(feature = "ssr")]
mod publish;
mod watch;

#[cfg(feature = "ssr")]
pub use hub::{Hub, Listening};
#[cfg(feature = "ssr")]
pub use open::{NotOpened, Wants};
pub use watch::{Live, Presence, Shows, State};

use crate::{goals::GoalRow, workshops::Shown};
use serde::{Deserialize, Serialize};

/// Where a page watches.
pub const LIVE: &str = "/live";

/// What is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Told {
    /// First of all: by what number this stream is known to the program.
    Here {
        /// The number.
        stream: u64,
    },
    /// A goal, as it is now.
    Goal(Box<Moved>),
    /// Who else is at a goal.
    Who(Who),
    /// A workshop, as it is now: the same for everybody.
    Workshop(Box<Shown>),
    /// Something is otherwise that is not told here: what is shown is to be read anew, at a moment of one's own within so many milliseconds.
    Look {
        /// How many.
        within: u32,
    },
    /// Something of what is shown is no longer the reader's to see. The stream ends.
    Leave,
}

/// A goal, as everybody sees it who sees as much of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// As lists show it.
    pub row: GoalRow,
    /// The picture of how it went, for who looks at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chart: Option<String>,
    /// What was done, by whom; nothing where another goal moved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// The rest of the page is to be read anew at a moment of one's own within so many milliseconds: the more watch, the longer.
    pub within: u32,
}

/// Who is at a goal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// Which.
    pub goal: String,
    /// How many people look at its page; many are counted roughly.
    pub looking: usize,
    /// Who is changing something of it right now: the stream's number, the name, and what.
    pub editing: Vec<(u64, String, String)>,
}

#[cfg(feature = "ssr")]
impl Told {
    /// As it is sent: an event of a stream (HTML, server-sent events).
    fn bytes(&self) -> axum::body::Bytes {
        // JSON stands on one line.
        format!("data: {}\n\n", serde_json::to_string(self).expect("what is told is plain data")).into()
    }
}
