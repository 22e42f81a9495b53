//! Taking answers of confidential surveys: a credential for who is on the roster, then an answer from who holds one.
//!
//! [`issue`] knows the person and never sees an answer; [`submit`] sees the answer and never a person. Neither writes a
//! time, and nothing that they store links one to the other.

use super::{Survey, kept};
use crate::{Failed, Store, access::Respondent, record, transaction::Work, transaction::with};
use jiff::Timestamp;
use surrealdb::types::{Bytes, SurrealValue, Uuid};
use waymark::survey::{
    Mode,
    credential::{AnswerId, Element, Evaluation, SecretKey, Signed},
    seal,
    stage::State as Stage,
    submission::Submission,
    taking::{AnswerRefused, IssueRefused, NotTaking},
};

/// Whether a survey takes answers.
///
/// # Errors
///
/// [`NotTaking`].
pub(crate) fn is_taking(survey: &Survey, now: Timestamp) -> Result<(), NotTaking> {
    match survey.stage(now) {
        Stage::Open => Ok(()),
        Stage::Planned => Err(NotTaking::NotOpen),
        Stage::Closing | Stage::Released => Err(NotTaking::Closed),
        Stage::Void => Err(NotTaking::Void),
    }
}

#[derive(SurrealValue)]
struct IssuedRow {
    element: String,
}

/// Issues the credential of somebody on the roster: notes that it was, then evaluates. The same element gets the same answer
/// again, another one is refused.
///
/// # Errors
///
/// [`IssueRefused`], or the store's.
pub async fn issue(store: &Store, respondent: &Respondent, element: &Element) -> Result<Evaluation, Failed<IssueRefused>> {
    let refuse = |why| Failed::Refused(why);
    // Held to the end: nothing is issued once a survey is over and what was issued is deleted.
    let _taking = store.surveys().taking.read().await;
    let survey = kept::now(store, respondent).await?;
    is_taking(&survey, store.now()).map_err(|why| refuse(IssueRefused::Taking(why)))?;
    let secret = survey.secret.filter(|_| survey.contract.mode == Mode::Confidential);
    let secret = secret.ok_or(refuse(IssueRefused::Open))?;
    let id = record::pair("issued", Uuid::from(survey.id.uuid()), Uuid::from(respondent.person().uuid()));
    let issued = element.issued(survey.id).to_string();
    let (id, issued) = (&id, &issued);
    store
        .transact(|| async move {
            let mut work = Work::new();
            let mut rows = store.read("SELECT element FROM ONLY $id", with("id", id.clone())).await?;
            match rows.take::<Option<IssuedRow>>(0)? {
                Some(row) if row.element == *issued => {}
                Some(_) => return Err(refuse(IssueRefused::Another)),
                None => {
                    work.add("CREATE $id SET element = $element RETURN NONE")
                        .bind("id", id.clone())
                        .bind("element", issued.clone());
                }
            }
            Ok((work, ()))
        })
        .await?;
    Ok(secret.of_unit(respondent.unit()).evaluate(element))
}

/// Whether a credential was issued to this person.
///
/// # Errors
///
/// When the store fails.
pub async fn is_issued(store: &Store, respondent: &Respondent) -> Result<bool, crate::StoreError> {
    let id = record::pair("issued", Uuid::from(respondent.survey().id.uuid()), Uuid::from(respondent.person().uuid()));
    let mut rows = store.read("SELECT element FROM ONLY $id", with("id", id)).await?;
    Ok(rows.take::<Option<IssuedRow>>(0)?.is_some())
}

#[derive(SurrealValue)]
struct AnswerRow {
    version: i64,
    body: Bytes,
}

/// Takes an answer: it is on disk when this returns. The same one again is acknowledged again.
///
/// # Errors
///
/// [`AnswerRefused`], or the store's.
pub async fn submit(store: &Store, submission: &Submission) -> Result<AnswerId, Failed<AnswerRefused>> {
    let refuse = |why| Failed::Refused(why);
    // Held to the end: when the survey stops taking answers, none is under way.
    let _taking = store.surveys().taking.read().await;
    let survey = kept::find(store, submission.survey).await?.ok_or(refuse(AnswerRefused::Unknown))?;
    if survey.contract.mode != Mode::Confidential || survey.imported {
        return Err(refuse(AnswerRefused::Unknown));
    }
    is_taking(&survey, store.now()).map_err(|why| refuse(AnswerRefused::Taking(why)))?;
    let expected = seal::size(&survey.form, survey.contract.attributes.len());
    if submission.body.len() != expected {
        return Err(refuse(AnswerRefused::Size { expected }));
    }
    let signed = Signed {
        contract: &survey.hash,
        survey: survey.id,
        unit: submission.unit,
        nonce: &submission.nonce,
        version: submission.version,
        body: &submission.body,
    };
    let is_unit = survey.has_key(submission.unit);
    let accepts = |secret: &SecretKey| secret.of_unit(submission.unit).accepts(&signed, &submission.tag);
    if !is_unit || !survey.secret.as_ref().is_some_and(accepts) {
        return Err(refuse(AnswerRefused::Credential));
    }
    let answer = submission.nonce.answer(survey.id);
    let id = record::pair("answer", Uuid::from(survey.id.uuid()), answer.to_string());
    let id = &id;
    store
        .transact(|| async move {
            let mut work = Work::new();
            let mut rows = store.read("SELECT version, body FROM ONLY $id", with("id", id.clone())).await?;
            let statement = match rows.take::<Option<AnswerRow>>(0)? {
                None => "CREATE $id SET unit = $unit, version = $version, body = $body RETURN NONE",
                Some(row) if row.version < i64::from(submission.version) => {
                    "UPDATE $id SET version = $version, body = $body RETURN NONE"
                }
                Some(row) if row.version == i64::from(submission.version) && **row.body == *submission.body => {
                    return Ok((work, ()));
                }
                Some(row) => {
                    let stored = u32::try_from(row.version).unwrap_or(u32::MAX);
                    return Err(refuse(AnswerRefused::Older { stored }));
                }
            };
            work.add(statement)
                .bind("id", id.clone())
                .bind("version", i64::from(submission.version))
                .bind("body", Bytes::from(submission.body.clone()));
            if statement.starts_with("CREATE") {
                work.bind("unit", record::number(submission.unit));
            }
            Ok((work, ()))
        })
        .await?;
    Ok(answer)
}
