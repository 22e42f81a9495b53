use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

fn team(number: usize) -> TeamId {
    TeamId::from_uuid(Uuid::from_u128(number as u128 + 1))
}

fn person(number: usize) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(number as u128 + 1))
}

/// Teams as (name, the one above, how many sit directly in it), and how many sit in none.
fn company(teams: &[(&str, Option<usize>, usize)], loose: usize) -> (Vec<Node>, Vec<(PersonId, Option<TeamId>)>) {
    let node = |(at, (name, parent, _)): (usize, &(&str, Option<usize>, usize))| Node {
        name: (*name).to_owned(),
        team: team(at),
        parent: parent.map(team),
    };
    let homes = teams.iter().enumerate().flat_map(|(at, (.., people))| std::iter::repeat_n(Some(team(at)), *people));
    let homes = homes.chain(std::iter::repeat_n(None, loose));
    (teams.iter().enumerate().map(node).collect(), homes.enumerate().map(|(at, home)| (person(at), home)).collect())
}

/// The tree in short: "Everybody 12 (A 5, B, C 7)".
fn told(units: &Units) -> String {
    fn tell(units: &Units, at: usize) -> String {
        let unit = &units.nodes[at];
        let label = if unit.names.is_empty() { "-".to_owned() } else { unit.names.join("+") };
        let below: Vec<_> = units.children(at).iter().map(|child| tell(units, *child)).collect();
        let below = if below.is_empty() { String::new() } else { format!(" ({})", below.join(", ")) };
        format!("{label} {}{below}", unit.size)
    }
    tell(units, 0)
}

fn cut_told(teams: &[(&str, Option<usize>, usize)], loose: usize, k: u8) -> String {
    let (teams, members) = company(teams, loose);
    told(&cut(&teams, &members, k))
}

#[test]
fn twelve_people_see_everybody_and_no_units() {
    assert_eq!(cut_told(&[("A", None, 6), ("B", None, 6)], 0, 5), "A+B 12");
    assert_eq!(cut_told(&[("Top", None, 1), ("A", Some(0), 5), ("B", Some(0), 6)], 0, 5), "A+B+Top 12");
    assert_eq!(cut_told(&[], 12, 5), "- 12");
    assert_eq!(cut_told(&[], 0, 5), "- 0");
}

#[test]
fn forty_people_see_three_or_four_units() {
    let six = [("Top", None, 2), ("A", Some(0), 8), ("B", Some(0), 7), ("C", Some(0), 9), ("D", Some(0), 6), ("E", Some(0), 8)];
    assert_eq!(cut_told(&six, 0, 5), "Top 40 (A 8, B+D+Top 15, C 9, E 8)");
    let small = [("A", None, 5), ("B", None, 5), ("C", None, 5), ("D", None, 5), ("E", None, 5), ("F", None, 5), ("G", None, 10)];
    assert_eq!(cut_told(&small, 0, 5), "- 40 (A+B 10, C+D 10, E+F 10, G 10)");
}

#[test]
fn small_teams_join_each_other_before_a_larger_one() {
    assert_eq!(cut_told(&[("A", None, 3), ("B", None, 3), ("C", None, 4), ("D", None, 5)], 0, 3), "- 15 (A+B+C 10, D 5)");
    // Too few even together: with the smallest that is a unit.
    assert_eq!(cut_told(&[("A", None, 2), ("B", None, 2), ("C", None, 6), ("D", None, 5)], 0, 3), "- 15 (A+B+D 9, C 6)");
    // As few to a unit as will do.
    assert_eq!(cut_told(&[("A", None, 1), ("B", None, 4), ("C", None, 4), ("D", None, 1)], 0, 3), "- 10 (A+B 5, C+D 5)");
}

#[test]
fn those_directly_in_a_team_with_teams_join_as_any() {
    let teams = [("Top", None, 1), ("Mid", Some(0), 1), ("A", Some(1), 6), ("B", Some(1), 7), ("Other", Some(0), 9)];
    let (nodes, members) = company(&teams, 0);
    let units = cut(&nodes, &members, 3);
    assert_eq!(told(&units), "Top 24 (Mid 14 (A+Mid 7, B 7), Other+Top 10)");
    assert_eq!(units.of_person(person(0)), Some(4));
    assert_eq!(units.place(team(1)), Some(Place { team: team(1), unit: 1, exact: true }));
    assert_eq!(units.place(team(2)), Some(Place { team: team(2), unit: 2, exact: false }));
    assert_eq!(units.teams_shown(4), [team(4)]);
    assert_eq!(units.teams_shown(0), [team(0)]);
    // Enough of them are a unit of their own, in which no team is as a whole.
    let teams = [("Top", None, 5), ("A", Some(0), 5)];
    let (nodes, members) = company(&teams, 0);
    let units = cut(&nodes, &members, 3);
    assert_eq!(told(&units), "Top 10 (A 5, Top 5)");
    assert_eq!(units.unit_of_team(team(0)), Some(0));
    assert!(units.teams_shown(2).is_empty());
}

#[test]
fn a_pile_beside_groups_goes_into_their_nearest_unit() {
    let teams = [
        ("Top", None, 1),
        ("M", Some(0), 0),
        ("A", Some(1), 6),
        ("B", Some(1), 5),
        ("N", Some(0), 0),
        ("C", Some(4), 7),
        ("D", Some(4), 8),
    ];
    let (nodes, members) = company(&teams, 0);
    let units = cut(&nodes, &members, 3);
    assert_eq!(told(&units), "Top 27 (M+Top 12 (A 6, B+Top 6), N 15 (C 7, D 8))");
    assert_eq!(units.place(team(0)).map(|place| place.exact), Some(true));
    assert_eq!(units.place(team(1)).map(|place| place.exact), Some(false));
    // What is then all there is stands for both.
    let teams = [("Top", None, 1), ("M", Some(0), 0), ("A", Some(1), 6), ("B", Some(1), 5)];
    assert_eq!(cut_told(&teams, 0, 3), "M+Top 12 (A 6, B+Top 6)");
    // People in no team have no name.
    let teams = [("M", None, 0), ("A", Some(0), 6), ("B", Some(0), 5), ("N", None, 5)];
    assert_eq!(cut_told(&teams, 1, 3), "- 17 (M 11 (A 6, B 5), N 6)");
    assert_eq!(cut_told(&teams, 5, 3), "- 21 (M 11 (A 6, B 5), N 5, - 5)");
}

#[test]
fn a_chain_of_teams_with_one_child_is_one_group() {
    let chain =
        [("Company", None, 0), ("Division", Some(0), 0), ("Department", Some(1), 0), ("A", Some(2), 6), ("B", Some(2), 5)];
    assert_eq!(cut_told(&chain, 0, 3), "Company+Department+Division 11 (A 6, B 5)");
    assert_eq!(cut_told(&chain[..4], 0, 3), "A+Company+Department+Division 6");
    let names: Vec<String> = (0..20_000).map(|at| format!("{at:05}")).collect();
    let long: Vec<_> = names.iter().enumerate().map(|(at, name)| (name.as_str(), at.checked_sub(1), 1)).collect();
    let (nodes, members) = company(&long, 0);
    assert!(cut(&nodes, &members, 3).whole_only());
}

#[test]
fn one_person_per_team() {
    let names: Vec<String> = (0..12).map(|at| format!("{at:02}")).collect();
    let flat: Vec<_> = names.iter().map(|name| (name.as_str(), None, 1)).collect();
    assert_eq!(cut_told(&flat, 0, 3), "- 12 (00+01+02+03+04+10 6, 05+06+07+08+09+11 6)");
}

#[test]
fn a_huge_flat_team_is_one_unit() {
    assert_eq!(cut_told(&[("A", None, 5000)], 0, 5), "A 5000");
    assert_eq!(cut_told(&[("A", None, 5000)], 3, 5), "A 5003");
    assert_eq!(cut_told(&[("A", None, 5000)], 8, 5), "- 5008 (A 5000, - 8)");
}

#[test]
fn what_is_wrong_in_the_tree_does_no_harm() {
    // A circle, a missing parent, a home that is not among the teams, an empty team, and a team and a person twice.
    let (mut nodes, mut members) = company(&[("B", Some(1), 5), ("A", Some(0), 5), ("C", Some(99), 5), ("D", None, 0)], 0);
    members.push((person(50), Some(team(77))));
    members.push((person(0), Some(team(2))));
    nodes.push(Node { name: "C again".into(), team: team(2), parent: None });
    let units = cut(&nodes, &members, 3);
    assert_eq!(told(&units), "- 16 (A 10 (A 5, B 5), C 6)");
    assert_eq!((units.unit_of_team(team(3)), units.roster()), (None, 16));
}

#[test]
fn a_large_company_is_cut_in_no_time() {
    let names: Vec<String> = (0..15_000).map(|at| format!("Team {at:05}")).collect();
    let teams: Vec<_> =
        names.iter().enumerate().map(|(at, name)| (name.as_str(), (at > 0).then(|| (at - 1) / 7), 1 + at % 12)).collect();
    let (nodes, members) = company(&teams, 2000);
    let units = cut(&nodes, &members, 5);
    assert_eq!(units.roster(), members.len());
    assert!(units.leaves().count() > 5000);
    // Groups within groups, as deep as there are teams; and a long line of single people above many teams.
    let deep: Vec<_> = names.iter().enumerate().map(|(at, name)| (name.as_str(), at.checked_sub(1), 7)).collect();
    let (nodes, members) = company(&deep, 0);
    assert_eq!(cut(&nodes, &members, 3).leaves().count(), 15_000);
    let parent = |at: usize| at.checked_sub(1).map(|above| above.min(1000));
    let line: Vec<_> =
        names.iter().enumerate().map(|(at, name)| (name.as_str(), parent(at), if at > 1000 { 5 } else { 1 })).collect();
    let (nodes, members) = company(&line, 0);
    assert_eq!(cut(&nodes, &members, 3).leaves().count(), 13_999);
}

prop_compose! {
    /// A forest of up to 40 teams, with missing parents and circles now and then, and few names.
    fn companies()(
        teams in prop::collection::vec((0..6usize, prop::option::weighted(0.8, 0..45usize), any::<bool>(), 0..12usize), 0..40),
        loose in 0..12usize,
        k in 3..8u8,
    ) -> (Vec<Node>, Vec<(PersonId, Option<TeamId>)>, u8) {
        let names = ["A", "B", "C", "D", "E", "F"];
        let above = |at: usize, parent: Option<usize>, any: bool| {
            parent.map(|parent| if any { parent } else { parent % (at + 1) })
        };
        let teams: Vec<_> = teams.iter().enumerate()
            .map(|(at, &(name, parent, any, people))| (names[name], above(at, parent, any), people.saturating_sub(3)))
            .collect();
        let (nodes, members) = company(&teams, loose.saturating_sub(5));
        (nodes, members, k)
    }
}

/// Everybody in a group and below.
fn people(units: &Units, at: usize) -> BTreeSet<PersonId> {
    let below = units.children(at).iter().flat_map(|child| people(units, *child));
    units.nodes[at].members.iter().copied().chain(below).collect()
}

proptest! {
    #[test]
    fn units_partition_the_roster_and_are_large_enough((nodes, members, k) in companies()) {
        let units = cut(&nodes, &members, k);
        let smallest = smallest_unit(k);
        let all: Vec<PersonId> = units.leaves().flat_map(|leaf| units.nodes[leaf].members.clone()).collect();
        prop_assert_eq!(all.len(), members.len());
        prop_assert_eq!(all.iter().copied().collect::<BTreeSet<_>>(), members.iter().map(|member| member.0).collect());
        for (at, unit) in units.nodes.iter().enumerate() {
            prop_assert_eq!(people(&units, at).len(), unit.size);
            prop_assert!(units.whole_only() || unit.size >= smallest);
            prop_assert!(units.is_leaf(at) || unit.members.is_empty());
            prop_assert!(units.children(at).len() != 1);
            prop_assert!(unit.members.is_sorted());
            prop_assert_eq!(unit.parent.is_none(), at == 0);
            prop_assert!(unit.parent.is_none_or(|parent| parent < at && units.children(parent).contains(&at)));
        }
        for (member, _) in &members {
            let unit = units.of_person(*member).expect("on the roster");
            prop_assert!(units.nodes[unit].members.contains(member));
        }
    }

    // What subtraction within the tree leaves is nobody or at least a unit: of a group and its parent, of a group and any
    // union of its siblings, and of any two groups.
    #[test]
    fn no_two_groups_differ_by_fewer_than_a_unit((nodes, members, k) in companies()) {
        let units = cut(&nodes, &members, k);
        let smallest = smallest_unit(k);
        let sets: Vec<_> = (0..units.nodes.len()).map(|at| people(&units, at)).collect();
        for a in &sets {
            for b in &sets {
                let left = a.difference(b).count();
                prop_assert!(left == 0 || left >= smallest || units.whole_only());
            }
        }
        for at in 0..sets.len() {
            let children = units.children(at);
            for child in children {
                let siblings = children.iter().filter(|sibling| *sibling != child);
                let mut rest = sets[at].clone();
                for sibling in siblings {
                    rest = rest.difference(&sets[*sibling]).copied().collect();
                    prop_assert!(rest.len() >= smallest);
                }
                prop_assert_eq!(&rest, &sets[*child]);
            }
        }
    }

    #[test]
    fn the_order_of_the_input_does_not_matter(
        (nodes, members, k, mixed_nodes, mixed_members) in companies().prop_flat_map(|(nodes, members, k)| {
            (Just(nodes.clone()), Just(members.clone()), Just(k), Just(nodes).prop_shuffle(), Just(members).prop_shuffle())
        })
    ) {
        prop_assert_eq!(cut(&nodes, &members, k), cut(&mixed_nodes, &mixed_members, k));
    }

    // A team stands where everybody of it is, and large enough teams are cut within themselves.
    #[test]
    fn a_team_stands_where_its_people_are((nodes, members, k) in companies()) {
        let units = cut(&nodes, &members, k);
        let parents: BTreeMap<_, _> = nodes.iter().map(|node| (node.team, node.parent)).collect();
        for node in &nodes {
            let is_below = |home: TeamId| {
                let line = std::iter::successors(Some(home), |at| parents.get(at).copied().flatten());
                line.take(nodes.len() + 1).any(|at| at == node.team)
            };
            let is_in_circle = parents[&node.team].is_some_and(is_below);
            let of_team = members.iter().filter(|(_, home)| home.is_some_and(is_below));
            let of_team: BTreeSet<_> = of_team.map(|member| member.0).collect();
            let Some(place) = units.place(node.team) else {
                prop_assert!(is_in_circle || of_team.is_empty());
                continue;
            };
            prop_assert!(units.teams_shown(place.unit).contains(&node.team));
            if is_in_circle {
                continue;
            }
            let shown = people(&units, place.unit);
            prop_assert!(of_team.is_subset(&shown));
            prop_assert_eq!(place.exact, of_team == shown);
            prop_assert!(units.children(place.unit).iter().all(|child| !of_team.is_subset(&people(&units, *child))));
            prop_assert!(units.nodes[place.unit].teams.contains(&node.team));
        }
    }
}
