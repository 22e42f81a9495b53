//! A lead answers what the team said in its review, on the dashboard: the action is a goal, and stands in the next review of who answered for it.

use super::{
    Chapter, MIRA, NADIA,
    words::{done, note},
};
use crate::{
    StoreError, access,
    demo::{goals::milestones, person_id, team_id},
    goal, survey,
};
use waymark::{
    goal::{End, Kind, Level, Origin, Source, Terms, Title, Verb, Wanted},
    questionnaire::Slug,
    survey::Kind as Asks,
};

/// Payments said at the end of the first cycle that balance is low. Nadia commits to something, and Mira answers for it.
pub(super) async fn tell(store: &crate::Store, one: &Chapter, two: &Chapter) -> Result<(), StoreError> {
    let day = two.day(store, 5)?;
    let surveys = survey::all(day.store()).await?;
    let asked = surveys.of_cycle(one.cycle).find(|survey| survey.contract.kind == Asks::Team);
    let asked = asked.ok_or_else(|| super::failed("no team review was held"))?;
    let section = Slug::new(SECTION).map_err(super::failed)?;
    let called = asked.form.sections.iter().find(|asked| asked.id == section).map(|asked| asked.title.clone());
    let called = called.ok_or_else(|| super::failed(SECTION))?;
    let nadia = day.actor(NADIA).await?;
    let level = Level::Team(team_id("Payments"));
    let steward = access::steward(day.store(), &nadia, level).ok_or_else(|| super::failed("not hers to make"))?;
    let (starts, due) = (super::after(two.starts, 5)?, super::after(two.starts, 91)?);
    let terms = Terms::new(Title::new(WHAT).map_err(super::failed)?, starts, due);
    let terms = Terms { about: WHY.to_owned(), measure: Some(milestones(&STEPS)), ..terms };
    let origin = Some(Origin { source: Source::Survey(asked.id), section, called });
    let wanted = Wanted { origin, ..Wanted::new(Kind::Commitment, level, person_id(MIRA), terms) };
    goal::create(day.store(), &steward, &wanted).await.map_err(super::failed)?;

    two.day(store, 19)?.says(MIRA, vec![(WHAT, done(&STEPS[..1], BEGUN))]).await?;
    two.day(store, 52)?.says(MIRA, vec![(WHAT, note(HALFWAY))]).await?;
    let end = [done(&STEPS[1..], KEPT), vec![Verb::End(End::Done, String::new())]].concat();
    two.day(store, 88)?.says(MIRA, vec![(WHAT, end)]).await
}

const SECTION: &str = "balance";
const WHAT: &str = "Nobody is alone on their first nights on call";
const WHY: &str = "Three of us said that the first week on call was the worst of the half-year. Two people for the first four nights, and the day after is free.";
const STEPS: [&str; 2] = ["A rota in pairs", "Three people went through it"];
const BEGUN: &str = "The rota stands in the calendar. Emil and I begin.";
const HALFWAY: &str =
    "Emil had one call in four nights and knew where to look. The free day after was taken twice of three times.";
const KEPT: &str = "Emil, Priya and Jonas went through it. The rota stays as it is.";
