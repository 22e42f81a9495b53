//! Who takes part in a workshop.

use super::Workshop;
use crate::{PersonId, TeamId, directory::Directory};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The part that somebody has in a workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// They are at home in the team or one within it, and vote.
    Votes,
    /// They lead the team or one above it, opened the workshop, or may reveal it: nobody should have to mind what their vote was, nor guess at it.
    Leads,
    /// They are at home elsewhere, or left. Guests see and do not vote.
    Outside,
}

/// Whether somebody leads a team, or one above it.
fn leads(directory: &Directory, team: TeamId, person: PersonId) -> bool {
    let is_lead = |id: TeamId| directory.team(id).is_some_and(|team| team.lead == Some(person));
    directory.team_path(team).into_iter().chain([team]).any(is_lead)
}

/// Who votes in a workshop of this team that this person opens: who is at home in the team or in one within it today, without who leads it
/// or one above it. Who leads a team within it votes.
pub fn participants(directory: &Directory, team: TeamId, opened_by: PersonId) -> BTreeSet<PersonId> {
    let teams = directory.teams_below(team);
    let at_home = teams.iter().flat_map(|team| directory.members(*team).iter().copied());
    at_home.filter(|person| *person != opened_by && !leads(directory, team, *person)).collect()
}

impl Workshop {
    /// The part that somebody has in it today.
    pub fn part(&self, directory: &Directory, person: PersonId) -> Part {
        let home = directory.person(person).filter(|person| person.active).and_then(|person| person.team);
        if person == self.opened_by || leads(directory, self.team, person) {
            Part::Leads
        } else if home.is_some_and(|home| directory.teams_below(self.team).contains(&home)) {
            Part::Votes
        } else {
            Part::Outside
        }
    }
}
