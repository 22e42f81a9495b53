//! Goals of the demo company: what was agreed at the beginning of the half-year, and how it went since. Also how tests and the bench make many.

use super::{person_id, project_id, reviews, team_id};
use crate::{
    Clock, Store, StoreError, access, directory,
    goal::{Seen, act, create},
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use std::{collections::HashMap, fmt::Debug};
use waymark::{
    CycleId, GoalId, PersonId,
    goal::{Alignment, Amount, Kind, Learning, Level, Link, Measure, Path, Scale, Status, Terms, Title, Verb, Wanted},
};

fn failed(what: impl Debug) -> StoreError {
    StoreError::new(format!("a goal could not be made: {what:?}"))
}

/// A goal to be made, and what happened to it.
#[derive(Clone, Debug)]
pub struct Plan {
    wanted: Wanted,
    parent: Option<(String, Link)>,
    agreed: bool,
    story: Vec<(i64, PersonId, Vec<Verb>)>,
}

/// A number as text, in builders.
///
/// # Panics
///
/// When it is none.
pub fn amount(text: &str) -> Amount {
    Amount::read(text).expect("a number")
}

/// A number of something on its way.
pub fn towards(unit: &str, start: &str, target: &str) -> Measure {
    let scale = match unit {
        "%" => Scale::Percent,
        "EUR" => Scale::Money { currency: unit.to_owned() },
        unit => Scale::Number { unit: unit.to_owned() },
    };
    Measure::Towards { scale, start: amount(start), target: amount(target) }
}

/// Steps.
///
/// # Panics
///
/// When one has no name that fits.
pub fn milestones(steps: &[&str]) -> Measure {
    Measure::Milestones { steps: steps.iter().map(|step| Title::new(step).expect("a name")).collect() }
}

impl Plan {
    /// A goal that both sides agreed on the first days of a cycle.
    ///
    /// # Panics
    ///
    /// When the title is none.
    pub fn new(kind: Kind, level: Level, owner: &str, title: &str, starts: Date, due: Date) -> Self {
        let terms = Terms::new(Title::new(title).expect("a title"), starts, due);
        let wanted = Wanted { proposal: true, ..Wanted::new(kind, level, person_id(owner), terms) };
        Self { wanted, parent: None, agreed: true, story: Vec::new() }
    }

    /// Measured so.
    #[must_use]
    pub fn by(mut self, measure: Measure) -> Self {
        self.wanted.terms.measure = Some(measure);
        self
    }

    /// Why.
    #[must_use]
    pub fn about(mut self, about: &str) -> Self {
        about.clone_into(&mut self.wanted.terms.about);
        self
    }

    /// It moves the objective of this title.
    #[must_use]
    pub fn moves(mut self, parent: &str, weight: u8) -> Self {
        self.parent = Some((parent.to_owned(), Link::Contributes { weight }));
        self
    }

    /// It is shown with the goal of this title.
    #[must_use]
    pub fn supports(mut self, parent: &str) -> Self {
        self.parent = Some((parent.to_owned(), Link::Supports));
        self
    }

    /// It belongs to this project.
    #[must_use]
    pub fn of_project(mut self, project: &str) -> Self {
        self.wanted.project = Some(project_id(project));
        self
    }

    /// Something is learned, from somebody.
    #[must_use]
    pub fn learning(mut self, path: Path, provider: &str) -> Self {
        self.wanted.terms.learning = Some(Learning { path, provider: provider.to_owned(), expires: None });
        self
    }

    /// Only who makes it has agreed.
    #[must_use]
    pub fn proposed(mut self) -> Self {
        self.agreed = false;
        self
    }

    /// As it is wanted in this cycle.
    pub(super) fn wanted_in(self, cycle: CycleId) -> Wanted {
        Wanted { cycle: Some(cycle), ..self.wanted }
    }

    /// What somebody did once so many thousandths of the time since the cycle began were gone.
    #[must_use]
    pub fn then(mut self, thousandths: i64, who: &str, verbs: Vec<Verb>) -> Self {
        self.story.push((thousandths, person_id(who), verbs));
        self
    }
}

/// Makes goals in a cycle that began some time ago; a goal comes after the one that it serves.
///
/// # Errors
///
/// When the store fails, or a rule refuses one.
pub async fn make(store: &Store, cycle: Option<CycleId>, began: Timestamp, plans: Vec<Plan>) -> Result<Vec<GoalId>, StoreError> {
    let now = store.now();
    let since = now.duration_since(began).as_secs().max(60);
    let at = |thousandths: i64| now - SignedDuration::from_secs(since - since * thousandths / 1000);
    let mut named: HashMap<String, GoalId> = HashMap::new();
    let mut made = Vec::new();
    for plan in plans {
        let seen = directory::read(store).await?;
        let (owner, manager) = access::parties(&seen.directory, plan.wanted.level);
        let (owner, manager) = owner.zip(manager).ok_or_else(|| failed("nobody agrees to it"))?;
        let parent = match &plan.parent {
            Some((title, link)) => Some(Alignment { goal: *named.get(title).ok_or_else(|| failed(title))?, link: *link }),
            None => None,
        };
        let wanted = Wanted { cycle, parent, ..plan.wanted };
        let then = store.at(Clock::still(at(10)));
        let maker = access::actor(&then, owner).await?.ok_or_else(|| failed("they left"))?;
        let steward = access::steward(&then, &maker, wanted.level).ok_or_else(|| failed("not theirs to make"))?;
        let mut goal = create(&then, &steward, &wanted).await.map_err(failed)?;
        named.insert(goal.terms.title.to_string(), goal.id);
        made.push(goal.id);
        let agree = (plan.agreed && manager != owner).then(|| (30, manager, vec![Verb::Agree]));
        for (thousandths, who, verbs) in agree.into_iter().chain(plan.story) {
            let then = store.at(Clock::still(at(thousandths)));
            let actor = access::actor(&then, who).await?.ok_or_else(|| failed("they left"))?;
            let tending = access::tending(&then, &actor, &goal).ok_or_else(|| failed("not theirs to tend"))?;
            goal = act(&then, &tending, Seen::All(goal.sequence), &verbs).await.map_err(failed)?;
        }
    }
    Ok(made)
}

fn say(value: &str, sure: u8, note: &str) -> Vec<Verb> {
    vec![Verb::Value(amount(value)), Verb::Confidence(Some(sure)), Verb::Note(note.to_owned())]
}

/// Gives the demo company goals in the half-year that is under way.
///
/// # Errors
///
/// When the store fails.
pub async fn agree_in_halden(store: &Store) -> Result<(), StoreError> {
    let ines = access::actor(store, person_id("Ines Moreau")).await?.and_then(|ines| ines.administrator());
    let administrator = ines.ok_or_else(|| failed("nobody looks after people"))?;
    let today = directory::read(store).await?.day(store.now());
    let (name, starts, ends) = reviews::half_year(today);
    let cycle = reviews::cycle(store, &administrator, &name, starts, ends).await?;
    let began = starts.to_zoned(jiff::tz::TimeZone::UTC).map_err(failed)?.timestamp();
    let plans = company_and_engineering(starts, ends).into_iter().chain(payments(starts, ends)).collect();
    make(store, Some(cycle), began, plans).await.map(drop)
}

fn company_and_engineering(starts: Date, ends: Date) -> Vec<Plan> {
    let (sunniva, viktor) = ("Sunniva Haugen", "Viktor Nakamura");
    let company = |kind, title| Plan::new(kind, Level::Company, sunniva, title, starts, ends);
    let engineering = |kind, title| Plan::new(kind, Level::Team(team_id("Engineering")), viktor, title, starts, ends);
    vec![
        company(Kind::Objective, "Operators trust us with their busiest day")
            .about("Three national operators decide next year who runs their December change."),
        company(Kind::Kpi, "Incidents that reached passengers")
            .by(Measure::Within { scale: Scale::Number { unit: "a month".to_owned() }, low: None, high: Some(amount("2")) })
            .supports("Operators trust us with their busiest day")
            .then(600, sunniva, say("1", 8, "One, at Kornsjø, for forty minutes.")),
        company(Kind::KeyResult, "Renewals signed before the timetable change")
            .by(towards("contracts", "0", "6"))
            .moves("Operators trust us with their busiest day", 2)
            .then(500, sunniva, say("2", 6, "Two signed, three in the last round.")),
        engineering(Kind::Objective, "Engineers grow").moves("Operators trust us with their busiest day", 1),
        engineering(Kind::KeyResult, "Everybody has a development plan")
            .by(towards("%", "0", "100"))
            .moves("Engineers grow", 1)
            .then(700, viktor, say("55", 7, "Payments and Timetables are through.")),
    ]
}

fn payments(starts: Date, ends: Date) -> Vec<Plan> {
    let (nadia, mira, jonas, zofia, viktor) =
        ("Nadia Perić", "Mira Solberg", "Jonas Lindqvist", "Zofia Dvořák", "Viktor Nakamura");
    let team = |kind, owner, title| Plan::new(kind, Level::Team(team_id("Payments")), owner, title, starts, ends);
    let own = |kind, owner: &str, title| Plan::new(kind, Level::Person(person_id(owner)), owner, title, starts, ends);
    let objective = "Payments people can rely on";
    vec![
        team(Kind::Objective, nadia, objective).moves("Operators trust us with their busiest day", 3).of_project("Fair fares"),
        team(Kind::KeyResult, nadia, "Checkout p95 under 300 ms")
            .by(towards("ms", "512", "350"))
            .moves(objective, 4)
            .of_project("Fair fares")
            .then(150, nadia, say("470", 6, "Measured where the passenger stands, not at our edge."))
            .then(300, nadia, say("431", 5, ""))
            .then(
                400,
                nadia,
                vec![
                    Verb::AskHelp("No staging cluster that stands the load. Who has one?".to_owned()),
                    Verb::Confidence(Some(3)),
                ],
            )
            .then(500, nadia, vec![Verb::Unblock("The load test runs on the cluster of Platform.".to_owned())])
            .then(560, nadia, say("368", 7, "Connections to the card network are kept open."))
            .then(
                600,
                nadia,
                vec![Verb::Define(
                    vec![waymark::goal::Term::Measure(Some(towards("ms", "512", "300")))],
                    "The card network moved to the same region.".to_owned(),
                )],
            )
            .then(650, viktor, vec![Verb::Agree])
            .then(900, nadia, say("312", 8, "")),
        team(Kind::KeyResult, zofia, "Halve failed payouts")
            .by(towards("%", "0.84", "0.42"))
            .moves(objective, 3)
            .then(400, zofia, say("0.79", 6, ""))
            .then(
                850,
                zofia,
                [say("0.71", 5, ""), vec![Verb::Status(Status::Behind, "The bank's retries hide half of it.".to_owned())]]
                    .concat(),
            ),
        team(Kind::KeyResult, jonas, "PCI DSS evidence collected by machine")
            .by(towards("controls", "0", "24"))
            .moves(objective, 2)
            .then(700, jonas, say("9", 3, "Each auditor wants another format."))
            .then(800, jonas, vec![Verb::AskHelp("Somebody from Security who says which format counts.".to_owned())]),
        own(Kind::Learning, mira, "Certified Kubernetes administrator")
            .learning(Path::Certification, "Linux Foundation")
            .by(milestones(&["Clusters", "Workloads", "Networking", "Storage", "Troubleshooting", "Mock exam", "Exam"]))
            .supports("Engineers grow")
            .then(300, mira, vec![Verb::Tick(Title::new("Clusters").expect("a name"), true)])
            .then(
                800,
                mira,
                vec![
                    Verb::Tick(Title::new("Workloads").expect("a name"), true),
                    Verb::Tick(Title::new("Networking").expect("a name"), true),
                    Verb::Confidence(Some(8)),
                ],
            ),
        own(Kind::KeyResult, mira, "Refunds in under a minute")
            .by(towards("s", "190", "60"))
            .moves(objective, 1)
            .of_project("Fair fares")
            .then(450, mira, say("140", 7, ""))
            .then(900, mira, say("96", 8, "The queue was the slow part.")),
        own(Kind::Commitment, mira, "Two talks at the tech forum").by(towards("talks", "0", "2")).proposed(),
    ]
}
