//! What happens to a review: sharing, peers, handing over; goals that are settled and agreed in it.

use super::{NotSaved, Written};
use crate::{
    failure::{Again, Failure},
    people::NotOne,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use waymark::{GoalId, PersonId, goal, review::Refused};
#[cfg(feature = "ssr")]
use {
    super::{
        back, held, named, not_held,
        save::{handed_over, not_saved},
    },
    crate::{
        failure::given_back,
        people::chosen_person,
        server::{self, Server},
    },
    std::sync::Arc,
    store::{
        access::{self, Actor},
        goal as goals, review as reviews,
    },
    waymark::goal::{Goal, Verb},
};

/// Shares one's half. A form without script sends what stands in its fields as well: that is saved first.
#[server(prefix = "/fn", endpoint = "reviews/share")]
pub async fn share(
    cycle: String,
    person: String,
    #[server(default)] written: Written,
) -> Result<(), Failure<Again<Written, NotSaved>>> {
    let (_, _, holder) = held(&cycle, &person, || handed_over(&written)).await?;
    let store = &Server::here().store;
    let edits = written.edits().ok_or(Failure::Malformed)?;
    if !edits.is_empty() {
        reviews::save(store, &holder, &edits).await.map_err(|failed| not_saved(failed, written.clone()))?;
    }
    let shared = reviews::share(store, &holder).await;
    server::settle(shared).map_err(|failure| failure.map(NotSaved::Review).again(written))?;
    back(&holder, "shared", "");
    Ok(())
}

/// Takes one's half back that the other side has not seen.
#[server(prefix = "/fn", endpoint = "reviews/take-back")]
pub async fn take_back(cycle: String, person: String) -> Result<(), Failure<Refused>> {
    let (_, _, holder) = held(&cycle, &person, || Refused::HandedOver).await?;
    server::settle(reviews::take_back(&Server::here().store, &holder).await)?;
    back(&holder, "taken-back", "");
    Ok(())
}

/// What is typed to ask a peer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskTyped {
    /// Who.
    pub peer: String,
    /// What about.
    pub about: String,
    /// Whether the person whom it is about sees it.
    pub open: bool,
}

/// Why a peer was not asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AskWrong {
    /// That names nobody.
    Peer(NotOne),
    /// A rule refuses it.
    Rule(Refused),
}

/// Asks somebody about the person's work.
#[server(prefix = "/fn", endpoint = "reviews/ask")]
pub async fn ask(
    cycle: String,
    person: String,
    peer: String,
    #[server(default)] about: String,
    #[server(default)] open: bool,
) -> Result<(), Failure<Again<AskTyped, AskWrong>>> {
    let server = Server::here();
    let typed = AskTyped { peer: given_back(&peer), about: about.chars().take(2000).collect(), open };
    let over = || Again { typed: typed.clone(), why: AskWrong::Rule(Refused::HandedOver) };
    let (actor, _, holder) = held(&cycle, &person, over).await?;
    let again = |why| server::refuse(AskWrong::Peer(why)).again(typed.clone());
    let chosen = chosen_person(&actor.seen().directory, &peer).map_err(again)?.ok_or_else(|| again(NotOne::Empty))?;
    let asked = reviews::ask(&server.store, &holder, &server.mail, chosen, open, &about.replace("\r\n", "\n")).await;
    server::settle(asked).map_err(|failure| failure.map(AskWrong::Rule).again(typed))?;
    back(&holder, "asked", "peers");
    Ok(())
}

/// Reminds a peer who has not answered.
#[server(prefix = "/fn", endpoint = "reviews/remind")]
pub async fn remind(cycle: String, person: String, peer: PersonId) -> Result<(), Failure<Refused>> {
    let (_, _, holder) = held(&cycle, &person, || Refused::HandedOver).await?;
    let server = Server::here();
    server::settle(reviews::remind(&server.store, &holder, &server.mail, peer).await)?;
    back(&holder, "reminded", "peers");
    Ok(())
}

/// Asks a peer no more who has not answered.
#[server(prefix = "/fn", endpoint = "reviews/ask-no-more")]
pub async fn ask_no_more(cycle: String, person: String, peer: PersonId) -> Result<(), Failure<Refused>> {
    let (_, _, holder) = held(&cycle, &person, || Refused::HandedOver).await?;
    server::settle(reviews::ask_no_more(&Server::here().store, &holder, peer).await)?;
    back(&holder, "asked-no-more", "peers");
    Ok(())
}

/// Why a review was not handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HandWrong {
    /// That names nobody.
    To(NotOne),
    /// A rule refuses it.
    Rule(Refused),
}

/// Hands the manager's part over, to who is named; who takes it over is named by the form, by their id.
#[server(prefix = "/fn", endpoint = "reviews/hand-over")]
pub async fn hand_over(cycle: String, person: String, to: String) -> Result<(), Failure<Again<String, HandWrong>>> {
    let (actor, review) = named(&cycle, &person).await?;
    let Some(handing) = access::handing(&actor, &review) else {
        let over = || Again { typed: given_back(&to), why: HandWrong::Rule(Refused::HandedOver) };
        return Err(not_held(&actor, &review, over).await);
    };
    let again = |why| server::refuse(HandWrong::To(why)).again(given_back(&to));
    let chosen = match to.parse::<PersonId>() {
        Ok(id) => id,
        Err(_) => chosen_person(&actor.seen().directory, &to).map_err(again)?.ok_or_else(|| again(NotOne::Empty))?,
    };
    let handed = reviews::hand_over(&Server::here().store, &handing, chosen).await;
    server::settle(handed).map_err(|failure| failure.map(HandWrong::Rule).again(given_back(&to)))?;
    if chosen == actor.id() {
        leptos_axum::redirect(&format!("{}?done=taken-over", review.key.page(actor.id())));
    } else {
        leptos_axum::redirect("/reports?done=handed-over");
    }
    Ok(())
}

/// A goal that the actor tends.
#[cfg(feature = "ssr")]
async fn tended<R>(actor: &Actor, id: GoalId) -> Result<(Arc<Goal>, access::Tending), Failure<R>> {
    let store = &Server::here().store;
    let goal = goals::find(store, id).await.map_err(server::internal)?.ok_or_else(server::not_found)?;
    let tending = access::tending(store, actor, &goal).ok_or_else(server::not_found)?;
    Ok((goal, tending))
}

/// What is typed to settle a grade.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettleTyped {
    /// Of which goal.
    pub goal: String,
    /// In tenths.
    pub grade: String,
    /// In a sentence.
    pub note: String,
}

/// Why a grade was not settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SettleWrong {
    /// It is not shown yet what the other side says.
    NotOpen,
    /// Somebody else holds the review by now.
    HandedOver,
    /// A rule refuses it.
    Rule(goal::Refused),
}

/// Both have graded a goal and talked about it: this is how well it was reached.
#[server(prefix = "/fn", endpoint = "reviews/settle")]
pub async fn settle(
    cycle: String,
    person: String,
    goal: GoalId,
    seen: u32,
    #[server(default)] grade: String,
    #[server(default)] note: String,
) -> Result<(), Failure<Again<SettleTyped, SettleWrong>>> {
    let store = &Server::here().store;
    let typed = SettleTyped { goal: goal.to_string(), grade: given_back(&grade), note: note.chars().take(4000).collect() };
    let over = || Again { typed: typed.clone(), why: SettleWrong::HandedOver };
    let (actor, review, holder) = held(&cycle, &person, over).await?;
    let refuse = |why| server::refuse(why).again(typed.clone());
    if !review.is_open(actor.seen().day(store.now())) {
        return Err(refuse(SettleWrong::NotOpen));
    }
    let tenths = grade.trim().parse::<u8>().ok().filter(|tenths| *tenths <= 10);
    let tenths = tenths.ok_or_else(|| refuse(SettleWrong::Rule(goal::Refused::OutOfTen)))?;
    let (found, tending) = tended(&actor, goal).await?;
    if !waymark::review::is_looked_back_on(&review, &found) {
        return Err(server::not_found());
    }
    let verb = Verb::GradeIn(review.key, tenths, note.replace("\r\n", "\n"));
    let done = goals::act(store, &tending, goals::Seen::Part(seen), &[verb]).await;
    server::settle(done).map_err(|failure| failure.map(SettleWrong::Rule).again(typed))?;
    back(&holder, "settled", &format!("goal-{goal}"));
    Ok(())
}

/// Agrees to a goal that was drafted.
#[server(prefix = "/fn", endpoint = "reviews/agree")]
pub async fn agree(cycle: String, person: String, goal: GoalId, seen: u32) -> Result<(), Failure<goal::Refused>> {
    let (actor, _, holder) = held(&cycle, &person, || goal::Refused::NotYours).await?;
    let (_, tending) = tended(&actor, goal).await?;
    server::settle(goals::act(&Server::here().store, &tending, goals::Seen::Part(seen), &[Verb::Agree]).await)?;
    back(&holder, "agreed", "next");
    Ok(())
}
