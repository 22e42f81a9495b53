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
pub use show::{Dated, Entry, Judged, NextGoal, PastGoal, PeerLine, QuestionData, ReviewData, Said, SectionData, Show, Who};

#[cfg(feature = "ssr")]
use {
    super::address,
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

/// A review that the actor holds one side of.
#[cfg(feature = "ssr")]
async fn held<R>(cycle: &str, person: &str) -> Result<(Actor, Arc<Review>, Holder), Failure<R>> {
    let actor = server::actor().await?;
    let cycle = cycle.parse::<CycleId>().map_err(|_| server::not_found())?;
    // One's own has no name in its address.
    let person = if person.is_empty() { actor.id() } else { person.parse::<PersonId>().map_err(|_| server::not_found())? };
    let review = reviews::find(&Server::here().store, ReviewKey { cycle, person }).await.map_err(server::internal)?;
    let review = review.ok_or_else(server::not_found)?;
    let holder = access::holder(&actor, &review).ok_or_else(server::not_found)?;
    Ok((actor, review, holder))
}

/// Leads back to the page of a review, which says what was done.
#[cfg(feature = "ssr")]
fn back(holder: &Holder, done: &str, at: &str) {
    let hash = if at.is_empty() { String::new() } else { format!("#{at}") };
    leptos_axum::redirect(&format!("{}?done={done}{hash}", address(holder.key(), holder.person())));
}
