//! Who is on the roster: kept beside the contract, which has the hashes.

use super::{Contract, ContractUnit};
use crate::{PersonId, audit::Hash, canonical::Canonical, survey::units::Units};
use serde::{Deserialize, Serialize};

/// Somebody on the roster, as they were at launch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterEntry {
    /// Who.
    pub person: PersonId,
    /// What they were called.
    pub name: String,
    /// The place of their reporting unit among the contract's units.
    pub unit: usize,
}

/// The units as a contract has them, and the roster beside it, by unit and then person.
///
/// `name` gives what somebody is called, `key` the public key of the reporting unit at a place (nothing in open mode).
pub fn freeze(
    units: &Units,
    name: impl Fn(PersonId) -> String,
    key: impl Fn(usize) -> String,
) -> (Vec<ContractUnit>, Vec<RosterEntry>) {
    let mut roster = Vec::with_capacity(units.roster());
    let contract = units.nodes.iter().enumerate().map(|(at, unit)| {
        let from = roster.len();
        roster.extend(unit.members.iter().map(|person| RosterEntry { person: *person, name: name(*person), unit: at }));
        let is_leaf = units.is_leaf(at);
        ContractUnit {
            parent: unit.parent,
            names: unit.names.clone(),
            teams: unit.teams.clone(),
            size: unit.size,
            roster_hash: if is_leaf { roster_hash(&roster[from..]) } else { String::new() },
            key: if is_leaf { key(at) } else { String::new() },
        }
    });
    (contract.collect(), roster)
}

/// The hash of who is in a unit, in hexadecimal digits: SHA-256 over the domain `waymark roster 1` and the list of
/// everybody's id and name, by id and then name, in the encoding of the contract. Their order here does not matter.
pub fn roster_hash(entries: &[RosterEntry]) -> String {
    let mut pairs: Vec<_> = entries.iter().map(|entry| (entry.person, entry.name.as_str())).collect();
    pairs.sort_unstable();
    let bytes = Canonical::new("waymark roster 1").list(&pairs, |to, (person, name)| to.id(person.uuid()).text(name));
    Hash(bytes.finish()).to_string()
}

/// Whether `entries` are exactly those whom the contract has in its reporting unit at place `unit`. Never true of a group
/// above units, which has no roster of its own.
pub fn verify_unit(contract: &Contract, unit: usize, entries: &[RosterEntry]) -> bool {
    let of_contract = contract.units.get(unit);
    of_contract.is_some_and(|of_contract| {
        of_contract.size == entries.len()
            && entries.iter().all(|entry| entry.unit == unit)
            && of_contract.roster_hash == roster_hash(entries)
    })
}
