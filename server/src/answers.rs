//! Where answers without a name come in, and where anybody reads what was fixed at launch.
//!
//! *Architecture invariant:* these addresses stand outside of sessions and of everything that notes a client. They refuse
//! cookies and sign-in headers, never read who a proxy says somebody is, and write no log line with an address or a time.

use app::server::logged;
use axum::{
    body::to_bytes,
    extract::{Path, Request, State},
    response::{Html, IntoResponse, Response},
};
use http::{HeaderMap, StatusCode, header};
use std::{fmt::Write, sync::Arc, time::Duration};
use store::{Failed, Store, survey};
use tokio::sync::Semaphore;
use waymark::{
    SurveyId,
    survey::{
        Mode,
        contract::{self, Contract},
        group_name,
        submission::Submission,
        taking::AnswerRefused,
    },
};

/// Where answers are sent.
pub const ANSWERS: &str = "/answers";

/// What was fixed at launch, for who does not want to be known.
pub const CONTRACT: &str = "/contracts/{id}";

/// How many answers are taken at once. Others are told to come back: no client is counted, so none can be limited.
const AT_ONCE: usize = 256;

/// The most bytes of an answer as it is sent: 120 texts of the longest, in base64.
const LARGEST: usize = 512 * 1024;

/// How long the sending of one may take.
const LONGEST: Duration = Duration::from_secs(30);

/// What taking answers needs.
#[derive(Clone, Debug)]
pub struct Taker {
    store: Store,
    places: Arc<Semaphore>,
}

impl Taker {
    /// Into this store.
    pub fn new(store: Store) -> Self {
        Self { store, places: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

/// `POST /answers`: takes one.
pub async fn take(State(taker): State<Taker>, request: Request) -> Response {
    if names_somebody(request.headers()) {
        let text = "This address takes no cookie and no sign-in: an answer must not say whose it is. Nothing was stored.\n";
        return (StatusCode::BAD_REQUEST, text).into_response();
    }
    let Ok(_place) = taker.places.try_acquire() else {
        let text = "Too many answers come in at this moment. Nothing was stored; send it again.\n";
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "2")], text).into_response();
    };
    let Ok(body) = tokio::time::timeout(LONGEST, to_bytes(request.into_body(), LARGEST)).await else {
        return (StatusCode::REQUEST_TIMEOUT, "This took too long. Nothing was stored; send it again.\n").into_response();
    };
    let Ok(body) = body else {
        let text = "This is more than an answer can be. Nothing was stored.\n";
        return (StatusCode::PAYLOAD_TOO_LARGE, text).into_response();
    };
    let Ok(submission) = serde_json::from_slice::<Submission>(&body) else {
        return (StatusCode::BAD_REQUEST, "This is no answer to a survey. Nothing was stored.\n").into_response();
    };
    // To its end, though the client may leave meanwhile.
    let store = taker.store.clone();
    let taken = tokio::spawn(async move { survey::answer::submit(&store, &submission).await }).await;
    match taken {
        Ok(Ok(answer)) => (StatusCode::OK, axum::Json(answer)).into_response(),
        Ok(Err(Failed::Refused(why))) => (status(why), axum::Json(why)).into_response(),
        Ok(Err(Failed::Store(error))) => crate::layers::answer::with_id(&logged(error)),
        Err(error) => crate::layers::answer::with_id(&logged(error)),
    }
}

/// Whether a request says who sends it.
fn names_somebody(headers: &HeaderMap) -> bool {
    headers.contains_key(header::COOKIE) || headers.contains_key(header::AUTHORIZATION)
}

fn status(why: AnswerRefused) -> StatusCode {
    match why {
        AnswerRefused::Unknown => StatusCode::NOT_FOUND,
        AnswerRefused::Size { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        AnswerRefused::Credential => StatusCode::FORBIDDEN,
        AnswerRefused::Taking(_) | AnswerRefused::Older { .. } => StatusCode::CONFLICT,
    }
}

/// `GET /contracts/:id`: what was fixed, for whoever has the address. No name of a person is in it.
pub async fn contract(State(store): State<Store>, Path(id): Path<String>) -> Response {
    let gone = || (StatusCode::NOT_FOUND, "There is no page here.\n").into_response();
    let Ok(id) = id.parse::<SurveyId>() else { return gone() };
    match survey::find(&store, id).await {
        Ok(Some(survey)) if !survey.imported => Html(contract_page(&survey)).into_response(),
        Ok(_) => gone(),
        Err(error) => crate::layers::answer::with_id(&logged(error)),
    }
}

fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut safe, c| {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c => safe.push(c),
        }
        safe
    })
}

/// The page is plain on purpose: no script, no style, nothing that is loaded.
fn contract_page(survey: &survey::Survey) -> String {
    let agreed: &Contract = &survey.contract;
    let (k, viewers) = contract::in_force(agreed, &survey.amendments);
    let mode = match agreed.mode {
        Mode::Confidential => "Answers are stored without names; whoever runs the server could read them.",
        Mode::Open => "Answers carry names.",
    };
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{name} · what was fixed at launch</title>\n<main>\n<h1>{name}</h1>\n<p>{mode}</p>\n<dl>\n\
         <dt>Six words</dt><dd><strong>{words}</strong></dd>\n<dt>Hash (SHA-256)</dt><dd><code>{hash}</code></dd>\n\
         <dt>Threshold</dt><dd>{k} answers</dd>\n<dt>Results are seen by</dt><dd>{viewers}</dd>\n\
         <dt>Opens</dt><dd>{opens}</dd>\n<dt>Closes</dt><dd>{closes}</dd>\n\
         <dt>Questionnaire</dt><dd>{form}, version {version}, <code>{form_hash}</code></dd>\n",
        name = escaped(&agreed.name),
        words = survey.hash.words().join(" "),
        hash = survey.hash,
        opens = agreed.opens,
        closes = agreed.closes,
        form = escaped(&agreed.questionnaire.id),
        version = agreed.questionnaire.version,
        form_hash = escaped(&agreed.questionnaire.hash),
    );
    if !survey.amendments.is_empty() {
        let _ = writeln!(
            page,
            "<dt>Hash with what was narrowed since</dt><dd><code>{}</code></dd>",
            contract::head(agreed, &survey.amendments)
        );
    }
    page.push_str("</dl>\n<h2>Groups</h2>\n<table><thead><tr><th>Group</th><th>People</th><th>Key</th></tr></thead><tbody>\n");
    for (number, unit) in agreed.units.iter().enumerate() {
        let name = group_name(number, &unit.names);
        let _ = writeln!(
            page,
            "<tr><td>{}</td><td>{}</td><td><code>{}</code></td></tr>",
            escaped(&name),
            unit.size,
            escaped(&unit.key)
        );
    }
    page.push_str("</tbody></table>\n</main></html>\n");
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_typed_is_text_on_the_page() {
        assert_eq!(escaped("<b>\"R&D\"</b>"), "&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt;");
    }

    #[test]
    fn a_request_that_says_who_sends_it_is_known() {
        for (name, names) in [("cookie", true), ("authorization", true), ("x-forwarded-for", false), ("user-agent", false)] {
            let mut headers = HeaderMap::new();
            headers.insert(http::HeaderName::from_static(name), http::HeaderValue::from_static("x"));
            assert_eq!(names_somebody(&headers), names, "{name}");
        }
    }
}
