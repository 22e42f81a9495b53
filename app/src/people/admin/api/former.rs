//! Taking the name of somebody who left away.

use crate::failure::{Failure, Nothing};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::{
    PersonId,
    former::{Counts, Refused},
};
#[cfg(feature = "ssr")]
use {
    crate::server::{self, Server},
    store::{Failed, former},
};

/// What would be done, in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerShown {
    /// What they would be called.
    pub becomes: String,
    /// How much is replaced or removed.
    pub counts: Counts,
}

/// The data of the page on which a name is taken away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerData {
    /// Who.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// What would be done, or why nothing can be.
    pub shown: Result<FormerShown, Refused>,
}

/// What would become of somebody who left.
#[server(prefix = "/fn", endpoint = "people/former", input = GetUrl)]
pub async fn former(id: String) -> Result<FormerData, Failure<Nothing>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let person = id.parse().ok().and_then(|id: PersonId| seen.directory.person(id)).ok_or_else(server::not_found)?;
    let shown = match former::preview(&server.store, &administrator, person.id).await {
        Ok(preview) => Ok(FormerShown { becomes: preview.becomes.to_string(), counts: preview.counts }),
        Err(Failed::Refused(why)) => Err(why),
        Err(Failed::Store(error)) => return Err(server::internal(error)),
    };
    Ok(FormerData { id: person.id.to_string(), name: person.name.to_string(), shown })
}

/// Takes somebody's name away, once it was typed.
#[server(prefix = "/fn", endpoint = "people/anonymise")]
pub async fn anonymise(id: PersonId, #[server(default)] name: String) -> Result<(), Failure<Refused>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    server::settle(former::anonymise(&server.store, &administrator, id, &name).await)?;
    leptos_axum::redirect(&format!("/admin/people/{id}?done=nameless"));
    Ok(())
}
