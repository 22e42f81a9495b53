//! Server functions that everybody reads people with.

use crate::{
    failure::{Failure, Nothing},
    parts::PersonRow,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::PersonId;
#[cfg(feature = "ssr")]
use {
    crate::{
        moment,
        server::{self, Server},
    },
    std::collections::BTreeSet,
    store::directory::Snapshot,
    waymark::{
        TeamId,
        directory::{Directory, Query, Role},
        person::Person,
    },
};

/// A name that leads to its page.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Named {
    /// Which.
    pub id: String,
    /// What it is called.
    pub name: String,
}

/// Somebody in the directory.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Card {
    /// Who.
    pub id: String,
    /// Their name.
    pub name: String,
    /// What stands for it in a circle.
    pub initials: String,
    /// What they do.
    pub title: String,
    /// Their home team.
    pub team: Option<Named>,
    /// Where they work from.
    pub location: String,
}

/// What is looked for in the directory, as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sought {
    /// Words.
    #[serde(default)]
    pub search: String,
    /// A team's id; its people and those of all teams below.
    #[serde(default)]
    pub team: String,
    /// A place.
    #[serde(default)]
    pub location: String,
    /// What they are: `leads`, `manages`, ...
    #[serde(default)]
    pub role: String,
    /// How many to skip.
    #[serde(default)]
    pub skip: u32,
}

impl Sought {
    /// Whether everybody is looked for.
    pub fn is_everybody(&self) -> bool {
        self.search.is_empty() && self.team.is_empty() && self.location.is_empty() && self.role.is_empty()
    }

    /// The address of what is sought, from `skip` on.
    pub fn address(&self, base: &str, skip: usize) -> String {
        let skip = if skip > 0 { skip.to_string() } else { String::new() };
        let fields =
            [("search", &self.search), ("team", &self.team), ("location", &self.location), ("role", &self.role), ("skip", &skip)];
        crate::parts::sought_at(base, &fields.map(|(name, value)| (name, value.as_str())))
    }
}

/// A page of the directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// How many there are on all pages.
    pub total: usize,
    /// How many the organisation has.
    pub everybody: usize,
    /// Those of this page.
    pub people: Vec<Card>,
    /// How many were skipped.
    pub skip: u32,
    /// How many a page has at most.
    pub page: usize,
    /// Every team, with how deep it lies.
    pub teams: Vec<(Named, u32)>,
    /// Every place with how many work there.
    pub locations: Vec<(String, usize)>,
}

#[cfg(feature = "ssr")]
pub(super) fn named_team(directory: &Directory, id: Option<TeamId>) -> Option<Named> {
    let team = directory.team(id?)?;
    Some(Named { id: team.id.to_string(), name: team.name.to_string() })
}

#[cfg(feature = "ssr")]
fn named_person(directory: &Directory, id: Option<PersonId>) -> Option<Named> {
    let person = directory.person(id?)?;
    Some(Named { id: person.id.to_string(), name: person.name.to_string() })
}

#[cfg(feature = "ssr")]
impl Card {
    fn of(directory: &Directory, person: &Person) -> Self {
        Self {
            id: person.id.to_string(),
            name: person.name.to_string(),
            initials: person.name.initials(),
            title: person.title.clone().unwrap_or_default(),
            team: named_team(directory, person.team),
            location: person.location.clone().unwrap_or_default(),
        }
    }
}

#[cfg(feature = "ssr")]
impl Sought {
    /// What the directory is asked. What the address says and nobody knows is left out.
    pub(super) fn query(&self, left: bool) -> Query {
        Query {
            text: self.search.clone(),
            team: self.team.parse().ok(),
            location: Some(self.location.clone()).filter(|location| !location.is_empty()),
            role: self.role.parse::<Role>().ok(),
            left,
        }
    }
}

/// The most teams that a filter offers. Where there are more, those further down are left out: a team's people are found with
/// those of the team above it, and on its own page.
#[cfg(feature = "ssr")]
const OFFERED: usize = 150;

/// The teams to filter by, from the top down as far as they are few, and the one that is chosen.
#[cfg(feature = "ssr")]
pub(super) fn teams_by_depth(directory: &Directory, chosen: &str) -> Vec<(Named, u32)> {
    let shown = |deepest: u32| directory.teams().iter().filter(move |row| row.depth <= deepest).count();
    let all = directory.teams().iter().map(|row| row.depth).max().unwrap_or(0);
    let deepest = (0..=all).take_while(|depth| *depth == 0 || shown(*depth) <= OFFERED).last().unwrap_or(0);
    let chosen: Option<TeamId> = chosen.parse().ok();
    let offered = directory.teams().iter().filter(|row| row.depth <= deepest || Some(row.id) == chosen);
    offered.filter_map(|row| Some((named_team(directory, Some(row.id))?, row.depth))).collect()
}

/// Looks people up.
#[server(prefix = "/fn", endpoint = "people/find", input = GetUrl)]
pub async fn find(sought: Sought) -> Result<Found, Failure<Nothing>> {
    let actor = server::actor().await?;
    let directory = &actor.seen().directory;
    let ids = directory.search(&sought.query(false));
    let page = store::person::PAGE;
    let shown = ids.iter().skip(sought.skip as usize).take(page).filter_map(|id| directory.person(*id));
    Ok(Found {
        total: ids.len(),
        everybody: directory.people().len(),
        people: shown.map(|person| Card::of(directory, person)).collect(),
        skip: sought.skip,
        page,
        teams: teams_by_depth(directory, &sought.team),
        locations: directory.locations().to_vec(),
    })
}

/// Somebody in the org chart.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ChartRow {
    /// Who.
    pub id: String,
    /// Their name.
    pub name: String,
    /// What stands for it in a circle.
    pub initials: String,
    /// What they do.
    pub title: String,
    /// How deep; 1 at the top.
    pub level: u32,
    /// Their place among those beside them, from 1, and how many those are.
    pub place: (usize, usize),
    /// How many report to them.
    pub reports: usize,
    /// How many are below them in all.
    pub below: usize,
    /// Whether those who report to them are shown.
    pub open: bool,
}

/// The org chart as it opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// From the top down.
    pub rows: Vec<ChartRow>,
    /// How many people there are.
    pub everybody: usize,
    /// Whether not all that is open is shown.
    pub more: bool,
    /// Who is looked for.
    pub at: Option<Named>,
}

/// The most rows of the chart that one answer has.
#[cfg(feature = "ssr")]
const CHART: usize = 1000;

/// How many rows the chart shows at first: an organisation of some 175 is then there whole.
#[cfg(feature = "ssr")]
const CHART_AT_FIRST: usize = 200;

#[cfg(feature = "ssr")]
impl ChartRow {
    fn of(directory: &Directory, row: &waymark::directory::ChartRow) -> Option<Self> {
        let person = directory.person(row.person)?;
        Some(Self {
            id: person.id.to_string(),
            name: person.name.to_string(),
            initials: person.name.initials(),
            title: person.title.clone().unwrap_or_default(),
            level: row.level,
            place: (row.place, row.siblings),
            reports: row.reports,
            below: row.below,
            open: row.open,
        })
    }
}

/// The org chart: open as far as it is short, or where it is asked to be.
#[server(prefix = "/fn", endpoint = "people/chart", input = GetUrl)]
pub async fn read_chart(
    #[server(default)] at: String,
    #[server(default)] open: Option<String>,
) -> Result<Chart, Failure<Nothing>> {
    let actor = server::actor().await?;
    let directory = &actor.seen().directory;
    let at: Option<PersonId> = at.parse().ok().filter(|id| directory.person(*id).is_some_and(|person| person.active));
    let mut opened: BTreeSet<PersonId> = match &open {
        Some(open) => open.split('.').filter_map(|id| id.parse().ok()).collect(),
        None => directory.opened_at_first(CHART_AT_FIRST),
    };
    if let Some(at) = at.filter(|_| open.is_none()) {
        opened.extend(directory.opened_to(at));
    }
    let (rows, more) = directory.chart(&opened, CHART);
    Ok(Chart {
        rows: rows.iter().filter_map(|row| ChartRow::of(directory, row)).collect(),
        everybody: directory.people().len(),
        more,
        at: named_person(directory, at),
    })
}

/// Who reports to somebody, as rows of the chart below theirs.
#[server(prefix = "/fn", endpoint = "people/branch", input = GetUrl)]
pub async fn branch(of: PersonId, level: u32) -> Result<Vec<ChartRow>, Failure<Nothing>> {
    let actor = server::actor().await?;
    let directory = &actor.seen().directory;
    let rows = directory.branch(of, level.min(100));
    Ok(rows.iter().take(CHART).filter_map(|row| ChartRow::of(directory, row)).collect())
}

/// A person's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Who.
    pub card: Card,
    /// Their address; empty without one.
    pub email: String,
    /// Who they report to, nearest last.
    pub line: Vec<Named>,
    /// Who reports to them, those who are listed.
    pub reports: Vec<PersonRow>,
    /// How many do.
    pub total: usize,
    /// The teams that they lead.
    pub leads: Vec<Named>,
    /// Where they are a guest.
    pub guest_in: Vec<Named>,
    /// What they work on; with whether they lead it.
    pub projects: Vec<(Named, bool)>,
    /// Who stands in for them now, and until when, in words.
    pub away: Vec<(Named, String)>,
    /// Whether they left.
    pub left: bool,
    /// What only they, their line and administrators see.
    pub insight: Option<Insight>,
    /// Whether the reader may change this.
    pub is_editable: bool,
    /// Whether it is the reader's own.
    pub is_reader: bool,
}

/// What only a person themselves, their line and administrators see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Insight {
    /// Their posts: number, title, whether it is the main one.
    pub posts: Vec<(String, String, bool)>,
    /// Their home teams: the team's name, and from when on, in words.
    pub homes: Vec<(String, String)>,
    /// When they left, in words.
    pub left: Option<String>,
}

/// The most that a profile lists of one kind.
#[cfg(feature = "ssr")]
const LISTED: usize = 500;

/// A person's page, as far as it is the reader's to see.
#[server(prefix = "/fn", endpoint = "people/show", input = GetUrl)]
pub async fn read_profile(id: String) -> Result<Profile, Failure<Nothing>> {
    let (server, actor) = (Server::here(), server::actor().await?);
    let seen = actor.seen();
    let directory = &seen.directory;
    let id: PersonId = id.parse().map_err(|_| server::not_found())?;
    let person = directory.person(id).ok_or_else(server::not_found)?;
    let today = seen.day(server.store.now());
    let named = |ids: &[PersonId]| ids.iter().filter_map(|id| named_person(directory, Some(*id))).collect::<Vec<_>>();
    let teams = |wanted: &dyn Fn(&waymark::team::Team) -> bool| {
        let wanted = directory.teams().iter().filter(|row| directory.team(row.id).is_some_and(|team| wanted(team)));
        wanted.filter_map(|row| named_team(directory, Some(row.id))).collect::<Vec<_>>()
    };
    let mut line = directory.line_up(id);
    line.reverse();
    let projects = store::project::of_person(&server.store, id).await.map_err(server::internal)?;
    let projects = projects
        .into_iter()
        .map(|project| (Named { id: project.id.to_string(), name: project.name.to_string() }, project.lead == Some(id)));
    let is_here = |id: PersonId| directory.person(id).is_some_and(|person| person.active);
    let away = seen.delegations.iter().filter(|grant| grant.of == id && is_here(id) && is_here(grant.to) && grant.holds(today));
    let away = away.filter_map(|grant| Some((named_person(directory, Some(grant.to))?, moment::day(grant.last, today))));
    let insight = match store::access::insight(&server.store, &actor, id) {
        Some(permission) => Some(look(&server, seen, permission, person).await?),
        None => None,
    };
    Ok(Profile {
        card: Card::of(directory, person),
        email: person.email.as_ref().map(ToString::to_string).unwrap_or_default(),
        line: named(&line),
        total: directory.reports(id).len(),
        reports: directory
            .reports(id)
            .iter()
            .take(LISTED)
            .filter_map(|id| directory.person(*id))
            .map(|person| PersonRow::of(person, None))
            .collect(),
        leads: teams(&|team| team.lead == Some(id)),
        guest_in: teams(&|team| team.guests.contains(&id)),
        projects: projects.collect(),
        away: away.collect(),
        left: !person.active,
        insight,
        is_editable: actor.administrator().is_some(),
        is_reader: actor.id() == id,
    })
}

#[cfg(feature = "ssr")]
async fn look(
    server: &Server,
    seen: &Snapshot,
    permission: store::access::Insight,
    person: &Person,
) -> Result<Insight, Failure<Nothing>> {
    let today = seen.day(server.store.now());
    let posts = store::post::of_person(&server.store, permission.person()).await.map_err(server::internal)?;
    let team = |id: Option<TeamId>| named_team(&seen.directory, id).map_or_else(|| "No home team".to_owned(), |team| team.name);
    let since = |since: Option<jiff::civil::Date>| match since {
        Some(day) if day > today => format!("from {}", moment::day(day, today)),
        Some(day) => format!("since {}", moment::day(day, today)),
        None => "from the beginning".to_owned(),
    };
    Ok(Insight {
        posts: posts
            .iter()
            .filter(|post| post.active)
            .map(|post| {
                (post.key.number().unwrap_or_default().to_owned(), post.told.title.clone().unwrap_or_default(), post.main)
            })
            .collect(),
        homes: person.homes.stays().iter().rev().map(|stay| (team(stay.team), since(stay.since))).collect(),
        left: person.left.map(|day| moment::day(day, today)),
    })
}

/// People whose names begin like what is typed, as fields that name somebody take them.
#[server(prefix = "/fn", endpoint = "people/suggest", input = GetUrl)]
pub async fn suggest(text: String) -> Result<Vec<String>, Failure<Nothing>> {
    let actor = server::actor().await?;
    let directory = &actor.seen().directory;
    Ok(directory.suggest(&text, 8).into_iter().map(|id| directory.label(id)).collect())
}
