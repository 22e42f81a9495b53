//! The audit chain: who did what, in an order that cannot be changed without being noticed.
//!
//! Each entry carries the hash of the one before it, so that altering, removing or inserting one breaks every hash
//! behind it. Whoever can rewrite the whole table can still rewrite the whole chain: keep a copy of the newest hash
//! elsewhere (`waymark check` prints it) to notice that too.

mod area;
mod sought;

pub use area::Area;
pub use sought::{Sought, ids};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// SHA-256 over an entry and the hash before it.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// What the first entry follows.
    pub const START: Self = Self([0; 32]);

    /// Reads 64 hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 64 {
            return None;
        }
        let mut hash = [0; 32];
        for (byte, pair) in hash.iter_mut().zip(bytes.chunks_exact(2)) {
            let digit = |c: u8| char::from(c).to_digit(16);
            *byte = u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok()?;
        }
        Some(Self(hash))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// One thing that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its place in the chain: 1, 2, 3, ...
    pub sequence: u64,
    /// When, to the microsecond.
    pub at: Timestamp,
    /// Who: a person's id, or the part of the program that acted ("command line", "job").
    pub actor: String,
    /// What: a noun and a verb ("person.invited").
    pub action: String,
    /// To whom or what: an id.
    pub subject: String,
    /// What else is worth knowing; never a secret.
    pub detail: String,
}

impl Entry {
    /// The hash of this entry behind `previous`.
    ///
    /// Every field is preceded by its length, so that no two entries have the same bytes.
    pub fn hash(&self, previous: Hash) -> Hash {
        let mut sha = Sha256::new();
        sha.update(previous.0);
        sha.update(self.sequence.to_be_bytes());
        sha.update(self.at.as_microsecond().to_be_bytes());
        for field in [&self.actor, &self.action, &self.subject, &self.detail] {
            sha.update((field.len() as u64).to_be_bytes());
            sha.update(field.as_bytes());
        }
        Hash(sha.finalize().into())
    }
}

/// Where a chain stops holding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// An entry is missing, or one too many, before this place.
    Gap {
        /// The place that was expected.
        expected: u64,
        /// The place that was found.
        found: u64,
    },
    /// The entry at this place is not what was written there.
    Altered(
        /// Its place.
        u64,
    ),
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gap { expected, found } => write!(f, "entry {expected} is missing (entry {found} stands in its place)"),
            Self::Altered(sequence) => write!(f, "entry {sequence} is not what was written there"),
        }
    }
}

impl std::error::Error for Broken {}

/// The end of a chain: where the next entry goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many entries there are.
    pub sequence: u64,
    /// The hash of the last one.
    pub hash: Hash,
}

impl Head {
    /// The end of the empty chain.
    pub const START: Self = Self { sequence: 0, hash: Hash::START };

    /// Goes on by one entry that is stored with `hash`.
    ///
    /// # Errors
    ///
    /// [`Broken`] when the entry does not belong here or its hash is another.
    pub fn follow(self, entry: &Entry, hash: Hash) -> Result<Self, Broken> {
        let expected = self.sequence + 1;
        if entry.sequence != expected {
            return Err(Broken::Gap { expected, found: entry.sequence });
        }
        if entry.hash(self.hash) != hash {
            return Err(Broken::Altered(expected));
        }
        Ok(Self { sequence: expected, hash })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn chain(details: &[String]) -> Vec<(Entry, Hash)> {
        let mut head = Head::START;
        details
            .iter()
            .map(|detail| {
                let entry = Entry {
                    sequence: head.sequence + 1,
                    at: Timestamp::from_second(1_800_000_000).expect("in range"),
                    actor: "a".into(),
                    action: "person.invited".into(),
                    subject: "b".into(),
                    detail: detail.clone(),
                };
                let hash = entry.hash(head.hash);
                head = head.follow(&entry, hash).expect("just made");
                (entry, hash)
            })
            .collect()
    }

    fn verify(chain: &[(Entry, Hash)]) -> Result<Head, Broken> {
        chain.iter().try_fold(Head::START, |head, (entry, hash)| head.follow(entry, *hash))
    }

    proptest! {
        #[test]
        fn an_untouched_chain_holds(details in prop::collection::vec(".{0,20}", 0..20)) {
            let chain = chain(&details);
            prop_assert_eq!(verify(&chain).expect("holds").sequence, details.len() as u64);
        }

        #[test]
        fn any_change_to_an_entry_breaks_the_chain_there(details in prop::collection::vec(".{0,20}", 1..20), at in any::<prop::sample::Index>(), which in 0..4) {
            let mut chain = chain(&details);
            let at = at.index(chain.len());
            let entry = &mut chain[at].0;
            match which {
                0 => entry.detail.push('x'),
                1 => entry.actor = "somebody else".into(),
                2 => entry.at += jiff::SignedDuration::from_micros(1),
                _ => std::mem::swap(&mut entry.action, &mut entry.subject),
            }
            prop_assert_eq!(verify(&chain), Err(Broken::Altered(at as u64 + 1)));
        }

        #[test]
        fn a_removed_or_swapped_entry_is_noticed(details in prop::collection::vec(".{0,20}", 2..20), at in any::<prop::sample::Index>()) {
            let chain = chain(&details);
            let at = at.index(chain.len() - 1);
            let mut removed = chain.clone();
            removed.remove(at);
            prop_assert!(verify(&removed).is_err());
            let mut swapped = chain.clone();
            swapped.swap(at, at + 1);
            prop_assert!(verify(&swapped).is_err());
        }
    }

    #[test]
    fn fields_do_not_run_into_each_other() {
        let entry = |actor: &str, action: &str| Entry {
            sequence: 1,
            at: Timestamp::UNIX_EPOCH,
            actor: actor.into(),
            action: action.into(),
            subject: String::new(),
            detail: String::new(),
        };
        assert_ne!(entry("ab", "c").hash(Hash::START), entry("a", "bc").hash(Hash::START));
    }

    #[test]
    fn a_hash_reads_back_from_its_digits() {
        let hash = Hash(std::array::from_fn(|i| u8::try_from(i * 8).expect("small")));
        assert_eq!(Hash::from_hex(&hash.to_string()), Some(hash));
        assert_eq!(Hash::from_hex("zz"), None);
        assert_eq!(Hash::from_hex(&"é".repeat(32)), None);
    }
}
