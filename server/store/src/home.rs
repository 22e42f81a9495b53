//! What the home page is made of.

use crate::{
    Store, StoreError,
    access::{self, Actor},
    link, organisation, person, team,
};
use waymark::{person::Person, team::Team};

/// A team with its people.
#[derive(Clone, Debug)]
pub struct TeamAndPeople {
    /// The team.
    pub team: Team,
    /// Its active members by name.
    pub people: Vec<Person>,
}

/// Everything that one person's home page shows.
#[derive(Clone, Debug)]
pub struct Home {
    /// The organisation's settings.
    pub organisation: organisation::Organisation,
    /// One's home team.
    pub team: Option<TeamAndPeople>,
    /// Who one reports to.
    pub manager: Option<Person>,
    /// The teams one leads, without one's home team.
    pub leads: Vec<TeamAndPeople>,
    /// Who reports to one, by name.
    pub reports: Vec<Person>,
    /// For administrators: how many invitations are open.
    pub open_invitations: Option<usize>,
    /// For administrators: whether nobody else is here yet.
    pub is_alone: bool,
}

/// Reads it.
///
/// # Errors
///
/// When the store fails.
pub async fn read(store: &Store, actor: &Actor) -> Result<Home, StoreError> {
    let roles = access::roles(store, actor).await?;
    let home = match actor.person().team {
        Some(id) => match team::find(store, id).await? {
            Some(team) => Some(TeamAndPeople { team, people: person::teammates(store, actor).await? }),
            None => None,
        },
        None => None,
    };
    let mut leads = Vec::new();
    for lead in &roles.leads {
        if Some(lead.team()) != actor.person().team
            && let Some(team) = team::find(store, lead.team()).await?
        {
            leads.push(TeamAndPeople { team, people: person::members(store, lead).await? });
        }
    }
    leads.sort_by(|a, b| a.team.name.cmp(&b.team.name));
    let mut reports = Vec::new();
    for manager in &roles.manages {
        reports.extend(person::report(store, manager).await?);
    }
    reports.sort_by(|a, b| a.name.cmp(&b.name));
    let manager = match actor.person().manager {
        Some(manager) => person::find(store, manager).await?,
        None => None,
    };
    let (open_invitations, is_alone) = match roles.administrator {
        Some(administrator) => (Some(link::open_invitations(store, administrator).await?), person::count(store, 2).await? == 1),
        None => (None, false),
    };
    Ok(Home { organisation: organisation::read(store).await?, team: home, manager, leads, reports, open_invitations, is_alone })
}
