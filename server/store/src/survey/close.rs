//! Closing a survey, once: it stops taking answers, they are opened in memory, and one transaction stores what is released
//! and deletes everything else. Killed anywhere, it starts again.

use super::{
    State, Survey,
    kept::{self, count, next},
    named, remind,
    results::{self, Released},
};
use crate::{
    Failed, Store, StoreError,
    audit::{By, Deed},
    directory,
    outbox::Mail,
    record,
    record::unfit,
    transaction::{Work, with},
};
use jiff::SignedDuration;
use std::{convert::Infallible, sync::Arc};
use surrealdb::types::{Bytes, RecordId, SurrealValue, Uuid, Value};
use waymark::{
    SurveyId,
    survey::{
        Mode,
        answer::Answers,
        release::{self, Ballot},
        seal,
    },
};

/// How long after its announced end a survey is counted. Other programs on the same database may have a clock that is a
/// little behind, and an answer on its way takes 30 seconds at most.
pub const GRACE: SignedDuration = SignedDuration::from_secs(45);

/// How many answers are read at once.
const PAGE: usize = 2000;

#[derive(SurrealValue)]
struct AnswerRow {
    id: RecordId,
    unit: i64,
    body: Bytes,
}

/// A survey's answers, opened.
pub(super) struct Opened {
    pub(super) ballots: Vec<Ballot>,
    /// How many could not be read, or do not fit the questionnaire.
    pub(super) unreadable: usize,
}

/// Closes a survey whose time has come; does nothing with one that is over.
///
/// # Errors
///
/// When the store fails. Then, as when the program is killed, nothing is lost: the next try begins again.
pub async fn close(store: &Store, mail: &Mail, id: SurveyId) -> Result<(), StoreError> {
    stop_taking(store, id).await?;
    let Some(survey) = kept::find(store, id).await?.filter(|survey| survey.state == State::Closing) else { return Ok(()) };
    let opened = match survey.contract.mode {
        Mode::Confidential => open_sealed(store, &survey).await?,
        Mode::Open => open_named(store, &survey).await?,
    };
    let previous = results::before(store, &survey).await?;
    let released = {
        let survey = Arc::clone(&survey);
        let chance: [u8; 32] = rand::random();
        let counted = opened.ballots.len();
        let compared = previous.as_ref().map(results::Before::survey);
        let compute = move || {
            let design = results::design(&survey);
            let then = previous.as_ref().map(|previous| previous.then(&survey, &design));
            let previous = previous.as_ref().zip(then.as_ref()).map(|(previous, units)| release::Previous {
                design: &previous.design,
                release: &previous.released.release,
                units,
            });
            release::release(&design, &opened.ballots, previous, &chance)
        };
        // On a thread of its own: it may take seconds, in which pages must go on.
        let release = tokio::task::spawn_blocking(compute)
            .await
            .map_err(|error| StoreError::new(format!("the release could not be computed: {error}")))?;
        Released { release, counted, unreadable: opened.unreadable, compared }
    };
    store_release(store, mail, &survey, &released).await
}

/// From here on no answer is taken, and none is under way.
async fn stop_taking(store: &Store, id: SurveyId) -> Result<(), StoreError> {
    let _nobody_is_taking = store.surveys().taking.write().await;
    let stopped: Result<(), Failed<Infallible>> = store
        .transact(|| async move {
            let seen = kept::all(store).await?;
            let mut work = Work::new();
            let due = seen.find(id).is_some_and(|survey| survey.state == State::Running && survey.contract.closes <= store.now());
            if due {
                count(&mut work, &seen);
                work.add("UPDATE $survey SET state = 'closing', changed = $changed RETURN NONE")
                    .bind("survey", record::survey(id))
                    .bind("changed", next(&seen));
            }
            Ok((work, ()))
        })
        .await;
    stopped.map_err(never_refused)
}

fn never_refused(failed: Failed<Infallible>) -> StoreError {
    match failed {
        Failed::Store(error) => error,
        Failed::Refused(never) => match never {},
    }
}

async fn open_sealed(store: &Store, survey: &Survey) -> Result<Opened, StoreError> {
    let mut opened = Opened { ballots: Vec::new(), unreadable: 0 };
    let attributes = survey.contract.attributes.len();
    let mut after = String::new();
    loop {
        // Answers in pages: all of a large survey at once would need their size thrice.
        let mut values = with("rest", record::all_after("answer", Uuid::from(survey.id.uuid()), after.clone()));
        values.insert("page", record::number(PAGE));
        let mut rows = store.read("SELECT * FROM $rest LIMIT $page", values).await?;
        let rows: Vec<AnswerRow> = rows.take(0)?;
        let is_last = rows.len() < PAGE;
        if let Some(last) = rows.last() {
            let Value::String(id) = record::second(&last.id)? else {
                return Err(StoreError::new("an answer has no text for its id"));
            };
            after.clone_from(id);
        }
        for row in rows {
            let answers = seal::open(&survey.hash, &row.body).filter(|answers| answers.check(&survey.form, attributes).is_ok());
            match answers {
                Some(answers) => opened.ballots.push(ballot(row_unit(row.unit)?, answers)),
                None => opened.unreadable += 1,
            }
        }
        if is_last {
            return Ok(opened);
        }
    }
}

fn row_unit(unit: i64) -> Result<usize, StoreError> {
    usize::try_from(unit).map_err(|error| unfit("unit")(&error))
}

fn ballot(unit: usize, answers: Answers) -> Ballot {
    Ballot { unit, bands: answers.bands, values: answers.values, by: None }
}

async fn open_named(store: &Store, survey: &Survey) -> Result<Opened, StoreError> {
    let all = record::all_of("named_answer", Uuid::from(survey.id.uuid()));
    let mut rows = store.read("SELECT * FROM $all WHERE sent IS NOT NONE", with("all", all)).await?;
    let names = directory::read(store).await?;
    let mut opened = Opened { ballots: Vec::new(), unreadable: 0 };
    for row in rows.take::<Vec<named::Row>>(0)? {
        let person = named::person_of(&row.id)?;
        let (Some(unit), Some(sent)) = (survey.unit_of(person), &row.sent) else { continue };
        let by = names.directory.person(person).map(|person| person.name.to_string());
        opened.ballots.push(Ballot { by, ..ballot(unit, named::decoded(sent)?) });
    }
    Ok(opened)
}

async fn store_release(store: &Store, mail: &Mail, survey: &Survey, released: &Released) -> Result<(), StoreError> {
    let stored: Result<(), Failed<Infallible>> = store
        .transact_audited(|| async move {
            let seen = kept::all(store).await?;
            let mut work = Work::new();
            let is_mine = seen.find(survey.id).is_some_and(|survey| survey.state == State::Closing);
            if is_mine {
                count(&mut work, &seen);
                results::put(&mut work, survey.id, released);
                forget_answers(&mut work, survey.id);
                work.add("UPDATE $survey SET state = 'released', secret = NONE, changed = $changed RETURN NONE")
                    .bind("survey", record::survey(survey.id))
                    .bind("changed", next(&seen));
                remind::queue_results(&mut work, mail, survey.id, store.now());
            }
            let detail = format!(
                "{}, {} of {} counted, release {}",
                survey.contract.name,
                released.counted,
                survey.roster().len(),
                released.hash()
            );
            Ok((work, Deed { by: By::Job, action: "survey.released", subject: survey.id.to_string(), detail }, ()))
        })
        .await;
    stored.map_err(never_refused)?;
    store.jobs().notify_one();
    Ok(())
}

/// Deletes all that was answered, and to whom credentials were issued.
pub(super) fn forget_answers(work: &mut Work, survey: SurveyId) {
    for table in ["answer", "named_answer", "issued"] {
        work.add(&format!("DELETE ${table}_all RETURN NONE"))
            .bind(&format!("{table}_all"), record::all_of(table, Uuid::from(survey.uuid())));
    }
}
