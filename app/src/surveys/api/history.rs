//! Answers to former surveys: sent as a file, looked at, chosen about, imported or given up. For administrators.

use crate::failure::{Failure, Nothing};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, MultipartData, MultipartFormData},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
#[cfg(feature = "ssr")]
use {
    crate::{
        failure::given_back,
        moment,
        server::{self, Server},
    },
    jiff::civil::Date,
    store::{
        Failed, Store,
        access::Administrator,
        import::{Importer, Mode},
        survey::history::{Detail, Form, HistoryRefused, Made, Report, Wanted, run},
        upload::{Choices, Upload},
    },
    waymark::{
        import::LARGEST,
        person::Name,
        questionnaire::{Question, Questionnaire, Slug, file},
        survey::{group_name, history::Chosen},
    },
};

/// Where these files are sent to.
pub const UPLOAD: &str = "/fn/surveys/upload";

/// The most problems that are listed.
#[cfg(feature = "ssr")]
const LISTED: usize = 200;

/// The most that travels in an address, when a form without script is refused.
#[cfg(feature = "ssr")]
const FEW: usize = 8;

/// What is typed about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryTyped {
    /// The id of a stored questionnaire; empty where a file has it.
    pub questionnaire: String,
    /// The name of the cycle.
    pub cycle: String,
    /// The name of the survey.
    pub name: String,
    /// The first day of a new cycle.
    pub from: String,
    /// The last day of a new cycle.
    pub to: String,
    /// The threshold.
    pub k: String,
    /// Whether only leads and managers see a company review's results.
    pub leaders: bool,
    /// The column that says the team.
    pub unit: String,
}

/// What an import would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryPreview {
    /// How many responses there are.
    pub responses: usize,
    /// How the file was read.
    pub read: String,
    /// What happens to cycle and questionnaire, in sentences.
    pub makes: Vec<String>,
    /// What is worth knowing, in sentences.
    pub warnings: Vec<String>,
    /// Groups: name, responses, what is shown.
    pub groups: Vec<(String, usize, String)>,
    /// By what the plan is known again.
    pub fingerprint: String,
}

/// A file that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryWaiting {
    /// Which.
    pub id: String,
    /// Its name.
    pub file: String,
    /// What was chosen about it.
    pub typed: HistoryTyped,
    /// The questionnaire's title.
    pub title: String,
    /// Its columns.
    pub header: Vec<String>,
    /// The questions with their columns.
    pub questions: Vec<HistoryColumn>,
    /// The column that says the team, as it is found or was chosen; empty where there is none.
    pub team: String,
    /// What would be done; or what is wrong, and how much of that is not listed.
    pub preview: Result<HistoryPreview, (Vec<String>, usize)>,
}

/// A question, and which column answers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryColumn {
    /// Its id.
    pub id: String,
    /// What was asked.
    pub text: String,
    /// The column that was chosen for it; empty where none was.
    pub chosen: String,
    /// The column that answers it, as it is found or was chosen; empty where there is none.
    pub found: String,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryData {
    /// Questionnaires to choose from: id and title.
    pub questionnaires: Vec<(String, String)>,
    /// The file that waits.
    pub waiting: Option<HistoryWaiting>,
}

/// Why nothing was imported: a sentence for each thing that is wrong.
#[cfg(feature = "ssr")]
pub fn sentences(why: &HistoryRefused) -> Vec<String> {
    vec![match why {
        HistoryRefused::File(why) => why.to_string(),
        HistoryRefused::Problems(problems) => return problems.iter().map(ToString::to_string).collect(),
        HistoryRefused::NoQuestionnaire => "There is no such questionnaire.".to_owned(),
        HistoryRefused::Questionnaire(first) => format!("The questionnaire breaks a rule. {first}"),
        HistoryRefused::OtherPurpose => "The questionnaire is made for no survey: its purpose has to be team or company.".to_owned(),
        HistoryRefused::CycleClosed => {
            "This cycle is closed, and a closed cycle changes no more. Name another one; a new one is made for these answers.".to_owned()
        }
        HistoryRefused::NoDates => {
            "There is no such cycle yet, and its name tells no dates (as 2025, 2025 H1 or 2025 Q3 would). Say from when to when it was.".to_owned()
        }
        HistoryRefused::OtherDates(dates) => format!(
            "This cycle is there already, from {}. Leave the dates out, or name another cycle.",
            moment::span(dates.starts, dates.ends)
        ),
        HistoryRefused::Dates => "These cannot be the days of a cycle: it ends after it begins, and within two years.".to_owned(),
        HistoryRefused::NotYet => "This cycle begins in the future: nobody can have answered in it.".to_owned(),
        HistoryRefused::NameTaken => "A survey of this cycle is called so already.".to_owned(),
        HistoryRefused::Threshold { least, greatest } => format!("The threshold is a number from {least} to {greatest} here."),
        HistoryRefused::Outdated => "Something changed since you looked: look again at what would be done.".to_owned(),
    }]
}

#[cfg(feature = "ssr")]
impl HistoryTyped {
    fn of(wanted: &Wanted) -> Self {
        let day = |at: fn((Date, Date)) -> Date| wanted.dates.map(|dates| at(dates).to_string()).unwrap_or_default();
        Self {
            questionnaire: match &wanted.form {
                Form::Stored(id) => id.to_string(),
                Form::File(_) => String::new(),
            },
            cycle: wanted.cycle.to_string(),
            name: wanted.name.to_string(),
            from: day(|dates| dates.0),
            to: day(|dates| dates.1),
            k: wanted.k.map(|k| k.to_string()).unwrap_or_default(),
            leaders: wanted.leaders_only,
            unit: wanted.chosen.unit.clone().unwrap_or_default(),
        }
    }

    /// What that asks for, of this questionnaire.
    fn wanted(&self, form: Form, columns: &BTreeMap<String, String>) -> Result<Wanted, Vec<String>> {
        let name =
            |text: &str, what: &str| Name::new(text).map_err(|why| format!("The {what}: {}", crate::people::name_sentence(why)));
        let day = |text: &str| {
            text.trim().parse::<Date>().map_err(|_| format!("“{}” is no day. Write it as 2025-01-31.", given_back(text)))
        };
        let (cycle, survey) = (name(&self.cycle, "cycle"), name(&self.name, "survey"));
        let dates = match (self.from.trim(), self.to.trim()) {
            ("", "") => Ok(None),
            (from, to) if !from.is_empty() && !to.is_empty() => day(from).and_then(|from| Ok(Some((from, day(to)?)))),
            _ => Err("Say both days of the cycle, or neither.".to_owned()),
        };
        let k = match self.k.trim() {
            "" => Ok(None),
            k => k.parse().map(Some).map_err(|_| "The threshold is a number.".to_owned()),
        };
        match (cycle, survey, dates, k) {
            (Ok(cycle), Ok(name), Ok(dates), Ok(k)) => Ok(Wanted {
                form,
                cycle,
                name,
                dates,
                k,
                leaders_only: self.leaders,
                how: waymark::import::How::default(),
                chosen: Chosen {
                    unit: Some(self.unit.trim().to_owned()).filter(|unit| !unit.is_empty()),
                    columns: columns
                        .iter()
                        .filter(|(_, column)| !column.is_empty())
                        .map(|(id, column)| (id.clone(), column.clone()))
                        .collect(),
                },
            }),
            (cycle, name, dates, k) => {
                let all = [cycle.err(), name.err(), dates.err(), k.err()];
                Err(all.into_iter().flatten().collect())
            }
        }
    }
}

#[cfg(feature = "ssr")]
async fn stored(store: &Store, id: &str) -> Result<Option<Questionnaire>, store::StoreError> {
    match Slug::new(id) {
        Ok(id) => Ok(store::questionnaire::find(store, &id).await?.map(|kept| kept.form)),
        Err(_) => Ok(None),
    }
}

#[cfg(feature = "ssr")]
impl HistoryPreview {
    fn of(report: &Report) -> Self {
        let column = |place: usize| report.header.get(place).cloned().unwrap_or_default();
        let (cycle, dates, new) = &report.cycle;
        let dates = moment::span(dates.starts, dates.ends);
        let (form, version, made) = &report.questionnaire;
        let cycle = match new {
            Made::New => format!("The cycle {cycle} is made, {dates}, closed."),
            _ => format!("The survey is added to the cycle {cycle}, {dates}."),
        };
        let form = match made {
            Made::There => format!("It is one to the questionnaire {form}, version {version}."),
            Made::Version => {
                format!(
                    "The questionnaire {form} gets version {version} of just these questions; what is edited there stays as it is."
                )
            }
            Made::New => format!("The questionnaire {form} is added."),
        };
        let unit = report.unit.map_or("No column says the team: there are results of everybody only.".to_owned(), |unit| {
            format!("The team stands in the column {}.", column(unit))
        });
        let missing: Vec<_> = report.questions.iter().filter(|(_, column)| column.is_none()).map(|(id, _)| id.as_str()).collect();
        let unused: Vec<_> = report.unused.iter().map(|place| column(*place)).collect();
        let unknown: Vec<_> =
            report.groups.iter().skip(1).filter(|group| !group.is_team).map(|group| group.group.name.as_str()).collect();
        let mut warnings = Vec::new();
        if !missing.is_empty() {
            warnings.push(format!("No column answers {}: nothing is shown of it.", missing.join(", ")));
        }
        if !unused.is_empty() {
            warnings.push(format!("Not used: {}.", unused.join(", ")));
        }
        if !unknown.is_empty() {
            let named = unknown.iter().take(LISTED / 10).map(|name| if name.is_empty() { "those in no team" } else { name });
            warnings.push(format!(
                "No team of today is called so, so no lead sees these as theirs: {}. Administrators do.",
                named.collect::<Vec<_>>().join(", ")
            ));
        }
        let group = |(number, group): (usize, &store::survey::history::GroupReport)| {
            let names = if group.group.name.is_empty() { Vec::new() } else { vec![group.group.name.clone()] };
            let shown = match group.shown {
                Detail::Questions => "questions and sections",
                Detail::Sections => "sections only",
                Detail::Nothing => "nothing by itself",
            };
            (group_name(number, &names), group.group.responses, shown.to_owned())
        };
        Self {
            responses: report.responses,
            read: report.encoding.clone(),
            makes: vec![cycle, form, unit, format!("The threshold is {}.", report.k)],
            warnings,
            groups: report.groups.iter().enumerate().map(group).collect(),
            fingerprint: report.fingerprint.clone(),
        }
    }
}

/// Takes a file, and leads to what would be done with it.
#[server(prefix = "/fn", endpoint = "surveys/upload", input = MultipartFormData)]
pub async fn upload_history(data: MultipartData) -> Result<(), Failure<Vec<String>>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let mut parts = data.into_inner().ok_or(Failure::Malformed)?;
    let (mut typed, mut content, mut toml, mut name) = (HistoryTyped::default(), Vec::new(), Vec::new(), String::new());
    while let Some(part) = parts.next_field().await.map_err(|_| Failure::Malformed)? {
        let (field, called) = (part.name().unwrap_or_default().to_owned(), part.file_name().unwrap_or_default().to_owned());
        let bytes = part.bytes().await.map_err(|_| Failure::Malformed)?;
        let text = || given_back(String::from_utf8_lossy(&bytes).trim());
        match field.as_str() {
            "file" => (content, name) = (bytes.to_vec(), called),
            "toml" => toml = bytes.to_vec(),
            "questionnaire" => typed.questionnaire = text(),
            "cycle" => typed.cycle = text(),
            "name" => typed.name = text(),
            "from" => typed.from = text(),
            "to" => typed.to = text(),
            "k" => typed.k = text(),
            "leaders" => typed.leaders = true,
            _ => {}
        }
    }
    let wanted = read_upload(&typed, &content, &toml).map_err(|mut wrong| {
        wrong.truncate(FEW);
        server::refuse(wrong)
    })?;
    let choices = Choices { responses: Some(wanted), ..Choices::default() };
    let kept = store::upload::keep(&server.store, &administrator, &name, content, &choices).await.map_err(server::internal)?;
    leptos_axum::redirect(&format!("/admin/surveys/import?file={kept}"));
    Ok(())
}

#[cfg(feature = "ssr")]
fn read_upload(typed: &HistoryTyped, content: &[u8], toml: &[u8]) -> Result<Wanted, Vec<String>> {
    if content.is_empty() {
        return Err(vec!["Choose a file with answers first.".to_owned()]);
    }
    if content.len() > LARGEST {
        return Err(vec![format!("This file is larger than {} MB. Nothing was written.", LARGEST / 1024 / 1024)]);
    }
    let form = if toml.is_empty() {
        let id = Slug::new(&typed.questionnaire);
        Form::Stored(id.map_err(|_| vec!["Choose the questionnaire that was answered, or send its file.".to_owned()])?)
    } else {
        let read = file::read_bytes(toml).map_err(|errors| errors.iter().map(file::FileError::said).collect::<Vec<_>>())?;
        Form::File(Box::new(read))
    };
    typed.wanted(form, &BTreeMap::new())
}

/// The page: what to choose from, and a file that waits with what would be done with it.
#[server(prefix = "/fn", endpoint = "surveys/import-preview", input = GetUrl)]
pub async fn history(#[server(default)] file: String) -> Result<HistoryData, Failure<Nothing>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let kept = store::questionnaire::list(&server.store).await.map_err(server::internal)?;
    let questionnaires = kept.into_iter().filter(|kept| kept.form.purpose.is_survey());
    let questionnaires = questionnaires.map(|kept| (kept.form.id.to_string(), kept.form.title)).collect();
    let waiting = match waiting(&server.store, &administrator, &file).await? {
        Some((upload, wanted)) => Some(look(&server.store, administrator, file, &upload, &wanted).await?),
        None => None,
    };
    Ok(HistoryData { questionnaires, waiting })
}

/// One's own file with answers that waits.
#[cfg(feature = "ssr")]
async fn waiting<R>(store: &Store, administrator: &Administrator, file: &str) -> Result<Option<(Upload, Wanted)>, Failure<R>> {
    let Ok(id) = file.parse() else { return Ok(None) };
    let upload = store::upload::find(store, administrator, id).await.map_err(server::internal)?;
    Ok(upload.and_then(|upload| upload.choices.responses.clone().map(|wanted| (upload, wanted))))
}

#[cfg(feature = "ssr")]
async fn look(
    store: &Store,
    administrator: Administrator,
    id: String,
    upload: &Upload,
    wanted: &Wanted,
) -> Result<HistoryWaiting, Failure<Nothing>> {
    let form = match &wanted.form {
        Form::File(form) => Some((**form).clone()),
        Form::Stored(id) => stored(store, id.as_str()).await.map_err(server::internal)?,
    };
    let tried = run(store, Importer::Administrator(administrator), &upload.content, wanted, &Mode::Try).await;
    let preview = match tried {
        Ok(report) => Ok(HistoryPreview::of(&report)),
        Err(Failed::Refused(why)) => {
            let mut all = sentences(&why);
            let more = all.len().saturating_sub(LISTED);
            all.truncate(LISTED);
            Err((all, more))
        }
        Err(Failed::Store(error)) => return Err(server::internal(error)),
    };
    let table = waymark::import::read(&upload.content, &wanted.how).ok();
    let found =
        form.as_ref().zip(table.as_ref()).map(|(form, table)| waymark::survey::history::read(table, form, &wanted.chosen));
    let column = |place: Option<usize>| place.and_then(|place| table.as_ref()?.header.get(place).cloned()).unwrap_or_default();
    let question = |(place, question): (usize, &Question)| HistoryColumn {
        id: question.id.to_string(),
        text: question.text.clone(),
        chosen: wanted.chosen.columns.get(question.id.as_str()).cloned().unwrap_or_default(),
        found: column(found.as_ref().and_then(|found| found.columns.get(place).copied().flatten())),
    };
    let questions = form.iter().flat_map(|form| form.questions().map(|(_, _, question)| question)).enumerate().map(question);
    Ok(HistoryWaiting {
        questions: questions.collect(),
        team: column(found.as_ref().and_then(|found| found.unit)),
        id,
        file: upload.name.clone(),
        typed: HistoryTyped::of(wanted),
        title: form.as_ref().map(|form| form.title.clone()).unwrap_or_default(),
        header: table.as_ref().map(|table| table.header.clone()).unwrap_or_default(),
        preview,
    })
}

/// Chooses something else about a file that waits; `columns` says for each question which column answers it.
#[server(prefix = "/fn", endpoint = "surveys/import-choose")]
pub async fn choose_history(
    id: String,
    cycle: String,
    name: String,
    #[server(default)] from: String,
    #[server(default)] to: String,
    #[server(default)] k: String,
    #[server(default)] leaders: bool,
    #[server(default)] unit: String,
    #[server(default)] columns: BTreeMap<String, String>,
) -> Result<(), Failure<Vec<String>>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let uuid = id.parse().map_err(|_| server::not_found())?;
    let found = waiting(&server.store, &administrator, &id).await?;
    let (mut upload, before) = found.ok_or_else(server::not_found)?;
    let typed = HistoryTyped { questionnaire: String::new(), cycle, name, from, to, k, leaders, unit };
    let wanted = typed.wanted(before.form, &columns).map_err(server::refuse)?;
    upload.choices.responses = Some(wanted);
    store::upload::choose(&server.store, &administrator, uuid, &upload.choices).await.map_err(server::internal)?;
    leptos_axum::redirect(&format!("/admin/surveys/import?file={id}"));
    Ok(())
}

/// Does what the preview said, if it would still say the same.
#[server(prefix = "/fn", endpoint = "surveys/import")]
pub async fn import_history(id: String, fingerprint: String) -> Result<(), Failure<Vec<String>>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let uuid = id.parse().map_err(|_| server::not_found())?;
    let (upload, wanted) = waiting(&server.store, &administrator, &id).await?.ok_or_else(server::not_found)?;
    let mode = Mode::Import { seen: Some(fingerprint), upload: Some(uuid) };
    let imported = run(&server.store, Importer::Administrator(administrator), &upload.content, &wanted, &mode).await;
    let report = server::settle(imported).map_err(|failure| {
        failure.map(|why| sentences(&why).into_iter().take(FEW).chain(["Nothing was written.".to_owned()]).collect())
    })?;
    let survey = report.survey.map(|id| id.to_string()).unwrap_or_default();
    leptos_axum::redirect(&format!("/admin/surveys/{survey}?done=imported"));
    Ok(())
}

/// Gives a file up that waits.
#[server(prefix = "/fn", endpoint = "surveys/import-give-up")]
pub async fn give_up_history(id: String) -> Result<(), Failure<Nothing>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    if let Ok(uuid) = id.parse() {
        store::upload::give_up(&server.store, &administrator, uuid).await.map_err(server::internal)?;
    }
    leptos_axum::redirect("/admin/surveys/import");
    Ok(())
}
