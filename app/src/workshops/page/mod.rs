//! A workshop. Who comes: the team, in one room or in many, with phones; and the lead, whose screen all look at. What would annoy: to vote and not to
//! know whether it counts; a result that appears for some before others; a projector that shows what only the lead should see.

mod ballot;
mod host;
mod saver;
mod talk;

use super::{
    Phase, Shown,
    api::{Cast, Close, Decide, GiveUp, Reveal, Show, WorkshopData},
    said::{refused_sentence, rules, say, say_voting, turnout},
};
use crate::{
    frame::loaded,
    goals::Add,
    live::{Live, Shows, State},
    parts::{Done, Icon, Refusal, Sending, Title, answers},
    reading::read,
};
use ballot::{Ballot, Late};
use host::{Doors, Host};
use leptos::prelude::*;
use leptos_router::{
    components::A,
    hooks::{use_params_map, use_query_map},
};
use saver::Saver;
use talk::Talk;
use waymark::workshop::{Part, Refused};

/// What the page's forms are sent to.
#[derive(Clone, Copy)]
struct Sendings {
    cast: Sending,
    reveal: Sending,
    decide: Sending,
    close: Sending,
    give_up: Sending,
    add: Sending,
}

impl Sendings {
    fn new() -> Self {
        Self {
            cast: Sending::to::<Cast>(),
            reveal: Sending::to::<Reveal>(),
            decide: Sending::to::<Decide>(),
            close: Sending::to::<Close>(),
            give_up: Sending::to::<GiveUp>(),
            add: Sending::to::<Add>(),
        }
    }

    fn all(self) -> [Sending; 6] {
        let Self { cast, reveal, decide, close, give_up, add } = self;
        [cast, reveal, decide, close, give_up, add]
    }
}

/// Why one of the whole workshop's forms was refused.
fn refused(of: Sending) -> Signal<Option<String>> {
    Signal::derive(move || of.refused::<Refused>().map(refused_sentence))
}

/// /workshops/:id.
#[component]
pub fn Workshop() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let projected = Memo::new(move |_| query.read().get("project").is_some());
    let (sendings, live, saver) = (Sendings::new(), Live::provide(), Saver::new());
    let count = move || answers(sendings.all()) + live.reads() + saver.answers();
    let data = read(count, move || Show { id: id.get() });
    let shared = StoredValue::new(sendings);
    view! {
        {loaded(data, move |data: Signal<WorkshopData>| {
            live.watch(move || {
                let (workshop, team) = data.with(|data| ((data.shown.id.clone(), data.shown.version), data.team.clone()));
                // What the team does about it is of its goals.
                let of = team.strip_prefix("/teams/").map(str::to_owned).into_iter().collect();
                Shows { workshop: Some(workshop), of, ..Shows::default() }
            });
            let shown: Signal<Shown> = Memo::new(move |_| live.workshop(data.with(|data| data.shown.clone()))).into();
            let id = Memo::new(move |_| data.with(|data| data.shown.id.clone()));
            // Of the workshop that was here before, nothing stays: no field, no refusal.
            Effect::new(move |before: Option<String>| {
                let now = id.get();
                if before.is_some_and(|before| before != now) {
                    sendings.all().into_iter().for_each(Sending::forget);
                    saver.forget();
                }
                now
            });
            view! {
                <For each=move || [id.get()] key=Clone::clone let:_id>
                    <One data=data shown=shown sendings=shared saver=saver projected=projected/>
                </For>
            }
        })}
    }
}

#[component]
fn One(
    data: Signal<WorkshopData>,
    shown: Signal<Shown>,
    sendings: StoredValue<Sendings>,
    saver: Saver,
    projected: Memo<bool>,
) -> impl IntoView {
    let title = move || shown.with(|shown| format!("Workshop of {}", shown.team));
    let part = Memo::new(move |_| {
        let (part, hosts) = data.with(|data| (data.part, data.hosts));
        (shown.with(|shown| shown.phase), part, hosts, projected.get())
    });
    let phase = Memo::new(move |_| shown.with(|shown| shown.phase));
    #[cfg(feature = "hydrate")]
    Effect::new(move |before: Option<Phase>| {
        let now = phase.get();
        if before == Some(Phase::Voting) && now != Phase::Voting {
            request_animation_frame(meet_reveal);
        }
        now
    });
    let Sendings { cast, reveal, close, give_up, .. } = sendings.get_value();
    view! {
        <Title text=title/>
        <div class=move || if projected.get() { "workshop projected" } else { "workshop" }>
            <Head data=data shown=shown/>
            {move || if phase.get() == Phase::Voting { view! { <Done say=say_voting/> } } else { view! { <Done say=say/> } }}
            // Here, since what was refused may have come too late, and its form be gone by now.
            <Why of=cast/>
            <Why of=reveal/>
            <Why of=close/>
            <Why of=give_up/>
            {move || match part.get() {
                (Phase::Voting, _, hosts, true) => view! {
                    <Doors data=data shown=shown/>
                    {hosts.then(|| view! { <Host shown=shown sendings=sendings projected=true/> })}
                }.into_any(),
                (Phase::Voting, part, hosts, false) => view! {
                    {hosts.then(|| view! {
                        <Host shown=shown sendings=sendings projected=false/>
                        <Doors data=data shown=shown/>
                    })}
                    {match part {
                        Part::Votes => view! { <Rules shown=shown/><Ballot data=data shown=shown cast=cast saver=saver/> }.into_any(),
                        Part::Leads if hosts => view! { <Late saver=saver/> }.into_any(),
                        Part::Leads => view! { <Aside why=Refused::Leads/> }.into_any(),
                        Part::Outside => view! { <Aside why=Refused::NotOfTeam/> }.into_any(),
                    }}
                }.into_any(),
                (phase, _, hosts, projected) => view! {
                    <Late saver=saver/>
                    <Talk data=data shown=shown sendings=sendings writes={hosts && !projected && phase == Phase::Revealed} projected=projected/>
                }.into_any(),
            }}
            {move || projected.get().then(|| view! {
                <p class="small no-print"><A href=format!("/workshops/{}", shown.with(|shown| shown.id.clone()))>"Leave the projection"</A></p>
            })}
        </div>
    }
}

#[component]
fn Head(data: Signal<WorkshopData>, shown: Signal<Shown>) -> impl IntoView {
    let live = expect_context::<Live>();
    let phase = move || match shown.with(|shown| shown.phase) {
        Phase::Voting => "Voting",
        Phase::Revealed => "Revealed",
        Phase::Closed => "Closed",
    };
    view! {
        <div class="head">
            <div>
                <nav class="crumbs" aria-label="Above">
                    <ol>
                        <li><A href="/teams">"Teams"</A></li>
                        <li>{move || {
                            let (page, name) = (data.with(|data| data.team.clone()), shown.with(|shown| shown.team.clone()));
                            view! { <A href=page>{name}</A> }
                        }}</li>
                    </ol>
                </nav>
                <h1>{move || shown.with(|shown| format!("Workshop of {}", shown.team))}</h1>
                <p class="sub">{move || data.with(|data| data.day.clone())} " · " {phase} " · not anonymous"</p>
            </div>
            <div class="turnout">
                <p>{move || shown.with(turnout)}</p>
                // How many have voted is there to be read; that it was revealed is said.
                <p class="hush" role="status">{phase}</p>
                {move || match live.state() {
                    State::Live => Some(view! { <span class="watched small dim"><span class="is-live">"Live"</span></span> }.into_any()),
                    State::Cut => Some(view! { <span class="small dim">"Not live just now; it connects again by itself"</span> }.into_any()),
                    State::Still => None,
                }}
            </div>
        </div>
    }
}

/// At the reveal what one was about to choose is gone: who was there, goes on where the team begins to talk.
#[cfg(feature = "hydrate")]
fn meet_reveal() {
    let document = document();
    if document.active_element().is_none_or(|at| at.tag_name() == "BODY")
        && let Ok(Some(lead)) = document.query_selector(".workshop .lead")
        && let Ok(lead) = wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(lead)
    {
        drop(lead.focus());
    }
}

/// What one should know before one votes.
#[component]
fn Rules(shown: Signal<Shown>) -> impl IntoView {
    let of = Memo::new(move |_| shown.with(|shown| shown.of));
    view! {
        <details class="card rules" open=true>
            <summary>"Before you vote"</summary>
            <ul class="tells">
                {move || rules(usize::try_from(of.get()).unwrap_or(usize::MAX)).into_iter().map(|rule| view! { <li>{rule}</li> }).collect_view()}
            </ul>
        </details>
    }
}

/// Why the reader does not vote, and what they will see.
#[component]
fn Aside(why: Refused) -> impl IntoView {
    view! { <div class="note"><Icon name="info"/><p>{refused_sentence(why)} " What the team voted appears at the reveal."</p></div> }
}

/// What a form of the whole workshop sends: which, and the version that was seen.
#[component]
fn Which(shown: Signal<Shown>) -> impl IntoView {
    view! {
        <input type="hidden" name="id" value=move || shown.with(|shown| shown.id.clone())/>
        <input type="hidden" name="seen" value=move || shown.with(|shown| shown.version.to_string())/>
    }
}

/// A refusal of one of the whole workshop's forms.
#[component]
fn Why(of: Sending) -> impl IntoView {
    view! { <Refusal of=of why=refused(of)/> }
}
