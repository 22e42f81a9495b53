//! /goals/new. Who comes: somebody who has agreed on something in a talk, and writes it down; or a manager who gives the same goal to many.
//! What would annoy: twenty fields, when a sentence and a number are known.

use super::{
    api::{self, Ask, Begin, BeginData, BeginTyped, BeginWrong, PlaceTyped, TermsTyped},
    place::{PlaceFields, other_place},
    said::{blocks_sentence, policy_sentence, refused_sentence},
    terms::{TermsFields, other},
};
use crate::{
    failure::Again,
    frame::loaded,
    parts::{Choice, Form, Refusal, Sending, Submit, TextArea, Title},
    people::{Chooser, Kind, not_one},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_query_map};

/// What a goal may be, with its word.
pub(super) const KINDS: [(&str, &str); 5] = [
    ("objective", "Objective: where we want to be"),
    ("key_result", "Key result: how we see that we get there"),
    ("kpi", "KPI: a number that is to stay healthy"),
    ("learning", "Learning: education or certification"),
    ("commitment", "Commitment: something that will be done"),
];

const WHOSE: [(&str, &str); 5] = [
    ("me", "Mine"),
    ("person", "Somebody else's"),
    ("team", "A team's"),
    ("company", "The company's"),
    ("many", "The same for many people"),
];

/// Values and words, as a choice takes them.
pub(super) fn options(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(value, word)| ((*value).to_owned(), (*word).to_owned())).collect()
}

/// The same with nothing on top.
pub(super) fn or_none(none: &str, all: Vec<(String, String)>) -> Vec<(String, String)> {
    std::iter::once((String::new(), none.to_owned())).chain(all).collect()
}

/// /goals/new.
#[component]
pub fn NewGoal() -> impl IntoView {
    let query = use_query_map();
    let begin = Sending::to::<Begin>();
    let of = move |name: &'static str| query.with(|query| query.get(name).unwrap_or_default());
    let data = read(
        || 0,
        move || api::NewGoalForm {
            kind: of("kind"),
            parent: of("parent"),
            whose: of("whose"),
            person: of("person"),
            cycle: of("cycle"),
        },
    );
    view! {
        <Title text="New goal"/>
        <div class="head">
            <div>
                <nav class="crumbs" aria-label="Above"><ol><li><A href="/goals">"Goals"</A></li></ol></nav>
                <h1>"New goal"</h1>
                <p class="sub">"A proposal, until both sides agree: whose it is, and their manager."</p>
            </div>
        </div>
        {loaded(data, move |data: Signal<BeginData>| view! { <NewForm data=data.get_untracked() begin=begin/> })}
    }
}

#[component]
fn NewForm(data: BeginData, begin: Sending) -> impl IntoView {
    let again = move || begin.refused::<Again<(BeginTyped, PlaceTyped, TermsTyped), BeginWrong>>();
    let (typed, place, terms) = untrack(again).map_or((data.typed, data.place, data.terms), |again| again.typed);
    let wrong = Signal::derive(move || again().map(|again| again.why));
    let terms_wrong = Signal::derive(move || match wrong.get()? {
        BeginWrong::Terms(why) => Some(why),
        _ => None,
    });
    let place_wrong = Signal::derive(move || match wrong.get()? {
        BeginWrong::Place(why) => Some(why),
        _ => None,
    });
    let of = move |say: fn(&BeginWrong) -> Option<String>| Signal::derive(move || wrong.with(|wrong| say(wrong.as_ref()?)));
    let whole = of(|why| match why {
        BeginWrong::Terms(why) => other(why).map(refused_sentence),
        BeginWrong::Place(why) => other_place(why).map(refused_sentence),
        BeginWrong::NotYours(whose) => Some(format!("You cannot make goals for {whose}.")),
        BeginWrong::One(who, why) => Some(format!("Nobody was given it. For {who}: {}", refused_sentence(*why))),
        _ => None,
    });
    let whose =
        WHOSE.iter().filter(|(word, _)| *word == "me" || data.whose.iter().any(|may| may == word)).copied().collect::<Vec<_>>();
    let cycles = or_none("None: a horizon of its own", data.cycles);
    view! {
        <section class="card">
            <div class="body">
                <Refusal of=begin why=whole/>
                <Form to=begin class="form wide goal-form">
                    <Choice name="goal[kind]" id="kind" label="What is it?".to_owned() options=options(&KINDS) value=typed.kind/>
                    <TermsFields typed=terms wrong=terms_wrong may_be_empty=true/>
                    <fieldset>
                        <legend>"Whose is it?"</legend>
                        <Choice name="goal[whose]" id="whose" label="Whose".to_owned() options=options(&whose) value=typed.whose/>
                        <div class="for-person">
                            <Chooser kind=Kind::Person name="goal[person]" label="Who" value=typed.person free=true error=of(|why| match why {
                                BeginWrong::Person(why) => Some(not_one(why)),
                                _ => None,
                            })/>
                        </div>
                        <div class="for-team">
                            <Chooser kind=Kind::Team name="goal[team]" label="Which team" value=typed.team free=true error=of(|why| match why {
                                BeginWrong::Team(why) => Some(not_one(why)),
                                _ => None,
                            })/>
                        </div>
                        <div class="for-many">
                            <TextArea
                                name="goal[many]" id="many" label="To whom, one a line" value=typed.many free=true
                                hint="Names of people, or of teams: then everybody in it and in the teams within it.".to_owned()
                                error=of(|why| match why {
                                    BeginWrong::Many(why) => Some(not_one(why)),
                                    BeginWrong::Nobody => Some("Name at least one person or team, and at most 500 people.".to_owned()),
                                    _ => None,
                                })
                            />
                        </div>
                    </fieldset>
                    <fieldset>
                        <legend>"Where does it belong?"</legend>
                        <Choice name="goal[cycle]" id="cycle" label="Cycle".to_owned() options=cycles value=typed.cycle/>
                        <PlaceFields
                            typed=place wrong=place_wrong projects=data.projects offered=data.offered
                            open=Some("Colleagues may see it, where it is a person's")
                        />
                    </fieldset>
                    <Asks asks=data.asks/>
                    <div class="actions"><Submit go=true pending=begin.pending()>"Propose it"</Submit></div>
                </Form>
            </div>
        </section>
    }
}

/// What the organisation asks of goals.
#[component]
pub fn Asks(asks: Vec<Ask>) -> impl IntoView {
    (!asks.is_empty()).then(|| {
        view! {
            <details class="asks" open=true>
                <summary>"What your organisation asks of goals"</summary>
                <ul>
                    {asks.into_iter().map(|Ask { policy, blocks, now }| view! {
                        <li>{policy_sentence(policy)}{blocks.then(|| blocks_sentence(policy))}{now.map(|now| view! { " " <b>{now}</b> })}</li>
                    }).collect_view()}
                </ul>
            </details>
        }
    })
}
