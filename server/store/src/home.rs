//! What the home page is made of.

use crate::{
    Store, StoreError,
    access::{self, Actor},
    link, organisation,
};
use std::sync::Arc;
use waymark::{TeamId, person::Person, team::Team};

/// A team with its people.
#[derive(Clone, Debug)]
pub struct TeamAndPeople {
    /// The team.
    pub team: Arc<Team>,
    /// Its active members by name.
    pub people: Vec<Arc<Person>>,
}

/// Everything that one person's home page shows.
#[derive(Clone, Debug)]
pub struct Home {
    /// The organisation's settings.
    pub organisation: organisation::Organisation,
    /// One's home team.
    pub team: Option<TeamAndPeople>,
    /// Who one reports to.
    pub manager: Option<Arc<Person>>,
    /// The teams one leads or stands in for the lead of, then those where one is a guest, without one's home team.
    pub leads: Vec<TeamAndPeople>,
    /// Who reports to one, by name.
    pub reports: Vec<Arc<Person>>,
    /// For administrators: how many invitations are open.
    pub open_invitations: Option<usize>,
    /// For administrators: whether nobody else is here yet.
    pub is_alone: bool,
}

/// Reads it: from the directory, which is in memory; it is the page that everybody opens first.
///
/// # Errors
///
/// When the store fails.
pub async fn read(store: &Store, actor: &Actor) -> Result<Home, StoreError> {
    let (directory, person) = (&actor.seen().directory, actor.person());
    let roles = access::roles(store, actor);
    let people =
        |ids: &mut dyn Iterator<Item = waymark::PersonId>| ids.filter_map(|id| directory.person(id)).cloned().collect::<Vec<_>>();
    let with_people = |id: TeamId| {
        let team = directory.team(id).filter(|team| team.active)?;
        Some(TeamAndPeople { team: Arc::clone(team), people: people(&mut directory.members(id).iter().copied()) })
    };
    let led = roles.leads.iter().map(|lead| lead.team());
    let visited = directory.teams().iter().map(|row| row.id);
    let visited = visited.filter(|id| directory.team(*id).is_some_and(|team| team.guests.contains(&person.id)));
    let mut others: Vec<TeamId> = Vec::new();
    for id in led.chain(visited).filter(|id| Some(*id) != person.team) {
        if !others.contains(&id) {
            others.push(id);
        }
    }
    let mut reports: Vec<_> = people(&mut roles.manages.iter().map(|manager| manager.report()));
    reports.sort_by(|a, b| a.name.cmp(&b.name));
    reports.dedup_by_key(|person| person.id);
    let open_invitations = match roles.administrator {
        Some(_) => Some(link::open_invitations(store).await?),
        None => None,
    };
    Ok(Home {
        organisation: actor.seen().organisation.clone(),
        team: person.team.and_then(with_people),
        manager: person.manager.and_then(|id| directory.person(id)).cloned(),
        leads: others.into_iter().filter_map(with_people).collect(),
        reports,
        open_invitations,
        is_alone: roles.administrator.is_some() && directory.people().len() == 1,
    })
}
