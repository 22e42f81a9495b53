//! What somebody says in the story, as data: a half of a review, a plan, how well goals were reached, and how they go.

use super::{day::after, failed};
use crate::{StoreError, demo::goals::amount};
use jiff::civil::Date;
use waymark::{
    goal::{Title, Verb},
    plan::{Next, Promise, Said, Whom, Words},
    review::Side,
};

/// What somebody writes in their half.
pub(super) struct Half {
    /// Questions and what is said to them.
    pub(super) answers: &'static [(&'static str, &'static str)],
    /// Last goals, each with a grade in tenths and a sentence; empty where there is none.
    pub(super) marks: &'static [(&'static str, &'static str, &'static str)],
}

/// A goal, how well it was reached in tenths, and a sentence.
pub(super) type Settled = (&'static str, u8, &'static str);

/// Who promises support.
#[derive(Clone, Copy)]
pub(super) enum By {
    /// The manager.
    Manager,
    /// The person.
    Person,
    /// Somebody else.
    Other(&'static str),
}

/// What both write in a plan. Days are counted from the first of the cycle.
pub(super) struct Agreed {
    /// What the person is good at.
    pub(super) strengths: &'static str,
    /// Where they grow.
    pub(super) growth: &'static str,
    /// Where they want to go.
    pub(super) towards: &'static str,
    /// What is promised, by whom, and until which day.
    pub(super) support: &'static [(&'static str, By, Option<i64>)],
    /// On which day both look at it again, and what for.
    pub(super) dates: &'static [(i64, &'static str)],
}

fn line(text: &str) -> Result<Words, StoreError> {
    Words::new(text).map_err(failed)
}

impl Agreed {
    /// All of it, in a cycle that begins on this day.
    pub(super) fn said(&self, starts: Date) -> Result<Vec<Said>, StoreError> {
        let promise = |(what, by, due): &(&str, By, Option<i64>)| -> Result<Promise, StoreError> {
            let by = match by {
                By::Manager => Whom::Side(Side::Manager),
                By::Person => Whom::Side(Side::Own),
                By::Other(name) => Whom::Other(line(name)?),
            };
            let due = due.map(|days| after(starts, days)).transpose()?;
            Ok(Promise { what: line(what)?, by, due })
        };
        let next = |(days, what): &(i64, &str)| -> Result<Next, StoreError> {
            Ok(Next { on: after(starts, *days)?, what: line(what)? })
        };
        Ok(vec![
            Said::Strengths(self.strengths.to_owned()),
            Said::Growth(self.growth.to_owned()),
            Said::Towards(self.towards.to_owned()),
            Said::Support(self.support.iter().map(promise).collect::<Result<_, StoreError>>()?),
            Said::Dates(self.dates.iter().map(next).collect::<Result<_, StoreError>>()?),
        ])
    }
}

/// How a goal goes: a number, how sure its owner is, and a line about it.
pub(super) fn value(number: &str, sure: u8, note: &str) -> Vec<Verb> {
    vec![Verb::Value(amount(number)), Verb::Confidence(Some(sure)), Verb::Note(note.to_owned())]
}

/// These steps of a goal are done.
pub(super) fn done(steps: &[&str], note: &str) -> Vec<Verb> {
    let tick = |step: &&str| Verb::Tick(Title::new(step).expect("a name"), true);
    steps.iter().map(tick).chain([Verb::Note(note.to_owned())]).collect()
}

/// A line about a goal of which there is no number.
pub(super) fn note(text: &str) -> Vec<Verb> {
    vec![Verb::Note(text.to_owned())]
}
