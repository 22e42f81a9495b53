//! Permissions as values. A verb that needs one takes it as a parameter, so that it cannot be called without; and only
//! this module makes them, from what the store says at that moment.

use crate::{Store, StoreError, person, record, transaction::with};
use surrealdb::types::RecordId;
use waymark::{PersonId, TeamId, person::Person};

/// Somebody who is signed in and has not left.
#[derive(Clone, Debug)]
pub struct Actor(Person);

/// May look after people, settings and the audit chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Administrator(PersonId);

/// Leads this team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TeamLead {
    lead: PersonId,
    team: TeamId,
}

/// Is the manager of this person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ManagerOf {
    manager: PersonId,
    report: PersonId,
}

/// Everything that an [`Actor`] may do beyond what everybody may.
#[derive(Clone, Debug)]
pub struct Roles {
    /// Set for administrators.
    pub administrator: Option<Administrator>,
    /// One for each team that they lead.
    pub leads: Vec<TeamLead>,
    /// One for each person who reports to them.
    pub manages: Vec<ManagerOf>,
}

impl Actor {
    /// Who.
    pub fn id(&self) -> PersonId {
        self.0.id
    }

    /// Their record, as it was when the permission was obtained.
    pub fn person(&self) -> &Person {
        &self.0
    }

    /// Their permission as an administrator, if they are one.
    pub fn administrator(&self) -> Option<Administrator> {
        self.0.administrator.then_some(Administrator(self.0.id))
    }
}

impl Administrator {
    /// Who.
    pub fn person(self) -> PersonId {
        self.0
    }
}

impl TeamLead {
    /// Who.
    pub fn person(self) -> PersonId {
        self.lead
    }

    /// Which team.
    pub fn team(self) -> TeamId {
        self.team
    }
}

impl ManagerOf {
    /// Who manages.
    pub fn person(self) -> PersonId {
        self.manager
    }

    /// Who reports to them.
    pub fn report(self) -> PersonId {
        self.report
    }
}

/// The person of a session, unless they left meanwhile.
///
/// # Errors
///
/// When the store fails.
pub async fn actor(store: &Store, person: PersonId) -> Result<Option<Actor>, StoreError> {
    Ok(person::find(store, person).await?.filter(|person| person.active).map(Actor))
}

/// What else they may do.
///
/// # Errors
///
/// When the store fails.
pub async fn roles(store: &Store, actor: &Actor) -> Result<Roles, StoreError> {
    let id = actor.id();
    let mut rows = store
        .read(
            "SELECT VALUE id FROM team WHERE lead = $id LIMIT 200;
             SELECT VALUE id FROM person WHERE manager = $id AND active = true LIMIT 500;",
            with("id", record::person(id)),
        )
        .await?;
    let teams: Vec<RecordId> = rows.take(0)?;
    let reports: Vec<RecordId> = rows.take(1)?;
    Ok(Roles {
        administrator: actor.administrator(),
        leads: teams
            .iter()
            .map(|team| Ok(TeamLead { lead: id, team: record::team_id(team)? }))
            .collect::<Result<_, StoreError>>()?,
        manages: reports
            .iter()
            .map(|report| Ok(ManagerOf { manager: id, report: record::person_id(report)? }))
            .collect::<Result<_, StoreError>>()?,
    })
}
