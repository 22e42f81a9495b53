//! The records of one kind, in order, each with the words under which it is found.

use super::{
    fold::{fold, words_to_find},
    vocabulary::{Field, Vocabulary},
};
use crate::{
    PersonId, TeamId,
    person::{Name, Person},
    team::Team,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

/// What the directory keeps: people and teams.
pub(super) trait Record {
    type Id: Copy + Ord;

    fn id(&self) -> Self::Id;
    fn name(&self) -> &Name;
    fn is_active(&self) -> bool;
    fn location(&self) -> Option<&str>;
    /// What it is found by, the best first.
    fn texts(&self) -> Vec<(Field, &str)>;
}

impl Record for Person {
    type Id = PersonId;

    fn id(&self) -> PersonId {
        self.id
    }

    fn name(&self) -> &Name {
        &self.name
    }

    fn is_active(&self) -> bool {
        self.active
    }

    fn location(&self) -> Option<&str> {
        self.location.as_deref()
    }

    fn texts(&self) -> Vec<(Field, &str)> {
        let more = [
            self.email.as_ref().map(|email| (Field::Address, email.local())),
            self.title.as_deref().map(|title| (Field::Title, title)),
            self.location.as_deref().map(|location| (Field::Location, location)),
        ];
        std::iter::once((Field::Name, self.name.as_str())).chain(more.into_iter().flatten()).collect()
    }
}

impl Record for Team {
    type Id = TeamId;

    fn id(&self) -> TeamId {
        self.id
    }

    fn name(&self) -> &Name {
        &self.name
    }

    fn is_active(&self) -> bool {
        self.active
    }

    fn location(&self) -> Option<&str> {
        None
    }

    fn texts(&self) -> Vec<(Field, &str)> {
        vec![(Field::Name, self.name.as_str())]
    }
}

/// A record with what is worked out from it alone; made once, and shared by every later directory in which it is the same.
#[derive(Debug)]
pub(super) struct Known<T> {
    pub(super) record: Arc<T>,
    /// The folded name.
    pub(super) name: String,
    /// The folded location; empty without one.
    pub(super) location: String,
    words: Vec<(String, Field)>,
}

impl<T: Record> Known<T> {
    fn new(record: T) -> Self {
        let mut words = BTreeMap::new();
        for (field, text) in record.texts() {
            for word in words_to_find(text) {
                words.entry(word).or_insert(field);
            }
        }
        Self {
            name: fold(record.name().as_str()),
            location: record.location().map(fold).unwrap_or_default(),
            words: words.into_iter().collect(),
            record: Arc::new(record),
        }
    }

    /// The active ones by name, then the others by name.
    fn order(&self) -> (bool, &str, &Name, T::Id) {
        (!self.record.is_active(), &self.name, self.record.name(), self.record.id())
    }
}

/// All records of one kind. A record's place is its number in the order; the active ones come first.
#[derive(Debug)]
pub(super) struct Records<T: Record> {
    all: Vec<Arc<Known<T>>>,
    ids: Vec<T::Id>,
    places: BTreeMap<T::Id, usize>,
    active: usize,
    // Only made once somebody searches: most directories live for one change.
    vocabulary: OnceLock<Vocabulary>,
    vocabulary_of_others: OnceLock<Vocabulary>,
}

impl<T: Record> Records<T> {
    /// These; of several with the same id the last.
    pub(super) fn of(records: Vec<T>) -> Self {
        Self::in_order(Vec::new(), records)
    }

    /// With these added, or in place of those with the same id.
    pub(super) fn with(&self, records: Vec<T>) -> Self {
        Self::in_order(self.all.clone(), records)
    }

    fn in_order(mut all: Vec<Arc<Known<T>>>, records: Vec<T>) -> Self {
        let new: BTreeMap<_, _> = records.into_iter().map(|record| (record.id(), record)).collect();
        all.retain(|known| !new.contains_key(&known.record.id()));
        all.extend(new.into_values().map(|record| Arc::new(Known::new(record))));
        // Quick on what is in order already, but for a few at the end.
        all.sort_by(|one, other| one.order().cmp(&other.order()));
        let ids: Vec<_> = all.iter().map(|known| known.record.id()).collect();
        Self {
            places: ids.iter().enumerate().map(|(place, id)| (*id, place)).collect(),
            active: all.partition_point(|known| known.record.is_active()),
            ids,
            all,
            vocabulary: OnceLock::new(),
            vocabulary_of_others: OnceLock::new(),
        }
    }

    pub(super) fn all(&self) -> &[Arc<Known<T>>] {
        &self.all
    }

    pub(super) fn active(&self) -> &[Arc<Known<T>>] {
        &self.all[..self.active]
    }

    pub(super) fn active_ids(&self) -> &[T::Id] {
        &self.ids[..self.active]
    }

    pub(super) fn other_ids(&self) -> &[T::Id] {
        &self.ids[self.active..]
    }

    pub(super) fn id(&self, place: usize) -> T::Id {
        self.ids[place]
    }

    pub(super) fn place(&self, id: T::Id) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// The place of who is active.
    pub(super) fn active_place(&self, id: T::Id) -> Option<usize> {
        self.place(id).filter(|place| *place < self.active)
    }

    pub(super) fn get(&self, id: T::Id) -> Option<&Arc<Known<T>>> {
        self.place(id).map(|place| &self.all[place])
    }

    /// The active ones with this folded name.
    pub(super) fn named(&self, folded: &str) -> &[Arc<Known<T>>] {
        let active = self.active();
        let from = active.partition_point(|known| known.name.as_str() < folded);
        let to = active.partition_point(|known| known.name.as_str() <= folded);
        &active[from..to]
    }

    /// The words of the active ones.
    pub(super) fn vocabulary(&self) -> &Vocabulary {
        self.vocabulary.get_or_init(|| Vocabulary::of(0, self.active().iter().map(|known| known.words.as_slice())))
    }

    /// The words of the others.
    pub(super) fn vocabulary_of_others(&self) -> &Vocabulary {
        self.vocabulary_of_others
            .get_or_init(|| Vocabulary::of(self.active, self.all[self.active..].iter().map(|known| known.words.as_slice())))
    }
}
