//! Many reviews together, and by what they are found.

use super::{Review, ReviewKey};
use crate::{CycleId, LaunchId, PersonId};
use rpds::RedBlackTreeMapSync as Map;
use std::{collections::BTreeSet, ops::Bound, sync::Arc};

/// Reviews by their person, who holds them, who was asked as a peer, their cycle and their launch. Cloning is cheap: what two states have in common
/// is there once.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// By person first, so that those of one person lie together.
    all: Map<(PersonId, CycleId), Arc<Review>>,
    held: Map<(PersonId, ReviewKey), ()>,
    asked: Map<(PersonId, ReviewKey), ()>,
    launched: Map<(LaunchId, ReviewKey), ()>,
    in_cycle: Map<(CycleId, LaunchId), usize>,
}

impl FromIterator<Arc<Review>> for Shelf {
    fn from_iter<T: IntoIterator<Item = Arc<Review>>>(reviews: T) -> Self {
        let mut shelf = Self::default();
        reviews.into_iter().for_each(|review| shelf.put(review));
        shelf
    }
}

impl Shelf {
    /// Takes a review in, in place of what it was.
    pub fn put(&mut self, review: Arc<Review>) {
        let key = review.key;
        self.remove(key);
        self.held.insert_mut((review.manager, key), ());
        for peer in &review.peers {
            self.asked.insert_mut((peer.person, key), ());
        }
        self.launched.insert_mut((review.launch, key), ());
        let of_launch = self.in_cycle.get(&(key.cycle, review.launch)).copied().unwrap_or(0);
        self.in_cycle.insert_mut((key.cycle, review.launch), of_launch + 1);
        self.all.insert_mut((key.person, key.cycle), review);
    }

    /// Lets a review go.
    pub fn remove(&mut self, key: ReviewKey) {
        let Some(review) = self.find(key).cloned() else { return };
        self.all.remove_mut(&(key.person, key.cycle));
        self.held.remove_mut(&(review.manager, key));
        for peer in &review.peers {
            self.asked.remove_mut(&(peer.person, key));
        }
        self.launched.remove_mut(&(review.launch, key));
        match self.in_cycle.get(&(key.cycle, review.launch)).copied() {
            Some(many) if many > 1 => self.in_cycle.insert_mut((key.cycle, review.launch), many - 1),
            _ => _ = self.in_cycle.remove_mut(&(key.cycle, review.launch)),
        }
    }

    /// The review with this key.
    pub fn find(&self, key: ReviewKey) -> Option<&Arc<Review>> {
        self.all.get(&(key.person, key.cycle))
    }

    /// All of them, by person.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Review>> {
        self.all.values()
    }

    /// Those of a person, the one that was launched last first.
    pub fn of_person(&self, person: PersonId) -> Vec<&Arc<Review>> {
        let from = Bound::Included((person, CycleId::from_uuid(uuid::Uuid::nil())));
        let until = Bound::Included((person, CycleId::from_uuid(uuid::Uuid::max())));
        newest(self.all.range((from, until)).map(|(_, review)| review))
    }

    fn listed<'a, K: Ord + Copy>(&'a self, map: &'a Map<(K, ReviewKey), ()>, of: K) -> impl Iterator<Item = &'a Arc<Review>> {
        let end = |uuid| ReviewKey { cycle: CycleId::from_uuid(uuid), person: PersonId::from_uuid(uuid) };
        let (from, until) = ((of, end(uuid::Uuid::nil())), (of, end(uuid::Uuid::max())));
        map.range((Bound::Included(from), Bound::Included(until))).filter_map(|((_, key), ())| self.find(*key))
    }

    /// Those that somebody holds as a manager, the one that was launched last first.
    pub fn held_by(&self, manager: PersonId) -> Vec<&Arc<Review>> {
        newest(self.listed(&self.held, manager))
    }

    /// Those for which somebody was asked as a peer, the one that was launched last first.
    pub fn asking(&self, peer: PersonId) -> Vec<&Arc<Review>> {
        newest(self.listed(&self.asked, peer))
    }

    /// Those of a launch.
    pub fn of_launch(&self, launch: LaunchId) -> impl Iterator<Item = &Arc<Review>> {
        self.listed(&self.launched, launch)
    }

    /// The launches of a cycle.
    pub fn launches(&self, cycle: CycleId) -> BTreeSet<LaunchId> {
        let end = |uuid| (cycle, LaunchId::from_uuid(uuid));
        let range = (Bound::Included(end(uuid::Uuid::nil())), Bound::Included(end(uuid::Uuid::max())));
        self.in_cycle.range(range).map(|((_, launch), _)| *launch).collect()
    }
}

fn newest<'a>(reviews: impl Iterator<Item = &'a Arc<Review>>) -> Vec<&'a Arc<Review>> {
    let mut reviews: Vec<_> = reviews.collect();
    reviews.sort_by_key(|review| (std::cmp::Reverse(review.launched), review.key));
    reviews
}
