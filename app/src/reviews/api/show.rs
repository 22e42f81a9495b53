//! The page of a review.

use crate::{
    failure::{Failure, Nothing},
    goals::{Ask, Drafted, Month, Standing},
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::{
    questionnaire,
    review::{Both, PeerState, Side, Stage},
};
#[cfg(feature = "ssr")]
use {
    super::named,
    crate::{
        reviews::shown,
        server::{self, Server},
    },
};

/// Somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// Their id.
    pub id: String,
    /// Their name.
    pub name: String,
    /// What colleagues call them.
    pub first: String,
    /// Their initials.
    pub initials: String,
}

/// A field that the reader writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name.
    pub slot: String,
    /// What stands above it.
    pub label: String,
    /// What helps to fill it in.
    pub help: String,
    /// How it is answered; nothing for the grade of a goal.
    pub ask: Option<questionnaire::Ask>,
    /// Whether it must be answered before the half is shared.
    pub required: bool,
    /// What stands there.
    pub text: String,
    /// How often it was written.
    pub revision: u32,
}

/// How a text was before it was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// Until when.
    pub until: String,
    /// As HTML; empty where nothing stood there.
    pub html: String,
}

/// What one of both said, as it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// As harmless HTML; empty where nothing was said.
    pub html: String,
    /// What was changed after it was seen, the last first.
    pub amended: Vec<Before>,
}

/// A question: to be answered, or as both answered it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionData {
    /// Its id.
    pub id: String,
    /// As the reader is asked; as the other is, where the reader is not.
    pub label: String,
    /// What the reader writes, where they are asked.
    pub mine: Option<Entry>,
    /// What is shown of both.
    pub said: Both<Option<Said>>,
}

/// A section of the questionnaire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionData {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What stands on top of it.
    pub about: String,
    /// What is asked or shown there.
    pub questions: Vec<QuestionData>,
}

/// How far a half is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HalfState {
    /// Whether somebody has begun to write.
    pub begun: bool,
    /// When it was shared.
    pub shared: Option<String>,
    /// Whether the other side sees it.
    pub revealed: bool,
    /// Who wrote it, or does.
    pub author: String,
}

/// What one of both said of a goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// The grade, with its colour's name.
    pub grade: Option<(String, String)>,
    /// In a sentence.
    pub words: Said,
}

/// A goal that is looked back on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastGoal {
    /// Which.
    pub id: String,
    /// After how many events.
    pub sequence: u32,
    /// What it is called.
    pub title: String,
    /// What it is, how it is measured, and how far it came: "Key result · 80 % of 90 %".
    pub about: String,
    /// How it is.
    pub standing: Standing,
    /// How far, in percent.
    pub progress: Option<i32>,
    /// The reader's grade.
    pub grade: Entry,
    /// The reader's sentence.
    pub words: Entry,
    /// What is shown of both: the grade with its colour's name, and the sentence.
    pub said: Both<Option<Judged>>,
    /// The grade that stands, with its colour's name, and whether it was settled in this review.
    pub settled: Option<(String, String, bool)>,
    /// What is proposed to be settled: in tenths, and the sentence; nothing where the reader settles none.
    pub settling: Option<(String, String)>,
}

/// A goal of the cycle that begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextGoal {
    /// Which.
    pub id: String,
    /// After how many events.
    pub sequence: u32,
    /// What it is called.
    pub title: String,
    /// What it is, how it is measured, by when.
    pub about: String,
    /// For whom it waits to be agreed.
    pub waits: Option<String>,
    /// Whether the reader may agree.
    pub agrees: bool,
    /// Whether it has no measure, nor needs none.
    pub unmeasured: bool,
}

/// A peer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerLine {
    /// Who.
    pub who: Who,
    /// How far it is.
    pub state: PeerState,
    /// "asked 12 January", "given 14 January".
    pub when: String,
    /// Whether the person whom it is about sees it.
    pub open: bool,
    /// What they said: a heading, and HTML.
    pub said: Vec<(String, String)>,
    /// Whether they can be reminded now.
    pub remind: bool,
}

/// A date of the review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// What is done by then.
    pub word: String,
    /// "12 January".
    pub day: String,
    /// Whether that is done.
    pub done: bool,
    /// Whether it is what is done now.
    pub now: bool,
}

/// A review as one of its sides sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewData {
    /// The cycle: id, and what it is called.
    pub cycle: (String, String),
    /// Whom it is about.
    pub person: Who,
    /// Who holds the manager's half.
    pub manager: Who,
    /// The reader: what a device keeps is theirs.
    pub reader: String,
    /// Which side the reader is.
    pub side: Side,
    /// How far it is.
    pub stage: Stage,
    /// The page of its plan.
    pub plan: String,
    /// Its dates.
    pub dates: Vec<Dated>,
    /// The day for sharing: "25 January".
    pub share: String,
    /// Whether the cycle is closed.
    pub closed: bool,
    /// On which day its texts were removed, where they were.
    pub emptied: Option<String>,
    /// What stands on top of the questionnaire.
    pub about: String,
    /// How far both halves are.
    pub halves: Both<HalfState>,
    /// Whether the reader writes: what they wrote is not seen yet.
    pub writes: bool,
    /// Whether both see both halves.
    pub open: bool,
    /// What the cycle is called whose goals are graded.
    pub back: Option<String>,
    /// These goals.
    pub goals: Vec<PastGoal>,
    /// What is asked.
    pub sections: Vec<SectionData>,
    /// The manager's own notes.
    pub notes: Option<Entry>,
    /// Peers, as far as the reader may know of them.
    pub peers: Vec<PeerLine>,
    /// What happened, month by month.
    pub months: Vec<Month>,
    /// Goals of this cycle.
    pub next: Vec<NextGoal>,
    /// What the organisation asks of them.
    pub asks: Vec<Ask>,
    /// What a goal is drafted with; nothing where that is not for the reader.
    pub draft: Option<Drafted>,
}

impl ReviewData {
    /// Whether the plan is signed by both.
    pub fn is_signed(&self) -> bool {
        self.stage == Stage::Signed
    }
}

/// A review that the reader held once, with what they wrote in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerData {
    /// The cycle: id, and what it is called.
    pub cycle: (String, String),
    /// Whom it is about.
    pub person: Who,
    /// Who holds the manager's half now.
    pub manager: Who,
    /// The reader: what a device keeps is theirs.
    pub reader: String,
    /// What they wrote in their half: the field, what was asked, and the answer as HTML.
    pub half: Vec<(String, String, String)>,
    /// What they noted for themselves, as HTML; empty where they did not.
    pub notes: String,
}

/// The page of a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReviewPage {
    /// As one of its sides sees it.
    Held(Box<ReviewData>),
    /// As who held it sees it.
    Former(Box<FormerData>),
}

/// A review, for who holds one of its sides, or held the manager's. `person` is empty for one's own.
#[server(prefix = "/fn", endpoint = "reviews/show", input = GetUrl)]
pub async fn show(cycle: String, #[server(default)] person: String) -> Result<ReviewPage, Failure<Nothing>> {
    let (actor, review) = named(&cycle, &person).await?;
    let store = &Server::here().store;
    let Some(holder) = store::access::holder(&actor, &review) else {
        let left = store::review::left_behind(store, &actor, &review).await.map_err(server::internal)?;
        let left = left.ok_or_else(server::not_found)?;
        return shown::former(store, &actor, &left)
            .await
            .map(|page| ReviewPage::Former(Box::new(page)))
            .map_err(server::internal);
    };
    let open = store::review::read(store, &holder).await.map_err(server::internal)?.ok_or_else(server::not_found)?;
    let page = shown::page(store, &actor, &holder, &open).await.map_err(server::internal)?;
    Ok(ReviewPage::Held(Box::new(page)))
}
