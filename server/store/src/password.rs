//! Passwords in the store: set with a one-time link, changed, verified at sign-in.

use crate::{
    Failed, Store, StoreError,
    access::Actor,
    audit::{By, Deed},
    change as organisation_change, directory, invitation,
    link::{self, Purpose},
    live::Ended,
    person::{self, find_by_email},
    record,
    transaction::{Work, with},
};
use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier,
    password_hash::{SaltString, rand_core::OsRng},
};
use jiff::Timestamp;
use std::sync::Arc;
use surrealdb::types::{RecordId, Uuid};
use tokio::sync::Semaphore;
use waymark::{
    Email, PersonId,
    password::{ChangeRefused, Password, PasswordRefused, SetRefused, SetUpRefused, WrongAddressOrPassword},
    person::{Name, Person},
};

/// Hashes and verifies with Argon2id, few at a time: each takes 19 MiB and some 20 ms of a core.
#[derive(Clone, Debug)]
pub struct Hasher {
    argon: Argon2<'static>,
    places: Arc<Semaphore>,
    /// The hash of nothing in particular: verified for addresses that nobody has, so that they take as long.
    decoy: Arc<str>,
}

impl Hasher {
    /// A hasher that works on at most `at_once` passwords at a time.
    ///
    /// The cost is OWASP's first choice (Password Storage Cheat Sheet): 19 MiB, two passes, one lane.
    pub fn new(at_once: usize) -> Self {
        Self::with_cost(at_once, Params::new(19_456, 2, 1, None).expect("constants within Argon2's bounds"))
    }

    /// A hasher that costs next to nothing: for tests that are not about passwords.
    pub fn cheap() -> Self {
        Self::with_cost(64, Params::new(8, 1, 1, None).expect("constants within Argon2's bounds"))
    }

    fn with_cost(at_once: usize, params: Params) -> Self {
        let argon = Argon2::new(Algorithm::Argon2id, argon2::Version::V0x13, params);
        let decoy = hash(&argon, b"a decoy, never the password of anybody").expect("hashing a constant");
        Self { argon, places: Arc::new(Semaphore::new(at_once)), decoy: decoy.into() }
    }

    #[cfg(test)]
    pub(crate) fn decoy(&self) -> &str {
        &self.decoy
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce(&Argon2<'static>) -> T + Send + 'static) -> Result<T, StoreError> {
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(|error| StoreError::new(error.to_string()))?;
        let argon = self.argon.clone();
        tokio::task::spawn_blocking(move || {
            let result = work(&argon);
            drop(place);
            result
        })
        .await
        .map_err(|error| StoreError::new(error.to_string()))
    }

    async fn hash(&self, password: Password) -> Result<String, StoreError> {
        self.run(move |argon| hash(argon, password.bytes())).await?
    }

    async fn verifies(&self, password: Password, stored: String) -> Result<bool, StoreError> {
        self.run(move |argon| {
            PasswordHash::new(&stored).is_ok_and(|stored| argon.verify_password(password.bytes(), &stored).is_ok())
        })
        .await
    }
}

fn hash(argon: &Argon2<'_>, password: &[u8]) -> Result<String, StoreError> {
    let salt = SaltString::generate(&mut OsRng);
    argon.hash_password(password, &salt).map(|hash| hash.to_string()).map_err(|error| StoreError::new(error.to_string()))
}

pub(crate) fn record_of(id: PersonId) -> RecordId {
    RecordId::new("password", Uuid::from(id.uuid()))
}

async fn stored(store: &Store, id: PersonId) -> Result<Option<String>, StoreError> {
    let mut rows = store.read("SELECT VALUE hash FROM ONLY $id", with("id", record_of(id))).await?;
    Ok(rows.take(0)?)
}

/// Whether this person has set a password.
///
/// # Errors
///
/// When the store fails.
pub async fn is_set(store: &Store, id: PersonId) -> Result<bool, StoreError> {
    Ok(stored(store, id).await?.is_some())
}

/// Somebody who gave the right password, and the hash that it was verified against.
#[derive(Debug)]
pub struct SignedIn {
    /// Who.
    pub person: PersonId,
    hash: String,
}

impl SignedIn {
    /// Whether the password is still the one that was given. Asked after the session was begun: a new password ends the
    /// sessions that are there, and one begun with the old password just afterwards must end as well.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub async fn holds(&self, store: &Store) -> Result<bool, StoreError> {
        Ok(stored(store, self.person).await?.as_deref() == Some(&self.hash))
    }
}

/// An id that no person has: ids are drawn (version 4), and this is not of that kind.
const NOBODY: PersonId = PersonId::from_uuid(uuid::Uuid::nil());

/// Who signs in with this address and password. Takes the same time whether anybody has the address.
///
/// # Errors
///
/// [`WrongAddressOrPassword`], or the store's.
pub async fn sign_in(
    store: &Store,
    hasher: &Hasher,
    email: &str,
    password: &str,
) -> Result<SignedIn, Failed<WrongAddressOrPassword>> {
    let person = match email.parse::<Email>() {
        Ok(email) => find_by_email(store, &email).await?.filter(|person| person.active),
        Err(_) => None,
    };
    // Where there is nobody, nobody's password is looked for, so that both take as many queries.
    let hash = stored(store, person.as_ref().map_or(NOBODY, |person| person.id)).await?;
    let verifiable = hash.clone().unwrap_or_else(|| hasher.decoy.to_string());
    let right = hasher.verifies(Password::as_typed(password), verifiable).await?;
    match (person, hash) {
        (Some(person), Some(hash)) if right => Ok(SignedIn { person: person.id, hash }),
        _ => Err(Failed::Refused(WrongAddressOrPassword)),
    }
}

impl<R> From<PasswordRefused> for Failed<R>
where
    R: From<PasswordRefused>,
{
    fn from(refused: PasswordRefused) -> Self {
        Self::Refused(refused.into())
    }
}

fn about(person: &Person) -> Vec<&str> {
    std::iter::once(person.name.as_str()).chain(person.email.as_ref().map(Email::as_str)).collect()
}

/// What every new password brings with it: all sessions and links of the person end.
fn write(work: &mut Work, store: &Store, id: PersonId, hash: &str) {
    work.add("UPSERT $password_id SET hash = $password_hash, changed = $password_changed")
        .add("DELETE link WHERE person = $password_person")
        .add("DELETE session WHERE person = $password_person")
        .bind("password_id", record_of(id))
        .bind("password_hash", hash.to_owned())
        .bind("password_changed", record::datetime(store.now()))
        .bind("password_person", record::person(id))
        .ends([Ended::Of(id)]);
}

/// Uses a link up in the transaction; whoever else uses it at the same time finds it gone.
fn use_up(work: &mut Work, token: &str) {
    work.add("IF (SELECT VALUE id FROM ONLY $link_used) IS NONE { THROW 'again: the link is gone' }")
        .add("DELETE $link_used")
        .bind("link_used", link::id(token));
}

/// Sets the password of whoever holds this link, and ends all their sessions.
///
/// # Errors
///
/// [`SetRefused`], or the store's.
pub async fn set_with_link(store: &Store, hasher: &Hasher, token: &str, password: &str) -> Result<PersonId, Failed<SetRefused>> {
    let person = holder(store, token).await?;
    let hash = hasher.hash(Password::new(password, &about(&person))?).await?;
    let hash = hash.as_str();
    store
        .transact_audited(|| async move {
            let id = holder(store, token).await?.id;
            let mut work = Work::new();
            use_up(&mut work, token);
            write(&mut work, store, id, hash);
            let deed =
                Deed { by: By::Person(id), action: "password.set", subject: id.to_string(), detail: "with a link".to_owned() };
            Ok((work, deed, id))
        })
        .await
}

async fn holder(store: &Store, token: &str) -> Result<Person, Failed<SetRefused>> {
    let held = link::look(store, token).await?;
    held.and_then(|held| held.person).ok_or(Failed::Refused(SetRefused::LinkGone))
}

/// Adds the first administrator, with the link that an empty installation prints at its start.
///
/// # Errors
///
/// [`SetUpRefused`], or the store's.
pub async fn set_up(
    store: &Store,
    hasher: &Hasher,
    token: &str,
    name: &Name,
    email: &Email,
    password: &str,
) -> Result<PersonId, Failed<SetUpRefused>> {
    let password = Password::new(password, &[name.as_str(), email.as_str()])?;
    let hash = hasher.hash(password).await?;
    let (hash, id) = (hash.as_str(), PersonId::from_uuid(uuid::Uuid::new_v4()));
    store
        .transact_audited(|| async move {
            let held = link::look(store, token).await?;
            // Whoever finds the link later, in a log, must not become one beside those who are there by then.
            if held.is_none_or(|held| held.purpose != Purpose::FirstAdministrator) || person::has_administrator(store).await? {
                return Err(Failed::Refused(SetUpRefused::LinkGone));
            }
            if find_by_email(store, email).await?.is_some() {
                return Err(Failed::Refused(SetUpRefused::AddressTaken));
            }
            let person = Person { email: Some(email.clone()), administrator: true, ..Person::named(id, name.clone()) };
            let (seen, changes) = (directory::read(store).await?, invitation::newcomer(store, &person).await?);
            let mut work = Work::new();
            use_up(&mut work, token);
            organisation_change::write(&mut work, &seen, &changes)
                .map_err(|broken| StoreError::new(format!("the first administrator breaks a rule: {broken:?}")))?;
            write(&mut work, store, id, hash);
            let deed = Deed {
                by: By::Person(id),
                action: "person.made_administrator",
                subject: id.to_string(),
                detail: "the first".to_owned(),
            };
            Ok((work, deed, id))
        })
        .await
}

/// Changes one's own password and ends all of one's sessions; the caller begins a new one.
///
/// # Errors
///
/// [`ChangeRefused`], or the store's.
pub async fn change(
    store: &Store,
    hasher: &Hasher,
    actor: &Actor,
    present: &str,
    new: &str,
) -> Result<(), Failed<ChangeRefused>> {
    let id = actor.id();
    let seen = stored(store, id).await?.ok_or(Failed::Refused(ChangeRefused::Wrong))?;
    if !hasher.verifies(Password::as_typed(present), seen.clone()).await? {
        return Err(Failed::Refused(ChangeRefused::Wrong));
    }
    let hash = hasher.hash(Password::new(new, &about(actor.person()))?).await?;
    let (seen, hash) = (seen.as_str(), hash.as_str());
    store
        .transact_audited(|| async move {
            // Somebody set another one while these two were being hashed: theirs stands.
            if stored(store, id).await?.as_deref() != Some(seen) {
                return Err(Failed::Refused(ChangeRefused::Wrong));
            }
            let mut work = Work::new();
            write(&mut work, store, id, hash);
            let deed = Deed { by: By::Person(id), action: "password.changed", subject: id.to_string(), detail: String::new() };
            Ok((work, deed, ()))
        })
        .await
}

/// The hash of a password that many share: for the demo company, which prints it at every start.
pub(crate) async fn of_all(hasher: &Hasher, password: &str) -> Result<String, StoreError> {
    hasher.hash(Password::as_typed(password)).await
}

/// Adds the passwords of new persons to a transaction, all with the same hash.
pub(crate) fn create_all(work: &mut Work, ids: &[PersonId], hash: &str, now: Timestamp) {
    work.add("FOR $one IN $password_ids { CREATE $one SET hash = $password_hash, changed = $password_changed RETURN NONE }")
        .bind("password_ids", ids.iter().map(|id| record_of(*id)).collect::<Vec<_>>())
        .bind("password_hash", hash.to_owned())
        .bind("password_changed", record::datetime(now));
}
