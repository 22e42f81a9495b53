//! The teams. Who comes: somebody who looks for a team whose name they half know, or for who leads what. What would annoy: not
//! seeing how teams belong together.

use super::api::{self, Line, TeamsData};
use crate::{
    frame::loaded,
    parts::{Icon, Title, counted},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::components::A;

/// /teams.
#[component]
pub fn Teams() -> impl IntoView {
    let data = read(|| 0, || api::Teams {});
    view! {
        <Title text="Teams"/>
        {loaded(data, |data: Signal<TeamsData>| view! {
            <div class="head">
                <div>
                    <h1>"Teams"</h1>
                    <p class="sub">{move || data.with(|data| counted(data.lines.len(), "team", "teams"))}</p>
                </div>
                <div class="actions">
                    <A href="/workshops" attr:class="btn">"Join a workshop"</A>
                    {move || data.with(|data| data.sees_company).then(|| view! { <A href="/company" attr:class="btn">"The company"</A> })}
                    {move || data.with(|data| data.compares).then(|| view! { <A href="/compare" attr:class="btn">"Compare teams"</A> })}
                    {move || data.with(|data| data.is_editable).then(|| view! { <A href="/admin/teams" attr:class="btn">"Edit teams"</A> })}
                </div>
            </div>
            <section class="card" aria-label="Teams">
                {move || {
                    let lines = data.get().lines;
                    if lines.is_empty() {
                        view! {
                            <div class="empty">
                                <Icon name="team"/><h2>"Teams will be here"</h2>
                                <p>"An administrator makes them, or they come with an import of people."</p>
                            </div>
                        }.into_any()
                    } else {
                        view! { <Table base="/teams" lines=lines/> }.into_any()
                    }
                }}
            </section>
        })}
    }
}

/// Teams as a table, those within others set in.
#[component]
pub(super) fn Table(base: &'static str, lines: Vec<Line>) -> impl IntoView {
    view! {
        <div class="scroll">
            <table class="grid">
                <thead>
                    <tr><th scope="col">"Team"</th><th scope="col">"Lead"</th><th scope="col" class="num">"People"</th></tr>
                </thead>
                <tbody>
                    {lines.into_iter().map(|line| {
                        let people = if line.below == line.people {
                            line.people.to_string()
                        } else {
                            format!("{} of {}", line.people, line.below)
                        };
                        let level = format!("indent l{}", line.depth.min(11) + 1);
                        view! {
                            <tr>
                                <th scope="row"><div class=level><A href=format!("{base}/{}", line.team.id)>{line.team.name}</A></div></th>
                                <td data-label="Lead">{line.lead.map(|lead| view! { <A href=format!("/people/{}", lead.id)>{lead.name}</A> })}</td>
                                <td data-label="People" class="num">{people}</td>
                            </tr>
                        }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}
