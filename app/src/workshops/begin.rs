//! Opening a workshop. Who comes: a lead, a minute before the meeting. What would annoy: settings; and to learn only afterwards what the team was to
//! be told before.

use super::{
    api::{Begin, BeginData, Open},
    said::{refused_sentence, rules, way},
};
use crate::{
    frame::loaded,
    parts::{Form, Icon, Refusal, Sending, Submit, Title, counted},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_query_map};
use waymark::workshop::{Refused, Way};

/// /workshops/new?team=ID.
#[component]
pub fn NewWorkshop() -> impl IntoView {
    let query = use_query_map();
    let team = Memo::new(move |_| query.with(|query| query.get("team").unwrap_or_default()));
    let open = Sending::to::<Open>();
    let data = read(move || open.answers(), move || Begin { team: team.get() });
    view! {
        <Title text="Start a workshop"/>
        {loaded(data, move |data: Signal<BeginData>| {
            // What was chosen stays where nothing else is read.
            let data = Memo::new(move |_| data.get());
            move || view! { <Content data=data.get() open=open/> }
        })}
    }
}

#[component]
fn Content(data: BeginData, open: Sending) -> impl IntoView {
    let (id, name) = data.team;
    let refused = Signal::derive(move || open.refused::<Refused>().map(refused_sentence));
    let home = format!("/teams/{id}");
    let sub = format!(
        "{name}: {} may vote, each on a device of their own. A phone is enough.",
        counted(data.voters, "person", "people")
    );
    let is_empty = data.sections.is_empty() || data.voters == 0;
    let section = |(id, title): (String, String)| {
        view! { <label><input type="checkbox" name=format!("sections[{id}]") value="on" checked=true/><span>{title}</span></label> }
    };
    let option = |value: &'static str, of: Way, checked: bool| {
        view! { <label><input type="radio" name="way" value=value checked=checked/><span>{way(of)}</span></label> }
    };
    view! {
        <div class="head">
            <div>
                <nav class="crumbs" aria-label="Above"><ol><li><A href="/teams">"Teams"</A></li><li><A href=home>{name}</A></li></ol></nav>
                <h1>"Start a workshop"</h1>
                <p class="sub">{sub}</p>
            </div>
        </div>
        {match data.running {
            Some(running) => view! {
                <div class="note">
                    <Icon name="info"/>
                    <div>
                        <p>"A workshop of this team is running already."</p>
                        <div class="actions"><A href=format!("/workshops/{running}") attr:class="btn go">"Go to it"</A></div>
                    </div>
                </div>
            }.into_any(),
            None => view! {
                <section class="card" aria-labelledby="rules">
                    <header><h2 id="rules">"What to tell the team first"</h2></header>
                    <div class="body">
                        <ul class="tells">
                            <li>"You do not vote: nobody should have to mind what their lead thinks, nor what their own vote was."</li>
                            {rules(data.voters).into_iter().map(|rule| view! { <li>{rule}</li> }).collect_view()}
                        </ul>
                    </div>
                </section>
                <Refusal of=open why=refused/>
                <Form to=open class="form wide">
                    <input type="hidden" name="team" value=id/>
                    <fieldset class="field ways">
                        <legend>"How you vote"</legend>
                        <div class="options">{option("points", Way::Points, true)}{option("lights", Way::Lights, false)}</div>
                    </fieldset>
                    <fieldset class="field ways">
                        <legend>"What you vote on"</legend>
                        <p class="hint">"Fewer sections leave more time to talk. Who has nothing to say of a section leaves it out."</p>
                        {data.sections.is_empty().then(|| view! { <p>"There is nothing to vote on: no questionnaire of a team review has a section with a scale."</p> })}
                        {(data.voters == 0).then(|| view! { <p>"Nobody would vote: nobody is at home in this team who could not reveal it."</p> })}
                        <div class="options">{data.sections.into_iter().map(section).collect_view()}</div>
                    </fieldset>
                    {(!is_empty).then(|| view! { <div class="actions"><Submit go=true pending=open.pending()>"Open the workshop"</Submit></div> })}
                </Form>
            }.into_any(),
        }}
    }
}
