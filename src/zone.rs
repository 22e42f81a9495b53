//! Time zones by name. The zone data itself stays on the server; the browser only carries names.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The longest zone name that is taken, in bytes. The longest in use has 32.
pub const LONGEST: usize = 64;

/// The name of a time zone, as in the IANA database ("Europe/Zagreb").
///
/// It has the form of one; whether the zone exists is known where the zone data is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ZoneName(String);

/// A text that cannot be the name of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotAZone;

impl fmt::Display for NotAZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the name of a time zone")
    }
}

impl std::error::Error for NotAZone {}

impl ZoneName {
    /// The zone that an organisation has until it chooses one.
    pub fn utc() -> Self {
        Self("UTC".to_owned())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ZoneName {
    type Err = NotAZone;

    fn from_str(text: &str) -> Result<Self, NotAZone> {
        let text = text.trim();
        let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
        if text.is_empty()
            || text.len() > LONGEST
            || !text.chars().all(fine)
            || !text.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            return Err(NotAZone);
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for ZoneName {
    type Error = NotAZone;

    fn try_from(text: String) -> Result<Self, NotAZone> {
        text.parse()
    }
}

impl From<ZoneName> for String {
    fn from(zone: ZoneName) -> Self {
        zone.0
    }
}

impl fmt::Display for ZoneName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_the_form_of_the_database() {
        for name in ["UTC", "Europe/Zagreb", "America/Argentina/ComodRivadavia", "Etc/GMT+5"] {
            assert!(name.parse::<ZoneName>().is_ok(), "{name}");
        }
        for text in ["", "../../etc/passwd", "Europe/Zagreb\n/x", "<b>", &"a".repeat(65)] {
            assert_eq!(text.parse::<ZoneName>(), Err(NotAZone), "{text}");
        }
    }
}
