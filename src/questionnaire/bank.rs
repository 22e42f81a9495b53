//! The questionnaires that come with Waymark, to use as they are or to start from.

use super::{Questionnaire, file};

/// The files, in the order in which they are offered.
pub(super) const FILES: [(&str, &str); 4] = [
    ("team.toml", include_str!("../../questionnaires/team.toml")),
    ("company.toml", include_str!("../../questionnaires/company.toml")),
    ("personal.toml", include_str!("../../questionnaires/personal.toml")),
    ("mid-cycle.toml", include_str!("../../questionnaires/mid-cycle.toml")),
];

/// Every questionnaire that comes with Waymark: team, company, personal review and mid-cycle revision.
///
/// The files are read anew with each call.
pub fn bank() -> Vec<Questionnaire> {
    let read = |(_, text): (&str, &str)| file::read(text).expect("a test reads every file of the bank");
    FILES.into_iter().map(read).collect()
}
