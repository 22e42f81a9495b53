use super::*;
use crate::{
    import::{self, How},
    questionnaire::file,
    survey::release::Value,
};
use jiff::civil::date;

fn form() -> Questionnaire {
    let text = r#"
        id = "old"
        title = "Old survey"
        purpose = "team"
        lang = "en"
        [[section]]
        id = "leading"
        title = "Leading"
        [[section.question]]
        id = "lead01"
        text = "My lead listens."
        kind = "scale"
        [[section.question]]
        id = "lead-02"
        text = "My lead interrupts."
        kind = "scale"
        reversed = true
        [[section.question]]
        id = "would-recommend"
        text = "Would you recommend us?"
        kind = "recommend"
        [[section.question]]
        id = "matters"
        text = "What matters?"
        kind = "multiple"
        at_most = 2
        options = [{ id = "pay", text = "Pay" }, { id = "people", text = "The people" }, { id = "place", text = "The place" }]
        [[section.question]]
        id = "remark"
        text = "Anything else?"
        kind = "text"
    "#;
    file::read(text).expect("a questionnaire")
}

fn table(text: &str) -> Table {
    import::read(text.as_bytes(), &How::default()).expect("a table")
}

fn read_with(text: &str, unit: Option<&str>, columns: &[(&str, &str)]) -> History {
    let columns = columns.iter().map(|(id, column)| ((*id).to_owned(), (*column).to_owned())).collect();
    read(&table(text), &form(), &Chosen { unit: unit.map(str::to_owned), columns })
}

fn said(history: &History) -> Vec<String> {
    history.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn columns_are_found_however_they_are_written() {
    let history = read_with("Léad 01,Équipe,LEAD_02,Would you recommend us?,x\n4,Nord,5,9,\n", None, &[]);
    assert_eq!(history.problems, []);
    assert_eq!(history.columns, [Some(0), Some(2), Some(3), None, None]);
    assert_eq!((history.unit, &history.unused[..]), (Some(1), &[4][..]), "the first column that answers nothing");
    let named = read_with("When,Lead01,Team\nMonday,4,Nord\n", None, &[]);
    assert_eq!((named.unit, &named.unused[..]), (Some(2), &[0][..]), "a column called team comes first");
    let chosen = read_with("When,Q1,Team\nMonday,4,Nord\n", Some("when"), &[("LEAD01", "Q1")]);
    assert_eq!((chosen.problems, chosen.unit, chosen.columns[0]), (vec![], Some(0), Some(1)));
}

#[test]
fn what_is_chosen_must_be_there() {
    let history = read_with("Lead01,Team\n4,Nord\n", Some("Squad"), &[("lead09", "Lead01"), ("lead-02", "Q7")]);
    assert_eq!(
        said(&history),
        [
            "Q7: the file has no such column; it has Lead01, Team.",
            "Lead01: the questionnaire has no question “lead09”.",
            "Squad: the file has no such column; it has Lead01, Team.",
        ]
    );
    let none = read_with("a,b\n1,2\n", None, &[]);
    assert!(
        said(&none)[0].starts_with("No column is called like a question of the questionnaire (lead01, lead-02, "),
        "{none:?}"
    );
    let twice = read_with("Lead01,lead 01,Team\n4,3,Nord\n", None, &[]);
    assert!(said(&twice)[0].starts_with("lead 01: another column answers “lead01” already"), "{twice:?}");
}

#[test]
fn every_value_off_the_scale_is_named_by_line_and_column() {
    let text = "Team,lead01,lead02,would-recommend,matters,remark\n\
        Nord,4,5.0,10,pay; the people,\n\
        Nord,,N/A,,,- fine\n\
        Nord,6,x,11,gold,\n\
        Nord,0,2.5,-1,pay|people|place,\n\
        =Nord,1,1,0,,\n";
    let history = read_with(text, None, &[]);
    assert_eq!(
        said(&history),
        [
            "Line 4, lead01: “6” is not on the scale from 1 to 5; leave the cell empty where nothing was answered.",
            "Line 4, lead02: “x” is not on the scale from 1 to 5; leave the cell empty where nothing was answered.",
            "Line 4, would-recommend: “11” is not from 0 to 10.",
            "Line 4, matters: “gold” is none of the options: pay, people, place.",
            "Line 5, lead01: “0” is not on the scale from 1 to 5; leave the cell empty where nothing was answered.",
            "Line 5, lead02: “2.5” is not on the scale from 1 to 5; leave the cell empty where nothing was answered.",
            "Line 5, would-recommend: “-1” is not from 0 to 10.",
            "Line 5, matters: more than 2 options.",
            "Line 6, Team: this begins like a formula; put an apostrophe before it if it is meant.",
        ]
    );
    let values = |row: usize| &history.ballots[row].values;
    assert_eq!(values(0)[..2], [Some(Value::Scale(4)), Some(Value::Scale(5))], "as they were said, not turned");
    assert_eq!(values(0)[2..4], [Some(Value::Recommend(10)), Some(Value::Multiple(vec![0, 1]))]);
    assert_eq!(values(1)[..2], [None, Some(Value::NotApplicable)]);
    assert_eq!(values(1)[4], Some(Value::Text("- fine".into())));
}

#[test]
fn half_a_row_is_a_problem_with_its_line() {
    let history = read_with("Team,lead01\nNord,4\nSüd\n", None, &[]);
    assert_eq!(said(&history).len(), 1);
    assert!(said(&history)[0].starts_with("Line 3: "), "{history:?}");
}

#[test]
fn groups_are_the_same_however_their_names_are_written() {
    let history = read_with("Team,lead01\nNord,4\n nörd ,4\n,3\nSüd,5\nSÜD,5\n", None, &[]);
    let groups: Vec<_> = history.groups.iter().map(|group| (group.name.as_str(), group.responses)).collect();
    assert_eq!(groups, [("Nord", 2), ("Süd", 2), ("", 1)]);
    assert_eq!(history.ballots.iter().map(|ballot| ballot.unit).collect::<Vec<_>>(), [1, 1, 3, 2, 2]);
    let none = read_with("lead01\n4\n5\n", None, &[]);
    assert!(none.groups.is_empty() && none.ballots.iter().all(|ballot| ballot.unit == 0));
}

#[test]
fn a_column_with_people_in_it_is_not_taken_for_teams() {
    let rows: Vec<_> = (0..20).map(|row| format!("person{row}@example.org,{}", row % 5 + 1)).collect();
    let history = read_with(&format!("Respondent,lead01\n{}\n", rows.join("\n")), None, &[]);
    assert!(said(&history)[0].starts_with("Respondent: 20 different values in 20 rows look like people"), "{history:?}");
}

#[test]
fn cycles_are_understood_by_their_names() {
    let of = |name: &str| period(name).map(|dates| (dates.starts, dates.ends));
    assert_eq!(of("2025"), Some((date(2025, 1, 1), date(2025, 12, 31))));
    for name in ["2025 H1", "2025-H1", "H1 2025", "2025h1"] {
        assert_eq!(of(name), Some((date(2025, 1, 1), date(2025, 6, 30))), "{name}");
    }
    assert_eq!(of("2024 Q1"), Some((date(2024, 1, 1), date(2024, 3, 31))));
    assert_eq!(of("2025/Q3"), Some((date(2025, 7, 1), date(2025, 9, 30))));
    for name in ["", "25", "2025 H3", "2025 Q0", "2025 Q11", "H1", "Spring 2025", "2025 é", "99999", "9999"] {
        assert_eq!(of(name), None, "{name}");
    }
}
