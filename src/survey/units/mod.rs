//! Reporting units: the smallest groups whose answers are ever labelled, cut from the team tree at launch.
//!
//! The units partition the roster, and each has at least [`smallest_unit`] people, or there is none and only everybody
//! together is shown. So no two groups of the tree, and no unions of them, differ by fewer than that.
//!
//! A team with that many people in it and below is cut within itself; a smaller one is one pile that joins others where
//! it hangs. Among siblings, piles first join each other, as few to a unit as will do, so that teams that are large enough
//! stay by themselves. Where the piles are too few even together, they join the smallest sibling that is one unit; where
//! there is none, the nearest unit within a sibling. Those who sit directly in a team with sub-teams are a pile as any.

mod merge;
mod tree;

#[cfg(test)]
mod tests;

use crate::{PersonId, TeamId, survey::rules::smallest_unit};
use merge::Pieces;
use serde::{Deserialize, Serialize};
use tree::Tree;

/// A team as it is at launch.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Node {
    /// What it is called.
    pub name: String,
    /// Which.
    pub team: TeamId,
    /// What it belongs to. A team that is not among those given counts as none.
    pub parent: Option<TeamId>,
}

/// A group of the tree: everybody, a group in between, or a reporting unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// The group in which it is, as a place in [`Units::nodes`]; `None` for everybody.
    pub parent: Option<usize>,
    /// What `teams` are called, in the same order.
    pub names: Vec<String>,
    /// The teams under whose names the results stand, by name and then id.
    ///
    /// Of a unit: those with people directly in it, and those of which everybody is in it. Of a group in between: the team
    /// that it is, and those from outside that joined one of its units. Empty where nobody is in a team.
    pub teams: Vec<TeamId>,
    /// Who is in it, by id; only in reporting units, since groups have theirs in the units below.
    pub members: Vec<PersonId>,
    /// How many people are in it and below.
    pub size: usize,
}

/// The tree of groups of one survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Units {
    /// The groups; the first is everybody, and each stands behind the one it is in.
    pub nodes: Vec<Unit>,
    /// The groups directly in each.
    children: Vec<Vec<usize>>,
    /// The unit of each person, by person.
    people: Vec<(PersonId, usize)>,
    /// The teams with people in them or below, by id.
    teams: Vec<Place>,
    /// The teams that each group stands for.
    shown: Vec<Vec<TeamId>>,
}

/// Where a team stands in the tree of groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Which team.
    pub team: TeamId,
    /// The smallest group that has everybody of the team and of those below it.
    pub unit: usize,
    /// Whether that group has nobody else.
    pub exact: bool,
}

/// Cuts `teams` and the roster `members`, each with their home team, into reporting units for threshold `k`.
///
/// Who has no home team, or one that is not among `teams`, sits directly under everybody. The result does not depend on
/// the order of either. A team or person that comes twice counts once. In a circle of teams the first by name belongs to
/// none.
pub fn cut(teams: &[Node], members: &[(PersonId, Option<TeamId>)], k: u8) -> Units {
    let mut tree = Tree::new(teams, members);
    let mut pieces = Pieces::new(smallest_unit(k));
    // What is left of each team for the one it belongs to.
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); tree.nodes.len()];
    let mut whole = Vec::new();
    let order = std::mem::take(&mut tree.children_first);
    for team in order {
        let mut of_team = std::mem::take(&mut parts[team]);
        let direct = std::mem::take(&mut tree.direct[team]);
        let has_direct = !direct.is_empty();
        if has_direct {
            of_team.push(pieces.pile(vec![team], direct));
        }
        if let Some(piece) = pieces.settle(of_team, Some((team, has_direct))) {
            tree.parents[team].map_or(&mut whole, |parent| &mut parts[parent]).push(piece);
        }
    }
    if !tree.loose.is_empty() {
        whole.push(pieces.pile(Vec::new(), std::mem::take(&mut tree.loose)));
    }
    let whole = pieces.settle(whole, None);
    number(&tree, pieces, whole)
}

/// Puts the pieces in order, everybody first.
fn number(tree: &Tree<'_>, mut pieces: Pieces, whole: Option<usize>) -> Units {
    let mut units = Units { nodes: Vec::new(), children: Vec::new(), people: Vec::new(), teams: Vec::new(), shown: Vec::new() };
    let mut homes: Vec<Option<usize>> = vec![None; tree.nodes.len()];
    let mut groups = Vec::new();
    let mut open = vec![(whole, None)];
    while let Some((piece, parent)) = open.pop() {
        let at = units.nodes.len();
        let piece = piece.map(|piece| pieces.take(piece)).unwrap_or_default();
        let mut parts: Vec<_> = piece.parts.iter().map(|&part| (pieces.label(part), part)).collect();
        parts.sort_unstable_by(|(a, _), (b, _)| (a.is_empty(), a).cmp(&(b.is_empty(), b)));
        open.extend(parts.into_iter().rev().map(|(_, part)| (Some(part), Some(at))));

        if piece.parts.is_empty() {
            piece.teams.iter().for_each(|&team| homes[team] = Some(at));
        } else {
            groups.extend(piece.teams.iter().map(|&team| (team, at)));
        }
        let mut members = piece.people;
        members.sort_unstable();
        units.people.extend(members.iter().map(|&person| (person, at)));
        let mut label = piece.teams;
        label.extend(piece.joined);
        label.sort_unstable();
        units.nodes.push(Unit {
            parent,
            names: label.iter().map(|&team| tree.nodes[team].name.clone()).collect(),
            teams: label.iter().map(|&team| tree.nodes[team].team).collect(),
            members,
            size: piece.size,
        });
        units.children.push(Vec::new());
        if let Some(parent) = parent {
            units.children[parent].push(at);
        }
    }
    units.people.sort_unstable();
    // A team that is a group stands there, though some of its people are in a unit under its name.
    for (team, at) in groups {
        homes[team] = Some(at);
    }
    units.shown = vec![Vec::new(); units.nodes.len()];
    for (team, home) in homes.into_iter().enumerate() {
        let Some(unit) = home else { continue };
        let exact = units.nodes[unit].size == tree.below[team];
        units.shown[unit].push(tree.nodes[team].team);
        units.teams.push(Place { team: tree.nodes[team].team, unit, exact });
    }
    units.teams.sort_unstable_by_key(|place| place.team);
    units
}

impl Units {
    /// Whether a group is a reporting unit: nothing below it has a label.
    pub fn is_leaf(&self, unit: usize) -> bool {
        self.children(unit).is_empty()
    }

    /// The places of the reporting units: with everybody's alone, there are no units.
    pub fn leaves(&self) -> impl Iterator<Item = usize> {
        (0..self.nodes.len()).filter(|unit| self.is_leaf(*unit))
    }

    /// Whether only everybody together is shown, since no unit is possible.
    pub fn whole_only(&self) -> bool {
        self.nodes.len() == 1
    }

    /// How many people are on the roster.
    pub fn roster(&self) -> usize {
        self.people.len()
    }

    /// The groups directly in a group, in order.
    pub fn children(&self, unit: usize) -> &[usize] {
        self.children.get(unit).map_or(&[], Vec::as_slice)
    }

    /// The reporting unit in which somebody answers; `None` who is not on the roster.
    pub fn of_person(&self, person: PersonId) -> Option<usize> {
        let at = self.people.binary_search_by_key(&person, |(person, _)| *person).ok()?;
        Some(self.people[at].1)
    }

    /// Where a team stands; `None` for one without people in it or below.
    pub fn place(&self, team: TeamId) -> Option<Place> {
        let at = self.teams.binary_search_by_key(&team, |place| place.team).ok()?;
        Some(self.teams[at])
    }

    /// The group whose results are the team's: see [`Place::unit`].
    pub fn unit_of_team(&self, team: TeamId) -> Option<usize> {
        self.place(team).map(|place| place.unit)
    }

    /// Where every team with people stands, by team.
    pub fn places(&self) -> &[Place] {
        &self.teams
    }

    /// The teams whose results are those of a group, by name: on their pages it stands. There are none for the unit of
    /// those who sit directly in a team that has a group of its own.
    pub fn teams_shown(&self, unit: usize) -> &[TeamId] {
        self.shown.get(unit).map_or(&[], Vec::as_slice)
    }
}
