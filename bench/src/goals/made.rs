//! Goals of a made-up organisation, made in this process: objectives of the company, its teams and its people, what moves these, and how it
//! went for some weeks.

use super::CLIENTS;
use crate::{report::count, scale::Scale, surveys::administrator};
use anyhow::{Context, Error, Result, ensure};
use jiff::{SignedDuration, Timestamp, civil::Date};
use std::{
    collections::{BTreeMap, HashMap},
    fmt::Debug,
    sync::Arc,
};
use store::{
    Store,
    access::{self, Actor, Steward, Tending},
    demo::{
        goals::{amount, milestones, towards},
        reviews,
        simulated::LEAD,
    },
    directory::{self, Snapshot},
    goal::{self, Seen},
};
use waymark::{
    CycleId, Email, GoalId, PersonId, TeamId,
    goal::{
        Alignment, Amount, Event, Goal, Kind, Learning, Level, Link, Measure, Path, Scale as Numbers, Status, Terms, Title, Verb,
        Wanted,
    },
};

/// How many goals one transaction takes.
const TOGETHER: usize = 250;

/// Objectives of the company, of each team and of each person, and key results of each that is not a person's.
const OF_COMPANY: usize = 4;
const OF_TEAM: usize = 2;
const OF_PERSON: usize = 2;
const KEY_RESULTS: usize = 3;

/// What else people set out to do, one after the other until there are as many goals as are wanted.
const ELSE: [Kind; 6] = [Kind::KeyResult, Kind::KeyResult, Kind::Learning, Kind::KeyResult, Kind::Commitment, Kind::Kpi];

/// How long ago goals are made: longer than all takes that happens to them.
pub const BEFORE: SignedDuration = SignedDuration::from_hours(24 * 30);

/// From their being made to the first word, and to the next.
const FIRST: SignedDuration = SignedDuration::from_hours(24 * 2);
const NEXT: SignedDuration = SignedDuration::from_hours(24 * 9);

/// Between what happens to a goal with a history.
const BETWEEN: SignedDuration = SignedDuration::from_mins(5);

/// How many events the goal has that many look at, and what is between three of them and the next.
const WATCHED: u32 = 121;
const BETWEEN_WATCHED: SignedDuration = SignedDuration::from_hours(6);

/// How many people a goal is handed among.
const OWNERS: usize = 3;

fn failed(what: impl Debug) -> Error {
    Error::msg(format!("a goal could not be made: {what:?}"))
}

fn contributes(goal: GoalId, weight: u8) -> Alignment {
    Alignment { goal, link: Link::Contributes { weight } }
}

/// Makes goals of the half-year that is under way, each by who is above who answers for it.
pub struct Maker<'a> {
    store: &'a Store,
    seen: Arc<Snapshot>,
    actors: HashMap<PersonId, Actor>,
    cycle: CycleId,
    starts: Date,
    ends: Date,
    /// How many were thought of.
    number: usize,
    /// How many were made.
    count: usize,
}

impl<'a> Maker<'a> {
    /// Makes the cycle.
    pub async fn new(store: &'a Store) -> Result<Self> {
        let by = administrator(store).await?;
        let seen = directory::read(store).await?;
        // The store's clock may stand in the half-year before.
        let (name, starts, ends) = reviews::half_year(seen.day(Timestamp::now()));
        let cycle = reviews::cycle(store, &by, &name, starts, ends).await?;
        Ok(Self { store, seen, actors: HashMap::new(), cycle, starts, ends, number: 0, count: 0 })
    }

    /// The organisation.
    pub fn seen(&self) -> &Snapshot {
        &self.seen
    }

    /// The last day of the cycle, on which all goals are due.
    pub fn ends(&self) -> Date {
        self.ends
    }

    /// Who reports to nobody: they tend all goals.
    pub fn root(&self) -> Result<PersonId> {
        self.seen.directory.roots().first().copied().context("nobody is at the top")
    }

    /// Who has this address.
    pub fn person(&self, address: &str) -> Result<PersonId> {
        let email: Email = address.parse().map_err(|_| failed(address))?;
        self.seen.directory.by_email(&email).with_context(|| format!("nobody is {address}"))
    }

    /// The address of somebody.
    pub fn address(&self, person: PersonId) -> Result<String> {
        let email = self.seen.directory.person(person).and_then(|person| person.email.as_ref());
        Ok(email.context("they have no address")?.to_string())
    }

    /// The lead who is known by their address, and their team.
    pub fn lead(&self) -> Result<(PersonId, TeamId)> {
        let lead = self.person(LEAD)?;
        let team = self.seen.directory.person(lead).and_then(|lead| lead.team).context("the lead has no team")?;
        Ok((lead, team))
    }

    async fn actor(&mut self, person: PersonId) -> Result<Actor> {
        if let Some(actor) = self.actors.get(&person) {
            return Ok(actor.clone());
        }
        let actor = access::actor(self.store, person).await?.context("somebody is gone")?;
        self.actors.insert(person, actor.clone());
        Ok(actor)
    }

    /// What one more goal is to be: a proposal.
    pub fn wanted(&mut self, kind: Kind, level: Level, parent: Option<Alignment>) -> Result<Wanted> {
        self.number += 1;
        let number = self.number;
        let (owner, _) = access::parties(&self.seen.directory, level);
        let about = if number.is_multiple_of(3) { ABOUT } else { "" };
        let learning = Learning { path: Path::Certification, provider: "Linux Foundation".to_owned(), expires: None };
        let terms = Terms {
            about: about.to_owned(),
            measure: measure(kind, number),
            learning: (kind == Kind::Learning).then_some(learning),
            ..Terms::new(Title::new(&title(kind, number))?, self.starts, self.ends)
        };
        let wanted = Wanted::new(kind, level, owner.context("nobody answers for it")?, terms);
        Ok(Wanted { proposal: true, parent, cycle: Some(self.cycle), open: number.is_multiple_of(4), ..wanted })
    }

    /// Makes all of these, many in one transaction.
    pub async fn make(&mut self, wanted: &[Wanted]) -> Result<Vec<Arc<Goal>>> {
        let mut made = Vec::with_capacity(wanted.len());
        for together in wanted.chunks(TOGETHER) {
            let mut all: Vec<(Steward, Wanted)> = Vec::with_capacity(together.len());
            for one in together {
                let (_, manager) = access::parties(&self.seen.directory, one.level);
                let actor = self.actor(manager.context("nobody agrees to it")?).await?;
                let steward = access::steward(self.store, &actor, one.level).context("it is not theirs to make")?;
                all.push((steward, one.clone()));
            }
            made.extend(goal::create_all(self.store, &all).await.map_err(failed)?);
        }
        self.count += made.len();
        Ok(made)
    }

    /// Lets who answers for each do this, many in one transaction. One thing at least has to be new in each.
    pub async fn act(&mut self, wanted: &[(Arc<Goal>, Vec<Verb>)]) -> Result<()> {
        for together in wanted.chunks(TOGETHER) {
            let mut all: Vec<(Tending, Seen, Vec<Verb>)> = Vec::with_capacity(together.len());
            for (goal, verbs) in together {
                let actor = self.actor(goal.owner).await?;
                let tending = access::tending(self.store, &actor, goal).context("it is not theirs to tend")?;
                all.push((tending, Seen::All(goal.sequence), verbs.clone()));
            }
            goal::act_all(self.store, &all).await.map_err(failed)?;
        }
        Ok(())
    }

    /// Lets who answers for each agree, where that is waited for.
    pub async fn agree(&mut self, goals: &[Arc<Goal>]) -> Result<()> {
        let waiting = goals.iter().filter(|goal| goal.agreement.waits_for().owner);
        let waiting: Vec<_> = waiting.map(|goal| (Arc::clone(goal), vec![Verb::Agree])).collect();
        self.act(&waiting).await
    }

    /// These as they are now, in their order.
    pub async fn now(&self, goals: &[Arc<Goal>]) -> Result<Vec<Arc<Goal>>> {
        let all = goal::all(self.store).await?;
        goals.iter().map(|goal| all.tree.get(goal.id).cloned().context("a goal is gone")).collect()
    }

    /// Objectives of the company; of teams, which move those of the team above; of people, which move their team's. What moves the first two.
    /// Then what else people set out to do, until there are so many goals.
    async fn organisation(&mut self, goals: usize) -> Result<Vec<Arc<Goal>>> {
        let seen = Arc::clone(&self.seen);
        let directory = &seen.directory;
        let mut made = Vec::new();
        let objectives = |of: &[Arc<Goal>]| of.iter().map(|goal| goal.id).collect::<Vec<GoalId>>();
        let wanted: Result<Vec<Wanted>> = (0..OF_COMPANY).map(|_| self.wanted(Kind::Objective, Level::Company, None)).collect();
        let of_company = self.make(&wanted?).await?;
        let company = objectives(&of_company);
        made.extend(of_company);

        let deepest = directory.teams().iter().map(|row| row.depth).max().unwrap_or_default();
        let mut teams: BTreeMap<TeamId, Vec<GoalId>> = BTreeMap::new();
        for depth in 0..=deepest {
            let level: Vec<TeamId> = directory.teams().iter().filter(|row| row.depth == depth).map(|row| row.id).collect();
            let mut wanted = Vec::new();
            for team in &level {
                let above = directory.team_path(*team).into_iter().rev().find_map(|above| teams.get(&above));
                let above = above.unwrap_or(&company);
                for at in 0..OF_TEAM {
                    let parent = contributes(above[at % above.len()], 1);
                    wanted.push(self.wanted(Kind::Objective, Level::Team(*team), Some(parent))?);
                }
            }
            let of_teams = self.make(&wanted).await?;
            for (team, goals) in level.iter().zip(of_teams.chunks(OF_TEAM)) {
                teams.insert(*team, objectives(goals));
            }
            made.extend(of_teams);
        }

        let mut wanted = Vec::new();
        let of_teams = teams.iter().map(|(team, of)| (Level::Team(*team), of));
        for (level, of) in [(Level::Company, &company)].into_iter().chain(of_teams) {
            for objective in of {
                for weight in (1_u8..).take(KEY_RESULTS) {
                    wanted.push(self.wanted(Kind::KeyResult, level, Some(contributes(*objective, weight)))?);
                }
            }
        }
        made.extend(self.make(&wanted).await?);

        let mut wanted = Vec::new();
        for person in directory.people() {
            let team = directory.person(*person).and_then(|person| person.team);
            let above = team.and_then(|team| teams.get(&team)).unwrap_or(&company);
            for at in 0..OF_PERSON {
                let parent = contributes(above[at % above.len()], 1);
                wanted.push(self.wanted(Kind::Objective, Level::Person(*person), Some(parent))?);
            }
        }
        let of_people = self.make(&wanted).await?;
        let people: Vec<(PersonId, Vec<GoalId>)> =
            directory.people().iter().copied().zip(of_people.chunks(OF_PERSON).map(objectives)).collect();
        made.extend(of_people);

        let left = goals.saturating_sub(self.count);
        let else_wanted = (0..).flat_map(|round: usize| people.iter().map(move |(person, of)| (round, *person, of)));
        let mut wanted = Vec::with_capacity(left);
        for (round, person, of) in else_wanted.take(left) {
            let (kind, objective) = (ELSE[round % ELSE.len()], of[round % OF_PERSON]);
            let parent = match kind {
                Kind::KeyResult => contributes(objective, 1),
                _ => Alignment { goal: objective, link: Link::Supports },
            };
            wanted.push(self.wanted(kind, Level::Person(person), Some(parent))?);
        }
        made.extend(self.make(&wanted).await?);
        Ok(made)
    }

    /// Lets things happen to a goal, each at a time of its own, until it has so many events.
    async fn lengthen(&mut self, goal: &Arc<Goal>, length: u32, between: SignedDuration) -> Result<Arc<Goal>> {
        let actor = self.actor(goal.owner).await?;
        let mut goal = Arc::clone(goal);
        for number in 0_i64.. {
            let left = usize::try_from(length.saturating_sub(goal.sequence))?;
            if left == 0 {
                break;
            }
            self.store.clock().advance(between);
            let tending = access::tending(self.store, &actor, &goal).context("it is not theirs to tend")?;
            let verbs = [
                Verb::Value(Amount::whole(1 + number)),
                Verb::Confidence(Some(u8::try_from(number % 10)?)),
                Verb::Note(format!("Check {number}: measured where the passenger stands, not at our edge.")),
            ];
            let verbs = &verbs[..left.min(verbs.len())];
            goal = goal::act(self.store, &tending, Seen::All(goal.sequence), verbs).await.map_err(failed)?;
        }
        ensure!(goal.sequence == length, "it has {} events instead of {length}", goal.sequence);
        Ok(goal)
    }

    /// A goal of the lead's team that the lead answers for: agreed, or free.
    async fn of_lead(&mut self, title: &str, proposal: bool) -> Result<Arc<Goal>> {
        let (_, team) = self.lead()?;
        let wanted = self.wanted(Kind::Commitment, Level::Team(team), None)?;
        let terms = Terms { title: Title::new(title)?, measure: Some(towards("passengers", "0", "1000000")), ..wanted.terms };
        let made = self.make(&[Wanted { proposal, terms, ..wanted }]).await?;
        self.agree(&made).await?;
        self.now(&made).await?.into_iter().next().context("it was not made")
    }
}

/// A goal with a history.
pub struct History {
    /// Which.
    pub goal: GoalId,
    /// What it is called.
    pub title: String,
    /// What happened to it.
    pub events: Vec<Event>,
}

/// Somebody who edits goals of their own.
pub struct Own {
    /// What they sign in with.
    pub address: String,
    /// Their key results, with how many events each has.
    pub goals: Vec<(GoalId, u32)>,
}

/// What was made.
pub struct Made {
    /// How many goals.
    pub goals: usize,
    /// How many events they have together.
    pub events: u64,
    /// Those with a history.
    pub histories: Vec<History>,
    /// Two goals that several edit at once, with how many events each has: the lead tends them, and nobody has to agree.
    pub shared: [(GoalId, u32); 2],
    /// Those to whom one may be handed, as a field names them.
    pub owners: Vec<String>,
    /// People who edit goals of their own.
    pub own: Vec<Own>,
    /// The address of who sees all of everything.
    pub root: String,
    /// The organisation's day.
    pub today: Date,
}

/// Makes all of it, in a store whose clock stands [`BEFORE`] now.
pub async fn make(store: &Store, scale: &Scale) -> Result<Made> {
    let mut maker = Maker::new(store).await?;
    let (lead, team) = maker.lead()?;
    let mut long = Vec::new();
    for length in scale.histories {
        let title = format!("Goal of {} events", count(length.into()));
        long.push((maker.of_lead(&title, true).await?, length, title));
    }
    let each = maker.of_lead("Edited by eight, a field each", false).await?;
    let same = maker.of_lead("Edited by eight, all the same", false).await?;
    let made = maker.organisation(scale.goals).await?;
    ensure!(maker.count == scale.goals, "{} goals were made, not {}", maker.count, scale.goals);
    for (round, later) in [FIRST, NEXT].into_iter().enumerate() {
        store.clock().advance(later);
        let now = maker.now(&made).await?;
        let said = |(place, goal): (usize, Arc<Goal>)| (Arc::clone(&goal), said(&goal, place, round));
        maker.act(&now.into_iter().enumerate().map(said).collect::<Vec<_>>()).await?;
    }
    let mut histories = Vec::new();
    for (goal, length, title) in long {
        let goal = maker.lengthen(&goal, length, BETWEEN).await?;
        let actor = maker.actor(lead).await?;
        let reader = access::goal_reader(store, &actor, &goal).context("the lead does not see it")?;
        let events = goal::since(store, &reader, 0).await?;
        ensure!(Goal::replay(&events).as_ref() == Ok(&*goal), "a goal is not what its events make of it");
        histories.push(History { goal: goal.id, title, events });
    }
    let all = goal::all(store).await?;
    let directory = &maker.seen().directory;
    let own_of = |person: &PersonId| {
        // One in a hundred has none.
        let address = maker.address(*person).ok()?;
        let is_key_result = |goal: &&Arc<Goal>| goal.kind == Kind::KeyResult && goal.level == Level::Person(*person);
        let goals: Vec<_> = all.tree.owned_by(*person).filter(is_key_result).map(|goal| (goal.id, goal.sequence)).collect();
        (!goals.is_empty()).then_some(Own { address, goals })
    };
    Ok(Made {
        goals: all.tree.all().count(),
        events: all.tree.all().map(|goal| u64::from(goal.sequence)).sum(),
        histories,
        shared: [(each.id, each.sequence), (same.id, same.sequence)],
        owners: directory.members(team).iter().take(OWNERS).map(|person| directory.label(*person)).collect(),
        own: directory.people().iter().filter_map(own_of).take(CLIENTS.iter().sum()).collect(),
        root: maker.address(maker.root()?)?,
        today: maker.seen().day(Timestamp::now()),
    })
}

/// A goal that many look at.
#[derive(Clone, Debug)]
pub struct Watched {
    /// Which: a key result of the company, all of which everybody sees.
    pub goal: GoalId,
    /// What it is called.
    pub title: String,
    /// The address of who edits it.
    pub owner: String,
    /// The addresses of all others.
    pub people: Vec<String>,
}

/// Makes the goals of an organisation and one more that many look at, in a store whose clock stands [`BEFORE`] now.
pub async fn watched(store: &Store, scale: &Scale) -> Result<Watched> {
    let mut maker = Maker::new(store).await?;
    let made = maker.organisation(scale.goals).await?;
    store.clock().advance(FIRST);
    let now = maker.now(&made).await?;
    let said = |(place, goal): (usize, Arc<Goal>)| (Arc::clone(&goal), said(&goal, place, 0));
    maker.act(&now.into_iter().enumerate().map(said).collect::<Vec<_>>()).await?;
    let objective = made.first().context("there is no goal")?.id;
    let wanted = maker.wanted(Kind::KeyResult, Level::Company, Some(contributes(objective, 1)))?;
    let title = Title::new("Looked at by many")?;
    let terms = Terms { title: title.clone(), measure: Some(towards("passengers", "0", "1000")), ..wanted.terms };
    let one = maker.make(&[Wanted { proposal: false, terms, ..wanted }]).await?;
    maker.agree(&one).await?;
    let one = maker.now(&one).await?.into_iter().next().context("it was not made")?;
    let goal = maker.lengthen(&one, WATCHED, BETWEEN_WATCHED).await?;
    let others = maker.seen().directory.people().iter().filter(|person| **person != goal.owner);
    Ok(Watched {
        goal: goal.id,
        title: title.as_str().to_owned(),
        owner: maker.address(goal.owner)?,
        people: others.filter_map(|person| maker.address(*person).ok()).collect(),
    })
}

/// What is said of a goal, in the first round or the second: that it is agreed to, how far it is, how sure its owner is, a word.
fn said(goal: &Goal, place: usize, round: usize) -> Vec<Verb> {
    let mut verbs = Vec::new();
    // A few stay proposals.
    if goal.agreement.waits_for().owner && !place.is_multiple_of(20) {
        verbs.push(Verb::Agree);
    }
    let share = (place * 37 + round * 41) % 100;
    let value = match &goal.terms.measure {
        None => None,
        Some(Measure::Milestones { .. }) => Some(Amount::whole(if round == 0 { 1 } else { 3 })),
        Some(Measure::Within { .. }) => Some(amount(if round == 0 { "12" } else { "9" })),
        Some(measure) => measure.read(&format!("{share}%"), None).ok(),
    };
    verbs.extend(value.map(Verb::Value));
    verbs.push(Verb::Confidence(u8::try_from((place + round) % 10).ok()));
    verbs.push(match place % 7 {
        behind if behind == round => {
            Verb::Status(Status::Behind, "The supplier is three weeks late, and says so now.".to_owned())
        }
        3 if round == 1 => Verb::AskHelp("Somebody from Platform for two days.".to_owned()),
        _ => Verb::Note(NOTES[place % NOTES.len()].to_owned()),
    });
    verbs
}

/// What goals of this kind are measured by.
fn measure(kind: Kind, number: usize) -> Option<Measure> {
    let (unit, start, target) =
        [("ms", "512", "300"), ("%", "40", "95"), ("contracts", "0", "24"), ("EUR", "0", "250000"), ("days", "21", "5")]
            [number % 5];
    match kind {
        Kind::Objective => None,
        Kind::KeyResult | Kind::Commitment => Some(towards(unit, start, target)),
        Kind::Learning => Some(milestones(&["Fundamentals", "Exercises", "Mock exam", "Exam"])),
        Kind::Kpi => {
            let scale = Numbers::Number { unit: "a month".to_owned() };
            Some(Measure::Within { scale, low: None, high: Some(amount("10")) })
        }
    }
}

fn title(kind: Kind, number: usize) -> String {
    let words = match kind {
        Kind::Objective => {
            ["Operators trust us with their busiest day", "Changes reach passengers within a week", "People stay, and say why"]
        }
        Kind::KeyResult => {
            ["Checkout p95 under 300 ms", "Renewals signed before the timetable change", "Night releases without a call"]
        }
        Kind::Kpi => ["Incidents that reached passengers", "Pages at night", "Complaints about fares"],
        Kind::Learning => ["Certified Kubernetes administrator", "Italian for the pilot in Milan", "Facilitate a retrospective"],
        Kind::Commitment => ["Two talks at the tech forum", "Mentor a newcomer", "Write down who decides what"],
    };
    format!("{} ({number})", words[number % words.len()])
}

const ABOUT: &str = "Three national operators decide next year who runs their December change. What they see of us until then \
                     is how calm their busiest day was, and how soon we said what went wrong.";

const NOTES: [&str; 4] = [
    "Two signed, three in the last round.",
    "Measured where the passenger stands, not at our edge.",
    "The load test runs on the cluster of Platform.",
    "Slower than hoped: the bank's retries hide half of it.",
];
