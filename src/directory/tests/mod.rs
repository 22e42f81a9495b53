//! Tests of the directory: an office that is described in words, and organisations by chance, corrupt ones too.

mod chart;
mod label;
mod lists;
mod search;

use super::{Directory, Query};
use crate::{PersonId, TeamId, Version, home::Homes, person::Name, person::Person, team::Team};
use proptest::prelude::*;
use uuid::Uuid;

/// People and teams, each by its name. What is said of somebody is said of who was hired last.
#[derive(Default)]
struct Office {
    people: Vec<Person>,
    teams: Vec<Team>,
}

fn name(text: &str) -> Name {
    Name::new(text).expect("a name")
}

fn person_id(number: usize) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(number as u128))
}

fn team_id(number: usize) -> TeamId {
    TeamId::from_uuid(Uuid::from_u128(number as u128))
}

fn somebody(number: usize, called: &str) -> Person {
    Person {
        id: person_id(number),
        name: name(called),
        email: None,
        title: None,
        location: None,
        manager: None,
        team: None,
        homes: Homes::default(),
        time_zone: None,
        administrator: false,
        active: true,
        left: None,
        version: Version(0),
    }
}

fn some_team(number: usize, called: &str) -> Team {
    Team {
        id: team_id(number),
        name: name(called),
        parent: None,
        lead: None,
        guests: Vec::new(),
        label: None,
        active: true,
        version: Version(0),
    }
}

impl Office {
    fn hire(mut self, called: &str) -> Self {
        self.people.push(somebody(self.people.len(), called));
        self
    }

    fn but(mut self, change: impl FnOnce(&mut Person, &Self)) -> Self {
        let mut person = self.people.pop().expect("somebody was hired");
        change(&mut person, &self);
        self.people.push(person);
        self
    }

    fn under(self, manager: &str) -> Self {
        self.but(|person, office| person.manager = Some(office.id(manager)))
    }

    fn mailed(self, address: &str) -> Self {
        self.but(|person, _| person.email = Some(address.parse().expect("an address")))
    }

    fn titled(self, title: &str) -> Self {
        self.but(|person, _| person.title = Some(title.to_owned()))
    }

    fn working_in(self, location: &str) -> Self {
        self.but(|person, _| person.location = Some(location.to_owned()))
    }

    fn at_home_in(self, team: &str) -> Self {
        self.but(|person, office| person.team = Some(office.team(team)))
    }

    fn who_left(self) -> Self {
        self.but(|person, _| person.active = false)
    }

    fn form(mut self, called: &str) -> Self {
        self.teams.push(some_team(self.teams.len(), called));
        self
    }

    fn form_in(self, parent: &str, called: &str) -> Self {
        let parent = self.team(parent);
        let mut office = self.form(called);
        office.teams.last_mut().expect("just formed").parent = Some(parent);
        office
    }

    fn closed(mut self) -> Self {
        self.teams.last_mut().expect("a team was formed").active = false;
        self
    }

    fn led_by(mut self, lead: &str) -> Self {
        let lead = self.id(lead);
        self.teams.last_mut().expect("a team was formed").lead = Some(lead);
        self
    }

    fn id(&self, called: &str) -> PersonId {
        self.people.iter().find(|person| person.name.as_str() == called).expect("was hired").id
    }

    fn team(&self, called: &str) -> TeamId {
        self.teams.iter().find(|team| team.name.as_str() == called).expect("was formed").id
    }

    fn directory(&self) -> Directory {
        Directory::of(self.people.clone(), self.teams.clone())
    }

    /// The names of who is found, in order.
    fn finds(&self, text: &str) -> Vec<String> {
        self.finds_of(&Query { text: text.to_owned(), ..Query::default() })
    }

    fn finds_of(&self, query: &Query) -> Vec<String> {
        let directory = self.directory();
        names(&directory, &directory.search(query))
    }
}

fn names(directory: &Directory, people: &[PersonId]) -> Vec<String> {
    people.iter().map(|id| directory.person(*id).expect("is there").name.to_string()).collect()
}

fn team_names(directory: &Directory, teams: &[TeamId]) -> Vec<String> {
    teams.iter().map(|id| directory.team(*id).expect("is there").name.to_string()).collect()
}

const FIRST: [&str; 10] = ["Mira", "Mara", "Øystein", "Žiga", "İpek", "Anne-Marie", "Seán", "Łucja", "李", "Đorđe"];
const LAST: [&str; 10] = [
    "Kovačić",
    "Zieliński",
    "O'Brien",
    "Adeyemi-Featherstonehaugh",
    "Groß",
    "Ærø",
    "Smith (CTO)",
    "van der Berg",
    "小龙",
    "Novak",
];

/// Somebody of few names, so that some have the same; with a manager and a team that may not exist, left, or lead round
/// in a circle.
fn by_chance(number: usize, of: usize) -> impl Strategy<Value = Person> {
    let maybe = |most: usize| prop::option::weighted(0.8, 0..most);
    let words = prop::option::of(prop::sample::select(vec!["Oslo", "OSLO", "Zürich", "Tech lead", "Engineer"]));
    let who = (prop::sample::select(FIRST.to_vec()), prop::sample::select(LAST.to_vec()), 0..3u8);
    (who, maybe(of + 2), maybe(7), words.clone(), words, 0..20u8, any::<bool>()).prop_map(
        move |((first, last, address), manager, team, title, location, luck, administrator)| Person {
            manager: manager.map(person_id),
            team: team.map(team_id),
            title: title.map(str::to_owned),
            location: location.map(str::to_owned),
            email: (address > 0)
                .then(|| format!("p{}@halden.example", number / usize::from(address)).parse().expect("an address")),
            active: luck > 1,
            administrator,
            ..somebody(number, &format!("{first} {last}"))
        },
    )
}

fn team_by_chance(number: usize) -> impl Strategy<Value = Team> {
    let called = prop::sample::select(vec!["Data", "Dáta", "Platform", "C++", "C", "Field sales"]);
    (called, prop::option::of(0..8usize), prop::option::of(0..30usize), 0..10u8).prop_map(move |(called, parent, lead, luck)| {
        Team { parent: parent.map(team_id), lead: lead.map(person_id), active: luck > 1, ..some_team(number, called) }
    })
}

/// An organisation by chance, corrupt ones too.
fn organisation() -> impl Strategy<Value = (Vec<Person>, Vec<Team>)> {
    (0..30usize).prop_flat_map(|of| {
        let people: Vec<_> = (0..of).map(|number| by_chance(number, of)).collect();
        (people, (0..6).map(team_by_chance).collect::<Vec<_>>())
    })
}
