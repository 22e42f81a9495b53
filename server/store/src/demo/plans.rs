//! A personal review of the demo company that ended in a signed plan, and the next one, whose plan is being written.

use super::{
    goals::{Plan, make, milestones},
    person_id,
    reviews::{half_year, half_year_back},
};
use crate::{
    Clock, Store, StoreError,
    access::{self, Administrator, Holder},
    cycle, directory, goal,
    outbox::Mail,
    review::{self, plan},
};
use jiff::{Span, Timestamp, civil::Date, tz::TimeZone};
use std::fmt::Debug;
use waymark::{
    CycleId, PersonId,
    goal::{End, Kind, Level, Measure, Path, Title, Verb},
    plan::{Edit, Next, Promise, Said, Whom, Words},
    questionnaire::Slug,
    review::{Dates, Edit as Answer, ReviewKey, Side, Slot},
};

const WHOSE: &str = "Mira Solberg";
const MANAGER: &str = "Viktor Nakamura";

const LEARNED: &str = "Foundations of observability";
const HANDBOOK: &str = "An on-call handbook for Payments";

fn failed(what: impl Debug) -> StoreError {
    StoreError::new(format!("a plan could not be made: {what:?}"))
}

/// So many days later.
pub(super) fn after(day: Date, days: i64) -> Result<Date, StoreError> {
    day.checked_add(Span::new().days(days)).map_err(failed)
}

/// When a day begins.
pub(super) fn moment(day: Date) -> Result<Timestamp, StoreError> {
    Ok(day.to_zoned(TimeZone::UTC).map_err(failed)?.timestamp())
}

fn words(text: &str) -> Result<Words, StoreError> {
    Words::new(text).map_err(failed)
}

/// Mira's plan of the last half-year is signed, and that of this one is being written.
///
/// # Errors
///
/// When the store fails, or a rule refuses some of it.
pub async fn sign_in_halden(store: &Store) -> Result<(), StoreError> {
    let ines = access::actor(store, person_id("Ines Moreau")).await?.and_then(|ines| ines.administrator());
    let ines = ines.ok_or_else(|| failed("nobody looks after people"))?;
    let today = directory::read(store).await?.day(store.now());
    let cycles = cycle::list(store).await?;
    let called = |name: &str| cycles.iter().find(|cycle| cycle.name.as_str() == name).map(|cycle| cycle.id);
    let (name, starts, ends) = half_year_back(today, 1);
    let last = called(&name).ok_or_else(|| failed(name))?;
    signed(store, &ines, last, (starts, ends)).await?;
    let (name, _, ends) = half_year(today);
    let now = called(&name).ok_or_else(|| failed(name))?;
    let key = reviewed(store, &ines, now, (today, ends)).await?;
    let holder = holder(store, person_id(MANAGER), key).await?;
    let edits = [
        Said::Strengths(
            "- Makes the on-call week quiet: four alerts a night became one.\n- Reviews that teach. Three colleagues say so."
                .to_owned(),
        ),
        Said::Growth(
            "- Lead a design across two teams, from the question to the decision.\n- Say no earlier, with numbers.".to_owned(),
        ),
    ];
    write(store, &holder, edits.into()).await
}

/// The last half-year: reviewed in its first days, its plan signed in the third week, its goals done by the end.
async fn signed(store: &Store, ines: &Administrator, cycle: CycleId, (starts, ends): (Date, Date)) -> Result<(), StoreError> {
    let at = |days: i64| -> Result<Store, StoreError> { Ok(store.at(Clock::still(moment(after(starts, days)?)?))) };
    let own = |kind, title| Plan::new(kind, Level::Person(person_id(WHOSE)), WHOSE, title, starts, ends);
    let goals = vec![
        own(Kind::Learning, LEARNED).learning(Path::Education, "In the house").by(milestones(&["Metrics", "Traces", "Alerts"])),
        own(Kind::Commitment, HANDBOOK).by(Measure::YesNo).of_project("Fair fares"),
    ];
    let made = make(&at(10)?, Some(cycle), moment(starts)?, goals).await?;
    let key = reviewed(&at(11)?, ines, cycle, (after(starts, 11)?, ends)).await?;
    let then = at(15)?;
    let manager = holder(&then, person_id(MANAGER), key).await?;
    let promise =
        |what: &str, by: Whom, due: Option<Date>| -> Result<Promise, StoreError> { Ok(Promise { what: words(what)?, by, due }) };
    let edits = vec![
        Said::Strengths("Careful where money moves. Asks before she builds.".to_owned()),
        Said::Growth("- See trouble before passengers do.\n- Write down what others need at night.".to_owned()),
        Said::Towards("Senior software engineer by the end of next year.\n\nBy the end of this half-year: **on call** without a second person.".to_owned()),
        Said::Support(vec![
            promise("Half a day a week for the course", Whom::Side(Side::Manager), Some(after(starts, 120)?))?,
            promise("A week on call beside Zofia", Whom::Other(words("Zofia Dvořák")?), None)?,
        ]),
        Said::Dates(vec![Next { on: after(starts, 90)?, what: words("Half-time: is the course still the right one?")? }]),
    ];
    write(&then, &manager, edits).await?;
    for (days, name) in [(16, MANAGER), (17, WHOSE)] {
        let then = at(days)?;
        sign_as(&then, &holder(&then, person_id(name), key).await?).await?;
    }
    let then = at(150)?;
    let mira = access::actor(&then, person_id(WHOSE)).await?.ok_or_else(|| failed("they left"))?;
    for id in made {
        let found = goal::find(&then, id).await?.ok_or_else(|| failed("the goal is gone"))?;
        let tending = access::tending(&then, &mira, &found).ok_or_else(|| failed("not theirs to tend"))?;
        let mut verbs = Vec::new();
        if found.kind == Kind::Learning {
            let steps = ["Metrics", "Traces", "Alerts"].into_iter().map(|step| Title::new(step).map_err(failed));
            verbs = steps.map(|step| Ok(Verb::Tick(step?, true))).collect::<Result<Vec<_>, StoreError>>()?;
        }
        verbs.push(Verb::End(End::Done, String::new()));
        goal::act(&then, &tending, found.sequence, &verbs).await.map_err(failed)?;
    }
    Ok(())
}

/// Signs what stands there.
pub(super) async fn sign_as(store: &Store, holder: &Holder) -> Result<(), StoreError> {
    let actor = access::actor(store, holder.person()).await?.ok_or_else(|| failed("they left"))?;
    let found = review::find(store, holder.key()).await?.ok_or_else(|| failed("the review is gone"))?;
    let reader = access::plan_reader(&actor, &found).ok_or_else(|| failed("not theirs to read"))?;
    let open = plan::read(store, &reader).await?.ok_or_else(|| failed("there is no plan"))?;
    let contents = open.plan.contents(&open.goals.unwrap_or_default()).ok_or_else(|| failed("nothing is written"))?;
    plan::sign(store, holder, &Mail::none(), contents.seal(), Some(&contents)).await.map(drop).map_err(failed)
}

/// Somebody as one of the two who hold a review.
pub(super) async fn holder(store: &Store, person: PersonId, key: ReviewKey) -> Result<Holder, StoreError> {
    let actor = access::actor(store, person).await?.ok_or_else(|| failed("they left"))?;
    let found = review::find(store, key).await?.ok_or_else(|| failed("the review is gone"))?;
    access::holder(&actor, &found).ok_or_else(|| failed("they do not hold it"))
}

/// Writes parts that nobody has written.
pub(super) async fn write(store: &Store, holder: &Holder, said: Vec<Said>) -> Result<(), StoreError> {
    let edits: Vec<Edit> = said.into_iter().map(|said| Edit { said, seen: 0, pen: None }).collect();
    plan::write(store, holder, &edits).await.map(drop).map_err(failed)
}

/// A review from this day on, of which both halves are shared.
async fn reviewed(
    store: &Store,
    ines: &Administrator,
    cycle: CycleId,
    (from, ends): (Date, Date),
) -> Result<ReviewKey, StoreError> {
    let slug = |text: &str| Slug::new(text).map_err(failed);
    // Near the end of a half-year there is less time.
    let day = |days: i64| after(from, days).map(|day| day.min(ends));
    let wanted = review::Wanted {
        cycle,
        questionnaire: slug("personal-review")?,
        dates: Dates { prepare: day(7)?, share: day(14)?, talk: day(21)?, sign: day(28)? },
        back: None,
        who: review::Who::People([person_id(WHOSE)].into()),
    };
    review::launch(store, ines, &Mail::none(), &wanted).await.map_err(failed)?;
    let key = ReviewKey { cycle, person: person_id(WHOSE) };
    let told = [
        (
            WHOSE,
            [
                "Refunds went from three minutes to one and a half.",
                "Designs that two teams share.",
                "To ask for the number first.",
            ],
        ),
        (
            MANAGER,
            ["Nobody was woken for Payments in December.", "To lead a design with Timetables.", "She teaches while she reviews."],
        ),
    ];
    for (name, texts) in told {
        let holder = holder(store, person_id(name), key).await?;
        let mut edits = Vec::new();
        for (id, text) in ["achievements-best", "improvement-areas", "learned"].into_iter().zip(texts) {
            edits.push(Answer { slot: Slot::Answer(slug(id)?), text: text.to_owned(), seen: 0, pen: None });
        }
        review::save(store, &holder, &edits).await.map_err(failed)?;
        review::share(store, &holder).await.map_err(failed)?;
    }
    Ok(key)
}
