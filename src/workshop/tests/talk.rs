use super::*;
use Colour::{Green, Red, Yellow};
use Trend::{Better, Same, Worse};

fn order(workshop: &Workshop) -> Vec<&str> {
    workshop.talk().into_iter().map(|section| section.topic.id.as_str()).collect()
}

/// Which of these is talked about first: their places.
fn ranked(tallies: &[Tally]) -> Vec<usize> {
    let section = |(at, tally): (usize, &Tally)| {
        let mut section = Section::from(topic(&format!("section-{at}")));
        section.tally = Some(*tally);
        section
    };
    let workshop = Workshop { sections: tallies.iter().enumerate().map(section).collect(), ..opened(Way::Points) };
    let place = |id: &str| id.trim_start_matches("section-").parse().expect("a number");
    order(&workshop).into_iter().map(place).collect()
}

#[test]
fn the_most_divided_comes_first_then_the_lowest_and_last_what_nobody_knows() {
    let workshop = revealed([&[4, 4, 4, 4, 4], &[2, 2, 2, 3, 3], &[1, 1, 5, 5, 5]]);
    assert_eq!(order(&workshop), ["learning", "balance", "cohesion"]);
    let workshop = revealed([&[1, 1], &[5, 5, 5], &[4, 4, 4]]);
    assert_eq!(order(&workshop), ["learning", "balance", "cohesion"]);
    assert_eq!(order(&opened(Way::Points)), ["cohesion", "balance", "learning"], "nothing is known before the reveal");
    assert_eq!(
        ranked(&[
            tally(&[1, 1]),
            tally(&[2, 2, 2, 2, 2]),
            tally(&[2, 2, 2, 5]),
            tally(&[1, 2, 4, 5]),
            tally(&[1, 3, 3, 4]),
            tally(&[1, 2, 3, 4, 5]),
            tally(&[1, 1, 1, 5, 5, 5]),
            tally(&[1, 1, 3, 4, 4]),
        ]),
        // Half against half; two fifths, the lower first; no majority, twice; twice 2, as they were asked; too few.
        [6, 7, 5, 3, 4, 1, 2, 0]
    );
}

#[test]
fn lights_are_in_the_order_of_their_colour_then_of_their_trend() {
    assert_eq!(
        ranked(&[
            lit(&[(Green, Same); 3]),
            lit(&[(Yellow, Better); 3]),
            lit(&[(Yellow, Worse); 5]),
            lit(&[(Red, Better), (Red, Better), (Green, Worse), (Green, Worse), (Green, Worse)]),
            lit(&[(Red, Same); 3]),
            lit(&[(Red, Same), (Yellow, Same), (Green, Same)]),
            lit(&[(Red, Same), (Green, Same)]),
            lit(&[(Yellow, Better), (Yellow, Worse), (Yellow, Same)]),
        ]),
        [3, 5, 4, 2, 7, 1, 0, 6]
    );
}

proptest! {
    #[test]
    fn every_section_is_talked_about_once_and_what_is_shown_decides_when(
        rows in prop::collection::vec(prop::collection::vec(1..=5u8, 0..9), 3)
    ) {
        let workshop = revealed_of(&rows);
        let talk = workshop.talk();
        let mut ids: Vec<_> = talk.iter().map(|section| section.topic.id.clone()).collect();
        ids.sort();
        prop_assert_eq!(ids, ["balance", "cohesion", "learning"].map(slug));
        // Divided ones first, and what nothing is shown of last.
        let divided: Vec<bool> = talk.iter().map(|section| section.tally.unwrap().divided() == Some(true)).collect();
        prop_assert!(divided.is_sorted_by(|before, then| before >= then));
        let shown: Vec<bool> = talk.iter().map(|section| section.tally.unwrap().most().is_some()).collect();
        prop_assert!(shown.is_sorted_by(|before, then| before >= then));
    }
}

/// A workshop in which one more voted on the first section, so that there is something to reveal.
fn revealed_of(rows: &[Vec<u8>]) -> Workshop {
    let first: Vec<u8> = rows[0].iter().copied().chain([3]).collect();
    revealed([&first, &rows[1], &rows[2]])
}
