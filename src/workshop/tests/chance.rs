//! Whatever people try with a workshop, in any order.

use super::*;
use std::collections::BTreeMap;

/// What somebody tries.
#[derive(Clone, Debug)]
enum Attempt {
    /// Who votes, in which part, and on what.
    Cast(usize, Part, Vec<(Slug, Option<Vote>)>),
    Reveal,
    Decide(Slug, Option<Consensus>),
    Close,
    GiveUp,
}

/// A section of the workshops of the tests, seldom one that there is not.
fn section() -> impl Strategy<Value = Slug> {
    prop_oneof![
        3 => Just("cohesion"), 3 => Just("balance"), 3 => Just("learning"), 1 => Just("flow"),
    ]
    .prop_map(slug)
}

/// A vote of this way, seldom of the other.
fn vote(way: Way) -> impl Strategy<Value = Vote> {
    let other = if way == Way::Points { Way::Lights } else { Way::Points };
    prop_oneof![20 => prop::sample::select(votes(way)), 1 => prop::sample::select(votes(other))]
}

fn cast(way: Way) -> impl Strategy<Value = Attempt> {
    let part = prop_oneof![10 => Just(Part::Votes), 1 => Just(Part::Leads), 1 => Just(Part::Outside)];
    let votes = prop::collection::vec((section(), prop::option::weighted(0.9, vote(way))), 0..4);
    (0..8usize, part, votes).prop_map(|(who, part, votes)| Attempt::Cast(who, part, votes))
}

fn attempt(way: Way) -> impl Strategy<Value = Attempt> {
    let consensus = (vote(way), "[a-z ]{0,6}").prop_map(|(stand, note)| Consensus { stand, note });
    prop_oneof![
        24 => cast(way),
        1 => Just(Attempt::Reveal),
        3 => (section(), prop::option::weighted(0.8, consensus)).prop_map(|(section, said)| Attempt::Decide(section, said)),
        1 => Just(Attempt::Close),
        1 => Just(Attempt::GiveUp),
    ]
}

fn attempts() -> impl Strategy<Value = (Way, Vec<Attempt>)> {
    prop::sample::select(vec![Way::Points, Way::Lights])
        .prop_flat_map(|way| (Just(way), prop::collection::vec(attempt(way), 0..60)))
}

/// What is true of a workshop at any time.
fn holds(workshop: &Workshop) -> Result<(), TestCaseError> {
    let is_revealed = workshop.stage != Stage::Voting;
    prop_assert_eq!(workshop.turnout.is_some(), is_revealed);
    for section in &workshop.sections {
        prop_assert_eq!(section.tally.is_some(), is_revealed);
        prop_assert!(is_revealed || section.consensus.is_none());
        prop_assert!(section.consensus.as_ref().is_none_or(|said| said.stand.way() == workshop.way));
        let Some(tally) = section.tally else { continue };
        let voters = tally.voters();
        match tally {
            Tally::Nothing { .. } => prop_assert!(voters < 3),
            Tally::Majority { .. } => prop_assert!(voters == 3 || voters == 4),
            Tally::Distribution { counts: Counts::Points(counts), .. } => {
                prop_assert!(voters >= 5);
                prop_assert_eq!(counts.iter().sum::<u32>(), voters);
            }
            Tally::Distribution { counts: Counts::Lights { colours, trends }, .. } => {
                prop_assert!(voters >= 5);
                prop_assert_eq!(colours.each().iter().map(|(_, count)| count).sum::<u32>(), voters);
                prop_assert_eq!(trends.each().iter().map(|(_, count)| count).sum::<u32>(), voters);
            }
        }
    }
    let json = serde_json::to_string(workshop).expect("plain");
    prop_assert_eq!(&serde_json::from_str::<Workshop>(&json).expect("a workshop"), workshop);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn whatever_is_tried_in_any_order_votes_count_once_and_nothing_changes_after_the_reveal((way, attempts) in attempts()) {
        let mut workshop = opened(way);
        // As the store keeps them, and apart from that what each person said last.
        let mut ballots: BTreeMap<usize, Ballot> = BTreeMap::new();
        let mut last: BTreeMap<(Slug, usize), Vote> = BTreeMap::new();
        for (at, attempt) in (1..).map(second).zip(attempts) {
            let before = workshop.clone();
            match attempt {
                Attempt::Cast(who, part, votes) => {
                    let mine = ballots.get(&who).cloned().unwrap_or_default();
                    let Ok(ballot) = workshop.cast(part, &mine, &votes) else { continue };
                    prop_assert_eq!((part, workshop.stage), (Part::Votes, Stage::Voting));
                    prop_assert_eq!(workshop.cast(part, &ballot, &votes), Ok(ballot.clone()), "sent twice, it is cast once");
                    ballots.insert(who, ballot);
                    for (section, vote) in votes {
                        prop_assert!(vote.is_none_or(|vote| vote.way() == way));
                        match vote {
                            Some(vote) => last.insert((section, who), vote),
                            None => last.remove(&(section, who)),
                        };
                    }
                    let all: Vec<Ballot> = ballots.values().cloned().collect();
                    let progress = workshop.progress(&all, 8);
                    for (section, count) in progress.sections {
                        prop_assert_eq!(last.keys().filter(|(id, _)| *id == section).count(), usize::try_from(count).unwrap());
                    }
                }
                Attempt::Reveal => {
                    let all: Vec<Ballot> = ballots.values().cloned().collect();
                    let Ok(revealed) = workshop.reveal(&all, 8, at) else {
                        prop_assert!(last.is_empty() || workshop.stage != Stage::Voting);
                        continue;
                    };
                    prop_assert_eq!(workshop.stage, Stage::Voting);
                    let turned: Vec<Ballot> = all.iter().rev().cloned().collect();
                    prop_assert_eq!(&workshop.reveal(&turned, 8, at).expect("revealed"), &revealed, "in whatever order");
                    for section in &revealed.sections {
                        let said = last.iter().filter(|((id, _), _)| *id == section.topic.id).map(|(_, vote)| *vote);
                        prop_assert_eq!(section.tally, Some(Tally::of(way, said)), "what each said last, once");
                    }
                    workshop = revealed;
                    ballots.clear();
                }
                Attempt::Decide(section, consensus) => {
                    let Ok(decided) = workshop.decide(&section, consensus) else { continue };
                    prop_assert!(matches!(workshop.stage, Stage::Revealed { .. }), "only while they talk");
                    workshop = decided;
                }
                Attempt::Close => {
                    let Ok(closed) = workshop.close(at) else { continue };
                    prop_assert!(matches!(workshop.stage, Stage::Revealed { .. }), "only while they talk");
                    prop_assert_eq!(&closed.sections, &workshop.sections);
                    workshop = closed;
                }
                Attempt::GiveUp => {
                    prop_assert_eq!(workshop.give_up().is_ok(), workshop.stage == Stage::Voting);
                    continue;
                }
            }
            holds(&workshop)?;
            if before.stage != Stage::Voting {
                let tallies = |workshop: &Workshop| workshop.sections.iter().map(|section| section.tally).collect::<Vec<_>>();
                prop_assert_eq!(tallies(&before), tallies(&workshop), "no tally changes");
                prop_assert_eq!(before.turnout, workshop.turnout);
            }
            prop_assert!(before.is_open() || before == workshop, "nothing changes after the end");
            prop_assert_eq!(before.version != workshop.version, before != workshop, "a change has a version of its own");
        }
    }
}
