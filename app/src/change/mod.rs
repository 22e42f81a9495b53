//! Taking back what was changed about the organisation, and why a change was not made.

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::server::{self, Server};
use leptos::prelude::*;
use waymark::change::{Broken, UndoRefused};

/// Takes back one's own change, and leads back to `page`.
#[server(prefix = "/fn", endpoint = "change/undo")]
pub async fn undo(id: String, page: String) -> Result<(), Failure<UndoRefused>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let id = id.parse().map_err(|_| server::refuse(UndoRefused::Gone))?;
    server::settle(store::change::undo(&server.store, &administrator, id).await)?;
    let page = crate::session::safe_next(Some(&page));
    leptos_axum::redirect(&format!("{page}?done=undone"));
    Ok(())
}

/// Why something was not taken back, as a sentence.
pub fn undo_sentence(why: &UndoRefused) -> String {
    match why {
        UndoRefused::Gone => "This was undone already, or it is too long ago.".to_owned(),
        UndoRefused::Outdated(name) => format!("{name} was changed again since, so this cannot be undone any more."),
        UndoRefused::Broken(broken) => broken_sentence(broken),
    }
}

/// Which rule would no longer hold, as a sentence.
pub fn broken_sentence(broken: &Broken) -> String {
    match broken {
        Broken::ManagerCycle(names) => format!("Nobody can report to themselves, not over others either: {}.", round(names)),
        Broken::TeamCycle(names) => format!("A team cannot be part of itself, not over others either: {}.", round(names)),
        Broken::ManagerLeft { who } => format!("{who} would report to somebody who is not here any more."),
        Broken::AddressTaken { by } => format!("{by} has this address already."),
        Broken::NameTaken { name } => format!("There is a team called {name} already."),
        Broken::PersonLeft { team } => format!("{team} would have a lead or a guest who is not here any more."),
        Broken::TeamClosed { team } => format!("{team} is closed, or would be closed with people or teams in it."),
        Broken::NoAdministrator => "There must be an administrator.".to_owned(),
    }
}

/// "Ada, Bo, Ada", cut where it is long.
fn round(names: &[String]) -> String {
    const SHOWN: usize = 6;
    let mut said: Vec<&str> = names.iter().take(SHOWN).map(String::as_str).collect();
    if names.len() > SHOWN {
        said.push("…");
    }
    said.extend(names.first().map(String::as_str));
    said.join(" → ")
}
