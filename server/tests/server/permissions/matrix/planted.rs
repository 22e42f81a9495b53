//! The demo company with a secret in each thing that somebody may see and somebody else may not.

use crate::{
    app::TestApp,
    plans,
    reviews::made::{self as reviewed, actor, edit, holder},
    surveys::made,
    workshops,
};
use jiff::civil::date;
use store::{
    access,
    demo::{self, person_id, reviews, team_id},
    outbox::Mail,
    review::{self, plan},
    survey::{self, history, launch},
};
use waymark::{
    CycleId, SurveyId,
    goal::{Kind, Level, Terms, Title, Verb, Wanted},
    plan::{Edit, Part, Said},
    questionnaire::{Ask, Slug},
    review::{ReviewKey, Slot},
    survey::{Kind as SurveyKind, Mode, answer::Answers, release::Value},
    workshop::{Consensus, Points, Vote},
};

const MIRA: &str = "Mira Solberg";
const VIKTOR: &str = "Viktor Nakamura";
const NADIA: &str = "Nadia Perić";
const ZOFIA: &str = "Zofia Dvořák";
const PRIYA: &str = "Priya Raman";

/// How secrets begin.
pub(super) const MARK: &str = "secret-";

/// The company review whose results are for everybody.
pub(super) const PUBLIC: &str = "For all";

/// The words that stand for a thing. None is within another.
pub(super) fn secret(thing: &str) -> String {
    format!("{MARK}{thing}-secret")
}

/// What of all this has to be known.
pub(super) struct Planted {
    /// Mira's id.
    pub(super) person: String,
    /// The cycle in whose review Zofia was asked.
    pub(super) asked: String,
    /// The cycle whose plan the line may read.
    pub(super) line: String,
    /// Which group of the team review is Payments.
    pub(super) unit: usize,
}

pub(super) async fn app() -> (TestApp, Planted) {
    let mut company = demo::company();
    company.change("Emil Brandt", |person| person.active = false);
    let app = TestApp::with(&company, server::config::Config::default()).await;
    let administrator = made::administrator(&app).await;
    let mut keys = Vec::new();
    for (name, share) in [("Prepared", 4), ("Shared", 4), ("Late", 1), ("Open", 4), ("Signed", 4), ("Line", 4)] {
        let cycle = made::cycle(&app, &administrator, name).await;
        // The team review takes two weeks: then the day of the third has passed.
        keys.push(reviewed::launched(&app, MIRA, cycle, None, date(2027, share, 20)).await);
    }
    let [prepared, shared, late, open, signed, line] = keys[..] else { unreachable!("six cycles") };
    let unit = team_review(&app, prepared.cycle).await;
    company_reviews(&app, prepared.cycle).await;
    halves(&app, [prepared, shared, late, open]).await;
    peers(&app, open).await;
    let viktor = holder(&app, VIKTOR, open).await;
    let said = Said::Strengths(secret("plan-draft"));
    plan::write(&app.store, &viktor, &[Edit { said, seen: 0, pen: None }]).await.expect("written");
    for (key, thing) in [(signed, "signed-plan"), (line, "line-plan")] {
        sign(&app, key, thing).await;
    }
    for name in [MIRA, VIKTOR] {
        review::open_to_line(&app.store, &holder(&app, name, line).await, true).await.expect("opened");
    }
    goals(&app).await;
    workshop(&app).await;
    audited(&app).await;
    let planted =
        Planted { person: person_id(MIRA).to_string(), asked: open.cycle.to_string(), line: line.cycle.to_string(), unit };
    (app, planted)
}

/// A team review that carries names, which Mira answered, and which is closed; which of its groups is her team.
async fn team_review(app: &TestApp, cycle: CycleId) -> usize {
    let administrator = made::administrator(app).await;
    let wanted = made::wanted(app, cycle, SurveyKind::Team, Mode::Open, "How teams are");
    let id: SurveyId = launch::launch(&app.store, &administrator, &Mail::none(), &wanted).await.expect("launched");
    let survey = survey::find(&app.store, id).await.expect("reads").expect("there");
    let mut answers = Answers::none(&survey.form, 0);
    for (value, (_, _, question)) in answers.values.iter_mut().zip(survey.form.questions()) {
        *value = match &question.ask {
            Ask::Text => Some(Value::Text(secret("team-release"))),
            _ => question.required.then_some(Value::NotApplicable),
        };
    }
    let unit = survey.unit_of(person_id(MIRA)).expect("she is asked");
    reviews::answered(&app.store, &survey, person_id(MIRA), unit, 0, &answers).await.expect("taken");
    made::shut(app, id).await;
    unit
}

/// Company reviews whose comments are for everybody, for leaders, and for nobody, as there are too few; and one that goes on.
async fn company_reviews(app: &TestApp, cycle: CycleId) {
    let wanted = made::wanted(app, cycle, SurveyKind::Company, Mode::Confidential, "Under way");
    let administrator = made::administrator(app).await;
    launch::launch(&app.store, &administrator, &Mail::none(), &wanted).await.expect("launched");
    for (name, cycle, thing, teams, leaders_only) in [
        (PUBLIC, "2025 H1", "company-release", 6, false),
        ("For leaders", "2025 H2", "leaders-release", 6, true),
        ("For nobody", "2024 H2", "company-hidden", 4, false),
    ] {
        let rows = ["Payments", "Sales"].map(|team| format!("{team},4,{}\n", secret(thing)).repeat(teams));
        let text = format!("Team,lead01,remark\n{}", rows.concat());
        let wanted = history::Wanted { leaders_only, ..made::former(name, cycle) };
        made::import(app, &wanted, &text).await;
    }
}

/// Both halves of reviews that are so far.
async fn halves(app: &TestApp, [prepared, shared, late, open]: [ReviewKey; 4]) {
    for (key, thing) in [(prepared, "prepared"), (shared, "shared"), (late, "late"), (open, "open")] {
        reviewed::written(app, MIRA, key, &secret(&format!("{thing}-own"))).await;
        reviewed::written(app, VIKTOR, key, &secret(&format!("{thing}-manager"))).await;
    }
    for key in [shared, late, open] {
        reviewed::shared(app, MIRA, key).await;
    }
    reviewed::shared(app, VIKTOR, open).await;
    let notes = edit(Slot::Notes, &secret("notes"));
    review::save_notes(&app.store, &holder(app, VIKTOR, open).await, &notes).await.expect("saved");
}

/// What peers say who were told that Viktor alone reads it, that Mira does as well, and who have not given it yet.
async fn peers(app: &TestApp, key: ReviewKey) {
    let about = secret("input-about");
    for (name, is_open, about, thing) in [
        (ZOFIA, false, about.as_str(), "input-closed"),
        (PRIYA, true, "", "input-open"),
        ("Aiko Tanaka", true, "", "input-draft"),
    ] {
        reviewed::asked(app, VIKTOR, key, name, is_open, about).await;
        reviewed::input(app, name, key, &secret(thing)).await;
    }
    for name in [ZOFIA, PRIYA] {
        reviewed::given(app, name, key).await;
    }
}

/// A plan that both signed, and are amending.
async fn sign(app: &TestApp, key: ReviewKey, thing: &str) {
    for (name, half) in [(MIRA, "signed-own"), (VIKTOR, "signed-manager")] {
        reviewed::written(app, name, key, &secret(half)).await;
        reviewed::shared(app, name, key).await;
    }
    plans::agreed(app, key, "Learn Norwegian").await;
    let viktor = holder(app, VIKTOR, key).await;
    let said = [Said::Strengths(secret(thing)), Said::Growth("To say no.".to_owned()), Said::Towards("Senior.".to_owned())];
    let edits = said.map(|said| Edit { said, seen: 0, pen: None });
    plan::write(&app.store, &viktor, &edits).await.expect("written");
    for name in [VIKTOR, MIRA] {
        let found = review::find(&app.store, key).await.expect("reads").expect("there");
        let reader = access::plan_reader(&actor(app, name).await, &found).expect("a side");
        let open = plan::read(&app.store, &reader).await.expect("reads").expect("there");
        let contents = open.plan.contents(&open.goals.expect("for a side")).expect("something is written");
        let holder = holder(app, name, key).await;
        plan::sign(&app.store, &holder, &Mail::none(), contents.seal(), Some(&contents)).await.expect("signed");
    }
    let reason = secret(&format!("{thing}-reason"));
    let amended = plan::amend(&app.store, &viktor, &Mail::none(), &reason).await.expect("begun");
    let said = Said::Growth(secret(&format!("{thing}-draft")));
    let edit = Edit { said, seen: amended.revision(Part::Growth), pen: None };
    plan::write(&app.store, &viktor, &[edit]).await.expect("written");
}

/// Goals of every level, each with a note.
async fn goals(app: &TestApp) {
    for (by, level, thing, open) in [
        ("Sunniva Haugen", Level::Company, "company-goal", false),
        (NADIA, Level::Team(team_id("Payments")), "team-goal", false),
        (MIRA, Level::Person(person_id(MIRA)), "open-goal", true),
        (MIRA, Level::Person(person_id(MIRA)), "own-goal", false),
    ] {
        let owner = actor(app, by).await;
        let steward = access::steward(&app.store, &owner, level).expect("they may make it");
        let title = Title::new(&secret(thing)).expect("a title");
        let terms = Terms::new(title, date(2027, 1, 11), date(2027, 6, 30));
        let is_own = level == Level::Person(owner.id());
        let kind = if is_own { Kind::Learning } else { Kind::Commitment };
        let wanted = Wanted { open, proposal: is_own, ..Wanted::new(kind, level, owner.id(), terms) };
        let made = store::goal::create(&app.store, &steward, &wanted).await.expect("made");
        let tending = access::tending(&app.store, &owner, &made).expect("they may");
        let note = Verb::Note(secret(&format!("{thing}-note")));
        store::goal::act(&app.store, &tending, made.sequence, &[note]).await.expect("noted");
    }
    made::goal(app, NADIA, "Payments", &secret("team-action"), NADIA, Some("leading")).await;
}

/// A workshop of Payments that agreed on something.
async fn workshop(app: &TestApp) {
    let opened = workshops::opened(app, "Payments", NADIA).await;
    workshops::voted(app, &opened, "Jonas Lindqvist", &[("balance", 4)]).await;
    let hosting = access::hosting(&app.store, &actor(app, NADIA).await, &opened).expect("she leads it");
    let revealed = store::workshop::reveal(&app.store, &hosting, opened.version).await.expect("revealed");
    let stand = Vote::Points(Points::new(4).expect("on the scale"));
    let consensus = Consensus { stand, note: secret("workshop-note") };
    let section = Slug::new("balance").expect("an id");
    let decided = store::workshop::decide(&app.store, &hosting, revealed.version, &section, Some(&consensus)).await;
    decided.expect("decided");
}

/// A project that was called otherwise once.
async fn audited(app: &TestApp) {
    let mut ines = app.browser_of(crate::app::ADMINISTRATOR).await;
    let first = secret("audit-detail");
    let created = ines.post("/fn/projects/create", &[("name", first.as_str()), ("lead", MIRA)]).await;
    assert_eq!(created.status, http::StatusCode::OK, "{}", created.body);
    let projects = store::project::list(&app.store).await.expect("reads");
    let id = projects.iter().find(|project| project.name.as_str() == first).expect("made").id.to_string();
    let corrected = ines.post("/fn/projects/correct", &[("id", id.as_str()), ("version", "0"), ("name", "Night trains")]).await;
    assert_eq!(corrected.status, http::StatusCode::OK, "{}", corrected.body);
}
