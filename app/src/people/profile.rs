//! A person's page. Who comes: somebody who is about to work with them. What would annoy: finding a form instead of a person.

use super::api::{Insight, Named, Profile, ReadProfile};
use crate::{
    frame::loaded,
    parts::{Icon, Initials, Row, Title},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_params_map};

/// /people/:id.
#[component]
pub fn Person() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let data = read(|| 0, move || ReadProfile { id: id.get() });
    view! { {loaded(data, |data: Signal<Profile>| move || view! { <Content data=data.get()/> })} }
}

/// Names that lead to their pages, with commas between.
pub fn links(base: &'static str, named: Vec<Named>) -> impl IntoView {
    let last = named.len().saturating_sub(1);
    let one = move |(place, one): (usize, Named)| {
        view! { <A href=format!("{base}/{}", one.id)>{one.name}</A>{(place < last).then_some(", ")} }
    };
    named.into_iter().enumerate().map(one).collect_view()
}

#[component]
fn Content(data: Profile) -> impl IntoView {
    let card = data.card;
    let line = data.line;
    let (id, name) = (card.id.clone(), card.name.clone());
    let team = card.team.clone();
    let reports = data.reports;
    let mail = data.email;
    let projects = data.projects;
    let left = data.left;
    view! {
        <Title text=name.clone()/>
        <div class="head">
            <div class="person">
                <Initials of=card.initials/>
                <div>
                    {(!line.is_empty()).then(|| view! {
                        <nav class="crumbs" aria-label="Line">
                            <ol>{line.into_iter().map(|one| view! { <li><A href=format!("/people/{}", one.id)>{one.name}</A></li> }).collect_view()}</ol>
                        </nav>
                    })}
                    <h1>{name}</h1>
                    {(!card.title.is_empty()).then(|| view! { <p class="sub">{card.title}</p> })}
                </div>
            </div>
            <div class="actions">
                {(!left).then(|| view! { <A href=format!("/people/chart?at={id}#p{id}") attr:class="btn"><Icon name="people"/>"In the chart"</A> })}
                {data.is_editable.then(|| view! { <A href=format!("/admin/people/{}", card.id) attr:class="btn">"Edit"</A> })}
            </div>
        </div>
        {left.then(|| view! {
            <div class="note"><Icon name="info"/><p>"They are not here any more. What they took part in stays."</p></div>
        })}
        {data.away.into_iter().map(|(who, until)| view! {
            <div class="note"><Icon name="info"/><p>"Away. Until " {until} ", " <A href=format!("/people/{}", who.id)>{who.name}</A> " stands in."</p></div>
        }).collect_view()}
        <div class="cols">
            <div>
                {(!reports.is_empty()).then(|| {
                    let count = crate::parts::counted(data.total, "person", "people");
                    view! {
                        <section class="card" aria-labelledby="reports">
                            <header>
                                <h2 id="reports">"Reports"</h2>
                                <span class="dim small">{count}</span>
                                {data.is_reader.then(|| view! { <A href="/reports" attr:class="small">"Open the desk"</A> })}
                            </header>
                            <ul class="people" role="list">{reports.into_iter().map(|person| view! { <Row person=person/> }).collect_view()}</ul>
                        </section>
                    }
                })}
                <section class="card" aria-labelledby="projects">
                    <header><h2 id="projects">"Projects"</h2></header>
                    {if projects.is_empty() {
                        view! { <p class="body dim">"On no project at the moment."</p> }.into_any()
                    } else {
                        view! {
                            <ul class="rows" role="list">
                                {projects.into_iter().map(|(project, leads)| view! {
                                    <li>
                                        <div><div class="what"><A href=format!("/projects#p{}", project.id)>{project.name}</A></div></div>
                                        {leads.then(|| view! { <span class="pill quiet"><Icon name="ring"/>"Lead"</span> })}
                                    </li>
                                }).collect_view()}
                            </ul>
                        }.into_any()
                    }}
                </section>
            </div>
            <div>
                <section class="card" aria-labelledby="about">
                    <header><h2 id="about">"About"</h2></header>
                    <div class="body">
                        <dl class="facts">
                            {team.map(|team| view! { <dt>"Home team"</dt><dd><A href=format!("/teams/{}", team.id)>{team.name}</A></dd> })}
                            {(!data.leads.is_empty()).then(|| view! { <dt>"Leads"</dt><dd>{links("/teams", data.leads)}</dd> })}
                            {(!data.guest_in.is_empty()).then(|| view! { <dt>"Guest in"</dt><dd>{links("/teams", data.guest_in)}</dd> })}
                            {(!card.location.is_empty()).then(|| view! { <dt>"Place"</dt><dd>{card.location}</dd> })}
                            <dt>"E-mail"</dt>
                            <dd>
                                {if mail.is_empty() {
                                    view! { <span class="dim">"None"</span> }.into_any()
                                } else {
                                    let address = format!("mailto:{mail}");
                                    view! { <a href=address>{mail}</a> }.into_any()
                                }}
                            </dd>
                        </dl>
                    </div>
                </section>
                {data.insight.map(|insight| view! { <Looked insight=insight/> })}
            </div>
        </div>
    }
}

/// What only they, their line and administrators see; the card says so.
#[component]
fn Looked(insight: Insight) -> impl IntoView {
    let posts = insight.posts;
    view! {
        <section class="card" aria-labelledby="record">
            <header><h2 id="record">"Record"</h2><p>"Seen by themselves, the managers above them or who stands in for one, and administrators."</p></header>
            <div class="body">
                <dl class="facts">
                    {posts.into_iter().map(|(number, title, is_main)| {
                        let title = if title.is_empty() { "No title".to_owned() } else { title };
                        let what = if is_main { "Post" } else { "Also" };
                        view! { <dt>{what}</dt><dd>{title}{(!number.is_empty()).then(|| view! { " " <span class="dim">{number}</span> })}</dd> }
                    }).collect_view()}
                    {insight.homes.into_iter().map(|(team, since)| view! {
                        <dt>"Home team"</dt><dd>{team} " " <span class="dim">{since}</span></dd>
                    }).collect_view()}
                    {insight.left.map(|day| view! { <dt>"Left"</dt><dd>{day}</dd> })}
                </dl>
            </div>
        </section>
    }
}
