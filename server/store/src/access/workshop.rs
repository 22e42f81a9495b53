//! Who opens and leads workshops, votes in them, and sees what comes of them.

use super::{Actor, actor_in, belongs, steward};
use crate::{Store, directory::Snapshot};
use std::{collections::BTreeSet, sync::Arc};
use waymark::{
    PersonId, TeamId, WorkshopId,
    goal::Level,
    workshop::{Part, Workshop, participants},
};

/// May open workshops of this team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Host {
    actor: PersonId,
    team: TeamId,
}

/// May reveal what is voted in this workshop, write down what is agreed on, close it, and give it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hosting {
    actor: PersonId,
    workshop: WorkshopId,
}

/// May vote in this workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Participant {
    person: PersonId,
    workshop: WorkshopId,
}

/// May see this workshop, and what comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkshopViewer(WorkshopId);

impl Host {
    /// Who acts.
    pub fn person(self) -> PersonId {
        self.actor
    }

    /// Of which team.
    pub fn team(self) -> TeamId {
        self.team
    }
}

impl Hosting {
    /// Who acts.
    pub fn person(self) -> PersonId {
        self.actor
    }

    /// Which workshop.
    pub fn workshop(self) -> WorkshopId {
        self.workshop
    }
}

impl Participant {
    /// Who votes.
    pub fn person(self) -> PersonId {
        self.person
    }

    /// In which workshop.
    pub fn workshop(self) -> WorkshopId {
        self.workshop
    }
}

impl WorkshopViewer {
    /// Which workshop.
    pub fn workshop(self) -> WorkshopId {
        self.0
    }
}

/// The permission to open workshops of a team, for who looks after its goals: who leads it or a team above it, who stands in for one who
/// does, and who has its lead in their line; administrators where nobody leads.
pub fn host(store: &Store, actor: &Actor, team: TeamId) -> Option<Host> {
    steward(store, actor, Level::Team(team)).map(|steward| Host { actor: steward.person(), team })
}

/// The permission to go on with a workshop, for who may open one of its team; who opened it has no other.
pub fn hosting(store: &Store, actor: &Actor, workshop: &Workshop) -> Option<Hosting> {
    host(store, actor, workshop.team).map(|host| Hosting { actor: host.actor, workshop: workshop.id })
}

/// The part that somebody has in a workshop today. Who may reveal it does not vote, whatever they reveal it as: they could choose the moment, and see what
/// their own vote changed.
pub fn workshop_part(store: &Store, actor: &Actor, workshop: &Workshop) -> Part {
    match workshop.part(&actor.seen.directory, actor.id()) {
        Part::Votes if hosting(store, actor, workshop).is_some() => Part::Leads,
        part => part,
    }
}

/// The permission to vote in a workshop, for who has that part in it today.
pub fn participant(store: &Store, actor: &Actor, workshop: &Workshop) -> Option<Participant> {
    (workshop_part(store, actor, workshop) == Part::Votes).then(|| Participant { person: actor.id(), workshop: workshop.id })
}

/// Who votes in a workshop of this team that this person opens: all who have that part in it today.
pub fn workshop_voters(store: &Store, seen: &Arc<Snapshot>, team: TeamId, opened_by: PersonId) -> BTreeSet<PersonId> {
    let hosts = |person: &PersonId| actor_in(seen, *person).is_some_and(|actor| host(store, &actor, team).is_some());
    participants(&seen.directory, team, opened_by).into_iter().filter(|person| !hosts(person)).collect()
}

/// The permission to see a workshop, and later what comes of it: for who is at home in the team or one within it, its guests, who leads it or
/// stands above who does, and administrators.
pub fn workshop_viewer(store: &Store, actor: &Actor, workshop: &Workshop) -> Option<WorkshopViewer> {
    let is_within = || {
        let home = actor.person.team;
        home.is_some_and(|home| actor.seen.directory.teams_below(workshop.team).contains(&home))
    };
    (belongs(store, actor, workshop.team) || is_within()).then_some(WorkshopViewer(workshop.id))
}
