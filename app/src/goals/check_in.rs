//! /goals/check-in. Who comes: whoever has goals, once a week, with a minute. What would annoy: opening each of them.

use super::{
    api::{self, CheckIn, CheckInData, CheckInGoal, CheckInWrong, Item, ReportWrong},
    said::{STATUSES, number_sentence, refused_sentence},
};
use crate::{
    failure::Again,
    frame::loaded,
    parts::{Form, Icon, Refusal, Sending, Submit, Title, answers},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::components::A;
use waymark::goal::{LONGEST_NOTE, Refused};

/// /goals/check-in.
#[component]
pub fn CheckInPage() -> impl IntoView {
    let sending = Sending::to::<CheckIn>();
    let data = read(move || answers([sending]), || api::CheckIns {});
    view! {
        <Title text="Check in"/>
        <div class="head">
            <div>
                <nav class="crumbs" aria-label="Above"><ol><li><A href="/goals">"Goals"</A></li></ol></nav>
                <h1>"How do your goals go?"</h1>
                <p class="sub">"A number, how sure you are, a line. What you leave as it is, is as it was."</p>
            </div>
        </div>
        {loaded(data, move |data: Signal<CheckInData>| view! { <All data=data sending=sending/> })}
    }
}

#[component]
fn All(data: Signal<CheckInData>, sending: Sending) -> impl IntoView {
    // What others say meanwhile moves no field.
    let first = data.get_untracked();
    if first.goals.is_empty() {
        return view! {
            <section class="card">
                <div class="empty">
                    <Icon name="goals"/>
                    <h2>"You have no goals under way"</h2>
                    <p>"Once you have, you say here once a week how they go, all at once."</p>
                    <A href="/goals/new" attr:class="btn">"New goal"</A>
                </div>
            </section>
        }
        .into_any();
    }
    let again = move || sending.refused::<Again<Vec<Item>, CheckInWrong>>();
    let typed = untrack(again).map(|again| again.typed).unwrap_or_default();
    let wrong = Signal::derive(move || again().map(|again| again.why));
    let refused = Signal::derive(move || match wrong.get()? {
        CheckInWrong::Nothing => Some("Nothing was said yet: all is as it was.".to_owned()),
        CheckInWrong::At(..) => None,
    });
    let goals = first.goals.into_iter().enumerate().map(|(place, goal)| {
        let item = typed.iter().find(|item| item.id == goal.id).cloned();
        let why = Signal::derive(move || match wrong.get()? {
            CheckInWrong::At(at, why) if at == place => Some(why),
            _ => None,
        });
        let id = goal.id.clone();
        let stored = goal.sequence;
        let seen = Signal::derive(move || {
            data.with(|data| data.goals.iter().find(|goal| goal.id == id).map_or(stored, |goal| goal.sequence))
        });
        view! { <One place=place goal=goal item=item why=why seen=seen/> }
    });
    let goals = goals.collect_view();
    view! {
        <Form to=sending class="check-in">
            <Refusal of=sending why=refused/>
            {goals}
            <div class="actions"><Submit go=true pending=sending.pending()>"Say so"</Submit></div>
        </Form>
    }
    .into_any()
}

fn sentence(why: &ReportWrong) -> String {
    match why {
        ReportWrong::Value(why) => number_sentence(*why),
        ReportWrong::Confidence => refused_sentence(Refused::OutOfTen),
        ReportWrong::Rule(Refused::NoReason) => "Say in the line why, since its numbers say otherwise.".to_owned(),
        ReportWrong::Rule(why) => refused_sentence(*why),
    }
}

#[component]
fn One(
    place: usize,
    goal: CheckInGoal,
    item: Option<Item>,
    why: Signal<Option<ReportWrong>>,
    seen: Signal<u32>,
) -> impl IntoView {
    let name = move |field: &str| format!("items[{place}][{field}]");
    let id = move |field: &str| format!("{field}-{place}");
    let value = item.as_ref().map(|item| item.value.clone()).unwrap_or_default();
    let sure = item.as_ref().map_or(goal.confidence.clone(), |item| item.confidence.clone());
    let status = item.as_ref().map_or(goal.status.clone(), |item| item.status.clone());
    let ticked = item.as_ref().map(|item| item.steps.clone());
    let note = item.map(|item| item.note).unwrap_or_default();
    let href = format!("/goals/{}", goal.id);
    let said = [goal.last.map(|last| format!("last said {last}")), goal.suggested.map(|word| format!("by its numbers {word}"))];
    let about = [Some(goal.about)].into_iter().chain(said).flatten().collect::<Vec<_>>().join(" · ");
    let is_wrong = move |is: fn(&ReportWrong) -> bool| move || why.with(|why| why.as_ref().is_some_and(is)).then_some("true");
    let error = id("error");
    let error_id = error.clone();
    let describes = move || why.with(Option::is_some).then(|| error_id.clone());
    view! {
        <section class="card" aria-labelledby=id("goal")>
            <header><h2 id=id("goal")><A href=href>{goal.title}</A></h2><p>{about}</p></header>
            <div class="body">
                <input type="hidden" name=name("id") value=goal.id/>
                <input type="hidden" name=name("seen") value=move || seen.get().to_string()/>
                <div class="said-fields">
                    {goal.value.map(|now| view! {
                        <div class="field">
                            <label for=id("value")>"It is at"</label>
                            <input
                                id=id("value") name=name("value") value=value placeholder=now autocomplete="off" spellcheck="false"
                                aria-invalid=is_wrong(|why| matches!(why, ReportWrong::Value(_))) aria-describedby=describes.clone()
                            />
                        </div>
                    })}
                    <div class="field narrow">
                        <label for=id("confidence")>"Confidence, of 10"</label>
                        <input
                            id=id("confidence") name=name("confidence") value=sure inputmode="numeric" autocomplete="off"
                            aria-invalid=is_wrong(|why| matches!(why, ReportWrong::Confidence)) aria-describedby=describes.clone()
                        />
                    </div>
                    <div class="field">
                        <label for=id("status")>"It is"</label>
                        <select id=id("status") name=name("status")>
                            {STATUSES.map(|(value, standing)| {
                                let selected = value == status;
                                view! { <option value=value selected=selected>{standing.said().2}</option> }
                            }).collect_view()}
                        </select>
                    </div>
                    <div class="field line">
                        <label for=id("note")>"In a line"</label>
                        <input
                            id=id("note") name=name("note") value=note maxlength=LONGEST_NOTE.to_string() autocomplete="off"
                            aria-invalid=is_wrong(|why| matches!(why, ReportWrong::Rule(_))) aria-describedby=describes
                        />
                    </div>
                </div>
                {(!goal.steps.is_empty()).then(|| view! {
                    <fieldset class="done-steps">
                        <legend>"Milestones that are done"</legend>
                        <input type="hidden" name=name("has_steps") value="true"/>
                        {goal.steps.into_iter().map(|(step, done)| {
                            let done = ticked.as_ref().map_or(done, |ticked| ticked.contains(&step));
                            view! {
                                <label class="check">
                                    <input type="checkbox" name=format!("items[{place}][steps][]") value=step.clone() checked=done/><span>{step}</span>
                                </label>
                            }
                        }).collect_view()}
                    </fieldset>
                })}
                {move || why.get().map(|why| view! { <p class="error" id=error.clone() role="alert">{sentence(&why)}</p> })}
            </div>
        </section>
    }
}
