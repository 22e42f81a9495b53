use super::{
    extremes::{highest, lowest},
    *,
};
use crate::{
    questionnaire::Slug,
    survey::release::{Apart, Change, Code, Count, Mean, Reason, Score, Step},
};

fn mean(tenths: u8, code: Code, step: Step) -> Mean {
    Mean { tenths, code, step }
}

fn fine(tenths: u8) -> Mean {
    mean(tenths, Code::Exact, Step::Tenth)
}

fn number(tenths: u8) -> Number {
    Number::Shown(Score { mean: fine(tenths), answers: Count::UnderTen, distribution: None, error: None, change: None })
}

const FEW: Number = Number::Hidden(Reason::TooFew);

/// A section with its numbers, the newest first.
fn row<const N: usize>(title: &str, numbers: [Number; N]) -> Row {
    let section = Slug::new(&title.to_lowercase()).expect("a slug");
    let mut numbers = numbers.to_vec();
    // Each but the first ever and the newest was compared with the one before; what came of the newest a test says.
    for number in numbers.iter_mut().take(N.saturating_sub(1)).skip(1) {
        if let Number::Shown(score) = number {
            score.change = Some(Change::NotClear);
        }
    }
    Row { section, title: title.to_owned(), numbers, divided: Some(false) }
}

impl Row {
    fn changed(mut self, change: Change) -> Self {
        if let Some(Number::Shown(score)) = self.numbers.first_mut() {
            score.change = Some(change);
        }
        self
    }

    fn divides(mut self) -> Self {
        self.divided = Some(true);
        self
    }
}

fn steady(row: Row) -> Row {
    row.changed(Change::NotClear)
}

#[test]
fn without_a_review_it_says_so() {
    assert_eq!(points(&[]), [Point::NoReview]);
    assert_eq!(points(&board(&[])), [Point::NoReview]);
}

#[test]
fn a_review_that_shows_nothing_says_why_and_what_was_shown_before() {
    let few = |numbers: [Number; 3]| points(&[row("A", numbers), row("B", [Number::Hidden(Reason::Protecting), FEW, FEW])]);
    assert_eq!(few([FEW, FEW, FEW]), [Point::Nothing(Reason::TooFew, None)]);
    assert_eq!(few([FEW, FEW, number(30)]), [Point::Nothing(Reason::TooFew, Some(2))]);
    let protecting = Number::Hidden(Reason::Protecting);
    assert_eq!(points(&[row("A", [protecting])]), [Point::Nothing(Reason::Protecting, None)]);
    assert_eq!(points(&[row("A", [Number::NotAsked, number(30)])]), [Point::Nothing(Reason::NoScale, Some(1))]);
}

#[test]
fn what_fell_most_comes_first_and_whether_it_divides() {
    let rows = [
        row("Cohesion", [number(44), number(44)]).changed(Change::NotClear),
        row("Decisions", [number(32), number(39)]).changed(Change::Fell(7)).divides(),
        row("Balance", [number(28), number(33)]).changed(Change::Fell(5)).divides(),
    ];
    let from_to = Some((fine(39), fine(32)));
    assert_eq!(
        points(&rows),
        [Point::Fell(vec![1], 7, from_to, true), Point::Divided(vec![2]), Point::Highest(vec![0]), Point::Lowest(vec![2])]
    );
}

#[test]
fn what_fell_alike_is_named_together_without_numbers() {
    let rows = [
        row("A", [number(35), number(40)]).changed(Change::Fell(5)).divides(),
        row("B", [number(30), number(35)]).changed(Change::Fell(5)),
        row("C", [number(40), number(35)]).changed(Change::Rose(5)),
    ];
    let said = points(&rows);
    assert_eq!(
        said[..3],
        [Point::Fell(vec![0, 1], 5, None, false), Point::Divided(vec![0]), Point::Rose(vec![2], 5, Some((fine(35), fine(40)))),]
    );
}

#[test]
fn a_number_from_is_said_only_of_the_review_that_it_was_compared_with() {
    // The column before is of another review, as a former survey's that was imported later.
    let rows = [row("A", [number(35), number(36)]).changed(Change::Fell(5)), steady(row("B", [number(40), number(40)]))];
    assert_eq!(points(&rows)[0], Point::Fell(vec![0], 5, None, false));
    let rows = [row("A", [number(35), FEW]).changed(Change::Fell(5)), steady(row("B", [number(40), number(40)]))];
    assert_eq!(points(&rows)[0], Point::Fell(vec![0], 5, None, false));
}

#[test]
fn without_a_fall_division_comes_first_then_what_rose() {
    let rows = [row("A", [number(35)]).changed(Change::Rose(6)), row("B", [number(36)]).changed(Change::NotClear).divides()];
    assert_eq!(points(&rows)[..2], [Point::Divided(vec![1]), Point::Rose(vec![0], 6, None)]);
    let rows = [row("A", [number(35)]).changed(Change::NotClear).divides(), steady(row("B", [number(36)]))];
    assert_eq!(points(&rows)[..2], [Point::Divided(vec![0]), Point::Steady]);
}

#[test]
fn nothing_that_moved_is_steady_first_or_not_comparable() {
    assert_eq!(points(&[steady(row("A", [number(35), number(35)]))]), [Point::Steady]);
    assert_eq!(points(&[row("A", [number(35)])]), [Point::First]);
    // Earlier reviews, and none that it was compared with: a former survey's, or those without names.
    assert_eq!(points(&[row("A", [number(35), FEW])]), [Point::Alone]);
    assert_eq!(points(&[row("A", [number(35), number(34)])]), [Point::Alone]);
    let apart = |a, b| {
        points(&[
            row("A", [number(35), number(34)]).changed(Change::NotComparable(a)),
            row("B", [number(35), number(34)]).changed(b),
        ])
    };
    let others = Change::NotComparable(Apart::OtherMembers);
    assert_eq!(apart(Apart::OtherMembers, others), [Point::Apart(Apart::OtherMembers)]);
    // Some of this, some of that: each section says it for itself.
    assert_eq!(apart(Apart::OtherQuestions, Change::NotClear), []);
    assert_eq!(apart(Apart::OtherQuestions, others), []);
}

#[test]
fn what_stays_low_is_counted_as_far_as_it_surely_was() {
    let rows = [
        steady(row("A", [number(28), number(30), number(27)])),
        steady(row("B", [number(29), number(27), number(29)])),
        steady(row("C", [number(40), number(29), number(20)])),
    ];
    // 2.9 may be 2.94, 3.0 may be 2.95 and is not said to be low.
    assert_eq!(points(&rows), [Point::Steady, Point::StaysLow(1, 3), Point::Highest(vec![2]), Point::Lowest(vec![0])]);
    let rows =
        [steady(row("A", [number(28), number(27), FEW, number(27)])), steady(row("B", [number(40), number(40), FEW, FEW]))];
    assert_eq!(points(&rows), [Point::Steady, Point::StaysLow(0, 2), Point::Highest(vec![1])]);
}

#[test]
fn rows_are_in_the_order_that_is_asked_for() {
    let rows = || {
        vec![
            row("Hidden", [FEW]),
            row("Rose", [number(30)]).changed(Change::Rose(4)),
            row("Fell", [number(38)]).changed(Change::Fell(4)),
            row("Lowest", [number(25)]).changed(Change::NotClear),
            row("Divided", [number(36)]).changed(Change::NotClear).divides(),
            row("Apart", [number(40)]).changed(Change::NotComparable(Apart::OtherQuestions)),
        ]
    };
    let sorted = |order: Order| {
        let mut rows = rows();
        order.sort(&mut rows);
        rows.into_iter().map(|row| row.title).collect::<Vec<_>>()
    };
    assert_eq!(sorted(Order::Divided), ["Divided", "Fell", "Lowest", "Rose", "Apart", "Hidden"]);
    assert_eq!(sorted(Order::Lowest), ["Lowest", "Rose", "Divided", "Fell", "Apart", "Hidden"]);
    assert_eq!(sorted(Order::Fell), ["Fell", "Lowest", "Divided", "Apart", "Rose", "Hidden"]);
}

#[test]
fn what_is_rounded_is_called_highest_only_where_it_surely_is() {
    let half = |tenths| mean(tenths, Code::Exact, Step::Half);
    let (above, below) = (mean(45, Code::OrHigher, Step::Half), mean(15, Code::OrLower, Step::Half));
    assert_eq!(highest(&[fine(42), fine(38), fine(42)]), [0, 2]);
    assert_eq!(lowest(&[fine(42), fine(38), fine(42)]), [1]);
    // About 3.5 may be 3.7, and about 4.5 or higher may be 4.3.
    assert!(highest(&[fine(36), half(35)]).is_empty() && highest(&[above, fine(44)]).is_empty());
    assert_eq!((highest(&[above, fine(42)]), lowest(&[below, fine(20)])), (vec![0], vec![0]));
    assert!(highest(&[fine(36), fine(36)]).is_empty() && lowest(&[]).is_empty());
}

#[test]
fn where_a_team_has_no_numbers_of_its_own_it_is_offered_what_would_give_some() {
    let shown = [row("A", [number(30), FEW])];
    let hidden = [row("A", [FEW, number(30)]), row("B", [FEW, FEW])];
    let nothing = [row("A", [FEW])];
    assert_eq!(
        [stands(&[], true), stands(&shown, false), stands(&shown, true)],
        [Stands::NoReview, Stands::Itself, Stands::Together]
    );
    assert_eq!([stands(&hidden, false), stands(&nothing, true)], [Stands::Nothing, Stands::Nothing]);
    let small = Situation { small: true, above: true, named: false };
    let large = Situation { small: false, ..small };
    assert_eq!(offers(&shown, Stands::Itself, small), []);
    // Together with others: names would tell them apart. Who is large enough only lets others count with them.
    assert_eq!(offers(&shown, Stands::Together, small), [Offer::Names]);
    assert_eq!(offers(&shown, Stands::Together, large), [Offer::Share]);
    assert_eq!(offers(&hidden, Stands::Nothing, small), [Offer::Names, Offer::Above, Offer::Earlier(1)]);
    // There would be enough people, had more of them answered.
    assert_eq!(offers(&nothing, Stands::Nothing, Situation { above: false, ..large }), [Offer::Remind, Offer::Names]);
    // Where answers carried names nothing is hidden but what nobody answered.
    let named = Situation { small: true, above: false, named: true };
    assert_eq!(offers(&nothing, Stands::Nothing, named), [Offer::Remind]);
    assert_eq!(offers(&[], Stands::NoReview, small), [Offer::Review]);
}

#[test]
fn what_is_of_other_questions_or_people_is_not_counted_on() {
    let low = |changed: Change| {
        let mut row = steady(row("A", [number(28), number(27), number(27)]));
        if let Number::Shown(score) = &mut row.numbers[1] {
            score.change = Some(changed);
        }
        points(&[row, steady(self::row("B", [number(40), number(40), number(40)]))])
    };
    let times = |points: &[Point]| {
        points.iter().find_map(|point| match point {
            Point::StaysLow(_, times) => Some(*times),
            _ => None,
        })
    };
    assert_eq!(times(&low(Change::NotClear)), Some(3));
    assert_eq!(times(&low(Change::NotComparable(Apart::Coded))), Some(3));
    for apart in [Apart::NewUnit, Apart::OtherMembers, Apart::OtherQuestions] {
        assert_eq!(times(&low(Change::NotComparable(apart))), Some(2), "{apart}");
    }
}
