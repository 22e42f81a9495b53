//! Goals that are looked back on.

use super::{
    super::{
        api::{Judged, PastGoal, ReviewData, SettleTyped, SettleWrong},
        words::refused_sentence,
    },
    Sendings, Which,
    reading::said as shown,
    whose,
};
use crate::{
    failure::Again,
    goals::goal_refused,
    parts::{Choice, Form, Icon, Refusal, Submit, TextArea},
};
use leptos::prelude::*;
use leptos_router::components::A;
use waymark::{
    goal::LONGEST_NOTE,
    review::{Refused, Side},
};

/// What it is, and where it ended.
pub fn facts(goal: &PastGoal) -> impl IntoView + use<> {
    let (class, shape, word) = goal.standing.said();
    let settled = goal.settled.clone();
    let (page, title, about) = (format!("/goals/{}", goal.id), goal.title.clone(), goal.about.clone());
    let progress = goal.progress.map(|percent| format!("{percent}%"));
    view! {
        <div class="between">
            <div>
                <h3><A href=page>{title}</A></h3>
                <p class="small dim">{about}</p>
            </div>
            <p class="ended">
                {progress.map(|progress| view! { <span class="num">{progress}</span> " " })}
                <span class=class><Icon name=shape/>{word}</span>
                {settled.map(|(grade, class, _)| view! { " " <span class=format!("pill {class}")>{format!("Grade {grade}")}</span> })}
            </p>
        </div>
    }
}

/// What a side said of it, where that is shown.
pub fn said_of(goal: &PastGoal, side: Side, by: String) -> Option<impl IntoView + use<>> {
    let Judged { grade, words } = goal.said.of(side).clone()?;
    let is_blank = grade.is_none() && words.html.is_empty() && words.amended.is_empty();
    (!is_blank).then(|| {
        view! {
            <div class="theirs">
                <p class="small dim">
                    {by}
                    {grade.map(|(grade, class)| view! { " " <span class=format!("pill {class}")>{grade}</span> })}
                </p>
                {shown(words)}
            </div>
        }
    })
}

/// The goals as both see them, and the grade that both settle on.
#[component]
pub fn Past(data: Signal<ReviewData>, sendings: StoredValue<Sendings>) -> impl IntoView {
    let back = data.with_untracked(|data| data.back.clone());
    let ids = move || data.with(|data| data.goals.iter().map(|goal| goal.id.clone()).collect::<Vec<_>>());
    let is_empty = data.with_untracked(|data| data.goals.is_empty());
    back.map(|back| {
        view! {
            <section class="card" aria-labelledby="last">
                <header><h2 id="last">{format!("Goals of {back}")}</h2></header>
                {is_empty.then(|| view! { <p class="body dim">"There were none in that cycle."</p> })}
                <For each=ids key=Clone::clone let:id>
                    {
                        let goal = Memo::new(move |_| data.with(|data| data.goals.iter().find(|goal| goal.id == id).cloned()));
                        move || goal.get().map(|goal| view! { <One data=data goal=goal sendings=sendings/> })
                    }
                </For>
            </section>
        }
    })
}

#[component]
fn One(data: Signal<ReviewData>, goal: PastGoal, sendings: StoredValue<Sendings>) -> impl IntoView {
    let Sendings { settle, .. } = sendings.get_value();
    let id = StoredValue::new(goal.id.clone());
    let again = move || {
        let again = settle.refused::<Again<SettleTyped, SettleWrong>>();
        again.filter(|again| id.with_value(|id| again.typed.goal == *id))
    };
    let first = untrack(again);
    let why = Signal::derive(move || {
        again().map(|again| match again.why {
            SettleWrong::HandedOver => refused_sentence(&Refused::HandedOver),
            SettleWrong::NotOpen => "It is not shown yet what the other side says.".to_owned(),
            SettleWrong::Rule(why) => goal_refused(why),
        })
    });
    let is_open = first.is_some();
    let settled_here = goal.settled.as_ref().is_some_and(|(_, _, here)| *here);
    let [own, manager] = Side::BOTH.map(|side| said_of(&goal, side, data.with_untracked(|data| whose(data, side))));
    let settling = goal.settling.clone().map(|stored| first.map_or(stored, |again| (again.typed.grade, again.typed.note)));
    let (sequence, place) = (goal.sequence, format!("goal-{}", goal.id));
    view! {
        <div class="body past" id=place>
            {facts(&goal)}
            {settled_here.then(|| view! { <p class="small dim">"Settled in this review."</p> })}
            <div class="both">{own}{manager}</div>
            {settling.map(|(grade, note)| {
                let options = super::field::grades().collect::<Vec<_>>();
                let (grade_id, note_id) = id.with_value(|id| (format!("settle-{id}"), format!("note-{id}")));
                view! {
                    <details class="act" open=is_open>
                        <summary class="btn">{if settled_here { "Settle it anew" } else { "Settle the grade" }}</summary>
                        <Refusal of=settle why=why/>
                        <Form to=settle class="form wide">
                            <Which data=data/>
                            <input type="hidden" name="goal" value=id.get_value()/>
                            <input type="hidden" name="seen" value=sequence.to_string()/>
                            <Choice name="grade" id=grade_id label="What you both settle on".to_owned() value=grade options=options/>
                            <TextArea name="note" id=note_id label="In a sentence" value=note optional=true most=LONGEST_NOTE/>
                            <div class="actions"><Submit pending=settle.pending()>"Settle it"</Submit></div>
                        </Form>
                    </details>
                }
            })}
        </div>
    }
}
