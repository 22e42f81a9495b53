//! /admin/cycles/:id/reviews. Who comes: people operations, twice a year, for a dozen people or ten thousand. What would annoy: entering people
//! one by one; finding out afterwards that somebody was left out. So looking comes before launching, and says who gets none, and why.

use super::{
    api::{Group, LONGEST_LIST, Launch, Launching, LaunchingData, NO_CYCLE, PreviewData, Typed, Wrong},
    said,
};
use crate::{
    cycles::{CycleAbove, TeamChoice, TeamTicks, Whom},
    frame::loaded,
    parts::{Choice, Field, Form, Icon, Note, Refusal, Sending, Submit, TextArea, Title, counted},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{
    components::A,
    hooks::{use_params_map, use_query_map},
};
use waymark::review::Which;

fn typed_in_address() -> Typed {
    use_query_map().with(|query| {
        let text = |name: &str| query.get(name).unwrap_or_default();
        Typed {
            questionnaire: text("questionnaire"),
            back: text("back"),
            prepare: text("prepare"),
            share: text("share"),
            talk: text("talk"),
            sign: text("sign"),
            who: text("who"),
            teams: query.get_all("teams[]").unwrap_or_default(),
            people: text("people"),
            look: text("look"),
        }
    })
}

/// /admin/cycles/:id/reviews.
#[component]
pub fn LaunchReviews() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let asked = Memo::new(move |_| typed_in_address());
    let launch = Sending::to::<Launch>();
    let data = read(|| 0, move || Launching { cycle: id.get(), typed: asked.get() });
    view! {
        <Title text="Launch personal reviews"/>
        {loaded(data, move |data: Signal<LaunchingData>| view! {
            <div class="head">
                <div>
                    <CycleAbove cycle=Signal::derive(move || data.with(|data| data.cycle.clone()))/>
                    <h1>"Launch personal reviews"</h1>
                    <p class="sub">"Choose, look at who would get one and who would not, then launch. A review belongs to the person and to their manager of that moment."</p>
                </div>
            </div>
            {move || view! { <Chosen data=data.get()/> }}
            {move || data.get().preview.map(|preview| view! { <Preview data=data.get() preview=preview launch=launch/> })}
        })}
    }
}

/// What to launch.
#[component]
fn Chosen(data: LaunchingData) -> impl IntoView {
    let (typed, wrong) = (data.typed, data.wrong);
    let general = wrong.as_ref().and_then(said::refused);
    let day = |which: Which| Signal::stored(wrong.as_ref().and_then(|why| said::day(which, why)));
    let [prepare, share, talk, sign] = [Which::Prepare, Which::Share, Which::Talk, Which::Sign].map(day);
    let none = (NO_CYCLE.to_owned(), "None: no goals are graded".to_owned());
    let cycles: Vec<_> = data.cycles.into_iter().chain([none]).collect();
    let hint = |text: &str| Some(text.to_owned());
    let within = format!("Within the cycle, which is {}.", data.dates);
    view! {
        <section class="card" aria-label="What to launch">
            <div class="body">
                {general.map(|text| view! { <div class="refusal" role="alert"><Icon name="alert"/><p>{text}</p></div> })}
                <form method="get" class="form wide">
                    <div class="fields">
                        <Choice name="questionnaire" label="Questionnaire".to_owned() options=data.questionnaires value=typed.questionnaire/>
                        <Choice name="back" label="Cycle to look back on".to_owned() options=cycles value=typed.back/>
                    </div>
                    <div class="fields">
                        <Field name="prepare" kind="date" label="Written by" value=typed.prepare hint=hint("Halves, and what peers were asked for.") error=prepare/>
                        <Field name="share" kind="date" label="Shared by" value=typed.share hint=hint("What is shared by then is shown the day after.") error=share/>
                        <Field name="talk" kind="date" label="Talked over by" value=typed.talk error=talk/>
                        <Field name="sign" kind="date" label="Signed by" value=typed.sign hint=Some(within) error=sign/>
                    </div>
                    <People who=typed.who teams=data.teams chosen=typed.teams people=typed.people wrong=wrong/>
                    <div class="actions"><button class="btn go" type="submit" name="look" value="1">"Look who gets one"</button></div>
                </form>
            </div>
        </section>
    }
}

/// Who gets one.
#[component]
fn People(who: String, teams: Vec<TeamChoice>, chosen: Vec<String>, people: String, wrong: Option<Wrong>) -> impl IntoView {
    let sentence = wrong.as_ref().and_then(said::who);
    let is_list = matches!(wrong, Some(Wrong::People(_) | Wrong::LongList));
    let (of_list, of_teams) = if is_list { (sentence, None) } else { (None, sentence) };
    let option = |value: &'static str, words: &'static str| {
        let checked = who == value;
        view! { <Whom value=value words=words checked=checked/> }
    };
    view! {
        <fieldset class="who who-of-reviews">
            <legend>"Who gets one"</legend>
            {option("all", "Everybody")}
            {option("teams", "These teams, with all teams within them")}
            {option("people", "These people")}
            <TeamTicks teams=teams chosen=chosen wrong=of_teams/>
            <div class="who-people">
                <TextArea
                    name="people" label="People" hint="One a line: a name or an address." value=people error=Signal::stored(of_list)
                    most=LONGEST_LIST free=true
                />
            </div>
        </fieldset>
    }
}

/// The names of a group: "Ada Berg, Bo Eide and 3 more".
fn names(group: &Group) -> String {
    let more = group.count.saturating_sub(group.names.len());
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", group.names.join(", "))
}

/// What is worth knowing of what would be launched.
fn facts(preview: &PreviewData, looks_back: bool) -> Vec<String> {
    let mut facts = Vec::new();
    if preview.people.count > 0 {
        let busy: Vec<_> = preview.busy.iter().map(|(name, many)| format!("{name} {many}")).collect();
        let most = if busy.is_empty() { String::new() } else { format!(" Many hold {}.", busy.join(", ")) };
        facts.push(format!("{}.", names(&preview.people)));
        facts.push(match preview.managers {
            1 => format!("One manager holds all of them.{most}"),
            managers => format!("{managers} managers hold them.{most}"),
        });
        facts.push(match (looks_back, preview.goals) {
            (false, _) => "No goals are looked back on.".to_owned(),
            (true, 0) => "They have no goals in the cycle to look back on.".to_owned(),
            (true, goals) => format!("{} looked back on.", counted(goals, "goal is", "goals are")),
        });
        let told = if preview.sends_mail {
            "They are told by mail at once, and reminded three days before each day."
        } else {
            "No mail is sent here, so tell them yourself."
        };
        facts.push(told.to_owned());
    }
    facts
}

/// What it would lead to, and the button that launches it.
#[component]
fn Preview(data: LaunchingData, preview: PreviewData, launch: Sending) -> impl IntoView {
    let typed = data.typed;
    let count = preview.people.count;
    let summary = match count {
        0 => "Nobody would get a review.".to_owned(),
        1 => "1 person gets a review.".to_owned(),
        _ => format!("{} get a review.", counted(count, "person", "people")),
    };
    let facts = facts(&preview, typed.back != NO_CYCLE);
    let left_out = [
        (preview.without_manager, "without a manager", "/people?role=no-manager"),
        (preview.without_address, "without an address, so without an account", "/people?role=no-address"),
        (preview.has_one, "with a review in this cycle already", ""),
    ];
    let is_complete = left_out.iter().all(|(group, ..)| group.count == 0);
    let left = |(group, why, address): (Group, &'static str, &'static str)| {
        (group.count > 0).then(|| view! {
            <p>
                {format!("{} {why}: {}. ", counted(group.count, "person", "people"), names(&group))}
                {(!address.is_empty()).then(|| view! { <A href=address>"See them"<span class="hush">{format!(": {why}")}</span></A> })}
            </p>
        })
    };
    let left_out = left_out.map(left);
    let wrong = Signal::derive(move || {
        launch.refused::<Wrong>().map(|why| {
            said::refused(&why).unwrap_or_else(|| "Something is not as it was when you looked. Look again.".to_owned())
        })
    });
    let hidden = |name: &'static str, value: String| view! { <input type="hidden" name=name value=value/> };
    view! {
        <section class="card" aria-labelledby="leads-to">
            <header><h2 id="leads-to">"What it would lead to"</h2><p>{summary}</p></header>
            <div class="body stack">
                {(!facts.is_empty()).then(|| view! { <ul class="facts-told">{facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view()}</ul> })}
                {if is_complete {
                    view! { <Note>"Nobody of those whom you chose is left out."</Note> }.into_any()
                } else {
                    view! { <Note><div class="left-out"><p><b>"No review gets:"</b></p>{left_out.collect_view()}</div></Note> }.into_any()
                }}
            </div>
            {(count > 0).then(|| view! {
                <div class="body">
                    <Refusal of=launch why=wrong/>
                    <Form to=launch>
                        {hidden("cycle", data.cycle.0)} {hidden("questionnaire", typed.questionnaire)} {hidden("back", typed.back)}
                        {hidden("prepare", typed.prepare)} {hidden("share", typed.share)} {hidden("talk", typed.talk)} {hidden("sign", typed.sign)}
                        {hidden("who", typed.who)} {hidden("people", typed.people)}
                        {typed.teams.into_iter().map(|team| hidden("teams[]", team)).collect_view()}
                        <div class="actions"><Submit go=true pending=launch.pending()>{format!("Launch {}", counted(count, "review", "reviews"))}</Submit></div>
                        <p class="hint">"What is asked and the days are fixed then. As long as nobody has begun, it can be called off."</p>
                    </Form>
                </div>
            })}
        </section>
    }
}
