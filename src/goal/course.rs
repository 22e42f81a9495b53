//! How a goal went, day by day: what charts are drawn of.

use super::{Amount, Broken, Deed, End, Event, Goal, Kind, Measure, Progress, Steps, Title, Tree, thinned, tree};
use crate::GoalId;
use jiff::{Timestamp, civil::Date};
use std::{collections::HashMap, mem, ops::Deref};

/// A goal as its events have made it, and how it came there. Days are those of the organisation's place; a day holds what was so at its end, so that
/// everything here is bounded by the number of days, however often somebody edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    goal: Goal,
    made: Date,
    last: Date,
    said: Steps<Option<Amount>>,
    // By milestone, whether it was done; of each that ever was.
    ticked: Vec<(Title, Steps<bool>)>,
    aims: Steps<Option<Measure>>,
    spans: Steps<Option<Span>>,
    confidence: Steps<Option<u8>>,
    help: Vec<Help>,
    checks: Vec<Date>,
    ended: Option<(End, Date)>,
}

/// The time that a goal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// From which day.
    pub starts: Date,
    /// By which day.
    pub due: Date,
}

/// That its owner was stuck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// Since when.
    pub asked: Date,
    /// What they needed.
    pub what: String,
    /// On which day it went on, something else was asked for, or the goal ended; nothing while they are stuck.
    pub until: Option<Date>,
}

impl Course {
    /// The course of a goal that is made by this event, on this day.
    ///
    /// # Errors
    ///
    /// [`Broken`] when the event makes none.
    pub fn begin(event: &Event, day: Date) -> Result<Self, Broken> {
        let mut course = Self {
            goal: Goal::beginning(event)?,
            made: day,
            last: day,
            said: Steps::default(),
            ticked: Vec::new(),
            aims: Steps::default(),
            spans: Steps::default(),
            confidence: Steps::default(),
            help: Vec::new(),
            checks: Vec::new(),
            ended: None,
        };
        course.note(&event.deed, None);
        Ok(course)
    }

    /// Goes on with the next event, on this day. A day before that of the event before it counts as that one: clocks are set back, and places move.
    ///
    /// # Errors
    ///
    /// [`Broken`] when it does not fit; then nothing has changed.
    pub fn follow(&mut self, event: &Event, day: Date) -> Result<(), Broken> {
        let checked = self.goal.checked;
        self.goal.follow(event)?;
        self.last = self.last.max(day);
        self.note(&event.deed, checked);
        Ok(())
    }

    /// The course that these events make, in their order.
    ///
    /// # Errors
    ///
    /// [`Broken`], at the first event that does not fit.
    pub fn replay<'a>(events: impl IntoIterator<Item = &'a Event>, day_of: impl Fn(Timestamp) -> Date) -> Result<Self, Broken> {
        let mut events = events.into_iter();
        let first = events.next().ok_or(Broken::Empty)?;
        let mut course = Self::begin(first, day_of(first.at))?;
        events.try_for_each(|event| course.follow(event, day_of(event.at))).map(|()| course)
    }

    /// Notes what this deed has made of the goal; `checked` is when its owner had said how it goes before.
    fn note(&mut self, deed: &Deed, checked: Option<Timestamp>) {
        let (goal, day) = (&self.goal, self.last);
        self.said.put(day, &goal.value);
        self.aims.put(day, &goal.terms.measure);
        self.spans.put(day, &Some(Span { starts: goal.starts(), due: goal.terms.due }));
        self.confidence.put(day, &goal.confidence);
        if let Deed::Ticked { step, .. } = deed {
            let at = self.ticked.iter().position(|(other, _)| other == step).unwrap_or_else(|| {
                self.ticked.push((step.clone(), Steps::default()));
                self.ticked.len() - 1
            });
            self.ticked[at].1.put(day, &goal.done.contains(step));
        }
        if goal.checked != checked && self.checks.last() != Some(&day) {
            self.checks.push(day);
        }
        self.ended = goal.ended.map(|(end, _)| (end, self.ended.map_or(day, |(_, since)| since)));
        // What was not given when a goal ended is still needed when it is reopened.
        let is_stuck = goal.stuck.is_some() && goal.ended.is_none();
        let asks = matches!(deed, Deed::HelpAsked { .. });
        if let Some(help) = self.help.last_mut() {
            help.until = if is_stuck && !asks { None } else { help.until.or(Some(day)) };
        }
        if let Deed::HelpAsked { what } = deed {
            self.help.pop_if(|help| help.asked == day);
            self.help.push(Help { asked: day, what: what.clone(), until: None });
        }
    }

    /// The goal as it is now.
    pub fn goal(&self) -> &Goal {
        &self.goal
    }

    /// How many events there are.
    pub fn sequence(&self) -> u32 {
        self.goal.sequence
    }

    /// On which day it was made.
    pub fn made(&self) -> Date {
        self.made
    }

    /// On which day something happened to it last.
    pub fn last(&self) -> Date {
        self.last
    }

    /// Where its lines begin: on the day from which its time runs, or on which it was made, if that is earlier.
    pub fn begins(&self) -> Date {
        self.made.min(self.goal.starts())
    }

    /// What it was measured by; nothing where that was taken away. Another target is another step, and so is another unit, in which numbers before it are not.
    pub fn aims(&self) -> &[(Date, Option<Measure>)] {
        self.aims.points()
    }

    /// The time that it had.
    pub fn spans(&self) -> impl Iterator<Item = (Date, Span)> {
        self.spans.points().iter().filter_map(|(day, span)| Some((*day, (*span)?)))
    }

    /// How sure its owner was, from 0 to 10; nothing where the last word was taken back.
    pub fn confidence(&self) -> &[(Date, Option<u8>)] {
        self.confidence.points()
    }

    /// When its owner was stuck, at most once a day; what was asked for last is the last.
    pub fn help(&self) -> &[Help] {
        &self.help
    }

    /// The days on which its owner said how it goes.
    pub fn checks(&self) -> &[Date] {
        &self.checks
    }

    /// How it ended, and on which day; `None` while it is under way.
    pub fn ended(&self) -> Option<(End, Date)> {
        self.ended
    }

    /// Its values ([`Goal::value`]), each in the unit of its day. The first is where it starts, on the day on which it [begins](Self::begins), if what it is
    /// measured by first has a start. Nothing where a number was taken back, because the unit became another one.
    pub fn values(&self) -> Steps<Option<Amount>> {
        self.line(&self.goal, Self::value)
    }

    /// Its value at the end of a day, in the unit of that day; where it starts before anything was said.
    pub fn value_on(&self, day: Date) -> Option<Amount> {
        let mut then = self.goal.clone();
        self.turn(&mut then, day);
        Self::value(&mut then, self.aim_on(day))
    }

    /// Its values by the measure as it is now: in one unit. Nothing for days on which it was measured by something else.
    pub fn measured(&self, now: &Goal) -> Steps<Option<Amount>> {
        self.line(now, |then, aim| if is_same(aim, now) { then.value() } else { None })
    }

    /// How far it was ([`Goal::progress`]), by the measure as it is now. Nothing for days on which it was measured by something else, as other targets of the
    /// same numbers are not. `now` is the goal with the same events.
    pub fn progress(&self, now: &Goal) -> Steps<Option<Progress>> {
        self.line(now, |then, aim| if is_same(aim, now) { then.progress() } else { None })
    }

    /// How far it was at the end of a day, as [`Course::progress`] says; from the day of the last event on it is what `now` says.
    pub fn progress_on(&self, day: Date, now: &Goal) -> Option<Progress> {
        let mut then = now.clone();
        self.turn(&mut then, day);
        if is_same(self.aim_on(day), now) { then.progress() } else { None }
    }

    /// A small picture of it: at most so many points, evenly over its time, up to the day on which it ended, or `today`; the first and the last always.
    /// A number that is to stay in its range is in millionths of its unit ([`Amount::micros`]), everything else in thousandths of its way ([`Progress`]).
    pub fn spark(&self, now: &Goal, today: Date, most: usize) -> Vec<(Date, i64)> {
        if let Some(Measure::Within { .. }) = now.terms.measure {
            self.picture(&self.measured(now), today, most, Amount::micros)
        } else {
            self.picture(&self.progress(now), today, most, |progress| i64::from(progress.0))
        }
    }

    fn picture<T: Copy>(&self, line: &Steps<Option<T>>, today: Date, most: usize, number: impl Fn(T) -> i64) -> Vec<(Date, i64)> {
        let end = self.ended.map_or(today, |(_, day)| day);
        // What it was last, it still is at the end.
        let now = line.points().last().filter(|(last, _)| *last < end).map(|(_, value)| (end, *value));
        let points = line.points().iter().copied().chain(now);
        let points: Vec<(Date, i64)> = points.filter_map(|(day, value)| Some((day, number(value?)))).collect();
        thinned(&points, most)
    }

    /// What it was measured by on a day; before it was measured by anything, what it was measured by first, which says where it starts.
    fn aim_on(&self, day: Date) -> Option<&Measure> {
        self.aims.on(day).or_else(|| self.aims.points().first().map(|(_, first)| first))?.as_ref()
    }

    /// Turns a goal back to what had been said of it at the end of a day, and whether it had ended as it has now. Its terms stay.
    fn turn(&self, then: &mut Goal, day: Date) {
        then.value = self.said.on(day).copied().flatten();
        then.done.clear();
        then.done.extend(self.ticked.iter().filter(|(_, done)| done.on(day) == Some(&true)).map(|(step, _)| step.clone()));
        then.ended = if self.ended.is_some_and(|(_, since)| since <= day) { self.goal.ended } else { None };
    }

    /// The value of a goal that was measured so.
    fn value(then: &mut Goal, aim: Option<&Measure>) -> Option<Amount> {
        if then.terms.measure.as_ref() != aim {
            then.terms.measure = aim.cloned();
        }
        then.value()
    }

    /// What is read of this goal as it was on each day, with what it was measured by then.
    fn line<T: Clone + PartialEq>(
        &self,
        goal: &Goal,
        read: impl Fn(&mut Goal, Option<&Measure>) -> Option<T>,
    ) -> Steps<Option<T>> {
        let ticked = self.ticked.iter().flat_map(|(_, done)| done.days());
        let ended = self.ended.map(|(_, day)| day);
        let days = self.said.days().chain(self.aims.days()).chain(ticked).chain(ended).chain([self.begins()]);
        let mut days: Vec<Date> = days.collect();
        days.sort_unstable();
        days.dedup();
        let (mut then, mut line) = (goal.clone(), Steps::default());
        for day in days {
            self.turn(&mut then, day);
            line.put(day, &read(&mut then, self.aim_on(day)));
        }
        line
    }
}

/// Whether what a goal was measured by is what it is measured by now, but for where that begins and ends.
fn is_same(then: Option<&Measure>, now: &Goal) -> bool {
    match (then, &now.terms.measure) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(then), Some(now)) => mem::discriminant(then) == mem::discriminant(now) && then.scale() == now.scale(),
    }
}

/// How far a goal was by its own measure, and since when it is done.
struct Went {
    progress: Steps<Option<Progress>>,
    done: Option<Date>,
}

/// How far an objective was, on each day on which that became otherwise: put together as it is now ([`Tree::progress`]), of how far each goal was then, by
/// its own measure as it is now. So the last is what the tree says. What was made later counts as nothing before, an objective as what moves it; what was done counts
/// as whole from the day on which it ended. A goal without a course counts as it is now.
pub fn over<C: Deref<Target = Course>>(
    tree: &Tree,
    id: GoalId,
    course_of: &impl Fn(GoalId) -> Option<C>,
) -> Vec<(Date, Progress)> {
    let mut all: HashMap<GoalId, Option<Went>> = HashMap::new();
    let (mut open, mut days) = (vec![id], Vec::new());
    while let Some(goal) = open.pop().and_then(|id| tree.get(id)) {
        // In a circle a goal comes a second time.
        if all.contains_key(&goal.id) {
            continue;
        }
        let course = course_of(goal.id);
        days.extend(course.iter().map(|course| course.begins()));
        let went = course.map(|course| {
            let done = course.ended.filter(|(end, _)| *end == End::Done).map(|(_, day)| day);
            Went { progress: course.progress(goal), done }
        });
        if let Some(Went { progress, done }) = &went {
            days.extend(progress.days().chain(*done));
        }
        all.insert(goal.id, went);
        if goal.kind == Kind::Objective {
            open.extend(tree.contributors(goal.id).map(|(child, _)| child.id));
        }
    }
    days.sort_unstable();
    days.dedup();
    let went = |goal: &Goal| all.get(&goal.id).and_then(Option::as_ref);
    let mut line: Steps<Option<Progress>> = Steps::default();
    for day in days {
        let own = |goal: &Goal| match went(goal) {
            Some(went) => went.progress.on(day).copied().flatten(),
            None => goal.progress(),
        };
        let is_done = |goal: &Goal| match went(goal) {
            Some(went) => went.done.is_some_and(|done| done <= day),
            None => tree::is_done(goal),
        };
        let progress = tree.progress_by(id, &own, &is_done);
        if progress.is_some() {
            line.put(day, &progress);
        }
    }
    line.points().iter().filter_map(|(day, progress)| Some((*day, (*progress)?))).collect()
}
