//! Which page wrote something, and whether what it sends arrives in time: two pages never lose each other's words, and one never meets itself.

use serde::{Deserialize, Serialize};

/// The longest token of a page, in bytes.
const LONGEST_PEN: usize = 40;

/// Which page wrote, and its how manieth save that is: what one page sends out of order is put in order again, and it never meets itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pen {
    /// Drawn by the page: up to 40 bytes.
    pub page: String,
    /// 1, 2, 3, ...
    pub step: u32,
}

impl Pen {
    /// Whether it may be stored.
    pub(crate) fn fits(&self) -> bool {
        !self.page.is_empty() && self.page.len() <= LONGEST_PEN
    }
}

/// How something arrives that is to stand in place of what is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrives {
    /// Whoever sends it saw what is there, or there is nothing.
    InTime,
    /// The same page has written since.
    Late,
    /// Another page wrote what its sender has not seen.
    Meeting,
}

/// How something arrives whose sender saw this revision, where this one is stored, by this page.
pub(crate) fn arrives(stored: Option<(u32, Option<&Pen>)>, seen: u32, pen: Option<&Pen>) -> Arrives {
    let Some((revision, was)) = stored else { return Arrives::InTime };
    match (was, pen) {
        (Some(was), Some(pen)) if was.page == pen.page && pen.step > was.step => Arrives::InTime,
        (Some(was), Some(pen)) if was.page == pen.page => Arrives::Late,
        _ if revision == seen => Arrives::InTime,
        _ => Arrives::Meeting,
    }
}
