//! Key results as bars, and the goals of many at a glance.

use super::super::{Bar, Part, Scatter, Spot, State, bars, shares};
use proptest::prelude::*;

fn bar(progress: Option<i32>, expected: Option<i32>) -> Bar {
    Bar {
        href: Some("/goals/1?a=1&b=2".to_owned()),
        title: "Checkout p95".to_owned(),
        said: "296 of 300 ms".to_owned(),
        progress,
        expected,
        state: State::Behind,
        share: "40%".to_owned(),
        confidence: Some(8),
    }
}

fn part(state: State, count: u32) -> Part {
    Part { state, count, href: Some("/goals?status=x".to_owned()) }
}

fn goal(at: i32, gone: i32, progress: i32) -> Spot {
    let state = State::ALL[usize::try_from(at).expect("small") % State::ALL.len()];
    Spot { href: Some(format!("/goals/{at}")), title: format!("Goal {at}"), state, gone, progress }
}

fn scatter(goals: &[Spot]) -> String {
    Scatter { id: "s", title: "A <title>", description: "An & more", goals }.markup()
}

fn attributes<'a>(markup: &'a str, name: &str) -> Vec<&'a str> {
    markup.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn a_bar_is_read_as_one_sentence() {
    let markup = bars("Key results", &[bar(Some(57), Some(62))]);
    assert!(markup.contains(
        "<a href=\"/goals/1?a=1&amp;b=2\">Checkout p95</a><span class=\"hush\">: 296 of 300 ms, 57 percent, expected 62 percent, \
         behind, confidence 8 of 10, counts 40%.</span>"
    ));
    // All else is hidden from who hears it.
    assert_eq!(markup.matches("aria-hidden=\"true\"").count(), 5);
    assert!(markup.contains("<span class=\"progress warn\"") && markup.contains("class=\"mark\" x1=\"62%\""), "{markup}");
    assert_eq!(markup.matches("class=\"pip on\"").count(), 8);
}

#[test]
fn a_bar_ends_where_its_track_does_and_says_what_is_beyond() {
    let of = |progress, expected| bars("", &[bar(Some(progress), Some(expected))]);
    let (over, under) = (of(140, 130), of(-20, -5));
    assert!(over.contains("class=\"fill\" width=\"100%\"") && over.contains("x1=\"100%\"") && over.contains(">140%<"), "{over}");
    assert!(under.contains("class=\"fill\" width=\"0%\"") && under.contains("x1=\"0%\"") && under.contains(">−20%<"), "{under}");
    assert!(under.contains("minus 20 percent, expected minus 5 percent"));
    let none = bars("", &[Bar { confidence: None, share: String::new(), said: String::new(), ..bar(None, Some(5)) }]);
    assert!(none.contains(": behind.</span>") && !none.contains("class=\"mark\"") && !none.contains("pip"), "{none}");
    assert!(bars("", &[Bar { confidence: Some(200), ..bar(Some(i32::MIN), Some(i32::MAX)) }]).contains("confidence 10 of 10"));
}

#[test]
fn what_is_written_of_goals_is_text() {
    let evil = "\"><script>&".to_owned();
    let bar =
        Bar { href: Some(evil.clone()), title: evil.clone(), said: evil.clone(), share: evil.clone(), ..bar(Some(1), None) };
    let spot = Spot { href: Some(evil.clone()), title: evil.clone(), ..goal(0, 5, 5) };
    let parts = [Part { href: Some(evil.clone()), ..part(State::Done, 1) }];
    for markup in [bars(&evil, &[bar]), scatter(&[spot]), shares(&evil, &parts)] {
        assert!(!markup.contains("<script") && !markup.contains("style="), "{markup}");
    }
}

#[test]
fn pieces_stand_in_their_order_and_make_a_whole() {
    let parts =
        [part(State::Done, 2), part(State::Overdue, 1), part(State::OnTrack, 5), part(State::Dropped, 9), part(State::Behind, 1)];
    let markup = shares("Goals", &parts);
    let pieces: Vec<&str> = attributes(&markup, "class").into_iter().filter(|class| class.starts_with("piece")).collect();
    assert_eq!(pieces, ["piece good is-on-track", "piece warn is-behind", "piece bad is-overdue", "piece good is-done"]);
    let widths = attributes(&markup, "width").into_iter().filter(|width| width.ends_with('%') && *width != "100%");
    let whole: f64 = widths.map(|width| width.trim_end_matches('%').parse::<f64>().expect("a number")).sum();
    assert!((whole - 100.0).abs() < 0.1, "{whole}");
    // What was given up is no part of the whole, and is named.
    assert!(markup.contains("<a href=\"/goals?status=x\">Given up</a> <b class=\"num\">9</b></li>"), "{markup}");
    assert!(markup.contains("On track</a> <b class=\"num\">5</b> <span class=\"dim num\">56%</span>"));
    assert!(markup.contains("<span>Stuck</span> <b class=\"num\">0</b></li>"));
}

#[test]
fn one_of_thousands_is_seen_and_none_is_nothing() {
    let markup = shares("Goals", &[part(State::OnTrack, 100_000), part(State::Stuck, 1)]);
    assert!(
        markup.contains("x=\"98.43%\" width=\"1.57%\"") && markup.contains("&lt;1%") && markup.contains("100,000"),
        "{markup}"
    );
    for nothing in [&[][..], &[part(State::Dropped, 3)], &[part(State::Behind, 0)]] {
        let markup = shares("Goals", nothing);
        assert!(markup.contains("piece none") && !markup.contains("NaN"), "{markup}");
    }
    assert!(!shares("", &State::ALL.map(|state| part(state, u32::MAX))).contains("NaN"));
}

#[test]
fn every_goal_has_its_sign_its_words_and_its_row() {
    let goals = [goal(0, 70, 62), goal(1, 70, 62), goal(3, 300, -40)];
    let markup = scatter(&goals);
    assert_eq!(
        attributes(&markup, "data-said"),
        [
            "Goal 0: 62%, with 70% of its time gone, on track",
            "Goal 1: 62%, with 70% of its time gone, behind",
            "Goal 3: -40%, with 300% of its time gone, stuck"
        ]
    );
    assert_eq!(attributes(&markup, "data-href"), ["/goals/0", "/goals/1", "/goals/3"]);
    let places = attributes(&markup, "data-x");
    // Two at one place are beside each other; what is outside is at the edge.
    assert!(places[0] != places[1] && places[2] == "320.0" && attributes(&markup, "data-y")[2] == "308.0", "{places:?}");
    assert_eq!(markup.matches("<th scope=\"row\">").count(), 3);
    assert!(markup.contains("<td class=\"num\">-40%</td><td class=\"num\">300%</td>"));
    assert!(scatter(&[]).contains("No goals") && scatter(&goals[..1]).contains(">1 goal<"));
}

#[test]
fn many_goals_are_put_together_where_they_are_near() {
    let goals: Vec<Spot> = (0..3000).map(|at| goal(at, at % 101, (at * 7) % 101)).collect();
    let markup = scatter(&goals);
    assert!(attributes(&markup, "data-said").len() <= 400 && markup == scatter(&goals));
    assert_eq!(markup.matches("<th scope=\"row\">").count(), 200);
    assert!(markup.contains("2,800 more are in the list of goals") && markup.contains("3,000 goals;"));
    let counted: usize = attributes(&markup, "data-said")
        .into_iter()
        .map(|said| said.split_once(" goals at").map_or(1, |(count, _)| count.parse().expect("a number")))
        .sum();
    assert_eq!(counted, 3000);
    // Of two with as many, the worse one is shown.
    let mut goals = vec![goal(0, 50, 50); 400];
    goals.extend(vec![goal(2, 50, 50); 400]);
    let markup = scatter(&goals);
    assert_eq!(
        attributes(&markup, "data-said"),
        ["800 goals at about 50%, with about 50% of their time gone: 400 on track, 400 at risk"]
    );
    assert!(markup.contains("<path class=\"dot bad\""));
}

proptest! {
    #[test]
    fn every_sign_is_within_the_picture(goals in prop::collection::vec((any::<i32>(), any::<i32>()), 0..600)) {
        let goals: Vec<Spot> = goals.into_iter().map(|(gone, progress)| goal(0, gone, progress)).collect();
        let markup = scatter(&goals);
        for (x, y) in attributes(&markup, "data-x").into_iter().zip(attributes(&markup, "data-y")) {
            let (x, y): (f64, f64) = (x.parse().expect("a number"), y.parse().expect("a number"));
            prop_assert!((36.0..=320.0).contains(&x) && (24.0..=308.0).contains(&y), "{} {}", x, y);
        }
    }

    #[test]
    fn a_bar_of_anything_is_a_bar(progress in any::<Option<i32>>(), expected in any::<Option<i32>>(), confidence in any::<Option<u8>>()) {
        let markup = bars("", &[Bar { confidence, ..bar(progress, expected) }]);
        for width in attributes(&markup, "width").into_iter().chain(attributes(&markup, "x1")) {
            let width: f64 = width.trim_end_matches('%').parse().expect("a number");
            prop_assert!((0.0..=100.0).contains(&width));
        }
    }
}
