//! Which home teams people get, and the teams that are made for that.
//!
//! Teams that are known stay as they are: whoever leads them and what they belong to may have been corrected here.

use super::{
    Field, Needed, Problem, TeamsFrom, Why,
    team_names::{Book, LINE, open_circles},
    work::Work,
};
use crate::{PersonId, TeamId, home::Homes, post::PostKey, team::Team};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Gives people their homes.
pub(super) fn settle(work: &mut Work<'_>, draw: &mut dyn FnMut() -> Uuid) {
    let has_column = work.layout.has(Field::Team);
    match work.options.teams.unwrap_or(if has_column { TeamsFrom::Column } else { TeamsFrom::Line }) {
        TeamsFrom::Column if has_column => by_column(work, draw),
        TeamsFrom::Column => work.problems.push(Problem::whole(Why::ColumnMissing(Needed::Team))),
        TeamsFrom::Line => by_line(work, draw),
        TeamsFrom::Nothing => {}
    }
}

/// From today on, or from the beginning for somebody new.
fn move_home(work: &mut Work<'_>, id: PersonId, team: Option<TeamId>) {
    let (is_new, today) = (work.is_new(id), work.known.today);
    let Some(person) = work.people.get_mut(&id) else { return };
    if is_new {
        person.homes = team.map_or_else(Homes::default, |team| Homes::always(Some(team)));
    } else if person.team != team {
        person.homes = person.homes.moved(team, today);
    }
    person.team = team;
}

fn by_column(work: &mut Work<'_>, draw: &mut dyn FnMut() -> Uuid) {
    let mut book = Book::new(&work.teams);
    let mut members: BTreeMap<TeamId, Vec<PersonId>> = BTreeMap::new();
    for id in work.order.clone() {
        let (Some(main), Some(person)) = (work.main_post(id), work.people.get(&id)) else { continue };
        let told = main.told.team.clone();
        let never = work.returned.contains(&id) || person.homes.stays().is_empty();
        let before = work.main_before(id).map(|post| &post.told.team);
        // Who never had a home, or lost it by leaving, gets the one that the file says, though it said so before.
        if !(before != Some(&told) || (never && told.is_some())) {
            continue;
        }
        let team = told.map(|label| {
            book.find(&label).unwrap_or_else(|| {
                let team = book.add(&label, draw);
                let id = team.id;
                work.new_teams.push(id);
                work.teams.insert(id, team);
                id
            })
        });
        move_home(work, id, team);
        if let Some(team) = team {
            members.entry(team).or_default().push(id);
        }
    }
    for team in work.new_teams.clone() {
        let lead = members.get(&team).and_then(|members| managers_of_most(work, members));
        let parent = lead.and_then(|lead| work.people.get(&lead)?.team).filter(|parent| *parent != team);
        let parent = parent.filter(|parent| work.teams.get(parent).is_some_and(|parent| parent.active));
        if let Some(team) = work.teams.get_mut(&team) {
            team.lead = lead;
            team.parent = parent;
        }
    }
    open_circles(&mut work.teams, &work.new_teams);
}

/// The manager of most of these people; of equals the one who comes first.
fn managers_of_most(work: &Work<'_>, members: &[PersonId]) -> Option<PersonId> {
    let mut of: BTreeMap<PersonId, (usize, usize)> = BTreeMap::new();
    for (place, id) in members.iter().enumerate() {
        if let Some(manager) = work.people.get(id).and_then(|person| person.manager).filter(|id| work.is_active(*id)) {
            of.entry(manager).or_insert((0, place)).0 += 1;
        }
    }
    of.into_iter().min_by_key(|(_, (count, first))| (std::cmp::Reverse(*count), *first)).map(|(id, _)| id)
}

fn by_line(work: &mut Work<'_>, draw: &mut dyn FnMut() -> Uuid) {
    let mut book = Book::new(&work.teams);
    let managers: BTreeSet<PersonId> = work.order.iter().filter_map(|id| work.people.get(id)?.manager).collect();
    let mut leads = Vec::new();
    let mut found: BTreeMap<PersonId, TeamId> = BTreeMap::new();
    for id in work.order.clone() {
        let Some(person) = work.people.get(&id) else { continue };
        if !(work.is_new(id) || work.returned.contains(&id) || work.moved.contains(&id) || person.team.is_none()) {
            continue;
        }
        // At the top one's home is the team that one leads.
        let Some(lead) = person.manager.or_else(|| managers.contains(&id).then_some(id)) else { continue };
        let team = found.get(&lead).copied().or_else(|| line_team(work, &book, lead)).or_else(|| {
            let (key, name) = (work.main_post(lead)?.key.clone(), &work.people.get(&lead)?.name);
            let team = Team { lead: Some(lead), ..book.add_line(name, key.as_str(), draw) };
            let id = team.id;
            work.new_teams.push(id);
            work.teams.insert(id, team);
            leads.push((id, lead));
            Some(id)
        });
        if let Some(team) = team {
            found.insert(lead, team);
            move_home(work, id, Some(team));
        }
    }
    let mut led: BTreeMap<PersonId, TeamId> = BTreeMap::new();
    for team in work.known.teams.values().filter(|team| team.active) {
        if let Some(lead) = team.lead {
            led.entry(lead).or_insert(team.id);
        }
    }
    for (id, lead) in leads {
        let above = work.people.get(&lead).and_then(|person| person.manager);
        let parent = above.and_then(|above| line_team(work, &book, above).or_else(|| led.get(&above).copied()));
        if let Some(team) = work.teams.get_mut(&id) {
            team.parent = parent.filter(|parent| *parent != id);
        }
    }
    open_circles(&mut work.teams, &work.new_teams);
}

/// The team that was made of those who report to somebody, by any of their posts: the main one may change.
fn line_team(work: &Work<'_>, book: &Book, lead: PersonId) -> Option<TeamId> {
    let keys: Vec<&PostKey> = work.held.get(&lead)?.iter().collect();
    keys.into_iter().find_map(|key| book.by_label(&format!("{LINE}{key}")))
}
