//! Results to take away: the published cells as CSV and as JSON, for who may see them, and on the command line.

use crate::{
    asking::{self, broken},
    command::Outcome,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use store::{
    Store, StoreError, access, cycle,
    survey::{
        self, Survey,
        results::{self, Taker, View},
    },
};
use tower_sessions::Session;
use waymark::{
    SurveyId,
    questionnaire::Slug,
    survey::{
        contract,
        published::{self, Line, Published},
        release::{Cell, Release, Score, SectionCells},
    },
};

/// Where the cells are as a table.
pub const CSV: &str = "/surveys/{id}/release.csv";

/// Where they are for programs.
pub const JSON: &str = "/surveys/{id}/release.json";

/// The cells as a table.
pub async fn csv(State(store): State<Store>, session: Session, Path(id): Path<String>) -> Response {
    match seen(&store, &session, &id, "CSV").await {
        Ok((view, release)) => {
            let (form, units) = (&view.survey.form, &view.survey.contract.units);
            let text = published::csv(form, &release, units, &view.units);
            file("text/csv; charset=utf-8; header=present", &view.survey, "csv", text)
        }
        Err(answer) => answer,
    }
}

/// The cells for programs.
pub async fn json(State(store): State<Store>, session: Session, Path(id): Path<String>) -> Response {
    let (view, release) = match seen(&store, &session, &id, "JSON").await {
        Ok(seen) => seen,
        Err(answer) => return answer,
    };
    match document(&store, &view, &release).await {
        Ok(text) => file("application/json", &view.survey, "json", text),
        Err(error) => broken(&error),
    }
}

/// What the person of this session may take away; or the answer for who may not.
async fn seen(store: &Store, session: &Session, id: &str, form: &str) -> Result<(View, Release), Response> {
    let gone = || (StatusCode::NOT_FOUND, "There is no page here.\n").into_response();
    let Ok(id) = id.parse::<SurveyId>() else { return Err(gone()) };
    let actor = asking::actor(store, session, &format!("/surveys/{id}/results")).await?;
    let viewer = access::viewer(store, &actor, id).await.map_err(|error| broken(&error))?.ok_or_else(gone)?;
    let taken = results::take(store, Taker::Viewer(&actor, &viewer), viewer.survey(), form).await;
    let view = taken.map_err(|error| broken(&error))?.ok_or_else(gone)?;
    let release = view.released.as_ref().map(|released| released.release.clone()).ok_or_else(gone)?;
    Ok((view, release))
}

fn file(kind: &'static str, survey: &Survey, ending: &str, text: String) -> Response {
    // A name that every system takes, of a name that people gave.
    let plain: String = survey.contract.name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let plain = plain.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-").to_lowercase();
    let name = if plain.is_empty() { "results" } else { &plain };
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}.{ending}\"")).expect("a plain name");
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static(kind)), (header::CONTENT_DISPOSITION, disposition)];
    (headers, text).into_response()
}

/// The contract and every cell that may be seen, as JSON.
async fn document(store: &Store, view: &View, release: &Release) -> Result<String, StoreError> {
    let (survey, agreed) = (&view.survey, &view.survey.contract);
    let cycle = cycle::find(store, survey.cycle).await?.map(|cycle| cycle.name.to_string());
    let lines = published::lines(&survey.form, release, &view.units);
    let cells: Vec<Value> = lines.iter().map(|line| cell(line, release, survey)).collect();
    let document = json!({
        "survey": {
            "id": survey.id,
            "name": agreed.name,
            "cycle": cycle,
            "kind": agreed.kind,
            "mode": agreed.mode,
            "threshold": release.k,
            "questionnaire": agreed.questionnaire,
            "opens": agreed.opens,
            "closes": agreed.closes,
            "imported": survey.imported,
        },
        // Nobody agreed on anything before answers that were imported.
        "contract": (!survey.imported).then_some(agreed),
        "contract_hash": (!survey.imported).then(|| survey.hash),
        "contract_words": (!survey.imported).then(|| survey.hash.words().join(" ")),
        "amendments": survey.amendments,
        "amended_hash": (!survey.amendments.is_empty()).then(|| contract::head(agreed, &survey.amendments)),
        "cells": cells,
    });
    let text = serde_json::to_string_pretty(&document).map_err(|error| error.to_string());
    Ok(text.expect("cells are plain data") + "\n")
}

fn cell(line: &Line, release: &Release, survey: &Survey) -> Value {
    let units = &survey.contract.units;
    let mut cell = Map::new();
    let mut say = |key: &str, value: Value| drop(cell.insert(key.to_owned(), value));
    say("unit", json!(line.unit));
    say("path", json!(published::path(units, line.unit)));
    say("section", json!(line.section.map(|section| &section.id)));
    say("question", json!(line.question.map(|question| &question.id)));
    say("kind", json!(line.published.word()));
    match line.published {
        Published::Respondents(count) => say("n", json!(count.to_string())),
        Published::Participation(Cell::Shown(share)) => say("share", json!({ "percent": share.percent, "code": share.code })),
        Published::Section(SectionCells { score: Cell::Shown(score), built_from, divided, .. }) => {
            scored(&mut say, score);
            let asked = line.section.map_or(&[][..], |section| &section.questions);
            let from: Vec<&Slug> = built_from.iter().filter_map(|place| Some(&asked.get(*place)?.id)).collect();
            say("built_from", json!(from));
            say("divided", json!(divided));
        }
        Published::Scale(Cell::Shown(score)) => scored(&mut say, score),
        Published::Recommend(Cell::Shown(score)) => {
            say("n", json!(score.answers.to_string()));
            say("score", json!({ "value": score.score, "code": score.code }));
        }
        Published::Choices(Cell::Shown(choices)) => {
            say("n", json!(choices.answers.to_string()));
            let options = line.question.map_or(&[][..], |question| question.ask.options());
            let shares = options.iter().zip(&choices.shares);
            let shares =
                shares.map(|(option, share)| json!({ "option": option.id, "percent": share.percent, "code": share.code }));
            say("shares", shares.collect());
        }
        Published::Comments(Cell::Shown(comments)) => say("comments", json!(comments)),
        _ => {
            say("hidden", json!(line.published.hidden()));
            say("why", json!(published::why(line, release, units)));
        }
    }
    Value::Object(cell)
}

fn scored(say: &mut impl FnMut(&str, Value), score: &Score) {
    say("n", json!(score.answers.to_string()));
    say("mean", json!({ "tenths": score.mean.tenths, "code": score.mean.code, "step": score.mean.step }));
    say("shown_as", json!(score.mean.to_string()));
    say("distribution", json!(score.distribution));
    say("standard_error_hundredths", json!(score.error));
    say("change", json!(score.change));
}

/// `waymark results`: those of a survey, by its id or its exact name.
pub async fn perform(store: &Store, wanted: &str, as_json: bool) -> Outcome {
    match printed(store, wanted, as_json).await {
        Ok(outcome) => outcome,
        Err(error) => Outcome::wrong(format!("The database failed: {error}.")),
    }
}

async fn printed(store: &Store, wanted: &str, as_json: bool) -> Result<Outcome, StoreError> {
    let all = survey::all(store).await?;
    let is_meant = |survey: &&Arc<Survey>| survey.id.to_string() == wanted || survey.contract.name == wanted;
    let meant: Vec<_> = all.iter().filter(is_meant).collect();
    let survey = match meant[..] {
        [survey] => survey,
        [] => return Ok(Outcome::wrong(format!("There is no survey “{wanted}”. Name it by its id or its exact name."))),
        _ => {
            let ids: Vec<_> = meant.iter().map(|survey| survey.id.to_string()).collect();
            return Ok(Outcome::wrong(format!(
                "{} surveys are called “{wanted}”. Name one by its id: {}.",
                ids.len(),
                ids.join(", ")
            )));
        }
    };
    let form = if as_json { "JSON" } else { "text" };
    let Some(view) = results::take(store, Taker::CommandLine, survey, form).await? else {
        return Ok(Outcome::wrong("Its results are not out: it has not closed yet, or was called off.".to_owned()));
    };
    let Some(released) = view.released.clone() else { return Ok(Outcome::wrong("Its results are not out.".to_owned())) };
    let text = if as_json {
        document(store, &view, &released.release).await?.trim_end().to_owned()
    } else {
        published::text(&survey.form, &released.release, &survey.contract.units, &view.units).trim_end().to_owned()
    };
    Ok(Outcome { text, fine: true })
}
