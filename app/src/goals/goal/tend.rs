//! How it goes: a check-in, a call for help, what shows it.

use super::Which;
use crate::{
    failure::Again,
    goals::{
        Standing,
        api::{EvidenceTyped, GoalData, ReportTyped, ReportWrong},
        said::{number_sentence, refused_sentence},
    },
    parts::{Check, Field, Form, Refusal, Sending, Submit, TextArea},
};
use leptos::prelude::*;
use waymark::goal::{LONGEST_NOTE, Refused};

/// How it goes: a check-in; who is stuck; what shows it.
#[component]
pub fn Tend(data: Signal<GoalData>, report: Sending, help: Sending, evidence: Sending) -> impl IntoView {
    let again = move || report.refused::<Again<ReportTyped, ReportWrong>>();
    let stored = || ReportTyped { status: data.with_untracked(|data| data.row.status.clone()), ..ReportTyped::default() };
    let typed = untrack(again).map_or_else(stored, |again| again.typed);
    let wrong = Signal::derive(move || again().map(|again| again.why));
    let of = move |say: fn(&ReportWrong) -> Option<String>| Signal::derive(move || wrong.with(|wrong| say(wrong.as_ref()?)));
    let value_wrong = of(|why| match why {
        ReportWrong::Value(why) => Some(number_sentence(*why)),
        _ => None,
    });
    let sure_wrong = of(|why| match why {
        ReportWrong::Confidence => Some(refused_sentence(Refused::OutOfTen)),
        _ => None,
    });
    let note_wrong = of(|why| match why {
        ReportWrong::Rule(why @ (Refused::LongNote | Refused::NoReason)) => Some(refused_sentence(*why)),
        _ => None,
    });
    let refused = of(|why| match why {
        ReportWrong::Rule(Refused::LongNote | Refused::NoReason) => None,
        ReportWrong::Rule(why) => Some(refused_sentence(*why)),
        _ => None,
    });
    let standings = [
        ("on_track", Standing::OnTrack),
        ("behind", Standing::Behind),
        ("at_risk", Standing::AtRisk),
        ("done", Standing::Done),
        ("dropped", Standing::Dropped),
    ];
    // What others change while somebody fills the form in does not change what they chose, nor what they saw when they began.
    let is_begun = RwSignal::new(false);
    Effect::new(move |_| {
        report.answers();
        is_begun.set(false);
    });
    let stored = Memo::new(move |was: Option<&(u32, String)>| match was {
        Some(was) if is_begun.get() => was.clone(),
        _ => data.with(|data| (data.row.sequence, data.row.status.clone())),
    });
    let seen = Signal::derive(move || stored.with(|(seen, _)| *seen));
    // A form that is emptied goes back to what is stored then.
    let again = untrack(again).map(|again| again.typed.status);
    let chosen = move |value: &'static str| {
        move || again.clone().map_or_else(|| stored.with(|(_, status)| status == value), |typed| typed == value)
    };
    let standings = standings.map(|(value, standing)| {
        let selected = chosen.clone()(value);
        view! { <option value=value selected=selected>{standing.said().2}</option> }
    });
    let first = data.get_untracked();
    let has_value = first.row.has_value && first.steps.is_empty();
    let now = Signal::derive(move || {
        data.with(|data| (!data.row.value.is_empty()).then(|| format!("Now {}. +5 and 40% are understood.", data.row.value)))
    });
    let has_steps = !first.steps.is_empty();
    let ticked = typed.steps;
    let steps = move || {
        // Once it is taken, what was refused before counts no more.
        let ticked = ticked.as_ref().filter(|_| report.has_failed());
        let is_done = |step: &String, done| ticked.map_or(done, |ticked| ticked.contains(step));
        data.with(|data| data.steps.iter().map(|(step, done)| (step.clone(), is_done(step, *done))).collect::<Vec<_>>())
    };
    view! {
        <section class="card" aria-labelledby="report">
            <header><h2 id="report">"How does it go?"</h2></header>
            <div class="body" id="edit">
                <Refusal of=report why=refused/>
                <Form to=report class="form wide" clears=true on:input=move |_| is_begun.set(true)>
                    <Which data=data seen=seen/>
                    {has_value.then(|| view! { <Field name="value" label="It is at" value=typed.value hint=now error=value_wrong free=true/> })}
                    {has_steps.then(|| view! {
                        <fieldset class="done-steps">
                            <legend>"Milestones that are done"</legend>
                            <input type="hidden" name="has_steps" value="true"/>
                            {move || steps().into_iter().map(|(step, done)| view! {
                                <Check name="steps[]" value=step.clone() checked=done>{step}</Check>
                            }).collect_view()}
                        </fieldset>
                    })}
                    <div class="fields">
                        <div class="field">
                            <label for="status">"It is"</label>
                            <select id="status" name="status">{standings.collect_view()}</select>
                        </div>
                        <Field name="confidence" label="How sure are you, of 10?" value=typed.confidence error=sure_wrong free=true/>
                    </div>
                    <TextArea name="note" label="A word about it" value=typed.note error=note_wrong optional=true most=LONGEST_NOTE/>
                    <div class="actions"><Submit go=true pending=report.pending()>"Say so"</Submit></div>
                </Form>
                <Stuck data=data help=help/>
                <Show data=data evidence=evidence/>
            </div>
        </section>
    }
}

#[component]
fn Stuck(data: Signal<GoalData>, help: Sending) -> impl IntoView {
    let again = move || help.refused::<Again<String, Refused>>();
    let (typed, is_open) = (untrack(again).map(|again| again.typed).unwrap_or_default(), untrack(again).is_some());
    let wrong = Signal::derive(move || again().map(|again| refused_sentence(again.why)));
    let stuck = Memo::new(move |_| data.with(|data| data.stuck.clone()));
    move || {
        let typed = typed.clone();
        if let Some((since, what)) = stuck.get() {
            view! {
                <div class="stuck">
                    <p><b>"Stuck, help asked"</b>{format!(" since {since}: {what}")}</p>
                    <Refusal of=help why=wrong/>
                    <Form to=help clears=true>
                        <Which data=data/>
                        <input type="hidden" name="goes_on" value="true"/>
                        <Submit pending=help.pending()>"It goes on"</Submit>
                    </Form>
                </div>
            }
            .into_any()
        } else {
            view! {
                <details open=is_open>
                    <summary>"Stuck? Ask for help"</summary>
                    <Refusal of=help/>
                    <Form to=help class="form wide" clears=true>
                        <Which data=data/>
                        <TextArea name="what" label="What do you need, and from whom?" value=typed error=wrong most=LONGEST_NOTE/>
                        <div class="actions"><Submit pending=help.pending()>"Ask for help"</Submit></div>
                    </Form>
                </details>
            }
            .into_any()
        }
    }
}

#[component]
fn Show(data: Signal<GoalData>, evidence: Sending) -> impl IntoView {
    let again = move || evidence.refused::<Again<EvidenceTyped, Refused>>();
    let (typed, is_open) = (untrack(again).map(|again| again.typed).unwrap_or_default(), untrack(again).is_some());
    let wrong = Signal::derive(move || again().map(|again| refused_sentence(again.why)));
    view! {
        <details open=is_open>
            <summary>"Keep something that shows it"</summary>
            <Refusal of=evidence/>
            <Form to=evidence class="form wide" clears=true>
                <Which data=data/>
                <Field name="link" label="Address" value=typed.link error=wrong free=true hint=Some("https://…: a certificate, a report, a change.".to_owned())/>
                <Field name="words" label="What it is" value=typed.words free=true/>
                <div class="actions"><Submit pending=evidence.pending()>"Keep it"</Submit></div>
            </Form>
        </details>
    }
}
