//! Launching surveys, raising their threshold, and voiding them.

use super::{
    State, Survey, close,
    kept::{self, Row, Surveys, count, next, put_roster},
    remind,
};
use crate::{
    Failed, Store, StoreError,
    access::Administrator,
    audit::{By, Deed},
    cycle,
    directory::{self, Snapshot},
    outbox::Mail,
    questionnaire, record,
    transaction::Work,
};
use jiff::Timestamp;
use std::{collections::BTreeSet, sync::Arc};
use waymark::{
    CycleId, PersonId, SurveyId, TeamId,
    person::Name,
    questionnaire::Slug,
    survey::{
        Kind, Mode,
        contract::{self, AmendRefused, Amendment, Asked, Contract, Viewers},
        credential::SecretKey,
        forecast::{self, Consequence, Forecast},
        launch::{self, APART, Earlier, Group, LONGEST_WHY, Launch, LaunchRefused, NotLaunched, VoidRefused, overlap},
        units::{self, Node, Units},
    },
};

/// What an administrator wants to launch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Within which cycle.
    pub cycle: CycleId,
    /// What it is about.
    pub kind: Kind,
    /// Whether answers carry names.
    pub mode: Mode,
    /// What it is called.
    pub name: Name,
    /// What is asked.
    pub questionnaire: Slug,
    /// The threshold.
    pub k: u8,
    /// Which teams are asked, of a team review; all of them where it says nothing.
    pub teams: Option<BTreeSet<TeamId>>,
    /// Who sees the results.
    pub viewers: Viewers,
    /// From when answers are taken.
    pub opens: Timestamp,
    /// Until when.
    pub closes: Timestamp,
    /// Whether browsers come over https, or from this machine.
    pub secure: bool,
}

/// What a launch would lead to.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// The reporting units and the groups above them.
    pub units: Units,
    /// What would be shown.
    pub forecast: Forecast,
    /// What is worth knowing before.
    pub consequences: Vec<Consequence>,
    /// Who is not asked because they have no address, and so no account.
    pub without_address: Vec<PersonId>,
    /// What stands against it.
    pub refused: Vec<LaunchRefused>,
    /// About how many minutes it takes.
    pub minutes: u32,
}

struct Prepared {
    seen: Arc<Snapshot>,
    surveys: Arc<Surveys>,
    kept: questionnaire::Kept,
    preview: Preview,
}

/// What a launch would lead to, and what stands against it. Nothing is changed.
///
/// # Errors
///
/// [`NotLaunched`] where there is nothing to look at, or the store's.
pub async fn preview(store: &Store, _: &Administrator, wanted: &Wanted) -> Result<Preview, Failed<NotLaunched>> {
    Ok(prepare(store, wanted).await?.preview)
}

async fn prepare(store: &Store, wanted: &Wanted) -> Result<Prepared, Failed<NotLaunched>> {
    let refuse = |why| Failed::Refused(why);
    // First, as whatever is decided on it must not be older than what the write compares with.
    let surveys = kept::all(store).await?;
    let cycle = cycle::find(store, wanted.cycle).await?.ok_or(refuse(NotLaunched::NoCycle))?;
    if cycle.closed {
        return Err(refuse(NotLaunched::CycleClosed));
    }
    let kept = questionnaire::find(store, &wanted.questionnaire).await?.filter(|kept| !kept.retired);
    let kept = kept.ok_or(refuse(NotLaunched::NoQuestionnaire))?;
    let seen = directory::read(store).await?;
    let (roster, without_address) = roster(&seen, wanted);
    let is_asked = |team: &TeamId| wanted.kind == Kind::Company || wanted.teams.as_ref().is_none_or(|teams| teams.contains(team));
    let rows = seen.directory.teams();
    let nodes: Vec<Node> = rows
        .iter()
        .filter(|row| is_asked(&row.id))
        .filter_map(|row| seen.directory.team(row.id))
        .map(|team| Node { name: team.name.to_string(), team: team.id, parent: team.parent })
        .collect();
    let units = units::cut(&nodes, &roster, wanted.k);
    let check = Launch {
        kind: wanted.kind,
        mode: wanted.mode,
        k: wanted.k,
        viewers: wanted.viewers,
        fits: kept.form.purpose == wanted.kind.purpose(),
        teams: nodes.len(),
        roster: roster.len(),
        opens: wanted.opens,
        closes: wanted.closes,
        secure: wanted.secure,
    };
    let mut refused = launch::check(&check, store.now()).err().unwrap_or_default();
    if wanted.mode == Mode::Confidential {
        let groups: Vec<Group> = (&units).into();
        let earlier = earlier(&surveys, &kept, wanted);
        refused.extend(overlap(&groups, wanted.k, wanted.opens, wanted.closes, &earlier).into_iter().map(LaunchRefused::from));
    }
    let preview = Preview {
        forecast: forecast::forecast(&units, wanted.k, wanted.kind),
        consequences: forecast::consequences(&units, wanted.k, wanted.kind),
        units,
        without_address,
        refused,
        minutes: kept.form.minutes(),
    };
    Ok(Prepared { seen, surveys, kept, preview })
}

/// Who is asked, with their home teams; and who would be if they had an address.
fn roster(seen: &Snapshot, wanted: &Wanted) -> (Vec<(PersonId, Option<TeamId>)>, Vec<PersonId>) {
    let people = seen.directory.people().iter().filter_map(|id| seen.directory.person(*id));
    let is_asked = |team: Option<TeamId>| match (wanted.kind, &wanted.teams) {
        (Kind::Company, _) => true,
        (Kind::Team, None) => team.is_some(),
        (Kind::Team, Some(teams)) => team.is_some_and(|team| teams.contains(&team)),
    };
    let (with, without): (Vec<_>, Vec<_>) =
        people.filter(|person| is_asked(person.team)).partition(|person| person.email.is_some());
    (with.iter().map(|person| (person.id, person.team)).collect(), without.iter().map(|person| person.id).collect())
}

/// The surveys that may show something together with this one.
fn earlier(surveys: &Surveys, kept: &questionnaire::Kept, wanted: &Wanted) -> Vec<Earlier> {
    let lang = &kept.form.lang;
    let asked: BTreeSet<String> = kept.form.questions().map(|(_, _, question)| question.identity(lang)).collect();
    let is_near = |survey: &&Arc<Survey>| {
        !matches!(survey.state, State::Void(_))
            && !survey.imported
            && survey.contract.mode == Mode::Confidential
            && wanted.opens.duration_since(survey.contract.closes) < APART
            && survey.contract.opens.duration_since(wanted.closes) < APART
    };
    let of = |survey: &Arc<Survey>| {
        let form = &survey.form;
        let mut groups: Vec<Group> =
            survey.contract.units.iter().map(|unit| Group { names: unit.names.clone(), members: Vec::new() }).collect();
        for (person, unit) in survey.roster() {
            if let Some(group) = groups.get_mut(unit) {
                group.members.push(person);
            }
        }
        groups.retain(|group| !group.members.is_empty());
        Earlier {
            name: survey.contract.name.clone(),
            k: contract::in_force(&survey.contract, &survey.amendments).0,
            opens: survey.contract.opens,
            closes: survey.contract.closes,
            same_questions: form.questions().any(|(_, _, question)| asked.contains(&question.identity(&form.lang))),
            units: groups,
        }
    };
    surveys.iter().filter(is_near).map(of).collect()
}

/// Launches a survey: freezes the questionnaire, cuts the units, and fixes the contract.
///
/// # Errors
///
/// [`NotLaunched`], or the store's.
pub async fn launch(
    store: &Store,
    administrator: &Administrator,
    mail: &Mail,
    wanted: &Wanted,
) -> Result<SurveyId, Failed<NotLaunched>> {
    let id = SurveyId::from_uuid(uuid::Uuid::new_v4());
    let secret = (wanted.mode == Mode::Confidential).then(|| SecretKey::from_bytes(rand::random()));
    let by = By::Person(administrator.person());
    let launched = store
        .transact_audited(|| async move {
            let prepared = prepare(store, wanted).await?;
            if !prepared.preview.refused.is_empty() {
                return Err(Failed::Refused(NotLaunched::Rules(prepared.preview.refused)));
            }
            let mut work = Work::new();
            count(&mut work, &prepared.surveys);
            // Whoever leaves or moves meanwhile would not be where the roster says.
            directory::unchanged(&mut work, &prepared.seen);
            let contract = write(store, &mut work, id, secret, wanted, &prepared).await?;
            remind::queue_all(&mut work, mail, id, wanted.opens, wanted.closes);
            let hash = contract.hash();
            let detail = format!(
                "{}, {} people in {} units, contract {hash} ({})",
                contract.name,
                prepared.preview.units.roster(),
                prepared.preview.units.leaves().count(),
                hash.words().join(" ")
            );
            Ok((work, Deed { by, action: "survey.launched", subject: id.to_string(), detail }, id))
        })
        .await?;
    store.jobs().notify_one();
    Ok(launched)
}

async fn write(
    store: &Store,
    work: &mut Work,
    id: SurveyId,
    secret: Option<SecretKey>,
    wanted: &Wanted,
    prepared: &Prepared,
) -> Result<Contract, StoreError> {
    let (kept, directory) = (&prepared.kept, &prepared.seen.directory);
    let number = questionnaire::freeze(store, work, kept).await?;
    let name = |person| directory.person(person).map(|person| person.name.to_string()).unwrap_or_default();
    let key = |unit| secret.map(|secret| secret.of_unit(unit).public()).unwrap_or_default();
    let (units, roster) = contract::freeze(&prepared.preview.units, name, key);
    let contract = Contract {
        survey: id,
        kind: wanted.kind,
        mode: wanted.mode,
        name: wanted.name.to_string(),
        questionnaire: Asked {
            id: kept.form.id.to_string(),
            version: number,
            hash: questionnaire::hash(&kept.form),
            lang: kept.form.lang.clone(),
        },
        k: wanted.k,
        units,
        attributes: Vec::new(),
        viewers: wanted.viewers,
        opens: wanted.opens,
        closes: wanted.closes,
        seal_key: String::new(),
    };
    let row = Row::new(wanted.cycle, &contract, &State::Running, secret, next(&prepared.surveys));
    kept::create(work, row);
    for unit in roster.chunk_by(|a, b| a.unit == b.unit) {
        put_roster(work, id, unit[0].unit, unit);
    }
    Ok(contract)
}

/// Raises the threshold of a survey, or lets fewer see its results.
///
/// # Errors
///
/// [`AmendRefused`], or the store's; `None` where there is no such survey.
pub async fn amend(
    store: &Store,
    administrator: &Administrator,
    id: SurveyId,
    amendment: Amendment,
) -> Result<Option<()>, Failed<AmendRefused>> {
    let by = By::Person(administrator.person());
    store
        .transact_audited(|| async move {
            let seen = kept::all(store).await?;
            let (mut work, mut deed) =
                (Work::new(), Deed { by, action: "survey.amended", subject: id.to_string(), detail: String::new() });
            let Some(survey) = seen.find(id).filter(|survey| !survey.state.is_over()) else { return Ok((work, deed, None)) };
            let hash = contract::amend(&survey.contract, &survey.amendments, amendment, store.now()).map_err(Failed::Refused)?;
            let all: Vec<_> = survey.amendments.iter().copied().chain([amendment]).collect();
            count(&mut work, &seen);
            work.add("UPDATE $survey SET amendments = $amendments, changed = $changed RETURN NONE")
                .bind("survey", record::survey(id))
                .bind("amendments", serde_json::to_string(&all).expect("amendments are plain data"))
                .bind("changed", next(&seen));
            deed.detail =
                format!("{}, threshold {}, {:?}, contract {hash}", survey.contract.name, amendment.k, amendment.viewers);
            Ok((work, deed, Some(())))
        })
        .await
}

/// Voids a survey: its answers and keys are destroyed, nothing is published, and the roster is told.
///
/// # Errors
///
/// [`VoidRefused`], or the store's.
pub async fn void(
    store: &Store,
    administrator: &Administrator,
    mail: &Mail,
    id: SurveyId,
    why: &str,
) -> Result<(), Failed<VoidRefused>> {
    let why = &why.split_whitespace().collect::<Vec<_>>().join(" ");
    if why.is_empty() || why.chars().count() > LONGEST_WHY {
        return Err(Failed::Refused(VoidRefused::Why { at_most: LONGEST_WHY }));
    }
    let by = By::Person(administrator.person());
    // No answer may arrive after those that are there were deleted.
    let _nobody_is_taking = store.surveys().taking.write().await;
    store
        .transact_audited(|| async move {
            let seen = kept::all(store).await?;
            let survey = seen.find(id).ok_or(Failed::Refused(VoidRefused::Unknown))?;
            if survey.state.is_over() {
                return Err(Failed::Refused(VoidRefused::Over));
            }
            let mut work = Work::new();
            count(&mut work, &seen);
            close::forget_answers(&mut work, id);
            work.add("UPDATE $survey SET state = 'void', why = $why, secret = NONE, changed = $changed RETURN NONE")
                .bind("survey", record::survey(id))
                .bind("why", why.clone())
                .bind("changed", next(&seen));
            remind::queue_void(&mut work, mail, id, store.now());
            let detail = format!("{}: {why}", survey.contract.name);
            Ok((work, Deed { by, action: "survey.voided", subject: id.to_string(), detail }, ()))
        })
        .await?;
    store.jobs().notify_one();
    Ok(())
}
