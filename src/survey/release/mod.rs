//! The release: how the answers of a closed survey become the one fixed set of published cells.
//!
//! [`release`] counts ([`tally`](self)), decides what may be shown so that nothing else can be computed from it, decides how finely
//! so that nobody is pinned, and publishes. Nothing outside sees an answer; pages, interface and exports show the
//! [`Release`] alone, and whatever else they say is a function of it.
//!
//! Which units and which means are shown, and where their ends are coded, depends on who answered and on what is published
//! within a group, never on the answers behind; so a reader who knows this program learns no more than one who does not.
//! Three things do depend on answers: whether a distribution stands beside a mean, whether a unit of three or four shows its score alone,
//! and whether a band of an attribute is shown.

mod bands;
mod cell;
mod change;
mod code;
mod comments;
mod counted;
mod design;
mod exchange;
mod extra;
mod family;
mod feasible;
mod precision;
mod publish;
mod said;
mod section;
mod tally;
#[cfg(test)]
mod tests;

pub use cell::{
    Apart, Cell, Change, Choices, Code, Comment, Count, Distribution, GroupCells, Mean, QuestionCells, Reason, Recommend,
    Release, Score, SectionCells, Share, Step,
};
pub use counted::{Counted, counted};
pub use design::{Attribute, Ballot, Design, Measure, Previous, QuestionShape, SectionShape, Then, Unit, Value};
pub use said::About;

/// Computes what a closed survey publishes.
///
/// The same input gives the same release, whatever the order of the ballots. `chance` decides the order of comments; it is
/// drawn anew for each survey and forgotten. The rules are those of [`rules`](crate::survey::rules); `previous` is the last
/// release of the same kind, to tell what changed.
///
/// # Panics
///
/// When a unit's parent does not come before it, or a ballot's unit is not a leaf of the design.
pub fn release(design: &Design, ballots: &[Ballot], previous: Option<Previous>, chance: &[u8; 32]) -> Release {
    let earlier = previous.map(change::Earlier::new);
    let (units, attributes) = publish::publish(design, ballots, earlier.as_ref(), chance);
    Release { mode: design.mode, k: design.k, units, attributes }
}

/// Whether opinions are divided: at least a quarter of the answers are favourable (4, 5) and at least a quarter unfavourable
/// (1, 2), after turning the reverse-worded. In published shares to ten per cent that is 30 % or more of each.
pub fn divided(unfavourable: u32, favourable: u32, answers: u32) -> bool {
    answers > 0 && 4 * unfavourable >= answers && 4 * favourable >= answers
}
