//! How a goal went, as a picture.

use jiff::civil::Date;
use store::{Store, StoreError, access::GoalReader, goal::Goals};
use waymark::goal::Goal;

pub async fn of(_: &Store, _: &Goals, _: &Goal, _: GoalReader, _: Date) -> Result<String, StoreError> {
    Ok(String::new())
}
