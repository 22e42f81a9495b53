//! Team health: the released reviews of a group, one behind the other. Releases never change, so that they come from memory.

use crate::{
    Store, StoreError,
    access::Actor,
    survey::{
        self, State, Survey, Surveys, results,
        results::{Released, View},
    },
};
use std::{cmp::Reverse, sync::Arc};
use waymark::{
    TeamId,
    directory::Directory,
    health::{Review, Situation},
    person::Name,
    survey::{Kind, Mode, contract::in_force, rules::smallest_unit},
};

/// How many reviews a group's history shows at most.
pub const REVIEWS: usize = 8;

/// A review that was released, and the group of it that is looked at.
#[derive(Clone, Debug)]
pub struct Held {
    /// The survey.
    pub survey: Arc<Survey>,
    /// The group, by its number in the contract.
    pub unit: usize,
    /// What the teams are called that count in the group beside the one that is looked at and those within it.
    pub others: Vec<String>,
    /// What was released.
    pub released: Arc<Released>,
    /// What its cycle is called.
    pub cycle: Name,
    /// All groups of it that the actor may see, by their number.
    pub seen: Vec<usize>,
}

/// What reviews say of a group, as far as somebody may see it.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The newest first, [`REVIEWS`] at most.
    pub held: Vec<Held>,
    /// Whether there are reviews of it that are shown to others only.
    pub is_others: bool,
}

impl Held {
    /// What it says of the group.
    pub fn review(&self) -> Review<'_> {
        Review { form: &self.survey.form, cells: &self.released.release.units[self.unit] }
    }

    /// As the actor may see it.
    pub fn view(&self) -> View {
        View { survey: Arc::clone(&self.survey), released: Some(Arc::clone(&self.released)), units: self.seen.clone() }
    }

    /// Whether the group is more than the team that is looked at.
    pub fn is_together(&self) -> bool {
        !self.others.is_empty()
    }

    /// The nearest larger group that the actor may see and that shows something.
    pub fn above(&self) -> Option<usize> {
        let units = &self.survey.contract.units;
        let shows = |unit: &usize| {
            let cells = &self.released.release.units[*unit];
            self.seen.contains(unit) && cells.sections.iter().any(|section| section.score.shown().is_some())
        };
        std::iter::successors(units[self.unit].parent, |unit| units[*unit].parent).find(shows)
    }
}

impl History {
    /// What is known of a team where its reviews say nothing of it by itself.
    pub fn situation(&self, directory: &Directory, team: TeamId) -> Situation {
        let newest = self.held.first();
        let k = newest.map_or(waymark::survey::rules::TEAM_K, |held| in_force(&held.survey.contract, &held.survey.amendments).0);
        Situation {
            small: directory.members_below(team) < smallest_unit(k),
            above: newest.and_then(Held::above).is_some(),
            named: newest.is_some_and(|held| held.survey.contract.mode == Mode::Open),
        }
    }
}

/// The group of a survey that a team is or counts in, of those that are `seen`: the largest that is the team with all within it,
/// else the smallest that it is in.
///
/// Under a group's name stand also teams from outside that joined one of its units; for them the group is others'.
fn unit_of(survey: &Survey, directory: &Directory, team: TeamId, seen: &[usize]) -> Option<usize> {
    let units = &survey.contract.units;
    let names = |unit: &usize| units[*unit].teams.contains(&team);
    let is_within = |other: TeamId| directory.team_path(other).contains(&team);
    let has_groups = |unit: usize| units.iter().any(|other| other.parent == Some(unit));
    let is_below = |mut unit: usize, of: usize| loop {
        match units[unit].parent {
            Some(parent) if parent == of => return true,
            Some(parent) => unit = parent,
            None => return false,
        }
    };
    // A group is the team where a team within it counts in the group.
    let is_it = |unit: &usize| {
        let mut below = (0..units.len()).filter(|other| is_below(*other, *unit)).flat_map(|other| &units[other].teams);
        has_groups(*unit) && below.any(|other| *other != team && is_within(*other))
    };
    let named = || seen.iter().copied().filter(names);
    named().find(is_it).or_else(|| named().find(|unit| !has_groups(*unit)))
}

/// The group of a survey that a team is or counts in, where the actor may see it.
pub fn unit_seen(store: &Store, actor: &Actor, survey: &Survey, team: TeamId) -> Option<usize> {
    unit_of(survey, &actor.seen().directory, team, &survey::units_seen(store, actor, survey))
}

/// The team reviews whose results stand on this team's page, as far as the actor may see them.
///
/// # Errors
///
/// When the store fails.
pub async fn of_team(store: &Store, surveys: &Surveys, actor: &Actor, team: TeamId) -> Result<History, StoreError> {
    let directory = &actor.seen().directory;
    let is_named = |survey: &Survey| survey.contract.units.iter().any(|unit| unit.teams.contains(&team));
    let look = |survey: &Survey, seen: &[usize]| {
        let unit = unit_of(survey, directory, team, seen)?;
        let named = &survey.contract.units[unit];
        let is_other = |other: TeamId| other != team && !directory.team_path(other).contains(&team);
        let others = named.teams.iter().zip(&named.names).filter(|(id, _)| is_other(**id)).map(|(_, name)| name.clone());
        Some((unit, others.collect()))
    };
    history(store, surveys, actor, Kind::Team, is_named, look).await
}

/// The company reviews that the actor may see; of everybody.
///
/// # Errors
///
/// When the store fails.
pub async fn of_company(store: &Store, surveys: &Surveys, actor: &Actor) -> Result<History, StoreError> {
    history(store, surveys, actor, Kind::Company, |_| true, |_, seen| seen.contains(&0).then(|| (0, Vec::new()))).await
}

async fn history(
    store: &Store,
    surveys: &Surveys,
    actor: &Actor,
    kind: Kind,
    is_named: impl Fn(&Survey) -> bool,
    look: impl Fn(&Survey, &[usize]) -> Option<(usize, Vec<String>)>,
) -> Result<History, StoreError> {
    let mut found = Vec::new();
    let mut is_others = false;
    for survey in released_of(surveys, kind).filter(|survey| is_named(survey)) {
        let seen = survey::units_seen(store, actor, survey);
        match look(survey, &seen) {
            Some((unit, others)) => found.push((survey, unit, others, seen)),
            None => is_others = true,
        }
    }
    found.sort_by_key(|(survey, ..)| (Reverse(survey.contract.closes), survey.id));
    found.truncate(REVIEWS);
    let mut held = Vec::with_capacity(found.len());
    for (survey, unit, others, seen) in found {
        let Some(released) = results::released(store, survey).await? else { continue };
        let Some(cycle) = surveys.cycle(survey.cycle).cloned() else { continue };
        held.push(Held { survey: Arc::clone(survey), unit, others, released, cycle, seen });
    }
    Ok(History { held, is_others })
}

fn released_of(surveys: &Surveys, kind: Kind) -> impl Iterator<Item = &Arc<Survey>> {
    surveys.iter().filter(move |survey| survey.state == State::Released && survey.contract.kind == kind)
}

/// The released reviews of this kind of which the actor may see more than one group beside everybody, the last first.
pub fn across(store: &Store, surveys: &Surveys, actor: &Actor, kind: Kind) -> Vec<Arc<Survey>> {
    let is_several =
        |survey: &&Arc<Survey>| survey::units_seen(store, actor, survey).iter().filter(|unit| **unit != 0).count() > 1;
    let mut found: Vec<_> = released_of(surveys, kind).filter(is_several).map(Arc::clone).collect();
    found.sort_by_key(|survey| (Reverse(survey.contract.closes), survey.id));
    found
}
