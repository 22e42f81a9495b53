//! How an administrator looks after projects. Who comes: people operations, when work begins or ends. What would annoy: losing
//! who was on it.

use super::api::{
    AddMember, Correct, Create, Edit, EditData, Line, MemberWrong, ProjectTyped, ProjectWrong, Projects, ProjectsData,
    RemoveMember, SetEnded,
};
use crate::{
    failure::Again,
    frame::{AdminTabs, loaded},
    parts::{
        Done, Field, Form, Icon, Initials, PersonRow, RecordForm, Refusal, Sending, Submit, TextArea, Title, answers, counted,
        shown_version,
    },
    people::{Chooser, Kind, name_sentence, not_one},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_params_map};
use waymark::project::ChangeRefused;

fn refused_sentence(why: ChangeRefused) -> String {
    match why {
        ChangeRefused::Unknown => "There is no such project any more.",
        ChangeRefused::Changed => "Somebody else changed this project meanwhile. Load the page again to see what it is now.",
        ChangeRefused::NameTaken => "Another project has this name.",
        ChangeRefused::PersonLeft => "Who should lead it is not here any more.",
        ChangeRefused::Broken => "A rule of the organisation would no longer hold.",
    }
    .to_owned()
}

fn say(done: &str) -> Option<&'static str> {
    Some(match done {
        "created" => "The project is there.",
        "saved" => "The project is saved.",
        "ended" => "The project has ended.",
        "begun" => "The project is under way again.",
        "member" => "They are on the project now.",
        "member-gone" => "They are off the project.",
        _ => return None,
    })
}

/// /admin/projects.
#[component]
pub fn AdminProjects() -> impl IntoView {
    let create = Sending::to::<Create>();
    let data = read(move || create.answers(), || Projects { all: true });
    view! {
        <Title text="Projects"/>
        {loaded(data, move |data: Signal<ProjectsData>| view! {
            <div class="head">
                <div>
                    <AdminTabs/>
                    <h1>"Projects"</h1>
                    <p class="sub">{move || data.with(|data| counted(data.lines.len(), "project", "projects"))}</p>
                </div>
            </div>
            <section class="card" aria-labelledby="make">
                <header><h2 id="make">"Begin a project"</h2></header>
                <div class="body"><ProjectForm sending=create typed=ProjectTyped::default() word="Begin the project"/></div>
            </section>
            {move || {
                let lines = data.get().lines;
                (!lines.is_empty()).then(|| view! {
                    <section class="card" aria-label="Projects">
                        <ul class="rows" role="list">{lines.into_iter().map(|line| view! { <ProjectLine line=line/> }).collect_view()}</ul>
                    </section>
                })
            }}
        })}
    }
}

#[component]
fn ProjectLine(line: Line) -> impl IntoView {
    let lead = line.lead.map_or_else(|| "No lead".to_owned(), |lead| format!("Led by {}", lead.name));
    let people = counted(line.people.len(), "other person", "other people");
    view! {
        <li>
            <div>
                <div class="what"><A href=format!("/admin/projects/{}", line.project.id)>{line.project.name}</A></div>
                <div class="why">{lead} ", " {people}</div>
            </div>
            {line.ended.then(|| view! { <span class="pill quiet"><Icon name="ring"/>"Ended"</span> })}
        </li>
    }
}

/// The fields of a project, new or not.
#[component]
fn ProjectForm(
    sending: Sending,
    typed: ProjectTyped,
    word: &'static str,
    /// Which project in which version; a new one has neither.
    #[prop(optional)]
    stored: Option<(String, Signal<u32>)>,
) -> impl IntoView {
    let again = move || sending.refused::<Again<ProjectTyped, ProjectWrong>>();
    let typed = untrack(again).map_or(typed, |again| again.typed);
    let why = move || Some(again()?.why);
    let name_wrong = Signal::derive(move || match why()? {
        ProjectWrong::Name(why) => Some(name_sentence(why)),
        ProjectWrong::Change(ChangeRefused::NameTaken) => Some(refused_sentence(ChangeRefused::NameTaken)),
        _ => None,
    });
    let about_wrong = Signal::derive(move || match why()? {
        ProjectWrong::About(most) => Some(format!("This is too long; a sentence or two of at most {most} characters will do.")),
        _ => None,
    });
    let lead_wrong = Signal::derive(move || match why()? {
        ProjectWrong::Lead(why) => Some(not_one(&why)),
        _ => None,
    });
    let refused = Signal::derive(move || match why()? {
        ProjectWrong::Change(ChangeRefused::NameTaken) => None,
        ProjectWrong::Change(why) => Some(refused_sentence(why)),
        _ => None,
    });
    view! {
        <RecordForm to=sending refused=refused stored=stored>
            <div class="fields">
                <Field name="name" label="Name" value=typed.name error=name_wrong/>
                <Chooser kind=Kind::Person name="lead" label="Lead" value=typed.lead error=lead_wrong optional=true/>
            </div>
            <TextArea name="about" label="What it is for" value=typed.about error=about_wrong optional=true/>
            <div class="actions"><Submit go=true pending=sending.pending()>{word}</Submit></div>
        </RecordForm>
    }
}

/// /admin/projects/:id.
#[component]
pub fn AdminProject() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let (correct, end, add, remove) =
        (Sending::to::<Correct>(), Sending::to::<SetEnded>(), Sending::to::<AddMember>(), Sending::to::<RemoveMember>());
    let answers = move || answers([correct, end, add, remove]);
    let data = read(answers, move || Edit { id: id.get() });
    let end_refused = Signal::derive(move || end.refused().map(refused_sentence));
    view! {
        {loaded(data, move |data: Signal<EditData>| {
            let first = data.get_untracked();
            let version = shown_version(move || data.with(|data| (data.typed.clone(), data.version)), correct);
            let name = move || data.with(|data| data.typed.name.clone());
            let has_ended = Memo::new(move |_| data.with(|data| data.ended));
            let form = move || {
                let (id, typed) = data.with_untracked(|data| (data.id.clone(), data.typed.clone()));
                view! { <ProjectForm sending=correct typed=typed word="Save" stored=(id, version.into())/> }
            };
            view! {
                <Title text=name/>
                <div class="head">
                    <div>
                        <nav class="crumbs" aria-label="Above"><ol><li><A href="/admin/projects">"Projects"</A></li></ol></nav>
                        <h1>{name}</h1>
                    </div>
                </div>
                <Done say=say/>
                <section class="card" aria-labelledby="project">
                    <header><h2 id="project">"Project"</h2></header>
                    <div class="body">{form}</div>
                </section>
                <Members id=first.id.clone() people=Signal::derive(move || data.get().people) add=add remove=remove/>
                <section class="card" aria-labelledby="end">
                    <header><h2 id="end">{move || if has_ended.get() { "Begin it again" } else { "End it" }}</h2><p>"Its history and its goals are kept."</p></header>
                    <div class="body">
                        <Refusal of=end why=end_refused/>
                        <Form to=end>
                            <input type="hidden" name="id" value=first.id/>
                            <input type="hidden" name="ended" value=move || (!has_ended.get()).to_string()/>
                            <Submit pending=end.pending()>{move || if has_ended.get() { "Begin the project" } else { "End the project" }}</Submit>
                        </Form>
                    </div>
                </section>
            }
        })}
    }
}

#[component]
fn Members(id: String, people: Signal<Vec<PersonRow>>, add: Sending, remove: Sending) -> impl IntoView {
    let again = move || add.refused::<Again<String, MemberWrong>>();
    let typed = untrack(again).map(|again| again.typed).unwrap_or_default();
    let wrong = Signal::derive(move || match again()?.why {
        MemberWrong::Person(why) => Some(not_one(&why)),
        MemberWrong::Change(why) => Some(refused_sentence(why)),
    });
    let removed = Signal::derive(move || remove.refused().map(refused_sentence));
    let project = StoredValue::new(id.clone());
    view! {
        <section class="card" aria-labelledby="members">
            <header><h2 id="members">"People"</h2></header>
            <ul class="people" role="list">
                <For each=move || people.get() key=PersonRow::clone let:person>
                    <li>
                        <Initials of=person.initials/>
                        <div><div class="what">{person.name.clone()}</div><div class="why">{person.title}</div></div>
                        <Form to=remove>
                            <input type="hidden" name="id" value=project.get_value()/>
                            <input type="hidden" name="person" value=person.id/>
                            <button class="btn" type="submit">"Take off"<span class="hush">" "{person.name}</span></button>
                        </Form>
                    </li>
                </For>
            </ul>
            <div class="body">
                <Refusal of=remove why=removed/>
                <Refusal of=add/>
                <Form to=add class="form" clears=true>
                    <input type="hidden" name="id" value=id/>
                    <Chooser kind=Kind::Person name="person" label="Somebody else" value=typed error=wrong/>
                    <div class="actions"><Submit pending=add.pending()>"Put on the project"</Submit></div>
                </Form>
            </div>
        </section>
    }
}
