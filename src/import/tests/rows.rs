//! What single rows may say.

use super::*;
use crate::import::{Looks, Needed, Reference, Remark};

#[test]
fn a_name_is_whole_or_in_parts() {
    let text = "ID,First name,Last name\n1,Ada,Lovelace\n2,,Bo\n";
    let mut office = office();
    let plan = office.plan_table(&read(text.as_bytes(), &How::default()).expect("a table"));
    plan.apply(&mut office.known);
    assert_eq!(office.posts("Ada Lovelace"), ["1"]);
    assert_eq!(office.posts("Bo"), ["2"]);
}

#[test]
fn without_names_or_without_numbers_and_addresses_nothing_is_imported() {
    for (text, needed) in [("ID,First name\n1,Ada\n", Needed::Name), ("Name,Title\nAda,CEO\n", Needed::Key)] {
        let plan = office().plan_table(&read(text.as_bytes(), &How::default()).expect("a table"));
        assert_eq!(plan.problems, [Remark::whole(Why::ColumnMissing(needed))]);
    }
}

#[test]
fn a_row_needs_a_number_or_an_address_of_its_own() {
    let rows = [row("", "Ada").without_address(), row("E2", "Bo")];
    assert_eq!(office().refuses(&rows), ["Line 2: neither an employee number nor an address."]);
}

#[test]
fn a_row_without_a_number_goes_by_its_address() {
    let office =
        founded(&[unnumbered("Ada", "Ada@Halden.example"), unnumbered("Bo", "bo@halden.example").under("ADA@halden.example")]);
    assert_eq!(office.posts("Ada"), ["ada@halden.example"]);
    assert_eq!(office.manager("Bo"), Some("Ada"));
}

#[test]
fn a_number_or_address_that_stands_twice_names_both_lines() {
    assert_eq!(
        office().refuses(&[row("E1", "Ada"), row("E2", "Bo"), row("E1", "Cy")]),
        ["Line 4, Employee number: E1 is on line 2 too."]
    );
    assert_eq!(
        office().refuses(&[unnumbered("Ada", "a@halden.example"), unnumbered("Bo", "a@halden.example")]),
        ["Line 3, Work email: a@halden.example is on line 2 too."]
    );
}

#[test]
fn what_is_no_address_number_or_line_of_words_is_said_with_its_place() {
    let long = "x".repeat(121);
    let rows = [
        row("E1", "Ada").addressed("ada at halden"),
        row("E 2", "Bo"),
        row("cy@halden.example", "Cy"),
        row("E4", "Dee").titled(&long),
        row("E5", "Eve").on(&long),
        row("E6", "Flo").with(Field::Name, ""),
    ];
    let rows: Vec<Row> = rows.into_iter().map(|row| row.with(Field::Location, "Oslo")).collect();
    assert_eq!(
        office().refuses(&rows),
        [
            "Line 2, Work email: not an e-mail address.",
            "Line 3, Employee number: an employee number is one word of at most 254 characters.",
            "Line 4, Employee number: an address where an employee number belongs.",
            "Line 5, Job title: more than 120 characters.",
            "Line 6, Team: more than 120 characters.",
            "Line 7, Full name: no name.",
        ]
    );
}

#[test]
fn a_formula_is_refused_in_columns_that_are_used_and_read_behind_its_guard() {
    let rows = [row("E1", "Ada").titled("=HYPERLINK(1)")];
    let problem = "Line 2, Job title: a cell that begins like a formula (an apostrophe before it makes it text).";
    assert_eq!(office().refuses(&rows), [problem]);
    let office = founded(&[row("E1", "Ada").titled("'=HYPERLINK(1)")]);
    assert_eq!(office.person("Ada").title.as_deref(), Some("=HYPERLINK(1)"));
    let text = "ID,Name,Phone\n1,Ada,+385 1 234\n";
    assert_eq!(super::office().plan_table(&read(text.as_bytes(), &How::default()).expect("a table")).problems, []);
}

#[test]
fn words_for_nothing_are_empty_cells() {
    let office = founded(&[row("E1", "Ada").titled("n/a").at("-").under("None").addressed("#N/A")]);
    let ada = office.person("Ada");
    assert_eq!((&ada.title, &ada.location, ada.manager, &ada.email), (&None, &None, None, &None));
}

#[test]
fn rows_with_problems_are_not_blamed_upon_those_who_refer_to_them() {
    let rows = [row("E1", "Ada").addressed("ada"), row("E2", "Bo").under("E1")];
    assert_eq!(office().refuses(&rows), ["Line 2, Work email: not an e-mail address."]);
}

#[test]
fn problems_of_reading_stop_an_import_too() {
    let plan = office().plan_table(&read(b"ID,Name\n1,Ada\n2\n", &How::default()).expect("a table"));
    assert_eq!(plan.problems, [Remark::row(3, Why::FieldCount { expected: 2, found: 1 })]);
    assert!(plan.people.is_empty());
}

#[test]
fn columns_may_be_chosen_by_hand_and_a_wrong_choice_is_refused() {
    let table = read(b"A,B,C\n1,Ada,Oslo\n", &How::default()).expect("a table");
    let mut office = office();
    office.options.columns.set(Field::Number, Some(0));
    office.options.columns.set(Field::Name, Some(1));
    office.options.columns.set(Field::Location, Some(2));
    office.plan_table(&table).apply(&mut office.known);
    assert_eq!(office.person("Ada").location.as_deref(), Some("Oslo"));
    office.options.columns.set(Field::Title, Some(2));
    let why = Why::ColumnServesTwo { first: Field::Title, second: Field::Location };
    assert_eq!(office.plan_table(&table).problems, [Remark::whole(why)]);
    office.options.columns.set(Field::Title, Some(7));
    let why = Why::NoSuchColumn { field: Field::Title, column: 7 };
    assert_eq!(office.plan_table(&table).problems, [Remark::whole(why)]);
}

#[test]
fn what_a_person_chose_reads_back_as_itself() {
    let office = office().with_leavers().teams_from(TeamsFrom::Line).apart(&["E1"]);
    let text = serde_json::to_string(&office.options).expect("JSON");
    assert_eq!(serde_json::from_str::<Options>(&text).expect("options"), office.options);
    assert_eq!(serde_json::from_str::<Options>("{}").expect("options"), Options::default());
    let how = How { encoding: Some("utf-8".into()), separator: Some(';') };
    let text = serde_json::to_string(&how).expect("JSON");
    assert_eq!(serde_json::from_str::<How>(&text).expect("how"), how);
}

#[test]
fn a_status_says_who_is_here() {
    for word in ["Active", "YES", "true", "1", "on leave", "On-Leave", "employed", ""] {
        assert_eq!(office().plan(&[row("E1", "Ada").being(word)]).added.len(), 1, "{word}");
    }
    for word in ["terminated", "Inactive", "left", "No", "false", "0", "ausgeschieden"] {
        let plan = office().plan(&[row("E1", "Ada").being(word), row("E2", "Bo")]);
        assert_eq!((plan.added.len(), plan.skipped, plan.rows), (1, 1, 2), "{word}");
    }
    let refused = office().refuses(&[row("E1", "Ada").being("perhaps")]);
    assert_eq!(refused, ["Line 2, Status: perhaps says neither that somebody is here nor that they left."]);
}

#[test]
fn a_file_that_is_no_table_is_refused_in_a_sentence() {
    let refused = read(b"PK\x03\x04", &How::default()).expect_err("refused");
    assert_eq!(refused, super::super::FileRefused::NotCsv(Looks::Workbook));
    assert_eq!(refused.to_string(), "This is an Excel workbook. Save it as CSV there and import that.");
}

#[test]
fn who_reports_to_nobody_that_is_known_is_a_problem() {
    let rows = [
        row("E1", "Ada"),
        row("E2", "Bo").under("E0999"),
        row("E3", "Cy").under("x@halden.example"),
        row("E4", "Dee").under("Zed Zed"),
    ];
    assert_eq!(
        office().refuses(&rows),
        [
            "Line 3, Reports to: no one in this file or here has the number E0999.",
            "Line 4, Reports to: no one in this file or here has the address x@halden.example.",
            "Line 5, Reports to: no one in this file or here is called Zed Zed.",
        ]
    );
    let why = Why::Nobody(Reference::Number("E0999".into()));
    assert_eq!(office().plan(&rows).problems[0], Remark::cell(3, "Reports to", why));
}
