//! Peers: whom the manager asks about the person's work, and what they said.

use super::{
    super::{
        api::{AskTyped, AskWrong, PeerLine, ReviewData},
        words::refused_sentence,
    },
    Sendings, Which,
};
use crate::{
    failure::Again,
    parts::{Form, Initials, Refusal, Submit, TextArea},
    people::{Chooser, Kind, not_one},
};
use leptos::prelude::*;
use waymark::review::{LONGEST_ASKED, PeerState, Refused, Side};

/// What peers said, and asking one.
#[component]
pub fn Peers(data: Signal<ReviewData>, sendings: StoredValue<Sendings>) -> impl IntoView {
    let peers = Memo::new(move |_| data.with(|data| data.peers.clone()));
    let (side, first) = data.with_untracked(|data| (data.side, data.person.first.clone()));
    let may_ask = Memo::new(move |_| data.with(|data| data.side == Side::Manager && !data.closed && !data.is_signed()));
    let is_there = move || side == Side::Manager || !peers.with(Vec::is_empty);
    let about = match side {
        Side::Manager => format!("People who worked with {first}, asked by name. Each is told who sees what they write."),
        Side::Own => "They were told that you see it, with their name.".to_owned(),
    };
    view! {
        <section class="card" id="peers" aria-labelledby="peers-title" hidden=move || !is_there()>
            <header><h2 id="peers-title">"Peers"</h2><p>{about}</p></header>
            {move || (!peers.with(Vec::is_empty)).then(|| view! {
                <ul class="rows" role="list">
                    {peers.get().into_iter().map(|peer| view! { <Peer data=data peer=peer manages={may_ask.get()} sendings=sendings/> }).collect_view()}
                </ul>
            })}
            {move || may_ask.get().then(|| view! { <AskOne data=data sendings=sendings/> })}
        </section>
    }
}

#[component]
fn Peer(data: Signal<ReviewData>, peer: PeerLine, manages: bool, sendings: StoredValue<Sendings>) -> impl IntoView {
    let Sendings { remind, ask_no_more, .. } = sendings.get_value();
    let PeerLine { who, state, when, open, said, remind: may_remind } = peer;
    let first = data.with_untracked(|data| data.person.first.clone());
    let sees = if open { format!("{first} sees it") } else { "only you see it".to_owned() };
    let why = if manages { format!("{when} · {sees}") } else { when };
    let waits = manages && state == PeerState::Asked;
    let (id, name) = (who.id, who.name.clone());
    let other = (id.clone(), name.clone());
    view! {
        <li>
            <Initials of=who.initials/>
            <div>
                <p class="what">{who.name}</p>
                <p class="why">{why}</p>
                {said.into_iter().map(|(heading, html)| view! {
                    <h3 class="small">{heading}</h3>
                    <div class="prose" inner_html=html></div>
                }).collect_view()}
            </div>
            {(waits && may_remind).then(|| view! {
                <Form to=remind><Which data=data/><input type="hidden" name="peer" value=id/>
                    <Submit pending=remind.pending()>"Remind"<span class="hush">" "{name}</span></Submit></Form>
            })}
            {waits.then(|| view! {
                <Form to=ask_no_more><Which data=data/><input type="hidden" name="peer" value=other.0/>
                    <Submit pending=ask_no_more.pending()>"Take back"<span class="hush">" the question to "{other.1}</span></Submit></Form>
            })}
        </li>
    }
}

#[component]
fn AskOne(data: Signal<ReviewData>, sendings: StoredValue<Sendings>) -> impl IntoView {
    let Sendings { ask, .. } = sendings.get_value();
    let again = move || ask.refused::<Again<AskTyped, AskWrong>>();
    let first = untrack(again);
    let is_open = first.is_some();
    let typed = first.map(|again| again.typed).unwrap_or_default();
    let is_long = |why: &AskWrong| *why == AskWrong::Rule(Refused::LongText);
    let wrong = Signal::derive(move || match again()?.why {
        AskWrong::Peer(why) => Some(not_one(&why)),
        AskWrong::Rule(Refused::LongText) => None,
        AskWrong::Rule(why) => Some(refused_sentence(&why)),
    });
    let long = Signal::derive(move || again().filter(|again| is_long(&again.why)).map(|_| refused_sentence(&Refused::LongText)));
    let person = data.with_untracked(|data| data.person.first.clone());
    view! {
        <div class="body">
            <details class="act" open=is_open>
                <summary class="btn">"Ask somebody"</summary>
                <Refusal of=ask/>
                <Form to=ask class="form wide" clears=true>
                    <Which data=data/>
                    <Chooser kind=Kind::Person name="peer" label="Who" value=typed.peer error=wrong/>
                    <TextArea name="about" id="ask-about" label="What about" value=typed.about optional=true error=long
                        hint=format!("What they did together, at most {LONGEST_ASKED} characters. Empty for their work in general.")/>
                    <fieldset class="sees">
                        <legend>"Who sees what they write?"</legend>
                        <label class="check"><input type="radio" name="open" value="false" checked=!typed.open/><span>"Only I, or who takes the review over"</span></label>
                        <label class="check"><input type="radio" name="open" value="true" checked=typed.open/>
                            <span>{format!("{person}, too, with their name, once both halves are shown")}</span></label>
                    </fieldset>
                    <p class="small dim">"They are told this when they are asked, and it does not change."</p>
                    <div class="actions"><Submit pending=ask.pending()>"Ask"</Submit></div>
                </Form>
            </details>
        </div>
    }
}
