//! How goals went, and what moves them, as pictures. The same for everybody who sees all of a goal.

use super::standing;
use crate::{
    chart::{Band, Bar, Course as Picture, Mark, MarkKind, State, Target, Value, bars, spark_line},
    goals::{Standing, row::GoalRow},
    moment,
    parts::counted,
};
use jiff::civil::Date;
use store::{
    Store, StoreError,
    access::{self, Actor, GoalReader},
    goal::{self as goals, Goals},
};
use waymark::{
    GoalId,
    goal::{Amount, Course, Goal, Help, Kind, Measure, Progress, expected, over},
};

/// How many points a small picture has at most.
const SPARK: usize = 16;

/// A number to draw with: text is as exact as a drawing needs.
fn float(number: impl ToString) -> f64 {
    number.to_string().parse().unwrap_or_default()
}

fn place(amount: Amount) -> f64 {
    float(amount.micros()) / 1e6
}

fn percent(progress: Progress) -> f64 {
    f64::from(progress.0) / 10.0
}

/// How a goal went. Nothing where there is no number to draw.
///
/// # Errors
///
/// When the store fails.
pub async fn of(store: &Store, goals: &Goals, goal: &Goal, reader: GoalReader, today: Date) -> Result<String, StoreError> {
    let courses = goals::courses(store, &[reader]).await?;
    let Some(course) = courses.get(&goal.id) else { return Ok(String::new()) };
    let drawn = match &goal.terms.measure {
        None if goal.kind == Kind::Objective => {
            let values = over(&goals.tree, goal.id, &|id: GoalId| courses.get(&id).cloned());
            Drawn::of_objective(goal, &values, today)
        }
        Some(measure @ (Measure::Towards { .. } | Measure::Within { .. } | Measure::Milestones { .. })) => {
            Drawn::of_number(goal, course, measure, today)
        }
        None | Some(Measure::YesNo) => None,
    };
    Ok(drawn.map(|drawn| drawn.markup(goal, course, today)).unwrap_or_default())
}

/// What is drawn of a goal's course.
struct Drawn {
    unit: String,
    values: Vec<Value>,
    expected: Vec<(Date, f64)>,
    targets: Vec<Target>,
    band: Option<Band>,
    range: Option<(f64, f64)>,
    description: String,
}

/// What it was first and last, and where it should be.
fn description(values: &[Value], should: Option<String>) -> String {
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return String::new() };
    let should = should.map(|should| format!(" Expected today: {should}.")).unwrap_or_default();
    if values.len() == 1 {
        return format!("{} since {}.{should}", first.said, moment::written(first.day));
    }
    format!("From {} on {} to {} on {}.{should}", first.said, moment::written(first.day), last.said, moment::written(last.day))
}

impl Drawn {
    /// Of one that others move: in percent.
    fn of_objective(goal: &Goal, values: &[(Date, Progress)], today: Date) -> Option<Self> {
        let should = |day: Date| format!("{}%", expected(goal.starts(), goal.terms.due, day).percent());
        let value = |(day, progress): &(Date, Progress)| Value {
            day: *day,
            amount: percent(*progress),
            said: format!("{}%", progress.percent()),
            expected: Some(should(*day)),
        };
        let values: Vec<Value> = values.iter().map(value).collect();
        (!values.is_empty()).then(|| Self {
            unit: "%".to_owned(),
            description: description(&values, goal.ended.is_none().then(|| should(today))),
            values,
            expected: vec![(goal.starts(), 0.0), (goal.terms.due, 100.0)],
            targets: Vec::new(),
            band: None,
            range: Some((0.0, 100.0)),
        })
    }

    /// Of one with a number of its own: in its unit.
    fn of_number(goal: &Goal, course: &Course, measure: &Measure, today: Date) -> Option<Self> {
        let ends = match measure {
            Measure::Towards { start, target, .. } => Some((*start, *target)),
            Measure::Milestones { steps } => Some((Amount::ZERO, Amount::whole(i64::try_from(steps.len()).unwrap_or_default()))),
            Measure::Within { .. } | Measure::YesNo => None,
        };
        let should = |day: Date| {
            let (start, target) = ends?;
            let way = i128::from(target.micros()) - i128::from(start.micros());
            let gone = i128::from(expected(goal.starts(), goal.terms.due, day).0);
            Some(measure.say(rounded(i128::from(start.micros()) + way * gone / 1000, way)?))
        };
        let value = |(day, amount): &(Date, Option<Amount>)| {
            let amount = (*amount)?;
            Some(Value { day: *day, amount: place(amount), said: measure.say(amount), expected: should(*day) })
        };
        let values: Vec<Value> = course.measured(goal).points().iter().filter_map(value).collect();
        let target = |(day, aim): &(Date, Option<Measure>)| match aim {
            Some(aim @ Measure::Towards { scale, target, .. }) if Some(scale) == measure.scale() => {
                Some(Target { day: *day, amount: place(*target), said: aim.say(*target) })
            }
            _ => None,
        };
        let mut targets: Vec<Target> = course.aims().iter().filter_map(target).collect();
        targets.dedup_by(|later, earlier| later.said == earlier.said);
        let band = match measure {
            Measure::Within { low, high, .. } => {
                let end = |end: &Option<Amount>, word: &str| end.map(|end| (place(end), format!("{word} {}", measure.say(end))));
                Some(Band { low: end(low, "at least"), high: end(high, "at most") })
            }
            _ => None,
        };
        (!values.is_empty()).then(|| Self {
            unit: match measure {
                Measure::Milestones { .. } => "milestones".to_owned(),
                measure => measure.scale().map(|scale| scale.unit().to_owned()).unwrap_or_default(),
            },
            description: description(&values, should(today).filter(|_| goal.ended.is_none())),
            values,
            expected: ends
                .map(|(start, target)| vec![(goal.starts(), place(start)), (goal.terms.due, place(target))])
                .unwrap_or_default(),
            targets,
            band,
            range: ends.map(|(start, target)| (place(start), place(target))),
        })
    }

    fn markup(&self, goal: &Goal, course: &Course, today: Date) -> String {
        let is_valued = |day: &Date| self.values.iter().any(|value| value.day == *day);
        let check = |day: &Date| Mark { day: *day, until: None, kind: MarkKind::CheckIn, said: "checked in".to_owned() };
        let help = |help: &Help| {
            let days = help.until.unwrap_or(today).duration_since(help.asked).as_hours() / 24;
            let long = counted(usize::try_from(days).unwrap_or_default(), "day", "days");
            Mark { day: help.asked, until: help.until, kind: MarkKind::Help, said: format!("help asked, {long}") }
        };
        // What was said in numbers has its dot.
        let checks = course.checks().iter().filter(|day| !is_valued(day)).map(check);
        let mut marks: Vec<Mark> = checks.chain(course.help().iter().map(help)).collect();
        marks.sort_by_key(|mark| mark.day);
        Picture {
            id: &format!("course-{}", goal.id),
            title: &format!("{}, over time", goal.terms.title),
            description: &self.description,
            columns: ["Day", "Value", "Expected"],
            unit: &self.unit,
            from: goal.starts(),
            to: goal.terms.due,
            today: goal.ended.is_none().then_some(today),
            values: &self.values,
            expected: &self.expected,
            targets: &self.targets,
            band: self.band.as_ref(),
            range: self.range,
            marks: &marks,
        }
        .markup()
    }
}

/// An amount as one expects it: no finer than a hundredth of the way, so that nobody expects 381.904 ms.
fn rounded(micros: i128, way: i128) -> Option<Amount> {
    let mut step = 1;
    while step * 1000 <= way.abs() {
        step *= 10;
    }
    Amount::from_micros((micros + step / 2).div_euclid(step) * step)
}

/// How something stands, as pictures say it.
pub fn state(standing: Standing) -> State {
    match standing {
        Standing::OnTrack => State::OnTrack,
        Standing::Behind => State::Behind,
        Standing::AtRisk => State::AtRisk,
        Standing::Overdue => State::Overdue,
        Standing::Stuck => State::Stuck,
        Standing::Done => State::Done,
        Standing::Dropped => State::Dropped,
    }
}

/// How many bars a picture has at most.
const BARS: usize = 40;

/// What moves an objective, as far as all of it is the reader's to see; the first by kind and day.
pub fn movers<'a>(goals: &'a Goals, goal: &Goal, sees_all: &dyn Fn(&Goal) -> bool) -> Vec<&'a Goal> {
    if goal.kind != Kind::Objective {
        return Vec::new();
    }
    let all = goals.tree.contributors(goal.id).map(|(mover, _)| &**mover);
    let mut movers: Vec<&Goal> = all.filter(|mover| sees_all(mover)).collect();
    movers.sort_by_cached_key(|mover| (mover.ended.is_some(), mover.kind, mover.terms.due, mover.terms.title.clone(), mover.id));
    movers.truncate(BARS);
    movers
}

/// The same as bars; nothing where nothing moves it.
pub fn bars_of(goals: &Goals, goal: &Goal, sees_all: &dyn Fn(&Goal) -> bool, today: Date) -> String {
    let movers = movers(goals, goal, sees_all);
    let bar = |mover: &&Goal| {
        let said = mover.terms.measure.as_ref().zip(mover.value()).map(|(measure, value)| match measure {
            Measure::Towards { scale, target, .. } => format!("{value} of {}", scale.say(*target)),
            measure => measure.say(value),
        });
        let progress = goals.tree.progress(mover.id);
        let should = progress.is_some() && mover.ended.is_none();
        Bar {
            href: Some(format!("/goals/{}", mover.id)),
            title: mover.terms.title.to_string(),
            said: said.unwrap_or_default(),
            progress: progress.map(Progress::percent),
            expected: should.then(|| expected(mover.starts(), mover.terms.due, today).percent()),
            state: state(standing(mover, today)),
            share: goals.tree.part(mover).map(|part| format!("{part}%")).unwrap_or_default(),
            confidence: mover.confidence,
        }
    };
    if movers.is_empty() { String::new() } else { bars("What moves it", &movers.iter().map(bar).collect::<Vec<_>>()) }
}

/// A row with how it went as a small picture.
pub fn with_spark(row: GoalRow, goal: &Goal, course: &Course, today: Date) -> GoalRow {
    let values: Vec<f64> = course.spark(goal, today, SPARK).into_iter().map(|(_, value)| float(value)).collect();
    GoalRow { spark: spark_line(&values), ..row }
}

/// Rows with how each went: of those that have a number of their own, and of which all is the reader's to see.
///
/// # Errors
///
/// When the store fails.
pub async fn with_sparks(store: &Store, actor: &Actor, goals: &Goals, rows: Vec<GoalRow>) -> Result<Vec<GoalRow>, StoreError> {
    let (reach, today) = (access::reach(store, actor), actor.seen().day(store.now()));
    let goal_of =
        |row: &GoalRow| row.id.parse().ok().and_then(|id| goals.tree.get(id)).filter(|goal| goal.terms.measure.is_some());
    let readers: Vec<GoalReader> = rows.iter().filter_map(|row| reach.reader(goal_of(row)?)).collect();
    drop(reach);
    let courses = goals::courses(store, &readers).await?;
    let one = |row: GoalRow| match goal_of(&row).and_then(|goal| Some((goal, courses.get(&goal.id)?))) {
        Some((goal, course)) => with_spark(row, goal, course, today),
        None => row,
    };
    Ok(rows.into_iter().map(one).collect())
}
