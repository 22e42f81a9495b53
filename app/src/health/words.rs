//! The sentence on top of a group's results: the words for what is most worth knowing.

use waymark::{
    health::{Point, Row},
    survey::release::{About, Mean, Reason},
};

/// How many sections a sentence names.
const NAMED: usize = 3;

/// What these points say of these rows, a sentence each. `together` are the teams that the numbers are of where these are several,
/// `why` says why something is not shown, `cycle` what the review at a place is called, counted from the newest, and `alone` why the
/// newest is compared with none before it.
pub fn sentences(
    points: &[Point],
    rows: &[Row],
    together: &[String],
    why: impl Fn(Reason, About) -> String,
    cycle: impl Fn(usize) -> String,
    alone: &str,
) -> Vec<String> {
    let named = |places: &[usize]| names(&places.iter().map(|at| rows[*at].title.as_str()).collect::<Vec<_>>());
    let mut said = Vec::new();
    let mut points = points.iter().peekable();
    while let Some(point) = points.next() {
        said.push(match point {
            Point::NoReview => "No review has been held here yet.".to_owned(),
            Point::Nothing(reason, None) => why(*reason, About::Section),
            Point::Nothing(reason, Some(earlier)) => {
                format!("{} The last results shown here are those of {}.", why(*reason, About::Section), cycle(*earlier))
            }
            Point::Fell(which, tenths, from_to, divides) => {
                format!(
                    "{} fell most, {}{}.",
                    named(which),
                    by(*tenths, *from_to),
                    if *divides { ", and divides opinions" } else { "" }
                )
            }
            Point::Rose(which, tenths, from_to) => format!("{} rose most, {}.", named(which), by(*tenths, *from_to)),
            Point::Divided(which) => format!("Opinions are divided on {}.", named(which)),
            Point::Apart(apart) => format!("Nothing is compared with the last review: {apart}."),
            Point::Alone => format!("It is compared with none of the reviews before: {alone}."),
            Point::First => "It is the first review: what changes shows from the next one on.".to_owned(),
            Point::Steady => "Nothing changed clearly since the last review.".to_owned(),
            Point::StaysLow(which, times) => format!("{} stays low, for the {} time.", named(&[*which]), ordinal(*times)),
            Point::Highest(high) => match points.next_if(|next| matches!(next, Point::Lowest(_))) {
                Some(Point::Lowest(low)) => format!("Highest {} {}, lowest {}.", verb(high), named(high), named(low)),
                _ => format!("Highest {} {}.", verb(high), named(high)),
            },
            Point::Lowest(low) => format!("Lowest {} {}.", verb(low), named(low)),
        });
    }
    if let (true, Some(first)) = (together.len() > 1, said.first_mut()) {
        *first = format!("{} together: {first}", listed(together));
    }
    said
}

fn verb(places: &[usize]) -> &'static str {
    if places.len() == 1 { "is" } else { "are" }
}

/// "A", "A and B", "A, B and C", "A, B, C and 2 more".
pub fn listed(names: &[String]) -> String {
    let more = names.len().saturating_sub(NAMED);
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if more == 0 => format!("{} and {last}", first.join(", ")),
        all => format!("{} and {more} more", all[..NAMED].join(", ")),
    }
}

fn by(tenths: u8, from_to: Option<(Mean, Mean)>) -> String {
    match from_to {
        Some((from, to)) => format!("from {from} to {to}"),
        None => format!("by {}.{}", tenths / 10, tenths % 10),
    }
}

/// "second", "third", ...
fn ordinal(number: usize) -> String {
    const WORDS: [&str; 7] = ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];
    number.checked_sub(2).and_then(|at| WORDS.get(at)).map_or_else(|| format!("{number}th"), |word| (*word).to_owned())
}

/// "A", "A and B", "A, B, C and 2 more".
fn names(titles: &[&str]) -> String {
    listed(&titles.iter().map(|title| format!("“{title}”")).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use waymark::{
        questionnaire::Slug,
        survey::release::{Apart, Code, Step},
    };

    fn said(points: &[Point]) -> Vec<String> {
        told(points, &[])
    }

    fn told(points: &[Point], together: &[&str]) -> Vec<String> {
        let row = |title: &str| Row {
            section: Slug::new(&title.to_lowercase()).expect("a slug"),
            title: title.to_owned(),
            numbers: Vec::new(),
            divided: None,
        };
        let rows = ["Cohesion", "Balance", "Learning", "Trust", "Flow"].map(row);
        let together: Vec<String> = together.iter().map(|&name| name.to_owned()).collect();
        let why = |reason: Reason, about| reason.said(about, 3, |_| String::new());
        sentences(points, &rows, &together, why, |at| format!("cycle {at}"), "its answers were imported")
    }

    #[test]
    fn every_point_is_a_sentence() {
        let mean = |tenths| Mean { tenths, code: Code::Exact, step: Step::Tenth };
        let from_to = Some((mean(39), mean(32)));
        for (point, sentence) in [
            (Point::NoReview, "No review has been held here yet."),
            (Point::Nothing(Reason::TooFew, None), "Not shown: too few answered. A section needs 3 answers."),
            (
                Point::Nothing(Reason::TooFew, Some(2)),
                "Not shown: too few answered. A section needs 3 answers. The last results shown here are those of cycle 2.",
            ),
            (Point::Fell(vec![0], 7, from_to, true), "“Cohesion” fell most, from 3.9 to 3.2, and divides opinions."),
            (Point::Fell(vec![0, 1], 7, None, false), "“Cohesion” and “Balance” fell most, by 0.7."),
            (Point::Rose(vec![2], 10, None), "“Learning” rose most, by 1.0."),
            (Point::Divided(vec![0, 1, 2, 3, 4]), "Opinions are divided on “Cohesion”, “Balance”, “Learning” and 2 more."),
            (Point::Apart(Apart::OtherMembers), "Nothing is compared with the last review: fewer than 70 % are the same people."),
            (Point::Alone, "It is compared with none of the reviews before: its answers were imported."),
            (Point::First, "It is the first review: what changes shows from the next one on."),
            (Point::Steady, "Nothing changed clearly since the last review."),
            (Point::StaysLow(1, 4), "“Balance” stays low, for the fourth time."),
            (Point::StaysLow(1, 9), "“Balance” stays low, for the 9th time."),
            (Point::Highest(vec![3]), "Highest is “Trust”."),
            (Point::Highest(vec![3, 4]), "Highest are “Trust” and “Flow”."),
            (Point::Lowest(vec![4]), "Lowest is “Flow”."),
        ] {
            assert_eq!(said(&[point]), [sentence]);
        }
        assert_eq!(
            told(&[Point::Steady, Point::Lowest(vec![0])], &["Payments", "Timetables"]),
            ["Payments and Timetables together: Nothing changed clearly since the last review.", "Lowest is “Cohesion”."]
        );
        assert_eq!(told(&[Point::Steady], &["Payments"]), ["Nothing changed clearly since the last review."]);
        assert_eq!(said(&[Point::Highest(vec![3]), Point::Lowest(vec![4])]), ["Highest is “Trust”, lowest “Flow”."]);
    }
}
