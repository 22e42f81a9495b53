//! Answers of surveys in open mode: they carry names, and drafts are kept here, so that one can go on anywhere.

use super::{answer::is_taking, kept};
use crate::{
    Failed, Store, StoreError,
    access::Respondent,
    record,
    record::unfit,
    transaction::{Work, with},
};
use surrealdb::types::{Bytes, RecordId, SurrealValue, Uuid, Value};
use waymark::{
    PersonId, SurveyId, Version,
    survey::{
        Mode,
        answer::{Answers, Wrong},
        taking::NamedRefused,
    },
};

/// What somebody answered so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named {
    /// As it stands.
    pub draft: Answers,
    /// As it was sent, if it was.
    pub sent: Option<Answers>,
    /// How often it was saved.
    pub version: Version,
}

#[derive(SurrealValue)]
pub(super) struct Row {
    pub(super) id: RecordId,
    draft: Bytes,
    pub(super) sent: Option<Bytes>,
    version: i64,
}

fn id_of(respondent: &Respondent) -> RecordId {
    record::pair("named_answer", Uuid::from(respondent.survey().id.uuid()), Uuid::from(respondent.person().uuid()))
}

pub(super) fn decoded(bytes: &Bytes) -> Result<Answers, StoreError> {
    serde_json::from_slice(bytes).map_err(|error| unfit("answer")(&error))
}

fn encoded(answers: &Answers) -> Bytes {
    Bytes::from(serde_json::to_vec(answers).expect("answers are plain data"))
}

/// What the respondent answered so far.
///
/// # Errors
///
/// When the store fails.
pub async fn read(store: &Store, respondent: &Respondent) -> Result<Option<Named>, StoreError> {
    let mut rows = store.read("SELECT * FROM ONLY $id", with("id", id_of(respondent))).await?;
    let Some(row) = rows.take::<Option<Row>>(0)? else { return Ok(None) };
    Ok(Some(Named {
        draft: decoded(&row.draft)?,
        sent: row.sent.as_ref().map(decoded).transpose()?,
        version: record::version(row.version)?,
    }))
}

/// Saves a draft over the version that was seen; with `send` also sends it, if nothing is missing. Returns the new version.
///
/// # Errors
///
/// [`NamedRefused`], or the store's.
pub async fn save(
    store: &Store,
    respondent: &Respondent,
    seen: Version,
    answers: &Answers,
    send: bool,
) -> Result<Version, Failed<NamedRefused>> {
    let refuse = |why| Failed::Refused(why);
    let _taking = store.surveys().taking.read().await;
    let survey = &kept::now(store, respondent).await?;
    if survey.contract.mode != Mode::Open {
        return Err(refuse(NamedRefused::Confidential));
    }
    is_taking(survey, store.now()).map_err(|why| refuse(NamedRefused::Taking(why)))?;
    let answers = &answers.clone().tidied();
    let mut wrong = answers.check(&survey.form, survey.contract.attributes.len()).err().unwrap_or_default();
    if send {
        wrong.extend(answers.missing(&survey.form).into_iter().map(Wrong::Missing));
    }
    if !wrong.is_empty() {
        return Err(refuse(NamedRefused::Wrong(wrong)));
    }
    store
        .transact(|| async move {
            let stored = read(store, respondent).await?;
            let was = stored.as_ref().map_or(Version::default(), |stored| stored.version);
            if was != seen {
                return Err(refuse(NamedRefused::Changed));
            }
            let sent = if send { Some(answers.clone()) } else { stored.and_then(|stored| stored.sent) };
            let row = Row {
                id: id_of(respondent),
                draft: encoded(answers),
                sent: sent.as_ref().map(encoded),
                version: i64::from(was.next().0),
            };
            let mut work = Work::new();
            work.add("UPSERT $id CONTENT $row RETURN NONE").bind("id", id_of(respondent)).bind("row", row);
            Ok((work, was.next()))
        })
        .await
}

/// Who has sent answers to a survey in open mode, in order.
pub(super) async fn sent_by(store: &Store, survey: SurveyId) -> Result<Vec<PersonId>, StoreError> {
    let all = record::all_of("named_answer", Uuid::from(survey.uuid()));
    let mut rows = store.read("SELECT VALUE id FROM $all WHERE sent IS NOT NONE", with("all", all)).await?;
    let mut people = Vec::new();
    for id in rows.take::<Vec<RecordId>>(0)? {
        people.push(person_of(&id)?);
    }
    people.sort_unstable();
    Ok(people)
}

/// Whose answer this is.
pub(super) fn person_of(id: &RecordId) -> Result<PersonId, StoreError> {
    match record::second(id)? {
        Value::Uuid(person) => Ok(PersonId::from_uuid((*person).into())),
        _ => Err(StoreError::new("an answer has no person for its id")),
    }
}
