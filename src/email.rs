//! E-mail addresses, in the one form in which they are stored and compared.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The longest address that mail servers carry, in bytes (RFC 5321, 4.5.3.1.3).
pub const LONGEST: usize = 254;

/// The longest part before the `@`, in bytes (RFC 5321, 4.5.3.1.1).
pub const LONGEST_LOCAL: usize = 64;

/// An address: trimmed, lower case, with one `@`, without spaces or control characters.
///
/// Only what would surely fail is refused; whether an address exists is found out by sending to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// Why a text is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EmailRefused {
    /// Nothing was written.
    Empty,
    /// It has no `@`, more than one, nothing before or behind it, or characters that no address has.
    Malformed,
    /// It is longer than mail servers carry.
    TooLong,
    /// It has letters beyond a to z. Few mail servers carry such addresses (RFC 6531).
    NotAscii,
}

impl fmt::Display for EmailRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "no address",
            Self::Malformed => "not an e-mail address",
            Self::TooLong => "longer than an e-mail address can be",
            Self::NotAscii => "an address with letters that mail servers do not carry",
        })
    }
}

impl std::error::Error for EmailRefused {}

impl Email {
    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the `@`.
    pub fn local(&self) -> &str {
        self.0.split_once('@').map_or(self.as_str(), |(local, _)| local)
    }
}

impl FromStr for Email {
    type Err = EmailRefused;

    fn from_str(text: &str) -> Result<Self, EmailRefused> {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return Err(EmailRefused::Empty);
        }
        let Some((local, domain)) = text.split_once('@') else {
            return Err(EmailRefused::Malformed);
        };
        // A dot-atom before the @ (RFC 5322, 3.2.3), a host's name behind it (RFC 1123, 2.1). Letters of all alphabets
        // pass here, so that they get a reason of their own.
        let atom = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
        let is_atom = |part: &str| !part.is_empty() && part.chars().all(atom);
        let is_label = |label: &str| {
            let inner = |c: char| c.is_alphanumeric() || c == '-';
            !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(inner)
        };
        if !local.split('.').all(is_atom) || !domain.split('.').all(is_label) {
            return Err(EmailRefused::Malformed);
        }
        if !text.is_ascii() {
            return Err(EmailRefused::NotAscii);
        }
        if text.len() > LONGEST || local.len() > LONGEST_LOCAL {
            return Err(EmailRefused::TooLong);
        }
        Ok(Self(text))
    }
}

impl TryFrom<String> for Email {
    type Error = EmailRefused;

    fn try_from(text: String) -> Result<Self, EmailRefused> {
        text.parse()
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_compared_without_case_and_space() {
        let email: Email = "  Nadia.Peric@Halden.Example ".parse().expect("an address");
        assert_eq!(email.as_str(), "nadia.peric@halden.example");
        assert_eq!(email.local(), "nadia.peric");
    }

    #[test]
    fn what_would_surely_fail_is_refused() {
        for text in [
            "nadia",
            "@halden.example",
            "nadia@",
            "a@b@c",
            "a b@c.d",
            "a@b..c",
            "<a@b.c>",
            ".a@b.c",
            "a\r\nbcc:x@b.c",
            "a@-b.c",
            "a:b@c.d",
            "a[b@c.d",
            "a@[c",
            "a@b_c.d",
        ] {
            assert_eq!(text.parse::<Email>(), Err(EmailRefused::Malformed), "{text}");
        }
        assert_eq!("jörg@halden.example".parse::<Email>(), Err(EmailRefused::NotAscii));
        assert_eq!("a@høne.example".parse::<Email>(), Err(EmailRefused::NotAscii));
        assert!("o'neill+tag!{x}@sub.a-b.example".parse::<Email>().is_ok());
        assert_eq!("   ".parse::<Email>(), Err(EmailRefused::Empty));
        assert_eq!(format!("{}@b.c", "a".repeat(65)).parse::<Email>(), Err(EmailRefused::TooLong));
        assert_eq!(format!("a@{}.c", "b".repeat(260)).parse::<Email>(), Err(EmailRefused::TooLong));
    }

    proptest! {
        #[test]
        fn any_text_is_an_address_or_refused_and_reads_back_as_itself(text in ".{0,80}") {
            if let Ok(email) = text.parse::<Email>() {
                prop_assert_eq!(email.as_str().parse::<Email>(), Ok(email.clone()));
                prop_assert!(!email.as_str().contains(['\r', '\n', ' ']));
            }
        }
    }
}
