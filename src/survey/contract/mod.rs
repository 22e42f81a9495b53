//! The contract of a survey: everything that is promised about it, frozen at launch.
//!
//! Everybody on the roster sees it before the first question. Its [hash](Contract::hash) is in every invitation and in the
//! audit log, also as six words, so that two people who compare notice when they were shown different ones. It never
//! changes; what may still get stricter is an [`Amendment`] beside it.

mod amendment;
mod hash;
mod roster;

#[cfg(test)]
mod tests;

pub use amendment::{AmendRefused, Amendment, amend, head, in_force};
pub use hash::{ContractHash, NotAHash};
pub use roster::{RosterEntry, freeze, roster_hash, verify_unit};

use super::{Kind, Mode};
use crate::{SurveyId, TeamId, canonical::Canonical};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What is promised about a survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// Which survey.
    pub survey: SurveyId,
    /// What it is about.
    pub kind: Kind,
    /// Whether answers carry names.
    pub mode: Mode,
    /// What it is called.
    pub name: String,
    /// What is asked.
    pub questionnaire: Asked,
    /// The threshold: results of fewer answers are never shown. It may rise by an amendment.
    pub k: u8,
    /// The groups, as [`Units::nodes`](super::units::Units::nodes): the first is everybody, those without others in them
    /// are the reporting units.
    pub units: Vec<ContractUnit>,
    /// The attributes by which respondents may describe themselves.
    pub attributes: Vec<String>,
    /// Who sees the release. They may become fewer by an amendment.
    pub viewers: Viewers,
    /// From when answers are accepted.
    pub opens: Timestamp,
    /// From when they no longer are; never earlier than announced.
    pub closes: Timestamp,
    /// The public key to which answers are sealed, as text; empty in open mode.
    pub seal_key: String,
}

/// The questionnaire of a survey, in the very version that is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Which questionnaire.
    pub id: String,
    /// Its version, from 1.
    pub version: u32,
    /// The hash of its content, in hexadecimal digits.
    pub hash: String,
    /// The language in which it is asked, as a tag ("en").
    pub lang: String,
}

/// A group of a survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractUnit {
    /// The place of the group it is in; `None` for everybody.
    pub parent: Option<usize>,
    /// What its teams are called.
    pub names: Vec<String>,
    /// The teams under whose names its results stand.
    pub teams: Vec<TeamId>,
    /// How many people are in it and below.
    pub size: usize,
    /// Of a reporting unit, the [hash](roster_hash) of who is in it; empty for groups above, which have theirs below.
    pub roster_hash: String,
    /// Of a reporting unit, the public key of its credentials, as text; empty for groups above, and in open mode.
    pub key: String,
}

/// Who sees a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Viewers {
    /// Of a team review: members their own unit, leads and the line above them the units that are theirs.
    Line,
    /// Of a company review: everybody.
    Everyone,
    /// Of a company review: leads and managers only.
    Leaders,
}

impl Contract {
    /// The hash of everything in it, by the encoding of this program's version 1.
    ///
    /// SHA-256 over the domain `waymark contract 1` and then, each as the encoding writes its kind (see `canonical.rs`):
    /// survey (id); kind and mode (texts, as in JSON); name (text); questionnaire: id (text), version (number), hash and
    /// language (texts); k (number); the list of units, each of them: parent (number that may be missing), list of names
    /// (texts), list of teams (ids), size (number), roster hash and key (texts); the list of attributes (texts); viewers
    /// (text, as in JSON); opening and closing time; seal key (text).
    pub fn hash(&self) -> ContractHash {
        let unit = |to: Canonical, unit: &ContractUnit| {
            to.option(unit.parent, Canonical::length)
                .list(&unit.names, |to, name| to.text(name))
                .list(&unit.teams, |to, team| to.id(team.uuid()))
                .length(unit.size)
                .text(&unit.roster_hash)
                .text(&unit.key)
        };
        let bytes = Canonical::new("waymark contract 1")
            .id(self.survey.uuid())
            .text(match self.kind {
                Kind::Team => "team",
                Kind::Company => "company",
            })
            .text(match self.mode {
                Mode::Confidential => "confidential",
                Mode::Open => "open",
            })
            .text(&self.name)
            .text(&self.questionnaire.id)
            .number(self.questionnaire.version.into())
            .text(&self.questionnaire.hash)
            .text(&self.questionnaire.lang)
            .number(self.k.into())
            .list(&self.units, unit)
            .list(&self.attributes, |to, attribute| to.text(attribute))
            .text(self.viewers.word())
            .time(self.opens)
            .time(self.closes)
            .text(&self.seal_key);
        ContractHash::of(bytes.finish())
    }
}

impl Viewers {
    /// As it is hashed, and as in JSON.
    fn word(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Everyone => "everyone",
            Self::Leaders => "leaders",
        }
    }

    /// Whether a release of this kind of survey can be for these.
    pub fn fit(self, kind: Kind) -> bool {
        (self == Self::Line) == (kind == Kind::Team)
    }
}
