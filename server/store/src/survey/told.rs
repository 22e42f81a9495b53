//! "You said, we did": what came of the last survey of a kind, for who is asked next.

use super::{State, kept};
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

/// What was committed to and under way since the respondent was last asked by a survey of this kind: by the company, or by their
/// team and those above it.
///
/// # Errors
///
/// When the store fails.
pub async fn told(store: &Store, actor: &Actor, respondent: &Respondent) -> Result<Vec<Goal>, StoreError> {
    let survey = respondent.survey();
    let surveys = kept::all(store).await?;
    let is_last = |other: &&std::sync::Arc<super::Survey>| {
        other.state == State::Released
            && other.contract.kind == survey.contract.kind
            && other.contract.closes <= survey.contract.opens
            && other.unit_of(respondent.person()).is_some()
    };
    // What was done while it was open is told again: who answered on its first day did not know.
    let since = surveys.iter().filter(is_last).map(|other| other.contract.opens).max().unwrap_or(Timestamp::MIN);
    let levels: Vec<Level> = match survey.contract.kind {
        Kind::Company => vec![Level::Company],
        Kind::Team => {
            let team = actor.person().team;
            let above = team.map(|team| actor.seen().directory.team_path(team)).unwrap_or_default();
            team.into_iter().chain(above).map(Level::Team).collect()
        }
    };
    let goals = goal::of_levels(store, &levels).await?;
    Ok(answered(&goals, since).into_iter().cloned().collect())
}
