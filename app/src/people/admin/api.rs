//! Server functions with which an administrator looks after people.

use super::super::{
    NotOne,
    api::{Named, Sought},
};
use crate::failure::{Again, Failure, Nothing};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::{
    PersonId,
    delegation::DelegateRefused,
    email::EmailRefused,
    person::{ChangeRefused, InviteRefused, NameRefused},
    post::JoinRefused,
};
#[cfg(feature = "ssr")]
use {
    super::super::{
        api::{named_team, teams_by_depth},
        chosen_person, chosen_team,
    },
    crate::{
        failure::given_back,
        moment,
        parts::undo_address,
        server::{self, Server},
    },
    jiff::civil::Date,
    std::collections::BTreeSet,
    store::{
        change::Done,
        person::{Accounts, Bulk, PAGE},
    },
    waymark::{
        Version,
        change::words,
        delegation::Delegation,
        person::{Correction, Name},
        post::PostKey,
    },
};

/// How far somebody's account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AccountState {
    /// They have a password.
    Active,
    /// A link waits for them.
    Invited,
    /// They have neither.
    NotInvited,
    /// They have no address to sign in with.
    NoAddress,
    /// They left.
    Left,
}

/// Somebody in the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Listed {
    /// Who.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What they do.
    pub title: String,
    /// Their home team.
    pub team: String,
    /// Whether they are an administrator.
    pub administrator: bool,
    /// How far their account is.
    pub account: AccountState,
}

/// The page's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleData {
    /// Whether links are sent by mail.
    pub sends_mail: bool,
    /// `scheme://host` of this installation.
    pub base: String,
    /// Those of this page.
    pub people: Vec<Listed>,
    /// How many there are on all pages.
    pub total: usize,
    /// How many were skipped before them.
    pub skip: u32,
    /// How many a page has at most.
    pub page: usize,
    /// Name and address of whom a link was just made for.
    pub invited: Option<(String, String)>,
    /// Every team, with how deep it lies.
    pub teams: Vec<(Named, u32)>,
    /// Today in the organisation, as date fields write it.
    pub today: String,
}

/// The people of the organisation, a page of those who are looked for. `state` is empty, `invited`, `missing` or `left`.
#[server(prefix = "/fn", endpoint = "people/list", input = GetUrl)]
pub async fn people(
    sought: Sought,
    #[server(default)] state: String,
    #[server(default)] invited: Option<PersonId>,
) -> Result<PeopleData, Failure<Nothing>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let accounts = match state.as_str() {
        "invited" => Accounts::Invited,
        "missing" => Accounts::Missing,
        _ => Accounts::All,
    };
    let query = sought.query(state == "left");
    let page = store::person::list(&server.store, &administrator, &query, accounts, sought.skip as usize).await;
    let page = page.map_err(server::internal)?;
    let invited = invited.and_then(|id| seen.directory.person(id));
    Ok(PeopleData {
        invited: invited
            .map(|person| (person.name.to_string(), person.email.as_ref().map(ToString::to_string).unwrap_or_default())),
        sends_mail: server.mail.is_sent(),
        base: server.base(),
        total: page.total,
        people: page
            .people
            .into_iter()
            .map(|listed| {
                let team = named_team(&seen.directory, listed.person.team).map(|team| team.name).unwrap_or_default();
                Listed::of(listed, team)
            })
            .collect(),
        skip: sought.skip,
        page: PAGE,
        teams: teams_by_depth(&seen.directory, &sought.team),
        today: seen.day(server.store.now()).to_string(),
    })
}

#[cfg(feature = "ssr")]
impl Listed {
    fn of(listed: store::person::Listed, team: String) -> Self {
        let person = listed.person;
        Self {
            id: person.id.to_string(),
            account: match (person.active, listed.has_password, listed.has_open_link) {
                (false, _, _) => AccountState::Left,
                _ if person.email.is_none() => AccountState::NoAddress,
                (true, true, _) => AccountState::Active,
                (true, false, true) => AccountState::Invited,
                (true, false, false) => AccountState::NotInvited,
            },
            name: person.name.to_string(),
            email: person.email.map(String::from).unwrap_or_default(),
            title: person.title.unwrap_or_default(),
            team,
            administrator: person.administrator,
        }
    }
}

/// What was typed to invite somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteTyped {
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// What they do.
    pub title: String,
}

/// Why nobody was invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InviteWrong {
    /// The name is none.
    Name(NameRefused),
    /// The address is none.
    Email(EmailRefused),
    /// The title is no line of text.
    Title(NameRefused),
    /// The store's rules refuse it.
    Invite(InviteRefused),
}

#[cfg(feature = "ssr")]
fn invitation(name: &str, email: &str, title: &str) -> Result<waymark::person::Invite, InviteWrong> {
    Ok(waymark::person::Invite {
        name: Name::new(name).map_err(InviteWrong::Name)?,
        email: email.parse().map_err(InviteWrong::Email)?,
        title: words(title).map_err(InviteWrong::Title)?,
    })
}

/// Adds a person and invites them.
#[server(prefix = "/fn", endpoint = "people/invite")]
pub async fn invite(
    name: String,
    email: String,
    #[server(default)] title: String,
) -> Result<(), Failure<Again<InviteTyped, InviteWrong>>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let typed = InviteTyped { name: given_back(&name), email: given_back(&email), title: given_back(&title) };
    let invite = invitation(&name, &email, &title).map_err(|why| server::refuse(why).again(typed.clone()))?;
    let invited = store::invitation::invite(&server.store, &administrator, &server.mail, &invite).await;
    let (id, link) = server::settle(invited).map_err(|failure| failure.map(InviteWrong::Invite).again(typed))?;
    leptos_axum::redirect(&shown(&server, id, &link));
    Ok(())
}

/// Why many were not invited: the line, what is wrong with it, and how many lines before it were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ManyWrong {
    /// Nothing was written.
    Empty,
    /// Too much at once; so many characters are the most.
    TooLong(usize),
    /// Without mail nobody would get their link.
    NoMail,
    /// A line is wrong; nobody was invited.
    Line {
        /// Which, from 1.
        number: usize,
        /// What is wrong with it.
        why: InviteWrong,
    },
}

/// The longest list of people to invite at once, in characters: what is refused is given back whole.
#[cfg(feature = "ssr")]
const LONGEST_LIST: usize = 2000;

/// Takes a line as it is pasted from a table or a mail: name, address, title, between commas, semicolons or tabs, or
/// `Name <address>`, `Last, First <address>`. `None` when it has not exactly one address.
#[cfg(feature = "ssr")]
fn pasted(line: &str) -> Option<(String, String, String)> {
    if line.matches('@').count() != 1 {
        return None;
    }
    let outside = |c: char| c.is_whitespace() || ",;\"".contains(c);
    if let Some((before, (email, after))) = line.split_once('<').and_then(|(before, rest)| Some((before, rest.split_once('>')?)))
    {
        let name = match before.trim_matches(outside).split_once(',') {
            Some((last, first)) => format!("{} {}", first.trim(), last.trim()),
            None => before.trim_matches(outside).to_owned(),
        };
        return Some((name, email.trim().to_owned(), after.trim_matches(outside).to_owned()));
    }
    let (mut name, mut email, mut title) = (String::new(), String::new(), Vec::new());
    for part in line.split(['\t', ';', ',']).map(str::trim).filter(|part| !part.is_empty()) {
        if part.contains('@') {
            part.clone_into(&mut email);
        } else if name.is_empty() {
            part.clone_into(&mut name);
        } else {
            title.push(part);
        }
    }
    Some((name, email, title.join(", ")))
}

/// Invites many, a line each: all of them, or nobody.
#[server(prefix = "/fn", endpoint = "people/invite-many")]
pub async fn invite_many(lines: String) -> Result<usize, Failure<Again<String, ManyWrong>>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let again = |why| server::refuse(why).again(lines.chars().take(LONGEST_LIST).collect::<String>());
    if lines.chars().count() > LONGEST_LIST {
        return Err(again(ManyWrong::TooLong(LONGEST_LIST)));
    }
    let wanted: Vec<_> = lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
    match wanted.len() {
        0 => return Err(again(ManyWrong::Empty)),
        _ if !server.mail.is_sent() => return Err(again(ManyWrong::NoMail)),
        _ => {}
    }
    let mut invites = Vec::new();
    let mut addresses = std::collections::BTreeMap::new();
    for (place, line) in wanted {
        let wrong = |why| again(ManyWrong::Line { number: place + 1, why });
        let (name, email, title) = pasted(line).ok_or_else(|| wrong(InviteWrong::Email(EmailRefused::Malformed)))?;
        let invite = invitation(&name, &email, &title).map_err(wrong)?;
        let by =
            seen.directory.by_email(&invite.email).and_then(|id| seen.directory.person(id)).map(|other| other.name.to_string());
        if let Some(by) = by.or_else(|| addresses.insert(invite.email.clone(), invite.name.to_string())) {
            return Err(wrong(InviteWrong::Invite(InviteRefused::AddressTaken { by })));
        }
        invites.push(invite);
    }
    let count = invites.len();
    let invited = store::invitation::invite_many(&server.store, &administrator, &server.mail, &invites).await;
    server::settle(invited).map_err(|failure| {
        let why = |why| ManyWrong::Line { number: 1, why: InviteWrong::Invite(why) };
        failure.map(why).again(lines.clone())
    })?;
    leptos_axum::redirect(&format!("/admin/people?done=invited-{}", if count == 1 { "one" } else { "many" }));
    Ok(count)
}

/// Makes a new link for somebody who is there already.
#[server(prefix = "/fn", endpoint = "people/link")]
pub async fn new_link(person: PersonId) -> Result<(), Failure<InviteRefused>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let made = store::invitation::invite_again(&server.store, &administrator, &server.mail, person).await;
    let (person, link) = server::settle(made)?;
    leptos_axum::redirect(&shown(&server, person.id, &link));
    Ok(())
}

/// The page after a link was made. Where no mail is sent the address carries the token: the store does not hold it, and
/// the administrator must see it once, with JavaScript or without.
#[cfg(feature = "ssr")]
fn shown(server: &Server, id: PersonId, link: &store::link::Link) -> String {
    if server.mail.is_sent() {
        format!("/admin/people?invited={id}")
    } else {
        format!("/admin/people?invited={id}&link={}", link.token())
    }
}

/// What was typed to do something to many.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkTyped {
    /// The manager.
    pub manager: String,
    /// The home team.
    pub team: String,
    /// From which day on.
    pub from: String,
}

/// Why nothing was done to those who were chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BulkWrong {
    /// Nobody was chosen.
    Nobody,
    /// There is no such person.
    Person(NotOne),
    /// There is no such team.
    Team(NotOne),
    /// It is not clear what to do.
    What,
    /// The rules refuse it.
    Change(ChangeRefused),
}

/// Does the same to many people: `what` is `manager`, `home` or `leave`.
#[server(prefix = "/fn", endpoint = "people/bulk")]
pub async fn change_many(
    what: String,
    #[server(default)] people: Vec<PersonId>,
    #[server(default)] manager: String,
    #[server(default)] team: String,
    #[server(default)] from: String,
) -> Result<(), Failure<Again<BulkTyped, BulkWrong>>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let typed = BulkTyped { manager: given_back(&manager), team: given_back(&team), from: given_back(&from) };
    let again = |why| server::refuse(why).again(typed.clone());
    let ids: BTreeSet<PersonId> = people.into_iter().collect();
    if ids.is_empty() {
        return Err(again(BulkWrong::Nobody));
    }
    let bulk = match what.as_str() {
        "manager" => {
            let manager = chosen_person(&seen.directory, &manager).map_err(|why| again(BulkWrong::Person(why)))?;
            Bulk::Manager(Some(manager.ok_or_else(|| again(BulkWrong::Person(NotOne::Empty)))?))
        }
        "home" => {
            let team = chosen_team(&seen.directory, &team).map_err(|why| again(BulkWrong::Team(why)))?;
            let team = team.ok_or_else(|| again(BulkWrong::Team(NotOne::Empty)))?;
            Bulk::Home(Some(team), day(&from, seen.day(server.store.now())).map_err(|why| again(BulkWrong::Change(why)))?)
        }
        "leave" => Bulk::Leave,
        _ => return Err(again(BulkWrong::What)),
    };
    let changed = store::person::change_many(&server.store, &administrator, &ids, bulk).await;
    let done = server::settle(changed).map_err(|failure| failure.map(BulkWrong::Change).again(typed))?;
    leptos_axum::redirect(&undo_address("/admin/people", &what, done.undo));
    Ok(())
}

/// A day from a date field; today where nothing is written.
#[cfg(feature = "ssr")]
fn day(text: &str, today: Date) -> Result<Date, ChangeRefused> {
    if text.trim().is_empty() { Ok(today) } else { text.trim().parse().map_err(|_| ChangeRefused::Day) }
}

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

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::pasted;

    #[test]
    fn a_line_is_taken_as_it_is_pasted() {
        let taken = |line: &str| pasted(line).map(|(name, email, title)| format!("{name}|{email}|{title}"));
        for line in [
            "Ada Berg, ada@b.example, Engineer",
            "Ada Berg\tada@b.example\tEngineer",
            "Ada Berg <ada@b.example> Engineer",
            "\"Berg, Ada\" <ada@b.example>; Engineer",
        ] {
            assert_eq!(taken(line).as_deref(), Some("Ada Berg|ada@b.example|Engineer"), "{line}");
        }
        assert_eq!(taken("ada@b.example; Ada Berg").as_deref(), Some("Ada Berg|ada@b.example|"));
        let more = "Ada Berg, ada@b.example, Engineer, Search";
        assert_eq!(taken(more).as_deref(), Some("Ada Berg|ada@b.example|Engineer, Search"));
        assert_eq!(taken("Ada Berg"), None);
        assert_eq!(taken("Ada <a@x.example>; Bo <b@x.example>"), None, "two on a line");
    }
}
