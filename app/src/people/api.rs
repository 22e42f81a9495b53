//! Server functions about people.

use crate::failure::{Again, Failure, Nothing};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::{
    email::EmailRefused,
    person::{InviteRefused, NameRefused},
};
#[cfg(feature = "ssr")]
use {
    crate::{
        failure::given_back,
        server::{self, Server},
    },
    store::person::PAGE,
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
    /// People by name.
    pub people: Vec<Listed>,
    /// Name and address of whom a link was just made for.
    pub invited: Option<(String, String)>,
    /// How many were skipped before them.
    pub skip: u32,
    /// Where the page before this one begins.
    pub earlier: Option<u32>,
    /// Where the page behind this one begins.
    pub later: Option<u32>,
}

/// The people of the organisation, a page of them from `skip` on.
#[server(prefix = "/fn", endpoint = "people/list", input = GetUrl)]
pub async fn people(skip: u32, #[server(default)] invited: Option<waymark::PersonId>) -> Result<PeopleData, Failure<Nothing>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let page = store::person::list(&server.store, &administrator, skip).await.map_err(server::internal)?;
    let invited = match invited {
        Some(id) => store::person::find(&server.store, id).await.map_err(server::internal)?,
        None => None,
    };
    Ok(PeopleData {
        invited: invited.map(|person| (person.name.to_string(), person.email.map(String::from).unwrap_or_default())),
        sends_mail: server.mail.is_sent(),
        base: server.base(),
        people: page.people.into_iter().map(Listed::of).collect(),
        skip,
        earlier: (skip > 0).then(|| skip.saturating_sub(PAGE)),
        later: page.more.then(|| skip.saturating_add(PAGE)),
    })
}

#[cfg(feature = "ssr")]
impl Listed {
    fn of(listed: store::person::Listed) -> Self {
        let person = listed.person;
        Self {
            id: person.id.to_string(),
            name: person.name.to_string(),
            email: person.email.map(String::from).unwrap_or_default(),
            title: person.title.unwrap_or_default(),
            administrator: person.administrator,
            account: match (person.active, listed.has_password, listed.has_open_link) {
                (false, _, _) => AccountState::Left,
                (true, true, _) => AccountState::Active,
                (true, false, true) => AccountState::Invited,
                (true, false, false) => AccountState::NotInvited,
            },
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

/// Adds a person and invites them.
#[server(prefix = "/fn", endpoint = "people/invite")]
pub async fn invite(
    name: String,
    email: String,
    #[server(default)] title: String,
) -> Result<(), Failure<Again<InviteTyped, InviteWrong>>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let typed = InviteTyped { name: given_back(&name), email: given_back(&email), title: given_back(&title) };
    let again = |why| server::refuse(why).again(typed.clone());
    let invite = waymark::person::Invite {
        name: waymark::person::Name::new(&name).map_err(|why| again(InviteWrong::Name(why)))?,
        email: email.parse().map_err(|why| again(InviteWrong::Email(why)))?,
        title: match waymark::person::Name::new(&title) {
            Ok(title) => Some(title.to_string()),
            Err(NameRefused::Empty) => None,
            Err(why) => return Err(again(InviteWrong::Title(why))),
        },
    };
    let invited = store::person::invite(&server.store, &administrator, &server.mail, &invite).await;
    let (id, link) = server::settle(invited).map_err(|failure| failure.map(InviteWrong::Invite).again(typed))?;
    leptos_axum::redirect(&shown(&server, id, &link));
    Ok(())
}

/// Makes a new link for somebody who is there already.
#[server(prefix = "/fn", endpoint = "people/link")]
pub async fn new_link(person: waymark::PersonId) -> Result<(), Failure<InviteRefused>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let made = store::person::invite_again(&server.store, &administrator, &server.mail, person).await;
    let (person, link) = server::settle(made)?;
    leptos_axum::redirect(&shown(&server, person.id, &link));
    Ok(())
}

/// The page after a link was made. Where no mail is sent the address carries the token: the store does not hold it, and
/// the administrator must see it once, with JavaScript or without.
#[cfg(feature = "ssr")]
fn shown(server: &Server, id: waymark::PersonId, link: &store::link::Link) -> String {
    if server.mail.is_sent() {
        format!("/admin/people?invited={id}")
    } else {
        format!("/admin/people?invited={id}&link={}", link.token())
    }
}
