//! What the home page is made of.

use crate::{
    Store, StoreError,
    access::{self, Actor},
    goal, link, organisation,
    survey::{self, Survey, answer, named},
};
use jiff::SignedDuration;
use std::sync::Arc;
use waymark::{
    TeamId,
    goal::Goal,
    person::Person,
    survey::{Mode, stage::State},
    team::Team,
};

/// How long the home page says that results are out.
const NEWS: SignedDuration = SignedDuration::from_hours(14 * 24);

/// A team with its people.
#[derive(Clone, Debug)]
pub struct TeamAndPeople {
    /// The team.
    pub team: Arc<Team>,
    /// Its active members by name.
    pub people: Vec<Arc<Person>>,
}

/// A survey that takes one's answers. Whether they were given is known of those with names only, and then it does not wait.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The survey.
    pub survey: Arc<Survey>,
    /// Whether one has begun: a credential was issued, or a draft is stored.
    pub begun: bool,
}

/// Everything that one person's home page shows.
#[derive(Clone, Debug)]
pub struct Home {
    /// The organisation's settings.
    pub organisation: organisation::Organisation,
    /// One's home team.
    pub team: Option<TeamAndPeople>,
    /// Who one reports to.
    pub manager: Option<Arc<Person>>,
    /// The teams one leads or stands in for the lead of, then those where one is a guest, without one's home team.
    pub leads: Vec<TeamAndPeople>,
    /// Who reports to one, by name.
    pub reports: Vec<Arc<Person>>,
    /// Surveys that take one's answers, those that close first first.
    pub asked: Vec<Asked>,
    /// Surveys of which one may see results that came out lately, the newest first.
    pub results: Vec<Arc<Survey>>,
    /// The goals under way that one answers for, by their day.
    pub goals: Vec<Arc<Goal>>,
    /// For administrators: how many invitations are open.
    pub open_invitations: Option<usize>,
    /// For administrators: whether nobody else is here yet.
    pub is_alone: bool,
}

/// Reads it: from the directory and the surveys, which are in memory; it is the page that everybody opens first.
///
/// # Errors
///
/// When the store fails.
pub async fn read(store: &Store, actor: &Actor) -> Result<Home, StoreError> {
    let (directory, person) = (&actor.seen().directory, actor.person());
    let roles = access::roles(store, actor);
    let people =
        |ids: &mut dyn Iterator<Item = waymark::PersonId>| ids.filter_map(|id| directory.person(id)).cloned().collect::<Vec<_>>();
    let with_people = |id: TeamId| {
        let team = directory.team(id).filter(|team| team.active)?;
        Some(TeamAndPeople { team: Arc::clone(team), people: people(&mut directory.members(id).iter().copied()) })
    };
    let led = roles.leads.iter().map(|lead| lead.team());
    let visited = directory.teams().iter().map(|row| row.id);
    let visited = visited.filter(|id| directory.team(*id).is_some_and(|team| team.guests.contains(&person.id)));
    let mut others: Vec<TeamId> = Vec::new();
    for id in led.chain(visited).filter(|id| Some(*id) != person.team) {
        if !others.contains(&id) {
            others.push(id);
        }
    }
    let mut reports: Vec<_> = people(&mut roles.manages.iter().map(|manager| manager.report()));
    reports.sort_by(|a, b| a.name.cmp(&b.name));
    reports.dedup_by_key(|person| person.id);
    let open_invitations = match roles.administrator {
        Some(_) => Some(link::open_invitations(store).await?),
        None => None,
    };
    let (asked, results) = surveys(store, actor).await?;
    Ok(Home {
        goals: goal::of_owner(store, actor.id()).await?,
        asked,
        results,
        organisation: actor.seen().organisation.clone(),
        team: person.team.and_then(with_people),
        manager: person.manager.and_then(|id| directory.person(id)).cloned(),
        leads: others.into_iter().filter_map(with_people).collect(),
        reports,
        open_invitations,
        is_alone: roles.administrator.is_some() && directory.people().len() == 1,
    })
}

/// The surveys that take one's answers, and those whose results are news.
async fn surveys(store: &Store, actor: &Actor) -> Result<(Vec<Asked>, Vec<Arc<Survey>>), StoreError> {
    let now = store.now();
    let (mut asked, mut results) = (Vec::new(), Vec::new());
    for survey in survey::all(store).await?.iter().filter(|survey| !survey.imported) {
        match survey.stage(now) {
            State::Open => {
                let Some(respondent) = access::respondent(store, actor, survey.id).await? else { continue };
                let begun = match survey.contract.mode {
                    Mode::Confidential => answer::is_issued(store, &respondent).await?,
                    Mode::Open => match named::read(store, &respondent).await? {
                        Some(named) if named.sent.is_some() => continue,
                        draft => draft.is_some(),
                    },
                };
                asked.push(Asked { survey: Arc::clone(survey), begun });
            }
            State::Released
                if now < survey.contract.closes + NEWS && access::viewer(store, actor, survey.id).await?.is_some() =>
            {
                results.push(Arc::clone(survey));
            }
            _ => {}
        }
    }
    asked.sort_by_key(|asked| (asked.survey.contract.closes, asked.survey.id));
    results.sort_by_key(|survey| (std::cmp::Reverse(survey.contract.closes), survey.id));
    Ok((asked, results))
}
