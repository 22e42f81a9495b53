//! Launching reviews, and calling a launch off.

use super::{
    all, letters,
    row::{create, remove},
};
use crate::{
    Failed, Store,
    access::Administrator,
    audit::{By, Deed},
    cycle, directory,
    directory::Snapshot,
    goal,
    outbox::Mail,
    questionnaire, record,
    transaction::Work,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use waymark::{
    CycleId, LaunchId, PersonId, TeamId, Version,
    cycle::Cycle,
    questionnaire::{Purpose, Slug},
    review::{Both, Dates, DatesRefused, Form, PlanStage, Review, ReviewKey, Shelf},
};

/// Who gets a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    All,
    /// Who is at home in one of these teams, or in one within it.
    Teams(BTreeSet<TeamId>),
    /// These people.
    People(BTreeSet<PersonId>),
}

/// What an administrator wants to launch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Within which cycle.
    pub cycle: CycleId,
    /// Which questionnaire both sides answer.
    pub questionnaire: Slug,
    /// Until when what is done.
    pub dates: Dates,
    /// The cycle whose goals are graded.
    pub back: Option<CycleId>,
    /// Who gets one.
    pub who: Who,
}

/// What a launch would lead to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Who would get one, by name.
    pub people: Vec<PersonId>,
    /// Who would not, since nobody is above them.
    pub without_manager: Vec<PersonId>,
    /// Who would not, since they have no address and so no account.
    pub without_address: Vec<PersonId>,
    /// Who has one in this cycle already.
    pub has_one: Vec<PersonId>,
    /// Who manages somebody who would get one: how many, the most first.
    pub managers: Vec<(PersonId, usize)>,
    /// How many goals there are to look back on.
    pub goals: usize,
}

/// Why reviews are not launched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotLaunched {
    /// There is no such cycle.
    NoCycle,
    /// It is closed.
    CycleClosed,
    /// There is no such questionnaire, or it is for something else.
    NoQuestionnaire,
    /// The days do not fit.
    Dates(DatesRefused),
    /// Nobody would get one.
    Nobody,
    /// Somebody has begun, so that it cannot be called off.
    Begun,
}

struct Prepared {
    kept: questionnaire::Kept,
    cycle: Cycle,
    preview: Preview,
    zone: jiff::tz::TimeZone,
    seen: std::sync::Arc<Snapshot>,
}

/// What a launch would lead to. Nothing is changed.
///
/// # Errors
///
/// [`NotLaunched`] where there is nothing to look at, or the store's.
pub async fn preview(store: &Store, _: &Administrator, wanted: &Wanted) -> Result<Preview, Failed<NotLaunched>> {
    Ok(prepare(store, wanted).await?.preview)
}

async fn prepare(store: &Store, wanted: &Wanted) -> Result<Prepared, Failed<NotLaunched>> {
    let refuse = |why| Failed::Refused(why);
    let seen = directory::read(store).await?;
    let cycle = cycle::find(store, wanted.cycle).await?.ok_or(refuse(NotLaunched::NoCycle))?;
    if cycle.closed {
        return Err(refuse(NotLaunched::CycleClosed));
    }
    if let Some(back) = wanted.back {
        cycle::find(store, back).await?.ok_or(refuse(NotLaunched::NoCycle))?;
    }
    let kept = questionnaire::find(store, &wanted.questionnaire).await?.filter(|kept| !kept.retired);
    let kept = kept.filter(|kept| kept.form.purpose == Purpose::Personal).ok_or(refuse(NotLaunched::NoQuestionnaire))?;
    wanted.dates.check(&cycle, seen.day(store.now())).map_err(|why| refuse(NotLaunched::Dates(why)))?;
    let mut preview = who(&seen, &all(store).await?.shelf, wanted);
    let goals = goal::all(store).await?;
    let of = |person: &PersonId| {
        goals.tree.owned_by(*person).filter(|goal| wanted.back.is_some() && goal.cycle == wanted.back).count()
    };
    preview.goals = preview.people.iter().map(of).sum();
    let zone = directory::zone(&seen.organisation.time_zone);
    Ok(Prepared { kept, cycle, preview, zone, seen })
}

fn who(seen: &Snapshot, shelf: &Shelf, wanted: &Wanted) -> Preview {
    let directory = &seen.directory;
    let teams: BTreeSet<TeamId> = match &wanted.who {
        Who::Teams(teams) => teams.iter().flat_map(|team| directory.teams_below(*team).into_iter().chain([*team])).collect(),
        Who::All | Who::People(_) => BTreeSet::new(),
    };
    let mut preview = Preview::default();
    let mut managers = std::collections::BTreeMap::new();
    for person in directory.people().iter().filter_map(|id| directory.person(*id)) {
        let is_wanted = match &wanted.who {
            Who::All => true,
            Who::Teams(_) => person.team.is_some_and(|team| teams.contains(&team)),
            Who::People(people) => people.contains(&person.id),
        };
        if !is_wanted {
            continue;
        }
        let manager = person.manager.and_then(|id| directory.person(id)).filter(|manager| manager.active);
        if shelf.find(ReviewKey { cycle: wanted.cycle, person: person.id }).is_some() {
            preview.has_one.push(person.id);
        } else if person.email.is_none() {
            preview.without_address.push(person.id);
        } else if let Some(manager) = manager {
            *managers.entry(manager.id).or_insert(0) += 1;
            preview.people.push(person.id);
        } else {
            preview.without_manager.push(person.id);
        }
    }
    preview.managers = managers.into_iter().collect();
    preview.managers.sort_by_key(|(manager, many)| (std::cmp::Reverse(*many), *manager));
    preview
}

/// Launches reviews: freezes the questionnaire, and gives each to the manager of that moment.
///
/// # Errors
///
/// [`NotLaunched`], or the store's.
pub async fn launch(
    store: &Store,
    administrator: &Administrator,
    mail: &Mail,
    wanted: &Wanted,
) -> Result<(LaunchId, usize), Failed<NotLaunched>> {
    let id = LaunchId::from_uuid(uuid::Uuid::new_v4());
    let by = By::Person(administrator.person());
    let launched = store
        .transact_audited(|| async move {
            let prepared = prepare(store, wanted).await?;
            if prepared.preview.people.is_empty() {
                return Err(Failed::Refused(NotLaunched::Nobody));
            }
            let mut work = Work::new();
            // Whoever is moved to another manager meanwhile would be given to the wrong one.
            directory::unchanged(&mut work, &prepared.seen);
            work.add("IF (SELECT VALUE closed FROM ONLY $launch_cycle) = true { THROW 'again: the cycle was closed' }")
                .bind("launch_cycle", record::cycle(wanted.cycle));
            let number = questionnaire::freeze(store, &mut work, &prepared.kept).await?;
            let manager = |id: &PersonId| prepared.seen.directory.person(*id).and_then(|person| person.manager);
            let one = |person: &PersonId| {
                Some(Review {
                    key: ReviewKey { cycle: wanted.cycle, person: *person },
                    manager: manager(person)?,
                    former: Vec::new(),
                    launch: id,
                    launched: store.now(),
                    form: Form { id: prepared.kept.form.id.clone(), number },
                    dates: wanted.dates,
                    back: wanted.back,
                    begun: Both::default(),
                    shared: Both::default(),
                    peers: Vec::new(),
                    plan: PlanStage::Open,
                    open_to_line: Both::default(),
                    emptied: None,
                    version: Version::default(),
                })
            };
            let reviews: Vec<Review> = prepared.preview.people.iter().filter_map(one).collect();
            create(&mut work, &reviews);
            letters::queue_all(&mut work, mail, id, wanted.dates, &prepared.zone, store.now());
            let people = match reviews.len() {
                1 => "1 person".to_owned(),
                people => format!("{people} people"),
            };
            let detail = format!("{}, {people}, {} version {number}", prepared.cycle.name, prepared.kept.form.title);
            let deed = Deed { by, action: "reviews.launched", subject: wanted.cycle.to_string(), detail };
            Ok((work, deed, (id, reviews.len())))
        })
        .await?;
    store.jobs().notify_one();
    Ok(launched)
}

/// Calls a launch off in which nobody has begun anything: its reviews are gone.
///
/// # Errors
///
/// [`NotLaunched::Begun`] where somebody has, [`NotLaunched::NoCycle`] where there is no such launch, or the store's.
pub async fn call_off(store: &Store, administrator: &Administrator, launch: LaunchId) -> Result<CycleId, Failed<NotLaunched>> {
    let by = By::Person(administrator.person());
    store
        .transact_audited(|| async move {
            let reviews = all(store).await?;
            let of: Vec<_> = reviews.shelf.of_launch(launch).collect();
            let cycle = of.first().map(|review| review.key.cycle).ok_or(Failed::Refused(NotLaunched::NoCycle))?;
            // Whatever happens to a review is counted in its version.
            if of.iter().any(|review| review.version != Version::default()) {
                return Err(Failed::Refused(NotLaunched::Begun));
            }
            let keys: Vec<ReviewKey> = of.iter().map(|review| review.key).collect();
            let mut work = Work::new();
            work.add(
                "IF array::len((SELECT VALUE id FROM $reviews WHERE version != 0)) > 0 { THROW 'again: somebody has begun' }",
            );
            remove(&mut work, &keys);
            let detail = if keys.len() == 1 { "1 review".to_owned() } else { format!("{} reviews", keys.len()) };
            Ok((work, Deed { by, action: "reviews.called_off", subject: cycle.to_string(), detail }, cycle))
        })
        .await
}
