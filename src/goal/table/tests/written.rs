//! What is written is read again.

use super::{
    planned::{Here, TODAY, id, there},
    *,
};
use crate::{
    PersonId, TeamId,
    goal::{Agreement, Deed, End, Event, Goal, LARGEST as MOST, Level, Progress, Status, Terms, Wanted},
};
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

fn words() -> impl Strategy<Value = String> {
    "('{0,2}(=|[+]|-|@|none|n/a)?|[a-z])[ -~éß€]{0,10}|[-=;\"', a-z]{1,12}"
}

fn titles() -> impl Strategy<Value = Title> {
    words().prop_filter_map("a title", |text| Title::new(&text).ok())
}

fn amounts() -> impl Strategy<Value = Amount> {
    let most = MOST * 1_000_000;
    let micros = prop_oneof![(-1000..1000i64).prop_map(|whole| whole * 1_000_000), -3_000_000..3_000_000i64, -most..=most];
    micros.prop_map(|micros| Amount::from_micros(micros.into()).expect("within the largest"))
}

fn scales() -> impl Strategy<Value = Scale> {
    let unit = "|%|ms|k|5|€|-|none|=a|m 2".prop_map(|unit: String| unit);
    prop_oneof![
        unit.clone().prop_map(|unit| Scale::Number { unit }),
        Just(Scale::Percent),
        unit.prop_map(|currency| Scale::Money { currency }),
    ]
}

fn measures() -> impl Strategy<Value = Measure> {
    let towards = (scales(), amounts(), amounts()).prop_map(|(scale, start, target)| Measure::Towards { scale, start, target });
    let within = (scales(), prop::option::of(amounts()), prop::option::of(amounts()));
    let steps = prop::collection::vec(titles(), 1..5).prop_map(|steps| Measure::Milestones { steps });
    let any = prop_oneof![
        towards,
        within.prop_map(|(scale, low, high)| Measure::Within { scale, low, high }),
        Just(Measure::YesNo),
        steps
    ];
    any.prop_filter("a measure", |measure| measure.check().is_ok())
}

fn learnings() -> impl Strategy<Value = Learning> {
    let path = prop_oneof![Just(Path::Education), Just(Path::Certification)];
    let provider = "|[-=a-z]{1,3}( [a-z;]{1,5})?";
    let expires = prop::option::of((0..2000i32).prop_map(|days| TODAY.saturating_add(days.days())));
    (path, provider, expires).prop_map(|(path, provider, expires)| Learning { path, provider, expires })
}

fn kinds() -> impl Strategy<Value = Kind> {
    let all = [Kind::Objective, Kind::Kpi, Kind::Learning, Kind::Commitment];
    prop::sample::select(all.to_vec())
}

fn terms() -> impl Strategy<Value = (Kind, Terms)> {
    let about = prop_oneof![Just(String::new()), "[-=' a-z\n\t;\",é]{0,40}"].prop_map(|text: String| text.trim().to_owned());
    let starts = prop::option::of((0..300i32).prop_map(|days| TODAY.saturating_add(days.days())));
    let due = (300..900i32).prop_map(|days| TODAY.saturating_add(days.days()));
    let drawn = (kinds(), titles(), about, starts, due, prop::option::of(measures()), prop::option::of(learnings()));
    drawn.prop_filter_map("a goal", |(kind, title, about, starts, due, measure, learning)| {
        let learning = learning.filter(|_| kind == Kind::Learning);
        kind.fits(measure.as_ref()).then_some((kind, Terms { title, about, starts, due, measure, learning }))
    })
}

fn line(goal: &Goal) -> Line<'_> {
    let team = if matches!(goal.level, Level::Team(_)) { "Search" } else { "" };
    Line { goal, owner: "Ada", team, serves: "", project: "", cycle: "", progress: goal.progress() }
}

fn goals() -> impl Strategy<Value = Goal> {
    let level = prop_oneof![
        Just(Level::Person(PersonId::from_uuid(id(1)))),
        Just(Level::Team(TeamId::from_uuid(id(1)))),
        Just(Level::Company)
    ];
    let tags = prop::collection::btree_set("[-=a-z;]{1,4}".prop_map(|tag: String| name(&tag)), 0..5);
    (terms(), level, tags, any::<bool>(), prop::option::of(amounts())).prop_map(|((kind, terms), level, tags, open, value)| {
        let mut wanted = Wanted::new(kind, level, PersonId::from_uuid(id(1)), terms);
        wanted.tags = tags.into_iter().collect();
        wanted.open = open && matches!(level, Level::Person(_));
        let mut goal = there(1, wanted);
        match &goal.terms.measure {
            Some(Measure::Towards { .. } | Measure::Within { .. }) => goal.value = value,
            Some(Measure::YesNo) => goal.value = value.map(|value| if value > Amount::ZERO { Amount::ONE } else { Amount::ZERO }),
            Some(Measure::Milestones { steps }) => goal.done = steps.iter().take(2).cloned().collect(),
            None => {}
        }
        goal
    })
}

proptest! {
    #[test]
    fn what_is_written_and_read_again_is_the_same_and_changes_nothing(goal in goals()) {
        let text = write([line(&goal)]);
        let table = table_of(&text);
        let row = &table.rows[0];
        prop_assert_eq!(&table.unknown, &Vec::<String>::new());
        prop_assert_eq!(row.terms(row.due.expect("a day")), goal.terms.clone());
        prop_assert_eq!((row.kind, &row.tags, row.open), (goal.kind, &goal.tags, goal.open));
        let value = match &goal.terms.measure {
            Some(Measure::Milestones { .. }) => goal.value(),
            _ => goal.value,
        };
        prop_assert_eq!(row.value, value);
        // Where it is not there, it is begun as it was.
        let planned = plan(&table, &Here::default(), TODAY).expect("a plan");
        let Planned::New(new) = &planned[0] else { panic!("it is new") };
        prop_assert_eq!((&new.wanted.terms, new.wanted.level), (&goal.terms, goal.level));
        let same = Planned::Same { line: 2, goal: goal.id };
        prop_assert_eq!(plan(&table, &Here(vec![goal]), TODAY), Ok(vec![same]));
    }

    #[test]
    fn any_text_is_a_table_or_has_problems(text in "[a-zA-Z,;\"'\t\r\n= é0-9%-]{0,120}") {
        let header = "Title,Kind,Owner,By,Measure,Target,Milestones,Value,Serves,Weight,Tags\n";
        let table = read(format!("{header}{text}").as_bytes(), &How::default());
        prop_assert!(table.map_or_else(|problems| !problems.is_empty(), |table| !table.rows.is_empty()));
    }

    #[test]
    fn whatever_is_written_about_a_goal_can_be_read(about in any::<String>()) {
        let terms = Terms { about, ..Terms::new(title("Faster"), TODAY, TODAY) };
        let goal = there(1, Wanted::new(Kind::Commitment, Level::Company, PersonId::from_uuid(id(1)), terms));
        prop_assert_eq!(table_of(&write([line(&goal)])).rows.len(), 1);
    }
}

#[test]
fn no_cell_begins_as_a_formula_does() {
    let mut terms = Terms::new(title("=1+1"), TODAY, TODAY);
    terms.about = "@SUM(A1)\n=x".into();
    terms.measure =
        Some(Measure::Towards { scale: Scale::Number { unit: "-x".into() }, start: number("-5"), target: number("5") });
    let goal = there(1, Wanted::new(Kind::Commitment, Level::Company, PersonId::from_uuid(id(1)), terms));
    let text = write([Line { progress: Some(Progress(-500)), ..line(&goal) }]);
    assert!(text.starts_with("\u{feff}Title,Kind,Level,Owner,"));
    for cell in ["'=1+1,", "'-5,", ",'-x,", "\"'@SUM(A1)\n=x\"", "'-50%"] {
        assert!(text.contains(cell), "{cell} in {text}");
    }
    assert_eq!(table_of(&text).rows[0].terms(TODAY), goal.terms);
}

#[test]
fn how_it_goes_stands_at_the_end_and_is_not_read() {
    let mut goal =
        there(1, Wanted::new(Kind::Commitment, Level::Company, PersonId::from_uuid(id(1)), Terms::new(title("A"), TODAY, TODAY)));
    goal.status = Status::AtRisk;
    (goal.confidence, goal.grade, goal.ended) = (Some(7), Some(10), Some((End::Dropped, Timestamp::UNIX_EPOCH)));
    let text = write([Line { progress: Some(Progress(715)), ..line(&goal) }]);
    assert!(text.ends_with(",At risk,7,71%,1.0,Dropped\r\n"), "{text}");
    assert!(table_of(&text).rows[0].ended);
}

#[test]
fn lists_are_parted_by_lines_where_a_semicolon_is_one_of_theirs() {
    let steps = |steps: &[&str]| {
        let mut terms = Terms::new(title("A"), TODAY, TODAY);
        terms.measure = Some(Measure::Milestones { steps: steps.iter().map(|step| title(step)).collect() });
        let goal = there(1, Wanted::new(Kind::Commitment, Level::Company, PersonId::from_uuid(id(1)), terms));
        let text = write([line(&goal)]);
        assert_eq!(table_of(&text).rows[0].measure, goal.terms.measure);
        text
    };
    assert!(steps(&["a", "b"]).contains(",a; b,"));
    assert!(steps(&["a; b", "c"]).contains(",\"a; b\nc\n\","));
    assert!(steps(&["a; b"]).contains(",\"a; b\n\","));
}

#[test]
fn the_largest_goal_is_read_again() {
    let mut terms = Terms::new(title(&"t".repeat(200)), TODAY, TODAY);
    terms.about = format!("{}x", "a\n".repeat(1_999)) + "y";
    let step = |number: usize| title(&format!("{number};{}", "s".repeat(195)));
    terms.measure = Some(Measure::Milestones { steps: (0..30).map(step).collect() });
    let goal = there(1, Wanted::new(Kind::Commitment, Level::Company, PersonId::from_uuid(id(1)), terms));
    assert_eq!(table_of(&write([line(&goal)])).rows[0].terms(TODAY), goal.terms);
}

#[test]
fn an_archive_has_each_goal_as_it_is_and_all_that_made_it() {
    let wanted = Wanted::new(Kind::Commitment, Level::Company, PersonId::from_uuid(id(1)), Terms::new(title("A"), TODAY, TODAY));
    let deed = |sequence, deed| Event {
        goal: crate::GoalId::from_uuid(id(1)),
        sequence,
        at: Timestamp::UNIX_EPOCH,
        by: PersonId::from_uuid(id(1)),
        deed,
    };
    let events = vec![deed(1, Deed::Created(Box::new(wanted))), deed(2, Deed::Status { status: Status::Behind })];
    let goal = Goal::replay(&events).expect("a goal");
    assert_eq!(goal.agreement, Agreement::Free);
    let goals = [(goal.clone(), events.clone())];
    let json = serde_json::to_value(archive(&goals)).expect("JSON");
    assert_eq!((&json["version"], &json["goals"][0]["status"]), (&1.into(), &"behind".into()));
    let kept: Vec<Event> = serde_json::from_value(json["goals"][0]["events"].clone()).expect("events");
    assert_eq!(kept, events);
    assert_eq!(serde_json::from_value::<Goal>(json["goals"][0].clone()).expect("a goal"), goal);
}
