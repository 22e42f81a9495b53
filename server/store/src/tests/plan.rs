//! Plans: both sign what they saw, what they signed stays, and nobody signs what is otherwise by now.

use super::{
    actor, administrator, is_sound,
    made::{JONAS, MIRA, SUNNIVA, VIKTOR, holder, now, share, write},
    review::launched,
    why,
};
use crate::{
    Failed, Store,
    access::{self, PlanReader},
    demo::person_id,
    goal,
    outbox::Mail,
    review::{
        self,
        plan::{self, PlanFailed},
    },
};
use jiff::civil::date;
use std::sync::Arc;
use surrealdb::types::Variables;
use waymark::{
    goal::{Goal, Kind, Level, LimitMode, Measure, Policies, Policy, Term, Terms, Title, Verb, Wanted},
    plan::{Contents, Difference, Edit, Goals, Obstacle, Part, Plan, Refused, Said},
    review::{PlanStage, Refused as ReviewRefused, ReviewKey, Side, Stage},
};

fn mail() -> Mail {
    Mail::from("https://halden.example")
}

/// A review of Mira that Viktor holds, of which both halves are shown.
async fn opened() -> (Store, ReviewKey) {
    let (store, key) = launched().await;
    for name in [MIRA, VIKTOR] {
        write(&store, name, key, "Words.").await;
    }
    for name in [MIRA, VIKTOR] {
        share(&store, name, key).await;
    }
    (store, key)
}

/// A goal of Mira's for the cycle of the review, which both agreed to.
async fn agreed(store: &Store, key: ReviewKey, text: &str, kind: Kind) -> Arc<Goal> {
    let mira = actor(store, MIRA).await;
    let steward = access::steward(store, &mira, Level::Person(mira.id())).expect("her own");
    let title = Title::new(text).expect("a title");
    let terms = Terms { measure: Some(Measure::YesNo), ..Terms::new(title, date(2027, 1, 11), date(2027, 6, 30)) };
    let wanted =
        Wanted { proposal: true, cycle: Some(key.cycle), ..Wanted::new(kind, Level::Person(mira.id()), mira.id(), terms) };
    let goal = goal::create(store, &steward, &wanted).await.expect("made");
    act(store, VIKTOR, &goal, Verb::Agree).await
}

async fn act(store: &Store, name: &str, goal: &Goal, verb: Verb) -> Arc<Goal> {
    let tending = access::tending(store, &actor(store, name).await, goal).expect("they may");
    goal::act(store, &tending, goal.sequence, &[verb]).await.expect("done")
}

fn edit(said: Said, seen: u32) -> Edit {
    Edit { said, seen, pen: None }
}

fn strengths(text: &str) -> Said {
    Said::Strengths(text.to_owned())
}

/// Viktor writes all that has to be written.
async fn write_all(store: &Store, key: ReviewKey) {
    let edits = [strengths("Calm."), Said::Growth("To say no.".into()), Said::Towards("Lead engineer".into())];
    put(store, VIKTOR, key, &edits.map(|said| edit(said, 0))).await.expect("written");
}

async fn put(store: &Store, name: &str, key: ReviewKey, edits: &[Edit]) -> Result<Plan, Failed<PlanFailed>> {
    plan::write(store, &holder(store, name, key).await.expect("they hold it"), edits).await
}

async fn reader(store: &Store, name: &str, key: ReviewKey) -> Option<PlanReader> {
    access::plan_reader(&actor(store, name).await, &*now(store, key).await)
}

async fn seen(store: &Store, name: &str, key: ReviewKey) -> plan::Open {
    let reader = reader(store, name, key).await.expect("they may read it");
    plan::read(store, &reader).await.expect("reads").expect("there")
}

/// What a side's page shows.
async fn shown(store: &Store, name: &str, key: ReviewKey) -> Contents {
    let open = seen(store, name, key).await;
    open.plan.contents(&open.goals.expect("for a side")).expect("something is written")
}

async fn sign_as(store: &Store, name: &str, key: ReviewKey, shown: &Contents) -> Result<Plan, Failed<PlanFailed>> {
    let holder = holder(store, name, key).await.expect("they hold it");
    plan::sign(store, &holder, &mail(), shown.seal(), Some(shown)).await
}

/// They look at what there is, and sign it.
async fn sign(store: &Store, name: &str, key: ReviewKey) -> Result<Plan, Failed<PlanFailed>> {
    let shown = shown(store, name, key).await;
    sign_as(store, name, key, &shown).await
}

/// A review with a plan that may be signed.
async fn ready() -> (Store, ReviewKey) {
    let (store, key) = opened().await;
    agreed(&store, key, "Learn Norwegian", Kind::Learning).await;
    write_all(&store, key).await;
    (store, key)
}

async fn texts(store: &Store, statement: &str) -> Vec<String> {
    store.read(statement, Variables::new()).await.expect("reads").take(0).expect("texts")
}

#[tokio::test]
async fn both_write_and_sign_and_then_it_stands() {
    let (store, key) = opened().await;
    agreed(&store, key, "Learn Norwegian", Kind::Learning).await;
    assert!(reader(&store, SUNNIVA, key).await.is_none());
    write_all(&store, key).await;
    let met = put(&store, MIRA, key, &[edit(strengths("Quick."), 0)]).await;
    assert!(matches!(why(met), PlanFailed::Plan(Refused::Met(met)) if met[0].now == strengths("Calm.")));
    let next = Said::Dates(vec![waymark::plan::Next {
        on: date(2027, 4, 1),
        what: waymark::plan::Words::new("Look again").expect("a line"),
    }]);
    put(&store, MIRA, key, &[edit(next, 0)]).await.expect("another part");
    let one = sign(&store, MIRA, key).await.expect("signed");
    assert_eq!(now(&store, key).await.stage(), Stage::Sign(Side::Own));
    let goals = plan::goals_of(&store, key).await.expect("reads");
    assert_eq!(one.waits_for(&goals), [Side::Manager]);
    assert_eq!(why(sign(&store, MIRA, key).await), PlanFailed::Plan(Refused::Already));
    let both = sign(&store, VIKTOR, key).await.expect("signed");
    let newest = both.newest().expect("signed by both");
    assert_eq!(now(&store, key).await.plan, PlanStage::Signed { at: newest.at(), amending: false });
    assert_eq!((newest.contents.goals.len(), newest.contents.parts.dates.len()), (1, 1));
    assert_eq!(seen(&store.shared(), MIRA, key).await.plan, both, "as it is stored");
    let late = put(&store, MIRA, key, &[edit(strengths("Quick."), 1)]).await;
    assert_eq!(why(late), PlanFailed::Plan(Refused::Signed));
    let entries = texts(&store, "SELECT VALUE detail FROM audit WHERE action = 'plan.signed' ORDER BY detail").await;
    assert_eq!(entries.len(), 2);
    let seal = newest.contents.seal().to_string();
    assert!(entries.iter().all(|detail| detail.contains(&seal) && !detail.contains("Calm")), "{entries:?}");
    let letters = texts(&store, "SELECT VALUE text FROM outbox WHERE subject CONTAINS 'signed'").await;
    assert_eq!(letters.len(), 1, "whoever signs last writes to nobody");
    let link = format!("https://halden.example/plan/{}/{}\n", key.cycle, key.person);
    assert!(letters[0].contains("it waits for you") && letters[0].contains(&link), "{letters:?}");
    let review = now(&store, key).await;
    let reads = [MIRA, JONAS].map(|name| (name, access::plan_reader));
    for (name, reader) in reads {
        assert_eq!(reader(&actor(&store, name).await, &review).is_some(), name == MIRA, "{name}");
    }
    assert!(is_sound(&store).await);
}

#[tokio::test]
async fn of_two_who_sign_at_once_one_completes_it() {
    for _ in 0..5 {
        let (store, key) = ready().await;
        let shown = shown(&store, MIRA, key).await;
        let (one, other) = (store.shared(), store.shared());
        let (mira, viktor) = tokio::join!(sign_as(&one, MIRA, key, &shown), sign_as(&other, VIKTOR, key, &shown));
        let complete = [mira, viktor].map(|plan| plan.expect("signed").versions.len());
        assert_eq!(complete.iter().sum::<usize>(), 1);
        let store = store.shared();
        assert!(now(&store, key).await.is_signed());
        assert!(is_sound(&store).await);
    }
}

#[tokio::test]
async fn one_who_signs_twice_at_once_signs_once() {
    let (store, key) = ready().await;
    let shown = shown(&store, MIRA, key).await;
    let (one, other) = (store.shared(), store.shared());
    let (one, other) = tokio::join!(sign_as(&one, MIRA, key, &shown), sign_as(&other, MIRA, key, &shown));
    let (signed, refused): (Vec<_>, Vec<_>) = [one, other].into_iter().partition(Result::is_ok);
    let refused: Vec<PlanFailed> = refused.into_iter().map(why).collect();
    assert_eq!((signed.len(), refused), (1, vec![PlanFailed::Plan(Refused::Already)]));
    assert_eq!(now(&store.shared(), key).await.plan, PlanStage::SignedBy(Side::Own));
}

#[tokio::test]
async fn who_signs_what_is_otherwise_by_now_is_told_in_what() {
    let (store, key) = ready().await;
    let before = shown(&store, MIRA, key).await;
    sign(&store, MIRA, key).await.expect("signed");
    put(&store, VIKTOR, key, &[edit(strengths("Quick."), 1)]).await.expect("written");
    assert_eq!(now(&store, key).await.plan, PlanStage::Open, "her signature holds no more");
    let open = seen(&store, VIKTOR, key).await;
    let goals = open.goals.expect("for a side");
    assert_eq!(open.plan.overtaken(Side::Own, &goals).map(|signature| signature.signing.by), Some(key.person));
    let other = agreed(&store, key, "Lead the move", Kind::Commitment).await;
    let PlanFailed::Plan(Refused::Outdated(differences)) = why(sign_as(&store, VIKTOR, key, &before).await) else {
        panic!("not outdated")
    };
    let part = Difference::Part { before: strengths("Calm."), after: strengths("Quick.") };
    assert_eq!(differences[0], part);
    assert!(matches!(&differences[1], Difference::Added(aim) if aim.id == other.id));
    assert_eq!(differences.len(), 2);
    for name in [VIKTOR, MIRA] {
        sign(&store, name, key).await.expect("signed");
    }
    assert!(now(&store, key).await.is_signed());
    assert!(is_sound(&store).await);
}

#[tokio::test]
async fn nobody_signs_what_a_goal_no_longer_is() {
    for _ in 0..5 {
        let (store, key) = opened().await;
        let goal = agreed(&store, key, "Learn Norwegian", Kind::Learning).await;
        write_all(&store, key).await;
        let later = [Term::Due(date(2027, 5, 31))];
        let later = Verb::Define(later.to_vec(), "The course is earlier".to_owned());
        let proposed = act(&store, MIRA, &goal, later).await;
        let before = shown(&store, MIRA, key).await;
        sign(&store, VIKTOR, key).await.expect("signed");
        // The change holds from the moment on at which the other side agrees to it.
        let (one, other) = (store.shared(), store.shared());
        let (signed, _) = tokio::join!(sign_as(&one, MIRA, key, &before), act(&other, VIKTOR, &proposed, Verb::Agree));
        let store = store.shared();
        let due = |goals: &[waymark::plan::Aim]| goals[0].terms.due;
        match signed {
            Ok(plan) => assert_eq!(plan.newest().map(|signed| due(&signed.contents.goals)), Some(date(2027, 6, 30))),
            Err(failed) => {
                let why = why::<(), _>(Err(failed));
                assert!(matches!(why, PlanFailed::Plan(Refused::Outdated(differences)) if differences.len() == 1));
                let plan = sign(&store, MIRA, key).await.expect("signed");
                assert_eq!(plan.versions, [], "his signature was of something else");
                let plan = sign(&store, VIKTOR, key).await.expect("signed");
                assert_eq!(plan.newest().map(|signed| due(&signed.contents.goals)), Some(date(2027, 5, 31)));
            }
        }
        assert!(is_sound(&store).await);
    }
}

#[tokio::test]
async fn nothing_is_written_before_both_halves_are_shown_nor_in_a_closed_cycle() {
    let (store, key) = launched().await;
    let early = put(&store, MIRA, key, &[edit(strengths("Calm."), 0)]).await;
    assert_eq!(why(early), PlanFailed::Review(ReviewRefused::NotOpen));
    let (store, key) = ready().await;
    sign(&store, MIRA, key).await.expect("signed");
    let shown = shown(&store, VIKTOR, key).await;
    let admin = administrator(&store).await;
    crate::cycle::close(&store, &admin, key.cycle, waymark::Version::default()).await.expect("closed");
    let closed = PlanFailed::Review(ReviewRefused::CycleClosed);
    assert_eq!(why(sign_as(&store, VIKTOR, key, &shown).await), closed);
    assert_eq!(why(put(&store, VIKTOR, key, &[edit(strengths("Quick."), 1)]).await), closed);
    assert!(seen(&store, VIKTOR, key).await.plan.draft.is_some(), "it is still read");
}

#[tokio::test]
async fn what_stands_in_the_way_is_told() {
    let (store, key) = opened().await;
    let shown_now = shown(&store, MIRA, key).await;
    let empty = Part::NEEDED.map(Obstacle::Empty).into_iter().chain([Obstacle::NoGoals]).collect();
    assert_eq!(why(sign_as(&store, MIRA, key, &shown_now).await), PlanFailed::Plan(Refused::Obstacles(empty)));
    agreed(&store, key, "Lead the move", Kind::Commitment).await;
    write_all(&store, key).await;
    let policies = Policies { learning: LimitMode::Block, ..Policies::default() };
    goal::set_policies(&store, &administrator(&store).await, 0, policies).await.expect("set");
    let learning = vec![Obstacle::Policy(Policy::Learning)];
    assert_eq!(why(sign(&store, MIRA, key).await), PlanFailed::Plan(Refused::Obstacles(learning)));
    agreed(&store, key, "Learn Norwegian", Kind::Learning).await;
    sign(&store, MIRA, key).await.expect("signed");
}

#[tokio::test]
async fn what_a_former_manager_signed_alone_holds_no_more() {
    let (store, key) = ready().await;
    let viktor = holder(&store, VIKTOR, key).await.expect("his");
    let shown = shown(&store, MIRA, key).await;
    sign(&store, VIKTOR, key).await.expect("signed");
    let handing = access::handing(&actor(&store, VIKTOR).await, &*now(&store, key).await).expect("he holds it");
    review::hand_over(&store, &handing, person_id(SUNNIVA)).await.expect("handed over");
    assert_eq!(now(&store, key).await.plan, PlanStage::Open);
    assert!(is_sound(&store).await);
    let late = plan::sign(&store, &viktor, &mail(), shown.seal(), None).await;
    assert_eq!(why(late), PlanFailed::Review(ReviewRefused::HandedOver));
    assert_eq!(sign(&store, MIRA, key).await.expect("signed").versions, []);
    let both = sign(&store, SUNNIVA, key).await.expect("signed");
    assert_eq!(both.newest().map(|signed| signed.signings.manager.by), Some(person_id(SUNNIVA)));
    // He is her manager all the same, and reads what was signed.
    let open = seen(&store, VIKTOR, key).await;
    assert_eq!((open.plan.versions.len(), open.plan.draft, open.goals), (1, None, None));
    assert!(is_sound(&store).await);
}

#[tokio::test]
async fn an_amendment_is_signed_like_the_first_and_leaves_it_as_it_was() {
    let (store, key) = ready().await;
    let (mira, viktor) = (holder(&store, MIRA, key).await.expect("hers"), holder(&store, VIKTOR, key).await.expect("his"));
    assert_eq!(why(plan::amend(&store, &mira, &mail(), "Why").await), PlanFailed::Plan(Refused::NotSigned));
    for name in [MIRA, VIKTOR] {
        sign(&store, name, key).await.expect("signed");
    }
    let first = seen(&store, MIRA, key).await.plan;
    assert_eq!(why(plan::amend(&store, &mira, &mail(), " ").await), PlanFailed::Plan(Refused::NoReason));
    plan::amend(&store, &viktor, &mail(), "The team moved").await.expect("begun");
    assert!(matches!(now(&store, key).await.plan, PlanStage::Signed { amending: true, .. }));
    let letters = texts(&store, "SELECT VALUE text FROM outbox WHERE subject CONTAINS 'amends'").await;
    let link = format!("https://halden.example/plan/{}\n", key.cycle);
    assert!(letters.len() == 1 && letters[0].contains(&link), "{letters:?}");
    let read = shown(&store, MIRA, key).await;
    let given_up = plan::give_up(&store, &mira, read.seal(), Some(&read)).await.expect("given up");
    assert_eq!(given_up.versions, first.versions);
    assert!(is_sound(&store).await);
    let amended = plan::amend(&store, &viktor, &mail(), "The team moved").await.expect("begun");
    let seen_revision = amended.revision(Part::Strengths);
    put(&store, MIRA, key, &[edit(strengths("Quick."), seen_revision)]).await.expect("written");
    for name in [MIRA, VIKTOR] {
        sign(&store, name, key).await.expect("signed");
    }
    let plan = seen(&store, MIRA, key).await.plan;
    assert_eq!((plan.versions.len(), &plan.versions[0]), (2, &first.versions[0]));
    assert_eq!(plan.newest().map(|signed| signed.contents.parts.strengths.as_str()), Some("Quick."));
    assert!(is_sound(&store).await);
}

#[tokio::test]
async fn what_was_altered_where_it_is_stored_is_found() {
    let (store, key) = ready().await;
    for name in [MIRA, VIKTOR] {
        sign(&store, name, key).await.expect("signed");
    }
    assert!(is_sound(&store).await);
    let alter = "UPDATE review_plan SET content = string::replace(content, 'Calm.', 'Loud.')";
    store.write(|work| _ = work.add(alter)).await.expect("altered");
    assert!(!is_sound(&store).await);
    store.write(|work| _ = work.add("DELETE review_plan")).await.expect("removed");
    assert!(!is_sound(&store).await);
}

#[tokio::test]
async fn goals_of_a_plan_are_those_of_its_cycle() {
    let (store, key) = ready().await;
    let other = ReviewKey { person: person_id(JONAS), ..key };
    let goals = plan::goals_of(&store, key).await.expect("reads");
    assert_eq!(goals.aims.len(), 1);
    let none = Goals { aims: Vec::new(), obstacles: vec![Obstacle::NoGoals] };
    assert_eq!(plan::goals_of(&store, other).await.expect("reads"), none);
}
