//! Server functions about goals.

mod act;
mod add;
mod begin;
mod bulk;
mod check_in;
mod edit;
mod import;
mod list;
mod place;
mod policies;
mod portfolio;
mod show;
mod typed;

pub use act::{
    Agree, Answer, AskForHelp, CarryOn, Evidence, EvidenceTyped, GradeGoal, GradeTyped, Reopen, Report, ReportTyped, ReportWrong,
};
pub use add::{Add, GoalTyped, GoalWrong};
pub use begin::{Begin, BeginData, BeginTyped, BeginWrong, NewGoalForm};
pub use bulk::{Bulk, BulkDone, BulkWrong};
#[cfg(feature = "ssr")]
pub use check_in::is_due;
pub use check_in::{CheckIn, CheckInData, CheckInGoal, CheckInWrong, CheckIns, Item};
#[cfg(feature = "hydrate")]
pub use edit::Edit;
pub use edit::{Conflict, Define, DefineWrong, EditWrong, Edited, FieldName, UndoEdit};
pub use import::{
    GOALS_UPLOAD, GiveUpGoals, GoalImportRefused, ImportGoals, ImportPreview, PreviewGoals, UploadGoals, UploadWrong,
};
pub use list::{Filters, ListData, ListGoals};
#[cfg(feature = "ssr")]
pub use place::HIDDEN;
pub use place::{Belong, BelongsWrong, PlaceTyped, PlaceWrong, suggest};
pub use policies::{PoliciesData, PoliciesTyped, SetPolicies, ShowPolicies};
pub use portfolio::{Portfolio, PortfolioData};
pub use show::{Agreed, Ask, GoalData, Happened, Part, Served, Show};
pub use typed::{TermsTyped, TermsWrong};

#[cfg(feature = "ssr")]
use {
    crate::{
        failure::Failure,
        server::{self, Server},
    },
    std::sync::Arc,
    store::{
        access::{self, Actor, Tending},
        goal as goals,
        goal::Seen,
    },
    waymark::{
        GoalId,
        goal::{Goal, Refused, Verb},
    },
};

#[cfg(feature = "ssr")]
async fn found<R>(id: GoalId) -> Result<(Actor, Arc<Goal>), Failure<R>> {
    let actor = server::actor().await?;
    let goal = goals::find(&Server::here().store, id).await.map_err(server::internal)?;
    Ok((actor, goal.ok_or_else(server::not_found)?))
}

#[cfg(feature = "ssr")]
async fn tended<R>(id: GoalId) -> Result<(Actor, Arc<Goal>, Tending), Failure<R>> {
    let (actor, goal) = found(id).await?;
    let tending = access::tending(&Server::here().store, &actor, &goal).ok_or_else(server::not_found)?;
    Ok((actor, goal, tending))
}

/// Does something with a goal, and leads back to its page.
#[cfg(feature = "ssr")]
async fn act(id: GoalId, seen: Seen, verbs: &[Verb], done: &str) -> Result<u32, Failure<Refused>> {
    let (_, _, tending) = tended(id).await?;
    let goal = server::settle(goals::act(&Server::here().store, &tending, seen, verbs).await)?;
    leptos_axum::redirect(&format!("/goals/{id}?done={done}"));
    Ok(goal.sequence)
}

/// Hands a goal on: a person's own only to whom the actor may give goals.
#[cfg(feature = "ssr")]
fn handed(actor: &Actor, goal: &Goal, owner: waymark::PersonId) -> Result<Verb, Refused> {
    use waymark::goal::Level;
    let is_own = matches!(goal.level, Level::Person(_)) && owner != goal.owner;
    let may = !is_own || access::steward(&Server::here().store, actor, Level::Person(owner)).is_some();
    if may { Ok(Verb::Hand(owner)) } else { Err(Refused::NotTheirs) }
}
