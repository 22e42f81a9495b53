//! Permissions as values. A verb that needs one takes it as a parameter, so that it cannot be called without; and only
//! this module makes them, from what the store says at that moment.

mod goal;
mod review;
mod workshop;

pub use goal::{GoalReader, Reach, Steward, Tending, goal_reader, parties, reach, steward, tending};
pub use review::{AskedPeer, Handing, Holder, PlanReader, asked_peer, handing, holder, plan_reader, takes_over};
pub use workshop::{
    Host, Hosting, Participant, WorkshopViewer, host, hosting, participant, workshop_part, workshop_viewer, workshop_voters,
};

use crate::{
    Store, StoreError,
    directory::{self, Snapshot},
    record,
    survey::{self, Survey},
};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use waymark::{PersonId, SurveyId, TeamId, person::Person};

/// Somebody who is signed in and has not left, and the organisation as it was at that moment.
#[derive(Clone, Debug)]
pub struct Actor {
    person: Arc<Person>,
    seen: Arc<Snapshot>,
}

/// May look after people, settings and the audit chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Administrator(PersonId);

/// Leads this team, or stands in for who does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TeamLead {
    actor: PersonId,
    lead: PersonId,
    team: TeamId,
}

/// Is the manager of this person, or stands in for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ManagerOf {
    actor: PersonId,
    manager: PersonId,
    report: PersonId,
}

/// May see what somebody's record says beyond what everybody sees: themselves, who is above them in the line or stands in
/// for one who is, and administrators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Insight(PersonId);

/// Is on the roster of this survey.
#[derive(Clone, Debug)]
pub struct Respondent {
    person: PersonId,
    survey: Arc<Survey>,
    unit: usize,
}

/// May see results of a survey: those of these units.
#[derive(Clone, Debug)]
pub struct Viewer {
    survey: Arc<Survey>,
    units: Vec<usize>,
}

/// Everything that an [`Actor`] may do beyond what everybody may.
#[derive(Clone, Debug)]
pub struct Roles {
    /// Set for administrators.
    pub administrator: Option<Administrator>,
    /// One for each team that they lead, or whose lead they stand in for.
    pub leads: Vec<TeamLead>,
    /// One for each person who reports to them, or to whom they stand in for.
    pub manages: Vec<ManagerOf>,
}

impl Actor {
    /// Who.
    pub fn id(&self) -> PersonId {
        self.person.id
    }

    /// Their record, as it was when the permission was obtained.
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// The organisation, as it was when the permission was obtained.
    pub fn seen(&self) -> &Arc<Snapshot> {
        &self.seen
    }

    /// Their permission as an administrator, if they are one.
    pub fn administrator(&self) -> Option<Administrator> {
        self.person.administrator.then_some(Administrator(self.person.id))
    }
}

impl Administrator {
    /// Who.
    pub fn person(self) -> PersonId {
        self.0
    }
}

impl TeamLead {
    /// Who acts.
    pub fn person(self) -> PersonId {
        self.actor
    }

    /// Whose permission it is: the actor's own, or that of the lead they stand in for.
    pub fn lead(self) -> PersonId {
        self.lead
    }

    /// Which team.
    pub fn team(self) -> TeamId {
        self.team
    }
}

impl ManagerOf {
    /// Who acts.
    pub fn person(self) -> PersonId {
        self.actor
    }

    /// Whose permission it is: the actor's own, or that of the manager they stand in for.
    pub fn manager(self) -> PersonId {
        self.manager
    }

    /// Who reports to that manager.
    pub fn report(self) -> PersonId {
        self.report
    }
}

impl Insight {
    /// Into whose record.
    pub fn person(self) -> PersonId {
        self.0
    }
}

impl Respondent {
    /// Who.
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// Of which survey.
    pub fn survey(&self) -> &Arc<Survey> {
        &self.survey
    }

    /// In which reporting unit, by its number in the contract.
    pub fn unit(&self) -> usize {
        self.unit
    }

    /// Under what their answers are kept on a device that several people use: it does not tell whose they are.
    pub fn device(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.survey.id.uuid().as_bytes());
        hash.update(self.person.uuid().as_bytes());
        record::hex(&hash.finalize()[..8])
    }
}

impl Viewer {
    /// Of which survey.
    pub fn survey(&self) -> &Arc<Survey> {
        &self.survey
    }

    /// Of which units, by their number in the contract, in its order; at least one.
    pub fn units(&self) -> &[usize] {
        &self.units
    }
}

/// Whether somebody leads a team or one above it, stands in for one who does, or has its lead in their line.
fn leads(store: &Store, actor: &Actor, team: TeamId) -> bool {
    let directory = &actor.seen.directory;
    let leads: Vec<PersonId> =
        directory.team_path(team).into_iter().chain([team]).filter_map(|id| directory.team(id)?.lead).collect();
    acts_for(store, actor).into_iter().any(|who| leads.iter().any(|lead| who == *lead || directory.is_in_line(who, *lead)))
}

/// Whether somebody is told what a team is told about itself: its people and guests, who leads it or stands above who does,
/// administrators.
pub fn belongs(store: &Store, actor: &Actor, team: TeamId) -> bool {
    actor.person.team == Some(team)
        || actor.seen.directory.team(team).is_some_and(|there| there.guests.contains(&actor.id()))
        || actor.person.administrator
        || leads(store, actor, team)
}

/// Whether somebody is above a person in the line, or stands in for one who is.
fn is_above(store: &Store, actor: &Actor, person: PersonId) -> bool {
    let directory = &actor.seen.directory;
    acts_for(store, actor).into_iter().any(|senior| senior != person && directory.is_in_line(senior, person))
}

/// The permission to see what a survey shows to the actor, if it shows them anything.
///
/// # Errors
///
/// When the store fails.
pub async fn viewer(store: &Store, actor: &Actor, survey: SurveyId) -> Result<Option<Viewer>, StoreError> {
    Ok(survey::find(store, survey).await?.and_then(|survey| viewer_of(store, actor, &survey)))
}

/// The same of a survey that was just read.
pub fn viewer_of(store: &Store, actor: &Actor, survey: &Arc<Survey>) -> Option<Viewer> {
    let units = survey::units_seen(store, actor, survey);
    (!units.is_empty()).then(|| Viewer { survey: Arc::clone(survey), units })
}

/// The permission to answer this survey, for who is on its roster.
///
/// # Errors
///
/// When the store fails.
pub async fn respondent(store: &Store, actor: &Actor, survey: SurveyId) -> Result<Option<Respondent>, StoreError> {
    let Some(survey) = survey::find(store, survey).await? else { return Ok(None) };
    let unit = survey.unit_of(actor.id());
    Ok(unit.map(|unit| Respondent { person: actor.id(), survey, unit }))
}

/// The person of a session, unless they left meanwhile.
///
/// # Errors
///
/// When the store fails.
pub async fn actor(store: &Store, person: PersonId) -> Result<Option<Actor>, StoreError> {
    Ok(actor_in(&directory::read(store).await?, person))
}

/// The same in the organisation as it was just read, for who asks about many.
pub fn actor_in(seen: &Arc<Snapshot>, person: PersonId) -> Option<Actor> {
    let person = seen.directory.person(person).filter(|person| person.active).cloned();
    person.map(|person| Actor { person, seen: Arc::clone(seen) })
}

/// Whom the actor acts for today: themselves first, then everybody whom they stand in for.
fn acts_for(store: &Store, actor: &Actor) -> Vec<PersonId> {
    let today = actor.seen.day(store.now());
    let is_active = |id: &PersonId| actor.seen.directory.person(*id).is_some_and(|person| person.active);
    std::iter::once(actor.id()).chain(actor.seen.stands_in_for(actor.id(), today).filter(is_active)).collect()
}

/// What else they may do.
pub fn roles(store: &Store, actor: &Actor) -> Roles {
    let (id, directory) = (actor.id(), &actor.seen.directory);
    let mut roles = Roles { administrator: actor.administrator(), leads: Vec::new(), manages: Vec::new() };
    for of in acts_for(store, actor) {
        roles.leads.extend(directory.led_by(of).iter().map(|team| TeamLead { actor: id, lead: of, team: *team }));
        // Nobody becomes their own manager by standing in for their manager.
        let reports = directory.reports(of).iter().filter(|report| **report != id);
        roles.manages.extend(reports.map(|report| ManagerOf { actor: id, manager: of, report: *report }));
    }
    roles
}

/// The permission to look into this person's record.
pub fn insight(store: &Store, actor: &Actor, person: PersonId) -> Option<Insight> {
    let allowed = actor.id() == person || actor.person.administrator || is_above(store, actor, person);
    allowed.then_some(Insight(person))
}
