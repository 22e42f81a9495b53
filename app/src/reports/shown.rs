//! From the organisation, its goals and its reviews to the desk of one reader.
//!
//! Each part is asked for where it is decided who sees it: goals of `access::Reach`, the stage of a review only where the reader holds it, which nobody
//! does in somebody's stead, plans of `access::plan_reader`. No word of a review is read here.

use super::api::{DeskData, DeskRow, PlanStands, ReviewLine, Wait};
use crate::{
    goals::{Standing, current_cycle, standing, waits_for_me},
    moment,
    parts::{PersonRow, sought_at},
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use store::{
    Store, StoreError,
    access::{self, Actor, GoalReader, Reach, Roles},
    goal::{self, Goals},
    review::{self, Reviews},
    survey,
};
use waymark::{
    CycleId, GoalId, PersonId,
    desk::{self, Facts, Kind, Need, Place, Step},
    directory::Query,
    goal::Goal,
    review::{PlanStage, Review, Side, Stage},
};

/// How many people a part has.
const PAGE: usize = 50;

/// With how many goals somebody is stuck that are named; more are counted.
const NAMED: usize = 3;

/// In this order the goals of a person are counted; what was given up is not.
const COUNTED: [Standing; 6] =
    [Standing::Stuck, Standing::Overdue, Standing::AtRisk, Standing::Behind, Standing::OnTrack, Standing::Done];

/// What of the desk is asked for.
pub struct Asked {
    /// The whole line, in place of who reports to the reader.
    pub all: bool,
    /// Which of them.
    pub need: String,
    /// Words.
    pub search: String,
    /// After how many.
    pub skip: usize,
}

/// What the desk is made of.
struct Look<'a> {
    actor: &'a Actor,
    reach: Reach<'a>,
    goals: &'a Goals,
    reviews: &'a Reviews,
    /// The newest review of each person that the reader holds, of cycles that are not closed.
    held: BTreeMap<PersonId, &'a Review>,
    /// The newest review of each person that the reader may take over, of such cycles, as long as it is not signed.
    left: BTreeMap<PersonId, &'a Review>,
    /// The cycle that is under way.
    cycle: Option<CycleId>,
    today: Date,
    now: Timestamp,
    zone: TimeZone,
}

/// Who reports to the actor, or to somebody whom they stand in for; with everybody below these, where the whole line is asked for.
fn line(actor: &Actor, roles: &Roles, all: bool) -> BTreeSet<PersonId> {
    let mut open: Vec<PersonId> = roles.manages.iter().map(|manages| manages.report()).collect();
    let mut line = BTreeSet::new();
    while let Some(person) = open.pop() {
        if person != actor.id() && line.insert(person) && all {
            open.extend(actor.seen().directory.reports(person));
        }
    }
    line
}

fn is_asked_for(place: &Place, need: &str) -> bool {
    match need {
        "any" => !place.needs.is_empty(),
        "stuck" => place.has(Kind::Stuck),
        "review" => place.has(Kind::Review),
        "agree" => place.has(Kind::Agree),
        "quiet" => place.has(Kind::Quiet),
        _ => true,
    }
}

/// The reader's desk.
///
/// # Errors
///
/// When the store fails.
pub async fn desk(store: &Store, actor: &Actor, asked: Asked) -> Result<DeskData, StoreError> {
    let (goals, reviews, surveys) = (goal::all(store).await?, review::all(store).await?, survey::all(store).await?);
    let directory = &actor.seen().directory;
    let now = store.now();
    let today = actor.seen().day(now);
    let open: BTreeSet<CycleId> = surveys.cycles().filter(|cycle| !cycle.closed).map(|cycle| cycle.id).collect();
    let mut held: BTreeMap<PersonId, &Review> = BTreeMap::new();
    for review in reviews.shelf.held_by(actor.id()) {
        if open.contains(&review.key.cycle) {
            // The newest comes first; an older one that is not signed waits longer.
            let now = held.entry(review.key.person).or_insert(review);
            if !review.is_signed() {
                *now = review;
            }
        }
    }
    let left = directory.reports(actor.id()).iter().filter_map(|person| {
        let is_left =
            |review: &&Arc<Review>| open.contains(&review.key.cycle) && !review.is_signed() && access::takes_over(actor, review);
        reviews.shelf.of_person(*person).into_iter().find(is_left).map(|review| (*person, &**review))
    });
    let left: BTreeMap<PersonId, &Review> = left.collect();
    let roles = access::roles(store, actor);
    let line = line(actor, &roles, asked.all);
    let look = Look {
        actor,
        reach: access::reach(store, actor),
        goals: &goals,
        reviews: &reviews,
        held,
        left,
        cycle: current_cycle(&surveys, today).map(|cycle| cycle.id),
        today,
        now,
        zone: moment::zone_of(actor),
    };
    // Who came to another manager meanwhile: their review waits here until it is signed or handed over.
    let left = look.held.values().filter(|review| !review.is_signed()).map(|review| review.key.person);
    let people: BTreeSet<PersonId> = line.iter().copied().chain(left).collect();
    let mut places: Vec<Place> = people.into_iter().filter_map(|person| look.place(person)).collect();
    let (people, waiting) = (places.len(), places.iter().filter(|place| !place.needs.is_empty()).count());
    if !asked.search.trim().is_empty() {
        let query = Query { text: asked.search.clone(), ..Query::default() };
        let found: BTreeSet<PersonId> = directory.search(&query).into_iter().collect();
        places.retain(|place| found.contains(&place.person));
    }
    places.retain(|place| is_asked_for(place, &asked.need));
    desk::sort(&mut places);
    let rows = places.iter().skip(asked.skip).take(PAGE).filter_map(|place| look.row(place, line.contains(&place.person)));
    Ok(DeskData {
        people,
        waiting,
        all: asked.all,
        deeper: roles.manages.iter().any(|manages| !directory.reports(manages.report()).is_empty()),
        rows: rows.collect(),
        total: places.len(),
        skip: asked.skip,
        page: PAGE,
        need: asked.need,
        search: asked.search,
    })
}

impl Look<'_> {
    fn sees(&self, goal: &Goal) -> bool {
        self.reach.reader(goal).is_some_and(GoalReader::sees_all)
    }

    /// The goals under way that somebody answers for, and those that ended in the cycle that is.
    fn goals_of(&self, person: PersonId) -> impl Iterator<Item = &Goal> {
        let is_in_time = move |goal: &&Goal| goal.ended.is_none() || self.cycle.is_some() && goal.cycle == self.cycle;
        self.goals.tree.owned_by(person).map(|goal| &**goal).filter(is_in_time).filter(move |goal| self.sees(goal))
    }

    fn place(&self, id: PersonId) -> Option<Place> {
        let person = self.actor.seen().directory.person(id).filter(|person| person.active)?;
        let goals: Vec<&Goal> = self.goals_of(id).filter(|goal| goal.ended.is_none()).collect();
        let waits = |goal: &&&Goal| !goal.agreement.waits_for().are_none() && waits_for_me(&self.reach, goal);
        let agree = goals.iter().filter(waits).map(|goal| goal.id).collect();
        let (review, left) = (self.held.get(&id).copied(), self.left.get(&id).copied());
        let facts = Facts { person: id, name: &person.name, goals, agree, review, left };
        Some(Place::of(&facts, self.today, self.now))
    }

    fn row(&self, place: &Place, is_in_line: bool) -> Option<DeskRow> {
        let directory = &self.actor.seen().directory;
        let person = directory.person(place.person)?;
        let manager = person.manager.filter(|manager| *manager != self.actor.id()).and_then(|id| directory.person(id));
        let standings: Vec<Standing> = self.goals_of(place.person).map(|goal| standing(goal, self.today)).collect();
        let count = |one: Standing| (one, standings.iter().filter(|other| **other == one).count());
        Some(DeskRow {
            person: PersonRow::of(person, None),
            under: manager.map(|manager| manager.name.to_string()),
            held: !is_in_line,
            waits: self.waits(place),
            review: self.held.get(&place.person).map(|review| self.review(review)),
            plan: self.plan(place.person),
            goals: COUNTED.map(count).into_iter().filter(|(_, count)| *count > 0).collect(),
        })
    }

    fn waits(&self, place: &Place) -> Vec<Wait> {
        let (of, reader) = (place.person.to_string(), self.actor.id());
        let goals_of = |only: &str| sought_at("/goals", &[("of", of.as_str()), ("only", only)]);
        // One goal is looked at by itself.
        let page = |goals: &[GoalId], only: &str| match goals {
            [goal] => format!("/goals/{goal}"),
            _ => goals_of(only),
        };
        let stuck: Vec<Wait> = place.needs.iter().filter_map(|need| self.stuck(need)).collect();
        let more = stuck.len().saturating_sub(NAMED);
        let more = (more > 0).then(|| Wait::MoreStuck { href: goals_of("stuck"), count: more });
        let others = place.needs.iter().filter_map(|need| match need {
            Need::Stuck { .. } => None,
            Need::TakeOver { key, left, .. } => Some(Wait::TakeOver {
                cycle: key.cycle.to_string(),
                person: key.person.to_string(),
                to: reader.to_string(),
                left: self.actor.seen().directory.person(*left).map(|left| left.name.to_string()).unwrap_or_default(),
            }),
            Need::Review { key, step, due, late } => {
                let href = if *step == Step::Sign { key.plan_page(reader) } else { key.page(reader) };
                Some(Wait::Review { href, step: *step, due: moment::day(*due, self.today), late: *late })
            }
            Need::Agree { goals } => Some(Wait::Agree { href: page(goals, "waiting"), count: goals.len() }),
            Need::Quiet { goals } => {
                let longest = goals.first().and_then(|id| self.goals.tree.get(*id))?;
                let days = self.days_since(longest.checked.unwrap_or(longest.created));
                Some(Wait::Quiet { href: page(goals, ""), count: goals.len(), days })
            }
        });
        stuck.into_iter().take(NAMED).chain(more).chain(others).collect()
    }

    fn stuck(&self, need: &Need) -> Option<Wait> {
        let Need::Stuck { goal, since } = need else { return None };
        let title = self.goals.tree.get(*goal)?.terms.title.to_string();
        Some(Wait::Stuck { id: goal.to_string(), title, days: self.days_since(*since) })
    }

    /// How many days ago something was, where the reader is.
    fn days_since(&self, at: Timestamp) -> i64 {
        let day = |at: Timestamp| at.to_zoned(self.zone.clone()).date();
        day(self.now).duration_since(day(at)).as_hours() / 24
    }

    fn review(&self, review: &Review) -> ReviewLine {
        let due = Side::BOTH.into_iter().filter_map(|side| review.due(side)).min();
        ReviewLine {
            href: review.key.page(self.actor.id()),
            stage: review.stage(),
            due: due.map(|due| moment::day(due, self.today)),
            late: review.is_late(self.today),
        }
    }

    /// The newest plan of a person that there is to read.
    fn plan(&self, person: PersonId) -> Option<(String, PlanStands)> {
        self.reviews.shelf.of_person(person).into_iter().find_map(|review| {
            access::plan_reader(self.actor, review)?;
            let stands = match review.plan {
                PlanStage::Open if review.stage() == Stage::Talk => PlanStands::Open,
                PlanStage::Open => return None,
                PlanStage::SignedBy(side) if review.side_of(self.actor.id()) == Some(side) => PlanStands::SignedByReader,
                PlanStage::SignedBy(_) => PlanStands::SignedByPerson,
                PlanStage::Signed { at, amending } => {
                    PlanStands::Signed { day: moment::day(at.to_zoned(self.zone.clone()).date(), self.today), amending }
                }
            };
            Some((review.key.plan_page(self.actor.id()), stands))
        })
    }
}
