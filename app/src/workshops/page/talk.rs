//! What came of the votes, in the order in which a team talks about it; what it agrees on, and what it does about it.

use super::{
    super::{
        Agreed, Phase, SectionShown, Shown, anchor,
        api::{DecideTyped, Decided, WorkshopData},
        said::{choice, refused_sentence},
    },
    Sendings, Which,
};
use crate::{
    failure::Again,
    goals::{Act, Answered},
    parts::{Choice, Form, Icon, Refusal, Sending, Submit, TextArea, version_shown},
};
use leptos::prelude::*;
use waymark::workshop::{LONGEST_NOTE, Refused, Vote, Way};

/// All sections; who hosts it writes down what is agreed, and closes it.
#[component]
pub fn Talk(
    data: Signal<WorkshopData>,
    shown: Signal<Shown>,
    sendings: StoredValue<Sendings>,
    writes: bool,
    projected: bool,
) -> impl IntoView {
    let ids = move || shown.with(|shown| shown.sections.iter().map(|section| section.id.clone()).collect::<Vec<_>>());
    let level = move || data.with(|data| data.level.clone()).filter(|_| !projected);
    let actions = Memo::new(move |_| data.with(|data| data.actions.clone()));
    let Sendings { close, decide, add, .. } = sendings.get_value();
    let first = if shown.with_untracked(|shown| shown.phase == Phase::Closed) {
        "This is what the team voted and agreed on. What divided it most stands first."
    } else {
        "Talk about what divides you most first; then about what is lowest. Nobody votes any more."
    };
    view! {
        <p class="lead" tabindex="-1">{first}</p>
        <div class="talks">
            <For each=ids key=Clone::clone let:id>
                {
                    let section = Memo::new(move |_| shown.with(|shown| shown.section(&id).cloned()));
                    view! {
                        <One section=section.into()/>
                        <div class="after no-print">
                            {writes.then(|| view! { <Write section=section.into() shown=shown decide=decide/> })}
                            {move || {
                                let (level, section) = (level()?, section.with_untracked(|section| section.as_ref().map(|section| section.id.clone()))?);
                                let workshop = shown.with_untracked(|shown| shown.id.clone());
                                let origin = Answered { source: ("workshop", workshop), section, sort: String::new() };
                                Some(view! { <Act sending=add level=level origin=origin word="Do something about it"/> })
                            }}
                        </div>
                    }
                }
            </For>
        </div>
        <div id="actions">
            {move || (!projected && !actions.with(Vec::is_empty)).then(|| view! {
                <section class="card" aria-labelledby="will"><header><h2 id="will">"What you will do about it"</h2></header><Lines lines=actions.get()/></section>
            })}
        </div>
        {writes.then(|| view! {
            <section class="card no-print" aria-labelledby="close">
                <header><h2 id="close">"Close the workshop"</h2><p>"What you agreed on stands in the team's history then, and changes no more. Where you agreed on nothing, what you voted stands there."</p></header>
                <div class="body">
                    <Form to=close class="actions"><Which shown=shown/><Submit pending=close.pending()>"Close it"</Submit></Form>
                </div>
            </section>
        })}
    }
}

/// What came of a section, and what the team agrees on: in place, when others see it too.
#[component]
fn One(section: Signal<Option<SectionShown>>) -> impl IntoView {
    let (id, title) = section.with_untracked(|section| {
        section.as_ref().map(|section| (anchor(&section.id), section.title.clone())).unwrap_or_default()
    });
    let heading = format!("{id}-title");
    let labelled = heading.clone();
    let revealed = Memo::new(move |_| section.with(|section| section.as_ref()?.revealed.clone()));
    let divided = move || revealed.with(|revealed| revealed.as_ref().is_some_and(|revealed| revealed.divided));
    let picture = Memo::new(move |_| {
        revealed.with(|revealed| revealed.as_ref().map(|revealed| revealed.picture.clone()).unwrap_or_default())
    });
    let said = move || revealed.with(|revealed| revealed.as_ref().map(|revealed| revealed.said.clone()));
    let consensus = Memo::new(move |_| revealed.with(|revealed| revealed.as_ref()?.consensus.clone()));
    view! {
        <section class="card talked" id=id aria-labelledby=labelled>
            <header>
                <h2 id=heading>{title}</h2>
                {move || divided().then(|| view! { <span class="pill warn"><Icon name="triangle"/>"divided"</span> })}
            </header>
            <div class="body">
                <p class="voted">{said}</p>
                {move || (!picture.with(String::is_empty)).then(|| view! { <div class="pictured" inner_html=picture.get()></div> })}
                {move || consensus.get().map(|agreed| view! { <Agreement agreed=agreed/> })}
            </div>
        </section>
    }
}

#[component]
fn Agreement(agreed: Agreed) -> impl IntoView {
    let class = format!("stand h{}", agreed.level);
    view! {
        <div class="consensus">
            <p>"Agreed: " <b class=class>{agreed.said}</b></p>
            {(!agreed.note.is_empty()).then(|| view! { <p class="text">{agreed.note}</p> })}
        </div>
    }
}

/// The form in which it is written down. It opens by itself where what was sent was refused.
#[component]
fn Write(section: Signal<Option<SectionShown>>, shown: Signal<Shown>, decide: Sending) -> impl IntoView {
    let id = StoredValue::new(
        section.with_untracked(|section| section.as_ref().map(|section| section.id.clone()).unwrap_or_default()),
    );
    let again = move || {
        let again = decide.refused::<Again<DecideTyped, Refused>>();
        again.filter(|again| id.with_value(|id| again.typed.section == *id))
    };
    let stored = move || section.with(|section| section.as_ref()?.revealed.as_ref()?.consensus.clone());
    let first = untrack(again);
    let is_open = first.is_some();
    let (stand, note) = match first {
        Some(again) => (again.typed.stand, again.typed.note),
        None => untrack(stored).map(|agreed| (agreed.typed, agreed.note)).unwrap_or_default(),
    };
    let why = Memo::new(move |_| again().map(|again| again.why));
    let is_long = move |why: &Refused| *why == Refused::LongNote;
    let wrong = Signal::derive(move || why.get().filter(is_long).map(refused_sentence));
    let other = Signal::derive(move || why.get().filter(|why| !is_long(why)).map(refused_sentence));
    // What this form saved; those of the other sections are sent the same way.
    let saved = move || {
        let decided = decide.value::<Decided>();
        decided.filter(|decided| id.with_value(|id| decided.section == *id)).map(|decided| decided.version)
    };
    let version = version_shown(move || (stored(), shown.with(|shown| shown.version)), saved);
    let (workshop, way) = shown.with_untracked(|shown| (shown.id.clone(), shown.way));
    let id = id.get_value();
    let (stand_id, note_id) = (format!("stand-{id}"), format!("note-{id}"));
    view! {
        <details class="act write" open=is_open>
            <summary class="btn">"Write down what you agree on"</summary>
            <Refusal of=decide why=other/>
            <Form to=decide class="form wide">
                <input type="hidden" name="id" value=workshop/>
                <input type="hidden" name="seen" value=move || version.get().to_string()/>
                <input type="hidden" name="section" value=id/>
                <Choice name="stand" id=stand_id label="Where you stand".to_owned() value=stand options=stands(way)/>
                <TextArea name="note" id=note_id label="Why, or what follows" value=note free=true most=LONGEST_NOTE error=wrong/>
                <div class="actions"><Submit pending=decide.pending()>"Write it down"</Submit></div>
            </Form>
        </details>
    }
}

/// What can be agreed on; nothing first, which takes it back.
fn stands(way: Way) -> Vec<(String, String)> {
    let one = |vote: Vote| {
        let (word, more) = choice(vote);
        (vote.typed(), format!("{word}, {}", more.to_lowercase()))
    };
    std::iter::once((String::new(), "Nothing agreed".to_owned())).chain(Vote::all(way).into_iter().map(one)).collect()
}

/// Goals, one a line.
#[component]
fn Lines(lines: Vec<crate::goals::Line>) -> impl IntoView {
    view! {
        <ul class="rows" role="list">
            {lines.into_iter().map(|line| view! {
                <li><div><p class="what"><a href=format!("/goals/{}", line.id)>{line.title}</a></p><p class="why">{line.why}</p></div></li>
            }).collect_view()}
        </ul>
    }
}
