//! Joining what is too small, level by level from below.

use crate::PersonId;
use std::collections::BTreeSet;

/// A group in the making: a pile of people, or a group of at least two others.
#[derive(Clone, Default)]
pub(super) struct Piece {
    /// Of a pile, the teams under whose names it stands; of a group, the team that it is, and those that are the same.
    pub teams: Vec<usize>,
    /// Of a group: the teams from outside that joined one of its units.
    pub joined: Vec<usize>,
    /// Who is in a pile.
    pub people: Vec<PersonId>,
    /// How many are in it and below.
    pub size: usize,
    /// Of a group: what is in it.
    pub parts: Vec<usize>,
    /// Its first team, for the order among pieces of one size.
    first: usize,
}

/// All groups in the making.
pub(super) struct Pieces {
    all: Vec<Piece>,
    /// The fewest people of a unit.
    smallest: usize,
}

impl Pieces {
    pub fn new(smallest: usize) -> Self {
        Self { all: Vec::new(), smallest }
    }

    /// A pile of people.
    pub fn pile(&mut self, teams: Vec<usize>, people: Vec<PersonId>) -> usize {
        let first = teams.first().copied().unwrap_or(usize::MAX);
        self.all.push(Piece { first, size: people.len(), teams, people, ..Piece::default() });
        self.all.len() - 1
    }

    /// Takes a finished piece out.
    pub fn take(&mut self, piece: usize) -> Piece {
        std::mem::take(&mut self.all[piece])
    }

    /// The teams under whose names a piece stands, in order.
    pub fn label(&self, piece: usize) -> Vec<usize> {
        let piece = &self.all[piece];
        let mut label: Vec<usize> = piece.teams.iter().chain(&piece.joined).copied().collect();
        label.sort_unstable();
        label
    }

    /// Makes one piece of all `parts` of a team, or of everybody where `team` is `None`. With the team comes whether a part
    /// has its name already. `None` if there is nobody.
    ///
    /// Only what has fewer people than a unit is left a pile that is too small.
    pub fn settle(&mut self, parts: Vec<usize>, team: Option<(usize, bool)>) -> Option<usize> {
        let parts = self.join(parts);
        if let [only] = parts[..] {
            let piece = &mut self.all[only];
            if piece.parts.is_empty() {
                piece.teams.extend(team.and_then(|(team, has_name)| (!has_name).then_some(team)));
            } else {
                // Whoever joined from outside was in this team.
                piece.joined.clear();
                piece.teams.extend(team.map(|(team, _)| team));
            }
            piece.first = piece.first.min(team.map_or(usize::MAX, |(team, _)| team));
            return Some(only);
        }
        let first = team.map_or(usize::MAX, |(team, _)| team);
        let size = parts.iter().map(|part| self.all[*part].size).sum();
        let group = Piece { teams: team.map(|(team, _)| team).into_iter().collect(), size, first, parts, ..Piece::default() };
        (size > 0).then(|| {
            self.all.push(group);
            self.all.len() - 1
        })
    }

    /// Joins siblings until none is too small, unless all of them together are.
    fn join(&mut self, parts: Vec<usize>) -> Vec<usize> {
        let (small, mut large): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| self.all[*part].size < self.smallest);
        let people: usize = small.iter().map(|part| self.all[*part].size).sum();
        if people >= self.smallest {
            large.extend(self.cover(&small));
            return large;
        }
        let Some(pile) = small.into_iter().reduce(|into, part| self.absorb(into, part)) else { return large };
        let sibling = large.iter().copied().filter(|part| self.all[*part].parts.is_empty()).min_by_key(|part| self.key(*part));
        if let Some(sibling) = sibling {
            self.absorb(sibling, pile);
        } else if large.is_empty() {
            large.push(pile);
        } else {
            self.sink(pile, &large);
        }
        large
    }

    /// Makes as many units as it can find of piles that are each too small, and together are not.
    ///
    /// To cover as many bins as possible is hard to do exactly. Here the largest takes the smallest that completes it, or
    /// the next largest while none does; what is left goes to the smallest units, one by one.
    fn cover(&mut self, small: &[usize]) -> Vec<usize> {
        let mut left: BTreeSet<_> = small.iter().map(|part| self.key(*part)).collect();
        let mut people: usize = left.iter().map(|(size, ..)| size).sum();
        let mut units = BTreeSet::new();
        while people >= self.smallest {
            let Some((mut size, _, unit)) = take_largest(&mut left) else { break };
            people -= size;
            while size < self.smallest {
                let completes = left.range((self.smallest - size, 0, 0)..).next().copied();
                let part = completes.inspect(|part| _ = left.remove(part)).or_else(|| take_largest(&mut left));
                let Some((more, _, part)) = part else { break };
                people -= more;
                size += more;
                self.absorb(unit, part);
            }
            units.insert(self.key(unit));
        }
        while let Some((_, _, part)) = take_largest(&mut left) {
            let Some((_, _, unit)) = units.pop_first() else { break };
            self.absorb(unit, part);
            units.insert(self.key(unit));
        }
        units.into_iter().map(|(_, _, unit)| unit).collect()
    }

    /// Puts a pile into the nearest unit within `groups`, of those equally near the smallest.
    fn sink(&mut self, pile: usize, groups: &[usize]) {
        // Level by level, each piece with the place of the group it is in. Every group has at least two parts, so the
        // nearest unit is never deep.
        let mut seen: Vec<(usize, Option<usize>)> = groups.iter().map(|group| (*group, None)).collect();
        let mut level = 0..seen.len();
        let (unit, mut above) = loop {
            let units = seen[level.clone()].iter().filter(|(piece, _)| self.all[*piece].parts.is_empty());
            if let Some(nearest) = units.min_by_key(|(piece, _)| self.key(*piece)) {
                break *nearest;
            }
            for at in level.clone() {
                seen.extend(self.all[seen[at].0].parts.iter().map(|part| (*part, Some(at))));
            }
            level = level.end..seen.len();
        };
        let (size, teams) = (self.all[pile].size, self.all[pile].teams.clone());
        while let Some(at) = above {
            let (group, next) = seen[at];
            self.all[group].size += size;
            self.all[group].joined.extend(&teams);
            above = next;
        }
        self.absorb(unit, pile);
    }

    /// Puts pile `part` into pile `into`.
    fn absorb(&mut self, into: usize, part: usize) -> usize {
        fn append<T>(into: &mut Vec<T>, mut from: Vec<T>) {
            // The shorter one moves, so that no chain of teams makes this slow.
            if from.len() > into.len() {
                std::mem::swap(into, &mut from);
            }
            into.append(&mut from);
        }
        let part = self.take(part);
        let into_piece = &mut self.all[into];
        append(&mut into_piece.people, part.people);
        append(&mut into_piece.teams, part.teams);
        into_piece.size += part.size;
        into_piece.first = into_piece.first.min(part.first);
        into
    }

    /// Smallest first, then by first team.
    fn key(&self, piece: usize) -> (usize, usize, usize) {
        (self.all[piece].size, self.all[piece].first, piece)
    }
}

/// The largest; of several the first.
fn take_largest(left: &mut BTreeSet<(usize, usize, usize)>) -> Option<(usize, usize, usize)> {
    let (size, ..) = *left.last()?;
    let largest = *left.range((size, 0, 0)..).next()?;
    left.remove(&largest);
    Some(largest)
}
