//! What is done with a review itself.

use super::{
    all, plan,
    row::{about, put},
};
use crate::{
    Failed, Store, StoreError,
    access::{Handing, Holder},
    audit::{By, Deed},
    directory, survey,
    transaction::Work,
};
use std::sync::Arc;
use waymark::{
    CycleId, PersonId,
    review::{Refused, Review, ReviewKey},
};

/// The review as it is now, unless its cycle is closed.
pub(super) async fn current(store: &Store, key: ReviewKey) -> Result<Arc<Review>, Failed<Refused>> {
    let review = all(store).await?.shelf.find(key).cloned().ok_or(Failed::Refused(Refused::Unknown))?;
    if review.emptied.is_some() {
        return Err(Failed::Refused(Refused::Emptied));
    }
    if is_open(store, key.cycle).await? { Ok(review) } else { Err(Failed::Refused(Refused::CycleClosed)) }
}

async fn is_open(store: &Store, cycle: CycleId) -> Result<bool, StoreError> {
    Ok(survey::all(store).await?.cycles().any(|known| known.id == cycle && !known.closed))
}

/// The review as it is now, if they still hold that side of it.
pub(super) async fn held(store: &Store, holder: &Holder) -> Result<Arc<Review>, Failed<Refused>> {
    let review = current(store, holder.key()).await?;
    let is_held = review.side_of(holder.person()) == Some(holder.side());
    if is_held { Ok(review) } else { Err(Failed::Refused(Refused::HandedOver)) }
}

/// A transaction that stores what became of a review.
pub(super) fn changed(before: &Review, after: &Review) -> Work {
    let mut work = about(before);
    put(&mut work, after);
    work
}

/// Gives the manager's part to somebody else: who holds it chooses somebody in the line above the person; others can give it to the person's manager only.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn hand_over(store: &Store, handing: &Handing, to: PersonId) -> Result<Arc<Review>, Failed<Refused>> {
    let key = handing.key();
    store
        .transact_audited(|| async move {
            let review = current(store, key).await?;
            let seen = directory::read(store).await?;
            if handing.is_holder() && review.manager != handing.person() {
                return Err(Failed::Refused(Refused::HandedOver));
            }
            let next = seen.directory.person(to).filter(|next| next.active).ok_or(Failed::Refused(Refused::Left))?;
            let is_manager = seen.directory.person(key.person).is_some_and(|person| person.manager == Some(to));
            let fits = is_manager || handing.is_holder() && seen.directory.is_in_line(to, key.person);
            let handed = review.hand_over(next.id).map_err(Failed::Refused)?;
            if !fits {
                return Err(Failed::Refused(Refused::NotInLine));
            }
            let deed = Deed {
                by: By::Person(handing.person()),
                action: "review.handed_over",
                subject: key.person.to_string(),
                detail: format!("cycle {}, to {to}", key.cycle),
            };
            let mut work = changed(&review, &handed);
            let (plan, plan_seen) = plan::row::read(store, key).await?;
            let without = plan.handed_over();
            if without != plan {
                plan::row::put(&mut work, key, plan_seen, &without);
            }
            Ok((work, deed, Arc::new(handed)))
        })
        .await
}

/// A side lets the manager's line see the plan, or not.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn open_to_line(store: &Store, holder: &Holder, open: bool) -> Result<Arc<Review>, Failed<Refused>> {
    store
        .transact(|| async move {
            let review = held(store, holder).await?;
            let opened = review.open_to_line(holder.side(), open).map_err(Failed::Refused)?;
            Ok((changed(&review, &opened), Arc::new(opened)))
        })
        .await
}
