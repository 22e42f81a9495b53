//! Personal reviews of a made-up organisation, made in this process: two that are written and talked about, others that are about to be shared and
//! signed, and one of everybody that waits.

use crate::{
    goals::{self, CLIENTS},
    scale::Scale,
    surveys::administrator,
};
use anyhow::{Context, Error, Result, ensure};
use jiff::Timestamp;
use std::collections::BTreeSet;
use store::{
    Store,
    access::Administrator,
    cycle,
    demo::{personal::Personal, reviews},
    directory::{self, Snapshot},
    outbox::Mail,
    person::{self, Bulk},
    review::{self, Wanted, Who},
};
use waymark::{CycleId, PersonId, person::Name, questionnaire::Slug, review::Dates};

/// How many report to the manager whose desk is measured.
const REPORTS: usize = 12;

/// Goals of the organisation.
const OF_ALL: usize = 3_000;

/// Goals that a review looks back on, and that a plan is signed with; and how often somebody said how each of the former went.
pub const GOALS: u32 = 8;
pub const CHECK_INS: u32 = 30;

/// Who hold a review: whose it is, and what both sign in with.
#[derive(Clone, Debug)]
pub struct Held {
    /// Whose.
    pub person: PersonId,
    /// The person's address.
    pub own: String,
    /// The manager's.
    pub manager: String,
}

/// Who manages so many as are measured.
#[derive(Clone, Debug)]
pub struct Manager {
    /// Their address.
    pub address: String,
    /// How many report to them.
    pub reports: usize,
}

/// What was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// How many goals.
    pub goals: usize,
    /// How many reviews.
    pub reviews: usize,
    /// The address of who is above everybody.
    pub root: String,
    /// Somebody to whom a dozen report.
    pub manager: Manager,
    /// The half-year before, to whose reviews the next four belong.
    pub before: CycleId,
    /// Both sides write.
    pub written: Held,
    /// Both halves are shown, and the plan is signed.
    pub signed: Held,
    /// The address of a peer who was asked in both, and has yet to give the first.
    pub peer: String,
    /// Both halves are written and neither is shared; goals are agreed, and no plan is written.
    pub to_sign: Vec<Held>,
    /// The half-year that is under way. Everybody has a review of it, and nobody has written.
    pub now: CycleId,
    /// The addresses of people, none of them named above.
    pub writers: Vec<String>,
}

/// Makes all of it, in a store whose clock stands [`goals::made::BEFORE`] now.
pub async fn make(store: &Store, scale: &Scale) -> Result<Made> {
    let by = administrator(store).await?;
    let manager = manager(store, &by).await?;
    let seen = directory::read(store).await?;
    let mut all = held(&seen).into_iter();
    let (written, signed) = all.next().zip(all.next()).context("nobody has a review")?;
    let is_neither = |peer: &Held| peer.own != written.manager && peer.own != signed.manager;
    let peer = all.find(is_neither).context("there is no peer")?;
    let to_sign: Vec<Held> = all.by_ref().take(scale.plans).collect();
    let writers: Vec<String> = all.take(CLIENTS.iter().sum()).map(|held| held.own).collect();
    ensure!(to_sign.len() == scale.plans && writers.len() == CLIENTS.iter().sum::<usize>(), "too few people have a review");

    // First these: each looks through all goals that there are.
    let talking = [written.person, signed.person];
    let people: Vec<PersonId> = talking.into_iter().chain(to_sign.iter().map(|held| held.person)).collect();
    let personal = Personal::launched(store, &by, seen.day(Timestamp::now()), &people).await?;
    personal.look_back(&talking, GOALS, CHECK_INS).await?;
    personal.agree(&people, GOALS).await?;
    personal.write(&people).await?;
    for person in talking {
        personal.ask(person, peer.person).await?;
    }
    personal.give(signed.person, peer.person).await?;
    personal.share(signed.person).await?;
    personal.sign(signed.person).await?;

    // Their histories are measured with the goals.
    let made = goals::made::make(store, &Scale { goals: OF_ALL, histories: [10, 20, 30], ..*scale }).await?;
    let (now, count) = launched(store).await?;
    Ok(Made {
        goals: made.goals,
        reviews: people.len() + count,
        root: made.root,
        manager,
        before: personal.cycle(),
        written,
        signed,
        peer: peer.own,
        to_sign,
        now,
        writers,
    })
}

/// Everybody who gets a review and signs in, as does their manager.
fn held(seen: &Snapshot) -> Vec<Held> {
    let directory = &seen.directory;
    let address = |id: PersonId| Some(directory.person(id)?.email.as_ref()?.to_string());
    let one = |id: &PersonId| {
        let manager = directory.person(*id)?.manager?;
        Some(Held { person: *id, own: address(*id)?, manager: address(manager)? })
    };
    directory.people().iter().filter_map(one).collect()
}

/// Launches a review of everybody in the half-year that is, due at once, so that all of them wait.
async fn launched(store: &Store) -> Result<(CycleId, usize)> {
    let by = administrator(store).await?;
    let seen = directory::read(store).await?;
    let (name, starts, _) = reviews::half_year(seen.day(Timestamp::now()));
    let name = Name::new(&name).map_err(|why| Error::msg(format!("{why:?}")))?;
    let cycle = cycle::named(store, &name).await?.context("the goals belong to no cycle")?;
    let day = seen.day(store.now()).max(starts);
    let wanted = Wanted {
        cycle: cycle.id,
        questionnaire: Slug::new("personal-review").map_err(|why| Error::msg(format!("{why:?}")))?,
        dates: Dates { prepare: day, share: day, talk: day, sign: day },
        back: None,
        who: Who::All,
    };
    let launched = review::launch(store, &by, &Mail::none(), &wanted).await;
    let (_, count) = launched.map_err(|why| Error::msg(format!("{why:?}")))?;
    Ok((cycle.id, count))
}

/// Who has the most reports, but no more than are measured; others come to them, who manage nobody, until they are as many.
async fn manager(store: &Store, by: &Administrator) -> Result<Manager> {
    let seen = directory::read(store).await?;
    let directory = &seen.directory;
    let reports = |id: &PersonId| directory.reports(*id).len();
    let fits = |id: &&PersonId| (1..=REPORTS).contains(&reports(id));
    let id = *directory.people().iter().filter(fits).max_by_key(|id| reports(id)).context("nobody manages anybody")?;
    let is_free = |one: &&PersonId| reports(one) == 0 && directory.person(**one).is_some_and(|one| one.manager != Some(id));
    let more: BTreeSet<PersonId> = directory.people().iter().filter(is_free).take(REPORTS - reports(&id)).copied().collect();
    if !more.is_empty() {
        let moved = person::change_many(store, by, &more, Bulk::Manager(Some(id))).await;
        moved.map_err(|why| Error::msg(format!("{why:?}")))?;
    }
    let seen = directory::read(store).await?;
    let address = seen.directory.person(id).and_then(|person| person.email.as_ref()).context("they have no address")?;
    Ok(Manager { address: address.to_string(), reports: seen.directory.reports(id).len() })
}
