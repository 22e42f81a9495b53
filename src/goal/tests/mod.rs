//! Tests of goals: goals that are described in words, and whatever people try with them by chance.

mod agreement;
mod amount;
mod answered;
mod aspect;
mod chance;
mod course;
mod event;
mod expected;
mod measure;
mod over;
mod policy;
mod tree;
mod verb;

use super::*;
use crate::{CycleId, GoalId, PersonId, ProjectId, person::Name, questionnaire::Slug};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, date},
};
use proptest::prelude::*;
use uuid::Uuid;

const TODAY: Date = date(2027, 2, 1);

/// Whose goals those of the tests are, and who is above them.
const OWNER: Sides = Sides { owner: true, manager: false };
const MANAGER: Sides = Sides { owner: false, manager: true };

fn person(number: u128) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(number))
}

fn goal_id(number: u128) -> GoalId {
    GoalId::from_uuid(Uuid::from_u128(number))
}

fn cycle(number: u128) -> CycleId {
    CycleId::from_uuid(Uuid::from_u128(number))
}

fn project(number: u128) -> ProjectId {
    ProjectId::from_uuid(Uuid::from_u128(number))
}

fn title(text: &str) -> Title {
    Title::new(text).expect("a title")
}

fn name(text: &str) -> Name {
    Name::new(text).expect("a name")
}

fn number(text: &str) -> Amount {
    Amount::read(text).expect("a number")
}

fn second(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("in range")
}

fn days_on(days: i32) -> Date {
    TODAY.saturating_add(days.days())
}

fn scene(sides: Sides) -> Scene {
    Scene { sides, today: TODAY, suggested: None }
}

fn origin(section: &str) -> Origin {
    let survey = SurveyId::from_uuid(Uuid::from_u128(9));
    Origin { source: Source::Survey(survey), section: Slug::new(section).expect("a slug"), called: section.to_owned() }
}

fn scale(unit: &str) -> Scale {
    Scale::Number { unit: unit.to_owned() }
}

fn towards(start: &str, target: &str) -> Measure {
    Measure::Towards { scale: scale("ms"), start: number(start), target: number(target) }
}

fn within(low: Option<&str>, high: Option<&str>) -> Measure {
    Measure::Within { scale: Scale::Percent, low: low.map(number), high: high.map(number) }
}

fn milestones(steps: &[&str]) -> Measure {
    Measure::Milestones { steps: steps.iter().map(|step| title(step)).collect() }
}

/// What a team does about a section of its survey: nobody has to agree to it.
fn action() -> Wanted {
    let terms = Terms { starts: None, ..Terms::new(title("Rotate the on-call week"), TODAY, date(2027, 3, 1)) };
    let team = Level::Team(TeamId::from_uuid(Uuid::from_u128(1)));
    Wanted { origin: Some(origin("balance")), ..Wanted::new(Kind::Commitment, team, person(1), terms) }
}

/// A person's goal for a half year, as it is proposed.
fn plan(kind: Kind, measure: Option<Measure>) -> Wanted {
    let terms = Terms { starts: Some(TODAY), due: date(2027, 7, 31), measure, ..action().terms };
    let level = Level::Person(person(1));
    // A key result is one of something.
    let parent = (kind == Kind::KeyResult).then_some(Alignment { goal: goal_id(99), link: Link::Contributes { weight: 1 } });
    Wanted { kind, level, terms, origin: None, proposal: true, parent, cycle: Some(cycle(1)), ..action() }
}

/// A person's number on its way from 512 to 300 ms.
fn latency() -> Wanted {
    plan(Kind::KeyResult, Some(towards("512", "300")))
}

/// What is wanted, with one thing of it otherwise.
fn with(mut wanted: Wanted, term: Term) -> Wanted {
    wanted.terms.set(&term);
    wanted
}

fn event(sequence: u32, deed: Deed) -> Event {
    Event { goal: goal_id(7), sequence, at: second(1_800_000_000 + i64::from(sequence)), by: person(2), deed }
}

fn made(wanted: &Wanted) -> Goal {
    let deed = begin(wanted, TODAY, std::iter::empty()).expect("it may be made");
    Goal::beginning(&event(1, deed)).expect("a beginning")
}

/// Such a goal, to which both sides have agreed.
fn agreed(wanted: &Wanted) -> Goal {
    after(&made(wanted), Sides::BOTH, &[Verb::Agree])
}

/// The goal after somebody who is these sides has done this.
fn after(goal: &Goal, sides: Sides, verbs: &[Verb]) -> Goal {
    acted(goal, sides, verbs).expect("it may be done")
}

fn acted(goal: &Goal, sides: Sides, verbs: &[Verb]) -> Result<Goal, Refused> {
    let at = event(goal.sequence + 1, Deed::Reopened).at;
    goal.act(verbs, scene(sides), person(2), at).map(|(goal, _)| goal)
}

fn amount() -> impl Strategy<Value = Amount> {
    let most = LARGEST * 1_000_000;
    let micros = prop_oneof![(-1000..1000i64).prop_map(|whole| whole * 1_000_000), -3_000_000..3_000_000i64, -most..=most];
    micros.prop_map(|micros| Amount::from_micros(micros.into()).expect("within the largest"))
}
