//! What the page does in a browser and not on the server.

#[cfg(feature = "hydrate")]
pub use super::keeping::{begin, focus_soon, forget, go, keep, send, settle};

#[cfg(not(feature = "hydrate"))]
pub use nothing::{begin, focus_soon, forget, go, keep, send, settle};

/// On the server nothing is typed, kept or sent.
#[cfg(not(feature = "hydrate"))]
mod nothing {
    use super::super::sheet::Sheet;
    use waymark::survey::answer::Answers;

    pub fn begin(_: Sheet) {}
    pub fn focus_soon(_: usize) {}
    pub fn forget(_: Sheet) {}
    pub fn go(_: Sheet, _: usize) {}
    pub fn keep(_: Sheet) {}
    pub fn send(_: Sheet) {}
    pub fn settle(_: Sheet, _: Option<Answers>, _: u32) {}
}
