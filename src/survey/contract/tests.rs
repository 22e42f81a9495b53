use super::*;
use crate::{
    PersonId,
    survey::units::{Node, cut},
};
use jiff::SignedDuration;
use proptest::prelude::*;
use uuid::Uuid;

fn id(number: usize) -> Uuid {
    Uuid::from_u128(number as u128)
}

fn person(number: usize) -> PersonId {
    PersonId::from_uuid(id(number))
}

fn contract() -> (Contract, Vec<RosterEntry>) {
    let team = |number| TeamId::from_uuid(id(number));
    let node = |number: usize, parent| Node { name: format!("Team {number}"), team: team(number), parent };
    let nodes = [node(0, None), node(1, Some(team(0))), node(2, Some(team(0)))];
    let members: Vec<_> = (0..24).map(|at| (person(at), Some(team(1 + at % 2)))).collect();
    let (units, roster) = freeze(&cut(&nodes, &members, 5), |person| format!("{person}"), |unit| format!("key {unit}"));
    let opens = Timestamp::from_second(1_800_000_000).expect("in range");
    let contract = Contract {
        survey: SurveyId::from_uuid(id(7)),
        kind: Kind::Company,
        mode: Mode::Confidential,
        name: "2027 H1".into(),
        questionnaire: Asked { id: "company".into(), version: 3, hash: "00ff".into(), lang: "en".into() },
        k: 5,
        units,
        attributes: vec!["tenure".into()],
        viewers: Viewers::Everyone,
        opens,
        closes: opens + SignedDuration::from_hours(14 * 24),
        seal_key: "seal".into(),
    };
    (contract, roster)
}

type Alter = fn(&mut Contract);

/// One change of every field.
const ALTERED: [Alter; 24] = [
    |c| c.survey = SurveyId::from_uuid(id(8)),
    |c| c.kind = Kind::Team,
    |c| c.mode = Mode::Open,
    |c| c.name.push(' '),
    |c| c.questionnaire.id.push('x'),
    |c| c.questionnaire.version += 1,
    |c| c.questionnaire.hash = "00fe".into(),
    |c| c.questionnaire.lang = "de".into(),
    |c| c.k += 1,
    |c| c.units[1].parent = None,
    |c| c.units[1].parent = Some(1),
    |c| c.units[1].names[0].push('x'),
    |c| c.units[1].names.push(String::new()),
    |c| _ = c.units[1].teams.pop(),
    |c| c.units[2].size += 1,
    |c| c.units[2].roster_hash.push('0'),
    |c| c.units[2].key = "another".into(),
    |c| c.units.swap(1, 2),
    |c| _ = c.units.pop(),
    |c| c.attributes.clear(),
    |c| c.viewers = Viewers::Leaders,
    |c| c.opens += SignedDuration::from_nanos(1),
    |c| c.closes -= SignedDuration::from_nanos(1),
    |c| c.seal_key.clear(),
];

#[test]
fn a_change_of_any_field_changes_hash_and_words() {
    let (contract, _) = contract();
    let mut hashes = vec![contract.hash()];
    for alter in ALTERED {
        let mut altered = contract.clone();
        alter(&mut altered);
        assert!(!hashes.contains(&altered.hash()));
        assert_ne!(altered.hash().words(), contract.hash().words());
        hashes.push(altered.hash());
    }
}

#[test]
fn texts_do_not_run_into_each_other() {
    let (mut a, _) = contract();
    a.questionnaire.hash = "ab".into();
    a.questionnaire.lang = "c".into();
    let mut b = a.clone();
    b.questionnaire.hash = "a".into();
    b.questionnaire.lang = "bc".into();
    assert_ne!(a.hash(), b.hash());
}

// If this fails, invitations that were sent no longer match: the encoding needs a new version and must keep this one.
#[test]
fn the_hash_of_version_1_stays() {
    let hash = contract().0.hash();
    assert_eq!(hash.to_string(), "2c090202b31c50c804093e57426c0fc61fdd212a2cfd608be315fe8e85c64a9b");
    assert_eq!(hash.words().join(" "), "clown elite level great shallow goat");
}

#[test]
fn words_are_the_first_66_bits() {
    assert_eq!(ContractHash::of([0; 32]).words(), ["abandon"; 6]);
    assert_eq!(ContractHash::of([0xff; 32]).words(), ["zoo"; 6]);
    let mut bytes = [0; 32];
    // The last bit of the first word, the first of the second, and the last that is said.
    (bytes[1], bytes[8]) = (0b0011_0000, 0b0100_0000);
    assert_eq!(ContractHash::of(bytes).words(), ["ability", "length", "abandon", "abandon", "abandon", "ability"]);
    bytes[8] = 0b0011_1111;
    assert_eq!(ContractHash::of(bytes).words()[5], "abandon");
}

#[test]
fn a_contract_reads_back_from_json_with_the_same_hash() {
    let (contract, _) = contract();
    let json = serde_json::to_string(&contract).expect("plain data");
    let read: Contract = serde_json::from_str(&json).expect("just written");
    assert_eq!(read, contract);
    let hash = serde_json::to_string(&contract.hash()).expect("a text");
    assert_eq!(serde_json::from_str::<ContractHash>(&hash).expect("just written"), contract.hash());
    assert_eq!("12".parse::<ContractHash>(), Err(NotAHash));
}

#[test]
fn a_units_roster_is_exactly_the_contracts() {
    let (contract, roster) = contract();
    let of = |unit: usize| -> Vec<RosterEntry> { roster.iter().filter(|entry| entry.unit == unit).cloned().collect() };
    assert_eq!((contract.units.len(), of(1).len(), of(2).len()), (3, 12, 12));
    let mut reversed = of(1);
    reversed.reverse();
    assert!(verify_unit(&contract, 1, &reversed));
    assert!(verify_unit(&contract, 2, &of(2)));
    assert!(!verify_unit(&contract, 1, &of(2)));
    assert!(!verify_unit(&contract, 1, &of(1)[1..]));
    assert!(!verify_unit(&contract, 0, &[]));
    assert!(!verify_unit(&contract, 9, &[]));
    let alter = |alter: fn(&mut RosterEntry)| {
        let mut entries = of(1);
        alter(&mut entries[0]);
        verify_unit(&contract, 1, &entries)
    };
    assert!(!alter(|entry| entry.name.push('x')));
    assert!(!alter(|entry| entry.person = person(99)));
    assert!(!alter(|entry| entry.unit = 2));
}

#[test]
fn only_what_is_stricter_may_follow() {
    let (contract, _) = contract();
    let now = contract.opens;
    let to = |k, viewers| Amendment { k, viewers };
    let (everyone, leaders) = (Viewers::Everyone, Viewers::Leaders);
    let after = |amendments: &[Amendment], next| amend(&contract, amendments, next, now);
    assert_eq!(after(&[], to(5, everyone)), Err(AmendRefused::Same));
    assert_eq!(after(&[], to(4, everyone)), Err(AmendRefused::KFalls { from: 5 }));
    assert_eq!(after(&[], to(21, everyone)), Err(AmendRefused::KTooHigh { most: 20 }));
    assert_eq!(after(&[], to(6, Viewers::Line)), Err(AmendRefused::ViewersWiden));
    assert!(after(&[], to(6, everyone)).is_ok());
    let first = to(6, leaders);
    assert_eq!(after(&[], first), Ok(first.hash(contract.hash())));
    assert_eq!(after(&[first], to(7, everyone)), Err(AmendRefused::ViewersWiden));
    assert_eq!(after(&[first], to(5, leaders)), Err(AmendRefused::KFalls { from: 6 }));
    assert_eq!(after(&[first], to(7, leaders)), Ok(head(&contract, &[first, to(7, leaders)])));
    assert_eq!(amend(&contract, &[], first, contract.closes), Err(AmendRefused::Closed));
    assert_eq!(in_force(&contract, &[]), (5, everyone));
    assert_eq!(in_force(&contract, &[first, to(7, leaders)]), (7, leaders));
}

proptest! {
    // Whatever stands in the list, also what was never checked.
    #[test]
    fn amendments_never_loosen(list in prop::collection::vec((0..30u8, 0..3usize), 0..6)) {
        let (contract, _) = contract();
        let viewers = [Viewers::Line, Viewers::Everyone, Viewers::Leaders];
        let list: Vec<_> = list.into_iter().map(|(k, at)| Amendment { k, viewers: viewers[at] }).collect();
        let states: Vec<_> = (0..=list.len()).map(|count| in_force(&contract, &list[..count])).collect();
        for pair in states.windows(2) {
            prop_assert!(pair[0].0 <= pair[1].0);
            prop_assert!(pair[0].1 == pair[1].1 || (pair[0].1, pair[1].1) == (Viewers::Everyone, Viewers::Leaders));
        }
        let heads: Vec<_> = (0..=list.len()).map(|count| head(&contract, &list[..count])).collect();
        prop_assert!(heads.iter().enumerate().all(|(at, head)| !heads[..at].contains(head)));
    }

    #[test]
    fn words_follow_from_the_hash_alone(bytes in any::<[u8; 32]>(), other in any::<[u8; 32]>()) {
        let words = ContractHash::of(bytes).words();
        prop_assert_eq!(words, ContractHash::of(bytes).words());
        prop_assert_eq!(words == ContractHash::of(other).words(), bytes[..8] == other[..8] && bytes[8] >> 6 == other[8] >> 6);
        prop_assert_eq!(ContractHash::of(bytes).to_string().parse(), Ok(ContractHash::of(bytes)));
    }
}
