//! The words of a table: what is written for each thing, and read as it.

use crate::{
    goal::{End, Kind, Path, Scale, Status},
    import::plain,
};

/// Things with their words: the first is written, each is read.
pub(super) type Words<T> = [(T, &'static [&'static str])];

/// What a goal is.
pub(super) const KINDS: &Words<Kind> = &[
    (Kind::Objective, &["Objective"]),
    (Kind::KeyResult, &["Key result", "KR"]),
    (Kind::Kpi, &["KPI"]),
    (Kind::Learning, &["Learning", "Learning goal"]),
    (Kind::Commitment, &["Commitment"]),
];

/// Whose a goal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Person,
    Team,
    Company,
}

/// Whose a goal is.
pub(super) const LEVELS: &Words<Of> =
    &[(Of::Person, &["Person", "Personal"]), (Of::Team, &["Team"]), (Of::Company, &["Company"])];

/// By what a goal is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meter {
    Number,
    Percent,
    Money,
    YesNo,
    Milestones,
}

/// By what a goal is measured.
pub(super) const METERS: &Words<Meter> = &[
    (Meter::Number, &["Number"]),
    (Meter::Percent, &["Percent", "Percentage"]),
    (Meter::Money, &["Money", "Currency"]),
    (Meter::YesNo, &["Yes/no", "Yes or no", "Done or not"]),
    (Meter::Milestones, &["Milestones"]),
];

impl From<&Scale> for Meter {
    fn from(scale: &Scale) -> Self {
        match scale {
            Scale::Number { .. } => Self::Number,
            Scale::Percent => Self::Percent,
            Scale::Money { .. } => Self::Money,
        }
    }
}

/// Whether a goal moves the one that it serves.
pub(super) const LINKS: &Words<bool> = &[(true, &["Contributes", "Contributes to"]), (false, &["Supports"])];

/// How one learns.
pub(super) const PATHS: &Words<Path> = &[(Path::Education, &["Education"]), (Path::Certification, &["Certification"])];

/// Whether something is so.
pub(super) const YES: &Words<bool> = &[(true, &["Yes", "Y", "True", "1"]), (false, &["No", "N", "False", "0"])];

/// How far a goal is.
pub(super) const STATUSES: &Words<Status> =
    &[(Status::OnTrack, &["On track"]), (Status::Behind, &["Behind"]), (Status::AtRisk, &["At risk"])];

/// How a goal ended.
pub(super) const ENDS: &Words<End> = &[(End::Done, &["Done"]), (End::Dropped, &["Dropped"])];

/// The word for a thing.
pub(super) fn word<T: PartialEq>(words: &Words<T>, thing: T) -> &'static str {
    words.iter().find(|(other, _)| *other == thing).and_then(|(_, words)| words.first()).copied().unwrap_or_default()
}

/// The thing that a text is the word for, whatever its case and what parts its words.
pub(super) fn thing<T: Copy>(words: &Words<T>, text: &str) -> Option<T> {
    let text = plain(text);
    words.iter().find(|(_, words)| words.iter().any(|word| plain(word) == text)).map(|(thing, _)| *thing)
}
