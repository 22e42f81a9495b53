//! Posts in the store.

use crate::{
    Failed, Store, StoreError,
    access::Administrator,
    change::{self, Done},
    record,
    record::unfit,
    transaction::with,
};
use surrealdb::types::{RecordId, SurrealValue};
use waymark::{
    PersonId,
    change::Changes,
    directory::Directory,
    person::Name,
    post::{JoinRefused, Post, PostKey, Told},
};

#[derive(SurrealValue)]
pub(crate) struct Row {
    id: RecordId,
    person: RecordId,
    main: bool,
    imported: bool,
    active: bool,
    name: String,
    email: Option<String>,
    title: Option<String>,
    team: Option<String>,
    location: Option<String>,
    reports_to: Option<String>,
}

impl Row {
    pub(crate) fn post(self) -> Result<Post, StoreError> {
        let key = |text: &str| text.parse::<PostKey>().map_err(|error| unfit("post's key")(&error));
        Ok(Post {
            key: key(&record::text_key(&self.id)?)?,
            person: record::person_id(&self.person)?,
            main: self.main,
            imported: self.imported,
            active: self.active,
            told: Told {
                name: Name::new(&self.name).map_err(|error| unfit("name")(&error))?,
                email: self.email.map(|email| email.parse()).transpose().map_err(|error| unfit("address")(&error))?,
                title: self.title,
                team: self.team,
                location: self.location,
                reports_to: self.reports_to.as_deref().map(key).transpose()?,
            },
        })
    }

    pub(crate) fn of(post: &Post) -> Self {
        let Told { name, email, title, team, location, reports_to } = &post.told;
        Self {
            id: id(&post.key),
            person: record::person(post.person),
            main: post.main,
            imported: post.imported,
            active: post.active,
            name: name.to_string(),
            email: email.as_ref().map(ToString::to_string),
            title: title.clone(),
            team: team.clone(),
            location: location.clone(),
            reports_to: reports_to.as_ref().map(ToString::to_string),
        }
    }
}

pub(crate) fn id(key: &PostKey) -> RecordId {
    RecordId::new("post", key.to_string())
}

/// The post with this key.
///
/// # Errors
///
/// When the store fails.
pub async fn find(store: &Store, key: &PostKey) -> Result<Option<Post>, StoreError> {
    let mut rows = store.read("SELECT * FROM ONLY $id", with("id", id(key))).await?;
    rows.take::<Option<Row>>(0)?.map(Row::post).transpose()
}

/// Every post.
pub(crate) async fn all(store: &Store) -> Result<Vec<Post>, StoreError> {
    let mut rows = store.read("SELECT * FROM post", surrealdb::types::Variables::new()).await?;
    rows.take::<Vec<Row>>(0)?.into_iter().map(Row::post).collect()
}

/// The posts of a person, the main one first, then by key.
///
/// # Errors
///
/// When the store fails.
pub async fn of_person(store: &Store, person: PersonId) -> Result<Vec<Post>, StoreError> {
    let mut rows = store.read("SELECT * FROM post WHERE person = $id LIMIT 200", with("id", record::person(person))).await?;
    let mut posts = rows.take::<Vec<Row>>(0)?.into_iter().map(Row::post).collect::<Result<Vec<_>, _>>()?;
    posts.sort_by(|a, b| (!a.active, !a.main, &a.key).cmp(&(!b.active, !b.main, &b.key)));
    Ok(posts)
}

/// Joins two people who are one: `other`'s posts become `person`'s, who also takes over their reports, teams and projects;
/// `other` is no longer in use.
///
/// # Errors
///
/// [`JoinRefused`], or the store's.
pub async fn join(
    store: &Store,
    administrator: &Administrator,
    person: PersonId,
    other: PersonId,
) -> Result<Done, Failed<JoinRefused>> {
    change::reorganise_reading(store, administrator, || async move {
        let seen = crate::directory::read(store).await?;
        let directory = &seen.directory;
        if person == other {
            return Err(Failed::Refused(JoinRefused::Oneself));
        }
        let (Some(kept), Some(gone)) = (directory.person(person), directory.person(other)) else {
            return Err(Failed::Refused(JoinRefused::Unknown));
        };
        if !kept.active || !gone.active {
            return Err(Failed::Refused(JoinRefused::Left));
        }
        // Two who both sign in are two: what they wrote would change hands.
        if crate::password::is_set(store, other).await? {
            return Err(Failed::Refused(JoinRefused::HasAccount));
        }
        if gone.administrator {
            return Err(Failed::Refused(JoinRefused::Administrator));
        }
        let mut changes = Changes::default();
        let posts = of_person(store, other).await?;
        let has_main = of_person(store, person).await?.iter().any(|post| post.active && post.main);
        for post in &posts {
            changes.post(post, |post| {
                post.person = person;
                post.main &= !has_main;
            });
        }
        let heir = if kept.manager == Some(other) { gone.manager.filter(|above| *above != person) } else { kept.manager };
        let email = kept.email.clone().or_else(|| gone.email.clone());
        changes.person(kept, |kept| {
            kept.manager = heir;
            kept.email = email;
        });
        changes.person(gone, |gone| {
            gone.active = false;
            gone.email = None;
            gone.team = None;
            gone.homes = waymark::home::Homes::default();
        });
        hand_over(&mut changes, directory, other, Some(person), person);
        for project in crate::project::of_person(store, other).await? {
            changes.project(&project, |project| {
                project.lead = project.lead.map(|lead| if lead == other { person } else { lead });
                let was_on_it = project.people.contains(&other);
                project.people.retain(|one| *one != other && *one != person);
                if was_on_it {
                    project.people.push(person);
                }
            });
        }
        let detail = format!("{other} ({}) into {person}", gone.name);
        Ok((changes, change::Told { action: "person.joined", subject: person.to_string(), detail }))
    })
    .await
}

/// Lets `heir` take over who reports to `leaver` and the teams that they lead, and ends their visits. `spared` is whose own
/// record is changed elsewhere.
pub(crate) fn hand_over(
    changes: &mut Changes,
    directory: &Directory,
    leaver: PersonId,
    heir: Option<PersonId>,
    spared: PersonId,
) {
    for report in directory.reports(leaver).iter().filter(|id| **id != spared) {
        if let Some(report) = directory.person(*report) {
            changes.person(report, |report| report.manager = heir);
        }
    }
    for row in directory.teams() {
        let Some(team) = directory.team(row.id) else { continue };
        if team.lead == Some(leaver) || team.guests.contains(&leaver) {
            changes.team(team, |team| {
                team.lead = if team.lead == Some(leaver) { heir } else { team.lead };
                team.guests.retain(|guest| *guest != leaver);
            });
        }
    }
}

/// Makes a person of their own of one of somebody's posts: it was not theirs.
///
/// # Errors
///
/// [`JoinRefused`], or the store's.
pub async fn part(store: &Store, administrator: &Administrator, key: &PostKey) -> Result<(PersonId, Done), Failed<JoinRefused>> {
    let new = PersonId::from_uuid(uuid::Uuid::new_v4());
    let done = change::reorganise_reading(store, administrator, || async move {
        let seen = crate::directory::read(store).await?;
        let post = find(store, key).await?.filter(|post| post.active).ok_or(Failed::Refused(JoinRefused::Unknown))?;
        let holder = seen.directory.person(post.person).ok_or(Failed::Refused(JoinRefused::Unknown))?;
        if post.main {
            return Err(Failed::Refused(JoinRefused::Main));
        }
        let manager = match &post.told.reports_to {
            Some(above) => find(store, above).await?.map(|above| above.person),
            None => holder.manager,
        };
        let team = post.told.team.as_deref().and_then(|label| {
            let by_label = seen
                .directory
                .teams()
                .iter()
                .find(|row| seen.directory.team(row.id).is_some_and(|team| team.label.as_deref() == Some(label)));
            by_label.map(|row| row.id).or_else(|| seen.directory.team_named(label))
        });
        let person = waymark::person::Person {
            id: new,
            name: post.told.name.clone(),
            email: None,
            title: post.told.title.clone(),
            location: post.told.location.clone(),
            manager: manager.filter(|id| seen.directory.person(*id).is_some_and(|person| person.active)),
            team,
            homes: waymark::home::Homes::always(team),
            time_zone: None,
            administrator: false,
            active: true,
            left: None,
            version: waymark::Version::default(),
        };
        let mut changes = Changes::default();
        changes.people.push(waymark::change::Change { before: None, after: person });
        changes.post(&post, |post| {
            post.person = new;
            post.main = true;
        });
        let detail = format!("{key} from {}", holder.id);
        Ok((changes, change::Told { action: "person.parted", subject: new.to_string(), detail }))
    })
    .await?;
    Ok((new, done))
}
