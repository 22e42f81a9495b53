//! Questionnaires in the store: what is edited, and the versions that surveys use, which never change.

use crate::{
    Failed, Store, StoreError,
    access::Administrator,
    audit::{By, Deed},
    import::Importer,
    record,
    record::unfit,
    transaction::{Work, with},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue};
use waymark::{
    Version,
    questionnaire::{self, Problem, Questionnaire, Slug},
};

#[derive(SurrealValue)]
struct Row {
    content: String,
    frozen: i64,
    retired: bool,
    version: i64,
}

/// A questionnaire as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// As it is edited.
    pub form: Questionnaire,
    /// How many versions of it surveys use; the newest has this number.
    pub frozen: u32,
    /// Whether it is offered no more.
    pub retired: bool,
    /// How often it was edited.
    pub version: Version,
}

impl Row {
    fn kept(self) -> Result<Kept, StoreError> {
        Ok(Kept {
            form: read(&self.content)?,
            frozen: u32::try_from(self.frozen).map_err(|error| unfit("questionnaire's number")(&error))?,
            retired: self.retired,
            version: record::version(self.version)?,
        })
    }

    fn of(kept: &Kept) -> Self {
        Self {
            content: written(&kept.form),
            frozen: i64::from(kept.frozen),
            retired: kept.retired,
            version: i64::from(kept.version.0),
        }
    }
}

fn read(content: &str) -> Result<Questionnaire, StoreError> {
    serde_json::from_str(content).map_err(|error| unfit("questionnaire")(&error))
}

fn written(form: &Questionnaire) -> String {
    serde_json::to_string(form).expect("a questionnaire is plain data")
}

/// SHA-256 of a questionnaire as it is stored, in hexadecimal digits.
pub(crate) fn hash(form: &Questionnaire) -> String {
    record::hex(&Sha256::digest(written(form)))
}

fn id_of(id: &Slug) -> RecordId {
    RecordId::new("questionnaire", id.as_str())
}

fn version_of(id: &str, number: u32) -> RecordId {
    record::pair("questionnaire_version", id.to_owned(), i64::from(number))
}

/// Why a questionnaire stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refused {
    /// It breaks rules.
    Problems(Vec<Problem>),
    /// Another questionnaire has this id.
    Taken,
    /// There is no such questionnaire.
    Unknown,
    /// It was changed meanwhile.
    Changed,
}

/// The most questionnaires that a list gives.
const MOST: i64 = 500;

/// Every questionnaire, by title.
///
/// # Errors
///
/// When the store fails.
pub async fn list(store: &Store) -> Result<Vec<Kept>, StoreError> {
    let mut rows = store.read("SELECT * FROM questionnaire LIMIT $most", with("most", MOST)).await?;
    let mut all = rows.take::<Vec<Row>>(0)?.into_iter().map(Row::kept).collect::<Result<Vec<_>, _>>()?;
    all.sort_by(|a, b| (a.retired, &a.form.title, &a.form.id).cmp(&(b.retired, &b.form.title, &b.form.id)));
    Ok(all)
}

/// The questionnaire with this id.
///
/// # Errors
///
/// When the store fails.
pub async fn find(store: &Store, id: &Slug) -> Result<Option<Kept>, StoreError> {
    let mut rows = store.read("SELECT * FROM ONLY $id", with("id", id_of(id))).await?;
    rows.take::<Option<Row>>(0)?.map(Row::kept).transpose()
}

#[derive(SurrealValue)]
struct VersionRow {
    content: String,
}

/// One of the versions that surveys use.
///
/// # Errors
///
/// When the store fails.
pub async fn version(store: &Store, id: &str, number: u32) -> Result<Option<Questionnaire>, StoreError> {
    let mut rows = store.read("SELECT content FROM ONLY $id", with("id", version_of(id, number))).await?;
    rows.take::<Option<VersionRow>>(0)?.map(|row| read(&row.content)).transpose()
}

/// Puts the questions of the program's bank into the store, those that are not there yet.
pub(crate) async fn stock(store: &Store) -> Result<(), StoreError> {
    let bank = questionnaire::bank();
    let mut rows = store.read("SELECT VALUE id FROM questionnaire LIMIT $most", with("most", MOST)).await?;
    let there: Vec<RecordId> = rows.take(0)?;
    let is_missing = |form: &&Questionnaire| !there.iter().any(|id| id.key == RecordIdKey::String(form.id.to_string()));
    let missing: Vec<_> = bank.iter().filter(is_missing).collect();
    store
        .write(|work| {
            for form in &missing {
                let part = work.part();
                let kept = Kept { form: (*form).clone(), frozen: 0, retired: false, version: Version::default() };
                work.add(&format!("INSERT IGNORE INTO questionnaire {{ id: $form_{part}, content: $row_{part}.content, frozen: 0, retired: false, version: 0 }}"))
                    .bind(&format!("form_{part}"), id_of(&form.id))
                    .bind(&format!("row_{part}"), Row::of(&kept));
            }
        })
        .await
}

fn deed(by: By, action: &'static str, form: &Questionnaire) -> Deed {
    Deed { by, action, subject: form.id.to_string(), detail: form.title.clone() }
}

fn put(work: &mut Work, kept: &Kept) {
    work.add("UPSERT $questionnaire CONTENT $questionnaire_row")
        .bind("questionnaire", id_of(&kept.form.id))
        .bind("questionnaire_row", Row::of(kept));
}

/// Adds a questionnaire.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn create(store: &Store, administrator: &Administrator, form: &Questionnaire) -> Result<(), Failed<Refused>> {
    add(store, By::Person(administrator.person()), form).await
}

async fn add(store: &Store, by: By, form: &Questionnaire) -> Result<(), Failed<Refused>> {
    form.check().map_err(|problems| Failed::Refused(Refused::Problems(problems)))?;
    store
        .transact_audited(|| async move {
            if find(store, &form.id).await?.is_some() {
                return Err(Failed::Refused(Refused::Taken));
            }
            let mut work = Work::new();
            put(&mut work, &Kept { form: form.clone(), frozen: 0, retired: false, version: Version::default() });
            Ok((work, deed(by, "questionnaire.created", form), ()))
        })
        .await
}

/// Changes the questionnaire with this id over the version that was seen; returns the new version.
async fn change(
    store: &Store,
    by: By,
    id: &Slug,
    seen: Version,
    action: &'static str,
    change: impl Fn(&mut Kept),
) -> Result<Version, Failed<Refused>> {
    let change = &change;
    store
        .transact_audited(|| async move {
            let mut kept = find(store, id).await?.ok_or(Failed::Refused(Refused::Unknown))?;
            if kept.version != seen {
                return Err(Failed::Refused(Refused::Changed));
            }
            let before = kept.clone();
            change(&mut kept);
            let mut work = Work::new();
            if kept != before {
                kept.version = kept.version.next();
                put(&mut work, &kept);
            }
            Ok((work, deed(by, action, &kept.form), kept.version))
        })
        .await
}

/// Saves what was edited; its id stays. Versions that surveys use do not change.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn save(
    store: &Store,
    administrator: &Administrator,
    seen: Version,
    form: &Questionnaire,
) -> Result<Version, Failed<Refused>> {
    form.check().map_err(|problems| Failed::Refused(Refused::Problems(problems)))?;
    let by = By::Person(administrator.person());
    change(store, by, &form.id, seen, "questionnaire.changed", |kept| kept.form = form.clone()).await
}

/// Takes a questionnaire over from a file: over the version of it that was seen, or as a new one where none was seen. Returns
/// its version.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn import(
    store: &Store,
    importer: Importer,
    seen: Option<Version>,
    form: &Questionnaire,
) -> Result<Version, Failed<Refused>> {
    let Some(seen) = seen else { return add(store, importer.by(), form).await.map(|()| Version::default()) };
    form.check().map_err(|problems| Failed::Refused(Refused::Problems(problems)))?;
    change(store, importer.by(), &form.id, seen, "questionnaire.imported", |kept| kept.form = form.clone()).await
}

/// Offers a questionnaire no more, or again.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn retire(
    store: &Store,
    administrator: &Administrator,
    id: &Slug,
    seen: Version,
    retired: bool,
) -> Result<Version, Failed<Refused>> {
    let action = if retired { "questionnaire.retired" } else { "questionnaire.restored" };
    change(store, By::Person(administrator.person()), id, seen, action, |kept| kept.retired = retired).await
}

/// The number of the version that a survey will use: the newest, where nothing was edited since, else a new one, which is
/// added to the transaction.
pub(crate) async fn freeze(store: &Store, work: &mut Work, kept: &Kept) -> Result<u32, StoreError> {
    let id = kept.form.id.as_str();
    if kept.frozen > 0 && version(store, id, kept.frozen).await?.as_ref() == Some(&kept.form) {
        return Ok(kept.frozen);
    }
    let number = kept.frozen + 1;
    put(work, &Kept { frozen: number, ..kept.clone() });
    freeze_as(work, &kept.form, number);
    Ok(number)
}

/// The same for questions that were asked elsewhere: they become a version of their own, and what is edited here stays as it is.
pub(crate) async fn freeze_former(store: &Store, work: &mut Work, form: &Questionnaire) -> Result<u32, StoreError> {
    let stored = find(store, &form.id).await?;
    let new = || Kept { form: form.clone(), frozen: 0, retired: false, version: Version::default() };
    let edited = stored.unwrap_or_else(new);
    let number = edited.frozen + 1;
    put(work, &Kept { frozen: number, ..edited });
    freeze_as(work, form, number);
    Ok(number)
}

/// Adds a version to a transaction.
fn freeze_as(work: &mut Work, form: &Questionnaire, number: u32) {
    work.add("CREATE $questionnaire_version SET content = $questionnaire_content")
        .bind("questionnaire_version", version_of(form.id.as_str(), number))
        .bind("questionnaire_content", written(form));
}
