//! Surveys with results: answered and closed as people do it, or imported.

use crate::{app::TestApp, reviews::made::actor};
use jiff::SignedDuration;
use std::fmt::Write;
use store::{
    access::{self, Administrator},
    cycle,
    demo::{person_id, reviews, team_id},
    import::{Importer, Mode},
    outbox::Mail,
    review,
    survey::{
        Survey, close, find,
        history::{self, Form, Report, Wanted as Former},
        launch::{self, Wanted},
    },
};
use waymark::{
    CycleId, LaunchId, SurveyId,
    cycle::Dates,
    goal::{self, Goal, Level, Origin, Source, Title},
    import::How,
    person::Name,
    questionnaire::{Ask, Slug, file},
    review::Dates as ReviewDates,
    survey::{self, Kind, answer::Answers, contract::Viewers, history::Chosen, release::Value},
};

/// A questionnaire with a question of every kind.
pub const EVERY_KIND: &str = r#"
    id = "former"
    title = "Former survey"
    purpose = "company"
    lang = "en"
    [[section]]
    id = "leading"
    title = "Leading"
    [[section.question]]
    id = "lead01"
    text = "My lead listens."
    kind = "scale"
    [[section.question]]
    id = "lead02"
    text = "My lead interrupts."
    kind = "scale"
    reversed = true
    [[section.question]]
    id = "lead03"
    text = "My lead keeps promises."
    kind = "scale"
    [[section]]
    id = "pay"
    title = "Pay"
    [[section.question]]
    id = "pay01"
    text = "My pay is fair."
    kind = "scale"
    [[section]]
    id = "whole"
    title = "As a whole"
    [[section.question]]
    id = "recommend"
    text = "Would you recommend us?"
    kind = "recommend"
    [[section.question]]
    id = "matters"
    text = "What matters most?"
    kind = "multiple"
    at_most = 2
    options = [{ id = "pay", text = "Money" }, { id = "people", text = "The people" }, { id = "place", text = "The place" }]
    [[section.question]]
    id = "remark"
    text = "Anything else?"
    kind = "text"
"#;

/// Numbers that are the same each time.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2) + 1)
    }

    /// From 0 to one less than `below`.
    pub fn below(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    /// From 1 to 5, around a mood from 0 to 4; sometimes nothing.
    pub fn point(&mut self, mood: u64) -> Option<u64> {
        let point = 1 + (mood + self.below(3)).saturating_sub(1).min(4);
        (self.below(12) > 0).then_some(point)
    }
}

fn cell(value: Option<u64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Answers to the questionnaire above, with so many from each group.
pub fn answers(groups: &[(&str, usize)]) -> String {
    let mut chance = Chance::new(7);
    let mut text = "Team,lead01,lead02,lead03,pay01,recommend,matters,remark\n".to_owned();
    for (name, size) in groups {
        let mood = chance.below(4);
        for number in 0..*size {
            let scale: Vec<_> = (0..4).map(|_| cell(chance.point(mood))).collect();
            let matters = ["pay", "people; place", "place", ""][usize::try_from(chance.below(4)).expect("small")];
            let remark = match number % 4 {
                0 => format!("\"Of {name}, number {number}\""),
                1 if number == 1 => "=1+1".to_owned(),
                _ => String::new(),
            };
            let _ = writeln!(text, "{name},{},{},{matters},{remark}", scale.join(","), cell(Some(chance.below(11))));
        }
    }
    text
}

/// What is to be imported, to the questionnaire above.
pub fn former(name: &str, cycle: &str) -> Former {
    Former {
        form: Form::File(Box::new(file::read(EVERY_KIND).expect("a questionnaire"))),
        cycle: Name::new(cycle).expect("a name"),
        name: Name::new(name).expect("a name"),
        dates: None,
        k: None,
        leaders_only: false,
        how: How::default(),
        chosen: Chosen::default(),
    }
}

/// Imports a table.
pub async fn import(app: &TestApp, wanted: &Former, text: &str) -> Report {
    let mode = Mode::Import { seen: None, upload: None };
    history::run(&app.store, Importer::CommandLine, text.as_bytes(), wanted, &mode).await.expect("imported")
}

/// Who launches.
pub async fn administrator(app: &TestApp) -> Administrator {
    let ines = actor(app, "Ines Moreau").await;
    ines.administrator().expect("an administrator")
}

/// A cycle of this name.
pub async fn cycle(app: &TestApp, administrator: &Administrator, name: &str) -> CycleId {
    let day = |text: &str| text.parse().expect("a day");
    let said = cycle::Said {
        name: Name::new(name).expect("a name"),
        dates: Dates { starts: day("2027-01-01"), middle: None, ends: day("2027-06-30") },
        stages: Vec::new(),
    };
    cycle::create(&app.store, administrator, &said).await.expect("made")
}

/// Personal reviews of these people.
pub async fn reviews(app: &TestApp, administrator: &Administrator, cycle: CycleId, people: &[&str]) -> LaunchId {
    let day = |text: &str| text.parse().expect("a day");
    let wanted = review::Wanted {
        cycle,
        questionnaire: Slug::new("personal-review").expect("a slug"),
        dates: ReviewDates {
            prepare: day("2027-01-20"),
            share: day("2027-01-25"),
            talk: day("2027-02-05"),
            sign: day("2027-02-12"),
        },
        back: None,
        who: review::Who::People(people.iter().map(|name| person_id(name)).collect()),
    };
    review::launch(&app.store, administrator, &Mail::none(), &wanted).await.expect("launched").0
}

/// A survey of everybody, open for two weeks from now.
pub fn wanted(app: &TestApp, cycle: CycleId, kind: Kind, mode: survey::Mode, name: &str) -> Wanted {
    let (questionnaire, k, viewers) = match kind {
        Kind::Company => ("company-review", 5, Viewers::Everyone),
        Kind::Team => ("team-review", 3, Viewers::Line),
    };
    Wanted {
        cycle,
        kind,
        mode,
        name: Name::new(name).expect("a name"),
        questionnaire: Slug::new(questionnaire).expect("a slug"),
        k,
        teams: None,
        viewers,
        opens: app.store.now(),
        closes: app.store.now() + SignedDuration::from_hours(24 * 14),
        secure: true,
    }
}

/// A launched survey of everybody.
pub async fn launched(app: &TestApp, kind: Kind, mode: survey::Mode, name: &str) -> SurveyId {
    let administrator = administrator(app).await;
    let cycle = cycle(app, &administrator, &format!("{name} 2027 H1")).await;
    let wanted = wanted(app, cycle, kind, mode, name);
    launch::launch(&app.store, &administrator, &Mail::none(), &wanted).await.expect("launched")
}

/// Lets five of six people answer, each as the mood of their unit is, and closes.
pub async fn answered_and_closed(app: &TestApp, id: SurveyId) {
    let mut chance = Chance::new(3);
    let survey = find(&app.store, id).await.expect("reads").expect("there");
    for (number, (person, unit)) in survey.roster().enumerate().filter(|(number, _)| number % 6 != 5) {
        let mut answers = Answers::none(&survey.form, 0);
        for (value, (_, _, question)) in answers.values.iter_mut().zip(survey.form.questions()) {
            *value = match &question.ask {
                Ask::Scale { .. } => chance
                    .point(u64::try_from(unit % 4).expect("small"))
                    .map(|point| Value::Scale(u8::try_from(point).expect("small"))),
                Ask::Recommend => Some(Value::Recommend(u8::try_from(chance.below(11)).expect("small"))),
                Ask::Single { .. } => Some(Value::Single(0)),
                Ask::Multiple { .. } => Some(Value::Multiple(vec![0, 1])),
                Ask::Text => (number % 2 == 0).then(|| Value::Text(format!("Written {number}"))),
            };
        }
        let answers = if survey.contract.mode == survey::Mode::Open { complete(&survey, answers) } else { answers };
        reviews::answered(&app.store, &survey, person, unit, number, &answers).await.expect("taken");
    }
    shut(app, id).await;
}

/// The answers with something wherever something has to be.
fn complete(survey: &Survey, mut answers: Answers) -> Answers {
    for (value, (_, _, question)) in answers.values.iter_mut().zip(survey.form.questions()) {
        if question.required && value.is_none() {
            *value = Some(Value::NotApplicable);
        }
    }
    answers
}

/// Lets the time pass until a survey is over, and closes it.
pub async fn shut(app: &TestApp, id: SurveyId) {
    app.pass(SignedDuration::from_hours(24 * 14) + close::GRACE);
    close::close(&app.store, &Mail::none(), id).await.expect("closed");
}

/// A commitment of a team, made by somebody who may; it answers a section of a survey that is gone, or nothing.
pub async fn goal(app: &TestApp, by: &str, team: &str, title: &str, owner: &str, section: Option<&str>) -> Goal {
    let gone = uuid::Uuid::nil().to_string();
    goal_of(app, by, team, title, owner, section.map(|section| (gone.as_str(), section))).await
}

/// The same; it answers a section of this survey, or nothing.
pub async fn goal_of(app: &TestApp, by: &str, team: &str, title: &str, owner: &str, of: Option<(&str, &str)>) -> Goal {
    let actor = actor(app, by).await;
    let level = Level::Team(team_id(team));
    let steward = access::steward(&app.store, &actor, level).expect("they may make it");
    let origin = of.map(|(survey, section)| Origin {
        source: Source::Survey(survey.parse().expect("an id")),
        section: Slug::new(section).expect("a slug"),
        called: section.to_owned(),
    });
    let (starts, due) = (jiff::civil::date(2027, 1, 11), jiff::civil::date(2027, 3, 1));
    let terms = goal::Terms::new(Title::new(title).expect("a title"), starts, due);
    let wanted = goal::Wanted { origin, ..goal::Wanted::new(goal::Kind::Commitment, level, person_id(owner), terms) };
    let made = store::goal::create(&app.store, &steward, &wanted).await.expect("made");
    Goal::clone(&made)
}

/// A learning goal of somebody's own, which they propose.
pub async fn own_goal(app: &TestApp, owner: &str, title: &str) -> Goal {
    let actor = actor(app, owner).await;
    let level = Level::Person(actor.id());
    let steward = access::steward(&app.store, &actor, level).expect("their own");
    let (starts, due) = (jiff::civil::date(2027, 1, 11), jiff::civil::date(2027, 6, 30));
    let terms = goal::Terms::new(Title::new(title).expect("a title"), starts, due);
    let wanted = goal::Wanted { proposal: true, ..goal::Wanted::new(goal::Kind::Learning, level, actor.id(), terms) };
    Goal::clone(&*store::goal::create(&app.store, &steward, &wanted).await.expect("made"))
}

/// Lets a goal be done.
pub async fn end(app: &TestApp, by: &str, goal: &Goal) {
    let actor = actor(app, by).await;
    let tending = access::tending(&app.store, &actor, goal).expect("they may");
    let verb = goal::Verb::End(goal::End::Done, String::new());
    store::goal::act(&app.store, &tending, goal.sequence, &[verb]).await.expect("ended");
}
