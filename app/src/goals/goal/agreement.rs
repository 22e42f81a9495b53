//! How far both sides agree, and what waits.

use super::Which;
use crate::{
    failure::Again,
    goals::{
        api::{Agreed, GoalData, Part},
        said::refused_sentence,
    },
    parts::{Form, Refusal, Sending, Submit, TextArea},
};
use leptos::prelude::*;
use waymark::goal::{LONGEST_NOTE, Refused};

/// How far both sides agree, and what waits.
#[component]
pub fn Agreement(data: Signal<GoalData>, agree: Sending, answer: Sending) -> impl IntoView {
    let agree_refused = Signal::derive(move || agree.refused().map(refused_sentence));
    let again = move || answer.refused::<Again<String, Refused>>();
    let reason = untrack(again).map(|again| again.typed).unwrap_or_default();
    let is_open = !reason.is_empty() || untrack(again).is_some();
    let reason_wrong = Signal::derive(move || again().map(|again| refused_sentence(again.why)));
    let sentence = move || data.with(|data| data.agreement.clone());
    let change = move || data.with(|data| data.change.clone());
    let part = Memo::new(move |_| data.with(|data| data.part));
    view! {
        <section class="card" aria-labelledby="agreement" hidden=move || sentence().is_empty()>
            <header><h2 id="agreement">"Agreed and now"</h2></header>
            <div class="body">
                <p>{sentence}</p>
                {move || change().map(|why| view! { <p class="quote">{why}</p> })}
                {move || view! { <Compared rows=data.with(|data| data.compared.clone())/> }}
                <Refusal of=agree why=agree_refused/>
                {move || matches!(part.get(), Part::Agrees | Part::Decides).then(|| view! {
                    <Form to=agree>
                        <Which data=data/>
                        <Submit go=true pending=agree.pending()>{move || if change().is_some() { "Agree to the change" } else { "Agree" }}</Submit>
                    </Form>
                })}
                {
                    let reason = reason.clone();
                    move || matches!(part.get(), Part::Decides | Part::Withdraws).then(|| {
                        let reason = reason.clone();
                        if part.get() == Part::Decides {
                            view! {
                                <details open=is_open>
                                    <summary>"Do not agree to the change"</summary>
                                    <Refusal of=answer/>
                                    <Form to=answer class="form wide">
                                        <Which data=data/>
                                        <TextArea name="reason" id="decline" label="Why not" value=reason error=reason_wrong most=LONGEST_NOTE/>
                                        <div class="actions"><Submit pending=answer.pending()>"It stays as it was agreed"</Submit></div>
                                    </Form>
                                </details>
                            }.into_any()
                        } else {
                            view! {
                                <Refusal of=answer why=reason_wrong/>
                                <Form to=answer>
                                    <Which data=data/>
                                    <input type="hidden" name="withdraw" value="true"/>
                                    <Submit pending=answer.pending()>"Take the change back"</Submit>
                                </Form>
                            }.into_any()
                        }
                    })
                }
            </div>
        </section>
    }
}

#[component]
fn Compared(rows: Vec<Agreed>) -> impl IntoView {
    (!rows.is_empty()).then(|| {
        let has_then = rows.iter().any(|row| row.then.is_some());
        let one = move |row: Agreed| {
            let differs = row.first != row.now;
            view! {
                <tr>
                    <th scope="row">{row.what}</th>
                    <td data-label="Agreed first">{row.first}</td>
                    <td data-label="Now" class:differs=differs>{row.now}</td>
                    {has_then.then(|| {
                        let differs = row.then.is_some();
                        view! { <td data-label="Proposed" class:differs=differs>{row.then}</td> }
                    })}
                </tr>
            }
        };
        view! {
            <div class="scroll">
                <table class="grid agreed">
                    <thead><tr>
                        <th scope="col"><span class="hush">"What"</span></th><th scope="col">"Agreed first"</th><th scope="col">"Now"</th>
                        {has_then.then(|| view! { <th scope="col">"Proposed"</th> })}
                    </tr></thead>
                    <tbody>{rows.into_iter().map(one).collect_view()}</tbody>
                </table>
            </div>
        }
    })
}
