mod course;
mod goals;

use super::{Cell, Chart, Heat, HeatLine, Point, Tail, Tone, scale::Scale};
use proptest::prelude::*;

fn point(at: usize, value: Option<f64>) -> Point {
    Point { label: format!("c{at}"), value, said: value.map_or("none".to_owned(), |value| value.to_string()), follows: true }
}

fn drawn(values: &[Option<f64>]) -> String {
    let points: Vec<Point> = values.iter().enumerate().map(|(at, value)| point(at, *value)).collect();
    let chart =
        Chart { id: "c", title: "A <title>", description: "An & more", columns: ["When", "How"], points: &points, range: None };
    chart.markup()
}

fn path(markup: &str) -> &str {
    let behind = markup.split("class=\"value\" d=\"").nth(1).unwrap_or_default();
    behind.split('"').next().unwrap_or_default()
}

#[test]
fn an_axis_has_round_marks() {
    let marks = |values: &[f64]| {
        let scale = Scale::around(values.iter().copied(), 4);
        scale.ticks.iter().map(|tick| scale.said(*tick)).collect::<Vec<_>>()
    };
    assert_eq!(marks(&[1.0, 5.0]), ["1", "2", "3", "4", "5"]);
    assert_eq!(marks(&[0.0, 100.0]), ["0", "50", "100"]);
    assert_eq!(marks(&[0.13, 0.48]), ["0.1", "0.2", "0.3", "0.4", "0.5"]);
    assert_eq!(marks(&[-40.0, 30.0]), ["-40", "-20", "0", "20", "40"]);
    assert_eq!(marks(&[1_200.0, 88_000.0]), ["0", "50000", "100000"]);
    // Nothing, one value, and what is no number.
    assert_eq!(marks(&[]), ["0.0", "0.5", "1.0"]);
    assert_eq!(marks(&[3.0]), ["2.5", "3.0", "3.5"]);
    assert_eq!(marks(&[f64::NAN, f64::INFINITY, 3.0]), ["2.5", "3.0", "3.5"]);
}

#[test]
fn one_two_and_five_hundred_points_are_drawn() {
    let one = drawn(&[Some(3.0)]);
    assert_eq!((path(&one).matches('M').count(), path(&one).matches('L').count(), one.matches("<circle").count()), (1, 0, 1));
    let two = drawn(&[Some(3.0), Some(4.0)]);
    assert_eq!((path(&two).matches('L').count(), two.matches("<circle").count()), (1, 2));
    let many: Vec<_> = (0..500).map(|at| Some(f64::from(at % 7))).collect();
    let many = drawn(&many);
    // Dots would be a smear, labels as many as there is room for; the table has all.
    assert_eq!((path(&many).matches('L').count(), many.matches("<circle").count()), (499, 0));
    assert_eq!(many.matches("<th scope=\"row\">").count(), 500);
    let labels = many.matches("class=\"at\"").count();
    assert!((2..=10).contains(&labels), "{labels}");
    assert!(drawn(&[]).contains("<svg") && path(&drawn(&[])).is_empty());
}

#[test]
fn a_gap_is_a_gap() {
    let markup = drawn(&[Some(1.0), Some(2.0), None, Some(3.0), None, Some(4.0)]);
    assert_eq!((path(&markup).matches('M').count(), path(&markup).matches('L').count()), (3, 1));
    assert_eq!(markup.matches("<circle").count(), 4);
    // Of many, only what stands alone has a dot.
    let mut values: Vec<_> = (0..100).map(|at| Some(f64::from(at))).collect();
    (values[50], values[52], values[70]) = (None, None, None);
    assert_eq!(drawn(&values).matches("<circle").count(), 1);
}

#[test]
fn no_line_leads_to_what_cannot_be_compared() {
    let mut points: Vec<Point> = (0..4).map(|at| point(at, Some(2.0))).collect();
    points[2].follows = false;
    points[3].label = "A cycle with a very long name".to_owned();
    let chart = Chart { id: "c", title: "T", description: "D", columns: ["When", "How"], points: &points, range: None };
    let markup = chart.markup();
    assert_eq!((path(&markup).matches('M').count(), path(&markup).matches('L').count()), (2, 2));
    assert!(markup.contains(">A cycle wit…</text>") && markup.contains(">A cycle with a very long name</th>"), "{markup}");
}

#[test]
fn what_is_written_is_text_and_has_names() {
    let markup = drawn(&[Some(1.0), Some(2.0)]);
    assert!(markup.contains("<title id=\"c-title\">A &lt;title&gt;</title><desc id=\"c-about\">An &amp; more</desc>"));
    assert!(markup.contains("role=\"img\" aria-labelledby=\"c-title c-about\"") && !markup.contains("style="));
    let heat = Heat {
        caption: "<b>".to_owned(),
        columns: vec![("\"1\"".to_owned(), "\"one\"".to_owned())],
        tails: vec!["Change".to_owned()],
        lines: vec![HeatLine {
            head: "<i>".to_owned(),
            href: Some("/x?a=1&b=\"2\"".to_owned()),
            cells: vec![Cell::Hidden("few".to_owned(), "too <few>".to_owned())],
            tails: vec![Tail::Words(Tone::Down, "<u>".to_owned(), "<s>".to_owned())],
            ..HeatLine::default()
        }],
        ..Heat::default()
    }
    .markup();
    for tag in ["<b>", "<i>", "<u>", "<s>", "<few>", "\"2\""] {
        assert!(!heat.contains(tag), "{tag} in {heat}");
    }
    assert!(!heat.contains("style="));
}

#[test]
fn colour_says_the_level_and_words_say_it_too() {
    let cell = |level| Cell::Number { level, short: "~4.5+".to_owned(), said: "about 4.5 or higher".to_owned() };
    let line = HeatLine { head: "A".to_owned(), cells: vec![cell(5), Cell::Empty], is_open: true, ..HeatLine::default() };
    let heat = Heat { now: Some(0), lines: vec![line], ..Heat::default() }.markup();
    assert!(
        heat.contains("<td class=\"h5 now\"><span aria-hidden=\"true\">~4.5+</span><span class=\"hush\">about 4.5 or higher")
    );
    assert!(heat.contains("not asked") && heat.contains("<tr class=\"open\">"));
}

proptest! {
    #[test]
    fn an_axis_holds_what_is_drawn_on_it(values in prop::collection::vec(-1e9f64..1e9, 1..40), count in 2u8..8) {
        let scale = Scale::around(values.iter().copied(), count);
        let (low, high) = (scale.ticks[0], *scale.ticks.last().expect("marks"));
        prop_assert!(values.iter().all(|value| (low..=high).contains(value)), "{:?} not in {:?}", values, scale.ticks);
        prop_assert!((2..=usize::from(count) + 3).contains(&scale.ticks.len()), "{:?}", scale.ticks);
        prop_assert!(scale.ticks.windows(2).all(|two| two[0] < two[1]));
        // 1, 2 or 5 times a power of ten.
        let step = scale.ticks[1] - scale.ticks[0];
        let leading = step / 10f64.powf(step.log10().floor() + 1e-9);
        let is_round = [1.0, 2.0, 5.0, 10.0].iter().any(|round: &f64| (leading / round - 1.0).abs() < 1e-3);
        prop_assert!(is_round, "{step}");
        for value in values {
            prop_assert!((0.0..=1.0).contains(&scale.place(value)));
        }
    }

    #[test]
    fn every_line_is_within_the_picture(values in prop::collection::vec(prop::option::of(-1e6f64..1e6), 0..120)) {
        let markup = drawn(&values);
        let numbers = path(&markup).split(['M', 'L', ' ']).filter(|text| !text.is_empty()).map(|text| text.parse::<f64>().expect("a number"));
        let numbers: Vec<f64> = numbers.collect();
        prop_assert_eq!(numbers.len(), 2 * values.iter().flatten().count());
        for place in numbers.chunks(2) {
            prop_assert!((0.0..=360.0).contains(&place[0]) && (0.0..=176.0).contains(&place[1]), "{:?}", place);
        }
    }
}
