//! "You said, we did": what came of the last survey of a kind, for who is asked next.

use super::{
    State,
    kept::{self, Survey},
};
use crate::{
    Store, StoreError,
    access::{Actor, Respondent},
    goal,
};
use jiff::Timestamp;
use waymark::{
    goal::{Goal, Level, answered},
    survey::Kind,
};

/// What was committed to as an answer to surveys of this kind and was under way since the last one: of the company, or of the
/// respondent's team and those above it.
///
/// # Errors
///
/// When the store fails.
pub async fn told(store: &Store, actor: &Actor, respondent: &Respondent) -> Result<Vec<Goal>, StoreError> {
    let survey = respondent.survey();
    let since = last_before(store, survey).await?;
    let levels = match survey.contract.kind {
        Kind::Company => vec![Level::Company],
        Kind::Team => {
            let team = actor.person().team;
            let above = team.map(|team| actor.seen().directory.team_path(team)).unwrap_or_default();
            team.into_iter().chain(above.into_iter().rev()).map(Level::Team).collect()
        }
    };
    let mut told = Vec::new();
    for level in levels {
        told.extend(answered(&goal::of_level(store, level).await?, since).into_iter().cloned());
    }
    Ok(told)
}

/// When the last survey of the same kind had closed that has results.
async fn last_before(store: &Store, survey: &Survey) -> Result<Timestamp, StoreError> {
    let all = kept::all(store).await?;
    let is_earlier = |other: &&std::sync::Arc<Survey>| {
        other.state == State::Released
            && other.contract.kind == survey.contract.kind
            && other.contract.closes <= survey.contract.opens
    };
    Ok(all.iter().filter(is_earlier).map(|other| other.contract.closes).max().unwrap_or(Timestamp::MIN))
}
