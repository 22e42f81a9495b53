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
    transaction::{Work, with},
};
use surrealdb::types::{RecordId, SurrealValue};
use waymark::goal::{Policies, PolicyRefused};

#[derive(SurrealValue)]
struct Row {
    content: String,
    version: i64,
}

fn id() -> RecordId {
    RecordId::new("goal_policy", "organisation")
}

/// The policies, and how often they were changed.
pub(super) async fn read(store: &Store) -> Result<(Policies, u32), StoreError> {
    let mut rows = store.read("SELECT content, version FROM ONLY $id", with("id", id())).await?;
    let Some(row) = rows.take::<Option<Row>>(0)? else { return Ok((Policies::default(), 0)) };
    let policies = serde_json::from_str(&row.content).map_err(|error| unfit("policy")(&error))?;
    Ok((policies, u32::try_from(row.version).map_err(|error| unfit("version")(&error))?))
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
            let content = serde_json::to_string(&policies).expect("policies are plain data");
            let mut work = Work::new();
            work.add(
                "IF ((SELECT VALUE version FROM ONLY $policies) ?? 0) != $policies_seen { THROW 'again: policies were changed' }",
            )
            .add("UPSERT $policies SET content = $policies_content, version = $policies_seen + 1 RETURN NONE")
            .add("UPSERT $policies_count SET number = (number ?? 0) + 1 RETURN NONE")
            .bind("policies", id())
            .bind("policies_seen", i64::from(seen))
            .bind("policies_content", content.clone())
            .bind("policies_count", count_of(POLICIES));
            let deed = Deed {
                by: By::Person(by),
                action: "goals.policies_changed",
                subject: "organisation".to_owned(),
                detail: content,
            };
            Ok((work, deed, seen + 1))
        })
        .await
}
