//! Coming in. Who comes: a member in a meeting, with a phone in one hand and a code on the wall. What would annoy: to be told that a code is wrong, and
//! not what is wrong with it.

use super::{
    Running,
    api::{CodeWrong, Find, JoinData},
    said::say,
};
use crate::{
    frame::loaded,
    parts::{Done, Field, Icon, Title},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    components::{A, Redirect},
    hooks::{use_params_map, use_query_map},
};

fn code_sentence(why: CodeWrong) -> String {
    match why {
        CodeWrong::Character(c) => format!("No code has “{c}” in it. A code has six letters and digits, like BCD-FGH."),
        CodeWrong::Length => "A code has six letters and digits, like BCD-FGH.".to_owned(),
        CodeWrong::Unknown => {
            "No workshop that you can join has this code now. Look at it again; it may be over, or of another team.".to_owned()
        }
    }
}

/// /workshops, and /w/:code.
#[component]
pub fn Workshops() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    // Forms write a space as a plus sign.
    let typed = move || query.read().get("code").map(|code| code.replace('+', " "));
    let code = Memo::new(move |_| params.read().get("code").or_else(typed).unwrap_or_default());
    let data = read(|| 0, move || Find { code: code.get() });
    view! {
        <Title text="Join a workshop"/>
        {loaded(data, move |data: Signal<JoinData>| move || match data.with(|data| data.found.clone()) {
            Some(id) => view! { <Redirect path=format!("/workshops/{id}") options=NavigateOptions { replace: true, ..NavigateOptions::default() }/> }.into_any(),
            None => view! { <Content data=data.get() code=code.get_untracked()/> }.into_any(),
        })}
    }
}

#[component]
fn Content(data: JoinData, code: String) -> impl IntoView {
    let error = Signal::stored(data.wrong.map(code_sentence));
    view! {
        <div class="head"><div><h1>"Join a workshop"</h1><p class="sub">"Type the code that your lead shows."</p></div></div>
        <Done say=say/>
        <form class="form join" method="get" action="/workshops">
            <Field name="code" label="Code" value=code error=error hint=Signal::stored(Some("Six letters and digits. Capitals, spaces and hyphens do not matter.".to_owned()))/>
            <div class="actions"><button class="btn go" type="submit">"Join"</button></div>
        </form>
        {(!data.running.is_empty()).then(|| view! {
            <section class="card" aria-labelledby="running">
                <header><h2 id="running">"Running now"</h2></header>
                <ul class="rows" role="list">{data.running.into_iter().map(|running| view! { <One running=running/> }).collect_view()}</ul>
            </section>
        })}
    }
}

#[component]
fn One(running: Running) -> impl IntoView {
    let Running { id, team, votes, mine } = running;
    let why = match (votes, mine) {
        (true, true) => "You can vote now.",
        (true, false) => "The team votes.",
        (false, _) => "The team talks about what it voted.",
    };
    view! {
        <li>
            <Icon name="team"/>
            <div><p class="what">{team}</p><p class="why">{why}</p></div>
            <A href=format!("/workshops/{id}") attr:class="btn">"Go to it"</A>
        </li>
    }
}

/// On the page of a team: its workshop that goes on.
#[component]
pub fn Here(running: Running) -> impl IntoView {
    let what =
        if running.votes { "A workshop is running." } else { "A workshop is running: the team talks about what it voted." };
    let word = if running.mine && running.votes { "Join and vote" } else { "Go to it" };
    view! {
        <div class="note no-print">
            <Icon name="team"/>
            <div class="said"><p>{what}</p><A href=format!("/workshops/{}", running.id) attr:class="btn">{word}</A></div>
        </div>
    }
}
