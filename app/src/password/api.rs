//! Server functions about passwords.

use crate::failure::{Again, Failure, Nothing};
#[cfg(feature = "ssr")]
use crate::{
    failure::given_back,
    server::{self, Server},
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::{
    email::EmailRefused,
    password::{ChangeRefused, SetRefused, SetUpRefused},
    person::NameRefused,
};

/// What a one-time link is for, to whoever opens it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkFor {
    /// Somebody is invited and sets their first password.
    Invitation {
        /// How the page addresses them.
        name: String,
        /// What they will sign in with.
        email: String,
    },
    /// Somebody sets another password.
    NewPassword {
        /// How the page addresses them.
        name: String,
        /// What they sign in with.
        email: String,
    },
    /// Somebody becomes the first administrator.
    FirstAdministrator,
    /// It was used, has expired, or never was.
    Nothing,
}

/// Looks at a link without using it.
#[server(prefix = "/fn", endpoint = "password/link", input = GetUrl)]
pub async fn read_link(token: String) -> Result<LinkFor, Failure<Nothing>> {
    let held = store::link::look(&Server::here().store, &token).await.map_err(server::internal)?;
    let Some(held) = held else { return Ok(LinkFor::Nothing) };
    let Some(person) = held.person else { return Ok(LinkFor::FirstAdministrator) };
    let (name, email) = (person.name.first().to_owned(), person.email.map(String::from).unwrap_or_default());
    Ok(match held.purpose {
        store::link::Purpose::ForgottenPassword => LinkFor::NewPassword { name, email },
        _ => LinkFor::Invitation { name, email },
    })
}

/// Sets the password of whoever holds the link, and signs them in.
#[server(prefix = "/fn", endpoint = "password/set")]
pub async fn set_password(token: String, password: String) -> Result<(), Failure<SetRefused>> {
    let server = Server::here();
    server.limits.client(server::client()).map_err(server::too_many)?;
    let set = store::password::set_with_link(&server.store, &server.hasher, &token, &password).await;
    server::begin_session(server::settle(set)?).await?;
    leptos_axum::redirect("/");
    Ok(())
}

/// Why there is no first administrator yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FirstRefused {
    /// The name is none.
    Name(NameRefused),
    /// The address is none.
    Email(EmailRefused),
    /// The link or the password will not do.
    SetUp(SetUpRefused),
}

/// What was typed to become the first administrator, but the password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstTyped {
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
}

/// Adds the first administrator and signs them in.
#[server(prefix = "/fn", endpoint = "password/set-up")]
pub async fn set_up(
    token: String,
    name: String,
    email: String,
    password: String,
) -> Result<(), Failure<Again<FirstTyped, FirstRefused>>> {
    let server = Server::here();
    server.limits.client(server::client()).map_err(server::too_many)?;
    let typed = FirstTyped { name: given_back(&name), email: given_back(&email) };
    let again = |why| server::refuse(why).again(typed.clone());
    let name = waymark::person::Name::new(&name).map_err(|why| again(FirstRefused::Name(why)))?;
    let email = email.parse().map_err(|why| again(FirstRefused::Email(why)))?;
    let set_up = store::password::set_up(&server.store, &server.hasher, &token, &name, &email, &password).await;
    let person = server::settle(set_up).map_err(|failure| failure.map(FirstRefused::SetUp).again(typed.clone()))?;
    server::begin_session(person).await?;
    leptos_axum::redirect("/");
    Ok(())
}

/// Whether this installation sends mail.
#[server(prefix = "/fn", endpoint = "password/mail", input = GetUrl)]
pub async fn sends_mail() -> Result<bool, Failure<Nothing>> {
    Ok(Server::here().mail.is_sent())
}

/// Asks for a link to set a new password. The answer, and the time it takes, are the same whether anybody has the address.
#[server(prefix = "/fn", endpoint = "password/forgot")]
pub async fn forgot_password(email: String) -> Result<(), Failure<Again<String, EmailRefused>>> {
    let server = Server::here();
    server.limits.client(server::client()).map_err(server::too_many)?;
    let address = email.parse().map_err(|why| server::refuse(why).again(given_back(&email)))?;
    server.limits.letter(&email).map_err(server::too_many)?;
    // Without mail nobody would see the new link.
    if server.mail.is_sent() {
        let job = store::job::Kind::ForgottenPassword(address, uuid::Uuid::new_v4());
        store::job::add(&server.store, &job, server.store.now()).await.map_err(server::internal)?;
    }
    leptos_axum::redirect("/forgot-password?done=asked");
    Ok(())
}

/// Changes one's own password; all other browsers are signed out.
#[server(prefix = "/fn", endpoint = "password/change")]
pub async fn change_password(present: String, new: String) -> Result<(), Failure<ChangeRefused>> {
    let (server, actor) = (Server::here(), server::actor().await?);
    server.limits.address(server::client(), &actor.id().to_string()).map_err(server::too_many)?;
    server::settle(store::password::change(&server.store, &server.hasher, &actor, &present, &new).await)?;
    server::begin_session(actor.id()).await?;
    leptos_axum::redirect("/account?done=password");
    Ok(())
}
