//! What who hosts a workshop has while votes are cast: how others come in, and the reveal.

use super::{
    super::{Shown, api::WorkshopData, said::missing},
    Sendings, Which,
};
use crate::parts::{Form, Submit};
use leptos::prelude::*;
use leptos_router::components::A;

/// How others come in: the code in letters that are read from across a room, the link, and a picture for phones.
#[component]
pub fn Doors(data: Signal<WorkshopData>, shown: Signal<Shown>) -> impl IntoView {
    let invite = Memo::new(move |_| data.with(|data| data.invite.clone()));
    view! {
        {move || invite.get().map(|invite| view! {
            <section class="card doors" aria-labelledby="doors">
                <header><h2 id="doors">"Come in"</h2></header>
                <div class="body">
                    <div>
                        <p>"Scan this, or go to"</p>
                        <p class="link"><a href=invite.link>{invite.short}</a></p>
                        <p>"or sign in, go to Teams, “Join a workshop”, and type"</p>
                        <p class="code">{invite.code}</p>
                    </div>
                    <div inner_html=invite.qr></div>
                </div>
            </section>
        })}
        <Counts shown=shown/>
    }
}

/// How many have voted on each section.
#[component]
fn Counts(shown: Signal<Shown>) -> impl IntoView {
    let each = move || {
        shown.with(|shown| {
            let one = |(title, voted): (String, u32)| view! { <li><span>{title}</span><b>{voted}</b></li> };
            let counted = shown.sections.iter().filter_map(|section| Some((section.title.clone(), section.voted?)));
            counted.map(one).collect_view()
        })
    };
    view! {
        <section class="card counts" aria-labelledby="counts">
            <header><h2 id="counts">"Votes on each section"</h2><p>"Only how many. What they are appears at the reveal."</p></header>
            <ul role="list">{each}</ul>
        </section>
    }
}

/// The reveal; and giving it up, where that is wanted.
#[component]
pub fn Host(shown: Signal<Shown>, sendings: StoredValue<Sendings>, projected: bool) -> impl IntoView {
    let Sendings { reveal, give_up, .. } = sendings.get_value();
    view! {
        <section class="card reveal" aria-label="Reveal">
            <div class="body">
                <Form to=reveal class="actions">
                    <Which shown=shown/>
                    {projected.then(|| view! { <input type="hidden" name="project" value="true"/> })}
                    <Submit go=true pending=reveal.pending()>"Reveal"</Submit>
                    <span>{move || shown.with(missing)}</span>
                </Form>
                {(!projected).then(|| view! {
                    <div class="actions">
                        <A href=format!("/workshops/{}?project=1", shown.with_untracked(|shown| shown.id.clone())) attr:class="btn">"Show it on a projector"</A>
                        <details class="act">
                            <summary class="btn bare">"Give the workshop up"</summary>
                            <p>"Nothing of it is kept, and nobody sees what was voted. After the reveal it cannot be given up."</p>
                            <Form to=give_up>
                                <Which shown=shown/>
                                <button class="btn risk" type="submit">"Give it up"</button>
                            </Form>
                        </details>
                    </div>
                })}
            </div>
        </section>
    }
}
