//! Server functions about one's own account.

use crate::failure::{Again, Failure, Nothing};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::person::{NameRefused, SaveRefused};
#[cfg(feature = "ssr")]
use {
    crate::{
        failure::given_back,
        moment,
        server::{self, Server},
    },
    waymark::{Version, person::Name, person::Profile},
};

/// A session in the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SessionRow {
    /// Its name, for ending it.
    pub key: String,
    /// The browser and system, in short.
    pub browser: String,
    /// When it began, in words.
    pub since: String,
    /// When it was last used, in words.
    pub seen: String,
    /// Whether it is the one that asks.
    pub this: bool,
}

/// The account page's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountData {
    /// The name that colleagues know.
    pub name: String,
    /// The address to sign in with.
    pub email: String,
    /// What they do.
    pub title: String,
    /// Their own time zone; empty for the organisation's.
    pub time_zone: String,
    /// The organisation's time zone.
    pub organisations_zone: String,
    /// What time it is there now, in words.
    pub time_now: String,
    /// All zones to choose from.
    pub zones: Vec<String>,
    /// The version of the profile.
    pub version: u32,
    /// Where they are signed in.
    pub sessions: Vec<SessionRow>,
}

/// What the account page shows.
#[server(prefix = "/fn", endpoint = "account/show", input = GetUrl)]
pub async fn account() -> Result<AccountData, Failure<Nothing>> {
    let (server, actor) = (Server::here(), server::actor().await?);
    let organisation = store::organisation::read(&server.store).await.map_err(server::internal)?;
    let sessions = store::session::list(&server.store, &actor).await.map_err(server::internal)?;
    let (person, now) = (actor.person(), server.store.now());
    let zone = moment::zone(person.time_zone.as_ref().unwrap_or(&organisation.time_zone));
    let this = server::token(server::session().id()).map(|token| store::session::key(&token));
    Ok(AccountData {
        name: person.name.to_string(),
        email: person.email.as_ref().map(ToString::to_string).unwrap_or_default(),
        title: person.title.clone().unwrap_or_default(),
        time_zone: person.time_zone.as_ref().map(ToString::to_string).unwrap_or_default(),
        organisations_zone: organisation.time_zone.to_string(),
        time_now: now.to_zoned(zone.clone()).strftime("%H:%M").to_string(),
        zones: moment::zones(),
        version: person.version.0,
        sessions: sessions
            .into_iter()
            .map(|session| SessionRow {
                this: this.as_ref() == Some(&session.key),
                browser: super::page::browser(&session.agent),
                since: moment::said(session.created, now, &zone),
                seen: moment::said(session.seen, now, &zone),
                key: session.key,
            })
            .collect(),
    })
}

/// What was typed into the profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileTyped {
    /// The name.
    pub name: String,
    /// The time zone.
    pub time_zone: String,
}

/// Why a profile was not saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProfileRefused {
    /// The name is none.
    Name(NameRefused),
    /// There is no such time zone.
    TimeZone,
    /// It was changed meanwhile.
    Save(SaveRefused),
}

/// Saves one's own profile; returns its new version.
#[server(prefix = "/fn", endpoint = "account/save")]
pub async fn save_profile(
    name: String,
    time_zone: String,
    version: u32,
) -> Result<u32, Failure<Again<ProfileTyped, ProfileRefused>>> {
    let (server, actor) = (Server::here(), server::actor().await?);
    let typed = ProfileTyped { name: given_back(&name), time_zone: given_back(&time_zone) };
    let again = |why| server::refuse(why).again(typed.clone());
    let name = Name::new(&name).map_err(|why| again(ProfileRefused::Name(why)))?;
    let zone = Some(time_zone.trim()).filter(|zone| !zone.is_empty());
    let zone =
        zone.map(|zone| zone.parse().ok().filter(moment::exists).ok_or_else(|| again(ProfileRefused::TimeZone))).transpose()?;
    let profile = Profile { name, time_zone: zone };
    let saved = store::person::save_profile(&server.store, &actor, Version(version), &profile).await;
    let version = server::settle(saved).map_err(|failure| failure.map(ProfileRefused::Save).again(typed))?;
    leptos_axum::redirect("/account?done=profile");
    Ok(version.0)
}
