//! Persons in the store.

use crate::{
    Failed, Store, StoreError,
    access::{Actor, Administrator},
    audit::{By, Deed},
    change::{self, Done, Told},
    directory,
    directory::Snapshot,
    record::{self, unfit},
    transaction::{Work, with},
};
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeSet;
use surrealdb::types::{RecordId, SurrealValue, Variables};
use waymark::{
    Email, PersonId, TeamId, Version,
    change::{Broken, Changes},
    directory::{Directory, Query},
    former,
    home::{Homes, Stay},
    person::{ChangeRefused, Correction, Name, Person, Profile, SaveRefused},
    project::Project,
};

/// The most rows that a list gives at once.
pub const PAGE: usize = 100;

#[derive(SurrealValue)]
pub(crate) struct Row {
    pub(crate) id: RecordId,
    name: String,
    email: Option<String>,
    title: Option<String>,
    location: Option<String>,
    manager: Option<RecordId>,
    team: Option<RecordId>,
    homes: Vec<StayRow>,
    time_zone: Option<String>,
    administrator: bool,
    active: bool,
    left: Option<String>,
    version: i64,
    changed: i64,
}

#[derive(SurrealValue)]
struct StayRow {
    since: Option<String>,
    team: Option<RecordId>,
}

impl StayRow {
    fn stay(self) -> Result<Stay, StoreError> {
        Ok(Stay {
            since: self.since.map(|day| record::day(&day)).transpose()?,
            team: self.team.as_ref().map(record::team_id).transpose()?,
        })
    }
}

impl Row {
    pub(crate) fn person(self) -> Result<Person, StoreError> {
        Ok(Person {
            id: record::person_id(&self.id)?,
            name: Name::new(&self.name).map_err(|error| unfit("name")(&error))?,
            email: self.email.map(|email| email.parse()).transpose().map_err(|error| unfit("address")(&error))?,
            title: self.title,
            location: self.location,
            manager: self.manager.as_ref().map(record::person_id).transpose()?,
            team: self.team.as_ref().map(record::team_id).transpose()?,
            homes: Homes::from(self.homes.into_iter().map(StayRow::stay).collect::<Result<Vec<_>, _>>()?),
            time_zone: self.time_zone.map(|zone| zone.parse()).transpose().map_err(|error| unfit("time zone")(&error))?,
            administrator: self.administrator,
            active: self.active,
            left: self.left.map(|day| record::day(&day)).transpose()?,
            version: record::version(self.version)?,
        })
    }

    pub(crate) fn of(person: &Person, changed: i64) -> Self {
        let stay = |stay: &Stay| StayRow { since: stay.since.map(|day| day.to_string()), team: stay.team.map(record::team) };
        Self {
            id: record::person(person.id),
            name: person.name.to_string(),
            email: person.email.as_ref().map(ToString::to_string),
            title: person.title.clone(),
            location: person.location.clone(),
            manager: person.manager.map(record::person),
            team: person.team.map(record::team),
            homes: person.homes.stays().iter().map(stay).collect(),
            time_zone: person.time_zone.as_ref().map(ToString::to_string),
            administrator: person.administrator,
            active: person.active,
            left: person.left.map(|day| day.to_string()),
            version: i64::from(person.version.0),
            changed,
        }
    }
}

pub(crate) fn persons(rows: Vec<Row>) -> Result<Vec<Person>, StoreError> {
    rows.into_iter().map(Row::person).collect()
}

/// The person with this id.
///
/// # Errors
///
/// When the store fails.
pub async fn find(store: &Store, id: PersonId) -> Result<Option<Person>, StoreError> {
    let mut rows = store.read("SELECT * FROM ONLY $id", with("id", record::person(id))).await?;
    let row: Option<Row> = rows.take(0)?;
    row.map(Row::person).transpose()
}

/// The person with this address, active or not.
///
/// # Errors
///
/// When the store fails.
pub async fn find_by_email(store: &Store, email: &Email) -> Result<Option<Person>, StoreError> {
    let mut rows = store.read("SELECT * FROM person WHERE email = $email LIMIT 1", with("email", email.to_string())).await?;
    let rows: Vec<Row> = rows.take(0)?;
    rows.into_iter().next().map(Row::person).transpose()
}

/// Somebody in the administrator's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Who.
    pub person: Person,
    /// Whether they have set a password.
    pub has_password: bool,
    /// Whether an invitation or a link for a forgotten password is open.
    pub has_open_link: bool,
}

/// A page of the administrator's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage {
    /// At most [`PAGE`] people.
    pub people: Vec<Listed>,
    /// How many there are on all pages.
    pub total: usize,
}

/// Which accounts an administrator looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accounts {
    /// All of them.
    All,
    /// Those for which a link waits and no password is set.
    Invited,
    /// Those without a password and without a link.
    Missing,
}

/// Whoever is looked for, a page from `skip` on.
///
/// # Errors
///
/// When the store fails.
pub async fn list(
    store: &Store,
    _administrator: &Administrator,
    query: &Query,
    accounts: Accounts,
    skip: usize,
) -> Result<ListPage, StoreError> {
    let seen = directory::read(store).await?;
    let mut found = seen.directory.search(query);
    if accounts != Accounts::All {
        let (passwords, links) = accounts_of(store, &found).await?;
        let wanted = |id: &PersonId| !passwords.contains(id) && (accounts == Accounts::Invited) == links.contains(id);
        found.retain(wanted);
    }
    let total = found.len();
    let page: Vec<PersonId> = found.into_iter().skip(skip).take(PAGE).collect();
    let (passwords, links) = accounts_of(store, &page).await?;
    let people = page.iter().filter_map(|id| seen.directory.person(*id)).map(|person| Listed {
        has_password: passwords.contains(&person.id),
        has_open_link: links.contains(&person.id),
        person: Person::clone(person),
    });
    Ok(ListPage { people: people.collect(), total })
}

/// Who of these has a password, and for whom a link waits.
async fn accounts_of(store: &Store, people: &[PersonId]) -> Result<(BTreeSet<PersonId>, BTreeSet<PersonId>), StoreError> {
    let mut values = with("passwords", people.iter().map(|id| crate::password::record_of(*id)).collect::<Vec<_>>());
    values.insert("now", record::datetime(store.now()));
    let mut rows = store
        .read(
            "SELECT VALUE id FROM $passwords; SELECT VALUE person FROM link WHERE expires > $now AND person IS NOT NONE",
            values,
        )
        .await?;
    let passwords: Vec<RecordId> = rows.take(0)?;
    let links: Vec<RecordId> = rows.take(1)?;
    let ids = |records: Vec<RecordId>| records.iter().map(record::person_id).collect::<Result<BTreeSet<_>, _>>();
    Ok((ids(passwords)?, ids(links)?))
}

/// How many people's invitations are open.
///
/// # Errors
///
/// When the store fails.
pub async fn open_invitations(store: &Store, _administrator: Administrator) -> Result<usize, StoreError> {
    crate::link::open_invitations(store).await
}

/// Changes one person, over the version that was seen where one was.
async fn change_one(
    store: &Store,
    administrator: &Administrator,
    id: PersonId,
    seen: Option<Version>,
    action: &'static str,
    change: impl Fn(&Snapshot, &[Project], &mut Changes, &Person) -> Result<(), ChangeRefused>,
) -> Result<Done, Failed<ChangeRefused>> {
    change_with_projects(store, administrator, |now, projects| {
        let person = now.directory.person(id).ok_or(ChangeRefused::Unknown)?;
        if seen.is_some_and(|seen| seen != person.version) {
            return Err(ChangeRefused::Changed);
        }
        let mut changes = Changes::default();
        change(now, projects, &mut changes, person)?;
        Ok((changes, Told { action, subject: id.to_string(), detail: String::new() }))
    })
    .await
}

/// Decides with the projects at hand, since whoever leaves may lead some.
async fn change_with_projects(
    store: &Store,
    administrator: &Administrator,
    decide: impl Fn(&Snapshot, &[Project]) -> Result<(Changes, Told), ChangeRefused>,
) -> Result<Done, Failed<ChangeRefused>> {
    let decide = &decide;
    change::reorganise_reading(store, administrator, || async move {
        let (now, projects) = (directory::read(store).await?, crate::project::list(store).await?);
        decide(&now, &projects).map_err(Failed::Refused)
    })
    .await
}

/// Says anew who somebody is, what they do and who they report to.
///
/// # Errors
///
/// [`ChangeRefused`], or the store's.
pub async fn correct(
    store: &Store,
    administrator: &Administrator,
    id: PersonId,
    seen: Version,
    said: &Correction,
) -> Result<Done, Failed<ChangeRefused>> {
    let own = administrator.person() == id;
    change_one(store, administrator, id, Some(seen), "person.corrected", |_, _, changes, person| {
        if own && !said.administrator {
            return Err(ChangeRefused::Oneself);
        }
        if former::is_nameless(person) {
            return Err(ChangeRefused::Nameless);
        }
        let said = said.clone();
        changes.person(person, |person| {
            person.name = said.name;
            person.email = said.email;
            person.title = said.title;
            person.location = said.location;
            person.manager = said.manager;
            person.administrator = said.administrator;
        });
        Ok(())
    })
    .await
}

/// What is done to many people at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bulk {
    /// They report to somebody else; to nobody.
    Manager(Option<PersonId>),
    /// They have another home team from this day on; none.
    Home(Option<TeamId>, Date),
    /// They left.
    Leave,
}

/// Does the same to many people: to all of them, or to nobody.
///
/// # Errors
///
/// [`ChangeRefused`], or the store's.
pub async fn change_many(
    store: &Store,
    administrator: &Administrator,
    ids: &BTreeSet<PersonId>,
    bulk: Bulk,
) -> Result<Done, Failed<ChangeRefused>> {
    let own = ids.contains(&administrator.person());
    change_with_projects(store, administrator, |now, projects| {
        let today = now.day(store.now());
        let people = ids.iter().map(|id| now.directory.person(*id).ok_or(ChangeRefused::Unknown));
        let people = people.collect::<Result<Vec<_>, _>>()?;
        let mut changes = Changes::default();
        let action = match bulk {
            Bulk::Manager(manager) => {
                // Whoever is to be the manager may be among those who are chosen.
                for person in people.into_iter().filter(|person| manager != Some(person.id)) {
                    changes.person(person, |person| person.manager = manager);
                }
                "person.manager_changed"
            }
            Bulk::Home(team, from) => {
                for person in people {
                    home(&mut changes, &now.directory, person, team, from, today)?;
                }
                end_visits_at_home(&mut changes, &now.directory);
                "person.home_changed"
            }
            Bulk::Leave if own => return Err(ChangeRefused::Oneself),
            Bulk::Leave => {
                leave(&mut changes, now, projects, ids, None, today);
                "person.left"
            }
        };
        let subject =
            if ids.len() == 1 { ids.iter().map(ToString::to_string).collect() } else { format!("{} people", ids.len()) };
        let detail = ids.iter().take(100).map(ToString::to_string).collect::<Vec<_>>().join(" ");
        Ok((changes, Told { action, subject, detail }))
    })
    .await
}

fn home(
    changes: &mut Changes,
    directory: &Directory,
    person: &Person,
    team: Option<TeamId>,
    from: Date,
    today: Date,
) -> Result<(), ChangeRefused> {
    let earliest = jiff::civil::date(2000, 1, 1);
    if from < earliest || from > today + 366.days() {
        return Err(ChangeRefused::Day);
    }
    if !person.active {
        return Err(ChangeRefused::Left);
    }
    if let Some(closed) = team.and_then(|team| directory.team(team)).filter(|team| !team.active) {
        return Err(ChangeRefused::Broken(Broken::TeamClosed { team: closed.name.to_string() }));
    }
    // What they have already is no news.
    if person.homes.on(from) == team && person.homes.next_after(from).is_none() && from >= today {
        return Ok(());
    }
    changes.person(person, |person| {
        person.homes = person.homes.moved(team, from);
        person.settle(today);
    });
    Ok(())
}

/// Whoever comes to be at home in a team is no guest there any more.
fn end_visits_at_home(changes: &mut Changes, directory: &Directory) {
    let at_home: BTreeSet<_> = changes.people.iter().filter_map(|change| Some((change.after.team?, change.after.id))).collect();
    for row in directory.teams() {
        let Some(team) = directory.team(row.id) else { continue };
        changes.team(team, |team| team.guests.retain(|guest| !at_home.contains(&(row.id, *guest))));
    }
}

/// Lets people go: their reports and teams go to `heir`, or to whoever is next up the line and stays.
fn leave(
    changes: &mut Changes,
    now: &Snapshot,
    projects: &[Project],
    leavers: &BTreeSet<PersonId>,
    heir: Option<PersonId>,
    today: Date,
) {
    let directory = &now.directory;
    let next = |leaver: PersonId| heir.or_else(|| directory.line_up(leaver).into_iter().find(|above| !leavers.contains(above)));
    for leaver in leavers.iter().filter_map(|id| directory.person(*id)).filter(|person| person.active) {
        changes.person(leaver, |person| {
            person.active = false;
            person.left = Some(today);
            person.homes = person.homes.ended(today);
            person.team = None;
        });
        for report in directory.reports(leaver.id).iter().filter(|id| !leavers.contains(id)) {
            let Some(report) = directory.person(*report) else { continue };
            // Whoever takes over does not report to themselves, but to whom the leaver did.
            let above = match next(leaver.id) {
                Some(heir) if heir == report.id => {
                    directory.line_up(leaver.id).into_iter().find(|above| !leavers.contains(above) && *above != report.id)
                }
                other => other,
            };
            changes.person(report, |report| report.manager = above);
        }
        // An heir from further down comes up, above those who were above them.
        let heir = heir.and_then(|heir| directory.person(heir)).filter(|heir| heir.manager != Some(leaver.id));
        if let Some(heir) = heir.filter(|heir| directory.is_in_line(leaver.id, heir.id)) {
            let above = directory.line_up(leaver.id).into_iter().find(|above| *above != heir.id);
            changes.person(heir, |heir| heir.manager = above);
        }
    }
    for project in projects {
        changes.project(project, |project| {
            project.lead = project.lead.and_then(|lead| if leavers.contains(&lead) { next(lead) } else { Some(lead) });
        });
    }
    // Closed ones as well: whoever opens one again finds nobody there who left.
    for team in directory.every_team() {
        changes.team(team, |team| {
            team.lead = team.lead.and_then(|lead| if leavers.contains(&lead) { next(lead) } else { Some(lead) });
            team.guests.retain(|guest| !leavers.contains(guest));
        });
    }
}

/// Somebody left: they are signed out, in no list any more, and their history stays. Who reports to them and the teams that
/// they lead go to `heir`, else to their manager.
///
/// # Errors
///
/// [`ChangeRefused`], or the store's.
pub async fn deactivate(
    store: &Store,
    administrator: &Administrator,
    id: PersonId,
    heir: Option<PersonId>,
) -> Result<Done, Failed<ChangeRefused>> {
    let (own, today) = (administrator.person() == id, store.now());
    change_one(store, administrator, id, None, "person.left", |now, projects, changes, person| {
        if own {
            return Err(ChangeRefused::Oneself);
        }
        if heir == Some(id) {
            return Err(ChangeRefused::Heir);
        }
        if !person.active || heir.is_some_and(|heir| now.directory.person(heir).is_none_or(|heir| !heir.active)) {
            return Err(ChangeRefused::Left);
        }
        leave(changes, now, projects, &BTreeSet::from([id]), heir, now.day(today));
        Ok(())
    })
    .await
}

/// Somebody is back: in their last home team if it is still there, and with who was their manager or is next up the line.
///
/// # Errors
///
/// [`ChangeRefused`], or the store's.
pub async fn reactivate(store: &Store, administrator: &Administrator, id: PersonId) -> Result<Done, Failed<ChangeRefused>> {
    let at = store.now();
    change_one(store, administrator, id, None, "person.came_back", |now, _, changes, person| {
        let (directory, today) = (&now.directory, now.day(at));
        if person.active {
            return Ok(());
        }
        if former::is_nameless(person) {
            return Err(ChangeRefused::Nameless);
        }
        let is_active = |id: &PersonId| directory.person(*id).is_some_and(|person| person.active);
        let last = person.homes.stays().iter().rev().find_map(|stay| stay.team);
        let last = last.filter(|team| directory.team(*team).is_some_and(|team| team.active));
        changes.person(person, |person| {
            person.active = true;
            person.left = None;
            person.manager = directory.line_up(person.id).into_iter().find(is_active);
            person.homes = person.homes.moved(last, today);
            person.settle(today);
        });
        Ok(())
    })
    .await
}

/// Lets home teams that were planned for today begin.
///
/// # Errors
///
/// When the store fails.
pub async fn settle_homes(store: &Store) -> Result<(), StoreError> {
    let settled = store
        .transact_audited(|| async move {
            let seen = directory::read(store).await?;
            let today = seen.day(store.now());
            let mut changes = Changes::default();
            for person in seen.directory.people().iter().filter_map(|id| seen.directory.person(*id)) {
                let closed = person.homes.on(today).and_then(|team| seen.directory.team(team)).filter(|team| !team.active);
                if let Some(team) = closed {
                    tracing::warn!(person = %person.id, team = %team.id, "a planned home team was closed; an administrator must say where they go");
                    continue;
                }
                changes.person(person, |person| person.settle(today));
            }
            end_visits_at_home(&mut changes, &seen.directory);
            let mut work = Work::new();
            let moved = changes.people.len();
            if moved > 0 {
                change::write(&mut work, &seen, &changes).map_err(Failed::Refused)?;
            }
            let deed =
                Deed { by: By::Job, action: "person.home_began", subject: today.to_string(), detail: format!("{moved} people") };
            Ok((work, deed, ()))
        })
        .await;
    settled.map_err(|failed| match failed {
        Failed::Store(error) => error,
        Failed::Refused(broken) => StoreError::new(format!("a planned home team cannot begin: {broken:?}")),
    })
}

/// Saves one's own profile over the version that was `seen`; returns the new version.
///
/// # Errors
///
/// [`SaveRefused::Changed`] with what is stored, when that is another version.
pub async fn save_profile(
    store: &Store,
    actor: &Actor,
    seen: Version,
    profile: &Profile,
) -> Result<Version, Failed<SaveRefused>> {
    let id = actor.id();
    store
        .transact_audited(|| async move {
            let now = directory::read(store).await?;
            let stored = now.directory.person(id).ok_or_else(|| StoreError::new("the signed-in person is gone"))?;
            let as_stored = || Profile { name: stored.name.clone(), time_zone: stored.time_zone.clone() };
            seen.expect(stored.version, as_stored).map_err(|changed| Failed::Refused(SaveRefused::Changed(changed)))?;
            let next = stored.version.next();
            let mut changes = Changes::default();
            let mut changed = Person::clone(stored);
            changed.name = profile.name.clone();
            changed.time_zone.clone_from(&profile.time_zone);
            changed.version = next;
            changes.people.push(waymark::change::Change { before: Some(Person::clone(stored)), after: changed });
            let mut work = Work::new();
            change::write(&mut work, &now, &changes)
                .map_err(|broken| StoreError::new(format!("a profile broke a rule of the organisation: {broken:?}")))?;
            let deed = Deed {
                by: By::Person(id),
                action: "person.saved_profile",
                subject: id.to_string(),
                detail: format!("version {}", next.0),
            };
            Ok((work, deed, next))
        })
        .await
}

/// How many persons there are, at most `limit`.
///
/// # Errors
///
/// When the store fails.
pub async fn count(store: &Store, limit: u32) -> Result<usize, StoreError> {
    let mut rows = store.read("SELECT VALUE id FROM person LIMIT $limit", with("limit", i64::from(limit))).await?;
    let ids: Vec<RecordId> = rows.take(0)?;
    Ok(ids.len())
}

/// Whether anybody can look after the installation: an active administrator with a password.
///
/// # Errors
///
/// When the store fails.
pub async fn has_administrator(store: &Store) -> Result<bool, StoreError> {
    let mut rows = store
        .read("SELECT VALUE id FROM person WHERE administrator = true AND active = true LIMIT 100", Variables::new())
        .await?;
    let ids: Vec<RecordId> = rows.take(0)?;
    for id in &ids {
        if crate::password::is_set(store, record::person_id(id)?).await? {
            return Ok(true);
        }
    }
    Ok(false)
}
