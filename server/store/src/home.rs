//! What the home page is made of.

use crate::{
    Store, StoreError,
    access::{self, Actor},
    link, organisation, person, record, team,
    transaction::with,
};
use std::{collections::BTreeMap, fmt::Write};
use waymark::{TeamId, person::Person, team::Team};

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

/// Reads it, in few round trips however many teams and reports there are: it is the page that everybody opens first.
///
/// # Errors
///
/// When the store fails.
pub async fn read(store: &Store, actor: &Actor) -> Result<Home, StoreError> {
    let roles = access::roles(store, actor).await?;
    let home_team = actor.person().team;
    let leads = roles.leads.iter().map(|lead| lead.team()).filter(|team| Some(*team) != home_team);
    let teams: Vec<TeamId> = home_team.into_iter().chain(leads).collect();

    let mut values = with("organisation", organisation::id());
    values.insert("manager", actor.person().manager.into_iter().map(record::person).collect::<Vec<_>>());
    values.insert("reports", roles.manages.iter().map(|manager| record::person(manager.report())).collect::<Vec<_>>());
    values.insert("teams", teams.iter().copied().map(record::team).collect::<Vec<_>>());
    values.insert("page", i64::from(person::PAGE));
    let mut statements = "SELECT name, time_zone FROM ONLY $organisation; SELECT * FROM $manager;
        SELECT * FROM $reports ORDER BY name; SELECT * FROM $teams;"
        .to_owned();
    for (place, team) in teams.iter().enumerate() {
        values.insert(format!("team_{place}"), record::team(*team));
        let _ =
            write!(statements, "SELECT * FROM person WHERE team = $team_{place} AND active = true ORDER BY name LIMIT $page;");
    }
    let mut rows = store.read(&statements, values).await?;
    let organisation = organisation::Row::organisation(rows.take(0)?)?;
    let manager = person::persons(rows.take(1)?)?.into_iter().next();
    let reports = person::persons(rows.take(2)?)?;
    let mut found: BTreeMap<TeamId, Team> = BTreeMap::new();
    for row in rows.take::<Vec<team::Row>>(3)? {
        let team = row.team()?;
        found.insert(team.id, team);
    }
    let (mut team, mut leads) = (None, Vec::new());
    for (place, id) in teams.iter().enumerate() {
        let people = person::persons(rows.take(4 + place)?)?;
        let Some(its) = found.remove(id) else { continue };
        let one = TeamAndPeople { team: its, people };
        if Some(*id) == home_team {
            team = Some(one);
        } else {
            leads.push(one);
        }
    }
    leads.sort_by(|a, b| a.team.name.cmp(&b.team.name));
    let (open_invitations, is_alone) = match roles.administrator {
        Some(administrator) => (Some(link::open_invitations(store, administrator).await?), person::count(store, 2).await? == 1),
        None => (None, false),
    };
    Ok(Home { organisation, team, manager, leads, reports, open_invitations, is_alone })
}
