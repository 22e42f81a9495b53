//! What an import says before it is done.

use super::{Released, Survey, Wanted};
use crate::record;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use waymark::{
    SurveyId,
    cycle::Dates,
    survey::{
        contract::ContractUnit,
        history::{Group, History, Number},
        release::{GroupCells, QuestionCells},
    },
};

/// How much of a group is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Detail {
    /// Nothing.
    Nothing,
    /// Scores of sections only.
    Sections,
    /// Questions, too.
    Questions,
}

/// What became, or would become, of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupReport {
    /// Its name and how many responses it has.
    pub group: Group,
    /// Whether it is a team that there is.
    pub is_team: bool,
    /// How much of it is shown.
    pub shown: Detail,
}

/// What is done about the cycle and the questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Made {
    /// It is there.
    There,
    /// It is there, and gets a new version.
    Version,
    /// It is new.
    New,
}

/// What an import says, or said when it was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The survey, once it is there.
    pub survey: Option<SurveyId>,
    /// How many responses there are.
    pub responses: usize,
    /// The encoding of the file.
    pub encoding: String,
    /// What separates its columns.
    pub separator: char,
    /// The names of its columns.
    pub header: Vec<String>,
    /// For each question its id and the column that answers it.
    pub questions: Vec<(String, Option<usize>)>,
    /// The column that says the team.
    pub unit: Option<usize>,
    /// Columns that serve nothing.
    pub unused: Vec<usize>,
    /// The groups.
    pub groups: Vec<GroupReport>,
    /// The numbers before anything is hidden or rounded, for whoever has the file anyway.
    pub numbers: Vec<Number>,
    /// The cycle, and whether it is new.
    pub cycle: (String, Dates, Made),
    /// The questionnaire, its version, and whether it is new.
    pub questionnaire: (String, u32, Made),
    /// The threshold.
    pub k: u8,
    /// By what the plan is known again.
    pub fingerprint: String,
}

pub(super) fn groups(survey: &Survey, history: &History, released: &Released) -> Vec<GroupReport> {
    let shown = |cells: &GroupCells| {
        let is_shown = |cell: &QuestionCells| matches!(cell, QuestionCells::Scale(cell) if cell.shown().is_some());
        if cells.sections.iter().any(|section| section.questions.iter().any(is_shown)) {
            Detail::Questions
        } else if cells.sections.iter().any(|section| section.score.shown().is_some()) {
            Detail::Sections
        } else {
            Detail::Nothing
        }
    };
    let of = |(group, (unit, cells)): (&Group, (&ContractUnit, &GroupCells))| GroupReport {
        group: group.clone(),
        is_team: !unit.teams.is_empty(),
        shown: shown(cells),
    };
    let everybody = Group { name: String::new(), responses: history.ballots.len() };
    let all: Vec<Group> = std::iter::once(everybody).chain(history.groups.iter().cloned()).collect();
    all.iter().zip(survey.contract.units.iter().zip(&released.release.units)).map(of).collect()
}

/// By what a plan is known again: all that it says and was asked, but nothing that was drawn for it.
pub(super) fn fingerprint(report: &Report, wanted: &Wanted, form: &str) -> String {
    let said = serde_json::to_string(&(report, wanted, form)).expect("a report is plain data");
    record::hex(&Sha256::digest(said)[..16])
}
