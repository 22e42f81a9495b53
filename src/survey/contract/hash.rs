//! A contract's hash, as digits and as words.

use crate::audit::Hash;
use bip39::Language;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The hash of a [contract](super::Contract), or of one with amendments.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ContractHash(Hash);

/// A text that is not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAHash;

impl fmt::Display for NotAHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a hash of 64 hexadecimal digits")
    }
}

impl std::error::Error for NotAHash {}

impl ContractHash {
    pub(super) const fn of(bytes: [u8; 32]) -> Self {
        Self(Hash(bytes))
    }

    /// Its bytes.
    pub const fn bytes(self) -> [u8; 32] {
        self.0.0
    }

    /// Its first 66 bits as six words of the English list of BIP-39, 11 bits a word, the highest first.
    ///
    /// They are for two people to compare by voice. Enough for that: somebody who wants another contract with the same six
    /// words has some 2^66 to try.
    pub fn words(self) -> [&'static str; 6] {
        let list = Language::English.word_list();
        let bytes = self.bytes();
        // 72 bits, of which the last six are not said.
        let bits = bytes[..9].iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        std::array::from_fn(|at| list[(bits >> (61 - 11 * at) & 0x7ff) as usize])
    }
}

impl fmt::Display for ContractHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for ContractHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContractHash({})", self.0)
    }
}

impl FromStr for ContractHash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        Hash::from_hex(text).map(Self).ok_or(NotAHash)
    }
}

impl TryFrom<String> for ContractHash {
    type Error = NotAHash;

    fn try_from(text: String) -> Result<Self, NotAHash> {
        text.parse()
    }
}

impl From<ContractHash> for String {
    fn from(hash: ContractHash) -> Self {
        hash.to_string()
    }
}
