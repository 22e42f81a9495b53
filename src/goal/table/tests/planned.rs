//! What a table would begin.

use super::*;
use crate::{
    CycleId, GoalId, PersonId, ProjectId, TeamId,
    cycle::Dates,
    goal::{Deed, End, Event, Goal, Level, Terms, Wanted},
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

pub(super) const TODAY: Date = date(2027, 2, 1);
const ENDS: Date = date(2027, 6, 30);

pub(super) fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// Ada (1) and Bo (2), of whom there are two Cys, and Di (4), who left; a team (1), a project (1), and two cycles, the second closed.
#[derive(Default)]
pub(super) struct Here(pub Vec<Goal>);

fn find<T>(text: &str, of: &[(&str, Found<T>)]) -> Found<T>
where
    T: Copy,
{
    of.iter().find(|(name, _)| *name == text).map_or(Found::Nothing, |(_, found)| *found)
}

impl Lookup for Here {
    fn person(&self, text: &str) -> Found<PersonId> {
        let person = |number| PersonId::from_uuid(id(number));
        let one = |number| Found::One(person(number));
        find(text, &[("Ada", one(1)), ("Bo", one(2)), ("Cy", Found::Several(2)), ("Di", Found::Gone(person(4)))])
    }

    fn team(&self, text: &str) -> Found<TeamId> {
        find(text, &[("Search", Found::One(TeamId::from_uuid(id(1)))), ("Old", Found::Gone(TeamId::from_uuid(id(2))))])
    }

    fn project(&self, text: &str) -> Found<ProjectId> {
        find(text, &[("Atlas", Found::One(ProjectId::from_uuid(id(1))))])
    }

    fn cycle(&self, text: &str) -> Found<(CycleId, Dates)> {
        let dates = Dates { starts: date(2027, 1, 1), middle: None, ends: ENDS };
        let cycle = |number| (CycleId::from_uuid(id(number)), dates);
        find(text, &[("2027 H1", Found::One(cycle(1))), ("2026 H2", Found::Gone(cycle(2)))])
    }

    fn called(&self, title: &Title) -> Vec<&Goal> {
        self.0.iter().filter(|goal| goal.terms.title.is_like(title)).collect()
    }

    fn goal(&self, id: GoalId) -> Option<&Goal> {
        self.0.iter().find(|goal| goal.id == id)
    }
}

/// A goal that is there, begun as wanted.
pub(super) fn there(number: u128, wanted: Wanted) -> Goal {
    let (at, by) = (Timestamp::UNIX_EPOCH, PersonId::from_uuid(id(1)));
    let event = Event { goal: GoalId::from_uuid(id(number)), sequence: 1, at, by, deed: Deed::Created(Box::new(wanted)) };
    Goal::beginning(&event).expect("a beginning")
}

/// An objective of the company's, in the first cycle.
fn objective(number: u128, called: &str, level: Level) -> Goal {
    let terms = Terms { starts: None, ..Terms::new(title(called), TODAY, ENDS) };
    let mut wanted = Wanted::new(Kind::Objective, level, PersonId::from_uuid(id(1)), terms);
    wanted.cycle = Some(CycleId::from_uuid(id(1)));
    there(number, wanted)
}

fn ended(mut goal: Goal) -> Goal {
    goal.ended = Some((End::Done, Timestamp::UNIX_EPOCH));
    goal
}

const HEADER: &str = "Title,Kind,Owner,Team,Cycle,Serves,Link,Target,By,Project,Ended";

/// Rows of the columns of [`HEADER`], of which the last may be missing.
fn planned(here: &Here, rows: &[&str]) -> Result<Vec<Planned>, Vec<(u64, String, Why)>> {
    let commas = |row: &str| ",".repeat(10 - row.matches(',').count());
    let rows: String = rows.iter().map(|row| (*row).to_owned() + &commas(row) + "\n").collect();
    let plan = plan(&table_of(&format!("{HEADER}\n{rows}")), here, TODAY);
    let place = |problem: Problem| (problem.line.unwrap_or_default(), problem.column.unwrap_or_default(), problem.why);
    plan.map_err(|problems| problems.into_iter().map(place).collect())
}

fn new(planned: &Planned) -> &NewGoal {
    match planned {
        Planned::New(new) => new,
        other => panic!("{other:?} is not new"),
    }
}

/// The one problem that there is.
fn problem(here: &Here, rows: &[&str]) -> (u64, String, Why) {
    let mut problems = planned(here, rows).expect_err("a problem");
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.pop().expect("one")
}

fn company() -> Here {
    Here(vec![objective(1, "Grow", Level::Company)])
}

#[test]
fn a_row_is_what_is_wanted_with_its_names_looked_up() {
    let plan = planned(&company(), &["Latency,Key result,Ada,Search,2027 H1,grow,,300,,Atlas"]).expect("a plan");
    let row = new(&plan[0]);
    let mut wanted = Wanted::new(
        Kind::KeyResult,
        Level::Team(TeamId::from_uuid(id(1))),
        PersonId::from_uuid(id(1)),
        Terms { starts: None, ..Terms::new(title("Latency"), TODAY, ENDS) },
    );
    let scale = Scale::Number { unit: String::new() };
    wanted.terms.measure = Some(Measure::Towards { scale, start: Amount::ZERO, target: number("300") });
    wanted.cycle = Some(CycleId::from_uuid(id(1)));
    wanted.project = Some(ProjectId::from_uuid(id(1)));
    assert_eq!(row.wanted, wanted, "due at the end of the cycle");
    assert_eq!(row.parent, Some((Parent::Goal(GoalId::from_uuid(id(1))), Link::Contributes { weight: 1 })));
}

#[test]
fn a_goal_comes_after_the_one_that_it_serves_and_else_as_in_the_file() {
    let rows = [
        "Alone,Commitment,Ada,,2027 H1",
        "Latency,Key result,Ada,,2027 H1,Search,,300",
        "Last,Commitment,Bo,,2027 H1,Latency",
        "Search,Objective,Ada,,2027 H1,Speed",
        "Speed,Objective,Bo,Company,2027 H1",
    ];
    let plan = planned(&Here::default(), &rows).expect("a plan");
    let lines: Vec<u64> = plan.iter().map(|planned| new(planned).line).collect();
    assert_eq!(lines, [2, 6, 5, 3, 4]);
    let weight = Link::Contributes { weight: 1 };
    let parents: Vec<_> = plan.iter().map(|planned| new(planned).parent).collect();
    let row = |place, link| Some((Parent::Row(place), link));
    assert_eq!(parents, [None, None, row(1, weight), row(2, weight), row(3, Link::Supports)], "only objectives are moved");
}

#[test]
fn goals_that_serve_each_other_in_a_circle_are_a_problem_that_names_the_lines() {
    let rows = [
        "Top,Objective,Ada,,2027 H1",
        "A,Objective,Ada,,2027 H1,C",
        "B,Objective,Ada,,2027 H1,A",
        "C,Objective,Ada,,2027 H1,B",
        "Below,Commitment,Ada,,2027 H1,A",
    ];
    let circle = |lines: &[u64]| Why::Circle { lines: lines.to_vec(), more: 0 };
    assert_eq!(problem(&Here::default(), &rows), (3, "Serves".into(), circle(&[3, 5, 4])));
    assert_eq!(problem(&Here::default(), &["A,Objective,Ada,,2027 H1,a"]), (2, "Serves".into(), circle(&[2])));
}

#[test]
fn what_is_there_already_stays_as_it_is() {
    let rows = ["GROW,Objective,Di,Company,2027 H1", "Sell,Commitment,Bo,,2027 H1,Grow"];
    let plan = planned(&company(), &rows).expect("whoever made it may have left");
    let goal = GoalId::from_uuid(id(1));
    assert_eq!(plan[0], Planned::Same { line: 2, goal });
    assert_eq!(new(&plan[1]).parent, Some((Parent::Goal(goal), Link::Contributes { weight: 1 })));
    // Of another cycle or level, or once it has ended, it is another one.
    for row in ["Grow,Objective,Ada,Company,,,,,2027-06-30", "Grow,Objective,Ada,Search,2027 H1"] {
        assert_eq!(new(&planned(&company(), &[row]).expect("a plan")[0]).line, 2);
    }
    let over = Here(vec![ended(objective(1, "Grow", Level::Company))]);
    assert_eq!(new(&planned(&over, &["Grow,Objective,Ada,Company,2027 H1"]).expect("a plan")[0]).line, 2);
}

#[test]
fn two_goals_called_the_same_are_told_apart_by_what_they_serve() {
    let mut here = Here(vec![objective(1, "Grow", Level::Company), objective(2, "Stay", Level::Company)]);
    let mut first = objective(3, "Talk", Level::Person(PersonId::from_uuid(id(1))));
    first.parent = Some(crate::goal::Alignment { goal: GoalId::from_uuid(id(1)), link: Link::Supports });
    here.0.push(first);
    let plan = planned(&here, &["Talk,Commitment,Ada,,2027 H1,Grow", "Talk,Commitment,Ada,,2027 H1,Stay"]).expect("a plan");
    assert_eq!(plan[0], Planned::Same { line: 2, goal: GoalId::from_uuid(id(3)) });
    assert_eq!(new(&plan[1]).line, 3);
}

#[test]
fn what_has_ended_is_not_begun_again() {
    let over = Here(vec![ended(objective(1, "Grow", Level::Company))]);
    let row = "Grow,Objective,Ada,Company,2027 H1,,,,2026-06-30,,Done";
    assert_eq!(planned(&over, &[row]), Ok(vec![Planned::Same { line: 2, goal: GoalId::from_uuid(id(1)) }]));
    assert_eq!(planned(&Here::default(), &[row]), Ok(vec![Planned::Over { line: 2 }]));
    let unknown = row.replace("Ada", "Nobody").replace("Company", "Nowhere");
    assert_eq!(planned(&Here::default(), &[&unknown]), Ok(vec![Planned::Over { line: 2 }]));
    let below = "Sell,Commitment,Bo,,2027 H1,Grow";
    assert_eq!(problem(&Here::default(), &[row, below]), (3, "Serves".into(), Why::ServesEnded { line: 2 }));
    assert_eq!(problem(&over, &[below]), (2, "Serves".into(), Why::Gone("Grow".into())));
}

#[test]
fn the_same_goal_twice_in_a_file_is_a_problem() {
    let rows = ["Sell,Commitment,Bo,,2027 H1", "sell ,Learning,Bo,,2027 H1", "Sell,Commitment,Ada,,2027 H1"];
    assert_eq!(problem(&Here::default(), &rows), (3, "Title".into(), Why::Twice { line: 2 }));
}

#[test]
fn of_several_goals_called_the_same_the_one_that_can_be_meant_is_served() {
    let people = [1, 2].map(|number| Level::Person(PersonId::from_uuid(id(number))));
    let here = Here(vec![objective(1, "Grow", people[0]), objective(2, "Grow", people[1])]);
    let plan = planned(&here, &["Sell,Commitment,Bo,,2027 H1,Grow"]).expect("a plan");
    assert_eq!(new(&plan[0]).parent.map(|(parent, _)| parent), Some(Parent::Goal(GoalId::from_uuid(id(2)))));
    let several = Why::Several { called: "Grow".into(), count: 2 };
    assert_eq!(problem(&here, &["Sell,Commitment,Bo,Search,2027 H1,Grow"]), (2, "Serves".into(), several));
}

#[test]
fn names_that_nobody_has_or_several_or_who_left_are_problems() {
    let one = |row: &str| {
        let (_, column, why) = problem(&company(), &[row]);
        (column, why)
    };
    let is = |column: &str, why| (column.to_owned(), why);
    assert_eq!(one("A,Commitment,Eve,,2027 H1"), is("Owner", Why::Unknown("Eve".into())));
    assert_eq!(one("A,Commitment,Cy,,2027 H1"), is("Owner", Why::Several { called: "Cy".into(), count: 2 }));
    assert_eq!(one("A,Commitment,Di,,2027 H1"), is("Owner", Why::Gone("Di".into())));
    assert_eq!(one("A,Commitment,Ada,Sales,2027 H1"), is("Team", Why::Unknown("Sales".into())));
    assert_eq!(one("A,Commitment,Ada,Old,2027 H1"), is("Team", Why::Gone("Old".into())));
    assert_eq!(one("A,Commitment,Ada,,2028"), is("Cycle", Why::Unknown("2028".into())));
    assert_eq!(one("A,Commitment,Ada,,2026 H2"), is("Cycle", Why::Gone("2026 H2".into())));
    assert_eq!(one("A,Commitment,Ada,,2027 H1,,,,,Apollo"), is("Project", Why::Unknown("Apollo".into())));
    assert_eq!(one("A,Commitment,Ada,,2027 H1,Shrink"), is("Serves", Why::Unknown("Shrink".into())));
}

#[test]
fn a_row_with_a_problem_makes_no_problem_of_those_that_serve_it() {
    let rows = ["A,Objective,Eve,,2027 H1", "B,Commitment,Ada,,2027 H1,A"];
    assert_eq!(problem(&Here::default(), &rows), (2, "Owner".into(), Why::Unknown("Eve".into())));
}

#[test]
fn what_no_goal_may_be_is_a_problem_where_it_stands() {
    let one = |row: &str| {
        let (_, column, why) = problem(&company(), &[row]);
        (column, why)
    };
    let is = |column: &str, why| (column.to_owned(), why);
    assert_eq!(one("A,Commitment,Ada"), is("By", Why::Missing));
    assert_eq!(one("A,Commitment,Ada,,,,,,2027-01-31"), is("By", Why::Rule(Refused::PastDue)));
    assert_eq!(one("A,Commitment,Ada,,,,,,2040-01-31"), is("By", Why::Rule(Refused::FarDue)));
    let rows = ["A,Commitment,Ada,,2027 H1", "B,Commitment,Ada,,2027 H1,A,Contributes"];
    assert_eq!(problem(&company(), &rows), (3, "Link".into(), Why::Rule(Refused::NotMoved)));
}

#[test]
fn a_start_behind_the_end_of_the_cycle_is_a_problem() {
    let table = table_of("Title,Kind,Owner,Cycle,From\nA,Commitment,Ada,2027 H1,2027-07-01\n");
    let problems = plan(&table, &Here::default(), TODAY).expect_err("a problem");
    assert_eq!(problems, [Problem::cell(2, "By", Why::Terms(TermsRefused::Order))]);
}
