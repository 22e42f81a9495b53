//! Workshops that were held: opened, voted in, revealed, talked over and closed as any other, at times of their own.

use super::{person_id, team_id};
use crate::{
    Clock, Store, StoreError,
    access::{self, Actor},
    questionnaire, workshop,
};
use jiff::{SignedDuration, Timestamp};
use std::{fmt::Debug, sync::Arc};
use waymark::{
    CycleId,
    questionnaire::Slug,
    workshop::{Consensus, Points, Topic, Vote, Way, Workshop},
};

/// What somebody voted: their name, and sections with a number from 1 to 5 each.
pub type Voted<'a> = (&'a str, &'a [(&'a str, u8)]);

/// What the team agreed on: the section, a number from 1 to 5, and a note.
pub type Agreed<'a> = (&'a str, u8, &'a str);

fn failed(what: impl Debug) -> StoreError {
    StoreError::new(format!("a workshop could not be held: {what:?}"))
}

fn points(number: u8) -> Result<Vote, StoreError> {
    Points::new(number).map(Vote::Points).map_err(failed)
}

async fn actor(store: &Store, name: &str) -> Result<Actor, StoreError> {
    access::actor(store, person_id(name)).await?.ok_or_else(|| failed(name))
}

/// Lets a team have held a workshop on the sections of the team review, of an hour from `at` on.
///
/// # Errors
///
/// When the store fails, or a rule refuses it.
pub async fn held(
    store: &Store,
    team: &str,
    lead: &str,
    cycle: Option<CycleId>,
    at: Timestamp,
    votes: &[Voted<'_>],
    agreed: &[Agreed<'_>],
) -> Result<Arc<Workshop>, StoreError> {
    let form = questionnaire::find(store, &Slug::new("team-review").map_err(failed)?).await?;
    let topics = form.map(|kept| Topic::all_of(&kept.form)).ok_or_else(|| failed("nothing is asked"))?;
    let clock = Clock::still(at);
    let later = |minutes: i64| clock.advance(SignedDuration::from_mins(minutes));
    let then = &store.at(clock.clone());
    let lead = actor(then, lead).await?;
    let host = access::host(then, &lead, team_id(team)).ok_or_else(|| failed("not theirs to open"))?;
    let opened = workshop::open(then, &host, Way::Points, topics, cycle).await.map_err(failed)?;
    later(5);
    for (name, votes) in votes {
        let voter = actor(then, name).await?;
        let participant = access::participant(&voter, &opened).ok_or_else(|| failed(name))?;
        let vote = |(section, number): &(&str, u8)| Ok((Slug::new(section).map_err(failed)?, Some(points(*number)?)));
        let votes = votes.iter().map(vote).collect::<Result<Vec<_>, StoreError>>()?;
        workshop::cast(then, &participant, &votes).await.map_err(failed)?;
    }
    later(5);
    let hosting = access::hosting(then, &lead, &opened).ok_or_else(|| failed("not theirs to reveal"))?;
    let mut held = workshop::reveal(then, &hosting, opened.version).await.map_err(failed)?;
    for (section, number, note) in agreed {
        later(5);
        let consensus = Consensus { stand: points(*number)?, note: (*note).to_owned() };
        let section = Slug::new(section).map_err(failed)?;
        held = workshop::decide(then, &hosting, held.version, &section, Some(&consensus)).await.map_err(failed)?;
    }
    later(50 - 5 * i64::try_from(agreed.len()).unwrap_or(0).min(9));
    workshop::close(then, &hosting, held.version).await.map_err(failed)
}
