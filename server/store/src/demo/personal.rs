//! Personal reviews of anybody, for the bench: goals to look back on, halves that say something, peers who were asked, plans that both signed.

use super::{
    goals::{amount, milestones, towards},
    reviews::{self, half_year, half_year_back},
    sides::{self, actor, answer, asked, edit, failed, holder, sign_plan, write_plan},
};
use crate::{
    Clock, Store, StoreError,
    access::{self, Administrator, Holder},
    directory,
    goal::{self, Seen},
    outbox::Mail,
    review,
};
use jiff::{SignedDuration, Span, Timestamp, civil::Date, tz::TimeZone};
use std::sync::Arc;
use waymark::{
    CycleId, PersonId,
    goal::{End, Goal, Kind, Learning, Level, Path, Terms, Title, Verb, Wanted},
    plan::{Next, Promise, Said, Whom, Words},
    review::{Both, Dates, Edit, ReviewKey, Side, Slot, is_looked_back_on},
};

/// What each side says first under every question.
pub const SAID: Both<&str> =
    Both { own: "Refunds went from three minutes to one and a half.", manager: "Nobody was woken for Payments in December." };

/// What a peer says first.
pub const PEER_SAID: &str = "Her reviews teach, and they come on the same day.";

/// What a plan says first.
pub const PLANNED: &str = "Careful where money moves.";

/// What is said after that.
const SENTENCES: [&str; 8] = [
    "The queue was the slow part, and we found it by measuring where the passenger stands.",
    "It took two weeks longer than planned, since the bank answers once a week.",
    "Three teams use the library by now, and the two oldest workarounds are gone.",
    "The on-call week has four alerts instead of thirty.",
    "What I would do otherwise: write the question down before the first line of code.",
    "Timetables asked for the same thing in March; we agreed on one design, and each built half.",
    "The handbook has eleven pages, and the newest colleague used it in her second week.",
    "A number on the first page of a design ends most of the arguments that it used to begin.",
];

/// What each side is asked in words.
const OWN: [&str; 10] = [
    "achievements-best",
    "achievements-others",
    "learned",
    "learned-otherwise",
    "held-back",
    "improvement-areas",
    "improvement-steps",
    "support-details",
    "support-manager",
    "direction-words",
];
const MANAGER: [&str; 7] = [
    "achievements-best",
    "achievements-others",
    "learned",
    "held-back",
    "improvement-areas",
    "support-details",
    "direction-words",
];

/// What the person chooses where options are given; the manager is asked the last one, too.
const CHOSEN: [(&str, &str); 3] = [("held-back-workload", "4"), ("support-kinds", "time,mentor"), ("direction-kind", "lead")];

/// How many goals one transaction takes.
const TOGETHER: usize = 250;

/// The days of a half-year within which there are check-ins.
const DAYS: i64 = 170;

/// So many days later.
pub(super) fn after(day: Date, days: i64) -> Result<Date, StoreError> {
    day.checked_add(Span::new().days(days)).map_err(failed)
}

/// When a day begins.
pub(super) fn moment(day: Date) -> Result<Timestamp, StoreError> {
    Ok(day.to_zoned(TimeZone::UTC).map_err(failed)?.timestamp())
}

/// Some hundred words under a question, some of them as a list.
fn text(first: &str, number: usize) -> String {
    let said = |at: usize| SENTENCES[(number + at) % SENTENCES.len()];
    let points = format!("- {}\n- {}\n- {}", said(2), said(3), said(4));
    let board = format!("The numbers are on [the board](https://halden.example/{number}).");
    format!("{first} {} {}\n\n{points}\n\n{} {board}", said(0), said(1), said(5))
}

/// Reviews of the half-year before the one that is under way, which look back on the half-year before that.
#[derive(Clone)]
pub struct Personal {
    store: Store,
    cycle: CycleId,
    called: String,
    starts: Date,
    /// The last day of the half-year that is under way.
    due: Date,
    back: CycleId,
    back_called: String,
    back_starts: Date,
    back_ends: Date,
}

impl Personal {
    /// Launches reviews of these people on the first day of that half-year, and makes both cycles.
    ///
    /// # Errors
    ///
    /// When the store fails, a rule refuses it, or one of them would get no review.
    pub async fn launched(store: &Store, by: &Administrator, today: Date, people: &[PersonId]) -> Result<Self, StoreError> {
        let (back_called, back_starts, back_ends) = half_year_back(today, 2);
        let back = reviews::cycle(store, by, &back_called, back_starts, back_ends).await?;
        let (called, starts, ends) = half_year_back(today, 1);
        let cycle = reviews::cycle(store, by, &called, starts, ends).await?;
        let (_, _, due) = half_year(today);
        let dates =
            Dates { prepare: after(starts, 14)?, share: after(starts, 21)?, talk: after(starts, 28)?, sign: after(starts, 35)? };
        let wanted = sides::wanted(cycle, Some(back), dates, people.iter().copied())?;
        let then = store.at(Clock::still(moment(starts)?));
        let (_, count) = review::launch(&then, by, &Mail::none(), &wanted).await.map_err(failed)?;
        if count != people.len() {
            return Err(failed(format!("{count} of {} people get one", people.len())));
        }
        Ok(Self { store: store.clone(), cycle, called, starts, due, back, back_called, back_starts, back_ends })
    }

    /// The cycle that the reviews belong to.
    pub fn cycle(&self) -> CycleId {
        self.cycle
    }

    fn key(&self, person: PersonId) -> ReviewKey {
        ReviewKey { cycle: self.cycle, person }
    }

    /// The store so many days after the launch.
    fn on(&self, days: i64) -> Result<Store, StoreError> {
        Ok(self.store.at(Clock::still(moment(after(self.starts, days)?)?)))
    }

    /// Both who hold somebody's review: the person, and their manager.
    async fn sides(&self, store: &Store, person: PersonId) -> Result<[Holder; 2], StoreError> {
        let key = self.key(person);
        let found = sides::review(store, key).await?;
        Ok([holder(store, person, key).await?, holder(store, found.manager, key).await?])
    }

    /// Each of these had so many goals in the half-year that is looked back on, said so often how each went, and was done with it.
    ///
    /// # Errors
    ///
    /// When the store fails, or a rule refuses some of it.
    pub async fn look_back(&self, people: &[PersonId], goals: u32, check_ins: u32) -> Result<(), StoreError> {
        let then = self.store.at(Clock::still(moment(self.back_starts)?));
        let one = |number: u32| -> Result<(Kind, Terms), StoreError> {
            let title = Title::new(&format!("Goal {number} of {}", self.back_called)).map_err(failed)?;
            let measure = Some(towards("ms", "500", "300"));
            Ok((Kind::Commitment, Terms { measure, ..Terms::new(title, self.back_starts, self.back_ends) }))
        };
        let wanted = (1..=goals).map(one).collect::<Result<Vec<_>, _>>()?;
        let mut made = agreed(&then, self.back, people, &wanted).await?;
        let between = SignedDuration::from_hours(24 * DAYS / i64::from(check_ins.max(1)));
        for number in 1..=check_ins {
            then.clock().advance(between);
            let note = format!("Looked at it, time {number}: it moves, not fast, but where the passenger stands.");
            let value = amount(&(500 - i64::from(number)).to_string());
            made = acted(&then, &made, &[Verb::Value(value), Verb::Note(note)]).await?;
        }
        acted(&then, &made, &[Verb::End(End::Done, String::new())]).await.map(drop)
    }

    /// Each of these agrees with their manager on so many goals in the half-year of the reviews; the last of them is about learning.
    ///
    /// # Errors
    ///
    /// When the store fails, or a rule refuses some of it.
    pub async fn agree(&self, people: &[PersonId], goals: u32) -> Result<(), StoreError> {
        let then = self.on(1)?;
        let one = |number: u32| -> Result<(Kind, Terms), StoreError> {
            let title = Title::new(&format!("Goal {number} of {}", self.called)).map_err(failed)?;
            let terms = Terms::new(title, self.starts, self.due);
            if number < goals {
                return Ok((Kind::Commitment, Terms { measure: Some(towards("ms", "300", "200")), ..terms }));
            }
            let learning = Some(Learning { path: Path::Education, provider: "In the house".to_owned(), expires: None });
            let measure = Some(milestones(&["Metrics", "Traces", "Alerts"]));
            Ok((Kind::Learning, Terms { measure, learning, ..terms }))
        };
        let wanted = (1..=goals).map(one).collect::<Result<Vec<_>, _>>()?;
        agreed(&then, self.cycle, people, &wanted).await.map(drop)
    }

    /// Both sides write all of their halves, and the manager some notes. Nothing is shared.
    ///
    /// # Errors
    ///
    /// When the store fails, or a rule refuses some of it.
    pub async fn write(&self, people: &[PersonId]) -> Result<(), StoreError> {
        let then = self.on(3)?;
        for person in people {
            let [own, manager] = self.sides(&then, *person).await?;
            let judged = self.judged(&then, *person).await?;
            for (holder, answers, chosen) in [(own, &OWN[..], &CHOSEN[..]), (manager, &MANAGER[..], &CHOSEN[2..])] {
                let first = *SAID.of(holder.side());
                let mut edits = judged.clone();
                for (number, id) in answers.iter().enumerate() {
                    edits.push(edit(answer(id)?, text(first, number)));
                }
                for (id, chosen) in chosen {
                    edits.push(edit(answer(id)?, *chosen));
                }
                review::save(&then, &holder, &edits).await.map_err(failed)?;
            }
            let notes = edit(Slot::Notes, text("Ask what the third team waits for.", 3));
            review::save_notes(&then, &manager, &notes).await.map_err(failed)?;
        }
        Ok(())
    }

    /// A grade and a sentence for each goal that somebody looks back on.
    async fn judged(&self, store: &Store, person: PersonId) -> Result<Vec<Edit>, StoreError> {
        let found = sides::review(store, self.key(person)).await?;
        let goals = goal::all(store).await?;
        let of = goals.tree.owned_by(person).filter(|goal| is_looked_back_on(&found, goal));
        let both = |goal: &Arc<Goal>| {
            let words = "It came as far as we could bring it alone; the rest is the bank's.";
            [edit(Slot::Grade(goal.id), "7"), edit(Slot::Words(goal.id), words)]
        };
        Ok(of.flat_map(both).collect())
    }

    /// The manager asks a peer, who begins to write.
    ///
    /// # Errors
    ///
    /// When the store fails, or a rule refuses it.
    pub async fn ask(&self, person: PersonId, peer: PersonId) -> Result<(), StoreError> {
        let then = self.on(4)?;
        let [_, manager] = self.sides(&then, person).await?;
        let about = "How is it to work on the shared design?";
        review::ask(&then, &manager, &Mail::none(), peer, true, about).await.map_err(failed)?;
        let asked = asked(&then, peer, self.key(person)).await?;
        let edits = [edit(Slot::Keep, text(PEER_SAID, 1)), edit(Slot::Change, text("Say no earlier.", 2))];
        review::save_input(&then, &asked, &edits).await.map(drop).map_err(failed)
    }

    /// A peer who was asked gives what they wrote.
    ///
    /// # Errors
    ///
    /// When the store fails, or a rule refuses it.
    pub async fn give(&self, person: PersonId, peer: PersonId) -> Result<(), StoreError> {
        let then = self.on(5)?;
        let asked = asked(&then, peer, self.key(person)).await?;
        review::give(&then, &asked).await.map(drop).map_err(failed)
    }

    /// Both sides share their half, so that both are shown.
    ///
    /// # Errors
    ///
    /// When the store fails, or a rule refuses it.
    pub async fn share(&self, person: PersonId) -> Result<(), StoreError> {
        let then = self.on(6)?;
        for holder in self.sides(&then, person).await? {
            review::share(&then, &holder).await.map_err(failed)?;
        }
        Ok(())
    }

    /// The manager writes a plan, and both sign it.
    ///
    /// # Errors
    ///
    /// When the store fails, or a rule refuses it.
    pub async fn sign(&self, person: PersonId) -> Result<(), StoreError> {
        let then = self.on(7)?;
        let sides = self.sides(&then, person).await?;
        let words = |text: &str| Words::new(text).map_err(failed);
        let support = vec![
            Promise {
                what: words("Half a day a week for the course")?,
                by: Whom::Side(Side::Manager),
                due: Some(after(self.starts, 120)?),
            },
            Promise { what: words("A week on call beside somebody who knows it")?, by: Whom::Side(Side::Own), due: None },
        ];
        let next = Next { on: after(self.starts, 90)?, what: words("Half-time: is the course still the right one?")? };
        let said = vec![
            Said::Strengths(text(PLANNED, 0)),
            Said::Growth(text("See trouble before passengers do.", 4)),
            Said::Towards("Senior software engineer by the end of next year.".to_owned()),
            Said::Support(support),
            Said::Dates(vec![next]),
        ];
        let [_, manager] = &sides;
        write_plan(&then, manager, said).await?;
        for holder in &sides {
            sign_plan(&then, holder).await?;
        }
        Ok(())
    }
}

/// Goals of each of these people in a cycle: who is above them proposes them, and they agree.
async fn agreed(
    store: &Store,
    cycle: CycleId,
    people: &[PersonId],
    goals: &[(Kind, Terms)],
) -> Result<Vec<Arc<Goal>>, StoreError> {
    let seen = directory::read(store).await?;
    let mut wanted = Vec::with_capacity(people.len() * goals.len());
    for person in people {
        let level = Level::Person(*person);
        let (owner, manager) = access::parties(&seen.directory, level);
        let (owner, manager) = owner.zip(manager).ok_or_else(|| failed("nobody agrees to it"))?;
        let manager = actor(store, manager).await?;
        let steward = access::steward(store, &manager, level).ok_or_else(|| failed("not theirs to make"))?;
        for (kind, terms) in goals {
            let one = Wanted::new(*kind, level, owner, terms.clone());
            wanted.push((steward, Wanted { proposal: true, cycle: Some(cycle), ..one }));
        }
    }
    let mut made = Vec::with_capacity(wanted.len());
    for together in wanted.chunks(TOGETHER) {
        let proposed = goal::create_all(store, together).await.map_err(failed)?;
        made.extend(acted(store, &proposed, &[Verb::Agree]).await?);
    }
    Ok(made)
}

/// Who answers for each of these goals does this, in one transaction; the goals as they are then.
async fn acted(store: &Store, goals: &[Arc<Goal>], verbs: &[Verb]) -> Result<Vec<Arc<Goal>>, StoreError> {
    let mut all = Vec::with_capacity(goals.len());
    for goal in goals {
        let owner = actor(store, goal.owner).await?;
        let tending = access::tending(store, &owner, goal).ok_or_else(|| failed("not theirs to tend"))?;
        all.push((tending, Seen::All(goal.sequence), verbs.to_vec()));
    }
    goal::act_all(store, &all).await.map_err(failed)
}
