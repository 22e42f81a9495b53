//! Which goals the page of all goals shows, in which order, and how many of them.

use crate::{
    goals::{
        Standing,
        api::{Filters, ListData},
        row::GoalRow,
        shown::{current_cycle, open_cycles, open_projects, row, standing, waits_for_me},
    },
    parts::counted,
    people::chosen_team,
};
use jiff::civil::Date;
use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};
use store::{
    Store, access,
    access::{Actor, GoalReader, Reach},
    goal::Goals,
    survey::Surveys,
};
use waymark::{
    CycleId, GoalId, PersonId, ProjectId, TeamId,
    directory::Directory,
    goal::{End, Goal, Kind, Level, Status, expected},
    person::Person,
};

/// About how many rows the tree shows: what lies deeper is counted.
const TREE: usize = 100;

/// How many rows a part of the table has, and at most the tree.
const PAGE: usize = 120;

/// Rows of the table.
const TABLE: usize = 50;

/// What is asked for, and of what.
pub struct Asked<'a> {
    pub store: &'a Store,
    pub actor: &'a Actor,
    pub surveys: &'a Surveys,
    pub goals: &'a Goals,
    pub filters: &'a Filters,
}

/// Whose goals there are to look at.
struct Scopes {
    teams: BTreeSet<TeamId>,
    reports: BTreeSet<PersonId>,
    /// One person, where the address names one.
    person: Option<Arc<Person>>,
}

/// These teams and all that are within them.
pub fn with_subteams(directory: &Directory, mut open: Vec<TeamId>) -> BTreeSet<TeamId> {
    let mut teams = BTreeSet::new();
    while let Some(team) = open.pop() {
        if teams.insert(team) {
            open.extend(directory.subteams(team));
        }
    }
    teams
}

/// Whether a goal is one of these teams' or of somebody in them.
fn is_of(teams: &BTreeSet<TeamId>, actor: &Actor, goal: &Goal) -> bool {
    match goal.level {
        Level::Team(team) => teams.contains(&team),
        Level::Person(person) => {
            let team = actor.seen().directory.person(person).and_then(|person| person.team);
            team.is_some_and(|team| teams.contains(&team))
        }
        Level::Company => false,
    }
}

impl Scopes {
    fn of(store: &Store, actor: &Actor, word: &str) -> Self {
        let (directory, roles) = (&actor.seen().directory, access::roles(store, actor));
        let mut teams = with_subteams(directory, roles.leads.iter().map(|lead| lead.team()).collect());
        teams.extend(actor.person().team);
        let person = word.parse::<PersonId>().ok().and_then(|id| directory.person(id)).cloned();
        Self { teams, reports: roles.manages.iter().map(|manages| manages.report()).collect(), person }
    }

    fn words(&self) -> Vec<(String, String)> {
        let all = [
            ("team", "My team", !self.teams.is_empty()),
            ("mine", "Mine", true),
            ("reports", "My reports", !self.reports.is_empty()),
            ("company", "Company and teams", true),
            ("all", "All I may see", true),
        ];
        let all = all.into_iter().filter(|(.., is_there)| *is_there).map(|(word, said, _)| (word.to_owned(), said.to_owned()));
        all.chain(self.person.iter().map(|person| (person.id.to_string(), person.name.to_string()))).collect()
    }

    fn has(&self, word: &str, actor: &Actor, goal: &Goal) -> bool {
        match word {
            "team" => is_of(&self.teams, actor, goal),
            "mine" => goal.owner == actor.id(),
            "reports" => self.reports.contains(&goal.owner),
            "company" => !matches!(goal.level, Level::Person(_)),
            "all" => true,
            _ => self.person.as_ref().is_some_and(|person| person.id == goal.owner),
        }
    }
}

fn is_only(word: &str, reach: &Reach<'_>, goal: &Goal, today: Date) -> bool {
    match word {
        "stuck" => goal.stuck.is_some() && goal.ended.is_none(),
        "off_track" => goal.ended.is_none() && goal.status != Status::OnTrack,
        // As it is shown: who is stuck or late is not among them.
        "on_track" => standing(goal, today) == Standing::OnTrack,
        "behind" => standing(goal, today) == Standing::Behind,
        "at_risk" => standing(goal, today) == Standing::AtRisk,
        "overdue" => goal.is_overdue(today),
        "learning" => goal.kind == Kind::Learning,
        "waiting" => waits_for_me(reach, goal),
        "done" => matches!(goal.ended, Some((End::Done, _))),
        "dropped" => matches!(goal.ended, Some((End::Dropped, _))),
        _ => true,
    }
}

/// What the page of all goals shows; nothing where the address names what is not there.
pub fn chosen(asked: &Asked<'_>) -> Option<ListData> {
    let Asked { store, actor, surveys, goals, filters } = *asked;
    let (tree, reach) = (&goals.tree, access::reach(store, actor));
    let today = actor.seen().day(store.now());
    let scopes = Scopes::of(store, actor, &filters.of);
    let mut filters = filters.clone();
    let words = scopes.words();
    let first = words.first()?.0.clone();
    let first_word = first.clone();
    // What is shown where the address says nothing is not said in addresses either.
    if filters.of == first || !words.iter().any(|(word, _)| *word == filters.of) {
        filters.of.clear();
    }
    let (team, team_wrong) = match chosen_team(&actor.seen().directory, &filters.team) {
        Ok(team) => (team.map(|team| with_subteams(&actor.seen().directory, vec![team])), None),
        Err(why) => (None, Some(why)),
    };
    if team.is_some() {
        filters.of.clear();
    }
    let of = match filters.of.as_str() {
        _ if team.is_some() => "all".to_owned(),
        "" => first,
        of => of.to_owned(),
    };
    let is_table = filters.view == "table";
    if !is_table {
        filters.view.clear();
        filters.sort.clear();
    }
    let id = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let cycle: Option<CycleId> = id(&filters.cycle).map(|id| id.parse().ok()).map_or(Some(None), |id| id.map(Some))?;
    let project: Option<ProjectId> = id(&filters.project).map(|id| id.parse().ok()).map_or(Some(None), |id| id.map(Some))?;
    let under: Option<GoalId> = id(&filters.under).map(|id| id.parse().ok()).map_or(Some(None), |id| id.map(Some))?;
    let now = current_cycle(surveys, today);
    let sought = filters.search.trim().to_lowercase();
    let is_in_time = |goal: &Goal| match cycle {
        Some(cycle) => goal.cycle == Some(cycle),
        // What ended stays on the page for the rest of its cycle.
        None => goal.ended.is_none() || now.is_some_and(|now| goal.cycle == Some(now.id)),
    };
    let mut readers: HashMap<GoalId, bool> = HashMap::new();
    let mut sees = |goal: &Goal| {
        let known = readers.get(&goal.id).copied();
        known.or_else(|| {
            let reader = reach.reader(goal).map(GoalReader::sees_all)?;
            readers.insert(goal.id, reader);
            Some(reader)
        })
    };
    let has = |goal: &Goal| {
        (under.is_some() || scopes.has(&of, actor, goal))
            && team.as_ref().is_none_or(|teams| is_of(teams, actor, goal))
            && is_in_time(goal)
            && project.is_none_or(|project| goal.project == Some(project))
            && is_only(&filters.only, &reach, goal, today)
            && (sought.is_empty() || goal.terms.title.as_str().to_lowercase().contains(&sought))
            && under.is_none_or(|under| goal.id == under || tree.above(goal.id).iter().any(|above| above.id == under))
    };
    let shown: Vec<Arc<Goal>> = tree.all().filter(|goal| has(goal)).filter(|goal| sees(goal).is_some()).cloned().collect();
    if let Some(under) = under {
        tree.get(under).filter(|goal| sees(goal).is_some())?;
    }
    let stuck = shown.iter().filter(|goal| is_only("stuck", &reach, goal, today)).count();
    let about = about(
        now.filter(|_| cycle.is_none()).or_else(|| surveys.cycles().find(|other| Some(other.id) == cycle)),
        today,
        shown.len(),
        stuck,
    );
    let tends = shown.iter().any(|goal| reach.tending(goal).is_some());
    let whole: HashMap<GoalId, bool> = shown.iter().filter_map(|goal| Some((goal.id, sees(goal)?))).collect();
    let one = |goal: &Goal| row(actor, &reach, goals, goal, whole.get(&goal.id).copied().unwrap_or_default(), today);
    let (rows, total, page) = if is_table {
        let mut sorted = shown.clone();
        sort(&mut sorted, &filters.sort, asked, &whole);
        let total = sorted.len();
        (sorted.iter().skip(filters.skip).take(TABLE).map(|goal| one(goal)).collect(), total, TABLE)
    } else {
        let mut in_tree: Vec<GoalId> = shown.iter().map(|goal| goal.id).collect();
        let matching: HashSet<GoalId> = in_tree.iter().copied().collect();
        let mut there = matching.clone();
        // What they serve stands above them, so that one sees what for.
        for goal in shown.iter().filter(|_| under.is_none()) {
            let mut at = goal;
            while let Some(above) = tree.parent(at).filter(|above| !there.contains(&above.id) && sees(above).is_some()) {
                there.insert(above.id);
                in_tree.push(above.id);
                at = above;
            }
        }
        let ordered = tree.order(&in_tree, |goal| (level_rank(goal), goal.kind, goal.terms.due, goal.terms.title.clone()));
        let whole_of = |goal: &Goal| reach.reader(goal).is_some_and(GoalReader::sees_all);
        // Who looks under a goal sees what is directly below it.
        let cut = cut(&ordered, usize::from(under.is_some()), filters.skip);
        let rows = cut.rows.into_iter().filter_map(|(id, depth, below)| {
            let goal = tree.get(id)?;
            let row = row(actor, &reach, goals, goal, whole_of(goal), today);
            // A row on top serves nothing that stands above it.
            let serves = row.serves.clone().filter(|_| depth > 0);
            Some(GoalRow { depth, below, context: !matching.contains(&id), serves, ..row })
        });
        (rows.collect(), cut.total, PAGE)
    };
    let path = under.and_then(|under| tree.get(under)).map_or_else(Vec::new, |goal| {
        let above = tree.above(goal.id).into_iter().rev().filter(|above| reach.reader(above).is_some());
        above.chain([goal]).map(|goal| (goal.id.to_string(), goal.terms.title.to_string())).collect()
    });
    Some(ListData {
        about,
        rows,
        total,
        page,
        scopes: words.into_iter().map(|(word, said)| (if word == first_word { String::new() } else { word }, said)).collect(),
        cycles: surveys.cycles().map(|cycle| (cycle.id.to_string(), cycle.name.to_string())).collect(),
        open_cycles: open_cycles(surveys),
        projects: open_projects(actor),
        path,
        team_wrong,
        tends,
        findings: if of == "mine" { findings(asked, now.map(|cycle| cycle.id)) } else { Vec::new() },
        filters,
    })
}

/// Which policies the reader's own goals do not keep.
fn findings(asked: &Asked<'_>, cycle: Option<CycleId>) -> Vec<waymark::goal::Finding> {
    let Asked { actor, goals, .. } = *asked;
    let own: Vec<&Goal> = goals.tree.owned_by(actor.id()).map(|goal| &**goal).collect();
    goals.policies.findings(actor.id(), cycle, &own, |goal| goals.tree.key_results(goal.id).count())
}

/// "2027 H1 · 55% of the time gone · 12 goals, 1 stuck".
pub fn about(cycle: Option<&waymark::cycle::Cycle>, today: Date, count: usize, stuck: usize) -> String {
    let time = cycle.map(|cycle| {
        let gone = expected(cycle.dates.starts, cycle.dates.ends, today).percent();
        format!("{} · {gone}% of the time gone", cycle.name)
    });
    let stuck = if stuck > 0 { format!(", {stuck} stuck") } else { String::new() };
    let count = format!("{}{stuck}", counted(count, "goal", "goals"));
    [time, Some(count)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn level_rank(goal: &Goal) -> u8 {
    match goal.level {
        Level::Company => 0,
        Level::Team(_) => 1,
        Level::Person(_) => 2,
    }
}

/// What of a goal is not the reader's to see does not say where it stands.
fn sort(goals: &mut [Arc<Goal>], by: &str, asked: &Asked<'_>, whole: &HashMap<GoalId, bool>) {
    let sees = |goal: &Goal| whole.get(&goal.id) == Some(&true);
    let Asked { actor, goals: all, .. } = *asked;
    let name = |goal: &Goal| actor.seen().directory.person(goal.owner).map(|person| person.name.to_string());
    let title = |goal: &Goal| (goal.terms.title.as_str().to_lowercase(), goal.id);
    let (by, is_back) = by.strip_prefix('-').map_or((by, false), |by| (by, true));
    match by {
        "title" => goals.sort_by_cached_key(|goal| title(goal)),
        "owner" => goals.sort_by_cached_key(|goal| (name(goal), title(goal))),
        // Who needs somebody comes first.
        "status" => {
            goals.sort_by_cached_key(|goal| (goal.ended.is_some(), goal.stuck.is_none(), Reverse(goal.status), title(goal)));
        }
        "progress" => goals.sort_by_cached_key(|goal| (all.tree.progress(goal.id).filter(|_| sees(goal)), title(goal))),
        "confidence" => goals.sort_by_cached_key(|goal| (goal.confidence.filter(|_| sees(goal)), title(goal))),
        "updated" => goals.sort_by_cached_key(|goal| (Reverse(Some(goal.touched).filter(|_| sees(goal))), title(goal))),
        _ => goals.sort_by_cached_key(|goal| (goal.ended.is_some(), Some(goal.terms.due).filter(|_| sees(goal)), title(goal))),
    }
    if is_back {
        goals.reverse();
    }
}

/// A part of a tree.
struct Cut {
    /// Which goals, how deep each stands, and how many below it are left out.
    rows: Vec<(GoalId, usize, usize)>,
    /// How many there are beside those left out.
    total: usize,
}

/// As much of a tree as is readable: what is deepest is left out first, until about [`TREE`] rows are left; of what is then still more, a part.
/// It goes `least` deep in any case.
fn cut(ordered: &[(GoalId, usize)], least: usize, skip: usize) -> Cut {
    let deepest = ordered.iter().map(|(_, depth)| *depth).max().unwrap_or_default();
    let rows_to = |depth: usize| ordered.iter().filter(|(_, at)| *at <= depth).count();
    let depth = (0..=deepest).rev().find(|depth| rows_to(*depth) <= TREE).unwrap_or_default().max(least);
    let mut rows: Vec<(GoalId, usize, usize)> = Vec::new();
    for (id, at) in ordered {
        match rows.last_mut() {
            Some((.., below)) if *at > depth => *below += 1,
            _ => rows.push((*id, *at, 0)),
        }
    }
    let total = rows.len();
    Cut { rows: rows.into_iter().skip(skip).take(PAGE).collect(), total }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: usize) -> GoalId {
        GoalId::from_uuid(uuid::Uuid::from_u128(u128::try_from(number).expect("fits")))
    }

    fn tree(shape: &[usize]) -> Vec<(GoalId, usize)> {
        shape.iter().enumerate().map(|(number, depth)| (id(number), *depth)).collect()
    }

    #[test]
    fn a_tree_is_shown_whole_where_that_is_readable() {
        let cut = cut(&tree(&[0, 1, 2, 2, 1, 0]), 0, 0);
        assert_eq!(
            cut.rows.iter().map(|(_, depth, below)| (*depth, *below)).collect::<Vec<_>>(),
            [(0, 0), (1, 0), (2, 0), (2, 0), (1, 0), (0, 0)]
        );
    }

    #[test]
    fn what_is_deepest_is_left_out_first_and_counted() {
        // 10 on top, each with 9 below it, each of those with 10.
        let one = std::iter::once(1).chain([2; 10]);
        let top = std::iter::once(0).chain(std::iter::repeat_n(one, 9).flatten());
        let shape: Vec<usize> = std::iter::repeat_n(top, 10).flatten().collect();
        let cut = cut(&tree(&shape), 0, 0);
        assert_eq!((cut.rows.len(), cut.total), (100, 100));
        assert!(cut.rows.iter().all(|(_, depth, below)| (*depth, *below) == (0, 0) || (*depth, *below) == (1, 10)));
    }

    #[test]
    fn what_is_looked_under_shows_what_is_directly_below() {
        let shape: Vec<usize> = std::iter::once(0).chain(std::iter::repeat_n(1, 300)).collect();
        let cut = cut(&tree(&shape), 1, 0);
        assert_eq!((cut.rows.len(), cut.total), (PAGE, 301));
    }

    #[test]
    fn a_thousand_side_by_side_come_in_parts() {
        let all = tree(&[0; 1000]);
        let first = cut(&all, 0, 0);
        assert_eq!((first.rows.len(), first.total), (PAGE, 1000));
        assert_eq!(cut(&all, 0, 900).rows.len(), 100);
        assert!(cut(&all, 0, 5000).rows.is_empty());
        assert!(cut(&[], 0, 0).rows.is_empty());
    }
}
