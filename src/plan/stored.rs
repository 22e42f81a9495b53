//! Whether a plan as it is stored keeps its rules.

use super::{Plan, Signing};
use crate::review::{Review, Side};
use std::fmt;

/// A rule that a stored plan does not keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// A signature in this version, counted from 1, is not of what it says, or the version says another reason than both signed.
    Seal(usize),
    /// This version, counted from 1, is not signed by the two sides.
    Sides(usize),
    /// What is being written has a signature that is not of what it says, or not of its side.
    Draft,
    /// The review says that the plan is further than it is, or less far.
    Stage,
    /// Nothing was signed, and nothing is being written.
    Empty,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seal(version) => write!(f, "version {version} is not what was signed"),
            Self::Sides(version) => write!(f, "version {version} is not signed by both sides"),
            Self::Draft => f.write_str("a signature of what is being written does not fit it"),
            Self::Stage => f.write_str("it is not as far as the review says"),
            Self::Empty => f.write_str("there is nothing in it"),
        }
    }
}

impl std::error::Error for Broken {}

impl Plan {
    /// What is wrong with it as the plan of a review.
    pub fn check(&self, review: &Review) -> Vec<Broken> {
        let fits =
            |signing: &Signing, side: Side| signing.side == side && (signing.by == review.key.person) == (side == Side::Own);
        let mut broken = Vec::new();
        for (at, version) in self.versions.iter().enumerate() {
            let seal = version.contents.seal();
            // The first amends nothing; and what was signed before reasons were has none in it.
            let told = version.amends.as_ref().map(|amends| &amends.reason);
            let has_other_reason = if at == 0 {
                told.is_some()
            } else {
                version.contents.reason.is_some() && version.contents.reason.as_ref() != told
            };
            if has_other_reason || Side::BOTH.into_iter().any(|side| version.signings.of(side).seal != seal) {
                broken.push(Broken::Seal(at + 1));
            }
            if !Side::BOTH.into_iter().all(|side| fits(version.signings.of(side), side)) {
                broken.push(Broken::Sides(at + 1));
            }
        }
        if let Some(draft) = &self.draft {
            let is_wrong = |side: Side| {
                draft.signatures.of(side).as_ref().is_some_and(|signature| {
                    signature.signing.seal != signature.contents.seal() || !fits(&signature.signing, side)
                })
            };
            if Side::BOTH.into_iter().any(is_wrong) {
                broken.push(Broken::Draft);
            }
        } else if self.versions.is_empty() {
            broken.push(Broken::Empty);
        }
        if self.stage() != review.plan {
            broken.push(Broken::Stage);
        }
        broken
    }
}
