//! Server functions about projects.

use crate::{
    failure::{Again, Failure, Nothing},
    parts::PersonRow,
    people::{Named, NotOne},
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::{PersonId, ProjectId, person::NameRefused, project::ChangeRefused};
#[cfg(feature = "ssr")]
use {
    crate::{
        failure::given_back,
        parts::undo_address,
        people::chosen_person,
        server::{self, Server},
    },
    store::{directory::Snapshot, project::Said},
    waymark::{
        Version,
        directory::Directory,
        person::Name,
        project::{LONGEST_ABOUT, Project},
    },
};

/// A project in the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Line {
    /// Which.
    pub project: Named,
    /// What it is for.
    pub about: String,
    /// Who leads it.
    pub lead: Option<Named>,
    /// Who works on it; nobody who left.
    pub people: Vec<Named>,
    /// Whether it ended.
    pub ended: bool,
}

/// Projects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectsData {
    /// By name.
    pub lines: Vec<Line>,
    /// Whether the reader looks after projects.
    pub is_editable: bool,
}

#[cfg(feature = "ssr")]
fn line(directory: &Directory, project: &Project) -> Line {
    let named = |id: PersonId| {
        let person = directory.person(id).filter(|person| person.active)?;
        Some(Named { id: person.id.to_string(), name: person.name.to_string() })
    };
    let mut people: Vec<_> = project.people.iter().filter(|id| project.lead != Some(**id)).filter_map(|id| named(*id)).collect();
    people.sort_by(|a, b| a.name.cmp(&b.name));
    Line {
        project: Named { id: project.id.to_string(), name: project.name.to_string() },
        about: project.about.clone().unwrap_or_default(),
        lead: project.lead.and_then(named),
        people,
        ended: !project.active,
    }
}

/// The projects that are under way; for administrators `all`, also those that ended.
#[server(prefix = "/fn", endpoint = "projects/list", input = GetUrl)]
pub async fn projects(#[server(default)] all: bool) -> Result<ProjectsData, Failure<Nothing>> {
    let actor = server::actor().await?;
    let is_editable = actor.administrator().is_some();
    if all && !is_editable {
        return Err(server::not_found());
    }
    let projects = store::project::list(&Server::here().store).await.map_err(server::internal)?;
    let shown = projects.iter().filter(|project| all || project.active);
    Ok(ProjectsData { lines: shown.map(|project| line(&actor.seen().directory, project)).collect(), is_editable })
}

/// What is typed of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectTyped {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// Who leads it.
    pub lead: String,
}

/// Why a project was not saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProjectWrong {
    /// The name is none.
    Name(NameRefused),
    /// What it is for takes too many words; so many characters are the most.
    About(usize),
    /// There is no such lead.
    Lead(NotOne),
    /// The rules refuse it.
    Change(ChangeRefused),
}

/// The data of the page on which a project is edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditData {
    /// Which.
    pub id: String,
    /// What is stored.
    pub typed: ProjectTyped,
    /// Its version.
    pub version: u32,
    /// Whether it ended.
    pub ended: bool,
    /// Who works on it.
    pub people: Vec<PersonRow>,
}

/// What there is to edit of a project.
#[server(prefix = "/fn", endpoint = "projects/edit", input = GetUrl)]
pub async fn edit(id: String) -> Result<EditData, Failure<Nothing>> {
    let (_, seen) = server::administration().await?;
    let directory = &seen.directory;
    let id = id.parse().map_err(|_| server::not_found())?;
    let project = store::project::find(&Server::here().store, id).await.map_err(server::internal)?;
    let project = project.ok_or_else(server::not_found)?;
    let people = project.people.iter().filter_map(|id| directory.person(*id));
    let mut people: Vec<_> = people.map(|person| PersonRow::of(person, project.lead)).collect();
    people.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(EditData {
        id: project.id.to_string(),
        typed: ProjectTyped {
            name: project.name.to_string(),
            about: project.about.unwrap_or_default(),
            lead: project.lead.map(|lead| directory.label(lead)).unwrap_or_default(),
        },
        version: project.version.0,
        ended: !project.active,
        people,
    })
}

#[cfg(feature = "ssr")]
fn read(seen: &Snapshot, name: &str, about: &str, lead: &str) -> Result<Said, ProjectWrong> {
    let about = about.split_whitespace().collect::<Vec<_>>().join(" ");
    if about.chars().count() > LONGEST_ABOUT {
        return Err(ProjectWrong::About(LONGEST_ABOUT));
    }
    Ok(Said {
        name: Name::new(name).map_err(ProjectWrong::Name)?,
        about: Some(about).filter(|about| !about.is_empty()),
        lead: chosen_person(&seen.directory, lead).map_err(ProjectWrong::Lead)?,
    })
}

#[cfg(feature = "ssr")]
impl ProjectTyped {
    fn given_back(name: &str, about: &str, lead: &str) -> Self {
        // One character more than is taken, so that what is too long stays so.
        let about = about.chars().take(LONGEST_ABOUT + 1).collect();
        Self { name: given_back(name), about, lead: given_back(lead) }
    }
}

/// Makes a project.
#[server(prefix = "/fn", endpoint = "projects/create")]
pub async fn create(
    name: String,
    #[server(default)] about: String,
    #[server(default)] lead: String,
) -> Result<(), Failure<Again<ProjectTyped, ProjectWrong>>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let typed = ProjectTyped::given_back(&name, &about, &lead);
    let said = read(&seen, &name, &about, &lead).map_err(|why| server::refuse(why).again(typed.clone()))?;
    let created = store::project::create(&server.store, &administrator, &said).await;
    let (id, done) = server::settle(created).map_err(|failure| failure.map(ProjectWrong::Change).again(typed))?;
    leptos_axum::redirect(&undo_address(&format!("/admin/projects/{id}"), "created", done.undo));
    Ok(())
}

/// Saves what a project is called, what it is for and who leads it.
#[server(prefix = "/fn", endpoint = "projects/correct")]
pub async fn correct(
    id: ProjectId,
    version: u32,
    name: String,
    #[server(default)] about: String,
    #[server(default)] lead: String,
) -> Result<u32, Failure<Again<ProjectTyped, ProjectWrong>>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let typed = ProjectTyped::given_back(&name, &about, &lead);
    let said = read(&seen, &name, &about, &lead).map_err(|why| server::refuse(why).again(typed.clone()))?;
    let saved = store::project::correct(&server.store, &administrator, id, Version(version), &said).await;
    let done = server::settle(saved).map_err(|failure| failure.map(ProjectWrong::Change).again(typed))?;
    leptos_axum::redirect(&undo_address(&format!("/admin/projects/{id}"), "saved", done.undo));
    Ok(version + u32::from(done.undo.is_some()))
}

/// Ends a project, or begins it again.
#[server(prefix = "/fn", endpoint = "projects/end")]
pub async fn set_ended(id: ProjectId, ended: bool) -> Result<(), Failure<ChangeRefused>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let done = server::settle(store::project::set_active(&server.store, &administrator, id, !ended).await)?;
    let word = if ended { "ended" } else { "begun" };
    leptos_axum::redirect(&undo_address(&format!("/admin/projects/{id}"), word, done.undo));
    Ok(())
}

/// Why somebody was not put on a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MemberWrong {
    /// There is no such person.
    Person(NotOne),
    /// The rules refuse it.
    Change(ChangeRefused),
}

/// Puts somebody on a project.
#[server(prefix = "/fn", endpoint = "projects/member")]
pub async fn add_member(id: ProjectId, person: String) -> Result<(), Failure<Again<String, MemberWrong>>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let again = |why| server::refuse(why).again(given_back(&person));
    let who = chosen_person(&seen.directory, &person).map_err(|why| again(MemberWrong::Person(why)))?;
    let who = who.ok_or_else(|| again(MemberWrong::Person(NotOne::Empty)))?;
    let added = store::project::set_member(&server.store, &administrator, id, who, true).await;
    let done = server::settle(added).map_err(|failure| failure.map(MemberWrong::Change).again(given_back(&person)))?;
    leptos_axum::redirect(&undo_address(&format!("/admin/projects/{id}"), "member", done.undo));
    Ok(())
}

/// Takes somebody off a project.
#[server(prefix = "/fn", endpoint = "projects/member-end")]
pub async fn remove_member(id: ProjectId, person: PersonId) -> Result<(), Failure<ChangeRefused>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let removed = store::project::set_member(&server.store, &administrator, id, person, false).await;
    let done = server::settle(removed)?;
    leptos_axum::redirect(&undo_address(&format!("/admin/projects/{id}"), "member-gone", done.undo));
    Ok(())
}
