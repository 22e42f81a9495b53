//! What there is to choose from, whom a launch would reach, and launching.

use crate::{
    cycles::TeamChoice,
    failure::{Failure, Nothing},
    people::NotOne,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::{
    CycleId,
    review::{DatesRefused, Which},
};
#[cfg(feature = "ssr")]
use {
    crate::{
        cycles::{fill, offered},
        moment,
        people::chosen_person,
        server::{self, Server},
    },
    jiff::civil::Date,
    std::collections::BTreeSet,
    store::{
        Failed,
        directory::Snapshot,
        review::{NotLaunched, Preview, Wanted, Who},
    },
    waymark::{
        PersonId, TeamId,
        cycle::Cycle,
        questionnaire::{Purpose, Slug},
        review::Dates,
    },
};

/// The longest list of people that is typed, in characters: it stands in the page's address.
pub const LONGEST_LIST: usize = 4_000;

/// What stands for no cycle to look back on.
pub const NO_CYCLE: &str = "none";

/// What is typed of a launch. It stands in the page's address, so that a preview can be sent to a colleague.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Which questionnaire.
    pub questionnaire: String,
    /// The cycle to look back on, or [`NO_CYCLE`].
    pub back: String,
    /// Until when halves are written.
    pub prepare: String,
    /// Until when they are shared.
    pub share: String,
    /// Until when both have talked.
    pub talk: String,
    /// Until when the plan is signed.
    pub sign: String,
    /// "all", "teams" or "people".
    pub who: String,
    /// The chosen teams.
    pub teams: Vec<String>,
    /// The chosen people, one a line.
    pub people: String,
    /// Whether it was looked at: then there is a preview.
    pub look: String,
}

/// Why reviews are not launched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wrong {
    /// The cycle, or the one to look back on, is gone.
    NoCycle,
    /// The cycle is closed.
    Closed,
    /// There is no such questionnaire for personal reviews.
    Questionnaire,
    /// This is no day.
    Day(Which),
    /// The days do not fit.
    Dates(DatesRefused),
    /// It is not said who gets one.
    Who,
    /// No team is chosen, or one that is not there.
    Teams,
    /// These lines name nobody; or there is none.
    People(Vec<NotOne>),
    /// The list has more than [`LONGEST_LIST`] characters.
    LongList,
    /// Nobody would get one.
    Nobody,
    /// Somebody has begun.
    Begun,
}

/// How many people, and the first of them by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// How many.
    pub count: usize,
    /// The first.
    pub names: Vec<String>,
}

/// What a launch would lead to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewData {
    /// Who would get one.
    pub people: Group,
    /// Who would not, since nobody is above them.
    pub without_manager: Group,
    /// Who would not, since they have no address.
    pub without_address: Group,
    /// Who has one already.
    pub has_one: Group,
    /// How many managers would hold some.
    pub managers: usize,
    /// Those who would hold many, with how many.
    pub busy: Vec<(String, usize)>,
    /// How many goals there are to look back on.
    pub goals: usize,
    /// Whether everybody is told by mail.
    pub sends_mail: bool,
}

/// The page on which reviews are launched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaunchingData {
    /// Within which cycle.
    pub cycle: (String, String),
    /// From when to when that is.
    pub dates: String,
    /// What is typed, with what it is where nothing was typed.
    pub typed: Typed,
    /// The questionnaires to choose from: id and title.
    pub questionnaires: Vec<(String, String)>,
    /// The cycles that can be looked back on, the newest first.
    pub cycles: Vec<(String, String)>,
    /// The teams to choose from, as they stand in the tree.
    pub teams: Vec<TeamChoice>,
    /// What it would lead to, once it was looked at.
    pub preview: Option<PreviewData>,
    /// Why it cannot be launched so.
    pub wrong: Option<Wrong>,
}

/// The most people that are named of those who get one.
#[cfg(feature = "ssr")]
const FIRST: usize = 12;

/// The most people that are named of those who do not.
#[cfg(feature = "ssr")]
const LEFT_OUT: usize = 100;

/// From how many reviews on it is said who holds them.
#[cfg(feature = "ssr")]
const MANY: usize = 10;

/// What there is to choose from; and what it would lead to, once something was chosen.
#[server(prefix = "/fn", endpoint = "reviews/launching", input = GetUrl)]
pub async fn launching(cycle: String, #[server(default)] typed: Typed) -> Result<LaunchingData, Failure<Nothing>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let id = cycle.parse().map_err(|_| server::not_found())?;
    let cycle = store::cycle::find(&server.store, id).await.map_err(server::internal)?.ok_or_else(server::not_found)?;
    let questionnaires = offered(&server.store, Purpose::Personal).await.map_err(server::internal)?;
    let all = store::cycle::list(&server.store).await.map_err(server::internal)?;
    let earlier = all.iter().filter(|one| one.id != id && one.dates.starts < cycle.dates.starts);
    let cycles: Vec<_> = earlier.map(|one| (one.id.to_string(), one.name.to_string())).collect();
    let proposed = Dates::proposed(&cycle, seen.day(server.store.now()));
    let typed = filled(typed, proposed, &questionnaires, &cycles);
    let (mut preview, mut wrong) = (None, cycle.closed.then_some(Wrong::Closed));
    if !typed.look.is_empty() && wrong.is_none() {
        match typed.wanted(id, &seen) {
            Err(why) => wrong = Some(why),
            Ok(wanted) => match store::review::preview(&server.store, &administrator, &wanted).await {
                Ok(found) => preview = Some(shown(&found, &seen, server.mail.is_sent())),
                Err(Failed::Refused(why)) => wrong = Some(not_launched(why)),
                Err(Failed::Store(error)) => return Err(server::internal(error)),
            },
        }
    }
    let directory = &seen.directory;
    Ok(LaunchingData {
        dates: said(&cycle),
        cycle: (cycle.id.to_string(), cycle.name.to_string()),
        typed,
        questionnaires,
        cycles,
        teams: TeamChoice::all(directory, |team| directory.members_below(team)),
        preview,
        wrong,
    })
}

#[cfg(feature = "ssr")]
fn said(cycle: &Cycle) -> String {
    moment::span(cycle.dates.starts, cycle.dates.ends)
}

/// What stands in the form before anybody has typed.
#[cfg(feature = "ssr")]
fn filled(mut typed: Typed, proposed: Dates, questionnaires: &[(String, String)], cycles: &[(String, String)]) -> Typed {
    let first = |list: &[(String, String)]| list.first().map(|(id, _)| id.clone());
    if typed.look.is_empty() {
        fill(&mut typed.prepare, proposed.prepare.to_string());
        fill(&mut typed.share, proposed.share.to_string());
        fill(&mut typed.talk, proposed.talk.to_string());
        fill(&mut typed.sign, proposed.sign.to_string());
    }
    fill(&mut typed.questionnaire, first(questionnaires).unwrap_or_default());
    fill(&mut typed.back, first(cycles).unwrap_or_else(|| NO_CYCLE.to_owned()));
    fill(&mut typed.who, "all".to_owned());
    typed
}

#[cfg(feature = "ssr")]
impl Typed {
    fn wanted(&self, cycle: CycleId, seen: &Snapshot) -> Result<Wanted, Wrong> {
        let day = |text: &str, which| text.trim().parse::<Date>().map_err(|_| Wrong::Day(which));
        let back = if self.back == NO_CYCLE { None } else { Some(self.back.parse::<CycleId>().map_err(|_| Wrong::NoCycle)?) };
        Ok(Wanted {
            cycle,
            questionnaire: Slug::new(&self.questionnaire).map_err(|_| Wrong::Questionnaire)?,
            dates: Dates {
                prepare: day(&self.prepare, Which::Prepare)?,
                share: day(&self.share, Which::Share)?,
                talk: day(&self.talk, Which::Talk)?,
                sign: day(&self.sign, Which::Sign)?,
            },
            back,
            who: self.who(seen)?,
        })
    }

    fn who(&self, seen: &Snapshot) -> Result<Who, Wrong> {
        match self.who.as_str() {
            "all" => Ok(Who::All),
            "teams" => {
                let known = |id: &String| id.parse::<TeamId>().ok().filter(|team| seen.directory.team(*team).is_some());
                let teams: Option<BTreeSet<_>> = self.teams.iter().map(known).collect();
                teams.filter(|teams| !teams.is_empty()).map(Who::Teams).ok_or(Wrong::Teams)
            }
            "people" if self.people.chars().count() > LONGEST_LIST => Err(Wrong::LongList),
            "people" => people(&self.people, seen).map(Who::People),
            _ => Err(Wrong::Who),
        }
    }
}

/// The people of a list, or all lines that name nobody, so that they are corrected at once.
#[cfg(feature = "ssr")]
fn people(list: &str, seen: &Snapshot) -> Result<BTreeSet<PersonId>, Wrong> {
    let (mut people, mut wrong) = (BTreeSet::new(), Vec::new());
    for line in list.lines() {
        match chosen_person(&seen.directory, line) {
            Ok(person) => people.extend(person),
            Err(why) => wrong.push(why),
        }
    }
    if people.is_empty() && wrong.is_empty() {
        wrong.push(NotOne::Empty);
    }
    wrong.truncate(FIRST);
    if wrong.is_empty() { Ok(people) } else { Err(Wrong::People(wrong)) }
}

#[cfg(feature = "ssr")]
pub(super) fn not_launched(why: NotLaunched) -> Wrong {
    match why {
        NotLaunched::NoCycle => Wrong::NoCycle,
        NotLaunched::CycleClosed => Wrong::Closed,
        NotLaunched::NoQuestionnaire => Wrong::Questionnaire,
        NotLaunched::Dates(why) => Wrong::Dates(why),
        NotLaunched::Nobody => Wrong::Nobody,
        NotLaunched::Begun => Wrong::Begun,
    }
}

#[cfg(feature = "ssr")]
fn shown(preview: &Preview, seen: &Snapshot, sends_mail: bool) -> PreviewData {
    let name = |id: &PersonId| seen.directory.person(*id).map(|person| person.name.to_string()).unwrap_or_default();
    let group = |ids: &[PersonId], most| Group { count: ids.len(), names: ids.iter().take(most).map(name).collect() };
    let busy = preview.managers.iter().filter(|(_, many)| *many >= MANY).take(FIRST);
    PreviewData {
        people: group(&preview.people, FIRST),
        without_manager: group(&preview.without_manager, LEFT_OUT),
        without_address: group(&preview.without_address, LEFT_OUT),
        has_one: group(&preview.has_one, LEFT_OUT),
        managers: preview.managers.len(),
        busy: busy.map(|(manager, many)| (name(manager), *many)).collect(),
        goals: preview.goals,
        sends_mail,
    }
}

/// Launches reviews.
#[server(prefix = "/fn", endpoint = "reviews/launch")]
pub async fn launch(
    cycle: CycleId,
    questionnaire: String,
    back: String,
    prepare: String,
    share: String,
    talk: String,
    sign: String,
    who: String,
    #[server(default)] teams: Vec<String>,
    #[server(default)] people: String,
) -> Result<(), Failure<Wrong>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let typed = Typed { questionnaire, back, prepare, share, talk, sign, who, teams, people, look: String::new() };
    let wanted = typed.wanted(cycle, &seen).map_err(server::refuse)?;
    let launched = store::review::launch(&server.store, &administrator, &server.mail, &wanted).await;
    let (id, _) = server::settle(launched).map_err(|failure| failure.map(not_launched))?;
    leptos_axum::redirect(&format!("/admin/reviews/{id}?done=launched"));
    Ok(())
}
