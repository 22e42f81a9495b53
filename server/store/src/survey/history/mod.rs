//! Importing answers to former surveys: what they would publish, and publishing it.
//!
//! *Architecture invariant:* trying an import and doing it are one function; only the commit differs. And it is one
//! transaction: cycle, questionnaire, survey and release are all there or nothing is. Answers are never stored: what is
//! kept is the release, made by the same rules as that of every other survey.

mod report;

pub use report::{Detail, GroupReport, Made, Report};

use super::{
    State, Survey,
    kept::{self, Row, Surveys, count, next},
    results::{self, Released},
};
use crate::{
    Failed, Store, StoreError,
    audit::{By, Deed},
    cycle,
    directory::{self, Snapshot},
    import::{Importer, Mode},
    questionnaire,
    transaction::Work,
    upload,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use waymark::{
    SurveyId,
    cycle::{Cycle, Dates},
    import::{self, FileRefused, How, Table},
    person::Name,
    questionnaire::{Purpose, Questionnaire, Slug},
    survey::{
        Kind, Mode as Naming,
        contract::{Asked, Contract, ContractUnit, Viewers},
        group_name,
        history::{self, Chosen, History, Number, Problem},
        release::{self, Counted},
        rules,
    },
};

/// The questionnaire that was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// One that is stored, as it is edited.
    Stored(Slug),
    /// One of a file.
    File(Box<Questionnaire>),
}

/// What an administrator wants to import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// What was answered.
    pub form: Form,
    /// The name of the cycle in which it was.
    pub cycle: Name,
    /// What the survey was called.
    pub name: Name,
    /// From when to when a new cycle lasts, where its name does not tell.
    pub dates: Option<(jiff::civil::Date, jiff::civil::Date)>,
    /// The threshold that was promised; the least of its kind where nothing is said.
    pub k: Option<u8>,
    /// Of a company review, whether only leads and managers see the results.
    pub leaders_only: bool,
    /// How the file is read.
    pub how: How,
    /// What serves what.
    pub chosen: Chosen,
}

/// Why nothing was imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HistoryRefused {
    /// The file cannot be read.
    File(FileRefused),
    /// The answers have problems.
    Problems(Vec<Problem>),
    /// There is no such questionnaire.
    NoQuestionnaire,
    /// The questionnaire of the file breaks rules; the first, in a sentence.
    Questionnaire(String),
    /// It is made for something else than a survey.
    OtherPurpose,
    /// The cycle is closed: it changes no more.
    CycleClosed,
    /// The cycle is not there yet, and its name tells no dates.
    NoDates,
    /// The cycle is there, with other dates than were given.
    OtherDates(Dates),
    /// These dates cannot be a cycle's.
    Dates,
    /// The cycle begins in the future.
    NotYet,
    /// A survey of the cycle is called so.
    NameTaken,
    /// The threshold is not from this to that.
    Threshold {
        /// The least.
        least: u8,
        /// The greatest.
        greatest: u8,
    },
    /// Something changed since the plan was looked at.
    Outdated,
}

/// Looks what importing answers would publish, and does it unless it is only tried.
///
/// # Errors
///
/// [`HistoryRefused`], or the store's.
pub async fn run(
    store: &Store,
    importer: Importer,
    content: &[u8],
    wanted: &Wanted,
    mode: &Mode,
) -> Result<Report, Failed<HistoryRefused>> {
    let table = import::read(content, &wanted.how).map_err(|why| Failed::Refused(HistoryRefused::File(why)))?;
    let asked = &Importing {
        by: importer.by(),
        table: &table,
        wanted,
        id: SurveyId::from_uuid(uuid::Uuid::new_v4()),
        chance: rand::random(),
    };
    match mode {
        // Looking keeps nobody from writing meanwhile.
        Mode::Try => plan(store, asked, None).await.map(|(.., report)| report),
        Mode::Import { seen, upload } => store.transact_audited(|| plan(store, asked, Some((seen.as_deref(), *upload)))).await,
    }
}

/// What is imported, by whom and as what.
struct Importing<'a> {
    by: By,
    table: &'a Table,
    wanted: &'a Wanted,
    id: SurveyId,
    chance: [u8; 32],
}

/// The transaction of an import, what is told of it, and what it says; `for_good` has the fingerprint of the plan that was looked
/// at, and the file that waited. An import that is only tried has no transaction.
async fn plan(
    store: &Store,
    asked: &Importing<'_>,
    for_good: Option<(Option<&str>, Option<uuid::Uuid>)>,
) -> Result<(Work, Deed, Report), Failed<HistoryRefused>> {
    let Importing { by, table, wanted, id, chance } = *asked;
    let surveys = kept::all(store).await?;
    let seen = directory::read(store).await?;
    let (kept, form_made) = form(store, &wanted.form).await?;
    let history = history::read(table, &kept.form, &wanted.chosen);
    if !history.problems.is_empty() {
        return Err(Failed::Refused(HistoryRefused::Problems(history.problems)));
    }
    let (cycle, cycle_made) = cycle(store, &surveys, wanted).await?;
    let mut work = Work::new();
    let version = freeze(store, &mut work, &kept).await?;
    let agreed = Terms { id, wanted, form: &kept.form, version, cycle: &cycle, history: &history };
    let survey = Survey::imported(cycle.id, contract(store.now(), &seen, &agreed)?, Arc::new(kept.form.clone()));
    let (released, numbers) = publish(&survey, &history, chance).await?;
    let made = if form_made == Made::There && version > kept.frozen { Made::Version } else { form_made };
    let questions = kept.form.questions().map(|(_, _, question)| question.id.to_string());
    let mut report = Report {
        survey: None,
        responses: history.ballots.len(),
        encoding: table.encoding.clone(),
        separator: table.separator,
        header: table.header.clone(),
        questions: questions.zip(history.columns.clone()).collect(),
        unit: history.unit,
        unused: history.unused.clone(),
        groups: report::groups(&survey, &history, &released),
        numbers,
        cycle: (cycle.name.to_string(), cycle.dates, cycle_made),
        questionnaire: (kept.form.id.to_string(), version, made),
        k: survey.contract.k,
        fingerprint: String::new(),
    };
    report.fingerprint = report::fingerprint(&report, wanted, &questionnaire::hash(&kept.form));
    let detail = format!(
        "{}, {} responses in {} groups, cycle {}, questionnaire {} version {version}, release {}",
        survey.contract.name,
        released.counted,
        history.groups.len(),
        cycle.name,
        kept.form.id,
        released.hash()
    );
    let deed = Deed { by, action: "survey.imported", subject: id.to_string(), detail };
    let Some((expected, upload)) = for_good else { return Ok((Work::new(), deed, report)) };
    if expected.is_some_and(|expected| expected != report.fingerprint) {
        return Err(Failed::Refused(HistoryRefused::Outdated));
    }
    count(&mut work, &surveys);
    directory::unchanged(&mut work, &seen);
    if cycle_made == Made::New {
        cycle::create_in(&mut work, &cycle);
    }
    kept::create(&mut work, Row::new(cycle.id, &survey.contract, &State::Released, None, next(&surveys)));
    results::put(&mut work, id, &released);
    if let Some(upload) = upload {
        work.add("DELETE $upload").bind("upload", upload::id(upload));
    }
    report.survey = Some(id);
    Ok((work, deed, report))
}

/// The questionnaire, and whether there is one of this id.
async fn form(store: &Store, form: &Form) -> Result<(questionnaire::Kept, Made), Failed<HistoryRefused>> {
    let refuse = |why| Failed::Refused(why);
    let (kept, made) = match form {
        Form::Stored(id) => (questionnaire::find(store, id).await?.ok_or(refuse(HistoryRefused::NoQuestionnaire))?, Made::There),
        Form::File(form) => {
            if let Err(problems) = form.check() {
                let first = problems.first().map(waymark::questionnaire::Problem::said).unwrap_or_default();
                return Err(refuse(HistoryRefused::Questionnaire(first)));
            }
            let form = (**form).clone();
            if let Some(kept) = questionnaire::find(store, &form.id).await? {
                (questionnaire::Kept { form, ..kept }, Made::There)
            } else {
                let version = waymark::Version::default();
                (questionnaire::Kept { form, frozen: 0, retired: false, version }, Made::New)
            }
        }
    };
    if kept.form.purpose.is_survey() { Ok((kept, made)) } else { Err(refuse(HistoryRefused::OtherPurpose)) }
}

/// The number of the version that was answered: one that surveys use already, or a new one. What is edited stays as it is.
async fn freeze(store: &Store, work: &mut Work, kept: &questionnaire::Kept) -> Result<u32, StoreError> {
    for number in (1..=kept.frozen).rev() {
        if questionnaire::version(store, kept.form.id.as_str(), number).await?.as_ref() == Some(&kept.form) {
            return Ok(number);
        }
    }
    questionnaire::freeze_former(store, work, &kept.form).await
}

/// The cycle of this name, or a new one that is closed.
async fn cycle(store: &Store, surveys: &Surveys, wanted: &Wanted) -> Result<(Cycle, Made), Failed<HistoryRefused>> {
    let refuse = |why| Err(Failed::Refused(why));
    if let Some(cycle) = cycle::named(store, &wanted.cycle).await? {
        if cycle.closed {
            return refuse(HistoryRefused::CycleClosed);
        }
        if wanted.dates.is_some_and(|dates| dates != (cycle.dates.starts, cycle.dates.ends)) {
            return refuse(HistoryRefused::OtherDates(cycle.dates));
        }
        let same = |name: &str| name.to_lowercase() == wanted.name.as_str().to_lowercase();
        if surveys.of_cycle(cycle.id).any(|survey| same(&survey.contract.name)) {
            return refuse(HistoryRefused::NameTaken);
        }
        return Ok((cycle, Made::There));
    }
    let given = wanted.dates.map(|(starts, ends)| Dates { starts, middle: None, ends });
    let Some(dates) = given.or_else(|| history::period(wanted.cycle.as_str())) else { return refuse(HistoryRefused::NoDates) };
    if waymark::cycle::check(dates, &[]).is_err() {
        return refuse(HistoryRefused::Dates);
    }
    let said = cycle::Said { name: wanted.cycle.clone(), dates, stages: Vec::new() };
    Ok((said.new_cycle(true), Made::New))
}

/// What is known of a former survey.
struct Terms<'a> {
    id: SurveyId,
    wanted: &'a Wanted,
    form: &'a Questionnaire,
    version: u32,
    cycle: &'a Cycle,
    history: &'a History,
}

/// What stands in the place of a contract: nobody was promised anything here, so it has no roster and no keys.
fn contract(now: Timestamp, seen: &Snapshot, of: &Terms) -> Result<Contract, Failed<HistoryRefused>> {
    let Terms { wanted, form, cycle, history, .. } = *of;
    let kind = if form.purpose == Purpose::Company { Kind::Company } else { Kind::Team };
    let (least, greatest) = (rules::least_k(kind), rules::greatest_k(kind));
    let k = wanted.k.unwrap_or(least);
    if !(least..=greatest).contains(&k) {
        return Err(Failed::Refused(HistoryRefused::Threshold { least, greatest }));
    }
    let zone = directory::zone(&seen.organisation.time_zone);
    let begins = |day: jiff::civil::Date| day.to_zoned(zone.clone()).map(|at| at.timestamp());
    let times = begins(cycle.dates.starts).and_then(|opens| Ok((opens, begins(cycle.dates.ends.tomorrow()?)?)));
    let (opens, closes) = times.map_err(|_| Failed::Refused(HistoryRefused::Dates))?;
    if opens > now {
        return Err(Failed::Refused(HistoryRefused::NotYet));
    }
    let unit = |parent, names: Vec<String>, size| {
        let teams = names.iter().filter_map(|name| seen.directory.team_named(name)).collect();
        ContractUnit { parent, names, teams, size, roster_hash: String::new(), key: String::new() }
    };
    let everybody = unit(None, Vec::new(), history.ballots.len());
    let named = |name: &str| if name.is_empty() { Vec::new() } else { vec![name.to_owned()] };
    let groups = history.groups.iter().map(|group| unit(Some(0), named(&group.name), group.responses));
    Ok(Contract {
        survey: of.id,
        kind,
        mode: Naming::Confidential,
        name: wanted.name.to_string(),
        questionnaire: Asked {
            id: form.id.to_string(),
            version: of.version,
            hash: questionnaire::hash(form),
            lang: form.lang.clone(),
        },
        k,
        units: std::iter::once(everybody).chain(groups).collect(),
        attributes: Vec::new(),
        viewers: match (kind, wanted.leaders_only) {
            (Kind::Team, _) => Viewers::Line,
            (Kind::Company, false) => Viewers::Everyone,
            (Kind::Company, true) => Viewers::Leaders,
        },
        opens,
        // Of a cycle that still runs: nobody can have answered later than now.
        closes: closes.min(now),
        seal_key: String::new(),
    })
}

/// What is published, by the rules for every survey, and what was counted for it. Nothing is compared with it: nobody knows
/// whether the same people answered.
async fn publish(survey: &Survey, history: &History, chance: [u8; 32]) -> Result<(Released, Vec<Number>), StoreError> {
    let (design, ballots) = (results::design(survey), history.ballots.clone());
    let responses = ballots.len();
    // On a thread of its own: it may take seconds, in which pages must go on.
    let computed = tokio::task::spawn_blocking(move || {
        (release::release(&design, &ballots, None, &chance), release::counted(&design, &ballots))
    });
    let computed = computed.await.map_err(|error| StoreError::new(format!("the release could not be computed: {error}")))?;
    let ids: Vec<String> = survey.form.questions().map(|(_, _, question)| question.id.to_string()).collect();
    let number = |one: Counted| Number {
        group: group_name(one.unit, &survey.contract.units[one.unit].names),
        question: ids[one.question].clone(),
        answers: one.answers,
        sum: one.sum,
    };
    let numbers = computed.1.into_iter().map(number).collect();
    Ok((Released { release: computed.0, counted: responses, unreadable: 0, compared: None }, numbers))
}
