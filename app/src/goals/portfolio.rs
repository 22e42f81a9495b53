//! The goals of a team or the company at a glance. Who comes: a lead or a manager who wants to know in a breath where they are needed. What would annoy:
//! a number without a way to what is behind it.

use super::api::{Portfolio, PortfolioData};
use crate::{
    chart::Plot,
    frame::loaded_beside,
    live::{Live, Shows, State},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::components::A;

/// The goals of a team (by its id) or of the "company", moving when others change them. It reads for itself: what it shows anew disturbs nothing else
/// on the page.
#[component]
pub fn Glance(of: Signal<String>) -> impl IntoView {
    let live = Live::provide();
    let data = read(move || live.reads(), move || Portfolio { of: of.get() });
    loaded_beside(data, move |data: Signal<PortfolioData>| {
        live.watch(move || Shows { of: vec![data.with(|data| data.of.clone())], ..Shows::default() });
        let part = move |part: fn(&PortfolioData) -> &String| Memo::new(move |_| data.with(|data| part(data).clone()));
        let (shares, scatter) = (part(|data| &data.shares), part(|data| &data.scatter));
        let has = move |part: Memo<String>| Memo::new(move |_| part.with(|part| !part.is_empty()));
        let (is_there, has_scatter) = (has(shares), has(scatter));
        move || {
            is_there.get().then(|| {
                view! {
                    <section class="card glance" aria-labelledby="glance">
                        <header>
                            <h2 id="glance">"Goals"</h2>
                            <p>{move || data.with(|data| data.about.clone())}</p>
                            {move || (live.state() == State::Live).then(|| view! { <span class="watched small dim"><span class="is-live">"Live"</span></span> })}
                        </header>
                        <div class="body">
                            <p class="gist">{move || data.with(|data| data.lead.clone())}</p>
                            <Plot markup=shares.into()/>
                            {move || has_scatter.get().then(|| view! { <Plot markup=scatter.into()/> })}
                            <p class="small no-print">{move || view! { <A href=data.with(|data| data.href.clone())>"All of these goals"</A> }}</p>
                        </div>
                    </section>
                }
            })
        }
    })
}
