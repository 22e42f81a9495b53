//! /reports. Who comes: a manager on Monday with twelve reports, or with three hundred in their line, and ten minutes. What would annoy: opening twelve
//! pages to find the one who is stuck.

use super::{
    api::{DeskData, DeskRow, PlanStands, ReviewLine, ShowDesk, Wait},
    said,
};
use crate::{
    frame::loaded,
    goals::Standing,
    parts::{Done, Filter, Icon, Initials, Pager, Refusal, Search, Sending, Title, counted, sought_at},
    reading::read,
    reviews::{TakeOver, hand_refused, taking},
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_query_map};

/// /reports.
#[component]
pub fn Reports() -> impl IntoView {
    let query = use_query_map();
    let of = move |name: &'static str| query.with(|query| query.get(name).unwrap_or_default());
    let take = taking();
    let data = read(
        move || take.answers(),
        move || ShowDesk {
            line: of("line"),
            need: of("need"),
            search: of("search"),
            skip: of("skip").parse().unwrap_or_default(),
        },
    );
    view! {
        <Title text="Desk"/>
        {loaded(data, move |data: Signal<DeskData>| {
            let is_nobodys = Memo::new(move |_| data.with(|data| data.people == 0));
            view! {
                <div class="head">
                    <div>
                        <h1>{move || data.with(|data| said::headline(data.waiting, data.people))}</h1>
                        {move || data.with(whose).map(|whose| view! { <p class="sub">{whose}</p> })}
                    </div>
                    {move || data.with(|data| data.deeper.then(|| view! { <Lines all=data.all need=data.need.clone()/> }))}
                </div>
                <Done say=said::done/>
                {move || if is_nobodys.get() { view! { <Nobody/> }.into_any() } else { view! { <Desk data=data take=take/> }.into_any() }}
            }
        })}
    }
}

/// The address that shows the desk so.
fn address(data: &DeskData, skip: usize) -> String {
    let skip = if skip == 0 { String::new() } else { skip.to_string() };
    let (search, need) = (data.search.as_str(), data.need.as_str());
    sought_at("/reports", &[("search", search), ("need", need), ("line", line(data.all)), ("skip", skip.as_str())])
}

/// Whether it is the whole line, as the address says it.
fn line(all: bool) -> &'static str {
    if all { "all" } else { "" }
}

/// Who stands there; nothing where nobody does.
fn whose(data: &DeskData) -> Option<&'static str> {
    let whose = if data.all { "Your whole line, who needs you first" } else { "Who reports to you, who needs you first" };
    (data.people > 0).then_some(whose)
}

/// Who reports to the reader, or everybody below them.
#[component]
fn Lines(all: bool, need: String) -> impl IntoView {
    let to = |all: bool| sought_at("/reports", &[("need", need.as_str()), ("line", line(all))]);
    view! {
        <nav class="seg" aria-label="Whose work">
            <a href=to(false) aria-current=(!all).then_some("true")>"Reports to me"</a>
            <a href=to(true) aria-current=all.then_some("true")>"My whole line"</a>
        </nav>
    }
}

/// What stands here for who manages nobody.
#[component]
fn Nobody() -> impl IntoView {
    view! {
        <section class="card">
            <div class="empty">
                <Icon name="people"/>
                <h2>"Who reports to you will be here"</h2>
                <p>"Once somebody does, you see who needs you first: who is stuck, whose review is due, whose goals wait for you to agree."</p>
                <A href="/people/chart" attr:class="btn">"Look at the org chart"</A>
            </div>
        </section>
    }
}

#[component]
fn Desk(data: Signal<DeskData>, take: Sending) -> impl IntoView {
    let refused = Signal::derive(move || hand_refused(take));
    let is_empty = move || data.with(|data| data.rows.is_empty());
    let search = {
        let DeskData { all, need, search, .. } = data.get_untracked();
        let options = said::NEEDS.map(|(value, words)| (value.to_owned(), words.to_owned())).into();
        let filters = vec![Filter { name: "need", label: "Which", options, value: need }];
        view! { <Search base="/reports" words=search filters=filters keeps=vec![("line", line(all).to_owned())]/> }
    };
    view! {
        <section class="card" aria-label="People">
            {search}
            <Refusal of=take why=refused/>
            <p class="tally" role="status">{move || data.with(tally)}</p>
            <div class="scroll" hidden=is_empty>
                <table class="grid desk">
                    <thead>
                        <tr>
                            <th scope="col">"Person"</th>
                            <th scope="col">"Waits for you"</th>
                            <th scope="col">"Review"</th>
                            <th scope="col">"Plan"</th>
                            <th scope="col">"Goals"</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || data.get().rows key=DeskRow::clone let:row><Line row=row take=take/></For>
                    </tbody>
                </table>
            </div>
            {move || is_empty().then(|| view! {
                <div class="empty">
                    <Icon name="search"/>
                    <h2>"Nobody is like that"</h2>
                    <p>"Nothing of this kind waits for you, or the name is another one."</p>
                    <A href="/reports" attr:class="btn">"Show everybody"</A>
                </div>
            })}
            {move || data.with(|data| {
                let at = data.clone();
                view! { <Pager skip=data.skip page=data.page total=data.total address=move |skip| address(&at, skip)/> }
            })}
        </section>
        <section class="card" aria-labelledby="by-design">
            <header><h2 id="by-design">"No score, no ranking: by design"</h2></header>
            <div class="body small dim">
                <p>
                    "The order says who needs you, from what waits for you; no grade, no progress and no word of a review is counted in it. "
                    "Nobody gets a number or a box here, since who is judged by a list hides what they are stuck with."
                </p>
            </div>
        </section>
    }
}

/// How many were found, where not everybody is shown.
fn tally(data: &DeskData) -> String {
    if data.search.is_empty() && data.need.is_empty() {
        String::new()
    } else {
        format!("{} found", counted(data.total, "person", "people"))
    }
}

#[component]
fn Line(row: DeskRow, take: Sending) -> impl IntoView {
    let DeskRow { person, under, held, waits, review, plan, goals } = row;
    let name = person.name.clone();
    let under = under.map(|manager| format!("Reports to {manager}"));
    let held = held.then(|| "You still hold their review".to_owned());
    let about = [Some(person.title).filter(|title| !title.is_empty()), under, held];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <tr>
            <th scope="row">
                <span class="who">
                    <Initials of=person.initials/>
                    <span><A href=format!("/people/{}", person.id)>{person.name}</A><span class="why">{about}</span></span>
                </span>
            </th>
            <td data-label="Waits for you"><Waits waits=waits of=name.clone() take=take/></td>
            <td data-label="Review"><Review review=review of=name.clone()/></td>
            <td data-label="Plan"><Plan plan=plan of=name/></td>
            <td data-label="Goals"><Counts goals=goals/></td>
        </tr>
    }
}

/// What waits, each with the page on which it is done; or done here.
#[component]
fn Waits(waits: Vec<Wait>, of: String, take: Sending) -> impl IntoView {
    if waits.is_empty() {
        return view! { <span class="dim">"Nothing"</span> }.into_any();
    }
    let one = |wait: Wait| {
        let whose = format!(" ({of})");
        if let Wait::TakeOver { cycle, person, to, left } = wait {
            return view! {
                <li>
                    <Icon name="clock"/>
                    <div class="take">
                        <span>{format!("{left}, who held the review, has left.")}</span>
                        <TakeOver to=take cycle=cycle person=person whose=of.clone() reader=to/>
                    </div>
                </li>
            }
            .into_any();
        }
        let link = said::wait(wait).map(|(icon, href, words)| {
            view! { <Icon name=icon/><A href=href>{words}<span class="hush">{whose}</span></A> }
        });
        view! { <li>{link}</li> }.into_any()
    };
    view! { <ul class="waits" role="list">{waits.into_iter().map(one).collect_view()}</ul> }.into_any()
}

/// How far the review is; nothing of one that somebody else holds.
#[component]
fn Review(review: Option<ReviewLine>, of: String) -> impl IntoView {
    let Some(ReviewLine { href, stage, due, late }) = review else { return nothing() };
    let due = due.map(|due| if late { format!("was due {due}") } else { format!("by {due}") });
    let class = if late { "why late" } else { "why" };
    view! {
        <span>
            <A href=href>{said::stage(stage)}<span class="hush">{format!(" ({of})")}</span></A>
            {due.map(|due| view! { <span class=class>{due}</span> })}
        </span>
    }
    .into_any()
}

/// How far the plan is; nothing of one that is not the reader's to see.
#[component]
fn Plan(plan: Option<(String, PlanStands)>, of: String) -> impl IntoView {
    let Some((href, stands)) = plan else { return nothing() };
    view! { <A href=href>{said::plan(&stands)}<span class="hush">{format!(" ({of})")}</span></A> }.into_any()
}

/// How many goals stand how: each a shape with its words.
#[component]
fn Counts(goals: Vec<(Standing, usize)>) -> impl IntoView {
    if goals.is_empty() {
        return view! { <span class="dim">"None"</span> }.into_any();
    }
    let one = |(standing, count): (Standing, usize)| {
        let (tone, shape, words) = said::count(standing, count);
        view! { <li class=tone><Icon name=shape/>{words}</li> }
    };
    view! { <ul class="counts" role="list">{goals.into_iter().map(one).collect_view()}</ul> }.into_any()
}

/// A cell in which there is nothing to say.
fn nothing() -> AnyView {
    view! { <span class="dim" aria-hidden="true">"–"</span><span class="hush">"Nothing"</span> }.into_any()
}
