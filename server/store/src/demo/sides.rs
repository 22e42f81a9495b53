//! Personal reviews of the demo company, and their sides as they act in them, through the verbs that everybody has.

use crate::{
    Store, StoreError,
    access::{self, Actor, AskedPeer, Holder},
    outbox::Mail,
    review::{self, Wanted, Who, plan},
};
use std::{fmt::Debug, sync::Arc};
use waymark::{
    CycleId, PersonId,
    plan::{Edit as PlanEdit, Said},
    questionnaire::Slug,
    review::{Dates, Edit, Review, ReviewKey, Slot},
};

pub(super) fn failed(what: impl Debug) -> StoreError {
    StoreError::new(format!("a review could not be made: {what:?}"))
}

/// Reviews of these people, which look back on a cycle or on none.
pub(super) fn wanted(
    cycle: CycleId,
    back: Option<CycleId>,
    dates: Dates,
    people: impl IntoIterator<Item = PersonId>,
) -> Result<Wanted, StoreError> {
    let questionnaire = Slug::new("personal-review").map_err(failed)?;
    Ok(Wanted { cycle, questionnaire, dates, back, who: Who::People(people.into_iter().collect()) })
}

/// Somebody.
pub(super) async fn actor(store: &Store, person: PersonId) -> Result<Actor, StoreError> {
    access::actor(store, person).await?.ok_or_else(|| failed(("they left", person)))
}

/// A review as it is now.
pub(super) async fn review(store: &Store, key: ReviewKey) -> Result<Arc<Review>, StoreError> {
    review::find(store, key).await?.ok_or_else(|| failed(("the review is gone", key)))
}

/// Somebody as one of the two who hold a review.
pub(super) async fn holder(store: &Store, person: PersonId, key: ReviewKey) -> Result<Holder, StoreError> {
    let (actor, found) = (actor(store, person).await?, review(store, key).await?);
    access::holder(&actor, &found).ok_or_else(|| failed(("they do not hold it", person)))
}

/// Somebody as a peer who was asked.
pub(super) async fn asked(store: &Store, person: PersonId, key: ReviewKey) -> Result<AskedPeer, StoreError> {
    let (actor, found) = (actor(store, person).await?, review(store, key).await?);
    access::asked_peer(&actor, &found).ok_or_else(|| failed(("they were not asked", person)))
}

pub(super) fn answer(id: &str) -> Result<Slot, StoreError> {
    Slug::new(id).map(Slot::Answer).map_err(failed)
}

/// These words in a field that nobody wrote before.
pub(super) fn edit(slot: Slot, text: impl Into<String>) -> Edit {
    Edit { slot, text: text.into(), seen: 0, pen: None }
}

/// What a side sees of the plan.
async fn open_plan(store: &Store, holder: &Holder) -> Result<plan::Open, StoreError> {
    let (actor, found) = (actor(store, holder.person()).await?, review(store, holder.key()).await?);
    let reader = access::plan_reader(&actor, &found).ok_or_else(|| failed("not theirs to read"))?;
    plan::read(store, &reader).await?.ok_or_else(|| failed("there is no plan"))
}

/// A side writes parts of the plan.
pub(super) async fn write_plan(store: &Store, holder: &Holder, said: Vec<Said>) -> Result<(), StoreError> {
    let open = open_plan(store, holder).await?;
    let edit = |said: Said| PlanEdit { seen: open.plan.revision(said.part()), said, pen: None };
    let edits: Vec<PlanEdit> = said.into_iter().map(edit).collect();
    plan::write(store, holder, &edits).await.map(drop).map_err(failed)
}

/// A side signs the plan as it stands.
pub(super) async fn sign_plan(store: &Store, holder: &Holder) -> Result<(), StoreError> {
    let open = open_plan(store, holder).await?;
    let contents = open.plan.contents(&open.goals.unwrap_or_default()).ok_or_else(|| failed("nothing is written"))?;
    plan::sign(store, holder, &Mail::none(), contents.seal(), Some(&contents)).await.map(drop).map_err(failed)
}
