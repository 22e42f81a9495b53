//! Tests of plans: what two sides write, sign and amend, in words and by chance.

mod chance;
mod goals;
mod seal;
mod sign;
mod write;

use super::*;
use crate::{
    CycleId, GoalId, LaunchId, PersonId, Version,
    goal::{Deed, Event, Goal, Kind, Level, Measure, Policies, Scene, Sides, Term, Terms, Title, Tree, Verb, Wanted},
    questionnaire::Slug,
    review::{self, Form, LONGEST_TEXT, Review, ReviewKey},
};
use jiff::civil::{Date, date};
use std::sync::Arc;
use uuid::Uuid;

const PERSON: u128 = 1;
const MANAGER: u128 = 2;

fn person(number: u128) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(number))
}

fn goal_id(number: u128) -> GoalId {
    GoalId::from_uuid(Uuid::from_u128(number))
}

fn cycle(number: u128) -> CycleId {
    CycleId::from_uuid(Uuid::from_u128(number))
}

fn key() -> ReviewKey {
    ReviewKey { cycle: cycle(7), person: person(PERSON) }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).expect("in range")
}

fn words(text: &str) -> Words {
    Words::new(text).expect("a line")
}

const DUE: Date = date(2027, 6, 30);

fn scene() -> Scene {
    Scene { sides: Sides::BOTH, today: date(2027, 1, 11), suggested: None }
}

/// A goal of the person's for the cycle that has yet to be agreed to; `change` makes it something else.
fn proposed(number: u128, kind: Kind, change: impl FnOnce(&mut Wanted)) -> Goal {
    let title = Title::new(&format!("Goal {number}")).expect("a title");
    let terms = Terms { measure: Some(Measure::YesNo), ..Terms::new(title, date(2027, 1, 1), DUE) };
    let mut wanted = Wanted::new(kind, Level::Person(person(PERSON)), person(PERSON), terms);
    (wanted.proposal, wanted.cycle) = (true, Some(cycle(7)));
    change(&mut wanted);
    let deed = Deed::Created(Box::new(wanted));
    let event = Event { goal: goal_id(number), sequence: 1, at: at(0), by: person(PERSON), deed };
    Goal::beginning(&event).expect("a beginning")
}

fn act(goal: &Goal, verb: Verb) -> Goal {
    goal.act(&[verb], scene(), person(PERSON), at(1)).expect("done").0
}

/// The same, agreed to by both.
fn agreed(number: u128, kind: Kind, change: impl FnOnce(&mut Wanted)) -> Goal {
    act(&proposed(number, kind, change), Verb::Agree)
}

fn plain(number: u128) -> Goal {
    agreed(number, Kind::Commitment, |_| {})
}

fn tree(goals: impl IntoIterator<Item = Goal>) -> Tree {
    goals.into_iter().map(Arc::new).collect()
}

fn now(goals: impl IntoIterator<Item = Goal>) -> Goals {
    Goals::of(key(), &tree(goals), &Policies::default())
}

fn edit(said: Said, seen: u32) -> Edit {
    Edit { said, seen, pen: None }
}

fn strengths(text: &str) -> Said {
    Said::Strengths(text.to_owned())
}

fn growth(text: &str) -> Said {
    Said::Growth(text.to_owned())
}

/// A plan in which all is written that has to be.
fn written() -> Plan {
    let towards = Said::Towards("Lead engineer".into());
    let edits = [edit(strengths("Calm."), 0), edit(growth("To say no."), 0), edit(towards, 0)];
    Plan::default().write(&edits).expect("written")
}

fn who(side: Side) -> PersonId {
    person(match side {
        Side::Own => PERSON,
        Side::Manager => MANAGER,
    })
}

fn seal(plan: &Plan, goals: &Goals) -> Seal {
    plan.contents(goals).expect("something is written").seal()
}

/// A side signs what has this seal.
fn with(plan: &Plan, side: Side, seal: Seal, goals: &Goals) -> Result<Plan, Refused> {
    plan.sign(Signing { by: who(side), side, at: at(10), seal }, None, goals)
}

/// A side signs what there is.
fn sign(plan: &Plan, side: Side, goals: &Goals) -> Result<Plan, Refused> {
    with(plan, side, seal(plan, goals), goals)
}

fn signed(plan: &Plan, goals: &Goals) -> Plan {
    let one = sign(plan, Side::Own, goals).expect("signed");
    sign(&one, Side::Manager, goals).expect("signed")
}

/// The review that says how far this plan is.
fn review_of(plan: &Plan) -> Review {
    let day = date(2027, 5, 1);
    Review {
        key: key(),
        manager: person(MANAGER),
        former: Vec::new(),
        launch: LaunchId::from_uuid(Uuid::from_u128(8)),
        launched: at(0),
        form: Form { id: Slug::new("personal-review").expect("a slug"), number: 1 },
        dates: review::Dates { prepare: day, share: day, talk: day, sign: day },
        back: None,
        begun: Both::default(),
        shared: Both::default(),
        peers: Vec::new(),
        plan: plan.stage(),
        open_to_line: Both::default(),
        version: Version::default(),
        emptied: None,
    }
}
