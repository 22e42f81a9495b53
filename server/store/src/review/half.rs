//! The two halves: written by their sides, and read as far as they are shown.

use super::{
    row::{self, touch, write, writing},
    write::{changed, held},
};
use crate::{
    Failed, Store, StoreError,
    access::{Actor, Holder},
    directory, goal, questionnaire,
    transaction::Work,
};
use std::{collections::BTreeMap, sync::Arc};
use waymark::{
    GoalId, PersonId,
    questionnaire::Questionnaire,
    review::{Both, Edit, PeerState, Refused, Review, Role, SaveRefused, Side, Slot, Writing, is_looked_back_on},
};

/// What somebody wrote.
#[derive(Clone, Debug, PartialEq)]
pub struct Half {
    /// Who.
    pub author: PersonId,
    /// What.
    pub writing: Writing,
}

/// A review as one of its sides sees it.
#[derive(Clone, Debug)]
pub struct Open {
    /// How far it is.
    pub review: Arc<Review>,
    /// What is asked.
    pub form: Questionnaire,
    /// The reader's half, and the other one once it is shown.
    pub halves: Both<Option<Half>>,
    /// The reader's own notes, of the manager's side.
    pub notes: Option<Writing>,
    /// What peers gave, as far as it is the reader's to see, by who they are.
    pub inputs: BTreeMap<PersonId, Writing>,
}

/// The form that a review asks.
async fn form_of(store: &Store, review: &Review) -> Result<Questionnaire, StoreError> {
    let form = questionnaire::version(store, review.form.id.as_str(), review.form.number).await?;
    form.ok_or_else(|| StoreError::new(format!("version {} of {} is gone", review.form.number, review.form.id)))
}

/// A review as one of its sides sees it: nobody else's half before it is shown, nobody else's notes ever, and of peers what is theirs to see.
///
/// # Errors
///
/// When the store fails.
pub async fn read(store: &Store, holder: &Holder) -> Result<Option<Open>, StoreError> {
    let Some(review) = super::find(store, holder.key()).await? else { return Ok(None) };
    let side = holder.side();
    if review.side_of(holder.person()) != Some(side) {
        return Ok(None);
    }
    let today = directory::read(store).await?.day(store.now());
    let mut halves = Both::default();
    for one in Side::BOTH {
        if one == side || review.is_revealed(one, today) {
            let author = review.author(one);
            let (writing, _) = writing(store, review.key, Role::Half, author).await?;
            *halves.of_mut(one) = Some(Half { author, writing });
        }
    }
    let notes = match side {
        Side::Manager => Some(writing(store, review.key, Role::Notes, holder.person()).await?.0),
        Side::Own => None,
    };
    let is_open = review.is_open(today);
    let is_seen = |peer: &&waymark::review::Peer| {
        matches!(peer.state, PeerState::Given { .. }) && (side == Side::Manager || peer.open && is_open)
    };
    let mut inputs = BTreeMap::new();
    for peer in review.peers.iter().filter(is_seen) {
        inputs.insert(peer.person, writing(store, review.key, Role::Input, peer.person).await?.0);
    }
    let form = form_of(store, &review).await?;
    Ok(Some(Open { review, form, halves, notes, inputs }))
}

/// What somebody wrote as a manager in a review that they hold no more: it is still theirs to read.
#[derive(Clone, Debug)]
pub struct LeftBehind {
    /// The review.
    pub review: Arc<Review>,
    /// What is asked.
    pub form: Questionnaire,
    /// Their half, as they left it.
    pub half: Writing,
    /// Their own notes.
    pub notes: Writing,
}

/// What the actor wrote in a review that they held once and somebody else holds by now; nothing for anybody else.
///
/// # Errors
///
/// When the store fails.
pub async fn left_behind(store: &Store, actor: &Actor, review: &Arc<Review>) -> Result<Option<LeftBehind>, StoreError> {
    if review.side_of(actor.id()).is_some() || !review.former.contains(&actor.id()) {
        return Ok(None);
    }
    let (half, _) = writing(store, review.key, Role::Half, actor.id()).await?;
    let (notes, _) = writing(store, review.key, Role::Notes, actor.id()).await?;
    let form = form_of(store, review).await?;
    Ok(Some(LeftBehind { review: Arc::clone(review), form, half, notes }))
}

fn not_saved(why: Refused) -> Failed<SaveFailed> {
    Failed::Refused(SaveFailed::Review(why))
}

/// Why nothing was saved.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum SaveFailed {
    /// Because of the review.
    Review(Refused),
    /// Because of what was to be saved.
    Text(SaveRefused),
}

fn lifted(failed: Failed<Refused>) -> Failed<SaveFailed> {
    match failed {
        Failed::Refused(why) => not_saved(why),
        Failed::Store(error) => Failed::Store(error),
    }
}

/// Which goals are graded in a review.
async fn graded(store: &Store, review: &Review) -> Result<Vec<GoalId>, StoreError> {
    let goals = goal::all(store).await?;
    let owned = goals.tree.owned_by(review.key.person);
    Ok(owned.filter(|goal| is_looked_back_on(review, goal)).map(|goal| goal.id).collect())
}

/// Saves fields of one's half that the other side has not seen. Returns what stands there then.
///
/// # Errors
///
/// [`SaveFailed`], or the store's.
pub async fn save(store: &Store, holder: &Holder, edits: &[Edit]) -> Result<Writing, Failed<SaveFailed>> {
    put_half(store, holder, |review, form, goals, half, today| {
        if review.is_revealed(holder.side(), today) {
            return Err(SaveRefused::Seen);
        }
        half.save(edits, |slot, text| Role::Half.fits(holder.side(), form, |id| goals.contains(&id), slot, text))
    })
    .await
}

/// Changes a field that the other side has seen: what stood there before stays to be read.
///
/// # Errors
///
/// [`SaveFailed`], or the store's.
pub async fn amend(store: &Store, holder: &Holder, edit: &Edit) -> Result<Writing, Failed<SaveFailed>> {
    let now = store.now();
    put_half(store, holder, |review, form, goals, half, today| {
        // Until then nobody has seen it: it is changed without a word.
        let fits = |slot: &Slot, text: &str| Role::Half.fits(holder.side(), form, |id| goals.contains(&id), slot, text);
        if review.is_revealed(holder.side(), today) {
            half.amend(edit, now, fits)
        } else {
            half.save(std::slice::from_ref(edit), fits)
        }
    })
    .await
}

async fn put_half(
    store: &Store,
    holder: &Holder,
    saved: impl Fn(&Review, &Questionnaire, &[GoalId], &Writing, jiff::civil::Date) -> Result<Writing, SaveRefused>,
) -> Result<Writing, Failed<SaveFailed>> {
    let (saved, side) = (&saved, holder.side());
    store
        .transact(|| async move {
            let review = held(store, holder).await.map_err(lifted)?;
            let author = review.author(side);
            if author != holder.person() {
                // What a former manager shared is theirs.
                return Err(not_saved(Refused::HandedOver));
            }
            let form = form_of(store, &review).await?;
            let goals = graded(store, &review).await?;
            let today = directory::read(store).await?.day(store.now());
            let (before, seen) = writing(store, review.key, Role::Half, author).await?;
            let after = match saved(&review, &form, &goals, &before, today) {
                Err(SaveRefused::Nothing) => return Ok((Work::new(), before)),
                after => after.map_err(|why| Failed::Refused(SaveFailed::Text(why)))?,
            };
            // Only the first word changes the review: so many save at once, and each reads all of them anew.
            let mut work = if *review.begun.of(side) { row::about(&review) } else { changed(&review, &review.begin(side)) };
            write(&mut work, review.key, Role::Half, author, seen, &after);
            Ok((work, after))
        })
        .await
}

/// Saves the manager's own notes.
///
/// # Errors
///
/// [`SaveFailed`], or the store's.
pub async fn save_notes(store: &Store, holder: &Holder, edit: &Edit) -> Result<Writing, Failed<SaveFailed>> {
    store
        .transact(|| async move {
            let review = held(store, holder).await.map_err(lifted)?;
            if holder.side() != Side::Manager {
                return Err(Failed::Refused(SaveFailed::Text(SaveRefused::Unknown)));
            }
            put_text(store, &review, Role::Notes, holder.person(), std::slice::from_ref(edit)).await
        })
        .await
}

/// Saves what belongs to nobody's half.
pub(super) async fn put_text(
    store: &Store,
    review: &Review,
    role: Role,
    author: PersonId,
    edits: &[Edit],
) -> Result<(Work, Writing), Failed<SaveFailed>> {
    let (before, seen) = writing(store, review.key, role, author).await?;
    let form = form_of(store, review).await?;
    match before.save(edits, |slot, text| role.fits(Side::Manager, &form, |_| false, slot, text)) {
        Err(SaveRefused::Nothing) => Ok((Work::new(), before)),
        Err(why) => Err(Failed::Refused(SaveFailed::Text(why))),
        Ok(after) => {
            // Notes are a beginning, too: a review with something in it is not called off.
            let begins = role == Role::Notes && !review.begun.manager;
            let mut work = if begins { changed(review, &review.begin(Side::Manager)) } else { row::about(review) };
            write(&mut work, review.key, role, author, seen, &after);
            Ok((work, after))
        }
    }
}

/// Shares one's half.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn share(store: &Store, holder: &Holder) -> Result<Arc<Review>, Failed<Refused>> {
    let side = holder.side();
    store
        .transact(|| async move {
            let review = held(store, holder).await?;
            let author = holder.person();
            let (half, seen) = writing(store, review.key, Role::Half, author).await?;
            let form = form_of(store, &review).await?;
            let shared = review.share(side, author, &half, &form, store.now()).map_err(Failed::Refused)?;
            let mut work = changed(&review, &shared);
            touch(&mut work, review.key, Role::Half, author, seen);
            if shared.shared.of(side.other()).is_some() {
                // This shows the other half as well: who is changing it meets this, and learns that it was seen.
                let other = shared.author(side.other());
                let (_, seen) = writing(store, review.key, Role::Half, other).await?;
                touch(&mut work, review.key, Role::Half, other, seen);
            }
            Ok((work, Arc::new(shared)))
        })
        .await
}

/// Takes one's half back, while the other side has not seen it.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn take_back(store: &Store, holder: &Holder) -> Result<Arc<Review>, Failed<Refused>> {
    store
        .transact(|| async move {
            let review = held(store, holder).await?;
            let today = directory::read(store).await?.day(store.now());
            let side = holder.side();
            if review.author(side) != holder.person() {
                return Err(Failed::Refused(Refused::HandedOver));
            }
            let back = review.take_back(side, today).map_err(Failed::Refused)?;
            Ok((changed(&review, &back), Arc::new(back)))
        })
        .await
}
