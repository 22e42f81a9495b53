//! In what two contents of a plan differ, and what stands in the way of signing one, in sentences.

use super::{Teller, measured};
use crate::{
    goals,
    parts::counted,
    plans::{api::Hindrance, said::part_title},
};
use store::access;
use waymark::{
    goal::{Aspect, Level, Policy, Sides},
    plan::{Aim, Contents, Difference, Obstacle, Said, State, differences},
    review::Side,
};

/// How many lines of one part are told as new, and how many as gone.
const TOLD: usize = 3;

/// How much of a line is told, in characters.
const SHORT: usize = 140;

/// The first line of a text, without its marks; nothing where it is long, or there is none.
pub fn first_line(text: &str) -> Option<String> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let plain: String = line.chars().filter(|c| !matches!(c, '*' | '_' | '`' | '#' | '>' | '[' | ']')).collect();
    let plain = plain.trim_start_matches(['-', '+', ' ']).trim().trim_end_matches('.').to_owned();
    (!plain.is_empty() && plain.chars().count() <= SHORT).then_some(plain)
}

fn short(line: &str) -> String {
    if line.chars().count() <= SHORT { line.to_owned() } else { line.chars().take(SHORT).chain(['…']).collect() }
}

/// In what contents differ.
pub fn changes(teller: &Teller<'_>, before: &Contents, after: &Contents) -> Vec<String> {
    // Its reason stands beside a version, whole.
    let is_told = |difference: &Difference| !matches!(difference, Difference::Reason { .. });
    told(teller, &differences(before, after).into_iter().filter(is_told).collect::<Vec<_>>())
}

/// These differences, in sentences.
pub fn told(teller: &Teller<'_>, all: &[Difference]) -> Vec<String> {
    let one = |difference: &Difference| match difference {
        Difference::Part { before, after } => lines(part_title(after.part()), &listed(teller, before), &listed(teller, after)),
        Difference::Reason { before: None, after: Some(reason) } => {
            vec![format!("Both signed it meanwhile, and it is amended: “{reason}”.")]
        }
        Difference::Reason { after: Some(reason), .. } => vec![format!("It is amended for another reason: “{reason}”.")],
        Difference::Reason { after: None, .. } => vec!["It is no amendment any more.".to_owned()],
        Difference::Added(aim) => {
            vec![format!("A goal was added: {}.", quoted(aim, &format!(", due {}", teller.day(aim.terms.due))))]
        }
        Difference::Gone(aim) => {
            vec![format!("A goal is gone: {}. It was given up, or carried to another cycle.", quoted(aim, ""))]
        }
        Difference::Changed { before, after } => vec![changed(teller, before, after)],
    };
    all.iter().flat_map(one).collect()
}

fn quoted(aim: &Aim, more: &str) -> String {
    format!("“{}”{more}", aim.terms.title)
}

/// What stands in a part, line by line.
fn listed(teller: &Teller<'_>, said: &Said) -> Vec<String> {
    match said {
        Said::Strengths(text) | Said::Growth(text) | Said::Towards(text) => {
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
        }
        Said::Support(promises) => {
            let one = |promise| {
                let said = teller.promised(&teller.sides, promise);
                format!("{} ({})", said.what, said.by)
            };
            promises.iter().map(one).collect()
        }
        Said::Dates(dates) => dates.iter().map(|next| format!("{}: {}", teller.day(next.on), next.what)).collect(),
    }
}

/// Which lines are new, and which are gone.
fn lines(called: &str, before: &[String], after: &[String]) -> Vec<String> {
    let new: Vec<&String> = after.iter().filter(|line| !before.contains(line)).collect();
    let gone: Vec<&String> = before.iter().filter(|line| !after.contains(line)).collect();
    if new.is_empty() && gone.is_empty() {
        return vec![format!("{called}: the same lines stand otherwise.")];
    }
    let tell = |lines: &[&String], is: &str, are: &str| {
        let more = lines.len().saturating_sub(TOLD);
        let first = lines.iter().take(TOLD).map(|line| format!("{called}: “{}” {is}.", short(line)));
        let more = (more > 0)
            .then(|| format!("{called}: {} {}.", counted(more, "more line", "more lines"), if more == 1 { is } else { are }));
        first.chain(more).collect::<Vec<_>>()
    };
    tell(&new, "is new", "are new").into_iter().chain(tell(&gone, "is gone", "are gone")).collect()
}

/// In what a goal is otherwise.
fn changed(teller: &Teller<'_>, before: &Aim, after: &Aim) -> String {
    let said = |aspect: Aspect| match aspect {
        Aspect::Title => format!("it is called “{}” now", after.terms.title),
        Aspect::About => "what it is about was rewritten".to_owned(),
        Aspect::Days if before.terms.due == after.terms.due => "it begins on another day".to_owned(),
        Aspect::Days => format!("it was due {}, and is due {}", teller.day(before.terms.due), teller.day(after.terms.due)),
        Aspect::Measure => match (measured(before.terms.measure.as_ref()), measured(after.terms.measure.as_ref())) {
            (before, after) if before.is_empty() || after.is_empty() => "it is measured otherwise".to_owned(),
            (before, after) => format!("it aimed at {before}, and aims at {after}"),
        },
        Aspect::Learning => "what is learned is otherwise".to_owned(),
        Aspect::Parent => "it serves another goal, or none".to_owned(),
        Aspect::Project => "it belongs to another project, or none".to_owned(),
        Aspect::Agreement if after.state == State::Proposed => "it is a proposal again".to_owned(),
        Aspect::Agreement => "both agreed to it".to_owned(),
        Aspect::End if after.state == State::Done => "it is done".to_owned(),
        Aspect::End => "it goes on".to_owned(),
        _ => "something of it is otherwise".to_owned(),
    };
    let all: Vec<String> = before.aspects(after).into_iter().map(said).collect();
    format!("The goal “{}”: {}.", before.terms.title, all.join("; "))
}

/// Who has yet to agree to a goal of the person's, by name.
fn waiting(teller: &Teller<'_>, sides: Sides) -> String {
    let directory = &teller.actor.seen().directory;
    let (owner, manager) = access::parties(directory, Level::Person(teller.key().person));
    let who = |person: Option<waymark::PersonId>| match person {
        Some(person) if person == teller.actor.id() => "you".to_owned(),
        Some(person) => super::name(teller.actor.seen(), person),
        None => "an administrator".to_owned(),
    };
    let mut names = Vec::new();
    for (is_one, person) in [(sides.owner, owner), (sides.manager, manager)] {
        let name = who(person);
        if is_one && !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(" and ")
}

/// The page on which a goal of the plan is made.
fn new_goal(teller: &Teller<'_>, kind: &str) -> String {
    let key = teller.key();
    let whose = match teller.side() {
        Some(Side::Own) | None => String::new(),
        Some(Side::Manager) => format!("&whose=person&person={}", key.person),
    };
    format!("/goals/new?kind={kind}{whose}&cycle={}", key.cycle)
}

/// What stands in the way of signing, and where it is done away with.
pub fn hindrances(teller: &Teller<'_>, all: &[Obstacle]) -> Vec<Hindrance> {
    let one = |obstacle: &Obstacle| {
        let (sentence, href, action) = match obstacle {
            Obstacle::Empty(part) => {
                (format!("Nothing stands under “{}” yet.", part_title(*part)), format!("#{part}"), "Write it".to_owned())
            }
            Obstacle::NoGoals => ("There is no goal yet.".to_owned(), new_goal(teller, "objective"), "Make one".to_owned()),
            Obstacle::NotAgreed { goal, title, waits_for } => (
                format!("The goal “{title}” waits for {} to agree.", waiting(teller, *waits_for)),
                format!("/goals/{goal}"),
                "Look at it".to_owned(),
            ),
            Obstacle::NoMeasure { goal, title } => (
                format!("Nothing says how far the goal “{title}” is: it has no measure."),
                format!("/goals/{goal}"),
                "Give it one".to_owned(),
            ),
            Obstacle::NotMoved { goal, title } => (
                format!("Nothing that both agreed to moves the objective “{title}”."),
                format!("/goals/{goal}"),
                "Add a key result".to_owned(),
            ),
            Obstacle::Policy(policy) => {
                let sentence = format!("Your organisation asks for it: {}", goals::policy_sentence(*policy));
                match policy {
                    Policy::Learning => (sentence, new_goal(teller, "learning"), "Make a learning goal".to_owned()),
                    _ => (sentence, "#goals".to_owned(), "Tie one of these to a project".to_owned()),
                }
            }
        };
        Hindrance { sentence, href, action }
    };
    all.iter().map(one).collect()
}
