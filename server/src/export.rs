//! Files to take away: people, teams and the audit chain as CSV and questionnaires as TOML, for administrators; goals as CSV and JSON, and all that is
//! stored about oneself as JSON, for everybody.

use crate::asking::{self, broken};
use app::{AuditAsked, audit_wrong_sentence};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use store::{Store, StoreError, access::Administrator, goal, import, mine};
use tower_sessions::Session;
use waymark::{
    goal::table::archive,
    questionnaire::{Slug, file},
};

/// Where people are exported.
pub const PEOPLE: &str = "/admin/people.csv";

/// Where teams are exported.
pub const TEAMS: &str = "/admin/teams.csv";

/// Where a questionnaire is exported.
pub const QUESTIONNAIRE: &str = "/admin/questionnaires/{id}/file.toml";

/// Where the file is that explains how questionnaires are written.
pub const EXAMPLE: &str = "/admin/questionnaires-example.toml";

/// Where goals are exported.
pub const GOALS: &str = "/goals.csv";

/// Where goals are exported with all that happened to them.
pub const GOALS_HISTORY: &str = "/goals.json";

/// Where the audit chain is exported, as far as it is looked for.
pub const AUDIT: &str = "/admin/audit.csv";

/// The entries of the audit chain that are looked for.
pub async fn audit(State(store): State<Store>, session: Session, Query(asked): Query<AuditAsked>) -> Response {
    let actor = match asking::actor(&store, &session, "/admin/audit").await {
        Ok(actor) => actor,
        Err(answer) => return answer,
    };
    let Some(administrator) = actor.administrator() else { return nothing() };
    match asked.filter(actor.seen()) {
        Ok(filter) => table("audit", store::audit::export(&store, &administrator, &filter).await),
        Err(wrong) => (StatusCode::UNPROCESSABLE_ENTITY, format!("{}\n", audit_wrong_sentence(&wrong))).into_response(),
    }
}

/// Where everybody takes what is stored about them.
pub const MINE: &str = "/account/data.json";

/// Everything that is stored about who asks, as JSON.
pub async fn mine(State(store): State<Store>, session: Session) -> Response {
    let actor = match asking::actor(&store, &session, "/account/data").await {
        Ok(actor) => actor,
        Err(answer) => return answer,
    };
    match mine::take(&store, &actor).await {
        Ok(document) => {
            let text = serde_json::to_string_pretty(&document).expect("a document is plain data");
            let name = format!("my-data-{}.json", actor.seen().day(store.now()));
            attached(&name, "application/json", text + "\n")
        }
        Err(error) => broken(&error),
    }
}

/// The goals that somebody may see all of, as a table.
pub async fn goals(State(store): State<Store>, session: Session) -> Response {
    let actor = match asking::actor(&store, &session, "/goals").await {
        Ok(actor) => actor,
        Err(answer) => return answer,
    };
    let surveys = match store::survey::all(&store).await {
        Ok(surveys) => surveys,
        Err(error) => return broken(&error),
    };
    table("goals", goal::import::export(&store, &actor, &surveys).await)
}

/// The same with all that happened to them, as JSON.
pub async fn goals_history(State(store): State<Store>, session: Session) -> Response {
    let actor = match asking::actor(&store, &session, "/goals").await {
        Ok(actor) => actor,
        Err(answer) => return answer,
    };
    match goal::import::take(&store, &actor).await {
        Ok(taken) => {
            let text = serde_json::to_string_pretty(&archive(&taken)).expect("goals are plain data");
            attached("goals.json", "application/json", text)
        }
        Err(error) => broken(&error),
    }
}

/// People as a table.
pub async fn people(State(store): State<Store>, session: Session) -> Response {
    match administrator(&store, &session, "/admin/people").await {
        Ok(administrator) => table("people", import::export_people(&store, &administrator).await),
        Err(answer) => answer,
    }
}

/// Teams as a table.
pub async fn teams(State(store): State<Store>, session: Session) -> Response {
    match administrator(&store, &session, "/admin/people").await {
        Ok(administrator) => table("teams", import::export_teams(&store, &administrator).await),
        Err(answer) => answer,
    }
}

/// A questionnaire as a file, as it is edited.
pub async fn questionnaire(State(store): State<Store>, session: Session, Path(id): Path<String>) -> Response {
    if let Err(answer) = administrator(&store, &session, "/admin/questionnaires").await {
        return answer;
    }
    let kept = match Slug::new(&id) {
        Ok(id) => store::questionnaire::find(&store, &id).await,
        Err(_) => Ok(None),
    };
    match kept {
        Ok(Some(kept)) => toml(kept.form.id.as_str(), file::write(&kept.form)),
        Ok(None) => nothing(),
        Err(error) => broken(&error),
    }
}

/// The file that explains how questionnaires are written.
pub async fn example(State(store): State<Store>, session: Session) -> Response {
    match administrator(&store, &session, "/admin/questionnaires").await {
        Ok(_) => toml("example", file::template().to_owned()),
        Err(answer) => answer,
    }
}

/// Who asks; or the answer for who may not, and who comes back to a page once they have signed in.
async fn administrator(store: &Store, session: &Session, page: &str) -> Result<Administrator, Response> {
    let actor = asking::actor(store, session, page).await?;
    actor.administrator().ok_or_else(nothing)
}

fn nothing() -> Response {
    (StatusCode::NOT_FOUND, "There is no page here.\n").into_response()
}

fn toml(name: &str, text: String) -> Response {
    attached(&format!("{name}.toml"), "application/toml; charset=utf-8", text)
}

fn table(name: &str, text: Result<String, StoreError>) -> Response {
    let text = match text {
        Ok(text) => text,
        Err(error) => return broken(&error),
    };
    attached(&format!("{name}.csv"), "text/csv; charset=utf-8; header=present", text)
}

fn attached(name: &str, kind: &'static str, text: String) -> Response {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).expect("a plain name");
    ([kind, (header::CONTENT_DISPOSITION, disposition)], text).into_response()
}
