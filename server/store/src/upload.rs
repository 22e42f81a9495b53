//! Files between being sent and being imported: kept with what was chosen about them, until they are imported, given up, or a
//! day old.

use crate::{
    Store, StoreError,
    access::Administrator,
    record,
    record::unfit,
    survey::history::Wanted,
    transaction::{Work, with},
};
use serde::{Deserialize, Serialize};
use surrealdb::types::{Bytes, RecordId, SurrealValue, Uuid};
use waymark::import::{How, Options};

/// The longest name of a file that is kept, in characters.
const LONGEST_NAME: usize = 200;

/// What was chosen about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// How it is read.
    pub how: How,
    /// What is taken from it.
    pub options: Options,
    /// Of a file with answers to a former survey: whose answers they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responses: Option<Wanted>,
}

/// A file that waits.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its name on the machine it came from.
    pub name: String,
    /// What is in it.
    pub content: Vec<u8>,
    /// What was chosen about it.
    pub choices: Choices,
}

#[derive(SurrealValue)]
struct Row {
    by: RecordId,
    name: String,
    content: Bytes,
    options: String,
}

pub(crate) fn id(uuid: uuid::Uuid) -> RecordId {
    RecordId::new("upload", Uuid::from(uuid))
}

fn as_text(choices: &Choices) -> String {
    serde_json::to_string(choices).expect("choices are plain data")
}

/// Keeps a file; returns by what it is found again.
///
/// # Errors
///
/// When the store fails.
pub async fn keep(
    store: &Store,
    administrator: &Administrator,
    name: &str,
    content: Vec<u8>,
    choices: &Choices,
) -> Result<uuid::Uuid, StoreError> {
    let uuid = uuid::Uuid::new_v4();
    let name: String = name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    let mut work = Work::new();
    work.add("CREATE $upload SET by = $by, at = $at, name = $name, content = $content, options = $options")
        .bind("upload", id(uuid))
        .bind("by", record::person(administrator.person()))
        .bind("at", record::datetime(store.now()))
        .bind("name", name)
        .bind("content", Bytes::from(content))
        .bind("options", as_text(choices));
    store.commit(work).await?;
    Ok(uuid)
}

/// One's own file that waits.
///
/// # Errors
///
/// When the store fails.
pub async fn find(store: &Store, administrator: &Administrator, uuid: uuid::Uuid) -> Result<Option<Upload>, StoreError> {
    let mut rows = store.read("SELECT * FROM ONLY $id", with("id", id(uuid))).await?;
    let Some(row) = rows.take::<Option<Row>>(0)? else { return Ok(None) };
    if record::person_id(&row.by)? != administrator.person() {
        return Ok(None);
    }
    let choices = serde_json::from_str(&row.options).map_err(|error| unfit("choice")(&error))?;
    Ok(Some(Upload { name: row.name, content: row.content.to_vec(), choices }))
}

/// Chooses something else about one's own file.
///
/// # Errors
///
/// When the store fails.
pub async fn choose(store: &Store, administrator: &Administrator, uuid: uuid::Uuid, choices: &Choices) -> Result<(), StoreError> {
    store
        .write(|work| {
            work.add("UPDATE $upload SET options = $options WHERE by = $by")
                .bind("upload", id(uuid))
                .bind("by", record::person(administrator.person()))
                .bind("options", as_text(choices));
        })
        .await
}

/// Gives one's own file up.
///
/// # Errors
///
/// When the store fails.
pub async fn give_up(store: &Store, administrator: &Administrator, uuid: uuid::Uuid) -> Result<(), StoreError> {
    store
        .write(|work| {
            work.add("DELETE $upload WHERE by = $by").bind("upload", id(uuid)).bind("by", record::person(administrator.person()));
        })
        .await
}
