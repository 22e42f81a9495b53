//! Letting people in: invitations, links for who is there already, and administrators made at the command line.

use crate::{
    Failed, Store, StoreError,
    access::Administrator,
    audit::{By, Deed},
    change, directory,
    link::{self, Link, Purpose},
    outbox,
    person::{find, find_by_email},
    post,
    transaction::Work,
};
use waymark::{
    Email, PersonId,
    change::{Broken, Change, Changes},
    person::{Invite, InviteRefused, Name, Person},
    post::{Post, Told},
};

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

/// Adds people and sends their invitations: all of them, or nobody's.
///
/// # Errors
///
/// [`InviteRefused::AddressTaken`], or the store's.
pub async fn invite_many(
    store: &Store,
    administrator: &Administrator,
    mail: &outbox::Mail,
    invites: &[Invite],
) -> Result<(), Failed<InviteRefused>> {
    let by = By::Person(administrator.person());
    let drawn: Vec<_> = invites
        .iter()
        .map(|invite| {
            let person = invited(PersonId::from_uuid(uuid::Uuid::new_v4()), invite, false);
            (person, Link::draw(Purpose::Invitation, store.now()), uuid::Uuid::new_v4())
        })
        .collect();
    let drawn = &drawn;
    store
        .transact_audited(|| async move {
            let seen = directory::read(store).await?;
            let (mut changes, mut work) = (Changes::default(), Work::new());
            for (person, link, letter) in drawn {
                let new = newcomer(store, person).await?;
                changes.people.extend(new.people);
                changes.posts.extend(new.posts);
                link::create(&mut work, link, Some(person.id));
                outbox::invitation(&mut work, store.now(), mail, *letter, person, link);
            }
            change::write(&mut work, &seen, &changes).map_err(taken)?;
            let ids: Vec<_> = drawn.iter().map(|(person, ..)| person.id.to_string()).collect();
            let subject = format!("{} people", ids.len());
            Ok((work, Deed { by, action: "person.invited", subject, detail: ids.join(" ") }, ()))
        })
        .await?;
    store.jobs().notify_one();
    Ok(())
}

/// Somebody new can break one rule only.
fn taken(broken: Broken) -> Failed<InviteRefused> {
    match broken {
        Broken::AddressTaken { by } => Failed::Refused(InviteRefused::AddressTaken { by }),
        other => Failed::Store(StoreError::new(format!("somebody new breaks a rule of the organisation: {other:?}"))),
    }
}

fn invited(id: PersonId, invite: &Invite, administrator: bool) -> Person {
    Person {
        email: Some(invite.email.clone()),
        title: invite.title.clone(),
        administrator,
        ..Person::named(id, invite.name.clone())
    }
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
            let seen = directory::read(store).await?;
            let person = invited(id, invite, administrator);
            let changes = newcomer(store, &person).await?;
            let mut work = Work::new();
            change::write(&mut work, &seen, &changes).map_err(taken)?;
            link::create(&mut work, link_ref, Some(id));
            outbox::invitation(&mut work, store.now(), mail, mail_id, &person, link_ref);
            let deed = Deed { by, action: "person.invited", subject: id.to_string(), detail: invite.email.to_string() };
            Ok((work, deed, ()))
        })
        .await?;
    store.jobs().notify_one();
    Ok(link)
}

/// Somebody new with a post of their own. Its key is the address, until the HR system gives them a number.
pub(crate) async fn newcomer(store: &Store, person: &Person) -> Result<Changes, StoreError> {
    let mut changes = Changes::default();
    if let Some(email) = &person.email {
        let post = Post {
            key: email.into(),
            person: person.id,
            main: true,
            imported: false,
            active: true,
            told: Told {
                name: person.name.clone(),
                email: Some(email.clone()),
                title: person.title.clone(),
                team: None,
                location: None,
                reports_to: None,
            },
        };
        // Somebody may have had the address before; whose post goes on keeps it.
        let before = post::find(store, &post.key).await?;
        let holder = match &before {
            Some(before) if before.active => find(store, before.person).await?.filter(|holder| holder.active),
            _ => None,
        };
        if holder.is_none() {
            changes.posts.push(Change { before, after: post });
        }
    }
    changes.people.push(Change { before: None, after: person.clone() });
    Ok(changes)
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
                    let seen = directory::read(store).await?;
                    let mut changes = Changes::default();
                    changes.person(&person, |person| person.administrator = true);
                    change::write(&mut work, &seen, &changes)
                        .map_err(|broken| StoreError::new(format!("an administrator breaks a rule: {broken:?}")))?;
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
