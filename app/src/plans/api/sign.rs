//! Signing a plan, amending it, and letting others see it.

use super::Why;
use crate::failure::{Again, Failure};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use waymark::review;
#[cfg(feature = "ssr")]
use {
    super::{back, held},
    crate::{
        plans::shown::{self, Teller},
        server::{self, Server},
    },
    store::{
        access::Actor,
        review::{
            open_to_line,
            plan::{self as plans, PlanFailed},
        },
    },
    waymark::{
        plan::{self, Contents, LONGEST_LINE, Seal},
        review::{PlanStage, Review},
    },
};

/// Why a plan was not signed, or an amendment not given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignWrong {
    /// It is not what was shown any more: what became otherwise, in sentences; none where what was shown is not known.
    Outdated(Vec<String>),
    /// Something stands in the way; the page says what.
    Obstacles,
    /// They have signed exactly this.
    Already,
    /// Something else.
    Other(Why),
}

/// Why no amendment was begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AmendWrong {
    /// It has no reason.
    NoReason,
    /// The reason is too long, or has characters that nobody sees.
    Reason,
    /// Something else.
    Other(Why),
}

/// What somebody saw, by its seal; and itself, where their page knew it.
#[cfg(feature = "ssr")]
fn seen<R>(seal: &str, shown: &str) -> Result<(Seal, Option<Contents>), Failure<R>> {
    Ok((seal.parse().map_err(|_| Failure::Malformed)?, serde_json::from_str(shown).ok()))
}

/// Why nothing was done with it.
#[cfg(feature = "ssr")]
fn wrong(actor: &Actor, review: &Review, why: PlanFailed) -> SignWrong {
    match why {
        PlanFailed::Plan(plan::Refused::Outdated(all)) => {
            SignWrong::Outdated(shown::told_in(&Teller::new(&Server::here().store, actor, review), &all))
        }
        PlanFailed::Plan(plan::Refused::Obstacles(_)) => SignWrong::Obstacles,
        PlanFailed::Plan(plan::Refused::Already) => SignWrong::Already,
        why => SignWrong::Other(why.into()),
    }
}

/// Signs exactly what has this seal. `shown` is that as JSON, to say what became otherwise meanwhile.
#[server(prefix = "/fn", endpoint = "plans/sign")]
pub async fn sign_plan(
    cycle: String,
    #[server(default)] person: String,
    seal: String,
    #[server(default)] shown: String,
) -> Result<(), Failure<SignWrong>> {
    let (actor, review, holder) = held(&cycle, &person).await?;
    let server = Server::here();
    let (seal, contents) = seen(&seal, &shown)?;
    let signed = plans::sign(&server.store, &holder, &server.mail, seal, contents.as_ref()).await;
    let plan = server::settle(signed).map_err(|failure| failure.map(|why| wrong(&actor, &review, why)))?;
    let is_whole = matches!(plan.stage(), PlanStage::Signed { amending: false, .. });
    leptos_axum::redirect(&back(&actor, holder.key(), if is_whole { "whole" } else { "signed" }, ""));
    Ok(())
}

/// Writes a plan again that both signed, for this reason.
#[server(prefix = "/fn", endpoint = "plans/amend")]
pub async fn amend_plan(
    cycle: String,
    #[server(default)] person: String,
    #[server(default)] reason: String,
) -> Result<(), Failure<Again<String, AmendWrong>>> {
    let (actor, _, holder) = held(&cycle, &person).await?;
    let server = Server::here();
    let typed: String = reason.chars().take(LONGEST_LINE * 10).collect();
    let amended = plans::amend(&server.store, &holder, &server.mail, &reason).await;
    server::settle(amended).map(drop).map_err(|failure| {
        let wrong = |why| match why {
            PlanFailed::Plan(plan::Refused::NoReason) => AmendWrong::NoReason,
            PlanFailed::Plan(plan::Refused::Reason) => AmendWrong::Reason,
            why => AmendWrong::Other(why.into()),
        };
        failure.map(wrong).again(typed)
    })?;
    leptos_axum::redirect(&back(&actor, holder.key(), "amending", ""));
    Ok(())
}

/// Gives up the amendment that has this seal: what both signed stays as it is. `shown` is that as JSON, to say what became otherwise meanwhile.
#[server(prefix = "/fn", endpoint = "plans/give-up")]
pub async fn give_up_plan(
    cycle: String,
    #[server(default)] person: String,
    seal: String,
    #[server(default)] shown: String,
) -> Result<(), Failure<SignWrong>> {
    let (actor, review, holder) = held(&cycle, &person).await?;
    let (seal, contents) = seen(&seal, &shown)?;
    let given_up = plans::give_up(&Server::here().store, &holder, seal, contents.as_ref()).await;
    drop(server::settle(given_up).map_err(|failure| failure.map(|why| wrong(&actor, &review, why)))?);
    leptos_axum::redirect(&back(&actor, holder.key(), "given-up", ""));
    Ok(())
}

/// Lets the managers above see what both signed, or not.
#[server(prefix = "/fn", endpoint = "plans/open")]
pub async fn open_plan(
    cycle: String,
    #[server(default)] person: String,
    #[server(default)] open: bool,
) -> Result<(), Failure<review::Refused>> {
    let (actor, _, holder) = held(&cycle, &person).await?;
    drop(server::settle(open_to_line(&Server::here().store, &holder, open).await)?);
    let done = if open { "opened" } else { "closed" };
    leptos_axum::redirect(&back(&actor, holder.key(), done, "readers"));
    Ok(())
}
