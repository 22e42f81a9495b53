//! Who may see which units of a survey's results, by the organisation as it is now and the terms that were fixed at launch.

use super::Survey;
use crate::{
    Store,
    access::{self, Actor},
};
use std::collections::BTreeSet;
use waymark::{
    TeamId,
    survey::{
        Kind,
        contract::{Viewers, in_force},
    },
};

/// The units that the actor may see, in the contract's order; none where they may see nothing of it.
///
/// Of a company review: all, for everybody or for leaders only. Of a team review: one's own unit and everybody's together;
/// for who leads a team, stands in for its lead, or has its lead in their line, that of the team and all below; for guests
/// that of the team. Administrators see all. A merged unit's results are those of each of its teams.
pub(crate) fn units_seen(store: &Store, actor: &Actor, survey: &Survey) -> Vec<usize> {
    let all = || (0..survey.contract.units.len()).collect();
    if actor.administrator().is_some() {
        return all();
    }
    let roles = access::roles(store, actor);
    match (survey.contract.kind, in_force(&survey.contract, &survey.amendments).1) {
        (Kind::Company, Viewers::Leaders) if roles.leads.is_empty() && roles.manages.is_empty() => Vec::new(),
        (Kind::Company, _) => all(),
        (Kind::Team, _) => of_teams(actor, &roles, survey),
    }
}

fn of_teams(actor: &Actor, roles: &access::Roles, survey: &Survey) -> Vec<usize> {
    let directory = &actor.seen().directory;
    let mut teams: BTreeSet<TeamId> = BTreeSet::new();
    for lead in &roles.leads {
        teams.extend(directory.teams_below(lead.team()));
    }
    let managed = |lead| directory.is_in_line(actor.id(), lead);
    let in_line = directory.every_team().filter(|team| team.lead.is_some_and(managed)).map(|team| team.id);
    teams.extend(in_line.flat_map(|team| directory.teams_below(team)).collect::<Vec<_>>());
    teams.extend(directory.every_team().filter(|team| team.guests.contains(&actor.id())).map(|team| team.id));
    let own = survey.unit_of(actor.id());
    let units = &survey.contract.units;
    // Where everybody is divided, one team among them shows everybody to nobody.
    let is_whole = |unit: usize| unit == 0 && units.len() > 1;
    let is_seen = |unit: usize| own == Some(unit) || !is_whole(unit) && units[unit].teams.iter().any(|team| teams.contains(team));
    let mut seen: Vec<usize> = (0..units.len()).filter(|unit| is_seen(*unit)).collect();
    // Beside a group of theirs stands that of everybody, to compare with.
    if !seen.is_empty() && seen[0] != 0 {
        seen.insert(0, 0);
    }
    seen
}
