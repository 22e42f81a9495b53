//! A few goals of somebody, as a document shows them.

use super::{kind_said, row_of};
use crate::goals::few::FewGoal;
use store::{
    access::{self, Actor, GoalReader},
    goal::Goals,
};
use waymark::goal::{Goal, Level};

/// These goals as they are now. Who reads the document and may not see a goal reads what it is called, how it is and by when, as it stands there.
pub fn few(store: &store::Store, actor: &Actor, goals: &Goals, of: &[&Goal]) -> Vec<FewGoal> {
    let (reach, today) = (access::reach(store, actor), actor.seen().day(store.now()));
    let one = |goal: &&Goal| {
        let reader = reach.reader(goal);
        let project = goal.project.and_then(|id| actor.seen().project(id)).map(|project| project.name.to_string());
        let whose = match goal.level {
            Level::Person(_) => None,
            level => Some(super::level_name(actor.seen(), level)),
        };
        let about = [Some(kind_said(goal.kind).to_owned()), project, whose];
        let mut row = row_of(actor.seen(), goals, goal, (reader.is_some_and(GoalReader::sees_all), false), today);
        row.due = crate::moment::day(goal.terms.due, today);
        FewGoal { row, leads: reader.is_some(), about: about.into_iter().flatten().collect::<Vec<_>>().join(" · ") }
    };
    of.iter().map(one).collect()
}
