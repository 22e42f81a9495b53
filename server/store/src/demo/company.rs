//! An organisation in the making, and the builders that the demo, the simulation and the tests make it with.

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use waymark::{
    Email, PersonId, ProjectId, TeamId, Version, ZoneName,
    home::Homes,
    person::{Name, Person},
    post::{Post, PostKey, Told},
    project::Project,
    team::Team,
};

/// An organisation in the making: people, teams and projects, put into an empty store at once.
///
/// Whoever is named in a builder is named by their key, which is their name where nothing else was given
/// ([`Company::hire`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    pub(crate) name: String,
    pub(crate) zone: ZoneName,
    pub(crate) people: Vec<Person>,
    /// With their guests.
    pub(crate) teams: Vec<Team>,
    pub(crate) projects: Vec<Project>,
    domain: String,
    interims: Vec<Interim>,
    // Where in `people` and `teams` somebody and something is: large companies are built with the same builders.
    person_places: HashMap<PersonId, usize>,
    team_places: HashMap<TeamId, usize>,
}

/// Somebody to add.
#[derive(Clone, Copy, Debug)]
pub struct Hire<'a> {
    /// By what the builders call them; unique, unlike names.
    pub key: &'a str,
    /// Their name.
    pub name: &'a str,
    /// Their address.
    pub email: Option<&'a Email>,
    /// What they do.
    pub title: &'a str,
    /// The name of their home team, added before or after.
    pub team: &'a str,
    /// The key of whom they report to, added before or after.
    pub manager: Option<&'a str>,
    /// Where they work from.
    pub location: Option<&'a str>,
}

/// A second post of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Interim {
    person: PersonId,
    title: String,
    team: Option<String>,
    reports_to: PersonId,
}

impl Company {
    /// A company without anybody. Everybody's address will end in `domain`.
    pub fn named(name: &str, zone: &str, domain: &str) -> Self {
        Self {
            name: name.to_owned(),
            zone: zone.parse().expect("a demo company's zone has the form of one"),
            people: Vec::new(),
            teams: Vec::new(),
            projects: Vec::new(),
            domain: domain.to_owned(),
            interims: Vec::new(),
            person_places: HashMap::new(),
            team_places: HashMap::new(),
        }
    }

    /// Adds a team, led by `lead` who is added before or after. The HR system calls it the same.
    #[must_use]
    pub fn team(mut self, name: &str, lead: &str, parent: Option<&str>) -> Self {
        self.form(name, lead, parent);
        self
    }

    /// Adds one team, as [`Company::team`] does.
    pub fn form(&mut self, name: &str, lead: &str, parent: Option<&str>) {
        let id = team_id(name);
        let other = self.team_places.insert(id, self.teams.len());
        assert!(other.is_none(), "two teams are called {name}");
        self.teams.push(Team {
            id,
            name: Name::new(name).expect("a demo team has a name"),
            parent: parent.map(team_id),
            lead: Some(person_id(lead)),
            guests: Vec::new(),
            label: Some(name.to_owned()),
            active: true,
            version: Version::default(),
        });
    }

    /// Adds people who report to `manager` and have `team` as their home.
    #[must_use]
    pub fn people(mut self, team: &str, manager: Option<&str>, people: &[(&str, &str)]) -> Self {
        for (name, title) in people {
            let email = address(name, &self.domain);
            self.hire(Hire { key: name, name, email: Some(&email), title, team, manager, location: None });
        }
        self
    }

    /// Adds one person.
    pub fn hire(&mut self, hire: Hire<'_>) {
        let id = person_id(hire.key);
        let other = self.person_places.insert(id, self.people.len());
        assert!(other.is_none(), "two people are called {}", hire.key);
        let team = Some(team_id(hire.team));
        self.people.push(Person {
            id,
            name: Name::new(hire.name).expect("a demo person has a name"),
            email: hire.email.cloned(),
            title: Some(hire.title.to_owned()),
            location: hire.location.map(str::to_owned),
            manager: hire.manager.map(person_id),
            team,
            homes: Homes::always(team),
            time_zone: None,
            administrator: false,
            active: true,
            left: None,
            version: Version::default(),
        });
    }

    /// Makes somebody an administrator.
    #[must_use]
    pub fn administrator(mut self, name: &str) -> Self {
        self.change(name, |person| person.administrator = true);
        self
    }

    /// Says where people work from.
    #[must_use]
    pub fn located(mut self, place: &str, names: &[&str]) -> Self {
        for name in names {
            self.change(name, |person| person.location = Some(place.to_owned()));
        }
        self
    }

    /// Takes away somebody's address, and with it their account.
    #[must_use]
    pub fn without_address(mut self, name: &str) -> Self {
        self.change(name, |person| person.email = None);
        self
    }

    /// Lets somebody leave: `date` is the first day without them.
    #[must_use]
    pub fn left(mut self, name: &str, date: Date) -> Self {
        self.change(name, |person| {
            person.active = false;
            person.left = Some(date);
            person.homes = person.homes.ended(date);
            person.team = None;
        });
        self
    }

    /// Gives somebody a past: until `on` another team was their home.
    #[must_use]
    pub fn moved(mut self, name: &str, from: &str, on: Date) -> Self {
        self.change(name, |person| person.homes = Homes::always(Some(team_id(from))).moved(person.team, on));
        self
    }

    /// Makes somebody the guest of a team that was added.
    #[must_use]
    pub fn guest(mut self, team: &str, name: &str) -> Self {
        let place = self.team_places[&team_id(team)];
        self.teams[place].guests.push(person_id(name));
        self
    }

    /// Gives somebody a second post, say until another is found for it.
    #[must_use]
    pub fn interim(mut self, name: &str, title: &str, team: Option<&str>, reports_to: &str) -> Self {
        self.interims.push(Interim {
            person: person_id(name),
            title: title.to_owned(),
            team: team.map(str::to_owned),
            reports_to: person_id(reports_to),
        });
        self
    }

    /// Adds a project.
    #[must_use]
    pub fn project(mut self, name: &str, about: &str, lead: &str, people: &[&str]) -> Self {
        self.projects.push(Project {
            id: project_id(name),
            name: Name::new(name).expect("a demo project has a name"),
            about: Some(about.to_owned()),
            lead: Some(person_id(lead)),
            people: people.iter().copied().map(person_id).collect(),
            active: true,
            version: Version::default(),
        });
        self
    }

    /// Changes somebody who was added. Whoever is only given another team has had it from the beginning.
    pub fn change(&mut self, name: &str, change: impl FnOnce(&mut Person)) {
        let person = &mut self.people[self.person_places[&person_id(name)]];
        let (team, homes) = (person.team, person.homes.clone());
        change(person);
        if person.team != team && person.homes == homes {
            person.homes = Homes::always(person.team);
        }
    }

    /// What the HR system says of everybody, as an import would have brought it: employee numbers in the order of adding,
    /// and what is here now as what was told.
    ///
    /// Made anew each time, since people are changed and managers added after their reports.
    pub fn posts(&self) -> Vec<Post> {
        let mut interims: HashMap<PersonId, Vec<&Interim>> = HashMap::new();
        for interim in &self.interims {
            interims.entry(interim.person).or_default().push(interim);
        }
        let mut posts = Vec::with_capacity(self.people.len() + self.interims.len());
        for (place, person) in self.people.iter().enumerate() {
            let told = Told {
                name: person.name.clone(),
                email: person.email.clone(),
                title: person.title.clone(),
                team: last_home(person).and_then(|team| self.label(team)),
                location: person.location.clone(),
                reports_to: person.manager.and_then(|manager| self.main_post(manager)),
            };
            let second = interims.get(&person.id).into_iter().flatten().enumerate().map(|(others, interim)| Post {
                key: key(&format!("{}-{}", number(place), others + 2)),
                person: person.id,
                main: false,
                imported: true,
                active: person.active,
                told: Told {
                    title: Some(interim.title.clone()),
                    team: interim.team.clone(),
                    reports_to: self.main_post(interim.reports_to),
                    ..told.clone()
                },
            });
            let second: Vec<_> = second.collect();
            let key = key(&number(place));
            posts.push(Post { key, person: person.id, main: true, imported: true, active: person.active, told });
            posts.extend(second);
        }
        posts
    }

    fn label(&self, team: TeamId) -> Option<String> {
        self.teams[*self.team_places.get(&team)?].label.clone()
    }

    fn main_post(&self, person: PersonId) -> Option<PostKey> {
        self.person_places.get(&person).map(|place| key(&number(*place)))
    }
}

/// The team that is somebody's home, or was until they left.
fn last_home(person: &Person) -> Option<TeamId> {
    person.team.or_else(|| person.homes.stays().iter().rev().find_map(|stay| stay.team))
}

/// The employee number of whoever was added at this place.
fn number(place: usize) -> String {
    format!("H{:03}", place + 1)
}

fn key(text: &str) -> PostKey {
    text.parse().expect("an employee number is one word")
}

/// The id that a builder gives to the person of this key: their name where nothing else was given.
pub fn person_id(key: &str) -> PersonId {
    PersonId::from_uuid(uuid_of("person", key))
}

/// The id that a builder gives to the team of this name.
pub fn team_id(name: &str) -> TeamId {
    TeamId::from_uuid(uuid_of("team", name))
}

/// The id that a builder gives to the project of this name.
pub fn project_id(name: &str) -> ProjectId {
    ProjectId::from_uuid(uuid_of("project", name))
}

fn uuid_of(kind: &str, name: &str) -> uuid::Uuid {
    let digest = Sha256::digest(format!("{kind}/{name}"));
    let bytes = std::array::from_fn(|index| digest[index]);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// The address that a builder gives to the person of this name: `nadia.peric@…`.
fn address(name: &str, domain: &str) -> Email {
    format!("{}@{domain}", local_part(name)).parse().expect("a plain name makes an address")
}

/// What stands before the `@` in the address of this name.
pub(super) fn local_part(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for c in name.to_lowercase().chars() {
        match c {
            'á' | 'à' | 'â' | 'å' | 'ä' | 'ã' | 'ă' | 'ą' | 'ā' => plain.push('a'),
            'æ' => plain.push_str("ae"),
            'č' | 'ć' | 'ç' => plain.push('c'),
            'ď' | 'đ' | 'ð' => plain.push('d'),
            'é' | 'è' | 'ě' | 'ê' | 'ë' | 'ę' | 'ė' | 'ē' | 'ễ' => plain.push('e'),
            'ğ' | 'ģ' => plain.push('g'),
            'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' | 'ị' => plain.push('i'),
            'ķ' => plain.push('k'),
            'ł' | 'ľ' | 'ļ' => plain.push('l'),
            'ñ' | 'ń' | 'ň' | 'ņ' => plain.push('n'),
            'ó' | 'ò' | 'ö' | 'ø' | 'ô' | 'õ' | 'ő' => plain.push('o'),
            'œ' => plain.push_str("oe"),
            'ř' => plain.push('r'),
            'š' | 'ś' | 'ş' | 'ș' => plain.push('s'),
            'ß' => plain.push_str("ss"),
            'ť' | 'ţ' | 'ț' => plain.push('t'),
            'þ' => plain.push_str("th"),
            'ú' | 'ù' | 'û' | 'ü' | 'ů' | 'ű' | 'ū' => plain.push('u'),
            'ý' => plain.push('y'),
            'ž' | 'ź' | 'ż' => plain.push('z'),
            ' ' => plain.push('.'),
            c if c.is_ascii_alphanumeric() || c == '.' => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// What holds in every company that is made here.
#[cfg(test)]
pub(super) fn check(company: &Company) {
    use std::collections::HashSet;
    use waymark::line;

    let people: HashMap<PersonId, &Person> = company.people.iter().map(|person| (person.id, person)).collect();
    let teams: HashMap<TeamId, &Team> = company.teams.iter().map(|team| (team.id, team)).collect();
    assert_eq!((people.len(), teams.len()), (company.people.len(), company.teams.len()), "ids are unique");
    let is_active = |id: PersonId| people.get(&id).is_some_and(|person| person.active);

    let addresses: Vec<_> = company.people.iter().filter_map(|person| person.email.as_ref()).collect();
    assert_eq!(addresses.iter().collect::<HashSet<_>>().len(), addresses.len(), "addresses are unique");
    let names: HashSet<_> = company.teams.iter().map(|team| team.name.as_str().to_lowercase()).collect();
    assert_eq!(names.len(), company.teams.len(), "team names are unique");
    assert_eq!(company.people.iter().filter(|person| person.active && person.manager.is_none()).count(), 1, "one root");
    assert!(company.people.iter().any(|person| person.active && person.administrator && person.email.is_some()));

    for person in &company.people {
        assert!(line::above(person.id, |id| people[&id].manager).is_ok(), "{} reports to themselves", person.name);
        assert!(person.manager.is_none_or(is_active), "the manager of {}", person.name);
        assert_eq!(person.active, person.team.is_some(), "the home of {}", person.name);
        assert_eq!(person.active, person.left.is_none(), "when {} left", person.name);
        assert!(person.homes.stays().iter().filter_map(|stay| stay.team).all(|team| teams.contains_key(&team)));
        assert_eq!(person.homes.on(jiff::civil::date(2027, 1, 1)), person.team, "the home of {} today", person.name);
    }
    for team in &company.teams {
        assert!(line::above(team.id, |id| teams[&id].parent).is_ok(), "{} is part of itself", team.name);
        assert!(team.lead.is_some_and(is_active), "the lead of {}", team.name);
        assert_eq!(team.guests.iter().collect::<HashSet<_>>().len(), team.guests.len(), "guests of {}", team.name);
        for guest in &team.guests {
            assert!(is_active(*guest) && people[guest].team != Some(team.id), "guests of {}", team.name);
        }
    }
    let projects: HashSet<_> = company.projects.iter().map(|project| project.name.as_str().to_lowercase()).collect();
    assert_eq!(projects.len(), company.projects.len(), "project names are unique");
    for project in &company.projects {
        assert!(project.lead.is_some_and(is_active) && project.people.iter().copied().all(is_active), "{}", project.name);
        assert_eq!(project.people.iter().collect::<HashSet<_>>().len(), project.people.len(), "{}", project.name);
        assert!(project.about.as_ref().is_some_and(|about| about.len() <= waymark::project::LONGEST_ABOUT));
    }

    let posts = company.posts();
    let keys: HashMap<&PostKey, &Post> = posts.iter().map(|post| (&post.key, post)).collect();
    assert_eq!(keys.len(), posts.len(), "keys are unique");
    let main: HashMap<PersonId, &Post> = posts.iter().filter(|post| post.main).map(|post| (post.person, post)).collect();
    assert_eq!(main.len(), people.len(), "everybody has a main post");
    assert_eq!(posts.iter().filter(|post| post.main).count(), people.len(), "and one only");
    for post in &posts {
        assert!(post.told.reports_to.as_ref().is_none_or(|key| keys.contains_key(key)), "{post:?}");
        if post.main {
            let person = people[&post.person];
            assert_eq!((&post.told.name, &post.told.email, &post.told.title), (&person.name, &person.email, &person.title));
            assert_eq!(post.told.reports_to.as_ref().map(|key| keys[key].person), person.manager, "{post:?}");
            assert!(post.told.team.is_some(), "{post:?}");
        } else {
            assert!(main.contains_key(&post.person), "{post:?}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::names;
    use super::*;
    use jiff::civil::date;

    fn company() -> Company {
        Company::named("Small", "UTC", "small.example")
            .team("All", "Ada Lund", None)
            .team("Tools", "Bo Ek", Some("All"))
            .people("All", Some("Ada Lund"), &[("Bo Ek", "Engineer"), ("Cy Dee", "Engineer")])
            .people("All", None, &[("Ada Lund", "Root")])
            .administrator("Ada Lund")
    }

    fn told(company: &Company, name: &str) -> Vec<Post> {
        company.posts().into_iter().filter(|post| post.person == person_id(name)).collect()
    }

    #[test]
    fn a_post_tells_what_is_here_though_the_manager_came_later() {
        let mut company = company().interim("Bo Ek", "Acting head", None, "Cy Dee").located("Oslo", &["Bo Ek"]);
        company.change("Bo Ek", |person| person.title = Some("Lead".into()));
        check(&company);
        let posts = told(&company, "Bo Ek");
        let shown = |post: &Post| {
            let words = [post.told.title.as_deref(), post.told.team.as_deref(), post.told.location.as_deref()];
            let words = words.map(|word| word.unwrap_or("-").to_owned());
            (post.key.to_string(), words, post.told.reports_to.as_ref().map(ToString::to_string))
        };
        assert_eq!(
            posts.iter().map(shown).collect::<Vec<_>>(),
            [
                ("H001".into(), ["Lead", "All", "Oslo"].map(str::to_owned), Some("H003".into())),
                ("H001-2".into(), ["Acting head", "-", "Oslo"].map(str::to_owned), Some("H002".into())),
            ]
        );
    }

    #[test]
    fn who_left_has_no_home_and_an_ended_post() {
        let company = company().left("Cy Dee", date(2026, 3, 1));
        check(&company);
        let person = &company.people[1];
        assert_eq!((person.team, person.homes.on(date(2026, 2, 28))), (None, Some(team_id("All"))));
        let posts = told(&company, "Cy Dee");
        assert_eq!((posts[0].active, posts[0].told.team.as_deref()), (false, Some("All")));
    }

    #[test]
    fn who_moved_had_another_home_before() {
        let company = company().moved("Cy Dee", "Tools", date(2026, 3, 1));
        check(&company);
        let homes = &company.people[1].homes;
        assert_eq!((homes.on(date(2026, 2, 28)), homes.on(date(2026, 3, 1))), (Some(team_id("Tools")), Some(team_id("All"))));
    }

    #[test]
    fn a_changed_team_is_the_home_of_always() {
        let mut company = company();
        company.change("Cy Dee", |person| person.team = Some(team_id("Tools")));
        assert_eq!(company.people[1].homes, Homes::always(Some(team_id("Tools"))));
    }

    #[test]
    fn an_address_has_plain_letters() {
        for (name, local) in [
            ("Nadia Perić", "nadia.peric"),
            ("Oluwaseun Adeyemi-Featherstonehaugh", "oluwaseun.adeyemifeatherstonehaugh"),
            ("Siobhán O'Rourke", "siobhan.orourke"),
            ("Þóra Weiß", "thora.weiss"),
            ("Person 001", "person.001"),
        ] {
            assert_eq!(local_part(name), local);
        }
    }

    #[test]
    fn no_letter_of_a_name_is_lost_in_an_address() {
        for name in names::GIVEN.iter().chain(&names::FAMILY) {
            for letter in name.chars().filter(|c| c.is_alphabetic()) {
                assert!(!local_part(&letter.to_string()).is_empty(), "{letter} of {name}");
            }
        }
    }

    #[test]
    fn ids_are_what_they_were() {
        assert_eq!(person_id("Mira Solberg").to_string(), "ec09eacc-f1e8-407e-9bad-2a0c891b9bf1");
        assert_eq!(team_id("Payments").to_string(), "f3c1a679-8681-4886-b9b8-b5505d78df38");
    }
}
