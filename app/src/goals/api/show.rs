//! A goal's page.

use super::{PlaceTyped, TermsTyped};
use crate::{
    failure::{Failure, Nothing},
    goals::row::GoalRow,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    super::found,
    crate::{
        goals::shown,
        server::{self, Server},
    },
    store::{access, goal as goals},
};

/// Something that happened to a goal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Happened {
    /// Whose face stands beside it.
    pub initials: String,
    /// What, with who did it.
    pub what: String,
    /// What was written.
    pub note: Option<String>,
    /// An address that was kept.
    pub link: Option<String>,
    /// When, as the reader says it.
    pub when: String,
}

/// Another goal, beside this one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Served {
    /// Its page; nothing where the reader may not see it.
    pub href: Option<String>,
    /// What it is called.
    pub title: String,
    /// How the one serves the other, and how far it is.
    pub how: String,
}

/// One thing that was agreed, beside what is now and what waits to be agreed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Agreed {
    /// What it is about.
    pub what: String,
    /// As it was agreed first.
    pub first: String,
    /// As it is.
    pub now: String,
    /// As it is to be.
    pub then: Option<String>,
}

/// Something that the organisation asks of goals.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ask {
    /// What.
    pub policy: waymark::goal::Policy,
    /// Whether something is refused without.
    pub blocks: bool,
    /// How it is kept now: "There are 3."; nothing where that is open.
    pub now: Option<String>,
}

/// What a reader has to do with what waits to be agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// Nothing.
    Looks,
    /// They may agree to the goal.
    Agrees,
    /// They may agree to a change, or decline it.
    Decides,
    /// They may take a change back.
    Withdraws,
}

/// A goal's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalData {
    /// What the tree says of it, too.
    pub row: GoalRow,
    /// What it is about.
    pub about: String,
    /// Whether all of it is the reader's to see.
    pub whole: bool,
    /// Whose it is: a page, and what it is called.
    pub level: (String, String),
    /// The cycle and the project that it belongs to, the days, who sees it.
    pub facts: Vec<(String, String)>,
    /// What it answers, where the reader may know: a page and what it is called.
    pub origin: Option<(String, String)>,
    /// The plan that it is part of and the review in which it was graded, where the reader may see them: pages and what they are called.
    pub reviewed: Vec<(String, String)>,
    /// How far both sides agree, as a sentence.
    pub agreement: String,
    /// Whether it needs agreement, and has both sides'.
    pub agreed: bool,
    /// What was agreed, and what is.
    pub compared: Vec<Agreed>,
    /// Why a change was proposed, by whom and when.
    pub change: Option<String>,
    /// What the reader has to do with what waits.
    pub part: Part,
    /// What it serves.
    pub parent: Option<Served>,
    /// What serves it.
    pub children: Vec<Served>,
    /// Milestones, and whether they are done.
    pub steps: Vec<(String, bool)>,
    /// Since when its owner is stuck, and what they need.
    pub stuck: Option<(String, String)>,
    /// What numbers and time say of its status, where that is not what its owner says.
    pub suggested: Option<String>,
    /// How well it was reached: "0.7", with the colour's name.
    pub grade: Option<(String, String)>,
    /// What happened, the last first.
    pub history: Vec<Happened>,
    /// How much happened before that.
    pub before: u32,
    /// How it went, as a picture.
    pub chart: String,
    /// What moves it, and how far that is, as a picture.
    pub bars: String,
    /// The goals beside it that the reader may see: the id, after how many events, how far.
    pub near: Vec<(String, u32, Option<i32>)>,
    /// What is stored, as forms have it; with what waits.
    pub terms: TermsTyped,
    /// What is stored, as forms have it.
    pub place: PlaceTyped,
    /// What it is, as it is stored.
    pub kind: String,
    /// Projects that it may be tied to.
    pub projects: Vec<(String, String)>,
    /// Goals near to the reader that it may serve.
    pub offered: Vec<String>,
    /// Cycles to which it may be carried over.
    pub cycles: Vec<(String, String)>,
    /// Whether it is a person's own, which alone is opened to colleagues.
    pub personal: bool,
    /// What the organisation asks of goals.
    pub asks: Vec<Ask>,
}

/// How many events a page shows at first.
#[cfg(feature = "ssr")]
const SHOWN: u32 = 60;

/// The most events that a page shows.
#[cfg(feature = "ssr")]
const MOST_SHOWN: u32 = 1000;

/// A goal, for who may see it; `all` with more of its history.
#[server(prefix = "/fn", endpoint = "goals/show", input = GetUrl)]
pub async fn show(id: String, #[server(default)] all: bool) -> Result<GoalData, Failure<Nothing>> {
    let (actor, goal) = found(id.parse().map_err(|_| server::not_found())?).await?;
    let store = &Server::here().store;
    let reader = access::goal_reader(store, &actor, &goal).ok_or_else(server::not_found)?;
    let most = if all { MOST_SHOWN } else { SHOWN };
    // A few more than are shown: they say what was before.
    let first = goal.sequence.saturating_sub(most * 2);
    let events =
        if reader.sees_all() { goals::since(store, &reader, first).await.map_err(server::internal)? } else { Vec::new() };
    shown::page(store, &actor, &goal, reader, &events, most).await.map_err(server::internal)
}
