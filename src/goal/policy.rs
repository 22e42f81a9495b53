//! Policies: what an organisation asks of everybody's goals. They are told while goals are edited, and stop somebody only where they say so.

use super::{Goal, Kind, Refused};
use crate::{CycleId, PersonId};
use serde::{Deserialize, Serialize};

/// The most that a limit may be.
pub const MOST_LIMIT: u8 = 50;

/// What happens where a policy is not kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitMode {
    /// Nobody asks for it.
    #[default]
    Off,
    /// It is told.
    Tell,
    /// It is told, and what would break it is refused.
    Block,
}

/// What an organisation asks of everybody's goals of a cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policies {
    /// One goal at least is about learning. It blocks signing a development plan, never a goal.
    pub learning: LimitMode,
    /// One goal at least belongs to a project. It blocks signing a development plan, never a goal.
    pub project: LimitMode,
    /// Of one person at most so many objectives are under way.
    pub objectives: (LimitMode, u8),
    /// An objective has at most so many key results.
    pub key_results: (LimitMode, u8),
    /// What is agreed has a measure, unless it is an objective, which has key results.
    pub measure: LimitMode,
}

impl Default for Policies {
    /// What a practised process asks: told, blocking nothing.
    fn default() -> Self {
        Self {
            learning: LimitMode::Tell,
            project: LimitMode::Tell,
            objectives: (LimitMode::Tell, 5),
            key_results: (LimitMode::Tell, 5),
            measure: LimitMode::Tell,
        }
    }
}

/// Which policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Policy {
    /// One goal about learning.
    Learning,
    /// One goal of a project.
    Project,
    /// So many objectives.
    Objectives(u8),
    /// So many key results.
    KeyResults(u8),
    /// A measure.
    Measure,
}

/// A policy that is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which.
    pub policy: Policy,
    /// Whether it blocks.
    pub blocks: bool,
    /// Of which goal, where it is about one: what that is called.
    pub goal: Option<String>,
}

/// Why policies are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PolicyRefused {
    /// A limit is from 1 to [`MOST_LIMIT`].
    Limit,
    /// They were changed meanwhile.
    Changed,
}

impl Policies {
    /// Whether the limits are such.
    ///
    /// # Errors
    ///
    /// [`PolicyRefused::Limit`] where one is not.
    pub fn check(&self) -> Result<(), PolicyRefused> {
        let fits = |(mode, most): (LimitMode, u8)| mode == LimitMode::Off || (1..=MOST_LIMIT).contains(&most);
        if fits(self.objectives) && fits(self.key_results) { Ok(()) } else { Err(PolicyRefused::Limit) }
    }

    /// What is not kept by a person's goals of a cycle. `goals` are all goals that the person answers for; `key_results` counts those of an objective.
    pub fn findings(
        &self,
        person: PersonId,
        cycle: Option<CycleId>,
        goals: &[&Goal],
        key_results: impl Fn(&Goal) -> usize,
    ) -> Vec<Finding> {
        let of: Vec<&&Goal> =
            goals.iter().filter(|goal| goal.owner == person && goal.cycle == cycle && goal.is_planned()).collect();
        let mut findings = Vec::new();
        let mut find = |mode: LimitMode, policy: Policy, goal: Option<&Goal>| {
            if mode != LimitMode::Off {
                let goal = goal.map(|goal| goal.terms.title.to_string());
                findings.push(Finding { policy, blocks: mode == LimitMode::Block, goal });
            }
        };
        if !of.is_empty() && !of.iter().any(|goal| goal.kind == Kind::Learning) {
            find(self.learning, Policy::Learning, None);
        }
        if !of.is_empty() && !of.iter().any(|goal| goal.project.is_some()) {
            find(self.project, Policy::Project, None);
        }
        let objectives = of.iter().filter(|goal| goal.kind == Kind::Objective).count();
        if objectives > usize::from(self.objectives.1) {
            find(self.objectives.0, Policy::Objectives(self.objectives.1), None);
        }
        for goal in of {
            if goal.kind == Kind::Objective && key_results(goal) > usize::from(self.key_results.1) {
                find(self.key_results.0, Policy::KeyResults(self.key_results.1), Some(goal));
            }
            if goal.kind != Kind::Objective && goal.terms.measure.is_none() {
                find(self.measure, Policy::Measure, Some(goal));
            }
        }
        findings
    }

    /// Whether one more objective may be made for somebody who has so many.
    ///
    /// # Errors
    ///
    /// [`Refused::ManyObjectives`] where that blocks.
    pub fn may_add_objective(&self, there: usize) -> Result<(), Refused> {
        let (mode, most) = self.objectives;
        if mode == LimitMode::Block && there >= usize::from(most) { Err(Refused::ManyObjectives) } else { Ok(()) }
    }

    /// Whether an objective that has so many key results may have one more.
    ///
    /// # Errors
    ///
    /// [`Refused::ManyKeyResults`] where that blocks.
    pub fn may_add_key_result(&self, there: usize) -> Result<(), Refused> {
        let (mode, most) = self.key_results;
        if mode == LimitMode::Block && there >= usize::from(most) { Err(Refused::ManyKeyResults) } else { Ok(()) }
    }

    /// Whether somebody may agree to this goal, with the change of it that waits.
    ///
    /// # Errors
    ///
    /// [`Refused::NoMeasure`] where that blocks.
    pub fn may_agree(&self, goal: &Goal) -> Result<(), Refused> {
        let change = goal.agreement.change().map_or(&[][..], |change| &change.terms);
        let lacks = goal.kind != Kind::Objective && goal.terms.with(change).measure.is_none();
        if self.measure == LimitMode::Block && lacks { Err(Refused::NoMeasure) } else { Ok(()) }
    }
}

impl Goal {
    /// Whether policies look at it: it is under way or done, and no action.
    pub fn is_planned(&self) -> bool {
        !matches!(self.ended, Some((super::End::Dropped, _))) && !self.is_action()
    }
}
