//! The code by which people find a workshop.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The characters of a code. No vowels, so that it is no word. Of characters that look alike only one is there, and the others are read
/// as it: B for 8, S for 5, Z for 2, G for 6, V for U. Of 0, O, Q and D only the D is there; 1, I and L are not.
const SIGNS: &[u8; 23] = b"BCDFGHJKMNPRSTVWXYZ3479";

/// How many characters a code has.
const LENGTH: usize = 6;

/// The code of a workshop: six characters that are easily read out and typed, shown as "BCD-FGH".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code([u8; LENGTH]);

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotACode {
    /// Nothing was written.
    Empty,
    /// It has a character that no code has: the first such one.
    Character(char),
    /// It has fewer or more than six characters.
    Length,
}

impl fmt::Display for NotACode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("no code"),
            Self::Character(c) => write!(f, "no code has {c:?}"),
            Self::Length => write!(f, "a code has {LENGTH} characters"),
        }
    }
}

impl std::error::Error for NotACode {}

/// What people, programs and paper put between characters, and what copying brings along unseen.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '_' | '.' | '\u{ad}' | '\u{200b}')
}

/// The character of a code that was meant.
fn meant(c: char) -> Option<u8> {
    let sign = match c.to_ascii_uppercase() {
        '8' => 'B',
        '5' => 'S',
        '2' => 'Z',
        '6' => 'G',
        'U' => 'V',
        '0' | 'O' | 'Q' => 'D',
        other => other,
    };
    u8::try_from(sign).ok().filter(|sign| SIGNS.contains(sign))
}

impl Code {
    /// Makes a code out of random bytes. Every code is as likely as any other, to one in a hundred thousand million.
    pub fn draw(random: [u8; 8]) -> Self {
        let mut rest = u64::from_le_bytes(random);
        let mut code = [0; LENGTH];
        for sign in &mut code {
            let among = u64::try_from(SIGNS.len()).expect("a few");
            *sign = SIGNS[usize::try_from(rest % among).expect("fewer than the signs")];
            rest /= among;
        }
        Self(code)
    }

    /// Reads a code as people write it: in capitals or not, with spaces and hyphens anywhere, with what looks alike.
    ///
    /// # Errors
    ///
    /// [`NotACode`], the first reason.
    pub fn read(text: &str) -> Result<Self, NotACode> {
        let signs = text.chars().filter(|c| !is_gap(*c)).map(|c| meant(c).ok_or(NotACode::Character(c)));
        let signs: Vec<u8> = signs.collect::<Result<_, _>>()?;
        if signs.is_empty() {
            return Err(NotACode::Empty);
        }
        signs.try_into().map(Self).map_err(|_| NotACode::Length)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, sign) in self.0.iter().enumerate() {
            let hyphen = if at == LENGTH / 2 { "-" } else { "" };
            write!(f, "{hyphen}{}", char::from(*sign))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Code({self})")
    }
}

impl std::str::FromStr for Code {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        Self::read(text)
    }
}

impl TryFrom<String> for Code {
    type Error = NotACode;

    fn try_from(text: String) -> Result<Self, NotACode> {
        Self::read(&text)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.to_string()
    }
}
