//! Changing what a goal is: one thing where it stands, or all of it in a form.

use super::{TermsTyped, TermsWrong};
use crate::{
    failure::{Again, Failure},
    people::NotOne,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use waymark::{
    GoalId,
    goal::{NotAnAmount, Refused},
    person::NameRefused,
};
#[cfg(feature = "ssr")]
use {
    super::{act, act::confidence, handed, tended},
    crate::{
        goals::shown,
        moment,
        people::chosen_person,
        server::{self, Server},
    },
    store::{
        access::{self, Actor},
        goal as goals,
        goal::Seen,
    },
    waymark::goal::{Event, Goal, Kind, Measure, Status, Term, Title, Verb},
};

/// What of a goal is edited where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldName {
    /// What it is called.
    Title,
    /// How much it is.
    Value,
    /// How much it is to be.
    Target,
    /// By when.
    Due,
    /// How far it is, in a word.
    Status,
    /// How sure its owner is.
    Confidence,
    /// Who answers for it.
    Owner,
    /// The change that waits; it can only be taken back.
    Change,
    /// The milestones that are done, one a line.
    Steps,
}

/// How an edit is taken back: by another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoEdit {
    /// Of what.
    pub field: FieldName,
    /// To what.
    pub text: String,
}

/// What an edit made of a goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edited {
    /// How many events there are now.
    pub sequence: u32,
    /// What stands there now.
    pub now: String,
    /// Whether it waits for somebody to agree.
    pub waits: bool,
    /// How it is taken back; nothing where one edit does not bring back what was.
    pub undo: Option<UndoEdit>,
}

/// What somebody else made of it meanwhile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Who.
    pub by: String,
    /// When, as the reader says it.
    pub when: String,
    /// What stands there now.
    pub now: String,
    /// What was wanted instead, as the reader says it.
    pub mine: String,
    /// How many events there are now.
    pub sequence: u32,
}

/// Why an edit was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EditWrong {
    /// It is no title.
    Title(NameRefused),
    /// It is no number that fits.
    Number(NotAnAmount),
    /// It is no day.
    Day,
    /// It is not from 0 to 10.
    Confidence,
    /// It names nobody.
    Owner(NotOne),
    /// Somebody else changed the same.
    Conflict(Conflict),
    /// A rule refuses it.
    Rule(Refused),
}

#[cfg(feature = "ssr")]
impl FieldName {
    /// Whether it is a part of what is agreed.
    fn is_term(self) -> bool {
        matches!(self, Self::Title | Self::Target | Self::Due)
    }

    /// What stands there, and what one types to have it so.
    pub fn of(self, actor: &Actor, goal: &Goal, today: jiff::civil::Date) -> (String, String) {
        let status = || shown::word(&goal.status);
        match self {
            Self::Title => (goal.terms.title.to_string(), goal.terms.title.to_string()),
            Self::Value => {
                let value = goal.terms.measure.as_ref().zip(goal.value());
                value.map(|(measure, value)| (measure.say(value), measure.typed(value))).unwrap_or_default()
            }
            Self::Target => match &goal.terms.measure {
                Some(measure @ Measure::Towards { target, .. }) => (measure.aim(), String::from(*target)),
                _ => Default::default(),
            },
            Self::Due => (moment::day(goal.terms.due, today), goal.terms.due.to_string()),
            Self::Status => (shown::status_said(goal.status).to_owned(), status()),
            Self::Confidence => {
                let sure = goal.confidence.map(|sure| sure.to_string()).unwrap_or_default();
                (sure.clone(), sure)
            }
            Self::Owner => (shown::name(actor.seen(), goal.owner), actor.seen().directory.label(goal.owner)),
            Self::Change => Default::default(),
            Self::Steps => {
                let done = goal.done.iter().map(Title::as_str).collect::<Vec<_>>().join("\n");
                (done.clone(), done)
            }
        }
    }

    fn verb(self, actor: &Actor, goal: &Goal, text: &str, reason: String) -> Result<Verb, Failure<EditWrong>> {
        let define = |term| Verb::Define(vec![term], reason.clone());
        let wrong = |why| server::refuse(why);
        Ok(match self {
            Self::Title => define(Term::Title(Title::new(text).map_err(|why| wrong(EditWrong::Title(why)))?)),
            Self::Value => {
                let measure = goal.terms.measure.as_ref().ok_or_else(|| wrong(EditWrong::Rule(Refused::NoNumber)))?;
                Verb::Value(measure.read(text, goal.value()).map_err(|why| wrong(EditWrong::Number(why)))?)
            }
            Self::Target => {
                let Some(measure @ Measure::Towards { scale, start, target }) = &goal.terms.measure else {
                    return Err(wrong(EditWrong::Rule(Refused::NoNumber)));
                };
                let target = measure.read(text, Some(*target)).map_err(|why| wrong(EditWrong::Number(why)))?;
                define(Term::Measure(Some(Measure::Towards { scale: scale.clone(), start: *start, target })))
            }
            Self::Due => define(Term::Due(text.trim().parse().map_err(|_| wrong(EditWrong::Day))?)),
            Self::Status => {
                let status: Status = serde_json::from_value(text.into()).map_err(|_| Failure::Malformed)?;
                Verb::Status(status, reason)
            }
            Self::Confidence => Verb::Confidence(confidence(text).map_err(|()| wrong(EditWrong::Confidence))?),
            Self::Owner => {
                let owner = chosen_person(&actor.seen().directory, text).map_err(|why| wrong(EditWrong::Owner(why)))?;
                let owner = owner.ok_or_else(|| wrong(EditWrong::Owner(NotOne::Empty)))?;
                handed(actor, goal, owner).map_err(|why| wrong(EditWrong::Rule(why)))?
            }
            Self::Change => Verb::Withdraw,
            Self::Steps => return Err(Failure::Malformed),
        })
    }
}

/// Changes one thing of a goal where it stands. What others changed of something else meanwhile is no matter.
#[server(prefix = "/fn", endpoint = "goals/edit")]
pub async fn edit(
    id: GoalId,
    seen: u32,
    field: FieldName,
    #[server(default)] text: String,
    #[server(default)] reason: String,
) -> Result<Edited, Failure<EditWrong>> {
    let ((actor, goal, tending), store) = (tended(id).await?, &Server::here().store);
    let today = actor.seen().day(store.now());
    let verbs = match (field, &goal.terms.measure) {
        (FieldName::Steps, Some(Measure::Milestones { steps })) => {
            steps.iter().map(|step| Verb::Tick(step.clone(), text.lines().any(|line| line == step.as_str()))).collect()
        }
        _ => vec![field.verb(&actor, &goal, &text, reason)?],
    };
    let undo = undo(&actor, &goal, field, today);
    match goals::act(store, &tending, Seen::Part(seen), &verbs).await {
        Err(store::Failed::Refused(Refused::Changed)) => {
            let conflict = conflict(&actor, id, seen, (field, &text), &verbs).await?;
            Err(server::refuse(EditWrong::Conflict(conflict)))
        }
        settled => {
            let goal = server::settle(settled).map_err(|failure| failure.map(EditWrong::Rule))?;
            let waits = goal.agreement.change().is_some();
            let is_term = field.is_term();
            let now = field.of(&actor, &goal, today).0;
            leptos_axum::redirect(&format!("/goals/{id}?done=saved"));
            Ok(Edited { sequence: goal.sequence, now, waits: waits && is_term, undo })
        }
    }
}

/// How an edit of a goal as it is would be taken back.
#[cfg(feature = "ssr")]
fn undo(actor: &Actor, goal: &Goal, field: FieldName, today: jiff::civil::Date) -> Option<UndoEdit> {
    let change = goal.agreement.change();
    let field = match (field, &goal.terms.measure) {
        // Withdrawing takes back what was proposed before, too.
        (field, _) if field.is_term() && change.is_some() => return None,
        (field, _) if field.is_term() && matches!(goal.agreement, waymark::goal::Agreement::Agreed { .. }) => FieldName::Change,
        // Who gets a person's own goal has agreed to nothing of it.
        (FieldName::Owner, _) if matches!(goal.level, waymark::goal::Level::Person(_)) => return None,
        (FieldName::Value, Some(Measure::Milestones { .. })) => FieldName::Steps,
        (FieldName::Change, _) => return None,
        (field, _) => field,
    };
    let text = field.of(actor, goal, today).1;
    // Before its first number a health number has none to go back to.
    if field == FieldName::Value && text.is_empty() { None } else { Some(UndoEdit { field, text }) }
}

/// Who changed the same meanwhile, and what stands there now.
#[cfg(feature = "ssr")]
async fn conflict<R>(
    actor: &Actor,
    id: GoalId,
    seen: u32,
    (field, text): (FieldName, &str),
    verbs: &[Verb],
) -> Result<Conflict, Failure<R>> {
    let store = &Server::here().store;
    let goal = goals::find(store, id).await.map_err(server::internal)?.ok_or_else(server::not_found)?;
    let reader = access::goal_reader(store, actor, &goal).ok_or_else(server::not_found)?;
    let since = goals::since(store, &reader, seen).await.map_err(server::internal)?;
    let meets = |event: &&Event| verbs.iter().any(|verb| verb.meets(&event.deed, event.by == actor.id()));
    let last = since.iter().rev().find(meets);
    let (now, zone) = (store.now(), moment::zone_of(actor));
    let today = actor.seen().day(now);
    let mine = verbs.iter().find_map(|verb| match verb {
        Verb::Define(terms, _) => match terms.as_slice() {
            [Term::Due(day)] => Some(moment::day(*day, today)),
            _ => None,
        },
        Verb::Status(status, _) => Some(shown::status_said(*status).to_owned()),
        _ => None,
    });
    Ok(Conflict {
        by: last.map(|event| shown::name(actor.seen(), event.by)).unwrap_or_default(),
        when: last.map(|event| moment::said(event.at, now, &zone)).unwrap_or_default(),
        now: field.of(actor, &goal, today).0,
        mine: mine.unwrap_or_else(|| text.trim().to_owned()),
        sequence: goal.sequence,
    })
}

/// Why what is agreed of a goal is not said anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DefineWrong {
    /// Something of it cannot be read, or a rule refuses it.
    Terms(TermsWrong),
    /// It was agreed, so that a change needs a reason.
    Reason,
}

/// Says anew what is agreed of a goal, with why where both sides had agreed.
#[server(prefix = "/fn", endpoint = "goals/define")]
pub async fn define(
    id: GoalId,
    seen: u32,
    terms: TermsTyped,
    #[server(default)] reason: String,
) -> Result<u32, Failure<Again<(TermsTyped, String), DefineWrong>>> {
    let typed = (terms.given_back(), reason.clone());
    let (_, goal, _) = tended(id).await?;
    let again = |why| server::refuse(why).again(typed.clone());
    let mut then = terms.terms(goal.terms.starts, None).map_err(|why| again(DefineWrong::Terms(why)))?;
    if goal.kind != Kind::Learning {
        then.learning = None;
    }
    let pending = goal.agreement.change().map_or(&[][..], |change| &change.terms);
    let changed = goal.terms.with(pending).towards(&then);
    let done = act(id, Seen::All(seen), &[Verb::Define(changed, reason)], "saved").await;
    done.map_err(|failure| {
        let failure = failure.map(|why| match why {
            Refused::NoReason => DefineWrong::Reason,
            why => DefineWrong::Terms(TermsWrong::Rule(why)),
        });
        failure.again(typed)
    })
}
