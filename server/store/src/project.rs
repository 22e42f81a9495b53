//! Projects in the store.

use crate::{
    Failed, Store, StoreError,
    access::Administrator,
    change::{self, Done},
    record,
    record::unfit,
    transaction::with,
};
use surrealdb::types::{RecordId, SurrealValue, Uuid, Variables};
use waymark::{
    PersonId, ProjectId, Version,
    change::{Change, Changes},
    person::Name,
    project::{ChangeRefused, Project},
};

#[derive(SurrealValue)]
pub(crate) struct Row {
    pub(crate) id: RecordId,
    name: String,
    about: Option<String>,
    lead: Option<RecordId>,
    people: Vec<RecordId>,
    active: bool,
    version: i64,
}

impl Row {
    fn project(self) -> Result<Project, StoreError> {
        Ok(Project {
            id: ProjectId::from_uuid(record::uuid(&self.id)?),
            name: Name::new(&self.name).map_err(|error| unfit("project's name")(&error))?,
            about: self.about,
            lead: self.lead.as_ref().map(record::person_id).transpose()?,
            people: self.people.iter().map(record::person_id).collect::<Result<_, _>>()?,
            active: self.active,
            version: record::version(self.version)?,
        })
    }

    pub(crate) fn of(project: &Project) -> Self {
        Self {
            id: id_of(project.id),
            name: project.name.to_string(),
            about: project.about.clone(),
            lead: project.lead.map(record::person),
            people: project.people.iter().copied().map(record::person).collect(),
            active: project.active,
            version: i64::from(project.version.0),
        }
    }
}

fn id_of(id: ProjectId) -> RecordId {
    RecordId::new("project", Uuid::from(id.uuid()))
}

/// The most projects that a list gives.
pub const MOST: u32 = 2000;

/// Every project by name, those that ended as well.
///
/// # Errors
///
/// When the store fails.
pub async fn list(store: &Store) -> Result<Vec<Project>, StoreError> {
    let mut rows = store.read("SELECT * FROM project ORDER BY name LIMIT $most", with("most", i64::from(MOST))).await?;
    rows.take::<Vec<Row>>(0)?.into_iter().map(Row::project).collect()
}

/// The project with this id.
///
/// # Errors
///
/// When the store fails.
pub async fn find(store: &Store, id: ProjectId) -> Result<Option<Project>, StoreError> {
    let mut rows = store.read("SELECT * FROM ONLY $id", with("id", id_of(id))).await?;
    rows.take::<Option<Row>>(0)?.map(Row::project).transpose()
}

/// The open projects that somebody leads or works on, by name.
///
/// # Errors
///
/// When the store fails.
pub async fn of_person(store: &Store, person: PersonId) -> Result<Vec<Project>, StoreError> {
    let mut values = Variables::new();
    values.insert("person", record::person(person));
    let mut rows = store
        .read(
            "SELECT * FROM project WHERE active = true AND (lead = $person OR people CONTAINS $person) ORDER BY name LIMIT 200",
            values,
        )
        .await?;
    rows.take::<Vec<Row>>(0)?.into_iter().map(Row::project).collect()
}

/// What an administrator says of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its name.
    pub name: Name,
    /// What it is for.
    pub about: Option<String>,
    /// Who leads it.
    pub lead: Option<PersonId>,
}

/// Makes a project.
///
/// # Errors
///
/// [`ChangeRefused`], or the store's.
pub async fn create(
    store: &Store,
    administrator: &Administrator,
    said: &Said,
) -> Result<(ProjectId, Done), Failed<ChangeRefused>> {
    let id = ProjectId::from_uuid(uuid::Uuid::new_v4());
    let project = Project {
        id,
        name: said.name.clone(),
        about: said.about.clone(),
        lead: said.lead,
        people: said.lead.into_iter().collect(),
        active: true,
        version: Version::default(),
    };
    let project = &project;
    let done = change::reorganise_reading(store, administrator, || async move {
        refuse_taken(store, project).await?;
        let changes = Changes { projects: vec![Change { before: None, after: project.clone() }], ..Changes::default() };
        Ok((changes, change::Told { action: "project.created", subject: id.to_string(), detail: project.name.to_string() }))
    })
    .await?;
    Ok((id, done))
}

async fn refuse_taken(store: &Store, project: &Project) -> Result<(), Failed<ChangeRefused>> {
    let snapshot = crate::directory::read(store).await?;
    if project.lead.is_some_and(|lead| snapshot.directory.person(lead).is_none_or(|person| !person.active)) {
        return Err(Failed::Refused(ChangeRefused::PersonLeft));
    }
    if is_taken(store, project).await? { Err(Failed::Refused(ChangeRefused::NameTaken)) } else { Ok(()) }
}

/// Whether another open project has this one's name.
pub(crate) async fn is_taken(store: &Store, project: &Project) -> Result<bool, StoreError> {
    let name = project.name.as_str().to_lowercase();
    let is_it =
        |other: Project| other.id != project.id && other.active && project.active && other.name.as_str().to_lowercase() == name;
    Ok(list(store).await?.into_iter().any(is_it))
}

/// Changes one project, over the version that was seen where one was.
async fn change(
    store: &Store,
    administrator: &Administrator,
    id: ProjectId,
    seen: Option<Version>,
    action: &'static str,
    change: impl Fn(&mut Project),
) -> Result<Done, Failed<ChangeRefused>> {
    let change = &change;
    change::reorganise_reading(store, administrator, || async move {
        let project = find(store, id).await?.ok_or(Failed::Refused(ChangeRefused::Unknown))?;
        if seen.is_some_and(|seen| seen != project.version) {
            return Err(Failed::Refused(ChangeRefused::Changed));
        }
        let mut changed = project.clone();
        change(&mut changed);
        let renames = changed.name != project.name || changed.active && !project.active || changed.lead != project.lead;
        if renames {
            refuse_taken(store, &changed).await?;
        }
        let told = change::Told { action, subject: id.to_string(), detail: changed.name.to_string() };
        let mut changes = Changes::default();
        changes.project(&project, |project| *project = changed);
        Ok((changes, told))
    })
    .await
}

/// Says anew what a project is called, what it is for and who leads it.
///
/// # Errors
///
/// [`ChangeRefused`], or the store's.
pub async fn correct(
    store: &Store,
    administrator: &Administrator,
    id: ProjectId,
    seen: Version,
    said: &Said,
) -> Result<Done, Failed<ChangeRefused>> {
    change(store, administrator, id, Some(seen), "project.changed", |project| {
        project.name = said.name.clone();
        project.about.clone_from(&said.about);
        project.lead = said.lead;
    })
    .await
}

/// Ends a project, or begins it again.
///
/// # Errors
///
/// [`ChangeRefused`], or the store's.
pub async fn set_active(
    store: &Store,
    administrator: &Administrator,
    id: ProjectId,
    active: bool,
) -> Result<Done, Failed<ChangeRefused>> {
    let action = if active { "project.opened" } else { "project.closed" };
    change(store, administrator, id, None, action, |project| project.active = active).await
}

/// Puts somebody on a project, or takes them off it.
///
/// # Errors
///
/// [`ChangeRefused`], or the store's.
pub async fn set_member(
    store: &Store,
    administrator: &Administrator,
    id: ProjectId,
    person: PersonId,
    works_on_it: bool,
) -> Result<Done, Failed<ChangeRefused>> {
    let action = if works_on_it { "project.person_added" } else { "project.person_removed" };
    change(store, administrator, id, None, action, |project| {
        project.people.retain(|one| *one != person);
        if works_on_it {
            project.people.push(person);
        }
    })
    .await
}
