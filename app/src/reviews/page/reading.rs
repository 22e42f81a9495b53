//! Both halves beside each other, as far as they are shown; what one changes of one's own stays beside what was there before.

use super::{
    super::{
        api::{NotSaved, QuestionData, ReviewData, Said, Save, Written},
        words::not_saved,
    },
    Sendings, Which, are_mine,
    back::Past,
    field::Writing,
    place,
    saver::Saver,
    unsaved::Unsaved,
    whose,
};
use crate::{
    failure::Again,
    parts::{Form, Refusal, Submit},
};
use leptos::prelude::*;
use waymark::review::Side;

/// What was said, with how it was before it was changed.
pub fn said(said: Said) -> impl IntoView {
    let Said { html, amended } = said;
    let count = amended.len();
    view! {
        {if html.is_empty() {
            view! { <p class="dim">"Nothing"</p> }.into_any()
        } else {
            view! { <div class="prose" inner_html=html></div> }.into_any()
        }}
        {(count > 0).then(|| view! {
            <details class="small amended">
                <summary>{if count == 1 { "Changed once after it was seen".to_owned() } else { format!("Changed {count} times after it was seen") }}</summary>
                {amended.into_iter().map(|before| view! {
                    <div class="before">
                        <p class="dim">{format!("Until {}:", before.until)}</p>
                        {if before.html.is_empty() {
                            view! { <p class="dim">"Nothing"</p> }.into_any()
                        } else {
                            view! { <div class="prose" inner_html=before.html></div> }.into_any()
                        }}
                    </div>
                }).collect_view()}
            </details>
        })}
    }
}

/// The sections as both answered them.
#[component]
pub fn Reading(data: Signal<ReviewData>, sendings: StoredValue<Sendings>) -> impl IntoView {
    let Sendings { amend, .. } = sendings.get_value();
    let why = Signal::derive(move || amend.refused::<Again<Written, NotSaved>>().and_then(|again| not_saved(&again.why)));
    let sections = data.with_untracked(|data| {
        let sections = data.sections.iter().map(|section| {
            let questions: Vec<String> = section.questions.iter().map(|question| question.id.clone()).collect();
            (section.id.clone(), section.title.clone(), questions)
        });
        sections.collect::<Vec<_>>()
    });
    let labels = data.with_untracked(|data| {
        let asked = data.sections.iter().flat_map(|section| &section.questions).filter_map(|question| question.mine.as_ref());
        let words = data.goals.iter().map(|goal| (goal.words.slot.clone(), goal.title.clone()));
        asked.map(|entry| (entry.slot.clone(), entry.label.clone())).chain(words).collect::<Vec<_>>()
    });
    let place = data.with_untracked(place::<Save>);
    view! {
        <Refusal of=amend why=why/>
        <Unsaved place=place labels=labels/>
        <Past data=data sendings=sendings/>
        {sections.into_iter().map(|(id, title, questions)| {
            let heading = format!("s-{id}");
            let (labelled, place) = (heading.clone(), format!("part-{id}"));
            let at = place.clone();
            view! {
                <section class="card" id=place aria-labelledby=labelled>
                    <header><h2 id=heading>{title}</h2></header>
                    <div class="body questions">
                        {questions.into_iter().map(|question| {
                            let section = at.clone();
                            let question = Memo::new(move |_| data.with(|data| {
                                data.sections.iter().flat_map(|section| &section.questions).find(|one| one.id == question).cloned()
                            }));
                            move || question.get().map(|question| view! { <Question data=data question=question at=section.clone() sendings=sendings/> })
                        }).collect_view()}
                    </div>
                </section>
            }
        }).collect_view()}
    }
}

#[component]
fn Question(data: Signal<ReviewData>, question: QuestionData, at: String, sendings: StoredValue<Sendings>) -> impl IntoView {
    let Sendings { amend, .. } = sendings.get_value();
    let QuestionData { label, mine, said: both, .. } = question;
    let is_revealed = data.with_untracked(|data| !data.closed && data.emptied.is_none() && data.halves.of(data.side).revealed);
    let is_own = data.with_untracked(|data| are_mine(data, data.side));
    let is_refused = mine.as_ref().is_some_and(|entry| {
        let again = untrack(|| amend.refused::<Again<Written, NotSaved>>());
        again.is_some_and(|again| again.typed.seen.contains_key(&entry.slot))
    });
    let one = |side: Side| {
        let said_by = both.of(side).clone();
        said_by.map(|text| view! { <div class="theirs"><p class="small dim">{data.with_untracked(|data| whose(data, side))}</p>{said(text)}</div> })
    };
    let change = mine.filter(|_| is_revealed && is_own).map(|entry| {
        // Its label stands above already.
        let entry = super::super::api::Entry { required: true, ..entry };
        view! {
            <details class="act" open=is_refused>
                <summary class="btn bare">"Change what I wrote"</summary>
                <Form to=amend class="form wide">
                    <Which data=data/>
                    <input type="hidden" name="written[at]" value=at/>
                    <Writing entry=entry sent=[amend, amend] saver=Saver::new()/>
                    <p class="small dim">"What stood there before stays to be read."</p>
                    <div class="actions"><Submit pending=amend.pending()>"Change it"</Submit></div>
                </Form>
            </details>
        }
    });
    view! {
        <div class="one">
            <h3>{label}</h3>
            <div class="both">{one(Side::Own)}{one(Side::Manager)}</div>
            {change}
        </div>
    }
}
