//! How far reviews are, in numbers and one by one; giving one to somebody else, and calling a launch off.

use super::Wrong;
use crate::{
    failure::{Failure, Nothing},
    parts::sought_at,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::{
    LaunchId, PersonId,
    review::{Refused, Side, Tally},
};
#[cfg(feature = "ssr")]
use {
    super::begin::not_launched,
    crate::{
        moment,
        server::{self, Server},
    },
    jiff::civil::Date,
    std::{collections::BTreeSet, sync::Arc},
    store::{
        Store, StoreError,
        access::{self, Actor},
        directory::Snapshot,
    },
    waymark::{
        CycleId, Version,
        directory::{Directory, Query},
        person::Person,
        review::{Dates, Review, ReviewKey, Shelf, Stage},
    },
};

/// How far a review is, as it is told to who sees nothing of what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Step {
    /// Nobody has begun.
    Untouched,
    /// Somebody has; neither half is shared.
    Prepare,
    /// One half is.
    Share(Side),
    /// Both are.
    Talk,
    /// One side signed.
    Sign(Side),
    /// Both signed.
    Signed,
}

#[cfg(feature = "ssr")]
impl Step {
    /// By which word of the address it is found.
    fn word(self) -> &'static str {
        match self {
            Self::Untouched => "untouched",
            Self::Prepare => "prepare",
            Self::Share(_) => "share",
            Self::Talk => "talk",
            Self::Sign(_) => "sign",
            Self::Signed => "signed",
        }
    }

    fn of(review: &Review) -> Self {
        match review.stage() {
            Stage::Prepare if review.begun.own || review.begun.manager => Self::Prepare,
            Stage::Prepare => Self::Untouched,
            Stage::Share(side) => Self::Share(side),
            Stage::Talk => Self::Talk,
            Stage::Sign(side) => Self::Sign(side),
            Stage::Signed => Self::Signed,
        }
    }
}

/// A launch in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaunchLine {
    /// Which.
    pub id: String,
    /// When it was launched, as the reader says it.
    pub at: String,
    /// What is asked.
    pub questionnaire: String,
    /// Until when what, in one sentence.
    pub dates: String,
    /// How far its reviews are.
    pub tally: Tally,
}

/// What is launched in a cycle, and whom it does not reach.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaunchesData {
    /// The last one first.
    pub lines: Vec<LaunchLine>,
    /// How many people there are, with an address.
    pub people: usize,
    /// How many of them have a review.
    pub covered: usize,
    /// The first of those who have none, by name.
    pub missing: Vec<String>,
}

/// Which reviews of a launch are looked for, as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sought {
    /// Words: whose, or who holds it.
    pub search: String,
    /// How far they are: "untouched", "prepare", "share", "talk", "sign" or "signed"; any where it is empty.
    pub step: String,
    /// "late", or "moved": who holds it is not their manager now.
    pub only: String,
    /// How many to skip.
    pub skip: u32,
}

impl Sought {
    /// The address of what is sought, from `skip` on.
    pub fn address(&self, launch: &str, skip: usize) -> String {
        let skip = if skip > 0 { skip.to_string() } else { String::new() };
        let fields = [("search", &self.search), ("step", &self.step), ("only", &self.only), ("skip", &skip)];
        sought_at(&format!("/admin/reviews/{launch}"), &fields.map(|(name, value)| (name, value.as_str())))
    }
}

/// Somebody, and whether they left.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Somebody {
    /// Who.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Whether they left.
    pub left: bool,
}

/// A review in the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReviewLine {
    /// Whose.
    pub person: Somebody,
    /// How far it is.
    pub step: Step,
    /// Whether somebody is late with it.
    pub late: bool,
    /// Who holds the manager's half.
    pub holder: Somebody,
    /// Their manager of today, where that is somebody else to whom the reader can give it.
    pub next: Option<Somebody>,
}

/// The page of a launch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaunchData {
    /// Which.
    pub id: String,
    /// In which cycle.
    pub cycle: (String, String),
    /// When it was launched.
    pub at: String,
    /// What is asked: id, title and version.
    pub questionnaire: (String, String, u32),
    /// Until when what, in the order of [`waymark::review::Dates`].
    pub dates: [String; 4],
    /// The cycle that is looked back on; empty for none.
    pub back: String,
    /// How far its reviews are.
    pub tally: Tally,
    /// How many are held by somebody who is not their person's manager now.
    pub moved: usize,
    /// Whether nobody has begun, so that it can be called off.
    pub untouched: bool,
    /// Which reviews are shown.
    pub sought: Sought,
    /// Those of this page, by name.
    pub lines: Vec<ReviewLine>,
    /// How many there are on all pages.
    pub total: usize,
    /// How many a page has at most.
    pub page: usize,
}

/// How many reviews a page of the list has.
#[cfg(feature = "ssr")]
const PAGE: usize = 50;

/// The most people that are named who have no review.
#[cfg(feature = "ssr")]
const FIRST: usize = 12;

/// What is launched in a cycle.
#[cfg(feature = "ssr")]
pub async fn launches(store: &Store, seen: &Snapshot, cycle: CycleId) -> Result<LaunchesData, StoreError> {
    let reviews = store::review::all(store).await?;
    let (now, shelf) = (store.now(), &reviews.shelf);
    let (today, zone) = (seen.day(now), moment::zone(&seen.organisation.time_zone));
    let mut found = Vec::new();
    for launch in shelf.launches(cycle) {
        let Some(first) = shelf.of_launch(launch).next() else { continue };
        let form = store::questionnaire::version(store, first.form.id.as_str(), first.form.number).await?;
        let [prepare, share, talk, sign] = dated(first.dates, today);
        let line = LaunchLine {
            id: launch.to_string(),
            at: moment::said(first.launched, now, &zone),
            questionnaire: form.map(|form| form.title).unwrap_or_default(),
            dates: format!("written by {prepare}, shared by {share}, talked over by {talk}, signed by {sign}"),
            tally: Tally::of(shelf.of_launch(launch).map(|review| &**review), today),
        };
        found.push((first.launched, line));
    }
    found.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let people: Vec<&Arc<Person>> =
        seen.directory.people().iter().filter_map(|id| seen.directory.person(*id)).filter(|one| one.email.is_some()).collect();
    let has_none = |person: &&&Arc<Person>| shelf.find(ReviewKey { cycle, person: person.id }).is_none();
    let missing: Vec<_> = people.iter().filter(has_none).map(|person| person.name.to_string()).collect();
    Ok(LaunchesData {
        lines: found.into_iter().map(|(_, line)| line).collect(),
        people: people.len(),
        covered: people.len() - missing.len(),
        missing: missing.into_iter().take(FIRST).collect(),
    })
}

#[cfg(feature = "ssr")]
fn dated(dates: Dates, today: Date) -> [String; 4] {
    [dates.prepare, dates.share, dates.talk, dates.sign].map(|day| moment::dated(day, today))
}

/// A launch: how far its reviews are, and those that are looked for.
#[server(prefix = "/fn", endpoint = "reviews/progress", input = GetUrl)]
pub async fn progress(id: String, #[server(default)] sought: Sought) -> Result<LaunchData, Failure<Nothing>> {
    let (actor, store) = (server::actor().await?, &Server::here().store);
    actor.administrator().ok_or_else(server::not_found)?;
    let id: LaunchId = id.parse().map_err(|_| server::not_found())?;
    let reviews = store::review::all(store).await.map_err(server::internal)?;
    let (shelf, seen) = (&reviews.shelf, actor.seen());
    let first = shelf.of_launch(id).next().ok_or_else(server::not_found)?;
    let cycles = store::cycle::list(store).await.map_err(server::internal)?;
    let cycle = cycles.iter().find(|cycle| cycle.id == first.key.cycle).ok_or_else(server::not_found)?;
    let back = cycles.iter().find(|cycle| Some(cycle.id) == first.back);
    let form = store::questionnaire::version(store, first.form.id.as_str(), first.form.number).await.map_err(server::internal)?;
    let (now, today) = (store.now(), seen.day(store.now()));
    let found = matching(shelf, seen, id, &sought, today);
    let line = |review: &&Arc<Review>| ReviewLine::of(review, &actor, today, cycle.closed);
    Ok(LaunchData {
        id: id.to_string(),
        cycle: (cycle.id.to_string(), cycle.name.to_string()),
        at: moment::said(first.launched, now, &moment::zone(&seen.organisation.time_zone)),
        questionnaire: (first.form.id.to_string(), form.map(|form| form.title).unwrap_or_default(), first.form.number),
        dates: dated(first.dates, today),
        back: back.map(|cycle| cycle.name.to_string()).unwrap_or_default(),
        tally: Tally::of(shelf.of_launch(id).map(|review| &**review), today),
        moved: shelf.of_launch(id).filter(|review| has_moved(&seen.directory, review)).count(),
        untouched: shelf.of_launch(id).all(|review| review.version == Version::default()),
        lines: found.iter().skip(sought.skip as usize).take(PAGE).map(line).collect(),
        total: found.len(),
        page: PAGE,
        sought,
    })
}

/// The reviews of a launch that are looked for, by name.
#[cfg(feature = "ssr")]
fn matching<'a>(shelf: &'a Shelf, seen: &Snapshot, launch: LaunchId, sought: &Sought, today: Date) -> Vec<&'a Arc<Review>> {
    let directory = &seen.directory;
    let Some(cycle) = shelf.of_launch(launch).next().map(|review| review.key.cycle) else { return Vec::new() };
    let named: Option<BTreeSet<PersonId>> = (!sought.search.trim().is_empty()).then(|| {
        let query = |left| Query { text: sought.search.clone(), left, ..Query::default() };
        [false, true].into_iter().flat_map(|left| directory.search(&query(left))).collect()
    });
    let fits = |review: &&Arc<Review>| {
        let is_named = |named: &BTreeSet<PersonId>| named.contains(&review.key.person) || named.contains(&review.manager);
        let is_kind = match sought.only.as_str() {
            "late" => review.is_late(today),
            "moved" => has_moved(directory, review),
            _ => true,
        };
        review.launch == launch
            && is_kind
            && named.as_ref().is_none_or(is_named)
            && (sought.step.is_empty() || Step::of(review).word() == sought.step)
    };
    let everybody = directory.people().iter().chain(directory.left());
    everybody.filter_map(|person| shelf.find(ReviewKey { cycle, person: *person })).filter(fits).collect()
}

/// Whether who holds a review that goes on is not the person's manager now.
#[cfg(feature = "ssr")]
fn has_moved(directory: &Directory, review: &Review) -> bool {
    !review.is_signed() && directory.person(review.key.person).is_some_and(|person| person.manager != Some(review.manager))
}

#[cfg(feature = "ssr")]
impl Somebody {
    fn of(directory: &Directory, id: PersonId) -> Self {
        let person = directory.person(id);
        Self {
            id: id.to_string(),
            name: person.map(|person| person.name.to_string()).unwrap_or_default(),
            left: person.is_none_or(|person| !person.active),
        }
    }
}

#[cfg(feature = "ssr")]
impl ReviewLine {
    fn of(review: &Review, actor: &Actor, today: Date, is_over: bool) -> Self {
        let directory = &actor.seen().directory;
        let can_be_handed = !is_over && has_moved(directory, review) && access::handing(actor, review).is_some();
        let manager = directory.person(review.key.person).and_then(|person| person.manager);
        let next = manager.filter(|_| can_be_handed).map(|manager| Somebody::of(directory, manager));
        Self {
            person: Somebody::of(directory, review.key.person),
            step: Step::of(review),
            late: review.is_late(today),
            holder: Somebody::of(directory, review.manager),
            next: next.filter(|next| !next.left),
        }
    }
}

/// Gives the manager's part of a review to who is the person's manager now.
#[server(prefix = "/fn", endpoint = "reviews/pass-on")]
pub async fn pass_on(
    launch: LaunchId,
    person: PersonId,
    to: PersonId,
    #[server(default)] sought: Sought,
) -> Result<(), Failure<Refused>> {
    let (actor, store) = (server::actor().await?, &Server::here().store);
    actor.administrator().ok_or_else(server::not_found)?;
    let reviews = store::review::all(store).await.map_err(server::internal)?;
    let review = reviews.shelf.of_launch(launch).find(|review| review.key.person == person).ok_or_else(server::not_found)?;
    let handing = access::handing(&actor, review).ok_or_else(server::not_found)?;
    server::settle(store::review::hand_over(store, &handing, to).await)?;
    let page = sought.address(&launch.to_string(), sought.skip as usize);
    let join = if page.contains('?') { '&' } else { '?' };
    leptos_axum::redirect(&format!("{page}{join}done=handed"));
    Ok(())
}

/// Calls a launch off that nobody has begun.
#[server(prefix = "/fn", endpoint = "reviews/call-off")]
pub async fn call_off(launch: LaunchId) -> Result<(), Failure<Wrong>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let called = store::review::call_off(&server.store, &administrator, launch).await;
    let cycle = server::settle(called).map_err(|failure| failure.map(not_launched))?;
    leptos_axum::redirect(&format!("/admin/cycles/{cycle}?done=called-off"));
    Ok(())
}
