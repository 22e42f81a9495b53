//! Making goals: one, or the same for many people.

use super::{Ask, PlaceTyped, PlaceWrong, TermsTyped, TermsWrong};
use crate::{
    failure::{Again, Failure, Nothing},
    people::NotOne,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::goal::Refused;
#[cfg(feature = "ssr")]
use {
    super::place::Placed,
    crate::{
        failure::given_back,
        goals::shown,
        people::{chosen_person, chosen_team},
        server::{self, Server},
    },
    store::{
        access::{self, Actor, Steward},
        goal as goals,
    },
    waymark::{
        CycleId, PersonId,
        goal::{Kind, Level, Wanted},
    },
};

/// What is typed of a new goal beside its terms.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BeginTyped {
    /// What it is: as the domain's `Kind` is stored.
    pub kind: String,
    /// "me", "person", "team", "company" or "many".
    pub whose: String,
    /// Which person.
    pub person: String,
    /// Which team.
    pub team: String,
    /// Whom the same goal is given to, one a line: people, or teams with all that is within them.
    pub many: String,
    /// The cycle's id; empty for a goal with a horizon of its own.
    pub cycle: String,
}

/// Why a goal was not made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BeginWrong {
    /// Something of its terms.
    Terms(TermsWrong),
    /// The person.
    Person(NotOne),
    /// The team.
    Team(NotOne),
    /// A line of those to whom it is given.
    Many(NotOne),
    /// Nobody is named to whom it is given, or more than 500.
    Nobody,
    /// Whose it should be is not for the actor to say; who that is.
    NotYours(String),
    /// For this person a rule refuses it; all the others have none either.
    One(String, Refused),
    /// Something of its place.
    Place(PlaceWrong),
}

#[cfg(feature = "ssr")]
impl BeginWrong {
    /// A rule's refusal, with the fields that it is about.
    fn rule(why: Refused) -> Self {
        match why {
            Refused::NoParent
            | Refused::NotMoved
            | Refused::Deep
            | Refused::ManyKeyResults
            | Refused::Weight
            | Refused::ManyTags
            | Refused::NoProject => Self::Place(PlaceWrong::Rule(why)),
            why => Self::Terms(TermsWrong::Rule(why)),
        }
    }
}

/// The most people that the same goal is given to at once.
#[cfg(feature = "ssr")]
const MANY: usize = 500;

/// What a new goal is made of, beside what is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeginData {
    /// What is filled in at first.
    pub typed: BeginTyped,
    /// Its place, as it is filled in at first.
    pub place: PlaceTyped,
    /// Its terms, as they are filled in at first.
    pub terms: TermsTyped,
    /// Cycles that are open, by id and name.
    pub cycles: Vec<(String, String)>,
    /// Projects that are under way.
    pub projects: Vec<(String, String)>,
    /// Goals near to the reader that it may serve.
    pub offered: Vec<String>,
    /// Whom it may be for beside the reader: "person", "team", "company".
    pub whose: Vec<String>,
    /// What the organisation asks of goals, and how the reader's keep it.
    pub asks: Vec<Ask>,
}

/// What the form for a new goal shows: of this kind, under that goal, for whom, in which cycle.
#[server(prefix = "/fn", endpoint = "goals/form", input = GetUrl)]
pub async fn new_goal_form(
    #[server(default)] kind: String,
    #[server(default)] parent: String,
    #[server(default)] whose: String,
    #[server(default)] person: String,
    #[server(default)] cycle: String,
) -> Result<BeginData, Failure<Nothing>> {
    let (actor, store) = (server::actor().await?, &Server::here().store);
    let surveys = store::survey::all(store).await.map_err(server::internal)?;
    let all = goals::all(store).await.map_err(server::internal)?;
    let today = actor.seen().day(store.now());
    let wanted = surveys.cycles().find(|one| !one.closed && one.id.to_string() == cycle);
    let cycle = wanted.or_else(|| shown::current_cycle(&surveys, today));
    let reach = access::reach(store, &actor);
    // Of nobody else is said what their goals lack.
    let person = person.parse::<PersonId>().ok().filter(|id| reach.steward(Level::Person(*id)).is_some());
    let roles = access::roles(store, &actor);
    let may = [
        ("person", !roles.manages.is_empty() || roles.administrator.is_some()),
        ("team", !roles.leads.is_empty()),
        ("company", reach.steward(Level::Company).is_some()),
        ("many", !roles.manages.is_empty() || roles.administrator.is_some()),
    ];
    let typed = BeginTyped {
        kind: if kind.is_empty() { "objective".to_owned() } else { given_back(&kind) },
        whose: if whose.is_empty() { "me".to_owned() } else { given_back(&whose) },
        person: person.map(|id| actor.seen().directory.label(id)).unwrap_or_default(),
        cycle: cycle.map(|cycle| cycle.id.to_string()).unwrap_or_default(),
        ..BeginTyped::default()
    };
    let named = parent.parse().ok().and_then(|id| all.tree.get(id));
    let named = named.filter(|goal| reach.reader(goal).is_some_and(access::GoalReader::sees_all));
    let place = PlaceTyped {
        parent: named.map(|goal| shown::named(&reach, &actor, &all, goal)).unwrap_or_default(),
        link: "contributes".to_owned(),
        weight: "1".to_owned(),
        ..PlaceTyped::default()
    };
    let terms = TermsTyped {
        starts: today.to_string(),
        due: cycle.map(|cycle| cycle.dates.ends.to_string()).unwrap_or_default(),
        measure: if kind == "key_result" { "number".to_owned() } else { "none".to_owned() },
        ..TermsTyped::default()
    };
    let objective = named.map(|goal| &**goal).filter(|goal| goal.kind == Kind::Objective);
    Ok(BeginData {
        typed,
        place,
        terms,
        cycles: shown::open_cycles(&surveys),
        projects: shown::open_projects(&actor),
        offered: shown::offered(&reach, &actor, &all, None),
        whose: may.into_iter().filter(|(_, may)| *may).map(|(word, _)| word.to_owned()).collect(),
        asks: shown::asks(&all, Some(person.unwrap_or(actor.id())), cycle.map(|cycle| cycle.id), objective),
    })
}

/// Whom a line names: a person, or everybody of a team and those within it.
#[cfg(feature = "ssr")]
fn line(actor: &Actor, line: &str, people: &mut Vec<PersonId>) -> Result<(), NotOne> {
    let directory = &actor.seen().directory;
    if let Some(team) = directory.team_named(line) {
        let mut teams = vec![team];
        while let Some(team) = teams.pop() {
            people.extend(directory.members(team));
            teams.extend(directory.subteams(team));
        }
        return Ok(());
    }
    people.extend(chosen_person(directory, line)?);
    Ok(())
}

/// Whose the new goals are, with the permission to make them.
#[cfg(feature = "ssr")]
fn stewards(actor: &Actor, typed: &BeginTyped) -> Result<Vec<(Steward, PersonId)>, BeginWrong> {
    let directory = &actor.seen().directory;
    let reach = access::reach(&Server::here().store, actor);
    let levels: Vec<(Level, PersonId)> = match typed.whose.as_str() {
        "person" => {
            let person = chosen_person(directory, &typed.person).map_err(BeginWrong::Person)?;
            let person = person.ok_or(BeginWrong::Person(NotOne::Empty))?;
            vec![(Level::Person(person), person)]
        }
        "team" => {
            let team = chosen_team(directory, &typed.team).map_err(BeginWrong::Team)?.ok_or(BeginWrong::Team(NotOne::Empty))?;
            let lead = access::parties(directory, Level::Team(team)).0;
            vec![(Level::Team(team), lead.unwrap_or(actor.id()))]
        }
        "company" => vec![(Level::Company, access::parties(directory, Level::Company).0.unwrap_or(actor.id()))],
        "many" => {
            let mut people = Vec::new();
            for text in typed.many.lines().map(str::trim).filter(|text| !text.is_empty()) {
                line(actor, text, &mut people).map_err(BeginWrong::Many)?;
            }
            people.sort_unstable();
            people.dedup();
            if people.is_empty() || people.len() > MANY {
                return Err(BeginWrong::Nobody);
            }
            people.into_iter().map(|person| (Level::Person(person), person)).collect()
        }
        _ => vec![(Level::Person(actor.id()), actor.id())],
    };
    let steward = |(level, owner): (Level, PersonId)| {
        let steward = reach.steward(level);
        steward.map(|steward| (steward, owner)).ok_or_else(|| BeginWrong::NotYours(shown::level_name(actor.seen(), level)))
    };
    levels.into_iter().map(steward).collect()
}

/// Makes a goal as a proposal, which who makes it agrees to for their side; or the same one for each of many. `back` is "review" where it was drafted in
/// a personal review of its cycle: it leads back there.
#[server(prefix = "/fn", endpoint = "goals/begin")]
pub async fn begin(
    goal: BeginTyped,
    #[server(default)] place: PlaceTyped,
    terms: TermsTyped,
    #[server(default)] back: String,
) -> Result<(), Failure<Again<(BeginTyped, PlaceTyped, TermsTyped), BeginWrong>>> {
    let (actor, store) = (server::actor().await?, &Server::here().store);
    let typed = (goal.given_back(), place.given_back(), terms.given_back());
    let again = |why| server::refuse(why).again(typed.clone());
    let rule = |why| again(BeginWrong::Terms(TermsWrong::Rule(why)));
    let kind: Kind = serde_json::from_value(goal.kind.as_str().into()).map_err(|_| Failure::Malformed)?;
    let cycle = match goal.cycle.trim() {
        "" => None,
        id => Some(id.parse::<CycleId>().map_err(|_| rule(Refused::NoCycle))?),
    };
    let surveys = store::survey::all(store).await.map_err(server::internal)?;
    let ends = cycle.and_then(|id| surveys.cycles().find(|cycle| cycle.id == id)).map(|cycle| cycle.dates.ends);
    let today = actor.seen().day(store.now());
    let mut read = terms.terms(Some(today), ends).map_err(|why| again(BeginWrong::Terms(why)))?;
    // The form hides what was said of learning before the kind was changed.
    if kind != Kind::Learning {
        read.learning = None;
    }
    let placed = place.read(&actor, None).await;
    let Placed { project, parent, tags } = placed.map_err(|failure| failure.map(BeginWrong::Place).again(typed.clone()))?;
    let stewards = stewards(&actor, &goal).map_err(again)?;
    let wanted = |(steward, owner): (Steward, PersonId)| {
        let wanted = Wanted::new(kind, steward.level(), owner, read.clone());
        let open = place.open && matches!(steward.level(), Level::Person(_));
        (steward, Wanted { proposal: true, parent, project, cycle, open, tags: tags.clone(), ..wanted })
    };
    let wanted: Vec<(Steward, Wanted)> = stewards.into_iter().map(wanted).collect();
    let made = server::settle(goals::create_all(store, &wanted).await).map_err(|failure| {
        let failure = failure.map(|(place, why)| match wanted.get(place) {
            Some((_, one)) if wanted.len() > 1 => BeginWrong::One(shown::name(actor.seen(), one.owner), why),
            _ => BeginWrong::rule(why),
        });
        failure.again(typed)
    })?;
    match made.as_slice() {
        [one]
            if back == "review"
                && let Some(cycle) = one.cycle =>
        {
            let key = waymark::review::ReviewKey { cycle, person: one.owner };
            leptos_axum::redirect(&format!("{}?done=drafted#next", key.page(actor.id())));
        }
        [one] => leptos_axum::redirect(&format!("/goals/{}?done=made", one.id)),
        many => leptos_axum::redirect(&format!("/goals?of=reports&done=given&count={}", many.len())),
    }
    Ok(())
}

#[cfg(feature = "ssr")]
impl BeginTyped {
    fn given_back(&self) -> Self {
        let Self { kind, whose, person, team, many, cycle } = self;
        Self {
            kind: given_back(kind),
            whose: given_back(whose),
            person: given_back(person),
            team: given_back(team),
            many: many.clone(),
            cycle: given_back(cycle),
        }
    }
}
