//! The team tree as it is given, put in order.

use super::Node;
use crate::{PersonId, TeamId};
use std::collections::{BTreeMap, BTreeSet};

/// Teams by name, then id; everything else goes by their places in that order.
pub(super) struct Tree<'a> {
    pub nodes: Vec<&'a Node>,
    /// The place of the team each belongs to.
    pub parents: Vec<Option<usize>>,
    /// Every place, those below before those above.
    pub children_first: Vec<usize>,
    /// Who has their home in each.
    pub direct: Vec<Vec<PersonId>>,
    /// How many people are in each and below.
    pub below: Vec<usize>,
    /// Who has their home in none.
    pub loose: Vec<PersonId>,
}

impl<'a> Tree<'a> {
    pub fn new(teams: &'a [Node], members: &[(PersonId, Option<TeamId>)]) -> Self {
        let mut nodes: Vec<&Node> = teams.iter().collect();
        nodes.sort_unstable();
        let mut seen = BTreeSet::new();
        nodes.retain(|node| seen.insert(node.team));
        let places: BTreeMap<TeamId, usize> = nodes.iter().enumerate().map(|(place, node)| (node.team, place)).collect();
        let parents = nodes.iter().map(|node| places.get(&node.parent?).copied()).collect();
        let parents = without_circles(parents);
        let children_first = children_first(&parents);

        let mut direct = vec![Vec::new(); nodes.len()];
        let mut loose = Vec::new();
        let mut members = members.to_vec();
        members.sort_unstable();
        members.dedup_by_key(|(person, _)| *person);
        for (person, team) in members {
            let place = team.and_then(|team| places.get(&team));
            place.map_or(&mut loose, |place| &mut direct[*place]).push(person);
        }
        let mut below: Vec<usize> = direct.iter().map(Vec::len).collect();
        for &place in &children_first {
            if let Some(parent) = parents[place] {
                below[parent] += below[place];
            }
        }
        Self { nodes, parents, children_first, direct, below, loose }
    }
}

/// Opens every circle at its first team.
fn without_circles(mut parents: Vec<Option<usize>>) -> Vec<Option<usize>> {
    // By which walk upwards each was met first.
    let mut met = vec![usize::MAX; parents.len()];
    for start in 0..parents.len() {
        let mut at = start;
        while met[at] == usize::MAX {
            met[at] = start;
            let Some(parent) = parents[at] else { break };
            if met[parent] == start {
                let rest = std::iter::successors(parents[parent], |at| parents[*at]).take_while(|at| *at != parent);
                let round = std::iter::once(parent).chain(rest);
                if let Some(first) = round.min() {
                    parents[first] = None;
                }
                break;
            }
            at = parent;
        }
    }
    parents
}

/// Every place, those below before those above; there are no circles.
fn children_first(parents: &[Option<usize>]) -> Vec<usize> {
    let mut children = vec![Vec::new(); parents.len()];
    let mut order = Vec::with_capacity(parents.len());
    for (place, parent) in parents.iter().enumerate() {
        parent.map_or(&mut order, |parent| &mut children[parent]).push(place);
    }
    let mut at = 0;
    while let Some(&place) = order.get(at) {
        order.append(&mut children[place]);
        at += 1;
    }
    order.reverse();
    order
}
