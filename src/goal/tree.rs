//! Many goals together: which serves which, and how far those move each other.

use super::{Alignment, End, Goal, Kind, Level, Link, Progress, Refused, Title};
use crate::{GoalId, PersonId};
use rpds::RedBlackTreeMapSync as Map;
use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

/// The most goals that stand one above another. Company, department, team and person take eight with key results at each; what looks up and down a tree
/// stays quick.
pub const DEEPEST: usize = 20;

/// Goals by what they serve, by whose they are, by who answers for them, and by what they are called. Cloning is cheap: what two states have in common is there once.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    goals: Map<GoalId, Arc<Goal>>,
    children: Map<GoalId, Vec<GoalId>>,
    owned: Map<PersonId, Vec<GoalId>>,
    of_level: Map<Level, Vec<GoalId>>,
    called: Map<(Level, String), Vec<GoalId>>,
}

impl FromIterator<Arc<Goal>> for Tree {
    fn from_iter<T: IntoIterator<Item = Arc<Goal>>>(goals: T) -> Self {
        let mut tree = Self::default();
        goals.into_iter().for_each(|goal| tree.put(goal));
        tree
    }
}

/// Lists a goal under another key than before.
fn relist<K: Ord + Clone>(lists: &mut Map<K, Vec<GoalId>>, id: GoalId, before: Option<K>, now: Option<K>) {
    if before == now {
        return;
    }
    if let Some(list) = before.as_ref().and_then(|before| lists.get_mut(before)) {
        list.retain(|other| *other != id);
    }
    if let Some(now) = now {
        match lists.get_mut(&now) {
            Some(list) => list.push(id),
            None => lists.insert_mut(now, vec![id]),
        }
    }
}

/// Whether it was done, as it is now.
pub(super) fn is_done(goal: &Goal) -> bool {
    matches!(goal.ended, Some((End::Done, _)))
}

impl Tree {
    /// Takes a goal in, in place of what it was.
    pub fn put(&mut self, goal: Arc<Goal>) {
        let before = self.goals.get(&goal.id).cloned();
        let before = before.as_deref();
        let parent = |goal: &Goal| goal.parent.map(|parent| parent.goal);
        relist(&mut self.children, goal.id, before.and_then(parent), parent(&goal));
        relist(&mut self.owned, goal.id, before.map(|goal| goal.owner), Some(goal.owner));
        relist(&mut self.of_level, goal.id, before.map(|goal| goal.level), Some(goal.level));
        let called = |goal: &Goal| (goal.level, goal.terms.title.key());
        relist(&mut self.called, goal.id, before.map(called), Some(called(&goal)));
        self.goals.insert_mut(goal.id, goal);
    }

    fn listed<'a>(&'a self, list: Option<&'a Vec<GoalId>>) -> impl Iterator<Item = &'a Arc<Goal>> {
        list.into_iter().flatten().filter_map(|id| self.goals.get(id))
    }

    /// Those that somebody answers for, in no order.
    pub fn owned_by(&self, owner: PersonId) -> impl Iterator<Item = &Arc<Goal>> {
        self.listed(self.owned.get(&owner))
    }

    /// Those of a person, a team or the company, in no order.
    pub fn of_level(&self, level: Level) -> impl Iterator<Item = &Arc<Goal>> {
        self.listed(self.of_level.get(&level))
    }

    /// Those of a level that are called so to a reader, in no order.
    pub fn called(&self, level: Level, title: &Title) -> impl Iterator<Item = &Arc<Goal>> {
        self.listed(self.called.get(&(level, title.key())))
    }

    /// The key results of an objective that policies look at, in no order.
    pub fn key_results(&self, objective: GoalId) -> impl Iterator<Item = &Arc<Goal>> {
        self.children(objective).filter(|child| child.kind == Kind::KeyResult && child.is_planned())
    }

    /// The goal with this id.
    pub fn get(&self, id: GoalId) -> Option<&Arc<Goal>> {
        self.goals.get(&id)
    }

    /// Every goal, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Goal>> {
        self.goals.values()
    }

    /// Those that serve this one, in no order.
    pub fn children(&self, id: GoalId) -> impl Iterator<Item = &Arc<Goal>> {
        self.listed(self.children.get(&id))
    }

    /// What a goal serves.
    pub fn parent(&self, goal: &Goal) -> Option<&Arc<Goal>> {
        goal.parent.and_then(|parent| self.get(parent.goal))
    }

    /// What this one serves, what that serves, and so on. It ends where a goal would come a second time.
    pub fn above(&self, id: GoalId) -> Vec<&Arc<Goal>> {
        let mut above: Vec<&Arc<Goal>> = Vec::new();
        let mut at = self.get(id);
        while let Some(parent) = at.and_then(|goal| self.parent(goal)) {
            if parent.id == id || above.iter().any(|goal| goal.id == parent.id) {
                break;
            }
            above.push(parent);
            at = Some(parent);
        }
        above
    }

    /// How many goals stand one above another from this one down, itself one of them; no more than one too many is counted.
    fn height(&self, id: GoalId) -> usize {
        let mut level = vec![id];
        for height in 1..=DEEPEST {
            level = level.iter().flat_map(|id| self.children(*id)).map(|child| child.id).collect();
            if level.is_empty() {
                return height;
            }
        }
        DEEPEST + 1
    }

    /// Whether a goal may serve another so: that is there, does not serve it in turn, is an objective if it is moved, and no more than [`DEEPEST`] stand
    /// one above another.
    ///
    /// # Errors
    ///
    /// [`Refused`] says why not.
    pub fn may_serve(&self, id: GoalId, parent: Alignment) -> Result<(), Refused> {
        let served = self.get(parent.goal).ok_or(Refused::NoParent)?;
        if served.id == id || self.above(served.id).iter().any(|above| above.id == id) {
            return Err(Refused::Circle);
        }
        if self.above(served.id).len() + 1 + self.height(id) > DEEPEST {
            return Err(Refused::Deep);
        }
        match parent.link {
            Link::Contributes { .. } if served.kind != Kind::Objective => Err(Refused::NotMoved),
            _ => Ok(()),
        }
    }

    /// How far a goal is: by its own measure; an objective by the mean of what contributes to it, by weight. What goes beyond its target counts as whole, what
    /// was given up or is only proposed does not count, and what has no number yet counts as nothing. Nothing where nothing says how far it is.
    pub fn progress(&self, id: GoalId) -> Option<Progress> {
        self.progress_by(id, &Goal::progress, &is_done)
    }

    /// How far a goal is, as [`Tree::progress`] says, where this is how far each goal is by its own measure, and whether it was done.
    pub(super) fn progress_by(
        &self,
        id: GoalId,
        own: &impl Fn(&Goal) -> Option<Progress>,
        is_done: &impl Fn(&Goal) -> bool,
    ) -> Option<Progress> {
        self.progress_within(self.get(id)?, own, is_done, &mut Vec::new())
    }

    fn progress_within(
        &self,
        goal: &Goal,
        own: &impl Fn(&Goal) -> Option<Progress>,
        is_done: &impl Fn(&Goal) -> bool,
        on_the_way: &mut Vec<GoalId>,
    ) -> Option<Progress> {
        if goal.kind != Kind::Objective || on_the_way.contains(&goal.id) || on_the_way.len() >= DEEPEST {
            return own(goal);
        }
        on_the_way.push(goal.id);
        let whole = |goal: &Goal| is_done(goal).then_some(Progress::WHOLE);
        let (mut sum, mut weights) = (0_i128, 0_i128);
        for (child, weight) in self.contributors(goal.id) {
            let progress = self.progress_within(child, own, is_done, on_the_way).or_else(|| whole(child));
            sum += i128::from(weight) * i128::from(progress.unwrap_or(Progress::NONE).clamped().0);
            weights += i128::from(weight);
        }
        on_the_way.pop();
        if weights == 0 { whole(goal) } else { Some(Progress::of(sum, weights * 1000)) }
    }

    /// What moves an objective, with its weight: what was given up or is only proposed does not.
    pub fn contributors(&self, id: GoalId) -> impl Iterator<Item = (&Arc<Goal>, u8)> {
        self.children(id).filter_map(|child| match child.parent?.link {
            Link::Contributes { weight } if child.is_agreed() && !matches!(child.ended, Some((End::Dropped, _))) => {
                Some((child, weight))
            }
            Link::Contributes { .. } | Link::Supports => None,
        })
    }

    /// In percent, which part of an objective this goal moves; nothing where it moves none. The parts of all that move one are a hundred together, but for
    /// rounding.
    pub fn part(&self, goal: &Goal) -> Option<u32> {
        let Alignment { goal: parent, link: Link::Contributes { weight } } = goal.parent? else { return None };
        // A proposal is told what it would move.
        let counts =
            |child: &&Arc<Goal>| !matches!(child.ended, Some((End::Dropped, _))) && (child.is_agreed() || child.id == goal.id);
        let weight_of = |child: &Arc<Goal>| match child.parent?.link {
            Link::Contributes { weight } => Some(u32::from(weight)),
            Link::Supports => None,
        };
        let all: u32 = self.children(parent).filter(counts).filter_map(weight_of).sum();
        (all > 0).then(|| (u32::from(weight) * 100 + all / 2) / all)
    }

    /// These goals in the order of a tree: each before what serves it, with how deep it stands. One whose parent is not among them stands on top. Siblings
    /// are ordered by `key`.
    pub fn order<K: Ord>(&self, goals: &[GoalId], key: impl Fn(&Goal) -> K) -> Vec<(GoalId, usize)> {
        let among: HashSet<GoalId> = goals.iter().copied().collect();
        let mut below: BTreeMap<Option<GoalId>, Vec<GoalId>> = BTreeMap::new();
        for id in goals {
            let parent =
                self.get(*id).and_then(|goal| goal.parent).map(|parent| parent.goal).filter(|parent| among.contains(parent));
            below.entry(parent).or_default().push(*id);
        }
        for siblings in below.values_mut() {
            siblings.sort_by_cached_key(|id| self.get(*id).map(|goal| (key(goal), goal.id)));
        }
        let mut ordered = Vec::with_capacity(goals.len());
        let mut listed = HashSet::with_capacity(goals.len());
        // What is left when nothing stands on top any more are circles: each begins somewhere, so that nothing is lost.
        while let Some((_, top)) = below.pop_first() {
            let mut open: Vec<(GoalId, usize)> = top.into_iter().rev().map(|id| (id, 0)).collect();
            while let Some((id, depth)) = open.pop() {
                if listed.insert(id) {
                    ordered.push((id, depth));
                    let children = below.remove(&Some(id)).unwrap_or_default();
                    open.extend(children.into_iter().rev().map(|child| (child, depth + 1)));
                }
            }
        }
        ordered
    }
}
