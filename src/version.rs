//! Versions on edits: whoever saves says which version they saw, and nobody overwrites what they did not see.

use serde::{Deserialize, Serialize};

/// How often a record was changed; a new one has version 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(pub u32);

impl Version {
    /// The version after the next change.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// Compares the version that the editor saw with the one that is stored.
    ///
    /// # Errors
    ///
    /// [`Changed`] with what is stored now, when somebody else changed it meanwhile.
    pub fn expect<T>(self, stored: Self, value: impl FnOnce() -> T) -> Result<(), Changed<T>> {
        if self == stored { Ok(()) } else { Err(Changed { now: value(), version: stored }) }
    }
}

/// Somebody else changed the record after it was read. Both values are then shown, and the person chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed<T> {
    /// What is stored now.
    pub now: T,
    /// Its version: to save over it knowingly.
    pub version: Version,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_of_an_older_version_comes_back_with_what_is_stored() {
        assert_eq!(Version(3).expect(Version(3), || "x"), Ok(()));
        assert_eq!(Version(2).expect(Version(3), || "theirs"), Err(Changed { now: "theirs", version: Version(3) }));
    }
}
