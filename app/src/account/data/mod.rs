//! My data. Who comes: somebody who wants to know what the company's tool holds of them. What would annoy: "we will write to you within 30
//! days", a file that nobody can read, or doubt that this is all.

mod api;
#[cfg(feature = "ssr")]
mod chain;
#[cfg(feature = "ssr")]
mod markup;

use self::api::{MyDataShown, PartShown};
use crate::{
    frame::loaded,
    parts::{Icon, Title, counted},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::components::A;

/// /account/data.
#[component]
pub fn MyData() -> impl IntoView {
    let data = read(|| 0, || api::MyData {});
    view! {
        <Title text="My data"/>
        {loaded(data, |data: Signal<MyDataShown>| move || view! { <Content data=data.get()/> })}
    }
}

#[component]
fn Content(data: MyDataShown) -> impl IntoView {
    let contents = data.parts.iter().map(|part| {
        let many = if part.count == 0 { "nothing".to_owned() } else { counted(part.count, "entry", "entries") };
        view! { <li><a href=format!("#{}", part.anchor) rel="external">{part.heading.clone()}</a>" "<span class="dim">{many}</span></li> }
    });
    let contents = contents.collect_view();
    view! {
        <div class="head">
            <div>
                <nav class="crumbs" aria-label="Where this is"><ol><li><A href="/account">"Account"</A></li></ol></nav>
                <h1>"My data"</h1>
                <p class="sub">
                    "Everything that Waymark holds about " {data.name} " at " {data.organisation} ", as of " {data.made}
                    ". Times are those of " {data.zone} "."
                </p>
            </div>
            <div class="actions">
                <a class="btn go" href="/account/data.json" download rel="external">"Take it as a file"</a>
            </div>
        </div>
        <div class="note">
            <Icon name="info"/>
            <p>
                "The file says the same as this page, as JSON for programs. That you took it is told in the audit chain; that you looked here is \
                not. What others wrote for themselves or for somebody else, and what is not shown to you yet, is not here."
            </p>
        </div>
        <nav class="card mine-contents" aria-labelledby="contents">
            <header><h2 id="contents">"What there is"</h2></header>
            <div class="body"><ol>{contents}</ol></div>
        </nav>
        {data.parts.into_iter().map(|part| view! { <Part part=part/> }).collect_view()}
    }
}

#[component]
fn Part(part: PartShown) -> impl IntoView {
    let label = part.anchor.clone();
    view! {
        <section class="card mine" aria-labelledby=label>
            <header><h2 id=part.anchor>{part.heading}</h2><p>{part.about}</p></header>
            {if part.count == 0 {
                view! { <div class="body"><p class="dim">"Nothing is stored."</p></div> }.into_any()
            } else {
                view! { <div class="body" inner_html=part.entries></div> }.into_any()
            }}
        </section>
    }
}
