//! Letters about surveys. They go to everybody on the roster: who has answered is not known.

use super::{State, Survey, kept};
use crate::{
    Store, StoreError, directory,
    directory::zone,
    job::{self, Kind},
    outbox::{self, Mail},
    transaction::Work,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use waymark::{
    PersonId, SurveyId,
    person::Person,
    survey::{
        Mode,
        stage::{Reminder, State as Stage},
    },
};

/// What a letter to a roster is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Letter {
    /// A survey has opened, ends soon, or has results.
    Reminder(Reminder),
    /// It was voided.
    Void,
}

impl Letter {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Reminder(Reminder::Opened) => "opened",
            Self::Reminder(Reminder::ThreeDays) => "three_days",
            Self::Reminder(Reminder::LastDay) => "last_day",
            Self::Reminder(Reminder::Results) => "results",
            Self::Void => "void",
        }
    }
}

/// How many letters one transaction writes.
const BATCH: usize = 200;

/// Adds the jobs of a survey to its launch: closing it, and letters where they are sent.
pub(super) fn queue_all(work: &mut Work, mail: &Mail, survey: SurveyId, opens: Timestamp, closes: Timestamp) {
    job::queue(work, &Kind::CloseSurvey(survey), closes + super::close::GRACE);
    if mail.is_sent() {
        for (reminder, at) in waymark::survey::stage::reminders(opens, closes) {
            // Results are written about once they are there.
            if reminder != Reminder::Results {
                job::queue(work, &Kind::SurveyLetters(survey, Letter::Reminder(reminder)), at);
            }
        }
    }
}

/// Adds the letters about results to the transaction that stores them.
pub(super) fn queue_results(work: &mut Work, mail: &Mail, survey: SurveyId, now: Timestamp) {
    if mail.is_sent() {
        job::queue(work, &Kind::SurveyLetters(survey, Letter::Reminder(Reminder::Results)), now);
    }
}

/// Adds the letters about a survey's end without results to the transaction that voids it.
pub(super) fn queue_void(work: &mut Work, mail: &Mail, survey: SurveyId, now: Timestamp) {
    if mail.is_sent() {
        job::queue(work, &Kind::SurveyLetters(survey, Letter::Void), now);
    }
}

/// Writes the letters of one kind, to everybody on the roster who is still here. A letter that was written before is not
/// written again.
///
/// # Errors
///
/// When the store fails.
pub async fn write(store: &Store, mail: &Mail, id: SurveyId, letter: Letter) -> Result<(), StoreError> {
    let Some(base) = mail.base() else { return Ok(()) };
    let Some(survey) = kept::find(store, id).await?.filter(|survey| is_due(survey, letter, store.now())) else { return Ok(()) };
    let seen = directory::read(store).await?;
    let sent = if survey.contract.mode == Mode::Open { super::named::sent_by(store, id).await? } else { Vec::new() };
    let people: Vec<_> = survey.roster().map(|(person, _)| person).collect();
    let wants = |person: &PersonId| !(is_reminder(letter) && sent.binary_search(person).is_ok());
    let people: Vec<_> = people
        .iter()
        .filter(|person| wants(person))
        .filter_map(|person| seen.directory.person(*person).filter(|person| person.active))
        .collect();
    for batch in people.chunks(BATCH) {
        store
            .write(|work| {
                for person in batch {
                    let zone = zone(person.time_zone.as_ref().unwrap_or(&seen.organisation.time_zone));
                    let closes = survey.contract.closes.to_zoned(zone).strftime("%A, %-d %B, %H:%M").to_string();
                    let (subject, text) = words(&survey, letter, base, person, &closes);
                    outbox::queue(
                        work,
                        store.now(),
                        outbox::id_of(&[id.uuid(), person.id.uuid()], letter.word()),
                        person,
                        &subject,
                        text,
                    );
                }
            })
            .await?;
        store.jobs().notify_one();
    }
    Ok(())
}

/// Whether this is for those only who have not answered, where that is known.
fn is_reminder(letter: Letter) -> bool {
    matches!(letter, Letter::Reminder(Reminder::ThreeDays | Reminder::LastDay))
}

/// A letter that comes too late, because nobody ran the program meanwhile, is not written.
fn is_due(survey: &Survey, letter: Letter, now: Timestamp) -> bool {
    match letter {
        Letter::Reminder(Reminder::Results) => survey.state == State::Released,
        Letter::Reminder(_) => survey.stage(now) == Stage::Open,
        Letter::Void => matches!(survey.state, State::Void(_)),
    }
}

fn words(survey: &Survey, letter: Letter, base: &str, person: &Person, closes: &str) -> (String, String) {
    let (name, first, id) = (&survey.contract.name, person.name.first(), survey.id);
    let minutes = survey.form.minutes();
    let words = survey.hash.words().join(" ");
    let about = match survey.contract.mode {
        Mode::Confidential => format!(
            "Answers are stored without your name; whoever runs the server could read them until the survey closes. \
             What happens to them stands on the first page.\n\n\
             These six words stand for what was agreed at launch. They are the same for everybody:\n\n    {words}\n\n    {base}/contracts/{id}\n"
        ),
        Mode::Open => format!("Answers to this survey carry your name.\n\nSix words for what was agreed at launch: {words}\n"),
    };
    let answered = match survey.contract.mode {
        Mode::Confidential => "Nobody can see who has answered, so everybody gets this letter. You have already? Thank you.\n\n",
        Mode::Open => "",
    };
    let open = format!("    {base}/surveys/{id}\n");
    match letter {
        Letter::Reminder(Reminder::Opened) => (
            format!("{name}: your answers, please"),
            format!("Hello {first},\n\n{name} is open until {closes}. It takes about {minutes} minutes:\n\n{open}\n{about}"),
        ),
        Letter::Reminder(Reminder::ThreeDays) => (
            format!("{name} closes in three days"),
            format!(
                "Hello {first},\n\n{name} closes on {closes}. It takes about {minutes} minutes:\n\n{open}\n{answered}{about}"
            ),
        ),
        Letter::Reminder(Reminder::LastDay) => (
            format!("{name}: the last day"),
            format!(
                "Hello {first},\n\n{name} closes on {closes}. It takes about {minutes} minutes:\n\n{open}\n{answered}{about}"
            ),
        ),
        Letter::Reminder(Reminder::Results) => (
            format!("{name}: the results are out"),
            format!("Hello {first},\n\nthank you for {name}. What came of it:\n\n    {base}/surveys/{id}/results\n"),
        ),
        Letter::Void => {
            let why = match &survey.state {
                State::Void(why) if !why.is_empty() => format!(" The reason given: {why}"),
                _ => String::new(),
            };
            (
                format!("{name} was called off"),
                format!(
                    "Hello {first},\n\n{name} was called off by an administrator.{why}\n\nAll answers were deleted, and nothing \
                     is published. There is nothing for you to do.\n"
                ),
            )
        }
    }
}
