//! Peers: colleagues whom a manager asks about somebody's work, by name.

use crate::PersonId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The most peers that are asked in one review.
pub const MOST_PEERS: usize = 12;

/// Somebody who was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Peer {
    /// Who.
    pub person: PersonId,
    /// Who asked.
    pub by: PersonId,
    /// When.
    pub asked: Timestamp,
    /// What they are asked about in particular; empty where nothing was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// Whether the person whom it is about sees what they say, with their name, once both halves are shown. It is said when they are asked, and does
    /// not change.
    pub open: bool,
    /// How far it is.
    #[serde(default)]
    pub state: PeerState,
    /// When they were last reminded by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminded: Option<Timestamp>,
}

/// How far a peer is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeerState {
    /// They were asked.
    #[default]
    Asked,
    /// They gave it.
    Given {
        /// When.
        at: Timestamp,
    },
    /// They would rather not.
    Declined {
        /// When.
        at: Timestamp,
    },
}
