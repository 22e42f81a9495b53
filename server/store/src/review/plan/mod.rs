//! The plan of a review: written by its sides, signed by both, and read by who may.

mod letter;
pub(super) mod row;

use super::write::held;
use crate::{
    Failed, Store, StoreError,
    access::{Holder, PlanReader},
    audit::{By, Deed},
    directory, goal,
    outbox::Mail,
    transaction::Work,
};
use letter::News;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use waymark::{
    plan::{Contents, Edit, Goals, Plan, Refused, Seal, Signing},
    review::{self, Review, ReviewKey, Side},
};

/// A plan as somebody sees it.
#[derive(Clone, Debug)]
pub struct Open {
    /// The review that it is of.
    pub review: Arc<Review>,
    /// The plan; for who is neither side without what is being written.
    pub plan: Plan,
    /// Its goals as they are now; for a side only.
    pub goals: Option<Goals>,
}

/// Why nothing happened to a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlanFailed {
    /// Because of the review.
    Review(review::Refused),
    /// Because of the plan.
    Plan(Refused),
}

fn refused(why: Refused) -> Failed<PlanFailed> {
    Failed::Refused(PlanFailed::Plan(why))
}

fn lifted(failed: Failed<review::Refused>) -> Failed<PlanFailed> {
    match failed {
        Failed::Refused(why) => Failed::Refused(PlanFailed::Review(why)),
        Failed::Store(error) => Failed::Store(error),
    }
}

/// The goals of a review's plan as they are now, and what of them stands in the way of signing.
///
/// # Errors
///
/// When the store fails.
pub async fn goals_of(store: &Store, key: ReviewKey) -> Result<Goals, StoreError> {
    let goals = goal::all(store).await?;
    Ok(Goals::of(key, &goals.tree, &goals.policies))
}

/// A plan as somebody may see it: what is being written is for its sides only.
///
/// # Errors
///
/// When the store fails.
pub async fn read(store: &Store, reader: &PlanReader) -> Result<Option<Open>, StoreError> {
    let Some(review) = super::find(store, reader.key()).await? else { return Ok(None) };
    let (plan, _) = row::read(store, review.key).await?;
    if reader.side().is_none() {
        return Ok(Some(Open { review, plan: plan.signed_only(), goals: None }));
    }
    let goals = goals_of(store, review.key).await?;
    Ok(Some(Open { review, plan, goals: Some(goals) }))
}

/// The review and its plan as they are now, and how often that was written, for a side while both halves are shown.
async fn held_open(store: &Store, holder: &Holder) -> Result<(Arc<Review>, Plan, i64), Failed<PlanFailed>> {
    let review = held(store, holder).await.map_err(lifted)?;
    let today = directory::read(store).await?.day(store.now());
    if !review.is_open(today) {
        return Err(Failed::Refused(PlanFailed::Review(review::Refused::NotOpen)));
    }
    let (plan, seen) = row::read(store, review.key).await?;
    Ok((review, plan, seen))
}

/// Writes parts of what has yet to be signed. Returns what stands there then.
///
/// # Errors
///
/// [`PlanFailed`], or the store's.
pub async fn write(store: &Store, holder: &Holder, edits: &[Edit]) -> Result<Plan, Failed<PlanFailed>> {
    store
        .transact(|| async move {
            let (review, before, seen) = held_open(store, holder).await?;
            match before.write(edits) {
                Err(Refused::Nothing) => Ok((Work::new(), before)),
                Err(why) => Err(refused(why)),
                Ok(after) => Ok((row::written(&review, seen, &after), after)),
            }
        })
        .await
}

/// Signs what has this seal. The other side gets a letter if it has yet to. `shown` is what was seen, where that is known: it says what became
/// otherwise meanwhile.
///
/// # Errors
///
/// [`PlanFailed`], or the store's.
pub async fn sign(
    store: &Store,
    holder: &Holder,
    mail: &Mail,
    seal: Seal,
    shown: Option<&Contents>,
) -> Result<Plan, Failed<PlanFailed>> {
    let (person, side) = (holder.person(), holder.side());
    let signed = store
        .transact_audited(|| async move {
            let goals = goal::all(store).await?;
            let (review, before, seen) = held_open(store, holder).await?;
            let aims = Goals::of(review.key, &goals.tree, &goals.policies);
            let signing = Signing { by: person, side, at: store.now(), seal };
            let after = before.sign(signing, shown, &aims).map_err(refused)?;
            let mut work = row::signed(&review, seen, &after);
            // Else one would sign what a goal no longer is.
            goal::unchanged(&mut work, &goals);
            if after.draft.is_some() {
                let company = directory::read(store).await?;
                letter::queue(&mut work, mail, &company, &review, side, News::Signed, store.now());
            }
            let role = match side {
                Side::Own => "the person",
                Side::Manager => "the manager",
            };
            let deed = Deed {
                by: By::Person(person),
                action: "plan.signed",
                subject: review.key.person.to_string(),
                detail: format!("cycle {}, as {role}, seal {seal}", review.key.cycle),
            };
            Ok((work, deed, after))
        })
        .await?;
    store.jobs().notify_one();
    Ok(signed)
}

/// Begins to amend what both signed. The other side gets a letter.
///
/// # Errors
///
/// [`PlanFailed`], or the store's.
pub async fn amend(store: &Store, holder: &Holder, mail: &Mail, reason: &str) -> Result<Plan, Failed<PlanFailed>> {
    let side = holder.side();
    let amended = store
        .transact(|| async move {
            let (review, before, seen) = held_open(store, holder).await?;
            let after = before.amend(side, holder.person(), reason, store.now()).map_err(refused)?;
            let mut work = row::written(&review, seen, &after);
            let company = directory::read(store).await?;
            letter::queue(&mut work, mail, &company, &review, side, News::Amended, store.now());
            Ok((work, after))
        })
        .await?;
    store.jobs().notify_one();
    Ok(amended)
}

/// Gives up the amendment that has this seal: what both signed stays as it is. `shown` is what was seen of it, where that is known.
///
/// # Errors
///
/// [`PlanFailed`], or the store's.
pub async fn give_up(store: &Store, holder: &Holder, seal: Seal, shown: Option<&Contents>) -> Result<Plan, Failed<PlanFailed>> {
    store
        .transact(|| async move {
            let (review, before, seen) = held_open(store, holder).await?;
            let aims = goals_of(store, review.key).await?;
            let after = before.give_up(seal, shown, &aims).map_err(refused)?;
            Ok((row::written(&review, seen, &after), after))
        })
        .await
}
