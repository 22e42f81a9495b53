//! The credential that lets one roster member answer once: what the browser asks for, what the server gives, and how an
//! answer shows that it comes from somebody who has one.
//!
//! This is a seam. The steps are those of a verifiable oblivious pseudorandom function (RFC 9497): the browser draws a
//! [`Seed`], asks with an [`Element`], the server evaluates it once with its [`SecretKey`], the browser makes a
//! [`Credential`] of the [`Evaluation`], and signs each answer with a MAC under the function's output. What is behind the
//! seam is not that function yet: the element is the nonce itself, and the function is HMAC-SHA-256. So the store does not
//! link who asked to what was answered (see [`Element::issued`] and [`Nonce::answer`]), but a server that was altered to
//! write down what passes through it could. Pages say so.

use super::contract::ContractHash;
use crate::SurveyId;
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// Gives thirty-two bytes a hexadecimal form for addresses, the store and JSON.
macro_rules! bytes {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name([u8; 32]);

        impl $name {
            /// Takes the bytes.
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The bytes.
            pub const fn bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = &'static str;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                unhex(&text).map(Self).ok_or("not 64 hexadecimal digits")
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0.iter().map(|byte| format!("{byte:02x}")).collect()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            // What is secret must not reach a log by being part of something that is written down.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes();
    if digits.len() != 64 || !digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

bytes!(
    /// What the respondent's browser draws and keeps: all else follows from it, so that a closed tab or a crash costs nothing.
    Seed
);
bytes!(
    /// What the browser has evaluated. The same seed makes the same element for the same survey and unit.
    Element
);
bytes!(
    /// What was issued to somebody, as it is stored beside their name: it does not tell the element.
    Issued
);
bytes!(
    /// The server's answer to an element.
    Evaluation
);
bytes!(
    /// A number that is used once: it goes with the answer, and nobody can tell whose it is from what is stored.
    Nonce
);
bytes!(
    /// Under which an answer is stored.
    AnswerId
);
bytes!(
    /// Shows that an answer comes from somebody who holds a credential, and that nobody altered it.
    Tag
);
bytes!(
    /// The server's key for one survey and one reporting unit.
    SecretKey
);

/// Keyed hash with what it is for in front, each part with its length.
fn keyed(key: &[u8; 32], purpose: &str, parts: &[&[u8]]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length will do");
    for part in std::iter::once(purpose.as_bytes()).chain(parts.iter().copied()) {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac
}

fn derived(key: &[u8; 32], purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
    keyed(key, purpose, parts).finalize().into_bytes().into()
}

fn hashed(purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in std::iter::once(purpose.as_bytes()).chain(parts.iter().copied()) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// A reporting unit's number in its contract, in bytes.
fn unit_bytes(unit: usize) -> [u8; 8] {
    (unit as u64).to_be_bytes()
}

impl Seed {
    fn nonce(&self, survey: SurveyId, unit: usize) -> Nonce {
        Nonce(derived(&self.0, "waymark credential nonce 1", &[survey.uuid().as_bytes(), &unit_bytes(unit)]))
    }

    /// What to ask the server to evaluate.
    pub fn element(&self, survey: SurveyId, unit: usize) -> Element {
        Element(self.nonce(survey, unit).0)
    }

    /// Makes the credential of what the server gave.
    pub fn credential(&self, survey: SurveyId, unit: usize, evaluation: &Evaluation) -> Credential {
        Credential { nonce: self.nonce(survey, unit), output: evaluation.0 }
    }
}

impl Element {
    /// What is kept beside the name of who asked, to know the same element again. A hash of 32 random bytes: nobody finds
    /// them from it, and without them nobody finds the answer.
    pub fn issued(&self, survey: SurveyId) -> Issued {
        Issued(hashed("waymark credential issued 1", &[survey.uuid().as_bytes(), &self.0]))
    }
}

impl Nonce {
    /// Under which the answer that came with this nonce is stored.
    pub fn answer(&self, survey: SurveyId) -> AnswerId {
        AnswerId(hashed("waymark answer id 1", &[survey.uuid().as_bytes(), &self.0]))
    }
}

impl SecretKey {
    /// The key of a unit, from the survey's.
    #[must_use]
    pub fn of_unit(&self, unit: usize) -> Self {
        Self(derived(&self.0, "waymark unit key 1", &[&unit_bytes(unit)]))
    }

    /// What the contract says of this key.
    pub fn public(&self) -> String {
        Tag(hashed("waymark public key 1", &[&self.0])).to_string()
    }

    /// Evaluates an element. Whoever calls this has looked whether it may be, and has noted that it was.
    pub fn evaluate(&self, element: &Element) -> Evaluation {
        Evaluation(self.output(&element.0))
    }

    fn output(&self, input: &[u8; 32]) -> [u8; 32] {
        derived(&self.0, "waymark credential output 1", &[input])
    }

    /// Whether `tag` was made of `signed` by who holds the credential of its nonce. In constant time.
    pub fn accepts(&self, signed: &Signed<'_>, tag: &Tag) -> bool {
        signed.mac(&self.output(&signed.nonce.0)).verify_slice(&tag.0).is_ok()
    }
}

/// What lets one roster member answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    nonce: Nonce,
    output: [u8; 32],
}

impl Credential {
    /// The nonce that goes with every answer.
    pub fn nonce(&self) -> Nonce {
        self.nonce
    }

    /// Signs an answer.
    pub fn sign(&self, signed: &Signed<'_>) -> Tag {
        Tag(signed.mac(&self.output).finalize().into_bytes().into())
    }
}

/// All that an answer's MAC covers.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'a> {
    /// Under which contract.
    pub contract: &'a ContractHash,
    /// To which survey.
    pub survey: SurveyId,
    /// From which reporting unit, by its number in the contract.
    pub unit: usize,
    /// With which nonce.
    pub nonce: &'a Nonce,
    /// Which version of this answer; a higher one replaces.
    pub version: u32,
    /// The sealed answers.
    pub body: &'a [u8],
}

impl Signed<'_> {
    fn mac(&self, output: &[u8; 32]) -> Hmac<Sha256> {
        keyed(
            output,
            "waymark answer 1",
            &[
                &self.contract.bytes(),
                self.survey.uuid().as_bytes(),
                &unit_bytes(self.unit),
                &self.nonce.0,
                &self.version.to_be_bytes(),
                self.body,
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    const SURVEY: SurveyId = SurveyId::from_uuid(Uuid::from_u128(7));

    fn contract(digits: &str) -> ContractHash {
        digits.repeat(32).parse().unwrap()
    }

    fn signed<'a>(contract: &'a ContractHash, nonce: &'a Nonce, version: u32, body: &'a [u8]) -> Signed<'a> {
        Signed { contract, survey: SURVEY, unit: 3, nonce, version, body }
    }

    proptest! {
        #[test]
        fn who_was_given_a_credential_is_accepted_and_nobody_else(
            seed: [u8; 32], key: [u8; 32], other: [u8; 32], version: u32, body: Vec<u8>, flip in 0usize..6,
        ) {
            prop_assume!(key != other);
            let (seed, secret) = (Seed(seed), SecretKey(key).of_unit(3));
            let credential = seed.credential(SURVEY, 3, &secret.evaluate(&seed.element(SURVEY, 3)));
            let nonce = credential.nonce();
            let agreed = contract("09");
            let message = signed(&agreed, &nonce, version, &body);
            let tag = credential.sign(&message);
            prop_assert!(secret.accepts(&message, &tag));

            // Whatever is altered, or signed with another unit's or survey's key, is not accepted.
            let (mut longer, another) = (body.clone(), Nonce(other));
            longer.push(0);
            let contract = contract("08");
            let altered = match flip {
                0 => Signed { contract: &contract, ..message },
                1 => Signed { survey: SurveyId::from_uuid(Uuid::from_u128(8)), ..message },
                2 => Signed { unit: 4, ..message },
                3 => Signed { nonce: &another, ..message },
                4 => Signed { version: version.wrapping_add(1), ..message },
                _ => Signed { body: &longer, ..message },
            };
            prop_assert!(!secret.accepts(&altered, &tag));
            prop_assert!(!SecretKey(key).of_unit(4).accepts(&message, &tag));
            prop_assert!(!SecretKey(other).of_unit(3).accepts(&message, &tag));
            let forged = Credential { nonce, output: other }.sign(&message);
            prop_assert!(!secret.accepts(&message, &forged));
        }
    }

    #[test]
    fn nothing_that_is_stored_tells_another() {
        let seed = Seed([1; 32]);
        let element = seed.element(SURVEY, 3);
        let nonce = seed.nonce(SURVEY, 3);
        let stored = [element.issued(SURVEY).0, nonce.answer(SURVEY).0];
        assert!(!stored.contains(&element.0) && !stored.contains(&nonce.0) && stored[0] != stored[1]);
        assert_ne!(element, seed.element(SURVEY, 4));
        assert_ne!(element, seed.element(SurveyId::from_uuid(Uuid::from_u128(8)), 3));
    }

    #[test]
    fn hexadecimal_reads_back_and_nothing_else_does() {
        let seed = Seed([0xab; 32]);
        let text = String::from(seed);
        assert_eq!(Seed::try_from(text.clone()), Ok(seed));
        for bad in ["", &text[1..], &text.to_uppercase(), &format!("{}é", &text[2..])] {
            assert!(Seed::try_from(bad.to_owned()).is_err(), "{bad}");
        }
        assert_eq!(format!("{seed:?}"), "Seed(…)", "secrets are not printed");
    }
}
