//! Which posts end, who leaves and who is back.

use super::{Caution, Protected, Warning, work::Work};
use crate::{
    Email, PersonId,
    post::{Post, PostKey},
};
use std::collections::{BTreeMap, BTreeSet};

/// More leavers than this, and more than a fifth, are remarked upon.
const MANY: usize = 5;

/// Ends posts and takes the consequences for their holders; the others' managers and teams are seen to later.
pub(super) fn end_posts(work: &mut Work<'_>) {
    let told = told_gone(work);
    let replaced = replaced(work);
    let missing: BTreeSet<PostKey> = if work.options.leavers {
        let known = work.known.posts.values();
        let missing = known.filter(|post| post.active && post.imported && !work.entry_of.contains_key(&post.key));
        missing.map(|post| post.key.clone()).collect()
    } else {
        BTreeSet::new()
    };
    let mut ended: BTreeSet<PostKey> = told.union(&missing).cloned().collect();
    let mut leaving = leaving(work, &ended);
    protect(work, &mut leaving, &mut ended);
    // Of who leaves, every post ends, those made by hand too.
    for id in &leaving {
        ended.extend(work.active_posts(*id).map(|post| post.key.clone()));
    }
    for key in ended.union(&replaced) {
        if let Some(post) = work.posts.get_mut(key) {
            post.active = false;
        }
    }
    let of = work.known.people.values().filter(|person| person.active && has_imported(work, person.id)).count();
    let leave = leaving.len();
    if leave > MANY && leave * 5 > of {
        work.warnings.push(Warning::whole(Caution::ManyLeave { leave, of }));
    }
    for id in &leaving {
        if let Some(person) = work.people.get_mut(id) {
            person.active = false;
            person.left = Some(work.known.today);
            person.homes = person.homes.ended(work.known.today);
            person.team = None;
        }
    }
    work.leaving = leaving;
    for id in &work.order {
        if let Some(person) = work.people.get_mut(id).filter(|person| !person.active) {
            person.active = true;
            person.left = None;
            work.returned.insert(*id);
        }
    }
}

fn has_imported(work: &Work<'_>, id: PersonId) -> bool {
    let held = work.held.get(&id).into_iter().flatten();
    held.filter_map(|key| work.known.posts.get(key)).any(|post| post.active && post.imported)
}

/// The posts whose rows say that their holders left.
///
/// A row with a number means that post. One with an address alone means the post of that key, those of which that address
/// was told, and all posts of who has it here: after some of them the next import would find the others.
fn told_gone(work: &mut Work<'_>) -> BTreeSet<PostKey> {
    let by_email: BTreeMap<_, _> =
        work.known.people.values().filter_map(|person| Some((person.email.as_ref()?, person.id))).collect();
    let mut told: BTreeMap<&Email, Vec<&Post>> = BTreeMap::new();
    for post in work.known.posts.values().filter(|post| post.active) {
        if let Some(email) = &post.told.email {
            told.entry(email).or_default().push(post);
        }
    }
    let mut ended = BTreeSet::new();
    let mut skipped = 0;
    for gone in &work.rows.gone {
        let post = work.known.posts.get(&gone.key);
        let holder = gone.email.as_ref().and_then(|email| by_email.get(email)).copied();
        let meant = |of: &&Post| if gone.numbered { post.is_none() && is_stand_in(of) } else { true };
        let held = holder.into_iter().flat_map(|id| work.active_posts(id)).filter(meant);
        let told =
            gone.email.as_ref().filter(|_| !gone.numbered).and_then(|email| told.get(email)).into_iter().flatten().copied();
        let posts: Vec<&Post> = post.into_iter().chain(held).chain(told).collect();
        skipped += usize::from(posts.is_empty() && (gone.numbered || holder.is_none()));
        ended.extend(posts.into_iter().filter(|post| !work.entry_of.contains_key(&post.key)).map(|post| post.key.clone()));
    }
    work.skipped = skipped;
    ended
}

/// A post made by hand, which stands in until the HR system names the person.
fn is_stand_in(post: &Post) -> bool {
    post.active && !post.imported && post.key.number().is_none()
}

/// Posts whose keys are addresses, of people whom the file names by another key: those made by hand, and those of a time at
/// which the HR system gave no numbers.
fn replaced(work: &Work<'_>) -> BTreeSet<PostKey> {
    let mut replaced = BTreeSet::new();
    for id in &work.order {
        let new = work.held.get(id).into_iter().flatten().filter(|key| !work.known.posts.contains_key(*key));
        let new = new.filter_map(|key| work.rows.here.get(*work.entry_of.get(key)?)).filter(|entry| entry.numbered);
        let numbered: BTreeSet<&Email> = new.filter_map(|entry| entry.email.as_ref()).collect();
        let has_number_now = |post: &Post| {
            let key = post.key.as_str().parse::<Email>().ok();
            key.iter().chain(&post.told.email).any(|email| numbered.contains(email))
        };
        let posts = work.active_posts(*id).filter(|post| post.key.number().is_none() && !work.entry_of.contains_key(&post.key));
        replaced.extend(posts.filter(|post| !post.imported || has_number_now(post)).map(|post| post.key.clone()));
    }
    replaced
}

/// Who loses a post and keeps none. A post made by hand keeps nobody whose posts of the HR system are gone.
fn leaving(work: &Work<'_>, ended: &BTreeSet<PostKey>) -> BTreeSet<PersonId> {
    let losing: BTreeSet<PersonId> = ended.iter().filter_map(|key| work.known.posts.get(key)).map(|post| post.person).collect();
    let stays = |id: &PersonId| {
        work.active_posts(*id).any(|post| !ended.contains(&post.key) && (post.imported || !has_imported(work, *id)))
    };
    losing.into_iter().filter(|id| work.is_active(*id) && !stays(id)).collect()
}

/// Keeps who imports, and the last administrators.
fn protect(work: &mut Work<'_>, leaving: &mut BTreeSet<PersonId>, ended: &mut BTreeSet<PostKey>) {
    let mut keep = |work: &mut Work<'_>, leaving: &mut BTreeSet<PersonId>, id: PersonId, because: Protected| {
        leaving.remove(&id);
        let held: Vec<PostKey> = work.held.get(&id).cloned().unwrap_or_default();
        let line = work.rows.gone.iter().find(|gone| held.contains(&gone.key)).map(|gone| gone.line);
        for key in held {
            ended.remove(&key);
        }
        let name = work.name(id);
        work.warnings.push(Warning { line, column: None, why: Caution::Stays { name, because } });
    };
    if let Some(importer) = work.known.importer.filter(|id| leaving.contains(id)) {
        keep(work, leaving, importer, Protected::Importer);
    }
    let administrators = work.known.people.values().filter(|person| person.active && person.administrator);
    let administrators: BTreeSet<PersonId> = administrators.map(|person| person.id).collect();
    if administrators.is_subset(leaving) {
        for id in administrators {
            keep(work, leaving, id, Protected::LastAdministrator);
        }
    }
}

/// The nearest people up the line who are still here, found once each.
struct Nearest(BTreeMap<PersonId, Option<PersonId>>);

impl Nearest {
    fn above(&mut self, work: &Work<'_>, start: PersonId) -> Option<PersonId> {
        let mut path = Vec::new();
        let mut at = Some(start);
        let nearest = loop {
            let Some(id) = at else { break None };
            if work.is_active(id) {
                break Some(id);
            }
            if let Some(nearest) = self.0.get(&id) {
                break *nearest;
            }
            // Should those who left go in a circle, nobody is above.
            self.0.insert(id, None);
            path.push(id);
            at = work.people.get(&id).and_then(|person| person.manager);
        };
        for id in path {
            self.0.insert(id, nearest);
        }
        nearest
    }
}

/// Gives those who report to somebody who leaves, and teams that they lead, to the nearest up the line who stays.
pub(super) fn hand_over(work: &mut Work<'_>) {
    let mut nearest = Nearest(BTreeMap::new());
    let reports = work.people.values().filter(|person| person.active);
    let left = |work: &Work<'_>, id: PersonId| work.leaving.contains(&id) || !work.is_active(id);
    let reports: Vec<_> = reports
        .filter_map(|person| Some((person.id, person.manager?)))
        // Who is back may come back to somebody who is gone.
        .filter(|(id, manager)| work.leaving.contains(manager) || (work.returned.contains(id) && left(work, *manager)))
        .collect();
    for (id, manager) in reports {
        let above = nearest.above(work, manager).filter(|above| *above != id);
        if let Some(person) = work.people.get_mut(&id) {
            person.manager = above;
        }
    }
    let led: Vec<_> = work.teams.values().filter(|team| team.active).filter_map(|team| Some((team.id, team.lead?))).collect();
    for (id, lead) in led.into_iter().filter(|(_, lead)| work.leaving.contains(lead)).collect::<Vec<_>>() {
        let above = nearest.above(work, lead);
        if let Some(team) = work.teams.get_mut(&id) {
            team.lead = above;
        }
    }
}
