//! The plan and its report, from what was known and what is planned.

use super::{Added, AddedTeam, ChangedPerson, ChangedTeam, Difference, Joined, Known, Listed, Plan, Problem, What, work::Work};
use crate::{
    PersonId, TeamId, Version,
    change::Change,
    person::{Name, Person},
    post::{Post, PostKey},
    team::Team,
};
use std::collections::{BTreeMap, BTreeSet};

/// The plan of what was worked out.
pub(super) fn plan(mut work: Work<'_>, rows: usize) -> Plan {
    let joined = joined(&work);
    let mut problems = std::mem::take(&mut work.problems);
    problems.sort_by_key(|problem: &Problem| problem.line);
    let mut warnings = std::mem::take(&mut work.warnings);
    warnings.sort_by_key(|warning| warning.line);
    let mut plan = Plan { problems, warnings, joined, rows, skipped: work.skipped, ..Plan::default() };
    if !plan.problems.is_empty() {
        return plan;
    }
    let others = work.known.people.keys().filter(|id| !work.place.contains_key(id));
    let everybody: Vec<PersonId> = work.order.iter().chain(others).copied().collect();
    plan.people = people_changes(&work, &everybody);
    plan.teams = team_changes(work.known, &work.teams, &work.new_teams);
    plan.posts = post_changes(&work);
    let then = Then { known: work.known, people: &work.people, teams: &work.teams };
    let posts: BTreeSet<PersonId> = plan.posts.iter().map(|change| change.after.person).collect();
    for id in everybody {
        let Some(after) = work.people.get(&id) else { continue };
        let Some(before) = work.known.people.get(&id) else {
            let line = work.entry(id).map_or(0, |entry| entry.line);
            plan.added.push(Added { line, name: after.name.clone(), title: after.title.clone() });
            continue;
        };
        let listed = Listed { id, name: after.name.clone() };
        if work.leaving.contains(&id) {
            plan.left.push(listed);
            continue;
        }
        if work.returned.contains(&id) {
            plan.returned.push(listed);
        }
        let mut what = then.of_person(before, after);
        if posts.contains(&id) {
            let held = |posts: &BTreeMap<PostKey, Post>| keys(work.held.get(&id), posts);
            what.extend(difference(What::Posts, held(&work.known.posts), held(&work.posts)));
        }
        if !what.is_empty() {
            plan.changed.push(ChangedPerson { id, name: before.name.clone(), what });
        } else if work.place.contains_key(&id) && !work.returned.contains(&id) {
            plan.unchanged += 1;
        }
    }
    then.report_teams(&mut plan);
    plan
}

fn difference(what: What, before: Option<String>, after: Option<String>) -> Option<Difference> {
    (before != after).then_some(Difference { what, before, after })
}

/// The keys of the posts that go on, the main one first.
fn keys(held: Option<&Vec<PostKey>>, posts: &BTreeMap<PostKey, Post>) -> Option<String> {
    let active = || held.into_iter().flatten().filter_map(|key| posts.get(key)).filter(|post| post.active);
    let main = active().filter(|post| post.main);
    let keys: Vec<&str> = main.chain(active().filter(|post| !post.main)).map(|post| post.key.as_str()).collect();
    (!keys.is_empty()).then(|| keys.join(", "))
}

fn people_changes(work: &Work<'_>, everybody: &[PersonId]) -> Vec<Change<Person>> {
    let change = |id: &PersonId| {
        let (before, mut after) = (work.known.people.get(id).cloned(), work.people.get(id)?.clone());
        if before.as_ref() == Some(&after) {
            return None;
        }
        after.version = before.as_ref().map_or_else(Version::default, |before| before.version.next());
        Some(Change { before, after })
    };
    everybody.iter().filter_map(change).collect()
}

/// What changes of teams, the new ones last.
pub(super) fn team_changes(known: &Known, teams: &BTreeMap<TeamId, Team>, new: &[TeamId]) -> Vec<Change<Team>> {
    let change = |id: &TeamId| {
        let (before, mut after) = (known.teams.get(id).cloned(), teams.get(id)?.clone());
        if before.as_ref() == Some(&after) {
            return None;
        }
        after.version = before.as_ref().map_or_else(Version::default, |before| before.version.next());
        Some(Change { before, after })
    };
    known.teams.keys().chain(new).filter_map(change).collect()
}

/// What changes of posts, by key.
fn post_changes(work: &Work<'_>) -> Vec<Change<Post>> {
    let changes =
        work.posts.values().map(|after| Change { before: work.known.posts.get(&after.key).cloned(), after: after.clone() });
    changes.filter(|change| change.before.as_ref() != Some(&change.after)).collect()
}

/// Marks the main posts of those who were joined, and leaves out posts that end.
fn joined(work: &Work<'_>) -> Vec<Joined> {
    let goes_on = |key: &PostKey| work.posts.get(key).is_some_and(|post| post.active);
    let mark = |joined: &Joined| {
        let posts = joined.posts.iter().filter(|post| goes_on(&post.key)).cloned().map(|mut post| {
            post.main = !post.apart && work.posts.get(&post.key).is_some_and(|post| post.main);
            post
        });
        Joined { posts: posts.collect(), ..joined.clone() }
    };
    work.joined.iter().map(mark).filter(|joined| joined.posts.len() > 1).collect()
}

/// What is known and what is planned, to be told in words.
pub(super) struct Then<'a> {
    pub(super) known: &'a Known,
    pub(super) people: &'a BTreeMap<PersonId, Person>,
    pub(super) teams: &'a BTreeMap<TeamId, Team>,
}

impl Then<'_> {
    fn of_person(&self, before: &Person, after: &Person) -> Vec<Difference> {
        let then = |id: Option<PersonId>| Some(self.people.get(&id?)?.name.to_string());
        let now = |id: Option<PersonId>| Some(self.known.people.get(&id?)?.name.to_string());
        let mut what = vec![
            difference(What::Name, Some(before.name.to_string()), Some(after.name.to_string())),
            difference(
                What::Email,
                before.email.as_ref().map(ToString::to_string),
                after.email.as_ref().map(ToString::to_string),
            ),
            difference(What::Title, before.title.clone(), after.title.clone()),
            difference(What::Location, before.location.clone(), after.location.clone()),
        ];
        // By who they are, not by their names: those may change too, or be the same.
        if before.manager != after.manager {
            what.push(Some(Difference { what: What::Manager, before: now(before.manager), after: then(after.manager) }));
        }
        if before.team != after.team {
            let (before, after) = (self.team_now(before.team), self.team_then(after.team));
            what.push(Some(Difference { what: What::Team, before, after }));
        }
        what.into_iter().flatten().collect()
    }

    fn team_now(&self, id: Option<TeamId>) -> Option<String> {
        Some(self.known.teams.get(&id?)?.name.to_string())
    }

    fn team_then(&self, id: Option<TeamId>) -> Option<String> {
        Some(self.teams.get(&id?)?.name.to_string())
    }

    /// Tells of the plan's teams.
    pub(super) fn report_teams(&self, plan: &mut Plan) {
        let mut homes: BTreeMap<TeamId, usize> = BTreeMap::new();
        for team in self.people.values().filter(|person| person.active).filter_map(|person| person.team) {
            *homes.entry(team).or_default() += 1;
        }
        let lead = |id: Option<PersonId>| -> Option<Name> { Some(self.people.get(&id?)?.name.clone()) };
        let text = |name: Option<Name>| name.map(String::from);
        for Change { before, after } in &plan.teams {
            let (id, name) = (after.id, after.name.clone());
            let Some(before) = before else {
                let parent = after.parent.and_then(|parent| self.teams.get(&parent)).map(|parent| parent.name.clone());
                let people = homes.get(&id).copied().unwrap_or_default();
                let label = after.label.clone();
                plan.teams_added.push(AddedTeam { name, label, lead: lead(after.lead), parent, people });
                continue;
            };
            let mut what = Vec::new();
            if before.lead != after.lead {
                let lead_now = before.lead.and_then(|id| self.known.people.get(&id)).map(|person| person.name.to_string());
                what.push(Difference { what: What::Lead, before: lead_now, after: text(lead(after.lead)) });
            }
            if before.parent != after.parent {
                let (before, after) = (self.team_now(before.parent), self.team_then(after.parent));
                what.push(Difference { what: What::Parent, before, after });
            }
            plan.teams_changed.push(ChangedTeam { id, name, what });
        }
    }
}
