//! What the organisation asks of everybody's goals.

use super::{
    kept,
    row::{POLICIES, count_of},
};
use crate::{
    Failed, Store, StoreError,
    access::Administrator,
    audit::{By, Deed},
    record::unfit,
    transaction::Work,
    versioned::Versioned,
};
use surrealdb::types::RecordId;
use waymark::goal::{Policies, PolicyRefused};

fn record() -> Versioned {
    Versioned {
        id: RecordId::new("goal_policy", "organisation"),
        name: "policies",
        what: "policy",
        changed: "policies were changed",
    }
}

/// The policies, and how often they were changed.
pub(super) async fn read(store: &Store) -> Result<(Policies, u32), StoreError> {
    let (policies, version) = record().read(store).await?;
    Ok((policies, u32::try_from(version).map_err(|error| unfit("version")(&error))?))
}

/// Says what is asked, over the version that was seen.
///
/// # Errors
///
/// [`PolicyRefused`], or the store's.
pub async fn set(
    store: &Store,
    administrator: &Administrator,
    seen: u32,
    policies: Policies,
) -> Result<u32, Failed<PolicyRefused>> {
    policies.check().map_err(Failed::Refused)?;
    let by = administrator.person();
    store
        .transact_audited(|| async move {
            let goals = kept::all(store).await?;
            if goals.policies_version != seen {
                return Err(Failed::Refused(PolicyRefused::Changed));
            }
            let mut work = Work::new();
            record().put(&mut work, i64::from(seen), &policies);
            work.add("UPSERT $policies_count SET number = (number ?? 0) + 1 RETURN NONE")
                .bind("policies_count", count_of(POLICIES));
            let deed = Deed {
                by: By::Person(by),
                action: "goals.policies_changed",
                subject: "organisation".to_owned(),
                detail: serde_json::to_string(&policies).expect("policies are plain data"),
            };
            Ok((work, deed, seen + 1))
        })
        .await
}
