//! Server functions about personal reviews.

mod act;
mod input;
mod save;
mod show;

pub use act::{
    Agree, Ask, AskNoMore, AskTyped, AskWrong, HandOver, HandWrong, Remind, Settle, SettleTyped, SettleWrong, Share, TakeBack,
};
pub use input::{Decline, Give, InputData, SaveInput, ShowInput};
pub use save::{Amend, NotSaved, Revisions, Save, SaveNotes, Written};
#[cfg(feature = "ssr")]
pub use show::{Before, HalfState};
pub use show::{
    Dated, Entry, FormerData, Judged, NextGoal, PastGoal, PeerLine, QuestionData, ReviewData, ReviewPage, Said, SectionData,
    Show, Who,
};

#[cfg(feature = "ssr")]
use {
    crate::{
        failure::Failure,
        server::{self, Server},
    },
    std::sync::Arc,
    store::{
        access::{self, Actor, Holder},
        review as reviews,
    },
    waymark::{
        CycleId, PersonId,
        review::{Review, ReviewKey},
    },
};

/// The review that an address names: one's own has no name in its address.
#[cfg(feature = "ssr")]
async fn named<R>(cycle: &str, person: &str) -> Result<(Actor, Arc<Review>), Failure<R>> {
    let actor = server::actor().await?;
    let cycle = cycle.parse::<CycleId>().map_err(|_| server::not_found())?;
    let person = if person.is_empty() { actor.id() } else { person.parse::<PersonId>().map_err(|_| server::not_found())? };
    let review = reviews::find(&Server::here().store, ReviewKey { cycle, person }).await.map_err(server::internal)?;
    Ok((actor, review.ok_or_else(server::not_found)?))
}

/// A review that the actor holds one side of; `over` is what is said to who held it before.
#[cfg(feature = "ssr")]
async fn held<R>(cycle: &str, person: &str, over: impl FnOnce() -> R) -> Result<(Actor, Arc<Review>, Holder), Failure<R>> {
    let (actor, review) = named(cycle, person).await?;
    let Some(holder) = access::holder(&actor, &review) else { return Err(not_held(&actor, &review, over).await) };
    Ok((actor, review, holder))
}

/// Who held it is told that somebody else does; others need not know that there is such a review.
#[cfg(feature = "ssr")]
async fn not_held<R>(actor: &Actor, review: &Arc<Review>, over: impl FnOnce() -> R) -> Failure<R> {
    match reviews::left_behind(&Server::here().store, actor, review).await {
        Ok(Some(_)) => server::refuse(over()),
        Ok(None) => server::not_found(),
        Err(error) => server::internal(error),
    }
}

/// Leads back to the page of a review, which says what was done.
#[cfg(feature = "ssr")]
fn back(holder: &Holder, done: &str, at: &str) {
    let hash = if at.is_empty() { String::new() } else { format!("#{at}") };
    leptos_axum::redirect(&format!("{}?done={done}{hash}", holder.key().page(holder.person())));
}
