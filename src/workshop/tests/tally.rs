use super::*;
use Colour::{Green, Red, Yellow};
use Trend::{Better, Same, Worse};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn of_one_or_two_nothing_is_shown_of_three_the_majority_of_five_how_many() {
    assert_eq!([0, 1, 2].map(detail), [Detail::Nothing; 3]);
    assert_eq!([3, 4].map(detail), [Detail::Majority; 2]);
    assert_eq!([5, 6, u32::MAX].map(detail), [Detail::Distribution; 3]);
    assert_eq!([tally(&[]), tally(&[1, 5])], [0, 2].map(|voters| Tally::Nothing { voters }));
    let most = |number| Most::Points(Some(Points::new(number).expect("from 1 to 5")));
    assert_eq!(tally(&[4, 1, 4]), Tally::Majority { voters: 3, most: most(4) });
    assert_eq!(tally(&[4, 1, 4, 5]), Tally::Majority { voters: 4, most: Most::Points(None) }, "half is not more than half");
    assert_eq!(tally(&[4, 4, 4, 4]), Tally::Majority { voters: 4, most: most(4) });
    let counts = Counts::Points([1, 0, 0, 3, 1]);
    assert_eq!(tally(&[4, 1, 4, 5, 4]), Tally::Distribution { voters: 5, counts });
    assert_eq!((counts.most(), tally(&[4, 1, 4, 5, 4]).most()), (most(4), Some(most(4))));
    assert_eq!((tally(&[1, 5]).most(), tally(&[1, 5]).voters()), (None, 2));
}

#[test]
fn colours_and_trends_are_counted_apart() {
    let four = [(Yellow, Better), (Yellow, Same), (Yellow, Better), (Red, Better)];
    let most = Most::Lights { colour: Some(Yellow), trend: Some(Better) };
    assert_eq!(lit(&four), Tally::Majority { voters: 4, most });
    let apart = [(Yellow, Better), (Green, Better), (Red, Better)];
    assert_eq!(lit(&apart), Tally::Majority { voters: 3, most: Most::Lights { colour: None, trend: Some(Better) } });
    // Who saw red and worse cannot be told from who saw red and better.
    let together = [(Red, Worse), (Red, Worse), (Green, Better), (Green, Better), (Yellow, Same)];
    let crossed = [(Red, Better), (Red, Same), (Green, Worse), (Green, Worse), (Yellow, Better)];
    let counts =
        Counts::Lights { colours: Colours { red: 2, yellow: 1, green: 2 }, trends: Trends { worse: 2, same: 1, better: 2 } };
    assert_eq!([lit(&together), lit(&crossed)], [Tally::Distribution { voters: 5, counts }; 2]);
}

#[test]
fn votes_of_another_way_are_none() {
    let mixed = [points(4), light(Red, Worse), points(4), points(5)];
    assert_eq!(Tally::of(Way::Points, mixed), tally(&[4, 4, 5]));
    assert_eq!(Tally::of(Way::Lights, mixed), Tally::Nothing { voters: 1 });
}

/// Everything that so many people may vote, whoever votes what.
fn all_of(way: Way, voters: usize) -> Vec<Vec<Vote>> {
    (0..voters).fold(vec![vec![]], |all, _| {
        let with =
            |before: Vec<Vote>| votes(way).into_iter().map(move |vote| before.iter().copied().chain([vote]).collect::<Vec<_>>());
        all.into_iter().flat_map(with).collect()
    })
}

/// What more than half say, told from the middle one of all: another way to find it than the program's.
fn middle<T: Ord + Copy>(mut said: Vec<T>) -> Option<T> {
    said.sort_unstable();
    let middle = *said.get(said.len() / 2)?;
    (2 * said.iter().filter(|one| **one == middle).count() > said.len()).then_some(middle)
}

/// Majorities, of colours and of trends apart.
fn majorities(votes: &[Vote]) -> (Option<Points>, Option<Colour>, Option<Trend>) {
    let numbers = votes.iter().filter_map(|vote| if let Vote::Points(points) = vote { Some(*points) } else { None });
    let lights = || votes.iter().filter_map(|vote| if let Vote::Light(light) = vote { Some(*light) } else { None });
    (
        middle(numbers.collect()),
        middle(lights().map(|light| light.colour).collect()),
        middle(lights().map(|light| light.trend).collect()),
    )
}

/// All that is ever shown of a tally, in one text.
fn all_that_is_shown(tally: &Tally) -> String {
    let json = serde_json::to_string(tally).expect("plain");
    let stand = Stand::Voted(tally);
    format!(
        "{json} {tally} {} {stand} {} {:?} {:?} {:?}",
        tally.short(),
        stand.short(),
        stand.level(),
        tally.mean(),
        tally.divided()
    )
}

#[test]
fn of_three_or_four_voters_nothing_follows_but_the_majority_whatever_they_vote() {
    for (way, voters) in [(Way::Points, 3), (Way::Points, 4), (Way::Lights, 3), (Way::Lights, 4)] {
        let mut shown: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
        for votes in all_of(way, voters) {
            let tally = Tally::of(way, votes.iter().copied());
            assert!(matches!(tally, Tally::Majority { .. }));
            shown.entry(majorities(&votes)).or_default().insert(all_that_is_shown(&tally));
        }
        // The same majority always shows the same, and another one something else.
        assert!(shown.values().all(|texts| texts.len() == 1), "{shown:?}");
        assert_eq!(shown.values().flatten().collect::<BTreeSet<_>>().len(), shown.len());
        assert_eq!(shown.len(), if way == Way::Points { 6 } else { 16 });
    }
}

#[test]
fn of_fewer_than_three_voters_nothing_follows_whatever_they_vote() {
    for way in [Way::Points, Way::Lights] {
        for voters in 0..3 {
            let shown: BTreeSet<String> =
                all_of(way, voters).into_iter().map(|votes| all_that_is_shown(&Tally::of(way, votes))).collect();
            assert_eq!(shown.len(), 1, "{shown:?}");
        }
    }
}

#[test]
fn the_mean_is_in_tenths_and_halves_go_up() {
    let tenths = |numbers: &[u8]| tally(numbers).mean().map(|mean| mean.tenths);
    assert_eq!(tenths(&[1, 2, 3, 4, 5]), Some(30));
    assert_eq!(tenths(&[5; 7]), Some(50));
    // 27 / 8 is 3.375, 26 / 8 is 3.25.
    assert_eq!(tenths(&[3, 3, 3, 3, 3, 4, 4, 4]), Some(34));
    assert_eq!(tenths(&[3, 3, 3, 3, 3, 3, 4, 4]), Some(33));
    assert_eq!(tenths(&[4, 4, 4]), None, "a mean of a few tells more than their majority");
    assert_eq!(lit(&[(Green, Same); 5]).mean(), None, "colours are no numbers");
}

#[test]
fn divided_is_a_quarter_at_either_end() {
    assert_eq!(tally(&[1, 3, 3, 5]).divided(), None, "four show no more than a majority");
    assert_eq!(tally(&[1, 2, 3, 4, 5]).divided(), Some(true));
    assert_eq!(tally(&[1, 3, 3, 3, 5]).divided(), Some(false), "one of five is less than a quarter");
    assert_eq!(tally(&[2, 2, 3, 3, 3, 3, 4, 4]).divided(), Some(true));
    assert_eq!(tally(&[1, 3, 3, 3, 3, 3, 5, 5]).divided(), Some(false));
    assert_eq!(tally(&[1, 1, 1, 1, 1]).divided(), Some(false));
    let lights = |red, yellow, green| {
        let colours = [vec![Red; red], vec![Yellow; yellow], vec![Green; green]].concat();
        lit(&colours.into_iter().map(|colour| (colour, Same)).collect::<Vec<_>>()).divided()
    };
    assert_eq!([lights(2, 4, 2), lights(1, 5, 2), lights(0, 8, 0)], [Some(true), Some(false), Some(false)]);
}

/// How many there are of one kind.
fn how_many<T>(all: &[T], is: impl Fn(&T) -> bool) -> u32 {
    u32::try_from(all.iter().filter(|one| is(one)).count()).expect("a few")
}

proptest! {
    #[test]
    fn a_distribution_adds_up_to_its_voters_and_its_mean_is_the_nearest_tenth(
        numbers in prop::collection::vec(1..=5u8, 5..60), seed in 0..60usize
    ) {
        let shown = tally(&numbers);
        let Tally::Distribution { voters, counts: Counts::Points(counts) } = shown else { panic!("{shown:?}") };
        prop_assert_eq!((voters, counts.iter().sum::<u32>()), (how_many(&numbers, |_| true), voters));
        for (value, count) in (1..).zip(counts) {
            prop_assert_eq!(how_many(&numbers, |number| *number == value), count);
        }
        let sum: i64 = numbers.iter().map(|number| i64::from(*number)).sum();
        let apart = i64::from(shown.mean().expect("of five").tenths) * i64::from(voters) - 10 * sum;
        prop_assert!(-i64::from(voters) < 2 * apart && 2 * apart <= i64::from(voters), "halves go up");

        let mut turned = numbers.clone();
        turned.rotate_left(seed % numbers.len());
        turned.reverse();
        prop_assert_eq!(tally(&turned), shown);
    }

    #[test]
    fn colours_and_trends_both_add_up_to_the_voters(
        lights in prop::collection::vec((prop::sample::select(&Colour::ALL), prop::sample::select(&Trend::ALL)), 5..40)
    ) {
        let shown = lit(&lights);
        let Tally::Distribution { voters, counts: Counts::Lights { colours, trends } } = shown else { panic!("{shown:?}") };
        prop_assert_eq!(voters, how_many(&lights, |_| true));
        for (colour, count) in colours.each() {
            prop_assert_eq!(how_many(&lights, |light| light.0 == colour), count);
        }
        for (trend, count) in trends.each() {
            prop_assert_eq!(how_many(&lights, |light| light.1 == trend), count);
        }
        let level = shown.level().expect("something is shown");
        prop_assert!((1..=5).contains(&level));
        prop_assert_eq!(shown.divided(), Some(4 * colours.red >= voters && 4 * colours.green >= voters));
    }
}
