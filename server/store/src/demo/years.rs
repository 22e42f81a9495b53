//! Years of somebody's history in the demo company, for the bench: goals with their check-ins, and a review each half-year.

use super::{
    EMPLOYEE,
    goals::{Plan, amount, make, towards},
    person_id,
    personal::{after, moment},
    reviews,
    sides::{self, answer, edit, holder},
};
use crate::{
    Clock, Store, StoreError,
    access::{self, Administrator},
    outbox::Mail,
    review,
};
use jiff::civil::Date;
use std::fmt::Debug;
use waymark::{
    CycleId,
    goal::{Kind, Level, Verb},
    review::{Dates, ReviewKey},
};

/// Whose history it is, and what she signs in with.
pub const WHOSE: (&str, &str) = ("Mira Solberg", EMPLOYEE);

/// Who holds her reviews.
const MANAGER: &str = "Viktor Nakamura";

fn failed(what: impl Debug) -> StoreError {
    StoreError::new(format!("a history could not be made: {what:?}"))
}

/// How much of it there is.
#[derive(Clone, Copy, Debug)]
pub struct History {
    /// Half-years, of which the last ends with 2026. Each has a review.
    pub half_years: u32,
    /// Goals in each of them.
    pub goals: u32,
    /// How often somebody says how one goes.
    pub check_ins: u32,
}

/// Gives Mira this history; the store's clock stands at the end of 2026 or later.
///
/// # Errors
///
/// When the store fails, or a rule refuses some of it.
pub async fn live(store: &Store, history: History) -> Result<(), StoreError> {
    let ines = access::actor(store, person_id("Ines Moreau")).await?.and_then(|ines| ines.administrator());
    let ines = ines.ok_or_else(|| failed("nobody looks after people"))?;
    for left in (1..=history.half_years).rev() {
        half_year(store, &ines, left, history).await?;
    }
    Ok(())
}

/// The half-year with which so many are left.
async fn half_year(store: &Store, ines: &Administrator, left: u32, history: History) -> Result<(), StoreError> {
    let year = 2027 - i16::try_from(left.div_ceil(2)).map_err(failed)?;
    let day = |month, day| Date::new(year, month, day).map_err(failed);
    let (name, starts, ends) = if left.is_multiple_of(2) {
        (format!("{year} H1"), day(1, 1)?, day(6, 30)?)
    } else {
        (format!("{year} H2"), day(7, 1)?, day(12, 31)?)
    };
    let cycle = reviews::cycle(store, ines, &name, starts, ends).await?;
    let plans =
        (1..=history.goals).map(|goal| plan(&format!("Goal {goal} of {name}"), starts, ends, history.check_ins)).collect();
    make(&store.at(Clock::still(moment(ends)?)), Some(cycle), moment(starts)?, plans).await?;
    reviewed(&store.at(Clock::still(moment(starts)?)), ines, cycle, starts).await
}

fn plan(title: &str, starts: Date, ends: Date, check_ins: u32) -> Plan {
    let plan = Plan::new(Kind::Commitment, Level::Person(person_id(WHOSE.0)), WHOSE.0, title, starts, ends);
    let between = 900 / i64::from(check_ins.max(1));
    (0..check_ins).fold(plan.by(towards("ms", "500", "300")), |plan, number| {
        let note = format!("Looked at it, time {}: it moves, not fast, but where the passenger stands.", number + 1);
        let verbs = vec![Verb::Value(amount(&(499 - i64::from(number)).to_string())), Verb::Note(note)];
        plan.then(50 + i64::from(number) * between, WHOSE.0, verbs)
    })
}

/// A review at the beginning of a half-year, of which both halves are shared.
async fn reviewed(store: &Store, ines: &Administrator, cycle: CycleId, starts: Date) -> Result<(), StoreError> {
    let day = |days: i64| after(starts, days);
    let dates = Dates { prepare: day(7)?, share: day(14)?, talk: day(21)?, sign: day(28)? };
    let wanted = sides::wanted(cycle, None, dates, [person_id(WHOSE.0)])?;
    review::launch(store, ines, &Mail::none(), &wanted).await.map_err(failed)?;
    let key = ReviewKey { cycle, person: person_id(WHOSE.0) };
    for name in [WHOSE.0, MANAGER] {
        let holder = holder(store, person_id(name), key).await?;
        let mut edits = Vec::new();
        for id in ["achievements-best", "improvement-areas", "learned"] {
            let text = "What somebody writes in a review is some hundred words long. ".repeat(10);
            edits.push(edit(answer(id)?, text));
        }
        review::save(store, &holder, &edits).await.map_err(failed)?;
        review::share(store, &holder).await.map_err(failed)?;
    }
    Ok(())
}
