//! Team health: the released reviews of a group, one behind the other. Releases never change, so that they come from memory.

use crate::{
    Store, StoreError,
    access::Actor,
    cycle,
    survey::{
        self, State, Survey, results,
        results::{Released, View},
    },
};
use std::{cmp::Reverse, collections::BTreeMap, sync::Arc};
use waymark::{CycleId, TeamId, health::Review, person::Name, survey::Kind};

/// How many reviews a group's history shows at most.
pub const REVIEWS: usize = 8;

/// A review that was released, and the group of it that is looked at.
#[derive(Clone, Debug)]
pub struct Held {
    /// The survey.
    pub survey: Arc<Survey>,
    /// The group, by its number in the contract.
    pub unit: usize,
    /// What was released.
    pub released: Arc<Released>,
    /// What its cycle is called.
    pub cycle: Name,
    /// All groups of it that the actor may see, by their number.
    pub seen: Vec<usize>,
}

impl Held {
    /// What it says of the group.
    pub fn review(&self) -> Review<'_> {
        Review { form: &self.survey.form, cells: &self.released.release.units[self.unit] }
    }

    /// What the teams of the group are called.
    pub fn names(&self) -> &[String] {
        &self.survey.contract.units[self.unit].names
    }

    /// As the actor may see it.
    pub fn view(&self) -> View {
        View { survey: Arc::clone(&self.survey), released: Some(Arc::clone(&self.released)), units: self.seen.clone() }
    }

    /// Whether the group is several teams that were put together, or one with people of others.
    pub fn is_together(&self) -> bool {
        self.names().len() > 1
    }
}

/// The team reviews whose results stand on this team's page, the last first, as far as the actor may see them.
///
/// # Errors
///
/// When the store fails.
pub async fn of_team(store: &Store, actor: &Actor, team: TeamId) -> Result<Vec<Held>, StoreError> {
    // Groups come before those within them: of a team with teams within it, all of them together.
    let unit = |survey: &Survey| survey.contract.units.iter().position(|unit| unit.teams.contains(&team));
    held(store, actor, Kind::Team, unit).await
}

/// The company reviews that the actor may see, the last first; of everybody.
///
/// # Errors
///
/// When the store fails.
pub async fn of_company(store: &Store, actor: &Actor) -> Result<Vec<Held>, StoreError> {
    held(store, actor, Kind::Company, |_| Some(0)).await
}

async fn held(
    store: &Store,
    actor: &Actor,
    kind: Kind,
    unit: impl Fn(&Survey) -> Option<usize>,
) -> Result<Vec<Held>, StoreError> {
    let all = survey::all(store).await?;
    let mut found: Vec<_> = all
        .iter()
        .filter(|survey| survey.state == State::Released && survey.contract.kind == kind)
        .filter_map(|survey| Some((survey, unit(survey)?, survey::units_seen(store, actor, survey))))
        .filter(|(_, unit, seen)| seen.contains(unit))
        .collect();
    found.sort_by_key(|(survey, ..)| (Reverse(survey.contract.closes), survey.id));
    found.truncate(REVIEWS);
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let cycles: BTreeMap<CycleId, Name> = cycle::list(store).await?.into_iter().map(|cycle| (cycle.id, cycle.name)).collect();
    let mut held = Vec::with_capacity(found.len());
    for (survey, unit, seen) in found {
        let Some(released) = results::released(store, survey).await? else { continue };
        let Some(cycle) = cycles.get(&survey.cycle).cloned() else { continue };
        held.push(Held { survey: Arc::clone(survey), unit, released, cycle, seen });
    }
    Ok(held)
}

/// The released reviews of this kind of which the actor may see more than one group beside everybody, the last first.
///
/// # Errors
///
/// When the store fails.
pub async fn across(store: &Store, actor: &Actor, kind: Kind) -> Result<Vec<Arc<Survey>>, StoreError> {
    let all = survey::all(store).await?;
    let is_several = |survey: &&Arc<Survey>| {
        survey.state == State::Released
            && survey.contract.kind == kind
            && survey::units_seen(store, actor, survey).iter().filter(|unit| **unit != 0).count() > 1
    };
    let mut found: Vec<_> = all.iter().filter(is_several).map(Arc::clone).collect();
    found.sort_by_key(|survey| (Reverse(survey.contract.closes), survey.id));
    Ok(found)
}
