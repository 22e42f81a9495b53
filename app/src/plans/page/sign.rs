//! Signing, amending, letting others see it, and what was signed before.

use super::{
    super::{
        api::{AmendWrong, Hindrance, PlanData, Version, Writing},
        said::{part_title, reason_sentence, why_sentence},
    },
    Which,
    document::{Days, Names, Promises},
    listed,
};
use crate::{
    failure::Again,
    parts::{Check, Form, Icon, Refusal, Sending, Submit, TextArea},
    reviews::{TakeOver, hand_refused},
};
use leptos::prelude::*;
use leptos_router::components::A;
use waymark::plan::{LONGEST_LINE, Part};

/// What became otherwise while somebody was about to sign, or to give up: what was not done then, and what to do.
#[component]
pub fn Outdated(changes: Vec<String>, done: &'static str, again: &'static str) -> impl IntoView {
    view! {
        <div class="refusal" role="alert">
            <Icon name="alert"/>
            <div>
                <p>{format!("It was changed while you were reading, so nothing was {done}. What stands here is how it is now: read it, and {again} again.")}</p>
                {listed(changes)}
            </div>
        </div>
    }
}

/// What a form sends of what its reader saw.
#[component]
fn Seen(data: Signal<PlanData>) -> impl IntoView {
    let of = move |part: fn(&Writing) -> &String| move || data.with(|data| data.writing().map(part).cloned().unwrap_or_default());
    view! {
        <Which data=data/>
        <input type="hidden" name="seal" value=of(|writing| &writing.seal)/>
        <input type="hidden" name="shown" value=of(|writing| &writing.shown)/>
    }
}

/// What an amendment changes, what stands in the way, and the button. `children` say what came meanwhile, and why nobody signed.
#[component]
pub fn Sign(data: Signal<PlanData>, sign: Sending, give_up: Sending, children: Children) -> impl IntoView {
    let writing = Memo::new(move |_| data.with(|data| data.writing().cloned()));
    let changes = move || writing.with(|writing| writing.as_ref().map(|writing| writing.changes.clone()).unwrap_or_default());
    let hindrances = Memo::new(move |_| {
        writing.with(|writing| writing.as_ref().map(|writing| writing.hindrances.clone()).unwrap_or_default())
    });
    let waits = Memo::new(move |_| writing.with(|writing| writing.as_ref().is_some_and(|writing| writing.waits)));
    let amends = Memo::new(move |_| writing.with(|writing| writing.as_ref().is_some_and(|writing| writing.amends)));
    let may_sign = move || waits.get() && hindrances.with(Vec::is_empty);
    view! {
        <section class="card no-paper" id="sign" aria-labelledby="sign-title">
            <header>
                <h2 id="sign-title">{move || if amends.get() { "Sign the amendment" } else { "Sign it" }}</h2>
                <p>"You sign exactly what stands above: what you both wrote, and the goals as you both agreed to them. It holds once both have signed the same."</p>
            </header>
            <div class="body">
                {move || {
                    let changes = changes();
                    (!changes.is_empty()).then(|| view! { <div><p>"What it changes of what both signed:"</p>{listed(changes)}</div> })
                }}
                {children()}
                {move || view! { <Hindrances all=hindrances.get()/> }}
                {move || (!waits.get()).then(|| view! { <p class="dim">"You have signed this. Whatever is changed now, both sign again."</p> })}
                <div class="actions">
                    {move || may_sign().then(|| view! {
                        <Form to=sign>
                            <Seen data=data/>
                            <Submit go=true pending=sign.pending()>"Sign it"</Submit>
                        </Form>
                    })}
                    {move || amends.get().then(|| view! {
                        <Form to=give_up>
                            <Seen data=data/>
                            <button class="btn risk" type="submit">"Give the amendment up"</button>
                        </Form>
                    })}
                </div>
            </div>
        </section>
    }
}

/// What stands in the way of signing, and where it is done away with.
#[component]
fn Hindrances(all: Vec<Hindrance>) -> impl IntoView {
    let one = |Hindrance { sentence, href, action }: Hindrance| {
        // A place of this page is found by the browser.
        let link = if href.starts_with('#') {
            view! { <a class="btn" href=href rel="external">{action}</a> }.into_any()
        } else {
            view! { <A href=href attr:class="btn">{action}</A> }.into_any()
        };
        view! { <li><div>{sentence}</div>{link}</li> }
    };
    (!all.is_empty()).then(|| {
        view! {
            <div>
                <h3 id="hindrances">"Before anybody signs"</h3>
                <ul class="rows" role="list" aria-labelledby="hindrances">{all.into_iter().map(one).collect_view()}</ul>
            </div>
        }
    })
}

/// Writing it again, with a reason.
#[component]
pub fn Amend(data: Signal<PlanData>, amend: Sending) -> impl IntoView {
    let again = move || amend.refused::<Again<String, AmendWrong>>();
    let first = untrack(again);
    let is_open = first.is_some();
    let reason = first.map(|again| again.typed).unwrap_or_default();
    let wrong = Signal::derive(move || again().and_then(|again| reason_sentence(&again.why)));
    let refused = Signal::derive(move || match again()?.why {
        AmendWrong::Other(why) => Some(why_sentence(&why)),
        _ => None,
    });
    view! {
        <section class="card no-paper" aria-labelledby="amend-title">
            <header>
                <h2 id="amend-title">"Amend it"</h2>
                <p>"What both signed stays as it is, and holds until both have signed the amendment. How far goals are needs none: that moves by itself."</p>
            </header>
            <div class="body">
                <details class="act" open=is_open>
                    <summary class="btn">"Begin an amendment"</summary>
                    <Refusal of=amend why=refused/>
                    <Form to=amend class="form wide">
                        <Which data=data/>
                        <TextArea name="reason" id="reason" label="Why" value=reason error=wrong most=LONGEST_LINE free=true hint="The other side reads it, and it stays with the plan.".to_owned()/>
                        <div class="actions"><Submit pending=amend.pending()>"Begin it"</Submit></div>
                    </Form>
                </details>
            </div>
        </section>
    }
}

/// That who held the review has left, and taking it over: nobody could amend the plan with the person.
#[component]
pub fn HolderLeft(data: Signal<PlanData>, take: Sending) -> impl IntoView {
    let of = Memo::new(move |_| {
        data.with(|data| data.take_over.clone().map(|take| (take, data.cycle.clone(), data.person.clone(), data.whose.clone())))
    });
    let refused = Signal::derive(move || hand_refused(take));
    move || {
        of.get().map(|(of, cycle, person, whose)| {
            let about = format!("{}, who held the review, has left. Once you do, {whose} and you can amend the plan.", of.left);
            view! {
                <section class="card no-paper" aria-labelledby="left-title">
                    <header><h2 id="left-title">"Take it over"</h2><p>{about}</p></header>
                    <div class="body">
                        <Refusal of=take why=refused/>
                        <TakeOver to=take cycle=cycle person=person whose=whose reader=of.to/>
                    </div>
                </section>
            }
        })
    }
}

/// Who else reads it, and who decides on that.
#[component]
pub fn Readers(data: Signal<PlanData>, open: Sending) -> impl IntoView {
    let opens = Memo::new(move |_| data.with(|data| data.desk.as_ref().is_some_and(|desk| desk.opens)));
    let other = move || {
        data.with(|data| {
            let desk = data.desk.as_ref()?;
            let other = &desk.other;
            Some(match (desk.opens, desk.other_opens) {
                (true, true) => format!("You and {other} both let the managers above see it."),
                (true, false) => format!("You let the managers above see it; {other} does not, so they do not."),
                (false, true) => format!("{other} lets the managers above see it; you do not, so they do not."),
                (false, false) => "Neither of you lets the managers above see it.".to_owned(),
            })
        })
    };
    view! {
        <section class="card no-paper" id="readers" aria-labelledby="readers-title">
            <header>
                <h2 id="readers-title">"Who else reads it"</h2>
                <p>"What both signed is read by the two of you, and by whoever manages the person later. Nobody else does, unless both of you let the managers above."</p>
            </header>
            <div class="body">
                <p>{other}</p>
                <Form to=open class="form">
                    <Which data=data/>
                    {move || view! { <Check name="open" checked=opens.get()>"The managers above may see what both signed"</Check> }}
                    <div class="actions"><Submit pending=open.pending()>"Save"<span class="hush">" who else reads it"</span></Submit></div>
                </Form>
            </div>
        </section>
    }
}

/// What was signed before, each readable whole.
#[component]
pub fn Versions(versions: Vec<Version>) -> impl IntoView {
    (!versions.is_empty()).then(|| {
        view! {
            <section class="card no-paper" aria-labelledby="versions-title">
                <header><h2 id="versions-title">"What was signed before"</h2></header>
                <div class="body">{versions.into_iter().map(|version| view! { <OneVersion version=version/> }).collect_view()}</div>
            </section>
        }
    })
}

#[component]
fn OneVersion(version: Version) -> impl IntoView {
    let Version { title, why, changes, document, goals, signed, seal } = version;
    let text =
        |part: Part, html: String| view! { <div><h3>{part_title(part)}</h3><div class="prose" inner_html=html></div></div> };
    view! {
        <details class="version">
            <summary>{title}{why.map(|why| view! { <span class="dim">" · "{why}</span> })}</summary>
            {(!changes.is_empty()).then(|| view! { <div><h3>"What it changed"</h3>{listed(changes)}</div> })}
            {text(Part::Strengths, document.strengths)}
            {text(Part::Growth, document.growth)}
            {text(Part::Towards, document.towards)}
            <div><h3>"Goals"</h3><ul class="points">{goals.into_iter().map(|goal| view! { <li>{goal}</li> }).collect_view()}</ul></div>
            <div><h3>{part_title(Part::Support)}</h3><Promises promised=document.support/></div>
            <div><h3>{part_title(Part::Dates)}</h3><Days dates=document.dates/></div>
            <Names signed=signed seal=seal/>
        </details>
    }
}
