use super::*;
use crate::{
    directory::Directory,
    person::{Name, Person},
    team::Team,
};
use std::collections::BTreeSet;

fn name(text: String) -> Name {
    Name::new(&text).expect("a name")
}

fn somebody(number: u128, home: Option<u128>) -> Person {
    Person { team: home.map(team), ..Person::named(person(number), name(format!("Person {number}"))) }
}

fn some_team(number: u128, parent: Option<u128>, lead: Option<u128>) -> Team {
    Team {
        id: team(number),
        name: name(format!("Team {number}")),
        parent: parent.map(team),
        lead: lead.map(person),
        guests: Vec::new(),
        label: None,
        active: true,
        version: Version(0),
    }
}

/// Team 1 is within team 9 and has team 2 within it; team 3 is beside it.
fn office() -> Directory {
    let teams = vec![
        some_team(9, None, Some(90)),
        Team { guests: vec![person(30)], ..some_team(1, Some(9), Some(10)) },
        some_team(2, Some(1), Some(20)),
        some_team(3, Some(9), None),
    ];
    let mut people: Vec<Person> =
        [(10, 1), (11, 1), (12, 1), (20, 2), (21, 2), (30, 3), (90, 1)].map(|(who, home)| somebody(who, Some(home))).into();
    people.push(Person { active: false, ..somebody(13, Some(1)) });
    people.push(somebody(40, None));
    Directory::of(people, teams)
}

#[test]
fn the_people_of_the_team_and_of_those_within_vote_but_who_leads_it() {
    let office = office();
    let vote = |team_of, opened_by| participants(&office, team(team_of), person(opened_by));
    let people = |numbers: &[u128]| numbers.iter().copied().map(person).collect::<BTreeSet<_>>();
    assert_eq!(vote(1, 10), people(&[11, 12, 20, 21]), "who leads a team within it votes, who leads one above does not");
    assert_eq!(vote(1, 11), people(&[12, 20, 21]), "who opened it in the lead's place does not vote either");
    assert_eq!(vote(2, 20), people(&[21]));
    assert_eq!(vote(3, 90), people(&[30]));
    assert_eq!(vote(7, 10), people(&[]), "there is no such team");
}

#[test]
fn everybody_has_a_part() {
    let office = office();
    let workshop = Workshop { opened_by: person(12), ..opened(Way::Points) };
    let part = |number| workshop.part(&office, person(number));
    assert_eq!([part(11), part(20), part(21)], [Part::Votes; 3]);
    assert_eq!([part(10), part(12), part(90)], [Part::Leads; 3], "of the team, of this workshop, of the team above");
    assert_eq!([part(13), part(30), part(40), part(41)], [Part::Outside; 4], "left, a guest, at home nowhere, unknown");
}

proptest! {
    #[test]
    fn who_votes_is_who_has_that_part_in_whatever_organisation(
        teams in prop::collection::vec((prop::option::of(0..5u128), prop::option::of(0..9u128), prop::bool::weighted(0.9)), 1..6),
        homes in prop::collection::vec((prop::option::of(0..5u128), prop::bool::weighted(0.9)), 1..9),
        opened_by in 0..9u128,
    ) {
        let teams: Vec<_> = (0..).zip(&teams).map(|(n, (parent, lead, active))| Team { active: *active, ..some_team(n, *parent, *lead) }).collect();
        let people = (0..).zip(&homes).map(|(n, (home, active))| Person { active: *active, ..somebody(n, *home) }).collect();
        let ids: Vec<TeamId> = teams.iter().map(|team| team.id).collect();
        let office = Directory::of(people, teams);
        for id in ids {
            let workshop = Workshop { team: id, opened_by: person(opened_by), ..opened(Way::Points) };
            let voters = participants(&office, id, workshop.opened_by);
            for somebody in (0..10).map(person) {
                prop_assert_eq!(workshop.part(&office, somebody) == Part::Votes, voters.contains(&somebody));
            }
            prop_assert!(!voters.contains(&workshop.opened_by));
            prop_assert!(office.team(id).unwrap().lead.is_none_or(|lead| !voters.contains(&lead)));
        }
    }
}
