use super::*;
use Colour::{Green, Red, Yellow};
use Trend::{Better, Same, Worse};

/// Level, the short words and the long ones.
fn told(tally: &Tally) -> (Option<u8>, String, String) {
    let stand = Stand::Voted(tally);
    assert!(!stand.is_agreed());
    assert_eq!((stand.level(), stand.short(), stand.to_string()), (tally.level(), tally.short(), tally.to_string()));
    (tally.level(), tally.short(), tally.to_string())
}

fn is(level: impl Into<Option<u8>>, short: &str, long: &str) -> (Option<u8>, String, String) {
    (level.into(), short.to_owned(), long.to_owned())
}

#[test]
fn points_are_told_as_what_is_shown_of_them() {
    assert_eq!(told(&tally(&[])), is(None, "too few", "too few voted"));
    assert_eq!(told(&tally(&[4, 4])), is(None, "too few", "too few voted"), "nor how few");
    assert_eq!(told(&tally(&[4, 4, 1])), is(4, "most 4", "most of 3 voters chose 4"));
    assert_eq!(told(&tally(&[4, 4, 1, 2])), is(None, "no majority", "no majority among 4 voters"));
    assert_eq!(told(&tally(&[3, 3, 3, 4, 4])), is(3, "3.4", "3.4 on average of 5 votes"));
    assert_eq!(told(&tally(&[1, 1, 3, 5, 5, 5])), is(3, "3.3", "3.3 on average of 6 votes, divided"));
}

#[test]
fn lights_are_told_as_what_is_shown_of_them() {
    assert_eq!(told(&lit(&[(Red, Worse); 2])), is(None, "too few", "too few voted"));
    assert_eq!(
        told(&lit(&[(Yellow, Better), (Yellow, Better), (Red, Same)])),
        is(3, "yellow, better", "most of 3 voters chose yellow, and most better")
    );
    assert_eq!(told(&lit(&[(Green, Better), (Green, Worse), (Green, Same)])), is(5, "green", "most of 3 voters chose green"));
    assert_eq!(
        told(&lit(&[(Green, Worse), (Red, Worse), (Yellow, Worse)])),
        is(None, "no majority, worse", "no majority for a colour among 3 voters, but most chose worse")
    );
    assert_eq!(
        told(&lit(&[(Green, Worse), (Red, Same), (Yellow, Better)])),
        is(None, "no majority", "no majority among 3 voters")
    );
    assert_eq!(
        told(&lit(&[(Yellow, Better), (Yellow, Better), (Yellow, Better), (Yellow, Same), (Red, Same)])),
        is(3, "yellow, better", "1 red, 4 yellow; 2 same, 3 better")
    );
    assert_eq!(
        told(&lit(&[(Red, Worse), (Red, Worse), (Red, Worse), (Green, Better), (Green, Better), (Green, Better)])),
        is(3, "no majority", "3 red, 3 green; 3 worse, 3 better, divided")
    );
    let between = [(Yellow, Same), (Yellow, Same), (Yellow, Same), (Green, Same), (Green, Same), (Green, Same)];
    assert_eq!(told(&lit(&between)), is(4, "no majority, same", "3 yellow, 3 green; 6 same"));
}

#[test]
fn the_team_stands_where_it_agreed_else_where_it_voted() {
    let workshop = revealed([&[2, 2, 2], &[], &[]]);
    let cohesion = slug("cohesion");
    let stand = |workshop: &Workshop| {
        let stand = workshop.section(&cohesion).and_then(Section::stand).expect("revealed");
        (stand.level(), stand.short(), stand.to_string())
    };
    assert_eq!(stand(&workshop), is(1, "most 2", "most of 3 voters chose 2"));
    let decided = workshop.decide(&cohesion, Some(consensus(points(4), "x"))).expect("decided");
    assert_eq!(stand(&decided), is(4, "4", "agreed on 4"));
    assert_eq!(opened(Way::Points).sections[0].stand(), None);
    let agreed = Stand::Agreed(light(Yellow, Better));
    assert_eq!(
        (agreed.level(), agreed.short().as_str(), agreed.to_string().as_str()),
        (Some(3), "yellow, better", "agreed on yellow, better")
    );
    assert!(agreed.is_agreed());
}

#[test]
fn the_same_number_has_the_same_level_as_a_mean_of_a_review() {
    let levels: Vec<u8> = Points::all().map(Points::level).collect();
    assert_eq!(levels, [1, 1, 3, 4, 5]);
    for number in 1..=5 {
        let agreed = Stand::Agreed(points(number)).level();
        assert_eq!([tally(&[number; 3]).level(), tally(&[number; 5]).level()], [agreed; 2]);
    }
}
