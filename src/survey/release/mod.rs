//! The release: how the answers of a closed survey become the one fixed set of published cells.

mod cell;
mod design;

pub use cell::{
    Apart, Cell, Change, Choices, Code, Count, Distribution, GroupCells, Mean, QuestionCells, Reason, Recommend, Release, Score,
    SectionCells, Share, Step,
};
pub use design::{Attribute, Ballot, Design, Measure, Previous, QuestionShape, SectionShape, Then, Unit, Value};

/// TEMPORARY until the rules arrive.
pub fn release(_design: &Design, _ballots: &[Ballot], _previous: Option<Previous<'_>>, _chance: [u8; 32]) -> Release {
    unimplemented!()
}
