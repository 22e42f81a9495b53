//! Who may see what, over everything that there is: each thing carries a secret of its own, everybody asks for every page and for all that is read,
//! and what came to whom is compared with the table. A page that nobody thought of is asked as well.
//!
//! What goes out while somebody watches is not asked here, as it has no end: see `live.rs` and `workshops.rs`.

mod addresses;
mod planted;

use self::{
    addresses::Things,
    planted::{Planted, secret},
};
use super::left;
use crate::app::{ADMINISTRATOR, Browser, EMPLOYEE, LEAD, MANAGER, TestApp};
use http::StatusCode;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use tokio::task::JoinSet;

/// Who asks: what they are to Mira, and where they sign in.
const ACTORS: [(&str, &str); 10] = [
    ("the person", EMPLOYEE),
    ("their manager", MANAGER),
    ("the manager's manager", "sunniva.haugen@halden.example"),
    ("another manager", "katarina.vukelic@halden.example"),
    ("the team's lead", LEAD),
    ("a colleague", "jonas.lindqvist@halden.example"),
    // In the same team.
    ("the peer who was asked", "zofia.dvorak@halden.example"),
    ("the administrator", ADMINISTRATOR),
    (LEFT, ""),
    (NOBODY, ""),
];

const LEFT: &str = "who left";
const NOBODY: &str = "nobody";

/// Sees it.
const X: bool = true;
/// Does not.
const O: bool = false;

/// Everybody who is signed in.
const ALL: [bool; 10] = [X, X, X, X, X, X, X, X, O, O];
/// Nobody of these.
const NONE: [bool; 10] = [O; 10];
/// A team, who leads it and stands above who does, and who looks after people.
const TEAM: [bool; 10] = [X, X, X, O, X, X, X, X, O, O];
const PERSON: [bool; 10] = [X, O, O, O, O, O, O, O, O, O];
const HOLDER: [bool; 10] = [O, X, O, O, O, O, O, O, O, O];
const SIDES: [bool; 10] = [X, X, O, O, O, O, O, O, O, O];
const PEER: [bool; 10] = [O, O, O, O, O, O, X, O, O, O];

/// The table "Who may see what" of the design, thing by thing.
#[rustfmt::skip]
const TABLE: &[(&str, [bool; 10])] = &[
    // person, manager, line, other manager, lead, colleague, peer, administrator, left, nobody

    // Company survey answers: what the threshold hides is nobody's.
    ("company-hidden", NONE),
    // Company survey release: for everybody, or for leaders only.
    ("company-release", ALL),
    ("leaders-release", [O, X, X, X, X, O, O, X, O, O]),
    // Team survey release: of other teams nothing.
    ("team-release",    TEAM),
    // What a team talked about is told to whom its release is.
    ("workshop-note",   TEAM),

    // Goals: company and team goals are everybody's, with all that was written about them; what answers a survey tells of its results.
    ("company-goal",      ALL),
    ("company-goal-note", ALL),
    ("team-goal",         ALL),
    ("team-goal-note",    ALL),
    ("team-action",       TEAM),
    // Somebody's own: for colleagues only if it is marked open; who looks after people sees title and status.
    ("open-goal",      ALL),
    ("open-goal-note", ALL),
    ("own-goal",       [X, X, X, O, X, O, O, X, O, O]),
    ("own-goal-note",  [X, X, X, O, X, O, O, O, O, O]),

    // Personal review, own half: "once shared" is once both are, or the day for it has passed.
    ("prepared-own", PERSON),
    ("shared-own",   PERSON),
    ("late-own",     SIDES),
    ("open-own",     SIDES),
    ("signed-own",   SIDES),
    // Manager's half.
    ("prepared-manager", HOLDER),
    ("shared-manager",   HOLDER),
    ("late-manager",     HOLDER),
    ("open-manager",     SIDES),
    ("signed-manager",   SIDES),
    // Notes: only their author.
    ("notes", HOLDER),
    // Feedback, as the peer was told: the recipient is the manager, or both.
    ("input-closed", [O, X, O, O, O, O, X, O, O, O]),
    ("input-open",   SIDES),
    ("input-draft",  NONE),
    ("input-about",  PEER),

    // Development plan: the sides, and the line if both agree to that; what is being written is for the sides alone.
    ("plan-draft",         SIDES),
    ("signed-plan",        SIDES),
    ("signed-plan-reason", SIDES),
    ("signed-plan-draft",  SIDES),
    ("line-plan",          [X, X, X, O, O, O, O, O, O, O]),
    ("line-plan-reason",   SIDES),
    ("line-plan-draft",    SIDES),

    // What is told of changes, in the words of then.
    ("audit-detail", [O, O, O, O, O, O, O, X, O, O]),
];

/// What nobody reads and is not stored either: answers that the threshold hides.
const NOT_KEPT: &str = "company-hidden";

/// What is asked for and answers nobody, with the reason.
const ANSWERS_NOBODY: &[&str] = &[
    // Whose answers come in here, nobody knows: they are sent, not asked for.
    "/answers",
];

/// What somebody was given.
#[derive(Default)]
struct Given {
    /// By secret, where it was read first.
    secrets: BTreeMap<&'static str, String>,
    /// What answered.
    opened: BTreeSet<String>,
    /// What broke.
    broken: Vec<String>,
}

impl Given {
    async fn take(&mut self, browser: &mut Browser, secrets: &[(&'static str, String)], path: &str) {
        let answer = browser.get(path).await;
        if answer.status.is_server_error() {
            self.broken.push(format!("{path}: {}", answer.status));
        }
        if answer.status == StatusCode::OK {
            self.opened.insert(path.to_owned());
        }
        let said = format!("{} {}", answer.header("location"), answer.body);
        // Most say none.
        if said.contains(planted::MARK) {
            for (name, _) in secrets.iter().filter(|(_, secret)| said.contains(secret.as_str())) {
                self.secrets.entry(*name).or_insert_with(|| path.to_owned());
            }
        }
    }
}

/// Everybody asks for everything.
async fn given(app: &TestApp, paths: &[String]) -> BTreeMap<&'static str, Given> {
    let paths: Arc<[String]> = paths.into();
    let secrets: Arc<[(&str, String)]> = TABLE.iter().map(|(name, _)| (*name, secret(name))).collect();
    let mut asking = JoinSet::new();
    for (actor, email) in ACTORS.into_iter().filter(|(actor, _)| *actor != LEFT) {
        let browser = if actor == NOBODY { app.browser() } else { app.browser_of(email).await };
        let (paths, secrets) = (Arc::clone(&paths), Arc::clone(&secrets));
        asking.spawn(async move {
            let mut given = Given::default();
            for path in &*paths {
                given.take(&mut browser.clone(), &secrets, path).await;
            }
            (actor, given)
        });
    }
    // The first answer ends their session.
    let mut of_left = Given::default();
    for path in &*paths {
        of_left.take(&mut left(app).await, &secrets, path).await;
    }
    asking.join_all().await.into_iter().chain([(LEFT, of_left)]).collect()
}

/// In what came to whom and the table differ.
fn differences(given: &BTreeMap<&'static str, Given>) -> Vec<String> {
    let mut differences = Vec::new();
    for (thing, sees) in TABLE {
        for ((actor, _), sees) in ACTORS.iter().zip(sees) {
            match (given[actor].secrets.get(thing), sees) {
                (Some(path), false) => differences.push(format!("{actor} reads {thing} at {path}")),
                (None, true) => differences.push(format!("{actor} reads {thing} nowhere")),
                _ => {}
            }
        }
    }
    differences
}

/// Who opens the page of a review or a plan; nothing for other addresses.
fn may_open(planted: &Planted, path: &str) -> Option<Vec<&'static str>> {
    let (person, manager, line, peer) = ("the person", "their manager", "the manager's manager", "the peer who was asked");
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    Some(match segments[..] {
        ["review" | "plan", _] => vec![person],
        ["review" | "plan", _, whose, ..] if whose != planted.person => Vec::new(),
        ["review", cycle, _, "input"] if cycle == planted.asked => vec![peer],
        ["plan", cycle, _] if cycle == planted.line => vec![person, manager, line],
        ["review" | "plan", _, _] => vec![person, manager],
        ["review" | "plan", _, _, ..] => Vec::new(),
        _ => return None,
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_reads_what_the_design_says_and_nothing_else() {
    let (app, planted) = planted::app().await;
    let things = Things::of(&app, &planted).await;
    let asked = addresses::all(&app, &things);
    let paths: Vec<String> = asked.values().flatten().cloned().collect();
    let given = given(&app, &paths).await;

    let mut wrong = differences(&given);
    let stored = app.picture().await;
    let is_gone = |thing: &str| thing != NOT_KEPT && !stored.contains(&secret(thing));
    // Else it would be no wonder that nobody reads it.
    wrong.extend(
        TABLE.iter().filter(|(thing, sees)| *sees == NONE && is_gone(thing)).map(|(thing, _)| format!("{thing} is nowhere")),
    );
    for (address, paths) in &asked {
        let is_answered = given.values().any(|given| paths.iter().any(|path| given.opened.contains(path)));
        if is_answered == ANSWERS_NOBODY.contains(&address.as_str()) {
            let is =
                if is_answered { "somebody, though it is not meant to" } else { "nobody: say what its parameters stand for" };
            wrong.push(format!("{address} answers {is}"));
        }
    }
    for path in &paths {
        let Some(may) = may_open(&planted, path) else { continue };
        let opened: BTreeSet<&str> =
            given.iter().filter(|(_, given)| given.opened.contains(path)).map(|(actor, _)| *actor).collect();
        let may: BTreeSet<&str> = may.into_iter().collect();
        if opened != may {
            wrong.push(format!("{path} is opened by {opened:?}, and should be by {may:?}"));
        }
    }
    wrong.extend(given.values().flat_map(|given| given.broken.iter().cloned()));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
