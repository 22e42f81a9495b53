//! Teams in the store.

use crate::{
    Failed, Store, StoreError,
    access::Administrator,
    change::{self, Done},
    directory::Snapshot,
    record,
    record::unfit,
};
use surrealdb::types::{RecordId, SurrealValue};
use waymark::{
    PersonId, TeamId, Version,
    change::{Change, Changes},
    person::Name,
    team::{ChangeRefused, Team},
};

#[derive(SurrealValue)]
pub(crate) struct Row {
    id: RecordId,
    name: String,
    parent: Option<RecordId>,
    lead: Option<RecordId>,
    guests: Vec<RecordId>,
    label: Option<String>,
    active: bool,
    version: i64,
    changed: i64,
}

impl Row {
    pub(crate) fn team(self) -> Result<Team, StoreError> {
        Ok(Team {
            id: record::team_id(&self.id)?,
            name: Name::new(&self.name).map_err(|error| unfit("team's name")(&error))?,
            parent: self.parent.as_ref().map(record::team_id).transpose()?,
            lead: self.lead.as_ref().map(record::person_id).transpose()?,
            guests: self.guests.iter().map(record::person_id).collect::<Result<_, _>>()?,
            label: self.label,
            active: self.active,
            version: record::version(self.version)?,
        })
    }

    pub(crate) fn of(team: &Team, changed: i64) -> Self {
        Self {
            id: record::team(team.id),
            name: team.name.to_string(),
            parent: team.parent.map(record::team),
            lead: team.lead.map(record::person),
            guests: team.guests.iter().copied().map(record::person).collect(),
            label: team.label.clone(),
            active: team.active,
            version: i64::from(team.version.0),
            changed,
        }
    }
}

/// What an administrator says of a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its name.
    pub name: Name,
    /// The team it belongs to.
    pub parent: Option<TeamId>,
    /// Who leads it.
    pub lead: Option<PersonId>,
}

/// Makes a team.
///
/// # Errors
///
/// [`ChangeRefused`], or the store's.
pub async fn create(store: &Store, administrator: &Administrator, said: &Said) -> Result<(TeamId, Done), Failed<ChangeRefused>> {
    let id = TeamId::from_uuid(uuid::Uuid::new_v4());
    let team = Team {
        id,
        name: said.name.clone(),
        parent: said.parent,
        lead: said.lead,
        guests: Vec::new(),
        label: None,
        active: true,
        version: Version::default(),
    };
    let deed = change::Told { action: "team.created", subject: id.to_string(), detail: said.name.to_string() };
    let (team, deed) = (&team, &deed);
    let done = change::reorganise(store, administrator, |_| {
        let changes = Changes { teams: vec![Change { before: None, after: team.clone() }], ..Changes::default() };
        Ok((changes, deed.clone()))
    })
    .await?;
    Ok((id, done))
}

/// Changes one team over the version that was seen.
async fn change(
    store: &Store,
    administrator: &Administrator,
    id: TeamId,
    seen: Option<Version>,
    action: &'static str,
    change: impl Fn(&Snapshot, &mut Team) -> Result<(), ChangeRefused>,
) -> Result<Done, Failed<ChangeRefused>> {
    let change = &change;
    change::reorganise(store, administrator, move |now| {
        let team = now.directory.team(id).ok_or(ChangeRefused::Unknown)?;
        if seen.is_some_and(|seen| seen != team.version) {
            return Err(ChangeRefused::Changed);
        }
        let mut changed = Team::clone(team);
        change(now, &mut changed)?;
        let mut changes = Changes::default();
        changes.team(team, |team| *team = changed);
        Ok((changes, change::Told { action, subject: id.to_string(), detail: team.name.to_string() }))
    })
    .await
}

/// Says anew what a team is called, where it belongs and who leads it.
///
/// # Errors
///
/// [`ChangeRefused`], or the store's.
pub async fn correct(
    store: &Store,
    administrator: &Administrator,
    id: TeamId,
    seen: Version,
    said: &Said,
) -> Result<Done, Failed<ChangeRefused>> {
    change(store, administrator, id, Some(seen), "team.changed", |_, team| {
        team.name = said.name.clone();
        team.parent = said.parent;
        team.lead = said.lead;
        Ok(())
    })
    .await
}

/// Closes a team that nobody is in any more, or opens it again.
///
/// # Errors
///
/// [`ChangeRefused`], or the store's.
pub async fn set_active(
    store: &Store,
    administrator: &Administrator,
    id: TeamId,
    active: bool,
) -> Result<Done, Failed<ChangeRefused>> {
    let action = if active { "team.opened" } else { "team.closed" };
    change(store, administrator, id, None, action, |_, team| {
        team.active = active;
        Ok(())
    })
    .await
}

/// Makes somebody a guest of a team.
///
/// # Errors
///
/// [`ChangeRefused`], or the store's.
pub async fn add_guest(
    store: &Store,
    administrator: &Administrator,
    id: TeamId,
    guest: PersonId,
) -> Result<Done, Failed<ChangeRefused>> {
    change(store, administrator, id, None, "team.guest_added", |now, team| {
        if now.directory.members(id).contains(&guest) {
            return Err(ChangeRefused::AtHome);
        }
        if !team.guests.contains(&guest) {
            team.guests.push(guest);
        }
        Ok(())
    })
    .await
}

/// Ends a visit.
///
/// # Errors
///
/// [`ChangeRefused`], or the store's.
pub async fn remove_guest(
    store: &Store,
    administrator: &Administrator,
    id: TeamId,
    guest: PersonId,
) -> Result<Done, Failed<ChangeRefused>> {
    change(store, administrator, id, None, "team.guest_removed", |_, team| {
        team.guests.retain(|one| *one != guest);
        Ok(())
    })
    .await
}
