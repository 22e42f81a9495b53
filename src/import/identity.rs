//! Who the rows are.
//!
//! A row is the post with its number; without a number, the post with its address as key, or else the post of which that
//! address was told, or else the main post of who has the address here. A number that is not known, with the address of
//! somebody known, is a new post of theirs (unless the file gives them another address: then the address went to somebody
//! else). What remains is new, and may be joined: by the column that says so, else by name.

use super::{
    Caution, Field, Joined, JoinedPost, Remark, Why,
    reference::{name_key, unknown},
    work::Work,
};
use crate::{
    Email, PersonId,
    person::Person,
    post::{Post, PostKey, Told},
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Whose an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    /// Of somebody known.
    Known(PersonId),
    /// Of the same person as this entry, who is new.
    New(usize),
}

/// Whom the column of the same person names.
enum Target {
    Entry(usize),
    Known(PersonId),
}

/// Finds out whose each entry is, and makes new people and posts.
pub(super) fn identify(work: &mut Work<'_>, draw: &mut dyn FnMut() -> Uuid) {
    let mut found = Found::new(work);
    found.by_key(work);
    found.by_address(work);
    let fresh: Vec<usize> = (0..found.whose.len()).filter(|at| found.whose[*at].is_none()).collect();
    if work.layout.has(Field::SamePersonAs) {
        found.by_column(work, &fresh);
    } else {
        found.by_name(work, &fresh);
    }
    found.settle(work, draw);
}

struct Found<'a> {
    entries: &'a [super::entry::Entry],
    by_email: BTreeMap<&'a Email, PersonId>,
    /// Per entry: its post, where that is known.
    seats: Vec<Option<PostKey>>,
    taken: BTreeSet<PostKey>,
    whose: Vec<Option<Whose>>,
    /// The entries of those who are known.
    of_known: BTreeMap<PersonId, Vec<usize>>,
    /// The names that those who are known have, here and in the file.
    names: BTreeMap<PersonId, BTreeSet<String>>,
    /// Addresses that were told of somebody's post, which has another one in the file, or none.
    given_away: BTreeSet<(PersonId, &'a Email)>,
    /// Groups to report, with whether only the name joins them; per entry whether it is kept apart.
    groups: Vec<(Vec<usize>, bool)>,
}

impl<'a> Found<'a> {
    fn new(work: &Work<'a>) -> Self {
        let entries = &work.rows.here;
        let mut by_email = BTreeMap::new();
        for person in work.known.people.values() {
            if let Some(email) = &person.email {
                let id = by_email.entry(email).or_insert(person.id);
                if person.active {
                    *id = person.id;
                }
            }
        }
        // A post beside the main one may have an address of its own.
        let beside = work.known.posts.values().filter(|post| post.active && !post.main);
        for (post, email) in beside.filter_map(|post| Some((post, post.told.email.as_ref()?))) {
            by_email.entry(email).or_insert(post.person);
        }
        let nobody = entries.iter().map(|_| None);
        Self {
            entries,
            by_email,
            seats: nobody.clone().collect(),
            taken: BTreeSet::new(),
            whose: nobody.map(|_: Option<PostKey>| None).collect(),
            of_known: BTreeMap::new(),
            names: BTreeMap::new(),
            given_away: BTreeSet::new(),
            groups: Vec::new(),
        }
    }

    /// Settles an entry as a post that is known, or as a new one of somebody known.
    fn is(&mut self, at: usize, person: PersonId, post: Option<&'a Post>) {
        let entry = &self.entries[at];
        self.whose[at] = Some(Whose::Known(person));
        self.of_known.entry(person).or_default().push(at);
        self.names.entry(person).or_default().insert(name_key(entry.name.as_str()));
        if let Some(post) = post {
            self.taken.insert(post.key.clone());
            self.seats[at] = Some(post.key.clone());
            if let Some(email) = post.told.email.as_ref().filter(|email| entry.email.as_ref() != Some(*email)) {
                self.given_away.insert((person, email));
            }
        }
    }

    fn by_key(&mut self, work: &Work<'a>) {
        let entries = self.entries;
        for (at, entry) in entries.iter().enumerate() {
            // An address that is the key of an ended post may be somebody's who has a number by now.
            if let Some(post) = work.known.posts.get(&entry.key).filter(|post| entry.numbered || post.active) {
                self.is(at, post.person, Some(post));
            }
        }
    }

    fn by_address(&mut self, work: &Work<'a>) {
        let known = work.known;
        for (person, held) in &work.held {
            let told = held.iter().filter_map(|key| known.posts.get(key)).filter(|post| post.active).map(|post| &post.told.name);
            let names = told.chain(known.people.get(person).map(|person| &person.name));
            self.names.entry(*person).or_default().extend(names.map(|name| name_key(name.as_str())));
        }
        for (at, entry) in self.entries.iter().enumerate() {
            if self.whose[at].is_some() {
                continue;
            }
            let person = entry.email.as_ref().and_then(|email| self.by_email.get(email)).copied();
            let person = person.filter(|id| self.fits(at, *id));
            if entry.numbered {
                if let Some(person) = person {
                    self.is(at, person, None);
                }
                continue;
            }
            let held = person.and_then(|id| work.held.get(&id)).into_iter().flatten();
            let free = held.filter(|key| !self.taken.contains(*key)).filter_map(|key| known.posts.get(key));
            let free: Vec<&Post> = free.filter(|post| post.active).collect();
            let told = free.iter().find(|post| post.told.email == entry.email);
            let post = told.or_else(|| free.iter().find(|post| post.main)).copied().or_else(|| known.posts.get(&entry.key));
            if let Some(person) = post.map(|post| post.person).or(person) {
                self.is(at, person, post);
            }
        }
    }

    /// Whether an entry with somebody's address is theirs: not when the file gives their post, which had it, another one or
    /// none, and not when they are in it by another name.
    fn fits(&self, at: usize, person: PersonId) -> bool {
        let entry = &self.entries[at];
        let given_away = entry.email.as_ref().is_some_and(|email| self.given_away.contains(&(person, email)));
        let same_name = || self.names.get(&person).is_some_and(|names| names.contains(&name_key(entry.name.as_str())));
        !given_away && (!self.of_known.contains_key(&person) || same_name())
    }

    /// Follows the column that names the main post of the same person.
    fn by_column(&mut self, work: &mut Work<'a>, fresh: &[usize]) {
        let entries = self.entries;
        let by_key: BTreeMap<&str, usize> = entries.iter().enumerate().map(|(at, entry)| (entry.key.as_str(), at)).collect();
        let mut by_address: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, email) in entries.iter().enumerate().filter_map(|(at, entry)| Some((at, entry.email.as_ref()?))) {
            by_address.entry(email.as_str()).or_insert(at);
        }
        let mut targets: BTreeMap<usize, Target> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let Some(text) = entry.same_as.as_deref() else { continue };
            let email = text.parse::<Email>().ok();
            let address = email.as_ref().map(Email::as_str);
            let in_file = by_key.get(text).or_else(|| by_address.get(address?));
            let post = text.parse::<PostKey>().ok().and_then(|key| work.known.posts.get(&key));
            let known = post.map(|post| post.person).or_else(|| self.by_email.get(email.as_ref()?).copied());
            let unreadable = text.parse::<PostKey>().is_ok_and(|key| work.rows.unreadable.contains(&key));
            match (in_file, known) {
                (Some(main), _) => {
                    if *main != at {
                        targets.insert(at, Target::Entry(*main));
                    }
                }
                (None, Some(person)) => {
                    targets.insert(at, Target::Known(person));
                }
                (None, None) if unreadable => {}
                (None, None) => work.blame(entry.line, Field::SamePersonAs, Why::Nobody(unknown(text))),
            }
        }
        for start in fresh {
            // From entry to entry, until one that is settled or names nobody; of a circle the first in the file.
            let mut path = Vec::new();
            let mut passed: BTreeMap<usize, usize> = BTreeMap::new();
            let mut at = *start;
            let whose = loop {
                if let Some(whose) = self.whose[at] {
                    break whose;
                }
                if let Some(again) = passed.insert(at, path.len()) {
                    break Whose::New(path[again..].iter().copied().min().unwrap_or(at));
                }
                path.push(at);
                match targets.get(&at) {
                    Some(Target::Entry(next)) => at = *next,
                    Some(Target::Known(person)) => break Whose::Known(*person),
                    None => break Whose::New(at),
                }
            };
            if let Whose::New(main) = whose {
                work.named_main.insert(main);
            }
            for at in path {
                self.whose[at] = Some(whose);
            }
        }
        for (at, target) in &targets {
            let meant = match target {
                Target::Entry(other) => self.whose[*other],
                Target::Known(person) => Some(Whose::Known(*person)),
            };
            if let Some(Whose::Known(holder)) = self.whose[*at]
                && meant != self.whose[*at]
            {
                let entry = &entries[*at];
                let why = Caution::HolderKept { key: entry.key.clone(), name: work.name(holder) };
                work.warnings.push(Remark::cell(entry.line, work.layout.called(Field::SamePersonAs), why));
            }
        }
        self.group(fresh);
    }

    /// Groups what the column joined, for the report.
    fn group(&mut self, fresh: &[usize]) {
        let mut groups: BTreeMap<(Option<PersonId>, usize), Vec<usize>> = BTreeMap::new();
        for at in fresh {
            match self.whose[*at] {
                Some(Whose::Known(person)) => groups.entry((Some(person), 0)).or_default().push(*at),
                Some(Whose::New(main)) => groups.entry((None, main)).or_default().push(*at),
                None => {}
            }
        }
        let joined = groups.into_iter().filter(|((known, _), group)| known.is_some() || group.len() > 1);
        let mut joined: Vec<_> = joined.map(|(_, group)| (group, false)).collect();
        joined.sort();
        self.groups = joined;
    }

    /// Joins new entries of one name, as far as addresses do not tell them apart.
    fn by_name(&mut self, work: &mut Work<'a>, fresh: &[usize]) {
        let mut of_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in fresh {
            of_name.entry(name_key(self.entries[*at].name.as_str())).or_default().push(*at);
        }
        let mut known_of_name: BTreeMap<String, Vec<PersonId>> = BTreeMap::new();
        for person in work.known.people.values().filter(|person| person.active) {
            let name = name_key(person.name.as_str());
            if of_name.contains_key(&name) {
                known_of_name.entry(name).or_default().push(person.id);
            }
        }
        let mut groups: Vec<(String, Vec<usize>)> = of_name.into_iter().collect();
        groups.sort_by_key(|(_, group)| group[0]);
        for (name, group) in groups {
            let known: &[PersonId] = known_of_name.get(&name).map_or(&[], Vec::as_slice);
            let (apart, together): (Vec<usize>, Vec<usize>) =
                group.iter().partition(|at| work.options.apart.contains(&self.entries[**at].key));
            let addresses = |of: &[usize]| {
                let held = known.iter().filter_map(|id| self.of_known.get(id)).flatten();
                let told = held.chain(of).filter_map(|at| self.entries[*at].email.as_ref());
                let here = known.iter().filter_map(|id| work.known.people.get(id)?.email.as_ref());
                told.chain(here).collect::<BTreeSet<_>>().len()
            };
            let joins = |of: &[usize]| known.len() <= 1 && known.len() + of.len() > 1 && addresses(of) <= 1;
            let joined = !together.is_empty() && joins(&together);
            if joined || joins(&group) {
                self.groups.push((group.clone(), true));
            } else if apart.is_empty() && addresses(&group) > 1 {
                let people = known.len() + group.len();
                let line = self.entries[group[0]].line;
                let name = self.entries[group[0]].name.to_string();
                work.warnings.push(Remark::row(line, Caution::SameName { name, people }));
            }
            for at in apart {
                self.whose[at] = Some(Whose::New(at));
            }
            for at in &together {
                let whose = match known.first() {
                    Some(person) if joined => Whose::Known(*person),
                    _ if joined => Whose::New(together[0]),
                    _ => Whose::New(*at),
                };
                self.whose[*at] = Some(whose);
            }
        }
    }

    /// Makes the new people and posts, in the order of the file.
    fn settle(self, work: &mut Work<'a>, draw: &mut dyn FnMut() -> Uuid) {
        let mut new: BTreeMap<usize, PersonId> = BTreeMap::new();
        let mut holders = Vec::with_capacity(self.entries.len());
        for (at, entry) in self.entries.iter().enumerate() {
            let person = match self.whose[at].unwrap_or(Whose::New(at)) {
                Whose::Known(person) => person,
                Whose::New(first) => *new.entry(first).or_insert_with(|| {
                    let id = PersonId::from_uuid(draw());
                    work.people.insert(id, Person::named(id, entry.name.clone()));
                    id
                }),
            };
            holders.push(person);
            let key = self.seats[at].clone().unwrap_or_else(|| entry.key.clone());
            if let Some(post) = work.posts.get_mut(&key) {
                post.active = true;
                post.imported = true;
            } else {
                work.held.entry(person).or_default().push(key.clone());
                let told =
                    Told { name: entry.name.clone(), email: None, title: None, team: None, location: None, reports_to: None };
                let post = Post { key: key.clone(), person, main: false, imported: true, active: true, told };
                work.posts.insert(key.clone(), post);
            }
            work.entry_of.insert(key.clone(), at);
            work.seats.push(key);
            if let std::collections::btree_map::Entry::Vacant(vacant) = work.place.entry(person) {
                vacant.insert(work.order.len());
                work.order.push(person);
            }
        }
        for (group, by_name) in self.groups {
            let holder = |at: &usize| holders[*at];
            let kept_apart = |at: &usize| by_name && work.options.apart.contains(&self.entries[*at].key);
            let person = group.iter().find(|at| !kept_apart(at)).or(group.first()).map(holder);
            let Some(person) = person else { continue };
            if by_name && !group.iter().all(kept_apart) {
                work.joined_by_name.insert(person);
            }
            let entry = |at: &usize| JoinedPost {
                key: work.seats[*at].clone(),
                title: self.entries[*at].title.clone(),
                main: false,
                new: true,
                apart: kept_apart(at),
            };
            let before = work.held.get(&person).into_iter().flatten().filter_map(|key| work.known.posts.get(key));
            let before = before.filter(|post| post.active).map(|post| JoinedPost {
                key: post.key.clone(),
                title: post.told.title.clone(),
                main: false,
                new: false,
                apart: false,
            });
            let posts = before.chain(group.iter().map(entry)).collect();
            let name = self.entries[group[0]].name.clone();
            work.joined.push(Joined { name, by_name, posts });
        }
    }
}
