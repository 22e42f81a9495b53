//! The organisation while an import is planned: what is known, with what the file adds.

use super::{
    Caution, Field, Joined, Known, Options, Problem, Warning, Why,
    entry::{Entry, Layout, Rows},
};
use crate::{
    PersonId, TeamId,
    person::Person,
    post::{Post, PostKey},
    team::Team,
};
use std::collections::{BTreeMap, BTreeSet};

/// What is planned so far.
pub(super) struct Work<'a> {
    pub(super) known: &'a Known,
    pub(super) options: &'a Options,
    pub(super) layout: &'a Layout<'a>,
    pub(super) rows: &'a Rows,
    /// The new states, of everything that is known and everything that is new.
    pub(super) people: BTreeMap<PersonId, Person>,
    pub(super) posts: BTreeMap<PostKey, Post>,
    pub(super) teams: BTreeMap<TeamId, Team>,
    /// The post of each entry. It may have another key than the row: see `identity`.
    pub(super) seats: Vec<PostKey>,
    /// The entry of each post that is in the file.
    pub(super) entry_of: BTreeMap<PostKey, usize>,
    /// Everybody's posts: the known ones by key, then the new ones in the order of the file.
    pub(super) held: BTreeMap<PersonId, Vec<PostKey>>,
    /// The people of the file, in its order. Whatever depends on an order goes by this one, never by ids: those of new people
    /// are drawn.
    pub(super) order: Vec<PersonId>,
    /// The place of each of them in `order`.
    pub(super) place: BTreeMap<PersonId, usize>,
    /// The entries that others name as the same person's main one.
    pub(super) named_main: BTreeSet<usize>,
    /// Who is taken for one person by name only.
    pub(super) joined_by_name: BTreeSet<PersonId>,
    /// Who leaves.
    pub(super) leaving: BTreeSet<PersonId>,
    /// Who is back.
    pub(super) returned: BTreeSet<PersonId>,
    /// Whose manager is another one than the file said last, or new.
    pub(super) moved: BTreeSet<PersonId>,
    /// New teams, in the order in which they were made.
    pub(super) new_teams: Vec<TeamId>,
    pub(super) skipped: usize,
    pub(super) joined: Vec<Joined>,
    pub(super) problems: Vec<Problem>,
    pub(super) warnings: Vec<Warning>,
}

impl<'a> Work<'a> {
    pub(super) fn new(known: &'a Known, options: &'a Options, layout: &'a Layout<'a>, rows: &'a Rows) -> Self {
        let mut held: BTreeMap<PersonId, Vec<PostKey>> = BTreeMap::new();
        for post in known.posts.values() {
            held.entry(post.person).or_default().push(post.key.clone());
        }
        Self {
            known,
            options,
            layout,
            rows,
            people: known.people.clone(),
            posts: known.posts.clone(),
            teams: known.teams.clone(),
            seats: Vec::new(),
            entry_of: BTreeMap::new(),
            held,
            order: Vec::new(),
            place: BTreeMap::new(),
            named_main: BTreeSet::new(),
            joined_by_name: BTreeSet::new(),
            leaving: BTreeSet::new(),
            returned: BTreeSet::new(),
            moved: BTreeSet::new(),
            new_teams: Vec::new(),
            skipped: 0,
            joined: Vec::new(),
            problems: Vec::new(),
            warnings: Vec::new(),
        }
    }

    pub(super) fn is_new(&self, id: PersonId) -> bool {
        !self.known.people.contains_key(&id)
    }

    pub(super) fn is_active(&self, id: PersonId) -> bool {
        self.people.get(&id).is_some_and(|person| person.active)
    }

    pub(super) fn name(&self, id: PersonId) -> String {
        self.people.get(&id).map(|person| person.name.to_string()).unwrap_or_default()
    }

    /// Somebody's posts that go on.
    pub(super) fn active_posts(&self, id: PersonId) -> impl Iterator<Item = &Post> {
        self.held.get(&id).into_iter().flatten().filter_map(|key| self.posts.get(key)).filter(|post| post.active)
    }

    /// Somebody's main post.
    pub(super) fn main_post(&self, id: PersonId) -> Option<&Post> {
        self.active_posts(id).find(|post| post.main)
    }

    /// The post by which somebody's values went until now.
    pub(super) fn main_before(&self, id: PersonId) -> Option<&'a Post> {
        let known = self.known;
        let mains = || self.held.get(&id).into_iter().flatten().filter_map(|key| known.posts.get(key)).filter(|post| post.main);
        mains().find(|post| post.active).or_else(|| mains().next())
    }

    /// The entry of somebody's main post, or of another one of theirs.
    pub(super) fn entry(&self, id: PersonId) -> Option<&'a Entry> {
        let rows = self.rows;
        let main = self.main_post(id).and_then(|post| self.entry_of.get(&post.key));
        let any = || self.held.get(&id)?.iter().find_map(|key| self.entry_of.get(key));
        main.or_else(any).and_then(|at| rows.here.get(*at))
    }

    /// Remarks on somebody go to their line.
    pub(super) fn warn(&mut self, id: PersonId, why: Caution) {
        let line = self.entry(id).map(|entry| entry.line);
        self.warnings.push(Warning { line, column: None, why });
    }

    pub(super) fn blame(&mut self, line: u64, field: Field, why: Why) {
        self.problems.push(Problem::cell(line, self.layout.called(field), why));
    }
}
