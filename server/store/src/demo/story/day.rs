//! A day of the story: the store as its clock stood then, and what somebody did, through the verbs that everybody has.

use super::{
    failed,
    words::{Half, Settled},
};
use crate::{
    Clock, Store, StoreError,
    access::{self, Actor, Administrator, Holder},
    demo::{
        goals::Plan,
        person_id,
        sides::{self, answer, asked, edit, sign_plan, write_plan},
    },
    goal::{self, Seen},
    outbox::Mail,
    review::{self, plan},
};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use std::sync::Arc;
use waymark::{
    CycleId,
    goal::{Goal, Level, Verb},
    plan::Said,
    review::{Dates, ReviewKey, Slot},
};

pub(super) use crate::demo::personal::after;

/// The first moment of a day on which somebody works.
fn morning(day: Date) -> Result<Timestamp, StoreError> {
    Ok(day.at(9, 0, 0, 0).to_zoned(TimeZone::UTC).map_err(failed)?.timestamp())
}

/// A day of the story.
pub(super) struct Day {
    then: Store,
}

impl Day {
    /// So many days into a cycle that began on this one.
    pub(super) fn of(store: &Store, starts: Date, days: i64) -> Result<Self, StoreError> {
        Ok(Self { then: store.at(Clock::still(morning(after(starts, days)?)?)) })
    }

    /// So many days ago.
    pub(super) fn ago(store: &Store, days: i64) -> Self {
        Self { then: store.at(Clock::still(store.now() - SignedDuration::from_hours(24 * days))) }
    }

    /// The store as it was.
    pub(super) fn store(&self) -> &Store {
        &self.then
    }

    /// Somebody.
    pub(super) async fn actor(&self, name: &str) -> Result<Actor, StoreError> {
        sides::actor(&self.then, person_id(name)).await
    }

    /// Who looks after people.
    pub(super) async fn administrator(&self) -> Result<Administrator, StoreError> {
        self.actor("Ines Moreau").await?.administrator().ok_or_else(|| failed("nobody looks after people"))
    }

    async fn holder(&self, name: &str, key: ReviewKey) -> Result<Holder, StoreError> {
        sides::holder(&self.then, person_id(name), key).await
    }

    /// The goal that is called so; nothing else in the story is.
    async fn goal(&self, title: &str) -> Result<Arc<Goal>, StoreError> {
        let all = goal::all(&self.then).await?;
        let found = all.tree.all().find(|goal| goal.terms.title.as_str() == title).cloned();
        found.ok_or_else(|| failed(title))
    }

    /// Reviews of these people are launched, which look back on a cycle or on none.
    pub(super) async fn launched(
        &self,
        cycle: CycleId,
        back: Option<CycleId>,
        dates: Dates,
        people: &[&str],
    ) -> Result<(), StoreError> {
        let wanted = sides::wanted(cycle, back, dates, people.iter().map(|name| person_id(name)))?;
        let administrator = self.administrator().await?;
        review::launch(&self.then, &administrator, &Mail::none(), &wanted).await.map(drop).map_err(failed)
    }

    /// Somebody writes in their half.
    pub(super) async fn writes(&self, name: &str, key: ReviewKey, half: &Half) -> Result<(), StoreError> {
        let holder = self.holder(name, key).await?;
        let mut edits = Vec::new();
        let mut put = |slot, text: &str| edits.push(edit(slot, text));
        for (question, text) in half.answers {
            put(answer(question)?, text);
        }
        for (title, grade, words) in half.marks {
            let id = self.goal(title).await?.id;
            put(Slot::Grade(id), grade);
            if !words.is_empty() {
                put(Slot::Words(id), words);
            }
        }
        review::save(&self.then, &holder, &edits).await.map(drop).map_err(failed)
    }

    /// Somebody writes their half and shares it.
    pub(super) async fn shares(&self, name: &str, key: ReviewKey, half: &Half) -> Result<(), StoreError> {
        self.writes(name, key, half).await?;
        let holder = self.holder(name, key).await?;
        review::share(&self.then, &holder).await.map(drop).map_err(failed)
    }

    /// Who holds a review asks a peer about the person; who is asked is told whether the person reads it.
    pub(super) async fn asks(
        &self,
        name: &str,
        peer: &str,
        key: ReviewKey,
        about: &str,
        is_open: bool,
    ) -> Result<(), StoreError> {
        let holder = self.holder(name, key).await?;
        review::ask(&self.then, &holder, &Mail::none(), person_id(peer), is_open, about).await.map(drop).map_err(failed)
    }

    /// A peer who was asked says what to keep and what to change.
    pub(super) async fn gives(&self, peer: &str, key: ReviewKey, keep: &str, change: &str) -> Result<(), StoreError> {
        let asked = asked(&self.then, person_id(peer), key).await?;
        let edits = [edit(Slot::Keep, keep), edit(Slot::Change, change)];
        review::save_input(&self.then, &asked, &edits).await.map_err(failed)?;
        review::give(&self.then, &asked).await.map(drop).map_err(failed)
    }

    /// Somebody writes parts of a plan.
    pub(super) async fn plans(&self, name: &str, key: ReviewKey, said: Vec<Said>) -> Result<(), StoreError> {
        write_plan(&self.then, &self.holder(name, key).await?, said).await
    }

    /// These sign the plan as it stands, one after the other.
    pub(super) async fn signs(&self, names: &[&str], key: ReviewKey) -> Result<(), StoreError> {
        for name in names {
            sign_plan(&self.then, &self.holder(name, key).await?).await?;
        }
        Ok(())
    }

    /// Somebody begins to amend what both signed.
    pub(super) async fn amends(&self, name: &str, key: ReviewKey, reason: &str) -> Result<(), StoreError> {
        let holder = self.holder(name, key).await?;
        plan::amend(&self.then, &holder, &Mail::none(), reason).await.map(drop).map_err(failed)
    }

    /// Somebody proposes goals of their own, all at once.
    pub(super) async fn proposes(&self, name: &str, cycle: CycleId, goals: Vec<Plan>) -> Result<(), StoreError> {
        let actor = self.actor(name).await?;
        let steward = access::steward(&self.then, &actor, Level::Person(actor.id())).ok_or_else(|| failed(name))?;
        let wanted: Vec<_> = goals.into_iter().map(|goal| (steward, goal.wanted_in(cycle))).collect();
        goal::create_all(&self.then, &wanted).await.map(drop).map_err(failed)
    }

    /// Somebody does this with these goals, all at once.
    pub(super) async fn says(&self, name: &str, said: Vec<(&str, Vec<Verb>)>) -> Result<(), StoreError> {
        let actor = self.actor(name).await?;
        let mut wishes = Vec::new();
        for (title, verbs) in said {
            let found = self.goal(title).await?;
            let tending = access::tending(&self.then, &actor, &found).ok_or_else(|| failed(title))?;
            wishes.push((tending, Seen::All(found.sequence), verbs));
        }
        goal::act_all(&self.then, &wishes).await.map(drop).map_err(failed)
    }

    /// Somebody agrees to these goals.
    pub(super) async fn agrees(&self, name: &str, titles: &[&str]) -> Result<(), StoreError> {
        self.says(name, titles.iter().map(|title| (*title, vec![Verb::Agree])).collect()).await
    }

    /// Both talked about these goals, and this is how well they were reached.
    pub(super) async fn settles(&self, name: &str, key: ReviewKey, settled: &[Settled]) -> Result<(), StoreError> {
        let verb = |(_, grade, words): &Settled| vec![Verb::GradeIn(key, *grade, (*words).to_owned())];
        self.says(name, settled.iter().map(|settled| (settled.0, verb(settled))).collect()).await
    }
}
