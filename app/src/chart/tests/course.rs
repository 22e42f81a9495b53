//! The course of a number, and the line as small as a word.

use super::super::{Band, Course, Mark, MarkKind, Target, Value, scale::Scale, spark_line};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use proptest::prelude::*;

const START: Date = date(2027, 1, 1);

fn day(at: i64) -> Date {
    START.saturating_add(at.days())
}

fn value(at: i64, value: f64) -> Value {
    Value { day: day(at), amount: value, said: format!("{value:.1} ms"), expected: (at % 2 == 0).then(|| "382 ms".to_owned()) }
}

fn mark(from: i64, until: Option<i64>, kind: MarkKind, said: &str) -> Mark {
    Mark { day: day(from), until: until.map(day), kind, said: said.to_owned() }
}

fn course(values: &[Value]) -> Course<'_> {
    Course {
        id: "c",
        title: "A <title>",
        description: "An & more",
        columns: ["Day", "Value", "Expected"],
        unit: "ms",
        from: START,
        to: day(180),
        today: Some(day(100)),
        values,
        expected: &[],
        targets: &[],
        band: None,
        range: None,
        marks: &[],
    }
}

/// All layers in their order, each with its class and the names of what is in it.
fn layers(markup: &str) -> Vec<(String, Vec<String>)> {
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut layers: Vec<(String, Vec<String>)> = Vec::new();
    for tag in markup.split('<').skip(1).filter_map(|tag| tag.split('>').next()) {
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        if tag.starts_with('/') {
            open.pop();
            continue;
        }
        if let Some(Some(layer)) = open.last() {
            layers[*layer].1.push(name.to_owned());
        }
        let class = tag.split("class=\"").nth(1).and_then(|class| class.split('"').next()).unwrap_or_default();
        if name == "g" {
            layers.push((class.to_owned(), Vec::new()));
        }
        if !tag.ends_with('/') {
            open.push((name == "g").then(|| layers.len() - 1));
        }
    }
    layers
}

/// What an attribute says wherever it stands.
fn attributes<'a>(markup: &'a str, name: &str) -> Vec<&'a str> {
    markup.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn count(markup: &str, layer: &str) -> usize {
    layers(markup).iter().find(|(class, _)| class.split(' ').next() == Some(layer)).map_or(0, |(_, children)| children.len())
}

#[test]
fn layers_are_always_there_in_their_order() {
    let expected = [
        "band",
        "helps",
        "rules",
        "ticks",
        "unit",
        "notches",
        "days",
        "years",
        "today",
        "today-word",
        "fill",
        "expected",
        "target",
        "value",
        "brackets",
        "check-ins",
        "help-words",
        "dots",
        "now",
        "promised",
        "healthy",
        "cross off",
    ];
    let names = |markup: &str| layers(markup).into_iter().map(|(class, _)| class).collect::<Vec<_>>();
    let empty = Course { today: None, unit: "", ..course(&[]) }.markup();
    assert_eq!(names(&empty), expected);
    let (values, band) = ([value(0, 500.0), value(9, 400.0)], Band { low: Some((300.0, "300".to_owned())), high: None });
    let marks = [mark(3, Some(5), MarkKind::Help, "help"), mark(3, None, MarkKind::CheckIn, "said")];
    let targets = [Target { day: day(0), amount: 300.0, said: "300 ms".to_owned() }];
    let full = Course { band: Some(&band), marks: &marks, targets: &targets, expected: &[(day(0), 500.0)], ..course(&values) };
    let full = full.markup();
    assert_eq!(names(&full), expected);
    for (class, children) in layers(&full).into_iter().filter(|(class, _)| class != "cross off") {
        assert!(!children.is_empty() || class == "years", "{class}");
        assert!(children.windows(2).all(|two| two[0] == two[1]), "{class}: {children:?}");
    }
}

#[test]
fn what_is_many_shows_only_its_last_dot() {
    let values: Vec<Value> = (0..40).map(|at| value(at, 3.0)).collect();
    assert!(course(&values).markup().contains("<g class=\"dots\">"));
    let values: Vec<Value> = (0..10_000).map(|at| value(at, f64::from(i32::try_from(at % 7).expect("small")))).collect();
    let markup = course(&values).markup();
    assert_eq!((count(&markup, "dots"), count(&markup, "value"), count(&markup, "fill")), (10_000, 10_000, 10_000));
    assert!(markup.contains("<g class=\"dots many\">"));
    assert_eq!(markup.matches("class=\"dot last\"").count(), 1);
    assert_eq!(markup.matches("<th scope=\"row\">").count(), 10_000);
}

#[test]
fn a_dot_says_its_value_and_the_output_the_last() {
    let values = [value(0, 512.0), value(1, 400.0), value(2, f64::NAN)];
    let markup = course(&values).markup();
    assert_eq!(attributes(&markup, "data-said"), ["1 January: 512.0 ms, expected 382 ms", "2 January: 400.0 ms"]);
    assert_eq!(attributes(&markup, "data-x"), ["0.00%", "0.56%"]);
    assert!(markup.contains("<output class=\"read\" aria-live=\"off\">2 January: 400.0 ms</output>"), "{markup}");
    assert!(markup.contains("<title>1 January: 512.0 ms, expected 382 ms</title>"));
    // What is no number has its element, and is said, and not drawn.
    assert_eq!((count(&markup, "dots"), count(&markup, "value")), (3, 3));
    assert!(markup.contains("class=\"dot none\"") && markup.contains("<th scope=\"row\">3 January</th><td class=\"num\">NaN ms"));
    assert!(course(&[]).markup().contains("<output class=\"read\" aria-live=\"off\">No value yet</output>"));
}

#[test]
fn the_table_says_all_of_it() {
    let values = [value(0, 512.0), value(1, 400.0)];
    let marks = [
        mark(58, Some(67), MarkKind::Help, "help asked, 9 days"),
        mark(70, None, MarkKind::Help, "help asked"),
        mark(60, None, MarkKind::CheckIn, "checked in"),
    ];
    let targets = [Target { day: date(2026, 12, 1), amount: 300.0, said: "300 ms".to_owned() }];
    let band = Band { low: Some((250.0, "from 250 ms".to_owned())), high: None };
    let markup = Course { targets: &targets, marks: &marks, band: Some(&band), ..course(&values) }.markup();
    let table = markup.split("<details>").nth(1).expect("a table");
    for said in [
        "<th scope=\"col\" class=\"num\">Expected</th>",
        "<th scope=\"row\">1 January</th><td class=\"num\">512.0 ms</td><td class=\"num\">382 ms</td>",
        "<th scope=\"row\">2 January</th><td class=\"num\">400.0 ms</td><td class=\"num\"></td>",
        "From 1 December 2026: target 300 ms",
        "Healthy: from 250 ms",
        "28 February to 9 March: help asked, 9 days",
        "Since 12 March: help asked",
        "2 March: checked in",
    ] {
        assert!(table.contains(said), "{said} not in {table}");
    }
    // Without anything expected there is no column for it.
    let values = [value(1, 400.0)];
    assert!(!course(&values).markup().contains("Expected</th>"));
}

#[test]
fn what_is_written_is_text() {
    let evil = "\"><script>&'";
    let values = [Value { day: day(0), amount: 1.0, said: evil.to_owned(), expected: Some(evil.to_owned()) }];
    let band = Band { low: Some((0.0, evil.to_owned())), high: Some((1.0, evil.to_owned())) };
    let marks = [mark(3, Some(5), MarkKind::Help, evil), mark(3, None, MarkKind::CheckIn, evil)];
    let targets = [Target { day: day(0), amount: 300.0, said: evil.to_owned() }];
    let it = Course { unit: evil, band: Some(&band), marks: &marks, targets: &targets, columns: [evil; 3], ..course(&values) };
    let markup = it.markup();
    assert!(!markup.contains("<script") && !markup.contains("style="), "{markup}");
    assert!(markup.contains("<span id=\"c-title\">A &lt;title&gt;</span><span id=\"c-about\">An &amp; more</span>"));
    assert!(markup.contains("role=\"img\" aria-labelledby=\"c-title\" aria-describedby=\"c-about\""));
}

#[test]
fn words_of_any_length_have_room() {
    let long = "a word ".repeat(60);
    let values = [Value { day: day(0), amount: 1.0, said: long.clone(), expected: None }];
    let marks: Vec<Mark> = (0..6).map(|at| mark(at * 4, Some(at * 4 + 2), MarkKind::Help, &long)).collect();
    let targets = [Target { day: day(0), amount: 300.0, said: long.clone() }];
    let markup = Course { unit: &long, marks: &marks, targets: &targets, ..course(&values) }.markup();
    let words = markup.split("</text>").filter_map(|text| text.rsplit('>').next()).map(|words| words.chars().count());
    assert!(words.max() <= Some(28), "{markup}");
    // Only the last of what would lie upon each other is written; all have their bracket.
    let helps = markup.split("<g class=\"help-words\">").nth(1).and_then(|rest| rest.split("</g>").next()).expect("words");
    assert_eq!((helps.matches("<text").count(), helps.matches("class=\"off\"").count()), (6, 5), "{helps}");
    assert_eq!(count(&markup, "brackets"), 6);
}

#[test]
fn a_target_holds_until_the_next_and_then_to_the_end() {
    let target = |at, value| Target { day: day(at), amount: value, said: value.to_string() };
    let targets = [target(0, 100.0), target(90, 0.0)];
    let markup = Course { targets: &targets, ..course(&[]) }.markup();
    let step = markup.split("<g class=\"target\"><path d=\"").nth(1).and_then(|rest| rest.split('"').next());
    assert_eq!(step, Some("M0.0 14.0L500.0 14.0L500.0 208.0L1000.0 208.0"));
    assert!(markup.contains(">target 0</text>") && !markup.contains(">target 100</text>"));
}

#[test]
fn time_has_names_of_its_length() {
    let labels = |from: Date, to: Date| {
        let markup = Course { from, to, today: None, ..course(&[]) }.markup();
        let words = |layer: &str| {
            let rest =
                markup.split(&format!("<g class=\"{layer}\">")).nth(1).and_then(|rest| rest.split("</g>").next()).expect("it");
            rest.split("</text>")
                .filter_map(|text| text.rsplit('>').next())
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        };
        (words("days"), words("years"))
    };
    let plain = |from, to| labels(from, to).0;
    assert_eq!(plain(START, START), "1 Jan");
    assert_eq!(plain(START, day(5)), "1 Jan 2 Jan 3 Jan 4 Jan 5 Jan 6 Jan");
    assert_eq!(plain(START, day(13)), "1 Jan 3 Jan 5 Jan 7 Jan 9 Jan 11 Jan 13 Jan");
    assert_eq!(plain(START, day(40)), "4 Jan 11 Jan 18 Jan 25 Jan 1 Feb 8 Feb");
    assert_eq!(plain(START, day(180)), "Jan Feb Mar Apr May Jun");
    assert_eq!(labels(date(2026, 7, 10), date(2027, 6, 30)), ("Sep Nov Jan Mar May".to_owned(), "2026 2027".to_owned()));
    assert_eq!(labels(date(2025, 9, 1), date(2027, 4, 1)).0, "Oct Jan Apr Jul Oct Jan Apr");
    assert_eq!(labels(date(2020, 2, 1), date(2027, 1, 1)), ("2021 2022 2023 2024 2025 2026 2027".to_owned(), String::new()));
    assert_eq!(plain(Date::MIN, Date::MAX).split(' ').count(), 3);
}

#[test]
fn an_axis_is_said_shortly() {
    let said = |values: &[f64]| {
        let scale = Scale::around(values.iter().copied(), 4);
        scale.ticks.iter().map(|tick| scale.short(*tick)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(said(&[0.0, 120_000.0]), "0 50k 100k 150k");
    assert_eq!(said(&[0.0, 6e12]), "0 2,000,000M 4,000,000M 6,000,000M");
    assert_eq!(said(&[0.0, 1e7]), "0 5M 10M");
    assert_eq!(said(&[-4000.0, 4000.0]), "−4,000 −2,000 0 2,000 4,000");
    assert_eq!(said(&[100_001.0, 100_004.0]), "100,001 100,002 100,003 100,004");
    assert_eq!(said(&[0.0, 0.3]), "0 0.1 0.2 0.3");
    assert_eq!(said(&[0.0, 1.5e-8]), "0 5e−9 1e−8 1.5e−8");
}

#[test]
fn a_small_line_needs_two_values() {
    for nothing in [&[][..], &[1.0], &[f64::NAN, f64::INFINITY], &[f64::NAN, 2.0]] {
        assert_eq!(spark_line(nothing), None);
    }
    let said = |path: &str, end: &str| Some((path.to_owned(), end.to_owned()));
    assert_eq!(spark_line(&[1.0, f64::NAN, 3.0]), said("M4.0 22.0L88.0 4.0", "4.0"));
    assert_eq!(spark_line(&[2.0, 2.0]), said("M4.0 13.0L88.0 13.0", "13.0"));
    // Of many the peak stays.
    let mut many = vec![0.0; 10_000];
    many[5000] = 1.0;
    let (many, _) = spark_line(&many).expect("a line");
    assert!(many.len() < 2000 && many.contains(" 4.0L"), "{many}");
}

/// Anything that a number can be.
fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        -1e3f64..1e3,
        -1e12f64..1e12,
        prop::sample::select(vec![0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN, 1e300, 5e-324])
    ]
}

proptest! {
    #[test]
    fn one_value_more_moves_nothing_to_another_element(values in prop::collection::vec(any_number(), 1..50), helps in 0..4i64) {
        let values: Vec<Value> = (0..).zip(values).map(|(at, number)| value(at, number)).collect();
        let marks: Vec<Mark> = (0..helps).map(|at| mark(at * 9, Some(at * 9 + 5), MarkKind::Help, "help")).collect();
        let now = Course { marks: &marks, ..course(&values) }.markup();
        let before = Course { marks: &marks, ..course(&values[..values.len() - 1]) }.markup();
        for ((class, now), (same, before)) in layers(&now).into_iter().zip(layers(&before)) {
            prop_assert_eq!(class.split(' ').next(), same.split(' ').next());
            if ["dots", "value", "fill"].contains(&class.split(' ').next().unwrap_or_default()) {
                prop_assert_eq!((now.len(), before.len()), (values.len(), values.len() - 1));
            }
            prop_assert!(now.iter().zip(&before).all(|(now, before)| now == before));
        }
        let titles = |markup: &str| markup.split("<g class=\"dots").nth(1).map(|dots| dots.matches("<title>").count());
        prop_assert_eq!(titles(&now), Some(values.len()));
    }

    #[test]
    fn whatever_is_drawn_is_within(
        values in prop::collection::vec((any_number(), -400..4000i64), 0..30),
        from in -400..400i64,
        to in -400..4000i64,
        ends in prop::option::of((any_number(), any_number())),
        marks in prop::collection::vec((-4000..4000i64, prop::option::of(-4000..4000i64), any::<bool>()), 0..6),
        edge in any::<bool>(),
    ) {
        let expected: Vec<(Date, f64)> = values.iter().map(|(number, at)| (day(-at), *number)).collect();
        let targets: Vec<Target> = values.iter().map(|(value, at)| Target { day: day(*at), amount: *value, said: "t".to_owned() }).collect();
        let mut values: Vec<Value> = values.into_iter().map(|(number, at)| value(at, number)).collect();
        values.sort_by_key(|value| value.day);
        let band = ends.map(|(low, high)| Band { low: Some((low, "low".to_owned())), high: Some((high, "high".to_owned())) });
        let kind = |is_help| if is_help { MarkKind::Help } else { MarkKind::CheckIn };
        let marks: Vec<Mark> = marks.into_iter().map(|(from, until, is_help)| mark(from, until, kind(is_help), "m")).collect();
        let (from, to) = if edge { (Date::MIN, Date::MAX) } else { (day(from), day(to)) };
        let it = Course { from, to, band: band.as_ref(), marks: &marks, targets: &targets, expected: &expected, range: ends, ..course(&values) };
        let markup = it.markup();
        let drawing = markup.split("<div class=\"under\">").next().expect("a drawing");
        for name in ["x", "cx", "x1", "x2", "width"] {
            for place in attributes(drawing, name) {
                let share: f64 = place.trim_end_matches('%').parse().expect("a number");
                prop_assert!((0.0..=100.0).contains(&share), "{}=\"{}\"", name, place);
            }
        }
        for name in ["y", "cy", "y1", "y2", "height", "dx", "data-y"] {
            for place in attributes(drawing, name) {
                let pixels: f64 = place.parse().expect("a number");
                prop_assert!((-100.0..=300.0).contains(&pixels), "{}=\"{}\"", name, place);
            }
        }
        for path in attributes(drawing, "d") {
            for number in path.split(['M', 'L', 'H', 'V', 'Z', ' ']).filter(|number| !number.is_empty()) {
                let number: f64 = number.parse().expect("a number");
                prop_assert!((-8.0..=1000.0).contains(&number), "{}", path);
            }
        }
        let labels = count(&markup, "days");
        prop_assert!((1..=8).contains(&labels), "{}", labels);
    }

    #[test]
    fn a_small_line_is_within_its_picture(values in prop::collection::vec(any_number(), 0..300)) {
        let (path, _) = spark_line(&values).unwrap_or_default();
        for number in path.split(['M', 'L', ' ']).filter(|number| !number.is_empty()) {
            let number: f64 = number.parse().expect("a number");
            prop_assert!((3.9..=88.1).contains(&number), "{}", path);
        }
    }
}
