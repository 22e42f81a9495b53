//! What is done every night: what was announced, once its day has come, and then announcing what is due next.

use super::{letters, row, said, there, there_in};
use crate::{
    Failed, Store, StoreError,
    audit::{By, Deed},
    directory,
    directory::Snapshot,
    outbox::Mail,
    review,
    transaction::Work,
};
use jiff::civil::Date;
use std::convert::Infallible;
use waymark::retention::{Announcement, Retention, Texts};

/// How many reviews one transaction empties.
const BATCH: usize = 50;

/// Does what was announced, if its day has come, and announces what is due next. It may be given up at any moment, and be run by two at once:
/// whoever goes on does what is left.
///
/// # Errors
///
/// When the store fails.
pub async fn run(store: &Store, mail: &Mail) -> Result<(), StoreError> {
    while step(store, mail).await? {}
    store.jobs().notify_one();
    Ok(())
}

/// One transaction. Returns whether there is more to do.
pub(crate) async fn step(store: &Store, mail: &Mail) -> Result<bool, StoreError> {
    let done: Result<bool, Failed<Infallible>> = store
        .transact_audited(|| async move {
            let (retention, stored) = row::read(store).await?;
            let seen = directory::read(store).await?;
            let today = seen.day(store.now());
            match &retention.announced {
                None => announce(store, mail, &seen, &retention, stored).await,
                Some(announced) if announced.is_due(today) => {
                    let is_announced = |cycle| announced.texts.iter().any(|texts| texts.cycle == cycle);
                    let left = announced.of_these(&there_in(store, is_announced).await?);
                    match left.first() {
                        Some(texts) => remove(store, texts, stored, today).await,
                        None => end(store, &retention, announced, stored, today).await,
                    }
                }
                Some(_) => Ok((Work::new(), deed("retention.announced", String::new()), false)),
            }
        })
        .await;
    done.map_err(|failed| match failed {
        Failed::Store(error) => error,
        Failed::Refused(never) => match never {},
    })
}

type Step = Result<(Work, Deed, bool), Failed<Infallible>>;

fn deed(action: &'static str, detail: String) -> Deed {
    Deed { by: By::Job, action, subject: "organisation".to_owned(), detail }
}

async fn announce(store: &Store, mail: &Mail, seen: &Snapshot, retention: &Retention, stored: i64) -> Step {
    let mut work = Work::new();
    let next = retention.announce(&there(store).await?, seen.day(store.now()));
    let mut detail = String::new();
    if let Some((next, announced)) = next.as_ref().and_then(|next| Some((next, next.announced.as_ref()?))) {
        row::put(&mut work, stored, next);
        letters::announced(&mut work, store, mail, seen, announced);
        detail = said::announced(announced);
    }
    Ok((work, deed("retention.announced", detail), false))
}

/// Empties some of the reviews of a cycle.
async fn remove(store: &Store, texts: &Texts, stored: i64, today: Date) -> Step {
    let mut work = Work::new();
    // Whoever changes the settings meanwhile calls the rest off.
    row::unchanged(&mut work, stored);
    let people = texts.people.iter().copied().take(BATCH);
    let count = review::empty(store, &mut work, texts.cycle, people, today).await?;
    let removed = [(texts.name.clone(), count)];
    Ok((work, deed("retention.removed", said::removed(&removed)), true))
}

/// Notes that all is done that was announced.
async fn end(store: &Store, retention: &Retention, announced: &Announcement, stored: i64, today: Date) -> Step {
    let reviews = review::all(store).await?;
    let count = |texts: &Texts| {
        let keys = texts.people.iter().map(|person| waymark::review::ReviewKey { cycle: texts.cycle, person: *person });
        let emptied = keys.filter_map(|key| reviews.shelf.find(key)).filter(|review| review.emptied.is_some()).count();
        (texts.name.clone(), emptied)
    };
    let removed: Vec<(String, usize)> = announced.texts.iter().map(count).filter(|(_, count)| *count > 0).collect();
    let detail = said::removed(&removed);
    let mut work = Work::new();
    row::put(&mut work, stored, &retention.done(removed, today));
    Ok((work, deed("retention.done", detail), true))
}
