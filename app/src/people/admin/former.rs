//! Taking a name away. Who comes: people operations, since somebody who left asked for it. What would annoy: not knowing what it reaches, and learning
//! afterwards that it cannot be undone.

use super::api::{Anonymise, Former, FormerData, FormerShown};
use crate::{
    change::broken_sentence,
    frame::loaded,
    parts::{Field, Form, Icon, Refusal, Sending, Title, answers, counted},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_params_map};
use waymark::former::{Counts, Refused};

/// Why somebody keeps their name, as a sentence.
fn sentence(why: &Refused) -> String {
    match why {
        Refused::Unknown => "There is no such person any more.".to_owned(),
        Refused::Here => "They are here. Only who left loses their name.".to_owned(),
        Refused::Already => "Their name was taken away already.".to_owned(),
        Refused::Asked(surveys) => format!(
            "They are on the roster of {}. Those who answer were promised that roster as it is: wait until it is closed.",
            surveys.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")
        ),
        Refused::Name => "This is not their name. Type it as it stands above.".to_owned(),
        Refused::Broken(broken) => broken_sentence(broken),
    }
}

/// /admin/people/:id/anonymise.
#[component]
pub fn TakeName() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let take = Sending::to::<Anonymise>();
    let data = read(move || answers([take]), move || Former { id: id.get() });
    view! {
        <Title text="Take a name away"/>
        {loaded(data, move |data: Signal<FormerData>| move || view! { <Content data=data.get() take=take/> })}
    }
}

#[component]
fn Content(data: FormerData, take: Sending) -> impl IntoView {
    let home = format!("/admin/people/{}", data.id);
    let above = data.name.clone();
    view! {
        <div class="head">
            <div>
                <nav class="crumbs" aria-label="Above">
                    <ol><li><A href="/admin/people">"People"</A></li><li><A href=home>{above}</A></li></ol>
                </nav>
                <h1>"Take the name of " {data.name.clone()} " away"</h1>
                <p class="sub">"For somebody who left and asks to be forgotten. It cannot be undone."</p>
            </div>
        </div>
        {match data.shown {
            Ok(shown) => view! { <Preview id=data.id name=data.name shown=shown take=take/> }.into_any(),
            Err(why) => view! { <div class="note"><Icon name="info"/><p>{sentence(&why)}</p></div> }.into_any(),
        }}
    }
}

#[component]
fn Preview(id: String, name: String, shown: FormerShown, take: Sending) -> impl IntoView {
    let wrong = Signal::derive(move || take.refused::<Refused>().filter(|why| *why == Refused::Name).map(|why| sentence(&why)));
    let refused = Signal::derive(move || take.refused::<Refused>().filter(|why| *why != Refused::Name).map(|why| sentence(&why)));
    view! {
        <section class="card" aria-labelledby="goes">
            <header><h2 id="goes">"What goes"</h2><p>"They are called " <b>{shown.becomes.clone()}</b> " from then on."</p></header>
            <div class="body"><Goes counts=shown.counts/></div>
        </section>
        <section class="card" aria-labelledby="stays">
            <header><h2 id="stays">"What stays"</h2></header>
            <div class="body">
                <ul class="facts-told">
                    <li>"Releases of surveys, numbers, and the tallies of workshops: they name nobody."</li>
                    <li>"Goals with their whole history, said by somebody without a name."</li>
                    <li>"Home teams by date, who the manager was, and the day on which they left: what is counted goes by them."</li>
                    <li>"How far their reviews were, and what they shared of others as a manager: that is the others' as well."</li>
                </ul>
            </div>
        </section>
        <section class="card" aria-labelledby="beyond">
            <header><h2 id="beyond">"What this cannot reach"</h2></header>
            <div class="body">
                <ul class="facts-told">
                    <li>"What others wrote in their own words, and titles and notes of goals, may name them."</li>
                    <li>"The audit chain is only ever added to. Its entries keep ids, and some of them a name or an address."</li>
                    <li>"Rosters of past surveys have the new name, so that the hash in their contract no longer fits."</li>
                    <li>"Backups and files that were taken before, and letters that were sent."</li>
                    <li>"If the HR system sends their employee number again, a new person is made who has nothing of this one."</li>
                </ul>
            </div>
        </section>
        <section class="card" aria-labelledby="sure">
            <header><h2 id="sure">"Take the name away"</h2><p>"Nobody can bring it back: no administrator, no undo, no import."</p></header>
            <div class="body">
                <Refusal of=take why=refused/>
                <Form to=take class="form">
                    <input type="hidden" name="id" value=id/>
                    <Field name="name" label="Their name, once more" hint=Signal::stored(Some(name)) error=wrong/>
                    <div class="actions">
                        <button class="btn risk" type="submit" aria-busy=move || take.pending().get().then_some("true")>
                            "Take the name away for good"
                        </button>
                    </div>
                </Form>
            </div>
        </section>
    }
}

#[component]
fn Goes(counts: Counts) -> impl IntoView {
    let many = |count: usize, one: &str, several: &str, rest: &str| {
        (count > 0).then(|| format!("{}{rest}", counted(count, one, several)))
    };
    let lines = [
        Some("The name, the address, the title, the place and the time zone. A title often says who somebody was.".to_owned()),
        many(counts.posts, "post", "posts", ": the employee number, the name, the address and the title in it."),
        many(counts.reviews, "review of their own", "reviews of their own", ": everything that anybody wrote in it."),
        many(counts.texts, "text", "texts", " that they wrote about others as a peer, or noted for themselves."),
        many(counts.rosters, "roster", "rosters", " of past surveys: their name in it."),
        many(counts.letters_to, "letter", "letters", " to them."),
        many(counts.letters_about, "letter", "letters", " to others: their name in it."),
        many(
            counts.kept,
            "change or file",
            "changes and files",
            " of the last day that could bring the name back: they can no longer be undone or imported.",
        ),
        Some("Their password, sessions and links.".to_owned()),
    ];
    view! { <ul class="facts-told">{lines.into_iter().flatten().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> }
}
