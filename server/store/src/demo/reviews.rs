//! Reviews that were held: launched, answered by most, and closed as any other, at times of their own.
//!
//! Answers are drawn around a mood: how a group feels about a section in a cycle. The same seed draws the same.

use super::person_id;
use crate::{
    Clock, Store, StoreError,
    access::{self, Administrator},
    cycle,
    outbox::Mail,
    survey::{self, Survey, answer, close, launch, named},
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use std::{fmt::Debug, sync::Arc};
use tokio::task::JoinSet;
use waymark::{
    CycleId, PersonId, SurveyId, TeamId, Version,
    cycle::Dates,
    person::Name,
    questionnaire::{Ask, Question, Slug},
    survey::{
        Kind, Mode,
        answer::Answers,
        contract::Viewers,
        credential::{Seed, Signed},
        release::Value,
        seal,
        submission::Submission,
    },
};

/// How many answer at once.
const AT_ONCE: usize = 32;

/// How a group feels about a section: what its answers lie around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mood {
    /// In tenths of a point: 10 to 50.
    pub tenths: i32,
    /// Whether half think well and half ill of it.
    pub divided: bool,
}

/// A review to be held.
#[derive(Clone, Debug)]
pub struct Review<'a> {
    /// In which cycle.
    pub cycle: CycleId,
    /// What it is about.
    pub kind: Kind,
    /// Whether answers carry names.
    pub mode: Mode,
    /// What it is called.
    pub name: &'a str,
    /// What is asked.
    pub questionnaire: &'a str,
    /// The teams that are asked; all where it says nothing.
    pub teams: Option<Vec<TeamId>>,
    /// From when answers are taken, for two weeks.
    pub opens: Timestamp,
    /// Of a hundred so many answer.
    pub answering: u64,
    /// What the draws begin with.
    pub seed: u64,
}

/// How long a review is open.
pub const OPEN: SignedDuration = SignedDuration::from_hours(24 * 14);

fn failed(what: impl Debug) -> StoreError {
    StoreError::new(format!("a review could not be held: {what:?}"))
}

/// Makes a cycle.
///
/// # Errors
///
/// When the store fails, or there is one of this name.
pub async fn cycle(
    store: &Store,
    administrator: &Administrator,
    name: &str,
    starts: Date,
    ends: Date,
) -> Result<CycleId, StoreError> {
    let dates = Dates { starts, middle: None, ends };
    let said = cycle::Said { name: Name::new(name).map_err(failed)?, dates, stages: Vec::new() };
    cycle::create(store, administrator, &said).await.map_err(failed)
}

/// Holds a review. `mood` says how a person feels about a section.
///
/// # Errors
///
/// When the store fails, or the review may not be launched.
pub async fn hold(
    store: &Store,
    administrator: &Administrator,
    review: &Review<'_>,
    mood: impl Fn(PersonId, &str) -> Mood,
) -> Result<SurveyId, StoreError> {
    let (k, viewers) = match review.kind {
        Kind::Company => (5, Viewers::Everyone),
        Kind::Team => (3, Viewers::Line),
    };
    let wanted = launch::Wanted {
        cycle: review.cycle,
        kind: review.kind,
        mode: review.mode,
        name: Name::new(review.name).map_err(failed)?,
        questionnaire: Slug::new(review.questionnaire).map_err(failed)?,
        k,
        teams: review.teams.clone().map(|teams| teams.into_iter().collect()),
        viewers,
        opens: review.opens,
        closes: review.opens + OPEN,
        secure: true,
    };
    let then = store.at(Clock::still(wanted.opens));
    let id = launch::launch(&then, administrator, &Mail::none(), &wanted).await.map_err(failed)?;
    let survey = survey::find(&then, id).await?.ok_or_else(|| failed("it is gone"))?;
    let mut running = JoinSet::new();
    for (number, (person, unit)) in survey.roster().enumerate() {
        let mut chance = Chance::new(review.seed ^ (number as u64) << 20);
        if chance.below(100) >= review.answering {
            continue;
        }
        let answers = drawn(&survey, &mut chance, number % 2 == 0, |section| mood(person, section));
        let (then, survey) = (then.clone(), Arc::clone(&survey));
        if running.len() >= AT_ONCE {
            running.join_next().await.transpose().map_err(failed)?.transpose()?;
        }
        running.spawn(async move { answered(&then, &survey, person, unit, number, &answers).await });
    }
    while let Some(done) = running.join_next().await {
        done.map_err(failed)??;
    }
    let after = store.at(Clock::still(wanted.closes + close::GRACE));
    close::close(&after, &Mail::none(), id).await?;
    Ok(id)
}

/// What somebody says; where a group is divided, on this side.
fn drawn(survey: &Survey, chance: &mut Chance, side: bool, mood: impl Fn(&str) -> Mood) -> Answers {
    let mut answers = Answers::none(&survey.form, 0);
    // Some are more cheerful than others, in everything.
    let nature = i32::try_from(chance.below(5)).unwrap_or(0) - 2;
    for (value, (_, section, question)) in answers.values.iter_mut().zip(survey.form.questions()) {
        let Mood { tenths, divided } = mood(section.id.as_str());
        let around = if divided { if side { 46 } else { 2 * tenths - 44 } } else { tenths + nature };
        *value = Some(said(question, around, chance)).filter(|_| question.required || chance.below(5) > 0);
    }
    answers
}

fn said(question: &Question, around: i32, chance: &mut Chance) -> Value {
    match &question.ask {
        Ask::Scale { .. } if chance.below(40) == 0 => Value::NotApplicable,
        Ask::Scale { reversed } => {
            // Around it by a point and a half at most, the middle more often.
            let off = i32::try_from(chance.below(16) + chance.below(16)).unwrap_or(0) - 15;
            let point = u8::try_from(((around + off + 5) / 10).clamp(1, 5)).unwrap_or(3);
            Value::Scale(if *reversed { 6 - point } else { point })
        }
        Ask::Recommend => Value::Recommend(u8::try_from(4 + chance.below(7)).unwrap_or(8)),
        Ask::Single { options } => Value::Single(at(chance, options.len())),
        Ask::Multiple { options, .. } => Value::Multiple(vec![at(chance, options.len())]),
        Ask::Text => Value::Text(SAID[at(chance, SAID.len())].to_owned()),
    }
}

fn at(chance: &mut Chance, below: usize) -> usize {
    usize::try_from(chance.below(below.max(1) as u64)).unwrap_or(0)
}

const SAID: [&str; 8] = [
    "Keep the weekly demo. It is the only hour in which we all look at the same thing.",
    "Too many decisions are made in a chat that half of us mute.",
    "Pairing on the hard parts made the last month better than the ones before.",
    "We start more than we finish.",
    "I would like to know a week ahead who is on call.",
    "When priorities change I hear it from another team first.",
    "The new review rule works. Small changes get through on the same day.",
    "Somebody should own the flaky tests.",
];

/// Answers a survey as this person's device would: with a name, or with a credential that `number` is drawn from.
///
/// # Errors
///
/// When the store fails, or the answers are not taken.
pub async fn answered(
    store: &Store,
    survey: &Arc<Survey>,
    person: PersonId,
    unit: usize,
    number: usize,
    answers: &Answers,
) -> Result<(), StoreError> {
    let actor = access::actor(store, person).await?.ok_or_else(|| failed("somebody is gone"))?;
    let respondent = access::respondent(store, &actor, survey.id).await?.ok_or_else(|| failed("not on the roster"))?;
    if survey.contract.mode == Mode::Open {
        return named::save(store, &respondent, Version(0), answers, true).await.map(drop).map_err(failed);
    }
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&(number as u64).to_be_bytes());
    let seed = Seed::from_bytes(seed);
    let evaluation = answer::issue(store, &respondent, &seed.element(survey.id, unit)).await.map_err(failed)?;
    let body = seal::seal(&survey.hash, answers, seal::size(&survey.form, 0)).ok_or_else(|| failed("it does not fit"))?;
    let credential = seed.credential(survey.id, unit, &evaluation);
    let nonce = credential.nonce();
    let signed = Signed { contract: &survey.hash, survey: survey.id, unit, nonce: &nonce, version: 1, body: &body };
    let tag = credential.sign(&signed);
    let submission = Submission { survey: survey.id, unit, nonce, version: 1, body, tag };
    answer::submit(store, &submission).await.map(drop).map_err(failed)
}

/// Numbers that look drawn, the same for the same seed (splitmix64).
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// Begins with this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From 0 to one less than `below`.
    pub fn below(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % below.max(1)
    }
}

/// How a team feels, drawn: each section has a level of its own in each team, and moves a little from cycle to cycle.
pub fn drawn_mood(team: Option<TeamId>, section: &str, cycle: u32, seed: u64) -> Mood {
    let team = team.map_or(0, |team| team.uuid().as_u128());
    let section = section.bytes().fold(7u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let folded = u64::try_from(team & u128::from(u64::MAX)).unwrap_or(0) ^ u64::try_from(team >> 64).unwrap_or(0);
    let own = seed ^ folded ^ section;
    let mut level = Chance::new(own);
    let mut tenths = 26 + i32::try_from(level.below(17)).unwrap_or(0);
    let mut divided = false;
    for at in 0..=cycle {
        let mut now = Chance::new(own ^ (u64::from(at) + 1) << 40);
        tenths += i32::try_from(now.below(11)).unwrap_or(0) - 5;
        divided = now.below(9) == 0;
    }
    Mood { tenths: tenths.clamp(20, 45), divided }
}

/// A half-year, counted back from the one that is under way: what it is called, its first and its last day.
pub(super) fn half_year_back(today: Date, back: i16) -> (String, Date, Date) {
    let number = today.year() * 2 + i16::from(today.month() > 6) - back;
    let (year, second) = (number.div_euclid(2), number.rem_euclid(2) == 1);
    let day = |month: i8, day: i8| Date::new(year, month, day).expect("such a day is in every year");
    if second { (format!("{year} H2"), day(7, 1), day(12, 31)) } else { (format!("{year} H1"), day(1, 1), day(6, 30)) }
}

/// The half-year that is under way: what it is called, its first and its last day.
pub fn half_year(today: Date) -> (String, Date, Date) {
    half_year_back(today, 0)
}

/// The half-years whose reviews the demo company holds, the last one first.
fn half_years(today: Date, count: i16) -> Vec<(String, Date, Date)> {
    (1..=count).map(|back| half_year_back(today, back)).collect()
}

/// How a team of the demo company felt in a half-year, counted back from the last one. Payments has a story.
fn mood_of(team: &str, id: Option<TeamId>, section: &str, back: u32) -> Mood {
    let plain = |tenths| Mood { tenths, divided: false };
    let told: Option<[i32; 4]> = match (team, section) {
        ("Payments", "decision-making") => Some([29, 41, 38, 36]),
        ("Payments", "balance") => Some([27, 28, 26, 28]),
        ("Payments", "cohesion") => Some([42, 42, 41, 40]),
        ("Payments", "trust-and-safety") => Some([40, 40, 39, 37]),
        ("Payments", "flow-of-delivery") => Some([38, 35, 32, 30]),
        ("Payments", "support-from-outside") => Some([32, 31, 32, 31]),
        ("Payments", "clarity-of-purpose") => Some([37, 36, 34, 33]),
        ("Payments", "learning") => Some([38, 39, 36, 37]),
        ("Payments", "harmony") => Some([40, 39, 40, 39]),
        _ => None,
    };
    let mood = told.and_then(|told| told.get(back as usize).copied()).map(plain);
    let mood = mood.unwrap_or_else(|| Mood { divided: false, ..drawn_mood(id, section, 8 - back.min(8), 3) });
    Mood { divided: (team, section, back) == ("Payments", "decision-making", 0), ..mood }
}

/// Lets the demo company have held team reviews in the last four half-years, and company reviews in the last two.
///
/// # Errors
///
/// When the store fails.
pub async fn hold_in_halden(store: &Store) -> Result<(), StoreError> {
    let ines = access::actor(store, person_id("Ines Moreau")).await?.and_then(|ines| ines.administrator());
    let administrator = ines.ok_or_else(|| failed("nobody looks after people"))?;
    let seen = crate::directory::read(store).await?;
    let team_of = |person: PersonId| {
        let team = seen.directory.person(person).and_then(|person| seen.directory.team(person.team?));
        (team.map_or(String::new(), |team| team.name.to_string()), team.map(|team| team.id))
    };
    let years = half_years(seen.day(store.now()), 4);
    for (back, (name, starts, ends)) in (0u32..4).zip(&years).rev() {
        let cycle = cycle(store, &administrator, name, *starts, *ends).await?;
        let day = |month: i8| {
            let noon = Date::new(ends.year(), month, 20).map(|day| day.at(12, 0, 0, 0));
            noon.and_then(|noon| noon.to_zoned(jiff::tz::TimeZone::UTC)).map(|at| at.timestamp()).map_err(failed)
        };
        let review = Review {
            cycle,
            kind: Kind::Team,
            mode: Mode::Confidential,
            name: &format!("Team review {name}"),
            questionnaire: "team-review",
            teams: None,
            opens: day(if ends.month() == 6 { 5 } else { 11 })?,
            answering: 94,
            seed: u64::from(back) << 8 | 5,
        };
        hold(store, &administrator, &review, |person, section| {
            let (team, id) = team_of(person);
            mood_of(&team, id, section, back)
        })
        .await?;
        if back < 2 {
            let review = Review {
                kind: Kind::Company,
                name: &format!("Company review {name}"),
                questionnaire: "company-review",
                opens: day(if ends.month() == 6 { 4 } else { 10 })?,
                answering: 80,
                ..review
            };
            hold(store, &administrator, &review, |_, section| drawn_mood(None, section, 8 - back, 11)).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn half_years_are_those_that_are_over() {
        let names = |today| half_years(today, 3).into_iter().map(|(name, ..)| name).collect::<Vec<_>>();
        assert_eq!(names(date(2027, 1, 11)), ["2026 H2", "2026 H1", "2025 H2"]);
        assert_eq!(names(date(2027, 7, 1)), ["2027 H1", "2026 H2", "2026 H1"]);
        let (_, starts, ends) = half_years(date(2027, 7, 1), 1).remove(0);
        assert_eq!((starts, ends), (date(2027, 1, 1), date(2027, 6, 30)));
    }

    #[test]
    fn the_same_seed_draws_the_same() {
        let mood = |seed| drawn_mood(None, "balance", 3, seed);
        assert_eq!(mood(1), mood(1));
        assert!((0..40).any(|seed| mood(seed) != mood(1)));
        assert!((0..40).all(|seed| (20..=45).contains(&mood(seed).tenths)));
    }
}
