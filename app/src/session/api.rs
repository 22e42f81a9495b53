//! Server functions about sessions.

use crate::failure::{Again, Failure, Nothing};
#[cfg(feature = "ssr")]
use crate::{
    failure::given_back,
    server::{self, Server},
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::password::WrongAddressOrPassword;

/// Who looks at the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// Their name.
    pub name: String,
    /// What stands for it in a circle.
    pub initials: String,
    /// What they do.
    pub title: String,
    /// Whether they see the administration.
    pub administrator: bool,
}

/// Who is signed in, if anybody is.
#[server(prefix = "/fn", endpoint = "session/viewer", input = GetUrl)]
pub async fn read_viewer() -> Result<Option<Viewer>, Failure<Nothing>> {
    Ok(server::visitor().await?.map(|actor| {
        let person = actor.person();
        Viewer {
            name: person.name.to_string(),
            initials: person.name.initials(),
            title: person.title.clone().unwrap_or_default(),
            administrator: person.administrator,
        }
    }))
}

/// Signs in.
#[server(prefix = "/fn", endpoint = "session/sign-in")]
pub async fn sign_in(
    email: String,
    password: String,
    #[server(default)] next: Option<String>,
) -> Result<(), Failure<Again<String, WrongAddressOrPassword>>> {
    let server = Server::here();
    let client = server::client();
    server.limits.client(client).and_then(|()| server.limits.address(client, &email)).map_err(server::too_many)?;
    let signed_in = store::password::sign_in(&server.store, &server.hasher, &email, &password).await;
    let again = |failure: Failure<_>| failure.again(given_back(&email));
    let signed_in = server::settle(signed_in).map_err(again)?;
    server::begin_session(signed_in.person).await?;
    if !signed_in.holds(&server.store).await.map_err(server::internal)? {
        server::session().flush().await.map_err(server::internal)?;
        return Err(again(server::refuse(WrongAddressOrPassword)));
    }
    leptos_axum::redirect(super::safe_next(next.as_deref()));
    Ok(())
}

/// Signs out on this browser.
#[server(prefix = "/fn", endpoint = "session/sign-out")]
pub async fn sign_out() -> Result<(), Failure<Nothing>> {
    server::session().flush().await.map_err(server::internal)?;
    leptos_axum::redirect("/sign-in");
    Ok(())
}

/// Signs out on every browser, this one too.
#[server(prefix = "/fn", endpoint = "session/sign-out-everywhere")]
pub async fn sign_out_everywhere() -> Result<(), Failure<Nothing>> {
    let actor = server::actor().await?;
    store::session::end_all(&Server::here().store, &actor).await.map_err(server::internal)?;
    server::session().flush().await.map_err(server::internal)?;
    leptos_axum::redirect("/sign-in");
    Ok(())
}

/// Ends one of one's sessions.
#[server(prefix = "/fn", endpoint = "session/end")]
pub async fn end_session(key: String) -> Result<(), Failure<Nothing>> {
    let actor = server::actor().await?;
    store::session::end(&Server::here().store, &actor, &key).await.map_err(server::internal)?;
    leptos_axum::redirect("/account?done=session");
    Ok(())
}
