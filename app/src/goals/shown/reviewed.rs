//! Where a goal was looked at with somebody: the plan that it is part of, the review in which it was graded. For who may read those.

use store::{
    access::{self, Actor},
    review::Reviews,
    survey::Surveys,
};
use waymark::{
    CycleId,
    goal::{End, Goal, Level},
    review::ReviewKey,
};

/// Pages with what they are called: the plan, then the review.
pub fn reviewed(actor: &Actor, surveys: &Surveys, reviews: &Reviews, goal: &Goal) -> Vec<(String, String)> {
    plan(actor, surveys, reviews, goal).into_iter().chain(grading(actor, surveys, reviews, goal)).collect()
}

fn called(surveys: &Surveys, cycle: CycleId) -> String {
    surveys.cycle(cycle).map(ToString::to_string).unwrap_or_default()
}

/// The development plan that this goal is part of.
fn plan(actor: &Actor, surveys: &Surveys, reviews: &Reviews, goal: &Goal) -> Option<(String, String)> {
    let (Level::Person(person), Some(cycle)) = (goal.level, goal.cycle) else { return None };
    if matches!(goal.ended, Some((End::Dropped, _))) {
        return None;
    }
    let key = ReviewKey { cycle, person };
    let review = reviews.shelf.find(key)?;
    // Before anything is signed there is nothing to come back to.
    access::plan_reader(actor, review).filter(|_| review.is_signed())?;
    Some((key.plan_page(actor.id()), format!("In the development plan of {}", called(surveys, cycle))))
}

/// The review in which it was graded.
fn grading(actor: &Actor, surveys: &Surveys, reviews: &Reviews, goal: &Goal) -> Option<(String, String)> {
    let key = goal.graded_in?;
    access::holder(actor, reviews.shelf.find(key)?)?;
    Some((key.page(actor.id()), format!("Graded in the review of {}", called(surveys, key.cycle))))
}
