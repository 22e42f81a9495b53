//! Retention in the store: how long what is kept, what will be removed, and removing it.
//!
//! *Architecture invariant:* nothing is removed that was not announced, in a letter to all administrators and on their page, with seven whole days
//! in between. What changes here is one record, and every change of it is told in the audit chain by the transaction that makes it.

mod letters;
mod row;
mod run;
mod said;

pub use run::run;
#[cfg(test)]
pub(crate) use run::step;

use crate::{
    Failed, Store, StoreError,
    access::Administrator,
    audit::{By, Deed},
    directory,
    directory::Snapshot,
    outbox::Mail,
    review, survey,
    transaction::Work,
};
use jiff::civil::Date;
use waymark::{
    CycleId, Version,
    retention::{Announcement, Gone, Refused, Retention, Settings, Texts},
};

/// What settings would lead to today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// What would be announced, if these were set now.
    pub announced: Option<Announcement>,
    /// Who left so long ago.
    pub gone: Gone,
}

/// How long what is kept, what will be removed next and what was removed last.
///
/// # Errors
///
/// When the store fails.
pub async fn settings(store: &Store, _: &Administrator) -> Result<Retention, StoreError> {
    Ok(row::read(store).await?.0)
}

/// What was written in the reviews of the cycles that are closed: who has no text there is not named.
async fn there(store: &Store) -> Result<Vec<Texts>, StoreError> {
    there_in(store, |_| true).await
}

/// The same of these cycles alone.
async fn there_in(store: &Store, is_asked_for: impl Fn(CycleId) -> bool) -> Result<Vec<Texts>, StoreError> {
    let surveys = survey::all(store).await?;
    let mut there = Vec::new();
    for cycle in surveys.cycles().filter(|cycle| cycle.closed && is_asked_for(cycle.id)) {
        let people = review::with_texts(store, cycle.id).await?;
        if !people.is_empty() {
            there.push(Texts { cycle: cycle.id, name: cycle.name.to_string(), over: cycle.dates.ends, people });
        }
    }
    Ok(there)
}

fn gone(seen: &Snapshot, settings: Settings, today: Date) -> Gone {
    let left = seen.directory.left().iter().filter_map(|id| seen.directory.person(*id));
    settings.gone(left.map(|person| (person.id, person.left)), today)
}

/// What settings would lead to, if they were set today. Nothing is changed.
///
/// # Errors
///
/// [`Refused::Months`], or the store's.
pub async fn preview(store: &Store, _: &Administrator, settings: Settings) -> Result<Preview, Failed<Refused>> {
    settings.check().map_err(Failed::Refused)?;
    let seen = directory::read(store).await?;
    let today = seen.day(store.now());
    let announced = Announcement::of(settings, &there(store).await?, today);
    Ok(Preview { announced, gone: gone(&seen, settings, today) })
}

/// Says how long what is kept, over the version that was seen; returns the new one. What was announced is taken back, and announced anew as far as it
/// is still due. All administrators get a letter where something was or is announced.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn set(
    store: &Store,
    administrator: &Administrator,
    mail: &Mail,
    version: Version,
    settings: Settings,
) -> Result<Version, Failed<Refused>> {
    let by = By::Person(administrator.person());
    let set = store
        .transact_audited(|| async move {
            let (before, stored) = row::read(store).await?;
            let seen = directory::read(store).await?;
            let today = seen.day(store.now());
            let after = before.set(version, settings, &there(store).await?, today).map_err(Failed::Refused)?;
            let mut work = Work::new();
            if after != before {
                row::put(&mut work, stored, &after);
                letters::changed(&mut work, store, mail, &seen, &before, &after);
            }
            let deed =
                Deed { by, action: "retention.changed", subject: "organisation".to_owned(), detail: said::changed(&after) };
            Ok((work, deed, after.version))
        })
        .await?;
    store.jobs().notify_one();
    Ok(set)
}
