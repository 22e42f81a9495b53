//! The demo company, and the builders that it and the tests are made with.

use crate::{Store, StoreError, organisation, password, person, team};
use sha2::{Digest, Sha256};
use waymark::{
    Email, PersonId, TeamId, Version, ZoneName,
    person::{Name, Person},
    team::Team,
};

/// The password of everybody in the demo company. It protects nothing: the demo is for looking around on one's machine.
pub const PASSWORD: &str = "four calm harbours";

/// One who leads nobody.
pub const EMPLOYEE: &str = "mira.solberg@halden.example";
/// One who leads a team.
pub const LEAD: &str = "nadia.peric@halden.example";
/// One to whom people report.
pub const MANAGER: &str = "viktor.nakamura@halden.example";
/// One who looks after people and settings.
pub const ADMINISTRATOR: &str = "ines.moreau@halden.example";

/// Those to sign in as: what they are, and their address.
pub const ACCOUNTS: [(&str, &str); 4] =
    [("employee", EMPLOYEE), ("tech lead", LEAD), ("manager", MANAGER), ("administrator", ADMINISTRATOR)];

/// An organisation in the making: named people and teams, put into an empty store at once.
#[derive(Clone, Debug)]
pub struct Company {
    name: String,
    zone: ZoneName,
    domain: &'static str,
    people: Vec<Person>,
    teams: Vec<Team>,
}

impl Company {
    /// A company without anybody. Everybody's address will end in `domain`.
    pub fn named(name: &str, zone: &str, domain: &'static str) -> Self {
        Self {
            name: name.to_owned(),
            zone: zone.parse().expect("a demo company's zone has the form of one"),
            domain,
            people: Vec::new(),
            teams: Vec::new(),
        }
    }

    /// Adds a team, led by `lead` who is added before or after.
    #[must_use]
    pub fn team(mut self, name: &str, lead: &str, parent: Option<&str>) -> Self {
        self.teams.push(Team {
            id: team_id(name),
            name: Name::new(name).expect("a demo team has a name"),
            parent: parent.map(team_id),
            lead: Some(person_id(lead)),
        });
        self
    }

    /// Adds people who report to `manager` and have `team` as their home.
    #[must_use]
    pub fn people(mut self, team: &str, manager: Option<&str>, people: &[(&str, &str)]) -> Self {
        for (name, title) in people {
            self.people.push(Person {
                id: person_id(name),
                name: Name::new(name).expect("a demo person has a name"),
                email: Some(address(name, self.domain)),
                title: Some((*title).to_owned()),
                manager: manager.map(person_id),
                team: Some(team_id(team)),
                time_zone: None,
                administrator: false,
                active: true,
                version: Version::default(),
            });
        }
        self
    }

    /// Makes somebody an administrator.
    #[must_use]
    pub fn administrator(mut self, name: &str) -> Self {
        self.change(name, |person| person.administrator = true);
        self
    }

    /// Changes somebody who was added.
    pub fn change(&mut self, name: &str, change: impl FnOnce(&mut Person)) {
        let id = person_id(name);
        change(self.people.iter_mut().find(|person| person.id == id).expect("somebody who was added"));
    }

    /// Puts the company into an empty store; everybody has the password [`PASSWORD`].
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub async fn found(&self, store: &Store, hasher: &password::Hasher) -> Result<(), StoreError> {
        let active: Vec<PersonId> = self.people.iter().filter(|person| person.active).map(|person| person.id).collect();
        // Before the transaction, so that there is only one: a company whose people cannot sign in would stay so.
        let hash = password::of_all(hasher, PASSWORD).await?;
        store
            .write(|work| {
                work.add("UPSERT $organisation SET name = $organisation_name, time_zone = $organisation_zone")
                    .bind("organisation", organisation::id())
                    .bind("organisation_name", self.name.clone())
                    .bind("organisation_zone", self.zone.to_string());
                for (index, one) in self.teams.iter().enumerate() {
                    team::create(work, &format!("team{index}"), one);
                }
                for (index, one) in self.people.iter().enumerate() {
                    person::create(work, &format!("person{index}"), one);
                }
                password::create_all(work, &active, &hash, store.now());
            })
            .await
    }
}

/// The id that a builder gives to the person of this name.
pub fn person_id(name: &str) -> PersonId {
    PersonId::from_uuid(uuid_of("person", name))
}

/// The id that a builder gives to the team of this name.
pub fn team_id(name: &str) -> TeamId {
    TeamId::from_uuid(uuid_of("team", name))
}

fn uuid_of(kind: &str, name: &str) -> uuid::Uuid {
    let digest = Sha256::digest(format!("{kind}/{name}"));
    let bytes = std::array::from_fn(|index| digest[index]);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// The address that a builder gives to the person of this name: `nadia.peric@…`.
fn address(name: &str, domain: &str) -> Email {
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'á' | 'à' | 'å' | 'ä' | 'ã' => 'a',
            'č' | 'ć' | 'ç' => 'c',
            'é' | 'è' | 'ě' | 'ê' => 'e',
            'í' | 'ï' => 'i',
            'ł' => 'l',
            'ñ' | 'ń' => 'n',
            'ó' | 'ö' | 'ø' | 'ô' => 'o',
            'ř' => 'r',
            'š' => 's',
            'ú' | 'ü' | 'ů' => 'u',
            'ý' => 'y',
            'ž' => 'z',
            ' ' => '.',
            c => c,
        })
        .filter(|c| c.is_ascii_alphanumeric() || *c == '.')
        .collect();
    format!("{plain}@{domain}").parse().expect("a plain name makes an address")
}

/// The demo company.
pub fn company() -> Company {
    Company::named("Halden Rail Software", "Europe/Oslo", "halden.example")
        .team("Engineering", "Viktor Nakamura", None)
        .team("Payments", "Nadia Perić", Some("Engineering"))
        .team("Timetables", "Tomasz Zieliński", Some("Engineering"))
        .team("People", "Ines Moreau", None)
        .people("Engineering", None, &[("Sunniva Haugen", "Managing director")])
        .people("Engineering", Some("Sunniva Haugen"), &[("Viktor Nakamura", "Head of engineering")])
        .people("People", Some("Sunniva Haugen"), &[("Ines Moreau", "People operations")])
        .people(
            "Payments",
            Some("Viktor Nakamura"),
            &[
                ("Nadia Perić", "Tech lead"),
                ("Mira Solberg", "Software engineer"),
                ("Zofia Dvořák", "Senior software engineer"),
                ("Oluwaseun Adeyemi-Featherstonehaugh", "Site reliability engineer"),
                ("Jonas Lindqvist", "Software engineer"),
                ("Priya Raman", "Quality engineer"),
                ("Emil Brandt", "Software engineer"),
                ("Aiko Tanaka", "Product designer"),
            ],
        )
        .people(
            "Timetables",
            Some("Viktor Nakamura"),
            &[
                ("Tomasz Zieliński", "Tech lead"),
                ("Lucía Fernández", "Software engineer"),
                ("Henrik Moe", "Data engineer"),
                ("Fatima Zahra", "Senior software engineer"),
                ("Rowan Ellis", "Software engineer"),
            ],
        )
        .administrator("Ines Moreau")
}

/// Puts the demo company into the store when nobody is there yet; returns whether it did.
///
/// # Errors
///
/// When the store fails.
pub async fn found_when_empty(store: &Store, hasher: &password::Hasher) -> Result<bool, StoreError> {
    if person::count(store, 1).await? > 0 {
        return Ok(false);
    }
    company().found(store, hasher).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_accounts_belong_to_people_of_the_company() {
        let company = company();
        for (_, account) in ACCOUNTS {
            assert!(
                company.people.iter().any(|person| person.email.as_ref().is_some_and(|email| email.as_str() == account)),
                "{account}"
            );
        }
    }
}
