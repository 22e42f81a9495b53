use super::*;
use crate::directory::fold::fold;
use std::collections::{BTreeMap, BTreeSet};

fn office() -> Office {
    Office::default()
        .form("Product")
        .form_in("Product", "Platform")
        .form_in("Product", "Data")
        .form_in("Data", "Märkte")
        .form("Old")
        .closed()
        .form_in("Old", "Orphans")
        .hire("Øystein Berg")
        .hire("Zoë Lind")
        .under("Øystein Berg")
        .at_home_in("Data")
        .mailed("zoe@halden.example")
        .working_in("Zürich")
        .hire("Ähmed Aziz")
        .under("Øystein Berg")
        .at_home_in("Märkte")
        .working_in("ZURICH")
        .hire("bo Cid")
        .under("Zoë Lind")
        .working_in("Zürich")
        .hire("Gone Girl")
        .under("Zoë Lind")
        .mailed("gone@halden.example")
        .who_left()
        .hire("Left Alone")
        .under("Gone Girl")
}

#[test]
fn people_are_in_order_of_their_names_without_regard_to_marks_and_case() {
    let directory = office().directory();
    assert_eq!(names(&directory, directory.people()), ["Ähmed Aziz", "bo Cid", "Left Alone", "Øystein Berg", "Zoë Lind"]);
    assert_eq!(names(&directory, directory.left()), ["Gone Girl"]);
}

#[test]
fn the_line_goes_up_to_the_root_and_down_to_everybody_below() {
    let (office, directory) = (office(), office().directory());
    let [root, zoe, bo, gone] = ["Øystein Berg", "Zoë Lind", "bo Cid", "Gone Girl"].map(|called| office.id(called));
    assert_eq!(names(&directory, &directory.line_up(bo)), ["Zoë Lind", "Øystein Berg"]);
    assert_eq!(names(&directory, &directory.line_up(gone)), ["Zoë Lind", "Øystein Berg"]);
    assert_eq!(names(&directory, directory.reports(root)), ["Ähmed Aziz", "Zoë Lind"]);
    assert_eq!(names(&directory, directory.reports(zoe)), ["bo Cid"]);
    assert_eq!([root, zoe, bo, gone].map(|id| directory.below(id)), [3, 1, 0, 0]);
    assert!(directory.is_in_line(root, bo) && !directory.is_in_line(bo, root) && !directory.is_in_line(bo, bo));
}

#[test]
fn who_reports_to_somebody_who_left_is_a_root() {
    let (office, directory) = (office(), office().directory());
    assert_eq!(names(&directory, directory.roots()), ["Left Alone", "Øystein Berg"]);
    assert_eq!(directory.reports(office.id("Gone Girl")), []);
}

#[test]
fn teams_are_a_tree_in_which_the_orphans_of_a_closed_one_are_at_the_top() {
    let (office, directory) = (office(), office().directory());
    let rows: Vec<_> = directory.teams().iter().map(|row| (team_names(&directory, &[row.id]).remove(0), row.depth)).collect();
    let expected = [("Orphans", 0), ("Product", 0), ("Data", 1), ("Märkte", 2), ("Platform", 1)];
    assert_eq!(rows, expected.map(|(called, depth)| (called.to_owned(), depth)));
    assert_eq!(team_names(&directory, &directory.team_path(office.team("Märkte"))), ["Product", "Data"]);
    assert_eq!(directory.team_path(office.team("Orphans")), []);
    assert_eq!(team_names(&directory, directory.subteams(office.team("Product"))), ["Data", "Platform"]);
    assert_eq!(team_names(&directory, directory.subteams(office.team("Old"))), ["Orphans"]);
}

#[test]
fn members_are_counted_with_all_teams_below() {
    let (office, directory) = (office(), office().directory());
    assert_eq!(names(&directory, directory.members(office.team("Data"))), ["Zoë Lind"]);
    let counts = ["Product", "Data", "Märkte", "Platform"].map(|called| directory.members_below(office.team(called)));
    assert_eq!(counts, [2, 2, 1, 0]);
}

#[test]
fn spellings_of_one_place_are_one_place() {
    assert_eq!(office().directory().locations(), [("Zürich".to_owned(), 3)]);
}

#[test]
fn an_address_is_known_also_of_who_left() {
    let (office, directory) = (office(), office().directory());
    let of = |address: &str| directory.by_email(&address.parse().expect("an address"));
    assert_eq!(of("zoe@halden.example"), Some(office.id("Zoë Lind")));
    assert_eq!(of("Gone@halden.example"), Some(office.id("Gone Girl")));
    assert_eq!(of("nobody@halden.example"), None);
}

#[test]
fn a_team_is_named_without_regard_to_marks_and_case_but_to_punctuation() {
    let office = office().form("C++").form("Café").form("Cafe");
    let directory = office.directory();
    assert_eq!(directory.team_named(" markte"), Some(office.team("Märkte")));
    assert_eq!(directory.team_named("c++"), Some(office.team("C++")));
    assert_eq!(directory.team_named("C"), None);
    assert_eq!(directory.team_named("CAFÉ"), Some(office.team("Café")));
    assert_eq!(directory.team_named("cafe"), Some(office.team("Cafe")));
    assert_eq!(directory.team_named("cafè"), None, "either could be meant");
    assert_eq!(directory.team_named("Old"), None, "it is closed");
}

#[test]
fn people_who_report_to_each_other_in_a_circle_are_all_there() {
    let mut office = Office::default().hire("Ana").hire("Bo").under("Ana").hire("Cid").under("Bo");
    office.people[0].manager = Some(office.id("Cid"));
    let directory = office.directory();
    assert_eq!(names(&directory, directory.people()), ["Ana", "Bo", "Cid"]);
    assert_eq!(names(&directory, directory.roots()), ["Ana"]);
    assert_eq!(names(&directory, &directory.line_up(office.id("Cid"))), ["Bo", "Ana"]);
    assert_eq!(directory.below(office.id("Ana")), 2);
}

/// Whether the chain from here comes back here.
fn is_in_circle(managers: &BTreeMap<PersonId, PersonId>, start: PersonId) -> bool {
    std::iter::successors(managers.get(&start), |at| managers.get(at)).take(managers.len()).any(|at| *at == start)
}

proptest! {
    #[test]
    fn counts_agree_with_counting((people, teams) in organisation()) {
        let directory = Directory::of(people.clone(), teams.clone());
        let active: BTreeMap<_, _> = people.iter().filter(|person| person.active).map(|person| (person.id, person)).collect();
        let managers: BTreeMap<_, _> =
            active.values().filter_map(|person| Some((person.id, person.manager.filter(|id| active.contains_key(id))?))).collect();
        let at: BTreeMap<_, _> = directory.people().iter().enumerate().map(|(at, id)| (*id, at)).collect();
        prop_assert_eq!(at.keys().collect::<Vec<_>>(), active.keys().collect::<Vec<_>>());
        prop_assert!(directory.people().is_sorted_by_key(|id| (fold(active[id].name.as_str()), &active[id].name, *id)));

        // Everybody with a manager is a report, but for the first of each circle.
        let is_first_of_circle = |id: PersonId| {
            let round = std::iter::successors(Some(&id), |at| managers.get(at)).take(managers.len());
            is_in_circle(&managers, id) && round.map(|other| at[other]).min() == Some(at[&id])
        };
        for id in active.keys().copied() {
            let expected: Vec<_> = directory.people().iter().copied()
                .filter(|other| managers.get(other) == Some(&id) && !is_first_of_circle(*other)).collect();
            prop_assert_eq!(directory.reports(id), expected);
            let below = active.keys().filter(|other| directory.is_in_line(id, **other)).count();
            prop_assert_eq!(directory.below(id), below);
            prop_assert_eq!(directory.roots().contains(&id), !managers.contains_key(&id) || is_first_of_circle(id));
            prop_assert_eq!(directory.line_up(id).is_empty(), directory.roots().contains(&id));
        }

        let open: BTreeSet<_> = teams.iter().filter(|team| team.active).map(|team| team.id).collect();
        prop_assert_eq!(directory.teams().iter().map(|row| row.id).collect::<BTreeSet<_>>(), open.clone());
        prop_assert_eq!(directory.teams().len(), open.len());
        for team in &teams {
            let below = directory.teams_below(team.id);
            let members = |team| active.values().filter(|person| person.team == Some(team)).count();
            prop_assert_eq!(directory.members(team.id).len(), members(team.id));
            prop_assert_eq!(directory.members_below(team.id), below.iter().map(|id| members(*id)).sum::<usize>());
            for other in open.iter().filter(|_| team.active) {
                prop_assert_eq!(directory.team_path(*other).contains(&team.id), *other != team.id && below.contains(other));
            }
        }
        for row in directory.teams() {
            prop_assert_eq!(row.depth as usize, directory.team_path(row.id).len());
        }
        for person in &people {
            let led: BTreeSet<_> = teams.iter().filter(|team| team.active && team.lead == Some(person.id)).map(|team| team.id).collect();
            prop_assert_eq!(directory.led_by(person.id).iter().copied().collect::<BTreeSet<_>>(), led);
            if let Some(email) = &person.email {
                let found = directory.by_email(email).and_then(|id| directory.person(id)).expect("somebody has it");
                prop_assert_eq!(found.email.as_ref(), Some(email));
                prop_assert!(found.active || !person.active);
            }
        }
        let located = active.values().filter(|person| person.location.is_some()).count();
        prop_assert_eq!(directory.locations().iter().map(|(_, count)| count).sum::<usize>(), located);
    }

    #[test]
    fn a_changed_directory_is_as_one_made_anew(
        (people, teams) in organisation(),
        (changed, changed_teams) in organisation(),
        text in "[a-zćø' ]{0,8}",
    ) {
        let before = Directory::of(people.clone(), teams.clone());
        // Searched before, so that nothing of that is kept.
        before.suggest(&text, 3);
        let some: Vec<_> = changed.into_iter().step_by(3).collect();
        let some_teams: Vec<_> = changed_teams.into_iter().skip(4).collect();
        let then = before.with(some.clone(), some_teams.clone());
        let anew = Directory::of([people.clone(), some].concat(), [teams.clone(), some_teams].concat());
        prop_assert_eq!(then.people(), anew.people());
        prop_assert_eq!(then.left(), anew.left());
        prop_assert_eq!(then.teams(), anew.teams());
        prop_assert_eq!(then.roots(), anew.roots());
        prop_assert_eq!(then.locations(), anew.locations());
        for id in anew.people().iter().chain(anew.left()).copied() {
            let person = anew.person(id).expect("is there");
            prop_assert_eq!(then.person(id), Some(person));
            prop_assert_eq!(then.reports(id), anew.reports(id));
            prop_assert_eq!(then.below(id), anew.below(id));
            prop_assert_eq!(then.line_up(id), anew.line_up(id));
            prop_assert_eq!(then.led_by(id), anew.led_by(id));
            prop_assert_eq!(then.label(id), anew.label(id));
            if let Some(email) = &person.email {
                prop_assert_eq!(then.by_email(email), anew.by_email(email));
            }
        }
        for id in (0..6).map(team_id) {
            let team = anew.team(id).expect("is there");
            prop_assert_eq!(then.team(id), Some(team));
            prop_assert_eq!(then.members(id), anew.members(id));
            prop_assert_eq!(then.members_below(id), anew.members_below(id));
            prop_assert_eq!(then.subteams(id), anew.subteams(id));
            prop_assert_eq!(then.team_path(id), anew.team_path(id));
            prop_assert_eq!(then.teams_below(id), anew.teams_below(id));
            prop_assert_eq!(then.team_named(team.name.as_str()), anew.team_named(team.name.as_str()));
        }
        for left in [false, true] {
            let query = Query { text: text.clone(), left, ..Query::default() };
            prop_assert_eq!(then.search(&query), anew.search(&query));
        }
        prop_assert_eq!(then.resolve(&text), anew.resolve(&text));
        prop_assert_eq!(then.resolve_team(&text), anew.resolve_team(&text));
        prop_assert_eq!(then.chart(&then.opened_at_first(20), 30), anew.chart(&anew.opened_at_first(20), 30));
    }
}
