//! Making goals, and what happens to them.

use super::{
    events_since, kept,
    kept::Goals,
    row::{alignments, count_on, put, shelf},
};
use crate::{
    Failed, Store, StoreError,
    access::{Steward, Tending},
    directory,
    directory::Snapshot,
    record,
    survey::{self, Surveys},
    transaction::{Work, with},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use surrealdb::types::{RecordId, SurrealValue};
use waymark::{
    CycleId, GoalId, PersonId, ProjectId,
    goal::{Alignment, Deed, Event, Goal, Kind, Level, Refused, Scene, Verb, Wanted, begin, suggested},
};

/// What one had seen of a goal when one decided to do something with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// So many events. Whatever happened since, nothing is done.
    All(u32),
    /// So many events. If what happened since is about something else, it is done all the same.
    Part(u32),
}

impl From<u32> for Seen {
    fn from(sequence: u32) -> Self {
        Self::All(sequence)
    }
}

async fn shelf_count(store: &Store, shelf: RecordId) -> Result<i64, StoreError> {
    let mut rows = store.read("SELECT VALUE changes FROM ONLY $shelf", with("shelf", shelf)).await?;
    Ok(rows.take::<Option<i64>>(0)?.unwrap_or(0))
}

/// The organisation, cycles and goals, as something is decided on them.
pub(super) struct Known {
    pub seen: Arc<Snapshot>,
    pub surveys: Arc<Surveys>,
    pub goals: Arc<Goals>,
}

impl Known {
    pub(super) async fn read(store: &Store) -> Result<Self, StoreError> {
        Ok(Self { seen: directory::read(store).await?, surveys: survey::all(store).await?, goals: kept::all(store).await? })
    }

    fn owner_is_here(&self, owner: PersonId) -> Result<(), Refused> {
        let is_here = self.seen.directory.person(owner).is_some_and(|person| person.active);
        if is_here { Ok(()) } else { Err(Refused::OwnerLeft) }
    }

    fn cycle_is_open(&self, cycle: CycleId) -> Result<(), Refused> {
        match self.surveys.cycles().find(|other| other.id == cycle) {
            None => Err(Refused::NoCycle),
            Some(cycle) if cycle.closed => Err(Refused::CycleClosed),
            Some(_) => Ok(()),
        }
    }

    fn project_is_open(&self, project: ProjectId) -> Result<(), Refused> {
        let is_open = self.seen.project(project).is_some_and(|project| project.active);
        if is_open { Ok(()) } else { Err(Refused::NoProject) }
    }

    fn may_serve(&self, id: GoalId, kind: Kind, parent: Alignment) -> Result<(), Refused> {
        self.goals.tree.may_serve(id, parent)?;
        if kind == Kind::KeyResult {
            let there = self.goals.tree.key_results(parent.goal).filter(|goal| goal.id != id).count();
            self.goals.policies.may_add_key_result(there)?;
        }
        Ok(())
    }

    /// What a verb needs beside the goal itself.
    fn allows(&self, goal: &Goal, verb: &Verb) -> Result<(), Refused> {
        match verb {
            Verb::Carry(cycle, _) => return self.cycle_is_open(*cycle),
            // What was reached is looked back on in a review of another cycle.
            Verb::GradeIn(review, ..) => return self.cycle_is_open(review.cycle),
            Verb::Note(_) => return Ok(()),
            _ => {}
        }
        if let Some(Err(Refused::CycleClosed)) = goal.cycle.map(|cycle| self.cycle_is_open(cycle)) {
            return Err(Refused::CycleClosed);
        }
        match verb {
            // What is so already may stay, though it could not be wanted anew: a project that ended, say.
            Verb::Hand(owner) if goal.owner != *owner => self.owner_is_here(*owner),
            Verb::Align(Some(parent)) if goal.parent != Some(*parent) => self.may_serve(goal.id, goal.kind, *parent),
            Verb::Tie(Some(project)) if goal.project != Some(*project) => self.project_is_open(*project),
            Verb::Agree => self.goals.policies.may_agree(goal),
            _ => Ok(()),
        }
    }
}

/// Adds to a transaction that it is built anew if this cycle was closed meanwhile.
fn still_open(work: &mut Work, cycle: CycleId) {
    let part = work.part();
    work.add(&format!("IF (SELECT VALUE closed FROM ONLY $open_{part}) = true {{ THROW 'again: the cycle was closed' }}"))
        .bind(&format!("open_{part}"), record::cycle(cycle));
}

/// Makes a goal. Who makes it agrees to it, for the sides that they are.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn create(store: &Store, steward: &Steward, wanted: &Wanted) -> Result<Arc<Goal>, Failed<Refused>> {
    let made = create_all(store, &[(*steward, wanted.clone())]).await;
    made.map(|mut goals| goals.remove(0)).map_err(|failed| match failed {
        Failed::Refused((_, why)) => Failed::Refused(why),
        Failed::Store(error) => Failed::Store(error),
    })
}

/// A goal as it is then, and the events that made it so.
pub(super) type Made = (Goal, Vec<Event>);

/// A goal, how much of it was seen, and what is to happen to it.
pub type Wish = (Tending, Seen, Vec<Verb>);

/// A goal that is to be made, and what happens to it at once.
#[derive(Clone, Debug)]
pub(super) struct Making {
    pub id: GoalId,
    pub steward: Steward,
    pub wanted: Wanted,
    pub then: Vec<Verb>,
}

/// How often shelves had counted before goals were read: who makes the same meanwhile is then noticed.
pub(super) struct Counted {
    shelves: BTreeMap<String, i64>,
    aligned: i64,
}

#[derive(SurrealValue)]
struct ShelfRow {
    id: RecordId,
    changes: i64,
}

/// What shelves have counted: those of these levels, or all.
pub(super) async fn counted(store: &Store, levels: Option<&[Level]>) -> Result<Counted, StoreError> {
    let statement = match levels {
        Some(_) => "SELECT id, changes FROM $shelves",
        None => "SELECT id, changes FROM goal_shelf",
    };
    let shelves = levels.unwrap_or_default().iter().map(|level| shelf(*level)).chain([alignments()]);
    let mut rows = store.read(statement, with("shelves", shelves.collect::<Vec<_>>())).await?;
    let rows = rows.take::<Vec<ShelfRow>>(0)?;
    let shelves: BTreeMap<String, i64> = rows.into_iter().map(|row| (format!("{:?}", row.id), row.changes)).collect();
    let aligned = shelves.get(&format!("{:?}", alignments())).copied().unwrap_or(0);
    Ok(Counted { shelves, aligned })
}

impl Counted {
    /// A transaction that holds only if nothing was made or aligned meanwhile that speaks against these.
    pub(super) fn work(&self, makings: &[Making]) -> Work {
        let mut work = Work::new();
        let mut seen = BTreeSet::new();
        for making in makings {
            let shelf = shelf(making.steward.level());
            let key = format!("{shelf:?}");
            if seen.insert(key.clone()) {
                count_on(&mut work, shelf, self.shelves.get(&key).copied().unwrap_or(0));
            }
        }
        if makings.iter().any(|making| making.wanted.parent.is_some()) {
            count_on(&mut work, alignments(), self.aligned);
        }
        let cycles: BTreeSet<CycleId> = makings.iter().filter_map(|making| making.wanted.cycle).collect();
        for cycle in cycles {
            still_open(&mut work, cycle);
        }
        work
    }
}

/// The goals that these make, in their order; what is refused first, by its place.
pub(super) fn made(known: &mut Known, makings: &[Making], now: jiff::Timestamp) -> Result<Vec<Made>, (usize, Refused)> {
    let mut made = Vec::with_capacity(makings.len());
    for (place, Making { id, steward, wanted, then }) in makings.iter().enumerate() {
        let wanted = &Wanted { level: steward.level(), ..wanted.clone() };
        let (mut goal, mut events) = one(known, *id, steward, wanted, now).map_err(|why| (place, why))?;
        if !then.is_empty() {
            let scene = Scene { sides: steward.sides(), today: known.seen.day(now), suggested: None };
            match goal.act(then, scene, steward.person(), now) {
                Ok((then, more)) => {
                    goal = then;
                    events.extend(more);
                }
                // It begins where it is.
                Err(Refused::Nothing) => {}
                Err(why) => return Err((place, why)),
            }
        }
        Arc::make_mut(&mut known.goals).tree.put(Arc::new(goal.clone()));
        made.push((goal, events));
    }
    Ok(made)
}

/// Makes all of these goals, or none.
///
/// # Errors
///
/// Which one is refused, by its place, and why; or the store's.
pub async fn create_all(store: &Store, wanted: &[(Steward, Wanted)]) -> Result<Vec<Arc<Goal>>, Failed<(usize, Refused)>> {
    let making = |(steward, wanted): &(Steward, Wanted)| Making {
        id: GoalId::from_uuid(uuid::Uuid::new_v4()),
        steward: *steward,
        wanted: wanted.clone(),
        then: Vec::new(),
    };
    let makings: Vec<Making> = wanted.iter().map(making).collect();
    let levels: Vec<Level> = makings.iter().map(|making| making.steward.level()).collect();
    let (makings, levels) = (&makings, &levels);
    store
        .transact(|| async move {
            let counted = counted(store, Some(levels)).await?;
            let mut known = Known::read(store).await?;
            let made = made(&mut known, makings, store.now()).map_err(Failed::Refused)?;
            let mut work = counted.work(makings);
            put(&mut work, &made);
            Ok((work, made.into_iter().map(|(goal, _)| Arc::new(goal)).collect()))
        })
        .await
}

/// A new goal with its events.
fn one(known: &Known, id: GoalId, steward: &Steward, wanted: &Wanted, now: jiff::Timestamp) -> Result<Made, Refused> {
    known.owner_is_here(wanted.owner)?;
    wanted.cycle.map_or(Ok(()), |cycle| known.cycle_is_open(cycle))?;
    wanted.project.map_or(Ok(()), |project| known.project_is_open(project))?;
    wanted.parent.map_or(Ok(()), |parent| known.may_serve(id, wanted.kind, parent))?;
    if wanted.kind == Kind::Objective {
        let theirs = known.goals.tree.owned_by(wanted.owner);
        let is_such = |goal: &&Arc<Goal>| {
            goal.kind == Kind::Objective && goal.cycle == wanted.cycle && goal.ended.is_none() && goal.is_planned()
        };
        known.goals.policies.may_add_objective(theirs.filter(is_such).count())?;
    }
    let others = known.goals.tree.called(wanted.level, &wanted.terms.title).map(|goal| &**goal);
    let deed = begin(wanted, known.seen.day(now), others)?;
    let event = Event { goal: id, sequence: 1, at: now, by: steward.person(), deed };
    let goal = Goal::beginning(&event).expect("a goal begins with its being made");
    let mut events = vec![event];
    if !wanted.proposal || steward.sides().are_none() || known.goals.policies.may_agree(&goal).is_err() {
        return Ok((goal, events));
    }
    let scene = Scene { sides: steward.sides(), today: known.seen.day(now), suggested: None };
    let (goal, more) = goal.act(&[Verb::Agree], scene, steward.person(), now)?;
    events.extend(more);
    Ok((goal, events))
}

/// Does all of this with a goal, or nothing; returns what it is then.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn act(store: &Store, tending: &Tending, seen: impl Into<Seen>, verbs: &[Verb]) -> Result<Arc<Goal>, Failed<Refused>> {
    let changed = change(store, &[(*tending, seen.into(), verbs.to_vec())], false).await;
    changed.map(|mut goals| goals.remove(0)).map_err(|failed| match failed {
        Failed::Refused((_, why)) => Failed::Refused(why),
        Failed::Store(error) => Failed::Store(error),
    })
}

/// Does all of this with all of these goals, or nothing; returns those that are not as they were. What is so already is no reason against it, unless all
/// is.
///
/// # Errors
///
/// Which one is refused, by its place, and why; or the store's.
pub async fn act_all(store: &Store, wanted: &[Wish]) -> Result<Vec<Arc<Goal>>, Failed<(usize, Refused)>> {
    change(store, wanted, true).await
}

async fn change(store: &Store, wanted: &[Wish], may_be_so: bool) -> Result<Vec<Arc<Goal>>, Failed<(usize, Refused)>> {
    let aligns = wanted.iter().any(|(_, _, verbs)| verbs.iter().any(|verb| matches!(verb, Verb::Align(Some(_)))));
    store
        .transact(|| async move {
            let aligned = if aligns { Some(shelf_count(store, alignments()).await?) } else { None };
            let mut known = Known::read(store).await?;
            let now = store.now();
            let mut changed = Vec::with_capacity(wanted.len());
            for (place, (tending, seen, verbs)) in wanted.iter().enumerate() {
                let refuse = |why| Failed::Refused((place, why));
                let goal = known.goals.tree.get(tending.goal()).cloned().ok_or_else(|| refuse(Refused::Unknown))?;
                is_as_seen(store, &goal, tending.person(), *seen, verbs).await?.map_err(refuse)?;
                match known.act(&goal, tending, verbs, now) {
                    Err(Refused::Nothing) if may_be_so => {}
                    acted => changed.push(acted.map_err(refuse)?),
                }
                if let Some((goal, _)) = changed.last().filter(|_| wanted.len() > 1) {
                    Arc::make_mut(&mut known.goals).tree.put(Arc::new(goal.clone()));
                }
            }
            if changed.is_empty() {
                return Err(Failed::Refused((0, Refused::Nothing)));
            }
            let mut work = Work::new();
            if let Some(aligned) = aligned {
                count_on(&mut work, alignments(), aligned);
            }
            // Notes are taken in a closed cycle, too.
            let is_note = |event: &Event| matches!(event.deed, Deed::Noted { .. });
            let changes = changed.iter().filter(|(_, events)| !events.iter().all(is_note));
            let cycles: BTreeSet<CycleId> = changes.filter_map(|(goal, events)| changed_in(goal, events)).collect();
            for cycle in cycles {
                still_open(&mut work, cycle);
            }
            put(&mut work, &changed);
            Ok((work, changed.into_iter().map(|(goal, _)| Arc::new(goal)).collect()))
        })
        .await
}

/// The cycle that must be open for this: that of the goal, or of the review in which it was graded and nothing else.
fn changed_in(goal: &Goal, events: &[Event]) -> Option<CycleId> {
    let mut deeds = events.iter().map(|event| &event.deed).filter(|deed| !matches!(deed, Deed::Noted { .. }));
    match (deeds.next(), deeds.next()) {
        (Some(Deed::Graded { review: Some(review), .. }), None) => Some(review.cycle),
        _ => goal.cycle,
    }
}

impl Known {
    /// One after another, so that what is said of the status is compared with the number that was said along with it.
    fn act(&self, goal: &Goal, tending: &Tending, verbs: &[Verb], now: jiff::Timestamp) -> Result<Made, Refused> {
        let today = self.seen.day(now);
        let (mut goal, mut events) = (goal.clone(), Vec::new());
        for verb in verbs {
            self.allows(&goal, verb)?;
            if *verb == Verb::Check && !events.is_empty() {
                continue;
            }
            let progress = if goal.kind == Kind::Objective { self.goals.tree.progress(goal.id) } else { goal.progress() };
            let scene = Scene { sides: tending.sides(), today, suggested: suggested(&goal, progress, today) };
            match goal.act(std::slice::from_ref(verb), scene, tending.person(), now) {
                Err(Refused::Nothing) => {}
                acted => {
                    let (then, more) = acted?;
                    goal = then;
                    events.extend(more);
                }
            }
        }
        // Who is both sides agrees by changing it.
        let agrees = events.iter().any(|event| matches!(event.deed, Deed::Agreed(_)));
        if agrees && goal.agreement.waits_for().are_none() {
            self.goals.policies.may_agree(&goal)?;
        }
        if events.is_empty() { Err(Refused::Nothing) } else { Ok((goal, events)) }
    }
}

/// Whether nothing happened since that speaks against doing this now.
async fn is_as_seen(
    store: &Store,
    goal: &Goal,
    by: PersonId,
    seen: Seen,
    verbs: &[Verb],
) -> Result<Result<(), Refused>, StoreError> {
    Ok(match seen {
        Seen::All(sequence) | Seen::Part(sequence) if sequence == goal.sequence => Ok(()),
        Seen::Part(sequence) if sequence < goal.sequence => {
            let since = events_since(store, goal.id, sequence).await?;
            let is_met = since.iter().any(|event| verbs.iter().any(|verb| verb.meets(&event.deed, event.by == by)));
            if is_met { Err(Refused::Changed) } else { Ok(()) }
        }
        Seen::All(_) | Seen::Part(_) => Err(Refused::Changed),
    })
}
