//! Workshops and ballots as they are stored, and what counts what happens to them.

use crate::{
    StoreError, record,
    record::unfit,
    transaction::{Work, with},
};
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue, Uuid, Value};
use waymark::{
    PersonId, WorkshopId,
    workshop::{Ballot, Workshop},
};

/// How many numbers count votes: a team votes at once.
pub(super) const SHARDS: usize = 16;

/// The place of the number that counts what else is written of workshops.
pub(super) const WRITTEN: usize = SHARDS;

/// The place of the number that counts those that were given up.
pub(super) const GIVEN_UP: usize = SHARDS + 1;

/// How many numbers there are.
pub(super) const NUMBERS: usize = SHARDS + 2;

#[derive(SurrealValue)]
pub(super) struct Row {
    pub(super) id: RecordId,
    content: String,
    pub(super) version: i64,
}

impl Row {
    pub(super) fn workshop(&self) -> Result<Workshop, StoreError> {
        workshop(&self.content)
    }
}

pub(super) fn workshop(content: &str) -> Result<Workshop, StoreError> {
    serde_json::from_str(content).map_err(|error| unfit("workshop")(&error))
}

pub(super) fn ballot(content: &str) -> Result<Ballot, StoreError> {
    serde_json::from_str(content).map_err(|error| unfit("ballot")(&error))
}

#[derive(SurrealValue)]
pub(super) struct BallotRow {
    pub(super) id: RecordId,
    content: String,
    /// The number in which it was last written.
    pub(super) changed: i64,
}

impl BallotRow {
    /// Whose it is.
    pub(super) fn person(&self) -> Result<PersonId, StoreError> {
        match &self.id.key {
            RecordIdKey::Array(parts) => match parts.get(1) {
                Some(Value::Uuid(person)) => Ok(PersonId::from_uuid((*person).into())),
                _ => Err(StoreError::new("a ballot has nobody for its id")),
            },
            _ => Err(StoreError::new("a ballot has no id of two parts")),
        }
    }

    pub(super) fn ballot(&self) -> Result<Ballot, StoreError> {
        ballot(&self.content)
    }
}

pub(super) fn id_of(id: WorkshopId) -> RecordId {
    RecordId::new("workshop", Uuid::from(id.uuid()))
}

pub(super) fn id_read(record: &RecordId) -> Result<WorkshopId, StoreError> {
    record::uuid(record).map(WorkshopId::from_uuid)
}

pub(super) fn ballot_of(workshop: WorkshopId, person: PersonId) -> RecordId {
    record::pair("workshop_ballot", Uuid::from(workshop.uuid()), Uuid::from(person.uuid()))
}

/// All ballots of a workshop.
pub(super) fn ballots_of(workshop: WorkshopId) -> RecordId {
    record::all_of("workshop_ballot", Uuid::from(workshop.uuid()))
}

/// In which workshop a ballot was cast.
pub(super) fn cast_in(ballot: &RecordId) -> Result<WorkshopId, StoreError> {
    match &ballot.key {
        RecordIdKey::Array(parts) => match parts.first() {
            Some(Value::Uuid(workshop)) => Ok(WorkshopId::from_uuid((*workshop).into())),
            _ => Err(StoreError::new("a ballot has no workshop for its id")),
        },
        _ => Err(StoreError::new("a ballot has no id of two parts")),
    }
}

/// Which number counts what somebody votes.
pub(super) fn shard_of(person: PersonId) -> usize {
    usize::from(person.uuid().as_bytes()[0]) % SHARDS
}

pub(super) fn count_of(place: usize) -> RecordId {
    RecordId::new("workshop_count", record::number(place))
}

/// A transaction about a workshop, which is built anew unless this is still as it was seen.
pub(super) fn about(seen: &Workshop) -> Work {
    let mut work = Work::new();
    work.add(
        "IF ((SELECT VALUE version FROM ONLY $workshop) ?? -1) != $workshop_seen { THROW 'again: the workshop was changed' }",
    )
    .bind("workshop", id_of(seen.id))
    .bind("workshop_seen", i64::from(seen.version.0));
    work
}

/// A transaction that stores a new one.
pub(super) fn create(workshop: &Workshop) -> Work {
    let mut work = Work::new();
    work.bind("workshop", id_of(workshop.id));
    put(&mut work, workshop);
    work
}

/// Stores what becomes of the workshop that a transaction is about.
pub(super) fn put(work: &mut Work, workshop: &Workshop) {
    work.add("UPDATE $workshops_written SET number += 1 RETURN NONE")
        .add("LET $workshops_number = SELECT VALUE number FROM ONLY $workshops_written")
        .add("UPSERT $workshop SET content = $workshop_content, version = $workshop_version, changed = $workshops_number RETURN NONE")
        .bind("workshops_written", count_of(WRITTEN))
        .bind("workshop_content", serde_json::to_string(workshop).expect("a workshop is plain data"))
        .bind("workshop_version", i64::from(workshop.version.0));
}

/// Removes the workshop that a transaction is about.
pub(super) fn remove(work: &mut Work) {
    work.add("UPDATE $workshops_given_up SET number += 1 RETURN NONE")
        .add("DELETE $workshop RETURN NONE")
        .bind("workshops_given_up", count_of(GIVEN_UP));
}

/// Stores what somebody votes in the workshop that a transaction is about; it is built anew if they voted since `seen`.
pub(super) fn put_ballot(work: &mut Work, workshop: WorkshopId, person: PersonId, seen: i64, ballot: &Ballot) {
    let shard = shard_of(person);
    work.add("IF ((SELECT VALUE changed FROM ONLY $ballot) ?? 0) != $ballot_seen { THROW 'again: they voted meanwhile' }")
        .add("UPDATE $votes SET number += 1 RETURN NONE")
        .add("LET $votes_number = SELECT VALUE number FROM ONLY $votes")
        .add("UPSERT $ballot SET content = $ballot_content, shard = $ballot_shard, changed = $votes_number RETURN NONE")
        .bind("ballot", ballot_of(workshop, person))
        .bind("ballot_seen", seen)
        .bind("ballot_content", serde_json::to_string(ballot).expect("a ballot is plain data"))
        .bind("ballot_shard", record::number(shard))
        .bind("votes", count_of(shard));
}

/// Removes all ballots of a workshop, and meets whoever casts one at the same time.
pub(super) fn drop_ballots(work: &mut Work, workshop: WorkshopId) {
    let votes: Vec<RecordId> = (0..SHARDS).map(count_of).collect();
    work.add("UPDATE $votes SET number += 1 RETURN NONE")
        .add("DELETE $ballots RETURN NONE")
        .bind("votes", votes)
        .bind("ballots", ballots_of(workshop));
}

/// Removes all ballots of a workshop, if they are those that were `seen`; else the transaction is built anew.
pub(super) fn drop_seen_ballots(work: &mut Work, workshop: WorkshopId, seen: &[BallotRow]) {
    let seen: Vec<i64> = seen.iter().map(|row| row.changed).collect();
    work.add("IF (SELECT VALUE changed FROM $ballots) != $ballots_seen { THROW 'again: somebody voted meanwhile' }")
        .bind("ballots_seen", seen);
    drop_ballots(work, workshop);
}

/// All ballots of a workshop.
pub(super) async fn ballots(store: &crate::Store, workshop: WorkshopId) -> Result<Vec<BallotRow>, StoreError> {
    let mut rows = store.read("SELECT * FROM $ballots", with("ballots", ballots_of(workshop))).await?;
    Ok(rows.take(0)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Clock, Store};
    use jiff::Timestamp;
    use std::time::Duration;
    use waymark::{
        TeamId,
        questionnaire::Slug,
        workshop::{Code, Part, Points, Topic, Vote, Wanted, Way},
    };

    fn uuid(number: u128) -> uuid::Uuid {
        uuid::Uuid::from_u128(number)
    }

    async fn opened() -> (Store, Workshop) {
        let store = Store::open("mem://", Clock::machine()).await.expect("opens");
        let topic = Topic { id: Slug::new("balance").expect("a slug"), title: "Balance".to_owned(), about: String::new() };
        let (team, by) = (TeamId::from_uuid(uuid(1)), PersonId::from_uuid(uuid(2)));
        let wanted = Wanted { team, cycle: None, by, way: Way::Points, topics: vec![topic] };
        let (id, code) = (WorkshopId::from_uuid(uuid(3)), Code::draw([4; 8]));
        let workshop = waymark::workshop::open(id, code, wanted, Timestamp::UNIX_EPOCH, []).expect("opened");
        store.commit(create(&workshop)).await.expect("stored");
        vote(&workshop, 1).commit(&store).await.expect("stored");
        (store, workshop)
    }

    /// The transaction by which somebody votes for the first time.
    fn vote(workshop: &Workshop, voter: u128) -> Work {
        let points = Vote::Points(Points::new(4).expect("on the scale"));
        let votes = [(workshop.sections[0].topic.id.clone(), Some(points))];
        let ballot = workshop.cast(Part::Votes, &Ballot::default(), &votes).expect("cast");
        let mut work = about(workshop);
        put_ballot(&mut work, workshop.id, PersonId::from_uuid(uuid(voter << 120)), 0, &ballot);
        work
    }

    /// The transaction by which all that was voted until now is revealed.
    async fn reveal(store: &Store, workshop: &Workshop) -> Work {
        let cast = ballots(store, workshop.id).await.expect("reads");
        let votes: Vec<Ballot> = cast.iter().map(|row| row.ballot().expect("a ballot")).collect();
        let revealed = workshop.reveal(&votes, 9, Timestamp::UNIX_EPOCH).expect("revealed");
        let mut work = about(workshop);
        drop_seen_ballots(&mut work, workshop.id, &cast);
        put(&mut work, &revealed);
        work
    }

    impl Work {
        async fn commit(self, store: &Store) -> Result<(), StoreError> {
            store.commit(self).await
        }

        /// Takes a while.
        fn slow(mut self) -> Self {
            self.add("SLEEP 300ms");
            self
        }
    }

    fn is_built_anew(committed: Result<(), StoreError>) -> bool {
        committed.is_err_and(|error| error.may_retry())
    }

    #[tokio::test]
    async fn a_reveal_that_missed_a_vote_is_built_anew() {
        let (store, workshop) = opened().await;
        let reveal = reveal(&store, &workshop).await;
        vote(&workshop, 5).commit(&store).await.expect("stored");
        assert!(is_built_anew(reveal.commit(&store).await));
        assert_eq!(ballots(&store, workshop.id).await.expect("reads").len(), 2);
    }

    #[tokio::test]
    async fn a_vote_that_missed_the_reveal_is_built_anew() {
        let (store, workshop) = opened().await;
        reveal(&store, &workshop).await.commit(&store).await.expect("stored");
        assert!(is_built_anew(vote(&workshop, 5).commit(&store).await));
        assert!(ballots(&store, workshop.id).await.expect("reads").is_empty());
    }

    #[tokio::test]
    async fn of_a_vote_and_a_reveal_at_the_same_moment_one_is_built_anew() {
        for reveal_is_first in [true, false] {
            let (store, workshop) = opened().await;
            let (vote, reveal) = (vote(&workshop, 5), reveal(&store, &workshop).await);
            let (first, second) = if reveal_is_first { (reveal, vote) } else { (vote, reveal) };
            let slow = tokio::spawn({
                let store = store.clone();
                async move { first.slow().commit(&store).await }
            });
            tokio::time::sleep(Duration::from_millis(100)).await;
            second.commit(&store).await.expect("stored");
            assert!(!slow.is_finished(), "they were at the same moment");
            assert!(is_built_anew(slow.await.expect("no panic")), "{reveal_is_first}");
            assert_eq!(ballots(&store, workshop.id).await.expect("reads").len(), if reveal_is_first { 2 } else { 0 });
        }
    }

    #[tokio::test]
    async fn who_votes_on_two_devices_at_once_loses_nothing() {
        let (store, workshop) = opened().await;
        // As if they had not voted before.
        assert!(is_built_anew(vote(&workshop, 1).commit(&store).await));
    }
}
