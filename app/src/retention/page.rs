//! /admin/retention. Who comes: the administrator whose data protection officer asks how long what is kept. What would annoy: something that is gone
//! though nobody said so. So looking comes before saving, and the page says what is removed next, and when.

use super::api::{Announced, GoneLine, Looked, RetentionData, RetentionTyped, RunLine, SetRetention, ShowRetention};
use crate::{
    frame::{AdminTabs, loaded},
    parts::{Done, Field, Form, Note, Refusal, Sending, Submit, Title, counted},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_query_map};
use waymark::retention::{FEWEST_MONTHS, Kind, MOST_MONTHS, Refused, Settings};

fn typed_in_address() -> RetentionTyped {
    use_query_map().with(|query| {
        let text = |name: &str| query.get(name).unwrap_or_default();
        RetentionTyped { reviews: text("reviews"), left: text("left"), look: text("look") }
    })
}

fn say(word: &str) -> Option<&'static str> {
    (word == "saved").then_some("Saved. What is due now is announced below; nothing is removed before its day.")
}

/// /admin/retention.
#[component]
pub fn AdminRetention() -> impl IntoView {
    let set = Sending::to::<SetRetention>();
    let asked = Memo::new(move |_| typed_in_address());
    let data = read(move || set.answers(), move || ShowRetention { typed: asked.get() });
    view! {
        <Title text="Retention"/>
        <AdminTabs/>
        <div class="head">
            <div>
                <h1>"Retention"</h1>
                <p class="sub">"How long what is kept. Nothing is removed that was not announced here, and in a letter to all administrators, at least seven days before."</p>
            </div>
        </div>
        {loaded(data, move |data: Signal<RetentionData>| view! {
            <Done say=say/>
            {move || data.with(|data| view! { <Next announced=data.announced.clone() mail=data.mail/> })}
            {move || view! { <Chosen data=data.get()/> }}
            {move || {
                let data = data.get();
                data.looked.map(|looked| view! { <Would looked=looked typed=data.typed version=data.version announced=data.announced set=set/> })
            }}
            {move || {
                let RetentionData { gone, more_gone, .. } = data.get();
                (!gone.is_empty()).then(|| view! { <Gone lines=gone more=more_gone/> })
            }}
            {move || view! { <Runs lines=data.get().runs/> }}
            <Otherwise/>
        })}
    }
}

fn reviews(count: usize, cycle: &str) -> String {
    format!("{} of {cycle}", counted(count, "review", "reviews"))
}

/// What is or would be removed.
fn removed(announced: Announced) -> impl IntoView {
    let line = |(cycle, over, count): (String, String, usize)| {
        view! { <li>{reviews(count, &cycle)}<span class="dim">{format!(", which ended on {over}")}</span></li> }
    };
    view! { <ul class="facts-told">{announced.reviews.into_iter().map(line).collect_view()}</ul> }
}

/// What will be removed next.
#[component]
fn Next(announced: Option<Announced>, mail: bool) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="next">
            <header><h2 id="next">"What is removed next"</h2></header>
            <div class="body">
                {match announced {
                    None => view! { <p class="dim">"Nothing is announced."</p> }.into_any(),
                    Some(announced) => {
                        let sentence = format!("On {} what was written in these personal reviews is removed, for good:", announced.on);
                        view! {
                            <p>{sentence}</p>
                            {removed(announced)}
                            <p class="hint">"Who held a review and how far it came stays, and so do plans and goals. Other settings call it off or put it off, until that day."</p>
                        }.into_any()
                    }
                }}
                {(!mail).then(|| view! { <Note><p>"No mail is sent here: what is announced stands on this page alone."</p></Note> })}
            </div>
        </section>
    }
}

/// The settings.
#[component]
fn Chosen(data: RetentionData) -> impl IntoView {
    let wrong = |kind: Kind| {
        let sentence = format!("Write a whole number from {FEWEST_MONTHS} to {MOST_MONTHS}, or nothing.");
        Signal::stored((data.wrong == Some(kind)).then_some(sentence))
    };
    let (of_reviews, of_left) = (wrong(Kind::Reviews), wrong(Kind::Left));
    let bounds = format!("From {FEWEST_MONTHS} to {MOST_MONTHS}");
    let reviews_hint =
        format!("Counted from the last day of their cycle, once that is closed. {bounds}; empty keeps them for ever.");
    let left_hint = format!(
        "Counted from the day on which they left. They are listed here then, and nobody is removed by it. {bounds}; empty lists nobody."
    );
    view! {
        <section class="card" aria-labelledby="settings">
            <header><h2 id="settings">"How long what is kept"</h2></header>
            <div class="body">
                <form method="get" class="form wide">
                    <Field name="reviews" label="Texts of personal reviews, in months" value=data.typed.reviews hint=Some(reviews_hint) error=of_reviews free=true/>
                    <Field name="left" label="People who left, in months" value=data.typed.left hint=Some(left_hint) error=of_left free=true/>
                    <div class="actions"><button class="btn go" type="submit" name="look" value="1">"See what it would do"</button></div>
                </form>
            </div>
        </section>
    }
}

fn kept(months: &str) -> String {
    match months.trim() {
        "" => "for ever".to_owned(),
        months => format!("for {months} months"),
    }
}

fn settings_sentence(typed: &RetentionTyped) -> String {
    let left = match typed.left.trim() {
        "" => "people who left are not listed".to_owned(),
        months => format!("people who left are listed after {months} months"),
    };
    format!("Texts of personal reviews are kept {}, and {left}.", kept(&typed.reviews))
}

fn changed_sentence(now: Settings) -> String {
    let now = RetentionTyped { reviews: now.reviews.typed(), left: now.left.typed(), look: String::new() };
    format!("Somebody has just changed this. Now it is: {} Save once more to put yours in its place.", settings_sentence(&now))
}

fn gone_sentence(looked: &Looked) -> Option<String> {
    let undated = match looked.undated {
        0 => String::new(),
        count => format!(", and {} of whom nobody noted when they left", counted(count, "person", "people")),
    };
    match (&looked.oldest, looked.undated) {
        (Some(oldest), _) => {
            let people = counted(looked.gone, "person", "people");
            Some(format!("Listed as left long ago: {people}, the first of whom left on {oldest}{undated}."))
        }
        (None, 0) => None,
        (None, count) => {
            Some(format!("Listed as left long ago: {} of whom nobody noted when they left.", counted(count, "person", "people")))
        }
    }
}

/// What other settings would do, and the button that saves them.
#[component]
fn Would(looked: Looked, typed: RetentionTyped, version: u32, announced: Option<Announced>, set: Sending) -> impl IntoView {
    let refused = Signal::derive(move || {
        set.refused::<Refused>().map(|why| match why {
            Refused::Changed(changed) => changed_sentence(changed.now),
            Refused::Months(_) => format!("Write whole numbers from {FEWEST_MONTHS} to {MOST_MONTHS}, or nothing."),
        })
    });
    let (sentence, gone) = (settings_sentence(&typed), gone_sentence(&looked));
    let taken_back =
        announced.filter(|_| !looked.same).map(|announced| format!("What is announced for {} is taken back.", announced.on));
    view! {
        <section class="card" aria-labelledby="would">
            <header><h2 id="would">"What it would do"</h2><p>{sentence}</p></header>
            <div class="body">
                {taken_back.map(|sentence| view! { <p>{sentence}</p> })}
                {match looked.announced {
                    None => view! { <p>"Nothing would be removed: nothing is so old."</p> }.into_any(),
                    Some(announced) => {
                        let sentence = format!("On {} what was written in these personal reviews would be removed, for good:", announced.on);
                        view! { <p>{sentence}</p> {removed(announced)} }.into_any()
                    }
                }}
                {gone.map(|sentence| view! { <p>{sentence}</p> })}
                {if looked.same {
                    view! { <p class="dim">"This is how it is set."</p> }.into_any()
                } else {
                    view! {
                        <Refusal of=set why=refused/>
                        <Form to=set>
                            <input type="hidden" name="version" value=version.to_string()/>
                            <input type="hidden" name="reviews" value=typed.reviews/>
                            <input type="hidden" name="left" value=typed.left/>
                            <div class="actions"><Submit pending=set.pending()>"Save this"</Submit></div>
                        </Form>
                    }.into_any()
                }}
            </div>
        </section>
    }
}

/// Who left long ago.
#[component]
fn Gone(lines: Vec<GoneLine>, more: usize) -> impl IntoView {
    let row = |line: GoneLine| {
        let when = line.left.map_or_else(|| "Nobody noted when".to_owned(), |left| format!("Left on {left}"));
        let anonymise = format!("/admin/people/{}/anonymise", line.id);
        let whom = format!(" {}", line.name);
        view! {
            <li>
                <div>
                    <div class="what"><A href=format!("/admin/people/{}", line.id)>{line.name}</A></div>
                    <div class="why">{when}</div>
                </div>
                <A href=anonymise attr:class="btn">"Anonymise"<span class="hush">{whom}</span></A>
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="gone">
            <header><h2 id="gone">"Who left long ago"</h2><p>"Nobody is anonymised by itself: look at each, and decide."</p></header>
            <ul class="rows" role="list">{lines.into_iter().map(row).collect_view()}</ul>
            {(more > 0).then(|| view! { <p class="body dim">{format!("and {more} more.")}</p> })}
        </section>
    }
}

/// What was removed.
#[component]
fn Runs(lines: Vec<RunLine>) -> impl IntoView {
    let row = |line: RunLine| {
        let what = line.reviews.iter().map(|(cycle, count)| reviews(*count, cycle)).collect::<Vec<_>>().join(", ");
        view! { <li>{format!("On {}: texts of {what}.", line.on)}</li> }
    };
    view! {
        <section class="card" aria-labelledby="runs">
            <header><h2 id="runs">"What was removed"</h2></header>
            <div class="body">
                {if lines.is_empty() {
                    view! { <p class="dim">"Nothing yet."</p> }.into_any()
                } else {
                    view! { <ul class="facts-told">{lines.into_iter().map(row).collect_view()}</ul> }.into_any()
                }}
            </div>
        </section>
    }
}

/// What nobody says here, since it stays, or ends by itself.
#[component]
fn Otherwise() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="otherwise">
            <header><h2 id="otherwise">"What stays, and what ends by itself"</h2></header>
            <div class="body">
                <ul class="facts-told">
                    <li>"Goals with their histories, the results of surveys and the audit chain stay."</li>
                    <li>"Development plans stay as long as their person is here."</li>
                    <li>"Answers to surveys are deleted when the survey closes."</li>
                    <li>"Letters are emptied when they are sent, and forgotten after 30 days."</li>
                    <li>"Sessions are deleted when they end: at the latest after 14 days without use."</li>
                    <li>"Files that were sent to be imported, and what undoes a change, are deleted after a day."</li>
                    <li>"Backups hold what there was when they were made."</li>
                </ul>
            </div>
        </section>
    }
}
