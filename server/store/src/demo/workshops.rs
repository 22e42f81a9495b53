//! Workshops that were held: opened, voted in, revealed, talked over and closed as any other, at times of their own.

use super::{person_id, reviews, team_id};
use crate::{
    Clock, Store, StoreError,
    access::{self, Actor},
    directory, questionnaire, survey, workshop,
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

/// Lets a team have held a workshop on those sections of the team review that somebody voted on, of an hour from `at` on.
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
    let mut topics = form.map(|kept| Topic::all_of(&kept.form)).ok_or_else(|| failed("nothing is asked"))?;
    topics.retain(|topic| votes.iter().any(|(_, votes)| votes.iter().any(|(section, _)| *section == topic.id.as_str())));
    let clock = Clock::still(at);
    let later = |minutes: i64| clock.advance(SignedDuration::from_mins(minutes));
    let then = &store.at(clock.clone());
    let lead = actor(then, lead).await?;
    let host = access::host(then, &lead, team_id(team)).ok_or_else(|| failed("not theirs to open"))?;
    let opened = workshop::open(then, &host, Way::Points, topics, cycle).await.map_err(failed)?;
    later(5);
    for (name, votes) in votes {
        let voter = actor(then, name).await?;
        let participant = access::participant(then, &voter, &opened).ok_or_else(|| failed(name))?;
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

/// Lets Payments have talked about its last review, two weeks after it closed.
///
/// # Errors
///
/// When the store fails.
pub async fn hold_in_halden(store: &Store) -> Result<(), StoreError> {
    const SECTIONS: [&str; 3] = ["decision-making", "balance", "support-from-outside"];
    const VOTED: [(&str, [u8; 3]); 6] = [
        ("Mira Solberg", [2, 2, 3]),
        ("Zofia Dvořák", [5, 3, 4]),
        ("Jonas Lindqvist", [1, 2, 3]),
        ("Priya Raman", [5, 2, 3]),
        ("Emil Brandt", [2, 1, 3]),
        ("Aiko Tanaka", [4, 3, 4]),
    ];
    let today = directory::read(store).await?.day(store.now());
    let (name, _, ends) = reviews::half_year_back(today, 1);
    let at = ends.with().day(17).build().map(|day| day.at(13, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC));
    let at = at.map_err(failed)?.map_err(failed)?.timestamp();
    let surveys = survey::all(store).await?;
    let cycle = surveys.cycles().find(|cycle| cycle.name.as_str() == name).map(|cycle| cycle.id);
    let votes = VOTED.map(|(name, votes)| (name, [0, 1, 2].map(|place| (SECTIONS[place], votes[place]))));
    let votes: Vec<Voted<'_>> = votes.iter().map(|(name, votes)| (*name, &votes[..])).collect();
    let agreed = [
        ("decision-making", 3, "Who decides what stands on one page by the end of the month."),
        ("balance", 2, "On call in pairs, and the day after it is free."),
    ];
    held(store, "Payments", "Nadia Perić", cycle, at, &votes, &agreed).await.map(drop)
}
