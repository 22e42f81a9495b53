use super::*;
use crate::{PersonId, survey::rules::GREATEST_K};
use proptest::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

fn day(days: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000).expect("in range") + SignedDuration::from_hours(24 * days)
}

fn launch() -> Launch {
    Launch {
        kind: Kind::Company,
        mode: Mode::Confidential,
        k: 5,
        viewers: Viewers::Everyone,
        fits: true,
        teams: 0,
        roster: 40,
        opens: day(1),
        closes: day(15),
        secure: true,
    }
}

fn team_launch() -> Launch {
    Launch { kind: Kind::Team, k: 3, viewers: Viewers::Line, teams: 1, ..launch() }
}

fn refused(launch: Launch) -> Vec<LaunchRefused> {
    check(&launch, day(0)).err().unwrap_or_default()
}

#[test]
fn what_keeps_the_rules_is_launched() {
    assert_eq!(refused(launch()), []);
    assert_eq!(refused(Launch { roster: 5, ..launch() }), []);
    assert_eq!(refused(team_launch()), []);
    assert_eq!(refused(Launch { mode: Mode::Open, roster: 1, secure: false, ..team_launch() }), []);
    assert_eq!(refused(Launch { opens: day(0), closes: day(92), ..launch() }), []);
}

#[test]
fn each_rule_refuses_by_itself() {
    use LaunchRefused::*;
    let hour = SignedDuration::from_hours(1);
    let cases = [
        (Launch { k: 4, ..launch() }, KTooLow { least: 5 }),
        (Launch { k: GREATEST_K + 1, ..launch() }, KTooHigh { most: GREATEST_K }),
        (Launch { k: 2, ..team_launch() }, KTooLow { least: 3 }),
        (Launch { k: 6, ..team_launch() }, KTooHigh { most: 5 }),
        (Launch { roster: 4, ..launch() }, TooFew { roster: 4, needed: 5 }),
        (Launch { roster: 0, mode: Mode::Open, ..team_launch() }, TooFew { roster: 0, needed: 1 }),
        (Launch { roster: 200_001, ..launch() }, TooMany { roster: 200_001 }),
        (Launch { teams: 0, ..team_launch() }, NoTeams),
        (Launch { closes: day(1), ..launch() }, ClosesFirst),
        (Launch { opens: day(-9), closes: day(0), ..launch() }, ClosesInPast),
        (Launch { opens: day(367), closes: day(370), ..launch() }, OpensTooLate),
        (Launch { opens: day(1), closes: day(94), ..launch() }, TooLong),
        (Launch { opens: day(1), closes: day(1) + hour / 2, ..launch() }, TooShort),
        // An opening in the past makes no survey longer.
        (Launch { opens: day(-3), closes: day(0) + hour / 2, ..launch() }, TooShort),
        (Launch { mode: Mode::Open, ..launch() }, OpenCompany),
        (Launch { secure: false, ..launch() }, NotSecure),
        (Launch { fits: false, ..launch() }, OtherPurpose { kind: Kind::Company }),
        (Launch { viewers: Viewers::Line, ..launch() }, OtherViewers { kind: Kind::Company }),
        (Launch { viewers: Viewers::Everyone, ..team_launch() }, OtherViewers { kind: Kind::Team }),
    ];
    for (launch, why) in cases {
        assert!(why.to_string().ends_with('.'));
        assert_eq!(refused(launch), [why]);
    }
}

#[test]
fn everything_that_is_wrong_is_said() {
    assert_eq!(refused(Launch { k: 1, secure: false, fits: false, closes: day(0), ..launch() }).len(), 4);
}

fn group(name: &str, members: impl IntoIterator<Item = u128>) -> Group {
    let members = members.into_iter().map(|number| PersonId::from_uuid(Uuid::from_u128(number))).collect();
    Group { names: vec![name.into()], members }
}

fn earlier(units: Vec<Group>) -> Earlier {
    Earlier { name: "Pulse".into(), k: 5, opens: day(-20), closes: day(-10), same_questions: true, units }
}

/// Who would be given away by a survey that follows at once: "who unit/earlier people".
fn found(then: Vec<Group>, now: &[Group]) -> Vec<String> {
    let name = |names: &Option<Vec<String>>| names.as_ref().map_or("-".into(), |names| names.join("+"));
    let said = |overlap: Overlap| {
        let who = match overlap.who {
            Who::Joined => "joined".into(),
            Who::Left => "left".into(),
            Who::More { unit, earlier } => format!("more {}/{}", unit.join("+"), earlier.join("+")),
            Who::Fewer { unit, earlier } => format!("fewer {}/{}", unit.join("+"), earlier.join("+")),
            Who::Between { unit, earlier } => format!("between {}/{}", name(&unit), name(&earlier)),
        };
        format!("{who} {}", overlap.people)
    };
    overlap(now, 5, day(1), day(15), &[earlier(then)]).into_iter().map(said).collect()
}

const NOBODY: [&str; 0] = [];

#[test]
fn the_same_units_or_enough_of_a_difference_may_follow() {
    let then = || vec![group("A", 0..10), group("B", 10..20)];
    assert_eq!(found(then(), &then()), NOBODY);
    assert_eq!(found(then(), &[group("A", 0..15), group("B", 15..20)]), NOBODY);
    assert_eq!(found(then(), &[group("All", 0..25)]), NOBODY);
    // No person in common: nothing to subtract, however few they are.
    assert_eq!(found(vec![group("A", 0..3)], &[group("B", 10..12)]), NOBODY);
    assert_eq!(found(then(), &[]), NOBODY);
    // Somebody changed from the one team to the other, each of which is asked by itself.
    assert_eq!(found(vec![group("A", 0..10)], &[group("B", 9..20)]), NOBODY);
}

#[test]
fn who_joined_left_or_moved_alone_is_protected() {
    let then = || vec![group("A", 0..10), group("B", 10..20)];
    assert_eq!(found(then(), &[group("A", 0..11), group("B", 11..20)]), ["more A/A 1", "fewer B/B 1"]);
    assert_eq!(found(then(), &[group("A", 0..10), group("B", 10..21)]), ["joined 1", "more B/B 1"]);
    assert_eq!(found(then(), &[group("A", 1..10), group("B", 10..20)]), ["left 1", "fewer A/A 1"]);
    let swapped = [group("A", (0..9).chain([19])), group("B", (10..19).chain([9]))];
    assert_eq!(found(then(), &swapped), ["more A/A 1", "fewer A/A 1", "more B/B 1", "fewer B/B 1"]);
    // Enough left the unit; but of those who came, each is one too few.
    assert_eq!(found(then(), &[group("A", (0..5).chain(20..24)), group("B", 10..20)]), ["joined 4", "more A/A 4"]);
}

#[test]
fn unions_of_units_count_too() {
    // Each unit differs from each other one by many, yet A+B is A and B and one person: the one that C1 and C2 lack of C.
    let then = vec![group("A", 0..10), group("B", 10..20), group("C", 20..50)];
    let now = |from| [group("A+B", 0..from), group("C1", from..35), group("C2", 35..50)];
    assert_eq!(found(then.clone(), &now(21)), ["between A+B/C 1"]);
    assert_eq!(found(then.clone(), &now(25)), NOBODY);
    assert_eq!(found(then, &now(20)), NOBODY);
    // From A some go to either half of B and C: where each piece is too small, both together may be large enough.
    let then = || vec![group("A", 0..20), group("B", 20..40), group("C", 40..60)];
    let now = |each: u128| {
        let half = |from: u128| (from..from + each).chain(20 + from..30 + from).chain(40 + from..50 + from);
        [group("A1", each..10), group("A2", 10 + each..20), group("BC1", half(0)), group("BC2", half(10))]
    };
    assert_eq!(found(then(), &now(3)), NOBODY);
    assert_eq!(found(then(), &now(2)), ["between BC1/A 2", "between BC2/A 2"]);
}

#[test]
fn only_near_surveys_with_the_same_questions_count() {
    let now = [group("A", 1..10)];
    let count = |earlier: Earlier| overlap(&now, 3, day(1), day(15), &[earlier]).len();
    let near = || earlier(vec![group("A", 0..10)]);
    assert_eq!(count(near()), 1);
    assert_eq!(count(Earlier { same_questions: false, ..near() }), 0);
    assert_eq!(count(Earlier { opens: day(-70), closes: day(-58), ..near() }), 1);
    assert_eq!(count(Earlier { opens: day(-70), closes: day(-59), ..near() }), 0);
    assert_eq!(count(Earlier { opens: day(74), closes: day(80), ..near() }), 1);
    assert_eq!(count(Earlier { opens: day(75), closes: day(80), ..near() }), 0);
    // The greater of both thresholds holds.
    let four_left = Earlier { k: 5, units: vec![group("A", (1..10).chain(20..24))], ..near() };
    assert_eq!(overlap(&now, 3, day(1), day(15), &[four_left])[0].needed, 5);
}

#[test]
fn a_large_roster_is_looked_at_in_no_time() {
    let units = |from: u128| -> Vec<Group> { (0..10_000).map(|at| group("U", at * 10 + from..at * 10 + from + 10)).collect() };
    assert_eq!(overlap(&units(0), 5, day(1), day(15), &[earlier(units(0))]), []);
    assert!(overlap(&units(3), 5, day(1), day(15), &[earlier(units(0))]).len() >= 10_000);
}

proptest! {
    // What is let through gives nobody away: whatever unions of units now and then are subtracted, nobody or at least k
    // people are left; and of each pair of units with common people, on either side.
    #[test]
    fn no_subtraction_leaves_a_small_group(
        homes in prop::collection::vec((0..4usize, 0..4usize, 1..12u128), 1..9),
    ) {
        let mut then: Vec<Vec<u128>> = vec![Vec::new(); 4];
        let mut now = then.clone();
        let mut next = 0;
        for (a, b, people) in homes {
            then[a].extend(next..next + people);
            now[b].extend(next..next + people);
            next += people;
        }
        // The last of each are those who are not on the roster.
        let groups = |sets: &[Vec<u128>]| -> Vec<Group> { sets[..3].iter().map(|set| group("U", set.iter().copied())).collect() };
        let is_fine = found(groups(&then), &groups(&now)).is_empty();
        let have_common = then[..3].concat().iter().any(|person| now[..3].concat().contains(person));
        let union = |sets: &[Vec<u128>], mask: usize| -> BTreeSet<u128> {
            (0..3).filter(|at| mask >> at & 1 == 1).flat_map(|at| sets[at].clone()).collect()
        };
        let is_few = |people: usize| (1..5).contains(&people);
        for a in 0..8_usize {
            for b in 0..8_usize {
                let is_pair = a.is_power_of_two() && b.is_power_of_two();
                let (a, b) = (union(&then, a), union(&now, b));
                let (left, right) = (a.difference(&b).count(), b.difference(&a).count());
                if is_fine && have_common {
                    prop_assert!(!is_few(left + right));
                    prop_assert!(!is_pair || a.is_disjoint(&b) || !(is_few(left) || is_few(right)));
                }
            }
        }
    }
}
