//! Server functions about what is stored about oneself.

use crate::failure::{Failure, Nothing};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    super::{chain, markup},
    crate::{
        moment,
        server::{self, Server},
    },
    waymark::mine::Document,
};

/// A section of what is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartShown {
    /// By what links lead to it.
    pub anchor: String,
    /// What stands above it.
    pub heading: String,
    /// What is in it, and what cannot be.
    pub about: String,
    /// How many entries there are.
    pub count: usize,
    /// The entries, as markup: there may be thousands, so that no browser walks through them.
    pub entries: String,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyDataShown {
    /// Whose they are.
    pub name: String,
    /// In which organisation.
    pub organisation: String,
    /// When they were put together, in the reader's zone.
    pub made: String,
    /// The zone of all times on the page.
    pub zone: String,
    /// All sections, those with nothing in them as well: that is an answer, too.
    pub parts: Vec<PartShown>,
}

/// Everything that is stored about who asks: the file to take away says the same.
#[server(prefix = "/fn", endpoint = "account/data", input = GetUrl)]
pub async fn my_data() -> Result<MyDataShown, Failure<Nothing>> {
    let (server, actor) = (Server::here(), server::actor().await?);
    let document = store::mine::everything(&server.store, &actor).await.map_err(server::internal)?;
    let name = actor.person().time_zone.as_ref().unwrap_or(&actor.seen().organisation.time_zone).to_string();
    Ok(shown(document, name, &moment::zone_of(&actor)))
}

#[cfg(feature = "ssr")]
fn shown(document: Document, zone_name: String, zone: &jiff::tz::TimeZone) -> MyDataShown {
    let part = |(at, section): (usize, waymark::mine::Section)| PartShown {
        anchor: format!("part-{}", at + 1),
        heading: section.heading.to_owned(),
        about: section.about.to_owned(),
        count: section.entries.len(),
        entries: markup::entries(&chain::in_words(section).entries, zone),
    };
    MyDataShown {
        made: moment::written_at(document.made, zone),
        zone: zone_name,
        name: document.name,
        organisation: document.organisation,
        parts: document.sections.into_iter().enumerate().map(part).collect(),
    }
}
