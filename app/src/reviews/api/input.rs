//! What a peer writes, who was asked.

use super::{Entry, NotSaved, Revisions, Who, Written};
use crate::failure::{Again, Failure, Nothing};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::review::{PeerState, Refused};
#[cfg(feature = "ssr")]
use {
    super::{named, save::not_saved},
    crate::{
        moment,
        reviews::shown,
        server::{self, Server},
    },
    std::sync::Arc,
    store::{
        access::{self, Actor, AskedPeer},
        review as reviews,
    },
    waymark::review::Review,
};

/// The page on which a peer answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputData {
    /// The cycle: id, and what it is called.
    pub cycle: (String, String),
    /// Whom it is about.
    pub person: Who,
    /// Who asked.
    pub by: Who,
    /// The reader: what a device keeps is theirs.
    pub reader: String,
    /// What they are asked about in particular.
    pub about: String,
    /// By when: "20 January".
    pub until: String,
    /// Whether the person whom it is about sees it.
    pub open: bool,
    /// How far it is.
    pub state: PeerState,
    /// Whether nothing is taken any more, though nothing was given: the plan is signed, or the cycle closed.
    pub over: bool,
    /// What they write.
    pub entries: Vec<Entry>,
    /// The same as it is read.
    pub said: Vec<(String, String)>,
}

#[cfg(feature = "ssr")]
async fn asked<R>(cycle: &str, person: &str) -> Result<(Actor, Arc<Review>, AskedPeer), Failure<R>> {
    let (actor, review) = named(cycle, person).await?;
    let peer = access::asked_peer(&actor, &review).ok_or_else(server::not_found)?;
    Ok((actor, review, peer))
}

#[cfg(feature = "ssr")]
fn back(peer: &AskedPeer, done: &str) {
    leptos_axum::redirect(&format!("{}?done={done}", peer.key().input_page()));
}

/// What a peer was asked, and what they wrote so far.
#[server(prefix = "/fn", endpoint = "reviews/input", input = GetUrl)]
pub async fn show_input(cycle: String, person: String) -> Result<InputData, Failure<Nothing>> {
    let (actor, review, peer) = asked(&cycle, &person).await?;
    let store = &Server::here().store;
    let written = reviews::own_input(store, &peer).await.map_err(server::internal)?;
    let surveys = store::survey::all(store).await.map_err(server::internal)?;
    let asked = review.peer(actor.id()).ok_or_else(server::not_found)?;
    let today = actor.seen().day(store.now());
    let is_closed = !surveys.cycles().any(|cycle| cycle.id == review.key.cycle && !cycle.closed);
    Ok(InputData {
        cycle: shown::cycle(&surveys, review.key.cycle),
        person: shown::who(actor.seen(), review.key.person),
        by: shown::who(actor.seen(), asked.by),
        reader: actor.id().to_string(),
        about: asked.about.clone(),
        until: moment::day(review.dates.prepare, today),
        open: asked.open,
        state: asked.state,
        over: asked.state == PeerState::Asked && (review.is_signed() || is_closed),
        entries: shown::inputs(&written),
        said: shown::input_said(&written),
    })
}

/// Saves what a peer writes, before they give it.
#[server(prefix = "/fn", endpoint = "reviews/save-input")]
pub async fn save_input(cycle: String, person: String, written: Written) -> Result<Revisions, Failure<Again<Written, NotSaved>>> {
    let (_, _, peer) = asked(&cycle, &person).await?;
    let edits = written.edits().ok_or(Failure::Malformed)?;
    let saved = reviews::save_input(&Server::here().store, &peer, &edits).await;
    let saved = saved.map_err(|failed| not_saved(failed, written.clone()))?;
    back(&peer, "saved");
    Ok(written.revisions(&saved))
}

/// A peer gives what they wrote.
#[server(prefix = "/fn", endpoint = "reviews/give")]
pub async fn give(cycle: String, person: String) -> Result<(), Failure<Refused>> {
    let (_, _, peer) = asked(&cycle, &person).await?;
    server::settle(reviews::give(&Server::here().store, &peer).await)?;
    back(&peer, "given");
    Ok(())
}

/// A peer would rather not.
#[server(prefix = "/fn", endpoint = "reviews/decline")]
pub async fn decline(cycle: String, person: String) -> Result<(), Failure<Refused>> {
    let (_, _, peer) = asked(&cycle, &person).await?;
    server::settle(reviews::decline(&Server::here().store, &peer).await)?;
    back(&peer, "declined");
    Ok(())
}
