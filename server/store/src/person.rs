//! Persons in the store.

use crate::{
    Failed, Store, StoreError,
    access::{Actor, Administrator},
    audit::{By, Deed},
    link::{self, Link, Purpose},
    outbox,
    record::{self, unfit},
    transaction::{Work, with},
};
use surrealdb::types::{RecordId, SurrealValue, Variables};
use waymark::{
    Email, PersonId, Version,
    person::{Invite, InviteRefused, Name, Person, Profile, SaveRefused},
};

/// The most rows that a list gives at once.
pub const PAGE: u32 = 500;

#[derive(SurrealValue)]
pub(crate) struct Row {
    pub(crate) id: RecordId,
    name: String,
    email: Option<String>,
    title: Option<String>,
    manager: Option<RecordId>,
    team: Option<RecordId>,
    time_zone: Option<String>,
    administrator: bool,
    active: bool,
    version: u32,
}

impl Row {
    pub(crate) fn person(self) -> Result<Person, StoreError> {
        Ok(Person {
            id: record::person_id(&self.id)?,
            name: Name::new(&self.name).map_err(|error| unfit("name")(&error))?,
            email: self.email.map(|email| email.parse()).transpose().map_err(|error| unfit("address")(&error))?,
            title: self.title,
            manager: self.manager.as_ref().map(record::person_id).transpose()?,
            team: self.team.as_ref().map(record::team_id).transpose()?,
            time_zone: self.time_zone.map(|zone| zone.parse()).transpose().map_err(|error| unfit("time zone")(&error))?,
            administrator: self.administrator,
            active: self.active,
            version: Version(self.version),
        })
    }
}

pub(crate) fn persons(rows: Vec<Row>) -> Result<Vec<Person>, StoreError> {
    rows.into_iter().map(Row::person).collect()
}

/// Adds a new person to a transaction. `prefix` keeps its names apart from those of others in it.
pub(crate) fn create(work: &mut Work, prefix: &str, person: &Person) {
    let name = |field: &str| format!("{prefix}_{field}");
    work.add(&format!(
        "CREATE ${prefix}_id SET name = ${prefix}_name, email = ${prefix}_email, title = ${prefix}_title, \
         manager = ${prefix}_manager, team = ${prefix}_team, time_zone = ${prefix}_zone, \
         administrator = ${prefix}_administrator, active = ${prefix}_active, version = ${prefix}_version"
    ))
    .bind(&name("id"), record::person(person.id))
    .bind(&name("name"), person.name.to_string())
    .bind(&name("email"), person.email.as_ref().map(ToString::to_string))
    .bind(&name("title"), person.title.clone())
    .bind(&name("manager"), person.manager.map(record::person))
    .bind(&name("team"), person.team.map(record::team))
    .bind(&name("zone"), person.time_zone.as_ref().map(ToString::to_string))
    .bind(&name("administrator"), person.administrator)
    .bind(&name("active"), person.active)
    .bind(&name("version"), i64::from(person.version.0));
}

/// The person with this id.
///
/// # Errors
///
/// When the store fails.
pub async fn find(store: &Store, id: PersonId) -> Result<Option<Person>, StoreError> {
    let mut rows = store.read("SELECT * FROM ONLY $id", with("id", record::person(id))).await?;
    let row: Option<Row> = rows.take(0)?;
    row.map(Row::person).transpose()
}

/// The person with this address, active or not.
///
/// # Errors
///
/// When the store fails.
pub async fn find_by_email(store: &Store, email: &Email) -> Result<Option<Person>, StoreError> {
    let mut rows = store.read("SELECT * FROM person WHERE email = $email LIMIT 1", with("email", email.to_string())).await?;
    let rows: Vec<Row> = rows.take(0)?;
    rows.into_iter().next().map(Row::person).transpose()
}

/// Somebody in the administrator's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Who.
    pub person: Person,
    /// Whether they have set a password.
    pub has_password: bool,
    /// Whether an invitation or a link for a forgotten password is open.
    pub has_open_link: bool,
}

/// A page of the administrator's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage {
    /// At most [`PAGE`] people by name.
    pub people: Vec<Listed>,
    /// Whether others come after them.
    pub more: bool,
}

/// Everybody by name, a page from `skip` on.
///
/// # Errors
///
/// When the store fails.
pub async fn list(store: &Store, _administrator: &Administrator, skip: u32) -> Result<ListPage, StoreError> {
    let mut values = with("skip", i64::from(skip));
    // One more than is shown tells whether there are more.
    values.insert("page", i64::from(PAGE) + 1);
    values.insert("now", record::datetime(store.now()));
    let mut rows = store
        .read(
            "LET $people = (SELECT * FROM person ORDER BY name LIMIT $page START $skip);
             $people;
             LET $passwords = $people.map(|$p| type::record('password', record::id($p.id)));
             SELECT VALUE record::id(id) FROM $passwords;
             SELECT VALUE person FROM link WHERE person IN $people.id AND expires > $now;",
            values,
        )
        .await?;
    let people: Vec<Row> = rows.take(1)?;
    let passwords: Vec<surrealdb::types::Uuid> = rows.take(3)?;
    let links: Vec<RecordId> = rows.take(4)?;
    let passwords: std::collections::BTreeSet<uuid::Uuid> = passwords.into_iter().map(Into::into).collect();
    let links = links.iter().map(record::uuid).collect::<Result<std::collections::BTreeSet<_>, _>>()?;
    let more = people.len() > PAGE as usize;
    let people = people.into_iter().take(PAGE as usize).map(|row| {
        let person = row.person()?;
        let id = person.id.uuid();
        Ok(Listed { has_password: passwords.contains(&id), has_open_link: links.contains(&id), person })
    });
    Ok(ListPage { people: people.collect::<Result<_, StoreError>>()?, more })
}

/// Adds a person and makes their invitation; where mail is set up it is on its way after the commit.
///
/// # Errors
///
/// [`InviteRefused::AddressTaken`], or the store's.
pub async fn invite(
    store: &Store,
    administrator: &Administrator,
    mail: &outbox::Mail,
    invite: &Invite,
) -> Result<(PersonId, Link), Failed<InviteRefused>> {
    let id = PersonId::from_uuid(uuid::Uuid::new_v4());
    add(store, By::Person(administrator.person()), mail, id, invite, false).await.map(|link| (id, link))
}

pub(crate) async fn add(
    store: &Store,
    by: By,
    mail: &outbox::Mail,
    id: PersonId,
    invite: &Invite,
    administrator: bool,
) -> Result<Link, Failed<InviteRefused>> {
    let link = Link::draw(Purpose::Invitation, store.now());
    let (link_ref, mail_id) = (&link, uuid::Uuid::new_v4());
    store
        .transact_audited(|| async move {
            if let Some(other) = find_by_email(store, &invite.email).await? {
                return Err(Failed::Refused(InviteRefused::AddressTaken { by: other.name.to_string() }));
            }
            let person = Person {
                id,
                name: invite.name.clone(),
                email: Some(invite.email.clone()),
                title: invite.title.clone(),
                manager: None,
                team: None,
                time_zone: None,
                administrator,
                active: true,
                version: Version::default(),
            };
            let mut work = Work::new();
            create(&mut work, "person", &person);
            link::create(&mut work, link_ref, Some(id));
            outbox::invitation(&mut work, store.now(), mail, mail_id, &person, link_ref);
            let deed = Deed { by, action: "person.invited", subject: id.to_string(), detail: invite.email.to_string() };
            Ok((work, deed, ()))
        })
        .await?;
    store.jobs().notify_one();
    Ok(link)
}

/// Makes a new one-time link for somebody who is there already: an invitation until they have set a password, a link to
/// set a new one afterwards. Older links of theirs stop working.
///
/// # Errors
///
/// [`InviteRefused`] for somebody who is unknown, left, or has no address.
pub async fn invite_again(
    store: &Store,
    administrator: &Administrator,
    mail: &outbox::Mail,
    id: PersonId,
) -> Result<(Person, Link), Failed<InviteRefused>> {
    renew(store, mail, id, Occasion::Asked(By::Person(administrator.person()))).await
}

/// Why somebody gets another link.
#[derive(Clone, Copy)]
enum Occasion {
    /// An administrator asked for it; links that they have stop working.
    Asked(By),
    /// Whoever forgot a password asked, and is not signed in: they must not take away a link that an administrator
    /// handed over.
    Forgotten,
    /// The command line makes them an administrator.
    MadeAdministrator,
}

async fn renew(
    store: &Store,
    mail: &outbox::Mail,
    id: PersonId,
    occasion: Occasion,
) -> Result<(Person, Link), Failed<InviteRefused>> {
    let made = store
        .transact_audited(|| async move {
            let person = find(store, id).await?.ok_or(Failed::Refused(InviteRefused::Unknown))?;
            if !person.active {
                return Err(Failed::Refused(InviteRefused::Inactive));
            }
            if person.email.is_none() {
                return Err(Failed::Refused(InviteRefused::NoAddress));
            }
            let has_password = crate::password::is_set(store, id).await?;
            let purpose = if has_password { Purpose::ForgottenPassword } else { Purpose::Invitation };
            let (link, mail_id) = (Link::draw(purpose, store.now()), uuid::Uuid::new_v4());
            let mut work = Work::new();
            match occasion {
                Occasion::Forgotten => link::create(&mut work, &link, Some(id)),
                Occasion::Asked(_) | Occasion::MadeAdministrator => link::replace(&mut work, &link, id),
            }
            match purpose {
                Purpose::ForgottenPassword => {
                    outbox::forgotten_password(&mut work, store.now(), mail, mail_id, &person, &link);
                }
                _ => outbox::invitation(&mut work, store.now(), mail, mail_id, &person, &link),
            }
            let (by, action) = match occasion {
                Occasion::Asked(by) => (by, "link.made"),
                Occasion::Forgotten => (By::Job, "link.made"),
                Occasion::MadeAdministrator => {
                    work.add("UPDATE $risen SET administrator = true, version += 1").bind("risen", record::person(id));
                    (By::CommandLine, "person.made_administrator")
                }
            };
            let deed = Deed { by, action, subject: id.to_string(), detail: purpose.as_str().to_owned() };
            Ok((work, deed, (person, link)))
        })
        .await?;
    store.jobs().notify_one();
    Ok(made)
}

/// Saves one's own profile over the version that was `seen`; returns the new version.
///
/// # Errors
///
/// [`SaveRefused::Changed`] with what is stored, when that is another version.
pub async fn save_profile(
    store: &Store,
    actor: &Actor,
    seen: Version,
    profile: &Profile,
) -> Result<Version, Failed<SaveRefused>> {
    let id = actor.id();
    store
        .transact_audited(|| async move {
            let stored = find(store, id).await?.ok_or_else(|| StoreError::new("the signed-in person is gone"))?;
            let now = || Profile { name: stored.name.clone(), time_zone: stored.time_zone.clone() };
            seen.expect(stored.version, now).map_err(|changed| Failed::Refused(SaveRefused::Changed(changed)))?;
            let next = stored.version.next();
            let mut work = Work::new();
            // The version is compared again inside the transaction: what was read above may be old by now.
            work.add("IF $id.version != $seen { THROW 'again: a newer version' }")
                .add("UPDATE $id SET name = $name, time_zone = $zone, version = $next")
                .bind("id", record::person(id))
                .bind("seen", i64::from(seen.0))
                .bind("next", i64::from(next.0))
                .bind("name", profile.name.to_string())
                .bind("zone", profile.time_zone.as_ref().map(ToString::to_string));
            let deed = Deed {
                by: By::Person(id),
                action: "person.saved_profile",
                subject: id.to_string(),
                detail: format!("version {}", next.0),
            };
            Ok((work, deed, next))
        })
        .await
}

/// How many persons there are, at most `limit`.
///
/// # Errors
///
/// When the store fails.
pub async fn count(store: &Store, limit: u32) -> Result<usize, StoreError> {
    let mut rows = store.read("SELECT VALUE id FROM person LIMIT $limit", with("limit", i64::from(limit))).await?;
    let ids: Vec<RecordId> = rows.take(0)?;
    Ok(ids.len())
}

/// Whether anybody can look after the installation: an active administrator with a password.
///
/// # Errors
///
/// When the store fails.
pub async fn has_administrator(store: &Store) -> Result<bool, StoreError> {
    let mut rows = store
        .read("SELECT VALUE id FROM person WHERE administrator = true AND active = true LIMIT 100", Variables::new())
        .await?;
    let ids: Vec<RecordId> = rows.take(0)?;
    for id in &ids {
        if crate::password::is_set(store, record::person_id(id)?).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Makes somebody an administrator, new or already there, and their link to set a password: for the command line, whose
/// user holds the machine and with it everything on it.
///
/// # Errors
///
/// [`InviteRefused::Inactive`] for somebody who left, or the store's.
pub async fn create_administrator(store: &Store, name: Name, email: Email) -> Result<(Person, Link), Failed<InviteRefused>> {
    let mail = outbox::Mail::none();
    if let Some(person) = find_by_email(store, &email).await? {
        return renew(store, &mail, person.id, Occasion::MadeAdministrator).await;
    }
    let id = PersonId::from_uuid(uuid::Uuid::new_v4());
    let link = add(store, By::CommandLine, &mail, id, &Invite { name, email, title: None }, true).await?;
    let person = find(store, id).await?.ok_or_else(|| StoreError::new("the person just added is gone"))?;
    Ok((person, link))
}

/// Makes and sends a link for whoever has this address, if anybody has who may sign in.
///
/// # Errors
///
/// When the store fails.
pub async fn forgotten(store: &Store, mail: &outbox::Mail, email: &Email) -> Result<(), StoreError> {
    let Some(person) = find_by_email(store, email).await? else { return Ok(()) };
    match renew(store, mail, person.id, Occasion::Forgotten).await {
        // Whoever left gets no link, and nobody is told.
        Ok(_) | Err(Failed::Refused(_)) => Ok(()),
        Err(Failed::Store(error)) => Err(error),
    }
}
