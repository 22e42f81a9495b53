//! Delegation in the store.

use crate::{
    Failed, Store, StoreError,
    access::Administrator,
    audit::{By, Deed},
    change, directory, record,
    transaction::Work,
};
use surrealdb::types::{RecordId, SurrealValue, Uuid};
use waymark::{
    PersonId,
    delegation::{DelegateRefused, Delegation},
};

#[derive(SurrealValue)]
pub(crate) struct Row {
    id: RecordId,
    of: RecordId,
    to: RecordId,
    first: String,
    last: String,
}

impl Row {
    pub(crate) fn delegation(self) -> Result<Delegation, StoreError> {
        Ok(Delegation {
            id: record::uuid(&self.id)?,
            of: record::person_id(&self.of)?,
            to: record::person_id(&self.to)?,
            first: record::day(&self.first)?,
            last: record::day(&self.last)?,
        })
    }
}

fn id(uuid: uuid::Uuid) -> RecordId {
    RecordId::new("delegation", Uuid::from(uuid))
}

/// Lets somebody stand in for another, from the first day to the last.
///
/// # Errors
///
/// [`DelegateRefused`], or the store's.
pub async fn grant(store: &Store, administrator: &Administrator, grant: &Delegation) -> Result<(), Failed<DelegateRefused>> {
    let by = By::Person(administrator.person());
    store
        .transact_audited(|| async move {
            let seen = directory::read(store).await?;
            grant.check(seen.day(store.now())).map_err(Failed::Refused)?;
            let is_active = |id: PersonId| seen.directory.person(id).is_some_and(|person| person.active);
            if !is_active(grant.of) || !is_active(grant.to) {
                return Err(Failed::Refused(DelegateRefused::Left));
            }
            let mut work = Work::new();
            change::count(&mut work, &seen);
            work.add("CREATE $grant SET of = $grant_of, to = $grant_to, first = $grant_first, last = $grant_last")
                .bind("grant", id(grant.id))
                .bind("grant_of", record::person(grant.of))
                .bind("grant_to", record::person(grant.to))
                .bind("grant_first", grant.first.to_string())
                .bind("grant_last", grant.last.to_string());
            let detail = format!("to {} from {} to {}", grant.to, grant.first, grant.last);
            Ok((work, Deed { by, action: "delegation.granted", subject: grant.of.to_string(), detail }, ()))
        })
        .await
}

/// Ends a grant now; one that is gone already is fine.
///
/// # Errors
///
/// When the store fails.
pub async fn end(
    store: &Store,
    administrator: &Administrator,
    grant: uuid::Uuid,
) -> Result<(), Failed<std::convert::Infallible>> {
    let by = By::Person(administrator.person());
    store
        .transact_audited(|| async move {
            let seen = directory::read(store).await?;
            let mut work = Work::new();
            let of = seen.delegations.iter().find(|one| one.id == grant).map(|one| one.of.to_string());
            if of.is_some() {
                change::count(&mut work, &seen);
                work.add("DELETE $grant").bind("grant", id(grant));
            }
            let subject = of.unwrap_or_default();
            Ok((work, Deed { by, action: "delegation.ended", subject, detail: grant.to_string() }, ()))
        })
        .await
}
