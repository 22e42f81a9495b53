//! What a page tells of itself.

use crate::failure::{Failure, Nothing};
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    crate::{
        goals::FieldName,
        server::{self, Server},
    },
    waymark::GoalId,
};

/// Says that something of a goal is being changed on the page of this stream, for as long as it is open; or nothing any more, without a goal. Others
/// who see all of the goal are shown who and what. Nothing is stored.
#[server(prefix = "/fn", endpoint = "live/editing")]
pub async fn say_editing(
    stream: u64,
    #[server(default)] goal: String,
    #[server(default)] field: String,
) -> Result<(), Failure<Nothing>> {
    let actor = server::actor().await?;
    let what = match goal.as_str() {
        "" => None,
        goal => {
            let goal: GoalId = goal.parse().map_err(|_| Failure::Malformed)?;
            let field: FieldName = serde_json::from_value(field.into()).map_err(|_| Failure::Malformed)?;
            Some((goal, field.what().to_lowercase()))
        }
    };
    Server::here().live.edits(stream, actor.id(), what);
    Ok(())
}
