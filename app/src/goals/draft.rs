//! Drafting a goal where it is talked about: for one person, in one cycle.

use super::{
    api::{BeginTyped, BeginWrong, PlaceTyped, TermsTyped},
    new::{KINDS, options, or_none},
    place::other_place,
    said::refused_sentence,
    terms::{TermsFields, other},
};
use crate::{
    failure::Again,
    parts::{Choice, Form, Refusal, Sending, Submit},
    people::not_one,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Whose goal is drafted, and with what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafted {
    /// Whose, as a form names them.
    pub person: String,
    /// In which cycle.
    pub cycle: String,
    /// From which day.
    pub starts: String,
    /// By which day.
    pub due: String,
    /// Projects that it may be tied to.
    pub projects: Vec<(String, String)>,
}

/// The form.
#[component]
pub fn Draft(of: Drafted, begin: Sending) -> impl IntoView {
    let again = move || begin.refused::<Again<(BeginTyped, PlaceTyped, TermsTyped), BeginWrong>>();
    let terms = TermsTyped { starts: of.starts, due: of.due, measure: "number".to_owned(), ..TermsTyped::default() };
    let first = BeginTyped { kind: "objective".to_owned(), ..BeginTyped::default() };
    let (typed, place, terms) = untrack(again).map_or((first, PlaceTyped::default(), terms), |again| again.typed);
    let wrong = Signal::derive(move || again().map(|again| again.why));
    let terms_wrong = Signal::derive(move || match wrong.get()? {
        BeginWrong::Terms(why) => Some(why),
        _ => None,
    });
    let whole = Signal::derive(move || match wrong.get()? {
        BeginWrong::Terms(why) => other(&why).map(refused_sentence),
        BeginWrong::Place(why) => other_place(&why).map(refused_sentence),
        BeginWrong::NotYours(whose) => Some(format!("You cannot make goals for {whose}.")),
        BeginWrong::Person(why) | BeginWrong::Team(why) | BeginWrong::Many(why) => Some(not_one(&why)),
        BeginWrong::One(_, why) => Some(refused_sentence(why)),
        BeginWrong::Nobody => None,
    });
    let is_open = wrong.with_untracked(Option::is_some);
    view! {
        <details class="act draft" open=is_open>
            <summary class="btn">"Draft a goal"</summary>
            <Refusal of=begin why=whole/>
            <Form to=begin class="form wide goal-form">
                <input type="hidden" name="goal[whose]" value="person"/>
                <input type="hidden" name="goal[person]" value=of.person/>
                <input type="hidden" name="goal[cycle]" value=of.cycle/>
                <input type="hidden" name="back" value="review"/>
                <Choice name="goal[kind]" id="kind" label="What is it?".to_owned() options=options(&KINDS) value=typed.kind/>
                <TermsFields typed=terms wrong=terms_wrong may_be_empty=true/>
                <Choice name="place[project]" id="project" label="Project".to_owned() options=or_none("None", of.projects) value=place.project/>
                <div class="actions"><Submit pending=begin.pending()>"Propose it"</Submit></div>
            </Form>
        </details>
    }
}
