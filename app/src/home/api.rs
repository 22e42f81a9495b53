//! What the home page shows.

use crate::{
    failure::{Failure, Nothing},
    parts::PersonRow,
    people::Named,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    crate::{
        moment,
        server::{self, Server},
    },
    store::home::TeamAndPeople,
    waymark::survey::Mode,
};

/// Something that waits for the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Waiting {
    /// A survey takes the reader's answers.
    Survey {
        /// Which.
        id: String,
        /// What it is called.
        name: String,
        /// How long it takes.
        minutes: u32,
        /// Until when, in the reader's zone.
        until: String,
        /// Whether they have begun.
        begun: bool,
        /// Whether answers carry names: then those who have answered are known, and it waits no more.
        named: bool,
    },
    /// The results of a survey came out lately.
    Results {
        /// Of which.
        id: String,
        /// What it is called.
        name: String,
    },
    /// An administrator is alone in the installation.
    InviteColleagues,
    /// People were invited and have not come yet.
    OpenInvitations {
        /// How many.
        count: usize,
    },
    /// Times show in the organisation's zone because the reader chose none.
    ChooseTimeZone {
        /// The organisation's.
        zone: String,
    },
}

/// A team's people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamCard {
    /// Which team.
    pub id: String,
    /// The team's name.
    pub name: String,
    /// Its members by name.
    pub people: Vec<PersonRow>,
}

/// The home page's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeData {
    /// The organisation's name.
    pub organisation: String,
    /// What waits.
    pub waiting: Vec<Waiting>,
    /// The reader's home team.
    pub team: Option<TeamCard>,
    /// Who the reader reports to; nobody, for the root.
    pub manager: Option<Named>,
    /// Their time zone.
    pub time_zone: String,
    /// The other teams that they lead.
    pub leads: Vec<TeamCard>,
    /// Who reports to them.
    pub reports: Vec<PersonRow>,
}

#[cfg(feature = "ssr")]
impl TeamCard {
    fn of(team: &TeamAndPeople) -> Self {
        Self {
            id: team.team.id.to_string(),
            name: team.team.name.to_string(),
            people: team.people.iter().map(|person| PersonRow::of(person, team.team.lead)).collect(),
        }
    }
}

/// What the home page shows.
#[server(prefix = "/fn", endpoint = "home/show", input = GetUrl)]
pub async fn home() -> Result<HomeData, Failure<Nothing>> {
    let actor = server::actor().await?;
    let home = store::home::read(&Server::here().store, &actor).await.map_err(server::internal)?;
    let now = Server::here().store.now();
    let zone = moment::zone(actor.person().time_zone.as_ref().unwrap_or(&home.organisation.time_zone));
    let asked = home.asked.iter().map(|asked| Waiting::Survey {
        id: asked.survey.id.to_string(),
        name: asked.survey.contract.name.clone(),
        minutes: asked.survey.form.minutes(),
        until: moment::said(asked.survey.contract.closes, now, &zone),
        begun: asked.begun,
        named: asked.survey.contract.mode == Mode::Open,
    });
    let results =
        home.results.iter().map(|survey| Waiting::Results { id: survey.id.to_string(), name: survey.contract.name.clone() });
    let others = [
        home.is_alone.then_some(Waiting::InviteColleagues),
        home.open_invitations.filter(|count| *count > 0).map(|count| Waiting::OpenInvitations { count }),
        actor.person().time_zone.is_none().then(|| Waiting::ChooseTimeZone { zone: home.organisation.time_zone.to_string() }),
    ];
    Ok(HomeData {
        organisation: home.organisation.name,
        waiting: asked.chain(results).chain(others.into_iter().flatten()).collect(),
        manager: home.manager.map(|manager| Named { id: manager.id.to_string(), name: manager.name.to_string() }),
        time_zone: actor.person().time_zone.as_ref().unwrap_or(&home.organisation.time_zone).to_string(),
        team: home.team.as_ref().map(TeamCard::of),
        leads: home.leads.iter().map(TeamCard::of).collect(),
        reports: home.reports.iter().map(|person| PersonRow::of(person, None)).collect(),
    })
}
