//! Server functions about development plans.

mod show;
mod sign;
mod write;

#[cfg(feature = "ssr")]
pub use show::{Desk, TakeOver, Text};
pub use show::{Document, Hindrance, PlanData, PlanLine, PlanPage, Promised, ShowPlan, Signed, Told, Version, Writing};
pub use sign::{AmendPlan, AmendWrong, GiveUpPlan, OpenPlan, SignPlan, SignWrong};
pub use write::{Row, RowWrong, Rows, RowsTyped, RowsWrong, Saved, TextTyped, TextWrong, WriteRows, WriteText};

use serde::{Deserialize, Serialize};
use waymark::review;
#[cfg(feature = "ssr")]
use {
    crate::{
        failure::Failure,
        server::{self, Server},
    },
    axum::http::{Uri, header},
    std::sync::Arc,
    store::{
        access::{self, Actor, Holder},
        review as reviews,
        review::plan::PlanFailed,
    },
    waymark::{
        plan::Refused,
        review::{Review, ReviewKey},
    },
};

/// Why nothing happened to a plan, beside what a form says at its fields. Less than the store says, so that the browser's half knows nothing of
/// contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// Because of the review.
    Review(review::Refused),
    /// Nothing is being written any more.
    NothingWritten,
    /// An amendment is being written already.
    AmendedAlready,
    /// Both have yet to sign what could be amended.
    NotSigned,
    /// Something else was done meanwhile.
    Otherwise,
}

#[cfg(feature = "ssr")]
impl From<PlanFailed> for Why {
    fn from(failed: PlanFailed) -> Self {
        match failed {
            PlanFailed::Review(why) => Self::Review(why),
            PlanFailed::Plan(Refused::Signed | Refused::NoAmendment) => Self::NothingWritten,
            PlanFailed::Plan(Refused::Already) => Self::AmendedAlready,
            PlanFailed::Plan(Refused::NotSigned) => Self::NotSigned,
            PlanFailed::Plan(_) => Self::Otherwise,
        }
    }
}

/// A review of which the actor may know that there is one.
#[cfg(feature = "ssr")]
async fn found<R>(cycle: &str, person: &str) -> Result<(Actor, Arc<Review>), Failure<R>> {
    let actor = server::actor().await?;
    let person = if person.is_empty() { Some(actor.id()) } else { person.parse().ok() };
    let key = cycle.parse().ok().zip(person).map(|(cycle, person)| ReviewKey { cycle, person }).ok_or_else(server::not_found)?;
    let review = reviews::find(&Server::here().store, key).await.map_err(server::internal)?;
    Ok((actor, review.ok_or_else(server::not_found)?))
}

/// A review of which the actor is one side.
#[cfg(feature = "ssr")]
async fn held<R>(cycle: &str, person: &str) -> Result<(Actor, Arc<Review>, Holder), Failure<R>> {
    let (actor, review) = found(cycle, person).await?;
    let holder = access::holder(&actor, &review).ok_or_else(server::not_found)?;
    Ok((actor, review, holder))
}

/// The page of a plan, with a word about what was done there: at the address at which the reader has it, so that what they type elsewhere on it
/// stays.
#[cfg(feature = "ssr")]
fn back(actor: &Actor, key: ReviewKey, done: &str, part: &str) -> String {
    let anchor = if part.is_empty() { String::new() } else { format!("#{part}") };
    let parts = server::parts();
    let from = parts.headers.get(header::REFERER).and_then(|from| from.to_str().ok()?.parse::<Uri>().ok());
    let page = key.plan_page(actor.id());
    // One's own is found at other addresses, too.
    let is_own = |path: &str| key.person == actor.id() && (path == "/plan" || path == format!("{page}/{}", key.person));
    let path = from.map(|from| from.path().to_owned()).filter(|path| is_own(path)).unwrap_or(page);
    format!("{path}?done={done}{anchor}")
}
