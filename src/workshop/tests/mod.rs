//! Tests of workshops: one that is described in words, and whatever people try with one by chance.

mod chance;
mod code;
mod part;
mod said;
mod stored;
mod talk;
mod tally;
mod verb;

use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn person(number: u128) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(number))
}

fn team(number: u128) -> TeamId {
    TeamId::from_uuid(Uuid::from_u128(number))
}

fn workshop_id(number: u128) -> WorkshopId {
    WorkshopId::from_uuid(Uuid::from_u128(number))
}

/// Who opens the workshops of the tests.
fn lead() -> PersonId {
    person(0x1ead)
}

fn slug(text: &str) -> Slug {
    Slug::new(text).expect("a slug")
}

fn second(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).expect("in range")
}

fn topic(id: &str) -> Topic {
    Topic { id: slug(id), title: id.to_owned(), about: String::new() }
}

fn wanted(way: Way) -> Wanted {
    Wanted { team: team(1), cycle: None, by: lead(), way, topics: ["cohesion", "balance", "learning"].map(topic).into() }
}

fn code(text: &str) -> Code {
    Code::read(text).expect("a code")
}

/// A workshop of three sections in which nobody has voted yet.
fn opened(way: Way) -> Workshop {
    open(workshop_id(7), code("BCD-FGH"), wanted(way), second(0), []).expect("opened")
}

fn points(number: u8) -> Vote {
    Vote::Points(Points::new(number).expect("from 1 to 5"))
}

fn light(colour: Colour, trend: Trend) -> Vote {
    Vote::Light(Light { colour, trend })
}

/// Everything that one may say in this way.
fn votes(way: Way) -> Vec<Vote> {
    match way {
        Way::Points => Points::all().map(Vote::Points).collect(),
        Way::Lights => Colour::ALL.into_iter().flat_map(|colour| Trend::ALL.map(|trend| light(colour, trend))).collect(),
    }
}

/// What somebody votes.
fn ballot(votes: &[(&str, Vote)]) -> Ballot {
    let mut ballot = Ballot::default();
    for (section, vote) in votes {
        ballot.set(&slug(section), Some(*vote));
    }
    ballot
}

/// Ballots on one section alone.
fn on(section: &str, votes: impl IntoIterator<Item = Vote>) -> Vec<Ballot> {
    votes.into_iter().map(|vote| ballot(&[(section, vote)])).collect()
}

/// The tally of these points.
fn tally(numbers: &[u8]) -> Tally {
    Tally::of(Way::Points, numbers.iter().copied().map(points))
}

/// The tally of these lights.
fn lit(lights: &[(Colour, Trend)]) -> Tally {
    Tally::of(Way::Lights, lights.iter().map(|(colour, trend)| light(*colour, *trend)))
}

/// A workshop after the reveal of these points: a row a section, in order.
fn revealed(rows: [&[u8]; 3]) -> Workshop {
    let workshop = opened(Way::Points);
    let ids: Vec<String> = workshop.sections.iter().map(|section| section.topic.id.to_string()).collect();
    let ballots: Vec<Ballot> = ids.iter().zip(rows).flat_map(|(id, row)| on(id, row.iter().copied().map(points))).collect();
    workshop.reveal(&ballots, 9, second(60)).expect("revealed")
}

fn consensus(stand: Vote, note: &str) -> Consensus {
    Consensus { stand, note: note.to_owned() }
}
