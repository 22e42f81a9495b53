//! What is signed, its seal, and what two contents differ in.

use super::{Aim, Goals, Next, Part, Parts, Promise, Said, State, Whom, Words};
use crate::{
    GoalId,
    audit::Hash,
    canonical::Canonical,
    goal::{Alignment, Amount, Kind, Learning, Link, Measure, Path, Scale, Terms},
    review::Side,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// What is signed: what both wrote, the goals as both agreed to them, and why it is written again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// What both wrote.
    pub parts: Parts,
    /// The goals, by their day.
    pub goals: Vec<Aim>,
    /// The reason of an amendment; nothing of the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Words>,
}

/// SHA-256 of [`Contents`]: who signs says by it what they saw.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Seal(Hash);

/// A text that is no seal: not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotASeal;

impl fmt::Display for NotASeal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a seal of 64 hexadecimal digits")
    }
}

impl std::error::Error for NotASeal {}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Seal({})", self.0)
    }
}

impl FromStr for Seal {
    type Err = NotASeal;

    fn from_str(text: &str) -> Result<Self, NotASeal> {
        Hash::from_hex(text).map(Self).ok_or(NotASeal)
    }
}

impl TryFrom<String> for Seal {
    type Error = NotASeal;

    fn try_from(text: String) -> Result<Self, NotASeal> {
        text.parse()
    }
}

impl From<Seal> for String {
    fn from(seal: Seal) -> Self {
        seal.to_string()
    }
}

impl Contents {
    /// These parts, with goals as they are; of an amendment for this reason.
    pub fn new(parts: &Parts, goals: &Goals, reason: Option<&Words>) -> Self {
        Self { parts: parts.clone(), goals: goals.aims.clone(), reason: reason.cloned() }
    }

    /// SHA-256 over the domain `waymark plan 1` and then all of it in the order of its fields, each as the encoding writes its kind (see
    /// `canonical.rs`): a day as a text, a choice as the number of its place, the reason last, where there is one.
    pub fn seal(&self) -> Seal {
        let Self { parts: Parts { strengths, growth, towards, support, dates }, goals, reason } = self;
        let said = Canonical::new("waymark plan 1")
            .text(strengths)
            .text(growth)
            .text(towards)
            .list(support, promise)
            .list(dates, |to, Next { on, what }| day(to, *on).text(what.as_str()))
            .list(goals, aim);
        let all = match reason {
            Some(reason) => said.text(reason.as_str()),
            None => said,
        };
        Seal(Hash(all.finish()))
    }

    /// The goals about learning, by their day.
    pub fn learning(&self) -> impl Iterator<Item = &Aim> {
        self.goals.iter().filter(|aim| aim.is_learning())
    }

    fn goal(&self, id: GoalId) -> Option<&Aim> {
        self.goals.iter().find(|aim| aim.id == id)
    }
}

fn day(to: Canonical, day: Date) -> Canonical {
    to.text(&day.to_string())
}

fn promise(to: Canonical, promise: &Promise) -> Canonical {
    let to = to.text(promise.what.as_str());
    let to = match &promise.by {
        Whom::Side(Side::Own) => to.number(0),
        Whom::Side(Side::Manager) => to.number(1),
        Whom::Other(words) => to.number(2).text(words.as_str()),
    };
    to.option(promise.due, day)
}

fn aim(to: Canonical, aim: &Aim) -> Canonical {
    let Aim { id, kind, terms: all, parent, project, state } = aim;
    let to = to.id(id.uuid()).number(match kind {
        Kind::Objective => 0,
        Kind::KeyResult => 1,
        Kind::Kpi => 2,
        Kind::Learning => 3,
        Kind::Commitment => 4,
    });
    terms(to, all)
        .option(*parent, |to, Alignment { goal, link }| {
            let to = to.id(goal.uuid());
            match link {
                Link::Contributes { weight } => to.number(0).number(weight.into()),
                Link::Supports => to.number(1),
            }
        })
        .option(*project, |to, project| to.id(project.uuid()))
        .number(match state {
            State::Proposed => 0,
            State::UnderWay => 1,
            State::Done => 2,
        })
}

fn terms(to: Canonical, terms: &Terms) -> Canonical {
    let Terms { title, about, starts, due, measure: by, learning } = terms;
    day(to.text(title.as_str()).text(about).option(*starts, day), *due).option(by.as_ref(), measure).option(
        learning.as_ref(),
        |to, Learning { path, provider, expires }| {
            let path = match path {
                Path::Education => 0,
                Path::Certification => 1,
            };
            to.number(path).text(provider).option(*expires, day)
        },
    )
}

fn amount(to: Canonical, amount: Amount) -> Canonical {
    to.number(amount.micros().cast_unsigned())
}

fn scale(to: Canonical, scale: &Scale) -> Canonical {
    match scale {
        Scale::Number { unit } => to.number(0).text(unit),
        Scale::Percent => to.number(1),
        Scale::Money { currency } => to.number(2).text(currency),
    }
}

fn measure(to: Canonical, measure: &Measure) -> Canonical {
    match measure {
        Measure::Towards { scale: of, start, target } => amount(amount(scale(to.number(0), of), *start), *target),
        Measure::Within { scale: of, low, high } => scale(to.number(1), of).option(*low, amount).option(*high, amount),
        Measure::YesNo => to.number(2),
        Measure::Milestones { steps } => to.number(3).list(steps, |to, step| to.text(step.as_str())),
    }
}

/// One thing in which two contents differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Difference {
    /// A part says something else.
    Part {
        /// What it said.
        before: Said,
        /// What it says.
        after: Said,
    },
    /// It is amended for another reason.
    Reason {
        /// For which it was.
        before: Option<Words>,
        /// For which it is.
        after: Option<Words>,
    },
    /// A goal was added.
    Added(Box<Aim>),
    /// A goal is gone: given up, or carried to another cycle.
    Gone(Box<Aim>),
    /// A goal is otherwise; in what says [`Aim::aspects`].
    Changed {
        /// What it was.
        before: Box<Aim>,
        /// What it is.
        after: Box<Aim>,
    },
}

/// In what contents differ: the reason and the parts first, then goals that are otherwise or gone, last those that were added.
pub fn differences(before: &Contents, after: &Contents) -> Vec<Difference> {
    let reason = (before.reason != after.reason)
        .then(|| Difference::Reason { before: before.reason.clone(), after: after.reason.clone() });
    let parts = Part::ALL.into_iter().map(|part| (before.parts.said(part), after.parts.said(part)));
    let parts = parts.filter(|(before, after)| before != after).map(|(before, after)| Difference::Part { before, after });
    let goals = before.goals.iter().filter_map(|was| match after.goal(was.id) {
        None => Some(Difference::Gone(Box::new(was.clone()))),
        Some(now) if now != was => Some(Difference::Changed { before: Box::new(was.clone()), after: Box::new(now.clone()) }),
        Some(_) => None,
    });
    let added = after.goals.iter().filter(|now| before.goal(now.id).is_none());
    reason.into_iter().chain(parts).chain(goals).chain(added.map(|now| Difference::Added(Box::new(now.clone())))).collect()
}
