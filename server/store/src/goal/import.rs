//! Goals from a table, and all of them as tables. Trying an import and doing it are one function; only the commit differs.

use super::{
    events_of_all, kept,
    kept::Goals,
    row::put,
    write::{Known, Making, counted, made},
};
use crate::{
    Failed, Store, StoreError,
    access::{self, Actor, Administrator, GoalReader},
    audit::{self, By, Deed},
    record,
    survey::Surveys,
};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};
use waymark::{
    CycleId, GoalId, PersonId, ProjectId, TeamId,
    cycle::Dates,
    directory::Resolved,
    goal::{
        Alignment, Event, Goal, Level, Refused, Title, Verb,
        table::{self, Found, Lookup, NewGoal, Parent, Planned, Problem},
    },
    import::How,
};

/// What an import would do, or did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What is wrong, by line; with one of these nothing is done.
    pub problems: Vec<Problem>,
    /// Which line a rule refuses, and why, where the table itself is right.
    pub refused: Option<(u64, Refused)>,
    /// Columns that are not taken.
    pub unknown: Vec<String>,
    /// The goals that are new: what they are called, and the place of each line.
    pub new: Vec<(u64, String)>,
    /// How many are there already and stay as they are.
    pub same: usize,
    /// How many have ended, as their lines say, and are not begun.
    pub over: usize,
    /// By what the plan is known again.
    pub fingerprint: String,
}

/// Whether an import is tried or done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Nothing is written.
    Try,
    /// It is done, if it would do what was looked at.
    Do {
        /// The plan that was looked at.
        fingerprint: String,
    },
}

/// Why an import was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportRefused {
    /// There are problems.
    Problems(Box<Report>),
    /// It would do something else than what was looked at.
    Changed,
    /// There is nothing to do.
    Nothing,
}

struct Names<'a> {
    known: &'a Known,
    titles: HashMap<String, Vec<GoalId>>,
}

impl<'a> Names<'a> {
    fn new(known: &'a Known) -> Self {
        let mut titles: HashMap<String, Vec<GoalId>> = HashMap::new();
        for goal in known.goals.tree.all() {
            titles.entry(goal.terms.title.key()).or_default().push(goal.id);
        }
        Self { known, titles }
    }
}

impl Lookup for Names<'_> {
    fn person(&self, text: &str) -> Found<PersonId> {
        match self.known.seen.directory.resolve(text) {
            Resolved::Person(id) if self.known.seen.directory.person(id).is_some_and(|person| person.active) => Found::One(id),
            Resolved::Person(id) => Found::Gone(id),
            Resolved::Several(several) => Found::Several(several.len()),
            Resolved::Nobody { .. } => Found::Nothing,
        }
    }

    fn team(&self, text: &str) -> Found<TeamId> {
        self.known.seen.directory.team_named(text).map_or(Found::Nothing, Found::One)
    }

    fn project(&self, text: &str) -> Found<ProjectId> {
        let text = text.to_lowercase();
        let mut named = self.known.seen.projects.iter().filter(|project| project.name.as_str().to_lowercase() == text);
        // One that ended may have been called as one that is under way.
        match (named.clone().find(|project| project.active), named.next()) {
            (Some(project), _) => Found::One(project.id),
            (None, Some(project)) => Found::Gone(project.id),
            (None, None) => Found::Nothing,
        }
    }

    fn cycle(&self, text: &str) -> Found<(CycleId, Dates)> {
        let text = text.to_lowercase();
        match self.known.surveys.cycles().find(|cycle| cycle.name.as_str().to_lowercase() == text) {
            Some(cycle) if cycle.closed => Found::Gone((cycle.id, cycle.dates)),
            Some(cycle) => Found::One((cycle.id, cycle.dates)),
            None => Found::Nothing,
        }
    }

    fn called(&self, title: &Title) -> Vec<&Goal> {
        let ids = self.titles.get(&title.key()).map_or(&[][..], Vec::as_slice);
        ids.iter().filter_map(|id| self.known.goals.tree.get(*id)).map(|goal| &**goal).collect()
    }

    fn goal(&self, id: GoalId) -> Option<&Goal> {
        self.known.goals.tree.get(id).map(|goal| &**goal)
    }
}

/// The new goals, each with the id that it will have.
fn makings(actor: &Actor, reach: &access::Reach<'_>, planned: &[Planned]) -> Vec<(u64, Making)> {
    let ids: Vec<GoalId> = planned.iter().map(|_| GoalId::from_uuid(uuid::Uuid::new_v4())).collect();
    let one = |(place, planned): (usize, &Planned)| {
        let Planned::New(new) = planned else { return None };
        let NewGoal { line, wanted, parent, value } = &**new;
        let parent = parent.and_then(|(parent, link)| {
            let goal = match parent {
                Parent::Goal(id) => id,
                Parent::Row(place) => *ids.get(place)?,
            };
            Some(Alignment { goal, link })
        });
        let wanted = waymark::goal::Wanted { parent, proposal: true, ..wanted.clone() };
        let steward = reach.steward_of_all(actor.administrator()?, wanted.level);
        let then = value.map(Verb::Value).into_iter().collect();
        Some((*line, Making { id: ids[place], steward, wanted, then }))
    };
    planned.iter().enumerate().filter_map(one).collect()
}

fn fingerprint(planned: &[Planned]) -> String {
    let mut hash = Sha256::new();
    for one in planned {
        hash.update(format!("{one:?}\n"));
    }
    record::hex(&hash.finalize()[..16])
}

/// Tries an import, or does it.
///
/// # Errors
///
/// [`ImportRefused`] where it is to be done and is not; or the store's.
pub async fn run(
    store: &Store,
    actor: &Actor,
    administrator: &Administrator,
    content: &[u8],
    how: &How,
    mode: &Mode,
) -> Result<Report, Failed<ImportRefused>> {
    let read = table::read(content, how);
    let by = administrator.person();
    let build = || async {
        let counted = counted(store, None).await?;
        let mut known = Known::read(store).await?;
        let now = store.now();
        let mut report = Report::default();
        let planned = match &read {
            Ok(table) => {
                report.unknown.clone_from(&table.unknown);
                table::plan(table, &Names::new(&known), known.seen.day(now))
            }
            Err(problems) => Err(problems.clone()),
        };
        let planned = match planned {
            Ok(planned) => planned,
            Err(problems) => return Ok((Report { problems, ..report }, None)),
        };
        report.fingerprint = fingerprint(&planned);
        report.same = planned.iter().filter(|planned| matches!(planned, Planned::Same { .. })).count();
        report.over = planned.iter().filter(|planned| matches!(planned, Planned::Over { .. })).count();
        let reach = access::reach(store, actor);
        let makings = makings(actor, &reach, &planned);
        report.new = makings.iter().map(|(line, making)| (*line, making.wanted.terms.title.to_string())).collect();
        let (lines, makings): (Vec<u64>, Vec<Making>) = makings.into_iter().unzip();
        match made(&mut known, &makings, now) {
            Ok(made) => Ok((report, Some((counted, makings, made)))),
            Err((place, why)) => Ok((Report { refused: lines.get(place).map(|line| (*line, why)), ..report }, None)),
        }
    };
    let Mode::Do { fingerprint } = mode else {
        let (report, _): (Report, _) = build().await.map_err(|error: StoreError| Failed::Store(error))?;
        return Ok(report);
    };
    store
        .transact_audited(|| async {
            let (report, ready) = build().await?;
            let Some((counted, makings, made)) = ready else {
                return Err(Failed::Refused(ImportRefused::Problems(Box::new(report))));
            };
            if report.fingerprint != *fingerprint {
                return Err(Failed::Refused(ImportRefused::Changed));
            }
            if made.is_empty() {
                return Err(Failed::Refused(ImportRefused::Nothing));
            }
            let mut work = counted.work(&makings);
            put(&mut work, &made);
            let detail = format!("{} new", made.len());
            let deed = Deed { by: By::Person(by), action: "goals.imported", subject: "goals".to_owned(), detail };
            Ok((work, deed, report))
        })
        .await
}

/// The goals that somebody may see all of, in the order in which they were made. That they were taken is told in the audit chain.
async fn taken(store: &Store, actor: &Actor, goals: &Goals) -> Result<Vec<Arc<Goal>>, StoreError> {
    let mut seen: Vec<Arc<Goal>> = {
        let reach = access::reach(store, actor);
        goals.tree.all().filter(|goal| reach.reader(goal).is_some_and(GoalReader::sees_all)).cloned().collect()
    };
    seen.sort_by_key(|goal| (goal.created, goal.id));
    let by = By::Person(actor.id());
    let subject = format!("{} goals", seen.len());
    audit::note(store, || Deed { by, action: "goals.exported", subject: subject.clone(), detail: String::new() }).await?;
    Ok(seen)
}

/// The goals that somebody may see all of, with all that happened to them; without what they answer: that tells of a survey's results. That they
/// were taken is told in the audit chain.
///
/// # Errors
///
/// When the store fails.
pub async fn take(store: &Store, actor: &Actor) -> Result<Vec<(Goal, Vec<Event>)>, StoreError> {
    let goals = kept::all(store).await?;
    let seen = taken(store, actor, &goals).await?;
    let mut events: BTreeMap<GoalId, Vec<Event>> = events_of_all(store).await?;
    let with_events = |goal: &Arc<Goal>| {
        let mut events = events.remove(&goal.id).unwrap_or_default();
        for event in &mut events {
            if let waymark::goal::Deed::Created(wanted) = &mut event.deed {
                wanted.origin = None;
            }
        }
        (Goal { origin: None, ..Goal::clone(goal) }, events)
    };
    Ok(seen.iter().map(with_events).collect())
}

/// The same as a table, for spreadsheets and to import again; without what happened to them.
///
/// # Errors
///
/// When the store fails.
pub async fn export(store: &Store, actor: &Actor, surveys: &Surveys) -> Result<String, StoreError> {
    let goals = kept::all(store).await?;
    let taken = taken(store, actor, &goals).await?;
    let ids: HashSet<GoalId> = taken.iter().map(|goal| goal.id).collect();
    let seen = actor.seen();
    let text = |text: Option<String>| text.unwrap_or_default();
    let names = |goal: &Arc<Goal>| {
        let served = goal.parent.and_then(|parent| goals.tree.get(parent.goal)).filter(|served| ids.contains(&served.id));
        let team = match goal.level {
            Level::Team(team) => seen.directory.team(team).map(|team| team.name.to_string()),
            Level::Person(_) | Level::Company => None,
        };
        [
            seen.directory.label(goal.owner),
            text(team),
            text(served.map(|goal| goal.terms.title.to_string())),
            text(goal.project.and_then(|id| seen.project(id)).map(|project| project.name.to_string())),
            text(goal.cycle.and_then(|id| surveys.cycle(id)).map(ToString::to_string)),
        ]
    };
    let named: Vec<[String; 5]> = taken.iter().map(names).collect();
    Ok(table::write(taken.iter().zip(&named).map(|(goal, [owner, team, serves, project, cycle])| table::Line {
        goal,
        owner,
        team,
        serves,
        project,
        cycle,
        progress: goals.tree.progress(goal.id),
    })))
}
