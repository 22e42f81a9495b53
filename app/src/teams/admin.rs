//! How an administrator looks after teams. Who comes: people operations, in a reorganisation. What would annoy: a change that
//! cannot be taken back.

use super::{
    api::{
        AddGuest, AdminTeamsData, AllTeams, Correct, Create, Edit, EditData, GuestWrong, RemoveGuest, SetClosed, TeamTyped,
        TeamWrong,
    },
    list::Table,
};
use crate::{
    change::broken_sentence,
    failure::Again,
    frame::{AdminTabs, loaded},
    parts::{
        Done, Field, Form, Initials, PersonRow, RecordForm, Refusal, Sending, Submit, Title, answers, counted, shown_version,
    },
    people::{Chooser, Kind, name_sentence, not_one},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_params_map};
use waymark::team::ChangeRefused;

fn refused_sentence(why: &ChangeRefused) -> String {
    match why {
        ChangeRefused::Unknown => "There is no such team any more.".to_owned(),
        ChangeRefused::Changed => {
            "Somebody else changed this team meanwhile. Load the page again to see what it is now.".to_owned()
        }
        ChangeRefused::AtHome => "This is their home team already.".to_owned(),
        ChangeRefused::Broken(broken) => broken_sentence(broken),
    }
}

fn say(done: &str) -> Option<&'static str> {
    Some(match done {
        "created" => "The team is there.",
        "saved" => "The team is saved.",
        "closed" => "The team is closed.",
        "opened" => "The team is open again.",
        "guest" => "They are a guest here now.",
        "guest-gone" => "They are no guest here any more.",
        _ => return None,
    })
}

/// /admin/teams.
#[component]
pub fn AdminTeams() -> impl IntoView {
    let create = Sending::to::<Create>();
    let data = read(move || create.answers(), || AllTeams {});
    view! {
        <Title text="Teams"/>
        {loaded(data, move |data: Signal<AdminTeamsData>| view! {
            <div class="head">
                <div>
                    <AdminTabs/>
                    <h1>"Teams"</h1>
                    <p class="sub">{move || data.with(|data| counted(data.lines.len(), "team", "teams"))}</p>
                </div>
                // Another document, not a page of this one.
                <div class="actions"><a class="btn" href="/admin/teams.csv" rel="external" download="">"Export"</a></div>
            </div>
            <section class="card" aria-labelledby="make">
                <header><h2 id="make">"Make a team"</h2></header>
                <div class="body"><TeamForm sending=create typed=TeamTyped::default() word="Make the team"/></div>
            </section>
            {move || {
                let AdminTeamsData { lines, closed } = data.get();
                view! {
                    {(!lines.is_empty()).then(|| view! { <section class="card" aria-label="Open teams"><Table base="/admin/teams" lines=lines/></section> })}
                    {(!closed.is_empty()).then(|| view! {
                        <section class="card" aria-label="Closed teams"><header><h2>"Closed"</h2></header><Table base="/admin/teams" lines=closed/></section>
                    })}
                }
            }}
        })}
    }
}

/// The fields of a team, new or not.
#[component]
fn TeamForm(
    sending: Sending,
    typed: TeamTyped,
    word: &'static str,
    /// Which team in which version; a new one has neither.
    #[prop(optional)]
    stored: Option<(String, Signal<u32>)>,
) -> impl IntoView {
    let again = move || sending.refused::<Again<TeamTyped, TeamWrong>>();
    let typed = untrack(again).map_or(typed, |again| again.typed);
    let why = move || Some(again()?.why);
    let name_wrong = Signal::derive(move || match why()? {
        TeamWrong::Name(why) => Some(name_sentence(why)),
        _ => None,
    });
    let parent_wrong = Signal::derive(move || match why()? {
        TeamWrong::Parent(why) => Some(not_one(&why)),
        _ => None,
    });
    let lead_wrong = Signal::derive(move || match why()? {
        TeamWrong::Lead(why) => Some(not_one(&why)),
        _ => None,
    });
    let refused = Signal::derive(move || match why()? {
        TeamWrong::Change(why) => Some(refused_sentence(&why)),
        _ => None,
    });
    view! {
        <RecordForm to=sending refused=refused stored=stored>
            <div class="fields">
                <Field name="name" label="Name" value=typed.name error=name_wrong/>
                <Chooser kind=Kind::Team name="parent" label="Within" value=typed.parent error=parent_wrong optional=true/>
                <Chooser kind=Kind::Person name="lead" label="Lead" value=typed.lead error=lead_wrong optional=true/>
            </div>
            <div class="actions"><Submit go=true pending=sending.pending()>{word}</Submit></div>
        </RecordForm>
    }
}

/// /admin/teams/:id.
#[component]
pub fn AdminTeam() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let (correct, close, guest, leave) =
        (Sending::to::<Correct>(), Sending::to::<SetClosed>(), Sending::to::<AddGuest>(), Sending::to::<RemoveGuest>());
    let answers = move || answers([correct, close, guest, leave]);
    let data = read(answers, move || Edit { id: id.get() });
    let close_refused = Signal::derive(move || close.refused().map(|why| refused_sentence(&why)));
    let leave_refused = Signal::derive(move || leave.refused().map(|why| refused_sentence(&why)));
    view! {
        {loaded(data, move |data: Signal<EditData>| {
            let first = data.get_untracked();
            let version = shown_version(move || data.with(|data| (data.typed.clone(), data.version)), correct);
            let name = move || data.with(|data| data.typed.name.clone());
            let is_closed = Memo::new(move |_| data.with(|data| data.closed));
            let form = move || {
                let (id, typed) = data.with_untracked(|data| (data.id.clone(), data.typed.clone()));
                view! { <TeamForm sending=correct typed=typed word="Save" stored=(id, version.into())/> }
            };
            view! {
                <Title text=name/>
                <div class="head">
                    <div>
                        <nav class="crumbs" aria-label="Above"><ol><li><A href="/admin/teams">"Teams"</A></li></ol></nav>
                        <h1>{name}</h1>
                    </div>
                    <div class="actions"><A href=format!("/teams/{}", first.id) attr:class="btn">"See its page"</A></div>
                </div>
                <Done say=say/>
                <section class="card" aria-labelledby="team">
                    <header><h2 id="team">"Team"</h2></header>
                    <div class="body">{form}</div>
                </section>
                <Guests id=first.id.clone() guests=Signal::derive(move || data.get().guests) add=guest remove=leave refused=leave_refused/>
                <section class="card" aria-labelledby="end">
                    <header>
                        <h2 id="end">{move || if is_closed.get() { "Open it again" } else { "Close it" }}</h2>
                        <p>{move || data.with(holds)}</p>
                    </header>
                    <div class="body">
                        <Refusal of=close why=close_refused/>
                        <Form to=close>
                            <input type="hidden" name="id" value=first.id/>
                            <input type="hidden" name="closed" value=move || (!is_closed.get()).to_string()/>
                            <Submit pending=close.pending()>{move || if is_closed.get() { "Open the team" } else { "Close the team" }}</Submit>
                        </Form>
                    </div>
                </section>
            }
        })}
    }
}

fn holds(data: &EditData) -> String {
    match data.holds {
        _ if data.closed => "It was closed. Its history is kept.".to_owned(),
        (0, 0) => "Nobody is in it. Its history is kept.".to_owned(),
        (people, 0) => format!("{} must move to another team first.", counted(people, "person", "people")),
        (0, teams) => format!("{} must move elsewhere first.", counted(teams, "team", "teams")),
        (people, teams) => {
            format!("{} and {} must move elsewhere first.", counted(people, "person", "people"), counted(teams, "team", "teams"))
        }
    }
}

#[component]
fn Guests(
    id: String,
    guests: Signal<Vec<PersonRow>>,
    add: Sending,
    remove: Sending,
    refused: Signal<Option<String>>,
) -> impl IntoView {
    let again = move || add.refused::<Again<String, GuestWrong>>();
    let typed = untrack(again).map(|again| again.typed).unwrap_or_default();
    let wrong = Signal::derive(move || match again()?.why {
        GuestWrong::Person(why) => Some(not_one(&why)),
        GuestWrong::Change(why) => Some(refused_sentence(&why)),
    });
    let team = StoredValue::new(id.clone());
    view! {
        <section class="card" aria-labelledby="guests">
            <header><h2 id="guests">"Guests"</h2><p>"They see what the team sees, and do not count in its reviews."</p></header>
            <ul class="people" role="list">
                <For each=move || guests.get() key=|guest| guest.id.clone() let:guest>
                    <li>
                        <Initials of=guest.initials/>
                        <div><div class="what">{guest.name.clone()}</div><div class="why">{guest.title}</div></div>
                        <Form to=remove>
                            <input type="hidden" name="id" value=team.get_value()/>
                            <input type="hidden" name="guest" value=guest.id/>
                            <button class="btn" type="submit">"End"<span class="hush">" the visit of "{guest.name}</span></button>
                        </Form>
                    </li>
                </For>
            </ul>
            <div class="body">
                <Refusal of=remove why=refused/>
                <Refusal of=add/>
                <Form to=add class="form" clears=true>
                    <input type="hidden" name="id" value=id/>
                    <Chooser kind=Kind::Person name="guest" label="Another guest" value=typed error=wrong/>
                    <div class="actions"><Submit pending=add.pending()>"Add the guest"</Submit></div>
                </Form>
            </div>
        </section>
    }
}
