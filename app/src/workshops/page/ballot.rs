//! Voting: one card a section, answers as large as a thumb, each saved at once.

use super::super::{
    SectionShown, Shown,
    api::WorkshopData,
    said::{arrow, choice},
};
use crate::parts::{Form, Icon, Sending};
use leptos::prelude::*;
use std::collections::BTreeMap;
use waymark::workshop::{Vote, Way};

/// How far saving is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "the browser saves"))]
enum Saved {
    /// Nothing was voted on this page yet.
    #[default]
    Still,
    /// It is under way.
    Saving,
    /// It is stored.
    Saved,
    /// It did not arrive, and is tried again.
    Waits,
    /// It was refused.
    Refused(String),
}

/// Saves votes as they are chosen. What is chosen meanwhile goes along next; of one section the last counts.
#[derive(Clone, Copy)]
pub struct Saver {
    waiting: StoredValue<BTreeMap<String, String>>,
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "the browser saves"))]
    is_busy: StoredValue<bool>,
    state: RwSignal<Saved>,
    refusals: RwSignal<usize>,
}

impl Saver {
    /// One for a page.
    pub fn new() -> Self {
        Self {
            waiting: StoredValue::default(),
            is_busy: StoredValue::new(false),
            state: RwSignal::default(),
            refusals: RwSignal::new(0),
        }
    }

    /// How often something was refused: then what is shown may be old.
    pub fn refusals(self) -> usize {
        self.refusals.get()
    }

    /// Lets go of what is about another workshop.
    pub fn forget(self) {
        self.waiting.update_value(BTreeMap::clear);
        self.state.set(Saved::Still);
    }

    fn put(self, workshop: &str, section: String, vote: String) {
        self.waiting.update_value(|waiting| {
            waiting.insert(section, vote);
        });
        self.send(workshop.to_owned());
    }

    #[cfg(not(feature = "hydrate"))]
    #[expect(clippy::unused_self, reason = "the browser saves")]
    fn send(self, _workshop: String) {}

    #[cfg(feature = "hydrate")]
    fn send(self, workshop: String) {
        use super::super::{api::Cast, said::refused_sentence};
        use crate::{failure::Failure, parts::post};
        use leptos::{server_fn::ServerFn, task::spawn_local};
        use std::{mem, time::Duration};
        use waymark::workshop::Refused;
        if self.is_busy.try_get_value() != Some(false) {
            return;
        }
        let votes = self.waiting.try_update_value(mem::take).unwrap_or_default();
        if votes.is_empty() {
            return;
        }
        self.is_busy.set_value(true);
        self.state.set(Saved::Saving);
        spawn_local(async move {
            let answer = {
                let named: Vec<(String, &String)> =
                    votes.iter().map(|(section, vote)| (format!("votes[{section}]"), vote)).collect();
                let mut fields = vec![("id", workshop.as_str())];
                fields.extend(named.iter().map(|(name, vote)| (name.as_str(), vote.as_str())));
                post(Cast::PATH, &fields).await
            };
            // The page may be gone meanwhile, and its signals with it.
            if self.is_busy.try_update_value(|is_busy| *is_busy = false).is_none() {
                return;
            }
            match answer {
                Ok(_) => {
                    self.state.set(Saved::Saved);
                    self.send(workshop);
                }
                Err(failure @ (Failure::Refused(_) | Failure::SignedOut | Failure::NotFound | Failure::Malformed)) => {
                    let why = match &failure {
                        Failure::Refused(why) => {
                            serde_json::from_value::<Refused>(why.clone()).ok().as_ref().map(refused_sentence)
                        }
                        failure => failure.sentence(),
                    };
                    self.state.set(Saved::Refused(why.unwrap_or_default()));
                    self.refusals.update(|refusals| *refusals += 1);
                    self.send(workshop);
                }
                // It did not arrive, or not now.
                Err(_) => {
                    self.state.set(Saved::Waits);
                    self.waiting.update_value(|waiting| {
                        for (section, vote) in votes {
                            waiting.entry(section).or_insert(vote);
                        }
                    });
                    set_timeout(move || self.send(workshop), Duration::from_secs(2));
                }
            }
        });
    }
}

/// The ballot of who votes.
#[component]
pub fn Ballot(data: Signal<WorkshopData>, shown: Signal<Shown>, cast: Sending, saver: Saver) -> impl IntoView {
    let (id, way) = shown.with_untracked(|shown| (shown.id.clone(), shown.way));
    let own = data.with_untracked(|data| data.votes.clone());
    let ids = move || shown.with(|shown| shown.sections.iter().map(|section| section.id.clone()).collect::<Vec<_>>());
    let workshop = id.clone();
    view! {
        <Form to=cast class="ballot">
            <input type="hidden" name="id" value=id/>
            <For each=ids key=Clone::clone let:section>
                <One
                    section=shown.with_untracked(|shown| shown.section(&section).cloned())
                    voted=Signal::derive({
                        let section = section.clone();
                        move || shown.with(|shown| shown.section(&section).and_then(|section| section.voted))
                    })
                    own=own.get(&section).cloned().unwrap_or_default()
                    way=way
                    workshop=workshop.clone()
                    saver=saver
                />
            </For>
            <div class="foot">
                <button class="btn go only-plain" type="submit">"Save my votes"</button>
                <Told saver=saver/>
            </div>
        </Form>
    }
}

/// What came too late: its ballot is gone by now.
#[component]
pub fn Late(saver: Saver) -> impl IntoView {
    move || match saver.state.get() {
        Saved::Refused(why) => Some(view! { <div class="refusal" role="alert"><Icon name="alert"/><p>{why}</p></div> }),
        _ => None,
    }
}

#[component]
fn Told(saver: Saver) -> impl IntoView {
    view! {
        <p class="saved only-script" role="status">
            {move || match saver.state.get() {
                Saved::Still => view! { "What you choose is saved at once." }.into_any(),
                Saved::Saving => view! { "Saving" }.into_any(),
                Saved::Saved => view! { <Icon name="check"/>"Saved. You can change it until the reveal." }.into_any(),
                Saved::Waits => view! { "Not saved yet: the server does not answer. It is tried again." }.into_any(),
                Saved::Refused(why) => view! { <span class="error">{why}</span> }.into_any(),
            }}
        </p>
    }
}

/// A section to vote on.
#[component]
fn One(
    section: Option<SectionShown>,
    voted: Signal<Option<u32>>,
    own: String,
    way: Way,
    workshop: String,
    saver: Saver,
) -> impl IntoView {
    section.map(|SectionShown { id, title, about, .. }| {
        let name = format!("votes[{id}]");
        // An empty one is taken back.
        let option = move |typed: String| {
            let (word, more) = if typed.is_empty() { (String::new(), "No vote") } else { choice(&typed) };
            let class = match (typed.split_once('.'), typed.is_empty()) {
                (_, true) => "na".to_owned(),
                (Some((colour, _)), _) => format!("light {colour}"),
                (None, _) => String::new(),
            };
            let (workshop, section, sent, checked) = (workshop.clone(), id.clone(), typed.clone(), typed == own);
            view! {
                <label class=class>
                    <input
                        type="radio" name=name.clone() value=typed.clone() checked=checked autocomplete="off"
                        on:change=move |_| saver.put(&workshop, section.clone(), sent.clone())
                    />
                    {arrow(&typed).map(|arrow| view! { <i aria-hidden="true">{arrow}</i> })}
                    {(!word.is_empty()).then(|| view! { <b>{word}</b> " " })}
                    <span>{more}</span>
                </label>
            }
        };
        let class = match way {
            Way::Points => "scale",
            Way::Lights => "scale lights",
        };
        let all = Vote::all(way).into_iter().map(Vote::typed).chain([String::new()]);
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
