//! Workshops in the store. All of them are in memory ([`all`]), with how many have voted; what somebody votes is in the database alone, and
//! until the reveal only: one transaction stores what is shown of the votes and removes them.

mod kept;
mod row;
mod vote;
mod write;

pub(crate) use kept::Kept;
pub use kept::{Workshops, all};
pub(crate) use vote::ballots_by;
pub use vote::{cast, own};
pub use write::{UNCLOSED, UNREVEALED, close, decide, end_left, give_up, open, reveal};

use crate::{Store, StoreError};
use row::{BallotRow, Row, cast_in, id_read};
use std::{collections::BTreeMap, sync::Arc};
use surrealdb::types::{SurrealValue, Variables};
use waymark::{
    WorkshopId,
    workshop::{Stage, Workshop},
};

/// The workshop with this id.
///
/// # Errors
///
/// When the store fails.
pub async fn find(store: &Store, id: WorkshopId) -> Result<Option<Arc<Workshop>>, StoreError> {
    Ok(all(store).await?.find(id).cloned())
}

#[derive(SurrealValue)]
struct Stored {
    workshops: Vec<Row>,
    ballots: Vec<BallotRow>,
}

/// How many workshops there are, and what is wrong with them.
pub(crate) async fn verify(store: &Store) -> Result<(usize, Vec<String>), StoreError> {
    // In one statement: a reveal in between would look like ballots that are left.
    let all = "RETURN { workshops: (SELECT * FROM workshop), ballots: (SELECT * FROM workshop_ballot) }";
    let mut rows = store.read(all, Variables::new()).await?;
    let stored = rows.take::<Option<Stored>>(0)?.ok_or_else(|| StoreError::new("workshops cannot be read"))?;
    let (count, mut troubles) = (stored.workshops.len(), Vec::new());
    let mut workshops = BTreeMap::new();
    let (mut teams, mut codes) = (BTreeMap::new(), BTreeMap::new());
    for row in stored.workshops {
        let id = id_read(&row.id)?;
        let workshop = match row.workshop() {
            Ok(workshop) => workshop,
            Err(error) => {
                troubles.push(format!("workshop {id}: {error}"));
                continue;
            }
        };
        if workshop.id != id || i64::from(workshop.version.0) != row.version {
            troubles.push(format!("workshop {id} is stored as another, or as another version of itself"));
        }
        if !is_whole(&workshop) {
            troubles.push(format!("workshop {id} does not show what it should"));
        }
        if workshop.is_open() {
            for (other, what) in [(teams.insert(workshop.team, id), "team"), (codes.insert(workshop.code, id), "code")] {
                troubles.extend(other.map(|other| format!("workshops {other} and {id} go on, and have the same {what}")));
            }
        }
        workshops.insert(id, workshop);
    }
    for row in stored.ballots {
        let id = cast_in(&row.id)?;
        let Some(workshop) = workshops.get(&id) else {
            troubles.push(format!("there is a ballot of workshop {id}, which is gone"));
            continue;
        };
        if workshop.stage != Stage::Voting {
            troubles.push(format!("there is a ballot of workshop {id}, which was revealed"));
        }
        match row.ballot() {
            Err(error) => troubles.push(format!("workshop {id}: {error}")),
            Ok(ballot) => {
                let votes = workshop.sections.iter().filter_map(|section| ballot.vote(&section.topic.id));
                if votes.into_iter().any(|vote| vote.way() != workshop.way) {
                    troubles.push(format!("in workshop {id} somebody voted in another way"));
                }
            }
        }
    }
    Ok((count, troubles))
}

/// Whether it shows something from the reveal on, and nothing before.
fn is_whole(workshop: &Workshop) -> bool {
    let is_revealed = workshop.stage != Stage::Voting;
    workshop.turnout.is_some() == is_revealed
        && workshop
            .sections
            .iter()
            .all(|section| section.tally.is_some() == is_revealed && (is_revealed || section.consensus.is_none()))
}
