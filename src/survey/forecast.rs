//! What a launch would lead to: what would be shown at 60, 75 and 90 % participation, to whom, and what nobody would see.
//!
//! It goes by the numbers of [`rules`](super::rules) alone. The release may hide more, where subtraction would otherwise
//! give away what is hidden; it never shows more.

use super::{
    Kind,
    rules::{COMMENTS_FROM, Detail, RECOMMEND_FROM, detail, smallest_unit},
    units::Units,
};
use crate::TeamId;
use serde::{Deserialize, Serialize};

/// The shares of the roster, in percent, for which there is a forecast; least first.
pub const PERCENTS: [u8; 3] = [60, 75, 90];

/// From how many roster members attributes are usually shown: with fewer, most of their cells are hidden to protect
/// others. A rule of thumb of the anonymity specification, not a threshold.
pub const ATTRIBUTES_FROM: usize = 200;

/// What a launch would lead to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    /// At each of [`PERCENTS`], in that order.
    pub rates: Vec<Rate>,
    /// What the lead of each team with people would see, by team.
    pub teams: Vec<TeamForecast>,
}

/// What would be shown at one participation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// The share of each group that answers, in percent.
    pub percent: u8,
    /// For each group, in the order of the units, how much of its results.
    pub details: Vec<Detail>,
    /// How many reporting units there are of each detail: nothing, sections, questions, fine. None if there are no units.
    pub counts: [usize; 4],
    /// For each group, where the comments of its people stand: at itself, or at a group above. `None` if nowhere.
    ///
    /// If three texts were written in each group that has enough respondents.
    pub comments: Vec<Option<usize>>,
}

/// What the lead of a team would see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamForecast {
    /// Which team.
    pub team: TeamId,
    /// What.
    pub sees: Sees,
}

/// Whose results a lead would see as those of their team. How much of them, [`Rate::details`] says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sees {
    /// The team's.
    Own {
        /// Its group.
        unit: usize,
    },
    /// Those of the team together with others; the group has their names.
    Merged {
        /// The group.
        unit: usize,
    },
    /// In a company review: only those of everybody.
    Everybody,
    /// Nothing, even at the highest participation of the forecast.
    Nothing {
        /// What could be done instead; nothing in a company review.
        instead: Vec<Instead>,
    },
}

/// What a team can do that is too small for a confidential review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Instead {
    /// A review in open mode, where answers carry names.
    OpenMode,
    /// A workshop.
    Workshop,
}

/// A plain fact about a launch, for the page on which it is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Consequence {
    /// No units: only everybody's results together are shown.
    WholeOnly {
        /// How many people are on the roster.
        roster: usize,
        /// How many a unit needs.
        smallest: usize,
    },
    /// There are units.
    Units {
        /// How many.
        count: usize,
        /// How many people the smallest has.
        smallest: usize,
        /// How many the largest has.
        largest: usize,
    },
    /// Teams that are shown only together with others.
    Merged {
        /// How many.
        teams: usize,
    },
    /// Nothing at all is shown unless nearly everybody answers.
    FewToSpare {
        /// How many must answer.
        needed: usize,
        /// How many are on the roster.
        roster: usize,
    },
    /// The roster is so small that attributes are usually hidden.
    AttributesRarely,
    /// At the middle participation, no comment is shown at all.
    NoComments,
    /// At the middle participation, comments of some or all units stand with a larger group.
    CommentsAbove {
        /// In how many units.
        units: usize,
        /// Of how many.
        of: usize,
    },
    /// The roster is too small for the recommend score and for what matters most.
    NoRecommend,
    /// The recommend score and what matters most need more than the least of the forecast's participations.
    RecommendIfMany {
        /// How many are on the roster.
        roster: usize,
    },
    /// At threshold 3 two colleagues together can work out the third's answers from an average.
    TwoCanTell,
    /// When the same questions are asked again, a newcomer's answers can show in the change.
    NewcomersShow,
}

/// What would be shown of `units` at threshold `k`.
pub fn forecast(units: &Units, k: u8, kind: Kind) -> Forecast {
    let rates: Vec<Rate> = PERCENTS.iter().map(|percent| rate(units, k, *percent)).collect();
    let most = rates.last();
    let is_shown = |unit: usize| most.and_then(|rate| rate.details.get(unit)).is_some_and(|detail| *detail > Detail::Nothing);
    let sees = |unit: usize, exact: bool| match kind {
        _ if !is_shown(unit) => Sees::Nothing { instead: instead(kind) },
        Kind::Company if unit == 0 && !exact => Sees::Everybody,
        _ if exact => Sees::Own { unit },
        _ => Sees::Merged { unit },
    };
    let teams = units.places().iter();
    let teams = teams.map(|place| TeamForecast { team: place.team, sees: sees(place.unit, place.exact) }).collect();
    Forecast { rates, teams }
}

/// What is offered where a confidential review shows nothing.
fn instead(kind: Kind) -> Vec<Instead> {
    match kind {
        Kind::Team => vec![Instead::OpenMode, Instead::Workshop],
        Kind::Company => Vec::new(),
    }
}

/// How many of `people` answer at `percent`, rounded down.
fn share(people: usize, percent: u8) -> usize {
    people * usize::from(percent) / 100
}

fn rate(units: &Units, k: u8, percent: u8) -> Rate {
    let answers: Vec<usize> = units.nodes.iter().map(|unit| share(unit.size, percent)).collect();
    let details: Vec<Detail> = answers.iter().map(|answers| detail(*answers, k)).collect();
    let mut counts = [0; 4];
    if !units.whole_only() {
        units.leaves().for_each(|leaf| counts[details[leaf] as usize] += 1);
    }
    let enough = |unit: usize| answers[unit] >= COMMENTS_FROM.max(usize::from(k));
    let mut comments: Vec<Option<usize>> = Vec::with_capacity(units.nodes.len());
    for (at, unit) in units.nodes.iter().enumerate() {
        comments.push(match unit.parent {
            None => enough(at).then_some(at),
            // What the group above does not show as its own is not split further.
            Some(parent) if comments[parent] == Some(parent) => {
                let siblings = units.children(parent);
                // Looked at once per group of siblings, since there may be thousands of them.
                let all = match siblings.first() {
                    Some(first) if *first != at => comments[*first] == Some(*first),
                    _ => siblings.iter().all(|sibling| enough(*sibling)),
                };
                Some(if all { at } else { parent })
            }
            Some(parent) => comments[parent],
        });
    }
    Rate { percent, details, counts, comments }
}

/// The plain facts about launching to `units` at threshold `k`; the most important first.
pub fn consequences(units: &Units, k: u8, kind: Kind) -> Vec<Consequence> {
    let roster = units.roster();
    let forecast = forecast(units, k, kind);
    let mut facts = Vec::new();
    let sizes: Vec<usize> = units.leaves().map(|leaf| units.nodes[leaf].size).collect();
    if units.whole_only() {
        facts.push(Consequence::WholeOnly { roster, smallest: smallest_unit(k) });
    } else if let (Some(smallest), Some(largest)) = (sizes.iter().min(), sizes.iter().max()) {
        facts.push(Consequence::Units { count: sizes.len(), smallest: *smallest, largest: *largest });
    }
    let merged = forecast.teams.iter().filter(|team| matches!(team.sees, Sees::Merged { .. })).count();
    if merged > 0 {
        facts.push(Consequence::Merged { teams: merged });
    }
    if share(roster, PERCENTS[0]) < usize::from(k) {
        facts.push(Consequence::FewToSpare { needed: usize::from(k), roster });
    }
    if k == 3 {
        facts.push(Consequence::TwoCanTell);
    }
    if roster < ATTRIBUTES_FROM {
        facts.push(Consequence::AttributesRarely);
    }
    let comments = &forecast.rates[1].comments;
    if comments[0].is_none() {
        facts.push(Consequence::NoComments);
    } else if !units.whole_only() {
        let above = units.leaves().filter(|leaf| comments[*leaf] != Some(*leaf)).count();
        if above > 0 {
            facts.push(Consequence::CommentsAbove { units: above, of: units.leaves().count() });
        }
    }
    if roster < RECOMMEND_FROM {
        facts.push(Consequence::NoRecommend);
    } else if share(roster, PERCENTS[0]) < RECOMMEND_FROM {
        facts.push(Consequence::RecommendIfMany { roster });
    }
    facts.push(Consequence::NewcomersShow);
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        PersonId,
        survey::units::{Node, cut},
    };
    use uuid::Uuid;

    fn team(number: usize) -> TeamId {
        TeamId::from_uuid(Uuid::from_u128(number as u128))
    }

    /// Teams side by side, of these sizes.
    fn flat(sizes: &[usize], k: u8) -> Units {
        let node = |at: usize| Node { name: format!("T{at:03}"), team: team(at), parent: None };
        let nodes: Vec<_> = (0..sizes.len()).map(node).collect();
        let homes = sizes.iter().enumerate().flat_map(|(at, size)| std::iter::repeat_n(Some(team(at)), *size));
        let members: Vec<_> =
            homes.enumerate().map(|(at, home)| (PersonId::from_uuid(Uuid::from_u128(at as u128)), home)).collect();
        cut(&nodes, &members, k)
    }

    #[test]
    fn more_is_shown_the_more_answer() {
        let forecast = forecast(&flat(&[8, 16, 20], 5), 5, Kind::Company);
        let details: Vec<_> = forecast.rates.iter().map(|rate| (rate.percent, rate.details.clone())).collect();
        let (nothing, questions, fine) = (Detail::Nothing, Detail::Questions, Detail::Fine);
        assert_eq!(
            details,
            [
                (60, vec![fine, nothing, questions, fine]),
                (75, vec![fine, questions, fine, fine]),
                (90, vec![fine, questions, fine, fine]),
            ]
        );
        assert_eq!(forecast.rates[0].counts, [1, 0, 1, 1]);
        assert_eq!(forecast.rates[1].counts, [0, 0, 1, 2]);
    }

    #[test]
    fn comments_stand_with_a_unit_only_if_all_its_siblings_have_enough() {
        let at = |sizes: &[usize], rate: usize| forecast(&flat(sizes, 5), 5, Kind::Company).rates[rate].comments.clone();
        assert_eq!(at(&[8, 20, 20], 1), [Some(0), Some(0), Some(0), Some(0)]);
        assert_eq!(at(&[14, 20, 20], 1), [Some(0), Some(1), Some(2), Some(3)]);
        assert_eq!(at(&[14, 20, 20], 0), [Some(0); 4]);
        assert_eq!(at(&[12], 0), [None]);
    }

    #[test]
    fn each_lead_is_told_whose_results_they_will_see() {
        let sees = |sizes: &[usize], k, kind| -> Vec<_> {
            forecast(&flat(sizes, k), k, kind).teams.into_iter().map(|team| team.sees).collect()
        };
        assert_eq!(sees(&[5, 2, 4], 3, Kind::Team), [Sees::Own { unit: 1 }, Sees::Merged { unit: 2 }, Sees::Merged { unit: 2 }]);
        assert_eq!(sees(&[6, 6], 5, Kind::Company), [Sees::Everybody, Sees::Everybody]);
        assert_eq!(sees(&[3, 4], 5, Kind::Team), [Sees::Merged { unit: 0 }, Sees::Merged { unit: 0 }]);
        assert_eq!(sees(&[12], 5, Kind::Company), [Sees::Own { unit: 0 }]);
        let instead = vec![Instead::OpenMode, Instead::Workshop];
        assert_eq!(sees(&[3], 3, Kind::Team), [Sees::Nothing { instead }]);
        assert_eq!(sees(&[4], 5, Kind::Company), [Sees::Nothing { instead: Vec::new() }]);
    }

    #[test]
    fn a_launch_is_told_in_plain_facts() {
        use Consequence::*;
        assert_eq!(
            consequences(&flat(&[6, 6], 5), 5, Kind::Company),
            [WholeOnly { roster: 12, smallest: 8 }, AttributesRarely, NoComments, NoRecommend, NewcomersShow]
        );
        assert_eq!(
            consequences(&flat(&[3, 3, 7, 40], 3), 3, Kind::Team),
            [
                Units { count: 3, smallest: 6, largest: 40 },
                Merged { teams: 2 },
                TwoCanTell,
                AttributesRarely,
                CommentsAbove { units: 3, of: 3 },
                RecommendIfMany { roster: 53 },
                NewcomersShow
            ]
        );
        assert_eq!(
            consequences(&flat(&[100, 100], 5), 5, Kind::Company),
            [Units { count: 2, smallest: 100, largest: 100 }, NewcomersShow]
        );
        assert!(consequences(&flat(&[6], 5), 5, Kind::Company).contains(&FewToSpare { needed: 5, roster: 6 }));
        assert!(consequences(&flat(&[], 5), 5, Kind::Company).contains(&NoComments));
    }
}
