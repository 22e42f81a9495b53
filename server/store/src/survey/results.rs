//! What was released: stored once, kept in memory, and read by who may see it.

use super::{
    State, Survey,
    kept::{self, Surveys},
};
use crate::{
    Store, StoreError,
    access::{Actor, Viewer},
    audit::{self, By, Deed},
    record,
    record::unfit,
    transaction::{Work, with},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError},
};
use surrealdb::types::{SurrealValue, Uuid};
use waymark::{
    SurveyId, TeamId,
    questionnaire::Ask,
    survey::{
        Mode, participation,
        release::{Attribute, Design, GroupCells, Measure, QuestionShape, Release, SectionShape, Then, Unit},
    },
};

/// A survey's release, and how many answers it was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released {
    /// The published cells.
    pub release: Release,
    /// How many answers were counted.
    pub counted: usize,
    /// How many could not be read, or did not fit the questionnaire.
    pub unreadable: usize,
    /// The survey that its changes are since; `None` where it is compared with none.
    pub compared: Option<SurveyId>,
}

#[derive(Serialize, Deserialize)]
struct Head {
    release: Release,
    counted: usize,
    unreadable: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    compared: Option<SurveyId>,
}

impl Released {
    /// SHA-256 of the published cells as they are stored, in hexadecimal digits: it is in the audit chain.
    pub fn hash(&self) -> String {
        let (head, groups) = self.written();
        let mut hash = Sha256::new();
        for part in std::iter::once(&head).chain(&groups) {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        record::hex(&hash.finalize())
    }

    /// As it is stored: the head, and each unit's cells. A large survey has thousands of units.
    fn written(&self) -> (String, Vec<String>) {
        let json = |group: &GroupCells| serde_json::to_string(group).expect("cells are plain data");
        let groups = self.release.units.iter().map(json).collect();
        let release = Release {
            mode: self.release.mode,
            k: self.release.k,
            units: Vec::new(),
            attributes: self.release.attributes.clone(),
        };
        let head = Head { release, counted: self.counted, unreadable: self.unreadable, compared: self.compared };
        (serde_json::to_string(&head).expect("cells are plain data"), groups)
    }
}

fn head_of(survey: SurveyId) -> surrealdb::types::RecordId {
    surrealdb::types::RecordId::new("release", Uuid::from(survey.uuid()))
}

#[derive(SurrealValue)]
struct GroupRow {
    id: surrealdb::types::RecordId,
    content: String,
}

/// Adds a release to a transaction.
pub(super) fn put(work: &mut Work, survey: SurveyId, released: &Released) {
    let (head, groups) = released.written();
    let row = |(unit, content): (usize, String)| GroupRow {
        id: record::pair("release_group", Uuid::from(survey.uuid()), record::number(unit)),
        content,
    };
    work.add("CREATE $release SET content = $release_content RETURN NONE")
        .bind("release", head_of(survey))
        .bind("release_content", head)
        .add("INSERT INTO release_group $release_groups RETURN NONE")
        .bind("release_groups", groups.into_iter().enumerate().map(row).collect::<Vec<_>>());
}

#[derive(SurrealValue)]
struct HeadRow {
    content: String,
}

/// The release of a survey; `None` where there is none.
///
/// # Errors
///
/// When the store fails.
pub(crate) async fn released(store: &Store, survey: &Survey) -> Result<Option<Arc<Released>>, StoreError> {
    if survey.state != State::Released {
        return Ok(None);
    }
    let kept = &store.surveys().releases;
    if let Some(known) = kept.read().unwrap_or_else(PoisonError::into_inner).get(&survey.id) {
        return Ok(Some(Arc::clone(known)));
    }
    let mut values = with("head", head_of(survey.id));
    values.insert("groups", record::all_of("release_group", Uuid::from(survey.id.uuid())));
    let mut rows = store.read("SELECT content FROM ONLY $head; SELECT * FROM $groups", values).await?;
    let Some(head) = rows.take::<Option<HeadRow>>(0)? else {
        return Err(StoreError::new(format!("survey {} is released and has no release", survey.id)));
    };
    let Head { mut release, counted, unreadable, compared } =
        serde_json::from_str(&head.content).map_err(|error| unfit("release")(&error))?;
    for row in rows.take::<Vec<GroupRow>>(1)? {
        release.units.push(serde_json::from_str(&row.content).map_err(|error| unfit("release")(&error))?);
    }
    let released = Arc::new(Released { release, counted, unreadable, compared });
    kept.write().unwrap_or_else(PoisonError::into_inner).insert(survey.id, Arc::clone(&released));
    Ok(Some(released))
}

/// What somebody may see of a survey's results.
#[derive(Clone, Debug)]
pub struct View {
    /// The survey.
    pub survey: Arc<Survey>,
    /// What was released; `None` until then.
    pub released: Option<Arc<Released>>,
    /// The units that they may see, by their number in the contract, in its order.
    pub units: Vec<usize>,
}

/// What the viewer may see.
///
/// # Errors
///
/// When the store fails.
pub async fn view(store: &Store, viewer: &Viewer) -> Result<View, StoreError> {
    let survey = Arc::clone(viewer.survey());
    let released = released(store, &survey).await?;
    Ok(View { survey, released, units: viewer.units().to_vec() })
}

/// Who takes results away as a file.
#[derive(Clone, Copy, Debug)]
pub enum Taker<'a> {
    /// Somebody who may see them, as far as they may.
    Viewer(&'a Actor, &'a Viewer),
    /// Whoever may run commands on the machine: all of them.
    CommandLine,
}

/// The results to take away, where there are any. That they were taken is told in the audit chain; `form` says as what.
///
/// # Errors
///
/// When the store fails.
pub async fn take(store: &Store, taker: Taker<'_>, survey: &Arc<Survey>, form: &str) -> Result<Option<View>, StoreError> {
    let Some(released) = released(store, survey).await? else { return Ok(None) };
    let (by, units) = match taker {
        Taker::Viewer(actor, viewer) if viewer.survey().id == survey.id => (By::Person(actor.id()), viewer.units().to_vec()),
        Taker::Viewer(..) => return Ok(None),
        Taker::CommandLine => (By::CommandLine, (0..survey.contract.units.len()).collect()),
    };
    let detail = format!("{}, {} of {} units, {form}", survey.contract.name, units.len(), survey.contract.units.len());
    audit::note(store, || Deed { by, action: "survey.exported", subject: survey.id.to_string(), detail: detail.clone() }).await?;
    Ok(Some(View { survey: Arc::clone(survey), released: Some(released), units }))
}

/// How many have taken part, in the words in which that is shown to anybody: while it is open whether half have, then steps
/// of ten per cent; nothing before it opens or where nobody knows who was asked.
///
/// # Errors
///
/// When the store fails.
pub async fn participation(store: &Store, survey: &Survey) -> Result<Option<String>, StoreError> {
    if survey.imported || matches!(survey.state, State::Void(_)) || store.now() < survey.contract.opens {
        return Ok(None);
    }
    if let Some(released) = released(store, survey).await? {
        let everybody = released.release.units.first().and_then(|cells| cells.participation.shown());
        return Ok(everybody.map(ToString::to_string));
    }
    let (table, sent) = match survey.contract.mode {
        Mode::Confidential => ("answer", ""),
        Mode::Open => ("named_answer", " WHERE sent IS NOT NONE"),
    };
    let all = record::all_of(table, Uuid::from(survey.id.uuid()));
    let mut rows = store.read(&format!("SELECT count() FROM $all{sent} GROUP ALL"), with("all", all)).await?;
    let count: Option<i64> = rows.take((0, "count"))?;
    let count = usize::try_from(count.unwrap_or(0)).unwrap_or(0);
    Ok(Some(participation::half(count, survey.roster().len()).to_string()))
}

/// The shape of a survey, for its release.
pub fn design(survey: &Survey) -> Design {
    let contract = &survey.contract;
    let lang = &survey.form.lang;
    let measure = |ask: &Ask| match ask {
        Ask::Scale { reversed } => Measure::Scale { reversed: *reversed },
        Ask::Recommend => Measure::Recommend,
        Ask::Single { options } => Measure::Single { options: options.len() },
        Ask::Multiple { options, .. } => Measure::Multiple { options: options.len() },
        Ask::Text => Measure::Text,
    };
    let sections = survey.form.sections.iter().map(|section| SectionShape {
        id: section.id.to_string(),
        questions: section
            .questions
            .iter()
            .map(|question| QuestionShape {
                id: question.id.to_string(),
                identity: question.identity(lang),
                measure: measure(&question.ask),
            })
            .collect(),
    });
    let unit = |unit: &waymark::survey::contract::ContractUnit| Unit {
        parent: unit.parent,
        invited: (!survey.imported).then_some(unit.size),
    };
    let (k, _) = waymark::survey::contract::in_force(contract, &survey.amendments);
    Design {
        kind: contract.kind,
        mode: contract.mode,
        k,
        sections: sections.collect(),
        units: contract.units.iter().map(unit).collect(),
        attributes: contract.attributes.iter().map(|id| Attribute { id: id.clone(), bands: Vec::new() }).collect(),
    }
}

/// The survey that another is compared with.
#[derive(Debug)]
pub(super) struct Before {
    survey: Arc<Survey>,
    pub(super) design: Design,
    pub(super) released: Arc<Released>,
}

/// The last survey of the same kind and mode that was released before this one opened, of those that asked the same people
/// of at least one unit if there are such.
pub(super) async fn before(store: &Store, survey: &Survey) -> Result<Option<Before>, StoreError> {
    let all = kept::all(store).await?;
    let Some(earlier) = last_before(&all, survey) else { return Ok(None) };
    let released = released(store, &earlier).await?;
    Ok(released.map(|released| Before { design: design(&earlier), released, survey: earlier }))
}

fn last_before(all: &Surveys, survey: &Survey) -> Option<Arc<Survey>> {
    let is_earlier = |other: &&Arc<Survey>| {
        other.state == State::Released
            && other.contract.kind == survey.contract.kind
            && other.contract.mode == survey.contract.mode
            && other.contract.closes <= survey.contract.opens
    };
    let shares = |other: &Survey| {
        let common = survey.roster().filter(|(person, _)| other.unit_of(*person).is_some()).count();
        common * 10 >= survey.roster().len() * 7
    };
    let mut earlier: Vec<_> = all.iter().filter(is_earlier).collect();
    earlier.sort_by_key(|other| std::cmp::Reverse(other.contract.closes));
    earlier.iter().find(|other| shares(other)).or(earlier.first()).map(|found| Arc::clone(found))
}

impl Before {
    /// Which survey.
    pub(super) fn survey(&self) -> SurveyId {
        self.survey.id
    }

    /// For each unit of the later survey the same one then, with how many people are in both.
    pub(super) fn then(&self, later: &Survey, design: &Design) -> Vec<Option<Then>> {
        same_units(later, design, &self.survey, &self.design)
    }
}

fn same_units(later: &Survey, design: &Design, earlier: &Survey, before: &Design) -> Vec<Option<Then>> {
    if later.imported || earlier.imported {
        return vec![None; design.units.len()];
    }
    // The same teams make the same unit; everybody is everybody.
    let by_teams: BTreeMap<&[TeamId], usize> =
        earlier.contract.units.iter().enumerate().skip(1).rev().map(|(unit, other)| (other.teams.as_slice(), unit)).collect();
    let same = |unit: usize| match later.contract.units[unit].teams.as_slice() {
        _ if unit == 0 => Some(0),
        teams => by_teams.get(teams).copied(),
    };
    let mut then: Vec<Option<Then>> = (0..design.units.len())
        .map(|unit| {
            let found = same(unit)?;
            let (then, now) = (earlier.contract.units[found].size, later.contract.units[unit].size);
            Some(Then { unit: found, then, now, common: 0 })
        })
        .collect();
    let line = |design: &Design, leaf: usize| {
        std::iter::successors(Some(leaf), |unit| design.units.get(*unit).and_then(|unit| unit.parent)).collect::<Vec<_>>()
    };
    for (person, leaf) in later.roster() {
        let Some(was) = earlier.unit_of(person).map(|leaf| line(before, leaf)) else { continue };
        for unit in line(design, leaf) {
            if let Some(then) = then.get_mut(unit).and_then(Option::as_mut)
                && was.contains(&then.unit)
            {
                then.common += 1;
            }
        }
    }
    then
}
