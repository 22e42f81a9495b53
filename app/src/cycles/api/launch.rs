//! Launching: what there is to choose from, what it would lead to, and doing it.

use super::super::choice::TeamChoice;
use crate::failure::{Failure, Nothing};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::{CycleId, survey::rules::Detail};
#[cfg(feature = "ssr")]
use {
    super::super::choice::{fill, offered},
    crate::{
        moment,
        server::{self, Server},
    },
    jiff::{Timestamp, ToSpan, civil::DateTime, tz::TimeZone},
    store::{
        directory::Snapshot,
        survey::launch::{Preview, Wanted},
    },
    waymark::{
        cycle::Cycle,
        person::Name,
        questionnaire::Slug,
        survey::{
            Kind, Mode,
            contract::Viewers,
            forecast::{Instead, Sees},
            group_name,
            launch::NotLaunched,
            rules,
        },
    },
};

/// What is typed of a launch. It stands in the page's address, so that a preview can be sent to a colleague.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LaunchTyped {
    /// "team" or "company".
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// Which questionnaire.
    pub questionnaire: String,
    /// "confidential" or "open".
    pub mode: String,
    /// The threshold.
    pub k: String,
    /// "all" or "some" teams.
    pub who: String,
    /// The chosen ones.
    pub teams: Vec<String>,
    /// "everyone" or "leaders".
    pub viewers: String,
    /// From when, as the organisation's clock shows it; now, where it is empty.
    pub opens: String,
    /// Until when.
    pub closes: String,
    /// Whether it was looked at: then there is a preview.
    pub look: String,
}

/// Why a launch cannot be looked at: which field is wrong, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LaunchWrong {
    /// Its name is none.
    Name,
    /// The threshold is no number.
    K,
    /// This is no time.
    Opens,
    /// This is no time.
    Closes,
    /// There is no such questionnaire to ask.
    Questionnaire,
    /// The cycle is closed, or gone.
    Cycle,
    /// What stands against it, in sentences.
    Rules(Vec<String>),
}

/// A group in the preview.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct UnitLine {
    /// What it is called.
    pub name: String,
    /// How deep in the tree it stands.
    pub level: u32,
    /// How many people are in it.
    pub size: usize,
    /// What would be shown of it at each participation of the forecast.
    pub details: Vec<Detail>,
    /// Whether its comments would stand with it at the middle one.
    pub comments: bool,
}

/// What a launch would lead to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewData {
    /// How many would be asked.
    pub roster: usize,
    /// Who would not, for want of an address.
    pub without_address: Vec<String>,
    /// About how many minutes it takes.
    pub minutes: u32,
    /// The groups, the largest first in each.
    pub units: Vec<UnitLine>,
    /// How many more there are.
    pub more_units: usize,
    /// For each team what its lead will see: the team, its lead, and the sentence.
    pub leads: Vec<(String, String, String)>,
    /// How many more there are.
    pub more_leads: usize,
    /// What is worth knowing, in sentences.
    pub facts: Vec<String>,
    /// What stands against it, in sentences.
    pub refused: Vec<String>,
}

/// The page on which a survey is launched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaunchData {
    /// Within which cycle.
    pub cycle: (String, String),
    /// What is typed, with what it is where nothing was typed.
    pub typed: LaunchTyped,
    /// The questionnaires to choose from: id and title.
    pub questionnaires: Vec<(String, String)>,
    /// The teams to choose from, as they stand in the tree.
    pub teams: Vec<TeamChoice>,
    /// What it would lead to, once it was looked at.
    pub preview: Option<PreviewData>,
    /// What cannot be read.
    pub wrong: Option<LaunchWrong>,
    /// The zone in which times are.
    pub zone: String,
}

/// The most groups and leads that a preview lists.
#[cfg(feature = "ssr")]
const MOST: usize = 300;

#[cfg(feature = "ssr")]
const FORM: &str = "%Y-%m-%dT%H:%M";

/// What there is to choose from; and what it would lead to, once something was chosen.
#[server(prefix = "/fn", endpoint = "cycles/launching", input = GetUrl)]
pub async fn launching(cycle: String, #[server(default)] typed: LaunchTyped) -> Result<LaunchData, Failure<Nothing>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let id = cycle.parse().map_err(|_| server::not_found())?;
    let cycle = store::cycle::find(&server.store, id).await.map_err(server::internal)?.ok_or_else(server::not_found)?;
    let questionnaires = offered(&server.store, typed.kind().purpose()).await.map_err(server::internal)?;
    let zone = moment::zone(&seen.organisation.time_zone);
    let typed = filled(typed, &cycle, &questionnaires, server.store.now(), &zone);
    let (mut preview, mut wrong) = (None, None);
    if !typed.look.is_empty() {
        match typed.wanted(id, server.is_secure(), server.store.now(), &zone) {
            Err(why) => wrong = Some(why),
            Ok(wanted) => match server::settle(store::survey::launch::preview(&server.store, &administrator, &wanted).await) {
                Ok(found) => preview = Some(shown(&found, &seen)),
                Err(Failure::Refused(why)) => wrong = Some(not_launched(why)),
                Err(failure) => return Err(failure.map(|_: NotLaunched| unreachable!("refusals are taken above"))),
            },
        }
    }
    let directory = &seen.directory;
    Ok(LaunchData {
        cycle: (cycle.id.to_string(), cycle.name.to_string()),
        typed,
        questionnaires,
        teams: TeamChoice::all(directory, |team| directory.members(team).len()),
        preview,
        wrong,
        zone: seen.organisation.time_zone.to_string(),
    })
}

/// What stands in the form before anybody has typed.
#[cfg(feature = "ssr")]
fn filled(
    mut typed: LaunchTyped,
    cycle: &Cycle,
    questionnaires: &[(String, String)],
    now: Timestamp,
    zone: &TimeZone,
) -> LaunchTyped {
    let is_company = typed.kind == "company";
    if is_company { "company" } else { "team" }.clone_into(&mut typed.kind);
    if typed.look.is_empty() {
        let what = if is_company { "Company review" } else { "Team review" };
        fill(&mut typed.name, format!("{what}, {}", cycle.name));
        fill(&mut typed.k, if is_company { rules::COMPANY_K } else { rules::TEAM_K }.to_string());
        let today = now.to_zoned(zone.clone()).date();
        let closes = today.saturating_add(14.days()).at(18, 0, 0, 0);
        fill(&mut typed.closes, closes.strftime(FORM).to_string());
    }
    fill(&mut typed.questionnaire, questionnaires.first().map(|(id, _)| id.clone()).unwrap_or_default());
    fill(&mut typed.mode, "confidential".to_owned());
    fill(&mut typed.who, "all".to_owned());
    fill(&mut typed.viewers, "everyone".to_owned());
    typed
}

#[cfg(feature = "ssr")]
fn time(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let time: DateTime = text.trim().parse().ok()?;
    time.to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp())
}

#[cfg(feature = "ssr")]
impl LaunchTyped {
    fn kind(&self) -> Kind {
        if self.kind == "company" { Kind::Company } else { Kind::Team }
    }

    fn wanted(&self, cycle: CycleId, secure: bool, now: Timestamp, zone: &TimeZone) -> Result<Wanted, LaunchWrong> {
        let kind = self.kind();
        let opens = if self.opens.trim().is_empty() { Some(now) } else { time(&self.opens, zone) };
        Ok(Wanted {
            cycle,
            kind,
            mode: if self.mode == "open" { Mode::Open } else { Mode::Confidential },
            name: Name::new(&self.name).map_err(|_| LaunchWrong::Name)?,
            questionnaire: Slug::new(&self.questionnaire).map_err(|_| LaunchWrong::Questionnaire)?,
            k: self.k.trim().parse().map_err(|_| LaunchWrong::K)?,
            teams: (self.who == "some").then(|| self.teams.iter().filter_map(|id| id.parse().ok()).collect()),
            viewers: match (kind, self.viewers.as_str()) {
                (Kind::Team, _) => Viewers::Line,
                (Kind::Company, "leaders") => Viewers::Leaders,
                (Kind::Company, _) => Viewers::Everyone,
            },
            opens: opens.ok_or(LaunchWrong::Opens)?,
            closes: time(&self.closes, zone).ok_or(LaunchWrong::Closes)?,
            secure,
        })
    }
}

#[cfg(feature = "ssr")]
fn not_launched(why: NotLaunched) -> LaunchWrong {
    match why {
        NotLaunched::NoCycle | NotLaunched::CycleClosed => LaunchWrong::Cycle,
        NotLaunched::NoQuestionnaire => LaunchWrong::Questionnaire,
        NotLaunched::Rules(rules) => LaunchWrong::Rules(rules.iter().map(ToString::to_string).collect()),
    }
}

#[cfg(feature = "ssr")]
fn shown(preview: &Preview, seen: &Snapshot) -> PreviewData {
    let (units, directory) = (&preview.units, &seen.directory);
    let name = |unit: usize| group_name(unit, &units.nodes[unit].names);
    let level = |unit: usize| {
        let up = std::iter::successors(units.nodes[unit].parent, |above| units.nodes[*above].parent).count();
        u32::try_from(up).unwrap_or(u32::MAX)
    };
    let middle = preview.forecast.rates.len() / 2;
    let line = |unit: usize| UnitLine {
        name: name(unit),
        level: level(unit),
        size: units.nodes[unit].size,
        details: preview.forecast.rates.iter().map(|rate| rate.details[unit]).collect(),
        comments: preview.forecast.rates[middle].comments[unit] == Some(unit),
    };
    let sees = |sees: &Sees| match sees {
        Sees::Own { unit } => format!("Their own team’s results, of {} people.", units.nodes[*unit].size),
        Sees::Merged { unit } => {
            format!("Results together with others, as “{}”: {} people.", name(*unit), units.nodes[*unit].size)
        }
        Sees::Everybody => "Only the results of everybody together.".to_owned(),
        Sees::Nothing { instead } => {
            let offers = instead.iter().map(|instead| match instead {
                Instead::OpenMode => "a review in open mode, where answers carry names",
                Instead::Workshop => "a workshop",
            });
            let offers: Vec<_> = offers.collect();
            let offers = if offers.is_empty() { String::new() } else { format!(" They could have {}.", offers.join(", or ")) };
            format!("Nothing: too few people.{offers}")
        }
    };
    let mut leads: Vec<_> = preview
        .forecast
        .teams
        .iter()
        .filter_map(|forecast| {
            let team = directory.team(forecast.team)?;
            let lead = team.lead.and_then(|lead| directory.person(lead)).map(|lead| lead.name.to_string());
            Some((team.name.to_string(), lead.unwrap_or_else(|| "No lead".to_owned()), sees(&forecast.sees)))
        })
        .collect();
    leads.sort();
    let named = |id: &waymark::PersonId| directory.person(*id).map(|person| person.name.to_string());
    PreviewData {
        roster: units.roster(),
        without_address: preview.without_address.iter().filter_map(named).take(50).collect(),
        minutes: preview.minutes,
        more_units: units.nodes.len().saturating_sub(MOST),
        units: (0..units.nodes.len().min(MOST)).map(line).collect(),
        more_leads: leads.len().saturating_sub(MOST),
        leads: leads.into_iter().take(MOST).collect(),
        facts: preview.consequences.iter().map(ToString::to_string).collect(),
        refused: preview.refused.iter().map(ToString::to_string).collect(),
    }
}

/// Launches a survey.
#[server(prefix = "/fn", endpoint = "cycles/launch")]
pub async fn launch(
    cycle: CycleId,
    kind: String,
    name: String,
    questionnaire: String,
    mode: String,
    k: String,
    who: String,
    #[server(default)] teams: Vec<String>,
    viewers: String,
    #[server(default)] opens: String,
    closes: String,
) -> Result<(), Failure<LaunchWrong>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let zone = moment::zone(&seen.organisation.time_zone);
    let look = String::new();
    let typed = LaunchTyped { kind, name, questionnaire, mode, k, who, teams, viewers, opens, closes, look };
    let wanted = typed.wanted(cycle, server.is_secure(), server.store.now(), &zone).map_err(server::refuse)?;
    let launched = store::survey::launch::launch(&server.store, &administrator, &server.mail, &wanted).await;
    let id = server::settle(launched).map_err(|failure| failure.map(not_launched))?;
    leptos_axum::redirect(&format!("/admin/surveys/{id}?done=launched"));
    Ok(())
}
