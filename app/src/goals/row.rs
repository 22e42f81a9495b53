//! A goal in the tree and in the table.

use super::Standing;
use serde::{Deserialize, Serialize};

/// A goal in the tree or the table.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct GoalRow {
    /// Which.
    pub id: String,
    /// How many events there are.
    pub sequence: u32,
    /// As of how much that happened to goals this is: what moves it moves it without an event of its own.
    pub as_of: i64,
    /// What it is called.
    pub title: String,
    /// What it is, in a word.
    pub kind: String,
    /// How deep it stands in the tree.
    pub depth: usize,
    /// Whether it stands there only because of what serves it.
    pub context: bool,
    /// Who answers for it, by name.
    pub owner: String,
    /// As a field for who answers for it names them.
    pub owner_typed: String,
    /// The team's or the company's name, where it is no person's.
    pub of: String,
    /// How much it is, as one says it.
    pub value: String,
    /// The same as one types it.
    pub value_typed: String,
    /// Whether there is a number to say, though none was said yet.
    pub has_value: bool,
    /// What one aims at.
    pub aim: String,
    /// The number one aims at, as one types it; empty where one number is not the aim.
    pub aim_typed: String,
    /// How far it is, in percent.
    pub progress: Option<i32>,
    /// How far it should be, in percent.
    pub expected: Option<i32>,
    /// How it went, as a line and how high that ends; nothing where it is too short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spark: Option<(String, String)>,
    /// How it is.
    pub standing: Standing,
    /// What its owner said last, as it is stored and sent.
    pub status: String,
    /// How sure its owner is.
    pub confidence: Option<u8>,
    /// By when, as the reader says it.
    pub due: String,
    /// The same as one types it.
    pub due_typed: String,
    /// What waits for whom.
    pub waits: Option<String>,
    /// How it serves what it stands under.
    pub serves: Option<String>,
    /// How many goals below it are not shown.
    pub below: usize,
    /// Whether the reader tends it.
    pub tends: bool,
}

impl GoalRow {
    /// The same with what was told of it to everybody who watches. What is this reader's alone stays as it was read, and so does where it stands.
    #[must_use]
    pub fn moved(self, told: &Self) -> Self {
        let tends = self.tends;
        let typed = |told: &String| if tends { told.clone() } else { String::new() };
        Self {
            owner_typed: typed(&told.owner_typed),
            value_typed: typed(&told.value_typed),
            aim_typed: typed(&told.aim_typed),
            due_typed: typed(&told.due_typed),
            depth: self.depth,
            context: self.context,
            waits: self.waits,
            serves: self.serves,
            below: self.below,
            tends,
            ..told.clone()
        }
    }
}
