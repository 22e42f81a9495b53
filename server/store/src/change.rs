//! Writing changes to the organisation: in one place, whoever makes them, so that no state can break a rule.

use crate::{
    Failed, Store, StoreError,
    access::Administrator,
    audit::{By, Deed},
    directory::{self, Snapshot},
    live::Ended,
    person, post, project, record,
    record::unfit,
    team,
    transaction::{Work, with},
};
use jiff::{SignedDuration, Timestamp};
use surrealdb::types::{RecordId, SurrealValue, Uuid};
use waymark::{
    PersonId,
    change::{Broken, Change, Changes, UndoRefused},
    person::Person,
};

/// How long a change can be taken back.
const UNDOABLE: SignedDuration = SignedDuration::from_hours(24);

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// With what it can be taken back; `None` where it cannot, or where nothing was changed.
    pub undo: Option<uuid::Uuid>,
}

/// What the audit chain will say of a change.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) action: &'static str,
    pub(crate) subject: String,
    pub(crate) detail: String,
}

/// Adds to a transaction that the organisation is changed by it, on what was `seen` of it: if somebody else changed it
/// since, it is built anew.
pub(crate) fn count(work: &mut Work, seen: &Snapshot) {
    directory::unchanged(work, seen);
    work.add("UPSERT $revision SET number = $seen + 1");
}

/// Adds changes to a transaction, and the count of them.
///
/// # Errors
///
/// [`Broken`], the first rule that would no longer hold.
pub(crate) fn write(work: &mut Work, seen: &Snapshot, changes: &Changes) -> Result<(), Broken> {
    changes.check(&seen.directory)?;
    count(work, seen);
    let number = seen.number + 1;
    readdress(work, &changes.people);
    rows(work, "person", &changes.people, |person| person::Row::of(person, number));
    rows(work, "team", &changes.teams, |team| team::Row::of(team, number));
    rows(work, "post", &changes.posts, post::Row::of);
    rows(work, "project", &changes.projects, project::Row::of);
    let left =
        changes.people.iter().filter(|change| !change.after.active && change.before.as_ref().is_some_and(|before| before.active));
    let left: Vec<PersonId> = left.map(|change| change.after.id).collect();
    if !left.is_empty() {
        work.ends(left.iter().copied().map(Ended::Of));
        let left: Vec<RecordId> = left.into_iter().map(record::person).collect();
        // Who left is signed out everywhere, and no link lets them in again.
        work.add("DELETE session WHERE person IN $left").add("DELETE link WHERE person IN $left").bind("left", left);
    }
    Ok(())
}

/// Whoever gets another address gives up the old one first, so that it can be somebody else's; and what was sent to the old
/// one lets nobody in any more.
fn readdress(work: &mut Work, people: &[Change<Person>]) {
    let changed = people.iter().filter_map(|change| Some((change.before.as_ref()?, &change.after)));
    let changed = changed.filter(|(before, after)| before.email.is_some() && before.email != after.email);
    let (without, with): (Vec<_>, Vec<_>) = changed.partition(|(_, after)| after.email.is_none());
    let ids = |some: &[(&Person, &Person)]| some.iter().map(|(_, after)| record::person(after.id)).collect::<Vec<_>>();
    if !without.is_empty() {
        work.add("DELETE session WHERE person IN $addressless").bind("addressless", ids(&without));
        work.ends(without.iter().map(|(_, after)| Ended::Of(after.id)));
    }
    let all: Vec<_> = ids(&without).into_iter().chain(ids(&with)).collect();
    if !all.is_empty() {
        work.add("UPDATE $readdressed SET email = NONE RETURN NONE")
            .add("DELETE link WHERE person IN $readdressed")
            .bind("readdressed", all);
    }
}

fn rows<T, R: SurrealValue>(work: &mut Work, table: &str, changes: &[Change<T>], row: impl Fn(&T) -> R) {
    let (new, old): (Vec<_>, Vec<_>) = changes.iter().partition(|change| change.before.is_none());
    // The old ones first: what they give up may be what a new one takes.
    if !old.is_empty() {
        work.add(&format!("FOR $row IN $old_{table} {{ UPDATE $row.id CONTENT $row RETURN NONE }}"))
            .bind(&format!("old_{table}"), old.iter().map(|change| row(&change.after)).collect::<Vec<_>>());
    }
    if !new.is_empty() {
        work.add(&format!("INSERT INTO {table} $new_{table} RETURN NONE"))
            .bind(&format!("new_{table}"), new.iter().map(|change| row(&change.after)).collect::<Vec<_>>());
    }
}

/// Decides on a change from the organisation as it is, writes it, and keeps how to take it back.
///
/// # Errors
///
/// What `decide` refuses; a rule that would no longer hold; or the store's.
pub(crate) async fn reorganise<R: From<Broken>>(
    store: &Store,
    administrator: &Administrator,
    decide: impl Fn(&Snapshot) -> Result<(Changes, Told), R>,
) -> Result<Done, Failed<R>> {
    let decide = &decide;
    reorganise_reading(store, administrator, || async move {
        let seen = directory::read(store).await?;
        decide(&seen).map_err(Failed::Refused)
    })
    .await
}

/// The same, for what must read more than the directory to decide.
pub(crate) async fn reorganise_reading<R: From<Broken>, Deciding>(
    store: &Store,
    administrator: &Administrator,
    decide: impl Fn() -> Deciding,
) -> Result<Done, Failed<R>>
where
    Deciding: Future<Output = Result<(Changes, Told), Failed<R>>>,
{
    let (decide, by, id) = (&decide, administrator.person(), uuid::Uuid::new_v4());
    store
        .transact_audited(|| async move {
            // Read first: if it is old by the time of writing, the count says so.
            let seen = directory::read(store).await?;
            let (changes, told) = decide().await?;
            let mut work = Work::new();
            if changes.is_empty() {
                return Ok((work, deed(by, told), Done { undo: None }));
            }
            write(&mut work, &seen, &changes).map_err(|broken| Failed::Refused(broken.into()))?;
            keep(&mut work, id, by, store.now(), told.action, &changes.inverse());
            Ok((work, deed(by, told), Done { undo: Some(id) }))
        })
        .await
}

fn deed(by: PersonId, told: Told) -> Deed {
    Deed { by: By::Person(by), action: told.action, subject: told.subject, detail: told.detail }
}

fn keep(work: &mut Work, id: uuid::Uuid, by: PersonId, now: Timestamp, action: &str, inverse: &Changes) {
    work.add("CREATE $undo SET by = $undo_by, at = $undo_at, action = $undo_action, changes = $undo_changes")
        .bind("undo", undo_id(id))
        .bind("undo_by", record::person(by))
        .bind("undo_at", record::datetime(now))
        .bind("undo_action", action.to_owned())
        .bind("undo_changes", serde_json::to_string(inverse).expect("changes are plain data"));
}

fn undo_id(id: uuid::Uuid) -> RecordId {
    RecordId::new("undo", Uuid::from(id))
}

#[derive(SurrealValue)]
struct Row {
    by: RecordId,
    at: surrealdb::types::Datetime,
    action: String,
    changes: String,
}

/// Takes back one's own change, unless what it changed was changed again since.
///
/// # Errors
///
/// [`UndoRefused`], or the store's.
pub async fn undo(store: &Store, administrator: &Administrator, id: uuid::Uuid) -> Result<(), Failed<UndoRefused>> {
    let by = administrator.person();
    store
        .transact_audited(|| async move {
            let seen = directory::read(store).await?;
            let mut rows = store.read("SELECT * FROM ONLY $id", with("id", undo_id(id))).await?;
            let row: Row = rows.take::<Option<Row>>(0)?.ok_or(Failed::Refused(UndoRefused::Gone))?;
            if record::person_id(&row.by)? != by || record::timestamp(row.at)? + UNDOABLE < store.now() {
                return Err(Failed::Refused(UndoRefused::Gone));
            }
            let mut changes: Changes = serde_json::from_str(&row.changes).map_err(|error| unfit("change")(&error))?;
            // Days may have passed since.
            let today = seen.day(store.now());
            changes.people.iter_mut().filter(|change| change.after.active).for_each(|change| change.after.settle(today));
            outdated(store, &seen, &changes).await?.map_or(Ok(()), |name| Err(Failed::Refused(UndoRefused::Outdated(name))))?;
            for change in changes.projects.iter().filter(|change| change.after.active) {
                if project::is_taken(store, &change.after).await? {
                    let name = change.after.name.to_string();
                    return Err(Failed::Refused(UndoRefused::Broken(Broken::NameTaken { name })));
                }
            }
            let mut work = Work::new();
            write(&mut work, &seen, &changes).map_err(|broken| Failed::Refused(UndoRefused::Broken(broken)))?;
            work.add("DELETE $undo").bind("undo", undo_id(id));
            let told = Told { action: "change.undone", subject: id.to_string(), detail: row.action };
            Ok((work, deed(by, told), ()))
        })
        .await
}

/// Whose record is not any more as the change left it.
async fn outdated(store: &Store, seen: &Snapshot, changes: &Changes) -> Result<Option<String>, StoreError> {
    let is = |before: &Option<waymark::Version>, now: Option<waymark::Version>| *before == now;
    for change in &changes.people {
        let now = seen.directory.person(change.after.id).map(|person| person.version);
        if !is(&change.before.as_ref().map(|before| before.version), now) {
            return Ok(Some(change.after.name.to_string()));
        }
    }
    for change in &changes.teams {
        let now = seen.directory.team(change.after.id).map(|team| team.version);
        if !is(&change.before.as_ref().map(|before| before.version), now) {
            return Ok(Some(change.after.name.to_string()));
        }
    }
    for change in &changes.projects {
        let now = project::find(store, change.after.id).await?.map(|project| project.version);
        if !is(&change.before.as_ref().map(|before| before.version), now) {
            return Ok(Some(change.after.name.to_string()));
        }
    }
    for change in &changes.posts {
        if post::find(store, &change.after.key).await? != change.before {
            return Ok(Some(change.after.told.name.to_string()));
        }
    }
    Ok(None)
}
