//! Imports against small organisations that are written as prose.

mod addresses;
mod corrections;
mod exports;
mod homes;
mod joining;
mod leaving;
mod managers;
mod rows;
mod teams;
mod whole;

use super::{Caution, Field, How, Known, Options, Plan, Problem, Table, TeamsFrom, Why, plan, read};
use crate::{
    PersonId, TeamId, Version,
    home::Homes,
    person::{Name, Person},
    post::{Post, Told},
    team::Team,
};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use uuid::Uuid;

const TODAY: Date = date(2026, 3, 2);

/// A row of a file.
#[derive(Clone, Debug, Default)]
struct Row(BTreeMap<Field, String>);

/// Somebody with a number and an address like `ada@halden.example`.
fn row(number: &str, name: &str) -> Row {
    let first = name.split(' ').next().expect("a word").to_lowercase();
    Row::default().with(Field::Number, number).with(Field::Name, name).addressed(&format!("{first}@halden.example"))
}

/// Somebody with an address and no number.
fn unnumbered(name: &str, address: &str) -> Row {
    Row::default().with(Field::Name, name).addressed(address)
}

impl Row {
    fn with(mut self, field: Field, text: &str) -> Self {
        self.0.insert(field, text.to_owned());
        self
    }

    fn addressed(self, address: &str) -> Self {
        self.with(Field::Email, address)
    }

    fn without_address(self) -> Self {
        self.addressed("")
    }

    fn titled(self, title: &str) -> Self {
        self.with(Field::Title, title)
    }

    fn on(self, team: &str) -> Self {
        self.with(Field::Team, team)
    }

    fn at(self, place: &str) -> Self {
        self.with(Field::Location, place)
    }

    fn under(self, manager: &str) -> Self {
        self.with(Field::ReportsTo, manager)
    }

    fn same_as(self, main: &str) -> Self {
        self.with(Field::SamePersonAs, main)
    }

    fn being(self, status: &str) -> Self {
        self.with(Field::Status, status)
    }
}

/// A file with these rows, as text: a column for each field that one of them has.
fn written(rows: &[Row]) -> String {
    let fields: Vec<Field> = Field::ALL.into_iter().filter(|field| rows.iter().any(|row| row.0.contains_key(field))).collect();
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let line = |cells: Vec<String>| cells.join(",") + "\n";
    let header = line(fields.iter().map(|field| quoted(field.label())).collect());
    let cell = |row: &Row, field| quoted(row.0.get(field).map_or("", String::as_str));
    rows.iter().fold(header, |text, row| text + &line(fields.iter().map(|field| cell(row, field)).collect()))
}

fn table(rows: &[Row]) -> Table {
    read(written(rows).as_bytes(), &How::default()).expect("a table")
}

/// An organisation that imports.
#[derive(Clone)]
struct Office {
    known: Known,
    drawn: u128,
    options: Options,
}

/// Nobody is here yet.
fn office() -> Office {
    Office { known: Known::nothing(TODAY), drawn: 0, options: Options::default() }
}

/// What these rows make of nothing.
fn founded(rows: &[Row]) -> Office {
    let mut office = office();
    office.import(rows);
    office
}

impl Office {
    fn plan_table(&mut self, table: &Table) -> Plan {
        let drawn = &mut self.drawn;
        let mut draw = || {
            *drawn += 1;
            uuid::Builder::from_random_bytes(drawn.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).to_be_bytes())
                .into_uuid()
        };
        plan(table, &self.known, &self.options, &mut draw)
    }

    fn plan(&mut self, rows: &[Row]) -> Plan {
        self.plan_table(&table(rows))
    }

    /// Imports, and looks that importing the same again changes nothing.
    fn import(&mut self, rows: &[Row]) -> Plan {
        let plan = self.plan(rows);
        assert_eq!(plan.problems, [], "{}", said(&plan.problems));
        plan.apply(&mut self.known);
        let again = self.plan(rows);
        assert!(again.is_empty(), "again: {again:#?}");
        plan
    }

    fn refuses(&mut self, rows: &[Row]) -> Vec<String> {
        let plan = self.plan(rows);
        assert!(plan.people.is_empty() && plan.posts.is_empty() && plan.teams.is_empty());
        plan.problems.iter().map(ToString::to_string).collect()
    }

    fn with_leavers(mut self) -> Self {
        self.options.leavers = true;
        self
    }

    fn teams_from(mut self, teams: TeamsFrom) -> Self {
        self.options.teams = Some(teams);
        self
    }

    fn apart(mut self, keys: &[&str]) -> Self {
        self.options.apart = keys.iter().map(|key| key.parse().expect("a key")).collect();
        self
    }

    fn id(&self, name: &str) -> PersonId {
        let mut found = self.known.people.values().filter(|person| person.name.as_str() == name);
        let id = found.next().unwrap_or_else(|| panic!("nobody is called {name}")).id;
        assert!(found.next().is_none(), "several people are called {name}");
        id
    }

    fn person(&self, name: &str) -> &Person {
        &self.known.people[&self.id(name)]
    }

    /// Corrects somebody by hand.
    fn correct(&mut self, name: &str, change: impl FnOnce(&mut Person)) {
        let id = self.id(name);
        change(self.known.people.get_mut(&id).expect("somebody"));
    }

    fn post(&self, key: &str) -> &Post {
        &self.known.posts[&key.parse().expect("a key")]
    }

    fn team(&self, name: &str) -> &Team {
        let mut found = self.known.teams.values().filter(|team| team.name.as_str() == name);
        found.next().unwrap_or_else(|| panic!("no team is called {name}"))
    }

    fn team_id(&self, name: &str) -> TeamId {
        self.team(name).id
    }

    /// Adds somebody by hand, as the store does: with a post whose key is their address.
    fn add(&mut self, name: &str, manager: Option<&str>) -> PersonId {
        let first = name.split(' ').next().expect("a word").to_lowercase();
        let email: crate::Email = format!("{first}@halden.example").parse().expect("an address");
        self.drawn += 1;
        let id = PersonId::from_uuid(Uuid::from_u128(self.drawn));
        let name = Name::new(name).expect("a name");
        let manager = manager.map(|manager| self.id(manager));
        let told =
            Told { name: name.clone(), email: Some(email.clone()), title: None, team: None, location: None, reports_to: None };
        let post = Post { key: (&email).into(), person: id, main: true, imported: false, active: true, told };
        let person = Person {
            id,
            name,
            email: Some(email),
            title: None,
            location: None,
            manager,
            team: None,
            homes: Homes::default(),
            time_zone: None,
            administrator: false,
            active: true,
            left: None,
            version: Version::default(),
        };
        self.known.posts.insert(post.key.clone(), post);
        self.known.people.insert(id, person);
        id
    }

    /// Who somebody reports to.
    fn manager(&self, name: &str) -> Option<&str> {
        self.person(name).manager.map(|id| self.known.people[&id].name.as_str())
    }

    /// Somebody's home team.
    fn home(&self, name: &str) -> Option<&str> {
        self.person(name).team.map(|id| self.known.teams[&id].name.as_str())
    }

    /// Somebody's posts that go on, the main one first.
    fn posts(&self, name: &str) -> Vec<&str> {
        let id = self.id(name);
        let mut posts: Vec<&Post> = self.known.posts.values().filter(|post| post.person == id && post.active).collect();
        posts.sort_by_key(|post| !post.main);
        posts.iter().map(|post| post.key.as_str()).collect()
    }
}

fn said(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn cautions(plan: &Plan) -> Vec<Caution> {
    plan.warnings.iter().map(|warning| warning.why.clone()).collect()
}
