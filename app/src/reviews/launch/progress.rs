//! /admin/reviews/:id. Who comes: people operations, while reviews run, to see where they are stuck. What would annoy: an average, where they need
//! to know whom to ask. They see how far each review is, and no word of what stands in it.

use super::{
    api::{CallOff, LaunchData, PassOn, Progress, ReviewLine, Somebody, Sought, Wrong},
    said,
    tally::{Stages, choices},
};
use crate::reviews::review_refused;
use crate::{
    cycles::CycleAbove,
    frame::loaded,
    parts::{Choice, Done, Form, Icon, Pager, Refusal, Sending, Submit, Title, counted},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{
    components::A,
    hooks::{use_params_map, use_query_map},
};
use waymark::review::Refused;

fn say(done: &str) -> Option<&'static str> {
    Some(match done {
        "launched" => "The reviews are launched.",
        "handed" => "Their manager holds the review now.",
        _ => return None,
    })
}

fn sought_in_address() -> Sought {
    use_query_map().with(|query| {
        let text = |name: &str| query.get(name).unwrap_or_default();
        Sought { search: text("search"), step: text("step"), only: text("only"), skip: text("skip").parse().unwrap_or(0) }
    })
}

/// /admin/reviews/:id.
#[component]
pub fn AdminReviews() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let asked = Memo::new(move |_| sought_in_address());
    let (pass_on, call_off) = (Sending::to::<PassOn>(), Sending::to::<CallOff>());
    // A launch that was called off is gone, and the page leaves: it is not read anew.
    let data = read(move || pass_on.answers(), move || Progress { id: id.get(), sought: asked.get() });
    view! {
        {loaded(data, move |data: Signal<LaunchData>| {
            let cycle = Memo::new(move |_| data.with(|data| data.cycle.clone()));
            let untouched = Memo::new(move |_| data.with(|data| data.untouched));
            view! {
                <Title text=move || format!("Personal reviews, {}", cycle.get().1)/>
                <div class="head">
                    <div>
                        <CycleAbove cycle=cycle/>
                        <h1>"Personal reviews"</h1>
                        <p class="sub">{move || data.with(|data| format!("Launched {}, for {}", data.at, counted(data.tally.all, "person", "people")))}</p>
                    </div>
                </div>
                <Done say=say/>
                {move || view! { <HowFar data=data.get()/> }}
                {move || view! { <Reviews data=data.get() pass_on=pass_on/> }}
                {move || view! { <Launched data=data.get()/> }}
                {move || untouched.get().then(|| view! { <CallOffForm id=data.with_untracked(|data| data.id.clone()) sending=call_off/> })}
            }
        })}
    }
}

#[component]
fn HowFar(data: LaunchData) -> impl IntoView {
    let moved = data.moved;
    let address = Sought { only: "moved".to_owned(), ..Sought::default() }.address(&data.id, 0);
    view! {
        <section class="card" aria-labelledby="how-far">
            <header><h2 id="how-far">"How far they are"</h2><p>"You see how far each review is, and nothing of what stands in it."</p></header>
            <div class="body">
                <Stages tally=data.tally launch=data.id/>
                {(moved > 0).then(|| view! {
                    <p class="review-late"><Icon name="people"/><A href=address>{format!("{} held by somebody who is not their manager now", counted(moved, "review is", "reviews are"))}</A></p>
                })}
            </div>
        </section>
    }
}

/// The reviews one by one.
#[component]
fn Reviews(data: LaunchData, pass_on: Sending) -> impl IntoView {
    let (id, sought) = (data.id, data.sought);
    let refused = Signal::derive(move || pass_on.refused::<Refused>().map(|why| review_refused(&why)));
    let only = [("", "All"), ("late", "Late"), ("moved", "Held by somebody else than their manager now")];
    let only = only.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec();
    let (of_pager, launch) = (sought.clone(), id.clone());
    let address = move |skip: usize| of_pager.address(&launch, skip);
    let is_empty = data.lines.is_empty();
    let (skip, page, total) = (sought.skip as usize, data.page, data.total);
    let count = counted(total, "review", "reviews");
    let action = format!("/admin/reviews/{id}");
    let row = |line: ReviewLine| view! { <Line line=line launch=id.clone() sought=sought.clone() pass_on=pass_on/> };
    let rows = data.lines.into_iter().map(row).collect_view();
    view! {
        <section class="card" aria-labelledby="one-by-one">
            <header><h2 id="one-by-one">"One by one"</h2><span class="dim small">{count}</span></header>
            <form class="search" method="get" action=action role="search">
                <div class="field">
                    <label for="search">"Search"</label>
                    <input id="search" name="search" type="search" value=sought.search autocomplete="off" spellcheck="false" enterkeyhint="search"/>
                </div>
                <Choice name="step" label="Stage".to_owned() options=choices() value=sought.step/>
                <Choice name="only" label="Only".to_owned() options=only value=sought.only/>
                <button class="btn" type="submit">"Show"</button>
            </form>
            <Refusal of=pass_on why=refused/>
            {(!is_empty).then(|| view! {
                <div class="scroll">
                    <table class="grid">
                        <thead><tr>
                            <th scope="col">"Person"</th><th scope="col">"Stage"</th><th scope="col">"Held by"</th>
                            <th scope="col"><span class="hush">"Action"</span></th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            })}
            {is_empty.then(|| view! { <p class="body dim">"No review is like that."</p> })}
            <Pager skip=skip page=page total=total address=address/>
        </section>
    }
}

/// Somebody's name, and that they left.
#[component]
fn Name(of: Somebody) -> impl IntoView {
    view! { <A href=format!("/people/{}", of.id)>{of.name}</A>{of.left.then_some(" (left)")} }
}

#[component]
fn Line(line: ReviewLine, launch: String, sought: Sought, pass_on: Sending) -> impl IntoView {
    let (class, icon, word) = said::step(line.step);
    let (person, whose) = (line.person.id.clone(), line.person.name.clone());
    let hidden = |name: &'static str, value: String| view! { <input type="hidden" name=name value=value/> };
    view! {
        <tr>
            <th scope="row"><Name of=line.person/></th>
            <td data-label="Stage">
                <span class="review-step">
                    <span class=class><Icon name=icon/>{word}</span>
                    {line.late.then(|| view! { <span class="pill warn"><Icon name="alert"/>"Late"</span> })}
                </span>
            </td>
            <td data-label="Held by"><Name of=line.holder/></td>
            <td class="end">
                {line.next.map(|next| view! {
                    <Form to=pass_on>
                        {hidden("launch", launch)} {hidden("person", person)} {hidden("to", next.id)}
                        {hidden("sought[search]", sought.search)} {hidden("sought[step]", sought.step)} {hidden("sought[only]", sought.only)}
                        {hidden("sought[skip]", sought.skip.to_string())}
                        <Submit pending=pass_on.pending()>{format!("Give it to {}", next.name)}<span class="hush">{format!(": the review of {whose}")}</span></Submit>
                    </Form>
                })}
            </td>
        </tr>
    }
}

/// What was fixed at the launch.
#[component]
fn Launched(data: LaunchData) -> impl IntoView {
    let (id, title, version) = data.questionnaire;
    let [prepare, share, talk, sign] = data.dates;
    let back = if data.back.is_empty() { "No cycle".to_owned() } else { data.back };
    view! {
        <section class="card" aria-labelledby="fixed">
            <header><h2 id="fixed">"What was launched"</h2></header>
            <div class="body">
                <dl class="facts">
                    <dt>"Questionnaire"</dt><dd><A href=format!("/admin/questionnaires/{id}")>{title}</A>{format!(", version {version}")}</dd>
                    <dt>"Looks back on"</dt><dd>{back}</dd>
                    <dt>"Written by"</dt><dd>{prepare}</dd>
                    <dt>"Shared by"</dt><dd>{share}</dd>
                    <dt>"Talked over by"</dt><dd>{talk}</dd>
                    <dt>"Signed by"</dt><dd>{sign}</dd>
                </dl>
            </div>
        </section>
    }
}

#[component]
fn CallOffForm(id: String, sending: Sending) -> impl IntoView {
    let why = Signal::derive(move || {
        sending.refused::<Wrong>().map(|why| said::refused(&why).unwrap_or_else(|| "It cannot be called off.".to_owned()))
    });
    view! {
        <section class="card" aria-labelledby="call-off">
            <header><h2 id="call-off">"Call it off"</h2><p>"For a mistaken launch, as long as nobody has begun. Its reviews are gone then, and nobody is told. This cannot be undone."</p></header>
            <div class="body">
                <Refusal of=sending why=why/>
                <Form to=sending class="form">
                    <input type="hidden" name="launch" value=id/>
                    <div class="actions"><Submit pending=sending.pending()>"Call it off"</Submit></div>
                </Form>
            </div>
        </section>
    }
}
