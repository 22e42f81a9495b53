//! Who reports to whom.

use super::*;

#[test]
fn a_manager_is_named_by_number_address_or_name() {
    let office = founded(&[
        row("E1", "Ada"),
        row("E2", "Bo").under("E1"),
        row("E3", "Cy").under("bo@halden.example"),
        row("E4", "Dee Day").under("cy"),
    ]);
    assert_eq!([office.manager("Bo"), office.manager("Cy"), office.manager("Dee Day")], [Some("Ada"), Some("Bo"), Some("Cy")]);
}

#[test]
fn a_name_that_several_have_names_nobody() {
    let rows = [
        row("E1", "Ada"),
        row("E2", "Bo Lee").addressed("b1@halden.example").under("E1"),
        row("E3", "Bo Lee").addressed("b2@halden.example").under("E1"),
        row("E4", "Cy").under("Bo Lee"),
    ];
    assert_eq!(office().refuses(&rows), ["Line 5, Reports to: 2 people are called Bo Lee; give a number or an address."]);
}

#[test]
fn a_manager_may_be_known_here_and_not_in_the_file() {
    let mut office = founded(&[row("E1", "Ada"), row("E2", "Bo").under("E1")]);
    office.import(&[row("E3", "Cy").under("E2"), row("E4", "Dee").under("ada@halden.example"), row("E5", "Eve").under("Bo")]);
    assert_eq!([office.manager("Cy"), office.manager("Dee"), office.manager("Eve")], [Some("Bo"), Some("Ada"), Some("Bo")]);
}

#[test]
fn a_manager_who_left_is_a_problem() {
    let mut office = founded(&[row("E1", "Ada"), row("E2", "Bo").under("E1"), row("E3", "Cy").under("E2")]).with_leavers();
    let expected = ["Line 3, Reports to: Bo has left."];
    assert_eq!(office.refuses(&[row("E1", "Ada"), row("E3", "Cy").under("E2")]), expected, "leaves with this import");
    office.import(&[row("E1", "Ada"), row("E3", "Cy").under("E1")]);
    assert_eq!(office.refuses(&[row("E1", "Ada"), row("E3", "Cy").under("E2")]), expected, "left before");
    let rows = [row("E1", "Ada"), row("E9", "Zed").being("left"), row("E3", "Cy").under("E9")];
    assert_eq!(super::office().refuses(&rows), ["Line 4, Reports to: E9 has left."]);
}

#[test]
fn more_than_one_at_the_top_is_a_warning() {
    let plan = office().plan(&[row("E1", "Ada"), row("E2", "Bo"), row("E3", "Cy").under("E1")]);
    assert_eq!(plan.problems, []);
    assert_eq!(cautions(&plan), [Caution::SeveralRoots { names: vec!["Ada".into(), "Bo".into()], more: 0 }]);
    assert_eq!(plan.warnings[0].to_string(), "Several people report to nobody: Ada, Bo.");
}

#[test]
fn somebody_who_reports_to_their_own_post_is_at_the_top() {
    let office = founded(&[row("E1", "Ada").under("E1"), row("E2", "Bo").under("E1")]);
    assert_eq!(office.manager("Ada"), None);
}

#[test]
fn a_circle_is_told_once_with_names() {
    let rows =
        [row("E1", "Ada").under("E3"), row("E2", "Bo").under("E1"), row("E3", "Cy").under("E2"), row("E4", "Dee").under("E1")];
    assert_eq!(
        office().refuses(&rows),
        [
            "Everybody reports to somebody, so nobody is at the top.",
            "Line 2: Ada reports to Cy, who reports to Bo, who reports to Ada.",
        ]
    );
}

#[test]
fn a_circle_over_people_who_are_only_known_here_is_found() {
    let mut office = founded(&[row("E0", "Root"), row("E1", "Ada").under("E0"), row("E2", "Bo").under("E1")]);
    let refused = office.refuses(&[row("E1", "Ada").under("E2")]);
    assert_eq!(refused, ["Line 2: Ada reports to Bo, who reports to Ada."]);
}

#[test]
fn a_long_circle_is_told_shortly() {
    let rows: Vec<Row> =
        (0..40).map(|n| row(&format!("E{n}"), &format!("Ada{n}")).under(&format!("E{}", (n + 1) % 40))).collect();
    let refused = office().refuses(&rows);
    assert_eq!(refused.len(), 2);
    assert!(refused[1].contains("over 32 more") && refused[1].len() < 300, "{}", refused[1]);
}

#[test]
fn without_the_column_nobody_is_moved() {
    let mut office = founded(&[row("E1", "Ada"), row("E2", "Bo").under("E1")]);
    let plan = office.import(&[row("E1", "Ada").titled("CEO"), row("E2", "Bo").titled("CTO")]);
    assert_eq!(office.manager("Bo"), Some("Ada"));
    assert_eq!(cautions(&plan), []);
}
