//! Whether the results of two surveys, taken together, would show a group that is too small.
//!
//! People tend to answer the same questions in the same way within a few weeks. So whoever has the sums of a group before
//! and after can subtract one from the other, and is left with those who are in only one of the two: somebody who joined,
//! left, or changed teams. Two rules stand against that, with k the greater threshold of both surveys.
//!
//! *Pairs.* Of each unit B now and each unit A then that have people in common, A\B and B\A are each nobody or at least k
//! people; and so are those who joined the roster, and those who left it. (Both sides, since one answer minus a few others
//! is hardly better hidden than one answer.) Units without common people leave nothing to subtract.
//!
//! *Unions.* Every group that is shown is a union of units, so what can be computed from both surveys is any weighted sum
//! of units then and units now. Lay the units of both over each other: all people of one *piece*, in the same unit then and
//! in the same unit now, or in one of the two surveys only, have the same weight in every such sum. The sum leaves out a
//! piece only if its two units weigh the same, against each other; outside weighs nothing. So a piece of k or more ties its
//! two units together: a sum in which they differ keeps at least k people. Units that are tied, in one step or over others,
//! weigh the same in every sum that is left with fewer than k, and all pieces between two such clusters stay or go
//! together, so that k people there tie the clusters. When no more can be tied, every piece must lie within a cluster: then
//! no sum is left with 1 to k - 1 people. A unit that is two earlier ones and a newcomer differs from each of them by many,
//! and is found by this rule alone. The rule errs on the safe side where units were shuffled through each other in small
//! pieces only.

use crate::{PersonId, survey::units::Units};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far apart two surveys with the same questions are for their results not to be compared like this: 60 days from the
/// close of one to the opening of the other.
pub const APART: SignedDuration = SignedDuration::from_hours(60 * 24);

/// A reporting unit and who is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its names.
    pub names: Vec<String>,
    /// Who is in it; each once, and nobody in two of a survey.
    pub members: Vec<PersonId>,
}

/// A survey that was launched before; one that was called off shows nothing and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// What it is called.
    pub name: String,
    /// The threshold in force.
    pub k: u8,
    /// When it opened or will.
    pub opens: Timestamp,
    /// When it closed or will.
    pub closes: Timestamp,
    /// Whether any of its questions is asked again.
    pub same_questions: bool,
    /// Its reporting units; everybody, if there were none.
    pub units: Vec<Group>,
}

/// People whom the results of two surveys together would show, though they are too few.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlap {
    /// What the earlier survey is called.
    pub survey: String,
    /// Which people.
    pub who: Who,
    /// How many they are: 1 to `needed` - 1.
    pub people: usize,
    /// How many there must be, unless there is nobody: the greater threshold of both surveys.
    pub needed: usize,
}

/// Which people two surveys together would show. Units are told by their names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Who {
    /// Those on the roster who were not on the earlier one.
    Joined,
    /// Those on the earlier roster who are not on this one.
    Left,
    /// Those of a unit who were not in an earlier one that is nearly the same, or has nearly all of it.
    More {
        /// The unit.
        unit: Vec<String>,
        /// The earlier one.
        earlier: Vec<String>,
    },
    /// Those of an earlier unit who are not in this one, which is nearly the same, or has nearly all of it.
    Fewer {
        /// The unit.
        unit: Vec<String>,
        /// The earlier one.
        earlier: Vec<String>,
    },
    /// Those whom unions of units give away.
    Between {
        /// The unit in which they would be; `None` if they are not on the roster.
        unit: Option<Vec<String>>,
        /// The unit in which they were; `None` if they were not on the earlier roster.
        earlier: Option<Vec<String>>,
    },
}

/// The reporting units, or everybody where there are none.
impl From<&Units> for Vec<Group> {
    fn from(units: &Units) -> Self {
        let of = |leaf: usize| Group { names: units.nodes[leaf].names.clone(), members: units.nodes[leaf].members.clone() };
        units.leaves().map(of).collect()
    }
}

/// Who would be given away by a survey with these `units` and threshold `k`, together with each of the surveys
/// `earlier` that is near and has some of its questions and of its people. Unions are looked at once no pair is at fault.
pub fn overlap(units: &[Group], k: u8, opens: Timestamp, closes: Timestamp, earlier: &[Earlier]) -> Vec<Overlap> {
    let is_near = |earlier: &Earlier| {
        earlier.same_questions && opens.duration_since(earlier.closes) < APART && earlier.opens.duration_since(closes) < APART
    };
    let homes = homes(units);
    earlier.iter().filter(|earlier| is_near(earlier)).flat_map(|earlier| too_small(units, &homes, k, earlier)).collect()
}

/// Everybody's unit, by person.
fn homes(units: &[Group]) -> Vec<(PersonId, usize)> {
    let each = units.iter().enumerate().flat_map(|(at, unit)| unit.members.iter().map(move |person| (*person, at)));
    let mut homes: Vec<_> = each.collect();
    homes.sort_unstable();
    homes.dedup_by_key(|(person, _)| *person);
    homes
}

/// The people of each unit now and unit then; `None` stands for who is not on the roster.
type Pieces = BTreeMap<(Option<usize>, Option<usize>), usize>;

fn too_small(units: &[Group], homes: &[(PersonId, usize)], k: u8, earlier: &Earlier) -> Vec<Overlap> {
    let needed = usize::from(k.max(earlier.k));
    let pieces = pieces(homes, &self::homes(&earlier.units));
    if !pieces.keys().any(|(now, then)| now.is_some() && then.is_some()) {
        return Vec::new();
    }
    let now = |unit: usize| units[unit].names.clone();
    let then = |unit: usize| earlier.units[unit].names.clone();
    let mut found: Vec<(Who, usize)> = Vec::new();
    let mut note = |people: usize, who: &dyn Fn() -> Who| {
        if (1..needed).contains(&people) {
            found.push((who(), people));
        }
    };
    let sum = |of: fn(&(Option<usize>, Option<usize>)) -> bool| -> usize {
        pieces.iter().filter(|(piece, _)| of(piece)).map(|(_, people)| people).sum()
    };
    note(sum(|(_, then)| then.is_none()), &|| Who::Joined);
    note(sum(|(now, _)| now.is_none()), &|| Who::Left);
    // Of one unit each, the pair is that of the rosters.
    let is_pair = units.len() > 1 || earlier.units.len() > 1;
    for ((unit, other), people) in pieces.iter().filter(|_| is_pair) {
        let (Some(unit), Some(other)) = (*unit, *other) else { continue };
        note(units[unit].members.len() - people, &|| Who::More { unit: now(unit), earlier: then(other) });
        note(earlier.units[other].members.len() - people, &|| Who::Fewer { unit: now(unit), earlier: then(other) });
    }
    if found.is_empty() {
        let loose = untied(&pieces, units.len(), earlier.units.len(), needed);
        let between = |(unit, other): (Option<_>, Option<_>)| Who::Between { unit: unit.map(now), earlier: other.map(then) };
        found.extend(loose.into_iter().map(|(piece, people)| (between(piece), people)));
    }
    let overlap = |(who, people)| Overlap { survey: earlier.name.clone(), who, people, needed };
    found.into_iter().map(overlap).collect()
}

/// The pieces that do not lie within a cluster of units tied by `needed` people or more, and how many are in each.
fn untied(pieces: &Pieces, now: usize, then: usize, needed: usize) -> Pieces {
    // Outside is the first, then come the units now, then those before.
    let mut clusters: Vec<usize> = (0..=now + then).collect();
    let ends = |(unit, other): &(Option<usize>, Option<usize>)| {
        (unit.map_or(0, |unit| unit + 1), other.map_or(0, |other| other + 1 + now))
    };
    loop {
        let mut between: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let mut untied = Pieces::new();
        for (piece, people) in pieces {
            let (a, b) = ends(piece);
            let (a, b) = (root(&mut clusters, a), root(&mut clusters, b));
            if a != b {
                *between.entry((a.min(b), a.max(b))).or_default() += people;
                untied.insert(*piece, *people);
            }
        }
        between.retain(|_, people| *people >= needed);
        if between.is_empty() {
            return untied;
        }
        for (a, b) in between.into_keys() {
            let (a, b) = (root(&mut clusters, a), root(&mut clusters, b));
            clusters[b] = a;
        }
    }
}

/// The unit that stands for a cluster.
fn root(clusters: &mut [usize], mut at: usize) -> usize {
    while clusters[at] != at {
        clusters[at] = clusters[clusters[at]];
        at = clusters[at];
    }
    at
}

/// How many people are in each unit now and each unit then. Both lists are by person.
fn pieces(now: &[(PersonId, usize)], then: &[(PersonId, usize)]) -> Pieces {
    let mut pieces = Pieces::new();
    let (mut now, mut then) = (now.iter().peekable(), then.iter().peekable());
    loop {
        let first = match (now.peek(), then.peek()) {
            (None, None) => return pieces,
            (Some((a, _)), Some((b, _))) => *a.min(b),
            (Some((only, _)), None) | (None, Some((only, _))) => *only,
        };
        let unit = |(_, unit): &(PersonId, usize)| *unit;
        let piece =
            (now.next_if(|(person, _)| *person == first).map(unit), then.next_if(|(person, _)| *person == first).map(unit));
        *pieces.entry(piece).or_insert(0) += 1;
    }
}
