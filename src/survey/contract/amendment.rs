//! What may change after the launch: the threshold rises, the viewers become fewer. Nothing else, least of all the times.

use super::{Contract, ContractHash, Viewers};
use crate::{canonical::Canonical, survey::rules::greatest_k};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What holds from an amendment on, in place of what the contract says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// The threshold.
    pub k: u8,
    /// Who sees the release.
    pub viewers: Viewers,
}

/// Why a contract stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AmendRefused {
    /// The threshold would fall.
    KFalls {
        /// What it is.
        from: u8,
    },
    /// The threshold would be greater than it may be.
    KTooHigh {
        /// The greatest.
        most: u8,
    },
    /// Others would see the release than were promised.
    ViewersWiden,
    /// Nothing would change.
    Same,
    /// The survey has closed: its release goes by what held then.
    Closed,
}

impl Amendment {
    /// The hash of the chain that ends with this, behind `previous`: that of the contract or of the amendment before.
    ///
    /// SHA-256 over the domain `waymark amendment 1`, the hash before, k (number) and viewers (text), in the encoding of
    /// the contract.
    pub fn hash(self, previous: ContractHash) -> ContractHash {
        let bytes = Canonical::new("waymark amendment 1").hash(previous.bytes());
        ContractHash::of(bytes.number(self.k.into()).text(self.viewers.word()).finish())
    }
}

/// The hash of a contract with its amendments, in order.
pub fn head(contract: &Contract, amendments: &[Amendment]) -> ContractHash {
    amendments.iter().fold(contract.hash(), |previous, amendment| amendment.hash(previous))
}

/// Threshold and viewers that hold with `amendments`. Whatever these say, the threshold is never less than the contract's,
/// and the viewers never more.
pub fn in_force(contract: &Contract, amendments: &[Amendment]) -> (u8, Viewers) {
    amendments.iter().fold((contract.k, contract.viewers), |(k, viewers), amendment| {
        let viewers = if narrows(viewers, amendment.viewers) { amendment.viewers } else { viewers };
        (k.max(amendment.k), viewers)
    })
}

fn narrows(from: Viewers, to: Viewers) -> bool {
    (from, to) == (Viewers::Everyone, Viewers::Leaders)
}

/// Whether `next` may follow `amendments` at `now`; if so, the hash of the chain with it.
///
/// # Errors
///
/// [`AmendRefused`] says what stands against it.
pub fn amend(
    contract: &Contract,
    amendments: &[Amendment],
    next: Amendment,
    now: Timestamp,
) -> Result<ContractHash, AmendRefused> {
    let (k, viewers) = in_force(contract, amendments);
    let most = greatest_k(contract.kind);
    if now >= contract.closes {
        Err(AmendRefused::Closed)
    } else if next.k < k {
        Err(AmendRefused::KFalls { from: k })
    } else if next.k > k.max(most) {
        Err(AmendRefused::KTooHigh { most })
    } else if next.viewers != viewers && !narrows(viewers, next.viewers) {
        Err(AmendRefused::ViewersWiden)
    } else if (next.k, next.viewers) == (k, viewers) {
        Err(AmendRefused::Same)
    } else {
        Ok(next.hash(head(contract, amendments)))
    }
}
