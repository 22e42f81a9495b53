//! Cycles in the store.

use crate::{
    Failed, Store, StoreError,
    access::Administrator,
    audit::{By, Deed},
    record,
    record::unfit,
    survey::{self, Surveys},
    transaction::{Work, with},
};
use surrealdb::types::{RecordId, SurrealValue};
use waymark::{
    CycleId, Version,
    cycle::{Cycle, Dates, Refused, Stage},
    person::Name,
};

#[derive(SurrealValue)]
struct StageRow {
    name: String,
    due: String,
}

#[derive(SurrealValue)]
struct Row {
    id: RecordId,
    name: String,
    key: String,
    starts: String,
    middle: Option<String>,
    ends: String,
    stages: Vec<StageRow>,
    closed: bool,
    version: i64,
}

fn name_of(text: &str) -> Result<Name, StoreError> {
    Name::new(text).map_err(|error| unfit("cycle's name")(&error))
}

impl Row {
    fn cycle(self) -> Result<Cycle, StoreError> {
        let stage = |stage: StageRow| Ok(Stage { name: name_of(&stage.name)?, due: record::day(&stage.due)? });
        Ok(Cycle {
            id: CycleId::from_uuid(record::uuid(&self.id)?),
            name: name_of(&self.name)?,
            dates: Dates {
                starts: record::day(&self.starts)?,
                middle: self.middle.as_deref().map(record::day).transpose()?,
                ends: record::day(&self.ends)?,
            },
            stages: self.stages.into_iter().map(stage).collect::<Result<_, StoreError>>()?,
            closed: self.closed,
            version: record::version(self.version)?,
        })
    }

    fn of(cycle: &Cycle) -> Self {
        let stage = |stage: &Stage| StageRow { name: stage.name.to_string(), due: stage.due.to_string() };
        Self {
            id: record::cycle(cycle.id),
            name: cycle.name.to_string(),
            key: key(&cycle.name),
            starts: cycle.dates.starts.to_string(),
            middle: cycle.dates.middle.map(|day| day.to_string()),
            ends: cycle.dates.ends.to_string(),
            stages: cycle.stages.iter().map(stage).collect(),
            closed: cycle.closed,
            version: i64::from(cycle.version.0),
        }
    }
}

/// By what two names are the same.
fn key(name: &Name) -> String {
    name.as_str().to_lowercase()
}

/// The most cycles that a list gives.
const MOST: i64 = 500;

/// Every cycle, the one that ends last first.
///
/// # Errors
///
/// When the store fails.
pub async fn list(store: &Store) -> Result<Vec<Cycle>, StoreError> {
    let mut rows =
        store.read("SELECT * FROM cycle ORDER BY ends DESC, starts DESC, name LIMIT $most", with("most", MOST)).await?;
    rows.take::<Vec<Row>>(0)?.into_iter().map(Row::cycle).collect()
}

/// The cycle with this id.
///
/// # Errors
///
/// When the store fails.
pub async fn find(store: &Store, id: CycleId) -> Result<Option<Cycle>, StoreError> {
    let mut rows = store.read("SELECT * FROM ONLY $id", with("id", record::cycle(id))).await?;
    rows.take::<Option<Row>>(0)?.map(Row::cycle).transpose()
}

/// The cycle with this name, however its letters are written.
///
/// # Errors
///
/// When the store fails.
pub async fn named(store: &Store, name: &Name) -> Result<Option<Cycle>, StoreError> {
    let mut rows = store.read("SELECT * FROM cycle WHERE key = $key LIMIT 1", with("key", key(name))).await?;
    rows.take::<Vec<Row>>(0)?.into_iter().next().map(Row::cycle).transpose()
}

/// What is said of a cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What it is called.
    pub name: Name,
    /// When what.
    pub dates: Dates,
    /// What happens within it.
    pub stages: Vec<Stage>,
}

impl Said {
    /// A new cycle of this.
    pub(crate) fn new_cycle(&self, closed: bool) -> Cycle {
        Cycle {
            id: CycleId::from_uuid(uuid::Uuid::new_v4()),
            name: self.name.clone(),
            dates: self.dates,
            stages: self.stages.clone(),
            closed,
            version: Version::default(),
        }
    }
}

async fn refuse_taken(store: &Store, id: CycleId, name: &Name) -> Result<(), Failed<Refused>> {
    match named(store, name).await? {
        Some(other) if other.id != id => Err(Failed::Refused(Refused::NameTaken)),
        _ => Ok(()),
    }
}

/// Adds a new cycle to a transaction.
pub(crate) fn create_in(work: &mut Work, cycle: &Cycle) {
    work.add("CREATE $cycle CONTENT $cycle_row").bind("cycle", record::cycle(cycle.id)).bind("cycle_row", Row::of(cycle));
}

/// Makes a cycle.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn create(store: &Store, administrator: &Administrator, said: &Said) -> Result<CycleId, Failed<Refused>> {
    waymark::cycle::check(said.dates, &said.stages).map_err(Failed::Refused)?;
    let (cycle, by) = (&said.new_cycle(false), By::Person(administrator.person()));
    store
        .transact_audited(|| async move {
            let surveys = survey::all(store).await?;
            refuse_taken(store, cycle.id, &cycle.name).await?;
            let mut work = Work::new();
            survey::count(&mut work, &surveys);
            create_in(&mut work, cycle);
            Ok((work, deed(by, "cycle.created", cycle), cycle.id))
        })
        .await
}

fn deed(by: By, action: &'static str, cycle: &Cycle) -> Deed {
    let detail = format!("{}, {} to {}", cycle.name, cycle.dates.starts, cycle.dates.ends);
    Deed { by, action, subject: cycle.id.to_string(), detail }
}

async fn change(
    store: &Store,
    administrator: &Administrator,
    id: CycleId,
    seen: Version,
    action: &'static str,
    change: impl Fn(&mut Cycle),
) -> Result<Cycle, Failed<Refused>> {
    let (change, by) = (&change, By::Person(administrator.person()));
    store
        .transact_audited(|| async move {
            let surveys = survey::all(store).await?;
            let mut cycle = find(store, id).await?.ok_or(Failed::Refused(Refused::Unknown))?;
            if cycle.closed {
                return Err(Failed::Refused(Refused::Closed));
            }
            if cycle.version != seen {
                return Err(Failed::Refused(Refused::Changed));
            }
            change(&mut cycle);
            waymark::cycle::check(cycle.dates, &cycle.stages).map_err(Failed::Refused)?;
            refuse_taken(store, id, &cycle.name).await?;
            if cycle.closed {
                let open = open_surveys(&surveys, id);
                if !open.is_empty() {
                    return Err(Failed::Refused(Refused::SurveysOpen(open)));
                }
            }
            cycle.version = cycle.version.next();
            let mut work = Work::new();
            survey::count(&mut work, &surveys);
            work.add("UPDATE $cycle CONTENT $cycle_row").bind("cycle", record::cycle(id)).bind("cycle_row", Row::of(&cycle));
            Ok((work, deed(by, action, &cycle), cycle))
        })
        .await
}

/// The names of the surveys of a cycle that are not over.
fn open_surveys(surveys: &Surveys, id: CycleId) -> Vec<String> {
    surveys.of_cycle(id).filter(|survey| !survey.state.is_over()).map(|survey| survey.contract.name.clone()).collect()
}

/// Says anew what a cycle is called and when what happens; returns its new version.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn correct(
    store: &Store,
    administrator: &Administrator,
    id: CycleId,
    seen: Version,
    said: &Said,
) -> Result<Version, Failed<Refused>> {
    let corrected = change(store, administrator, id, seen, "cycle.changed", |cycle| {
        cycle.name = said.name.clone();
        cycle.dates = said.dates;
        cycle.stages.clone_from(&said.stages);
    })
    .await?;
    Ok(corrected.version)
}

/// Closes a cycle. It changes no more.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn close(store: &Store, administrator: &Administrator, id: CycleId, seen: Version) -> Result<(), Failed<Refused>> {
    change(store, administrator, id, seen, "cycle.closed", |cycle| cycle.closed = true).await.map(drop)
}
