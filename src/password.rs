//! Passwords: which are taken. After NIST SP 800-63B-4, 3.1.1: length and a blocklist, no rules of composition.

use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// The fewest characters, for a password that is the only factor (NIST SP 800-63B-4, 3.1.1.2).
pub const SHORTEST: usize = 15;

/// The most characters: long enough for any sentence, short enough to hash.
pub const LONGEST: usize = 256;

/// A password that may be used, in the one form in which it is hashed (NFKC). It does not print itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

/// Why a password may not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PasswordRefused {
    /// It has too few characters.
    TooShort {
        /// The fewest it may have.
        at_least: usize,
        /// How many it has.
        has: usize,
    },
    /// It has too many characters.
    TooLong {
        /// The most it may have.
        at_most: usize,
    },
    /// It is known, repeats something short, or walks along the alphabet or the keyboard.
    Guessable,
    /// It is made of the person's own name or address, or of the name of this program.
    AboutYou,
}

impl fmt::Display for PasswordRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort { at_least, has } => write!(f, "a password of {has} characters; it needs {at_least}"),
            Self::TooLong { at_most } => write!(f, "a password of more than {at_most} characters"),
            Self::Guessable => f.write_str("a password that is easily guessed"),
            Self::AboutYou => f.write_str("a password made of the name or address"),
        }
    }
}

impl std::error::Error for PasswordRefused {}

/// Passwords of 15 characters and more that turn up in lists of leaked ones, without spaces and signs.
const KNOWN: &str = include_str!("password_known.txt");

/// Rows of keys and the alphabet: walking along one of them is no secret.
const WALKS: [&str; 9] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "zaq1xsw2cde3vfr4bgt5nhy6mju7",
];

impl Password {
    /// Takes a new password for somebody known by the texts in `about` (name, address).
    ///
    /// # Errors
    ///
    /// [`PasswordRefused`] says why it may not be used.
    pub fn new(text: &str, about: &[&str]) -> Result<Self, PasswordRefused> {
        // Normalising can lengthen a text; a bound on the bytes first keeps the work small.
        if text.len() > LONGEST * 4 {
            return Err(PasswordRefused::TooLong { at_most: LONGEST });
        }
        let password = Self::as_typed(text);
        let has = password.0.chars().count();
        if has < SHORTEST {
            return Err(PasswordRefused::TooShort { at_least: SHORTEST, has });
        }
        if has > LONGEST {
            return Err(PasswordRefused::TooLong { at_most: LONGEST });
        }
        let plain = plain(&password.0);
        if made_of(&plain, about) {
            return Err(PasswordRefused::AboutYou);
        }
        if plain.is_empty() || repeats(&plain) || walks(&plain) || KNOWN.lines().any(|known| known == plain) {
            return Err(PasswordRefused::Guessable);
        }
        Ok(password)
    }

    /// A password as typed at sign-in: normalised, but not judged, since only the stored one counts there.
    pub fn as_typed(text: &str) -> Self {
        Self(text.chars().take(LONGEST * 4).nfkc().collect())
    }

    /// The bytes that are hashed.
    pub fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Lower case letters and digits only, with the usual replacements taken back.
fn plain(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '@' => 'a',
            '$' => 's',
            '!' => 'i',
            c => c,
        })
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Whether the text is a short one over and over: "passwordpassword", "abcabcabcabcabc", "aaaaaaaaaaaaaaaa".
fn repeats(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    (1..=chars.len() / 2).any(|period| period <= 10 && chars.iter().zip(&chars[period..]).all(|(a, b)| a == b))
}

/// Whether the text is made of at most three walks along [`WALKS`], forwards or backwards.
fn walks(text: &str) -> bool {
    let mut rest = text;
    for _ in 0..3 {
        let longest = WALKS
            .iter()
            .flat_map(|walk| [(*walk).to_owned(), walk.chars().rev().collect()])
            .map(|walk| (4..=rest.len()).rev().find(|&n| rest.is_char_boundary(n) && walk.contains(&rest[..n])).unwrap_or(0))
            .max()
            .unwrap_or(0);
        if longest == 0 {
            return false;
        }
        rest = &rest[longest..];
        if rest.len() <= 2 {
            return true;
        }
    }
    false
}

/// Whether nothing of weight is left when the words about the person, and the program's name, are taken out.
fn made_of(text: &str, about: &[&str]) -> bool {
    let mut words: Vec<String> = about
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .map(plain)
        .chain(["waymark".to_owned(), "password".to_owned()])
        .filter(|word| word.chars().count() >= 3)
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut rest = text.to_owned();
    for word in &words {
        rest = rest.replace(word.as_str(), "");
    }
    rest.len() < text.len() && rest.chars().filter(|c| !c.is_numeric()).count() < 4
}

/// Why nobody was signed in. One reason only: who has an account is nobody's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongAddressOrPassword;

/// Why a password was not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SetRefused {
    /// The link was used, has expired, or never was.
    LinkGone,
    /// The password may not be used.
    Password(PasswordRefused),
}

impl From<PasswordRefused> for SetRefused {
    fn from(refused: PasswordRefused) -> Self {
        Self::Password(refused)
    }
}

/// Why no first administrator was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SetUpRefused {
    /// The link was used, has expired, or never was.
    LinkGone,
    /// Somebody has this address already.
    AddressTaken,
    /// The password may not be used.
    Password(PasswordRefused),
}

impl From<PasswordRefused> for SetUpRefused {
    fn from(refused: PasswordRefused) -> Self {
        Self::Password(refused)
    }
}

/// Why a password was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChangeRefused {
    /// The present password is another one.
    Wrong,
    /// The new one may not be used.
    Password(PasswordRefused),
}

impl From<PasswordRefused> for ChangeRefused {
    fn from(refused: PasswordRefused) -> Self {
        Self::Password(refused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NADIA: [&str; 2] = ["Nadia Perić", "nadia.peric@halden.example"];

    #[test]
    fn sentences_are_fine_and_need_no_digits() {
        for text in [
            "four calm harbours",
            "kettle lantern wobble orchard",
            "Ich trinke gerne Tee am Morgen",
            "雨の日は本を読むのが好きです。毎日",
        ] {
            assert!(Password::new(text, &NADIA).is_ok(), "{text}");
        }
    }

    #[test]
    fn short_and_endless_ones_are_refused() {
        assert_eq!(Password::new("Tr0ub4dor&3", &NADIA), Err(PasswordRefused::TooShort { at_least: 15, has: 11 }));
        assert_eq!(Password::new(&"ab c".repeat(65), &NADIA), Err(PasswordRefused::TooLong { at_most: 256 }));
        assert_eq!(Password::new(&"x".repeat(1_000_000), &NADIA), Err(PasswordRefused::TooLong { at_most: 256 }));
    }

    #[test]
    fn what_is_tried_first_is_refused() {
        for text in [
            "aaaaaaaaaaaaaaaa",
            "passwordpassword!",
            "1234567890123456",
            "qwertyuiopasdfgh",
            "abcdefghijklmnop",
            "1q2w3e4r5t6y7u8i",
            "iloveyouiloveyou",
            "thisisapassword",
            "correct horse battery staple",
            "P@ssw0rdP@ssw0rd",
            "               ",
            "!!!!!!!!!!!!!!!!!!",
        ] {
            assert!(matches!(Password::new(text, &NADIA), Err(PasswordRefused::Guessable | PasswordRefused::AboutYou)), "{text}");
        }
    }

    #[test]
    fn ones_own_name_is_refused() {
        for text in ["nadia.peric@halden.example", "NadiaNadiaPeric2027", "waymark-password-1"] {
            assert_eq!(Password::new(text, &NADIA), Err(PasswordRefused::AboutYou), "{text}");
        }
        assert!(Password::new("nadia likes walking in the rain", &NADIA).is_ok());
    }

    #[test]
    fn composed_and_decomposed_letters_are_the_same_password() {
        assert_eq!(Password::as_typed("caf\u{e9} au lait chaud"), Password::as_typed("cafe\u{301} au lait chaud"));
    }

    #[test]
    fn a_password_does_not_print_itself() {
        assert_eq!(format!("{:?}", Password::as_typed("four calm harbours")), "Password(..)");
    }

    proptest! {
        #[test]
        fn any_text_is_taken_or_refused(text in "\\PC{0,300}") {
            if let Ok(password) = Password::new(&text, &NADIA) {
                prop_assert_eq!(password, Password::as_typed(&text));
            }
        }
    }
}
