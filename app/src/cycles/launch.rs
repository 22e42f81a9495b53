//! /admin/cycles/:id/launch. Who comes: people operations, nervous, since what is launched cannot be changed. What would annoy:
//! learning afterwards what a lead will not see. So looking comes before launching, and the address holds all that was chosen.

use super::{
    above::CycleAbove,
    api::{Launch, LaunchData, LaunchTyped, LaunchWrong, Launching, PreviewData, UnitLine},
    choice::{TeamChoice, TeamTicks, Whom},
};
use crate::{
    frame::loaded,
    parts::{Choice, Field, Form, Icon, Note, Refusal, Sending, Submit, Title, counted},
    reading::read,
};
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};
use waymark::survey::{forecast::PERCENTS, rules::Detail};

fn typed_in_address() -> LaunchTyped {
    use_query_map().with(|query| {
        let text = |name: &str| query.get(name).unwrap_or_default();
        LaunchTyped {
            kind: text("kind"),
            name: text("name"),
            questionnaire: text("questionnaire"),
            mode: text("mode"),
            k: text("k"),
            who: text("who"),
            teams: query.get_all("teams[]").unwrap_or_default(),
            viewers: text("viewers"),
            opens: text("opens"),
            closes: text("closes"),
            look: text("look"),
        }
    })
}

/// /admin/cycles/:id/launch.
#[component]
pub fn LaunchSurvey() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let asked = Memo::new(move |_| typed_in_address());
    let launch = Sending::to::<Launch>();
    let data = read(|| 0, move || Launching { cycle: id.get(), typed: asked.get() });
    view! {
        {loaded(data, move |data: Signal<LaunchData>| {
            let is_company = move || data.with(|data| data.typed.kind == "company");
            let title = move || if is_company() { "Launch a company review" } else { "Launch a team review" };
            view! {
                <Title text=title/>
                <div class="head">
                    <div>
                        <CycleAbove cycle=Signal::derive(move || data.with(|data| data.cycle.clone()))/>
                        <h1>{title}</h1>
                        <p class="sub">"Choose, look at what it would lead to, then launch. Afterwards the threshold can only rise, and it never closes earlier."</p>
                    </div>
                </div>
                {move || view! { <Chosen data=data.get()/> }}
                {move || data.get().preview.map(|preview| view! { <Preview data=data.get() preview=preview launch=launch/> })}
            }
        })}
    }
}

/// What to launch.
#[component]
fn Chosen(data: LaunchData) -> impl IntoView {
    let is_company = data.typed.kind == "company";
    let typed = data.typed;
    let wrong = data.wrong;
    let is = |what: &LaunchWrong| wrong.as_ref() == Some(what);
    let sentence = |is_wrong: bool, text: &str| is_wrong.then(|| text.to_owned());
    let name_wrong = sentence(is(&LaunchWrong::Name), "Write a name of at most 120 characters.");
    let k_wrong = sentence(is(&LaunchWrong::K), "Write a number.");
    let time = "Write a day and a time.";
    let (opens_wrong, closes_wrong) = (sentence(is(&LaunchWrong::Opens), time), sentence(is(&LaunchWrong::Closes), time));
    let general = match &wrong {
        Some(LaunchWrong::Cycle) => Some("This cycle is closed: nothing can be launched in it."),
        Some(LaunchWrong::Questionnaire) => Some("This questionnaire is not offered any more. Choose another."),
        _ => None,
    };
    let words = |value: &str, words: &str| (value.to_owned(), words.to_owned());
    let hint = if is_company {
        "5 or more."
    } else {
        "3 to 5. At 3, two colleagues together can work out the third’s answers from an average."
    };
    let zone = format!("By the clock of {}.", data.zone);
    view! {
        <section class="card" aria-label="What to launch">
            <div class="body">
                {general.map(|text| view! { <div class="refusal" role="alert"><Icon name="alert"/><p>{text}</p></div> })}
                <form method="get" class="form wide">
                    <input type="hidden" name="kind" value=typed.kind/>
                    <div class="fields">
                        <Field name="name" label="Name" value=typed.name error=Signal::stored(name_wrong)/>
                        <Choice name="questionnaire" label="Questionnaire".to_owned() options=data.questionnaires value=typed.questionnaire/>
                        {if is_company {
                            Either::Left(view! {
                                <input type="hidden" name="mode" value="confidential"/>
                                <Choice name="viewers" label="Who sees the results".to_owned() value=typed.viewers
                                    options=vec![words("everyone", "Everybody"), words("leaders", "Leads, managers and administrators")]/>
                            })
                        } else {
                            Either::Right(view! {
                                <input type="hidden" name="viewers" value="line"/>
                                <Choice name="mode" label="Answers".to_owned() value=typed.mode
                                    options=vec![words("confidential", "Without names"), words("open", "With names, for teams that want to talk openly")]/>
                            })
                        }}
                        <Field name="k" kind="number" label="Threshold" value=typed.k hint=Some(hint.to_owned()) error=Signal::stored(k_wrong)/>
                        <Field name="opens" kind="datetime-local" label="Opens" value=typed.opens hint=Some(format!("At once, if it is empty. {zone}")) free=true error=Signal::stored(opens_wrong)/>
                        <Field name="closes" kind="datetime-local" label="Closes" value=typed.closes hint=Some(zone.clone()) error=Signal::stored(closes_wrong)/>
                    </div>
                    {if is_company {
                        Either::Left(view! { <input type="hidden" name="who" value="all"/> })
                    } else {
                        Either::Right(view! { <Teams teams=data.teams who=typed.who chosen=typed.teams/> })
                    }}
                    <div class="actions"><button class="btn go" type="submit" name="look" value="1">"See what it would lead to"</button></div>
                </form>
            </div>
        </section>
    }
}

/// Which teams are asked.
#[component]
fn Teams(teams: Vec<TeamChoice>, who: String, chosen: Vec<String>) -> impl IntoView {
    let is_some = who == "some";
    view! {
        <fieldset class="who">
            <legend>"Who is asked"</legend>
            <Whom value="all" words="All teams" checked={!is_some}/>
            <Whom value="some" words="These teams" checked=is_some/>
            <TeamTicks teams=teams chosen=chosen wrong=None/>
        </fieldset>
    }
}

fn if_answer(percent: u8) -> String {
    format!("If {percent} % answer")
}

fn detail(detail: Detail) -> &'static str {
    match detail {
        Detail::Nothing => "Nothing",
        Detail::Sections => "Sections",
        Detail::Questions => "Questions, coarse",
        Detail::Fine => "Questions, in detail",
    }
}

/// What it would lead to, and the button that launches it.
#[component]
fn Preview(data: LaunchData, preview: PreviewData, launch: Sending) -> impl IntoView {
    let refused = preview.refused;
    let is_refused = !refused.is_empty();
    let summary = format!(
        "{} asked, about {} each.",
        if preview.roster == 1 { "1 person is".to_owned() } else { format!("{} people are", preview.roster) },
        counted(preview.minutes as usize, "minute", "minutes")
    );
    let missing = preview.without_address;
    let unit = |unit: UnitLine| {
        let class = format!("indent l{}", unit.level.min(11) + 1);
        view! {
            <tr>
                <th scope="row"><div class=class>{unit.name}</div></th>
                <td data-label="People" class="num">{unit.size.to_string()}</td>
                {PERCENTS.iter().zip(unit.details).map(|(percent, one)| view! { <td data-label=if_answer(*percent)>{detail(one)}</td> }).collect_view()}
                <td data-label="Comments">{if unit.comments { "Here" } else { "Above, or not" }}</td>
            </tr>
        }
    };
    let lead = |(team, lead, sees): (String, String, String)| view! { <tr><th scope="row">{team}</th><td data-label="Lead">{lead}</td><td data-label="Sees">{sees}</td></tr> };
    let more = |count: usize, what: &str| (count > 0).then(|| format!("and {count} more {what}."));
    let (more_units, more_leads) = (more(preview.more_units, "groups"), more(preview.more_leads, "teams"));
    let launch_wrong = Signal::derive(move || {
        launch.refused::<LaunchWrong>().map(|why| match why {
            LaunchWrong::Rules(rules) => rules.join(" "),
            LaunchWrong::Cycle => "This cycle is closed: nothing can be launched in it.".to_owned(),
            _ => "Something is not as it was when you looked. Look again.".to_owned(),
        })
    });
    let typed = data.typed;
    let hidden = |name: &'static str, value: String| view! { <input type="hidden" name=name value=value/> };
    view! {
        <section class="card" aria-labelledby="leads-to">
            <header><h2 id="leads-to">"What it would lead to"</h2><p>{summary}</p></header>
            <div class="body stack">
                {is_refused.then(|| view! {
                    <div class="refusal" role="alert"><Icon name="alert"/><ul class="facts-told">{refused.into_iter().map(|one| view! { <li>{one}</li> }).collect_view()}</ul></div>
                })}
                <ul class="facts-told">{preview.facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view()}</ul>
                {(!missing.is_empty()).then(|| view! { <Note>{format!("Not asked, because they have no mail address and so no account: {}.", missing.join(", "))}</Note> })}
            </div>
            <div class="scroll">
                <table class="grid">
                    <thead><tr><th scope="col">"Group"</th><th scope="col" class="num">"People"</th>{PERCENTS.map(|percent| view! { <th scope="col">{if_answer(percent)}</th> }).collect_view()}<th scope="col">"Comments"</th></tr></thead>
                    <tbody>{preview.units.into_iter().map(unit).collect_view()}</tbody>
                </table>
            </div>
            {more_units.map(|more| view! { <p class="body dim">{more}</p> })}
            <details class="body">
                <summary>"What each lead will see"</summary>
                <div class="scroll">
                    <table class="grid">
                        <thead><tr><th scope="col">"Team"</th><th scope="col">"Lead"</th><th scope="col">"Sees"</th></tr></thead>
                        <tbody>{preview.leads.into_iter().map(lead).collect_view()}</tbody>
                    </table>
                </div>
                {more_leads.map(|more| view! { <p class="dim">{more}</p> })}
            </details>
            {(!is_refused).then(|| view! {
                <div class="body">
                    <Refusal of=launch why=launch_wrong/>
                    <Form to=launch>
                        {hidden("cycle", data.cycle.0)} {hidden("kind", typed.kind)} {hidden("name", typed.name)}
                        {hidden("questionnaire", typed.questionnaire)} {hidden("mode", typed.mode)} {hidden("k", typed.k)}
                        {hidden("who", typed.who)} {hidden("viewers", typed.viewers)} {hidden("opens", typed.opens)} {hidden("closes", typed.closes)}
                        {typed.teams.into_iter().map(|team| hidden("teams[]", team)).collect_view()}
                        <div class="actions"><Submit go=true pending=launch.pending()>"Launch it"</Submit></div>
                        <p class="hint">"What is agreed is fixed then. A mistaken launch can be called off: its answers are deleted and everybody is told."</p>
                    </Form>
                </div>
            })}
        </section>
    }
}
