//! What the demo company tells: the loop through three cycles, of which two are over.
//!
//! In [`first`] people of Payments sign their first plans, and set out. In [`second`] they look back on what came of it: one goal was given up and
//! a plan amended for it, one goes on, one is of a team's dashboard ([`answer`]). In [`present`] reviews are at every stage. All of it is
//! done through the verbs that everybody has, with the clock of that day.

mod answer;
mod day;
mod first;
mod present;
mod second;
mod words;

use super::{
    goals::Plan,
    person_id,
    reviews::{half_year, half_year_back},
};
use crate::{Store, StoreError, cycle, directory};
use day::{Day, after};
use jiff::civil::Date;
use std::fmt::Debug;
use waymark::{
    CycleId,
    goal::{Kind, Level},
    review::ReviewKey,
};

const MIRA: &str = "Mira Solberg";
const NADIA: &str = "Nadia Perić";
const ZOFIA: &str = "Zofia Dvořák";
const VIKTOR: &str = "Viktor Nakamura";
const EERO: &str = "Eero Virtanen";
const LEILA: &str = "Leïla Benhaddou";

fn failed(what: impl Debug) -> StoreError {
    StoreError::new(format!("the story could not be told: {what:?}"))
}

/// A cycle of the story.
#[derive(Clone, Copy)]
struct Chapter {
    cycle: CycleId,
    starts: Date,
    ends: Date,
}

impl Chapter {
    async fn called(store: &Store, (name, starts, ends): (String, Date, Date)) -> Result<Self, StoreError> {
        let cycles = cycle::list(store).await?;
        let found = cycles.iter().find(|cycle| cycle.name.as_str() == name).ok_or_else(|| failed(name))?;
        Ok(Self { cycle: found.id, starts, ends })
    }

    /// So many days into it.
    fn day(&self, store: &Store, days: i64) -> Result<Day, StoreError> {
        Day::of(store, self.starts, days)
    }

    fn review_of(&self, name: &str) -> ReviewKey {
        ReviewKey { cycle: self.cycle, person: person_id(name) }
    }

    /// A goal of somebody's own, for the whole cycle.
    fn goal(&self, kind: Kind, owner: &str, title: &str) -> Plan {
        Plan::new(kind, Level::Person(person_id(owner)), owner, title, self.starts, self.ends)
    }
}

/// Lets the demo company have lived through the loop. The team reviews of the past and the goals of the present are there already.
///
/// # Errors
///
/// When the store fails, or a rule refuses some of it.
pub async fn tell_in_halden(store: &Store) -> Result<(), StoreError> {
    let today = directory::read(store).await?.day(store.now());
    let one = Chapter::called(store, half_year_back(today, 2)).await?;
    let two = Chapter::called(store, half_year_back(today, 1)).await?;
    let three = Chapter::called(store, half_year(today)).await?;
    first::tell(store, &one, &two).await?;
    answer::tell(store, &one, &two).await?;
    second::tell(store, &one, &two).await?;
    present::tell(store, &two, &three, today).await?;
    close(store, today).await
}

/// What is over is closed: nothing changes in it any more.
async fn close(store: &Store, today: Date) -> Result<(), StoreError> {
    let administrator = Day::ago(store, 0).administrator().await?;
    for old in cycle::list(store).await?.into_iter().filter(|cycle| cycle.dates.ends < today) {
        let closes = if after(old.dates.ends, 5)? < today { Day::of(store, old.dates.ends, 5)? } else { Day::ago(store, 0) };
        cycle::close(closes.store(), &administrator, old.id, old.version).await.map_err(failed)?;
    }
    Ok(())
}
