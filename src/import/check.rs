//! Whether the organisation would keep its rules.

use super::{Caution, Field, Problem, Warning, Why, work::Work};
use crate::{Email, PersonId, post::PostKey};
use std::collections::{BTreeMap, BTreeSet};

/// The most names that one sentence has.
const NAMES: usize = 8;

/// Everybody who reports to themselves over others, and every team that is part of itself: each circle once, beginning with
/// whoever stands first in `ids`.
pub(crate) fn circles<Id: Copy + Ord>(ids: &[Id], up: impl Fn(Id) -> Option<Id>) -> Vec<Vec<Id>> {
    let mut found = Vec::new();
    let mut walk_of: BTreeMap<Id, usize> = BTreeMap::new();
    for (walk, start) in ids.iter().enumerate() {
        let mut path = Vec::new();
        let mut at = Some(*start);
        while let Some(id) = at.filter(|id| !walk_of.contains_key(id)) {
            walk_of.insert(id, walk);
            path.push(id);
            at = up(id);
        }
        // A walk that ends where it has been itself went round; where another one has been, that one told.
        let met = at.filter(|id| walk_of.get(id) == Some(&walk));
        if let Some(round) = met.and_then(|met| path.iter().position(|id| *id == met)) {
            found.push(path.split_off(round));
        }
    }
    found
}

/// The first names, and how many more there are.
pub(crate) fn first_names<T>(names: Vec<T>) -> (Vec<T>, usize) {
    let more = names.len().saturating_sub(NAMES);
    (names.into_iter().take(NAMES).collect(), more)
}

/// Looks whether what is planned keeps the rules; what does not goes to the problems.
pub(super) fn look(work: &mut Work<'_>) {
    addresses(work);
    managers(work);
    roots(work);
    for id in work.order.clone() {
        if work.people.get(&id).is_some_and(|person| person.email.is_none()) {
            let name = work.name(id);
            work.warn(id, Caution::NoAddress { name });
        }
    }
}

/// Whose each address is said to be: the first and the second of whom it is said.
#[derive(Default)]
struct Claims<'a>(BTreeMap<&'a Email, (PersonId, Option<PersonId>)>);

impl<'a> Claims<'a> {
    fn add(&mut self, email: &'a Email, id: PersonId) {
        let (first, second) = self.0.entry(email).or_insert((id, None));
        if *first != id && second.is_none() {
            *second = Some(id);
        }
    }

    fn other(&self, email: &Email, id: PersonId) -> Option<PersonId> {
        let (first, second) = *self.0.get(email)?;
        if first == id { second } else { Some(first) }
    }
}

/// No two people have one address, in the file or here.
fn addresses(work: &mut Work<'_>) {
    let mut said: BTreeSet<Email> = BTreeSet::new();
    let mut told: BTreeMap<&Email, (PersonId, u64)> = BTreeMap::new();
    let mut taken = Vec::new();
    for (entry, seat) in work.rows.here.iter().zip(&work.seats) {
        let (Some(email), Some(post)) = (&entry.email, work.posts.get(seat)) else { continue };
        let (first, line) = *told.entry(email).or_insert((post.person, entry.line));
        if first != post.person {
            said.insert(email.clone());
            taken.push((Some(entry.line), email.clone(), first, Some(line)));
        }
    }
    // An address is somebody's, and what is told of a post beside the main one names its holder too.
    let others = work.known.people.keys().filter(|id| !work.place.contains_key(id));
    let people = others.chain(&work.order).filter_map(|id| {
        let email = work.people.get(id)?.email.as_ref()?;
        let was = work.known.people.get(id).and_then(|person| person.email.as_ref());
        Some((email, *id, was != Some(email)))
    });
    let beside = work.posts.values().filter(|post| post.active && !post.main).filter_map(|post| {
        let email = post.told.email.as_ref()?;
        let was = work.known.posts.get(&post.key).filter(|post| post.active);
        Some((email, post.person, was.is_none_or(|was| was.told.email.as_ref() != Some(email))))
    });
    let all: Vec<(&Email, PersonId, bool)> = people.chain(beside).collect();
    let mut claims = Claims::default();
    // What was wrong before and is not touched does not count.
    for new in [false, true] {
        for (email, id, _) in all.iter().filter(|(.., is_new)| *is_new == new) {
            claims.add(email, *id);
        }
    }
    for (email, id, _) in all.iter().filter(|(.., is_new)| *is_new) {
        if let Some(other) = claims.other(email, *id)
            && said.insert((*email).clone())
        {
            let line = |id| work.entry(id).map(|entry| entry.line);
            taken.push((line(*id), (*email).clone(), other, line(other)));
        }
    }
    for (line, email, first, other) in taken {
        let column = Some(work.layout.called(Field::Email));
        let why = Why::AddressTaken { email, by: work.name(first), line: other };
        work.problems.push(Problem { line, column, why });
    }
}

/// Nobody reports to themselves, over others or not.
fn managers(work: &mut Work<'_>) {
    let others = work.people.keys().filter(|id| !work.place.contains_key(id) && work.is_active(**id));
    let everybody: Vec<PersonId> = work.order.iter().chain(others).copied().collect();
    let up = |id: PersonId| work.people.get(&id)?.manager.filter(|manager| work.is_active(*manager));
    let found = circles(&everybody, up);
    for mut circle in found {
        let place = |id: &PersonId| work.place.get(id).copied().unwrap_or(usize::MAX);
        let first = circle.iter().enumerate().min_by_key(|(_, id)| place(id)).map_or(0, |(at, _)| at);
        circle.rotate_left(first);
        let joined = circle.iter().any(|id| work.joined_by_name.contains(id));
        let apart_opens = joined && !circle.first().is_some_and(|id| posts_go_round(work, *id));
        let line = circle.first().and_then(|id| work.entry(*id)).map(|entry| entry.line);
        let (names, more) = first_names(circle.iter().map(|id| work.name(*id)).collect());
        work.problems.push(Problem { line, column: None, why: Why::ManagerCycle { names, more, apart_opens } });
    }
}

/// Whether the posts go round above somebody's main one: then a circle is not only because of who holds them.
fn posts_go_round(work: &Work<'_>, id: PersonId) -> bool {
    let mut passed: BTreeSet<&PostKey> = BTreeSet::new();
    let mut at = work.main_post(id);
    while let Some(post) = at {
        if !passed.insert(&post.key) {
            return true;
        }
        at = post.told.reports_to.as_ref().filter(|key| **key != post.key).and_then(|key| work.posts.get(key));
    }
    false
}

/// One is at the top.
fn roots(work: &mut Work<'_>) {
    if !work.layout.has(Field::ReportsTo) || work.order.is_empty() {
        return;
    }
    let is_root = |id: &&PersonId| work.people.get(id).is_some_and(|person| person.active && person.manager.is_none());
    let roots: Vec<PersonId> = work.order.iter().filter(is_root).copied().collect();
    if roots.is_empty() && !work.people.keys().any(|id| is_root(&id)) {
        work.problems.push(Problem::whole(Why::NoRoot));
    }
    if roots.len() > 1 {
        let (names, more) = first_names(roots.iter().map(|id| work.name(*id)).collect());
        work.warnings.push(Warning::whole(Caution::SeveralRoots { names, more }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_circle_is_found_once() {
        let up = BTreeMap::from([(1, 2), (2, 3), (3, 2), (4, 4), (5, 1), (6, 7)]);
        assert_eq!(circles(&[1, 2, 3, 4, 5, 6], |id| up.get(&id).copied()), [vec![2, 3], vec![4]]);
    }

    proptest! {
        // Against the plain meaning: whoever is met again above themselves is in one circle.
        #[test]
        fn circles_are_all_who_are_above_themselves(up in prop::collection::btree_map(0u8..15, 0u8..15, 0..15)) {
            let ids: Vec<u8> = (0..15).collect();
            let mut in_circles: Vec<u8> = circles(&ids, |id| up.get(&id).copied()).concat();
            in_circles.sort_unstable();
            let above_self = |id: &u8| std::iter::successors(up.get(id), |at| up.get(at)).take(20).any(|at| at == id);
            prop_assert_eq!(in_circles, ids.iter().copied().filter(above_self).collect::<Vec<_>>());
        }
    }
}
