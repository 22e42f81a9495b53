//! Teams in the store.

use crate::{StoreError, record, record::unfit, transaction::Work};
use surrealdb::types::{RecordId, SurrealValue};
use waymark::{person::Name, team::Team};

#[derive(SurrealValue)]
pub(crate) struct Row {
    id: RecordId,
    name: String,
    parent: Option<RecordId>,
    lead: Option<RecordId>,
}

impl Row {
    pub(crate) fn team(self) -> Result<Team, StoreError> {
        Ok(Team {
            id: record::team_id(&self.id)?,
            name: Name::new(&self.name).map_err(|error| unfit("team's name")(&error))?,
            parent: self.parent.as_ref().map(record::team_id).transpose()?,
            lead: self.lead.as_ref().map(record::person_id).transpose()?,
        })
    }
}

/// Adds a new team to a transaction.
pub(crate) fn create(work: &mut Work, prefix: &str, team: &Team) {
    work.add(&format!("CREATE ${prefix}_id SET name = ${prefix}_name, parent = ${prefix}_parent, lead = ${prefix}_lead"))
        .bind(&format!("{prefix}_id"), record::team(team.id))
        .bind(&format!("{prefix}_name"), team.name.to_string())
        .bind(&format!("{prefix}_parent"), team.parent.map(record::team))
        .bind(&format!("{prefix}_lead"), team.lead.map(record::person));
}
