//! The rows of the tree and of the table.

use super::address;
use crate::{
    goals::{
        api::{FieldName, Filters, ListData},
        cell::{Cell, LastSaved},
        row::GoalRow,
        watched::{Editing, Watched},
    },
    live::Live,
    parts::{Icon, Pager, counted},
};
use leptos::prelude::*;
use leptos_router::components::A;

/// What of a row does not change while it stands there; what does is told in place, and what is being typed in it stays.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Shape {
    id: String,
    depth: usize,
    context: bool,
}

impl Shape {
    fn of(row: &GoalRow) -> Self {
        Self { id: row.id.clone(), depth: row.depth, context: row.context }
    }
}

/// The rows, whichever way they are looked at.
#[component]
pub fn Rows(data: Signal<ListData>, chooses: bool) -> impl IntoView {
    let shapes = Memo::new(move |_| data.with(|data| data.rows.iter().map(Shape::of).collect::<Vec<_>>()));
    let is_empty = move || shapes.with(Vec::is_empty);
    let pager = move || {
        let (filters, total, page) = data.with(|data| (data.filters.clone(), data.total, data.page));
        let skip = filters.skip;
        view! { <Pager skip=skip page=page total=total address=move |skip| address(&filters, skip)/> }
    };
    view! {
        <div class="scroll" hidden=is_empty>
            <table class="grid goals" class:chosen=chooses>
                <thead>
                    <tr>
                        {chooses.then(|| view! { <th scope="col"><span class="hush">"Choose"</span></th> })}
                        {move || view! { <Heads filters=data.with(|data| data.filters.clone())/> }}
                    </tr>
                </thead>
                <tbody>
                    <For each=move || shapes.get() key=Clone::clone let:shape>
                        <RowOf data=data shape=shape chooses=chooses/>
                    </For>
                </tbody>
            </table>
        </div>
        {move || is_empty().then(|| view! {
            <div class="empty">
                <Icon name="goals"/>
                <h2>"No goals here"</h2>
                <p>"Look at others above, or write down what you set out to do: a sentence, a number, a day."</p>
                <A href="/goals/new" attr:class="btn">"New goal"</A>
            </div>
        })}
        {pager}
        <LastSaved/>
        <Watched/>
        <p class="small dim hint-keys">"Click a value, or the pen beside a title, or press Enter on it, to change it. Enter saves, Escape takes it back, Tab goes on. +5, 40% and 1.2k are understood."</p>
    }
}

/// The columns' heads; a table is sorted by them.
#[component]
fn Heads(filters: Filters) -> impl IntoView {
    let sorts = filters.view == "table";
    let one = move |(sort, word, class): (Option<&str>, &'static str, &'static str)| match sort.filter(|_| sorts) {
        Some(sort) => {
            let (by, is_back) = filters.sort.strip_prefix('-').map_or((&*filters.sort, false), |by| (by, true));
            let is_it = sort == by;
            // Once more, and it is sorted the other way round.
            let next = if is_it && !is_back { format!("-{sort}") } else { sort.to_owned() };
            let href = address(&Filters { sort: next, ..filters.clone() }, 0);
            let way = is_it.then_some(if is_back { "descending" } else { "ascending" });
            view! { <th scope="col" class=class aria-sort=way><a href=href>{word}</a></th> }.into_any()
        }
        None => view! { <th scope="col" class=class>{word}</th> }.into_any(),
    };
    let heads = [
        (Some("title"), "Goal", ""),
        (Some("owner"), "Owner", ""),
        (None, "Where it stands", ""),
        (Some("progress"), "Progress", ""),
        (Some("status"), "Status", ""),
        (Some("confidence"), "Confidence", "num"),
        (Some(""), "Due", ""),
    ];
    heads.map(one).collect_view()
}

#[component]
fn RowOf(data: Signal<ListData>, shape: Shape, chooses: bool) -> impl IntoView {
    let Shape { id, depth, context } = shape;
    let live = expect_context::<Live>();
    let (goal, href, under) = (id.clone(), format!("/goals/{id}"), format!("/goals?under={id}"));
    let row = Memo::new(move |was: Option<&GoalRow>| {
        let now = data.with(|data| data.rows.iter().find(|row| row.id == goal).cloned());
        live.row(now.unwrap_or_else(|| was.cloned().expect("a row is made for a goal that is there")))
    });
    let editing = id.clone();
    let level = depth + 1;
    let depth = format!("d{}", depth.min(8));
    let title = move || row.with(|row| row.title.clone());
    let chosen = move || row.with(|row| format!("{}.{}", row.id, row.sequence));
    let below = move || {
        let (below, title) = row.with(|row| (row.below, row.title.clone()));
        (below > 0).then(|| {
            let words = counted(below, "more below", "more below");
            view! { <a href=under.clone() class="below">{words}<span class="hush">{format!(" {title}")}</span></a> }
        })
    };
    view! {
        <tr class:context=context>
            {chooses.then(|| view! {
                <td class="choose">
                    {move || row.with(|row| row.tends && !row.standing.is_over()).then(|| view! {
                        <input type="checkbox" name="goals[]" value=chosen aria-label=move || format!("Choose {}", title())/>
                    })}
                </td>
            })}
            <th scope="row" class=depth>
                {(!chooses).then(|| view! { <span class="hush">{format!("Level {level}: ")}</span> })}
                // The title leads to the goal's page; the pen beside it changes the title.
                <span class="titled"><a href=href>{title}</a><Cell row=row field=FieldName::Title pen=true/></span>
                <div class="why">{move || row.with(why)}</div>
                <Editing goal=editing/>
                {below}
            </th>
            <td data-label="Owner"><Cell row=row field=FieldName::Owner/></td>
            <td data-label="Where it stands"><Cell row=row field=FieldName::Value/> <div class="why"><Cell row=row field=FieldName::Target/></div></td>
            <td data-label="Progress">{move || row.with(bar)}{move || row.with(spark)}</td>
            <td data-label="Status"><Cell row=row field=FieldName::Status/></td>
            <td data-label="Confidence" class="num"><Cell row=row field=FieldName::Confidence/></td>
            <td data-label="Due"><Cell row=row field=FieldName::Due/></td>
        </tr>
    }
}

/// What stands under a goal's title.
fn why(row: &GoalRow) -> String {
    let parts = [Some(row.kind.clone()), Some(row.of.clone()), row.serves.clone(), row.waits.clone()];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// How it went, as a line: beside its numbers, which say it, too.
fn spark(row: &GoalRow) -> impl IntoView + use<> {
    let class = row.standing.said().0.replace("pill", "chart spark");
    row.spark.clone().map(|(line, end)| {
        view! {
            <svg class=class viewBox="0 0 92 26" width="92" height="26" aria-hidden="true">
                <path class="value" d=line></path>
                <circle class="dot" cx="88" cy=end r="2.6"></circle>
            </svg>
        }
    })
}

/// How far a goal is, as a picture with its words.
pub fn bar(row: &GoalRow) -> impl IntoView + use<> {
    let class = row.standing.said().0.replace("pill", "progress");
    let expected = row.expected;
    row.progress.map(|progress| {
        let said = match expected {
            Some(expected) => format!("{progress} percent, expected {expected}"),
            None => format!("{progress} percent"),
        };
        let width = progress.clamp(0, 100);
        view! {
            <span class=class>
                <svg viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label=said>
                    <rect class="track" width="100" height="8" rx="4"></rect>
                    <rect class="fill" width=width.to_string() height="8" rx="4"></rect>
                    {expected.map(|expected| view! { <line class="mark" x1=expected.to_string() x2=expected.to_string() y1="-2" y2="10"></line> })}
                </svg>
                <span class="num" aria-hidden="true">{format!("{progress}%")}</span>
            </span>
        }
    })
}
