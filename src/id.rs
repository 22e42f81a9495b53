//! Identifiers: newtypes over random UUIDs (version 4), so that a person's id cannot stand where a team's belongs.
//!
//! Version 4 and never a time-ordered kind: an id must not tell when something was written.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// A text that is not an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an identifier")
    }
}

impl std::error::Error for NotAnId {}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Takes a UUID for this kind of id; the caller draws it (version 4).
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID within.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::try_parse(text).map(Self).map_err(|_| NotAnId)
            }
        }
    };
}

id!(
    /// Who a [`Person`](crate::person::Person) is.
    PersonId
);
id!(
    /// Which [`Team`](crate::team::Team).
    TeamId
);
id!(
    /// Which [`Project`](crate::project::Project).
    ProjectId
);
id!(
    /// Which [`Cycle`](crate::cycle::Cycle).
    CycleId
);
id!(
    /// Which [survey](crate::survey).
    SurveyId
);
id!(
    /// Which [`Goal`](crate::goal::Goal).
    GoalId
);
id!(
    /// Which [`Workshop`](crate::workshop::Workshop).
    WorkshopId
);
id!(
    /// Which launch of [personal reviews](crate::review).
    LaunchId
);
