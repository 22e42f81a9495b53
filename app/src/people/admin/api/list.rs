//! The administrator's list of people, and what is done to many of them at once.

use crate::failure::{Again, Failure, Nothing};
use crate::people::{
    NotOne,
    api::{Named, Sought},
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::{PersonId, person::ChangeRefused};
#[cfg(feature = "ssr")]
use {
    super::day,
    crate::people::{
        api::{named_team, teams_by_depth},
        chosen_person, chosen_team,
    },
    crate::{
        failure::given_back,
        parts::undo_address,
        server::{self, Server},
    },
    std::collections::BTreeSet,
    store::person::{Accounts, Bulk, PAGE},
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
