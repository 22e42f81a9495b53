//! A team's page. Who comes: the team, its lead, and whoever needs them. What would annoy: a list of names that says nothing of
//! who is in charge.

use super::api::{self, TeamData};
use crate::{
    frame::loaded,
    goals::{Actions, Add, Glance},
    health::{Dashboard, Offered, follow_choice, forget_elsewhere, say},
    parts::{Done, Icon, PersonRow, Row, Sending, Title, counted},
    reading::read,
    workshops::Here,
};
use leptos::prelude::*;
use leptos_router::{
    components::A,
    hooks::{use_params_map, use_query_map},
};

/// /teams/:id.
#[component]
pub fn Team() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let of = move |name: &'static str| Memo::new(move |_| query.with(|query| query.get(name).unwrap_or_default()));
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let (sort, section) = (of("sort"), of("section"));
    let add = Sending::to::<Add>();
    let data = read(move || add.answers(), move || api::Team { id: id.get(), sort: sort.get(), section: section.get() });
    forget_elsewhere(add, move || (id.get(), section.get()));
    view! {
        {loaded(data, move |data: Signal<TeamData>| {
            follow_choice(section, move || data.with(|data| Some(data.health.as_ref()?.section.as_ref()?.id.clone())));
            move || view! { <Content data=data.get() add=add/> }
        })}
        <Glance of=id.into()/>
    }
}

#[component]
fn Content(data: TeamData, add: Sending) -> impl IntoView {
    let people = counted(data.total, "person", "people");
    let sub =
        if data.below == data.total { people } else { format!("{people} at home here, {} with the teams below", data.below) };
    let is_empty = data.people.is_empty() && data.guests.is_empty() && data.teams.is_empty();
    let edit = format!("/admin/teams/{}", data.team.id);
    let title = data.team.name.clone();
    // Where a workshop is among what the team can do, it is not offered twice.
    let is_start = |offered: &Offered| offered.link.as_ref().is_some_and(|(href, _)| href.starts_with("/workshops/new"));
    let offers = data.health.as_ref().is_some_and(|health| health.offers.iter().any(is_start));
    view! {
        <Title text=title/>
        <div class="head">
            <div>
                <nav class="crumbs" aria-label="Above">
                    <ol>
                        <li><A href="/teams">"Teams"</A></li>
                        {data.path.into_iter().map(|team| view! { <li><A href=format!("/teams/{}", team.id)>{team.name}</A></li> }).collect_view()}
                    </ol>
                </nav>
                <h1>{data.team.name.clone()}</h1>
                <p class="sub">
                    {sub}
                    {data.lead.map(|lead| view! { ", led by " <A href=format!("/people/{}", lead.id)>{lead.name}</A> })}
                    {data.stand_in.map(|who| view! { ", for whom " <A href=format!("/people/{}", who.id)>{who.name}</A> " stands in" })}
                </p>
            </div>
            <div class="actions">
                {data.start.filter(|_| !offers).map(|start| view! { <A href=start attr:class="btn">"Start a workshop"</A> })}
                {data.is_editable.then(|| view! { <A href=edit attr:class="btn">"Edit"</A> })}
            </div>
        </div>
        {data.closed.then(|| view! { <div class="note"><Icon name="info"/><p>"This team was closed. Its history stays."</p></div> })}
        {data.is_guest.then(|| view! {
            <div class="note"><Icon name="info"/><p>"You are a guest here: you see what the team sees, and do not count in its reviews."</p></div>
        })}
        {is_empty.then(|| view! {
            <section class="card">
                <div class="empty">
                    <Icon name="team"/><h2>"Nobody is here yet"</h2>
                    <p>"People whose home team this is will be here, and the teams within it."</p>
                </div>
            </section>
        })}
        <Done say=say/>
        {data.running.map(|running| view! { <Here running=running/> })}
        {match data.health {
            Some(health) => view! { <Dashboard health=health actions=data.actions within=data.across add=add/> }.into_any(),
            // What a team commits to beside its reviews is everybody's to see.
            None if !data.actions.lines.is_empty() => view! { <Actions data=data.actions/> }.into_any(),
            None => ().into_any(),
        }}
        <People title="People" total=data.total people=data.people all=format!("/people?team={}", data.team.id)/>
        <People title="Guests" total=data.guests.len() people=data.guests all=String::new()/>
        {(!data.teams.is_empty()).then(|| view! {
            <section class="card no-print" aria-label="Teams within">
                <header><h2>"Teams within"</h2></header>
                <super::list::Table base="/teams" lines=data.teams/>
            </section>
        })}
    }
}

#[component]
fn People(title: &'static str, total: usize, people: Vec<PersonRow>, all: String) -> impl IntoView {
    let count = counted(total, "person", "people");
    let more = total > people.len();
    (!people.is_empty()).then(move || view! {
        <section class="card no-print" aria-label=title>
            <header><h2>{title}</h2><span class="dim small">{count}</span></header>
            <ul class="people" role="list">{people.into_iter().map(|person| view! { <Row person=person/> }).collect_view()}</ul>
            {more.then(|| view! { <p class="body"><A href=all>"See all of them"</A></p> })}
        </section>
    })
}
