//! Voting: one card a section, answers as large as a thumb, each saved at once.

use super::{
    super::{SectionShown, Shown, api::WorkshopData, said::choice},
    saver::{Saver, Saving},
};
use crate::parts::{Form, Icon, Sending};
use leptos::prelude::*;
use waymark::workshop::{Vote, Way};

/// The ballot of who votes.
#[component]
pub fn Ballot(data: Signal<WorkshopData>, shown: Signal<Shown>, cast: Sending, saver: Saver) -> impl IntoView {
    let (id, way) = shown.with_untracked(|shown| (shown.id.clone(), shown.way));
    data.with_untracked(|data| saver.begin(&id, &data.votes));
    Effect::new(move |before: Option<()>| {
        let own = data.with(|data| data.votes.clone());
        if before.is_some() {
            saver.is_read(&own);
        }
    });
    let ids = move || shown.with(|shown| shown.sections.iter().map(|section| section.id.clone()).collect::<Vec<_>>());
    // Enter sends a form; here all is saved as it is chosen, and what was chosen on another device is not to be taken back.
    let keeps = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
        }
    };
    view! {
        <Form to=cast class="ballot">
            <input type="hidden" name="id" value=id/>
            <div class="asks" on:keydown=keeps>
                <For each=ids key=Clone::clone let:section>
                    <One
                        section=shown.with_untracked(|shown| shown.section(&section).cloned())
                        voted=Signal::derive({
                            let section = section.clone();
                            move || shown.with(|shown| shown.section(&section).and_then(|section| section.voted))
                        })
                        own=Memo::new(move |_| {
                            let read = || data.with(|data| data.votes.get(&section).cloned());
                            saver.chosen(&section).or_else(read).unwrap_or_default()
                        })
                        way=way
                        saver=saver
                    />
                </For>
            </div>
            <div class="foot">
                <button class="btn go until-ready" type="submit">"Save my votes"</button>
                <Told saver=saver/>
            </div>
        </Form>
    }
}

/// What came too late: its ballot is gone by now.
#[component]
pub fn Late(saver: Saver) -> impl IntoView {
    move || match saver.state() {
        Saving::Refused(why) => Some(view! { <div class="refusal" role="alert"><Icon name="alert"/><p>{why}</p></div> }),
        _ => None,
    }
}

#[component]
fn Told(saver: Saver) -> impl IntoView {
    view! {
        <p class="saved once-ready" role="status">
            {move || match saver.state() {
                Saving::Still => view! { "What you choose is saved at once." }.into_any(),
                Saving::UnderWay => view! { "Saving" }.into_any(),
                Saving::Done => view! { <Icon name="check"/>"Saved. You can change it until the reveal." }.into_any(),
                Saving::Waits => view! { "Not saved yet. It is tried again." }.into_any(),
                Saving::Refused(why) => view! { <span class="error">{why}</span> }.into_any(),
            }}
        </p>
    }
}

/// A section to vote on; `own` is what they vote on it.
#[component]
fn One(section: Option<SectionShown>, voted: Signal<Option<u32>>, own: Memo<String>, way: Way, saver: Saver) -> impl IntoView {
    section.map(|SectionShown { id, title, about, .. }| {
        let name = format!("votes[{id}]");
        // An empty one is taken back.
        let option = move |vote: Option<Vote>| {
            let typed = vote.map(Vote::typed).unwrap_or_default();
            let (word, more) = vote.map_or_else(|| (String::new(), "No vote"), choice);
            let light = match vote {
                Some(Vote::Light(light)) => Some(light),
                _ => None,
            };
            let class = match (vote, light) {
                (None, _) => "na".to_owned(),
                (_, Some(light)) => format!("light {}", light.colour),
                _ => String::new(),
            };
            let (section, sent, now) = (id.clone(), typed.clone(), typed.clone());
            view! {
                <label class=class>
                    <input
                        type="radio" name=name.clone() value=typed checked=own.get_untracked() == now autocomplete="off"
                        prop:checked=move || own.get() == now
                        on:change=move |_| saver.put(&section, &sent)
                    />
                    {light.map(|light| view! { <i aria-hidden="true">{light.trend.arrow()}</i> })}
                    {(!word.is_empty()).then(|| view! { <b>{word}</b> " " })}
                    <span>{more}</span>
                </label>
            }
        };
        let class = match way {
            Way::Points => "scale",
            Way::Lights => "scale lights",
        };
        let all = Vote::all(way).into_iter().map(Some).chain([None]);
        view! {
            <section class="card">
                <fieldset class="asked body">
                    <legend>{title}</legend>
                    {(!about.is_empty()).then(|| view! { <p class="dim">{about}</p> })}
                    <div class=class>{all.map(option).collect_view()}</div>
                    <p class="small dim">{move || voted.get().map(voters)}</p>
                </fieldset>
            </section>
        }
    })
}

fn voters(voted: u32) -> String {
    match voted {
        0 => "Nobody has voted on it yet".to_owned(),
        1 => "1 has voted on it".to_owned(),
        more => format!("{more} have voted on it"),
    }
}
