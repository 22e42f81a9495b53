//! The surveys in memory: their contracts never change, and what does is counted, so that reading them asks the store for
//! one number and for what came after it.

use crate::{
    Store, StoreError, access::Respondent, cycle, kept, questionnaire, record, record::unfit, transaction::Work,
    transaction::with,
};
use jiff::Timestamp;
use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, RwLock},
};
use surrealdb::types::{RecordId, SurrealValue, Uuid};
use waymark::{
    CycleId, PersonId, SurveyId,
    cycle::Cycle,
    person::Name,
    questionnaire::Questionnaire,
    survey::{
        contract::{Amendment, Contract, ContractHash, RosterEntry},
        credential::SecretKey,
        stage::State as Stage,
    },
};

/// How far a survey is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It was launched; its times say whether it is open.
    Running,
    /// It takes no more answers, and is being counted.
    Closing,
    /// Its results are there.
    Released,
    /// An administrator voided it, for this reason.
    Void(String),
}

impl State {
    fn word(&self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Closing => "closing",
            Self::Released => "released",
            Self::Void(_) => "void",
        }
    }

    /// Whether nothing more will happen to it.
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Released | Self::Void(_))
    }
}

/// A survey that was launched.
pub struct Survey {
    /// Which.
    pub id: SurveyId,
    /// Within which cycle.
    pub cycle: CycleId,
    /// What was agreed at launch.
    pub contract: Contract,
    /// The contract's hash.
    pub hash: ContractHash,
    /// What was changed since, as far as it may be.
    pub amendments: Vec<Amendment>,
    /// The questions.
    pub form: Arc<Questionnaire>,
    /// How far it is.
    pub state: State,
    /// Whether its answers came from elsewhere, without a roster.
    pub imported: bool,
    /// The credentials' key; gone once it is over.
    pub(crate) secret: Option<SecretKey>,
    /// Everybody on the roster with their unit, by person.
    roster: Arc<[(PersonId, u32)]>,
}

impl fmt::Debug for Survey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Survey").field("id", &self.id).field("state", &self.state).finish_non_exhaustive()
    }
}

impl Survey {
    /// One whose answers came from elsewhere, and whose results are there.
    pub(crate) fn imported(cycle: CycleId, contract: Contract, form: Arc<Questionnaire>) -> Self {
        Self {
            id: contract.survey,
            cycle,
            hash: contract.hash(),
            contract,
            amendments: Vec::new(),
            form,
            state: State::Released,
            imported: true,
            secret: None,
            roster: Arc::new([]),
        }
    }

    /// The reporting unit of somebody on the roster, by its number in the contract.
    pub fn unit_of(&self, person: PersonId) -> Option<usize> {
        let place = self.roster.binary_search_by_key(&person, |(one, _)| *one).ok()?;
        usize::try_from(self.roster[place].1).ok()
    }

    /// Everybody on the roster, with their reporting unit's number.
    pub fn roster(&self) -> impl ExactSizeIterator<Item = (PersonId, usize)> {
        self.roster.iter().map(|(person, unit)| (*person, *unit as usize))
    }

    /// Where it is at this moment.
    pub fn stage(&self, now: Timestamp) -> Stage {
        match self.state {
            State::Running if now < self.contract.opens => Stage::Planned,
            State::Running if now < self.contract.closes => Stage::Open,
            State::Running | State::Closing => Stage::Closing,
            State::Released => Stage::Released,
            State::Void(_) => Stage::Void,
        }
    }

    /// Why it was voided; empty where it was not.
    pub fn why_void(&self) -> &str {
        match &self.state {
            State::Void(why) => why,
            _ => "",
        }
    }

    /// Whether answers without a name come from this unit: reporting units alone have keys.
    pub fn has_key(&self, unit: usize) -> bool {
        self.contract.units.get(unit).is_some_and(|unit| !unit.key.is_empty())
    }
}

/// All surveys and cycles, as of one number of change.
#[derive(Debug, Default)]
pub struct Surveys {
    number: i64,
    all: BTreeMap<SurveyId, Arc<Survey>>,
    cycles: Vec<Cycle>,
}

impl Surveys {
    /// The survey with this id.
    pub fn find(&self, id: SurveyId) -> Option<&Arc<Survey>> {
        self.all.get(&id)
    }

    /// Every survey, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Survey>> {
        self.all.values()
    }

    /// What a cycle is called.
    pub fn cycle(&self, id: CycleId) -> Option<&Name> {
        self.cycles().find(|cycle| cycle.id == id).map(|cycle| &cycle.name)
    }

    /// Every cycle, the one that ends last first.
    pub fn cycles(&self) -> impl Iterator<Item = &Cycle> {
        self.cycles.iter()
    }

    /// Those of a cycle.
    pub fn of_cycle(&self, cycle: CycleId) -> impl Iterator<Item = &Arc<Survey>> {
        self.iter().filter(move |survey| survey.cycle == cycle)
    }
}

/// The newest that this program has read, and what keeps late answers out of a count.
#[derive(Debug, Default)]
pub struct Kept {
    newest: kept::Kept<Surveys>,
    /// Held for reading while an answer is taken, for writing when a survey stops taking them.
    pub(crate) taking: tokio::sync::RwLock<()>,
    /// Releases that were read; they never change.
    pub(crate) releases: RwLock<BTreeMap<SurveyId, Arc<super::results::Released>>>,
}

fn revision() -> RecordId {
    RecordId::new("revision", "surveys")
}

/// Adds to a transaction that surveys or cycles are changed by it; surveys whose rows it writes carry [`next`].
pub(crate) fn count(work: &mut Work, seen: &Surveys) {
    work.add(
        "IF ((SELECT VALUE number FROM ONLY $surveys_revision) ?? 0) != $surveys_seen { THROW 'again: surveys were changed' }",
    )
    .add("UPSERT $surveys_revision SET number = $surveys_seen + 1")
    .bind("surveys_revision", revision())
    .bind("surveys_seen", seen.number);
}

/// The number that what is written now carries.
pub(crate) fn next(seen: &Surveys) -> i64 {
    seen.number + 1
}

/// All surveys as the store has them now.
///
/// # Errors
///
/// When the store fails.
pub async fn all(store: &Store) -> Result<Arc<Surveys>, StoreError> {
    let number = || async {
        let mut rows = store.read("SELECT VALUE number FROM ONLY $id", with("id", revision())).await?;
        Ok(rows.take::<Option<i64>>(0)?.unwrap_or(0))
    };
    let is_of = |kept: &Surveys, number: &i64| kept.number >= *number;
    store.surveys().newest.read(store, number, is_of, |known| newer(store, known.unwrap_or_default())).await
}

/// The survey with this id, as the store has it now.
///
/// # Errors
///
/// When the store fails.
pub async fn find(store: &Store, id: SurveyId) -> Result<Option<Arc<Survey>>, StoreError> {
    Ok(all(store).await?.find(id).cloned())
}

/// A respondent's survey as the store has it now: it may be over since they were let in.
pub(super) async fn now(store: &Store, respondent: &Respondent) -> Result<Arc<Survey>, StoreError> {
    let id = respondent.survey().id;
    find(store, id).await?.ok_or_else(|| StoreError::new(format!("survey {id} is gone")))
}

#[derive(SurrealValue)]
pub(crate) struct Row {
    id: RecordId,
    cycle: RecordId,
    contract: String,
    amendments: String,
    state: String,
    why: Option<String>,
    imported: bool,
    secret: Option<String>,
    changed: i64,
}

impl Row {
    /// A new survey's row.
    pub(crate) fn new(cycle: CycleId, contract: &Contract, state: &State, secret: Option<SecretKey>, changed: i64) -> Self {
        Self {
            id: record::survey(contract.survey),
            cycle: record::cycle(cycle),
            contract: serde_json::to_string(contract).expect("a contract is plain data"),
            amendments: "[]".to_owned(),
            state: state.word().to_owned(),
            why: None,
            imported: secret.is_none() && *state == State::Released,
            secret: secret.map(String::from),
            changed,
        }
    }
}

/// Adds a new survey to a transaction.
pub(crate) fn create(work: &mut Work, row: Row) {
    work.add("CREATE $survey CONTENT $survey_row RETURN NONE").bind("survey", row.id.clone()).bind("survey_row", row);
}

/// The people of a reporting unit, as they are stored.
pub(crate) fn put_roster(work: &mut Work, survey: SurveyId, unit: usize, people: &[RosterEntry]) {
    let part = work.part();
    work.add(&format!("CREATE $roster_{part} SET people = $roster_people_{part} RETURN NONE"))
        .bind(&format!("roster_{part}"), record::pair("roster", Uuid::from(survey.uuid()), record::number(unit)))
        .bind(&format!("roster_people_{part}"), serde_json::to_string(people).expect("a roster is plain data"));
}

#[derive(SurrealValue)]
struct RosterRow {
    people: String,
}

async fn roster(store: &Store, survey: SurveyId) -> Result<Arc<[(PersonId, u32)]>, StoreError> {
    let all = record::all_of("roster", Uuid::from(survey.uuid()));
    let mut rows = store.read("SELECT people FROM $all", with("all", all)).await?;
    let mut roster = Vec::new();
    for row in rows.take::<Vec<RosterRow>>(0)? {
        let people: Vec<RosterEntry> = serde_json::from_str(&row.people).map_err(|error| unfit("roster")(&error))?;
        for entry in people {
            roster.push((entry.person, u32::try_from(entry.unit).map_err(|error| unfit("unit")(&error))?));
        }
    }
    roster.sort_unstable();
    Ok(roster.into())
}

/// The people of one reporting unit, by name.
///
/// # Errors
///
/// When the store fails.
pub async fn people_of(store: &Store, survey: SurveyId, unit: usize) -> Result<Vec<RosterEntry>, StoreError> {
    let id = record::pair("roster", Uuid::from(survey.uuid()), record::number(unit));
    let mut rows = store.read("SELECT people FROM ONLY $id", with("id", id)).await?;
    let Some(row) = rows.take::<Option<RosterRow>>(0)? else { return Ok(Vec::new()) };
    let mut people: Vec<RosterEntry> = serde_json::from_str(&row.people).map_err(|error| unfit("roster")(&error))?;
    people.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(people)
}

#[derive(SurrealValue)]
struct RosterOfUnit {
    id: RecordId,
    people: String,
}

/// Which rosters somebody is on, with who else is there.
pub(crate) async fn rosters_with(store: &Store, person: PersonId) -> Result<Vec<(RecordId, Vec<RosterEntry>)>, StoreError> {
    let surveys = all(store).await?;
    let on = surveys.iter().filter_map(|survey| Some((survey.id, survey.unit_of(person)?)));
    let ids: Vec<RecordId> =
        on.map(|(survey, unit)| record::pair("roster", Uuid::from(survey.uuid()), record::number(unit))).collect();
    let mut rows = store.read("SELECT * FROM $ids", with("ids", ids)).await?;
    let rows = rows.take::<Vec<RosterOfUnit>>(0)?;
    rows.into_iter()
        .map(|row| Ok((row.id, serde_json::from_str(&row.people).map_err(|error| unfit("roster")(&error))?)))
        .collect()
}

/// Writes a roster anew on which somebody is called otherwise.
pub(crate) fn rename_on(work: &mut Work, roster: RecordId, people: &[RosterEntry]) {
    let part = work.part();
    work.add(&format!("UPDATE $roster_{part} SET people = $roster_people_{part} RETURN NONE"))
        .bind(&format!("roster_{part}"), roster)
        .bind(&format!("roster_people_{part}"), serde_json::to_string(people).expect("a roster is plain data"));
}

async fn newer(store: &Store, known: Arc<Surveys>) -> Result<Surveys, StoreError> {
    let mut values = with("id", revision());
    values.insert("known", known.number);
    // The number comes first: what is written while the rest is read is then read again next time, never missed.
    let mut rows = store.read("SELECT VALUE number FROM ONLY $id; SELECT * FROM survey WHERE changed > $known", values).await?;
    let number = rows.take::<Option<i64>>(0)?.unwrap_or(0);
    let mut all = known.all.clone();
    for row in rows.take::<Vec<Row>>(1)? {
        let survey = read(store, row, &known.all).await?;
        all.insert(survey.id, Arc::new(survey));
    }
    // Few, and seldom changed.
    let cycles = cycle::list(store).await?;
    Ok(Surveys { number, all, cycles })
}

async fn read(store: &Store, row: Row, known: &BTreeMap<SurveyId, Arc<Survey>>) -> Result<Survey, StoreError> {
    let id = SurveyId::from_uuid(record::uuid(&row.id)?);
    let contract: Contract = serde_json::from_str(&row.contract).map_err(|error| unfit("contract")(&error))?;
    let (form, roster) = if let Some(known) = known.get(&id) {
        (Arc::clone(&known.form), Arc::clone(&known.roster))
    } else {
        let used = &contract.questionnaire;
        let form = questionnaire::version(store, &used.id, used.version).await?;
        let form = form.ok_or_else(|| StoreError::new(format!("survey {id} has no questionnaire")))?;
        (Arc::new(form), roster(store, id).await?)
    };
    Ok(Survey {
        id,
        cycle: CycleId::from_uuid(record::uuid(&row.cycle)?),
        hash: contract.hash(),
        amendments: serde_json::from_str(&row.amendments).map_err(|error| unfit("amendment")(&error))?,
        contract,
        form,
        state: match row.state.as_str() {
            "running" => State::Running,
            "closing" => State::Closing,
            "released" => State::Released,
            _ => State::Void(row.why.unwrap_or_default()),
        },
        imported: row.imported,
        secret: row.secret.map(SecretKey::try_from).transpose().map_err(|error| unfit("key")(&error))?,
        roster,
    })
}
