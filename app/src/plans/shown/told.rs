//! How far a plan is, in sentences: who signed it, who has yet to, and what became otherwise since.

use super::{Teller, words::changes};
use crate::plans::api::Told;
use waymark::{
    plan::{Contents, Draft, Goals, Plan},
    review::Side,
};

fn plainly(sentence: String) -> Told {
    Told { sentence, changes: Vec::new() }
}

/// What is said above a plan.
pub fn told(teller: &Teller<'_>, plan: &Plan, now: &Goals, is_closed: bool) -> Vec<Told> {
    match (&plan.draft, teller.side()) {
        (Some(_), _) if is_closed => {
            vec![plainly("The cycle was closed before both signed this. Nothing changes in it any more.".to_owned())]
        }
        (Some(draft), Some(side)) => drafted(teller, plan, draft, now, side),
        _ => since(teller, plan, now).into_iter().collect(),
    }
}

/// What became of its goals since both signed it.
fn since(teller: &Teller<'_>, plan: &Plan, now: &Goals) -> Option<Told> {
    let newest = plan.newest()?;
    let contents = Contents::new(&newest.contents.parts, now, newest.contents.reason.as_ref());
    let changes = changes(teller, &newest.contents, &contents);
    (!changes.is_empty()).then(|| Told { sentence: "Since both signed it, goals have changed.".to_owned(), changes })
}

fn drafted(teller: &Teller<'_>, plan: &Plan, draft: &Draft, now: &Goals, side: Side) -> Vec<Told> {
    let other = teller.sides.of(side.other());
    let mut all = Vec::new();
    if let Some(amends) = &draft.amends {
        let who = if amends.by == teller.actor.id() {
            "You have".to_owned()
        } else {
            format!("{} has", super::name(teller.actor.seen(), amends.by))
        };
        let day = teller.day_of(amends.at);
        all.push(plainly(format!(
            "{who} been amending it since {day}: {} What both signed before holds until both sign this.",
            ended(amends.reason.as_str())
        )));
    }
    let waits = plan.waits_for(now);
    for one in [side, side.other()] {
        let Some(signature) = draft.signatures.of(one) else { continue };
        let when = teller.when(signature.signing.at);
        let is_me = one == side;
        if !waits.contains(&one) {
            all.push(plainly(if is_me {
                format!("You signed it on {when}. It waits for {other}.")
            } else {
                format!("{other} signed it on {when}. Read it, and sign.")
            }));
        } else if let Some(overtaken) = plan.overtaken(one, now) {
            let changes = plan.contents(now).map(|contents| changes(teller, &overtaken.contents, &contents)).unwrap_or_default();
            let sentence = match (is_me, changes.is_empty()) {
                (true, false) => format!("You signed it on {when}. It has changed since; read it, and sign again."),
                (true, true) => format!("You signed it on {when}. That holds no more; sign again."),
                (false, false) => format!("{other} signed it on {when}. It has changed since, so they sign again."),
                (false, true) => format!("It was signed for the other side on {when}. That holds no more."),
            };
            all.push(Told { sentence, changes });
        }
    }
    if all.is_empty() {
        all.push(plainly("Both of you write it. It holds once both have signed.".to_owned()));
    }
    all
}

/// A text as a sentence.
fn ended(text: &str) -> String {
    if text.ends_with(['.', '!', '?', '…']) { text.to_owned() } else { format!("{text}.") }
}
