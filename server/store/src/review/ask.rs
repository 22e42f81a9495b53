//! Peers: asked by who holds a review, and what they write.

use super::{
    half::{SaveFailed, put_text},
    row::{touch, writing},
    write::{changed, current, held},
};
use crate::{
    Failed, Store, StoreError,
    access::{AskedPeer, Holder},
    directory::{self, Snapshot},
    outbox::{self, Mail},
    transaction::Work,
};
use std::sync::Arc;
use waymark::{
    PersonId,
    review::{Edit, PeerState, Refused, Review, Role, Side, Writing},
};

/// The review, for its manager's side.
async fn managed(store: &Store, holder: &Holder) -> Result<Arc<Review>, Failed<Refused>> {
    match holder.side() {
        Side::Manager => held(store, holder).await,
        Side::Own => Err(Failed::Refused(Refused::HandedOver)),
    }
}

/// What a peer is written: the first time, and to remind them.
fn letter(work: &mut Work, store: &Store, mail: &Mail, seen: &Snapshot, review: &Review, peer: PersonId, is_first: bool) {
    let (Some(base), Some(asked)) = (mail.base(), review.peer(peer)) else { return };
    let Some(person) = seen.directory.person(peer).filter(|person| person.active) else { return };
    let name = |id: PersonId| seen.directory.person(id).map(|person| person.name.to_string()).unwrap_or_default();
    let (manager, about) = (name(asked.by), name(review.key.person));
    let sees = if asked.open {
        format!(
            "{manager}, or who takes the review over, sees what you write, and {about} does, with your name, once both halves of the review are shown."
        )
    } else {
        format!("Only {manager} sees what you write, or who takes the review over.")
    };
    let day = review.dates.prepare.strftime("%A, %-d %B");
    let words = if asked.about.is_empty() { String::new() } else { format!("“{}”\n\n", asked.about) };
    let first = person.name.first();
    let beginning = if is_first {
        format!("{manager} asks you about your work with {about}, by {day}.")
    } else {
        format!("{manager} asked you about your work with {about}, by {day}, and has no answer yet.")
    };
    let text = format!(
        "Hello {first},\n\n{beginning}\n\n{words}{sees} It takes about five minutes, and you may decline:\n\n    {base}{}\n",
        review.key.input_page()
    );
    let subject =
        if is_first { format!("About your work with {about}") } else { format!("Reminder: about your work with {about}") };
    outbox::queue(work, store.now(), uuid::Uuid::new_v4(), person, &subject, text);
}

/// Does something with a review of which a peer learns by a letter, if they are here.
async fn write_to(
    store: &Store,
    holder: &Holder,
    mail: &Mail,
    peer: PersonId,
    is_first: bool,
    done: impl Fn(&Review) -> Result<Review, Refused>,
) -> Result<Arc<Review>, Failed<Refused>> {
    let done = &done;
    let written = store
        .transact(|| async move {
            let review = managed(store, holder).await?;
            let seen = directory::read(store).await?;
            if !seen.directory.person(peer).is_some_and(|peer| peer.active) {
                return Err(Failed::Refused(Refused::Left));
            }
            let after = done(&review).map_err(Failed::Refused)?;
            let mut work = changed(&review, &after);
            letter(&mut work, store, mail, &seen, &after, peer, is_first);
            Ok((work, Arc::new(after)))
        })
        .await?;
    store.jobs().notify_one();
    Ok(written)
}

/// Asks somebody about the person's work; they get a letter.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn ask(
    store: &Store,
    holder: &Holder,
    mail: &Mail,
    peer: PersonId,
    open: bool,
    about: &str,
) -> Result<Arc<Review>, Failed<Refused>> {
    write_to(store, holder, mail, peer, true, |review| review.ask(peer, holder.person(), open, about, store.now())).await
}

/// Reminds a peer who has not answered; they get a letter.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn remind(store: &Store, holder: &Holder, mail: &Mail, peer: PersonId) -> Result<Arc<Review>, Failed<Refused>> {
    write_to(store, holder, mail, peer, false, |review| review.remind(peer, store.now())).await
}

/// Asks a peer no more who has not answered. What they drafted is removed.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn ask_no_more(store: &Store, holder: &Holder, peer: PersonId) -> Result<Arc<Review>, Failed<Refused>> {
    store
        .transact(|| async move {
            let review = managed(store, holder).await?;
            let without = review.ask_no_more(peer).map_err(Failed::Refused)?;
            let mut work = changed(&review, &without);
            work.add("DELETE $input RETURN NONE").bind("input", super::row::writing_of(review.key, Role::Input, peer));
            Ok((work, Arc::new(without)))
        })
        .await
}

/// The review as it is now, if they are still asked in it.
async fn asking(store: &Store, peer: &AskedPeer) -> Result<Arc<Review>, Failed<Refused>> {
    let review = current(store, peer.key()).await?;
    match review.peer(peer.person()).map(|asked| asked.state) {
        None => Err(Failed::Refused(Refused::Unknown)),
        Some(PeerState::Asked) if review.is_signed() => Err(Failed::Refused(Refused::Over)),
        Some(PeerState::Asked) => Ok(review),
        Some(PeerState::Given { .. } | PeerState::Declined { .. }) => Err(Failed::Refused(Refused::AnsweredAlready)),
    }
}

/// What a peer wrote themselves.
///
/// # Errors
///
/// When the store fails.
pub async fn own_input(store: &Store, peer: &AskedPeer) -> Result<Writing, StoreError> {
    Ok(writing(store, peer.key(), Role::Input, peer.person()).await?.0)
}

/// Saves what a peer writes, before they give it.
///
/// # Errors
///
/// [`SaveFailed`], or the store's.
pub async fn save_input(store: &Store, peer: &AskedPeer, edits: &[Edit]) -> Result<Writing, Failed<SaveFailed>> {
    store
        .transact(|| async move {
            let review = asking(store, peer).await.map_err(|failed| match failed {
                Failed::Refused(why) => Failed::Refused(SaveFailed::Review(why)),
                Failed::Store(error) => Failed::Store(error),
            })?;
            put_text(store, &review, Role::Input, peer.person(), edits).await
        })
        .await
}

/// A peer gives what they wrote.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn give(store: &Store, peer: &AskedPeer) -> Result<Arc<Review>, Failed<Refused>> {
    store
        .transact(|| async move {
            let review = asking(store, peer).await?;
            let (input, seen) = writing(store, review.key, Role::Input, peer.person()).await?;
            let given = review.give(peer.person(), &input, store.now()).map_err(Failed::Refused)?;
            let mut work = changed(&review, &given);
            touch(&mut work, review.key, Role::Input, peer.person(), seen);
            Ok((work, Arc::new(given)))
        })
        .await
}

/// A peer would rather not. What they drafted is removed.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn decline(store: &Store, peer: &AskedPeer) -> Result<Arc<Review>, Failed<Refused>> {
    store
        .transact(|| async move {
            let review = asking(store, peer).await?;
            let declined = review.decline(peer.person(), store.now()).map_err(Failed::Refused)?;
            let mut work = changed(&review, &declined);
            work.add("DELETE $input RETURN NONE").bind("input", super::row::writing_of(review.key, Role::Input, peer.person()));
            Ok((work, Arc::new(declined)))
        })
        .await
}
