//! A plan, and the plans that somebody may read.

use super::Rows;
use crate::{
    failure::{Failure, Nothing},
    goals::FewGoal,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::plan::Part;
#[cfg(feature = "ssr")]
use {
    super::found,
    crate::{
        plans::shown,
        server::{self, Server},
    },
    std::sync::Arc,
    store::{
        StoreError,
        access::{self, Actor},
        review as reviews,
        review::Reviews,
        survey::{self, Surveys},
    },
    waymark::review::{Review, ReviewKey},
};

/// What a plan says, beside its goals. Texts are markup that is safe to show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What the person is good at.
    pub strengths: String,
    /// Where they want to grow.
    pub growth: String,
    /// Where they want to go.
    pub towards: String,
    /// What is promised.
    pub support: Vec<Promised>,
    /// When both look at it again: the day, and what for.
    pub dates: Vec<(String, String)>,
}

/// Something that is promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promised {
    /// What.
    pub what: String,
    /// "Nadia Perić", "Nadia Perić, by 31 May".
    pub by: String,
}

/// Who signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Who.
    pub name: String,
    /// When, as the reader says it.
    pub when: String,
}

/// A version that both signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// "Signed on 21 January 2027", "Amended on 3 March 2027".
    pub title: String,
    /// Why it was amended, and who began it.
    pub why: Option<String>,
    /// In what it differs from the version before, in sentences.
    pub changes: Vec<String>,
    /// What it says.
    pub document: Document,
    /// Its goals, a line each.
    pub goals: Vec<String>,
    /// Who signed it.
    pub signed: Vec<Signed>,
    /// The SHA-256 of what was signed.
    pub seal: String,
}

/// A text of a plan, as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// Which part.
    pub part: Part,
    /// As Markdown.
    pub markdown: String,
    /// How often it was written.
    pub revision: u32,
}

/// Something that stands in the way of signing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hindrance {
    /// In a sentence.
    pub sentence: String,
    /// Where it can be done away with: a page, or a place of this one.
    pub href: String,
    /// What to do there.
    pub action: String,
}

/// What a side writes in a plan, and what it signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writing {
    /// The parts that are texts.
    pub texts: Vec<Text>,
    /// What is promised.
    pub support: Rows,
    /// When both look at it again.
    pub dates: Rows,
    /// The two, by name: for who promises something.
    pub sides: Vec<String>,
    /// What stands in the way of signing.
    pub hindrances: Vec<Hindrance>,
    /// Whether the reader has yet to sign.
    pub waits: bool,
    /// The seal of what is shown.
    pub seal: String,
    /// The seal of the goals alone, to see whether they became otherwise while the page was open.
    pub goals: String,
    /// What is shown, so that whoever signs too late is told what became otherwise; empty where it is too long to be sent along.
    pub shown: String,
    /// In what an amendment differs from what both signed.
    pub changes: Vec<String>,
    /// Whether it is an amendment, which can be given up.
    pub amends: bool,
}

/// What a side may do with a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// What is being written.
    pub writing: Option<Writing>,
    /// Whether the reader lets the managers above see it.
    pub opens: bool,
    /// Whether the other side does.
    pub other_opens: bool,
    /// The other side's name.
    pub other: String,
}

/// That the manager's side may be taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeOver {
    /// Who had it and has left, by name.
    pub left: String,
    /// The reader's id: to whom it goes.
    pub to: String,
}

/// What is said of a plan above it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// In a sentence.
    pub sentence: String,
    /// What became otherwise, in sentences.
    pub changes: Vec<String>,
}

/// A plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanData {
    /// In which cycle, by its id.
    pub cycle: String,
    /// Whose, by their id.
    pub person: String,
    /// What the cycle is called.
    pub called: String,
    /// Whose, by name.
    pub whose: String,
    /// Whether it is the reader's own.
    pub own: bool,
    /// "Software engineer, towards senior engineer by 2028 · with Viktor Nakamura".
    pub about: String,
    /// How far it is, where that is to be said.
    pub told: Vec<Told>,
    /// What it says.
    pub document: Document,
    /// Its goals, as they are now.
    pub goals: Vec<FewGoal>,
    /// Those about learning.
    pub learning: Vec<FewGoal>,
    /// Who signed what is shown.
    pub signed: Vec<Signed>,
    /// The SHA-256 of it; empty where nobody signed.
    pub seal: String,
    /// The page of the review, for its sides.
    pub review: Option<String>,
    /// Versions that both signed beside the one that is shown, the newest first.
    pub versions: Vec<Version>,
    /// What the reader may do, where they are a side and the cycle is open.
    pub desk: Option<Desk>,
    /// Where the reader may take the manager's side over.
    pub take_over: Option<TakeOver>,
}

/// A plan in a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PlanLine {
    /// Its page.
    pub page: String,
    /// The cycle, or whose it is.
    pub what: String,
    /// How far it is.
    pub why: String,
}

/// The page of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanPage {
    /// The plan, once there is one.
    pub plan: Option<PlanData>,
    /// Whose it would be, by name, where it is not the reader's.
    pub whose: Option<String>,
    /// The review that a plan will come of: its page, and what its cycle is called.
    pub review: Option<(String, String)>,
    /// Other plans of the same person, the newest first.
    pub others: Vec<PlanLine>,
    /// Plans of those who report to the reader.
    pub people: Vec<PlanLine>,
}

impl PlanData {
    /// What is being written.
    pub fn writing(&self) -> Option<&Writing> {
        self.desk.as_ref()?.writing.as_ref()
    }

    /// How often a part was written, where it is being written.
    pub fn revision(&self, part: Part) -> u32 {
        match part {
            Part::Support | Part::Dates => self.rows(part).revision,
            Part::Strengths | Part::Growth | Part::Towards => self.text(part).1,
        }
    }

    /// A text as it is written.
    pub fn text(&self, part: Part) -> (String, u32) {
        let text = self.writing().and_then(|writing| writing.texts.iter().find(|text| text.part == part));
        text.map(|text| (text.markdown.clone(), text.revision)).unwrap_or_default()
    }

    /// A list as it is written.
    pub fn rows(&self, part: Part) -> Rows {
        let of = |writing: &Writing| if part == Part::Dates { writing.dates.clone() } else { writing.support.clone() };
        self.writing().map(of).unwrap_or_default()
    }
}

/// The most plans of people that a list shows.
#[cfg(feature = "ssr")]
const MOST_PEOPLE: usize = 100;

/// A plan: of this cycle and person; of the reader where no person is named, and their newest where no cycle is.
#[server(prefix = "/fn", endpoint = "plans/show", input = GetUrl)]
pub async fn show_plan(
    #[server(default)] cycle: String,
    #[server(default)] person: String,
) -> Result<PlanPage, Failure<Nothing>> {
    if cycle.is_empty() {
        let actor = server::actor().await?;
        return own(&actor).await.map_err(server::internal);
    }
    let (actor, review) = found(&cycle, &person).await?;
    access::plan_reader(&actor, &review).ok_or_else(server::not_found)?;
    page(&actor, Some(&review), review.key.person, Vec::new()).await.map_err(server::internal)
}

/// The reader's newest plan, and those of their people.
#[cfg(feature = "ssr")]
async fn own(actor: &Actor) -> Result<PlanPage, StoreError> {
    let store = &Server::here().store;
    let (all, surveys) = (reviews::all(store).await?, survey::all(store).await?);
    let today = actor.seen().day(store.now());
    let own = all.shelf.of_person(actor.id());
    let there = own.iter().find(|review| shown::is_there(review, today)).or(own.first());
    page(actor, there.map(|review| &***review), actor.id(), people(actor, &all, &surveys, today)).await
}

/// The newest plan of each whose review the reader holds, or who reports to them, by name.
#[cfg(feature = "ssr")]
fn people(actor: &Actor, all: &Reviews, surveys: &Surveys, today: jiff::civil::Date) -> Vec<PlanLine> {
    let directory = &actor.seen().directory;
    let held = all.shelf.held_by(actor.id()).into_iter().map(|review| review.key.person);
    let mut whose: Vec<_> = held.chain(directory.reports(actor.id()).iter().copied()).filter(|id| *id != actor.id()).collect();
    whose.sort_by_cached_key(|id| (shown::name(actor.seen(), *id), *id));
    whose.dedup();
    let newest = |id: waymark::PersonId| {
        let is_one = |review: &&&Arc<Review>| shown::is_there(review, today) && access::plan_reader(actor, review).is_some();
        all.shelf.of_person(id).iter().find(is_one).map(|review| {
            let called = surveys.cycle(review.key.cycle).map(ToString::to_string).unwrap_or_default();
            let why = format!("{called} · {}", shown::stage(actor, review, today));
            PlanLine { page: review.key.plan_page(actor.id()), what: shown::name(actor.seen(), id), why }
        })
    };
    whose.into_iter().filter_map(newest).take(MOST_PEOPLE).collect()
}

#[cfg(feature = "ssr")]
async fn page(
    actor: &Actor,
    review: Option<&Review>,
    person: waymark::PersonId,
    people: Vec<PlanLine>,
) -> Result<PlanPage, StoreError> {
    let store = &Server::here().store;
    let (all, surveys) = (reviews::all(store).await?, survey::all(store).await?);
    let today = actor.seen().day(store.now());
    let plan = match review.filter(|review| shown::is_there(review, today)).and_then(|review| access::plan_reader(actor, review))
    {
        Some(reader) => shown::plan(store, actor, &surveys, &reader).await?,
        None => None,
    };
    let called = |key: ReviewKey| surveys.cycle(key.cycle).map(ToString::to_string).unwrap_or_default();
    let is_other = |other: &&&Arc<Review>| {
        let is_shown = plan.is_some() && review.is_some_and(|review| review.key == other.key);
        !is_shown && shown::is_there(other, today) && access::plan_reader(actor, other).is_some()
    };
    let line = |review: &&Arc<Review>| PlanLine {
        page: review.key.plan_page(actor.id()),
        what: called(review.key),
        why: shown::stage(actor, review, today),
    };
    let held = review.filter(|review| access::holder(actor, review).is_some()).map(|review| review.key);
    Ok(PlanPage {
        review: held.map(|key| (key.page(actor.id()), called(key))),
        whose: (person != actor.id()).then(|| shown::name(actor.seen(), person)),
        others: all.shelf.of_person(person).iter().filter(is_other).map(line).collect(),
        plan,
        people,
    })
}
