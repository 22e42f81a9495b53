//! `/surveys/:id`: the page on which somebody answers. It is an application of its own, and only for who is on the roster.

use crate::asking;
use app::Asked;
use axum::{
    extract::Request,
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderValue, header};
use std::future::Future;
use store::{
    Store,
    access::{self, Respondent},
};
use tower_sessions::Session;
use waymark::{SurveyId, survey::Mode};

/// Its address.
pub const SURVEY: &str = "/surveys/{id}";

/// Answers whoever asks for it: the page for who is on the roster, the results for who may see those, or to sign in first. For
/// everybody else there is nothing here.
pub async fn answered<Page, Nothing>(
    store: &Store,
    request: Request,
    page: impl FnOnce(Asked, Request) -> Page,
    nothing: impl FnOnce(Request) -> Nothing,
) -> Response
where
    Page: Future<Output = Response>,
    Nothing: Future<Output = Response>,
{
    let asked = Asked::read(request.uri().path(), request.uri().query().unwrap_or_default());
    let session = request.extensions().get::<Session>().expect("the session layer wraps the page").clone();
    match who(store, &session, &asked).await {
        Ok(Who::Respondent(respondent)) => {
            let mut response = page(asked, request).await;
            if respondent.survey().contract.mode == Mode::Confidential {
                // Not even where it leads to learns which page that was. Forms of a page without referrer come from nowhere,
                // and are refused: so not where answers are sent by them.
                response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
            }
            response
        }
        Ok(Who::Viewer(id)) => Redirect::to(&format!("/surveys/{id}/results")).into_response(),
        Ok(Who::Other) => nothing(request).await,
        Err(answer) => answer,
    }
}

enum Who {
    Respondent(Box<Respondent>),
    Viewer(SurveyId),
    Other,
}

async fn who(store: &Store, session: &Session, asked: &Asked) -> Result<Who, Response> {
    let id = asked.survey.parse::<SurveyId>();
    let next = id.as_ref().map(|id| format!("/surveys/{id}")).unwrap_or_default();
    let actor = asking::actor(store, session, &next).await?;
    let Ok(id) = id else { return Ok(Who::Other) };
    if let Some(respondent) = access::respondent(store, &actor, id).await.map_err(|error| asking::broken(&error))? {
        return Ok(Who::Respondent(Box::new(respondent)));
    }
    let viewer = access::viewer(store, &actor, id).await.map_err(|error| asking::broken(&error))?;
    Ok(viewer.map_or(Who::Other, |_| Who::Viewer(id)))
}
