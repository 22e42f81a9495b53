//! Removing what was written in reviews. What is removed, and that it was announced, is `store::retention`'s to say.

use super::{all, row};
use crate::{
    Store, StoreError,
    transaction::{Work, with},
};
use jiff::civil::Date;
use std::{collections::BTreeSet, sync::Arc};
use surrealdb::types::RecordId;
use waymark::{
    CycleId, PersonId,
    review::{Review, ReviewKey},
};

/// Whose reviews of a cycle hold a text: that of a half, notes, what a peer wrote or was asked about.
pub(crate) async fn with_texts(store: &Store, cycle: CycleId) -> Result<BTreeSet<PersonId>, StoreError> {
    let mut rows = store.read("SELECT VALUE id FROM $texts", with("texts", row::writings_in(cycle))).await?;
    let keys = rows.take::<Vec<RecordId>>(0)?.iter().map(row::key_of).collect::<Result<Vec<ReviewKey>, _>>()?;
    let mut people: BTreeSet<PersonId> = keys.into_iter().map(|key| key.person).collect();
    let reviews = all(store).await?;
    let of_cycle = reviews.shelf.launches(cycle).into_iter().flat_map(|launch| reviews.shelf.of_launch(launch));
    let asked = of_cycle.filter(|review| review.peers.iter().any(|peer| !peer.about.is_empty()));
    people.extend(asked.map(|review| review.key.person));
    // A text without its review is `waymark check`'s to tell.
    people.retain(|person| reviews.shelf.find(ReviewKey { cycle, person: *person }).is_some());
    Ok(people)
}

/// Adds to a transaction that what was written in these people's reviews of a cycle is removed. Returns of how many.
pub(crate) async fn empty(
    store: &Store,
    work: &mut Work,
    cycle: CycleId,
    people: impl IntoIterator<Item = PersonId>,
    today: Date,
) -> Result<usize, StoreError> {
    let reviews = all(store).await?;
    let seen = people.into_iter().filter_map(|person| reviews.shelf.find(ReviewKey { cycle, person }));
    let emptied: Vec<(Arc<Review>, Review)> = seen.map(|review| (Arc::clone(review), review.empty(today))).collect();
    row::empty(work, &emptied);
    Ok(emptied.len())
}
