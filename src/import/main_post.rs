//! Which of somebody's posts is the main one.

use super::work::Work;
use crate::{
    PersonId,
    post::{Post, PostKey},
};
use std::collections::BTreeSet;

/// Chooses the main post of everybody whose posts change.
///
/// The one that was goes on, while it is active. Else the one that the file names; then one with an address; then one that
/// is not for the meantime; then one that does not report to another one of theirs; then the first in the file.
pub(super) fn choose(work: &mut Work<'_>) {
    let lost = work.known.posts.values().filter(|post| work.posts.get(&post.key).is_some_and(|now| now.active != post.active));
    let touched: BTreeSet<PersonId> = work.order.iter().copied().chain(lost.map(|post| post.person)).collect();
    for id in touched {
        let before = work.active_posts(id).find(|post| post.main);
        let main = before.or_else(|| work.active_posts(id).min_by_key(|post| rank(work, post))).map(|post| post.key.clone());
        // Who has no post left keeps the mark: by it the same one is the main one when they are back.
        let Some(main) = main else { continue };
        for key in work.held.get(&id).cloned().unwrap_or_default() {
            if let Some(post) = work.posts.get_mut(&key) {
                post.main = key == main;
            }
        }
    }
}

/// The lowest is the main one.
fn rank<'a>(work: &Work<'_>, post: &'a Post) -> (bool, bool, bool, bool, usize, &'a PostKey) {
    let at = work.entry_of.get(&post.key).copied();
    let entry = at.and_then(|at| work.rows.here.get(at));
    let (email, title) = entry.map_or((&post.told.email, &post.told.title), |entry| (&entry.email, &entry.title));
    let reports_to =
        entry.map_or_else(|| post.told.reports_to.as_ref().map(PostKey::as_str), |entry| entry.reports_to.as_deref());
    let to_own = reports_to.is_some_and(|text| {
        let key = text.parse::<PostKey>().ok().filter(|key| *key != post.key);
        let own_post = key.and_then(|key| work.posts.get(&key)).is_some_and(|other| other.person == post.person);
        own_post || super::reference::name_key(text) == super::reference::name_key(&work.name(post.person))
    });
    let named = at.is_some_and(|at| work.named_main.contains(&at));
    (!named, email.is_none(), title.as_deref().is_some_and(is_interim), to_own, at.unwrap_or(usize::MAX), &post.key)
}

/// Whether a title says that it is for the meantime.
fn is_interim(title: &str) -> bool {
    let first = title.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    ["interim", "acting", "kommissarisch", "kommissarische", "kommissarischer", "fungerende"].contains(&first.as_str())
}
