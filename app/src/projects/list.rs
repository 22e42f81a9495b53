//! The projects. Who comes: somebody who wants to know what is going on and whom to ask. What would annoy: names without a word
//! on what they are for.

use super::api::{self, Line, ProjectsData};
use crate::{
    frame::loaded,
    parts::{Icon, Title, counted},
    people::links,
    reading::read,
};
use leptos::prelude::*;
use leptos_router::components::A;

/// /projects.
#[component]
pub fn Projects() -> impl IntoView {
    let data = read(|| 0, || api::Projects { all: false });
    view! {
        <Title text="Projects"/>
        {loaded(data, |data: Signal<ProjectsData>| move || {
            let ProjectsData { lines, is_editable } = data.get();
            let count = counted(lines.len(), "project", "projects");
            view! {
                <div class="head">
                    <div><h1>"Projects"</h1><p class="sub">{count}</p></div>
                    <div class="actions">{is_editable.then(|| view! { <A href="/admin/projects" attr:class="btn">"Edit projects"</A> })}</div>
                </div>
                {lines.is_empty().then(|| view! {
                    <section class="card">
                        <div class="empty">
                            <Icon name="goals"/><h2>"Projects will be here"</h2>
                            <p>"Named work with a lead and people, to which goals are tied. An administrator makes them."</p>
                        </div>
                    </section>
                })}
                {lines.into_iter().map(|line| view! { <Project line=line/> }).collect_view()}
            }
        })}
    }
}

#[component]
fn Project(line: Line) -> impl IntoView {
    let label = line.project.name.clone();
    view! {
        <section class="card" aria-label=label id=format!("p{}", line.project.id)>
            <header>
                <h2>{line.project.name}</h2>
                <span class="dim small">{counted(line.people.len() + usize::from(line.lead.is_some()), "person", "people")}</span>
                {(!line.about.is_empty()).then(|| view! { <p>{line.about}</p> })}
            </header>
            <div class="body">
                <dl class="facts">
                    {line.lead.map(|lead| view! { <dt>"Lead"</dt><dd>{links("/people", vec![lead])}</dd> })}
                    {(!line.people.is_empty()).then(|| view! { <dt>"People"</dt><dd>{links("/people", line.people)}</dd> })}
                </dl>
            </div>
        </section>
    }
}
