//! What the home page shows.

use crate::{
    failure::{Failure, Nothing},
    goals::Line,
    health::Brief,
    parts::PersonRow,
    people::Named,
    workshops::Running,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    crate::{
        goals::{is_due, line, tally, waits_for_me},
        health::brief,
        moment,
        server::{self, Server},
        workshops::running,
    },
    jiff::{ToSpan, civil::Date},
    std::sync::Arc,
    store::{
        Store, StoreError,
        access::{self, Actor},
        health,
        home::TeamAndPeople,
        survey::Surveys,
    },
    waymark::{
        goal::{Goal, Level},
        review::{PeerState, Review, Side, Stage},
        survey::Mode,
        team::Team,
    },
};

/// Something that waits for the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Waiting {
    /// A workshop in which the reader has a part goes on.
    Workshop(Running),
    /// A survey takes the reader's answers.
    Survey {
        /// Which.
        id: String,
        /// What it is called.
        name: String,
        /// How long it takes.
        minutes: u32,
        /// Until when, in the reader's zone.
        until: String,
        /// Whether they have begun.
        begun: bool,
        /// Whether answers carry names: then those who have answered are known, and it waits no more.
        named: bool,
    },
    /// The results of a survey came out lately.
    Results {
        /// Of which.
        id: String,
        /// What it is called.
        name: String,
    },
    /// A goal of the reader's is due soon, or was.
    Goal {
        /// Which.
        id: String,
        /// What it is called.
        title: String,
        /// When, as the reader says it.
        due: String,
        /// Whether that has passed.
        overdue: bool,
    },
    /// A personal review waits for the reader, as one of its sides.
    Review {
        /// Its page.
        href: String,
        /// Of whom; nobody where it is the reader's own.
        whose: Option<String>,
        /// What comes next.
        step: ReviewStep,
        /// By when, as the reader says it.
        due: String,
        /// Whether that has passed.
        overdue: bool,
    },
    /// Several reviews of others wait for the reader.
    Reviews {
        /// How many.
        count: usize,
        /// By when the first of them, as the reader says it.
        due: String,
        /// Of how many that has passed.
        overdue: usize,
    },
    /// The reader was asked about somebody's work.
    Input {
        /// The page on which they answer.
        href: String,
        /// About whom.
        whose: String,
        /// Who asks.
        by: String,
        /// By when, as the reader says it.
        due: String,
        /// Whether that has passed.
        overdue: bool,
    },
    /// Goals wait for the reader to agree.
    Agree {
        /// How many.
        count: usize,
    },
    /// It is a week since the reader said how these goals go.
    CheckIn {
        /// How many.
        count: usize,
    },
    /// An administrator is alone in the installation.
    InviteColleagues,
    /// People were invited and have not come yet.
    OpenInvitations {
        /// How many.
        count: usize,
    },
    /// Times show in the organisation's zone because the reader chose none.
    ChooseTimeZone {
        /// The organisation's.
        zone: String,
    },
}

/// What comes next in a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReviewStep {
    /// Beginning to write.
    Begin,
    /// Writing on, and sharing.
    Write,
    /// Talking, agreeing on goals, writing the plan.
    Talk,
    /// Signing the plan, which the other side signed.
    Sign,
}

/// A team's people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamCard {
    /// Which team.
    pub id: String,
    /// The team's name.
    pub name: String,
    /// Its members by name.
    pub people: Vec<PersonRow>,
}

/// The home page's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeData {
    /// The organisation's name.
    pub organisation: String,
    /// What waits.
    pub waiting: Vec<Waiting>,
    /// The reader's home team.
    pub team: Option<TeamCard>,
    /// Who the reader reports to; nobody, for the root.
    pub manager: Option<Named>,
    /// Their time zone.
    pub time_zone: String,
    /// The other teams that they lead.
    pub leads: Vec<TeamCard>,
    /// Who reports to them.
    pub reports: Vec<PersonRow>,
    /// Their goals that are under way.
    pub goals: Vec<Line>,
    /// The last reviews of their team, of those that they lead, and of the company.
    pub reviews: Vec<Brief>,
}

#[cfg(feature = "ssr")]
impl TeamCard {
    fn of(team: &TeamAndPeople) -> Self {
        Self {
            id: team.team.id.to_string(),
            name: team.team.name.to_string(),
            people: team.people.iter().map(|person| PersonRow::of(person, team.team.lead)).collect(),
        }
    }
}

/// How many days ahead a goal that is due waits for who answers for it.
#[cfg(feature = "ssr")]
const SOON: i64 = 7;

/// The most teams whose last review the page shows.
#[cfg(feature = "ssr")]
const REVIEWS: usize = 6;

#[cfg(feature = "ssr")]
fn waits(goal: &Goal, today: Date) -> Option<Waiting> {
    (goal.terms.due <= today.saturating_add(SOON.days())).then(|| Waiting::Goal {
        id: goal.id.to_string(),
        title: goal.terms.title.to_string(),
        due: moment::day(goal.terms.due, today),
        overdue: goal.is_overdue(today),
    })
}

/// The last reviews of these teams, and of the company.
#[cfg(feature = "ssr")]
async fn reviews(store: &Store, surveys: &Surveys, actor: &Actor, teams: &[&Team]) -> Result<Vec<Brief>, StoreError> {
    let mut levels = vec![Level::Company];
    levels.extend(teams.iter().map(|team| Level::Team(team.id)));
    let goals = store::goal::of_levels(store, &levels).await?;
    let actions = |level: Level| tally(store, actor, goals.iter().filter(|goal| goal.level == level));
    let mut briefs = Vec::new();
    for team in teams {
        if briefs.len() == REVIEWS {
            break;
        }
        let history = health::of_team(store, surveys, actor, team.id).await?;
        if !history.held.is_empty() {
            let actions = actions(Level::Team(team.id));
            briefs.push(brief(&history, format!("/teams/{}", team.id), Some(team.name.as_str()), &actions));
        }
    }
    let history = health::of_company(store, surveys, actor).await?;
    if !history.held.is_empty() {
        briefs.push(brief(&history, "/company".to_owned(), None, &actions(Level::Company)));
    }
    Ok(briefs)
}

/// Reviews that wait for the actor, each with its day: their own, those of others that they hold, and those in which they were asked as a peer.
#[cfg(feature = "ssr")]
async fn reviews_waiting(actor: &Actor, store: &Store, surveys: &Surveys) -> Result<Vec<(Date, Waiting)>, StoreError> {
    let all = store::review::all(store).await?;
    let (directory, today) = (&actor.seen().directory, actor.seen().day(store.now()));
    let is_open = |review: &&&Arc<Review>| surveys.cycles().any(|cycle| cycle.id == review.key.cycle && !cycle.closed);
    let name = |id| directory.person(id).map(|person| person.name.to_string()).unwrap_or_default();
    let waits = |review: &Arc<Review>, side: Side| {
        let due = review.due(side)?;
        let step = match review.stage() {
            Stage::Prepare | Stage::Share(_) if *review.begun.of(side) => ReviewStep::Write,
            Stage::Prepare | Stage::Share(_) => ReviewStep::Begin,
            Stage::Talk | Stage::Signed => ReviewStep::Talk,
            Stage::Sign(_) => ReviewStep::Sign,
        };
        let waiting = Waiting::Review {
            href: review.key.page(actor.id()),
            whose: (side == Side::Manager).then(|| name(review.key.person)),
            step,
            due: moment::day(due, today),
            overdue: due < today,
        };
        Some((due, waiting))
    };
    let own = all.shelf.of_person(actor.id());
    let mut waiting: Vec<(Date, Waiting)> = own.iter().filter(is_open).filter_map(|review| waits(review, Side::Own)).collect();
    let held = all.shelf.held_by(actor.id());
    let held: Vec<(Date, Waiting)> = held.iter().filter(is_open).filter_map(|review| waits(review, Side::Manager)).collect();
    match held.iter().map(|(day, _)| *day).min() {
        Some(first) if held.len() > 1 => {
            let overdue = held.iter().filter(|(day, _)| *day < today).count();
            waiting.push((first, Waiting::Reviews { count: held.len(), due: moment::day(first, today), overdue }));
        }
        _ => waiting.extend(held),
    }
    for review in all.shelf.asking(actor.id()).iter().filter(is_open) {
        let asked = review.peer(actor.id()).filter(|peer| peer.state == PeerState::Asked && !review.is_signed());
        let Some(asked) = asked else { continue };
        let due = review.dates.prepare;
        let waits = Waiting::Input {
            href: review.key.input_page(),
            whose: name(review.key.person),
            by: name(asked.by),
            due: moment::day(due, today),
            overdue: due < today,
        };
        waiting.push((due, waits));
    }
    Ok(waiting)
}

/// How many goals it is time to say something of, and how many wait for the actor to agree.
#[cfg(feature = "ssr")]
async fn goals_waiting(actor: &Actor, store: &Store) -> Result<(usize, usize), StoreError> {
    let goals = store::goal::all(store).await?;
    let (now, reach) = (store.now(), access::reach(store, actor));
    let check = goals.tree.owned_by(actor.id()).filter(|goal| goal.is_planned() && is_due(goal, now)).count();
    // Goals of who reports to them, of teams that these or they lead, and their own.
    let roles = access::roles(store, actor);
    let people = roles.manages.iter().map(|manages| manages.report()).chain([actor.id()]);
    let (people, led): (Vec<_>, Vec<_>) =
        people.map(|id| (Level::Person(id), actor.seen().directory.led_by(id).to_vec())).unzip();
    let teams = roles.leads.iter().map(|lead| lead.team()).chain(led.into_iter().flatten());
    let mut levels: Vec<Level> = people.into_iter().chain(teams.map(Level::Team)).chain([Level::Company]).collect();
    levels.sort_unstable();
    levels.dedup();
    let of_levels = levels.iter().flat_map(|level| goals.tree.of_level(*level));
    Ok((check, of_levels.filter(|goal| waits_for_me(&reach, goal)).count()))
}

/// What the home page shows.
#[server(prefix = "/fn", endpoint = "home/show", input = GetUrl)]
pub async fn home() -> Result<HomeData, Failure<Nothing>> {
    let (actor, store) = (server::actor().await?, &Server::here().store);
    let home = store::home::read(store, &actor).await.map_err(server::internal)?;
    let now = store.now();
    let today = actor.seen().day(now);
    let zone = moment::zone_of(&actor);
    let asked = home.asked.iter().map(|asked| {
        let survey = &asked.survey;
        let waiting = Waiting::Survey {
            id: survey.id.to_string(),
            name: survey.contract.name.clone(),
            minutes: survey.form.minutes(),
            until: moment::said(survey.contract.closes, now, &zone),
            begun: asked.begun,
            named: survey.contract.mode == Mode::Open,
        };
        (survey.contract.closes.to_zoned(zone.clone()).date(), waiting)
    });
    let due = home.goals.iter().filter_map(|goal| Some((goal.terms.due, waits(goal, today)?)));
    let surveys = store::survey::all(store).await.map_err(server::internal)?;
    let in_reviews = reviews_waiting(&actor, store, &surveys).await.map_err(server::internal)?;
    // By their day; of one day the survey first.
    let mut dated: Vec<(Date, Waiting)> = asked.chain(in_reviews).chain(due).collect();
    dated.sort_by_key(|(day, _)| *day);
    let results =
        home.results.iter().map(|survey| Waiting::Results { id: survey.id.to_string(), name: survey.contract.name.clone() });
    let (check, agree) = goals_waiting(&actor, store).await.map_err(server::internal)?;
    let others = [
        (agree > 0).then_some(Waiting::Agree { count: agree }),
        (check > 0).then_some(Waiting::CheckIn { count: check }),
        home.is_alone.then_some(Waiting::InviteColleagues),
        home.open_invitations.filter(|count| *count > 0).map(|count| Waiting::OpenInvitations { count }),
        actor.person().time_zone.is_none().then(|| Waiting::ChooseTimeZone { zone: home.organisation.time_zone.to_string() }),
    ];
    let workshops = store::workshop::all(store).await.map_err(server::internal)?;
    let going_on = running(store, &workshops, &actor).into_iter().map(Waiting::Workshop);
    let teams: Vec<&Team> = home.team.iter().chain(&home.leads).map(|team| &*team.team).collect();
    let reviews = reviews(store, &surveys, &actor, &teams).await.map_err(server::internal)?;
    Ok(HomeData {
        organisation: home.organisation.name,
        waiting: going_on
            .chain(dated.into_iter().map(|(_, waiting)| waiting))
            .chain(results)
            .chain(others.into_iter().flatten())
            .collect(),
        manager: home.manager.map(|manager| Named { id: manager.id.to_string(), name: manager.name.to_string() }),
        time_zone: actor.person().time_zone.as_ref().unwrap_or(&home.organisation.time_zone).to_string(),
        team: home.team.as_ref().map(TeamCard::of),
        leads: home.leads.iter().map(TeamCard::of).collect(),
        reports: home.reports.iter().map(|person| PersonRow::of(person, None)).collect(),
        goals: home.goals.iter().map(|goal| line(store, &actor, &surveys, &workshops, goal)).collect(),
        reviews,
    })
}
