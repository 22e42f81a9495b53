//! The goals of a plan: which they are, what of them is signed, and what of them stands in the way.

use super::Obstacle;
use crate::{
    GoalId, ProjectId,
    goal::{Agreement, Alignment, Aspect, End, Goal, Kind, Level, Policies, Policy, Terms, Tree},
    review::ReviewKey,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The goals of a review's plan: the person's own of its cycle that were not given up, by their day.
pub fn belonging(key: ReviewKey, tree: &Tree) -> Vec<&Arc<Goal>> {
    let is_such = |goal: &&Arc<Goal>| goal.cycle == Some(key.cycle) && !matches!(goal.ended, Some((End::Dropped, _)));
    let mut goals: Vec<_> = tree.of_level(Level::Person(key.person)).filter(is_such).collect();
    goals.sort_by_cached_key(|goal| (goal.terms.due, goal.terms.title.clone(), goal.id));
    goals
}

/// How far a goal is, as far as a plan says so. How much of it is reached is no part of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// One side has yet to agree to it.
    Proposed,
    /// It is under way.
    UnderWay,
    /// It was done.
    Done,
}

/// What of a goal is signed: its terms as both agreed to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aim {
    /// Which goal.
    pub id: GoalId,
    /// What it is measured by.
    pub kind: Kind,
    /// What was agreed. What is only proposed as a change of it is not in it.
    pub terms: Terms,
    /// What it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Alignment>,
    /// The project that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectId>,
    /// How far it is.
    pub state: State,
}

impl Aim {
    /// What of a goal is signed.
    pub fn of(goal: &Goal) -> Self {
        let state = match (goal.is_agreed(), goal.ended) {
            (false, _) => State::Proposed,
            (true, Some(_)) => State::Done,
            (true, None) => State::UnderWay,
        };
        Self { id: goal.id, kind: goal.kind, terms: goal.terms.clone(), parent: goal.parent, project: goal.project, state }
    }

    /// Whether it is about learning.
    pub fn is_learning(&self) -> bool {
        self.kind == Kind::Learning
    }

    /// What of it is otherwise in the other.
    pub fn aspects(&self, other: &Self) -> Vec<Aspect> {
        let (one, two) = (&self.terms, &other.terms);
        let agreement = (self.state == State::Proposed) != (other.state == State::Proposed);
        let end = (self.state == State::Done) != (other.state == State::Done);
        let differ = [
            (one.title != two.title, Aspect::Title),
            (one.about != two.about, Aspect::About),
            ((one.starts, one.due) != (two.starts, two.due), Aspect::Days),
            (one.measure != two.measure, Aspect::Measure),
            (one.learning != two.learning, Aspect::Learning),
            (self.parent != other.parent, Aspect::Parent),
            (self.project != other.project, Aspect::Project),
            (agreement, Aspect::Agreement),
            (end, Aspect::End),
        ];
        differ.into_iter().filter(|(differs, _)| *differs).map(|(_, aspect)| aspect).collect()
    }
}

/// The goals of a plan as they are at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Goals {
    /// What would be signed of them, by their day.
    pub aims: Vec<Aim>,
    /// What of them stands in the way of signing.
    pub obstacles: Vec<Obstacle>,
}

impl Goals {
    /// Those of a review's plan.
    pub fn of(key: ReviewKey, tree: &Tree, policies: &Policies) -> Self {
        let goals = belonging(key, tree);
        let mut obstacles = Vec::new();
        if goals.is_empty() {
            obstacles.push(Obstacle::NoGoals);
        }
        for goal in &goals {
            let title = || goal.terms.title.clone();
            if let Agreement::Proposed { .. } = goal.agreement {
                obstacles.push(Obstacle::NotAgreed { goal: goal.id, title: title(), waits_for: goal.agreement.waits_for() });
            }
            // What ended is measured no more.
            if goal.ended.is_some() {
                continue;
            }
            if goal.kind == Kind::Objective {
                if tree.contributors(goal.id).next().is_none() {
                    obstacles.push(Obstacle::NotMoved { goal: goal.id, title: title() });
                }
            } else if goal.terms.measure.is_none() {
                obstacles.push(Obstacle::NoMeasure { goal: goal.id, title: title() });
            }
        }
        let looked_at: Vec<&Goal> = goals.iter().map(|goal| &***goal).collect();
        let findings = policies.findings(key.person, Some(key.cycle), &looked_at, |goal| tree.key_results(goal.id).count());
        // The others block making and agreeing to goals.
        let blocks = findings.into_iter().filter(|finding| finding.blocks).map(|finding| finding.policy);
        obstacles.extend(blocks.filter(|policy| matches!(policy, Policy::Learning | Policy::Project)).map(Obstacle::Policy));
        Self { aims: goals.iter().map(|goal| Aim::of(goal)).collect(), obstacles }
    }
}
