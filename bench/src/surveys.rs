//! Surveys: how many answers are taken a second, each on disk before it is acknowledged, beside what the bare store does in the same
//! run; and how long it takes to close one, with how much memory, and how much of it is shown.

use crate::{
    commits::{self, Rate},
    load::{Span, histogram},
    pages::per_second,
    report::{Table, count, float, megabytes, micros, milliseconds, or_dash, rate},
    scale::Scale,
    server::Program,
    visitor::{Visitor, ask, connect},
};
use anyhow::{Context, Error, Result, bail, ensure};
use http_body_util::Full;
use hyper::{Method, Request, StatusCode, header};
use jiff::{SignedDuration, civil::Date};
use serde::Serialize;
use std::{
    collections::BTreeSet,
    fs,
    net::SocketAddr,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use store::{
    Clock, OpenFailed, Store,
    access::{self, Administrator},
    cycle,
    demo::simulated::ADMINISTRATOR,
    directory,
    outbox::Mail,
    questionnaire,
    survey::{self, Survey, answer, close, launch, results},
};
use tokio::{task::JoinSet, time::sleep};
use waymark::{
    Email, SurveyId,
    cycle::Dates,
    person::Name,
    questionnaire::{Ask, Purpose, Question, Questionnaire, Section, Slug},
    survey::{
        Kind, Mode,
        answer::Answers,
        contract::Viewers,
        credential::{Credential, Seed, Signed},
        release::{Cell, GroupCells, QuestionCells, Value},
        seal,
        submission::Submission,
    },
};

const CLIENTS: [usize; 3] = [1, 8, 32];

/// Sections and questions of the survey.
const SECTIONS: usize = 6;
const QUESTIONS: usize = 5;

/// Of a hundred people so many answer.
const ANSWERING: usize = 75;

/// How many answer at once where the time is not measured.
const AT_ONCE: usize = 64;

/// Answers over HTTP beside the bare store's commits, at so many at once.
#[derive(Debug, Serialize)]
struct Taken {
    clients: usize,
    answers: Rate,
    bare: Rate,
}

/// The closing of one survey. Memory is in bytes.
#[derive(Debug, Serialize)]
struct Closed {
    people: usize,
    answers: usize,
    groups: usize,
    seconds: f64,
    /// The most resident memory while it was closed, and before.
    peak: Option<u64>,
    before: Option<u64>,
    /// Of all questions in all groups, and of sections.
    questions_shown: f64,
    sections_shown: f64,
}

/// What came of it.
#[derive(Debug, Serialize)]
pub struct Outcome {
    taken: Vec<Taken>,
    closed: Vec<Closed>,
}

/// Somebody who answers: their unit, and what they sign with.
struct Respondent {
    unit: usize,
    credential: Credential,
}

/// Makes organisations up, asks all of each, and closes.
pub async fn measure(program: &Program, scratch: &Path, scale: &Scale) -> Result<Outcome> {
    let (mut taken, mut closed) = (Vec::new(), Vec::new());
    for people in scale.respondents {
        let data = format!("surveys{people}");
        program.run(&["simulate", "--people", &people.to_string(), "--seed", "1", "--data", &data]).await?;
        let store = open(scratch, &data, Clock::machine()).await?;
        let id = launched(&store).await?;
        let survey = found(&store, id).await?;
        let respondents = Arc::new(answered(&store, &survey).await?);
        let closes = survey.contract.closes;
        if taken.is_empty() {
            let bare = bare(&store, scale).await?;
            store.close().await;
            taken = over_http(program, &data, &survey, &respondents, bare, scale).await?;
        } else {
            store.close().await;
        }
        let later = Clock::still(closes + close::GRACE);
        let store = open(scratch, &data, later).await?;
        closed.push(closing(&store, id, respondents.len()).await?);
        store.close().await;
        fs::remove_dir_all(scratch.join(&data))?;
    }
    let outcome = Outcome { taken, closed };
    outcome.print();
    Ok(outcome)
}

/// Opens the database of this data folder; one that has just been closed may need a while.
pub async fn open(scratch: &Path, data: &str, clock: Clock) -> Result<Store> {
    let folder = scratch.join(data).join("store");
    let folder = folder.to_str().context("the folder's name is not plain text")?;
    let url = format!("surrealkv://{folder}");
    // A large store takes a while to let its folder go after it was closed.
    for _ in 0..60 {
        match Store::open(&url, clock.clone()).await {
            Ok(store) => return Ok(store),
            Err(OpenFailed::InUse { .. }) => sleep(Duration::from_secs(1)).await,
            Err(error) => bail!("{error}"),
        }
    }
    bail!("{url} is not let go")
}

async fn found(store: &Store, id: SurveyId) -> Result<Arc<Survey>> {
    survey::find(store, id).await?.context("the survey is gone")
}

/// A questionnaire of statements only.
pub fn form(sections: usize, questions: usize, purpose: Purpose) -> Questionnaire {
    let slug = |text: String| Slug::new(&text).expect("a slug");
    let question = |section: usize, question: usize| Question {
        id: slug(format!("question-{section}-{question}")),
        text: format!("Statement {question} about subject {section} is true of us."),
        help: String::new(),
        mirror: String::new(),
        required: true,
        ask: Ask::Scale { reversed: question == questions },
    };
    let section = |section: usize| Section {
        id: slug(format!("section-{section}")),
        title: format!("Subject {section}"),
        about: String::new(),
        questions: (1..=questions).map(|at| question(section, at)).collect(),
    };
    Questionnaire {
        id: slug("bench".to_owned()),
        title: "Bench".to_owned(),
        purpose,
        lang: "en".to_owned(),
        about: String::new(),
        sections: (1..=sections).map(section).collect(),
    }
}

/// Who looks after a made-up organisation.
pub async fn administrator(store: &Store) -> Result<Administrator> {
    let email: Email = ADMINISTRATOR.parse().map_err(|_| Error::msg("no address"))?;
    let seen = directory::read(store).await?;
    let everybody = seen.directory.people().iter().filter_map(|id| seen.directory.person(*id));
    let mut administrators = everybody.filter(|person| person.email.as_ref() == Some(&email));
    let id = administrators.next().context("nobody looks after people")?.id;
    let actor = access::actor(store, id).await?.context("the administrator is gone")?;
    actor.administrator().context("the administrator is none")
}

/// Launches a company review to everybody.
async fn launched(store: &Store) -> Result<SurveyId> {
    let administrator = administrator(store).await?;
    let form = form(SECTIONS, QUESTIONS, Purpose::Company);
    questionnaire::create(store, &administrator, &form).await.map_err(|why| Error::msg(format!("{why:?}")))?;
    let name = |text: &str| Name::new(text).map_err(|why| Error::msg(format!("{why:?}")));
    let day = |text: &str| text.parse::<Date>();
    let dates = Dates { starts: day("2027-01-01")?, middle: None, ends: day("2027-06-30")? };
    let said = cycle::Said { name: name("2027 H1")?, dates, stages: Vec::new() };
    let cycle = cycle::create(store, &administrator, &said).await.map_err(|why| Error::msg(format!("{why:?}")))?;
    let wanted = launch::Wanted {
        cycle,
        kind: Kind::Company,
        mode: Mode::Confidential,
        name: name("Bench")?,
        questionnaire: form.id,
        k: 5,
        teams: None,
        viewers: Viewers::Everyone,
        opens: store.now(),
        closes: store.now() + SignedDuration::from_hours(24 * 14),
        secure: true,
    };
    launch::launch(store, &administrator, &Mail::none(), &wanted).await.map_err(|why| Error::msg(format!("{why:?}")))
}

/// Lets three of four answer, and returns them.
async fn answered(store: &Store, survey: &Arc<Survey>) -> Result<Vec<Respondent>> {
    let people: Arc<Vec<_>> = Arc::new(survey.roster().collect());
    let next = Arc::new(AtomicUsize::new(0));
    let mut running = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (store, survey, people, next) = (store.clone(), Arc::clone(survey), Arc::clone(&people), Arc::clone(&next));
        running.spawn(async move {
            let mut answered = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some((person, unit)) = people.get(at).copied() else { return anyhow::Ok(answered) };
                if mixed(at) % 100 >= ANSWERING {
                    continue;
                }
                let actor = access::actor(&store, person).await?.context("somebody is gone")?;
                let respondent = access::respondent(&store, &actor, survey.id).await?.context("not on the roster")?;
                let seed = Seed::from_bytes(std::array::from_fn(|byte| at.to_le_bytes()[byte % 8]));
                let evaluation = answer::issue(&store, &respondent, &seed.element(survey.id, unit)).await;
                let evaluation = evaluation.map_err(|why| Error::msg(format!("{why:?}")))?;
                let respondent = Respondent { unit, credential: seed.credential(survey.id, unit, &evaluation) };
                let submission = submission(&survey, &respondent, 1, at);
                answer::submit(&store, &submission).await.map_err(|why| Error::msg(format!("{why:?}")))?;
                answered.push(respondent);
            }
        });
    }
    let mut all = Vec::new();
    while let Some(answered) = running.join_next().await {
        all.extend(answered??);
    }
    Ok(all)
}

/// What somebody sends: answers that lean to the high end, more or less so by unit and question.
fn submission(survey: &Survey, respondent: &Respondent, version: u32, chance: usize) -> Submission {
    let mut answers = Answers::none(&survey.form, 0);
    for (at, value) in answers.values.iter_mut().enumerate() {
        let point = 2 + mixed(respondent.unit * 31 + at) % 2 + mixed(chance * 97 + at * 13 + version as usize) % 3;
        let is_none = mixed(chance * 89 + at).is_multiple_of(50);
        *value = Some(if is_none { Value::NotApplicable } else { Value::Scale(u8::try_from(point.min(5)).unwrap_or(5)) });
    }
    let size = seal::size(&survey.form, 0);
    let body = seal::seal(&survey.hash, &answers, size).expect("answers on the scale fit");
    let nonce = respondent.credential.nonce();
    let unit = respondent.unit;
    let signed = Signed { contract: &survey.hash, survey: survey.id, unit, nonce: &nonce, version, body: &body };
    let tag = respondent.credential.sign(&signed);
    Submission { survey: survey.id, unit, nonce, version, body, tag }
}

/// A number that looks drawn, the same for the same one (splitmix64).
fn mixed(number: usize) -> usize {
    let mut bits = (number as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from((bits ^ (bits >> 31)) >> 32).unwrap_or(0)
}

/// Durable commits of the bare store.
async fn bare(store: &Store, scale: &Scale) -> Result<Vec<Rate>> {
    let mut all = Vec::new();
    for clients in CLIENTS {
        all.push(commits::commit(store, clients, scale.commits).await?);
    }
    Ok(all)
}

/// Answers over HTTP: everybody who answered changes their mind again and again.
async fn over_http(
    program: &Program,
    data: &str,
    survey: &Arc<Survey>,
    respondents: &Arc<Vec<Respondent>>,
    bare: Vec<Rate>,
    scale: &Scale,
) -> Result<Vec<Taken>> {
    let server = program.demo(data).await?;
    let mut version = 1;
    let mut taken = Vec::new();
    for (clients, bare) in CLIENTS.into_iter().zip(bare) {
        let first = version + 1;
        version += 1_000_000;
        let answers = sending(server.address, survey, respondents, clients, first, scale.commits).await?;
        taken.push(Taken { clients, answers, bare });
    }
    server.terminate().await?;
    Ok(taken)
}

async fn sending(
    address: SocketAddr,
    survey: &Arc<Survey>,
    respondents: &Arc<Vec<Respondent>>,
    clients: usize,
    first: u32,
    span: Span,
) -> Result<Rate> {
    let from = Instant::now() + span.warm_up;
    let until = from + span.time;
    let next = Arc::new(AtomicUsize::new(0));
    let mut running = JoinSet::new();
    for _ in 0..clients {
        let (survey, respondents, next) = (Arc::clone(survey), Arc::clone(respondents), Arc::clone(&next));
        running.spawn(async move {
            let mut times = histogram();
            let mut connection = connect(address).await?;
            while Instant::now() < until {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let version = first + u32::try_from(number / respondents.len())?;
                let submission = submission(&survey, &respondents[number % respondents.len()], version, number);
                let request = request(address, &submission)?;
                let began = Instant::now();
                let answer = ask(&mut connection, request).await?;
                let ended = Instant::now();
                ensure!(answer.status == StatusCode::OK, "an answer was refused: {}", answer.status);
                if ended >= from && ended <= until {
                    times.saturating_record(micros(ended - began));
                }
            }
            anyhow::Ok(times)
        });
    }
    let mut all = histogram();
    while let Some(times) = running.join_next().await {
        all.add(times??).expect("histograms of the same bounds add up");
    }
    ensure!(per_second(all.len(), span.time) > 0.0, "no answer was taken");
    Ok(Rate::of(&all, span))
}

fn request(address: SocketAddr, submission: &Submission) -> Result<Request<Full<hyper::body::Bytes>>> {
    let mut request = Visitor::of(address).page("/answers")?;
    *request.method_mut() = Method::POST;
    *request.body_mut() = Full::from(serde_json::to_vec(submission)?);
    let headers = request.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
    headers.insert(header::ORIGIN, format!("http://{address}").parse()?);
    Ok(request)
}

/// Closes a survey.
async fn closing(store: &Store, id: SurveyId, answers: usize) -> Result<Closed> {
    let people = found(store, id).await?.roster().len();
    // From here on the kernel counts the peak anew.
    let _ = fs::write("/proc/self/clear_refs", "5");
    let before = own("VmRSS:");
    let began = Instant::now();
    close::close(store, &Mail::none(), id).await?;
    let seconds = began.elapsed().as_secs_f64();
    let peak = own("VmHWM:");
    let viewer = viewer(store, id).await?;
    let view = results::view(store, &viewer).await?;
    let Some(released) = view.released else { bail!("it was not released") };
    ensure!(released.counted == answers, "{} of {answers} answers were counted", released.counted);
    let units = &released.release.units;
    let (mut questions, mut sections) = ((0_u64, 0_u64), (0_u64, 0_u64));
    for section in units.iter().flat_map(|unit: &GroupCells| &unit.sections) {
        let add = |to: &mut (u64, u64), shown: bool| *to = (to.0 + u64::from(shown), to.1 + 1);
        add(&mut sections, section.score.shown().is_some());
        for question in &section.questions {
            add(&mut questions, matches!(question, QuestionCells::Scale(Cell::Shown(_))));
        }
    }
    let share = |(shown, all): (u64, u64)| float(shown) / float(all).max(1.0);
    Ok(Closed {
        people,
        answers,
        groups: units.len(),
        seconds,
        peak,
        before,
        questions_shown: share(questions),
        sections_shown: share(sections),
    })
}

async fn viewer(store: &Store, id: SurveyId) -> Result<access::Viewer> {
    let people: BTreeSet<_> = found(store, id).await?.roster().map(|(person, _)| person).take(1).collect();
    let person = people.first().context("nobody is on the roster")?;
    let actor = access::actor(store, *person).await?.context("somebody is gone")?;
    access::viewer(store, &actor, id).await?.context("they do not see the results")
}

fn own(field: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
}

impl Outcome {
    fn print(&self) {
        let title = "Answers taken over HTTP, each on disk before it is acknowledged; beside it the bare store in the same run";
        let mut table = Table::new(title, &["clients", "answers/s", "p50", "p99", "bare commits/s", "of bare"]);
        for Taken { clients, answers, bare } in &self.taken {
            table.row([
                clients.to_string(),
                rate(answers.per_second),
                milliseconds(answers.p50_us),
                milliseconds(answers.p99_us),
                rate(bare.per_second),
                format!("{:.0} %", 100.0 * answers.per_second / bare.per_second.max(f64::EPSILON)),
            ]);
        }
        table.print();
        let title = format!("Closing a survey of {} questions, three of four answer", SECTIONS * QUESTIONS);
        let head = ["people", "answers", "groups", "seconds", "memory before", "peak", "questions shown", "sections shown"];
        let mut table = Table::new(&title, &head);
        let number = |number: usize| count(number as u64);
        for closed in &self.closed {
            table.row([
                number(closed.people),
                number(closed.answers),
                number(closed.groups),
                format!("{:.2}", closed.seconds),
                or_dash(closed.before, megabytes),
                or_dash(closed.peak, megabytes),
                format!("{:.0} %", 100.0 * closed.questions_shown),
                format!("{:.0} %", 100.0 * closed.sections_shown),
            ]);
        }
        table.note("Memory is that of the bench, which closes the survey in its own process.");
        table.print();
    }
}
