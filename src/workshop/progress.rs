//! How many have voted: all that is shown before the reveal.

use super::{Ballot, Workshop};
use crate::questionnaire::Slug;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many of how many have voted at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turnout {
    /// Who voted on one section at least.
    pub voted: u32,
    /// Who may vote. Never fewer than have voted: somebody may have left the team since.
    pub of: u32,
}

/// How far the voting is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// How many of how many have voted at all.
    #[serde(flatten)]
    pub turnout: Turnout,
    /// How many have voted on each section.
    pub sections: BTreeMap<Slug, u32>,
}

fn count<T>(all: impl Iterator<Item = T>) -> u32 {
    all.fold(0, |count, _| count.saturating_add(1))
}

impl Turnout {
    /// How many of these ballots say something; `participants` may vote.
    pub(super) fn of(ballots: &[Ballot], participants: usize) -> Self {
        let voted = count(ballots.iter().filter(|ballot| !ballot.is_empty()));
        Self { voted, of: voted.max(u32::try_from(participants).unwrap_or(u32::MAX)) }
    }
}

impl Workshop {
    /// How many have voted, while votes are cast. `ballots` are all that were cast, one a person; `participants` may vote.
    pub fn progress(&self, ballots: &[Ballot], participants: usize) -> Progress {
        let voters = |id: &Slug| count(ballots.iter().filter_map(|ballot| ballot.vote(id)));
        let sections = self.sections.iter().map(|section| (section.topic.id.clone(), voters(&section.topic.id))).collect();
        Progress { turnout: Turnout::of(ballots, participants), sections }
    }
}
