//! Letters about reviews: to those who have something to do in them.

use crate::{
    Store, StoreError, directory,
    job::{self, Kind},
    outbox::{self, Mail},
    survey,
    transaction::Work,
};
use jiff::{Timestamp, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use waymark::{
    LaunchId, PersonId,
    person::Person,
    review::{Dates, PeerState, Review, Side, Stage},
};

/// What a letter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Letter {
    /// The review was launched.
    Launched,
    /// What peers were asked for is due soon.
    PeersSoon,
    /// Halves are to be shared soon.
    ShareSoon,
    /// The plan is to be signed soon.
    SignSoon,
}

impl Letter {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Launched => "launched",
            Self::PeersSoon => "peers_soon",
            Self::ShareSoon => "share_soon",
            Self::SignSoon => "sign_soon",
        }
    }
}

/// How many days before its day one is reminded.
const BEFORE: i64 = 3;

/// At which hour of the day letters are written.
const HOUR: i8 = 8;

/// How many letters one transaction writes.
const BATCH: usize = 200;

/// Adds the jobs that write letters about reviews to their launch.
pub(super) fn queue_all(work: &mut Work, mail: &Mail, launch: LaunchId, dates: Dates, zone: &jiff::tz::TimeZone, now: Timestamp) {
    if !mail.is_sent() {
        return;
    }
    let morning =
        |day: Date| day.saturating_sub(BEFORE.days()).at(HOUR, 0, 0, 0).to_zoned(zone.clone()).ok().map(|at| at.timestamp());
    let due = [
        (Letter::Launched, Some(now)),
        (Letter::PeersSoon, morning(dates.prepare)),
        (Letter::ShareSoon, morning(dates.share)),
        (Letter::SignSoon, morning(dates.sign)),
    ];
    for (letter, at) in due {
        // Who is launched with a day that is so near is told that day in the first letter.
        if let Some(at) = at.filter(|at| *at >= now) {
            job::queue(work, &Kind::ReviewLetters(launch, letter), at);
        }
    }
}

/// Who gets this letter about a review, and what it says.
fn to(review: &Review, letter: Letter, base: &str, name: impl Fn(PersonId) -> String) -> Vec<(PersonId, String, String)> {
    let key = review.key;
    let person = name(key.person);
    let page = |reader: PersonId| format!("{base}{}", key.page(reader));
    let plan = |reader: PersonId| format!("{base}{}", key.plan_page(reader));
    let day = |day: Date| day.strftime("%A, %-d %B").to_string();
    let (share, sign) = (day(review.dates.share), day(review.dates.sign));
    match letter {
        Letter::Launched => vec![(
            key.person,
            "Your review".to_owned(),
            format!(
                "your review begins. Write your half by {}, and share it by {share}; until then nobody else sees it. Your last goals and what \
                 happened month by month are laid out beside the questions:\n\n    {}\n",
                day(review.dates.prepare),
                page(key.person)
            ),
        )],
        Letter::PeersSoon => {
            let waits = review.peers.iter().filter(|peer| peer.state == PeerState::Asked && !review.is_signed());
            let one = |peer: &waymark::review::Peer| {
                let text = format!(
                    "{} asked you about your work with {person}, by {}. You may decline:\n\n    {base}{}\n",
                    name(peer.by),
                    day(review.dates.prepare),
                    key.input_page()
                );
                (peer.person, format!("Reminder: about your work with {person}"), text)
            };
            waits.map(one).collect()
        }
        Letter::ShareSoon => {
            let mut letters = Vec::new();
            if review.shared.own.is_none() {
                let text = format!(
                    "share your half of your review by {share}. What is shared by then is shown the day after:\n\n    {}\n",
                    page(key.person)
                );
                letters.push((key.person, format!("Your review: share it by {share}"), text));
            }
            if review.shared.manager.is_none() {
                let text = format!("share your half of the review of {person} by {share}:\n\n    {}\n", page(review.manager));
                letters.push((review.manager, format!("The review of {person}: share it by {share}"), text));
            }
            letters
        }
        Letter::SignSoon => {
            let waits = |side: Side| match review.stage() {
                Stage::Signed => false,
                Stage::Sign(signed) => signed != side,
                _ => true,
            };
            let own_text = format!("sign your development plan by {sign}:\n\n    {}\n", plan(key.person));
            let text = format!("sign the development plan of {person} by {sign}:\n\n    {}\n", plan(review.manager));
            [
                (Side::Own, (key.person, format!("Your development plan: sign it by {sign}"), own_text)),
                (Side::Manager, (review.manager, format!("The development plan of {person}: sign it by {sign}"), text)),
            ]
            .into_iter()
            .filter(|(side, _)| waits(*side))
            .map(|(_, letter)| letter)
            .collect()
        }
    }
}

/// Writes the letters of one kind about all reviews of a launch. A letter that was written before is not written again.
///
/// # Errors
///
/// When the store fails.
pub async fn write(store: &Store, mail: &Mail, launch: LaunchId, letter: Letter) -> Result<(), StoreError> {
    let Some(base) = mail.base() else { return Ok(()) };
    let reviews = super::all(store).await?;
    let seen = directory::read(store).await?;
    let name = |id: PersonId| seen.directory.person(id).map(|person| person.name.to_string()).unwrap_or_default();
    let surveys = survey::all(store).await?;
    // What nobody can do any more nobody is asked to do.
    let is_open = |review: &&Arc<Review>| {
        review.emptied.is_none() && surveys.cycles().any(|cycle| cycle.id == review.key.cycle && !cycle.closed)
    };
    let letters = reviews.shelf.of_launch(launch).filter(is_open).flat_map(|review| {
        let key = review.key;
        to(review, letter, base, name).into_iter().map(move |(person, subject, text)| (key.person, person, subject, text))
    });
    let written = letters.filter_map(|(of, person, subject, text)| {
        let person = seen.directory.person(person).filter(|person| person.active)?;
        Some((outbox::id_of(&[launch.uuid(), of.uuid(), person.id.uuid()], letter.word()), person.as_ref(), subject, text))
    });
    let written: Vec<(uuid::Uuid, &Person, String, String)> = written.collect();
    for batch in written.chunks(BATCH) {
        store
            .write(|work| {
                for (id, person, subject, text) in batch {
                    let text = format!("Hello {},\n\n{text}", person.name.first());
                    outbox::queue(work, store.now(), *id, person, subject, text);
                }
            })
            .await?;
        store.jobs().notify_one();
    }
    Ok(())
}
