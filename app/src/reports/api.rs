//! What the desk says of each person.

use crate::{
    failure::{Failure, Nothing},
    goals::Standing,
    parts::PersonRow,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::{desk::Step, review::Stage};
#[cfg(feature = "ssr")]
use {
    super::shown,
    crate::server::{self, Server},
};

/// Something that waits for the reader, with the page on which it is done.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Wait {
    /// They are stuck with a goal.
    Stuck {
        /// Which.
        id: String,
        /// What it is called.
        title: String,
        /// For how many days: 0 since today.
        days: i64,
    },
    /// They are stuck with more.
    MoreStuck {
        /// The page.
        href: String,
        /// With how many.
        count: usize,
    },
    /// Their review.
    Review {
        /// The page.
        href: String,
        /// What for.
        step: Step,
        /// By when, as the reader says it.
        due: String,
        /// Whether that has passed.
        late: bool,
    },
    /// Their review, which the reader may take over.
    TakeOver {
        /// Of which cycle, by its id.
        cycle: String,
        /// Whose, by their id.
        person: String,
        /// The reader's id: to whom it goes.
        to: String,
        /// Who held it and has left, by name.
        left: String,
    },
    /// Goals that wait to be agreed.
    Agree {
        /// The page.
        href: String,
        /// How many.
        count: usize,
    },
    /// Goals that nobody has talked of for long.
    Quiet {
        /// The page.
        href: String,
        /// How many.
        count: usize,
        /// For how many days of that which was longest not talked of.
        days: i64,
    },
}

/// How far a review is that the reader holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReviewLine {
    /// Its page.
    pub href: String,
    /// How far it is.
    pub stage: Stage,
    /// By when what comes next is due, as the reader says it.
    pub due: Option<String>,
    /// Whether something should have been done by now.
    pub late: bool,
}

/// How far a plan is that the reader may read.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PlanStands {
    /// Both write it.
    Open,
    /// The reader signed it.
    SignedByReader,
    /// The person signed it.
    SignedByPerson,
    /// Both did.
    Signed {
        /// When, as the reader says it.
        day: String,
        /// Whether an amendment is being written.
        amending: bool,
    },
}

/// Somebody on the desk.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DeskRow {
    /// Who.
    pub person: PersonRow,
    /// To whom they report, where that is not the reader.
    pub under: Option<String>,
    /// Whether they stand here only since the reader still holds their review.
    pub held: bool,
    /// What waits for the reader, the most pressing first.
    pub waits: Vec<Wait>,
    /// Their review, where the reader holds it.
    pub review: Option<ReviewLine>,
    /// Their plan's page and how far it is, where the reader may read it.
    pub plan: Option<(String, PlanStands)>,
    /// How many of their goals stand how, those that need somebody first.
    pub goals: Vec<(Standing, usize)>,
}

/// The desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskData {
    /// How many people there are: who reports to the reader, or their whole line.
    pub people: usize,
    /// With how many of these something waits.
    pub waiting: usize,
    /// Whether it is the whole line.
    pub all: bool,
    /// Whether there is more of a line than who reports to the reader.
    pub deeper: bool,
    /// Which of these are shown: a kind of need, "any", or everybody where it is empty.
    pub need: String,
    /// What was searched for.
    pub search: String,
    /// Those of this part, who needs the reader first.
    pub rows: Vec<DeskRow>,
    /// How many there are in all parts.
    pub total: usize,
    /// How many come before this part.
    pub skip: usize,
    /// How many a part has.
    pub page: usize,
}

/// The reader's desk.
#[server(prefix = "/fn", endpoint = "reports/show", input = GetUrl)]
pub async fn show_desk(
    #[server(default)] line: String,
    #[server(default)] need: String,
    #[server(default)] search: String,
    #[server(default)] skip: usize,
) -> Result<DeskData, Failure<Nothing>> {
    let (actor, store) = (server::actor().await?, &Server::here().store);
    let asked = shown::Asked { all: line == "all", need, search, skip };
    shown::desk(store, &actor, asked).await.map_err(server::internal)
}
