//! From a plan to what its page shows.

mod told;
mod words;

pub use words::told as told_in;

use self::words::{changes, hindrances};
use super::api::{Desk, Document, PlanData, Promised, Row, Rows, Signed, TakeOver, Text, Version, Writing};
use crate::{goals, moment, prose};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::sync::Arc;
use store::{
    Store, StoreError,
    access::{self, Actor, PlanReader},
    directory::Snapshot,
    review::plan as plans,
    survey::Surveys,
};
use waymark::{
    PersonId,
    goal::{Goal, Kind, Measure},
    plan::{Aim, Contents, Goals, Part, Parts, Plan, Promise, Said, Signing, Whom, belonging},
    review::{Both, PlanStage, Review, ReviewKey, Side},
};

/// The longest contents that a form sends along, in bytes of JSON: with all of it written for an address it fits into what the program takes.
const LONGEST_SHOWN: usize = 60_000;

/// What somebody is called.
pub fn name(seen: &Snapshot, person: PersonId) -> String {
    seen.directory.person(person).map(|person| person.name.to_string()).unwrap_or_default()
}

/// What the two sides of a review are called.
pub fn sides(seen: &Snapshot, review: &Review) -> Both<String> {
    Both { own: name(seen, review.key.person), manager: name(seen, review.manager) }
}

/// Whether there is a plan to look at.
pub fn is_there(review: &Review, today: Date) -> bool {
    review.is_open(today) || review.is_signed()
}

/// How far a plan is, in a few words.
pub fn stage(actor: &Actor, review: &Review, today: Date) -> String {
    let who = |side: Side| {
        let person = if side == Side::Own { review.key.person } else { review.manager };
        if person == actor.id() { "you".to_owned() } else { name(actor.seen(), person) }
    };
    match review.plan {
        PlanStage::Open => "being written".to_owned(),
        PlanStage::SignedBy(side) => format!("signed by {}, waits for {}", who(side), who(side.other())),
        PlanStage::Signed { at, amending } => {
            let day = moment::dated(at.to_zoned(moment::zone_of(actor)).date(), today);
            if amending { format!("signed {day}, being amended") } else { format!("signed {day}") }
        }
    }
}

/// Lines of a list, as a form has them.
pub fn rows(sides: &Both<String>, said: &Said) -> Vec<Row> {
    match said {
        Said::Support(promises) => promises
            .iter()
            .map(|promise| Row {
                what: promise.what.to_string(),
                by: by(sides, &promise.by),
                day: promise.due.map(|day| day.to_string()).unwrap_or_default(),
            })
            .collect(),
        Said::Dates(dates) => {
            dates.iter().map(|next| Row { what: next.what.to_string(), by: String::new(), day: next.on.to_string() }).collect()
        }
        Said::Strengths(_) | Said::Growth(_) | Said::Towards(_) => Vec::new(),
    }
}

fn by(sides: &Both<String>, whom: &Whom) -> String {
    match whom {
        Whom::Side(side) => sides.of(*side).clone(),
        Whom::Other(words) => words.to_string(),
    }
}

/// Who reads a plan, and when.
pub struct Teller<'a> {
    actor: &'a Actor,
    review: &'a Review,
    sides: Both<String>,
    today: Date,
    zone: TimeZone,
}

impl<'a> Teller<'a> {
    /// For this reader now.
    pub fn new(store: &Store, actor: &'a Actor, review: &'a Review) -> Self {
        let (today, zone) = (actor.seen().day(store.now()), moment::zone_of(actor));
        Self { actor, review, sides: sides(actor.seen(), review), today, zone }
    }

    fn key(&self) -> ReviewKey {
        self.review.key
    }

    fn side(&self) -> Option<Side> {
        self.review.side_of(self.actor.id())
    }

    fn day(&self, day: Date) -> String {
        moment::dated(day, self.today)
    }

    fn when(&self, at: Timestamp) -> String {
        moment::written_at(at, &self.zone)
    }

    fn day_of(&self, at: Timestamp) -> String {
        moment::written(at.to_zoned(self.zone.clone()).date())
    }

    fn signed(&self, signing: &Signing) -> Signed {
        Signed { name: name(self.actor.seen(), signing.by), when: self.when(signing.at) }
    }

    /// "Nadia Perić, by 31 May".
    fn promised(&self, sides: &Both<String>, promise: &Promise) -> Promised {
        let due = promise.due.map(|day| format!(", by {}", self.day(day))).unwrap_or_default();
        Promised { what: promise.what.to_string(), by: format!("{}{due}", by(sides, &promise.by)) }
    }

    fn document(&self, sides: &Both<String>, parts: &Parts) -> Document {
        Document {
            strengths: prose::shown(&parts.strengths),
            growth: prose::shown(&parts.growth),
            towards: prose::shown(&parts.towards),
            support: parts.support.iter().map(|promise| self.promised(sides, promise)).collect(),
            dates: parts.dates.iter().map(|next| (self.day(next.on), next.what.to_string())).collect(),
        }
    }

    /// Who the sides were when they signed.
    fn signers(&self, signings: &Both<Signing>) -> Both<String> {
        let name = |signing: &Signing| name(self.actor.seen(), signing.by);
        Both { own: name(&signings.own), manager: name(&signings.manager) }
    }

    /// "Key result: Checkout p95 under 300 ms (from 512 to 300 ms), due 30 June".
    fn aim(&self, aim: &Aim) -> String {
        let kind = goals::kind_said(aim.kind);
        let measured = measured(aim.terms.measure.as_ref());
        let measured = if measured.is_empty() { measured } else { format!(" ({measured})") };
        format!("{kind}: {}{measured}, due {}", aim.terms.title, self.day(aim.terms.due))
    }

    /// All that both signed, the newest first, without what the page itself shows.
    fn versions(&self, plan: &Plan) -> Vec<Version> {
        let shown = usize::from(plan.draft.is_none());
        let before = |at: usize| at.checked_sub(1).and_then(|before| plan.versions.get(before));
        let version = |(at, version): (usize, &waymark::plan::Signed)| {
            let signers = self.signers(&version.signings);
            let day = self.day_of(version.at());
            Version {
                title: if version.amends.is_some() { format!("Amended on {day}") } else { format!("Signed on {day}") },
                why: version.amends.as_ref().map(|amends| format!("{}: {}", name(self.actor.seen(), amends.by), amends.reason)),
                changes: before(at).map(|before| changes(self, &before.contents, &version.contents)).unwrap_or_default(),
                document: self.document(&signers, &version.contents.parts),
                goals: version.contents.goals.iter().map(|aim| self.aim(aim)).collect(),
                signed: Side::BOTH.into_iter().map(|side| self.signed(version.signings.of(side))).collect(),
                seal: version.signings.own.seal.to_string(),
            }
        };
        plan.versions.iter().enumerate().rev().skip(shown).map(version).collect()
    }

    /// "Software engineer, towards senior engineer by 2028 · agreed with Viktor Nakamura".
    fn about(&self, parts: &Parts, with: &str, is_signed: bool) -> String {
        let person = self.actor.seen().directory.person(self.key().person);
        let title = person.and_then(|person| person.title.clone()).filter(|title| !title.is_empty());
        let towards = words::first_line(&parts.towards).map(|line| format!("towards {line}"));
        let what = [title, towards].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let with = format!("{} {with}", if is_signed { "agreed with" } else { "with" });
        [what, with].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    fn writing(&self, plan: &Plan, now: &Goals) -> Option<Writing> {
        let (draft, contents, side) = (plan.draft.as_ref()?, plan.contents(now)?, self.side()?);
        let text = |part: Part, text: &str| Text { part, markdown: text.to_owned(), revision: plan.revision(part) };
        let list = |part: Part| Rows { rows: rows(&self.sides, &draft.parts.said(part)), revision: plan.revision(part) };
        let shown = serde_json::to_string(&contents).unwrap_or_default();
        Some(Writing {
            texts: vec![
                text(Part::Strengths, &draft.parts.strengths),
                text(Part::Growth, &draft.parts.growth),
                text(Part::Towards, &draft.parts.towards),
            ],
            support: list(Part::Support),
            dates: list(Part::Dates),
            sides: Side::BOTH.into_iter().map(|side| self.sides.of(side).clone()).collect(),
            hindrances: hindrances(self, &plan.obstacles(now)),
            waits: plan.waits_for(now).contains(&side),
            seal: contents.seal().to_string(),
            goals: Contents { goals: contents.goals.clone(), ..Contents::default() }.seal().to_string(),
            shown: if shown.len() > LONGEST_SHOWN { String::new() } else { shown },
            changes: plan.newest().map(|newest| changes(self, &newest.contents, &contents)).unwrap_or_default(),
            amends: draft.amends.is_some(),
        })
    }

    fn desk(&self, plan: &Plan, now: &Goals) -> Option<Desk> {
        let side = self.side()?;
        Some(Desk {
            writing: self.writing(plan, now),
            opens: *self.review.open_to_line.of(side),
            other_opens: *self.review.open_to_line.of(side.other()),
            other: self.sides.of(side.other()).clone(),
        })
    }
}

/// "from 512 to 300 ms", "Storage; Workloads".
fn measured(measure: Option<&Measure>) -> String {
    match measure {
        Some(Measure::Milestones { steps }) => steps.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        measure => measure.map(Measure::aim).unwrap_or_default(),
    }
}

/// What is shown of a plan: what is being written, to its sides; else what both signed last.
struct Shown {
    contents: Contents,
    sides: Both<String>,
    signed: Vec<Signed>,
    is_signed: bool,
}

impl Shown {
    fn of(teller: &Teller<'_>, plan: &Plan, now: &Goals) -> Option<Self> {
        if let Some((draft, contents)) = plan.draft.as_ref().zip(plan.contents(now)) {
            let waits = plan.waits_for(now);
            let holds = Side::BOTH.into_iter().filter(|side| !waits.contains(side));
            let signed = holds.filter_map(|side| Some(teller.signed(&draft.signatures.of(side).as_ref()?.signing))).collect();
            return Some(Self { contents, sides: teller.sides.clone(), signed, is_signed: false });
        }
        let newest = plan.newest()?;
        let signed = Side::BOTH.into_iter().map(|side| teller.signed(newest.signings.of(side))).collect();
        let sides = teller.signers(&newest.signings);
        Some(Self { contents: newest.contents.clone(), sides, signed, is_signed: true })
    }
}

/// A plan as its page shows it, for who may read it. Nothing where there is none.
///
/// # Errors
///
/// When the store fails.
pub async fn plan(store: &Store, actor: &Actor, surveys: &Surveys, reader: &PlanReader) -> Result<Option<PlanData>, StoreError> {
    let Some(plans::Open { review, plan, goals: now }) = plans::read(store, reader).await? else { return Ok(None) };
    let all = store::goal::all(store).await?;
    let teller = Teller::new(store, actor, &review);
    // Nothing is being written for who is neither side, so they need none.
    let is_side = now.is_some();
    let now = now.unwrap_or_default();
    let is_closed = surveys.cycles().any(|cycle| cycle.id == review.key.cycle && cycle.closed);
    let Some(shown) = Shown::of(&teller, &plan, &now) else { return Ok(None) };
    let of: Vec<&Arc<Goal>> = if shown.is_signed {
        shown.contents.goals.iter().filter_map(|aim| all.tree.get(aim.id)).collect()
    } else {
        belonging(review.key, &all.tree)
    };
    let (learning, rest): (Vec<&Goal>, Vec<&Goal>) =
        of.into_iter().map(|goal| &**goal).partition(|goal| goal.kind == Kind::Learning);
    Ok(Some(PlanData {
        cycle: review.key.cycle.to_string(),
        person: review.key.person.to_string(),
        called: surveys.cycle(review.key.cycle).map(ToString::to_string).unwrap_or_default(),
        whose: name(actor.seen(), review.key.person),
        own: review.key.person == actor.id(),
        about: teller.about(&shown.contents.parts, &shown.sides.manager, shown.is_signed),
        told: if is_side { told::told(&teller, &plan, &now, is_closed) } else { Vec::new() },
        document: teller.document(&shown.sides, &shown.contents.parts),
        goals: goals::few(store, actor, &all, &rest),
        learning: goals::few(store, actor, &all, &learning),
        seal: if shown.signed.is_empty() { String::new() } else { shown.contents.seal().to_string() },
        signed: shown.signed,
        versions: teller.versions(&plan),
        review: teller.side().map(|_| review.key.page(actor.id())),
        desk: if is_closed { None } else { teller.desk(&plan, &now) },
        take_over: (!is_closed && access::takes_over(actor, &review))
            .then(|| TakeOver { left: name(actor.seen(), review.manager), to: actor.id().to_string() }),
    }))
}
