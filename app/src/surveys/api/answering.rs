//! Answering: the page's data, the credential, and answers that carry a name. Answers that do not never come here: they go to an
//! address outside of sessions.

use crate::failure::{Failure, Nothing};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use waymark::{
    SurveyId,
    goal::End,
    questionnaire::Questionnaire,
    survey::{
        Kind, Mode,
        answer::Answers,
        contract::{ContractHash, Viewers},
        credential::{Element, Evaluation},
        taking::{IssueRefused, NamedRefused},
    },
};
#[cfg(feature = "ssr")]
use {
    crate::{
        moment,
        server::{self, Server},
    },
    store::{access::Respondent, survey},
    waymark::{
        Version,
        questionnaire::Ask,
        survey::{contract, release::Value, stage::State},
    },
};

/// Whether a survey can be answered now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    /// Not yet.
    Planned,
    /// Now.
    Open,
    /// No more; it is being counted.
    Closing,
    /// No more; its results are there.
    Released,
    /// It was voided, for this reason.
    Void(String),
}

/// What was agreed at launch, as far as a respondent is told in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The contract's hash.
    pub hash: ContractHash,
    /// The hash as six words.
    pub words: Vec<String>,
    /// The threshold.
    pub k: u8,
    /// Who sees the results.
    pub viewers: Viewers,
    /// How many are asked.
    pub roster: usize,
    /// The reader's reporting unit, by its number.
    pub unit: usize,
    /// Whether that is everybody together, because there are no units.
    pub is_whole: bool,
    /// What the unit is called.
    pub unit_names: Vec<String>,
    /// Who is in it, by name.
    pub people: Vec<String>,
    /// By how many attributes respondents may describe themselves.
    pub attributes: usize,
}

/// What was answered so far in a survey whose answers carry names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedData {
    /// As it stands.
    pub draft: Answers,
    /// How often it was saved.
    pub version: u32,
    /// Whether something was sent, and whether that is what stands.
    pub sent: Option<bool>,
}

/// A survey, for one of its roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyData {
    /// Which.
    pub id: SurveyId,
    /// What it is called.
    pub name: String,
    /// What it is about.
    pub kind: Kind,
    /// Whether answers carry names.
    pub mode: Mode,
    /// Whether it can be answered now.
    pub when: When,
    /// When it opens, as the reader says it.
    pub opens: String,
    /// When it closes, as the reader says it.
    pub closes: String,
    /// About how many minutes it takes.
    pub minutes: u32,
    /// The questions.
    pub form: Questionnaire,
    /// What came of the last survey of this kind: what was committed to, and how it ended; nothing while it is under way.
    pub told: Vec<(String, Option<End>)>,
    /// What was agreed.
    pub terms: Terms,
    /// Under what this person's answers are kept on a device that several people use.
    pub device: String,
    /// Whether a credential was issued to this person.
    pub is_issued: bool,
    /// In open mode, what was answered so far.
    pub named: Option<NamedData>,
}

/// The most that is told of what came of the last survey.
#[cfg(feature = "ssr")]
const TOLD: usize = 8;

#[cfg(feature = "ssr")]
async fn respondent<R>(id: SurveyId) -> Result<Respondent, Failure<R>> {
    let actor = server::actor().await?;
    let respondent = store::access::respondent(&Server::here().store, &actor, id).await.map_err(server::internal)?;
    respondent.ok_or_else(server::not_found)
}

/// A survey, for who is on its roster.
#[server(prefix = "/fn", endpoint = "surveys/page", input = GetUrl)]
pub async fn survey_page(id: String) -> Result<SurveyData, Failure<Nothing>> {
    let id = id.parse().map_err(|_| server::not_found())?;
    let (actor, respondent) = (server::actor().await?, respondent(id).await?);
    let store = &Server::here().store;
    let survey = respondent.survey();
    let zone = moment::zone_of(&actor);
    let said = |at| moment::said(at, store.now(), &zone);
    let (k, viewers) = contract::in_force(&survey.contract, &survey.amendments);
    let people = survey::people_of(store, survey.id, respondent.unit()).await.map_err(server::internal)?;
    let named = survey::named::read(store, &respondent).await.map_err(server::internal)?;
    let unit = &survey.contract.units[respondent.unit()];
    let told = survey::told(store, &actor, &respondent).await.map_err(server::internal)?;
    Ok(SurveyData {
        told: told.iter().take(TOLD).map(|goal| (goal.terms.title.to_string(), goal.ended.map(|(end, _)| end))).collect(),
        id,
        name: survey.contract.name.clone(),
        kind: survey.contract.kind,
        mode: survey.contract.mode,
        when: match survey.stage(store.now()) {
            State::Planned => When::Planned,
            State::Open => When::Open,
            State::Closing => When::Closing,
            State::Released => When::Released,
            State::Void => When::Void(survey.why_void().to_owned()),
        },
        opens: said(survey.contract.opens),
        closes: said(survey.contract.closes),
        minutes: survey.form.minutes(),
        form: (*survey.form).clone(),
        terms: Terms {
            hash: survey.hash,
            words: survey.hash.words().map(str::to_owned).to_vec(),
            k,
            viewers,
            roster: survey.roster().len(),
            unit: respondent.unit(),
            is_whole: respondent.unit() == 0,
            unit_names: unit.names.clone(),
            people: people.into_iter().map(|entry| entry.name).collect(),
            attributes: survey.contract.attributes.len(),
        },
        device: respondent.device(),
        is_issued: survey::answer::is_issued(store, &respondent).await.map_err(server::internal)?,
        named: (survey.contract.mode == Mode::Open).then(|| match named {
            Some(named) => NamedData {
                version: named.version.0,
                sent: named.sent.as_ref().map(|sent| *sent == named.draft),
                draft: named.draft,
            },
            None => NamedData { draft: Answers::none(&survey.form, 0), version: 0, sent: None },
        }),
    })
}

/// Issues the credential of who is signed in. The same element gets the same answer again.
#[server(prefix = "/fn", endpoint = "surveys/credential")]
pub async fn credential(survey: SurveyId, element: Element) -> Result<Evaluation, Failure<IssueRefused>> {
    let respondent = respondent(survey).await?;
    server::settle(survey::answer::issue(&Server::here().store, &respondent, &element).await)
}

/// Saves or sends answers that carry a name; `answers` is JSON. Returns the new version.
#[server(prefix = "/fn", endpoint = "surveys/save")]
pub async fn save_named(survey: SurveyId, version: u32, answers: String, send: bool) -> Result<u32, Failure<NamedRefused>> {
    let respondent = respondent(survey).await?;
    let answers: Answers = serde_json::from_str(&answers).map_err(|_| Failure::Malformed)?;
    let saved = survey::named::save(&Server::here().store, &respondent, Version(version), &answers, send).await;
    Ok(server::settle(saved)?.0)
}

/// The same from a page without script: one section's answers by the numbers of their questions, and where to go on.
#[server(prefix = "/fn", endpoint = "surveys/answer")]
pub async fn answer_plainly(
    survey: SurveyId,
    version: u32,
    at: usize,
    go: String,
    #[server(default)] a: HashMap<String, String>,
    #[server(default)] m: HashMap<String, String>,
) -> Result<(), Failure<NamedRefused>> {
    let respondent = respondent(survey).await?;
    let store = &Server::here().store;
    let form = &respondent.survey().form;
    let stored = survey::named::read(store, &respondent).await.map_err(server::internal)?;
    let mut answers = stored.map_or_else(|| Answers::none(form, 0), |stored| stored.draft);
    for (number, (section, _, question)) in form.questions().enumerate() {
        if section + 1 == at {
            answers.values[number] = plain_answer(number, &question.ask, &a, &m);
        }
    }
    let send = go == "send";
    let saved = survey::named::save(store, &respondent, Version(version), &answers, send).await;
    let last = form.sections.len() + 1;
    let (next, why) = match server::settle(saved) {
        Ok(_) if send => (last + 1, ""),
        Ok(_) if go == "back" => (at.saturating_sub(1), ""),
        Ok(_) => ((at + 1).min(last), ""),
        Err(Failure::Refused(NamedRefused::Wrong(_))) => (at, "&why=wrong"),
        Err(Failure::Refused(NamedRefused::Changed)) => (at, "&why=changed"),
        Err(Failure::Refused(_)) => (0, ""),
        Err(failure) => return Err(failure),
    };
    leptos_axum::redirect(&format!("/surveys/{survey}?at={next}{why}"));
    Ok(())
}

#[cfg(feature = "ssr")]
fn plain_answer(number: usize, ask: &Ask, single: &HashMap<String, String>, several: &HashMap<String, String>) -> Option<Value> {
    let said = single.get(&number.to_string()).map(|said| said.trim());
    match ask {
        Ask::Scale { .. } if said == Some("na") => Some(Value::NotApplicable),
        Ask::Scale { .. } => said?.parse().ok().map(Value::Scale),
        Ask::Recommend => said?.parse().ok().map(Value::Recommend),
        Ask::Single { .. } => said?.parse().ok().map(Value::Single),
        Ask::Text => said.filter(|text| !text.is_empty()).map(|text| Value::Text(text.to_owned())),
        Ask::Multiple { options, .. } => {
            let chosen = (0..options.len()).filter(|option| several.contains_key(&format!("{number}-{option}")));
            Some(Value::Multiple(chosen.collect())).filter(|value| *value != Value::Multiple(Vec::new()))
        }
    }
}
