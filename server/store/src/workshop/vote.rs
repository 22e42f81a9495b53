//! What somebody votes: stored apart from the workshop, and read by themselves and by the reveal alone.

use super::row::{BallotRow, Row, about, ballot_of, cast_in, id_of, put_ballot, shard_of};
use crate::{Failed, Store, StoreError, access::Participant, transaction::Work, transaction::with};
use surrealdb::types::RecordId;
use waymark::{
    PersonId, WorkshopId,
    questionnaire::Slug,
    workshop::{Ballot, Part, Refused, Vote, Workshop},
};

/// The workshop and what they vote in it, out of the database: what is in memory would have to be read anew after each vote of the others.
async fn read(store: &Store, participant: Participant) -> Result<(Option<Workshop>, Option<BallotRow>), StoreError> {
    let mut values = with("ballot", ballot_of(participant.workshop(), participant.person()));
    values.insert("workshop", id_of(participant.workshop()));
    let mut rows = store.read("SELECT * FROM ONLY $ballot; SELECT * FROM ONLY $workshop", values).await?;
    let workshop = rows.take::<Option<Row>>(1)?.map(|row| row.workshop()).transpose()?;
    Ok((workshop, rows.take(0)?))
}

/// What they vote themselves, until the reveal; nothing after it.
///
/// # Errors
///
/// When the store fails.
pub async fn own(store: &Store, participant: &Participant) -> Result<Ballot, StoreError> {
    let (_, row) = read(store, *participant).await?;
    row.map_or(Ok(Ballot::default()), |row| row.ballot())
}

/// What somebody votes in these workshops, where they do; nothing of those that were revealed.
pub(crate) async fn ballots_by(
    store: &Store,
    person: PersonId,
    workshops: &[WorkshopId],
) -> Result<Vec<(WorkshopId, Ballot)>, StoreError> {
    let ids: Vec<RecordId> = workshops.iter().map(|workshop| ballot_of(*workshop, person)).collect();
    let mut rows = store.read("SELECT * FROM $ids", with("ids", ids)).await?;
    rows.take::<Vec<BallotRow>>(0)?.iter().map(|row| Ok((cast_in(&row.id)?, row.ballot()?))).collect()
}

/// Casts these votes, all or none: each takes the place of what they voted on the same section before, and `None` takes that back.
/// Returns all that they vote then. Once this returns, the reveal counts it.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn cast(store: &Store, participant: &Participant, votes: &[(Slug, Option<Vote>)]) -> Result<Ballot, Failed<Refused>> {
    let (id, person) = (participant.workshop(), participant.person());
    let _place = store.workshops().vote(shard_of(person)).await;
    store
        .transact(|| async move {
            let (workshop, stored) = read(store, *participant).await?;
            let workshop = workshop.ok_or(Failed::Refused(Refused::Unknown))?;
            let (seen, before) = match stored {
                Some(row) => (row.changed, row.ballot()?),
                None => (0, Ballot::default()),
            };
            let ballot = workshop.cast(Part::Votes, &before, votes).map_err(Failed::Refused)?;
            let mut work = Work::new();
            if ballot != before {
                work = about(&workshop);
                put_ballot(&mut work, id, person, seen, &ballot);
            }
            Ok((work, ballot))
        })
        .await
}
