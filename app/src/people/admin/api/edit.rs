//! What an administrator changes about one person.

use crate::failure::{Again, Failure, Nothing};
use crate::people::NotOne;
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::{
    PersonId,
    delegation::DelegateRefused,
    email::EmailRefused,
    person::{ChangeRefused, NameRefused},
    post::JoinRefused,
};
#[cfg(feature = "ssr")]
use {
    super::day,
    crate::people::{api::named_team, chosen_person, chosen_team},
    crate::{
        failure::given_back,
        moment,
        parts::undo_address,
        server::{self, Server},
    },
    jiff::civil::Date,
    std::collections::BTreeSet,
    store::{change::Done, person::Bulk},
    waymark::{
        Version,
        change::words,
        delegation::Delegation,
        person::{Correction, Name},
        post::PostKey,
    },
};

/// What is typed of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonTyped {
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// What they do.
    pub title: String,
    /// Where they work from.
    pub location: String,
    /// Who they report to.
    pub manager: String,
    /// Whether they are an administrator.
    pub administrator: bool,
}

/// Why a person was not corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PersonWrong {
    /// The name is none.
    Name(NameRefused),
    /// The address is none.
    Email(EmailRefused),
    /// The title is no line of text.
    Title(NameRefused),
    /// The place is no line of text.
    Location(NameRefused),
    /// There is no such manager.
    Manager(NotOne),
    /// The rules refuse it.
    Change(ChangeRefused),
}

/// A post of somebody.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PostLine {
    /// Its key.
    pub key: String,
    /// The employee number, where it is one.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Whether it is the main one.
    pub main: bool,
    /// Whether the HR system has it no longer.
    pub ended: bool,
}

/// A grant.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Grant {
    /// Which.
    pub id: String,
    /// Who stands in.
    pub to: String,
    /// When, in words.
    pub when: String,
}

/// The data of the page on which a person is edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditData {
    /// Who.
    pub id: String,
    /// What is stored.
    pub typed: PersonTyped,
    /// Its version.
    pub version: u32,
    /// Whether they left.
    pub left: bool,
    /// Whether their name was taken away after that.
    pub is_nameless: bool,
    /// Whether it is the reader.
    pub is_oneself: bool,
    /// Their home team today; empty without one.
    pub team: String,
    /// Their home teams: the team, and since when, in words; the newest first.
    pub homes: Vec<(String, String)>,
    /// Their posts.
    pub posts: Vec<PostLine>,
    /// Who stands in for them, now or later.
    pub grants: Vec<Grant>,
    /// How many report to them, and how many teams they lead.
    pub holds: (usize, usize),
    /// Today in the organisation, as date fields write it.
    pub today: String,
}

/// What there is to edit of a person.
#[server(prefix = "/fn", endpoint = "people/edit", input = GetUrl)]
pub async fn edit(id: String) -> Result<EditData, Failure<Nothing>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let directory = &seen.directory;
    let person = id.parse().ok().and_then(|id: PersonId| directory.person(id)).ok_or_else(server::not_found)?;
    let today = seen.day(server.store.now());
    let posts = store::post::of_person(&server.store, person.id).await.map_err(server::internal)?;
    let since = |since: Option<Date>| match since {
        Some(day) if day > today => format!("from {}", moment::day(day, today)),
        Some(day) => format!("since {}", moment::day(day, today)),
        None => "from the beginning".to_owned(),
    };
    let team =
        |team: Option<waymark::TeamId>| named_team(directory, team).map_or_else(|| "No home team".to_owned(), |team| team.name);
    let grants = seen.delegations.iter().filter(|grant| grant.of == person.id && grant.last >= today);
    Ok(EditData {
        id: person.id.to_string(),
        typed: PersonTyped {
            name: person.name.to_string(),
            email: person.email.as_ref().map(ToString::to_string).unwrap_or_default(),
            title: person.title.clone().unwrap_or_default(),
            location: person.location.clone().unwrap_or_default(),
            manager: person.manager.map(|manager| directory.label(manager)).unwrap_or_default(),
            administrator: person.administrator,
        },
        version: person.version.0,
        left: !person.active,
        is_nameless: waymark::former::is_nameless(person),
        is_oneself: administrator.person() == person.id,
        team: named_team(directory, person.team).map(|team| team.name).unwrap_or_default(),
        homes: person.homes.stays().iter().rev().map(|stay| (team(stay.team), since(stay.since))).collect(),
        posts: posts
            .into_iter()
            .map(|post| PostLine {
                number: post.key.number().unwrap_or_default().to_owned(),
                key: post.key.to_string(),
                title: post.told.title.unwrap_or_default(),
                main: post.main,
                ended: !post.active,
            })
            .collect(),
        grants: grants
            .map(|grant| Grant {
                id: grant.id.to_string(),
                to: directory.label(grant.to),
                when: format!("{} to {}", moment::day(grant.first, today), moment::day(grant.last, today)),
            })
            .collect(),
        holds: (directory.reports(person.id).len(), directory.led_by(person.id).len()),
        today: today.to_string(),
    })
}

/// Leads back to the page of a person, which says what was done there.
#[cfg(feature = "ssr")]
fn back(id: PersonId, word: &str, done: Done) {
    leptos_axum::redirect(&undo_address(&format!("/admin/people/{id}"), word, done.undo));
}

/// Saves who somebody is, what they do and who they report to.
#[server(prefix = "/fn", endpoint = "people/correct")]
pub async fn correct(
    id: PersonId,
    version: u32,
    name: String,
    #[server(default)] email: String,
    #[server(default)] title: String,
    #[server(default)] location: String,
    #[server(default)] manager: String,
    #[server(default)] administrator: bool,
) -> Result<u32, Failure<Again<PersonTyped, PersonWrong>>> {
    let ((permission, seen), server) = (server::administration().await?, Server::here());
    let typed = PersonTyped {
        name: given_back(&name),
        email: given_back(&email),
        title: given_back(&title),
        location: given_back(&location),
        manager: given_back(&manager),
        administrator,
    };
    let read = || {
        Ok(Correction {
            name: Name::new(&name).map_err(PersonWrong::Name)?,
            email: match email.parse() {
                Ok(email) => Some(email),
                Err(EmailRefused::Empty) => None,
                Err(why) => return Err(PersonWrong::Email(why)),
            },
            title: words(&title).map_err(PersonWrong::Title)?,
            location: words(&location).map_err(PersonWrong::Location)?,
            manager: chosen_person(&seen.directory, &manager).map_err(PersonWrong::Manager)?,
            administrator,
        })
    };
    let said = read().map_err(|why| server::refuse(why).again(typed.clone()))?;
    let saved = store::person::correct(&server.store, &permission, id, Version(version), &said).await;
    let done = server::settle(saved).map_err(|failure| failure.map(PersonWrong::Change).again(typed))?;
    back(id, "saved", done);
    Ok(version + u32::from(done.undo.is_some()))
}

/// Why somebody's home team stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HomeWrong {
    /// There is no such team.
    Team(NotOne),
    /// The rules refuse it.
    Change(ChangeRefused),
}

/// Gives somebody another home team from a day on; none where nothing is written.
#[server(prefix = "/fn", endpoint = "people/home")]
pub async fn set_home(
    id: PersonId,
    #[server(default)] team: String,
    #[server(default)] from: String,
) -> Result<(), Failure<Again<(String, String), HomeWrong>>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let typed = (given_back(&team), given_back(&from));
    let again = |why| server::refuse(why).again(typed.clone());
    let team = chosen_team(&seen.directory, &team).map_err(|why| again(HomeWrong::Team(why)))?;
    let from = day(&from, seen.day(server.store.now())).map_err(|why| again(HomeWrong::Change(why)))?;
    let ids = BTreeSet::from([id]);
    let moved = store::person::change_many(&server.store, &administrator, &ids, Bulk::Home(team, from)).await;
    let done = server::settle(moved).map_err(|failure| failure.map(HomeWrong::Change).again(typed))?;
    back(id, "home", done);
    Ok(())
}

/// Why somebody did not leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LeaveWrong {
    /// There is no such heir.
    Heir(NotOne),
    /// The rules refuse it.
    Change(ChangeRefused),
}

/// Lets somebody go.
#[server(prefix = "/fn", endpoint = "people/leave")]
pub async fn leave(id: PersonId, #[server(default)] heir: String) -> Result<(), Failure<Again<String, LeaveWrong>>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let typed = given_back(&heir);
    let heir = chosen_person(&seen.directory, &heir).map_err(|why| server::refuse(LeaveWrong::Heir(why)).again(typed.clone()))?;
    let left = store::person::deactivate(&server.store, &administrator, id, heir).await;
    let done = server::settle(left).map_err(|failure| failure.map(LeaveWrong::Change).again(typed))?;
    back(id, "left", done);
    Ok(())
}

/// Lets somebody come back.
#[server(prefix = "/fn", endpoint = "people/return")]
pub async fn come_back(id: PersonId) -> Result<(), Failure<ChangeRefused>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let done = server::settle(store::person::reactivate(&server.store, &administrator, id).await)?;
    back(id, "back", done);
    Ok(())
}

/// Why two were not joined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JoinWrong {
    /// There is no such person.
    Person(NotOne),
    /// The rules refuse it.
    Join(JoinRefused),
}

/// Joins another person into this one: they are one.
#[server(prefix = "/fn", endpoint = "people/join")]
pub async fn join(id: PersonId, other: String) -> Result<(), Failure<Again<String, JoinWrong>>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let again = |why| server::refuse(why).again(given_back(&other));
    let gone = chosen_person(&seen.directory, &other).map_err(|why| again(JoinWrong::Person(why)))?;
    let gone = gone.ok_or_else(|| again(JoinWrong::Person(NotOne::Empty)))?;
    let joined = store::post::join(&server.store, &administrator, id, gone).await;
    let done = server::settle(joined).map_err(|failure| failure.map(JoinWrong::Join).again(given_back(&other)))?;
    back(id, "joined", done);
    Ok(())
}

/// Makes a person of their own of one of somebody's posts.
#[server(prefix = "/fn", endpoint = "people/part")]
pub async fn part(key: String) -> Result<(), Failure<JoinRefused>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let key: PostKey = key.parse().map_err(|_| server::refuse(JoinRefused::Unknown))?;
    let (new, done) = server::settle(store::post::part(&server.store, &administrator, &key).await)?;
    back(new, "parted", done);
    Ok(())
}

/// What is typed to let somebody stand in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantTyped {
    /// Who.
    pub to: String,
    /// The first day.
    pub first: String,
    /// The last day.
    pub last: String,
}

/// Why nobody stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GrantWrong {
    /// There is no such person.
    Person(NotOne),
    /// The first or the last day is none.
    Day,
    /// The rules refuse it.
    Grant(DelegateRefused),
}

/// Lets somebody stand in for another.
#[server(prefix = "/fn", endpoint = "people/delegate")]
pub async fn delegate(
    id: PersonId,
    to: String,
    first: String,
    last: String,
) -> Result<(), Failure<Again<GrantTyped, GrantWrong>>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let typed = GrantTyped { to: given_back(&to), first: given_back(&first), last: given_back(&last) };
    let again = |why| server::refuse(why).again(typed.clone());
    let stand_in = chosen_person(&seen.directory, &to).map_err(|why| again(GrantWrong::Person(why)))?;
    let grant = Delegation {
        id: uuid::Uuid::new_v4(),
        of: id,
        to: stand_in.ok_or_else(|| again(GrantWrong::Person(NotOne::Empty)))?,
        first: first.trim().parse().map_err(|_| again(GrantWrong::Day))?,
        last: last.trim().parse().map_err(|_| again(GrantWrong::Day))?,
    };
    let granted = store::delegation::grant(&server.store, &administrator, &grant).await;
    server::settle(granted).map_err(|failure| failure.map(GrantWrong::Grant).again(typed))?;
    back(id, "delegated", Done { undo: None });
    Ok(())
}

/// Ends a grant.
#[server(prefix = "/fn", endpoint = "people/delegate-end")]
pub async fn end_delegation(id: PersonId, grant: String) -> Result<(), Failure<Nothing>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    if let Ok(grant) = grant.parse() {
        store::delegation::end(&server.store, &administrator, grant).await.map_err(server::internal)?;
    }
    back(id, "delegation-ended", Done { undo: None });
    Ok(())
}
